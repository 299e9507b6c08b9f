"""Days that an admin changed, and members' leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from store.database import Tx
from store.rows import BIND, Shape
from store.tables import CalendarDay, Leave


@dataclass(frozen=True, kw_only=True, slots=True)
class DayRow:
    """A day of the workspace's own calendar."""

    id: UUID
    day: date
    workday: bool
    name: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaveRow:
    """A member's days away, the first and the last included."""

    id: UUID
    member_id: UUID
    first: date
    last: date


_DAYS = Shape(DayRow, CalendarDay)
_ALL_DAYS = _DAYS.select().order_by(_DAYS.c.day)
_LEAVES = Shape(LeaveRow, Leave)
_FROM = _LEAVES.select(_LEAVES.c.last >= BIND("day")).order_by(_LEAVES.c.first, _LEAVES.c.id)


def days(tx: Tx, workspace: UUID) -> list[DayRow]:
    """The days that the workspace changed, in order."""
    return _DAYS.all(tx, _ALL_DAYS, {"w": workspace})


def leaves(tx: Tx, workspace: UUID, day: date) -> list[LeaveRow]:
    """Leave that ends on this day or later."""
    return _LEAVES.all(tx, _FROM, {"w": workspace, "day": day})
