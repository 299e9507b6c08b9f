"""Core statements made ready once: SQL, order of parameters, type processors; then run by the driver itself.

`Connection.execute` costs 30–60 µs of Python a statement, more than SQLite takes to carry it out. What is built at
module level with named parameters goes this way; what is built anew (`customers.visible`) or takes lists goes the usual
one. Types, dialects and errors are SQLAlchemy's in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

Processor = Callable[[Any], Any] | None


class Prepared:
    """One statement, compiled for one dialect. It must always be run with the same names of parameters."""

    __slots__ = (
        "_constants",
        "_dialect",
        "_error",
        "_names",
        "_positional",
        "_results",
        "_turns",
        "_values",
        "plain",
        "sql",
    )

    def __init__(self, statement: sa.Executable, dialect: Dialect, names: Sequence[str]) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=list(names))  # type: ignore[attr-defined]
        self._dialect = dialect
        self._error = dialect.loaded_dbapi.Error
        self.sql: str = compiled.string
        # lists are spread into the SQL at run time, and defaults computed then: both are the usual way's business
        self.plain = not (compiled.post_compile_params or compiled.literal_execute_params or _defaults(compiled))
        self._positional: bool = compiled.positional
        order: Sequence[str] = (
            compiled.positiontup if compiled.positional else list(compiled.bind_names.values())
        ) or ()
        processors: Mapping[str, Processor] = compiled._bind_processors
        given = set(names)
        self._names = tuple(order)
        self._turns = [(place, turn) for place, name in enumerate(order) if (turn := processors.get(name)) is not None]
        self._constants = {name: compiled.params[name] for name in order if name not in given}
        self._values = _getter(self._names)
        columns = getattr(compiled, "_result_columns", ())
        results = [each.type._cached_result_processor(dialect, None) for each in columns]
        self._results = [(place, turn) for place, turn in enumerate(results) if turn is not None]

    def arguments(self, at: Mapping[str, Any]) -> Any:
        """The parameters as the driver takes them."""
        values = list(self._values({**at, **self._constants} if self._constants else at))
        for place, turn in self._turns:
            values[place] = turn(values[place])
        return values if self._positional else dict(zip(self._names, values, strict=True))

    def rows(self, found: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
        """Rows with their values as our types have them."""
        if not self._results or not found:
            return [tuple(row) for row in found]
        columns: list[Iterable[Any]] = list(zip(*found, strict=True))
        for place, turn in self._results:
            columns[place] = map(turn, columns[place])
        return list(zip(*columns, strict=True))

    def run(self, connection: Connection, driver: Any, at: dict[str, Any] | Sequence[dict[str, Any]]) -> Any:
        """Carry it out on the connection's driver; its cursor. A sequence of parameters runs it once for each."""
        try:
            if isinstance(at, dict):
                return driver.execute(self.sql, self.arguments(at))
            cursor = driver.cursor()
            cursor.executemany(self.sql, [self.arguments(each) for each in at])
        except self._error as error:
            raise self._ours(connection, error) from error
        return cursor

    def _ours(self, connection: Connection, error: Any) -> BaseException:
        """The driver's error as SQLAlchemy's, without parameters; a lost connection is not used again."""
        told = getattr(error, "diag", None)
        if told is not None and told.message_primary:
            error.args = (told.message_primary,)  # PostgreSQL's DETAIL quotes the values
        lost = self._dialect.is_disconnect(error, connection.connection, None)
        if lost:
            connection.invalidate(error)
        ours: BaseException = sa.exc.DBAPIError.instance(
            self.sql,
            None,
            error,
            self._error,
            hide_parameters=True,
            connection_invalidated=lost,
            dialect=self._dialect,
        )
        return ours


def _getter(names: Sequence[str]) -> Callable[[Mapping[str, Any]], Sequence[Any]]:
    """What takes the values of these names, in their order, out of a mapping."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda at: [at[name] for name in names]


def _defaults(compiled: Any) -> bool:
    return bool(getattr(compiled, "insert_prefetch", ()) or getattr(compiled, "update_prefetch", ()))
