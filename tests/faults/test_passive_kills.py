"""Kill −9 while an answer is on its way in the reply to the platform's own request: it is sent after all, marked.

WeCom's self-built app and Telegram are never answered in that way; the streams of WeCom's AI bot stand on the shelf,
where any process finds them.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from adapters.feishu.fake import FakeFeishu
from adapters.wecom.fake_bot import FakeBot
from bot.testing import until
from tests.scenarios.conftest import WEDNESDAY
from tests.scenarios.platforms.base import PEOPLE
from tests.scenarios.platforms.shell import ROOT

pytestmark = pytest.mark.fault
LIFE = "from tests.faults.passive_life import main; main()"
SAID, AT, MARK = "今天拜访了云图的吴总，聊了报价", WEDNESDAY.timestamp(), "（可能重复）"


async def begun(door: str, base: str, folder: Path, die: str) -> tuple[Process, str]:
    """A process of the program, and its address."""
    orders = json.dumps({"door": door, "folder": str(folder), "base": base, "die": die})
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    life = await asyncio.create_subprocess_exec(sys.executable, "-c", LIFE, orders, stdin=PIPE, stdout=PIPE, env=around)
    assert life.stdout is not None
    async with asyncio.timeout(90):
        return life, (await life.stdout.readline()).decode().strip()


async def killed(life: Process) -> None:
    assert await asyncio.wait_for(life.wait(), 60) == -signal.SIGKILL


async def ended(life: Process) -> None:
    await asyncio.wait_for(life.communicate(b""), 60)
    assert life.returncode == 0


@pytest.mark.parametrize("point", ["claimed", "written"])
async def test_what_the_ai_bot_was_replying_comes_by_its_response_url(point: str, tmp_path: Path) -> None:
    wecom = FakeBot()
    wecom.rooms.known.add(("wang", True))
    await wecom.start()
    first, address = await begun("wecom", wecom.base, tmp_path, point)
    wecom.call(f"{address}/wecom/bot")
    body = {"msgtype": "text", "text": {"content": SAID}, "create_time": int(AT)}
    with suppress(aiohttp.ClientError):
        await wecom.deliver(body, key="m1", user="wang", at=int(AT))
    await killed(first)
    before = wecom.rooms.texts()
    assert len(before) == (1 if point == "written" else 0)
    again, address = await begun("wecom", wecom.base, tmp_path, "")
    await until(lambda: len(wecom.rooms.texts()) == len(before) + 1, seconds=60)
    assert wecom.calls is not None
    wecom.calls.address = f"{address}/wecom/bot"
    assert await wecom.deliver(body, key="m1", user="wang", at=int(AT)) == 200  # WeCom brings it again
    await ended(again)
    shown = wecom.rooms.texts()
    assert shown[: len(before)] == before
    [late] = shown[len(before) :]
    assert late.startswith(f"{MARK}✅ 云图")
    await wecom.stop()


class Chat:
    """A person's private chat with the app at Feishu, which calls the program."""

    def __init__(self, feishu: FakeFeishu) -> None:
        self.feishu = feishu
        self.address = ""
        self.user, self.chat = f"ou_{PEOPLE['王强']}", f"oc_{PEOPLE['王强']}"
        for name, id in PEOPLE.items():
            feishu.contacts[f"ou_{id}"] = name
            feishu.chats[f"oc_{id}"] = {f"ou_{id}": name}

    async def post(self, envelope: Mapping[str, Any]) -> Mapping[str, Any]:
        request = self.feishu.calls.signed(envelope, at=AT)
        async with (
            aiohttp.ClientSession() as http,
            http.post(
                f"{self.address}/feishu/events", data=io.BytesIO(request.body), headers=request.headers
            ) as answer,
        ):
            said: Mapping[str, Any] = await answer.json()
            return said

    async def say(self, text: str) -> None:
        self.feishu.hear("om_1", self.chat)
        at: dict[str, Any] = {"chat_id": self.chat, "create_time": str(int(AT * 1000))}
        await self.post(self.feishu.calls.message("text", {"text": text}, id="om_1", sender=self.user, **at))
        await until(lambda: "撤销" in json.dumps(self.feishu.shown(), ensure_ascii=False))

    async def press(self, label: str, *, by: str) -> Mapping[str, Any]:
        card = next(each for each in self.feishu.messages if each.ours)
        rows = [row for row in card.content["elements"] if row["tag"] == "action"]
        [value] = [each["value"] for row in rows for each in row["actions"] if each["text"]["content"] == label]
        event = self.feishu.calls.press(value, of=card.id, chat=self.chat, sender=by)
        event["header"]["create_time"] = str(int(AT * 1000))
        return await self.post(event)


@pytest.mark.parametrize("presser", ["王强", "陈晓明"], ids=["card", "toast"])
@pytest.mark.parametrize("point", ["claimed", "written"])
async def test_what_feishu_was_shown_on_a_press_is_sent_after_all(point: str, presser: str, tmp_path: Path) -> None:
    """Who filed it undoes it, in the card's place; a colleague is told by a toast that the button is not theirs."""
    feishu = FakeFeishu()
    chat = Chat(feishu)
    await feishu.start()
    first, chat.address = await begun("feishu", feishu.base, tmp_path, point)
    await chat.say(SAID)
    said: Mapping[str, Any] = {}
    with suppress(aiohttp.ClientError):
        said = await chat.press("撤销", by=f"ou_{PEOPLE[presser]}")
    await killed(first)
    assert bool(said) is (point == "written")
    assert len(feishu.shown()) == 1
    again, _ = await begun("feishu", feishu.base, tmp_path, "")
    if presser == "王强":  # put into its place once more, it is no repeat that anybody could see
        await until(lambda: "已撤销" in feishu.shown()[0], seconds=60)
        await ended(again)
        assert len(feishu.shown()) == 1
        assert MARK not in feishu.shown()[0]
    else:
        await until(lambda: len(feishu.shown()) == 2, seconds=60)
        await ended(again)
        assert feishu.shown()[1].startswith(MARK)
        assert said.get("toast", {}).get("content", "") in feishu.shown()[1]
    await feishu.stop()
