"""A small workspace for the store's tests: two members, a group, two customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store import workspaces
from store.database import Database, Tx
from store.runs import Run
from store.tables import Chat, Contact, Customer, Due, Member, Team, table
from store.unit import Unit

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
_keys = count(1)


@dataclass(frozen=True, kw_only=True)
class World:
    """What every test may use."""

    id: UUID
    team: UUID
    lina: UUID
    wang: UUID
    chat: UUID
    yuntu: UUID
    huaxing: UUID
    wu: UUID


def build(database: Database) -> World:
    """Write it."""

    def work(tx: Tx) -> World:
        id = workspaces.create(tx, name="华东", now=NOW)
        unit = Unit(tx, workspace=id, now=NOW)
        with execute(unit, "seed", origin="seed"):
            team = unit.add(Team, name="华东一组")
            lina = unit.add(Member, name="李娜", team_id=team.id, aliases=["娜姐"])
            wang = unit.add(Member, name="王强", team_id=team.id)
            chat = unit.add(Chat, platform="web", app="demo", external="group", team_id=team.id)
            yuntu = unit.add(Customer, name="云图数据", owner_id=lina.id, team_id=team.id)
            huaxing = unit.add(Customer, name="华星科技", owner_id=wang.id, team_id=team.id)
            wu = unit.add(Contact, name="吴昊", customer_id=yuntu.id, title="CTO")
        tx.connection.execute(sa.delete(table(Due)))  # what lays out the day is not of these tests
        return World(
            id=id,
            team=team.id,
            lina=lina.id,
            wang=wang.id,
            chat=chat.id,
            yuntu=yuntu.id,
            huaxing=huaxing.id,
            wu=wu.id,
        )

    return database.write(work).result()


def execute(unit: Unit, name: str = "test", **over: Any) -> Any:
    """An execution with a key of its own."""
    given: dict[str, Any] = {"origin": "chat", "key": f"k{next(_keys)}", "ordinal": 0, "actor": None, "args": {}}
    return unit.execution(name=name, **(given | over))


def act(database: Database, world: World, do: Any, **over: Any) -> Run:
    """Run `do(unit)` as one execution in one transaction; the run, whose result is what `do` returned."""

    def work(tx: Tx) -> Run:
        unit = Unit(tx, workspace=world.id, now=over.get("now", NOW))
        with execute(unit, **{key: value for key, value in over.items() if key != "now"}) as run:
            run.result = do(unit)
        made: Run = run
        return made

    return database.write(work).result()


def rows(database: Database, sql: str) -> list[Any]:
    """What a query finds, as plain tuples."""
    return database.read(lambda tx: [tuple(row) for row in tx.connection.exec_driver_sql(sql)])


def how_many(database: Database, what: str) -> int:
    """How many rows there are of a table, or of what else may follow FROM."""
    [(found,)] = rows(database, f"SELECT count(*) FROM {what}")
    return int(found)
