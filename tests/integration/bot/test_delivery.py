"""What is written is sent: in order, again after a failure, marked where it may have arrived."""

from collections.abc import Callable
from uuid import UUID

import pytest

from bot.border import Bell
from bot.testing import Echo, RecordingDoor, chat, message, until
from commands.codec import to_bytes
from commands.message import DeliveryError, Outgoing
from store import lanes, leases, outbox, takeover
from store.database import Tx
from store.dead import Given
from store.dead import letters as given_up
from store.ids import uuid7
from tests.integration.bot.conftest import House

pytestmark = pytest.mark.integration


def dead(house: House) -> list[Given]:
    return house.database.read(lambda tx: given_up(tx, house.workspace, 100))


async def say(house: House, *texts: str, to: str = "c1") -> None:
    """Puts answers into the outbox of a chat."""
    pipeline = await house.pipeline()
    for text in texts:
        await house.inlet.accept(message(text, to=chat(to)))
    await until(lambda: house.echo.handled[to] == [*texts])
    await pipeline.stop()


async def test_a_chat_has_one_letter_in_flight_and_chats_go_side_by_side(house: House) -> None:
    house.door.open.clear()
    for to in ("a", "b", "c"):
        await say(house, "1", "2", "3", to=to)
    await house.delivery()
    await until(lambda: len(house.door.tried) == 3)
    assert house.door.most["all"] == 3
    house.door.open.set()
    await until(lambda: len(house.door.sent) == 9)
    for to in ("a", "b", "c"):
        assert house.door.texts(to) == ["1", "2", "3"]
        assert house.door.most[to] == 1


async def test_a_refused_letter_is_sent_again_unmarked_and_keeps_its_place(house: House) -> None:
    house.door.failures = [DeliveryError("限流", after=0.02), DeliveryError("忙")]
    await say(house, "1", "2")
    await house.delivery()
    await until(lambda: len(house.door.sent) == 2)
    assert house.door.texts() == ["1", "2"]
    assert [each.repeat for each in house.door.tried] == [False] * 4
    assert len({each.id for each in house.door.tried[:3]}) == 1


async def test_an_unknown_outcome_is_sent_again_marked(house: House) -> None:
    house.door.failures = [ConnectionResetError("断了")]
    await say(house, "1", "2")
    await house.delivery()
    await until(lambda: len(house.door.sent) == 2)
    assert [(each.lines[0], each.repeat) for each in house.door.tried] == [("1", False), ("1", True), ("2", False)]


async def test_a_final_refusal_lies_with_the_dead_letters_and_the_chat_goes_on(house: House) -> None:
    house.door.failures = [DeliveryError("被拉黑", final=True)]
    await say(house, "1", "2")
    await house.delivery()
    await until(lambda: house.door.texts() == ["2"])
    [letter] = dead(house)
    assert letter.reason == "被拉黑"
    assert house.database.write(lambda tx: outbox.resend(tx, letter.id)).result()
    await until(lambda: house.door.texts() == ["2", "1"])


