"""Silent customers: what the queries find equals a naive recount, on both databases, and comes by the indexes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from store import nudges, pauses, policies, stale
from store.database import Database, Tx
from store.policies import Rule, ranked
from store.stale import Silence, Untold, Whose
from store.tables import Customer, CustomerTag, FollowUp, Member, Pause, Policy, Tag, Team
from store.unit import Unit
from store.workspaces import create

pytestmark = pytest.mark.integration
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()


@dataclass(kw_only=True)
class Made:
    """A customer as the recount knows it."""

    id: UUID
    owner: UUID | None
    team: UUID
    level: str | None
    stage: str | None
    tag: UUID | None
    idle: datetime
    deleted: bool


@dataclass(kw_only=True)
class Filled:
    """A workspace of random customers."""

    id: UUID
    owners: list[UUID]
    teams: list[UUID]
    tags: list[UUID]
    customers: list[Made]


def fill(database: Database, seed: int, size: int = 120) -> Filled:
    random = Random(seed)

    def work(tx: Tx) -> Filled:
        workspace = create(tx, name="测试", now=NOW)
        unit = Unit(tx, workspace=workspace, now=NOW)
        with unit.execution(name="t", origin="t", key="fill", ordinal=0, actor=None, args={}):
            teams = [unit.add(Team, name=f"组{each}").id for each in range(2)]
            owners = [unit.add(Member, name=f"人{each}", role="rep", team_id=teams[each % 2]).id for each in range(4)]
            tags = [unit.add(Tag, name=f"标签{each}").id for each in range(2)]
            made = [one(unit, random, each, owners, teams, tags) for each in range(size)]
        return Filled(id=workspace, owners=owners, teams=teams, tags=tags, customers=made)

    return database.write(work).result()


def one(unit: Unit, random: Random, each: int, owners: list[UUID], teams: list[UUID], tags: list[UUID]) -> Made:
    owner = random.choice([*owners, None])
    team = teams[owners.index(owner) % 2] if owner is not None else random.choice(teams)
    level, stage = random.choice(["A", "B", "C", None]), random.choice(["方案报价", "商务谈判", None])
    began = NOW - timedelta(hours=random.randint(0, 24 * 40))
    deleted = random.random() < 0.1
    row = unit.add(
        Customer,
        name=f"客户{each}",
        owner_id=owner,
        team_id=team,
        level=level,
        stage=stage,
        created_at=began,
        counts_from=began if random.random() < 0.3 else None,
        deleted_at=NOW if deleted else None,
    )
    idle = began
    if random.random() < 0.5:
        at = NOW - timedelta(hours=random.randint(0, 24 * 30))
        unit.add(FollowUp, customer_id=row.id, author_id=owner, at=at, note="x")
        idle = max(at, row.counts_from) if row.counts_from else at
    tag = random.choice([*tags, None])
    if tag is not None:
        unit.add(CustomerTag, customer_id=row.id, tag_id=tag)
    return Made(id=row.id, owner=owner, team=team, level=level, stage=stage, tag=tag, idle=idle, deleted=deleted)


def rules(random: Random, filled: Filled) -> tuple[Rule, ...]:
    """Some policies, those without a condition among them or not."""
    made = [
        Rule(
            days=random.choice([None, 1, 3, 7, 15]),
            level=random.choice(["A", "B", None]),
            tag_id=random.choice([*filled.tags, None]),
            stage=random.choice(["方案报价", None, None]),
        )
        for _ in range(random.randint(1, 5))
    ]
    return ranked(made)


def recount(filled: Filled, silence: Silence) -> dict[UUID, tuple[int, int]]:
    """Customer → its days and its rule's, one by one."""
    found = {}
    for each in filled.customers:
        rule = next((rule for rule in silence.rules if fits(rule, each)), None)
        first = each.idle.astimezone(ZONE).date()
        days = (TODAY - (max(first, silence.since) if silence.since else first)).days
        if rule is not None and rule.days is not None and days >= rule.days and each.owner and not each.deleted:
            found[each.id] = (days, rule.days)
    return found


