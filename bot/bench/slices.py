"""Work in slices on very many customers: how long each of its transactions takes; and a search by an own field."""

import gc
import json
import platform
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from bot.bench.figures import barred, quantile
from bot.bench.real import NOW, WrongOutput
from commands.admins.class_rename import RenameInClass
from commands.admins.field_retype import RetypeField
from commands.admins.leaving import HandOver
from commands.admins.member_move import MoveMember
from commands.context import Context
from commands.conversation import Conversation
from commands.execute import Origin, execute
from commands.naming import naming, sealing
from commands.people import nowhere
from commands.reps.undo import Undo
from commands.rights import Speaker
from commands.subjects import catalogue
from store import customers, due, settings, workspaces
from store.customers import Filters, Scope
from store.database import Database, Tx, open_database
from store.field_values import FieldIs
from store.keyfile import KeyFile
from store.migrations import migrate
from store.secrets import Secrets
from store.tables import Customer, FieldDefinition, Member, Team
from store.unit import Unit

LONGEST: Final = 0.2  # seconds that one transaction may take
SEARCH: Final = 0.2
AT_ONCE: Final = 1000  # customers written in one transaction while the world is made
SHANGHAI: Final = ZoneInfo("Asia/Shanghai")


@dataclass(kw_only=True, slots=True)
class World:
    """Who is there: an admin who orders, a rep who has half of all customers, one who takes them, two teams."""

    speaker: Speaker
    owner: UUID
    taker: UUID
    budget: UUID
    spent: list[tuple[float, float]] = field(default_factory=list)


def report(*, total: int, folder: Path | None, url: str | None) -> str:
    """The benchmark's result as JSON."""
    with TemporaryDirectory(prefix="genjin-bench-", dir=folder) as made:
        address = url or f"sqlite:///{Path(made) / 'genjin.db'}"
        migrate(address)
        secrets = Secrets(KeyFile.open(Path(made) / "keys.json"))
        with closing(open_database(address, secrets, naming=naming, sealing=sealing)) as database:
            told = measured(database, total=total)
    return json.dumps({"python": platform.python_version(), **told}, ensure_ascii=False, indent=2)


def measured(database: Database, *, total: int) -> dict[str, Any]:
    """The longest transaction of each kind of work and of its undoing; raises WrongOutput where not all was done."""
    world = database.write(_people).result()
    for start in range(0, total, AT_ONCE):
        database.write(partial(_customers, world=world, rows=range(start, min(total, start + AT_ONCE)))).result()
    database.write(lambda tx: tx.connection.exec_driver_sql("ANALYZE").close()).result()
    gc.collect()
    gc.freeze()  # as the running program does once it has started
    conversation = Conversation(catalogue(), clock=lambda: NOW)
    told: dict[str, Any] = {"database": database.dialect, "customers": total}
    for name, command in (
        ("rename_a_source", RenameInClass(kind="sources", old="展会", new="线下展会")),
        ("retype_a_field", RetypeField(field="预算", type="数字")),
        ("hand_over", HandOver(member=world.owner, to=world.taker)),
        ("move_to_a_team", MoveMember(member=world.owner, team="华南组", along="along")),
    ):
        execution = _ordered(database, world, command)
        told[name] = _told(database, world, conversation)
        _ordered(database, world, Undo(executions=(execution,)))
        told[f"undo_{name}"] = _told(database, world, conversation)
    told["search_by_a_field"] = _search(database, world)
    return told


def _ordered(database: Database, world: World, command: Any) -> UUID:
    """Carries a command out, as one transaction; its execution."""

    def work(tx: Tx) -> UUID:
        began = time.thread_time()
        outcome = execute(command, _context(tx, world), Origin(kind="bench", key=uuid4().hex), 0)
        if outcome.execution is None:
            raise WrongOutput(f"{type(command).__name__} wrote nothing")
        spent.append(time.thread_time() - began)
        return outcome.execution

    spent: list[float] = []
    began = time.perf_counter()
    execution = database.write(work).result()
    world.spent.append((time.perf_counter() - began, spent[-1]))
    return execution


