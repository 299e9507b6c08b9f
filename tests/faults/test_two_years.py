"""Two years of mornings, nudges and digests, with outages, crashes, clocks set back, and two processes.

Each comes exactly once on each of its days, or is recorded as skipped where everything was down; on the right days,
never in quiet hours, and never above the cap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from commands.calendar import Calendar
from commands.codec import from_bytes
from commands.conversation import Conversation
from commands.digests import series_id
from commands.hours import Hours
from commands.message import Outgoing
from commands.naming import naming, sealing
from commands.reps.morning import series_of
from commands.subjects import catalogue
from store import due, letters, workspaces
from store.database import Database, Tx, open_database
from store.keyfile import KeyFile
from store.secrets import Secrets
from store.tables import Chat, Customer, Digest, Due, Edition, FollowUp, Identity, Member, Nudge, Outbox, Team, table
from store.unit import Unit
from tests.databases import KINDS, fresh
from tests.talk import SHANGHAI

pytestmark = [pytest.mark.fault, pytest.mark.timeout(600)]
START = datetime(2026, 1, 5, 7, 30, tzinfo=SHANGHAI)
END = datetime(2028, 1, 1, 0, 0, tzinfo=SHANGHAI)
CAP = 10
OFFICIAL = Calendar()
HOURS = Hours()


class Crash(Exception):
    """The process died with its transaction open."""


@dataclass
class Company:
    """Who is there."""

    workspace: UUID
    manager: UUID
    reps: tuple[UUID, ...]
    chat: UUID
    customers: list[UUID] = field(default_factory=list)


@dataclass
class Years:
    """The simulated time: what was down when, and how things are fired."""

    databases: list[Database]
    random: Random
    now: datetime = START
    down: list[tuple[datetime, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.conversations = [Conversation(catalogue(), clock=lambda: self.now) for _ in self.databases]

    def fire(self) -> None:
        """All processes fire what is due, now and then dying on the way, until nothing is left."""
        with ThreadPoolExecutor(len(self.databases)) as pool:
            while (following := self.databases[0].read(due.next_at)) is not None and following <= self.now:
                dies = 0 if self.random.random() < 0.03 else None
                list(pool.map(partial(self._round, dies), range(len(self.databases))))

    def _round(self, dies: int | None, process: int) -> None:
        def work(tx: Tx) -> None:
            for row in due.claim(tx, self.now, 4):
                self.conversations[process].fire(tx, row)
                if process == dies:
                    raise Crash
                due.done(tx, row)

        with suppress(Crash):
            self.databases[process].write(work).result()

    def step(self) -> None:
        """Time goes on to what is due next, or jumps over it: a night, an outage of days, a clock that was set back."""
        dice = self.random.random()
        following = self.databases[0].read(due.next_at)
        before = self.now
        if dice < 0.01:
            self.now += timedelta(hours=self.random.uniform(2, 120))
            self.down.append((before, self.now))
        elif dice < 0.02:
            self.now -= timedelta(minutes=self.random.uniform(1, 90))
        else:
            self.now = max(self.now, following or self.now + timedelta(hours=6)) + timedelta(seconds=1)
        self.fire()

    def was_down(self, at: datetime) -> bool:
        """Whether nothing ran at that time."""
        return any(first <= at <= last for first, last in self.down)


@contextmanager
def opened(url: str, folder: Path, count: int) -> Iterator[list[Database]]:
    """So many processes' ways into one database."""
    databases = [
        open_database(url, Secrets(KeyFile.open(folder / "keys.json")), naming=naming, sealing=sealing)
        for _ in range(count)
    ]
    try:
        yield databases
    finally:
        for each in databases:
            each.close()


def found(tx: Tx) -> Company:
    """A manager, two reps, their group with a digest, forty customers."""
    workspace = workspaces.create(tx, name="演示", now=START)
    unit = Unit(tx, workspace=workspace, now=START)
    with unit.execution(name="found", origin="found", key="found", ordinal=0, actor=None, args={}):
        team = unit.add(Team, name="华东一组").id
        people = {
            name: unit.add(Member, name=name, role=role, team_id=team).id
            for name, role in (("赵敏", "manager"), ("陈晓明", "rep"), ("李娜", "rep"))
        }
        for name, member in people.items():
            chat = unit.add(Chat, platform="web", app="demo", external=f"private:{name}", kind="private")
            unit.add(
                Identity,
                platform="web",
                app="demo",
                user_id=name,
                member_id=member,
                private_chat_id=chat.id,
                bound_at=START,
            )
        group = unit.add(Chat, platform="web", app="demo", external="group", kind="group", team_id=team).id
        unit.add(Digest, kind="daily", chat_id=group, at="18:00")
        reps = (people["陈晓明"], people["李娜"])
        made = Company(workspace=workspace, manager=people["赵敏"], reps=reps, chat=group)
        for number in range(40):
            owner, level = reps[number % 2], "ABC"[number % 3]
            row = unit.add(Customer, name=f"客户{number}号有限公司", owner_id=owner, team_id=team, level=level)
            made.customers.append(row.id)
    return made


