"""What a workspace decided for itself (levels, sources, hours, caps), one row a setting; else the default holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.rows import BIND, W
from store.tables import Setting, table

if TYPE_CHECKING:
    from store.unit import Unit

_S = table(Setting).c
_ALL = sa.select(_S.name, _S.value).where(_S.workspace_id == W).order_by(_S.name)
_ONE = sa.select(_S.value).where(_S.workspace_id == W, _S.name == BIND("name"))
_ID = sa.select(_S.id).where(_S.workspace_id == W, _S.name == BIND("name"))


def every(tx: Tx, workspace: UUID) -> dict[str, Any]:
    """All that the workspace has set, by name."""
    return {row[0]: row[1] for row in tx.rows(_ALL, {"w": workspace})}


def one(tx: Tx, workspace: UUID, name: str) -> Any:
    """What the workspace has set; None where the default holds."""
    return tx.scalar(_ONE, {"w": workspace, "name": name})


def put(unit: Unit, name: str, value: Any) -> None:
    """Sets one; None takes it away, so that the default holds again."""
    id = unit.tx.scalar(_ID, {"w": unit.workspace, "name": name})
    if id is None:
        if value is not None:
            unit.add(Setting, name=name, value=value)
    elif value is None:
        unit.remove(Setting, id)
    else:
        unit.edit(Setting, id).value = value
