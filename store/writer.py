"""SQLite's one writer: a thread that owns the write connection and commits all that is queued together."""

from __future__ import annotations

import threading
import time
from collections import deque
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar, cast

import sqlalchemy as sa

from store.database import Tx, Work, raw
from store.errors import StoreError, Unavailable

if TYPE_CHECKING:
    from store.database import Database

T = TypeVar("T")
LONGEST = 0.1  # seconds after which a batch takes no further work, so that no transaction holds the writer for 0.2


class ThreadWriter:
    """Group commit: each work under its own savepoint, one synced COMMIT for all; accepts go first."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._first: deque[tuple[Work[Any], Future[Any]]] = deque()
        self._queue: deque[tuple[Work[Any], Future[Any]]] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T], *, first: bool) -> Future[T]:
        """Queue the work."""
        future: Future[T] = Future()
        with self._wake:
            if self._closing:
                raise Unavailable("the database is closed")
            (self._first if first else self._queue).append((work, future))
            self._wake.notify()
        return future

    def close(self) -> None:
        """Do what is queued, then stop."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join()

    def _run(self) -> None:
        connection = self._database.engine.connect()
        driver = raw(connection)
        try:
            while (job := self._wait()) is not None:
                self._batch(connection, driver, job)
        finally:
            connection.close()

    def _wait(self) -> tuple[Work[Any], Future[Any]] | None:
        with self._wake:
            while not (self._first or self._queue):
                if self._closing:
                    return None
                self._wake.wait()
            return self._take()

    def _take(self) -> tuple[Work[Any], Future[Any]] | None:
        """The next work, accepts first; None if nothing waits. A deque's ends are safe without the lock."""
        for queue in (self._first, self._queue):
            try:
                return queue.popleft()
            except IndexError:
                continue
        return None

    def _batch(self, connection: sa.Connection, driver: Any, job: tuple[Work[Any], Future[Any]] | None) -> None:
        """One transaction: works until nothing waits or the time is up, then COMMIT, then the futures speak."""
        done: list[tuple[Future[Any], Tx, Any]] = []
        failed: list[tuple[Future[Any], BaseException]] = []
        try:
            driver.execute("BEGIN IMMEDIATE")
            until = time.monotonic() + LONGEST
            while job is not None:
                self._one(connection, driver, job, done, failed)
                job = self._take() if time.monotonic() < until else None
            driver.execute("COMMIT")
        except BaseException as error:  # the edge: a failed commit fails every work of the batch, aloud
            if driver.in_transaction:
                driver.execute("ROLLBACK")
            gone = Unavailable(f"{type(error).__name__}: {error}")
            gone.__cause__ = error
            failed += [(future, gone) for future, _, _ in done]
            if job is not None and not any(job[1] is future for future, _ in failed):
                failed.append((job[1], gone))
            done = []
        for future, tx, result in done:
            tx.committed()
            future.set_result(result)
        for future, reason in failed:
            future.set_exception(reason)

    def _one(
        self,
        connection: sa.Connection,
        driver: Any,
        job: tuple[Work[Any], Future[Any]],
        done: list[tuple[Future[Any], Tx, Any]],
        failed: list[tuple[Future[Any], BaseException]],
    ) -> None:
        work, future = job
        if not future.set_running_or_notify_cancel():
            return
        tx = Tx(self._database, connection)
        driver.execute("SAVEPOINT work")
        try:
            result = work(tx)
        except BaseException as error:  # the edge: whatever a work raises belongs to its caller
            failed.append((future, readable(error)))
            if not driver.in_transaction:  # SQLite itself rolled back everything: disk full, input/output error
                raise
            driver.execute("ROLLBACK TO work")
            driver.execute("RELEASE work")
        else:
            driver.execute("RELEASE work")
            done.append((future, tx, result))


def readable(error: BaseException) -> BaseException:
    """A driver's refusal as ours; everything else as it is."""
    if isinstance(error, sa.exc.OperationalError) and not isinstance(error, StoreError):
        ours = Unavailable(str(error.orig))
        ours.__cause__ = error
        return cast(BaseException, ours)
    return error
