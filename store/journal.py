"""The journal: who did what, when, from which message; what can be taken back and what stands in the way."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.rows import BIND, Shape, W, many
from store.runs import ARGS, aad, stored
from store.schema import SPECS
from store.tables import Change, Execution, table
from store.undo import Undone, redo, undo

__all__ = [
    "ChangeRow",
    "ExecutionRow",
    "Message",
    "Undone",
    "args",
    "by_number",
    "changes",
    "get",
    "last_of",
    "last_undone",
    "of_group",
    "of_inbox",
    "of_row",
    "redo",
    "stored",
    "together",
    "undo",
    "undone_by",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class ExecutionRow:
    """A command that was carried out; it has a number if it wrote. state: done | refused | undone."""

    id: UUID
    number: int | None
    origin: str
    key: str
    ordinal: int
    name: str
    actor_id: UUID | None
    chat_id: UUID | None
    inbox_id: UUID | None
    group_id: UUID | None
    at: datetime
    state: str
    undoes: bool
    undone_by: UUID | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """What one message did: its executions that wrote, in order."""

    origin: str
    key: str
    executions: tuple[ExecutionRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeRow:
    """One row that was written: its changed columns before and after; None where there was, or is, no row."""

    execution_id: UUID
    position: int
    table: str
    row_id: UUID
    op: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


_SHAPE = Shape(ExecutionRow, Execution)
_C = _SHAPE.c
_GET = _SHAPE.select(_C.id == BIND("i"))
_BY_NUMBER = _SHAPE.select(_C.number == BIND("n"))
_OF_INBOX = _SHAPE.select(_C.inbox_id == BIND("i")).order_by(_C.id)
_OF_KEY = _SHAPE.select(
    _C.origin == BIND("o"), _C.key == BIND("k"), _C.number.is_not(None), _C.state == "done"
).order_by(_C.ordinal)
_OF_GROUP = _SHAPE.select(
    _C.group_id == BIND("g"), _C.group_id.is_not(None), _C.number.is_not(None), _C.state == "done"
).order_by(_C.number.desc())
_UNDONE_BY = _SHAPE.select(_C.undone_by.in_(many("ids"))).order_by(_C.id)
_RECENT = (
    sa.select(_C.origin, _C.key, sa.func.max(_C.number).label("last"))
    .where(
        _C.workspace_id == W,
        _C.actor_id == BIND("a"),
        _C.number.is_not(None),
        _C.state == "done",
        _C.undoes == BIND("undoing"),
        _C.origin.not_in(many("leave_out")),
    )
    .group_by(_C.origin, _C.key)
    .order_by(sa.desc("last"))
    .limit(BIND("limit"))
)
_RECENT_HERE = _RECENT.where(_C.chat_id == BIND("c"))
_CHANGE = table(Change).c
_CHANGES = (
    sa.select(_CHANGE.execution_id, _CHANGE.position, _CHANGE.table_name, _CHANGE.row_id, _CHANGE.op, _CHANGE.images)
    .join(_SHAPE.table, sa.and_(_C.workspace_id == _CHANGE.workspace_id, _C.id == _CHANGE.execution_id))
    .where(_CHANGE.workspace_id == W)
    .order_by(_C.number, _CHANGE.position)
)
_OF_EXECUTIONS = _CHANGES.where(_CHANGE.execution_id.in_(many("ids")))
_OF_ROW = _CHANGES.where(_CHANGE.row_id == BIND("r"), _CHANGE.table_name == BIND("t"))


def get(tx: Tx, workspace: UUID, id: UUID) -> ExecutionRow | None:
    """One execution."""
    return _SHAPE.one(tx, _GET, {"w": workspace, "i": id})


def by_number(tx: Tx, workspace: UUID, number: int) -> ExecutionRow | None:
    """The execution that people call 撤销 38."""
    return _SHAPE.one(tx, _BY_NUMBER, {"w": workspace, "n": number})


def of_inbox(tx: Tx, workspace: UUID, inbox_id: UUID) -> list[ExecutionRow]:
    """What a stored message did, refusals too, in order."""
    return _SHAPE.all(tx, _OF_INBOX, {"w": workspace, "i": inbox_id})


def of_group(tx: Tx, workspace: UUID, group: UUID) -> list[ExecutionRow]:
    """What was done in slices under one group and is still in force, latest first."""
    return _SHAPE.all(tx, _OF_GROUP, {"w": workspace, "g": group})


def last_of(
    tx: Tx,
    workspace: UUID,
    *,
    actor: UUID,
    chat_id: UUID | None = None,
    limit: int = 1,
    leave_out: Collection[str] = ("due",),
) -> list[Message]:
    """An actor's last messages that wrote something still in force, latest first; what only took back is passed over.

    A message that took back and wrote anew (a correction) comes whole. What came due (`leave_out`) is nobody's message.
    """
    return _recent(tx, workspace, actor, chat_id, limit, leave_out, undoing=False)


def last_undone(tx: Tx, workspace: UUID, *, actor: UUID, chat_id: UUID | None = None, limit: int = 1) -> list[Message]:
    """An actor's last messages that took something back and still stand, latest first: for 恢复."""
    return _recent(tx, workspace, actor, chat_id, limit, (), undoing=True)


