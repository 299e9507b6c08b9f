"""Works commit in groups; one that fails takes none with it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from contextlib import contextmanager
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


@contextmanager
def held_up(database: Database) -> Iterator[None]:
    """Inside, the writer is at work on something else, and what is written waits in its queue."""
    held, started = threading.Event(), threading.Event()

    def hold(_: Tx) -> None:
        started.set()
        held.wait(5)

    database.write(hold)
    started.wait(5)
    yield
    held.set()


def queued(database: Database, *works: Callable[[Tx], object]) -> list[BaseException | None]:
    """What became of works that stood in the queue together."""
    with held_up(database):
        futures = [database.write(work) for work in works]
    wait(futures, timeout=10)
    return [future.exception(timeout=0) for future in futures]


def test_what_was_done_before_one_failed_is_done_once_more(database: Database) -> None:
    ran: list[str] = []

    def work(name: str) -> Callable[[Tx], None]:
        def run(tx: Tx) -> None:
            ran.append(name)
            shelf.put(tx, name, b"1", seconds=None)
            if name.startswith("bad"):
                raise ValueError(name)

        return run

    became = queued(database, *(work(name) for name in ("a", "b", "bad1", "c", "bad2", "d")))
    assert [str(error) if error else "" for error in became] == ["", "", "bad1", "", "bad2", ""]
    assert rows(database, "SELECT name FROM shelf ORDER BY name") == [("a",), ("b",), ("c",), ("d",)]
    assert ran.count("bad1") == ran.count("bad2") == 1
    if database.dialect == "sqlite":
        assert ran == ["a", "b", "bad1", "a", "b", "c", "bad2", "d"]


def test_nobody_waits_for_ever_when_the_disk_fills_meanwhile(database: Database) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL commits one by one")
    runs: list[str] = []

    def fills_the_disk(tx: Tx) -> None:
        runs.append("fills")
        if len(runs) > 1:  # at its second run
            tx.command("PRAGMA max_page_count = 1")
            shelf.put(tx, "big", b"x" * 200_000, seconds=None)

    def poison(_: Tx) -> None:
        raise ValueError("poison")

    became = queued(database, put("a"), fills_the_disk, put("b"), poison)
    assert [type(error) for error in became] == [Unavailable, Unavailable, Unavailable, ValueError]
    database.write(lambda tx: tx.command("PRAGMA max_page_count = 1000000")).result()
    assert rows(database, "SELECT name FROM shelf") == []


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
    with held_up(database):
        later = [database.write(lambda tx: order.append("message")) for _ in range(3)]  # noqa: ARG005
        first = database.write(lambda tx: order.append("accept"), first=True)  # noqa: ARG005
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

    def spoil(tx: Tx) -> None:
        tx.command("PRAGMA max_page_count = 1")

    database.write(spoil).result()
    with held_up(database):
        futures = [database.write(lambda tx: shelf.put(tx, "big", b"x" * 200_000, seconds=None)) for _ in range(2)]
    wait(futures)
    assert all(isinstance(future.exception(), Unavailable) for future in futures)
    database.write(lambda tx: tx.command("PRAGMA max_page_count = 1000000")).result()
    database.write(lambda tx: shelf.put(tx, "ok", b"x", seconds=None)).result()
    assert rows(database, "SELECT name FROM shelf") == [("ok",)]


def test_closing_waits_for_what_is_being_read(database: Database) -> None:
    reading, goes_on, closed = threading.Event(), threading.Event(), threading.Event()

    def read(_: Tx) -> None:
        reading.set()
        goes_on.wait(5)

    def close() -> None:
        database.close()
        closed.set()

    threads = [threading.Thread(target=database.read, args=(read,))]
    threads[0].start()
    reading.wait(5)
    threads.append(threading.Thread(target=close))
    threads[1].start()
    assert not closed.wait(0.05)
    goes_on.set()
    for thread in threads:
        thread.join(5)
    assert closed.is_set()
