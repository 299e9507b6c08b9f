"""A digest of a team among very many customers and follow-ups: how long it takes, and that no table is read whole."""

import json
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.bench.figures import barred
from bot.bench.real import NOW, WrongOutput
from commands.context import Context
from commands.crews import crew_of
from commands.managers.digest_day import day_digest
from commands.managers.digest_week import week_digest
from commands.managers.rows import week_of
from commands.message import Reply
from commands.naming import naming, sealing
from commands.nudging import begin
from commands.people import nowhere
from commands.rights import Speaker
from commands.subjects import catalogue
from store import members, workspaces
from store.database import Database, Tx, open_database, raw
from store.keyfile import KeyFile
from store.migrations import migrate
from store.secrets import Secrets
from store.tables import Member, Team
from store.types import utc_text
from store.unit import Unit

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
BAR: Final = 0.2
TEAM: Final = 20
WATCHED: Final = ("customer", "follow_up", "nudge")
LARGE: Final = 50_000  # customers; PostgreSQL rightly reads smaller tables whole, and is asked not to
DAYS: Final = 730
_NOTES: Final = (
    "聊了报价，想要三年期",
    "客户还在内部讨论，下周再问",
    "寄了样品，等测试结果",
    "嗯",
    "对方要求再降一点价格",
)
_LEVELS: Final = ("A", "B", "C", None)
Owners = list[tuple[UUID, UUID | None]]


def report(*, customers: int, followups: int, people: int, folder: Path | None, url: str | None) -> str:
    """The benchmark's result as JSON."""
    with TemporaryDirectory(prefix="genjin-bench-", dir=folder) as made:
        address = url or f"sqlite:///{Path(made) / 'genjin.db'}"
        migrate(address)
        secrets = Secrets(KeyFile.open(Path(made) / "keys.json"))
        with closing(open_database(address, secrets, naming=naming, sealing=sealing)) as database:
            told = measured(database, customers=customers, followups=followups, people=people)
    return json.dumps({"python": platform.python_version(), **told}, ensure_ascii=False, indent=2)