def undone_by(tx: Tx, workspace: UUID, executions: Sequence[UUID]) -> list[ExecutionRow]:
    """What these executions had taken back, in order; it is in force again where they are taken back themselves."""
    return _SHAPE.all(tx, _UNDONE_BY, {"w": workspace, "ids": list(executions)})


def changes(tx: Tx, workspace: UUID, executions: Sequence[UUID]) -> list[ChangeRow]:
    """What these executions wrote, in order."""
    rows = tx.rows(_OF_EXECUTIONS, {"w": workspace, "ids": list(executions)})
    return [_change(tx, workspace, row) for row in rows]


def of_row(tx: Tx, workspace: UUID, table_name: str, row_id: UUID) -> list[ChangeRow]:
    """All that ever happened to a row, in order."""
    rows = tx.rows(_OF_ROW, {"w": workspace, "t": table_name, "r": row_id})
    return [_change(tx, workspace, row) for row in rows]


def args(tx: Tx, workspace: UUID, id: UUID) -> Any:
    """What an execution was asked to do, as JSON."""
    return _opened(tx, workspace, id, "args", ARGS)


def _recent(
    tx: Tx, workspace: UUID, actor: UUID, chat: UUID | None, limit: int, leave_out: Collection[str], *, undoing: bool
) -> list[Message]:
    at = {"w": workspace, "a": actor, "limit": limit, "undoing": undoing, "leave_out": list(leave_out)}
    statement = _RECENT if chat is None else _RECENT_HERE
    keys = tx.rows(statement, at if chat is None else {**at, "c": chat})
    found = []
    for origin, key, _ in keys:
        rows = _SHAPE.all(tx, _OF_KEY, {"w": workspace, "o": origin, "k": key})
        found.append(Message(origin=origin, key=key, executions=tuple(rows)))
    return found


def _opened(tx: Tx, workspace: UUID, id: UUID, column: str, bound: str) -> Any:
    statement = sa.select(_C[column]).where(_C.workspace_id == W, _C.id == BIND("i"))
    sealed = tx.scalar(statement, {"w": workspace, "i": id})
    return None if sealed is None else json.loads(tx.secrets.unseal(workspace, bound, bytes(sealed)))


def _change(tx: Tx, workspace: UUID, row: Any) -> ChangeRow:
    execution, position, name, row_id, op, images = row
    image = json.loads(tx.secrets.unseal(workspace, aad(name, row_id), bytes(images)))
    spec = SPECS[name]
    return ChangeRow(
        execution_id=execution,
        position=position,
        table=name,
        row_id=row_id,
        op=op,
        before=None if image["b"] is None else spec.decode(image["b"]),
        after=None if image["a"] is None else spec.decode(image["a"]),
    )


def together(tx: Tx, workspace: UUID, row: ExecutionRow) -> tuple[ExecutionRow, ...]:
    """All that the message of this execution did and that is still in force."""
    return tuple(_SHAPE.all(tx, _OF_KEY, {"w": workspace, "o": row.origin, "k": row.key}))
