"""Answers go in the order of their writing per chat; a try whose outcome is unknown is marked as a repeat."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from store import dead, leases, letters, outbox
from store.database import Database, Tx
from store.ids import uuid7
from store.letters import Letter
from store.outbox import Sent
from store.tables import Outbox, table
from tests.integration.store.world import NOW, World, act, rows

pytestmark = pytest.mark.integration
OVER = sa.update(table(Outbox)).where(table(Outbox).c.state == "sending").values(ready_at=sa.bindparam("past"))


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


def hand_over(database: Database, message: UUID) -> Letter | None:
    return database.write(lambda tx: outbox.hand_over(tx, message, chat="group", topic="")).result()


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
    assert database.read(lambda tx: letters.next_ready(tx, platform="web", app="demo")) is not None
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
    given = database.read(lambda tx: dead.letters(tx, world.id, 10))
    assert [(each.id, each.reason) for each in given] == [(letter.id, "blocked")]
    assert database.write(lambda tx: outbox.resend(tx, letter.id)).result()
    assert not database.write(lambda tx: outbox.resend(tx, letter.id)).result()
    assert texts(claim(database)) == ["x"]


def test_a_passive_reply_and_the_sender_do_not_both_send(database: Database, world: World) -> None:
    message = uuid7()
    add(database, world, "x", inbox_id=message)
    add(database, world, "elsewhere", chat="private", inbox_id=message)
    taken = hand_over(database, message)
    assert taken is not None
    assert texts([taken]) == ["x"]
    assert texts(claim(database)) == ["elsewhere"]
    assert hand_over(database, message) is None
    assert database.write(lambda tx: outbox.shown(tx, message)).result()
    assert not database.write(lambda tx: outbox.shown(tx, message)).result()
    assert claim(database, fence=2)[0].repeat  # elsewhere's, not x
    assert texts(database.read(lambda tx: letters.of_inbox(tx, message))) == ["x", "elsewhere"]


def test_what_is_given_back_goes_out_unmarked_at_once(database: Database, world: World) -> None:
    message = uuid7()
    add(database, world, "x", inbox_id=message)
    assert hand_over(database, message) is not None
    assert database.write(lambda tx: outbox.give_back(tx, message)).result()
    [letter] = claim(database)
    assert (letter.repeat, letter.attempts) == (False, 1)
    assert not database.write(lambda tx: outbox.shown(tx, message)).result()
    assert not database.write(lambda tx: outbox.give_back(tx, message)).result()


def test_of_what_was_handed_over_and_never_shown_nobody_knows(database: Database, world: World) -> None:
    message = uuid7()
    add(database, world, "x", inbox_id=message)
    add(database, world, "y")
    assert hand_over(database, message) is not None
    assert claim(database) == []
    database.write(lambda tx: tx.connection.execute(OVER, {"past": NOW})).result()
    [letter] = claim(database)
    assert (letter.payload, letter.repeat) == (b"x", True)
    assert not database.write(lambda tx: outbox.shown(tx, message)).result()
    assert sent(database, letter) == 1
    assert [(each.payload, each.repeat) for each in claim(database)] == [(b"y", False)]


def test_a_sender_that_reaches_some_chats_leaves_the_others(database: Database, world: World) -> None:
    for text in ("a", "b"):
        add(database, world, text, text)

    def next_in(*chats: str) -> datetime | None:
        return database.read(lambda tx: letters.next_ready(tx, platform="web", app="demo", chats=chats))

    some = database.write(
        lambda tx: outbox.claim(tx, platform="web", app="demo", fence=1, limit=10, chats={"b", "c"})
    ).result()
    assert texts(some) == ["b"]
    assert next_in("a") is not None
    assert next_in("c") is None
    assert texts(claim(database)) == ["a"]


def test_who_listens_to_an_app_hears_of_its_letters_after_the_commit(database: Database, world: World) -> None:
    heard: list[str] = []
    database.listeners = {
        ("web", "demo"): [lambda: heard.append("web")],
        ("web", "other"): [lambda: heard.append("no")],
    }
    id = add(database, world, "x")
    assert heard == ["web"]
    database.write(lambda tx: outbox.release(tx, id)).result()
    assert heard == ["web", "web"]
    claim(database)
    database.write(lambda tx: outbox.bury(tx, id, "blocked")).result()
    assert heard == ["web", "web"]
    assert database.write(lambda tx: outbox.resend(tx, id)).result()
    assert heard == ["web", "web", "web"]

    def refused(tx: Tx) -> None:
        outbox.release(tx, id)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.write(refused).result()
    assert heard == ["web", "web", "web"]


def test_a_sent_message_leads_back_to_what_was_executed(database: Database, world: World) -> None:
    message = uuid7()
    run = act(database, world, lambda unit: None, inbox_id=message)  # noqa: ARG005
    add(database, world, "x", inbox_id=message)
    sent(database, claim(database)[0], message="om_1")
    origin = database.read(lambda tx: letters.find_sent(tx, "demo", "group", "om_1"))
    assert origin is not None
    assert (origin.inbox_id, origin.executions) == (message, (run.id,))
    assert database.read(lambda tx: letters.find_sent(tx, "demo", "group", "om_2")) is None
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
