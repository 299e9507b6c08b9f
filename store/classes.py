"""Which customers bear a word by which they are classed (level, stage, source, industry), and which policies do."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.rows import BIND, W
from store.tables import Customer, Policy, table

_C, _P = table(Customer).c, table(Policy).c
_COUNTS = {
    name: sa.select(_C[name], sa.func.count())
    .where(_C.workspace_id == W, _C[name].is_not(None), _C.deleted_at.is_(None))
    .group_by(_C[name])
    for name in ("level", "stage", "source", "industry")
}
_BEARING = {name: sa.select(sa.func.count()).where(_C.workspace_id == W, _C[name] == BIND("word")) for name in _COUNTS}
_POLICIES = {
    name: sa.select(_P.id, _P.number).where(_P.workspace_id == W, _P[name] == BIND("word")).order_by(_P.number)
    for name in ("level", "stage")
}


def counts(tx: Tx, workspace: UUID, column: str) -> dict[str, int]:
    """How many customers bear each word of a column; those in the recycle bin are not counted."""
    return {row[0]: row[1] for row in tx.rows(_COUNTS[column], {"w": workspace})}


def bearing(tx: Tx, workspace: UUID, column: str, word: str) -> int:
    """How many customers bear a word, those in the recycle bin too."""
    count: int = tx.scalar(_BEARING[column], {"w": workspace, "word": word})
    return count


def policies(tx: Tx, workspace: UUID, column: str, word: str) -> Sequence[tuple[UUID, int]]:
    """The nudge policies that speak of a word: id and number."""
    if column not in _POLICIES:
        return []
    return [(row[0], row[1]) for row in tx.rows(_POLICIES[column], {"w": workspace, "word": word})]
