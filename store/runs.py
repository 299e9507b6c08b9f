"""Executions as they are written: one row, and one change for each row that it wrote."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from store import upsert
from store.database import Tx
from store.errors import Conflict, Duplicate
from store.ids import uuid7
from store.rows import BIND, W, many
from store.schema import Spec
from store.tables import REVISION, Change, Execution, table
from store.types import canonical

if TYPE_CHECKING:
    from store.unit import Unit

ARGS, RESULT = "execution.args", "execution.result"


@dataclass(kw_only=True, slots=True)
class Run:
    """An execution that is under way: set `result` (JSON) and `state`; `number` is there after it has ended.

    `version` is that of the configuration, if it has changed it.
    """

    name: str
    origin: str
    key: str
    ordinal: int
    actor: UUID | None
    args: Mapping[str, Any]
    inbox_id: UUID | None = None
    chat_id: UUID | None = None
    group_id: UUID | None = None
    id: UUID = field(default_factory=uuid7)
    state: str = "done"
    result: Any = None
    number: int | None = None
    undoes: bool = False
    undid: list[UUID] = field(default_factory=list)
    version: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A row as it was and as it is."""

    spec: Spec
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


_E = table(Execution)
_INSERT = upsert.ignoring(_E, "workspace_id", "origin", "key", "ordinal")
_INSERT_CHANGES = sa.insert(table(Change))
_STORED = sa.select(_E.c.id, _E.c.args_digest, _E.c.result, _E.c.state).where(
    _E.c.workspace_id == W, _E.c.origin == BIND("o"), _E.c.key == BIND("k"), _E.c.ordinal == BIND("n")
)
_MARK = (
    sa.update(_E).where(_E.c.workspace_id == W, _E.c.id.in_(many("ids"))).values(state="undone", undone_by=BIND("by"))
)
_CHAINED = sa.select(_E.c.id, _E.c.state).where(_E.c.workspace_id == W, _E.c.undone_by.in_(many("ids")))
_FLIP = sa.update(_E).where(_E.c.workspace_id == W, _E.c.id.in_(many("ids"))).values(state=BIND("is_now"))


def insert(unit: Unit, run: Run) -> None:
    """Write the execution; raises Duplicate or Conflict if it is there already."""
    tx, workspace = unit.tx, unit.workspace
    args = canonical(run.args)
    row = {
        "workspace_id": workspace,
        "id": run.id,
        "number": run.number,
        "origin": run.origin,
        "key": run.key,
        "ordinal": run.ordinal,
        "name": run.name,
        "actor_id": run.actor,
        "chat_id": run.chat_id,
        "inbox_id": run.inbox_id,
        "group_id": run.group_id,
        "at": unit.now,
        "state": run.state,
        "undoes": run.undoes,
        "args": tx.secrets.seal(workspace, ARGS, args),
        "args_digest": _digest(tx, workspace, run.name, args),
        "result": None if run.result is None else tx.secrets.seal(workspace, RESULT, canonical(run.result)),
        "undone_by": None,
    }
    if tx.run(_INSERT, row) != 1:
        stored(tx, workspace, origin=run.origin, key=run.key, ordinal=run.ordinal, name=run.name, args=run.args)
        raise AssertionError("stored raises, for the row is there")


def insert_changes(unit: Unit, run: Run, written: Sequence[Written]) -> None:
    """Write what the execution changed, and mark what it has undone."""
    if written:
        subjects = (each.spec.subject_of(each.after or each.before or {}) for each in written if each.spec.subject)
        unit.tx.secrets.expect(unit.workspace, subjects)
        rows = [_change(unit, run, position, each) for position, each in enumerate(written)]
        unit.tx.run(_INSERT_CHANGES, rows)
    if run.undid:
        _mark(unit, run)


def stored(tx: Tx, workspace: UUID, *, origin: str, key: str, ordinal: int, name: str, args: Mapping[str, Any]) -> None:
    """Raise Duplicate with the first result if this was executed before, Conflict if it was with other args."""
    row = tx.first(_STORED, {"w": workspace, "o": origin, "k": key, "n": ordinal})
    if row is None:
        return
    if bytes(row[1]) != _digest(tx, workspace, name, canonical(args)):
        raise Conflict("execution", row[0], reason="key")
    result = None if row[2] is None else json.loads(tx.secrets.unseal(workspace, RESULT, bytes(row[2])))
    raise Duplicate(row[0], result, row[3])


def _digest(tx: Tx, workspace: UUID, name: str, args: bytes) -> bytes:
    return tx.secrets.digest(workspace, "execution.args", name.encode() + b"\0" + args)


def _change(unit: Unit, run: Run, position: int, written: Written) -> dict[str, Any]:
    spec, before, after = written.spec, written.before, written.after
    whole = after or before or {}
    if before is not None and after is not None:
        names = [name for name in spec.kept if before[name] != after[name]]
    else:
        names = [name for name in spec.kept if whole[name] is not None]
    image = {
        "r": REVISION,
        "b": None if before is None else {name: before[name] for name in names},
        "a": None if after is None else {name: after[name] for name in names},
    }
    row_id: UUID = whole["id"]
    return {
        "workspace_id": unit.workspace,
        "execution_id": run.id,
        "position": position,
        "table_name": spec.name,
        "row_id": row_id,
        "op": "insert" if before is None else "delete" if after is None else "update",
        "images": unit.tx.secrets.seal(
            unit.workspace, aad(spec.name, row_id), canonical(image), subject=spec.subject_of(whole)
        ),
    }


def aad(table_name: str, row_id: UUID) -> str:
    """What the images of a row's changes are bound to."""
    return f"change.{table_name}.{row_id}"


def _mark(unit: Unit, run: Run) -> None:
    """Mark what was undone. What that had undone itself counts again, and so on down the chain."""
    at: dict[str, Any] = {"w": unit.workspace}
    unit.tx.run(_MARK, {**at, "ids": run.undid, "by": run.id})
    turned = run.undid
    while turned:
        chained = unit.tx.rows(_CHAINED, {**at, "ids": turned})
        for state, other in (("undone", "done"), ("done", "undone")):
            ids = [row[0] for row in chained if row[1] == state]
            if ids:
                unit.tx.run(_FLIP, {**at, "ids": ids, "is_now": other})
        turned = [row[0] for row in chained]
