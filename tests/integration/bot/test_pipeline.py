"""Every message is handled once, in order, whatever it does to the one who handles it."""

import asyncio
from collections.abc import Callable
from uuid import UUID

import pytest

from bot.pipeline import Pipeline
from bot.testing import Echo, Heard, RecordingDoor, chat, message, until
from commands.people import Inbound
from store import dead as given_up
from store import inbox, lanes
from store.database import Tx
from tests.integration.bot.conftest import House

pytestmark = pytest.mark.integration


def dead(house: House) -> list[inbox.Message]:
    """The messages that were given up, as they are kept."""

    def work(tx: Tx) -> list[inbox.Message]:
        kept = [inbox.load(tx, each.id) for each in given_up.messages(tx, house.workspace, 10)]
        return [each for each in kept if each is not None]

    return house.database.read(work)


async def test_a_chat_keeps_its_order_and_fifty_go_on_side_by_side(house: House) -> None:
    await house.pipeline()
    await house.delivery()
    chats = [chat(f"c{i}") for i in range(50)]
    expected = [f"{step}" for step in range(6)]
    receipts = []
    for text in expected:
        receipts += await asyncio.gather(*(house.inlet.accept(message(text, to=to)) for to in chats))
    for receipt in receipts:
        await receipt.settled()
    for to in chats:
        assert house.echo.handled[to.id] == expected
        assert house.door.texts(to.id) == expected


async def test_a_bug_gets_three_tries_an_apology_and_the_dead_letters_and_its_lane_goes_on(house: House) -> None:
    await house.delivery()
    await house.pipeline()
    receipts = [await house.inlet.accept(message(text)) for text in ("前", "bug", "后")]
    for receipt in receipts:
        await receipt.settled()
    assert house.door.texts() == ["前", "sorry", "后"]
    assert house.echo.tries["bug"] == 3
    [letter] = dead(house)
    assert letter.reason == "RuntimeError"


async def test_where_apologising_fails_too_the_lane_goes_on_in_silence(house: House) -> None:
    house.echo.sorry_fails = True
    await house.delivery()
    await house.pipeline()
    for text in ("bug", "后"):
        await (await house.inlet.accept(message(text))).settled()
    assert house.door.texts() == ["后"]
    assert len(dead(house)) == 1


async def test_passing_trouble_is_retried_unseen_and_in_order(house: House) -> None:
    await house.delivery()
    await house.pipeline()
    receipts = [await house.inlet.accept(message(text)) for text in ("later", "后")]
    for receipt in receipts:
        await receipt.settled()
    assert house.echo.tries["later"] == 3
    assert house.door.texts() == ["later", "后"]
    assert dead(house) == []


async def test_what_cannot_be_read_is_set_aside(house: House) -> None:
    def accept(tx: Tx) -> object:
        return inbox.accept(
            tx,
            workspace=house.workspace,
            platform="test",
            app="test",
            chat="c1",
            topic="",
            key="broken",
            payload=b"{}",
            received_at=tx.machine_now,
        )

    house.database.write(accept).result()
    await house.pipeline()
    await house.delivery()
    await (await house.inlet.accept(message("后"))).settled()
    assert house.door.texts() == ["后"]
    assert [letter.key for letter in dead(house)] == ["broken"]


class Stalls(Echo):
    """Stays over a message until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.stalled = asyncio.Event()
        self.go = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def prepare(self, tx: Tx, inbound: Inbound) -> Heard:
        self._loop.call_soon_threadsafe(self.stalled.set)
        asyncio.run_coroutine_threadsafe(_set(self.go), self._loop).result()
        return super().prepare(tx, inbound)


async def _set(event: asyncio.Event) -> None:
    await event.wait()


async def test_work_that_another_process_has_taken_over_is_dropped(build: Callable[..., House]) -> None:
    stalls, door = Stalls(), RecordingDoor()
    slow, quick = build(stalls, door), build(Echo(), door)
    stopped: Pipeline = await slow.pipeline(lease=0.2)
    receipt = await slow.inlet.accept(message("一次"))
    await stalls.stalled.wait()
    await quick.pipeline()
    await until(lambda: quick.echo.handled["c1"] == ["一次"])
    stalls.go.set()
    await stopped.stop()
    await quick.delivery()
    await receipt.settled()
    await (await quick.inlet.accept(message("之后"))).settled()
    assert door.texts() == ["一次", "之后"]
    assert slow.count("SELECT count(*) FROM outbox") == 2


async def test_two_processes_share_the_work(build: Callable[..., House]) -> None:
    door = RecordingDoor()
    houses = [build(Echo(), door), build(Echo(), door)]
    for house in houses:
        await house.pipeline(width=4)
        await house.delivery()
    texts = [f"{step}" for step in range(10)]
    receipts = []
    for text in texts:
        receipts += await asyncio.gather(
            *(houses[i % 2].inlet.accept(message(text, to=chat(f"c{i}"))) for i in range(10))
        )
    for receipt in receipts:
        await receipt.settled()
    for i in range(10):
        assert door.texts(f"c{i}") == texts
    assert len(door.tried) == 100
    assert door.most["c1"] == 1


async def test_a_stop_finishes_what_is_in_hand_and_leaves_the_rest_for_the_next(build: Callable[..., House]) -> None:
    stalls, door = Stalls(), RecordingDoor()
    first, second = build(stalls, door), build(Echo(), door)
    receipts = [await first.inlet.accept(message(text)) for text in ("一", "二")]
    pipeline = await first.pipeline()
    await stalls.stalled.wait()
    stopping = asyncio.create_task(pipeline.stop())
    stalls.go.set()
    await stopping
    assert stalls.handled["c1"] == ["一"]
    await second.pipeline()
    await second.delivery()
    for receipt in receipts:
        await receipt.settled()
    assert door.texts() == ["一", "二"]


async def test_a_message_that_was_claimed_again_and_again_is_set_aside(
    house: House, workspace: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pipeline.CLAIMS", 2)
    receipt = await house.inlet.accept(message("毒"))
    for _ in range(2):
        house.database.write(lambda tx: lanes.claim(tx, owner="gone", limit=1, lease=-1.0)).result()
    await house.pipeline()
    await house.delivery()
    await receipt.settled()
    assert house.door.texts() == ["sorry"]
    assert workspace == dead(house)[0].workspace