def follow_up(years: Years, team: Company) -> None:
    """Somebody files something."""
    customer = years.random.choice(team.customers)
    at = years.now

    def work(tx: Tx) -> None:
        unit = Unit(tx, workspace=team.workspace, now=at)
        with unit.execution(name="test", origin="test", key=at.isoformat(), ordinal=0, actor=None, args={}):
            unit.add(FollowUp, customer_id=customer, author_id=years.random.choice(team.reps), at=at, note="聊了报价")

    years.databases[0].write(work).result()


def rows(database: Database, model: Any) -> list[Any]:
    """All rows of a table."""
    return list(database.read(lambda tx: tx.connection.execute(sa.select(table(model))).mappings().all()))


@pytest.mark.parametrize("kind", KINDS)
def test_two_years(kind: str, tmp_path: Path) -> None:
    with fresh(kind, tmp_path) as url, opened(url, tmp_path, 1 if kind == "sqlite" else 2) as databases:
        years = Years(databases=databases, random=Random(20260105))
        team = databases[0].write(found).result()
        years.fire()
        while years.now < END:
            years.step()
            if years.random.random() < 0.1:
                follow_up(years, team)
        digest_days(years, team)
        morning_days(years, team)
        nothing_in_quiet_hours(databases[0])
        nudges_keep_the_cap(databases[0])
        assert all(row["state"] != "dead" for row in rows(databases[0], Due))


def days() -> Iterator[date]:
    """The days of the two years, less the last week."""
    day = START.date()
    while day < END.date() - timedelta(days=7):
        yield day
        day += timedelta(days=1)


def editions(database: Database, series: UUID) -> Counter[date]:
    """On which days one of a series came out."""
    return Counter(row["day"] for row in rows(database, Edition) if row["series"] == series)


def digest_days(years: Years, team: Company) -> None:
    """The manager's and the group's daily digest: each workday once; missing only where everything was down."""
    for reader in (team.manager, team.chat):
        out = editions(years.databases[0], series_id("daily", reader))
        assert set(out.values()) <= {1}
        for day in days():
            if not OFFICIAL.is_workday(day):
                assert day not in out, day
            elif day not in out:
                assert years.was_down(datetime.combine(day, time(18), SHANGHAI)), day
        assert sum(out.values()) > 400
    weekly = editions(years.databases[0], series_id("weekly", team.manager))
    assert 85 < len(weekly) <= 105
    assert all(OFFICIAL.is_workday(day) for day in weekly)


def morning_days(years: Years, team: Company) -> None:
    """Everybody's morning on each workday, once; missing only where everything was down all day."""
    for member in (team.manager, *team.reps):
        out = editions(years.databases[0], series_of(member))
        assert set(out.values()) <= {1}
        for day in days():
            if OFFICIAL.is_workday(day) and day not in out:
                assert years.was_down(datetime.combine(day, time(9), SHANGHAI)), day
            assert OFFICIAL.is_workday(day) or day not in out, day


def nothing_in_quiet_hours(database: Database) -> None:
    """No letter was written while the team sleeps."""

    def all_of_them(tx: Tx) -> list[Outgoing]:
        ids = tx.connection.execute(sa.select(table(Outbox).c.id)).scalars().all()
        loaded = (letters.load(tx, id) for id in ids)
        return [from_bytes(Outgoing, each.payload) for each in loaded if each is not None]

    told = database.read(all_of_them)
    assert len(told) > 1000
    for letter in told:
        assert not HOURS.quiet(letter.created_at.astimezone(SHANGHAI)), letter


def nudges_keep_the_cap(database: Database) -> None:
    """A person is told of at most ten customers a day, and of a customer at most once."""
    told: dict[tuple[UUID, date], list[UUID]] = defaultdict(list)
    for row in rows(database, Nudge):
        if row["held"] is None and row["kind"] == "stale":
            told[row["member_id"], row["day"]].append(row["subject_id"])
    assert len(told) > 200
    for (_, day), subjects in told.items():
        assert len(subjects) <= CAP
        assert len(set(subjects)) == len(subjects)
        assert OFFICIAL.is_workday(day)
