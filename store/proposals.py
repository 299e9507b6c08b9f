"""What corrections taught, waiting for an admin; and the misses that were counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from store import counters, upsert
from store.database import Tx
from store.ids import uuid7
from store.rows import BIND, Shape, W, fixed
from store.tables import Proposal, table


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposalRow:
    """`said` is to mean `means` (for an alias: the customer), which `count` corrections have shown."""

    id: UUID
    number: int
    kind: str
    said: str
    means: str
    customer_id: UUID | None
    member_id: UUID | None
    count: int
    state: str
    decided_at: datetime | None
    created_at: datetime


_SHAPE = Shape(ProposalRow, Proposal)
_C = _SHAPE.c
_TABLE = table(Proposal)
_ADD = upsert.replacing(
    _TABLE, "workspace_id", "kind", "said", "means", count=_C.count + 1, only=_C.state == fixed("open")
)
_KNOWN = sa.select(_C.number).where(
    _C.workspace_id == W, _C.kind == BIND("kind"), _C.said == BIND("said"), _C.means == BIND("means")
)
_IN_STATE = _SHAPE.select(_C.state == BIND("state")).order_by(_C.count.desc(), _C.number).limit(BIND("limit"))
_BY_NUMBER = _SHAPE.select(_C.number == BIND("n"))
_COUNT = sa.select(sa.func.count()).where(_C.workspace_id == W, _C.state == BIND("state"))


def note(
    tx: Tx,
    workspace: UUID,
    now: datetime,
    *,
    kind: str,
    said: str,
    means: str,
    customer: UUID | None = None,
    member: UUID | None = None,
) -> None:
    """Counts one more correction that shows this; one that was decided stays decided."""
    at = {"w": workspace, "kind": kind, "said": said, "means": means}
    number = tx.scalar(_KNOWN, at) or counters.take(tx, workspace, {"proposal": 1})["proposal"]
    row = {
        "workspace_id": workspace,
        "id": uuid7(),
        "number": number,
        "kind": kind,
        "said": said,
        "means": means,
        "customer_id": customer,
        "member_id": member,
        "count": 1,
        "state": "open",
        "decided_at": None,
        "created_at": now,
    }
    tx.run(_ADD, row)


def in_state(tx: Tx, workspace: UUID, state: str, *, limit: int) -> list[ProposalRow]:
    """The proposals that are open, accepted, rejected or withdrawn; the most often shown first."""
    return _SHAPE.all(tx, _IN_STATE, {"w": workspace, "state": state, "limit": limit})


def count(tx: Tx, workspace: UUID, state: str) -> int:
    """How many there are in a state."""
    return tx.scalar(_COUNT, {"w": workspace, "state": state}) or 0


def by_number(tx: Tx, workspace: UUID, number: int) -> ProposalRow | None:
    """The proposal with people's number."""
    return _SHAPE.one(tx, _BY_NUMBER, {"w": workspace, "n": number})
