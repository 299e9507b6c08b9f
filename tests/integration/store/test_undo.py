"""Undo restores rows bit for bit, over random sequences of unit operations; what stands in the way is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import journal
from store.database import Database, Tx
from store.due import PLAN
from store.errors import Conflict, Missing
from store.runs import Run
from store.schema import SPECS
from store.tables import (
    Alias,
    Contact,
    ContactPoint,
    Customer,
    CustomerTag,
    Due,
    FollowUp,
    Member,
    NameKey,
    Reminder,
    Tag,
    table,
)
from store.unit import Unit
from tests.integration.store.world import NOW, World, act, build

pytestmark = pytest.mark.integration
Step = tuple[str, int, int, str]
HOUR = timedelta(hours=1)
_fresh = count()


def snapshot(database: Database, workspace: UUID) -> dict[str, Any]:
    """All subject rows as they lie in the database, and what is derived from them."""

    def work(tx: Tx) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, spec in SPECS.items():
            rows = tx.connection.execute(sa.select(spec.table).where(spec.table.c.workspace_id == workspace))
            found[name] = sorted(map(repr, rows))
        keys = table(NameKey)
        found["names"] = sorted(
            map(repr, tx.connection.execute(sa.select(keys).where(keys.c.workspace_id == workspace)))
        )
        due = table(Due).c
        waiting = sa.select(due.schedule, due.fire_at, due.command).where(
            due.workspace_id == workspace, due.state == "waiting", due.command != PLAN
        )
        found["due"] = sorted(map(repr, tx.connection.execute(waiting)))
        return found

    return database.read(work)


def ids(tx: Tx, model: Any, workspace: UUID) -> list[UUID]:
    """The ids of a table's rows, in order."""
    c = table(model).c
    return list(tx.connection.execute(sa.select(c.id).where(c.workspace_id == workspace).order_by(c.id)).scalars())


def pick(unit: Unit, model: Any, index: int) -> UUID | None:
    """One of the table's rows."""
    unit.flush()
    known = ids(unit.tx, model, unit.workspace)
    return known[index % len(known)] if known else None


def step(unit: Unit, world: World, kind: str, a: int, b: int, text: str) -> None:
    """One thing that a command might do."""
    customer = pick(unit, Customer, a)
    assert customer is not None
    at = NOW + a * HOUR
    match kind:
        case "customer":
            unit.add(Customer, name=text, owner_id=world.lina, fields={"预算": b})
        case "rename":
            unit.edit(Customer, customer).name = text
        case "delete":
            row = unit.edit(Customer, customer)
            row.deleted_at = None if row.deleted_at else at
            row.deleted_by = world.wang
        case "alias":
            unit.add(Alias, customer_id=customer, name=f"{text}{next(_fresh)}")
        case "unalias":
            if (alias := pick(unit, Alias, a)) is not None:
                unit.remove(Alias, alias)
        case "contact":
            contact = unit.add(Contact, customer_id=customer, name=text)
            unit.add(ContactPoint, contact_id=contact.id, kind="phone", value=f"138000{b:05}")
        case "point":
            if (point := pick(unit, ContactPoint, a)) is not None:
                unit.edit(ContactPoint, point).value = f"139000{b:05}"
        case "tag":
            tag = unit.add(Tag, name=f"{text}{next(_fresh)}")
            unit.add(CustomerTag, customer_id=customer, tag_id=tag.id)
        case "untag":
            if (link := pick(unit, CustomerTag, a)) is not None:
                unit.remove(CustomerTag, link)
        case "follow_up":
            made = unit.add(FollowUp, customer_id=customer, author_id=world.lina, at=at, note=f"{text} 13800138000")
            unit.add(Reminder, owner_id=world.lina, customer_id=customer, follow_up_id=made.id, fire_at=at, text=text)
        case "void":
            if (follow_up := pick(unit, FollowUp, a)) is not None:
                unit.edit(FollowUp, follow_up).voided_at = at
        case "reminder":
            if (reminder := pick(unit, Reminder, a)) is not None:
                row = unit.edit(Reminder, reminder)
                row.fire_at, row.state = NOW + b * HOUR, ("open", "done")[b % 2]
        case "morning":
            unit.add(Reminder, owner_id=world.lina, day=NOW.date(), fire_at=at, schedule=world.lina, text=text)
        case "member":
            unit.edit(Member, world.wang).aliases = [text, "强哥"]


KINDS = (
    "customer rename delete alias unalias contact point tag untag follow_up void reminder morning member".split()  # noqa: SIM905 (a table of words reads better)
)
steps = st.tuples(
    st.sampled_from(KINDS), st.integers(0, 30), st.integers(0, 40), st.text("云图华星⟦⟧a1'\"<", min_size=1, max_size=4)
)
messages = st.lists(st.lists(steps, min_size=1, max_size=4), min_size=1, max_size=4)


def undo(database: Database, world: World, runs: Sequence[Run], **how: Any) -> Run:
    """Undo (or redo) as a command of its own."""
    do = how.pop("do", journal.undo)
    return act(database, world, lambda unit: do(unit, [run.id for run in runs], **how) and None, name="undo")


