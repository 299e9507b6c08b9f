"""Follow-ups: what happened with whom, latest first. A voided one is not shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.rows import BIND, Shape, W
from store.tables import FollowUp
from store.types import SealedWords


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUpRow:
    """A follow-up; `note` and `next_text` are shown through `tx.secrets.unseal_words`."""

    id: UUID
    number: int
    customer_id: UUID
    contact_id: UUID | None
    contact_name: str | None
    author_id: UUID | None
    method: str | None
    at: datetime
    at_said: str | None
    at_day: bool
    note: SealedWords | None
    next_at: datetime | None
    next_text: SealedWords | None
    chat_id: UUID | None
    inbox_id: UUID | None
    voided_at: datetime | None
    created_at: datetime
    files: int | None = None


_SHAPE = Shape(FollowUpRow, FollowUp)
_C = _SHAPE.c
_LATEST = (_C.at.desc(), _C.id.desc())
_GET = _SHAPE.select(_C.id == BIND("i"))
_BY_NUMBER = _SHAPE.select(_C.number == BIND("n"))
_VALID = _C.voided_at.is_(None)
_OF_CUSTOMER = (
    _SHAPE.select(_C.customer_id == BIND("c"), _VALID).order_by(*_LATEST).limit(BIND("limit")).offset(BIND("offset"))
)

_LAST_BY = _SHAPE.select(_C.author_id == BIND("a"), _VALID).order_by(_C.id.desc()).limit(1)
_BY = (_C.author_id == BIND("a"), _VALID)
_LAST_IN = _SHAPE.select(*_BY, _C.chat_id == BIND("chat"), _C.created_at >= BIND("since"))
_LAST_IN = _LAST_IN.order_by(_C.id.desc()).limit(1)
_LAST_WITH = _SHAPE.select(*_BY, _C.customer_id == BIND("c"), _C.at >= BIND("since")).order_by(*_LATEST).limit(1)
_MET = (
    sa.select(_C.customer_id)
    .where(_C.workspace_id == W, _C.author_id == BIND("a"), _VALID)
    .group_by(_C.customer_id)
    .order_by(sa.func.max(_C.at).desc(), _C.customer_id)
    .limit(BIND("limit"))
)


def get(tx: Tx, workspace: UUID, id: UUID) -> FollowUpRow | None:
    """One follow-up, voided or not."""
    return _SHAPE.one(tx, _GET, {"w": workspace, "i": id})


def by_number(tx: Tx, workspace: UUID, number: int) -> FollowUpRow | None:
    """The follow-up with people's number."""
    return _SHAPE.one(tx, _BY_NUMBER, {"w": workspace, "n": number})


def of_customer(tx: Tx, workspace: UUID, customer: UUID, *, limit: int = 3, offset: int = 0) -> list[FollowUpRow]:
    """A customer's follow-ups, latest first."""
    return _SHAPE.all(tx, _OF_CUSTOMER, {"w": workspace, "c": customer, "limit": limit, "offset": offset})


def last_by(tx: Tx, workspace: UUID, author: UUID) -> FollowUpRow | None:
    """The follow-up that a member wrote last, whenever it happened."""
    return _SHAPE.one(tx, _LAST_BY, {"w": workspace, "a": author})


def last_in(tx: Tx, workspace: UUID, *, author: UUID, chat: UUID, since: datetime) -> FollowUpRow | None:
    """The follow-up that a member wrote last in a chat since then."""
    return _SHAPE.one(tx, _LAST_IN, {"w": workspace, "a": author, "chat": chat, "since": since})


def last_with(tx: Tx, workspace: UUID, *, author: UUID, customer: UUID, since: datetime) -> FollowUpRow | None:
    """A member's latest follow-up of a customer, if it happened since then."""
    return _SHAPE.one(tx, _LAST_WITH, {"w": workspace, "a": author, "c": customer, "since": since})


def met_by(tx: Tx, workspace: UUID, author: UUID, limit: int) -> list[UUID]:
    """The customers that a member wrote of last."""
    return [row[0] for row in tx.rows(_MET, {"w": workspace, "a": author, "limit": limit})]


def between(
    tx: Tx,
    workspace: UUID,
    *,
    customer: UUID | None,
    author: UUID | None,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    offset: int = 0,
) -> list[FollowUpRow]:
    """Follow-ups of a customer, of an author, or of both, in [since, until), latest first."""
    where: list[Any] = [_VALID]
    if customer is not None:
        where.append(_C.customer_id == customer)
    if author is not None:
        where.append(_C.author_id == author)
    if since is not None:
        where.append(_C.at >= since)
    if until is not None:
        where.append(_C.at < until)
    statement = _SHAPE.select(*where).order_by(*_LATEST).limit(limit).offset(offset)
    return _SHAPE.all(tx, statement, {"w": workspace})
