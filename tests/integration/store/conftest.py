"""Workspaces: an empty one, and the small one, written."""

from uuid import UUID

import pytest

from store import workspaces
from store.database import Database
from tests.integration.store.world import NOW, World, build


@pytest.fixture
def workspace(database: Database) -> UUID:
    """A workspace with nothing in it."""
    return database.write(lambda tx: workspaces.create(tx, name="测试", now=NOW)).result()


@pytest.fixture
def world(database: Database) -> World:
    """The small workspace."""
    return build(database)
