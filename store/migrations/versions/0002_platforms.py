"""What the platforms' doors need, and a stamp by which processes see that a workspace's own words have changed."""

import sqlalchemy as sa
from alembic import op

from store.types import Id

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what is new."""
    op.add_column("workspace", sa.Column("stamp", Id()))
    op.execute("UPDATE workspace SET stamp = id")


def downgrade() -> None:
    """Take it away."""
    op.drop_column("workspace", "stamp")
