"""Fixtures for all tests: a key file and a fresh database of each kind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from store.database import Database, open_database
from store.keyfile import KeyFile
from store.secrets import Secrets
from tests.databases import KINDS, fresh

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):  # the same examples in every run there; new ones are sought where somebody looks at them
    settings.load_profile("ci")


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    """A key file of this test's own."""
    return Secrets(KeyFile.open(tmp_path / "keys.json"))


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty database: the test runs once on SQLite and once on PostgreSQL."""
    with fresh(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def database(database_url: str, secrets: Secrets) -> Iterator[Database]:
    """The same, open."""
    database = open_database(database_url, secrets)
    yield database
    database.close()
