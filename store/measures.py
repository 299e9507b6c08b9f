"""What numbers are counted from: follow-ups and customers of some members in some time.

Every query goes over an index that begins with the members (or the customers) it is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.rows import BIND, Listed, Shape, W
from store.tables import Customer, FollowUp, Member, Reminder, table
from store.types import SealedWords


@dataclass(frozen=True, kw_only=True, slots=True)
class Among:
    """These members, from one moment up to another (which is left out)."""

    workspace: UUID
    members: tuple[UUID, ...]
    since: datetime
    until: datetime

    @property
    def at(self) -> dict[str, Any]:
        """The values that a statement takes."""
        return {"w": self.workspace, "since": self.since, "until": self.until}


@dataclass(frozen=True, kw_only=True, slots=True)
class Noted:
    """A follow-up as far as it is counted and listed, with its customer's name and short name."""

    id: UUID
    customer_id: UUID
    author_id: UUID
    method: str | None
    at: datetime
    note: SealedWords | None
    files: int | None
    name: str
    short: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A customer and its owner."""

    id: UUID
    owner_id: UUID
    team_id: UUID | None
    short: str
    created_at: datetime


_F, _C, _R = table(FollowUp).c, table(Customer).c, table(Reminder).c
_M = table(Member).c
_MADE = Shape(Made, Customer)
_NAMES = tuple(each.name for each in fields(Noted))
_VALID = (_F.workspace_id == W, _F.voided_at.is_(None))
_IN_TIME = (_F.at >= BIND("since"), _F.at < BIND("until"))
_LIVE = (_C.workspace_id == W, _C.deleted_at.is_(None))


def _of_customer(value: Any, *where: Any) -> sa.ScalarSelect[Any]:
    """A value of the follow-up's customer; looked up for each, where a join might read all customers."""
    found = sa.select(value).where(_C.workspace_id == _F.workspace_id, _C.id == _F.customer_id, *where)
    return found.correlate(table(FollowUp)).scalar_subquery()


def _noted(*where: Any) -> sa.Select[Any]:
    """Follow-ups for which all this holds, latest first."""
    columns = (_F.id, _F.customer_id, _F.author_id, _F.method, _F.at, _F.note, _F.files)
    called = (_of_customer(_C.name), _of_customer(_C.short))
    found = sa.select(*columns, *called).where(*_VALID, *_IN_TIME, *where)
    return found.order_by(_F.at.desc(), _F.id.desc())


def _notes(rows: Sequence[Any]) -> list[Noted]:
    return [Noted(**dict(zip(_NAMES, values, strict=True))) for values in rows]


_BY = Listed(
    _F.author_id,
    lambda theirs: sa.select(_F.author_id, sa.func.count()).where(theirs, *_VALID, *_IN_TIME).group_by(_F.author_id),
)
_WHOM = Listed(
    _F.author_id,
    lambda theirs: sa.select(_F.author_id, _F.customer_id).where(theirs, *_VALID, *_IN_TIME).distinct(),
)
_OWN = Listed(
    _F.author_id,
    lambda theirs: (
        sa.select(_F.author_id, _F.customer_id)
        .where(theirs, *_VALID, *_IN_TIME, _of_customer(_C.owner_id, _C.deleted_at.is_(None)) == _F.author_id)
        .distinct()
    ),
)
_NOTES = Listed(_F.author_id, lambda theirs: _noted(theirs))
_PAGE = Listed(_F.author_id, lambda theirs: _noted(theirs).limit(BIND("limit")).offset(BIND("offset")))
_REMINDED = (
    sa.exists()
    .where(
        _R.workspace_id == _F.workspace_id,
        _R.customer_id == _F.customer_id,
        _R.fire_at > _F.at,
        _R.state != "cancelled",
    )
    .correlate(table(FollowUp))
)
_NO_NEXT = Listed(_F.author_id, lambda theirs: _noted(theirs, _F.next_at.is_(None), _F.next_text.is_(None), ~_REMINDED))
_WITH = Listed(
    _F.customer_id, lambda these: sa.select(_F.customer_id, _F.at).where(these, *_VALID, *_IN_TIME).order_by(_F.at)
)
_NEW = Listed(
    _C.owner_id,
    lambda theirs: _MADE.select(
        theirs, _C.deleted_at.is_(None), _C.created_at >= BIND("since"), _C.created_at < BIND("until")
    ).order_by(_C.created_at.desc(), _C.id.desc()),
)
_OWNED = Listed(
    _C.owner_id,
    lambda theirs: sa.select(_C.owner_id, sa.func.count()).where(theirs, *_LIVE).group_by(_C.owner_id),
)
_OWNED_PAGE = Listed(
    _C.owner_id,
    lambda theirs: (
        _MADE.select(theirs, _C.deleted_at.is_(None))
        .order_by(_C.idle_since, _C.id)
        .limit(BIND("limit"))
        .offset(BIND("offset"))
    ),
)
_LAST = (
    sa.select(_F.at)
    .where(*_VALID, _F.author_id == _M.id, _F.at < BIND("until"))
    .order_by(_F.at.desc())
    .limit(1)
    .correlate(table(Member))
    .scalar_subquery()
)
_LASTS = Listed(_M.id, lambda these: sa.select(_M.id, _M.created_at, _LAST).where(these, _M.workspace_id == W))


