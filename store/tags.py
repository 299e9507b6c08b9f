"""Tags, and which customers bear them; fields of the workspace's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.rows import BIND, Shape, W, many
from store.tables import Customer, CustomerTag, FieldDefinition, Tag, table


@dataclass(frozen=True, kw_only=True, slots=True)
class TagRow:
    """A tag of the library."""

    id: UUID
    name: str
    dimension: str | None
    preset: bool
    position: int
    active: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldRow:
    """A field that the workspace added to its customers."""

    id: UUID
    name: str
    kind: str
    options: list[str]
    position: int
    required: bool
    active: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """A customer that has a value of a field."""

    id: UUID
    customer: str
    value: Any


_TAGS = Shape(TagRow, Tag)
_LIBRARY = _TAGS.select().order_by(_TAGS.c.position, _TAGS.c.id)
_LINK = table(CustomerTag)
_JOINED = sa.and_(_LINK.c.workspace_id == _TAGS.c.workspace_id, _LINK.c.tag_id == _TAGS.c.id)
_OF = (
    sa.select(_LINK.c.customer_id, *_TAGS.columns)
    .join(_TAGS.table, _JOINED)
    .where(_LINK.c.workspace_id == W, _LINK.c.customer_id.in_(many("ids")))
    .order_by(_TAGS.c.position, _TAGS.c.id)
)
_LINKED = sa.select(_LINK.c.id).where(
    _LINK.c.workspace_id == W, _LINK.c.customer_id == BIND("c"), _LINK.c.tag_id == BIND("t")
)
_COUNTS = sa.select(_LINK.c.tag_id, sa.func.count()).where(_LINK.c.workspace_id == W).group_by(_LINK.c.tag_id)
_FIELDS = Shape(FieldRow, FieldDefinition)
_ALL_FIELDS = _FIELDS.select().order_by(_FIELDS.c.position, _FIELDS.c.id)


def library(tx: Tx, workspace: UUID) -> list[TagRow]:
    """All tags in their order, inactive ones too."""
    return _TAGS.all(tx, _LIBRARY, {"w": workspace})


def of(tx: Tx, workspace: UUID, customers: Sequence[UUID]) -> dict[UUID, list[TagRow]]:
    """The tags of each of these customers."""
    found: dict[UUID, list[TagRow]] = defaultdict(list)
    for values in tx.rows(_OF, {"w": workspace, "ids": list(customers)}):
        found[values[0]].append(_TAGS.make(values[1:]))
    return dict(found)


def link(tx: Tx, workspace: UUID, *, customer: UUID, tag: UUID) -> UUID | None:
    """The id of the customer_tag row, if the customer bears the tag."""
    id: UUID | None = tx.scalar(_LINKED, {"w": workspace, "c": customer, "t": tag})
    return id


def counts(tx: Tx, workspace: UUID) -> dict[UUID, int]:
    """How many customers bear each tag that is in use."""
    return {row[0]: row[1] for row in tx.rows(_COUNTS, {"w": workspace})}


def fields(tx: Tx, workspace: UUID) -> list[FieldRow]:
    """The workspace's own fields in their order."""
    return _FIELDS.all(tx, _ALL_FIELDS, {"w": workspace})


_CUSTOMER = table(Customer)


def count_holders(tx: Tx, workspace: UUID, field: UUID) -> int:
    """How many customers have a value of a field, those in the recycle bin too."""
    counted = sa.select(sa.func.count()).where(*_holding(tx, workspace, field))
    return int(tx.connection.execute(counted).scalar_one())


def holders(tx: Tx, workspace: UUID, field: UUID, *, limit: int) -> list[Holder]:
    """The customers that have a value of a field."""
    c = _CUSTOMER.c
    found = sa.select(c.id, c.short, c.fields).where(*_holding(tx, workspace, field)).order_by(c.id).limit(limit)
    rows = tx.connection.execute(found).all()
    return [Holder(id=row[0], customer=row[1], value=row[2][field.hex]) for row in rows]


def _holding(tx: Tx, workspace: UUID, field: UUID) -> tuple[Any, ...]:
    """The values are JSON; there is no index for each field, and this is asked seldom."""
    c = _CUSTOMER.c
    there: Any
    if tx.sqlite:
        there = sa.func.json_type(c.fields, f'$."{field.hex}"').is_not(None)
    else:
        there = sa.func.jsonb_exists(c.fields, field.hex)
    return c.workspace_id == workspace, there
