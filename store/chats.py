"""Where people can be written to: private chats known from identities, and chats heard for the first time."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.rows import BIND, Shape, many
from store.tables import Chat, Identity, Inbox, Lane, table
from store.unit import Unit
from store.workspaces import ChatRow, chat_by_external

_CHATS = Shape(ChatRow, Chat)
_I = table(Identity)
_INBOX, _LANE = table(Inbox), table(Lane)
_SAME = (("platform", "platform"), ("app", "app"), ("chat", "external"), ("topic", "topic"))
_PRIVATE = (
    _CHATS.select(_I.c.member_id == BIND("m"))
    .join(_I, sa.and_(_I.c.workspace_id == _CHATS.c.workspace_id, _I.c.private_chat_id == _CHATS.c.id))
    .add_columns(_I.c.user_id)
    .order_by(
        sa.select(sa.func.max(_INBOX.c.received_at))
        .join(_LANE, _LANE.c.id == _INBOX.c.lane_id)
        .where(
            _LANE.c.workspace_id == _CHATS.c.workspace_id,
            *(_LANE.c[lane] == _CHATS.c[chat] for lane, chat in _SAME),
        )
        .scalar_subquery()
        .desc()
        .nulls_last(),
        _I.c.id,
    )
)
_USER = sa.select(_I.c.id, _I.c.private_chat_id).where(
    _I.c.workspace_id == BIND("w"),
    _I.c.platform == BIND("platform"),
    _I.c.app == BIND("app"),
    _I.c.user_id == BIND("user"),
)
_GROUPS = _CHATS.select(_CHATS.c.team_id.in_(many("teams")), _CHATS.c.kind == "group").order_by(_CHATS.c.id)


def private_chats(tx: Tx, workspace: UUID, member: UUID) -> list[ChatRow]:
    """The chats in which a member can be reached alone; where they spoke last comes first."""
    rows = tx.rows(_PRIVATE, {"w": workspace, "m": member})
    return [_CHATS.make(values) for values in rows]


def private_chat(tx: Tx, workspace: UUID, member: UUID, platform: str) -> ChatRow | None:
    """The member's private chat, on this platform if there is one there."""
    known = private_chats(tx, workspace, member)
    here = [row for row in known if row.platform == platform]
    return next(iter(here or known), None)


def groups(tx: Tx, workspace: UUID, teams: Sequence[UUID]) -> list[ChatRow]:
    """The groups bound to these teams."""
    return _CHATS.all(tx, _GROUPS, {"w": workspace, "teams": list(teams)})


def open_chat(
    unit: Unit, *, platform: str, app: str, external: str, topic: str, private: bool, user_id: str
) -> ChatRow:
    """The row of a chat, made when it is heard for the first time; a private one is noted on the identity."""
    row = chat_by_external(unit.tx, unit.workspace, platform=platform, app=app, external=external, topic=topic)
    if row is None:
        record = unit.add(
            Chat, platform=platform, app=app, external=external, topic=topic, kind="private" if private else "group"
        )
        unit.flush()
        row = chat_by_external(unit.tx, unit.workspace, platform=platform, app=app, external=external, topic=topic)
        assert row is not None, record.id
    if private:
        note_private(unit, platform=platform, app=app, user_id=user_id, chat=row.id)
    return row


def note_private(unit: Unit, *, platform: str, app: str, user_id: str, chat: UUID) -> None:
    """Remembers that this user of the app can be written to alone in this chat."""
    at = {"w": unit.workspace, "platform": platform, "app": app, "user": user_id}
    found = unit.tx.first(_USER, at)
    if found is not None and found[1] != chat:
        unit.edit(Identity, found[0]).private_chat_id = chat
        unit.flush()
