"""Telegram's rigs: the door between a recording inlet and the fake, by webhook and by polling."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from aiohttp import web

from adapters.telegram.door import TelegramDoor
from adapters.telegram.fake import TOKEN, FakeTelegram
from adapters.telegram.fake_talk import LINA
from adapters.telegram.settings import TelegramSettings
from bot.testing import until
from commands.message import Message, Outgoing, Sent
from tests.integration.adapters.inlets import MemoryFiles, MemoryShelf, RecordingInlet

PUBLIC = "https://crm.example.com"
SECRET = "a-secret-made-up-for-tests"
AT = "@genjin_bot"
PLENTY = 1_000_000
AT_ONCE = 50


def settings(fake: FakeTelegram, **more: Any) -> TelegramSettings:
    """The settings for a fake, without limits that would slow a test down."""
    how: dict[str, Any] = {
        "token": TOKEN,
        "secret": SECRET,
        "api_base": fake.base,
        "app_per_second": PLENTY,
        "chat_per_second": PLENTY,
        "group_per_minute": PLENTY,
        "request_seconds": 5.0,
        "poll_seconds": 1,
        "retry_seconds": 0.02,
        "conflict_seconds": 0.05,
    }
    return TelegramSettings(**(how | more))


class TelegramRig:
    """By webhook. Telegram has no `recall` (it tells nobody of deleted messages) and no way to mention `everybody`; its
    calls carry no time, so none is `stale`: a repeat is known by its update id."""

    mode = "webhook"
    private_only = False
    features = frozenset({"signed", "edit", "mention", "others", "press", "attachment"})

    def __init__(self) -> None:
        self.fake = FakeTelegram()
        for kind in ("app", "chat", "group"):
            self.fake.rates.most[kind] = (PLENTY, 1.0)
        self.inlet = RecordingInlet()
        self.shelf = MemoryShelf()
        self.files = MemoryFiles()
        self.skew = timedelta()
        self.door: TelegramDoor
        self._runner: web.AppRunner | None = None
        self._updates: dict[str, dict[str, Any]] = {}

    @property
    def heard(self) -> list[Message]:
        """What reached the inlet."""
        return self.inlet.heard

    @property
    def bodies(self) -> list[bytes]:
        """What the webhook answered."""
        return self.fake.poster.bodies

    async def open(self, **more: Any) -> Self:
        """Starts the fake and the door, which leads."""
        await self.fake.start()
        self.door = self.make_door(**more)
        app = web.Application()
        self.door.attach(app)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.fake.poster.reroute = (PUBLIC, f"http://{host}:{port}")
        await self.door.start()
        await self.door.lead()
        await self.ready()
        return self

    def make_door(self, **more: Any) -> TelegramDoor:
        """A door of this rig; another process's would be made in the same way."""
        return TelegramDoor(
            settings(self.fake, **({"mode": self.mode} | more)),
            inlet=self.inlet,
            shelf=self.shelf,
            files=self.files,
            clock=lambda: datetime.now(UTC) + self.skew,
            public_url=PUBLIC,
        )

    async def ready(self) -> None:
        """Returns when the webhook and the menu are set."""
        await until(lambda: self.fake.world.hook.url and "en" in self.fake.world.commands)

    async def close(self) -> None:
        """Stops the door, its server and the fake."""
        await self.door.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        await self.fake.stop()

    async def _deliver(self, key: str, update: dict[str, Any]) -> int:
        update = self._updates.setdefault(key, update) if key else update
        return await self.fake.deliver(dict(update))

    async def say(self, text: str, *, key: str = "", private: bool = True, mention: str = "") -> int:
        """Delivers a text; the middle is before the last word."""
        talk = self.fake.talk
        if private:
            return await self._deliver(key, talk.say(text))
        half = len(text) // 2
        said = {
            "first": f"{AT} {text}",
            "middle": f"{text[:half]} {AT} {text[half:]}",
            "last": f"{text} {AT}",
            "other": f"@lina_cn {text}",
        }.get(mention, text)
        marks = {"": (), "other": (talk.mention("@lina_cn"),)}.get(mention, (talk.mention(AT),))
        return await self._deliver(key, talk.say(said, talk.group(), mark=marks))

    async def press(self, action: str, *, key: str = "") -> int:
        """Presses a button of a message of ours."""
        post = self.fake.world.post(self.fake.talk.private(), by_bot=True, text="问")
        return await self._deliver(key, self.fake.talk.press(action, post))

    async def edit(self, text: str, *, of: str, key: str = "") -> int:
        """Edits a message."""
        return await self._deliver(key, self.fake.talk.edit(text, int(of.rpartition(":")[2])))

    async def recall(self, *, of: str, key: str = "") -> int:
        """Nothing is told of deleted messages."""
        raise AssertionError((of, key))

    async def attach(self, *, key: str = "") -> int:
        """Delivers a picture."""
        return await self._deliver(key, self.fake.talk.picture())

    async def unknown(self) -> int:
        """Delivers an update of a kind that nobody knows."""
        return await self._deliver(
            "", self.fake.talk.update("telepathy", {"thought": "今天拜访了云图", "from": LINA.plain})
        )

    async def forged(self, times: int) -> list[int]:
        """Posts texts with wrong secrets."""
        bodies = [json.dumps(self.fake.talk.say(f"伪造{i}")).encode() for i in range(times)]
        secrets = ("", "wrong", SECRET[:-1], f"{SECRET}x", "密码")
        statuses: list[int] = []
        for at in range(0, times, AT_ONCE):
            posts = (
                self.fake.poster.post(body, secret=secrets[i % 5]) for i, body in enumerate(bodies[at : at + AT_ONCE])
            )
            statuses += await asyncio.gather(*posts)
        return statuses

    async def stale(self) -> int:
        """Nothing says when it was sent."""
        raise AssertionError

    async def malformed(self) -> list[int]:
        """Posts rubbish with the right secret."""
        rubbish = (b"", b"not json", b"[]", b"null", b"{}", b'{"update_id":"one"}', b'{"update_id":true}', b"\xff\xfe")
        return [await self.fake.poster.post(body) for body in (*rubbish, b"[" * 100_000)]

    async def oversize(self) -> int:
        """Posts more than a megabyte."""
        return await self.fake.poster.post(json.dumps(self.fake.talk.say("长" * 1_200_000)).encode())

    async def send(self, outgoing: Outgoing) -> Sent:
        """Sends through the door."""
        return await self.door.send(outgoing)

    def shown(self) -> list[str]:
        """What people see of the bot."""
        return self.fake.shown()


class PollingRig(TelegramRig):
    """By polling: the door asks, so nothing is `signed`, nobody can be refused and there are no answers (`bodies`).
    Telegram has no `recall`, mentions not `everybody`, and nothing is `stale`."""

    mode = "polling"
    features = TelegramRig.features - {"signed"}
    bodies = None  # type: ignore[assignment]  # it answers nobody

    async def ready(self) -> None:
        """Returns when it polls and the menu is set."""
        await until(lambda: self.fake.queue.offsets and "en" in self.fake.world.commands)

    async def forged(self, times: int) -> list[int]:
        """Nobody can bring anything."""
        raise AssertionError(times)

    async def malformed(self) -> list[int]:
        """Telegram's front answers rubbish, and an update cannot be read."""
        self.fake.faults.add("page", method="getUpdates", times=2)
        await self.fake.deliver(self.fake.talk.update("message", {"message_id": "seven"}))
        return []

    async def oversize(self) -> int:
        """What Telegram answers has no limit of ours."""
        return 200
