"""Contacts and contact points. Values are unsealed here, masked unless asked for whole: rights are the caller's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.rows import BIND, Shape, W, many
from store.tables import Contact, ContactPoint, table
from store.types import SealedWords
from store.words import masked

POINT = "contact_point.value"  # what sealed values are bound to, beside the workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactRow:
    """A person at a customer."""

    id: UUID
    number: int
    customer_id: UUID
    name: str
    title: str | None
    note: SealedWords | None
    deleted_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PointRow:
    """A way to reach somebody; `value` is masked or whole, as asked."""

    id: UUID
    customer_id: UUID | None
    contact_id: UUID | None
    kind: str
    value: str
    label: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """Who has this number already: always a customer, and the contact if it is one's."""

    kind: str
    value: str
    customer_id: UUID
    contact_id: UUID | None
    point_id: UUID


_SHAPE = Shape(ContactRow, Contact)
_C = _SHAPE.c
_GET = _SHAPE.select(_C.id == BIND("i"))
_OF = _SHAPE.select(_C.customer_id.in_(many("ids")), _C.deleted_at.is_(None)).order_by(_C.id)
_P = table(ContactPoint).c
_POINT_COLUMNS = (_P.id, _P.customer_id, _P.contact_id, _P.kind, _P.value, _P.label)
_POINTS = (
    sa.select(*_POINT_COLUMNS)
    .where(_P.workspace_id == W, sa.or_(_P.customer_id.in_(many("customers")), _P.contact_id.in_(many("contacts"))))
    .order_by(_P.id)
)
_HOLDERS = (
    sa.select(_P.blind_index, _P.customer_id, _C.customer_id, _P.contact_id, _P.id)
    .outerjoin(_SHAPE.table, sa.and_(_C.workspace_id == _P.workspace_id, _C.id == _P.contact_id))
    .where(_P.workspace_id == W, _P.kind == BIND("kind"), _P.blind_index.in_(many("blind")))
    .order_by(_P.id)
)


def get(tx: Tx, workspace: UUID, id: UUID) -> ContactRow | None:
    """One contact, deleted or not."""
    return _SHAPE.one(tx, _GET, {"w": workspace, "i": id})


def of(tx: Tx, workspace: UUID, customers: Sequence[UUID]) -> list[ContactRow]:
    """The contacts of these customers, oldest first, without deleted ones."""
    return _SHAPE.all(tx, _OF, {"w": workspace, "ids": list(customers)})


def points(
    tx: Tx, workspace: UUID, *, customers: Sequence[UUID] = (), contacts: Sequence[UUID] = (), mask: bool = True
) -> list[PointRow]:
    """The points of these customers themselves and of these contacts, oldest first."""
    rows = tx.rows(_POINTS, {"w": workspace, "customers": list(customers), "contacts": list(contacts)})
    found = []
    for id, customer, contact, kind, value, label in rows:
        whole = tx.secrets.unseal(workspace, POINT, value).decode()
        shown = masked(kind, whole) if mask else whole
        found.append(PointRow(id=id, customer_id=customer, contact_id=contact, kind=kind, value=shown, label=label))
    return found


def holders(tx: Tx, workspace: UUID, wanted: Iterable[tuple[str, str]]) -> list[Holder]:
    """Who has one of these (kind, value) already, deleted ones too; found by blind index, whatever the writing."""
    by_kind: dict[str, dict[bytes, str]] = {}
    for kind, value in wanted:
        by_kind.setdefault(kind, {})[tx.secrets.blind_index(workspace, kind, value)] = value
    found = []
    for kind, blind in by_kind.items():
        at = {"w": workspace, "kind": kind, "blind": list(blind)}
        for index, customer, of_contact, contact, point in tx.rows(_HOLDERS, at):
            found.append(
                Holder(
                    kind=kind,
                    value=blind[bytes(index)],
                    customer_id=customer or of_contact,
                    contact_id=contact,
                    point_id=point,
                )
            )
    return found
