"""Due rows, buttons, dialogue, the shelf, names, copies."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from store import actions, backup, contacts, customers, dialogue, due, members, names, shelf
from store.actions import Stale
from store.customers import Filters, Scope
from store.database import Database, Tx
from store.due import DueRow
from store.errors import NoBackup
from store.ids import uuid7
from store.tables import Alias, ContactPoint, Customer, Member
from tests.integration.store.world import NOW, World, act, rows

pytestmark = pytest.mark.integration
HOUR = timedelta(hours=1)


def test_a_schedule_has_one_row_a_time_and_it_fires_once(database: Database, world: World) -> None:
    schedule = uuid7()

    def add(tx: Tx) -> None:
        for hour in (0, 0, 1, 2):
            due.add(
                tx,
                world.id,
                schedule=schedule,
                fire_at=NOW + hour * HOUR,
                command="reminder.fire",
                args={"reminder": "电话"},
                maker=world.lina,
            )

    def fire(tx: Tx) -> list[DueRow]:
        found = due.claim(tx, NOW + 1.5 * HOUR, 10)
        for each in found:
            due.done(tx, each)
        return found

    database.write(add).result()
    assert database.read(due.next_at) == NOW
    fired = database.write(fire).result()
    assert [(each.fire_at, each.args) for each in fired] == [(NOW + n * HOUR, {"reminder": "电话"}) for n in (0, 1)]
    assert database.write(fire).result() == []
    assert database.read(due.next_at) == NOW + 2 * HOUR


def test_of_a_series_the_latest_time_is_done_and_the_earlier_ones_are_skipped(database: Database, world: World) -> None:
    series: dict[str, Any] = {"schedule": uuid7(), "fire_at": NOW}
    database.write(lambda tx: due.add(tx, world.id, **series, command="x", args={}, maker=None)).result()
    missed = [NOW + HOUR, NOW + 2 * HOUR]
    for _ in range(2):  # a second time finds nothing that waits
        database.write(lambda tx: due.catch_up(tx, world.id, **series, missed=missed, now=NOW + 3 * HOUR)).result()
    states = rows(database, "SELECT state, reason FROM due ORDER BY fire_at")
    assert states == [("skipped", "missed"), ("skipped", "missed"), ("done", None)]


def test_a_failed_due_row_waits_for_machine_time(database: Database, world: World) -> None:
    add = {"schedule": uuid7(), "fire_at": NOW, "command": "x", "args": {}, "maker": None}
    database.write(lambda tx: due.add(tx, world.id, **add)).result()  # type: ignore[arg-type]
    row = database.write(lambda tx: due.claim(tx, NOW, 1)).result()[0]
    database.write(lambda tx: due.retry(tx, row, 60, "busy")).result()
    assert database.write(lambda tx: due.claim(tx, NOW, 1)).result() == []
    database.write(lambda tx: due.retry(tx, row, -1, "busy")).result()
    assert database.write(lambda tx: due.claim(tx, NOW, 1)).result()[0].attempts == 2
    database.write(lambda tx: due.bury(tx, row, "bug")).result()
    assert rows(database, "SELECT state, reason FROM due") == [("dead", "bug")]


def test_buttons(database: Database, world: World) -> None:
    def add(**over: object) -> str:
        given = {"members": [world.lina], "once": None, "expires_at": NOW + HOUR}
        commands = [{"command": "undo"}, {"command": "customer.show"}]
        return database.write(
            lambda tx: actions.add(tx, workspace=world.id, commands=commands, **(given | over))  # type: ignore[arg-type]
        ).result()

    def press(token: str, index: int = 0, member: object = world.lina, now: object = NOW) -> object:
        return database.write(
            lambda tx: actions.press(tx, world.id, token, index, member, now)  # type: ignore[arg-type]
        ).result()

    token = add()
    assert len(token) == 22
    assert press(token) == press(token) == {"command": "undo"}
    assert press(token, 1) == {"command": "customer.show"}
    assert press(token, 2) == Stale(reason="unknown")
    assert press("0" * 22) == Stale(reason="unknown")
    assert press(token, member=world.wang) == Stale(reason="not_yours")
    assert press(token, now=NOW + 2 * HOUR) == Stale(reason="expired")
    by_person = add(once="person", members=None)
    assert press(by_person) == {"command": "undo"}
    assert press(by_person, 1) == Stale(reason="used")
    assert press(by_person, member=world.wang) == {"command": "undo"}
    once = add(once="all", members=None)
    assert press(once) == {"command": "undo"}
    assert press(once, member=world.wang) == Stale(reason="used")


def test_dialogue_has_an_end(database: Database, world: World) -> None:
    state = {"pending": "哪家？", "list": ["甲", "乙"]}
    for value in ({"old": 1}, state):
        database.write(
            lambda tx, value=value: dialogue.save(tx, world.id, world.chat, world.lina, value, NOW + HOUR)  # type: ignore[misc]
        ).result()

    def open_at(now: datetime, who: UUID = world.lina) -> list[tuple[UUID, dict[str, Any]]]:
        return database.read(lambda tx: dialogue.of_member(tx, world.id, who, now))

    assert open_at(NOW) == [(world.chat, state)]
    assert open_at(NOW + HOUR) == open_at(NOW, world.wang) == []
    assert database.write(lambda tx: dialogue.purge(tx, NOW + HOUR)).result() == 0
    assert database.write(lambda tx: dialogue.purge(tx, NOW + 2 * HOUR)).result() == 1
    assert open_at(NOW) == []


def test_shelf_compares_and_sets(database: Database) -> None:
    def swap(expected: bytes | None, value: bytes | None, seconds: float | None = None) -> bool:
        return database.write(lambda tx: shelf.compare_and_set(tx, "k", expected, value, seconds=seconds)).result()

    def get() -> bytes | None:
        return database.read(lambda tx: shelf.get(tx, "k"))

    assert swap(None, b"1")
    assert not swap(None, b"2")
    assert not swap(b"0", b"2")
    assert swap(b"1", b"2", -1)
    assert get() is None
    assert not swap(b"2", b"3")
    assert swap(None, b"3")
    assert get() == b"3"
    assert not swap(b"2", None)
    assert swap(b"3", None)
    assert get() is None


def test_names_are_found_in_one_query(database: Database, world: World) -> None:
    def write(unit: object) -> None:
        unit.add(Alias, customer_id=world.yuntu, name="云图")  # type: ignore[attr-defined]

    act(database, world, write)
    wanted = ["云图", "云图数据", "吴昊", "李娜", "娜姐", "没有"]
    found = database.read(lambda tx: names.found(tx, world.id, wanted))
    assert {(each.key, each.kind, each.row_id) for each in found} == {
        ("云图", "alias", world.yuntu),
        ("云图数据", "customer", world.yuntu),
        ("吴昊", "contact", world.wu),
        ("李娜", "member", world.lina),
        ("娜姐", "member", world.lina),
    }
    assert database.read(lambda tx: names.found(tx, uuid7(), wanted)) == []
    known = database.read(lambda tx: names.customers(tx, world.id, [world.yuntu]))
    assert [(each.name, each.short, each.deleted) for each in known] == [("云图数据", "云图", False)]
    assert [each.name for each in database.read(lambda tx: names.contacts(tx, world.id, [world.yuntu]))] == ["吴昊"]


def test_visible_is_where_reads_begin(database: Database, world: World) -> None:
    def find(scope: Scope, **filters: object) -> list[str]:
        page = database.read(lambda tx: customers.find(tx, scope, Filters(**filters)))  # type: ignore[arg-type]
        assert page.total == len(page.rows)
        return [row.name for row in page.rows]

    own = Scope(workspace=world.id, member=world.lina)
    assert find(own) == ["云图数据"]
    assert set(find(Scope(workspace=world.id, member=None, all=True))) == {"云图数据", "华星科技"}
    assert find(Scope(workspace=world.id, member=None, all=True, hidden=frozenset({world.team}))) == []
    everything = Scope(workspace=world.id, member=world.lina, own=False, team=True, teams=frozenset({world.team}))
    assert find(everything, text="吴昊") == ["云图数据"]
    assert find(everything, text="100%") == []
    assert find(everything, owner=world.wang) == ["华星科技"]
    assert find(Scope(workspace=uuid7(), member=world.lina, all=True)) == []
    assert database.read(lambda tx: customers.get(tx, own, world.huaxing)) is None


def test_numbers_are_masked_and_holders_are_found(database: Database, world: World) -> None:
    def write(unit: object) -> None:
        unit.add(ContactPoint, contact_id=world.wu, kind="phone", value="138 0013 1111", label="手机")  # type: ignore[attr-defined]
        unit.edit(Customer, world.yuntu).level = "A"  # type: ignore[attr-defined]
        unit.edit(Member, world.lina).aliases = ["小李"]  # type: ignore[attr-defined]

    act(database, world, write)
    for mask, value in ((True, "138****1111"), (False, "138 0013 1111")):
        points = database.read(
            lambda tx, mask=mask: contacts.points(tx, world.id, customers=[], contacts=[world.wu], mask=mask)  # type: ignore[misc]
        )
        assert [point.value for point in points] == [value]
    found = database.read(lambda tx: contacts.holders(tx, world.id, [("phone", "+86 13800131111")]))
    assert [(each.customer_id, each.contact_id) for each in found] == [(world.yuntu, world.wu)]
    assert database.read(lambda tx: names.found(tx, world.id, ["娜姐"])) == []
    assert database.read(lambda tx: members.who(tx, world.id, platform="web", app="x", user_id="u")) is None


def test_copies_open_and_fourteen_are_kept(database: Database, world: World, tmp_path: Path) -> None:
    if database.dialect == "postgresql":
        if shutil.which("pg_dump") is None:
            with pytest.raises(NoBackup, match="pg_dump"):
                backup.copy(database, tmp_path / "copies")
        return
    for day in range(16):
        newest = backup.copy(database, tmp_path / "copies", now=NOW + timedelta(days=day))
    kept = backup.copies(tmp_path / "copies")
    assert len(kept) == 14
    assert kept[0] == newest
    assert (newest.stat().st_mode & 0o777) == 0o600
    with sqlite3.connect(newest) as copied:
        assert copied.execute("SELECT count(*) FROM customer").fetchone() == (2,)
    copied.close()
    assert world.yuntu
