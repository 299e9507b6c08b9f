"""Frozen, typed rows: a dataclass names the columns, a Shape reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlmodel import SQLModel

from store.database import Tx
from store.tables import table

R = TypeVar("R")
BIND = sa.bindparam
W: sa.BindParameter[Any] = sa.bindparam("w")


class Shape(Generic[R]):
    """The columns of a table that a row type has, in its order."""

    def __init__(self, row: type[R], model: type[SQLModel]) -> None:
        self.row = row
        self.table = table(model)
        self.c = self.table.c
        self.names = tuple(each.name for each in fields(row))  # type: ignore[arg-type]
        self.columns = tuple(self.table.c[name] for name in self.names)

    def select(self, *where: Any) -> sa.Select[Any]:
        """The rows of workspace :w for which all this holds."""
        return sa.select(*self.columns).where(self.c.workspace_id == W, *where)

    def make(self, values: Iterable[Any]) -> R:
        """A row from values in the order of its columns."""
        return self.row(**dict(zip(self.names, values, strict=False)))

    def all(self, tx: Tx, statement: sa.Select[Any], at: dict[str, Any]) -> list[R]:
        """What the statement finds."""
        return [self.make(values) for values in tx.rows(statement, at)]

    def found(self, tx: Tx, statement: sa.Select[Any]) -> list[R]:
        """What a statement that was built just now finds."""
        return [self.make(values) for values in tx.connection.execute(statement).all()]

    def one(self, tx: Tx, statement: sa.Select[Any], at: dict[str, Any]) -> R | None:
        """The first that the statement finds."""
        values = tx.first(statement, at)
        return None if values is None else self.make(values)


def fixed(word: str) -> Any:
    """A word as it stands in a partial index's condition; as a parameter it would keep the index from being used."""
    return sa.literal_column(f"'{word}'", sa.String())


def many(name: str) -> Any:
    """A parameter that takes a list, for `column.in_(many("ids"))`."""
    return sa.bindparam(name, expanding=True)


SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)


class Listed:
    """A statement about some of a table's rows, one form for each length of list, so that it can be made ready once.

    `build` is given the condition on the column; the parameters `i0`, `i1`, … are filled in here.
    """

    def __init__(self, column: Any, build: Callable[[Any], sa.Select[Any]]) -> None:
        self._column = column
        self._build = build
        self._forms: dict[int, sa.Select[Any]] = {}
        self._longer = build(column.in_(many("ids")))

    def rows(self, tx: Tx, values: Sequence[Any], at: dict[str, Any]) -> Sequence[Any]:
        """What it finds for these values; nothing for none."""
        if not values:
            return []
        size = next((each for each in SIZES if each >= len(values)), 0)
        if not size:
            return tx.rows(self._longer, {**at, "ids": list(values)})
        padded = [*values, *[values[-1]] * (size - len(values))]
        return tx.rows(self._form(size), at | {f"i{each}": value for each, value in enumerate(padded)})

    def _form(self, size: int) -> sa.Select[Any]:
        form = self._forms.get(size)
        if form is None:
            places = [sa.bindparam(f"i{each}", type_=self._column.type) for each in range(size)]
            form = self._forms[size] = self._build(self._column.in_(places))
        return form
