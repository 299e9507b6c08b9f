"""Tasks: what one member asked another to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from store.database import Tx
from store.rows import BIND, Shape, many
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
_BY_NUMBER = _SHAPE.select(_C.number == BIND("n"))
_OF_ASSIGNEE = (
    _SHAPE.select(_C.assignee_id == BIND("m"), _C.state.in_(many("states"))).order_by(_C.id).limit(BIND("limit"))
)
_OF_MAKER = _SHAPE.select(_C.maker_id == BIND("m"), _C.state.in_(many("states"))).order_by(_C.id).limit(BIND("limit"))


def get(tx: Tx, workspace: UUID, id: UUID) -> TaskRow | None:
    """One task."""
    return _SHAPE.one(tx, _GET, {"w": workspace, "i": id})


def by_number(tx: Tx, workspace: UUID, number: int) -> TaskRow | None:
    """The task with people's number."""
    return _SHAPE.one(tx, _BY_NUMBER, {"w": workspace, "n": number})


def of_assignee(
    tx: Tx, workspace: UUID, member: UUID, *, states: Sequence[str] = ("open",), limit: int = 100
) -> list[TaskRow]:
    """What a member is to do, oldest first."""
    return _SHAPE.all(tx, _OF_ASSIGNEE, {"w": workspace, "m": member, "states": list(states), "limit": limit})


def of_maker(
    tx: Tx, workspace: UUID, member: UUID, *, states: Sequence[str] = ("open",), limit: int = 100
) -> list[TaskRow]:
    """What a member asked of others, oldest first."""
    return _SHAPE.all(tx, _OF_MAKER, {"w": workspace, "m": member, "states": list(states), "limit": limit})
