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
Job = tuple[Work[Any], "Future[Any]"]
LONGEST = 0.1  # seconds after which a batch takes no further work, so that no transaction holds the writer for 0.2


class ThreadWriter:
    """Group commit: one synced COMMIT for all works that wait; one that fails takes none with it; accepts go first."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._first: deque[Job] = deque()
        self._queue: deque[Job] = deque()
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

    def _wait(self) -> Job | None:
        with self._wake:
            while not (self._first or self._queue):
                if self._closing:
                    return None
                self._wake.wait()
            return self._take()

    def _take(self) -> Job | None:
        """The next work, accepts first; None if nothing waits. A deque's ends are safe without the lock."""
        for queue in (self._first, self._queue):
            try:
                return queue.popleft()
            except IndexError:
                continue
        return None

    def _batch(self, connection: sa.Connection, driver: Any, job: Job | None) -> None:
        """One transaction: works until nothing waits or the time is up, then COMMIT, then the futures speak."""
        batch = _Batch(self._database, connection, driver)
        try:
            driver.execute("BEGIN IMMEDIATE")
            until = time.monotonic() + LONGEST
            while job is not None:
                batch.run(job)
                job = self._take() if time.monotonic() < until else None
            driver.execute("COMMIT")
        except BaseException as error:  # the edge: a failed commit fails every work of the batch, aloud
            if driver.in_transaction:
                driver.execute("ROLLBACK")
            batch.fail(error, job)
        batch.speak()


class _Batch:
    """The works of one transaction, and what became of them.

    They run as they come. Where one raises, all is rolled back and those before it run once more, from then on each
    under its own savepoint: that is rare, and a savepoint costs every work two statements.
    """

    def __init__(self, database: Database, connection: sa.Connection, driver: Any) -> None:
        self._database = database
        self._connection = connection
        self._driver = driver
        self._done: list[tuple[Job, Tx, Any]] = []
        self._failed: list[tuple[Job, BaseException]] = []
        self._left: deque[Job] = deque()  # done before one failed, and to be done again
        self._careful = False

    def run(self, job: Job) -> None:
        """Runs a work, unless its caller has given it up."""
        if not job[1].set_running_or_notify_cancel():
            return
        if self._careful:
            self._guarded(job)
            return
        if not self._tried(job):
            self._again()

    def fail(self, error: BaseException, job: Job | None) -> None:
        """Nothing of this transaction is kept; `job` is the work that was in hand."""
        gone = Unavailable(f"{type(error).__name__}: {error}")
        gone.__cause__ = error
        lost = [*(done for done, _, _ in self._done), *self._left]
        told = [*lost, *(failed for failed, _ in self._failed)]
        if job is not None and all(job is not each for each in told):
            lost.append(job)
        self._failed += [(each, gone) for each in lost]
        self._done = []

    def speak(self) -> None:
        """Tells everybody what became of their work."""
        for (_, future), tx, result in self._done:
            tx.committed()
            future.set_result(result)
        for (_, future), reason in self._failed:
            future.set_exception(readable(reason))

    def _again(self) -> None:
        """Without the work that failed: what was done before it is done once more."""
        self._careful = True
        if self._driver.in_transaction:  # else SQLite itself rolled back everything: disk full, input/output error
            self._driver.execute("ROLLBACK")
        for job, tx, _ in self._done:
            tx.secrets.back_to(0)
            self._left.append(job)
        self._done = []
        self._driver.execute("BEGIN IMMEDIATE")
        while self._left:
            self._guarded(self._left.popleft())

    def _guarded(self, job: Job) -> None:
        self._driver.execute("SAVEPOINT work")
        if not self._tried(job):
            if not self._driver.in_transaction:
                raise self._failed[-1][1]
            self._driver.execute("ROLLBACK TO work")
        self._driver.execute("RELEASE work")

    def _tried(self, job: Job) -> bool:
        """Does a work; whether it came to an end."""
        tx = Tx(self._database, self._connection)
        try:
            result = job[0](tx)
        except BaseException as error:  # the edge: whatever a work raises belongs to its caller
            tx.secrets.back_to(0)
            self._failed.append((job, error))
            return False
        self._done.append((job, tx, result))
        return True


def readable(error: BaseException) -> BaseException:
    """A driver's refusal as ours; everything else as it is."""
    if isinstance(error, sa.exc.OperationalError) and not isinstance(error, StoreError):
        ours = Unavailable(str(error.orig))
        ours.__cause__ = error
        return cast(BaseException, ours)
    return error
