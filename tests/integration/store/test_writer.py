"""Works commit in groups, each under its own savepoint."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import wait
from datetime import timedelta

import pytest
import sqlalchemy as sa

from store import shelf, workspaces
from store.database import Database, Tx
from store.errors import Unavailable
from tests.integration.store.world import NOW, rows

pytestmark = pytest.mark.integration


def put(name: str) -> Callable[[Tx], None]:
    return lambda tx: shelf.put(tx, name, b"1", seconds=None)


def test_a_poison_work_does_not_stop_its_neighbours(database: Database) -> None:
    def poison(tx: Tx) -> None:
        shelf.put(tx, "poison", b"x", seconds=None)
        raise ValueError("poison")

    works = [poison if each == 20 else put(f"n{each}") for each in range(64)]
    futures = [database.write(work) for work in works]
    wait(futures)
    assert [index for index, future in enumerate(futures) if future.exception()] == [20]
    assert isinstance(futures[20].exception(), ValueError)
    assert rows(database, "SELECT count(*) FROM shelf") == [(63,)]


def test_an_integrity_error_rolls_back_one_work_only(database: Database) -> None:
    def twice(tx: Tx) -> None:
        id = workspaces.create(tx, name="a", now=NOW)
        workspaces.create(tx, name="bbb", now=NOW, id=id)

    good = database.write(lambda tx: workspaces.create(tx, name="c", now=NOW))
    bad = database.write(twice)
    with pytest.raises(sa.exc.IntegrityError) as caught:
        bad.result()
    assert "bbb" not in str(caught.value)
    assert "Key (" not in str(caught.value)
    assert good.result()
    assert rows(database, "SELECT name FROM workspace") == [("c",)]


def test_a_future_speaks_only_after_the_commit(database: Database) -> None:
    seen: list[list[tuple[int]]] = []
    order: list[str] = []

    def work(tx: Tx) -> None:
        tx.after_commit(lambda: order.append("after"))
        shelf.put(tx, "a", b"1", seconds=None)

    future = database.write(work)
    future.add_done_callback(lambda _: seen.append(rows(database, "SELECT count(*) FROM shelf")))
    future.add_done_callback(lambda _: order.append("future"))
    future.result()
    database.close()
    assert seen == [[(1,)]]
    assert order == ["after", "future"]


def test_accepts_go_before_what_is_queued(database: Database) -> None:
    if database.dialect != "sqlite":
        pytest.skip("accepts have threads of their own there")
    order: list[str] = []
    held, started = threading.Event(), threading.Event()

    def hold(tx: Tx) -> None:  # noqa: ARG001
        started.set()
        held.wait(5)

    database.write(hold)
    started.wait(5)
    later = [database.write(lambda tx: order.append("message")) for _ in range(3)]  # noqa: ARG005
    first = database.write(lambda tx: order.append("accept"), first=True)  # noqa: ARG005
    held.set()
    wait([*later, first])
    assert order == ["accept", "message", "message", "message"]


def test_a_read_sees_one_snapshot_and_cannot_write(database: Database) -> None:
    def reading(tx: Tx) -> tuple[int, int]:
        count = sa.text("SELECT count(*) FROM workspace")
        before = tx.connection.execute(count).scalar_one()
        database.write(lambda other: workspaces.create(other, name="x", now=NOW)).result()
        return before, tx.connection.execute(count).scalar_one()

    assert database.read(reading) == (0, 0)
    assert rows(database, "SELECT count(*) FROM workspace") == [(1,)]
    with pytest.raises((sa.exc.DBAPIError, Unavailable)):
        database.read(lambda tx: workspaces.create(tx, name="y", now=NOW))


def test_a_closed_database_says_so(database: Database) -> None:
    database.close()
    with pytest.raises(Unavailable):
        database.write(lambda tx: tx.machine_now)
    with pytest.raises(Unavailable):
        database.read(lambda tx: tx.machine_now)


def test_machine_time_is_aware(database: Database) -> None:
    assert database.read(lambda tx: tx.machine_now).utcoffset() == timedelta(0)


def test_a_full_or_broken_commit_fails_the_whole_batch(database: Database) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL commits one by one")
    held, started = threading.Event(), threading.Event()

    def hold(tx: Tx) -> None:  # noqa: ARG001
        started.set()
        held.wait(5)

    def spoil(tx: Tx) -> None:
        tx.command("PRAGMA max_page_count = 1")

    database.write(spoil).result()
    database.write(hold)
    started.wait(5)
    futures = [database.write(lambda tx: shelf.put(tx, "big", b"x" * 200_000, seconds=None)) for _ in range(2)]
    held.set()
    wait(futures)
    assert all(isinstance(future.exception(), Unavailable) for future in futures)
    database.write(lambda tx: tx.command("PRAGMA max_page_count = 1000000")).result()
    database.write(lambda tx: shelf.put(tx, "ok", b"x", seconds=None)).result()
    assert rows(database, "SELECT name FROM shelf") == [("ok",)]
