"""The team's day: calendar, policies, nudges, digests."""

import sqlalchemy as sa
from alembic import op

from store.migrations.helpers import partial, refer
from store.types import Id, Json, UtcDateTime

TABLES = ("calendar_day", "leave", "policy", "pause", "nudge", "digest", "edition")


def create() -> None:
    """Create them."""
    _calendar_day()
    _leave()
    _policy()
    _pause()
    _nudge()
    _digest()
    _edition()


def drop() -> None:
    """Drop them."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _calendar_day() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("workday", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_calendar_day_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("workspace_id", "day", name="uq_calendar_day_day"),
    )


def _leave() -> None:
    op.create_table(
        "leave",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_leave_days")),
        refer("leave", "member_id", "member"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_leave_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_leave")),
    )
    op.create_index("ix_leave_member", "leave", ["workspace_id", "member_id", "last"])


def _policy() -> None:
    op.create_table(
        "policy",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("level", sa.String()),
        sa.Column("tag_id", Id()),
        sa.Column("stage", sa.String()),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("manager_days", sa.Integer()),
        sa.Column("group_days", sa.Integer()),
        sa.Column("chat_id", Id()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_policy_days")),
        refer("policy", "chat_id", "chat"),
        refer("policy", "tag_id", "tag"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_policy_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_policy")),
        sa.UniqueConstraint("workspace_id", "number", name="uq_policy_number"),
    )
    partial("ix_policy_chat", "policy", ["workspace_id", "chat_id"], "chat_id IS NOT NULL")
    partial("ix_policy_tag", "policy", ["workspace_id", "tag_id"], "tag_id IS NOT NULL")


def _pause() -> None:
    op.create_table(
        "pause",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("customer_id", Id(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        refer("pause", "customer_id", "customer"),
        refer("pause", "member_id", "member"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_pause_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_pause")),
        sa.UniqueConstraint("workspace_id", "member_id", "customer_id", name="uq_pause_pair"),
    )
    op.create_index("ix_pause_customer", "pause", ["workspace_id", "customer_id"])


def _nudge() -> None:
    op.create_table(
        "nudge",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("customer_id", Id()),
        sa.Column("spell", UtcDateTime()),
        sa.Column("days", sa.Integer()),
        sa.Column("held", sa.String()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("held IN ('cap', 'quiet', 'leave')", name=op.f("ck_nudge_held")),
        sa.CheckConstraint(
            "kind IN ('stale', 'manager', 'group', 'asked', 'visit', 'task', 'reminder')", name=op.f("ck_nudge_kind")
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_nudge_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_nudge")),
        sa.UniqueConstraint("workspace_id", "member_id", "kind", "day", "subject_id", name="uq_nudge_day"),
    )
    op.create_index("ix_nudge_subject", "nudge", ["workspace_id", "subject_id", "kind", "day"])


def _digest() -> None:
    op.create_table(
        "digest",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("member_id", Id()),
        sa.Column("chat_id", Id()),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("weekday", sa.Integer()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('daily', 'weekly')", name=op.f("ck_digest_kind")),
        sa.CheckConstraint("(member_id IS NULL) <> (chat_id IS NULL)", name=op.f("ck_digest_reader")),
        refer("digest", "chat_id", "chat"),
        refer("digest", "member_id", "member"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_digest_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_digest")),
        sa.UniqueConstraint("workspace_id", "kind", "chat_id", name="uq_digest_chat"),
        sa.UniqueConstraint("workspace_id", "kind", "member_id", name="uq_digest_member"),
        sa.UniqueConstraint("workspace_id", "number", name="uq_digest_number"),
    )
    partial("ix_digest_chat", "digest", ["workspace_id", "chat_id"], "chat_id IS NOT NULL")
    partial("ix_digest_member", "digest", ["workspace_id", "member_id"], "member_id IS NOT NULL")


def _edition() -> None:
    op.create_table(
        "edition",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("series", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("member_id", Id()),
        sa.Column("chat_id", Id()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("numbers", Json(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("state IN ('sent', 'silent')", name=op.f("ck_edition_state")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_edition_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_edition")),
        sa.UniqueConstraint("workspace_id", "series", "day", name="uq_edition_day"),
    )
