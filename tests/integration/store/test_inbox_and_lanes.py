"""A message is stored once, in its lane's order; one worker at a time has a lane."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import wait
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from store import dead, inbox, lanes
from store.database import Database, Tx
from store.errors import Fenced
from store.inbox import Accepted
from store.lanes import Claim
from store.tables import Lane, table
from tests.integration.store.world import NOW, World, rows

pytestmark = pytest.mark.integration


def accept(world: World, key: str, chat: str = "group", app: str = "demo") -> Callable[[Tx], Accepted]:
    def work(tx: Tx) -> Accepted:
        return inbox.accept(
            tx,
            workspace=world.id,
            platform="web",
            app=app,
            chat=chat,
            topic="",
            key=key,
            payload=f"话 {key}".encode(),
            received_at=NOW,
        )

    return work


def claim(database: Database, owner: str = "one", limit: int = 10, lease: float = 30) -> list[Claim]:
    return database.write(lambda tx: lanes.claim(tx, owner=owner, limit=limit, lease=lease)).result()


def finish(database: Database, held: Claim) -> Claim | None:
    return database.write(lambda tx: lanes.finish(tx, held)).result()


def test_ten_deliveries_in_parallel_are_one_message(database: Database, world: World) -> None:
    futures = [database.write(accept(world, "same"), first=True) for _ in range(10)]
    results = [future.result() for future in futures]
    assert sum(result.fresh for result in results) == 1
    assert len({(result.id, result.sequence) for result in results}) == 1
    assert rows(database, "SELECT count(*) FROM inbox") == [(1,)]
    assert rows(database, "SELECT sequence FROM lane") == [(1,)]
    assert database.write(accept(world, "next")).result().sequence == 2


def test_two_apps_in_one_group_are_two_messages(database: Database, world: World) -> None:
    assert database.write(accept(world, "k", app="one")).result().fresh
    assert database.write(accept(world, "k", app="two")).result().fresh


def test_messages_of_a_lane_come_in_order_and_lanes_side_by_side(database: Database, world: World) -> None:
    for key in ("a1", "a2", "a3"):
        database.write(accept(world, key, "a")).result()
    database.write(accept(world, "b1", "b")).result()
    held = {each.chat: each for each in claim(database)}
    assert {chat: each.key for chat, each in held.items()} == {"a": "a1", "b": "b1"}
    assert held["a"].payload.decode() == "话 a1"
    assert claim(database, "two") == []
    second = finish(database, held["a"])
    assert second is not None
    assert (second.key, second.fence, second.attempts) == ("a2", held["a"].fence, 1)
    third = finish(database, second)
    assert third is not None
    assert finish(database, third) is None
    assert finish(database, held["b"]) is None
    assert claim(database) == []
    assert rows(database, "SELECT DISTINCT state FROM inbox") == [("done",)]


def test_acceptance_order_is_commit_order(database: Database, world: World) -> None:
    """Two connections accept into one lane and the first commits last: the second waits for it, and comes second."""
    if database.dialect == "sqlite":
        pytest.skip("one connection writes there")
    inside, go = threading.Event(), threading.Event()

    def slow(tx: Tx) -> Accepted:
        accepted = accept(world, "first")(tx)
        inside.set()
        go.wait(5)
        return accepted

    def quick(tx: Tx) -> Accepted:
        return accept(world, "second")(tx)

    one = database.write(slow)
    inside.wait(5)
    two = database.write(quick)
    wait([two], timeout=0.3)
    assert not two.done()
    assert claim(database) == []
    go.set()
    assert (one.result().sequence, two.result().sequence) == (1, 2)
    held = claim(database)[0]
    assert held.key == "first"
    following = finish(database, held)
    assert following is not None
    assert following.key == "second"


def test_a_stolen_lease_cannot_finish(database: Database, world: World) -> None:
    database.write(accept(world, "k")).result()
    slow = claim(database, "slow", lease=-1)[0]
    other = claim(database, "other")[0]
    assert other.fence == slow.fence + 1
    assert other.attempts == 2

    def late(tx: Tx) -> None:
        inbox.accept(
            tx, workspace=world.id, platform="w", app="x", chat="c", topic="", key="z", payload=b"", received_at=NOW
        )
        lanes.finish(tx, slow)

    with pytest.raises(Fenced):
        database.write(late).result()
    for broken in (lambda tx: lanes.retry(tx, slow, 1, "x"), lambda tx: lanes.bury(tx, slow, "x")):
        with pytest.raises(Fenced):
            database.write(broken).result()
    assert rows(database, "SELECT count(*) FROM inbox") == [(1,)]
    assert finish(database, other) is None


def test_retry_waits_and_bury_goes_on(database: Database, world: World) -> None:
    for key in ("bad", "good"):
        database.write(accept(world, key)).result()
    held = claim(database)[0]
    database.write(lambda tx: lanes.retry(tx, held, 60, "busy")).result()
    assert claim(database) == []
    ready = database.read(lambda tx: tx.connection.execute(sa.select(table(Lane).c.ready_at)).scalar_one())
    assert timedelta(seconds=50) < ready - database.read(lambda tx: tx.machine_now) < timedelta(seconds=61)
    database.write(lambda tx: tx.command("UPDATE lane SET ready_at = '2026-01-01T00:00:00.000000+00:00'")).result()
    again = claim(database)[0]
    assert (again.key, again.attempts) == ("bad", 2)
    database.write(lambda tx: lanes.bury(tx, again, "bug")).result()
    assert claim(database)[0].key == "good"
    buried = database.read(lambda tx: dead.messages(tx, world.id, 10))
    assert [(each.id, each.reason, each.payload.decode()) for each in buried] == [(again.inbox_id, "bug", "话 bad")]


def test_purge_keeps_what_waits(database: Database, world: World) -> None:
    database.write(accept(world, "done")).result()
    finish(database, claim(database)[0])
    database.write(accept(world, "waits")).result()
    gone = database.write(lambda tx: inbox.purge(tx, NOW + timedelta(days=8))).result()
    assert gone == 1
    assert rows(database, "SELECT key FROM inbox") == [("waits",)]


def test_many_workers_share_fifty_lanes(database: Database, world: World) -> None:
    for number in range(150):
        database.write(accept(world, f"k{number}", f"chat{number % 50}"))
    done: dict[str, list[int]] = {}

    def worker(name: str) -> None:
        while True:
            held: Any = claim(database, name, limit=3) or None
            if held is None:
                return
            for each in held:
                following: Claim | None = each
                while following is not None:
                    done.setdefault(following.chat, []).append(following.sequence)
                    following = finish(database, following)

    database.write(lambda tx: tx.machine_now).result()
    threads = [threading.Thread(target=worker, args=(f"w{each}",)) for each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == {f"chat{each}": [1, 2, 3] for each in range(50)}
