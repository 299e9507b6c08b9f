"""Feishu, by callbacks and by the long connection."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import aiohttp

from adapters.feishu.door import FeishuDoor
from adapters.feishu.fake import FakeFeishu
from adapters.feishu.fake_shown import shown_text
from adapters.feishu.settings import FeishuSettings
from bot.settings import Settings
from bot.testing import until
from tests.scenarios.platforms.base import Known, NoButton, Running, is_on


class Feishu(Running):
    """People in their private chats with the app, which Feishu calls."""

    make: Any = FeishuDoor
    mode = "callback"

    def known(self, id: str) -> Known:
        return Known(user=f"ou_{id}", chat=f"oc_{id}")

    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"feishu": self.how()})

    def how(self) -> FeishuSettings:
        """The door's settings, without limits that would slow a test down."""
        waits: dict[str, Any] = {"socket_first_wait": 0.02, "socket_longest_wait": 0.1}
        return self.fake.settings(**(waits | {"mode": self.mode} | dict(self.changes)))

    async def begin(self) -> None:
        self.fake = FakeFeishu()
        self.http = aiohttp.ClientSession()
        self._toasts: dict[str, list[str]] = {name: [] for name in self.people}
        for name, known in self.people.items():
            self.fake.contacts[known.user] = name
            self.fake.chats[known.chat] = {known.user: name}
        await self.fake.start()

    async def end(self) -> None:
        await self.http.close()
        await self.fake.stop()

    def written(self, who: str, text: str) -> dict[str, Any]:
        id, known = f"om_{uuid4().hex}", self.people[who]
        self.fake.hear(id, known.chat)
        at: dict[str, Any] = {"chat_id": known.chat, "create_time": str(int(self.at() * 1000))}
        return self.fake.calls.message("text", {"text": text}, id=id, sender=known.user, **at)

    async def bring(self, written: Mapping[str, Any]) -> int:
        return (await self.deliver(written))[0]

    async def press(self, who: str, label: str) -> str:
        known = self.people[who]
        for message in reversed(self.fake.messages):
            rows = message.content.get("elements", []) if message.chat == known.chat else []
            buttons = [button for row in rows if row["tag"] == "action" for button in row["actions"]]
            for button in buttons:
                if is_on(button["text"]["content"], label):
                    event = self.fake.calls.press(button["value"], of=message.id, chat=known.chat, sender=known.user)
                    event["header"]["create_time"] = str(int(self.at() * 1000))
                    self._take(who, message.content, (await self.deliver(event))[1])
                    return await self.answered(who)
        raise NoButton(label)

    async def shown(self, who: str) -> list[str]:
        mine = [each for each in self.fake.messages if each.ours and each.chat == self.people[who].chat]
        return [f"{shown_text(each.kind, each.content)}\n{each.id}" for each in mine] + self._toasts[who]

    async def deliver(self, envelope: Mapping[str, Any]) -> tuple[int, Mapping[str, Any]]:
        """An event on its way to the door; what the door answers."""
        request = self.fake.calls.signed(envelope, at=self.at())
        url = f"{self.base}/feishu/events"
        async with self.http.post(url, data=io.BytesIO(request.body), headers=request.headers) as answer:
            said = await answer.read()
            return answer.status, json.loads(said) if answer.status == 200 else {}

    def _take(self, who: str, card: dict[str, Any], said: Mapping[str, Any]) -> None:
        """What the answer to a press changes for who pressed: the card in its place, a toast."""
        if "card" in said:
            card.clear()
            card.update(said["card"]["data"])
        elif "toast" in said:
            self._toasts[who].append(f"{said['toast']['content']}\n{len(self._toasts[who])}")


class FeishuSocket(Feishu):
    """The same over the long connection."""

    mode = "socket"

    async def ready(self) -> None:
        await until(lambda: self.fake.socket.connections, seconds=60)

    async def deliver(self, envelope: Mapping[str, Any]) -> tuple[int, Mapping[str, Any]]:
        code, said = await self.fake.socket.push(envelope)
        return code, said or {}
