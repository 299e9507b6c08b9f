"""Tags, and which customers bear them; fields of the workspace's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    place: str | None
    earlier: list[dict[str, Any]]

    @property
    def key(self) -> str:
        """Under which its values stand in a customer's fields."""
        return self.place or self.id.hex

    @property
    def keys(self) -> list[str]:
        """Under which values of it stand, those that are still of an earlier type too."""
        return [self.key, *(each["key"] for each in self.earlier)]

    @property
    def forms(self) -> list[FieldRow]:
        """The field as it is, then as it was when values were written that were not converted yet."""
        was = [replace(self, place=each["key"], kind=each["kind"], options=each["options"]) for each in self.earlier]
        return [self, *was]


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """A customer that has a value of a field, and the field as it was when that was written."""

    id: UUID
    customer: str
    value: Any
    form: FieldRow


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


def count_holders(tx: Tx, workspace: UUID, field: FieldRow) -> int:
    """How many customers have a value of a field, those in the recycle bin too."""
    c = _CUSTOMER.c
    counted = sa.select(sa.func.count()).where(c.workspace_id == workspace, holding(tx, field.keys)(c.fields))
    return int(tx.connection.execute(counted).scalar_one())


def holders(tx: Tx, workspace: UUID, field: FieldRow, *, limit: int) -> list[Holder]:
    """The first customers that have a value of a field."""
    c = _CUSTOMER.c
    there = holding(tx, field.keys)(c.fields)
    found = sa.select(c.id, c.short, c.fields).where(c.workspace_id == workspace, there).order_by(c.id).limit(limit)
    return [
        Holder(id=id, customer=short, value=values[form.key], form=form)
        for id, short, values in tx.connection.execute(found)
        if (form := form_of(field, values)) is not None
    ]


def form_of(field: FieldRow, values: Mapping[str, Any]) -> FieldRow | None:
    """The field as it was when a customer's value of it was written; None where there is none.

    What was written while a change of type was in force that has been taken back since says itself what it is.
    """
    found = next((form for form in field.forms if values.get(form.key) is not None), None)
    if found is None:
        stray = next((key for key in values if key.startswith(f"{field.id.hex}:")), None)
        found = None if stray is None else replace(field, place=stray, kind=stray.split(":")[1], earlier=[])
    return found


def retyped(field: FieldRow, kind: str, options: list[str]) -> FieldRow:
    """The field with another type; its values stay where and what they are, and new ones stand elsewhere."""
    was = {"key": field.key, "kind": field.kind, "options": field.options}
    place = f"{field.id.hex}:{kind}:{len(field.earlier) + 1}"
    return replace(field, kind=kind, options=options, place=place, earlier=[was, *field.earlier])


def holding(tx: Tx, keys: Sequence[str]) -> Callable[[Any], Any]:
    """The condition that there is a value under one of these keys. There is no index: it is asked seldom."""
    if tx.sqlite:
        return lambda fields: sa.or_(*(sa.func.json_type(fields, f'$."{key}"').is_not(None) for key in keys))
    return lambda fields: sa.or_(*(sa.func.jsonb_exists(fields, key) for key in keys))
