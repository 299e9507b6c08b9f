"""Workspaces, their chats and teams."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store import settings
from store.database import Tx
from store.ids import uuid7
from store.rows import BIND, Shape
from store.tables import Chat, Team, Workspace, table


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkspaceRow:
    """An organisation: its zone (Asia/Shanghai) is the one that people's times are in."""

    id: UUID
    name: str
    zone: str
    currency: str
    stamp: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamRow:
    """A team; a walled one keeps its customers to itself."""

    id: UUID
    name: str
    walled: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatRow:
    """A conversation; `external` and `topic` are the platform's ids."""

    id: UUID
    platform: str
    app: str
    external: str
    topic: str
    kind: str
    team_id: UUID | None
    open: bool
    quiet: bool
    language: str
    title: str | None
    left_at: datetime | None = None


_WORKSPACE = table(Workspace)
_COLUMNS = tuple(_WORKSPACE.c[name] for name in ("id", "name", "zone", "currency", "stamp"))
_GET = sa.select(*_COLUMNS).where(_WORKSPACE.c.id == BIND("w"))
_ALL = sa.select(*_COLUMNS).order_by(_WORKSPACE.c.id)
_STAMP = sa.select(_WORKSPACE.c.stamp).where(_WORKSPACE.c.id == BIND("w"))
_TOUCH = sa.update(_WORKSPACE).where(_WORKSPACE.c.id == BIND("w")).values(stamp=BIND("new"))
_LOCK = sa.select(_WORKSPACE.c.id).where(_WORKSPACE.c.id == BIND("w")).with_for_update(key_share=True)
_INSERT = sa.insert(_WORKSPACE)


def create(tx: Tx, *, name: str, now: datetime, id: UUID | None = None, zone: str = "Asia/Shanghai") -> UUID:
    """A new, empty workspace; the only subject row that is not written by a unit of work."""
    id = id or uuid7()
    values = {"id": id, "name": name, "zone": zone, "currency": "CNY", "created_at": now}
    tx.run(_INSERT, values)
    return id


def _row(values: Any) -> WorkspaceRow:
    names = ("id", "name", "zone", "currency", "stamp")
    return WorkspaceRow(**dict(zip(names, values, strict=True)))


def get(tx: Tx, workspace: UUID) -> WorkspaceRow | None:
    """One workspace; its zone is the one that an admin set, else that of its founding."""
    values = tx.first(_GET, {"w": workspace})
    if values is None:
        return None
    zone = settings.one(tx, workspace, "zone")
    return replace(_row(values), zone=zone) if zone else _row(values)


def stamp(tx: Tx, workspace: UUID) -> UUID | None:
    """Another one whenever members, teams, tags, fields or settings have changed: what was read is right until then."""
    found: UUID | None = tx.scalar(_STAMP, {"w": workspace})
    return found


def touch(tx: Tx, workspace: UUID) -> None:
    """Give the workspace another stamp."""
    tx.run(_TOUCH, {"w": workspace, "new": uuid7()})


def lock(tx: Tx, workspace: UUID) -> None:
    """Until this transaction ends nobody else joins, leaves, or changes who may what."""
    tx.scalar(_LOCK, {"w": workspace})


def every(tx: Tx) -> list[WorkspaceRow]:
    """All workspaces of this database, oldest first."""
    return [_row(values) for values in tx.rows(_ALL, {})]


_TEAMS = Shape(TeamRow, Team)
_TEAMS_ALL = _TEAMS.select().order_by(_TEAMS.c.id)
_WALLED = sa.select(_TEAMS.c.id).where(_TEAMS.c.workspace_id == BIND("w"), _TEAMS.c.walled)
CHATS = Shape(ChatRow, Chat)
_CHATS_ALL = CHATS.select().order_by(CHATS.c.id)
_CHAT = CHATS.select(CHATS.c.id == BIND("i"))
_CHAT_BY_EXTERNAL = CHATS.select(
    CHATS.c.platform == BIND("platform"),
    CHATS.c.app == BIND("app"),
    CHATS.c.external == BIND("external"),
    CHATS.c.topic == BIND("topic"),
)


def teams(tx: Tx, workspace: UUID) -> list[TeamRow]:
    """All teams, oldest first."""
    return _TEAMS.all(tx, _TEAMS_ALL, {"w": workspace})


def walled(tx: Tx, workspace: UUID) -> list[UUID]:
    """The teams behind a wall."""
    return [row[0] for row in tx.rows(_WALLED, {"w": workspace})]


def chats(tx: Tx, workspace: UUID) -> list[ChatRow]:
    """All chats, oldest first."""
    return CHATS.all(tx, _CHATS_ALL, {"w": workspace})


def chat(tx: Tx, workspace: UUID, id: UUID) -> ChatRow | None:
    """One chat."""
    return CHATS.one(tx, _CHAT, {"w": workspace, "i": id})


def chat_by_external(
    tx: Tx, workspace: UUID, *, platform: str, app: str, external: str, topic: str = ""
) -> ChatRow | None:
    """The chat that a platform calls so, if it is known."""
    at = {"w": workspace, "platform": platform, "app": app, "external": external, "topic": topic}
    return CHATS.one(tx, _CHAT_BY_EXTERNAL, at)
