"""What people do: follow-ups with their files, reminders, tasks."""

import datetime as dt
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from store.tables.base import (
    Base,
    a_time,
    an_id,
    big,
    flag,
    index,
    must_id,
    must_time,
    numbered,
    of_workspace,
    one_of,
    primary_id,
    refer,
    sealed,
    short_number,
    words,
)
from store.types import SealedWords


class FollowUp(Base, table=True):
    """What happened with a customer, in the writer's own words, and what comes next."""

    __tablename__ = "follow_up"
    __table_args__ = (
        refer("customer_id", "customer"),
        refer("contact_id", "contact"),
        refer("author_id", "member"),
        numbered("follow_up"),
        index("ix_follow_up_customer", "workspace_id", "customer_id", "at"),
        index("ix_follow_up_author", "workspace_id", "author_id", "at"),
        index("ix_follow_up_contact", "workspace_id", "contact_id", where="contact_id IS NOT NULL"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int = short_number()
    customer_id: UUID = must_id()
    contact_id: UUID | None = an_id()
    contact_name: str | None = None
    author_id: UUID | None = an_id()
    method: str | None = None
    at: datetime = must_time()
    at_said: str | None = None
    at_day: bool = False
    note: SealedWords | None = words()
    next_at: datetime | None = a_time()
    next_text: SealedWords | None = words()
    chat_id: UUID | None = an_id()
    inbox_id: UUID | None = an_id()
    voided_at: datetime | None = a_time()
    created_at: datetime = must_time()
    files: int | None = Field(default=None, sa_column_kwargs={"info": {"derived": True}})


class Attachment(Base, table=True):
    """A picture, a paper or a recording: its `id` names the file, `sealed_key` opens it."""

    __tablename__ = "attachment"
    __table_args__ = (
        refer("follow_up_id", "follow_up"),
        refer("customer_id", "customer"),
        refer("author_id", "member"),
        one_of("kind", ("image", "voice", "video", "file")),
        numbered("attachment"),
        index("ix_attachment_follow_up", "workspace_id", "follow_up_id", where="follow_up_id IS NOT NULL"),
        index("ix_attachment_customer", "workspace_id", "customer_id", where="customer_id IS NOT NULL"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int = short_number()
    follow_up_id: UUID | None = an_id()
    customer_id: UUID | None = an_id()
    kind: str
    name: SealedWords | None = words()
    ending: str = ""
    size: int = big()
    digest: bytes = Field(sa_type=sa.LargeBinary)
    sealed_key: bytes = sealed()
    author_id: UUID | None = an_id()
    inbox_id: UUID | None = an_id()
    created_at: datetime = must_time()
    deleted_at: datetime | None = a_time()


class Task(Base, table=True):
    """Something that a member asked a colleague to do."""

    __tablename__ = "task"
    __table_args__ = (
        refer("maker_id", "member"),
        refer("assignee_id", "member"),
        refer("customer_id", "customer"),
        one_of("state", ("open", "done", "cancelled")),
        numbered("task"),
        index("ix_task_assignee", "workspace_id", "assignee_id", "state"),
        index("ix_task_maker", "workspace_id", "maker_id", "state"),
        index("ix_task_customer", "workspace_id", "customer_id", where="customer_id IS NOT NULL"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int = short_number()
    maker_id: UUID | None = an_id()
    assignee_id: UUID = must_id()
    customer_id: UUID | None = an_id()
    text: SealedWords | None = words()
    due_at: datetime | None = a_time()
    due_day: dt.date | None = None
    state: str = "open"
    acknowledged_at: datetime | None = a_time()
    done_at: datetime | None = a_time()
    created_at: datetime = must_time()


class Reminder(Base, table=True):
    """What somebody is to be told at a time; a waiting due row follows every open one with `fire_at`."""

    __tablename__ = "reminder"
    __table_args__ = (
        refer("owner_id", "member"),
        refer("maker_id", "member"),
        refer("customer_id", "customer"),
        refer("contact_id", "contact"),
        refer("follow_up_id", "follow_up"),
        refer("task_id", "task"),
        refer("chat_id", "chat"),
        one_of("state", ("open", "done", "cancelled", "fired")),
        one_of("audience", ("private", "group")),
        sa.CheckConstraint("fire_at IS NULL OR schedule IS NOT NULL", name="schedule"),
        numbered("reminder"),
        index("ix_reminder_owner", "workspace_id", "owner_id", "state", "fire_at"),
        index("ix_reminder_schedule", "workspace_id", "schedule", "fire_at"),
        index("ix_reminder_customer", "workspace_id", "customer_id", where="customer_id IS NOT NULL"),
        index("ix_reminder_contact", "workspace_id", "contact_id", where="contact_id IS NOT NULL"),
        index("ix_reminder_follow_up", "workspace_id", "follow_up_id", where="follow_up_id IS NOT NULL"),
        index("ix_reminder_task", "workspace_id", "task_id", where="task_id IS NOT NULL"),
        index("ix_reminder_chat", "workspace_id", "chat_id", where="chat_id IS NOT NULL"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int = short_number()
    owner_id: UUID = must_id()
    maker_id: UUID | None = an_id()
    customer_id: UUID | None = an_id()
    contact_id: UUID | None = an_id()
    follow_up_id: UUID | None = an_id()
    task_id: UUID | None = an_id()
    text: SealedWords | None = words()
    visit: bool = flag(False)  # a customer's regular visit: 每月回访华星
    audience: str = "private"
    chat_id: UUID | None = an_id()
    at: datetime | None = a_time()
    day: dt.date | None = None
    fire_at: datetime | None = a_time()
    schedule: UUID | None = an_id()
    repeat: str | None = None
    state: str = "open"
    fired_at: datetime | None = a_time()
    snoozed_from: datetime | None = a_time()
    done_at: datetime | None = a_time()
    created_at: datetime = must_time()
