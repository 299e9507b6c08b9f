"""Polling a Bot API emulator, played back as recorded: it leaves out much and writes dates in milliseconds."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from adapters.telegram.door import TelegramDoor
from adapters.telegram.polling import PAUSE_SECONDS
from adapters.telegram.settings import TelegramSettings
from bot.testing import until
from commands.message import Chat, Outgoing, Press
from tests.integration.adapters.inlets import MemoryFiles, MemoryShelf, RecordingInlet

pytestmark = pytest.mark.integration
RECORDED: dict[str, Any] = json.loads((Path(__file__).parent / "fixtures" / "emulator.json").read_text("utf-8"))
TOKEN = "123456789:AAE-invented-for-tests-0000000000000"
ACTION = "Ab3dEf6hIj9lMn2pQr5tUv.0"
SETTINGS: dict[str, Any] = {"token": TOKEN, "retry_seconds": 0.05, "poll_seconds": 1}


class Emulator:
    """Answers as the recorded one did; updates once, to whoever asks first. `calls` counts, `params` are the last."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.params: dict[str, dict[str, Any]] = {}
        self.waiting: list[dict[str, Any]] = list(RECORDED["updates"])
        self.base = ""

    async def answer(self, request: web.Request) -> web.Response:
        """Any method."""
        method = request.match_info["method"]
        self.calls[method] += 1
        self.params[method] = dict(await request.post())
        if method == "getUpdates" and self.waiting:
            updates, self.waiting = self.waiting, []
            return web.json_response({"ok": True, "result": updates})
        answer = RECORDED["answers"][method]
        return web.json_response(answer["body"], status=answer["status"])


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    """It listens at `base`."""
    emulator = Emulator()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", emulator.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    emulator.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield emulator
    await runner.cleanup()


@pytest.fixture
async def inlet() -> RecordingInlet:
    """What the door heard."""
    return RecordingInlet()


@pytest.fixture
async def door(emulator: Emulator, inlet: RecordingInlet) -> AsyncIterator[TelegramDoor]:
    """It leads."""
    settings = TelegramSettings(**SETTINGS, api_base=emulator.base)
    door = TelegramDoor(settings, inlet=inlet, shelf=MemoryShelf(), files=MemoryFiles())
    await door.start()
    await door.lead()
    yield door
    await door.stop()


def letter(door: TelegramDoor, **more: Any) -> Outgoing:
    """An answer with a button."""
    chat = Chat(platform="telegram", app=door.app, id="7", private=True)
    button = Press(label="撤销", action=ACTION)
    return Outgoing(id="l1", chat=chat, lines=("✅ 记好了",), buttons=(button,), created_at=datetime.now(UTC), **more)


async def test_everything_is_heard_once_as_this_bot(door: TelegramDoor, inlet: RecordingInlet) -> None:
    """The emulator's bot is number 666; what comes belongs to the bot of our token all the same."""
    await until(lambda: len(inlet.heard) == len(RECORDED["updates"]))
    heard = sorted(inlet.heard, key=lambda each: each.key)
    assert [each.kind for each in heard] == ["event", "text", "action", "text"]
    assert {each.chat.app for each in heard} == {door.app} == {"123456789"}
    assert heard[1].text == "今天拜访了云图科技的吴总"
    assert (heard[2].press, heard[2].target) == (ACTION, None)
    assert heard[3].addressed
    assert not heard[3].chat.private
    assert heard[3].text == "今天给云图科技打了电话"
    assert inlet.accepted == len(heard)


async def test_an_answer_is_sent_once_and_edited(door: TelegramDoor, emulator: Emulator) -> None:
    sent = await door.send(letter(door))
    assert sent.message_id == f"7:{RECORDED['answers']['sendMessage']['body']['result']['message_id']}"
    assert (await door.send(letter(door, replaces=sent.message_id))).message_id == sent.message_id
    assert (emulator.calls["sendMessage"], emulator.calls["editMessageText"]) == (1, 1)


async def test_a_press_without_a_message_is_answered_by_a_new_one(
    door: TelegramDoor, emulator: Emulator, inlet: RecordingInlet
) -> None:
    await until(lambda: any(each.kind == "action" for each in inlet.heard))
    await until(lambda: emulator.calls["answerCallbackQuery"])
    await door.send(letter(door, replaces=""))
    assert (emulator.calls["sendMessage"], emulator.calls["editMessageText"]) == (1, 0)


async def test_a_poll_that_is_not_held_open_is_not_run_hot(door: TelegramDoor, emulator: Emulator) -> None:
    await until(lambda: emulator.calls["getUpdates"] > 1)
    began, polls = asyncio.get_running_loop().time(), emulator.calls["getUpdates"]
    await until(lambda: emulator.calls["getUpdates"] >= polls + 4)
    assert asyncio.get_running_loop().time() - began > 2 * PAUSE_SECONDS
    assert door.redelivers


async def test_the_link_for_invitations_needs_no_menu(door: TelegramDoor, emulator: Emulator) -> None:
    """The emulator knows no setMyCommands."""
    await until(lambda: emulator.calls["setMyCommands"] > 1)
    assert await door._shelf.get("link:telegram") == b"https://t.me/TestNameBot?start="
