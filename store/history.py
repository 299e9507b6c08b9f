"""What a chat has seen: the messages accepted from it and the answers written to it; and whether one is over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa

from store import inbox, letters
from store.database import Tx
from store.rows import BIND, many
from store.tables import Chat, Inbox, Lane, Outbox, table


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One message heard, or one answer written; ids rise with machine time."""

    kind: Literal["heard", "said"]
    id: UUID
    payload: bytes


_LANE, _IN, _OUT = table(Lane), table(Inbox), table(Outbox)
_HERE = ("platform", "app", "chat", "topic")
_HEARD = (
    sa.select(_IN.c.id, _IN.c.payload)
    .join(_LANE, _LANE.c.id == _IN.c.lane_id)
    .where(_LANE.c.workspace_id == BIND("w"), *(_LANE.c[name] == BIND(f"of_{name}") for name in _HERE))
    .order_by(_IN.c.sequence.desc())
    .limit(BIND("many"))
)
_SAID = (
    sa.select(_OUT.c.id, _OUT.c.payload)
    .where(
        _OUT.c.workspace_id == BIND("w"),
        *(_OUT.c[name] == BIND(f"of_{name}") for name in _HERE),
        _OUT.c.state.in_(("sending", "sent")),
    )
    .order_by(_OUT.c.position.desc())
    .limit(BIND("many"))
)
_CHAT = table(Chat)
_LAST = (
    sa.select(sa.func.max(_IN.c.received_at))
    .where(_IN.c.lane_id == _LANE.c.id, _IN.c.received_at >= BIND("since", type_=_IN.c.received_at.type))
    .scalar_subquery()
)
_USED = (
    sa.select(_CHAT.c.id, _CHAT.c.external, _LAST.label("last"))
    .join(
        _LANE,
        sa.and_(
            _LANE.c.workspace_id == _CHAT.c.workspace_id,
            *(_LANE.c[name] == _CHAT.c[name] for name in ("platform", "app", "topic")),
            _LANE.c.chat == _CHAT.c.external,
        ),
    )
    .where(
        _CHAT.c.workspace_id == BIND("w"),
        _CHAT.c.platform == BIND("of_platform"),
        _CHAT.c.app == BIND("of_app"),
        _CHAT.c.left_at.is_(None),
        _LAST.is_not(None),
    )
    .order_by(sa.desc("last"))
)
_UNHANDLED = sa.select(sa.literal(1)).where(_IN.c.id == BIND("i"), _IN.c.state == "waiting")
_UNSENT = sa.select(sa.literal(1)).where(
    _OUT.c.inbox_id == BIND("i"),
    _OUT.c.platform == BIND("of_platform"),
    _OUT.c.app == BIND("of_app"),
    _OUT.c.state.in_(("waiting", "sending")),
)
_UNSENT_IN = _UNSENT.where(_OUT.c.chat.in_(many("chats")))


def of_chat(
    tx: Tx, workspace: UUID, *, platform: str, app: str, chat: str, topic: str = "", limit: int = 200
) -> list[Entry]:
    """The latest that a chat has seen, oldest first."""
    at = {"w": workspace, "of_platform": platform, "of_app": app, "of_chat": chat, "of_topic": topic, "many": limit}
    heard = [_entry(tx, workspace, "heard", row) for row in tx.connection.execute(_HEARD, at)]
    said = [_entry(tx, workspace, "said", row) for row in tx.connection.execute(_SAID, at)]
    return sorted(heard + said, key=lambda entry: entry.id)[-limit:]


def used_since(tx: Tx, workspace: UUID, *, platform: str, app: str, since: datetime) -> list[UUID]:
    """The chats of one app that a message came from since this machine time; of a chat's topics, the last one used."""
    at = {"w": workspace, "of_platform": platform, "of_app": app, "since": since}
    found: dict[str, UUID] = {}
    for id, external, _ in tx.connection.execute(_USED, at):
        found.setdefault(external, id)
    return list(found.values())


def settled(tx: Tx, inbox_id: UUID, *, platform: str, app: str, chats: Collection[str] | None = None) -> bool:
    """Whether a message is handled and all that it caused in the chats of this app is sent, or given up.

    With `chats` only what it caused in those.
    """
    at = {"i": inbox_id, "of_platform": platform, "of_app": app}
    if tx.first(_UNHANDLED, at) is not None:
        return False
    if chats is None:
        return tx.first(_UNSENT, at) is None
    return tx.first(_UNSENT_IN, {**at, "chats": sorted(chats)}) is None


def _entry(tx: Tx, workspace: UUID, kind: Literal["heard", "said"], row: Any) -> Entry:
    aad = inbox.PAYLOAD if kind == "heard" else letters.PAYLOAD
    return Entry(kind=kind, id=row[0], payload=tx.secrets.unseal(workspace, aad, bytes(row[1])))
