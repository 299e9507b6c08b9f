"""Tasks: what one member asked another to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from store.database import Tx
from store.rows import BIND, Shape
from store.tables import Task
from store.types import SealedWords


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskRow:
    """A task; `due_at` with an hour, or `due_day` without one."""

    id: UUID
    number: int
    maker_id: UUID | None
    assignee_id: UUID
    customer_id: UUID | None
    text: SealedWords | None
    due_at: datetime | None
    due_day: dt.date | None
    state: str
    acknowledged_at: datetime | None
    done_at: datetime | None
    created_at: datetime


_SHAPE = Shape(TaskRow, Task)
_C = _SHAPE.c
_GET = _SHAPE.select(_C.id == BIND("i"))
_UNSEEN = (
    _C.state == "open",
    _C.acknowledged_at.is_(None),
    _C.maker_id != _C.assignee_id,
    _C.created_at < BIND("before"),
)
_UNSEEN_BY = _SHAPE.select(_C.assignee_id == BIND("m"), *_UNSEEN).order_by(_C.id)
_UNSEEN_FROM = _SHAPE.select(_C.maker_id == BIND("m"), *_UNSEEN).order_by(_C.id)


def get(tx: Tx, workspace: UUID, id: UUID) -> TaskRow | None:
    """One task."""
    return _SHAPE.one(tx, _GET, {"w": workspace, "i": id})


def unseen_by(tx: Tx, workspace: UUID, assignee: UUID, before: datetime) -> list[TaskRow]:
    """Open tasks that a colleague gave this member before a moment and that were not acknowledged, oldest first."""
    return _SHAPE.all(tx, _UNSEEN_BY, {"w": workspace, "m": assignee, "before": before})


def unseen_from(tx: Tx, workspace: UUID, maker: UUID, before: datetime) -> list[TaskRow]:
    """Open tasks that this member gave before a moment and that were not acknowledged, oldest first."""
    return _SHAPE.all(tx, _UNSEEN_FROM, {"w": workspace, "m": maker, "before": before})
