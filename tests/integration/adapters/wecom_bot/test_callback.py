"""Callback mode: replies in time, streams that any process ends, the one push of a response_url, and nothing more."""

import asyncio
import base64
import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from wechatpy.enterprise.crypto import WeChatCrypto

from adapters.wecom.fake_bot import AES_KEY, NAME, PICTURE, TOKEN, USER
from adapters.wecom.stream import DONE, LATER, WAIT
from bot.testing import until
from commands.message import DeliveryError, File, Fits, Language, Message, Outgoing, Press, any_answer
from tests.integration.adapters.inlets import RecordedReceipt, RecordingInlet
from tests.integration.adapters.wecom_bot.rigs import CallbackRig, answer

pytestmark = pytest.mark.integration
UNDO = Press(label="撤销", action="Ab3dEf6hIj9lMn2pQr5tUv.0")
FILED = "✅ 云图 · 拜访吴昊 · 今天"


class SlowReceipt(RecordedReceipt):
    """The receipt of a message whose answer comes late, or not at all."""

    def __init__(self, end: asyncio.Event, language: Language) -> None:
        super().__init__(fresh=True, answer=None, language=language)
        self.end = end

    async def settled(self) -> None:
        await self.end.wait()

    async def answer(self, within: float, fits: Fits = any_answer) -> Outgoing | None:  # noqa: ARG002 - the protocol's
        await asyncio.sleep(within)
        return None


class SlowInlet(RecordingInlet):
    """Accepts, and has no answer in time; `end` says that the message is done."""

    def __init__(self) -> None:
        super().__init__()
        self.end = asyncio.Event()

    async def accept(self, message: Message) -> Any:
        receipt = await super().accept(message)
        return SlowReceipt(self.end, self.language) if receipt.fresh else receipt


async def fetched(rig: CallbackRig, id: str) -> None:
    """Polls a stream until it is finished."""
    async with asyncio.timeout(10):
        while True:
            if await rig.calls.poll(id):
                return


@pytest.fixture
def slow(callback: CallbackRig) -> SlowInlet:
    """The door's inlet from now on."""
    inlet = SlowInlet()
    inlet.heard = callback.heard
    callback.door._way._inlet = inlet
    return inlet


async def test_the_address_is_verified_with_the_bare_plaintext(callback: CallbackRig) -> None:
    assert await callback.calls.verify() == (200, b"echo-1234")


async def test_a_forged_address_check_is_refused(callback: CallbackRig) -> None:
    query, encrypted = callback.calls.signed(b"echo")
    query["msg_signature"] = "0" * 40
    async with callback.calls.session.get(callback.calls.address, params={**query, "echostr": encrypted}) as answered:
        assert (answered.status, await answered.read()) == (403, b"no")


async def test_another_bots_message_is_refused(callback: CallbackRig) -> None:
    assert await callback.calls.post({**callback.body(), "aibotid": "aibOTHER"}, (USER, True)) == 403
    assert callback.heard == []


async def test_a_body_that_hides_its_length_is_cut_off(callback: CallbackRig) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"A" * 100_000

    query, _ = callback.calls.signed(b"{}")
    async with callback.calls.session.post(callback.calls.address, params=query, data=pieces()) as answered:
        assert answered.status == 413


async def test_wechatpy_reads_what_we_reply_and_we_read_what_it_sends(callback: CallbackRig) -> None:
    """The other side of the crypto is one that nobody here wrote; an AI bot's receiver is empty."""
    peer = WeChatCrypto(TOKEN, AES_KEY, "")
    callback.inlet.answering = lambda said: answer(said, FILED)
    wrapped = peer.encrypt_message(json.dumps(callback.body(), ensure_ascii=False), "nonce1234", None)
    part = {name: wrapped.partition(f"<{name}>")[2].partition(f"</{name}>")[0] for name in ("TimeStamp", "Nonce")}
    cdata = {
        name: wrapped.partition(f"<{name}><![CDATA[")[2].partition("]]>")[0] for name in ("Encrypt", "MsgSignature")
    }
    query = {"msg_signature": cdata["MsgSignature"], "timestamp": part["TimeStamp"], "nonce": "nonce1234"}
    status, content = await callback.calls.raw(query, json.dumps({"encrypt": cdata["Encrypt"]}).encode())
    assert status == 200
    reply = json.loads(content)
    xml = f"<xml><Encrypt><![CDATA[{reply['encrypt']}]]></Encrypt></xml>"
    opened = peer.decrypt_message(xml, reply["msgsignature"], str(reply["timestamp"]), reply["nonce"])
    assert json.loads(opened)["stream"]["content"] == FILED


