"""The app's callbacks as WeCom's own Node package encrypts and signs them, recorded."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from yarl import URL

from adapters.wecom.app import WeComApp
from adapters.wecom.settings import AppSettings
from tests.integration.adapters.inlets import MemoryFiles, MemoryShelf, RecordingInlet
from tests.integration.adapters.wecom.app_world import AES_KEY, PATH, TOKEN

pytestmark = pytest.mark.integration
RECORDED: dict[str, Any] = json.loads((Path(__file__).parent / "fixtures" / "node_crypto.json").read_text("utf-8"))
AT = datetime.fromtimestamp(RECORDED["at"], UTC)
Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def inlet() -> RecordingInlet:
    """What the door heard."""
    return RecordingInlet()


@pytest.fixture
async def client(inlet: RecordingInlet) -> AsyncIterator[Client]:
    """The door's web server, at the time of the recording."""
    values = {"corp_id": "ww1", "agent_id": 1000002, "secret": "s", "token": TOKEN, "aes_key": AES_KEY}
    settings = AppSettings.model_validate(values)
    door = WeComApp(settings, inlet=inlet, shelf=MemoryShelf(), files=MemoryFiles(), clock=lambda: AT)
    app = web.Application()
    door.attach(app)
    async with TestClient(TestServer(app)) as client:
        yield client


async def posted(client: Client, name: str) -> tuple[int, bytes]:
    """What a recorded callback is answered."""
    call = RECORDED[name]
    answer = await client.post(URL(f"{PATH}?{call['query']}", encoded=True), data=call["body"].encode())
    return answer.status, await answer.read()


async def test_a_plus_that_nobody_escaped_is_still_a_plus(client: Client) -> None:
    query = RECORDED["check"]
    assert "+" in query.partition("echostr=")[2]
    for each in (query, query.replace("+", "%2B")):
        answer = await client.get(URL(f"{PATH}?{each}", encoded=True))
        assert (answer.status, await answer.read()) == (200, b"1616140317555161061")


async def test_texts_and_a_press(client: Client, inlet: RecordingInlet) -> None:
    for name in ("text", "bare", "press", "text"):
        assert await posted(client, name) == (200, b"")
    assert [(each.kind, each.text, each.press, each.target) for each in inlet.heard] == [
        ("text", "今天拜访了云图科技的吴总 <a&b>", None, None),
        ("text", "帮助", None, None),
        ("action", "", "Ab3dEf6hIj9lMn2pQr5tUv.0", "task-1"),
    ]
    assert inlet.accepted == 4
