"""When an answer that stands in a reply counts as shown, and in whose language the door speaks meanwhile."""

import pytest

from adapters.wecom.bot_replies import CUT
from adapters.wecom.stream import DONE, LATER, WAIT
from bot.testing import until
from commands.message import File
from tests.integration.adapters.wecom_bot.rigs import CallbackRig, answer
from tests.integration.adapters.wecom_bot.test_callback import FILED, UNDO, SlowInlet, fetched

pytestmark = pytest.mark.integration
LONG = [f"{i:03d} 华星 A级 5天没跟，报价后没回音" for i in range(500)]


async def test_a_reply_that_was_written_is_shown(callback: CallbackRig) -> None:
    callback.inlet.answering = lambda said: answer(said, FILED, buttons=(UNDO,), id="card-1")
    await callback.say("今天拜访了云图的吴总")
    callback.inlet.answering = lambda said: answer(said, "你好，我是跟进。")
    await callback.platform.event("enter_chat")
    callback.inlet.answering = lambda said: answer(said, "已撤销", buttons=(UNDO,), replaces="card-1")
    await callback.platform.press(UNDO.action, "card-1", at=1_700_000_001)
    await until(lambda: callback.inlet.ends == ["shown"] * 3)


async def test_a_press_that_is_answered_beside_the_card_is_shown(callback: CallbackRig) -> None:
    await callback.say("看看云图")
    callback.inlet.answering = lambda said: answer(said, "云图数据 · A级")
    await callback.platform.press(UNDO.action, "card-1", at=1_700_000_002)
    assert callback.shown() == ["云图数据 · A级"]
    await until(lambda: callback.inlet.ends == ["shown"])


async def test_a_long_answer_is_shown_once_its_end_is(callback: CallbackRig) -> None:
    """The first, whose end does not arrive, goes another way, marked."""
    callback.inlet.answering = lambda said: answer(said, *LONG)
    callback.platform.faults.url_status = 502
    await callback.say("日报")
    await callback.say("谢谢")
    callback.platform.faults.url_status = 200
    callback.inlet.answering = lambda said: answer(said, *LONG)
    await callback.say("日报")
    await until(lambda: callback.platform.url_posts and callback.inlet.ends)
    assert callback.inlet.ends == ["shown"]


async def test_what_the_card_cannot_hold_is_not_said_to_be_shown(callback: CallbackRig) -> None:
    callback.platform.faults.url_status = 502
    callback.inlet.answering = lambda said: answer(said, FILED, buttons=(UNDO,), id="card-1")
    await callback.say("今天拜访了云图的吴总")
    callback.inlet.answering = lambda said: answer(said, "云图", files=(File(id="f", name="报价.pdf"),))
    await callback.platform.press(UNDO.action, "card-1", at=1_700_000_003)
    callback.inlet.answering = lambda said: answer(said, "已撤销")
    await callback.platform.press(UNDO.action, "card-1", at=1_700_000_004)
    await until(lambda: callback.inlet.ends == ["shown", "shown"])  # the first answer, and the last, which fits


async def test_a_stream_speaks_the_speakers_language_in_any_process(callback: CallbackRig) -> None:
    slow = SlowInlet()
    slow.heard, slow.language = callback.heard, "en"
    callback.door._way._inlet = slow
    await callback.say("met Wu today")
    assert callback.calls.replies[-1]["stream"]["content"] == WAIT["en"]
    callback.calls.address = await callback.serve(callback.door_on(callback.settings))  # another process
    (id,) = callback.calls.open_streams
    assert not await callback.calls.poll(id)
    assert callback.calls.replies[-1]["stream"]["content"] == WAIT["en"]
    slow.end.set()
    await fetched(callback, id)
    assert callback.shown() == [DONE["en"]]


async def test_what_comes_another_way_is_announced_in_the_speakers_language(callback: CallbackRig) -> None:
    slow = SlowInlet()
    slow.heard, slow.language = callback.heard, "en"
    callback.door._way._inlet = slow
    await callback.say("met Wu today")
    (id,) = callback.calls.open_streams
    await callback.door.send(answer(callback.heard[0], FILED, language="en"))
    await callback.calls.poll(id)
    assert callback.shown() == [FILED, LATER["en"]]


async def test_a_cut_is_said_in_the_readers_language(callback: CallbackRig) -> None:
    callback.inlet.answering = lambda said: answer(said, *LONG * 3, language="en")
    await callback.say("report")
    await until(lambda: len(callback.shown()) == 2)
    assert callback.shown()[-1].endswith(CUT["en"])
