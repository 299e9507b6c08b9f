"""The inbox: a message is stored before it is acknowledged, once, and in its place in its lane."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store import upsert
from store.database import Tx
from store.ids import uuid7
from store.rows import BIND
from store.tables import Inbox, Lane, table

PAYLOAD = "inbox.payload"  # what payloads are bound to, beside the workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """Where a message stands; not fresh if it was there before."""

    id: UUID
    lane_id: UUID
    sequence: int
    fresh: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A stored message."""

    id: UUID
    workspace: UUID
    lane_id: UUID
    sequence: int
    platform: str
    app: str
    key: str
    payload: bytes
    received_at: datetime
    state: str
    reason: str | None


_LANE, _INBOX = table(Lane), table(Inbox)
_THERE = (
    sa.select(sa.literal(1))
    .select_from(_INBOX)
    .where(_INBOX.c.platform == BIND("platform"), _INBOX.c.app == BIND("app"), _INBOX.c.key == BIND("key"))
)
_LANE_VALUES: dict[str, Any] = {
    name: sa.bindparam(name, type_=_LANE.c[name].type)
    for name in ("id", "workspace_id", "platform", "app", "chat", "topic", "ready_at")
} | {"sequence": sa.literal(1), "handled": sa.literal(0), "attempts": sa.literal(0), "fence": sa.literal(0)}
# The lane's row is locked by this until the commit, so the order of acceptance is the order of commits. A message that
# is there already takes no place and writes nothing.
_NEXT = (
    upsert.replacing(_LANE, "workspace_id", "platform", "app", "chat", "topic", sequence=_LANE.c.sequence + 1)
    .from_select(list(_LANE_VALUES), sa.select(*_LANE_VALUES.values()).where(~_THERE.exists()), include_defaults=False)
    .returning(_LANE.c.id, _LANE.c.sequence)
)
_STEP_BACK = sa.update(_LANE).where(_LANE.c.id == BIND("lane")).values(sequence=_LANE.c.sequence - 1)
_INSERT = upsert.ignoring(_INBOX, "platform", "app", "key")
_FIND = sa.select(_INBOX.c.id, _INBOX.c.lane_id, _INBOX.c.sequence).where(
    _INBOX.c.platform == BIND("platform"), _INBOX.c.app == BIND("app"), _INBOX.c.key == BIND("key")
)
_NAMES = "id workspace_id lane_id sequence platform app key payload received_at state reason"
_ROW = tuple(_INBOX.c[name] for name in _NAMES.split())
_LOAD = sa.select(*_ROW).where(_INBOX.c.id == BIND("i"))
_REWRITE = sa.update(_INBOX).where(_INBOX.c.id == BIND("i")).values(payload=BIND("words"))
_OF_MESSAGE = (
    sa.select(*_ROW)
    .join(_LANE, _LANE.c.id == _INBOX.c.lane_id)
    .where(
        _INBOX.c.platform == BIND("platform"),
        _INBOX.c.app == BIND("app"),
        _INBOX.c.message_id == BIND("message"),
        _LANE.c.chat == BIND("chat"),
    )
    .order_by(_INBOX.c.id)
)
_HERE = _INBOX.alias("here")
_BEFORE = (
    sa.select(_INBOX.c.id)
    .join(_HERE, _HERE.c.lane_id == _INBOX.c.lane_id)
    .where(_HERE.c.id == BIND("i"), _INBOX.c.sequence < _HERE.c.sequence)
    .order_by(_INBOX.c.sequence.desc())
    .limit(BIND("limit"))
)
_FOLLOWED = sa.select(_LANE.c.sequence > _INBOX.c.sequence).where(
    _INBOX.c.id == BIND("i"), _LANE.c.id == _INBOX.c.lane_id
)
_PURGE = sa.delete(_INBOX).where(_INBOX.c.received_at < BIND("before"), _INBOX.c.state != "waiting")


def accept(
    tx: Tx,
    *,
    workspace: UUID,
    platform: str,
    app: str,
    chat: str,
    topic: str,
    key: str,
    payload: bytes,
    received_at: datetime,
    message_id: str = "",
) -> Accepted:
    """Store a message at the end of its lane. A repeat (platform, app, key) writes nothing and says so.

    `message_id` is the platform's own id of the message, by which `of_message` finds it.
    """
    named = {"platform": platform, "app": app, "key": key}
    lane = {"id": uuid7(), "workspace_id": workspace, "chat": chat, "topic": topic, "ready_at": tx.machine_now}
    place = tx.first(_NEXT, {**lane, **named})
    if place is None:
        return _repeat(tx, named)
    id = uuid7()
    row = {
        "id": id,
        "workspace_id": workspace,
        "lane_id": place[0],
        "sequence": place[1],
        "payload": tx.secrets.seal(workspace, PAYLOAD, payload),
        "received_at": received_at,
        "state": "waiting",
        "handled_at": None,
        "reason": None,
        "message_id": message_id or None,
        **named,
    }
    if tx.run(_INSERT, row) != 1:  # the same message, by another connection, just before
        tx.run(_STEP_BACK, {"lane": place[0]})
        return _repeat(tx, named)
    return Accepted(id=id, lane_id=place[0], sequence=place[1], fresh=True)


def load(tx: Tx, id: UUID) -> Message | None:
    """A stored message, unsealed."""
    row = tx.first(_LOAD, {"i": id})
    return None if row is None else _message(tx, row)


def rewrite(tx: Tx, workspace: UUID, id: UUID, payload: bytes) -> None:
    """Put something else in a message's place, where what it said must not be kept; its repeats stay known."""
    tx.run(_REWRITE, {"i": id, "words": tx.secrets.seal(workspace, PAYLOAD, payload)})


def of_message(tx: Tx, *, platform: str, app: str, chat: str, message_id: str) -> list[Message]:
    """A message by the platform's own id, and the edits of it, in the order in which they came."""
    at = {"platform": platform, "app": app, "chat": chat, "message": message_id}
    return [_message(tx, row) for row in tx.rows(_OF_MESSAGE, at)]


def before(tx: Tx, id: UUID, limit: int) -> list[UUID]:
    """The messages of the same conversation before one, latest first."""
    return [row[0] for row in tx.rows(_BEFORE, {"i": id, "limit": limit})]


def followed(tx: Tx, id: UUID) -> bool:
    """Whether a later message of the same conversation has come in."""
    return bool(tx.scalar(_FOLLOWED, {"i": id}))


def purge(tx: Tx, older_than: datetime) -> int:
    """Forget messages that were received before this and are finished; how many."""
    return tx.run(_PURGE, {"before": older_than})


def _repeat(tx: Tx, named: dict[str, str]) -> Accepted:
    id, lane, sequence = tx.first(_FIND, named)
    return Accepted(id=id, lane_id=lane, sequence=sequence, fresh=False)


def _message(tx: Tx, row: Any) -> Message:
    id, workspace, lane, sequence, platform, app, key, payload, received_at, state, reason = row
    return Message(
        id=id,
        workspace=workspace,
        lane_id=lane,
        sequence=sequence,
        platform=platform,
        app=app,
        key=key,
        payload=tx.secrets.unseal(workspace, PAYLOAD, bytes(payload)),
        received_at=received_at,
        state=state,
        reason=reason,
    )
