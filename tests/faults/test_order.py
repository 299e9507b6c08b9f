"""A chat keeps its order whatever happens around it, and chats go on side by side."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from bot.testing import until
from store import inbox
from store.database import Database, Tx
from tests.faults.conftest import Site

pytestmark = pytest.mark.fault


def _accept(site: Site, tx: Tx, key: str) -> inbox.Accepted:
    return inbox.accept(
        tx,
        workspace=site.world.workspace,
        platform="bench",
        app="bench",
        chat="c0",
        topic="",
        key=key,
        payload=b"{}",
        received_at=datetime.now(UTC),
    )


def _waits_for_a_lock(database: Database) -> Callable[[], bool]:
    asked = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )

    def look() -> bool:
        return bool(database.read(lambda tx: tx.connection.execute(asked).scalar_one()))

    return look


async def test_two_connections_accept_into_one_chat_and_the_first_commits_last(site: Site) -> None:
    """The second takes its place only after the first has committed, so places follow commits."""
    if site.database.dialect == "sqlite":
        _on_sqlite(site)
        return
    places: dict[str, int] = {}

    def second() -> None:
        with site.database.engine.connect() as connection:
            places["second"] = _accept(site, Tx(site.database, connection), "second").sequence
            connection.commit()

    with site.database.engine.connect() as connection:
        places["first"] = _accept(site, Tx(site.database, connection), "first").sequence
        thread = threading.Thread(target=second)
        thread.start()
        await until(_waits_for_a_lock(site.database))
        assert "second" not in places
        connection.commit()
    thread.join()
    assert places == {"first": 1, "second": 2}
    assert site.rows("SELECT key FROM inbox ORDER BY sequence") == [("first",), ("second",)]


def _on_sqlite(site: Site) -> None:
    """There is one writer: two accepts are two works of it, and the queue's order is the chat's."""
    works = [site.database.write(lambda tx, key=key: _accept(site, tx, key), first=True) for key in ("first", "second")]  # type: ignore[misc]
    assert [work.result().sequence for work in works] == [1, 2]


def test_fifty_chats_go_on_side_by_side_each_in_its_order(wide: Site) -> None:
    messages = wide.messages(3, chats=50)
    program = wide.start()
    program.say(messages)
    assert program.finish() == 0
    wide.check(messages, deaths=0)


async def test_a_worker_stopped_beyond_its_lease_and_resumed_has_no_second_effect(site: Site) -> None:
    """On PostgreSQL another process takes the message over; on SQLite the resumed one does so itself."""
    [message] = site.messages(1, chats=1)
    stopped = site.start(stop="understood")
    assert stopped.wait_for("ready")
    stopped.say([message])
    await until(stopped.stopped)
    if site.database.dialect == "postgresql":
        other = site.start()
        assert other.finish() == 0
        assert site.rows("SELECT state FROM inbox") == [("done",)]
    else:
        await until(
            lambda: site.rows("SELECT handled FROM lane WHERE lease_until < strftime('%Y-%m-%dT%H:%M:%f', 'now')")
        )
    stopped.signal(signal.SIGCONT)
    assert stopped.finish() == 0
    site.check([message], deaths=0)