async def test_tries_come_to_an_end(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sending.TRIES", 3)
    house.door.failures = [TimeoutError() for _ in range(3)]
    await say(house, "1", "2")
    await house.delivery()
    await until(lambda: house.door.texts() == ["2"])
    assert len(dead(house)) == 1


async def test_what_was_in_the_hands_of_a_process_that_died_is_sent_again_marked(
    build: Callable[..., House],
) -> None:
    gone, back = build(), build()
    await say(gone, "1", "2")

    def die(tx: Tx) -> None:
        fence = leases.hold(tx, "delivery:test:test", owner="gone", seconds=0.1)
        assert fence is not None
        assert outbox.claim(tx, platform="test", app="test", fence=fence, limit=8)

    gone.database.write(die).result()
    await back.delivery()
    await until(lambda: len(back.door.sent) == 2)
    assert [(each.lines[0], each.repeat) for each in back.door.sent] == [("1", True), ("2", False)]


async def test_one_process_owns_the_sending_and_hands_it_over_when_it_stops(build: Callable[..., House]) -> None:
    first, second = build(Echo(), RecordingDoor()), build(Echo(), RecordingDoor())
    sending = await first.delivery()
    await say(first, "1")
    await until(lambda: first.door.texts() == ["1"])
    await second.delivery()
    await say(first, "2", to="c2")
    await until(lambda: first.door.texts() == ["1", "2"])
    await sending.stop()
    await say(second, "3", to="c3")
    await until(lambda: second.door.texts() == ["3"])


async def test_what_a_dead_process_held_is_free_at_once(build: Callable[..., House]) -> None:
    gone, back = build(), build()
    await say(gone, "1")
    await gone.inlet.accept(message("2", to=chat("c2")))

    def die(tx: Tx) -> None:
        assert lanes.claim(tx, owner="gone", limit=8, lease=600)
        fence = leases.hold(tx, "delivery:test:test", owner="gone", seconds=600)
        assert fence is not None
        assert outbox.claim(tx, platform="test", app="test", fence=fence, limit=8)

    gone.database.write(die).result()
    assert back.database.write(lambda tx: takeover.free(tx, "gone")).result() == 2
    await back.pipeline()
    await back.delivery()
    await until(lambda: len(back.door.sent) == 2)
    assert {(each.lines[0], each.repeat) for each in back.door.sent} == {("1", True), ("2", False)}


async def test_what_is_held_back_by_a_limit_counts_as_no_try(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sending.TRIES", 2)
    house.door.failures = [DeliveryError("限流", after=0.01, held=True) for _ in range(5)]
    await say(house, "1")
    await house.delivery()
    await until(lambda: len(house.door.sent) == 1)
    assert not house.door.sent[0].repeat
    assert dead(house) == []


async def test_a_chat_that_has_moved_gets_its_letters_at_its_new_place(house: House) -> None:
    house.door.failures = [DeliveryError("migrated", moved_to="-1001")]
    await say(house, "1", "2", to="g1")
    await house.delivery()
    await until(lambda: len(house.door.sent) == 2)
    assert [(each.chat.id, each.lines[0]) for each in house.door.sent] == [("-1001", "1"), ("-1001", "2")]


@pytest.mark.parametrize("parked", [False, True])
async def test_who_cannot_be_reached_is_told_to_the_conversation(house: House, parked: bool) -> None:
    """A letter that the conversation has parked is no dead one."""
    told: list[tuple[str, bool]] = []

    def unreachable(_: Tx, outgoing: Outgoing, inbox: UUID | None) -> bool:
        told.append((outgoing.lines[0], inbox is not None))
        return parked

    house.unreachable = unreachable
    house.door.failures = [DeliveryError("blocked", final=True, unreachable=True)]
    await say(house, "1", "2")
    await house.delivery()
    await until(lambda: len(house.door.sent) == 1)
    assert told == [("1", True)]
    assert [each.reason for each in dead(house)] == ([] if parked else ["blocked"])


class Window(RecordingDoor):
    """A door that shows only some chats."""

    reaches: frozenset[str] = frozenset()


async def test_what_a_door_does_not_show_waits_until_it_does(build: Callable[..., House]) -> None:
    door = Window()
    house = build(door=door)
    door.reaches = frozenset({"a"})
    await say(house, "1", to="b")
    await say(house, "2", to="a")
    await house.delivery()
    await until(lambda: door.texts() == ["2"])
    assert house.count("SELECT count(*) FROM outbox WHERE state = 'waiting' AND attempts = 0") == 1
    door.reaches = frozenset({"b"})
    await until(lambda: door.texts() == ["2", "1"])
    assert [each.repeat for each in door.tried] == [False, False]


async def test_only_the_sender_whose_letters_they_are_is_woken(house: House) -> None:
    """With half a minute between two looks, only a ring brings a letter out in time; the other app hears none."""
    other = Bell()
    house.border.database.listeners[("test", "other")] = [other.from_afar()]
    delivery = await house.delivery()
    delivery._poll = 30.0
    await say(house, "1")
    await until(lambda: house.door.texts() == ["1"])
    await say(house, "2", to="c2")
    await until(lambda: house.door.texts() == ["1", "2"])
    assert not await other.wait(0.0)


class CrowdedDoor(RecordingDoor):
    """A door whose platform is crowded at full hours."""

    uneven = 0.5


async def test_what_comes_by_itself_in_a_crowded_moment_is_spread_and_arrives(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.spreading.EVERY", 1e-3)
    house.door = CrowdedDoor()

    def push(tx: Tx) -> None:
        for number in range(20):
            id = uuid7()
            here = chat(f"c{number}")
            outgoing = Outgoing(id=id.hex, chat=here, lines=(str(number),), created_at=tx.machine_now)
            outbox.add(
                tx,
                workspace=house.workspace,
                platform=here.platform,
                app=here.app,
                chat=here.id,
                topic="",
                payload=to_bytes(outgoing),
                inbox_id=None,
                created_at=tx.machine_now,
                id=id,
            )

    house.database.write(push).result()
    await house.delivery()
    await until(lambda: len(house.door.sent) == 20)
    assert sorted(house.door.texts(), key=int) != house.door.texts()
    assert len(house.door.tried) == 20
    assert not any(each.repeat for each in house.door.sent)
