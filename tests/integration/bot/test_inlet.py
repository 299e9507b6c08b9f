"""What a door hands in is stored once, or dropped before it is stored."""

import asyncio

import pytest

from bot.inlet import DoorInlet
from bot.platforms import Access
from bot.testing import chat, message, until
from commands.message import Chat
from tests.integration.bot.conftest import House

pytestmark = pytest.mark.integration
GROUP = chat("g", private=False)


@pytest.mark.parametrize("kind", ["text", "edit"])
async def test_what_a_group_says_past_the_bot_is_dropped_before_it_is_stored(house: House, kind: str) -> None:
    receipt = await house.inlet.accept(message("聊天", to=GROUP, addressed=False, kind=kind))
    assert not receipt.fresh
    await receipt.settled()
    assert await receipt.answer(1.0) is None
    assert house.count("SELECT count(*) FROM inbox") == 0
    assert house.count("SELECT count(*) FROM lane") == 0


@pytest.mark.parametrize("kind", ["recall", "event", "action"])
async def test_what_carries_no_words_is_kept(house: House, kind: str) -> None:
    assert (await house.inlet.accept(message("", to=GROUP, addressed=False, kind=kind))).fresh
    assert house.count("SELECT count(*) FROM inbox") == 1


@pytest.mark.parametrize(
    ("access", "to", "heard"),
    [
        (Access(), chat("x", private=False), True),
        (Access(people=("u1",)), chat("p"), True),
        (Access(people=("u2",)), chat("p"), False),
        (Access(people=("u2",)), GROUP, False),
        (Access(groups=("g",)), GROUP, True),
        (Access(groups=("g",)), chat("x", private=False), False),
        (Access(groups=("g",)), chat("p"), True),
    ],
)
async def test_where_people_or_groups_are_listed_nobody_else_is_stored(
    house: House, access: Access, to: Chat, heard: bool
) -> None:
    """`[access]` of config.toml; a list that is empty lets everybody in."""
    means = {"heard": house.heard, "said": house.said, "askers": house.askers, "workspace": house.workspace}
    inlet = DoorInlet(house.border, **means, access=access)  # type: ignore[arg-type]  # one of each
    receipt = await inlet.accept(message("今天拜访了云图", to=to))
    assert receipt.fresh is heard
    assert house.count("SELECT count(*) FROM inbox") == int(heard)


async def test_ten_deliveries_of_one_message_are_one(house: House) -> None:
    await house.pipeline()
    await house.delivery()
    same = message("一次", key="k1")
    receipts = await asyncio.gather(*(house.inlet.accept(same) for _ in range(10)))
    assert [receipt.fresh for receipt in receipts].count(True) == 1
    for receipt in receipts:
        await receipt.settled()
    assert house.door.texts() == ["一次"]
    twins = [await house.inlet.accept(message("两次")) for _ in range(2)]
    for receipt in twins:
        await receipt.settled()
    assert house.door.texts() == ["一次", "两次", "两次"]


async def test_settled_means_that_the_answer_has_reached_the_door(house: House) -> None:
    house.door.open.clear()
    await house.pipeline()
    await house.delivery()
    receipt = await house.inlet.accept(message("慢"))
    waiting = asyncio.create_task(receipt.settled())
    await until(lambda: house.door.tried)
    assert not waiting.done()
    house.door.open.set()
    await waiting
    assert house.door.texts() == ["慢"]


async def test_an_answer_can_be_taken_by_whoever_asked(house: House) -> None:
    await house.pipeline()
    receipt = await house.inlet.accept(message("被动"))
    answer = await receipt.answer(5.0)
    assert answer is not None
    assert answer.lines == ("被动",)
    assert house.count("SELECT count(*) FROM outbox WHERE state = 'sent'") == 0
    await receipt.shown()
    await receipt.settled()
    await house.delivery()
    late = await house.inlet.accept(message("之后"))
    await late.settled()
    assert house.door.texts() == ["之后"]


async def test_an_answer_that_is_waited_for_is_not_sent_as_well(house: House) -> None:
    await house.pipeline()
    await house.delivery()
    for text in ("一", "二", "三"):
        receipt = await house.inlet.accept(message(text))
        answer = await receipt.answer(5.0)
        assert answer is not None
        assert answer.lines == (text,)
        await receipt.shown()
    late = await house.inlet.accept(message("四"))
    await late.settled()
    assert house.door.texts() == ["四"]
    assert house.count("SELECT count(*) FROM outbox WHERE state = 'sent'") == 4


async def test_an_answer_that_takes_too_long_is_left_to_delivery(house: House) -> None:
    receipt = await house.inlet.accept(message("晚"))
    assert await receipt.answer(0.05) is None
    await house.pipeline()
    await house.delivery()
    await receipt.settled()
    assert house.door.texts() == ["晚"]


async def test_an_answer_that_is_given_back_is_sent_at_once(house: House) -> None:
    await house.pipeline()
    delivery = await house.delivery()
    delivery._poll = 30.0
    receipt = await house.inlet.accept(message("还你"))
    assert await receipt.answer(5.0) is not None
    await receipt.give_back()
    await until(lambda: house.door.texts() == ["还你"])
    assert not house.door.sent[0].repeat


async def test_an_answer_that_nobody_says_was_shown_is_sent_marked(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.outbox.HANDED_SECONDS", 0.2)
    await house.pipeline()
    await house.delivery()
    receipt = await house.inlet.accept(message("没说"))
    assert await receipt.answer(5.0) is not None
    await receipt.settled()
    assert [(each.lines, each.repeat) for each in house.door.sent] == [(("没说",), True)]
    await receipt.shown()  # too late to matter
    assert house.count("SELECT count(*) FROM outbox WHERE state = 'sent'") == 1


async def test_an_answer_that_does_not_fit_is_sent_at_once(house: House) -> None:
    await house.pipeline()
    delivery = await house.delivery()
    delivery._poll = 30.0
    receipt = await house.inlet.accept(message("太长"))
    assert await receipt.answer(5.0, lambda _: False) is None
    await until(lambda: house.door.texts() == ["太长"])
    assert [each.repeat for each in house.door.tried] == [False]


async def test_a_repeats_receipt_may_say_that_the_answer_was_shown(house: House) -> None:
    await house.pipeline()
    receipt = await house.inlet.accept(message("再说", key="k1"))
    assert await receipt.answer(5.0) is not None
    await (await house.inlet.accept(message("再说", key="k1"))).shown()
    await receipt.settled()
    assert house.count("SELECT count(*) FROM outbox WHERE state = 'sent'") == 1