async def test_an_answer_in_time_is_a_finished_stream(callback: CallbackRig) -> None:
    callback.inlet.answering = lambda said: answer(said, FILED, "⏰ 11月25日 周三 10:00 提醒你")
    await callback.say("今天拜访了云图的吴总", key="m1")
    assert callback.calls.replies[-1]["stream"]["finish"] is True
    assert callback.shown() == [f"{FILED}\n⏰ 11月25日 周三 10:00 提醒你"]
    assert callback.calls.open_streams == {}


async def test_an_answer_with_buttons_is_a_card_in_private_and_both_in_a_group(callback: CallbackRig) -> None:
    callback.inlet.answering = lambda said: answer(said, FILED, buttons=(UNDO,), undo=38)
    await callback.say("今天拜访了云图的吴总")
    await callback.say("今天拜访了云图的吴总", private=False, mention="first")
    assert [reply["msgtype"] for reply in callback.calls.replies] == ["template_card", "stream_with_template_card"]
    assert callback.shown()[0] == f"{FILED}\n[撤销]"
    assert f"不对？回“@{NAME} 撤销 38”" in callback.shown()[1]


async def test_pictures_come_with_the_stream(callback: CallbackRig) -> None:
    callback.files.files = {"f1": PICTURE, "f2": b"%PDF-1.7 x"}
    files = (File(id="f1", name="漏斗.png", kind="image"), File(id="f2", name="报价.pdf"))
    callback.inlet.answering = lambda said: answer(said, "本周漏斗", files=files)
    await callback.say("漏斗图")
    image = callback.calls.replies[-1]["stream"]["msg_item"][0]["image"]
    assert base64.b64decode(image["base64"]) == PICTURE
    assert image["md5"] == hashlib.md5(PICTURE).hexdigest()
    assert "报价.pdf" in callback.shown()[0]


async def test_a_long_answer_takes_the_stream_and_the_response_url(callback: CallbackRig) -> None:
    lines = [f"{i:03d} 华星 A级 5天没跟，报价后没回音" for i in range(500)]
    callback.inlet.answering = lambda said: answer(said, *lines)
    await callback.say("日报")
    await until(lambda: len(callback.shown()) == 2)
    assert "\n".join(callback.shown()).split("\n") == lines


async def test_no_answer_gets_no_reply(callback: CallbackRig) -> None:
    await callback.say("谢谢")
    assert callback.calls.bodies == [b""]
    assert callback.calls.replies == []


@pytest.mark.usefixtures("slow")
async def test_a_late_answer_ends_the_stream_in_any_process(callback: CallbackRig) -> None:
    await callback.say("今天拜访了云图的吴总")
    (id,) = callback.calls.open_streams
    assert callback.calls.replies[-1]["stream"]["content"] == WAIT["zh"]
    assert await callback.calls.poll(id) is False

    other = callback.door_on(callback.settings)  # another process sends, a third answers the poll
    await other.start()
    sending = asyncio.create_task(other.send(answer(callback.heard[0], FILED)))
    callback.calls.address = await callback.serve(callback.door_on(callback.settings))
    await fetched(callback, id)
    await sending
    await other.stop()
    assert callback.shown() == [FILED]
    assert callback.platform.url_posts == []


@pytest.mark.usefixtures("slow")
async def test_a_stream_that_nobody_fetches_gives_way_to_the_response_url(callback: CallbackRig) -> None:
    await callback.say("今天拜访了云图的吴总")
    (id,) = callback.calls.open_streams
    await callback.door.send(answer(callback.heard[0], FILED))
    assert callback.shown() == [FILED]
    assert len(callback.platform.url_posts) == 1
    await callback.calls.poll(id)
    assert callback.shown() == [FILED, LATER["zh"]]


