"""A team's conversation with the bot, on the demonstration's data, on both databases."""

from collections.abc import Iterator

import pytest

from commands.naming import naming, sealing
from store.database import open_database
from store.secrets import Secrets
from tests.talk import Talk

REP, OTHER, THIRD, MANAGER, ADMIN = "陈晓明", "李娜", "王强", "赵敏", "周建国"


@pytest.fixture
def talk(database_url: str, secrets: Secrets) -> Iterator[Talk]:
    """The demonstration's team at ten on a Saturday morning."""
    database = open_database(database_url, secrets, naming=naming, sealing=sealing)
    yield Talk(database)
    database.close()
