"""A team's conversation with the bot, on the demonstration's data, on both databases."""

import functools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.naming import naming, sealing
from store.database import Database, open_database
from store.keyfile import KeyFile
from store.secrets import Secrets
from tests.databases import KINDS, fresh, template
from tests.talk import Talk

REP, OTHER, THIRD, MANAGER, ADMIN = "陈晓明", "李娜", "王强", "赵敏", "周建国"


@functools.cache
def _keys() -> Path:
    """The key file by which the filled template is sealed."""
    return Path(tempfile.mkdtemp(prefix="genjin-keys-")) / "keys.json"


def _open(url: str) -> Database:
    return open_database(url, Secrets(KeyFile.open(_keys())), naming=naming, sealing=sealing)


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
