"""Pauses: customers of which a member does not want to hear for a while (先不催)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from store.database import Tx
from store.rows import BIND, Shape, many
from store.tables import Pause


@dataclass(frozen=True, kw_only=True, slots=True)
class PauseRow:
    """A pause up to and with a day; the `times`th in a row."""

    id: UUID
    customer_id: UUID
    member_id: UUID
    until: date
    times: int
    created_at: datetime


_SHAPE = Shape(PauseRow, Pause)
_OF = _SHAPE.select(_SHAPE.c.member_id == BIND("m"), _SHAPE.c.customer_id.in_(many("ids")))

_ABOUT = _SHAPE.select(_SHAPE.c.customer_id == BIND("c"), _SHAPE.c.until >= BIND("day")).order_by(_SHAPE.c.until)


def of_customer(tx: Tx, workspace: UUID, customer: UUID, day: date) -> list[PauseRow]:
    """The pauses of a customer that last on this day."""
    return _SHAPE.all(tx, _ABOUT, {"w": workspace, "c": customer, "day": day})


def of_member(tx: Tx, workspace: UUID, member: UUID, customers: Sequence[UUID]) -> dict[UUID, PauseRow]:
    """A member's pauses of these customers, past ones too, by customer."""
    if not customers:
        return {}
    return {row.customer_id: row for row in _SHAPE.all(tx, _OF, {"w": workspace, "m": member, "ids": list(customers)})}
