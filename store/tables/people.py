"""Workspaces and the people in them: teams, members, their identities on platforms, and chats."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from store.tables.base import (
    Base,
    a_time,
    an_id,
    index,
    must_id,
    must_time,
    of_workspace,
    one_of,
    primary_id,
    refer,
    some_json,
)
from store.types import Json


class Workspace(Base, table=True):
    """One organisation; everything else belongs to one."""

    __tablename__ = "workspace"
    id: UUID = primary_id()
    name: str
    zone: str = "Asia/Shanghai"
    currency: str = "CNY"
    created_at: datetime = must_time()
    stamp: UUID | None = an_id()  # another one whenever members, teams, tags, fields or settings change


class Team(Base, table=True):
    """A group of members; a walled team's names do not exist for the others."""

    __tablename__ = "team"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "name", name="uq_team_name"),)
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    name: str
    walled: bool = False
    created_at: datetime = must_time()


class Member(Base, table=True):
    """A person who works here; `role` may be one of the workspace's own."""

    __tablename__ = "member"
    __table_args__ = (refer("team_id", "team"), index("ix_member_team", "workspace_id", "team_id"))
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    name: str
    aliases: list[str] = some_json(list)
    role: str = "rep"
    team_id: UUID | None = an_id()
    active: bool = True
    language: str = "zh"
    hours: dict[str, Any] | None = Field(default=None, sa_type=Json)
    created_at: datetime = must_time()


class Chat(Base, table=True):
    """A conversation on a platform; a group is bound to a team, or to none yet."""

    __tablename__ = "chat"
    __table_args__ = (
        refer("team_id", "team"),
        one_of("kind", ("private", "group")),
        sa.UniqueConstraint("workspace_id", "platform", "app", "external", "topic", name="uq_chat_external"),
        index("ix_chat_team", "workspace_id", "team_id"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    platform: str
    app: str
    external: str
    topic: str = ""
    kind: str = "group"
    team_id: UUID | None = an_id()
    open: bool = True
    quiet: bool = False
    language: str = "zh"
    title: str | None = None
    created_at: datetime = must_time()
    left_at: datetime | None = a_time()  # the bot was removed or blocked: nothing is pushed there any more


class Identity(Base, table=True):
    """A member on one platform, and the private chat where this app can reach them, once known."""

    __tablename__ = "identity"
    __table_args__ = (
        refer("member_id", "member"),
        refer("private_chat_id", "chat"),
        sa.UniqueConstraint("workspace_id", "platform", "app", "user_id", name="uq_identity_user"),
        index("ix_identity_member", "workspace_id", "member_id"),
        index("ix_identity_private_chat", "workspace_id", "private_chat_id"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    platform: str
    app: str
    user_id: str
    member_id: UUID = must_id()
    private_chat_id: UUID | None = an_id()
    bound_at: datetime | None = a_time()
    created_at: datetime = must_time()
