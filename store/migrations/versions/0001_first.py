"""The first schema."""

from store.migrations.first import customers, journal, people, queues, work

revision = "0001"
down_revision = None

PARTS = (people, customers, work, journal, queues)


def upgrade() -> None:
    """Create all tables."""
    for part in PARTS:
        part.create()


def downgrade() -> None:
    """Drop all tables."""
    for part in reversed(PARTS):
        part.drop()
