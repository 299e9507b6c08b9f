"""The database: snapshot reads on the caller's thread, writes through the writer, one transaction a work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Protocol, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import NullPool

from store.errors import Unavailable
from store.prepared import Prepared
from store.secrets import Sealer, Secrets
from store.types import canonical
from store.words import Sealing, plain_spans

T = TypeVar("T")
Naming = Callable[[str, str, Mapping[str, Any]], Iterable[str]]
Work = Callable[["Tx"], T]


KEEP_COUNT = {"preserve_rowcount": True}  # an INSERT's count is not kept otherwise


class Writer(Protocol):
    """Runs works, each in a transaction of its own or under its own savepoint."""

    def submit(self, work: Work[T], *, first: bool) -> Future[T]: ...
    def close(self) -> None: ...


def name_itself(kind: str, name: str, row: Mapping[str, Any]) -> Iterable[str]:  # noqa: ARG001
    """The only key of a name is the name; nlp's naming (cores, readings) takes its place."""
    return (name,)


class Tx:
    """One transaction: its connection, its sealer, and what is to happen once it is committed."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self.database = database
        self.connection = connection
        self._driver = raw(connection)
        self.sqlite = database.dialect == "sqlite"
        self.secrets = Sealer(self, database.secrets)
        self.before_write: Callable[[], object] | None = None  # an execution's, until it has written
        self._after: list[Callable[[], object]] = []
        self._clock: datetime | None = None

    @property
    def machine_now(self) -> datetime:
        """Machine time, for leases, retries and tokens: this computer's on SQLite, the database's on PostgreSQL."""
        if self._clock is None:
            self._clock = self._read_clock()
        return self._clock

    def after_commit(self, call: Callable[[], object]) -> None:
        """Run this right after the commit, before anybody hears of it; it must be quick and must not fail."""
        self._after.append(call)

    def rows(self, statement: sa.Executable, at: dict[str, Any]) -> Sequence[Any]:
        """What a statement of a module finds or returns; `at` always has the same names for the same statement."""
        ready = self.database.prepared(statement, at)
        if ready is None:
            return self.connection.execute(statement, at).all()
        return ready.rows(ready.run(self.connection, self._driver, at).fetchall())

    def first(self, statement: sa.Executable, at: dict[str, Any]) -> Any:
        """The first row, or None."""
        found = self.rows(statement, at)
        return found[0] if found else None

    def scalar(self, statement: sa.Executable, at: dict[str, Any]) -> Any:
        """The first value of the first row, or None."""
        found = self.rows(statement, at)
        return found[0][0] if found else None

    def run(self, statement: sa.Executable, at: dict[str, Any] | Sequence[dict[str, Any]]) -> int:
        """Carry out a writing statement, once or for each of several parameters; how many rows it wrote."""
        each = at if isinstance(at, dict) else at[0] if at else None
        if each is None:
            return 0
        if self.before_write is not None:
            self.before_write()
        ready = self.database.prepared(statement, each)
        if ready is None:
            return self.connection.execute(statement, at, execution_options=KEEP_COUNT).rowcount
        if each is not at and len(at) == 1:
            at = each
        count: int = ready.run(self.connection, self._driver, at).rowcount
        return count

    def command(self, sql: str) -> None:
        """A transaction command (SAVEPOINT and the like), by the shortest way."""
        if self.sqlite:
            self._driver.execute(sql)
        else:
            self.connection.exec_driver_sql(sql)

    def committed(self) -> None:
        """Called once by whoever committed: shares new keys, runs what waits."""
        self.secrets.committed()
        for call in self._after:
            call()

    def _read_clock(self) -> datetime:
        if self.sqlite:
            return datetime.fromtimestamp(time.time(), UTC)
        clock: datetime = self.connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        return clock.astimezone(UTC)


class Database:
    """A database of ours, open. Any thread may read and write; close it at the end."""

    def __init__(self, engine: Engine, secrets: Secrets, naming: Naming, sealing: Sealing) -> None:
        self.engine = engine
        self.dialect = engine.dialect.name
        self.secrets = secrets
        self.naming = naming
        self.sealing = sealing
        self.writer: Writer
        self.listeners: dict[tuple[str, str], list[Callable[[], object]]] = {}
        self._idle: list[Connection] = []
        self._prepared: WeakKeyDictionary[sa.Executable, Prepared | None] = WeakKeyDictionary()
        self._quiet = threading.Condition()
        self._reading = 0
        self._closed = False

    def read(self, work: Work[T]) -> T:
        """Run the work on one unchanging snapshot, on this thread; it cannot write."""
        with self._quiet:
            if self._closed:
                raise Unavailable("the database is closed")
            self._reading += 1
        try:
            return self._read_sqlite(work) if self.dialect == "sqlite" else self._read_postgresql(work)
        except sa.exc.OperationalError as error:
            raise Unavailable(str(error.orig)) from error
        finally:
            with self._quiet:
                self._reading -= 1
                self._quiet.notify_all()

    def write(self, work: Work[T], *, first: bool = False) -> Future[T]:
        """Run the work in a transaction; the future speaks only after the commit. The work may be run more than once.

        `first` puts it before what is queued (accepts). An exception from the work rolls back only its own writes and
        comes out of the future. Unavailable: nothing was written, except when the commit's own answer was lost.
        """
        return self.writer.submit(work, first=first)

    def posted(self, platform: str, app: str) -> None:
        """Letters of this app may be sent: its `listeners` hear of it, on whatever thread this is."""
        for listener in tuple(self.listeners.get((platform, app), ())):
            listener()

    def prepared(self, statement: sa.Executable, at: Mapping[str, Any]) -> Prepared | None:
        """The statement, ready for this database, from its second use on: one that was built anew has no second."""
        ready = self._prepared.get(statement)
        if ready is None:
            if statement not in self._prepared:
                self._prepared[statement] = None
                return None
            ready = self._prepared[statement] = Prepared(statement, self.engine.dialect, list(at))
        return ready if ready.plain else None

    def close(self) -> None:
        """Finish what is queued and what is being read, then let go of everything."""
        with self._quiet:
            if self._closed:
                return
            self._closed = True
        self.writer.close()
        with self._quiet:  # a connection that came back later would be left open
            self._quiet.wait_for(lambda: not self._reading)
        while self._idle:
            self._idle.pop().close()
        self.engine.dispose()
        self._reader.dispose()

    @cached_property
    def _reader(self) -> Engine:
        if self.dialect == "sqlite":
            return self.engine
        return self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def _read_sqlite(self, work: Work[T]) -> T:
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self.engine.connect()
            raw(connection).execute("PRAGMA query_only = ON")
        driver = raw(connection)
        driver.execute("BEGIN")
        try:
            return work(Tx(self, connection))
        finally:
            if driver.in_transaction:
                driver.execute("ROLLBACK")
            self._idle.append(connection)

    def _read_postgresql(self, work: Work[T]) -> T:
        with self._reader.connect() as connection, connection.begin():
            return work(Tx(self, connection))


def raw(connection: Connection) -> Any:
    """The driver's own connection."""
    return connection.connection.dbapi_connection


