"""Answers go in the order of their writing per chat; a try whose outcome is unknown is marked as a repeat."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from store import leases, outbox
from store.database import Database
from store.ids import uuid7
from store.outbox import Letter, Sent
from tests.integration.store.world import NOW, World, act, rows

pytestmark = pytest.mark.integration


def add(database: Database, world: World, text: str, chat: str = "group", inbox_id: UUID | None = None) -> UUID:
    return database.write(
        lambda tx: outbox.add(
            tx,
            workspace=world.id,
            platform="web",
            app="demo",
            chat=chat,
            topic="",
            payload=text.encode(),
            inbox_id=inbox_id,
            created_at=NOW,
        )
    ).result()


def claim(database: Database, fence: int = 1, limit: int = 10) -> list[Letter]:
    return database.write(lambda tx: outbox.claim(tx, platform="web", app="demo", fence=fence, limit=limit)).result()


def sent(database: Database, letter: Letter, fence: int = 1, message: str | None = None) -> int:
    return database.write(
        lambda tx: outbox.sent(tx, [Sent(id=letter.id, message_id=message, handles={"card": "7"})], fence)
    ).result()


def texts(letters: list[Letter]) -> list[str]:
    return [letter.payload.decode() for letter in letters]


def test_only_the_oldest_of_each_chat_goes(database: Database, world: World) -> None:
    for text, chat in (("a1", "a"), ("a2", "a"), ("b1", "b")):
        add(database, world, text, chat)
    first = claim(database)
    assert texts(first) == ["a1", "b1"]
    assert claim(database) == []
    assert sent(database, first[0]) == 1
    assert texts(claim(database)) == ["a2"]
    assert sent(database, first[0]) == 0


def test_what_another_owner_was_sending_is_a_repeat(database: Database, world: World) -> None:
    add(database, world, "x")
    old = claim(database, fence=1)[0]
    assert not old.repeat
    new = claim(database, fence=2)[0]
    assert (new.id, new.repeat, new.attempts) == (old.id, True, 2)
    assert sent(database, old, fence=1) == 0
    assert sent(database, new, fence=2) == 1


def test_retry_waits_for_its_time_and_keeps_its_place(database: Database, world: World) -> None:
    add(database, world, "a1")
    add(database, world, "a2")
    letter = claim(database)[0]
    later = database.read(lambda tx: tx.machine_now) + timedelta(seconds=60)
    database.write(lambda tx: outbox.retry(tx, letter.id, later, "429")).result()
    assert claim(database) == []
    assert database.read(lambda tx: outbox.next_ready(tx, platform="web", app="demo")) is not None
    past = later - timedelta(seconds=120)
    database.write(lambda tx: tx.command("UPDATE outbox SET state = 'sending' WHERE state = 'waiting'")).result()
    database.write(lambda tx: outbox.retry(tx, letter.id, past, "timeout", unknown=True)).result()
    again = claim(database)
    assert texts(again) == ["a1"]
    assert again[0].repeat


def test_dead_letters_are_seen_and_sent_again(database: Database, world: World) -> None:
    add(database, world, "x")
    letter = claim(database)[0]
    database.write(lambda tx: outbox.bury(tx, letter.id, "blocked")).result()
    dead = database.read(lambda tx: outbox.dead(tx, world.id))
    assert [(each.id, each.reason) for each in dead] == [(letter.id, "blocked")]
    assert database.write(lambda tx: outbox.resend(tx, letter.id)).result()
    assert not database.write(lambda tx: outbox.resend(tx, letter.id)).result()
    assert texts(claim(database)) == ["x"]


def test_a_passive_reply_and_the_sender_do_not_both_send(database: Database, world: World) -> None:
    message = uuid7()
    add(database, world, "x", inbox_id=message)
    taken = database.write(lambda tx: outbox.claim_for(tx, message)).result()
    assert texts(taken) == ["x"]
    assert claim(database) == []
    assert database.write(lambda tx: outbox.claim_for(tx, message)).result() == []
    assert database.write(lambda tx: outbox.sent(tx, [Sent(id=taken[0].id)], 0)).result() == 1
    assert texts(database.read(lambda tx: outbox.of_inbox(tx, message))) == ["x"]


def test_a_sent_message_leads_back_to_what_was_executed(database: Database, world: World) -> None:
    message = uuid7()
    run = act(database, world, lambda unit: None, inbox_id=message)  # noqa: ARG005
    add(database, world, "x", inbox_id=message)
    sent(database, claim(database)[0], message="om_1")
    origin = database.read(lambda tx: outbox.find_sent(tx, "demo", "group", "om_1"))
    assert origin is not None
    assert (origin.inbox_id, origin.executions) == (message, (run.id,))
    assert database.read(lambda tx: outbox.find_sent(tx, "demo", "group", "om_2")) is None
    assert rows(database, "SELECT state FROM outbox") == [("sent",)]


def test_a_lease_has_one_owner_and_a_rising_fence(database: Database) -> None:
    def hold(owner: str, seconds: float = 30) -> int | None:
        return database.write(lambda tx: leases.hold(tx, "send", owner, seconds)).result()

    assert hold("one") == 1
    assert hold("one") == 1
    assert hold("two") is None
    database.write(lambda tx: leases.release(tx, "send", "one")).result()
    assert hold("two", -1) == 2
    assert hold("one") == 3