@pytest.mark.usefixtures("slow")
async def test_a_finished_stream_says_the_same_to_every_poll(callback: CallbackRig) -> None:
    await callback.say("今天拜访了云图的吴总")
    (id,) = callback.calls.open_streams
    sending = asyncio.create_task(callback.door.send(answer(callback.heard[0], FILED)))
    await fetched(callback, id)
    await sending
    for _ in range(3):
        callback.calls.open_streams[id] = (USER, True)
        await callback.calls.poll(id)
    assert callback.shown() == [FILED] * 4


async def test_a_stream_without_an_answer_is_ended(callback: CallbackRig, slow: SlowInlet) -> None:
    await callback.say("谢谢")
    (id,) = callback.calls.open_streams
    slow.end.set()
    await fetched(callback, id)
    assert callback.shown() == [DONE["zh"]]


@pytest.mark.usefixtures("slow")
async def test_a_repeat_of_a_message_in_work_is_told_its_state(callback: CallbackRig) -> None:
    await callback.say("今天拜访了云图的吴总", key="m1")
    await callback.say("今天拜访了云图的吴总", key="m1")
    assert len(callback.heard) == 1
    assert [reply["stream"]["finish"] for reply in callback.calls.replies] == [False, False]


@pytest.mark.usefixtures("slow")
async def test_too_long_for_a_stream_ends_it_and_goes_to_the_app(callback: CallbackRig) -> None:
    await callback.say("日报")
    (id,) = callback.calls.open_streams
    with pytest.raises(DeliveryError) as refused:
        await callback.door.send(answer(callback.heard[0], *["报价后没回音，今天该打个电话了" * 20] * 60))
    assert refused.value.unreachable
    assert await callback.calls.poll(id)


async def test_a_response_url_is_good_once(callback: CallbackRig) -> None:
    await callback.say("今天拜访了云图的吴总")
    await callback.door.send(answer(callback.heard[0], FILED, buttons=(UNDO,)))
    assert callback.platform.url_posts[0]["msgtype"] == "template_card"
    with pytest.raises(DeliveryError) as refused:
        await callback.door.send(answer(callback.heard[0], "还有一句"))
    assert refused.value.final
    assert refused.value.unreachable
    assert callback.shown() == [f"{FILED}\n[撤销]"]


async def test_the_bot_cannot_speak_first(callback: CallbackRig) -> None:
    await callback.say("今天拜访了云图的吴总", key="")
    callback.platform._urls.clear()
    reminder = Outgoing(id="r1", chat=callback.chat(), lines=("⏰",), created_at=callback.heard[0].received_at)
    with pytest.raises(DeliveryError) as refused:
        await callback.door.send(reminder)
    assert refused.value.unreachable


async def test_an_old_response_url_is_not_tried(callback: CallbackRig) -> None:
    await callback.say("今天拜访了云图的吴总")
    for name in callback.shelf.names:
        value = await callback.shelf.get(name)
        assert value is not None
        await callback.shelf.put(name, value, seconds=-1)
    with pytest.raises(DeliveryError):
        await callback.door.send(answer(callback.heard[0], FILED))
    assert callback.platform.url_posts == []


async def test_a_response_url_that_breaks_leaves_it_open(callback: CallbackRig) -> None:
    """A 5xx page or a stall: nobody knows. The address is not tried again, the app takes over."""
    callback.platform.faults.url_status = 502
    await callback.say("今天拜访了云图的吴总")
    with pytest.raises(OSError, match="502"):
        await callback.door.send(answer(callback.heard[0], FILED))
    with pytest.raises(DeliveryError) as refused:
        await callback.door.send(answer(callback.heard[0], FILED, repeat=True))
    assert refused.value.unreachable


async def test_a_response_url_that_cannot_be_reached_is_kept(callback: CallbackRig) -> None:
    """No connection: surely not delivered, and the address is good the next time."""
    port = int(callback.platform.base.rpartition(":")[2])
    await callback.say("今天拜访了云图的吴总")
    assert callback.platform._runner is not None
    await callback.platform._runner.cleanup()
    with pytest.raises(DeliveryError) as refused:
        await callback.door.send(answer(callback.heard[0], FILED))
    assert not refused.value.final
    await callback.platform.start(port)
    await callback.door.send(answer(callback.heard[0], FILED))
    assert callback.shown() == [FILED]


