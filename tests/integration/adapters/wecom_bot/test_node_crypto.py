"""The AI bot's callbacks as WeCom's own Node packages encrypt and sign them, recorded."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from adapters.wecom.bot import WeComBot
from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.fake_bot import AES_KEY, BOT, NAME, TOKEN
from tests.integration.adapters.inlets import MemoryFiles, MemoryShelf, RecordingInlet
from tests.integration.adapters.wecom_bot.rigs import QUICK

pytestmark = pytest.mark.integration
RECORDED: dict[str, Any] = json.loads((Path(__file__).parent / "fixtures" / "node_crypto.json").read_text("utf-8"))
AT = datetime.fromtimestamp(RECORDED["at"], UTC)
PATH = "/wecom/bot"
Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def inlet() -> RecordingInlet:
    """What the door heard."""
    return RecordingInlet()


@pytest.fixture
async def client(inlet: RecordingInlet) -> AsyncIterator[Client]:
    """The door's web server, at the time of the recording."""
    values = {"mode": "callback", "bot_id": BOT, "token": TOKEN, "aes_key": AES_KEY, "name": NAME, **QUICK}
    settings = BotSettings.model_validate(values)
    door = WeComBot(settings, inlet=inlet, shelf=MemoryShelf(), files=MemoryFiles(), clock=lambda: AT)
    app = web.Application()
    door.attach(app)
    await door.start()
    async with TestClient(TestServer(app)) as client:
        yield client
    await door.stop()


async def posted(client: Client, name: str) -> int:
    """The status that a recorded callback is answered with."""
    call = RECORDED[name]
    answer = await client.post(URL(f"{PATH}?{call['query']}", encoded=True), data=call["body"].encode())
    return answer.status


async def test_a_plus_that_nobody_escaped_is_still_a_plus(client: Client) -> None:
    query = RECORDED["check"]
    assert "+" in query.partition("echostr=")[2]
    for each in (query, query.replace("+", "%2B")):
        answer = await client.get(URL(f"{PATH}?{each}", encoded=True))
        assert (answer.status, await answer.read()) == (200, b"1616140317555161061")


async def test_a_text_and_a_press_as_the_package_types_it(client: Client, inlet: RecordingInlet) -> None:
    assert await posted(client, "text") == 200
    assert await posted(client, "press") == 200
    text, press = inlet.heard
    assert (text.key, text.text) == ("M1", "今天拜访了蓝海物流的赵总")
    assert (press.press, press.target) == ("Ab3dEf6hIj9lMn2pQr5tUv.0", "task-1")


async def test_an_id_that_is_a_number_and_a_bot_that_is_not_named(client: Client, inlet: RecordingInlet) -> None:
    assert [await posted(client, "numbered"), await posted(client, "numbered")] == [200, 200]
    assert [(each.key, each.text) for each in inlet.heard] == [("991001", "我的客户")]