def measured(database: Database, *, customers: int, followups: int, people: int, rounds: int = 9) -> dict[str, Any]:
    """Median seconds for a manager's daily and weekly digest; raises WrongOutput where a table was read whole."""
    speaker = database.write(partial(_team, people=people)).result()
    database.write(partial(_fill, workspace=speaker.workspace, customers=customers, followups=followups)).result()
    day, week = NOW.date(), week_of(NOW.date())
    works: dict[str, Callable[[Context], Reply]] = {
        "daily": lambda context: day_digest(context, crew_of(context), day)[0],
        "weekly": lambda context: week_digest(context, crew_of(context), *week)[0],
    }
    told: dict[str, Any] = {
        "database": database.dialect,
        "set_up": {"customers": customers, "follow_ups": followups, "people": people, "team": TEAM, "days": DAYS},
    }
    for name, work in works.items():
        database.read(partial(_unscanned, speaker, work, large=customers >= LARGE))
        spent = [database.read(partial(_timed, speaker, work)) for _ in range(rounds)]
        wall, own = (sorted(part) for part in zip(*spent, strict=True))
        told[name] = {
            "longest": round(wall[-1], 3),
            "processor_of_this_thread": round(own[rounds // 2], 3),
            **barred(wall[rounds // 2], BAR),
        }
    return told


def _team(tx: Tx, *, people: int) -> Speaker:
    """A workspace with teams of twenty; the first one's manager."""
    workspace = workspaces.create(tx, name="测速", now=NOW - timedelta(days=DAYS))
    unit = Unit(tx, workspace=workspace, now=NOW - timedelta(days=DAYS))
    with unit.execution(name="bench", origin="bench", key="bench", ordinal=0, actor=None, args={}):
        teams = [unit.add(Team, name=f"{place}组").id for place in range(max(1, people // TEAM))]
        for place in range(people):
            unit.add(Member, name=f"测速员{place:03d}", role="rep", team_id=teams[min(place // TEAM, len(teams) - 1)])
        lead = unit.add(Member, name="主管", role="manager", team_id=teams[0])
        begin(unit, (NOW - timedelta(days=60)).date())
    return Speaker(workspace=workspace, id=lead.id, name="主管", role="manager", team_id=teams[0])


def _fill(tx: Tx, *, workspace: UUID, customers: int, followups: int) -> None:
    """Writes customers and follow-ups straight into their tables."""
    owners = [(row.id, row.team_id) for row in members.every(tx, workspace) if row.role == "rep"]
    last = [NOW - timedelta(days=DAYS)] * customers
    random = Random(20)
    told = [(random.randrange(customers), random.randrange(DAYS * 24 * 60)) for _ in range(followups)]
    for place, ago in told:
        last[place] = max(last[place], NOW - timedelta(minutes=ago))
    _write(tx, "customer", _CUSTOMER, _customers(random, workspace, owners, last))
    _write(tx, "follow_up", _FOLLOW_UP, _follow_ups(random, workspace, owners, told))
    _write(tx, "reminder", _REMINDER, _reminders(random, workspace, owners, customers))
    _write(tx, "nudge", _NUDGE, _nudges(random, workspace, owners, customers))
    tx.connection.exec_driver_sql("ANALYZE")


_CUSTOMER: Final = (
    "workspace_id", "id", "number", "name", "short", "owner_id", "team_id", "level", "fields",
    "last_follow_up_at", "idle_since", "created_at",
)  # fmt: skip
_FOLLOW_UP: Final = (
    "workspace_id", "id", "number", "customer_id", "author_id", "method", "at", "at_day", "note", "created_at",
)  # fmt: skip
_REMINDER: Final = (
    "workspace_id", "id", "number", "owner_id", "customer_id", "audience", "at", "fire_at", "schedule", "state",
    "created_at",
)  # fmt: skip
_NUDGE: Final = (
    "workspace_id", "id", "day", "member_id", "kind", "subject_id", "customer_id", "days", "created_at",
)  # fmt: skip


def _follow_ups(
    random: Random, workspace: UUID, owners: Owners, told: list[tuple[int, int]]
) -> Iterator[tuple[Any, ...]]:
    for number, (place, ago) in enumerate(told):
        at = NOW - timedelta(minutes=ago)
        author, _ = owners[place % len(owners)]
        note = f"客户{place}{random.choice(_NOTES)}{number if number % 3 else ''}"
        yield workspace, UUID(int=10**9 + number), number, UUID(int=place + 1), author, "call", at, False, note, at


def _customers(random: Random, workspace: UUID, owners: Owners, last: list[datetime]) -> Iterator[tuple[Any, ...]]:
    for place, at in enumerate(last):
        owner, team = owners[place % len(owners)]
        made = NOW - timedelta(days=random.randrange(DAYS), hours=1)
        name, level = f"客户{place}", random.choice(_LEVELS)
        yield workspace, UUID(int=place + 1), place, name, name, owner, team, level, "{}", at, at, made


def _reminders(random: Random, workspace: UUID, owners: Owners, customers: int) -> Iterator[tuple[Any, ...]]:
    """A reminder for every fifth customer, most of them over."""
    for number in range(customers // 5):
        place = random.randrange(customers)
        at = NOW - timedelta(minutes=random.randrange(-14 * 24 * 60, DAYS * 24 * 60))
        state = "open" if at > NOW else random.choice(("done", "done", "done", "fired"))
        id, owner = UUID(int=2 * 10**9 + number), owners[place % len(owners)][0]
        yield workspace, id, number, owner, UUID(int=place + 1), "private", at, at, id, state, at - timedelta(days=3)


def _nudges(random: Random, workspace: UUID, owners: Owners, customers: int) -> Iterator[tuple[Any, ...]]:
    """Ten a day for each person, through two months."""
    number = 0
    for ago in range(60):
        at = NOW.replace(hour=9) - timedelta(days=ago)
        for owner, _ in owners:
            for customer in random.sample(range(customers), 10):
                number += 1
                firm = UUID(int=customer + 1)
                yield workspace, UUID(int=3 * 10**9 + number), at.date(), owner, "stale", firm, firm, 9, at


def _write(tx: Tx, table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    driver, names = raw(tx.connection), ", ".join(columns)
    if tx.sqlite:
        marks = ", ".join("?" * len(columns))
        driver.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", (tuple(map(_plain, row)) for row in rows))
        return
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _plain(value: Any) -> Any:
    """A value as SQLite keeps it."""
    if isinstance(value, UUID):
        return value.bytes
    if isinstance(value, datetime):
        return utc_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _context(tx: Tx, speaker: Speaker) -> Context:
    return Context(tx=tx, catalogue=catalogue(), speaker=speaker, place=nowhere(), now=NOW, zone=SHANGHAI, sent_at=NOW)


def _timed(speaker: Speaker, work: Callable[[Context], Reply], tx: Tx) -> tuple[float, float]:
    context = _context(tx, speaker)
    began, own = time.perf_counter(), time.thread_time()
    reply = work(context)
    spent = time.perf_counter() - began, time.thread_time() - own
    if len(reply.lines) < 3:
        raise WrongOutput("the digest tells too little")
    return spent


def _unscanned(speaker: Speaker, work: Callable[[Context], Reply], tx: Tx, *, large: bool) -> None:
    """Runs it once, watched: SQLite explains each of its statements, PostgreSQL tells which tables it read whole."""
    context = _context(tx, speaker)
    if not tx.sqlite:
        if not large:
            tx.command("SET LOCAL enable_seqscan = off")
        before = _scans(tx)
        work(context)
        whole = [name for name, count in _scans(tx).items() if count > before.get(name, 0)]
    else:
        driver, said = raw(tx.connection), list[str]()
        driver.set_trace_callback(said.append)
        work(context)
        driver.set_trace_callback(None)
        plans = [row[3] for each in said for row in driver.execute(f"EXPLAIN QUERY PLAN {each}").fetchall()]
        whole = [plan for plan in plans if plan.partition("SCAN ")[2].split(" ")[0] in WATCHED]
    if whole:
        raise WrongOutput(f"read whole: {', '.join(sorted(set(whole)))}")


def _scans(tx: Tx) -> dict[str, int]:
    """How often PostgreSQL has read each table whole, as far as this connection has not reported it yet."""
    counted = tx.connection.exec_driver_sql("SELECT relname, seq_scan FROM pg_stat_xact_user_tables")
    return {name: count for name, count in counted if name in WATCHED}
