"""What people do."""

import sqlalchemy as sa
from alembic import op

from store.migrations.helpers import partial, refer
from store.types import Id, UtcDateTime, Words


def follow_up() -> None:
    op.create_table(
        "follow_up",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("customer_id", Id(), nullable=False),
        sa.Column("contact_id", Id()),
        sa.Column("contact_name", sa.String()),
        sa.Column("author_id", Id()),
        sa.Column("method", sa.String()),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("at_said", sa.String()),
        sa.Column("at_day", sa.Boolean(), nullable=False),
        sa.Column("note", Words()),
        sa.Column("next_at", UtcDateTime()),
        sa.Column("next_text", Words()),
        sa.Column("chat_id", Id()),
        sa.Column("inbox_id", Id()),
        sa.Column("voided_at", UtcDateTime()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_follow_up")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_follow_up_workspace_id")),
        refer("follow_up", "author_id", "member"),
        refer("follow_up", "contact_id", "contact"),
        refer("follow_up", "customer_id", "customer"),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_follow_up_number")),
    )
    op.create_index("ix_follow_up_author", "follow_up", ["workspace_id", "author_id", "at"])
    partial("ix_follow_up_contact", "follow_up", ["workspace_id", "contact_id"], "contact_id IS NOT NULL")
    op.create_index("ix_follow_up_customer", "follow_up", ["workspace_id", "customer_id", "at"])


def task() -> None:
    op.create_table(
        "task",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("maker_id", Id()),
        sa.Column("assignee_id", Id(), nullable=False),
        sa.Column("customer_id", Id()),
        sa.Column("text", Words()),
        sa.Column("due_at", UtcDateTime()),
        sa.Column("due_day", sa.Date()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("acknowledged_at", UtcDateTime()),
        sa.Column("done_at", UtcDateTime()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_task")),
        sa.CheckConstraint("state IN ('open', 'done', 'cancelled')", name=op.f("ck_task_state")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_task_workspace_id")),
        refer("task", "assignee_id", "member"),
        refer("task", "customer_id", "customer"),
        refer("task", "maker_id", "member"),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_task_number")),
    )
    op.create_index("ix_task_assignee", "task", ["workspace_id", "assignee_id", "state"])
    partial("ix_task_customer", "task", ["workspace_id", "customer_id"], "customer_id IS NOT NULL")
    op.create_index("ix_task_maker", "task", ["workspace_id", "maker_id", "state"])


def reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("maker_id", Id()),
        sa.Column("customer_id", Id()),
        sa.Column("contact_id", Id()),
        sa.Column("follow_up_id", Id()),
        sa.Column("task_id", Id()),
        sa.Column("text", Words()),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("chat_id", Id()),
        sa.Column("at", UtcDateTime()),
        sa.Column("day", sa.Date()),
        sa.Column("fire_at", UtcDateTime()),
        sa.Column("schedule", Id()),
        sa.Column("repeat", sa.String()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("fired_at", UtcDateTime()),
        sa.Column("snoozed_from", UtcDateTime()),
        sa.Column("done_at", UtcDateTime()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_reminder")),
        sa.CheckConstraint("audience IN ('private', 'group')", name=op.f("ck_reminder_audience")),
        sa.CheckConstraint("fire_at IS NULL OR schedule IS NOT NULL", name=op.f("ck_reminder_schedule")),
        sa.CheckConstraint("state IN ('open', 'done', 'cancelled', 'fired')", name=op.f("ck_reminder_state")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_reminder_workspace_id")),
        refer("reminder", "chat_id", "chat"),
        refer("reminder", "contact_id", "contact"),
        refer("reminder", "customer_id", "customer"),
        refer("reminder", "follow_up_id", "follow_up"),
        refer("reminder", "maker_id", "member"),
        refer("reminder", "owner_id", "member"),
        refer("reminder", "task_id", "task"),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_reminder_number")),
    )
    partial("ix_reminder_chat", "reminder", ["workspace_id", "chat_id"], "chat_id IS NOT NULL")
    partial("ix_reminder_contact", "reminder", ["workspace_id", "contact_id"], "contact_id IS NOT NULL")
    partial("ix_reminder_customer", "reminder", ["workspace_id", "customer_id"], "customer_id IS NOT NULL")
    partial("ix_reminder_follow_up", "reminder", ["workspace_id", "follow_up_id"], "follow_up_id IS NOT NULL")
    op.create_index("ix_reminder_owner", "reminder", ["workspace_id", "owner_id", "state", "fire_at"])
    op.create_index("ix_reminder_schedule", "reminder", ["workspace_id", "schedule", "fire_at"])
    partial("ix_reminder_task", "reminder", ["workspace_id", "task_id"], "task_id IS NOT NULL")


def create() -> None:
    """All of these, in the order in which they refer to each other."""
    follow_up()
    task()
    reminder()


def drop() -> None:
    """Drop them, those that refer before those referred to."""
    for name in ("reminder", "task", "follow_up"):
        op.drop_table(name)
