"""What the platforms' doors need, and a stamp by which processes see that a workspace's own words have changed."""

import sqlalchemy as sa
from alembic import op

from store.migrations.helpers import partial
from store.migrations.second import attachments
from store.types import Id, Sealed, UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what is new."""
    op.add_column("workspace", sa.Column("stamp", Id()))
    op.execute("UPDATE workspace SET stamp = id")
    op.add_column("chat", sa.Column("left_at", UtcDateTime()))
    _parked()
    attachments.upgrade()


def downgrade() -> None:
    """Take it away."""
    attachments.downgrade()
    op.drop_table("parked")
    op.drop_column("chat", "left_at")
    op.drop_column("workspace", "stamp")


def _parked() -> None:
    op.create_table(
        "parked",
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("app", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("member_id", Id()),
        sa.Column("payload", Sealed(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('words', 'answer')", name=op.f("ck_parked_kind")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_parked_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_parked")),
    )
    partial("ix_parked_user", "parked", ["workspace_id", "platform", "app", "user_id"], "kind = 'words'")
    partial("ix_parked_member", "parked", ["workspace_id", "member_id"], "kind = 'answer'")
    op.create_index("ix_parked_expires", "parked", ["expires_at"])