def fits(rule: Rule, each: Made) -> bool:
    return (
        rule.level in (None, each.level)
        and rule.stage in (None, each.stage)
        and (rule.tag_id is None or rule.tag_id == each.tag)
    )


def compare(tx: Tx, filled: Filled, silence: Silence, some: tuple[UUID, ...]) -> None:
    """Every query against the recount."""
    expected, everybody = recount(filled, silence), Whose(owners=tuple(filled.owners))
    found = stale.stale(tx, filled.id, silence, everybody, limit=1000)
    assert {row.id: (row.days, row.limit) for row in found.rows} == expected
    assert found.total == len(expected)
    urgent = [(-row.days / row.limit, row.limit) for row in found.rows]
    assert urgent == sorted(urgent)
    pages = [
        row.id
        for offset in range(0, len(expected) + 7, 7)
        for row in stale.stale(tx, filled.id, silence, everybody, limit=7, offset=offset).rows
    ]
    assert pages == [row.id for row in found.rows]
    mine = [each for each in filled.customers if each.id in expected and each.owner in some]
    assert stale.count(tx, filled.id, silence, Whose(owners=some)) == len(mine)
    counted = stale.by_owner(tx, filled.id, silence, Whose(owners=some))
    assert counted == {owner: sum(each.owner == owner for each in mine) for owner in {each.owner for each in mine}}
    team = filled.teams[0]
    theirs = {each.id for each in filled.customers if each.id in expected and each.team == team}
    assert {row.id for row in stale.stale(tx, filled.id, silence, Whose(team=team), limit=999).rows} == theirs
    walled = Whose(owners=everybody.owners, hidden=frozenset({team}))
    assert stale.count(tx, filled.id, silence, walled) == len(expected) - len(theirs)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_found_equals_a_recount(database: Database, seed: int) -> None:
    filled, random = fill(database, seed), Random(seed)
    for _ in range(12):
        since = random.choice([None, TODAY - timedelta(days=5), TODAY])
        silence = Silence(today=TODAY, zone=ZONE, rules=rules(random, filled), since=since)
        some = tuple(random.sample(filled.owners, 2))
        database.read(partial(compare, filled=filled, silence=silence, some=some))


def test_the_most_specific_policy_holds_and_of_equals_the_strictest() -> None:
    tag = UUID(int=1)
    every, level, stage = Rule(days=15), Rule(days=3, level="A"), Rule(days=20, stage="方案报价")
    loose, strict, both = Rule(days=9, tag_id=tag), Rule(days=5, tag_id=tag), Rule(days=30, tag_id=tag, level="A")
    assert ranked([every, level, stage, loose, strict, both]) == (both, strict, loose, stage, level, every)


def test_a_policy_without_a_managers_step_never_reaches_the_manager(database: Database) -> None:
    filled = fill(database, 1, size=1)

    def write(tx: Tx) -> None:
        unit = Unit(tx, workspace=filled.id, now=NOW)
        with unit.execution(name="t", origin="t", key="p", ordinal=0, actor=None, args={}):
            unit.add(Policy, level="A", days=3)
            unit.add(Policy, days=10, manager_days=20)
            unit.add(Policy, level="B", days=1, active=False)

    database.write(write).result()
    rows = database.read(lambda tx: policies.every(tx, filled.id))
    assert policies.rules(rows, "manager") == (Rule(days=None, level="A"), Rule(days=20))
    assert policies.rules(rows) == (Rule(days=3, level="A"), Rule(days=10))


def told(database: Database, filled: Filled, silence: Silence, member: UUID) -> set[UUID]:
    whose = Whose(owners=tuple(filled.owners))
    found = database.read(
        lambda tx: stale.stale(tx, filled.id, silence, whose, untold=Untold(member=member), limit=1000)
    )
    return {row.id for row in found.rows}


