"""Who speaks where: all that a message's sender and chat come to, in one query."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.dialogue import STATE
from store.rows import BIND, W
from store.tables import Chat, Dialogue, Identity, Workspace, table
from store.workspaces import CHATS, ChatRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """The workspace's stamp, the member behind the user (if bound), the chat (if known), and what is open there."""

    stamp: UUID | None
    member: UUID | None
    chat: ChatRow | None
    state: dict[str, Any] | None


_W, _I, _C, _D = (table(each) for each in (Workspace, Identity, Chat, Dialogue))
_THIS = (_I.c.platform == BIND("platform"), _I.c.app == BIND("app"), _I.c.user_id == BIND("user"))
_HERE = (
    _C.c.platform == BIND("platform"),
    _C.c.app == BIND("app"),
    _C.c.external == BIND("chat"),
    _C.c.topic == BIND("topic"),
)
_OPEN = (_D.c.chat_id == _C.c.id, _D.c.member_id == _I.c.member_id)
_OF = (
    sa.select(_W.c.stamp, _I.c.member_id, _D.c.state, _D.c.expires_at, *CHATS.columns)
    .select_from(
        _W.outerjoin(_I, sa.and_(_I.c.workspace_id == _W.c.id, *_THIS))
        .outerjoin(_C, sa.and_(_C.c.workspace_id == _W.c.id, *_HERE))
        .outerjoin(_D, sa.and_(_D.c.workspace_id == _W.c.id, *_OPEN))
    )
    .where(_W.c.id == W)
)


def of(tx: Tx, workspace: UUID, *, platform: str, app: str, user: str, chat: str, topic: str, now: datetime) -> Arrival:
    """What is known of a user and a chat as the platform names them; `now` (business time) ends what is open."""
    at = {"w": workspace, "platform": platform, "app": app, "user": user, "chat": chat, "topic": topic}
    stamp, member, state, ends, *values = tx.first(_OF, at)
    return Arrival(
        stamp=stamp,
        member=member,
        chat=CHATS.make(values) if values[0] is not None else None,
        state=json.loads(tx.secrets.unseal(workspace, STATE, bytes(state))) if state and ends > now else None,
    )
