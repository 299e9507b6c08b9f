"""What was given up: letters that no platform took, and messages that could not be handled. Both can be tried again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store import inbox
from store.database import Tx
from store.letters import PAYLOAD
from store.rows import BIND, W, fixed
from store.tables import Inbox, Lane, Outbox, table


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """A letter or a message that was given up, unsealed, with the reason as it was recorded."""

    id: UUID
    payload: bytes
    reason: str


_LANE, _IN, _OUT = table(Lane), table(Inbox), table(Outbox)
_DEAD_OUT = (_OUT.c.workspace_id == W, _OUT.c.state == fixed("dead"))
_DEAD_IN = (_IN.c.workspace_id == W, _IN.c.state == fixed("dead"))
_OUT_ROW = sa.select(_OUT.c.id, _OUT.c.payload, _OUT.c.reason)
_IN_ROW = sa.select(_IN.c.id, _IN.c.payload, _IN.c.reason)
_LETTERS = _OUT_ROW.where(*_DEAD_OUT).order_by(_OUT.c.position.desc()).limit(BIND("limit"))
_MESSAGES = _IN_ROW.where(*_DEAD_IN).order_by(_IN.c.id.desc()).limit(BIND("limit"))
_COUNT_LETTERS = sa.select(sa.func.count()).select_from(_OUT).where(*_DEAD_OUT)
_COUNT_MESSAGES = sa.select(sa.func.count()).select_from(_IN).where(*_DEAD_IN)
_ITS_LANE = sa.select(_IN.c.lane_id).where(*_DEAD_IN, _IN.c.id == BIND("i"))
_MOVE_ON = sa.update(_LANE).where(_LANE.c.id == BIND("lane"))
_NEXT_PLACE = _MOVE_ON.values(sequence=_LANE.c.sequence + 1).returning(_LANE.c.sequence)
_STEP_BACK = _MOVE_ON.values(sequence=_LANE.c.sequence - 1)
_BACK = (
    sa.update(_IN)
    .where(_IN.c.id == BIND("i"), _IN.c.state == fixed("dead"))
    .values(state="waiting", sequence=BIND("place"), handled_at=None, reason=None)
)


def letters(tx: Tx, workspace: UUID, limit: int) -> list[Given]:
    """The letters that were given up, newest first."""
    return [_given(tx, workspace, PAYLOAD, row) for row in tx.rows(_LETTERS, {"w": workspace, "limit": limit})]


def messages(tx: Tx, workspace: UUID, limit: int) -> list[Given]:
    """The messages that could not be handled, newest first."""
    return [_given(tx, workspace, inbox.PAYLOAD, row) for row in tx.rows(_MESSAGES, {"w": workspace, "limit": limit})]


def count(tx: Tx, workspace: UUID) -> tuple[int, int]:
    """How many letters and how many messages were given up."""
    at = {"w": workspace}
    return tx.scalar(_COUNT_LETTERS, at) or 0, tx.scalar(_COUNT_MESSAGES, at) or 0


def again(tx: Tx, workspace: UUID, id: UUID) -> bool:
    """Put a message that was given up at the end of its conversation, to be handled like a new one; False if it is not.

    It keeps its id, so what it did already, if anything, is not done twice.
    """
    lane = tx.scalar(_ITS_LANE, {"w": workspace, "i": id})
    if lane is None:
        return False
    place = tx.scalar(_NEXT_PLACE, {"lane": lane})  # the lane's row is locked by this until the commit
    if tx.run(_BACK, {"i": id, "place": place}) == 1:
        return True
    tx.run(_STEP_BACK, {"lane": lane})  # somebody else took it up just before
    return False


def _given(tx: Tx, workspace: UUID, purpose: str, row: Any) -> Given:
    payload = tx.secrets.unseal(workspace, purpose, bytes(row[1]))
    return Given(id=row[0], payload=payload, reason=row[2] or "")
