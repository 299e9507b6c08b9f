"""What waits for a person: in order, sealed, once, and not for ever."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from store import parked, shelf
from store.database import Database, Tx
from store.ids import uuid7
from store.tables import Parked, table

pytestmark = pytest.mark.integration
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
USER = {"platform": "p", "app": "a", "user": "u"}


def keep(database: Database, workspace: UUID, *words: str, until: datetime = NOW + timedelta(days=7)) -> None:
    def work(tx: Tx) -> None:
        for each in words:
            parked.keep_words(tx, workspace, **USER, payload=each.encode(), now=NOW, until=until)

    database.write(work).result()


def test_words_are_taken_in_order_and_once(database: Database, workspace: UUID) -> None:
    keep(database, workspace, "一", "二", "三")
    assert database.read(lambda tx: parked.words_kept(tx, workspace, **USER)) == 3
    taken = database.write(lambda tx: parked.take_words(tx, workspace, **USER, now=NOW)).result()
    assert [each.decode() for each in taken] == ["一", "二", "三"]
    assert database.write(lambda tx: parked.take_words(tx, workspace, **USER, now=NOW)).result() == []


def test_words_are_ciphertext(database: Database, workspace: UUID) -> None:
    keep(database, workspace, "秘密客户")
    stored = database.read(lambda tx: tx.connection.execute(sa.select(table(Parked).c.payload)).scalar_one())
    assert "秘密客户".encode() not in bytes(stored)


def test_what_is_over_its_time_is_not_given(database: Database, workspace: UUID) -> None:
    keep(database, workspace, "早的", until=NOW)
    keep(database, workspace, "晚的")
    taken = database.write(lambda tx: parked.take_words(tx, workspace, **USER, now=NOW)).result()
    assert [each.decode() for each in taken] == ["晚的"]


def test_two_who_take_at_once_get_each_once(database: Database, workspace: UUID) -> None:
    keep(database, workspace, "一", "二")
    works = [database.write(lambda tx: parked.take_words(tx, workspace, **USER, now=NOW)) for _ in range(4)]
    assert sorted(each.decode() for work in works for each in work.result()) == ["一", "二"]


def test_answers_wait_for_a_member_and_are_purged(database: Database, workspace: UUID) -> None:
    member = uuid7()
    until = NOW + timedelta(days=1)

    def work(tx: Tx) -> None:
        for payload in (b"1", b"2"):
            parked.keep_answer(tx, workspace, member, platform="p", app="a", payload=payload, now=NOW, until=until)

    database.write(work).result()
    assert database.write(lambda tx: parked.take_answers(tx, workspace, uuid7(), NOW)).result() == []
    assert database.write(lambda tx: parked.purge(tx, NOW)).result() == 0
    assert database.write(lambda tx: parked.take_answers(tx, workspace, member, NOW)).result() == [b"1", b"2"]
    database.write(work).result()
    assert database.write(lambda tx: parked.purge(tx, until)).result() == 2


def test_the_shelf_tells_how_long_a_value_lives_on(database: Database) -> None:
    database.write(lambda tx: shelf.put(tx, "for good", b"1", seconds=None)).result()
    database.write(lambda tx: shelf.put(tx, "an hour", b"1", seconds=3600)).result()
    assert database.read(lambda tx: shelf.seconds_left(tx, "for good")) is None
    left = database.read(lambda tx: shelf.seconds_left(tx, "an hour"))
    assert left is not None
    assert 3500 < left <= 3600
