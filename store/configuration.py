"""The configuration as versions: all that an admin shapes, whole, after every change of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from store import counters
from store.database import Tx
from store.ids import uuid7
from store.rows import BIND, Shape, W
from store.schema import SPECS, Spec
from store.tables import ConfigVersion, table
from store.types import canonical

if TYPE_CHECKING:
    from store.runs import Run, Written
    from store.unit import Unit

TABLES = ("setting", "team", "tag", "field", "policy", "digest", "calendar_day", "macro", "phrase")
"""The tables that are the configuration. People and their roles are not: going back must bring nobody back."""
_LEFT_OUT = frozenset({"workspace_id", "id", "created_at", "place", "earlier"})
"""Columns that are no decision: where a field's values stand follows from the changes of its type."""
_VERSION = table(ConfigVersion)
_INSERT = sa.insert(_VERSION)


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionRow:
    """v11: the command that made it, who and when; `state` is table → row id → columns."""

    id: UUID
    number: int
    execution_id: UUID
    name: str
    actor_id: UUID | None
    state: dict[str, dict[str, dict[str, Any]]]
    created_at: datetime


_SHAPE = Shape(VersionRow, ConfigVersion)
_C = _SHAPE.c
_LATEST = _SHAPE.select().order_by(_C.number.desc()).limit(BIND("limit")).offset(BIND("offset"))
_BY_NUMBER = _SHAPE.select(_C.number == BIND("n"))
_LAST = sa.select(_C.number).where(_C.workspace_id == W).order_by(_C.number.desc()).limit(1)


def history(tx: Tx, workspace: UUID, *, limit: int, offset: int = 0) -> list[VersionRow]:
    """The versions, latest first."""
    return _SHAPE.all(tx, _LATEST, {"w": workspace, "limit": limit, "offset": offset})


def by_number(tx: Tx, workspace: UUID, number: int) -> VersionRow | None:
    """v11."""
    return _SHAPE.one(tx, _BY_NUMBER, {"w": workspace, "n": number})


def last_number(tx: Tx, workspace: UUID) -> int:
    """The number of the latest version; 0 before the first."""
    return tx.scalar(_LAST, {"w": workspace}) or 0


def current(tx: Tx, workspace: UUID) -> dict[str, dict[str, dict[str, Any]]]:
    """The configuration as it is: table → row id → columns, JSON-ready."""
    state: dict[str, Any] = {}
    for name in TABLES:
        spec = SPECS[name]
        rows = tx.rows(_whole(spec), {"w": workspace})
        state[name] = {
            str(values["id"]): {column: values[column] for column in spec.kept if column not in _LEFT_OUT}
            for values in (dict(zip(spec.columns, row, strict=True)) for row in rows)
        }
    plain: dict[str, dict[str, dict[str, Any]]] = json.loads(canonical(state))
    return plain


def record(unit: Unit, run: Run, written: Sequence[Written]) -> None:
    """Writes a version if the execution has changed the configuration."""
    if not any(each.spec.name in TABLES for each in written):
        return
    run.version = counters.take(unit.tx, unit.workspace, {"config_version": 1})["config_version"]
    row = {
        "workspace_id": unit.workspace,
        "id": uuid7(),
        "number": run.version,
        "execution_id": run.id,
        "name": run.name,
        "actor_id": run.actor,
        "state": current(unit.tx, unit.workspace),
        "created_at": unit.now,
    }
    unit.tx.run(_INSERT, row)


_STATEMENTS: dict[str, Any] = {}


def _whole(spec: Spec) -> Any:
    statement = _STATEMENTS.get(spec.name)
    if statement is None:
        columns = [spec.table.c[name] for name in spec.columns]
        statement = sa.select(*columns).where(spec.table.c.workspace_id == W).order_by(spec.table.c.id)
        _STATEMENTS[spec.name] = statement
    return statement
