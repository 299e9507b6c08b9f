"""WeCom hangs up before it has read a reply, and brings the message again: the answer is not lost, nor shown twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from bot.testing import until
from commands.message import Message, Outgoing, Press
from tests.integration.adapters.wecom_bot.rigs import CallbackRig
from tests.integration.adapters.wecom_bot.test_callback import SlowInlet, fetched

pytestmark = pytest.mark.integration
CARD = (Press(label="撤销", action="Ab3dEf6hIj9lMn2pQr5tUv.0"),)


def answered(to: Message) -> Outgoing:
    """An answer with a button."""
    return Outgoing(
        id="out-1", chat=to.chat, lines=("✅ 云图",), buttons=CARD, answers=to.key, created_at=datetime.now(UTC)
    )


async def hang_up(rig: CallbackRig, body: dict[str, Any], chat: tuple[str, bool]) -> None:
    """A delivery whose request is ended by the platform once it was read."""
    around, rig.calls._session = rig.calls._session, aiohttp.ClientSession()
    before = len(rig.heard)
    first = asyncio.create_task(rig.calls.post(body, chat))
    await until(lambda: len(rig.heard) > before or first.done())
    await rig.calls._session.close()
    await asyncio.wait([first])
    rig.calls._session = around


async def test_what_comes_again_is_told_the_same(callback: CallbackRig) -> None:
    rig, chat = callback, ("zhangwei", True)
    rig.inlet.answering = answered
    body = rig.body()
    assert await rig.calls.post(body, chat) == 200
    assert await rig.calls.post(body, chat) == 200
    assert len(rig.heard) == 1
    assert rig.calls.replies[0] == rig.calls.replies[1]
    assert rig.shown() == ["✅ 云图\n[撤销]"]
    await until(lambda: rig.inlet.ends == ["shown", "shown"])


async def test_an_answer_whose_request_was_hung_up_is_shown_when_it_comes_again(callback: CallbackRig) -> None:
    rig, chat = callback, ("zhangwei", True)
    rig.inlet.answering = answered
    body = rig.body() | {"response_url": rig.platform._url(*chat)}
    await hang_up(rig, body, chat)
    if rig.inlet.ends == ["given back"]:  # seen before anything was written: delivery has it
        await rig.send(answered(rig.heard[0]))
    assert await rig.calls.post(body, chat) == 200
    assert rig.shown() == ["✅ 云图\n[撤销]"]


async def test_a_stream_that_a_card_ends_is_ended(callback: CallbackRig) -> None:
    rig, chat = callback, ("zhangwei", True)
    slow = SlowInlet()
    slow.heard = rig.heard
    rig.door._way._inlet = slow
    assert await rig.calls.post(rig.body(), chat) == 200
    [id] = rig.calls.open_streams
    sending = asyncio.create_task(rig.send(answered(rig.heard[-1])))
    await fetched(rig, id)
    await sending
    assert rig.calls.open_streams == {}
    assert rig.calls.replies[-1]["stream"]["finish"] is True
    assert rig.shown() == ["👇\n✅ 云图\n[撤销]"]
