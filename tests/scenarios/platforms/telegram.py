"""Telegram, by polling and by webhook."""

from __future__ import annotations

from typing import Any

from adapters.telegram.door import TelegramDoor
from adapters.telegram.fake import FakeTelegram
from adapters.telegram.fake_rooms import Human
from adapters.telegram.settings import TelegramSettings
from bot.settings import Settings
from bot.testing import until
from tests.scenarios.platforms.base import PEOPLE, PLENTY, Known, NoButton, Running, is_on

PUBLIC = "https://crm.example.com"
IDS = {"wang": 7101, "chen": 7102, "zhao": 7103}


class Telegram(Running):
    """People in their private chats with the bot, which polls."""

    make: Any = TelegramDoor
    mode = "polling"

    def known(self, id: str) -> Known:
        return Known(user=str(IDS[id]), chat=str(IDS[id]))

    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"telegram": self.how()})

    def how(self) -> TelegramSettings:
        """The door's settings, without limits that would slow a test down."""
        values: dict[str, Any] = {"token": self.fake.token, "secret": "a-secret-of-ours", "api_base": self.fake.base}
        limits = {"app_per_second": PLENTY, "chat_per_second": PLENTY, "poll_seconds": 1}
        return TelegramSettings(**(values | limits | {"mode": self.mode, "retry_seconds": 0.02} | dict(self.changes)))

    def clocks(self) -> dict[str, Any]:
        return {**super().clocks(), "public_url": PUBLIC}

    async def begin(self) -> None:
        self.fake = FakeTelegram()
        for kind in ("app", "chat"):
            self.fake.rates.most[kind] = (PLENTY, 1.0)
        await self.fake.start()
        self.humans = {name: Human(id=IDS[id], first_name=name) for name, id in PEOPLE.items()}
        self.rooms = {name: self.fake.talk.private(human) for name, human in self.humans.items()}

    async def end(self) -> None:
        await self.fake.stop()

    async def ready(self) -> None:
        await until(lambda: self.fake.queue.offsets and "en" in self.fake.world.commands)

    def written(self, who: str, text: str) -> dict[str, Any]:
        update = self.fake.talk.say(text, self.rooms[who], self.humans[who])
        update["message"]["date"] = int(self.at())
        return update

    async def bring(self, written: dict[str, Any]) -> int:
        return await self.fake.deliver(dict(written))

    async def press(self, who: str, label: str) -> str:
        for post in reversed(self.rooms[who].posts.values()):
            for words, data in post.buttons:
                if is_on(words, label):
                    update = self.fake.talk.press(data, post, self.rooms[who], self.humans[who])
                    assert await self.bring(update) == 200
                    return await self.answered(who)
        raise NoButton(label)

    async def shown(self, who: str) -> list[str]:
        return [f"{post.shown}\n{post.id}" for post in self.rooms[who].posts.values() if post.by_bot]


class TelegramWebhook(Telegram):
    """The same, called by Telegram."""

    mode = "webhook"

    async def ready(self) -> None:
        self.fake.poster.reroute = (PUBLIC, self.base)
        await until(lambda: self.fake.world.hook.url and "en" in self.fake.world.commands)
