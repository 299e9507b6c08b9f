"""The web chat over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import aiohttp

from bot.running import web_door
from commands.message import Door
from tests.scenarios.platforms.base import PEOPLE, Known, NoButton, Running, is_on


class Web(Running):
    """People on the web page, as the demonstration shows it."""

    def known(self, id: str) -> Known:
        name = next(name for name, known in PEOPLE.items() if known == id)
        return Known(user=name, chat=f"private:{name}")

    def door(self) -> Door:
        return web_door(self.app, with_demo=True)

    async def begin(self) -> None:
        self.http = aiohttp.ClientSession()

    async def end(self) -> None:
        await self.http.close()

    def written(self, who: str, text: str) -> dict[str, str]:
        return {"key": str(uuid4()), "as": self.people[who].user, "chat": self.people[who].chat, "text": text}

    async def bring(self, written: Mapping[str, str]) -> int:
        origin = {"Origin": self.base}
        async with self.http.post(f"{self.base}/web/message", json=written, headers=origin) as answer:
            return answer.status

    async def press(self, who: str, label: str) -> str:
        for item in reversed(await self._items(who)):
            for press in (*item["choices"], *item["buttons"]):
                if is_on(press["label"], label):
                    assert await self.bring({**self.written(who, label), "press": press["action"]}) == 200
                    return await self.answered(who)
        raise NoButton(label)

    async def shown(self, who: str) -> list[str]:
        return [
            "\n".join((*item["lines"], *(press["label"] for press in (*item["choices"], *item["buttons"])), item["id"]))
            for item in await self._items(who)
        ]

    async def _items(self, who: str) -> list[dict[str, Any]]:
        """The bot's cards in somebody's chat."""
        query = {"as": self.people[who].user, "chat": self.people[who].chat}
        async with self.http.get(f"{self.base}/web/history", params=query) as answer:
            assert answer.status == 200, await answer.text()
            return [item for item in (await answer.json())["items"] if item["kind"] == "card"]
