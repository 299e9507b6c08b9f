"""Digests that somebody set, and their editions: at most one for each series and day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa

from store import upsert
from store.database import Tx
from store.ids import uuid7
from store.rows import BIND, Shape, W, many
from store.tables import Digest, Edition, table

Kind = Literal["daily", "weekly"]


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestRow:
    """A digest for a member in private or for a group; `at` is a time of day (18:00), `weekday` 0 a Monday."""

    id: UUID
    number: int
    kind: str
    member_id: UUID | None
    chat_id: UUID | None
    at: str
    weekday: int | None
    active: bool


_SHAPE = Shape(DigestRow, Digest)
_ALL = _SHAPE.select().order_by(_SHAPE.c.number)
_E = table(Edition).c
_ENTER = upsert.ignoring(table(Edition), "workspace_id", "series", "day")
_WRITTEN = (
    sa.select(_E.day, _E.numbers)
    .where(_E.workspace_id == W, _E.series.in_(many("series")), _E.day >= BIND("first"), _E.day <= BIND("last"))
    .where(_E.state == "sent")
    .order_by(_E.day.desc(), _E.created_at.desc())
    .limit(1)
)
_LAST = sa.select(sa.func.max(_E.day)).where(_E.workspace_id == W, _E.series == BIND("series"))


def every(tx: Tx, workspace: UUID) -> list[DigestRow]:
    """All digests that were set, those switched off too."""
    return _SHAPE.all(tx, _ALL, {"w": workspace})


def find(
    tx: Tx, workspace: UUID, kind: Kind, *, member: UUID | None = None, chat: UUID | None = None
) -> DigestRow | None:
    """A reader's digest of a kind, if it was ever set."""
    rows = every(tx, workspace)
    return next((row for row in rows if (row.kind, row.member_id, row.chat_id) == (kind, member, chat)), None)


def enter(
    tx: Tx,
    workspace: UUID,
    *,
    series: UUID,
    kind: Kind,
    day: date,
    member: UUID | None,
    chat: UUID | None,
    state: Literal["sent", "silent"],
    numbers: Mapping[str, Any],
    now: datetime,
) -> bool:
    """Write down the edition of a day; False where that day has had one."""
    row = {
        "workspace_id": workspace,
        "id": uuid7(),
        "series": series,
        "kind": kind,
        "day": day,
        "member_id": member,
        "chat_id": chat,
        "state": state,
        "numbers": dict(numbers),
        "created_at": now,
    }
    return tx.run(_ENTER, row) > 0


def written(
    tx: Tx, workspace: UUID, series: Sequence[UUID], first: date, last: date
) -> tuple[date, Mapping[str, Any]] | None:
    """The numbers that the last edition of some series between two days wrote down, and its day."""
    row = tx.first(_WRITTEN, {"w": workspace, "series": list(series), "first": first, "last": last})
    return None if row is None else (row[0], row[1])


def last_day(tx: Tx, workspace: UUID, series: UUID) -> date | None:
    """The day of a series' last edition."""
    day: date | None = tx.scalar(_LAST, {"w": workspace, "series": series})
    return day
