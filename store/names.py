"""Names that stand in a message: one query finds all, then a few small ones say what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from store import upsert
from store.database import Tx
from store.rows import Listed, W
from store.tables import Alias, Contact, Customer, NameKey, table
from store.types import canonical

CHUNK = 20_000  # keys a query


class Found(NamedTuple):
    """A key that names something. kind: customer | alias | contact | member; an alias names its customer."""

    key: str
    kind: str
    row_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerName:
    """What is needed to tell customers apart."""

    id: UUID
    number: int
    name: str
    short: str
    owner_id: UUID | None
    team_id: UUID | None
    level: str | None
    region: str | None
    deleted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactName:
    """What is needed to tell contacts apart."""

    id: UUID
    name: str
    title: str | None
    customer_id: UUID
    deleted: bool


_KEYS = table(NameKey)
GUESSES = 4
"""Rows at most that a key which only guesses (it begins with ~) is kept for: of more, nobody could choose."""
_ADD = upsert.ignoring(_KEYS, "workspace_id", "key", "kind", "row_id")
_NEW = {name: sa.bindparam(name, type_=_KEYS.c[name].type) for name in ("workspace_id", "key", "kind", "row_id")}
_SAME = sa.select(sa.literal(1)).where(_KEYS.c.workspace_id == _NEW["workspace_id"], _KEYS.c.key == _NEW["key"])
_FEW = sa.select(sa.func.count()).select_from(_SAME.limit(GUESSES).subquery()).scalar_subquery() < GUESSES
_GUESS = _ADD.from_select(list(_NEW), sa.select(*_NEW.values()).where(_FEW), include_defaults=False)
_DROP = sa.delete(_KEYS).where(
    _KEYS.c.workspace_id == W,
    _KEYS.c.key == sa.bindparam("k"),
    _KEYS.c.kind == sa.bindparam("of"),
    _KEYS.c.row_id == sa.bindparam("r"),
)
# CROSS: SQLite would run a plain join the other way round, through every name of the workspace
_FOUND_SQLITE = (
    sa.text(
        "SELECT name_key.key, kind, row_id FROM json_each(:keys) AS wanted"
        " CROSS JOIN name_key ON workspace_id = :w AND name_key.key = wanted.value"
    )
    .bindparams(sa.bindparam("w", type_=_KEYS.c.workspace_id.type))
    .columns(_KEYS.c.key, _KEYS.c.kind, _KEYS.c.row_id)
)
_FOUND_POSTGRESQL = sa.select(_KEYS.c.key, _KEYS.c.kind, _KEYS.c.row_id).where(
    _KEYS.c.workspace_id == W, _KEYS.c.key == sa.any_(sa.bindparam("keys", type_=postgresql.ARRAY(sa.Text)))
)
_C = table(Customer).c
_CUSTOMER = (_C.id, _C.number, _C.name, _C.short, _C.owner_id, _C.team_id, _C.level, _C.region, _C.deleted_at)
_CUSTOMERS = Listed(_C.id, lambda these: sa.select(*_CUSTOMER).where(_C.workspace_id == W, these).order_by(_C.id))
_N = table(Alias).c
_ALIASES = Listed(
    _N.customer_id, lambda of: sa.select(_N.customer_id, _N.name).where(_N.workspace_id == W, of).order_by(_N.id)
)
_P = table(Contact).c
_CONTACT = (_P.id, _P.name, _P.title, _P.customer_id, _P.deleted_at)
_CONTACTS = Listed(_P.id, lambda these: sa.select(*_CONTACT).where(_P.workspace_id == W, these).order_by(_P.id))
_NEAREST = Listed(
    _KEYS.c.key,
    lambda these: (
        sa.select(*_CONTACT)
        .select_from(_KEYS)
        .join(table(Contact), sa.and_(_P.workspace_id == _KEYS.c.workspace_id, _P.id == _KEYS.c.row_id))
        .join(table(Customer), sa.and_(_C.workspace_id == _P.workspace_id, _C.id == _P.customer_id))
        .where(_KEYS.c.workspace_id == W, these, _KEYS.c.kind == "contact")
        .where(_P.deleted_at.is_(None), _C.deleted_at.is_(None))
        .order_by(sa.case((_C.owner_id == sa.bindparam("whose", type_=_C.owner_id.type), 0), else_=1), _P.id)
        .limit(sa.bindparam("most", type_=sa.Integer))
    ),
)
_AT = Listed(
    _P.customer_id,
    lambda of: sa.select(*_CONTACT).where(_P.workspace_id == W, of, _P.deleted_at.is_(None)).order_by(_P.id),
)


def found(tx: Tx, workspace: UUID, keys: Sequence[str]) -> list[Found]:
    """What these keys name, in one query (long lists in chunks)."""
    rows: list[Found] = []
    for start in range(0, len(keys), CHUNK):
        part = list(keys[start : start + CHUNK])
        if tx.sqlite:
            given: Any = canonical(part).decode()
            statement: sa.Executable = _FOUND_SQLITE
        else:
            given, statement = part, _FOUND_POSTGRESQL
        rows += map(Found._make, tx.rows(statement, {"w": workspace, "keys": given}))
    return rows


def add_keys(tx: Tx, workspace: UUID, kind: str, keys: Iterable[tuple[str, UUID]]) -> None:
    """Rows of a kind are found by these keys from now on; by one that only guesses if few others are."""
    sure: list[dict[str, object]] = []
    guessed: list[dict[str, object]] = []
    for key, id in keys:
        row = {"workspace_id": workspace, "key": key, "kind": kind, "row_id": id}
        (guessed if key.startswith("~") else sure).append(row)
    tx.run(_ADD, sure)
    tx.run(_GUESS, guessed)


def drop_keys(tx: Tx, workspace: UUID, kind: str, keys: Iterable[tuple[str, UUID]]) -> None:
    """They are found by them no more."""
    tx.run(_DROP, [{"w": workspace, "k": key, "of": kind, "r": id} for key, id in keys])


def customers(tx: Tx, workspace: UUID, ids: Sequence[UUID]) -> list[CustomerName]:
    """The names of these customers, deleted ones too; who may see them is the caller's to decide."""
    rows = _CUSTOMERS.rows(tx, ids, {"w": workspace})
    return [
        CustomerName(
            id=id,
            number=number,
            name=name,
            short=short,
            owner_id=owner,
            team_id=team,
            level=level,
            region=region,
            deleted=deleted is not None,
        )
        for id, number, name, short, owner, team, level, region, deleted in rows
    ]


