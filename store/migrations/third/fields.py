"""Values of the workspace's own fields: under the field's name before, under its id from here on."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from store.types import Id, Json

_FIELD = sa.table("field", sa.column("workspace_id", Id()), sa.column("id", Id()), sa.column("name", sa.String()))
_CUSTOMER = sa.table("customer", sa.column("workspace_id", Id()), sa.column("id", Id()), sa.column("fields", Json()))


def by_id() -> None:
    """From names to ids; a value of no known field stays as it is."""
    _rekey({workspace: {name: id.hex for id, name in rows.items()} for workspace, rows in _names().items()})


def by_name() -> None:
    """From ids back to names."""
    _rekey({workspace: {id.hex: name for id, name in rows.items()} for workspace, rows in _names().items()})


def _names() -> dict[UUID, dict[UUID, str]]:
    found: dict[UUID, dict[UUID, str]] = {}
    for workspace, id, name in op.get_bind().execute(sa.select(*_FIELD.c)).all():
        found.setdefault(workspace, {})[id] = name
    return found


def _rekey(keys: Mapping[UUID, Mapping[str, str]]) -> None:
    bind = op.get_bind()
    for workspace, renamed in keys.items():
        rows = bind.execute(sa.select(_CUSTOMER.c.id, _CUSTOMER.c.fields).where(_CUSTOMER.c.workspace_id == workspace))
        changed: list[dict[str, Any]] = [
            {"i": id, "f": {renamed.get(key, key): value for key, value in fields.items()}}
            for id, fields in rows.all()
            if fields.keys() & renamed.keys()
        ]
        if changed:
            at = sa.and_(_CUSTOMER.c.workspace_id == sa.bindparam("w"), _CUSTOMER.c.id == sa.bindparam("i"))
            bind.execute(
                sa.update(_CUSTOMER).where(at).values(fields=sa.bindparam("f")),
                [{"w": workspace, **each} for each in changed],
            )
