"""On PostgreSQL what lost a race, or its connection, is run again."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from store import shelf
from store.database import Database, Tx
from store.errors import Unavailable
from tests.integration.store.world import rows

pytestmark = pytest.mark.integration


@pytest.fixture
def postgresql(database: Database) -> Database:
    """Only there."""
    if database.dialect == "sqlite":
        pytest.skip("one writer: nothing to race with")
    return database


def test_a_deadlock_is_run_again(postgresql: Database) -> None:
    for name in "ab":
        postgresql.write(lambda tx, name=name: shelf.put(tx, name, b"0", seconds=None)).result()  # type: ignore[misc]
    both = threading.Barrier(2)
    tries: list[str] = []

    def work(first: str, second: str) -> object:
        def run(tx: Tx) -> None:
            tries.append(first)
            shelf.put(tx, first, b"1", seconds=None)
            if len(tries) <= 2:
                both.wait(5)
            shelf.put(tx, second, b"1", seconds=None)

        return postgresql.write(run)

    futures = [work("a", "b"), work("b", "a")]
    for future in futures:
        future.result()  # type: ignore[attr-defined]
    assert len(tries) == 3


def test_a_lost_connection_is_run_again(postgresql: Database) -> None:
    tries: list[int] = []

    def run(tx: Tx) -> None:
        tries.append(1)
        shelf.put(tx, "x", b"1", seconds=None)
        if len(tries) == 1:
            kill_all(postgresql)
        shelf.put(tx, "y", b"1", seconds=None)

    for number in range(8):  # so that the pool holds several connections that will be dead
        postgresql.write(lambda tx, n=number: shelf.put(tx, f"w{n}", b"1", seconds=None))  # type: ignore[misc]
    postgresql.write(run).result()
    assert len(tries) == 2
    assert rows(postgresql, "SELECT count(*) FROM shelf WHERE name IN ('x', 'y')") == [(2,)]


def kill_all(database: Database) -> None:
    """Cut every other connection to this database."""
    engine = sa.create_engine(database.engine.url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    engine.dispose()


def test_a_locked_file_is_unavailable(database: Database, tmp_path: Path) -> None:
    """Another process holds SQLite's write lock for too long: nothing is written, and the next work finds it free."""
    if database.dialect != "sqlite":
        pytest.skip("readers and writers do not lock files there")
    import sqlite3

    database.write(lambda tx: tx.command("PRAGMA busy_timeout = 50")).result()
    other = sqlite3.connect(next(tmp_path.glob("test*.db")), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable):
        database.write(lambda tx: shelf.put(tx, "x", b"1", seconds=None)).result()
    other.execute("ROLLBACK")
    other.close()
    database.write(lambda tx: shelf.put(tx, "x", b"1", seconds=None)).result()
