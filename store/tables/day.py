"""The team's day: rest days and leave, when silence is too long, what was nudged, and which digests went out."""

import datetime as dt
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.tables.base import (
    Base,
    a_time,
    an_id,
    index,
    must_id,
    must_time,
    numbered,
    of_workspace,
    one_of,
    primary_id,
    refer,
    short_number,
    some_json,
)


class CalendarDay(Base, table=True):
    """A day that an admin made a workday or a rest day, whatever the official calendar says."""

    __tablename__ = "calendar_day"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "day", name="uq_calendar_day_day"),)
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    day: dt.date
    workday: bool
    name: str | None = None
    created_at: datetime = must_time()


class Leave(Base, table=True):
    """Days on which a member is away, the first and the last included."""

    __tablename__ = "leave"
    __table_args__ = (
        refer("member_id", "member"),
        sa.CheckConstraint("first <= last", name="days"),
        index("ix_leave_member", "workspace_id", "member_id", "last"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    member_id: UUID = must_id()
    first: dt.date
    last: dt.date
    created_at: datetime = must_time()


class Policy(Base, table=True):
    """When a customer without follow-up is stale: after how many days its owner is nudged, then the manager, then a
    group. What is not given (level, tag, stage) holds for every customer."""

    __tablename__ = "policy"
    __table_args__ = (
        refer("tag_id", "tag"),
        refer("chat_id", "chat"),
        sa.CheckConstraint("days > 0", name="days"),
        numbered("policy"),
        index("ix_policy_tag", "workspace_id", "tag_id", where="tag_id IS NOT NULL"),
        index("ix_policy_chat", "workspace_id", "chat_id", where="chat_id IS NOT NULL"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int = short_number()
    level: str | None = None
    tag_id: UUID | None = an_id()
    stage: str | None = None
    days: int
    manager_days: int | None = None
    group_days: int | None = None
    chat_id: UUID | None = an_id()
    active: bool = True
    created_at: datetime = must_time()


class Pause(Base, table=True):
    """先不催: a member is not nudged about a customer up to and with this day; `times` in a row, the longer each."""

    __tablename__ = "pause"
    __table_args__ = (
        refer("customer_id", "customer"),
        refer("member_id", "member"),
        sa.UniqueConstraint("workspace_id", "member_id", "customer_id", name="uq_pause_pair"),
        index("ix_pause_customer", "workspace_id", "customer_id"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    customer_id: UUID = must_id()
    member_id: UUID = must_id()
    until: dt.date
    times: int = 1
    created_at: datetime = must_time()


class Nudge(Base, table=True):
    """What the bot reminded somebody of by itself, or held back; a record of what was done, not a subject.

    `spell` is since when the customer had been silent: a new spell begins with the next follow-up. `held` says why it
    was not sent (cap, quiet, leave).
    """

    __tablename__ = "nudge"
    __table_args__ = (
        one_of("kind", ("stale", "manager", "group", "asked", "visit", "task", "reminder")),
        one_of("held", ("cap", "quiet", "leave")),
        sa.UniqueConstraint("workspace_id", "member_id", "kind", "day", "subject_id", name="uq_nudge_day"),
        index("ix_nudge_subject", "workspace_id", "subject_id", "kind", "day"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    day: dt.date
    member_id: UUID = must_id()
    kind: str
    subject_id: UUID = must_id()
    customer_id: UUID | None = an_id()
    spell: datetime | None = a_time()
    days: int | None = None
    held: str | None = None
    created_at: datetime = must_time()


class Digest(Base, table=True):
    """A daily or weekly digest that somebody set: for a member in private, or for a group."""

    __tablename__ = "digest"
    __table_args__ = (
        one_of("kind", ("daily", "weekly")),
        refer("member_id", "member"),
        refer("chat_id", "chat"),
        sa.CheckConstraint("(member_id IS NULL) <> (chat_id IS NULL)", name="reader"),
        numbered("digest"),
        sa.UniqueConstraint("workspace_id", "kind", "member_id", name="uq_digest_member"),
        sa.UniqueConstraint("workspace_id", "kind", "chat_id", name="uq_digest_chat"),
        index("ix_digest_member", "workspace_id", "member_id", where="member_id IS NOT NULL"),
        index("ix_digest_chat", "workspace_id", "chat_id", where="chat_id IS NOT NULL"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int = short_number()
    kind: str
    member_id: UUID | None = an_id()
    chat_id: UUID | None = an_id()
    at: str  # 18:00
    weekday: int | None = None  # 0 is Monday; for weekly ones
    active: bool = True
    created_at: datetime = must_time()


class Edition(Base, table=True):
    """A digest of one day, sent or passed over; at most one for each series and day."""

    __tablename__ = "edition"
    __table_args__ = (
        one_of("state", ("sent", "silent")),
        sa.UniqueConstraint("workspace_id", "series", "day", name="uq_edition_day"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    series: UUID = must_id()
    kind: str
    day: dt.date
    member_id: UUID | None = an_id()
    chat_id: UUID | None = an_id()
    state: str
    numbers: dict[str, Any] = some_json()
    created_at: datetime = must_time()