def open_database(
    url: str,
    secrets: Secrets,
    *,
    naming: Naming = name_itself,
    sealing: Sealing = plain_spans,
    workers: int = 8,
    synchronous: str = "FULL",
) -> Database:
    """Open a migrated database. url: sqlite:///path.db or postgresql+psycopg://…; `synchronous` is SQLite's setting."""
    from store.pools import PoolWriter
    from store.writer import ThreadWriter

    engine = make_engine(url, pool=workers, synchronous=synchronous)
    database = Database(engine, secrets, naming, sealing)
    database.writer = ThreadWriter(database) if database.dialect == "sqlite" else PoolWriter(database, workers)
    return database


def make_engine(url: str, *, pool: int = 1, synchronous: str = "FULL") -> Engine:
    """The engine as we need it: parameters hidden from logs and errors, SQLite's settings on every connection."""
    at = sa.make_url(url)
    if at.get_backend_name() != "sqlite":
        at = at.set(drivername="postgresql+psycopg")
        return sa.create_engine(
            at,
            hide_parameters=True,
            json_serializer=_json,
            pool_size=pool,
            max_overflow=pool,
            pool_reset_on_return="rollback",
            pool_pre_ping=True,  # after a restart of the server every pooled connection is dead, not just one
        )
    engine = sa.create_engine(
        at,
        hide_parameters=True,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",  # the transaction commands are ours: BEGIN IMMEDIATE, savepoints
        connect_args={"check_same_thread": False, "timeout": 5.0, "cached_statements": 512},
    )

    def prepare(connection: Any, record: object) -> None:  # noqa: ARG001
        for pragma in (
            "journal_mode = WAL",
            f"synchronous = {synchronous}",
            "foreign_keys = ON",
            "busy_timeout = 5000",
            "wal_autocheckpoint = 4000",
            "cache_size = -16000",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    sa.event.listen(engine, "connect", prepare)
    return engine


def _json(value: Any) -> str:
    return canonical(value).decode()
