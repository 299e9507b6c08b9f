"""A disk whose every sync takes a millisecond longer, as a cloud volume's does: for benchmarks only."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa


class Slow(sqlite3.Connection):
    """A connection whose commits wait `seconds` longer, where there was something to sync."""

    seconds = 0.0
    synced = 0  # by all connections of a process
    _before = 0

    def execute(self, sql: str, *rest: Any) -> sqlite3.Cursor:
        """A COMMIT of a transaction that wrote takes longer; all else is as ever."""
        if sql.startswith("BEGIN"):
            self._before = self.total_changes
        cursor = super().execute(sql, *rest)
        if sql == "COMMIT" and self.total_changes != self._before:
            Slow.synced += 1
            time.sleep(self.seconds)
        return cursor


@contextmanager
def slower(seconds: float) -> Iterator[None]:
    """Every SQLite connection opened inside syncs so much slower."""
    kind = type("Slower", (Slow,), {"seconds": seconds})

    def connect(dialect: Any, record: Any, arguments: Any, options: dict[str, Any]) -> None:  # noqa: ARG001
        options["factory"] = kind

    sa.event.listen(sa.Engine, "do_connect", connect)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "do_connect", connect)
