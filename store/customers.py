"""Customers. Every read begins at `visible(scope)`: what a member may not see is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.field_values import FieldIs, field_is
from store.rows import BIND, Shape, W
from store.tables import Alias, Contact, Customer, CustomerTag, table
from store.types import SealedWords


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """Which customers a member may see: its own, its teams', or all but those of hidden (walled) teams."""

    workspace: UUID
    member: UUID | None
    own: bool = True
    team: bool = False
    all: bool = False
    teams: frozenset[UUID] = frozenset()
    hidden: frozenset[UUID] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerRow:
    """A customer."""

    id: UUID
    number: int
    name: str
    short: str
    owner_id: UUID | None
    team_id: UUID | None
    level: str | None
    stage: str | None
    industry: str | None
    region: str | None
    source: str | None
    size: str | None
    title: str | None
    address: SealedWords | None
    website: str | None
    note: SealedWords | None
    fields: dict[str, Any]
    last_follow_up_at: datetime | None
    deleted_at: datetime | None
    deleted_by: UUID | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What to look for; all that is given must hold. `idle_since`: no follow-up since then, or never one; `created`:
    filed at the first of these moments or later, and before the second.
    """

    text: str | None = None
    tags: Sequence[UUID] = ()
    level: str | None = None
    stage: str | None = None
    owner: UUID | None = None
    industry: str | None = None
    region: str | None = None
    source: str | None = None
    idle_since: datetime | None = None
    created: tuple[datetime, datetime] | None = None
    fields: Sequence[FieldIs] = ()
    deleted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Some of the customers found, and how many there are in all."""

    rows: list[CustomerRow]
    total: int


_SHAPE = Shape(CustomerRow, Customer)
_C = _SHAPE.c
_ALIAS = table(Alias).c
_ALIASES = (
    sa.select(_ALIAS.id, _ALIAS.name)
    .where(_ALIAS.workspace_id == W, _ALIAS.customer_id == BIND("c"))
    .order_by(_ALIAS.id)
)
_CONTACT = table(Contact).c
_TAGGED = table(CustomerTag).c


def visible(scope: Scope) -> sa.Select[Any]:
    """The customers that this scope may see, deleted ones too, with the columns of CustomerRow."""
    values = _values(scope)
    seen = [(_C.owner_id if name == "member" else _C.team_id) == _id(name, id) for name, id in values.seen.items()]
    statement = sa.select(*_SHAPE.columns).where(_C.workspace_id == _id("w", scope.workspace))
    if not scope.all:
        statement = statement.where(sa.or_(sa.false(), *seen))
    if values.hidden:
        behind = [_C.team_id != _id(name, id) for name, id in values.hidden.items()]
        statement = statement.where(sa.or_(_C.team_id.is_(None), sa.and_(*behind)))
    return statement


def _id(name: str, value: UUID) -> sa.BindParameter[Any]:
    return BIND(name, value, type_=_C.id.type)


@dataclass(frozen=True, slots=True)
class _Values:
    """A scope's values by the names that they have in a statement; scopes with the same names have the same one."""

    seen: dict[str, UUID]
    hidden: dict[str, UUID]


def _values(scope: Scope) -> _Values:
    seen: dict[str, UUID] = {}
    if scope.own and scope.member is not None and not scope.all:
        seen["member"] = scope.member
    if scope.team and not scope.all:
        seen |= {f"team{place}": team for place, team in enumerate(sorted(scope.teams))}
    return _Values(seen, {f"hidden{place}": team for place, team in enumerate(sorted(scope.hidden))})


_ONE: dict[tuple[Any, ...], sa.Select[Any]] = {}


def get(tx: Tx, scope: Scope, id: UUID) -> CustomerRow | None:
    """One customer, deleted or not, if it may be seen."""
    values = _values(scope)
    form = (scope.all, *values.seen, *values.hidden)
    statement = _ONE.get(form)
    if statement is None:
        statement = _ONE[form] = visible(scope).where(_C.id == BIND("i"))
    return _SHAPE.one(tx, statement, {"w": scope.workspace, **values.seen, **values.hidden, "i": id})


def some(tx: Tx, scope: Scope, ids: Sequence[UUID]) -> dict[UUID, CustomerRow]:
    """Those of these customers that may be seen, by id."""
    return {row.id: row for row in _SHAPE.found(tx, visible(scope).where(_C.id.in_(list(ids))))}


