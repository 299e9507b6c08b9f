"""Callbacks that Feishu's Node SDK has accepted as Feishu's own, recorded."""

import io
import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.integration.adapters.feishu.rig import FeishuRig

pytestmark = pytest.mark.integration
RECORDED: dict[str, Any] = json.loads((Path(__file__).parent / "fixtures" / "node_sdk.json").read_text("utf-8"))


@pytest.fixture
async def rig() -> AsyncIterator[FeishuRig]:
    """At the time of the recording."""
    rig = FeishuRig()
    rig.ahead = RECORDED["at"] - time.time()
    yield await rig.start()
    await rig.close()


async def posted(rig: FeishuRig, name: str, path: str = "/feishu/events") -> int:
    """The status that a recorded callback is answered with."""
    call = RECORDED[name]
    body = io.BytesIO(call["body"].encode())
    async with rig.http.post(rig.address + path, data=body, headers=call["headers"]) as answer:
        await answer.read()
        return answer.status


async def test_a_text_and_a_press(rig: FeishuRig) -> None:
    assert [await posted(rig, "text"), await posted(rig, "text")] == [200, 200]
    assert await posted(rig, "press", "/feishu/cards") == 200
    text, press = rig.heard
    assert (text.key, text.text, text.sender.colleague) == ("om_1", "今天拜访了云图科技", True)
    assert (press.press, press.target) == ("Ab3dEf6hIj9lMn2pQr5tUv.0", "om_card")


async def test_times_as_numbers_and_what_may_be_missing(rig: FeishuRig) -> None:
    assert await posted(rig, "numbers") == 200
    (text,) = rig.heard
    assert text.sent_at == datetime.fromtimestamp(RECORDED["at"], UTC)


async def test_a_content_that_is_no_string(rig: FeishuRig) -> None:
    assert await posted(rig, "object") == 200
    assert [each.text for each in rig.heard] == ["我的客户"]
