"""The web door through its routes: what is typed reaches the inlet once, what is said reaches every page."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiohttp import ClientResponse, ClientWebSocketResponse, web
from aiohttp.test_utils import TestClient, TestServer

from adapters.web import WebDoor
from adapters.web.fake import GROUP, START, FakeInlet, build, private
from adapters.web.fake_talk import Said
from commands.message import Message

pytestmark = pytest.mark.unit

LI, WANG = "u-li", "u-wang"
HELLO = Said(lines=("你好",))


@dataclass
class Stage:
    """A served door, and a browser's way of talking to it."""

    client: TestClient[web.Request, web.Application]
    door: WebDoor
    inlet: FakeInlet

    @property
    def origin(self) -> dict[str, str]:
        return {"Origin": f"http://127.0.0.1:{self.client.port}"}

    async def post(self, path: str, body: object) -> ClientResponse:
        return await self.client.post(path, json=body, headers=self.origin)

    async def say(self, text: str, *, who: str = LI, chat: str = "", key: str = "", press: str = "") -> ClientResponse:
        body = {"key": key or str(uuid4()), "as": who, "chat": chat or f"p-{who}", "text": text}
        return await self.post("/web/message", {**body, "press": press} if press else body)

    async def history(self, chat: str, who: str = LI) -> list[dict[str, Any]]:
        response = await self.client.get("/web/history", params={"as": who, "chat": chat})
        items: list[dict[str, Any]] = (await response.json())["items"]
        return items

    async def open(self, who: str) -> ClientWebSocketResponse:
        socket = await self.client.ws_connect("/web/live", params={"as": who}, headers=self.origin)
        assert (await socket.receive_json(timeout=5))["type"] == "clock"
        return socket


