"""A smaller run of the digest's benchmark: on both databases it tells its figures, and no table is read whole."""

from __future__ import annotations

from functools import partial

import pytest

from bot.bench import digest
from bot.bench.real import WrongOutput
from commands.context import Context
from commands.message import Reply
from commands.naming import naming, sealing
from store.database import open_database
from store.secrets import Secrets

pytestmark = pytest.mark.integration


def test_digests_are_quick_and_read_no_table_whole(database_url: str, secrets: Secrets) -> None:
    database = open_database(database_url, secrets, naming=naming, sealing=sealing)
    told = digest.measured(database, customers=3000, followups=30_000, people=60, rounds=5)
    database.close()
    assert told["set_up"]["team"] == 20
    for name in ("daily", "weekly"):
        assert told[name]["measured"] <= digest.BAR


def test_a_table_that_is_read_whole_is_found_out(database_url: str, secrets: Secrets) -> None:
    database = open_database(database_url, secrets, naming=naming, sealing=sealing)
    speaker = database.write(partial(digest._team, people=20)).result()

    def counting(context: Context) -> Reply:
        context.tx.connection.exec_driver_sql("SELECT count(*) FROM customer WHERE name > 'x'").fetchall()
        return Reply()

    with pytest.raises(WrongOutput, match="customer"):
        database.read(partial(digest._unscanned, speaker, counting, large=True))
    database.close()
