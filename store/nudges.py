"""What was told of by itself: which customers and tasks to whom on which day, what was held back, what was answered.

`stale` (from store.stale) finds the customers; here stands the record of it, which is not journalled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from store import upsert
from store.database import Tx
from store.ids import uuid7
from store.rows import BIND, Listed, W, fixed, many
from store.stale import Kind, Silence, Stale, StaleRow, Untold, Whose, by_owner, count, stale
from store.tables import Edition, FollowUp, Nudge, table

Held = Literal["cap", "quiet", "leave"]
MORNING = "morning"
"""The kind of edition that a morning's list is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One thing that a member is told of on a day, or that is held back from them."""

    member: UUID
    kind: Kind
    subject: UUID
    customer: UUID | None = None
    spell: datetime | None = None
    days: int | None = None
    held: Held | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldBack:
    """How much a member's morning held back: over the cap, because of leave, for quiet hours."""

    member_id: UUID
    cap: int = 0
    leave: int = 0
    quiet: int = 0

    @property
    def total(self) -> int:
        return self.cap + self.leave + self.quiet


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldRow:
    """Who was told on a day that a customer is silent, or from whom it was held back; of a group it is the chat."""

    day: date
    member_id: UUID
    kind: str
    held: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SentRow:
    """A nudge about a stale customer that was sent.

    `answered_at` is when the first follow-up by anybody was filed after it, of what happened on its day or later.
    """

    member_id: UUID
    customer_id: UUID
    day: date
    sent_at: datetime
    answered_at: datetime | None


_NUDGE, _EDITION = table(Nudge), table(Edition)
_N, _E, _F = _NUDGE.c, _EDITION.c, table(FollowUp).c
_INSERT = upsert.ignoring(_NUDGE, "workspace_id", "day", "member_id", "kind", "subject_id")
_PUBLISH = upsert.ignoring(_EDITION, "workspace_id", "series", "day")
_OUT = sa.select(_E.id).where(_E.workspace_id == W, _E.series == BIND("series"), _E.day == BIND("day"))
_MORNINGS = sa.select(_E.member_id, _E.numbers).where(_E.workspace_id == W, _E.kind == MORNING, _E.day == BIND("day"))
_SENT = Listed(
    _N.member_id,
    lambda theirs: (
        sa.select(_N.member_id, _N.subject_id, _N.day, _N.created_at)
        .where(theirs, _N.workspace_id == W, _N.kind == fixed("stale"), _N.held.is_(None))
        .where(_N.day >= BIND("first"), _N.day <= BIND("last"))
        .order_by(_N.day, _N.member_id, _N.id)
    ),
)
_FILED = Listed(
    _F.customer_id,
    lambda these: (
        sa.select(_F.customer_id, _F.at, _F.created_at)
        .where(these, _F.workspace_id == W, _F.voided_at.is_(None))
        .where(_F.at >= BIND("since"), _F.created_at > BIND("since"))
        .order_by(_F.created_at)
    ),
)
_OF_DAY = sa.select(_N.member_id, _N.kind, _N.subject_id, _N.customer_id, _N.spell, _N.days, _N.held).where(
    _N.workspace_id == W, _N.day == BIND("day"), _N.member_id == BIND("m")
)
_OF_CUSTOMER = (
    sa.select(_N.day, _N.member_id, _N.kind, _N.held)
    .where(_N.workspace_id == W, _N.subject_id == BIND("c"), _N.day >= BIND("since"))
    .order_by(_N.day, _N.kind, _N.id)
)
_TAKE_BACK = (
    sa.update(_NUDGE)
    .where(_N.workspace_id == W, _N.day == BIND("on"), _N.member_id == BIND("m"), _N.kind == "stale")
    .where(_N.subject_id == BIND("c"), _N.held.is_(None))
    .values(held="cap")
)
_BEFORE = sa.select(_N.subject_id, sa.func.count()).where(
    _N.workspace_id == W,
    _N.subject_id.in_(many("ids")),
    _N.kind == BIND("kind"),
    _N.member_id == BIND("m"),
    _N.held.is_(None),
)
_BEFORE = _BEFORE.group_by(_N.subject_id)


def record(tx: Tx, workspace: UUID, day: date, told: Iterable[Told], now: datetime) -> None:
    """Writes down what somebody was told of, or what was held back; once for each member, matter and day."""
    rows = [
        {
            "workspace_id": workspace,
            "id": uuid7(),
            "day": day,
            "member_id": each.member,
            "kind": each.kind,
            "subject_id": each.subject,
            "customer_id": each.customer,
            "spell": each.spell,
            "days": each.days,
            "held": each.held,
            "created_at": now,
        }
        for each in told
    ]
    tx.run(_INSERT, rows)


