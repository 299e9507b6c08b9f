"""PostgreSQL's writers: a pool of threads, one transaction a work, deadlocks and lost connections retried."""

from __future__ import annotations

import random
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from store.database import Tx, Work
from store.errors import Unavailable
from store.writer import readable

if TYPE_CHECKING:
    from store.database import Database

T = TypeVar("T")
TRIES = 6
AGAIN = {"40001", "40P01", "55P03"}  # serialisation failure, deadlock, lock not available


class PoolWriter:
    """Runs each work in its own transaction; what lost a race is run again after a short random wait."""

    def __init__(self, database: Database, workers: int) -> None:
        self._database = database
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="store-writer")
        # accepts have threads of their own, so that a queue of messages never keeps a door waiting
        self._first = ThreadPoolExecutor(max(2, workers // 2), thread_name_prefix="store-accept")

    def submit(self, work: Work[T], *, first: bool) -> Future[T]:
        """Queue the work."""
        try:
            return (self._first if first else self._pool).submit(self._run, work)
        except RuntimeError as error:
            raise Unavailable("the database is closed") from error

    def close(self) -> None:
        """Do what is queued, then stop."""
        self._first.shutdown()
        self._pool.shutdown()

    def _run(self, work: Work[T]) -> T:
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(work)
            except (sa.exc.DBAPIError, Again) as error:
                if attempt == TRIES or not may_retry(error):
                    raise readable(error.__cause__ or error if isinstance(error, Again) else error) from error
            time.sleep(random.uniform(0, 0.01 * 2**attempt))
        raise AssertionError("the loop returns or raises")

    def _once(self, work: Work[T]) -> T:
        committing = False
        try:
            with self._database.engine.connect() as connection:
                # begun aloud: prepared statements go by the driver, so SQLAlchemy would not notice that there is one
                transaction = connection.begin()
                tx = Tx(self._database, connection)
                result = work(tx)
                committing = True
                transaction.commit()
        except sa.exc.DBAPIError as error:
            if error.connection_invalidated and committing:
                raise Unavailable("the connection was lost during the commit: its outcome is unknown") from error
            raise
        tx.committed()
        return result


class Again(Exception):
    """Raised by a work that wants to be run again in a new transaction."""


def may_retry(error: Any) -> bool:
    """True where the transaction certainly left nothing and may do better at a second try."""
    if isinstance(error, Again):
        return True
    return bool(error.connection_invalidated) or getattr(error.orig, "sqlstate", None) in AGAIN
