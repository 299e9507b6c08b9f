"""Who did what."""

import sqlalchemy as sa
from alembic import op

from store.migrations.helpers import partial
from store.types import Id, Sealed, UtcDateTime


def counter() -> None:
    op.create_table(
        "counter",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "kind", name=op.f("pk_counter")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_counter_workspace_id")),
    )


def execution() -> None:
    op.create_table(
        "execution",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("actor_id", Id()),
        sa.Column("chat_id", Id()),
        sa.Column("inbox_id", Id()),
        sa.Column("group_id", Id()),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("undoes", sa.Boolean(), nullable=False),
        sa.Column("args", Sealed(), nullable=False),
        sa.Column("args_digest", sa.LargeBinary(), nullable=False),
        sa.Column("result", Sealed()),
        sa.Column("undone_by", Id()),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_execution")),
        sa.CheckConstraint("state IN ('done', 'refused', 'undone')", name=op.f("ck_execution_state")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_execution_workspace_id")),
        sa.UniqueConstraint("workspace_id", "origin", "key", "ordinal", name=op.f("uq_execution_key")),
    )
    op.create_index("ix_execution_actor", "execution", ["workspace_id", "actor_id", "id"])
    partial("ix_execution_group", "execution", ["workspace_id", "group_id"], "group_id IS NOT NULL")
    partial("ix_execution_inbox", "execution", ["workspace_id", "inbox_id"], "inbox_id IS NOT NULL")
    partial("ix_execution_number", "execution", ["workspace_id", "number"], "number IS NOT NULL", unique=True)
    partial("ix_execution_undone_by", "execution", ["workspace_id", "undone_by"], "undone_by IS NOT NULL")


def change() -> None:
    op.create_table(
        "change",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("execution_id", Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", Id(), nullable=False),
        sa.Column("op", sa.String(), nullable=False),
        sa.Column("images", Sealed(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "execution_id", "position", name=op.f("pk_change")),
        sa.CheckConstraint("op IN ('insert', 'update', 'delete')", name=op.f("ck_change_op")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "execution_id"],
            ["execution.workspace_id", "execution.id"],
            name=op.f("fk_change_execution"),
        ),
    )
    op.create_index("ix_change_row", "change", ["workspace_id", "row_id"])


def create() -> None:
    """All of these, in the order in which they refer to each other."""
    counter()
    execution()
    change()


def drop() -> None:
    """Drop them, those that refer before those referred to."""
    for name in ("change", "execution", "counter"):
        op.drop_table(name)
