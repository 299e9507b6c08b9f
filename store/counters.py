"""Short numbers for people, per workspace and kind. The counter's row stays locked until the commit: no twins."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store import upsert
from store.database import Tx
from store.tables import Counter, table

_COUNTER = table(Counter)
_COLUMNS = ["workspace_id", "kind", "value"]


@cache
def _statement(kinds: int) -> Any:
    """INSERT … SELECT … UNION ALL …: a VALUES list of several rows would be compiled anew every time."""
    rows = [
        sa.select(
            sa.bindparam("w", type_=_COUNTER.c.workspace_id.type),
            sa.bindparam(f"kind{each}", type_=_COUNTER.c.kind.type),
            sa.bindparam(f"count{each}", type_=_COUNTER.c.value.type),
        ).where(sa.text("true"))
        for each in range(kinds)
    ]
    more = _COUNTER.c.value + upsert.excluded(_COUNTER, "value")
    return (
        upsert.replacing(_COUNTER, "workspace_id", "kind", value=more)
        .from_select(_COLUMNS, sa.union_all(*rows) if kinds > 1 else rows[0], include_defaults=False)
        .returning(_COUNTER.c.kind, _COUNTER.c.value)
    )


def take(tx: Tx, workspace: UUID, counts: Mapping[str, int]) -> dict[str, int]:
    """Take so many numbers of each kind; the last one of each. All lock the kinds in one order."""
    at: dict[str, Any] = {"w": workspace}
    for each, (kind, count) in enumerate(sorted(counts.items())):
        at[f"kind{each}"], at[f"count{each}"] = kind, count
    rows = tx.rows(_statement(len(counts)), at)
    return {row[0]: row[1] for row in rows}