def take_back(tx: Tx, workspace: UUID, day: date, member: UUID, customers: Sequence[UUID]) -> int:
    """Lets a member be told of these customers again, as if the day had held them back; how many they are."""
    return sum(tx.run(_TAKE_BACK, {"w": workspace, "on": day, "m": member, "c": customer}) for customer in customers)


def of_day(tx: Tx, workspace: UUID, day: date, member: UUID) -> list[Told]:
    """What a member was told of on a day, and what was held back."""
    return [
        Told(member=m, kind=kind, subject=subject, customer=customer, spell=spell, days=days, held=held)
        for m, kind, subject, customer, spell, days, held in tx.rows(_OF_DAY, {"w": workspace, "day": day, "m": member})
    ]


def of_customer(tx: Tx, workspace: UUID, customer: UUID, since: date) -> list[ToldRow]:
    """Whom the bot has told of a customer's silence since a day, in order."""
    rows = tx.rows(_OF_CUSTOMER, {"w": workspace, "c": customer, "since": since})
    return [ToldRow(day=day, member_id=member, kind=kind, held=held) for day, member, kind, held in rows]


def times_told(tx: Tx, workspace: UUID, member: UUID, kind: Kind, subjects: Sequence[UUID]) -> dict[UUID, int]:
    """How often a member was told of each of these."""
    if not subjects:
        return {}
    at = {"w": workspace, "ids": list(subjects), "kind": kind, "m": member}
    return {row[0]: row[1] for row in tx.rows(_BEFORE, at)}


def publish_morning(
    tx: Tx, workspace: UUID, *, series: UUID, day: date, member: UUID, numbers: Mapping[str, int], now: datetime
) -> bool:
    """Writes down that a member's morning of this day is told; False where it was already."""
    row = {
        "workspace_id": workspace,
        "id": uuid7(),
        "series": series,
        "kind": MORNING,
        "day": day,
        "member_id": member,
        "chat_id": None,
        "state": "sent" if numbers.get("told") else "silent",
        "numbers": dict(numbers),
        "created_at": now,
    }
    return tx.run(_PUBLISH, row) == 1


def is_out(tx: Tx, workspace: UUID, series: UUID, day: date) -> bool:
    """Whether the edition of a series and day is there already."""
    return tx.scalar(_OUT, {"w": workspace, "series": series, "day": day}) is not None


def held_today(tx: Tx, workspace: UUID, day: date, members: Sequence[UUID] = ()) -> list[HeldBack]:
    """What the mornings of a day held back, for each of these members (none given: all) that anything was held from."""
    found = []
    for member, numbers in tx.rows(_MORNINGS, {"w": workspace, "day": day}):
        held = HeldBack(member_id=member, **{name: int(numbers.get(name, 0)) for name in ("cap", "leave", "quiet")})
        if held.total and (not members or member in members):
            found.append(held)
    return sorted(found, key=lambda each: (-each.total, each.member_id))


def sent(tx: Tx, workspace: UUID, first: date, last: date, members: Sequence[UUID], *, zone: ZoneInfo) -> list[SentRow]:
    """The nudges about stale customers that these owners were sent from one day to another, both included.

    By when an answer is in time is the caller's calendar. 今天拜访了华星 happened at the day's midnight for all that is
    known, so it is by its filing that an answer comes after the nudge.
    """
    rows = _SENT.rows(tx, members, {"w": workspace, "first": first, "last": last})
    if not rows:
        return []
    filed: dict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    at = {"w": workspace, "since": datetime.combine(rows[0][2], time(), zone)}
    for customer, happened, entered in _FILED.rows(tx, sorted({row[1] for row in rows}), at):
        filed[customer].append((happened, entered))
    return [
        SentRow(
            member_id=member,
            customer_id=customer,
            day=day,
            sent_at=told,
            answered_at=_answer(filed[customer], datetime.combine(day, time(), zone), told),
        )
        for member, customer, day, told in rows
    ]


def _answer(filed: Sequence[tuple[datetime, datetime]], midnight: datetime, told: datetime) -> datetime | None:
    return next((entered for happened, entered in filed if entered > told and happened >= midnight), None)


__all__ = [
    "MORNING",
    "Held",
    "HeldBack",
    "Kind",
    "SentRow",
    "Silence",
    "Stale",
    "StaleRow",
    "Told",
    "ToldRow",
    "Untold",
    "Whose",
    "by_owner",
    "count",
    "held_today",
    "is_out",
    "of_customer",
    "of_day",
    "publish_morning",
    "record",
    "sent",
    "stale",
    "take_back",
    "times_told",
]
