"""WeCom: the self-built app, and the AI bot by callbacks and by the long connection."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
from aiohttp import web

from adapters.wecom.app import WeComApp
from adapters.wecom.bot import WeComBot
from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.fake import FakeWeCom
from adapters.wecom.fake_bot import AES_KEY, BOT, SECRET, TOKEN, FakeBot
from adapters.wecom.fake_calls import Callback, Callbacks
from adapters.wecom.settings import AppSettings
from bot.settings import Settings
from bot.testing import until
from tests.scenarios.platforms.base import NoButton, Running, is_on

ASKER = "王强"  # who speaks to the bot that is called


class WeComAppChat(Running):
    """People in their chats with the self-built app."""

    make: Any = WeComApp

    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"wecom": settings.wecom.model_copy(update={"app": self.how()})})

    def how(self) -> AppSettings:
        """The door's settings."""
        values = {"corp_id": self.fake.corp_id, "agent_id": self.fake.agent_id, "secret": self.fake.secret}
        keys = {"token": TOKEN, "aes_key": AES_KEY, "api_base": self.fake_base, "uneven_seconds": 0}
        return AppSettings.model_validate(values | keys | dict(self.changes))

    async def begin(self) -> None:
        self.fake = FakeWeCom(people={known.user: name for name, known in self.people.items()})
        who = {"corp_id": self.fake.corp_id, "agent_id": self.fake.agent_id}
        self.calls = Callbacks(**who, token=TOKEN, aes_key=AES_KEY)  # type: ignore[arg-type]  # one of each
        self.http = aiohttp.ClientSession()
        self._runner = web.AppRunner(self.fake.application(), shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.fake_base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def end(self) -> None:
        await self.http.close()
        await self._runner.cleanup()

    def written(self, who: str, text: str) -> Callback:
        return self.calls.text(text, by=self.people[who].user, at=self.at())

    async def bring(self, written: Callback) -> int:
        url = f"{self.base}/wecom/app"
        async with self.http.post(url, params=written.query, data=io.BytesIO(written.body)) as answer:
            return answer.status

    async def press(self, who: str, label: str) -> str:
        user = self.people[who].user
        for shown in reversed(self.fake.messages):
            for words, key in zip(shown.buttons, shown.keys, strict=False):
                if shown.to == user and is_on(words, label):
                    code = self.fake.code_for(shown.task_id)
                    pressed = self.calls.press(key, task=shown.task_id, code=code, by=user, at=self.at())
                    assert await self.bring(pressed) == 200
                    return await self.answered(who)
        raise NoButton(label)

    async def shown(self, who: str) -> list[str]:
        mine = [each for each in self.fake.messages if each.to == self.people[who].user]
        return [f"{each.whole}\n{number}" for number, each in enumerate(mine)]


class WeComBotCalls(Running):
    """One person in a private chat with the AI bot, which WeCom calls. It answers and cannot speak first: what has to
    be told comes in the chat with the corp's self-built app, which stands beside it; the colleagues use that alone."""

    make: Any = WeComBot
    mode = "callback"

    def __init__(self, folder: Path, now: datetime) -> None:
        super().__init__(folder, now)
        if self.mode == "callback":
            self.beside = [WeComAppChat(folder, now)]
            self.people = {ASKER: self.people[ASKER]}

    def of(self, who: str) -> Running | None:
        """The other chat that somebody uses, if they do."""
        return next(iter(self.beside), None) if who != ASKER else None

    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"wecom": settings.wecom.model_copy(update={"bot": self.how()})})

    def how(self) -> BotSettings:
        """The door's settings, without waits that would slow a test down."""
        values: dict[str, Any] = {"mode": self.mode, "bot_id": BOT, "secret": SECRET, "token": TOKEN}
        waits = {"first_backoff": 0.02, "longest_backoff": 0.2, "poll_seconds": 2.0}
        address = {"socket_url": self.fake.socket_url, "api_base": self.fake.base}
        named = {"aes_key": AES_KEY, "name": self.fake.name}
        return BotSettings(**(values | named | address | waits | dict(self.changes)))

    async def begin(self) -> None:
        self.fake = FakeBot()
        self.fake.rooms.known |= {(known.chat, True) for known in self.people.values()}
        await self.fake.start()

    async def end(self) -> None:
        await self.fake.stop()

    async def ready(self) -> None:
        self.fake.call(f"{self.base}/wecom/bot")

    async def meanwhile(self) -> None:
        """The platform polls the streams that are open."""
        assert self.fake.calls is not None
        for id in list(self.fake.calls.open_streams):
            await self.fake.calls.poll(id, at=int(self.at()))

    async def say(self, who: str, text: str) -> str:
        return await (elsewhere.say(who, text) if (elsewhere := self.of(who)) else super().say(who, text))

    def written(self, who: str, text: str) -> dict[str, Any]:
        body = {"msgtype": "text", "text": {"content": text}, "create_time": int(self.at())}
        return {"body": body, "key": uuid4().hex, "user": self.people[who].user}

    async def bring(self, written: dict[str, Any]) -> int:
        return await self.fake.deliver(**written, at=int(self.at()))

    async def settle(self) -> None:
        await super().settle()
        for each in self.beside:
            await each.settle()

    async def news(self, who: str) -> str:
        said = [await each.news(who) for each in self.beside]
        return "\n".join(filter(None, (*said, "" if self.of(who) else await super().news(who))))

    async def press(self, who: str, label: str) -> str:
        if elsewhere := self.of(who):
            return await elsewhere.press(who, label)
        chat = (self.people[who].user, True)
        rooms = self.fake.rooms
        for (where, _), body in reversed(list(zip(rooms.shown, rooms.bodies, strict=True))):
            card = body.get("template_card") or {}
            for button in card.get("button_list", []):
                if where == chat and is_on(button["text"], label):
                    kind = {"card_type": "button_interaction", "event_key": button["key"], "task_id": card["task_id"]}
                    event = {"eventtype": "template_card_event", "template_card_event": kind}
                    body = {"msgtype": "event", "create_time": int(self.at()), "event": event}
                    assert await self.bring({"body": body, "user": chat[0]}) == 200
                    return await self.answered(who)
        for each in self.beside:
            return await each.press(who, label)
        raise NoButton(label)

    async def shown(self, who: str) -> list[str]:
        chat = (self.people[who].user, True)
        return [f"{text}\n{number}" for number, (where, text) in enumerate(self.fake.rooms.shown) if where == chat]


class WeComBotSocket(WeComBotCalls):
    """The same over the long connection, by which the bot can speak first."""

    mode = "socket"

    async def ready(self) -> None:
        await until(lambda: self.fake.socket.subscribed.is_set())

    async def meanwhile(self) -> None:
        """Nothing is polled."""
