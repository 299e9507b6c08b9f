"""Members and who they are on the platforms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.rows import BIND, Shape, W, many
from store.tables import Identity, Member


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberRow:
    """A person who works here."""

    id: UUID
    name: str
    aliases: list[str]
    role: str
    team_id: UUID | None
    active: bool
    language: str
    hours: dict[str, Any] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class IdentityRow:
    """A member on one platform; `private_chat_id` is the chat row where this app reaches them alone, if known."""

    id: UUID
    platform: str
    app: str
    user_id: str
    member_id: UUID
    private_chat_id: UUID | None


_MEMBERS = Shape(MemberRow, Member)
_ALL = _MEMBERS.select().order_by(_MEMBERS.c.id)
_GET = _MEMBERS.select(_MEMBERS.c.id == BIND("i"))
_MANY = _MEMBERS.select(_MEMBERS.c.id.in_(many("ids")))
_IDENTITIES = Shape(IdentityRow, Identity)
_OF_MEMBER = _IDENTITIES.select(_IDENTITIES.c.member_id == BIND("m")).order_by(_IDENTITIES.c.id)
_WHO = (
    sa.select(*_IDENTITIES.columns, *_MEMBERS.columns)
    .join(
        _MEMBERS.table,
        sa.and_(
            _MEMBERS.c.workspace_id == _IDENTITIES.c.workspace_id,
            _MEMBERS.c.id == _IDENTITIES.c.member_id,
        ),
    )
    .where(
        _IDENTITIES.c.workspace_id == W,
        _IDENTITIES.c.platform == BIND("platform"),
        _IDENTITIES.c.app == BIND("app"),
        _IDENTITIES.c.user_id == BIND("user"),
    )
)
_WIDTH = len(fields(IdentityRow))
_ADMINS = _MEMBERS.select(_MEMBERS.c.role == "admin", _MEMBERS.c.active).order_by(_MEMBERS.c.id)
_SAME_USER = (
    sa.select(_IDENTITIES.c.member_id)
    .where(
        _IDENTITIES.c.workspace_id == W,
        _IDENTITIES.c.platform == BIND("platform"),
        _IDENTITIES.c.user_id == BIND("user"),
    )
    .order_by(_IDENTITIES.c.id)
)
_SINCE = _MEMBERS.select(_MEMBERS.c.created_at >= BIND("since"), _MEMBERS.c.active).order_by(_MEMBERS.c.id)
_PLATFORMS = (
    sa.select(_IDENTITIES.c.member_id, _IDENTITIES.c.platform)
    .where(_IDENTITIES.c.workspace_id == W)
    .order_by(_IDENTITIES.c.id)
)


def every(tx: Tx, workspace: UUID) -> list[MemberRow]:
    """All members, those who left too, oldest first."""
    return _MEMBERS.all(tx, _ALL, {"w": workspace})


def get(tx: Tx, workspace: UUID, id: UUID) -> MemberRow | None:
    """One member."""
    return _MEMBERS.one(tx, _GET, {"w": workspace, "i": id})


def some(tx: Tx, workspace: UUID, ids: Sequence[UUID]) -> dict[UUID, MemberRow]:
    """These members, by id."""
    return {row.id: row for row in _MEMBERS.all(tx, _MANY, {"w": workspace, "ids": list(ids)})}


def who(tx: Tx, workspace: UUID, *, platform: str, app: str, user_id: str) -> tuple[IdentityRow, MemberRow] | None:
    """The member behind a platform's user, if bound; one query."""
    at = {"w": workspace, "platform": platform, "app": app, "user": user_id}
    values = tx.first(_WHO, at)
    if values is None:
        return None
    return _IDENTITIES.make(values[:_WIDTH]), _MEMBERS.make(values[_WIDTH:])


def identities(tx: Tx, workspace: UUID, member: UUID) -> list[IdentityRow]:
    """Where a member can be reached."""
    return _IDENTITIES.all(tx, _OF_MEMBER, {"w": workspace, "m": member})


def admins(tx: Tx, workspace: UUID) -> list[MemberRow]:
    """The admins, oldest first."""
    return _MEMBERS.all(tx, _ADMINS, {"w": workspace})


def same_user(tx: Tx, workspace: UUID, *, platform: str, user_id: str) -> UUID | None:
    """The member whom the platform calls so under any app."""
    found: UUID | None = tx.scalar(_SAME_USER, {"w": workspace, "platform": platform, "user": user_id})
    return found


def joined_since(tx: Tx, workspace: UUID, since: datetime) -> list[MemberRow]:
    """Members who joined at this (business) time or later, and are still here."""
    return _MEMBERS.all(tx, _SINCE, {"w": workspace, "since": since})


def platforms(tx: Tx, workspace: UUID) -> dict[UUID, tuple[str, ...]]:
    """The platforms on which each member is known."""
    found: dict[UUID, dict[str, None]] = {}
    for member, platform in tx.rows(_PLATFORMS, {"w": workspace}):
        found.setdefault(member, {})[platform] = None
    return {member: tuple(names) for member, names in found.items()}