def _context(tx: Tx, world: World) -> Context:
    unit = Unit(tx, workspace=world.speaker.workspace, now=NOW)
    return Context(
        tx=tx,
        catalogue=catalogue(),
        speaker=world.speaker,
        place=nowhere(),
        now=NOW,
        zone=SHANGHAI,
        sent_at=NOW,
        writer=unit,
    )


def _told(database: Database, world: World, conversation: Conversation) -> dict[str, Any]:
    """Lets the work go on to its end, and tells of all its transactions."""
    while _one(database, world, conversation):
        pass
    wall, own = zip(*world.spent, strict=True)
    world.spent.clear()
    return {
        "transactions": len(wall),
        "median": round(quantile(wall, 0.5), 3),
        "p99": round(quantile(wall, 0.99), 3),
        "processor_median": round(quantile(own, 0.5), 3),
        "processor_longest": round(max(own), 3),
        **barred(max(wall), LONGEST),
    }


def _one(database: Database, world: World, conversation: Conversation) -> bool:
    """Fires the next due row in a transaction of its own; whether there was one."""
    spent: list[float] = []

    def fire(tx: Tx) -> bool:
        began = time.thread_time()
        rows = due.claim(tx, NOW, 1)
        for row in rows:
            conversation.fire(tx, row)
            due.done(tx, row)
        spent.append(time.thread_time() - began)
        return bool(rows)

    began = time.perf_counter()
    fired = database.write(fire).result()
    if fired:
        world.spent.append((time.perf_counter() - began, spent[-1]))
    return fired


def _search(database: Database, world: World) -> dict[str, Any]:
    """A page and the number of customers whose field is above a value, for who sees all."""
    condition = FieldIs(key=world.budget.hex, sign=">", value=500_000_00)
    scope = Scope(workspace=world.speaker.workspace, member=world.speaker.id, all=True)
    spent = []
    for _ in range(9):
        began = time.perf_counter()
        found = database.read(lambda tx: customers.find(tx, scope, Filters(fields=(condition,))))
        spent.append(time.perf_counter() - began)
    return {"found": found.total, **barred(quantile(spent, 0.5), SEARCH)}


def _people(tx: Tx) -> World:
    """An empty workspace with its people."""
    workspace = workspaces.create(tx, name="测速", now=NOW)
    with _writing(tx, workspace) as unit:
        settings.put(unit, "sources", ["展会", "转介绍"])
        east = unit.add(Team, name="华东组").id
        unit.add(Team, name="华南组")
        admin = unit.add(Member, name="管理员", role="admin", team_id=None)
        owner, taker = (unit.add(Member, name=name, role="rep", team_id=east) for name in ("王强", "李娜"))
        budget = unit.add(FieldDefinition, name="预算", kind="amount", position=1)
    speaker = Speaker(workspace=workspace, id=admin.id, name="管理员", role="admin", team_id=None)
    return World(speaker=speaker, owner=owner.id, taker=taker.id, budget=budget.id)


@contextmanager
def _writing(tx: Tx, workspace: UUID) -> Iterator[Unit]:
    """One execution of the bench's own."""
    unit = Unit(tx, workspace=workspace, now=NOW)
    with unit.execution(name="bench", origin="bench", key=uuid4().hex, ordinal=0, actor=None, args={}):
        yield unit


def _customers(tx: Tx, *, world: World, rows: range) -> None:
    """Half of them are the owner's; three in four have the source, one in two a budget."""
    with _writing(tx, world.speaker.workspace) as unit:
        for each in rows:
            unit.add(
                Customer,
                name=f"测速{each}号公司",
                owner_id=world.owner if each % 2 else None,
                source="展会" if each % 4 else "转介绍",
                fields={world.budget.hex: each % 100 * 1_000_000} if each % 2 else {},
            )