def test_nobody_is_told_twice_within_the_policys_days_nor_of_what_is_paused(database: Database) -> None:
    filled = fill(database, 2)
    silence = Silence(today=TODAY, zone=ZONE, rules=(Rule(days=3, level="A"), Rule(days=7)))
    member, other = filled.owners[:2]
    everything = told(database, filled, silence, member)
    limits = {id: limit for id, (_, limit) in recount(filled, silence).items()}
    known = sorted(everything)[:9]
    days = [1, 2, 3, 4, 6, 7, 8, 9, 0]

    def write(tx: Tx) -> None:
        for id, ago in zip(known[:8], days, strict=False):
            one = nudges.Told(member=member, kind="stale", subject=id, customer=id)
            nudges.record(tx, filled.id, TODAY - timedelta(days=ago), [one], NOW - timedelta(days=ago))
        unit = Unit(tx, workspace=filled.id, now=NOW)
        with unit.execution(name="t", origin="t", key="pause", ordinal=0, actor=None, args={}):
            unit.add(Pause, customer_id=known[8], member_id=member, until=TODAY, created_at=NOW)

    database.write(write).result()
    quiet = {id for id, ago in zip(known[:8], days, strict=False) if ago < limits[id]} | {known[8]}
    assert 2 < len(quiet) < 9
    assert told(database, filled, silence, member) == everything - quiet
    assert told(database, filled, silence, other) == everything
    kept = database.read(lambda tx: pauses.of_member(tx, filled.id, member, known))
    assert list(kept) == [known[8]]


def test_what_was_held_back_is_summed_up_by_member(database: Database) -> None:
    filled = fill(database, 3, size=2)
    series, day = UUID(int=7), date(2026, 11, 23)

    def publish(tx: Tx, **numbers: int) -> bool:
        return nudges.publish_morning(
            tx, filled.id, series=series, day=day, member=filled.owners[0], numbers=numbers, now=NOW
        )

    assert database.write(lambda tx: publish(tx, told=10, cap=5, leave=1)).result()
    assert not database.write(lambda tx: publish(tx, told=1)).result()
    assert database.read(lambda tx: nudges.is_out(tx, filled.id, series, day))
    held = database.read(lambda tx: nudges.held_today(tx, filled.id, day))
    assert [(each.member_id, each.cap, each.leave, each.total) for each in held] == [(filled.owners[0], 5, 1, 6)]
    assert database.read(lambda tx: nudges.held_today(tx, filled.id, day, filled.owners[1:])) == []


def test_a_nudge_is_answered_by_the_first_follow_up_of_anybody_after_it(database: Database) -> None:
    filled = fill(database, 4, size=3)
    member, colleague = filled.owners[:2]
    first, second, third = (each.id for each in filled.customers)
    morning = NOW - timedelta(days=3)

    def write(tx: Tx) -> None:
        given = [nudges.Told(member=member, kind="stale", subject=id, customer=id) for id in (first, second)]
        given.append(nudges.Told(member=member, kind="stale", subject=third, customer=third, held="cap"))
        nudges.record(tx, filled.id, morning.date(), given, morning)
        unit = Unit(tx, workspace=filled.id, now=NOW)
        with unit.execution(name="t", origin="t", key="f", ordinal=0, actor=None, args={}):
            for hours in (-2, 5, 30):
                at = morning + timedelta(hours=hours)
                unit.add(FollowUp, customer_id=first, author_id=colleague, at=at, created_at=at, note="x")

    database.write(write).result()
    rows = sent(database, filled, morning.date(), [member])
    answered = {row.customer_id: row.answered_at for row in rows}
    assert answered == {first: morning + timedelta(hours=5), second: None}
    assert third not in answered
    assert sent(database, filled, morning.date(), [colleague]) == []


def sent(database: Database, filled: Filled, first: date, people: list[UUID]) -> list[nudges.SentRow]:
    return database.read(lambda tx: nudges.sent(tx, filled.id, first, TODAY, people, zone=ZONE))


