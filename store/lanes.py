"""Lanes: one conversation at a time in one worker's hands, in order; lanes side by side.

A claim is a lease with a fence: whoever claims a lane next gets a higher fence, and what was begun under the lower one
cannot be finished any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.errors import Fenced
from store.inbox import PAYLOAD
from store.rows import BIND, many
from store.tables import Inbox, Lane, table


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """The lowest unfinished message of a lane, in our hands until the lease ends. attempts counts this one."""

    lane_id: UUID
    workspace: UUID
    fence: int
    platform: str
    app: str
    chat: str
    topic: str
    inbox_id: UUID
    sequence: int
    attempts: int
    payload: bytes
    key: str
    lease: float


_LANE, _INBOX = table(Lane), table(Inbox)
_L, _I = _LANE.c, _INBOX.c
_FREE = (
    sa.select(_L.id)
    .where(
        _L.handled < _L.sequence,
        _L.ready_at <= BIND("now"),
        sa.or_(_L.lease_until.is_(None), _L.lease_until < BIND("now")),
    )
    .order_by(_L.ready_at)
    .limit(BIND("limit"))
    .with_for_update(skip_locked=True)
)
_LANE_COLUMNS = (_L.id, _L.workspace_id, _L.fence, _L.platform, _L.app, _L.chat, _L.topic, _L.attempts, _L.handled)
_CLAIM = (
    sa.update(_LANE)
    .where(_L.id.in_(_FREE))
    .values(owner=BIND("who"), fence=_L.fence + 1, lease_until=BIND("until"), attempts=_L.attempts + 1)
    .returning(*_LANE_COLUMNS)
)
_ON_LANE = sa.and_(_I.lane_id == _L.id, _I.sequence == _L.handled + 1)
_HEADS = (
    sa.select(_I.lane_id, _I.id, _I.sequence, _I.payload, _I.key).join(_LANE, _ON_LANE).where(_L.id.in_(many("ids")))
)
_HEAD = sa.select(_I.lane_id, _I.id, _I.sequence, _I.payload, _I.key).where(
    _I.lane_id == BIND("lane"), _I.sequence == BIND("seq")
)
_OURS = (_L.id == BIND("lane"), _L.fence == BIND("held"))
_MORE = _L.sequence > BIND("seq")
_FINISH = (
    sa.update(_LANE)
    .where(*_OURS)
    .values(
        handled=BIND("seq"),
        attempts=sa.case((_MORE, 1), else_=0),
        owner=sa.case((_MORE, _L.owner), else_=sa.null()),
        lease_until=sa.case((_MORE, BIND("until", type_=_L.lease_until.type)), else_=sa.null()),
        ready_at=BIND("now"),  # lanes take turns: the one that was served last waits longest
        reason=None,
    )
    .returning(_L.sequence)
)
_ENDED = (
    sa.update(_INBOX).where(_I.id == BIND("i")).values(state=BIND("is_now"), handled_at=BIND("now"), reason=BIND("why"))
)
_RETRY = sa.update(_LANE).where(*_OURS).values(owner=None, lease_until=None, ready_at=BIND("ready"), reason=BIND("why"))
_BURY = (
    sa.update(_LANE)
    .where(*_OURS)
    .values(owner=None, lease_until=None, attempts=0, handled=BIND("seq"), reason=None, ready_at=BIND("ready"))
)
_RENEW = sa.update(_LANE).where(*_OURS).values(lease_until=BIND("until"))


def claim(tx: Tx, *, owner: str, limit: int, lease: float) -> list[Claim]:
    """Up to `limit` lanes that have work and are free (or whose lease ended), for `lease` seconds."""
    now = tx.machine_now
    at = {"now": now, "limit": limit, "who": owner, "until": now + timedelta(seconds=lease)}
    lanes = tx.rows(_CLAIM, at)
    if not lanes:
        return []
    if len(lanes) == 1:
        heads = tx.rows(_HEAD, {"lane": lanes[0][0], "seq": lanes[0][8] + 1})
    else:
        heads = tx.rows(_HEADS, {"ids": [lane[0] for lane in lanes]})
    by_lane = {head[0]: head for head in heads}
    return [_claim(tx, lane, by_lane[lane[0]], lease) for lane in lanes if lane[0] in by_lane]


def finish(tx: Tx, done: Claim) -> Claim | None:
    """The message is done, in this transaction. Keeps the lane and returns its next message, or frees it.

    Raises Fenced if somebody else has the lane by now: nothing of this transaction may be kept.
    """
    now = tx.machine_now
    at: dict[str, Any] = {"lane": done.lane_id, "held": done.fence, "seq": done.sequence, "now": now}
    at["until"] = now + timedelta(seconds=done.lease)
    last = tx.scalar(_FINISH, at)
    if last is None:
        raise Fenced(f"lane {done.lane_id}")
    tx.run(_ENDED, {"i": done.inbox_id, "is_now": "done", "now": now, "why": None})
    if last <= done.sequence:
        return None
    head = tx.first(_HEAD, {"lane": done.lane_id, "seq": done.sequence + 1})
    lane = (done.lane_id, done.workspace, done.fence, done.platform, done.app, done.chat, done.topic, 1)
    return _claim(tx, lane, head, done.lease)


def retry(tx: Tx, held: Claim, after: float, reason: str) -> None:
    """Give the lane back; its message comes again after so many seconds, and the lane waits for it."""
    at = {"lane": held.lane_id, "held": held.fence, "ready": tx.machine_now + timedelta(seconds=after), "why": reason}
    _must(tx.run(_RETRY, at), held)


def bury(tx: Tx, held: Claim, reason: str) -> None:
    """Give the message up, visibly; the lane is free and goes on with the next."""
    now = tx.machine_now
    _must(
        tx.run(_BURY, {"lane": held.lane_id, "held": held.fence, "seq": held.sequence, "ready": now}),
        held,
    )
    tx.run(_ENDED, {"i": held.inbox_id, "is_now": "dead", "now": now, "why": reason})


def renew(tx: Tx, held: Claim) -> None:
    """Hold the lane for another `lease` seconds."""
    until = tx.machine_now + timedelta(seconds=held.lease)
    _must(tx.run(_RENEW, {"lane": held.lane_id, "held": held.fence, "until": until}), held)


def _must(written: int, held: Claim) -> None:
    if written != 1:
        raise Fenced(f"lane {held.lane_id}")


def _claim(tx: Tx, lane: Any, head: Any, lease: float) -> Claim:
    return Claim(
        lane_id=lane[0],
        workspace=lane[1],
        fence=lane[2],
        platform=lane[3],
        app=lane[4],
        chat=lane[5],
        topic=lane[6],
        attempts=lane[7],
        inbox_id=head[1],
        sequence=head[2],
        payload=tx.secrets.unseal(lane[1], PAYLOAD, bytes(head[3])),
        key=head[4],
        lease=lease,
    )