async def until(socket: ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    """The next event of a kind."""
    while True:
        event: dict[str, Any] = await socket.receive_json(timeout=5)
        if event["type"] == kind:
            return event


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    door, inlet = build()
    app = web.Application()
    door.attach(app)
    client = TestClient(TestServer(app, host="127.0.0.1"))
    await client.start_server()
    await door.start()
    yield Stage(client, door, inlet)
    await door.stop()
    await client.close()


async def test_a_sentence_reaches_the_inlet(stage: Stage) -> None:
    key = str(uuid4())
    response = await stage.say("今天拜访了云图的吴总", key=key)
    assert response.status == 200
    (heard,) = stage.inlet.heard
    assert (heard.kind, heard.key, heard.text, heard.addressed) == ("text", key, "今天拜访了云图的吴总", True)
    assert (heard.sender.id, heard.sender.name) == (LI, "李娜")
    assert heard.chat == private(LI)
    assert heard.sent_at == heard.received_at == START


async def test_the_same_key_is_heard_and_shown_once(stage: Stage) -> None:
    page, key = await stage.open(LI), str(uuid4())
    first, second = [await stage.say("谢谢", key=key) for _ in range(2)]
    assert first.status == second.status == 200
    assert (await first.json())["item"]["id"] == (await second.json())["item"]["id"]
    await stage.door.send(await stage.inlet.say(private(LI), HELLO))
    shown = [await until(page, "item") for _ in range(2)]
    assert [event["item"]["kind"] for event in shown] == ["text", "card"]
    assert len(stage.inlet.heard) == 1


async def test_the_answer_reaches_two_pages_after_the_question(stage: Stage) -> None:
    one, two = await stage.open(LI), await stage.open(WANG)
    await stage.say("@跟进 云图怎么样了", chat="g-east")
    for page in (one, two):
        question, answer = await until(page, "item"), await until(page, "item")
        assert question["item"]["text"] == "云图怎么样了"
        assert question["item"]["person"]["name"] == "李娜"
        assert answer["item"]["lines"][0].startswith("云图数据")
        assert answer["item"]["mention"] == "李娜"
        assert (await until(page, "settled"))["key"] == question["item"]["id"].removeprefix("m:")


async def test_an_answer_never_overtakes_its_question(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    page, accept = await stage.open(LI), stage.inlet.accept

    async def slow(message: Message) -> object:
        receipt = await accept(message)
        await receipt.settled()
        return receipt

    monkeypatch.setattr(stage.inlet, "accept", slow)
    await stage.say("云图怎么样了")
    assert [(await until(page, "item"))["item"]["kind"] for _ in range(2)] == ["text", "card"]


async def test_what_could_not_be_stored_is_not_shown(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    page, accept = await stage.open(LI), stage.inlet.accept

    async def full(_: Message) -> object:
        raise OSError("disk full")

    monkeypatch.setattr(stage.inlet, "accept", full)
    assert (await stage.say("谢谢")).status == 500
    monkeypatch.setattr(stage.inlet, "accept", accept)
    await stage.say("收到")
    assert (await until(page, "item"))["item"]["text"] == "收到"


async def test_what_the_group_says_past_the_bot_is_only_shown(stage: Stage) -> None:
    page = await stage.open(WANG)
    response = await stage.say("下班吃火锅吗", chat="g-east")
    assert (await response.json())["item"]["heard"] is False
    assert (await until(page, "item"))["item"]["text"] == "下班吃火锅吗"
    assert stage.inlet.heard == []
    assert await stage.history("g-east") == []


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("@跟进 拜访了云图", "拜访了云图"),
        ("拜访了 @跟进 云图", "拜访了 云图"),
        ("拜访了云图@跟进", "拜访了云图"),
        ("＠跟进拜访了云图", "拜访了云图"),
        ("@Genjin /log 云图", "/log 云图"),
        ("@跟进", ""),
    ],
)
async def test_in_the_group_the_mention_is_cut_out(stage: Stage, typed: str, text: str) -> None:
    await stage.say(typed, chat="g-east")
    assert (stage.inlet.heard[0].text, stage.inlet.heard[0].addressed) == (text, True)


async def test_colleagues_are_mentioned_by_name(stage: Stage) -> None:
    await stage.say("@跟进 提醒 @王强 和@李娜 明天去云图，@张三 不去", chat="g-east")
    assert [person.id for person in stage.inlet.heard[0].mentions] == [WANG, LI]


async def test_a_press_is_an_action(stage: Stage) -> None:
    response = await stage.say("1 宏远彩印", press="abcdefghijklmnopqrstuv.0")
    (heard,) = stage.inlet.heard
    assert (heard.kind, heard.press, heard.text) == ("action", "abcdefghijklmnopqrstuv.0", "1 宏远彩印")
    assert (await response.json())["item"]["kind"] == "press"


async def test_sending_succeeds_with_no_page_open_and_stands_in_the_history(stage: Stage) -> None:
    outgoing = await stage.inlet.say(private(LI), HELLO)
    assert (await stage.door.send(outgoing)).message_id == outgoing.id
    assert [item["lines"] for item in await stage.history("p-u-li")] == [["你好"]]


async def test_a_page_that_comes_back_finds_what_it_missed(stage: Stage) -> None:
    page = await stage.open(LI)
    await page.close()
    await stage.inlet.say(private(LI), HELLO)
    again = await stage.open(LI)
    assert [item["lines"] for item in await stage.history("p-u-li")] == [["你好"]]
    await again.close()


async def test_others_learn_whose_chat_stirred_and_nothing_else(stage: Stage) -> None:
    page = await stage.open(WANG)
    await stage.inlet.say(private(LI), HELLO)
    event = await until(page, "stir")
    assert event == {"type": "stir", "person": LI}
    assert (await stage.client.get("/web/history", params={"as": WANG, "chat": "p-u-li"})).status == 404
    assert (await stage.say("偷看", who=WANG, chat="p-u-li")).status == 404
    assert stage.inlet.heard == []


async def test_the_clock_moves_and_every_page_knows(stage: Stage) -> None:
    page = await stage.open(WANG)
    response = await stage.post("/web/clock", {"to": "hour"})
    assert (await response.json())["moved"] is True
    assert (await until(page, "clock"))["now"] == (START + timedelta(hours=1)).isoformat()
    await stage.post("/web/clock", {"to": "morning"})
    assert (await until(page, "clock"))["now"] == "2026-11-19T09:00:00+08:00"
    assert (await (await stage.post("/web/clock", {"to": "next"})).json())["moved"] is False


async def test_to_the_next_reminder(stage: Stage) -> None:
    page = await stage.open(LI)
    await stage.say("今天拜访了云图的吴总，聊了报价")
    await until(page, "settled")
    assert (await until(page, "clock"))["next"] == "2026-11-25T09:30:00+08:00"
    await stage.post("/web/clock", {"to": "next"})
    assert (await until(page, "item"))["item"]["lines"][0].startswith("⏰ 该跟云图")
    assert (await until(page, "clock"))["next"] is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        b"[" * 5000,
        b'{"key": 1}',
        json.dumps({"key": "short", "as": LI, "chat": "p-u-li", "text": "x"}).encode(),
        json.dumps({"key": str(UUID(int=1)), "as": LI, "chat": "p-u-li", "text": "x", "press": 5}).encode(),
        json.dumps({"key": str(UUID(int=1)), "as": LI, "chat": "p-u-li", "text": "  "}).encode(),
    ],
)
async def test_a_bad_body_gets_a_sentence(stage: Stage, body: bytes) -> None:
    headers = {**stage.origin, "Content-Type": "application/json"}
    response = await stage.client.post("/web/message", data=body, headers=headers)
    assert response.status == 400
    assert (await response.json())["error"]
    assert stage.inlet.heard == []


