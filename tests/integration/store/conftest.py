"""The small workspace, written."""

import pytest

from store.database import Database
from tests.integration.store.world import World, build


@pytest.fixture
def world(database: Database) -> World:
    """The small workspace."""
    return build(database)
