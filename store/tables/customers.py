"""Customers and what hangs on them: aliases, contacts, contact points, tags, fields of the workspace's own."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from store.tables.base import (
    Base,
    a_time,
    an_id,
    flag,
    index,
    must_id,
    must_time,
    numbered,
    of_workspace,
    one_of,
    primary_id,
    refer,
    sealed,
    short_number,
    some_json,
    words,
)
from store.types import SealedWords

JUDGED = ("level", "stage", "id", "deleted_at")
"""What silence is judged by: with these in the index a team's silent customers are counted from it alone."""


class Customer(Base, table=True):
    """A company or person that is sold to. `short`, `last_follow_up_at` and `idle_since` are derived."""

    __tablename__ = "customer"
    __table_args__ = (
        refer("owner_id", "member"),
        refer("team_id", "team"),
        refer("deleted_by", "member"),
        numbered("customer"),
        index("ix_customer_owner", "workspace_id", "owner_id", "last_follow_up_at"),
        index("ix_customer_team", "workspace_id", "team_id", "last_follow_up_at"),
        index("ix_customer_name", "workspace_id", "name"),
        index("ix_customer_idle", "workspace_id", "owner_id", "idle_since", *JUDGED, where="deleted_at IS NULL"),
        index(
            "ix_customer_team_idle",
            "workspace_id",
            "team_id",
            "idle_since",
            "owner_id",
            *JUDGED,
            where="deleted_at IS NULL",
        ),
        index("ix_customer_created", "workspace_id", "created_at"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int = short_number()
    name: str
    short: str = Field(default="", sa_column_kwargs={"info": {"derived": True}})
    owner_id: UUID | None = an_id()
    team_id: UUID | None = an_id()
    level: str | None = None
    stage: str | None = None
    industry: str | None = None
    region: str | None = None
    source: str | None = None
    size: str | None = None
    title: str | None = None
    address: SealedWords | None = words()
    website: str | None = None
    note: SealedWords | None = words()
    fields: dict[str, Any] = some_json()
    last_follow_up_at: datetime | None = a_time(derived=True)
    counts_from: datetime | None = a_time()  # days without follow-up count from here on: an import, a handover
    idle_since: datetime | None = a_time(derived=True)  # the last follow-up, else since when it is here
    deleted_at: datetime | None = a_time()
    deleted_by: UUID | None = an_id()
    created_at: datetime = must_time()


class Alias(Base, table=True):
    """Another name of a customer; the first one is its short name, unless it is `former`: of a name given up."""

    __tablename__ = "alias"
    __table_args__ = (
        refer("customer_id", "customer"),
        sa.UniqueConstraint("workspace_id", "customer_id", "name", name="uq_alias_name"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    customer_id: UUID = must_id()
    name: str
    former: bool = flag(False)
    created_at: datetime = must_time()


class Contact(Base, table=True):
    """A person at a customer."""

    __tablename__ = "contact"
    __table_args__ = (
        refer("customer_id", "customer"),
        refer("deleted_by", "member"),
        numbered("contact"),
        index("ix_contact_customer", "workspace_id", "customer_id"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    number: int = short_number()
    customer_id: UUID = must_id()
    name: str
    title: str | None = None
    note: SealedWords | None = words()
    deleted_at: datetime | None = a_time()
    deleted_by: UUID | None = an_id()
    created_at: datetime = must_time()


class ContactPoint(Base, table=True):
    """A phone number, address, WeChat or ID number: sealed, with a keyed index to find it by."""

    __tablename__ = "contact_point"
    __table_args__ = (
        refer("customer_id", "customer"),
        refer("contact_id", "contact"),
        one_of("kind", ("phone", "email", "wechat", "id")),
        sa.CheckConstraint("customer_id IS NOT NULL OR contact_id IS NOT NULL", name="holder"),
        index("ix_contact_point_blind", "workspace_id", "kind", "blind_index"),
        index("ix_contact_point_customer", "workspace_id", "customer_id"),
        index("ix_contact_point_contact", "workspace_id", "contact_id"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    customer_id: UUID | None = an_id()
    contact_id: UUID | None = an_id()
    kind: str
    value: bytes = sealed()
    blind_index: bytes | None = Field(
        default=None, sa_type=sa.LargeBinary, sa_column_kwargs={"info": {"derived": True}}
    )
    label: str | None = None
    created_at: datetime = must_time()


class Tag(Base, table=True):
    """A word that customers are marked with, in one of the business's dimensions."""

    __tablename__ = "tag"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "name", name="uq_tag_name"),)
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    name: str
    dimension: str | None = None
    preset: bool = False
    position: int = 0
    active: bool = True
    created_at: datetime = must_time()


class CustomerTag(Base, table=True):
    """A customer bears a tag."""

    __tablename__ = "customer_tag"
    __table_args__ = (
        refer("customer_id", "customer"),
        refer("tag_id", "tag"),
        sa.UniqueConstraint("workspace_id", "customer_id", "tag_id", name="uq_customer_tag_pair"),
        index("ix_customer_tag_tag", "workspace_id", "tag_id"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    customer_id: UUID = must_id()
    tag_id: UUID = must_id()
    created_at: datetime = must_time()


class FieldDefinition(Base, table=True):
    """A field of the workspace's own; its values stand in `customer.fields` under its id, as 32 hex digits.

    A change of type with very many values goes on for a while: new values then stand under `place` (id:kind:n), and
    `earlier` says ({key, kind, options}, the latest first) where those stand that were not converted yet, and as what.
    """

    __tablename__ = "field"
    __table_args__ = (
        one_of("kind", ("text", "number", "amount", "date", "choice", "person")),
        sa.UniqueConstraint("workspace_id", "name", name="uq_field_name"),
    )
    workspace_id: UUID = of_workspace()
    id: UUID = primary_id()
    name: str
    kind: str = "text"
    options: list[str] = some_json(list)
    position: int = 0
    required: bool = flag(False)
    active: bool = flag(True)
    place: str | None = None
    earlier: list[dict[str, Any]] = some_json(list, added="[]")
    created_at: datetime = must_time()
