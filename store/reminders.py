"""Reminders. Their due rows follow them by themselves: see `store.derive`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from store.database import Tx
from store.rows import BIND, Shape, many
from store.tables import Reminder
from store.types import SealedWords


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderRow:
    """A reminder: `at` is the moment that was said, `day` the day if no hour was, `fire_at` when it goes out."""

    id: UUID
    number: int
    owner_id: UUID
    maker_id: UUID | None
    customer_id: UUID | None
    contact_id: UUID | None
    follow_up_id: UUID | None
    task_id: UUID | None
    text: SealedWords | None
    visit: bool
    audience: str
    chat_id: UUID | None
    at: datetime | None
    day: dt.date | None
    fire_at: datetime | None
    schedule: UUID | None
    repeat: str | None
    state: str
    fired_at: datetime | None
    snoozed_from: datetime | None
    done_at: datetime | None
    created_at: datetime


_SHAPE = Shape(ReminderRow, Reminder)
_C = _SHAPE.c
_SOONEST = (_C.fire_at, _C.id)
_GET = _SHAPE.select(_C.id == BIND("i"))
_BY_NUMBER = _SHAPE.select(_C.number == BIND("n"))
_OF_OWNER = (
    _SHAPE.select(_C.owner_id == BIND("o"), _C.state.in_(many("states"))).order_by(*_SOONEST).limit(BIND("limit"))
)
_UNTIL = _SHAPE.select(_C.owner_id == BIND("o"), _C.state == "open", _C.fire_at < BIND("until")).order_by(*_SOONEST)
_LAPSED = (_C.owner_id == BIND("o"), _C.state == "fired", _C.fire_at >= BIND("since"), _C.fire_at < BIND("until"))
_FIRED = _SHAPE.select(*_LAPSED).order_by(*_SOONEST)
_VISITS = _SHAPE.select(_C.customer_id == BIND("c"), _C.visit, _C.state == "open").order_by(_C.id)
_VISITS_OF = _SHAPE.select(_C.owner_id == BIND("o"), _C.state == "open", _C.visit).order_by(*_SOONEST)
_OF_CUSTOMERS = _SHAPE.select(_C.customer_id.in_(many("ids")), _C.state == "open").order_by(*_SOONEST)


def get(tx: Tx, workspace: UUID, id: UUID) -> ReminderRow | None:
    """One reminder, in any state."""
    return _SHAPE.one(tx, _GET, {"w": workspace, "i": id})


def by_number(tx: Tx, workspace: UUID, number: int) -> ReminderRow | None:
    """The reminder with people's number."""
    return _SHAPE.one(tx, _BY_NUMBER, {"w": workspace, "n": number})


def of_owner(
    tx: Tx, workspace: UUID, owner: UUID, *, states: Sequence[str] = ("open", "fired"), limit: int = 100
) -> list[ReminderRow]:
    """What a member is to be reminded of, soonest first."""
    return _SHAPE.all(tx, _OF_OWNER, {"w": workspace, "o": owner, "states": list(states), "limit": limit})


def of_customers(tx: Tx, workspace: UUID, customers: Sequence[UUID]) -> list[ReminderRow]:
    """Open reminders about these customers, soonest first."""
    return _SHAPE.all(tx, _OF_CUSTOMERS, {"w": workspace, "ids": list(customers)})


def open_until(tx: Tx, workspace: UUID, owner: UUID, until: datetime) -> list[ReminderRow]:
    """A member's reminders that are still to come before this moment, or should have come, soonest first."""
    return _SHAPE.all(tx, _UNTIL, {"w": workspace, "o": owner, "until": until})


def lapsed(tx: Tx, workspace: UUID, owner: UUID, since: datetime, until: datetime) -> list[ReminderRow]:
    """What a member was reminded of for a time in [since, until) and has not ticked off, soonest first."""
    return _SHAPE.all(tx, _FIRED, {"w": workspace, "o": owner, "since": since, "until": until})


def visits(tx: Tx, workspace: UUID, customer: UUID) -> list[ReminderRow]:
    """The regular visits of a customer that go on."""
    return _SHAPE.all(tx, _VISITS, {"w": workspace, "c": customer})


def visits_of(tx: Tx, workspace: UUID, owner: UUID) -> list[ReminderRow]:
    """A member's regular visits that go on, soonest first."""
    return _SHAPE.all(tx, _VISITS_OF, {"w": workspace, "o": owner})
