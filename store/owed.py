"""What is owed to customers and colleagues: reminders and tasks that came due, and those that nobody has done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.measures import Among
from store.rows import BIND, Listed, W, fixed
from store.tables import Customer, Reminder, Task, table
from store.types import SealedWords


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """A reminder or a task that is or was due; `day` where it has no hour."""

    id: UUID
    member_id: UUID
    customer_id: UUID | None
    at: datetime | None
    day: dt.date | None
    text: SealedWords | None


_C, _R, _T = table(Customer).c, table(Reminder).c, table(Task).c
_REMINDER = (_R.id, _R.owner_id, _R.customer_id, _R.fire_at, sa.null(), _R.text)
_TASK = (_T.id, _T.assignee_id, _T.customer_id, _T.due_at, _T.due_day, _T.text)
_LIVE = _C.deleted_at.is_(None)
_STANDS = (_R.workspace_id == W, _R.task_id.is_(None))


def _holds(of: Any, *what: Any) -> sa.ScalarSelect[Any]:
    """Whether this holds of the customer of a reminder or a task; looked up for each of them."""
    found = sa.select(sa.and_(*what)).where(_C.workspace_id == of.workspace_id, _C.id == of.customer_id)
    return found.correlate(table(Reminder), table(Task)).scalar_subquery()


_DUE = Listed(
    _R.owner_id,
    lambda theirs: (
        sa.select(*_REMINDER)
        .where(
            theirs,
            *_STANDS,
            _R.state.in_([fixed("open"), fixed("fired"), fixed("done")]),
            _R.fire_at >= BIND("since"),
            _R.fire_at < BIND("until"),
            _R.repeat.is_(None),
            _holds(_R, _LIVE),
        )
        .order_by(_R.fire_at, _R.id)
    ),
)
_UNTOUCHED = sa.or_(_C.last_follow_up_at.is_(None), _C.last_follow_up_at < _R.fire_at)
_LATE = Listed(
    _R.owner_id,
    lambda theirs: (
        sa.select(*_REMINDER)
        .where(
            theirs,
            *_STANDS,
            _R.state.in_([fixed("open"), fixed("fired")]),
            _R.fire_at < BIND("before"),
            sa.or_(_R.customer_id.is_(None), _holds(_R, _LIVE, _UNTOUCHED)),
        )
        .order_by(_R.fire_at, _R.id)
    ),
)
_LATE_TASKS = Listed(
    _T.assignee_id,
    lambda theirs: (
        sa.select(*_TASK)
        .where(
            theirs,
            _T.workspace_id == W,
            _T.state == fixed("open"),
            sa.or_(_T.due_at < BIND("before"), _T.due_day < BIND("day")),
            sa.or_(_T.customer_id.is_(None), _holds(_T, _LIVE)),
        )
        .order_by(_T.id)
    ),
)


def due(tx: Tx, among: Among) -> list[Owed]:
    """Reminders about customers whose time came then, done or not; those that come again and again left out."""
    return [_owed(values) for values in _DUE.rows(tx, among.members, among.at)]


def overdue(tx: Tx, workspace: UUID, members: Sequence[UUID], before: datetime, day: dt.date) -> list[Owed]:
    """What was due before this day and is still open; a reminder only while its customer was not followed up since."""
    at = {"w": workspace, "before": before}
    late = [_owed(values) for values in _LATE.rows(tx, members, at)]
    return late + [_owed(values) for values in _LATE_TASKS.rows(tx, members, {**at, "day": day})]


def _owed(values: Sequence[Any]) -> Owed:
    id, member, customer, at, day, text = values
    return Owed(id=id, member_id=member, customer_id=customer, at=at, day=day, text=text)