@pytest.mark.parametrize(
    ("happened", "filed", "answers"),
    [
        (timedelta(hours=-9), timedelta(hours=1), True),  # 今天拜访了…, stored at the day's midnight
        (timedelta(hours=-9), timedelta(hours=-1), False),  # filed before the morning's list
        (timedelta(days=-1), timedelta(hours=1), False),  # 昨天拜访了…
        (timedelta(hours=2), timedelta(days=1), True),  # told of on the next day
    ],
)
def test_a_nudge_is_answered_by_what_is_filed_after_it_of_its_day_or_later(
    database: Database, happened: timedelta, filed: timedelta, answers: bool
) -> None:
    filled = fill(database, 4, size=1)
    member, customer, morning = filled.owners[0], filled.customers[0].id, NOW - timedelta(days=3)

    def write(tx: Tx) -> None:
        told = nudges.Told(member=member, kind="stale", subject=customer, customer=customer)
        nudges.record(tx, filled.id, morning.date(), [told], morning)
        unit = Unit(tx, workspace=filled.id, now=NOW)
        with unit.execution(name="t", origin="t", key="f", ordinal=0, actor=None, args={}):
            unit.add(FollowUp, customer_id=customer, at=morning + happened, created_at=morning + filed, note="x")

    database.write(write).result()
    [row] = sent(database, filled, morning.date(), [member])
    assert row.answered_at == (morning + filed if answers else None)


def test_no_policy_keeps_the_customers_of_the_others_out_for_ever(database: Database) -> None:
    """Twelve A customers come due every day, and one a day is told: all others have their turn too, once."""
    filled, member = alone(database)
    levels = {each.id: each.level for each in filled.customers}
    told: list[UUID] = []
    for ahead in range(60):
        day = TODAY + timedelta(days=ahead)
        silence = Silence(today=day, zone=ZONE, rules=(Rule(days=1, level="A"), Rule(days=15)))
        untold, whose = Untold(member=member), Whose(owners=(member,))
        rows = database.read(partial(first_of, workspace=filled.id, silence=silence, whose=whose, untold=untold))
        given = [nudges.Told(member=member, kind="stale", subject=rows[0], customer=rows[0])]
        database.write(partial(record, filled.id, day, given, NOW + timedelta(days=ahead))).result()
        told += rows
    assert levels[told[0]] == "A"  # of equals (thirty times their days) the strictest rule's
    assert {id for id, level in levels.items() if level != "A"} <= set(told)


def alone(database: Database) -> tuple[Filled, UUID]:
    """An owner with twelve A customers that have been silent for 30 days, and three others of 450."""

    def work(tx: Tx) -> tuple[Filled, UUID]:
        workspace = create(tx, name="测试", now=NOW)
        unit = Unit(tx, workspace=workspace, now=NOW)
        with unit.execution(name="t", origin="t", key="fill", ordinal=0, actor=None, args={}):
            team = unit.add(Team, name="组").id
            owner = unit.add(Member, name="人", role="rep", team_id=team).id
            made = []
            for each in range(15):
                level, began = ("A", NOW - timedelta(days=30)) if each < 12 else (None, NOW - timedelta(days=450))
                row = unit.add(Customer, name=f"客户{each}", owner_id=owner, level=level, created_at=began)
                made.append(
                    Made(
                        id=row.id, owner=owner, team=team, level=level, stage=None, tag=None, idle=began, deleted=False
                    )
                )
        return Filled(id=workspace, owners=[owner], teams=[team], tags=[], customers=made), owner

    return database.write(work).result()


def first_of(tx: Tx, *, workspace: UUID, silence: Silence, whose: Whose, untold: Untold) -> list[UUID]:
    return [row.id for row in stale.stale(tx, workspace, silence, whose, untold=untold, limit=1).rows]


def record(workspace: UUID, day: date, told: list[nudges.Told], now: datetime, tx: Tx) -> None:
    nudges.record(tx, workspace, day, told, now)


def test_the_owners_customers_are_found_by_their_index(database: Database) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL rightly scans tables as small as these")
    filled = fill(database, 5)
    silence = Silence(today=TODAY, zone=ZONE, rules=ranked([Rule(days=3, tag_id=filled.tags[0]), Rule(days=7)]))
    where = stale._stale(filled.id, silence, Whose(owners=tuple(filled.owners)), Untold(member=filled.owners[0]))
    assert where is not None

    def plan(tx: Tx) -> list[str]:
        statement = sa.select(*stale._COLUMNS).where(*where)
        compiled = statement.compile(tx.connection, compile_kwargs={"render_postcompile": True})
        values = tuple([None] * str(compiled).count("?"))
        return [row[3] for row in tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)]

    steps = database.read(plan)
    assert any("ix_customer_idle" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN")]
