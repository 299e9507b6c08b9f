"""Files that came with messages, and the platform's own ids of messages."""

import sqlalchemy as sa
from alembic import op

from store.migrations.helpers import partial, refer
from store.types import Id, Sealed, UtcDateTime, Words


def upgrade() -> None:
    """Make room for them."""
    op.add_column("inbox", sa.Column("message_id", sa.String()))
    partial("ix_inbox_message", "inbox", ["platform", "app", "message_id"], "message_id IS NOT NULL")
    op.add_column("follow_up", sa.Column("files", sa.Integer()))
    op.create_table(
        "attachment",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", Id()),
        sa.Column("customer_id", Id()),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", Words()),
        sa.Column("ending", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_key", Sealed(), nullable=False),
        sa.Column("author_id", Id()),
        sa.Column("inbox_id", Id()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("deleted_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_attachment")),
        sa.CheckConstraint("kind IN ('image', 'voice', 'video', 'file')", name=op.f("ck_attachment_kind")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_attachment_workspace_id")),
        refer("attachment", "author_id", "member"),
        refer("attachment", "customer_id", "customer"),
        refer("attachment", "follow_up_id", "follow_up"),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_attachment_number")),
    )
    partial("ix_attachment_customer", "attachment", ["workspace_id", "customer_id"], "customer_id IS NOT NULL")
    partial("ix_attachment_follow_up", "attachment", ["workspace_id", "follow_up_id"], "follow_up_id IS NOT NULL")


def downgrade() -> None:
    """Take it away."""
    op.drop_table("attachment")
    op.drop_column("follow_up", "files")
    op.drop_index("ix_inbox_message", table_name="inbox")
    op.drop_column("inbox", "message_id")
