"""What moves, and names and keys."""

import sqlalchemy as sa
from alembic import op

from store.migrations.helpers import partial
from store.types import Id, Json, Sealed, UtcDateTime


def lane() -> None:
    op.create_table(
        "lane",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("app", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("handled", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.String()),
        sa.Column("lease_until", UtcDateTime()),
        sa.Column("ready_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lane")),
        sa.CheckConstraint("handled <= sequence", name=op.f("ck_lane_handled")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_lane_workspace_id")),
        sa.UniqueConstraint("workspace_id", "platform", "app", "chat", "topic", name=op.f("uq_lane_chat")),
    )
    partial("ix_lane_work", "lane", ["ready_at"], "handled < sequence")


def inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("lane_id", Id(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("app", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("payload", Sealed(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("handled_at", UtcDateTime()),
        sa.Column("reason", sa.String()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.CheckConstraint("state IN ('waiting', 'done', 'dead')", name=op.f("ck_inbox_state")),
        sa.ForeignKeyConstraint(["lane_id"], ["lane.id"], name=op.f("fk_inbox_lane")),
        sa.UniqueConstraint("platform", "app", "key", name=op.f("uq_inbox_key")),
        sa.UniqueConstraint("lane_id", "sequence", name=op.f("uq_inbox_sequence")),
    )
    partial("ix_inbox_dead", "inbox", ["workspace_id", "id"], "state = 'dead'")


def outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("app", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("payload", Sealed(), nullable=False),
        sa.Column("inbox_id", Id()),
        sa.Column("execution_id", Id()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Boolean(), nullable=False),
        sa.Column("ready_at", UtcDateTime(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String()),
        sa.Column("sent_at", UtcDateTime()),
        sa.Column("platform_message_id", sa.String()),
        sa.Column("handles", Json()),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_outbox")),
        sa.CheckConstraint("state IN ('waiting', 'sending', 'sent', 'dead')", name=op.f("ck_outbox_state")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_outbox_workspace_id")),
        sa.UniqueConstraint("id", name=op.f("uq_outbox_id")),
    )
    partial("ix_outbox_dead", "outbox", ["workspace_id", "position"], "state = 'dead'")
    partial("ix_outbox_inbox", "outbox", ["inbox_id"], "inbox_id IS NOT NULL")
    partial("ix_outbox_message", "outbox", ["app", "chat", "platform_message_id"], "platform_message_id IS NOT NULL")
    partial(
        "ix_outbox_queue", "outbox", ["platform", "app", "chat", "topic", "position"], "state IN ('waiting', 'sending')"
    )


def lease() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )


def due() -> None:
    op.create_table(
        "due",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("schedule", Id(), nullable=False),
        sa.Column("fire_at", UtcDateTime(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("args", Sealed(), nullable=False),
        sa.Column("maker_id", Id()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", UtcDateTime()),
        sa.Column("ended_at", UtcDateTime()),
        sa.Column("reason", sa.String()),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_due")),
        sa.CheckConstraint("state IN ('waiting', 'done', 'skipped', 'dead')", name=op.f("ck_due_state")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_due_workspace_id")),
        sa.UniqueConstraint("workspace_id", "schedule", "fire_at", name=op.f("uq_due_fire")),
    )
    partial("ix_due_waiting", "due", ["fire_at"], "state = 'waiting'")


def action() -> None:
    op.create_table(
        "action",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("commands", Sealed(), nullable=False),
        sa.Column("members", Json()),
        sa.Column("once", sa.String()),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_action")),
        sa.CheckConstraint("once IN ('person', 'all')", name=op.f("ck_action_once")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_action_workspace_id")),
    )
    op.create_index("ix_action_expires", "action", ["expires_at"])


def action_use() -> None:
    op.create_table(
        "action_use",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token", "member_id", name=op.f("pk_action_use")),
        sa.ForeignKeyConstraint(["token"], ["action.token"], name=op.f("fk_action_use"), ondelete="CASCADE"),
    )


def dialogue() -> None:
    op.create_table(
        "dialogue",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("chat_id", Id(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("state", Sealed(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "chat_id", "member_id", name=op.f("pk_dialogue")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_dialogue_workspace_id")),
    )


def shelf() -> None:
    op.create_table(
        "shelf",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", Sealed(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_shelf")),
    )
    op.create_index("ix_shelf_expires", "shelf", ["expires_at"])


def name_key() -> None:
    op.create_table(
        "name_key",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("row_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "key", "kind", "row_id", name=op.f("pk_name_key")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_name_key_workspace_id")),
        sqlite_with_rowid=False,
    )


def data_key() -> None:
    op.create_table(
        "data_key",
        sa.Column("id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("wrapped_by", sa.String(), nullable=False),
        sa.Column("wrapped", Sealed()),
        sa.Column("destroyed_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_key")),
        sa.UniqueConstraint("workspace_id", "subject_id", name=op.f("uq_data_key_subject")),
    )


def create() -> None:
    """All of these, in the order in which they refer to each other."""
    lane()
    inbox()
    outbox()
    lease()
    due()
    action()
    action_use()
    dialogue()
    shelf()
    name_key()
    data_key()


def drop() -> None:
    """Drop them, those that refer before those referred to."""
    for name in (
        "data_key",
        "name_key",
        "shelf",
        "dialogue",
        "action_use",
        "action",
        "due",
        "lease",
        "outbox",
        "inbox",
        "lane",
    ):
        op.drop_table(name)