def aliases(tx: Tx, workspace: UUID, customer_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The other names of these customers, oldest first."""
    found: dict[UUID, list[str]] = {}
    for customer, name in _ALIASES.rows(tx, customer_ids, {"w": workspace}):
        found.setdefault(customer, []).append(name)
    return found


def contacts(tx: Tx, workspace: UUID, customer_ids: Sequence[UUID]) -> list[ContactName]:
    """The contacts of these customers, without deleted ones."""
    return _contact_names(tx, _AT, workspace, customer_ids)


def contacts_by_id(tx: Tx, workspace: UUID, ids: Sequence[UUID]) -> list[ContactName]:
    """These contacts, deleted ones too."""
    return _contact_names(tx, _CONTACTS, workspace, ids)


def nearest_contacts(tx: Tx, workspace: UUID, keys: Sequence[str], *, owner: UUID, most: int) -> list[ContactName]:
    """At most so many contacts of these keys, those of the owner's own customers first; none that is deleted."""
    rows = _NEAREST.rows(tx, keys, {"w": workspace, "whose": owner, "most": most})
    return [
        ContactName(id=id, name=name, title=title, customer_id=customer, deleted=deleted is not None)
        for id, name, title, customer, deleted in rows
    ]


def _contact_names(tx: Tx, listed: Listed, workspace: UUID, ids: Sequence[UUID]) -> list[ContactName]:
    rows = listed.rows(tx, ids, {"w": workspace})
    return [
        ContactName(id=id, name=name, title=title, customer_id=customer, deleted=deleted is not None)
        for id, name, title, customer, deleted in rows
    ]