def by_name(tx: Tx, scope: Scope, name: str) -> list[CustomerRow]:
    """Customers of exactly this name, deleted ones too."""
    return _SHAPE.found(tx, visible(scope).where(_C.name == name).order_by(_C.id))


def find(tx: Tx, scope: Scope, filters: Filters, *, limit: int = 10, offset: int = 0) -> Page:
    """Customers that fit, those followed up longest ago last, and how many there are."""
    if filters.text and not tx.sqlite:
        # a plan made for any text reads the whole table: 63 ms instead of 0.1 at a million customers
        tx.command("SET LOCAL plan_cache_mode = force_custom_plan")
    statement = visible(scope).where(*_conditions(scope.workspace, filters, sqlite=tx.sqlite))
    if filters.fields:
        return _read_once(tx, statement, filters, limit, offset)
    counted = statement.with_only_columns(sa.func.count())
    total = tx.connection.execute(counted).scalar_one()
    rows = _SHAPE.found(tx, statement.order_by(*_order(_C, filters)).limit(limit).offset(offset))
    return Page(rows=rows, total=total)


def _read_once(tx: Tx, statement: sa.Select[Any], filters: Filters, limit: int, offset: int) -> Page:
    """Conditions on own fields have no index: one pass finds, counts and sorts, and only the page is read whole."""
    found = statement.with_only_columns(_C.id, _C.last_follow_up_at).cte("found").prefix_with("MATERIALIZED")
    total = sa.select(sa.func.count()).select_from(found).scalar_subquery()
    page = sa.select(total, found.c.id).order_by(*_order(found.c, filters)).limit(limit).offset(offset)
    told = tx.connection.execute(page).all()
    if not told:
        counted = statement.with_only_columns(sa.func.count())
        return Page(rows=[], total=tx.connection.execute(counted).scalar_one() if offset else 0)
    ids = [id for _, id in told]
    rows = {row.id: row for row in _SHAPE.found(tx, statement.where(_C.id.in_(ids)))}
    return Page(rows=[rows[id] for id in ids], total=told[0][0])


def _order(columns: Any, filters: Filters) -> tuple[Any, ...]:
    """Those followed up longest ago last; of those who were looked for as idle, first."""
    if filters.idle_since is not None:
        return (columns.last_follow_up_at.asc().nulls_first(), columns.id.asc())
    return (columns.last_follow_up_at.desc().nulls_last(), columns.id.desc())


def aliases(tx: Tx, workspace: UUID, customer: UUID) -> dict[UUID, str]:
    """A customer's other names by their row ids, oldest first."""
    found = tx.rows(_ALIASES, {"w": workspace, "c": customer})
    return {row[0]: row[1] for row in found}


def _conditions(workspace: UUID, filters: Filters, *, sqlite: bool) -> list[Any]:
    where: list[Any] = [_C.deleted_at.is_not(None) if filters.deleted else _C.deleted_at.is_(None)]
    for column, value in (
        (_C.level, filters.level),
        (_C.stage, filters.stage),
        (_C.owner_id, filters.owner),
        (_C.industry, filters.industry),
        (_C.region, filters.region),
        (_C.source, filters.source),
    ):
        if value is not None:
            where.append(column == value)
    for tag in filters.tags:
        bears = sa.select(_TAGGED.customer_id).where(_TAGGED.workspace_id == workspace, _TAGGED.tag_id == tag)
        where.append(_C.id.in_(bears))
    if filters.idle_since is not None:
        where.append(sa.or_(_C.last_follow_up_at.is_(None), _C.last_follow_up_at < filters.idle_since))
    if filters.created is not None:
        since, until = filters.created
        where += [_C.created_at >= since, _C.created_at < until]
    where += [field_is(each, sqlite=sqlite) for each in filters.fields]
    if filters.text:
        where.append(_named_like(workspace, filters.text))
    return where


def _named_like(workspace: UUID, text: str) -> Any:
    """The text stands in the customer's name, an alias, or a contact's name; case does not matter."""

    def like(column: Any) -> Any:
        return sa.func.lower(column).contains(text.lower(), autoescape=True)

    aliased = sa.select(_ALIAS.customer_id).where(_ALIAS.workspace_id == workspace, like(_ALIAS.name))
    people = sa.select(_CONTACT.customer_id).where(
        _CONTACT.workspace_id == workspace, _CONTACT.deleted_at.is_(None), like(_CONTACT.name)
    )
    return sa.or_(like(_C.name), _C.id.in_(aliased), _C.id.in_(people))
