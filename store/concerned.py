"""Whom executions concern: the customers whose rows they wrote, or rows that hang on them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.journal import changes
from store.tables import Attachment, Contact, ContactPoint, FollowUp, Reminder, Task, table

_MODELS = (Contact, ContactPoint, FollowUp, Attachment, Task, Reminder)
_HANGING = {each.name: each for each in [table(model) for model in _MODELS]}
_VIA = {"contact_id": "contact", "follow_up_id": "follow_up"}


def customers_of(tx: Tx, workspace: UUID, executions: Sequence[UUID]) -> set[UUID]:
    """The customers that these executions wrote something about, taken back or deleted since or not."""
    found: set[UUID] = set()
    rows: dict[str, set[UUID]] = {}
    for change in changes(tx, workspace, executions) if executions else ():
        if change.table == "customer":
            found.add(change.row_id)
        for image in (change.before, change.after):
            _sort(image or {}, found, rows)
        if change.table in _HANGING:
            rows.setdefault(change.table, set()).add(change.row_id)
    for name in ("attachment", "reminder", "task", "contact_point", "follow_up", "contact"):
        for image in _rows(tx, workspace, name, rows.get(name, ())):
            _sort(image, found, rows)
    return found


def _sort(image: dict[str, Any], found: set[UUID], rows: dict[str, set[UUID]]) -> None:
    """Takes the customer that a row names, and the rows through which it hangs on one."""
    if image.get("customer_id") is not None:
        found.add(image["customer_id"])
    for column, name in _VIA.items():
        if image.get(column) is not None:
            rows.setdefault(name, set()).add(image[column])


def _rows(tx: Tx, workspace: UUID, name: str, ids: Collection[UUID]) -> list[dict[str, Any]]:
    if not ids:
        return []
    model = _HANGING[name]
    columns = [model.c[each] for each in ("customer_id", *_VIA) if each in model.c]
    statement = sa.select(*columns).where(model.c.workspace_id == workspace, model.c.id.in_(sorted(ids)))
    return [dict(row._mapping) for row in tx.connection.execute(statement)]
