"""A team's conversation with the bot, on the demonstration's data, on both databases."""

import functools
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from commands.naming import naming, sealing
from store import configuration, customers
from store.customers import Filters, Scope
from store.database import Database, open_database
from store.keyfile import KeyFile
from store.secrets import Secrets
from tests.databases import KINDS, fresh, template
from tests.folders import scratch
from tests.talk import SHANGHAI, Talk

REP, OTHER, THIRD, MANAGER, ADMIN = "陈晓明", "李娜", "王强", "赵敏", "周建国"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time of November 2026: the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def bearing(talk: Talk, **filters: Any) -> int:
    """How many customers of the workspace the filters let through."""
    scope = Scope(workspace=talk.workspace, member=None, all=True)
    return talk.database.read(lambda tx: customers.find(tx, scope, Filters(**filters), limit=1)).total


def version(talk: Talk) -> int:
    """The number of the configuration's last version."""
    return talk.database.read(lambda tx: configuration.last_number(tx, talk.workspace))


def _open(url: str) -> Database:
    """Opens it with the key file by which the filled template is sealed."""
    return open_database(url, Secrets(KeyFile.open(scratch() / "keys.json")), naming=naming, sealing=sealing)


@functools.cache
def _filled(kind: str) -> str:
    """A template with the demonstration's data, written once for all tests of a process."""

    def fill(url: str) -> None:
        database = _open(url)
        Talk(database)
        database.close()

    return template(kind, fill)


@pytest.fixture(params=KINDS)
def talk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Talk]:
    """The demonstration's team at ten on a Saturday morning."""
    with fresh(request.param, tmp_path, like=_filled(request.param)) as url:
        database = _open(url)
        yield Talk(database)
        database.close()