async def test_only_json_is_read(stage: Stage) -> None:
    response = await stage.client.post("/web/message", data={"as": LI}, headers=stage.origin)
    assert response.status == 415


async def test_unknown_people_and_chats_and_jumps(stage: Stage) -> None:
    assert (await stage.say("x", who="u-none")).status == 404
    assert (await stage.say("x", chat="g-none")).status == 404
    assert (await stage.client.get("/web/live?as=u-none", headers=stage.origin)).status == 404
    assert (await stage.post("/web/clock", {"to": "1999"})).status == 400


async def test_long_text_goes_in_and_too_long_gets_a_sentence(stage: Stage) -> None:
    assert (await stage.say("很" * 20_001)).status == 200
    assert len(stage.inlet.heard[0].text) == 20_001
    headers = {**stage.origin, "Content-Type": "application/json"}
    response = await stage.client.post("/web/message", data=b'{"text": "' + b"x" * 300_000, headers=headers)
    assert response.status == 413
    assert "256 KB" in (await response.json())["error"]
    assert len(stage.inlet.heard) == 1


async def test_half_a_surrogate_and_html_are_text(stage: Stage) -> None:
    await stage.post(
        "/web/message", {"key": str(uuid4()), "as": LI, "chat": "p-u-li", "text": "<b>坏\ud800</b> '; drop table"}
    )
    assert stage.inlet.heard[0].text == "<b>坏?</b> '; drop table"


async def test_history_shows_people_and_bot_and_leaves_out_edits(stage: Stage) -> None:
    await stage.say("@跟进 谢谢", chat="g-east")
    stage.inlet.directory.said[GROUP].append(replace(stage.inlet.heard[0], kind="edit", key="e"))
    (item,) = await stage.history("g-east", WANG)
    assert item["person"] == {"id": LI, "name": "李娜"}
    assert item["heard"] is True


async def test_stop_closes_the_pages(stage: Stage) -> None:
    page = await stage.open(LI)
    await stage.door.stop()
    message = await asyncio.wait_for(page.receive(), 5)
    assert message.type.name == "CLOSE"
    assert len(stage.door.pages) == 0


async def test_the_page_opens_as_a_rep_in_private(stage: Stage) -> None:
    text = await (await stage.client.get("/")).text()
    assert "<title>跟进 · 陈晓明</title>" in text
    assert text.index('data-chat="p-u-chen"') < text.index('data-chat="g-east"')
    assert "只在这台电脑上可用" in text
    english = await (await stage.client.get("/?lang=en&as=u-zhao")).text()
    assert "Genjin · 赵敏" in english
    assert "only here, on this machine" in english