async def test_a_press_is_answered_in_the_cards_place_or_beside_it(callback: CallbackRig) -> None:
    callback.inlet.answering = lambda said: answer(said, FILED, buttons=(UNDO,), id="card-1")
    await callback.say("今天拜访了云图的吴总")
    callback.inlet.answering = lambda said: answer(said, "已撤销", buttons=(UNDO,), replaces="card-1")
    assert await callback.platform.press(UNDO.action, "card-1", at=1_700_000_001) == 200
    assert callback.shown() == ["已撤销\n[撤销]"]
    callback.inlet.answering = lambda said: answer(said, "云图数据 · A级")
    await callback.platform.press(UNDO.action, "card-1", at=1_700_000_002)
    assert callback.shown() == ["已撤销\n[撤销]", "云图数据 · A级"]
    assert [(said.press, said.target) for said in callback.heard[1:]] == [(UNDO.action, "card-1")] * 2


async def test_a_press_without_another_way_is_answered_in_the_cards_place(callback: CallbackRig) -> None:
    callback.inlet.answering = lambda said: answer(said, FILED, buttons=(UNDO,), id="card-1")
    await callback.say("今天拜访了云图的吴总")
    callback.platform.faults.url_status = 502
    callback.inlet.answering = lambda said: answer(said, "已撤销")
    await callback.platform.press(UNDO.action, "card-1")
    assert callback.shown()[0].startswith("已撤销")


async def test_opening_the_chat_is_welcomed_with_text(callback: CallbackRig) -> None:
    callback.inlet.answering = lambda said: answer(said, "你好，我是跟进。", "发一句“今天拜访了…”就记好了")
    await callback.platform.event("enter_chat")
    assert (callback.heard[0].kind, callback.heard[0].event) == ("event", "opened")
    assert callback.calls.replies[-1]["msgtype"] == "text"
    assert callback.shown() == ["你好，我是跟进。\n发一句“今天拜访了…”就记好了"]


async def test_feedback_gets_an_empty_reply(callback: CallbackRig) -> None:
    assert await callback.platform.event("feedback_event", feedback_event={"id": "f", "type": 1}) == 200
    assert callback.heard == []
    assert callback.calls.bodies[-1] == b""


async def test_a_picture_is_fetched_and_decrypted(callback: CallbackRig) -> None:
    await callback.attach()
    assert await callback.door.fetch(callback.heard[0].attachments[0]) == PICTURE
    callback.platform.media.clear()
    with pytest.raises(DeliveryError) as refused:
        await callback.door.fetch(callback.heard[0].attachments[0])
    assert refused.value.final


async def test_a_database_that_is_away_is_no_success(callback: CallbackRig) -> None:
    """Not 200: the platform tries again."""
    callback.inlet.failing = RuntimeError("away")
    assert await callback.say("今天拜访了云图的吴总", key="m1") == 500
    callback.inlet.failing = None
    assert await callback.say("今天拜访了云图的吴总", key="m1") == 200
    assert len(callback.heard) == 1


async def test_the_doctor_says_that_it_cannot_speak_first(callback: CallbackRig) -> None:
    (finding,) = await callback.door.examine()
    assert "不能主动发消息" in finding.chinese


async def test_a_push_takes_the_newest_response_url_that_is_left_over(callback: CallbackRig) -> None:
    callback.inlet.answering = lambda said: answer(said, "你好，我是跟进。")
    await callback.say("你好")
    await until(lambda: callback.inlet.ends == ["shown"])
    push = replace(answer(callback.heard[0], "该跟云图了"), answers="")
    await callback.door.send(push)
    assert callback.shown()[-1] == "该跟云图了"
    with pytest.raises(DeliveryError) as no:
        await callback.door.send(push)
    assert no.value.unreachable


async def test_an_answer_waits_for_the_stream_that_is_about_to_open(callback: CallbackRig, slow: SlowInlet) -> None:
    said = asyncio.create_task(callback.say("今天拜访了云图"))
    await until(lambda: callback.heard)
    sending = asyncio.create_task(callback.door.send(answer(callback.heard[0], FILED)))
    await said
    (id,) = callback.calls.open_streams
    await fetched(callback, id)
    await sending
    slow.end.set()
    assert callback.shown() == [FILED]
    assert not callback.platform.url_posts
