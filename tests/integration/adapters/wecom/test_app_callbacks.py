"""The app's callback address over real HTTP: its check, what it acknowledges and when, wechatpy as WeCom."""

import asyncio
import time

import pytest
from wechatpy.enterprise.crypto import WeChatCrypto

from adapters.wecom.fake_calls import Callback
from bot.testing import until
from tests.integration.adapters.wecom.app_world import ACTION, AES_KEY, PATH, TOKEN, world

pytestmark = pytest.mark.integration


async def test_the_address_is_checked_by_its_bare_echo() -> None:
    async with world() as it:
        answer = await it.call(it.calls.check("1616140317555161061", at=time.time()), "GET")
        assert (answer.status, await answer.read()) == (200, b"1616140317555161061")
        assert answer.content_type == "text/plain"


async def test_a_forged_check_is_refused() -> None:
    async with world() as it:
        check = it.calls.check("x", at=time.time())
        for query in ({**check.query, "msg_signature": "0" * 40}, {}, it.calls.check("x", at=time.time() - 400).query):
            answer = await it.call(Callback(query=query), "GET")
            assert 400 <= answer.status < 500
            assert await answer.read() == b"refused"


async def test_wechatpy_plays_wecom() -> None:
    """Somebody else's encryption, signature and envelope."""
    async with world() as it:
        stamp = str(int(time.time()))
        inner = (
            f"<xml><ToUserName>ww1</ToUserName><FromUserName><![CDATA[zhang]]></FromUserName><CreateTime>{stamp}"
            "</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[拜访了吴总]]></Content>"
            "<MsgId>7573491827364519999</MsgId><AgentID>1000002</AgentID></xml>"
        )
        sent = WeChatCrypto(TOKEN, AES_KEY, "ww1").encrypt_message(inner, "263014780", stamp)
        signature = sent.split("<MsgSignature><![CDATA[")[1].split("]]>")[0]
        query = {"msg_signature": signature, "timestamp": stamp, "nonce": "263014780"}
        answer = await it.call(Callback(query=query, body=sent.encode()))
        assert (answer.status, await answer.read()) == (200, b"")
        assert [(each.key, each.text, each.sender.id) for each in it.inlet.heard] == [
            ("7573491827364519999", "拜访了吴总", "zhang")
        ]


async def test_acknowledged_only_once_it_is_durable() -> None:
    async with world() as it:
        it.inlet.gate.clear()
        calling = asyncio.create_task(it.call(it.calls.text("在吗", at=time.time())))
        await asyncio.wait([calling], timeout=0.05)
        assert not calling.done()
        it.inlet.gate.set()
        assert (await calling).status == 200


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_what_could_not_be_stored_is_not_acknowledged() -> None:
    """WeCom then sends it again."""
    async with world() as it:
        it.inlet.failing = RuntimeError("客户的秘密")
        text = it.calls.text("记一下", at=time.time())
        refused = await it.call(text)
        assert refused.status == 500
        assert "客户" not in await refused.text()
        it.inlet.failing = None
        assert (await it.call(text)).status == 200
        assert [each.text for each in it.inlet.heard] == ["记一下"]


async def test_a_repeat_is_acknowledged_and_does_nothing() -> None:
    async with world() as it:
        text = it.calls.text("记一下", at=time.time())
        assert [(await it.call(text)).status for _ in range(3)] == [200] * 3
        assert (it.inlet.accepted, len(it.inlet.heard)) == (3, 1)


async def test_events() -> None:
    async with world() as it:
        for name in ("subscribe", "enter_agent", "unsubscribe", "LOCATION", "view"):
            assert (await it.call(it.calls.event(name, {"EventKey": ""}, at=time.time()))).status == 200
        assert [each.event for each in it.inlet.heard] == ["opened", "opened", "removed"]
        assert len({each.key for each in it.inlet.heard}) == 3


async def test_a_press_brings_who_what_and_where() -> None:
    async with world() as it:
        sent = await it.door.send(it.letter("✅ 云图", buttons=("撤销", "看客户")))
        key = it.fake.messages[0].keys[1]
        assert (
            await it.call(it.calls.press(key, task=sent.message_id, by="li", code="RC", at=time.time()))
        ).status == 200
        (pressed,) = it.inlet.heard
        assert (pressed.kind, pressed.press, pressed.target) == ("action", f"{ACTION}.1", sent.message_id)
        assert (pressed.sender.id, pressed.sender.colleague) == ("li", True)
        assert pressed.chat.id == "li"
        assert pressed.chat.private


async def test_how_old_a_callback_may_be_is_a_setting() -> None:
    async with world(fresh_seconds=20) as it:
        assert (await it.call(it.calls.text("x", at=time.time() - 10))).status == 200
        assert (await it.call(it.calls.text("x", at=time.time() - 30))).status == 403


async def test_with_a_wrong_clock_of_ours_nothing_is_taken() -> None:
    async with world(clock_off=3600) as it:
        assert (await it.call(it.calls.text("x", at=time.time()))).status == 403
        assert it.inlet.heard == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD", "PATCH"])
async def test_other_methods(method: str) -> None:
    async with world() as it, it.client.request(method, PATH) as answer:
        assert answer.status == 405


async def test_the_path_is_a_setting() -> None:
    async with world(path="/hooks/wecom") as it:
        text = it.calls.text("x", at=time.time())
        async with it.client.post("/hooks/wecom", params=text.query, data=text.body) as answer:
            assert answer.status == 200
        await until(lambda: it.inlet.heard)