def attempt(database: Database, world: World, run: Run) -> tuple[Run | None, Conflict | None]:
    """The undo, or what stood in its way."""
    try:
        return undo(database, world, [run]), None
    except Conflict as conflict:
        return None, conflict


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(said=messages, other=st.integers(0, 3))
def test_undo_restores_bit_for_bit(database: Database, said: list[list[Step]], other: int) -> None:
    world = build(database)
    states = [snapshot(database, world.id)]
    runs: list[Run] = []
    for message in said:

        def write(unit: Unit, message: list[Step] = message) -> None:
            for each in message:
                step(unit, world, *each)

        runs.append(act(database, world, write, actor=world.lina))
        states.append(snapshot(database, world.id))
    now = states[-1]
    some, refused = attempt(database, world, runs[other % len(runs)])
    if refused is not None:  # out of order: done, or refused with nothing changed
        assert refused.table in SPECS
        assert refused.reason in {"changed", "referred", "gone", "there"}
        assert refused.later is not None
    elif some is not None:
        undo(database, world, [some], do=journal.redo)
    assert snapshot(database, world.id) == now
    undone: list[Run] = []
    for index in reversed(range(len(runs))):
        undone.append(undo(database, world, [runs[index]]))
        assert snapshot(database, world.id) == states[index]
    for index, taken in enumerate(reversed(undone)):
        undo(database, world, [taken], do=journal.redo)
        assert snapshot(database, world.id) == states[index + 1]
    undo(database, world, runs)
    assert snapshot(database, world.id) == states[0]


def test_a_later_edit_is_named_by_its_column(database: Database, world: World) -> None:
    def level(value: str) -> Callable[[Unit], None]:
        return lambda unit: setattr(unit.edit(Customer, world.yuntu), "level", value)

    first = act(database, world, level("A"), actor=world.lina)
    act(database, world, lambda unit: setattr(unit.edit(Customer, world.yuntu), "region", "沧州"))
    later = act(database, world, level("B"), actor=world.wang, name="customer.update", now=NOW + HOUR)
    with pytest.raises(Conflict) as caught:
        undo(database, world, [first])
    assert (caught.value.row, caught.value.column, caught.value.reason) == (world.yuntu, "level", "changed")
    named = caught.value.later
    assert named is not None
    assert (named.name, named.actor, named.at, named.number) == (
        "customer.update", world.wang, NOW + HOUR, later.number
    )  # fmt: skip
    undo(database, world, [later])
    undo(database, world, [first])


def test_a_row_that_others_refer_to_stays(database: Database, world: World) -> None:
    made: list[UUID] = []
    first = act(database, world, lambda unit: made.append(unit.add(Customer, name="远航").id))
    act(database, world, lambda unit: unit.add(FollowUp, customer_id=made[0], at=NOW) and None, name="followup.log")
    with pytest.raises(Conflict) as caught:
        undo(database, world, [first])
    assert (caught.value.reason, caught.value.table, caught.value.others[0][0]) == ("referred", "customer", "follow_up")
    assert caught.value.later is not None
    assert caught.value.later.name == "followup.log"


def test_a_part_first_and_then_the_rest(database: Database, world: World) -> None:
    before = snapshot(database, world.id)
    run = act(database, world, lambda unit: step(unit, world, "follow_up", 1, 1, "聊了报价"), actor=world.lina)
    undo(database, world, [run], tables={"reminder"})
    half = snapshot(database, world.id)
    assert (half["reminder"], half["due"], len(half["follow_up"])) == ([], [], 1)
    again = database.read(lambda tx: journal.last_of(tx, world.id, actor=world.lina))
    assert [each.id for each in again[0].executions] == [run.id]
    undo(database, world, [run])
    assert snapshot(database, world.id) == before


def test_what_is_undone_and_redone_is_marked(database: Database, world: World) -> None:
    def last(find: Any) -> list[UUID]:
        found = database.read(lambda tx: find(tx, world.id, actor=world.lina, chat_id=world.chat))
        return [each.id for message in found for each in message.executions]

    def mine(do: Any, **over: Any) -> Run:
        return act(database, world, do, actor=world.lina, chat_id=world.chat, **over)

    one = mine(lambda unit: step(unit, world, "customer", 1, 1, "一"))
    two = mine(lambda unit: step(unit, world, "customer", 1, 1, "二"))
    mine(lambda unit: None)  # noqa: ARG005
    mine(lambda unit: step(unit, world, "customer", 1, 1, "due"), origin="due")
    assert last(journal.last_of) == [two.id]
    taken = mine(lambda unit: journal.undo(unit, [two.id]) and None)
    assert last(journal.last_of) == [one.id]
    assert last(journal.last_undone) == [taken.id]
    found = database.read(lambda tx: journal.by_number(tx, world.id, two.number or 0))
    assert found is not None
    assert (found.id, found.state, found.undone_by) == (two.id, "undone", taken.id)
    redone = mine(lambda unit: journal.redo(unit, [taken.id]) and None)
    assert last(journal.last_undone) == []
    assert last(journal.last_of) == [redone.id]
    state = database.read(lambda tx: journal.get(tx, world.id, two.id))
    assert state is not None
    assert state.state == "done"


def test_changes_tell_before_and_after(database: Database, world: World) -> None:
    run = act(
        database, world, lambda unit: setattr(unit.edit(Customer, world.yuntu), "level", "A"), args={"level": "A"}
    )
    changes = database.read(lambda tx: journal.changes(tx, world.id, [run.id]))
    assert [(each.table, each.op, each.before, each.after) for each in changes] == [
        ("customer", "update", {"level": None}, {"level": "A"})
    ]
    assert database.read(lambda tx: journal.args(tx, world.id, run.id)) == {"level": "A"}
    history = database.read(lambda tx: journal.of_row(tx, world.id, "customer", world.yuntu))
    assert [each.op for each in history] == ["insert", "update"]


def test_a_missing_row_is_missing(database: Database, world: World) -> None:
    with pytest.raises(Missing):
        act(database, world, lambda unit: unit.edit(Customer, world.lina) and None)
