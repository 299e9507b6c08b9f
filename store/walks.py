"""Through all customers of a workspace in portions, so that no step of it reads or writes very many rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.tables import Customer, table

LOOKED_AT = 5_000
"""Customers that one step looks at."""
START = UUID(int=0)
_C = table(Customer).c


@dataclass(frozen=True, kw_only=True, slots=True)
class Portion:
    """Customers that fit, those in the recycle bin too; all up to `upto` were looked at. None: that was the last."""

    ids: list[UUID]
    upto: UUID | None


def portion(
    tx: Tx, workspace: UUID, columns: Sequence[str], fits: Callable[..., Any], *, after: UUID = START, limit: int
) -> Portion:
    """The next customers behind `after` whose columns fit, in the order of their ids."""
    ahead = (
        sa.select(_C.id, *(_C[name] for name in columns))
        .where(_C.workspace_id == workspace, _C.id > after)
        .order_by(_C.id)
    )
    looked_at = ahead.limit(LOOKED_AT).subquery()
    found = (
        sa.select(looked_at.c.id)
        .where(fits(*(looked_at.c[name] for name in columns)))
        .order_by(looked_at.c.id)
        .limit(limit)
    )
    ids = list(tx.connection.execute(found).scalars())
    if len(ids) == limit:
        return Portion(ids=ids, upto=ids[-1])
    end = ahead.with_only_columns(_C.id).offset(LOOKED_AT - 1).limit(1)
    return Portion(ids=ids, upto=tx.connection.execute(end).scalar())