def followed_up(tx: Tx, among: Among) -> dict[UUID, int]:
    """How many follow-ups each wrote."""
    return {row[0]: row[1] for row in _BY.rows(tx, among.members, among.at)}


def customers_met(tx: Tx, among: Among) -> list[tuple[UUID, UUID]]:
    """Who followed up which customer, each pair once."""
    return [(row[0], row[1]) for row in _WHOM.rows(tx, among.members, among.at)]


def own_met(tx: Tx, among: Among) -> list[tuple[UUID, UUID]]:
    """Who followed up which of their own customers, each once."""
    return [(row[0], row[1]) for row in _OWN.rows(tx, among.members, among.at)]


def notes(tx: Tx, among: Among) -> list[Noted]:
    """The follow-ups themselves, latest first."""
    return _notes(_NOTES.rows(tx, among.members, among.at))


def notes_page(tx: Tx, among: Among, *, limit: int, offset: int) -> list[Noted]:
    """Some of them."""
    return _notes(_PAGE.rows(tx, among.members, {**among.at, "limit": limit, "offset": offset}))


def without_next(tx: Tx, among: Among) -> list[Noted]:
    """Those after which nothing is planned with the customer: no next step, no later reminder."""
    return _notes(_NO_NEXT.rows(tx, among.members, among.at))


def moments(
    tx: Tx, workspace: UUID, customers: Collection[UUID], since: datetime, until: datetime
) -> dict[UUID, list[datetime]]:
    """When anybody followed up these customers, in order."""
    found: dict[UUID, list[datetime]] = defaultdict(list)
    at = {"w": workspace, "since": since, "until": until}
    for customer, moment in _WITH.rows(tx, sorted(customers), at):
        found[customer].append(moment)
    return found


def made(tx: Tx, among: Among) -> list[Made]:
    """The customers of these owners that are new, latest first."""
    return [_MADE.make(values) for values in _NEW.rows(tx, among.members, among.at)]


def owned(tx: Tx, workspace: UUID, members: Sequence[UUID]) -> dict[UUID, int]:
    """How many customers each has now."""
    return {row[0]: row[1] for row in _OWNED.rows(tx, members, {"w": workspace})}


def owned_page(tx: Tx, workspace: UUID, members: Sequence[UUID], *, limit: int, offset: int) -> list[Made]:
    """Some of these customers, those longest idle first."""
    at = {"w": workspace, "limit": limit, "offset": offset}
    return [_MADE.make(values) for values in _OWNED_PAGE.rows(tx, members, at)]


def last_entries(
    tx: Tx, workspace: UUID, members: Sequence[UUID], until: datetime
) -> dict[UUID, tuple[datetime, datetime | None]]:
    """For each member since when they are here, and their last follow-up before a moment."""
    rows = _LASTS.rows(tx, members, {"w": workspace, "until": until})
    return {row[0]: (row[1], row[2]) for row in rows}
