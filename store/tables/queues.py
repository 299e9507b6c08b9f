"""What moves: lanes with their inbox, outbox, leases, due rows, buttons, dialogue, shelf; and names and keys."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from store.tables.base import (
    Base,
    a_time,
    an_id,
    big,
    index,
    maybe_sealed,
    must_id,
    must_time,
    of_workspace,
    one_of,
    primary_id,
    sealed,
)
from store.types import Id, Json


class Lane(Base, table=True):
    """One conversation: `sequence` is its last accepted message, `handled` its last finished one."""

    __tablename__ = "lane"
    __table_args__ = (
        sa.UniqueConstraint("workspace_id", "platform", "app", "chat", "topic", name="uq_lane_chat"),
        sa.CheckConstraint("handled <= sequence", name="handled"),
        index("ix_lane_work", "ready_at", where="handled < sequence"),
    )
    id: UUID = primary_id()
    workspace_id: UUID = Field(sa_type=Id, foreign_key="workspace.id")
    platform: str
    app: str
    chat: str
    topic: str = ""
    sequence: int = big()
    handled: int = big()
    attempts: int = 0
    fence: int = big()
    owner: str | None = None
    lease_until: datetime | None = a_time()
    ready_at: datetime = must_time()
    reason: str | None = None


class Inbox(Base, table=True):
    """A message that was accepted; kept seven days so that its repeats are known."""

    __tablename__ = "inbox"
    __table_args__ = (
        one_of("state", ("waiting", "done", "dead")),
        sa.ForeignKeyConstraint(["lane_id"], ["lane.id"], name="fk_inbox_lane"),
        sa.UniqueConstraint("platform", "app", "key", name="uq_inbox_key"),
        sa.UniqueConstraint("lane_id", "sequence", name="uq_inbox_sequence"),
        index("ix_inbox_dead", "workspace_id", "id", where="state = 'dead'"),
        index("ix_inbox_message", "platform", "app", "message_id", where="message_id IS NOT NULL"),
    )
    id: UUID = primary_id()
    workspace_id: UUID = must_id()
    lane_id: UUID = must_id()
    sequence: int = big()
    platform: str
    app: str
    key: str
    payload: bytes = sealed()
    received_at: datetime = must_time()
    state: str = "waiting"
    handled_at: datetime | None = a_time()
    reason: str | None = None
    message_id: str | None = None


class Outbox(Base, table=True):
    """An answer to be sent; `position` is the order in which answers were written."""

    __tablename__ = "outbox"
    __table_args__ = (
        one_of("state", ("waiting", "sending", "sent", "dead")),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
        index(
            "ix_outbox_queue", "platform", "app", "chat", "topic", "position", where="state IN ('waiting', 'sending')"
        ),
        index("ix_outbox_inbox", "inbox_id", where="inbox_id IS NOT NULL"),
        index(
            "ix_outbox_message",
            "app",
            "chat",
            "platform_message_id",
            where="platform_message_id IS NOT NULL",
        ),
        index("ix_outbox_dead", "workspace_id", "position", where="state = 'dead'"),
    )
    position: int | None = Field(
        default=None,
        primary_key=True,
        sa_type=sa.BigInteger().with_variant(sa.Integer, "sqlite"),
    )
    id: UUID = must_id()
    workspace_id: UUID = Field(sa_type=Id, foreign_key="workspace.id")
    platform: str
    app: str
    chat: str
    topic: str = ""
    payload: bytes = sealed()
    inbox_id: UUID | None = an_id()
    execution_id: UUID | None = an_id()
    created_at: datetime = must_time()
    state: str = "waiting"
    attempts: int = 0
    unknown: bool = False
    ready_at: datetime = must_time()
    fence: int = big()
    reason: str | None = None
    sent_at: datetime | None = a_time()
    platform_message_id: str | None = None
    handles: dict[str, str] | None = Field(default=None, sa_type=Json)


class Lease(Base, table=True):
    """Something that one process owns for a while; the fence rises with every new owner."""

    __tablename__ = "lease"
    name: str = Field(primary_key=True)
    owner: str
    fence: int = big(1)
    until: datetime = must_time()


class Due(Base, table=True):
    """A command that waits for a time, at most one per schedule and time."""

    __tablename__ = "due"
    __table_args__ = (
        one_of("state", ("waiting", "done", "skipped", "dead")),
        sa.UniqueConstraint("workspace_id", "schedule", "fire_at", name="uq_due_fire"),
        index("ix_due_waiting", "fire_at", where="state = 'waiting'"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    schedule: UUID = must_id()
    fire_at: datetime = must_time()
    command: str
    args: bytes = sealed()
    maker_id: UUID | None = an_id()
    state: str = "waiting"
    attempts: int = 0
    retry_at: datetime | None = a_time()
    ended_at: datetime | None = a_time()
    reason: str | None = None


class Action(Base, table=True):
    """What the buttons under an answer do; the token is all that a platform gets to see."""

    __tablename__ = "action"
    __table_args__ = (one_of("once", ("person", "all")), index("ix_action_expires", "expires_at"))
    token: str = Field(primary_key=True)
    workspace_id: UUID = Field(sa_type=Id, foreign_key="workspace.id")
    commands: bytes = sealed()
    members: list[str] | None = Field(default=None, sa_type=Json)
    once: str | None = None
    expires_at: datetime = must_time()
    created_at: datetime = must_time()


class ActionUse(Base, table=True):
    """A press that counted: at most one per person, or one in all (`member_id` is then the nil id)."""

    __tablename__ = "action_use"
    __table_args__ = (sa.ForeignKeyConstraint(["token"], ["action.token"], name="fk_action_use", ondelete="CASCADE"),)
    token: str = Field(primary_key=True)
    member_id: UUID = primary_id()
    choice: int = 0
    used_at: datetime = must_time()


class Dialogue(Base, table=True):
    """What is open between a speaker and the bot in one chat, until it expires."""

    __tablename__ = "dialogue"
    workspace_id: UUID = of_workspace()
    chat_id: UUID = primary_id()
    member_id: UUID = primary_id()
    state: bytes = sealed()
    expires_at: datetime = must_time()


class Shelf(Base, table=True):
    """A shared value with an end: tokens, bind codes."""

    __tablename__ = "shelf"
    __table_args__ = (index("ix_shelf_expires", "expires_at"),)
    name: str = Field(primary_key=True)
    value: bytes = sealed()
    digest: bytes = Field(sa_type=sa.LargeBinary)
    expires_at: datetime | None = a_time()


class Parked(Base, table=True):
    """What waits for a person: words of somebody not accepted yet, answers to whom nobody can write in private yet."""

    __tablename__ = "parked"
    __table_args__ = (
        one_of("kind", ("words", "answer")),
        index("ix_parked_user", "workspace_id", "platform", "app", "user_id", where="kind = 'words'"),
        index("ix_parked_member", "workspace_id", "member_id", where="kind = 'answer'"),
        index("ix_parked_expires", "expires_at"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    kind: str
    platform: str
    app: str
    user_id: str = ""
    member_id: UUID | None = an_id()
    payload: bytes = sealed()
    created_at: datetime = must_time()
    expires_at: datetime = must_time()


class NameKey(Base, table=True):
    """A key by which a name in a message is found; derived from names, cores and aliases."""

    __tablename__ = "name_key"
    __table_args__ = ({"sqlite_with_rowid": False},)
    workspace_id: UUID = of_workspace()
    key: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    row_id: UUID = primary_id()


class DataKey(Base, table=True):
    """A key for data, wrapped by the key file; `subject_id` is the nil id for the workspace's own."""

    __tablename__ = "data_key"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "subject_id", name="uq_data_key_subject"),)
    id: UUID = primary_id()
    workspace_id: UUID = must_id()
    subject_id: UUID = must_id()
    wrapped_by: str
    wrapped: bytes | None = maybe_sealed()
    destroyed_at: datetime | None = a_time()
