"""What all tables share: one metadata with a naming convention, and short forms for columns and references."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from store.types import Id, Json, Sealed, UtcDateTime, Words

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel):
    """A table of the store."""

    metadata = sa.MetaData(naming_convention=NAMING)
    model_config = SQLModelConfig(arbitrary_types_allowed=True, defer_build=True)  # no row is ever validated


def table(model: type[SQLModel]) -> sa.Table:
    """The Core table of a model."""
    return Base.metadata.tables[str(model.__tablename__)]


def primary_id() -> Any:
    """A column of the primary key that holds an id."""
    return Field(sa_type=Id, primary_key=True)


def of_workspace() -> Any:
    """workspace_id as the first part of the primary key."""
    return Field(sa_type=Id, primary_key=True, foreign_key="workspace.id")


def an_id(**info: Any) -> Any:
    """An optional id; nullable by its annotation."""
    return Field(default=None, sa_type=Id, sa_column_kwargs={"info": info})


def must_id() -> Any:
    """An id that must be given."""
    return Field(sa_type=Id)


def a_time(**info: Any) -> Any:
    """An optional aware time."""
    return Field(default=None, sa_type=UtcDateTime, sa_column_kwargs={"info": info})


def must_time() -> Any:
    """An aware time that must be given; `created_at` is set by the unit of work."""
    return Field(sa_type=UtcDateTime)


def some_json(factory: type[Any] = dict, *, added: str | None = None) -> Any:
    """A JSON value, empty at first; `added` is what rows have that were there before the column."""
    return Field(
        default_factory=factory,
        sa_type=Json,
        nullable=False,
        sa_column_kwargs={"server_default": added} if added else {},
    )


def words(default: str | None = None) -> Any:
    """What people typed: numbers in it are sealed on the way in."""
    return Field(default=default, sa_type=Words, sa_column_kwargs={"info": {"words": True}})


def sealed() -> Any:
    """Ciphertext that must be given."""
    return Field(sa_type=Sealed)


def maybe_sealed() -> Any:
    """Ciphertext, or nothing yet, or nothing any more."""
    return Field(default=None, sa_type=Sealed)


def flag(default: bool) -> Any:
    """A yes or no that older rows lack, and take from the database."""
    return Field(default=default, sa_column_kwargs={"server_default": sa.true() if default else sa.false()})


def big(default: int = 0) -> Any:
    """A 64-bit whole number."""
    return Field(default=default, sa_type=sa.BigInteger, nullable=False)


def short_number() -> Any:
    """The number that people see, per workspace and kind, from the counter row."""
    return Field(default=0, sa_type=sa.Integer, nullable=False)


def refer(column: str, to: str) -> sa.ForeignKeyConstraint:
    """(workspace_id, column) refers to the row of `to` in the same workspace."""
    return sa.ForeignKeyConstraint(["workspace_id", column], [f"{to}.workspace_id", f"{to}.id"])


def one_of(column: str, values: Iterable[str]) -> sa.CheckConstraint:
    """The column holds one of these words (or null, where it may)."""
    listed = ", ".join(f"'{each}'" for each in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def numbered(name: str) -> sa.UniqueConstraint:
    """People's numbers are unique within a workspace."""
    return sa.UniqueConstraint("workspace_id", "number", name=f"uq_{name}_number")


def index(name: str, *columns: str, where: str | None = None, unique: bool = False) -> sa.Index:
    """An index, partial where a condition is given."""
    part = sa.text(where) if where else None
    return sa.Index(name, *columns, unique=unique, sqlite_where=part, postgresql_where=part)
