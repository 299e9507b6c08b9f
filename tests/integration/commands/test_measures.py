"""Every measure equals a plain recount of random data, on both databases; its rows are what it counts."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.figures import MEASURES
from commands.measures import Asked, Page, Part
from store import nudges, workspaces
from store.database import Database, Tx
from store.tables import Customer, FollowUp, Leave, Member, Policy, Reminder, Task, Team
from store.unit import Unit
from tests.integration.commands.recount import Recount

pytestmark = pytest.mark.integration

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 18, 18, 0, tzinfo=SHANGHAI)
SAID = (
    "聊了报价，想要三年期",
    "想要三年期的报价，聊了",
    "客户还在考虑中，再等等",
    "嗯",
    "打了电话",
    "寄了样品，等回复",
    None,
)
METHODS = ("visit", "call", None)


def write(tx: Tx, random: Random) -> tuple[UUID, tuple[UUID, ...]]:
    """A team's random month in a workspace of its own."""
    workspace = workspaces.create(tx, name=uuid4().hex, now=NOW - timedelta(days=60))
    unit = Unit(tx, workspace=workspace, now=NOW)
    with unit.execution(name="test", origin="test", key="k", ordinal=0, actor=None, args={}):
        team = unit.add(Team, name="一组").id
        here = NOW - timedelta(days=40)
        people = [unit.add(Member, name=f"成员{i}", team_id=team, created_at=here).id for i in range(4)]
        for level, days in (("A", 3), ("B", 7), (None, 12)):
            if random.random() < 0.9:
                unit.add(Policy, level=level, days=days)
        if random.random() < 0.5:
            first = date(2026, 11, random.randint(9, 17))
            unit.add(
                Leave, member_id=random.choice(people), first=first, last=first + timedelta(days=random.randint(0, 4))
            )
        firms = [_customer(unit, random, people, i) for i in range(random.randint(1, 8))]
        unit.flush()
        for _ in range(random.randint(0, 25)):
            _follow_up(unit, random, people, firms)
        for _ in range(random.randint(0, 12)):
            _owed(unit, random, people, firms)
    for _ in range(random.randint(0, 6)):
        kind: Any = random.choice(["stale", "manager", "visit"])
        firm = random.choice(firms)
        held: nudges.Held | None = random.choice([None, None, "cap"])
        told = [nudges.Told(member=random.choice(people), kind=kind, subject=firm, customer=firm, held=held)]
        at = _at(random)
        nudges.record(tx, workspace, at.astimezone(SHANGHAI).date(), told, at)
    return workspace, tuple(people[: random.randint(1, 4)])


def _at(random: Random, ahead: int = 0) -> datetime:
    """Some moment of the last month, often near a midnight of Shanghai."""
    day = NOW.date() - timedelta(days=random.randint(-ahead, 30))
    hour, minute = random.choice([(0, 0), (23, 59), (9, 0), (15, 30), (0, 1)])
    at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
    return (at if ahead else min(at, NOW)).astimezone(UTC)


def _customer(unit: Unit, random: Random, people: list[UUID], index: int) -> UUID:
    made = _at(random)
    id: UUID = unit.add(
        Customer,
        name=f"华星科技{index}",
        owner_id=random.choice([*people, None]),
        level=random.choice(["A", "B", "C", None]),
        stage=random.choice(["方案报价", "赢单", None]),
        created_at=made,
        counts_from=_at(random) if random.random() < 0.2 else None,
        deleted_at=NOW if random.random() < 0.15 else None,
    ).id
    return id


def _follow_up(unit: Unit, random: Random, people: list[UUID], firms: list[UUID]) -> None:
    place = random.randrange(len(firms))
    said = random.choice(SAID)
    at = _at(random)
    unit.add(
        FollowUp,
        customer_id=firms[place],
        author_id=random.choice(people),
        method=random.choice(METHODS),
        at=at,
        note=None if said is None else f"华星科技{place}{said}",
        next_at=at + timedelta(days=3) if random.random() < 0.3 else None,
        next_text="再约" if random.random() < 0.2 else None,
        voided_at=NOW if random.random() < 0.15 else None,
        created_at=max(at, _at(random)),
    )


def _owed(unit: Unit, random: Random, people: list[UUID], firms: list[UUID]) -> None:
    customer = random.choice([*firms, None])
    at = _at(random, ahead=5)
    if random.random() < 0.3:
        day = at.astimezone(SHANGHAI).date()
        due: dict[str, Any] = {"due_day": day} if random.random() < 0.5 else {"due_at": at}
        state = random.choice(["open", "done"])
        unit.add(Task, assignee_id=random.choice(people), customer_id=customer, state=state, **due)
        return
    unit.add(
        Reminder,
        owner_id=random.choice(people),
        customer_id=customer,
        at=at,
        fire_at=at,
        repeat="FREQ=DAILY" if random.random() < 0.1 else None,
        state=random.choice(["open", "fired", "done", "cancelled"]),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), first=st.integers(0, 20), length=st.integers(0, 12))
def test_every_measure_is_what_a_plain_recount_gives(database: Database, seed: int, first: int, length: int) -> None:
    begin = NOW.date() - timedelta(days=first)

    def work(tx: Tx) -> None:
        workspace, members = write(tx, Random(seed))
        asked = Asked(
            tx=tx,
            workspace=workspace,
            members=members,
            first=begin,
            last=begin + timedelta(days=length),
            now=NOW,
            zone=SHANGHAI,
        )
        plain = Recount(asked)
        expected = {
            "followups": plain.followups(),
            "followed": plain.followed(),
            "customers": plain.customers_of(),
            "coverage": plain.coverage(),
            "new_customers": plain.new_customers(),
            "overdue": plain.overdue(),
            "missed": plain.missed(),
            "stale": plain.stale(),
            "soon": plain.soon(),
            "stale_rate": plain.stale_rate(),
            "nudges": plain.nudged(),
            "response": plain.response(),
            "silent": plain.silent(),
            "short": plain.short(),
            "copied": plain.copied(),
            "no_next": plain.no_next(),
        }
        assert expected.keys() == MEASURES.by_name.keys()
        for name, parts in expected.items():
            check(name, parts, asked)
        assert MEASURES.by_name["followed"].count(asked).whole == Part(plain.followed_whole())

    database.write(work).result()


def check(name: str, parts: dict[UUID, Any], asked: Asked) -> None:
    measure = MEASURES.by_name[name]
    tally = measure.count(asked)
    counted = {id: (part.value, part.of) if measure.share else part.value for id, part in tally.parts.items()}
    assert counted == parts, name
    rows = measure.rows(asked, Page(limit=1000))
    total = sum(part[0] if measure.share else part for part in parts.values())
    assert len(rows) == total, name
    if name != "followed":
        assert tally.whole.value == total, name
    each = {id: part[0] if measure.share else part for id, part in parts.items()}
    assert Counter(row.member for row in rows) == Counter({id: value for id, value in each.items() if value}), name
    pages = [row for offset in range(0, total, 2) for row in measure.rows(asked, Page(limit=2, offset=offset))]
    assert pages == rows, name
