"""Executions: kept once, refused whole, numbered; and what follows from rows."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from store import customers, followups, shelf
from store.customers import Scope
from store.database import Database, Tx
from store.errors import Conflict, Duplicate
from store.tables import Alias, Contact, ContactPoint, Customer, FollowUp, Reminder
from store.unit import Unit
from tests.integration.store.world import NOW, World, act, execute, rows

pytestmark = pytest.mark.integration
HOUR = timedelta(hours=1)


def customer(database: Database, world: World, id: UUID) -> customers.CustomerRow:
    scope = Scope(workspace=world.id, member=None, all=True)
    row = database.read(lambda tx: customers.get(tx, scope, id))
    assert row is not None
    return row


def test_the_same_key_is_executed_once(database: Database, world: World) -> None:
    def write(unit: Unit) -> dict[str, str]:
        unit.add(Customer, name="远航")
        return {"said": "好"}

    first = act(database, world, write, key="same", args={"a": 1})
    with pytest.raises(Duplicate) as caught:
        act(database, world, write, key="same", args={"a": 1})
    assert (caught.value.execution, caught.value.result) == (first.id, {"said": "好"})
    with pytest.raises(Conflict) as other:
        act(database, world, write, key="same", args={"a": 2})
    assert other.value.reason == "key"
    assert rows(database, "SELECT count(*) FROM customer WHERE name = '远航'") == [(1,)]


def test_a_refused_execution_leaves_nothing_but_itself(database: Database, world: World) -> None:
    """Its neighbours in the message stand; a key for a new subject that it made is not used again."""

    def refuse(unit: Unit) -> None:
        with execute(unit, key="bad", ordinal=1):
            unit.add(Customer, name="坏")
            unit.add(Alias, customer_id=world.huaxing, name="坏名")
            unit.flush()
            unit.edit(Customer, world.yuntu).name = "坏"
            raise ValueError("no")

    def work(tx: Tx) -> list[int | None]:
        unit = Unit(tx, workspace=world.id, now=NOW)
        with execute(unit, ordinal=0) as good:
            unit.add(Customer, name="好")
        with pytest.raises(ValueError, match="no"):
            refuse(unit)
        with execute(unit, key="bad", ordinal=1) as refused:
            refused.state = "refused"
        with execute(unit, ordinal=2) as last:
            unit.add(Alias, customer_id=world.huaxing, name="华星")
        return [good.number, refused.number, last.number]

    numbers = database.write(work).result()
    assert numbers == [2, None, 3]
    assert rows(database, "SELECT name FROM customer ORDER BY number") == [("云图数据",), ("华星科技",), ("好",)]
    assert rows(database, "SELECT state, number FROM execution WHERE key = 'bad'") == [("refused", None)]
    act(database, world, lambda unit: setattr(unit.edit(Customer, world.huaxing), "level", "A"))


def test_numbers_count_per_kind(database: Database, world: World) -> None:
    def write(unit: Unit) -> list[int]:
        made = [unit.add(Customer, name=f"c{each}") for each in range(3)]
        contact = unit.add(Contact, customer_id=made[0].id, name="张总")
        return [*(each.number for each in made), contact.number]

    run = act(database, world, write)
    assert run.result == [3, 4, 5, 2]
    assert run.number == 2


def test_last_follow_up_and_short_name_follow(database: Database, world: World) -> None:
    made: list[UUID] = []

    def log(unit: Unit) -> None:
        made.append(unit.add(FollowUp, customer_id=world.yuntu, at=NOW - HOUR, note="a").id)
        made.append(unit.add(FollowUp, customer_id=world.yuntu, at=NOW - 2 * HOUR, note="b").id)
        unit.add(Alias, customer_id=world.yuntu, name="云图")

    act(database, world, log)
    row = customer(database, world, world.yuntu)
    assert (row.last_follow_up_at, row.short) == (NOW - HOUR, "云图")
    act(database, world, lambda unit: setattr(unit.edit(FollowUp, made[0]), "voided_at", NOW))
    assert customer(database, world, world.yuntu).last_follow_up_at == NOW - 2 * HOUR
    act(database, world, lambda unit: setattr(unit.edit(FollowUp, made[1]), "customer_id", world.huaxing))
    assert customer(database, world, world.yuntu).last_follow_up_at is None
    assert customer(database, world, world.huaxing).last_follow_up_at == NOW - 2 * HOUR
    found = database.read(lambda tx: followups.of_customer(tx, world.id, world.huaxing))
    assert [each.id for each in found] == [made[1]]


def test_due_rows_follow_reminders(database: Database, world: World) -> None:
    def waiting() -> list[tuple[str, int]]:
        of_reminders = "state = 'waiting' AND schedule <> workspace_id"
        found = rows(database, f"SELECT command, count(*) FROM due WHERE {of_reminders} GROUP BY command ORDER BY 1")
        return [(each[0], each[1]) for each in found]

    made: list[UUID] = []

    def add(unit: Unit) -> None:
        made.append(unit.add(Reminder, owner_id=world.lina, fire_at=NOW + HOUR, text="a").id)
        for text in ("b", "c"):
            made.append(unit.add(Reminder, owner_id=world.lina, fire_at=NOW + HOUR, schedule=world.lina, text=text).id)

    act(database, world, add)
    assert waiting() == [("reminder.fire", 1), ("reminder.morning", 1)]
    act(database, world, lambda unit: setattr(unit.edit(Reminder, made[1]), "state", "done"))
    assert waiting() == [("reminder.fire", 1), ("reminder.morning", 1)]
    act(database, world, lambda unit: setattr(unit.edit(Reminder, made[2]), "state", "cancelled"))
    assert waiting() == [("reminder.fire", 1)]
    act(database, world, lambda unit: setattr(unit.edit(Reminder, made[0]), "fire_at", NOW + 2 * HOUR))
    assert rows(database, "SELECT count(*) FROM due WHERE schedule <> workspace_id") == [(1,)]
    act(database, world, lambda unit: setattr(unit.edit(Reminder, made[0]), "fire_at", None))
    assert waiting() == []
    act(database, world, lambda unit: setattr(unit.edit(Reminder, made[0]), "fire_at", NOW + HOUR))
    assert waiting() == [("reminder.fire", 1)]


def test_wrong_use_is_refused(database: Database, world: World) -> None:
    def outside(tx: Tx) -> None:
        unit = Unit(tx, workspace=world.id, now=NOW)
        unit.add(Customer, name="x")
        unit.flush()

    with pytest.raises(RuntimeError):
        database.write(outside).result()
    for column, value in (("nmae", "x"), ("short", "x"), ("id", world.id)):
        with pytest.raises(AttributeError):
            act(database, world, lambda unit, c=column, v=value: setattr(unit.edit(Customer, world.yuntu), c, v))
    with pytest.raises((ValueError, sa.exc.StatementError), match="naive"):
        act(
            database, world, lambda unit: unit.add(FollowUp, customer_id=world.yuntu, at=NOW.replace(tzinfo=None)) and 1
        )


def test_a_row_that_is_added_and_removed_was_never_there(database: Database, world: World) -> None:
    def write(unit: Unit) -> None:
        point = unit.add(ContactPoint, customer_id=world.yuntu, kind="email", value="a@b.cn")
        unit.remove(ContactPoint, point.id)

    assert act(database, world, write).number is None
    assert rows(database, "SELECT count(*) FROM contact_point") == [(0,)]


def test_two_writers_of_one_customer_agree_on_its_last_follow_up(database: Database, world: World) -> None:
    def log(hours: int) -> object:
        def work(tx: Tx) -> None:
            unit = Unit(tx, workspace=world.id, now=NOW)
            with execute(unit):
                unit.add(FollowUp, customer_id=world.yuntu, at=NOW + hours * HOUR, note="x")

        return database.write(work)

    futures = [log(hours) for hours in (5, 9, 1, 7, 3, 8, 2, 6, 4)]
    for future in futures:
        future.result()  # type: ignore[attr-defined]
    assert customer(database, world, world.yuntu).last_follow_up_at == NOW + 9 * HOUR
    assert rows(database, "SELECT count(DISTINCT number) FROM follow_up") == [(9,)]


@pytest.mark.parametrize("how", ["past the unit", "flushed", "a number asked for", "only at the end"])
def test_what_an_execution_wrote_goes_with_it_however_it_was_written(
    database: Database, world: World, how: str
) -> None:
    """The execution's savepoint is opened by its first write; the executions around it in the transaction stay."""

    def write(unit: Unit) -> None:
        if how == "past the unit":
            shelf.put(unit.tx, "lost", b"1", seconds=None)
        added = unit.add(FollowUp, customer_id=world.yuntu, at=NOW, note="lost")
        if how == "flushed":
            unit.flush()
        if how == "a number asked for":
            assert added.number
        raise ValueError("refused")

    def work(tx: Tx) -> None:
        unit = Unit(tx, workspace=world.id, now=NOW)
        with execute(unit):
            unit.add(FollowUp, customer_id=world.yuntu, at=NOW, note="before")
        with pytest.raises(ValueError, match="refused"), execute(unit):
            write(unit)
        with execute(unit):
            unit.add(FollowUp, customer_id=world.yuntu, at=NOW, note="after")

    database.write(work).result()
    assert rows(database, "SELECT note FROM follow_up ORDER BY id") == [("before",), ("after",)]
    assert rows(database, "SELECT count(*) FROM shelf") == [(0,)]
    assert [row[0] for row in rows(database, "SELECT number FROM follow_up ORDER BY id")] == [1, 2]


def test_executions_that_stay_together_or_not_at_all(database: Database, world: World) -> None:
    """What a trial wrote is gone, with its numbers and its executions; what comes after it is written as ever."""

    def fail(unit: Unit) -> None:
        with unit.trial():
            with execute(unit, ordinal=1):
                unit.add(Customer, name="试一")
                unit.edit(Customer, world.yuntu).name = "试"
            with execute(unit, ordinal=2):
                unit.add(Customer, name="试二")
            raise ValueError("no")

    def work(tx: Tx) -> int | None:
        unit = Unit(tx, workspace=world.id, now=NOW)
        with execute(unit, ordinal=0):
            unit.add(Customer, name="先")
        with pytest.raises(ValueError, match="no"):
            fail(unit)
        with unit.trial(), execute(unit, ordinal=1) as kept:
            unit.add(Customer, name="后")
        number: int | None = kept.number
        return number

    before = customer(database, world, world.yuntu).name
    number = database.write(work).result()
    assert rows(database, "SELECT name FROM customer WHERE name IN ('先','试一','试二','后') ORDER BY number") == [
        ("先",),
        ("后",),
    ]
    assert customer(database, world, world.yuntu).name == before
    assert rows(database, "SELECT max(number) FROM execution") == [(number,)]
