"""What the drivers of all platforms share: the real program on a data folder, with one platform's doors open."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from aiohttp import web

from bot.app import App
from bot.doors import Attached
from bot.running import working
from bot.settings import Settings, in_folder
from bot.shelf import DoorShelf
from commands.message import Door
from store import members
from store.database import Tx
from store.tables import Chat, Identity
from store.unit import Unit

PEOPLE = {"王强": "wang", "陈晓明": "chen", "赵敏": "zhao"}
PLENTY = 1_000_000
SECONDS = 20.0
LEFT = (
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'waiting') + (SELECT count(*) FROM outbox"
    " WHERE state IN ('waiting', 'sending') AND platform = '{platform}' AND app = '{app}')"
)


class NoButton(LookupError):
    """The chat shows no such button: the words have to be said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Somebody as a platform knows them: the user id, and the id of the private chat with the bot."""

    user: str
    chat: str


class Platform(ABC):
    """People who talk to the program, each in private; `now` is the business time that the program begins with."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.folder = folder
        self.now = now

    @abstractmethod
    async def open(self) -> Self:
        """Starts the program and all it needs."""

    @abstractmethod
    async def close(self) -> None:
        """Ends it."""

    @abstractmethod
    async def say(self, who: str, text: str) -> str:
        """What the bot answers in the speaker's chat."""

    @abstractmethod
    async def press(self, who: str, label: str) -> str:
        """What it answers to a press of the latest button of this name in the speaker's chat; NoButton."""

    @abstractmethod
    async def move_to(self, when: datetime) -> None:
        """Moves the clock on."""

    @abstractmethod
    async def news(self, who: str) -> str:
        """What the bot has said to somebody since they last looked, without being asked."""


class NoFiles:
    """There are no files."""

    async def load(self, id: str) -> bytes:
        """KeyError."""
        raise KeyError(id)


class Running(Platform):
    """A platform whose doors are open in this process: the program as `genjin run` wires it, over a fake platform."""

    make: Any  # the door's class
    changes: Mapping[str, Any] = {}  # of the door's settings

    def __init__(self, folder: Path, now: datetime) -> None:
        super().__init__(folder, now)
        self.app: App
        self.people = {name: self.known(id) for name, id in PEOPLE.items()}
        self.base = ""
        self.beside: list[Running] = []
        self._door: Door
        self._seen: dict[str, Counter[str]] = {name: Counter() for name in PEOPLE}
        self._stack = AsyncExitStack()

    def known(self, id: str) -> Known:
        """How the platform knows somebody."""
        return Known(user=id, chat=id)

    def settings(self, settings: Settings) -> Settings:
        """The settings with this platform's doors."""
        return settings

    def how(self) -> Any:
        """The door's settings."""

    def door(self) -> Door:
        """The door, once the app is there."""
        means = {"inlet": self.app.inlet(), "shelf": DoorShelf(self.app.border), "files": self.files}
        door: Door = self.make(self.how(), **means, **self.clocks())
        return door

    def clocks(self) -> dict[str, Any]:
        """What else the door is made with: its clock."""
        return {"clock": self.app.business.now}

    @abstractmethod
    async def begin(self) -> None:
        """Starts the fake platform."""

    @abstractmethod
    async def end(self) -> None:
        """Stops it."""

    @abstractmethod
    async def shown(self, who: str) -> list[str]:
        """What stands in somebody's chat with the bot."""

    @abstractmethod
    def written(self, who: str, text: str) -> Any:
        """What somebody writes, as the platform brings it."""

    @abstractmethod
    async def bring(self, written: Any) -> int:
        """Brings it to the door, again if it was brought before; the HTTP status, 200 where there is none."""

    async def ready(self) -> None:
        """Returns when the platform can bring messages."""

    @property
    def files(self) -> Any:
        """The app's stored files."""
        return getattr(self.app, "files", NoFiles())

    def at(self) -> float:
        """The business time in seconds."""
        return self.app.business.now().timestamp()

    async def open(self) -> Self:
        parts: list[Running] = [self, *self.beside]
        settings = in_folder(self.folder)
        for part in parts:
            await part.begin()
            self._stack.push_async_callback(part.end)
            settings = part.settings(settings)
        app = await self._stack.enter_async_context(working(settings, with_demo=True, start=self.now))
        site = web.Application()
        for part in parts:
            await part.wire(app, site)
        runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        await app.start()
        for part in parts:
            await app.open(part._door)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        for part in parts:
            part.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
            await part.ready()
            await part.settle()
            for who in part.people:
                await Running.news(part, who)
        return self

    async def wire(self, app: App, site: web.Application) -> None:
        """Makes the door over the app, and its people out of the demonstration's members."""
        self.app = app
        door = self.door()
        self._door = door
        if isinstance(door, Attached):
            door.attach(site)
        await app.border.write(self._bind)

    async def close(self) -> None:
        await self._stack.aclose()

    async def tell(self, who: str, text: str) -> None:
        """Says it and waits for no answer."""
        assert await self.bring(self.written(who, text)) == 200

    async def say(self, who: str, text: str) -> str:
        await self.tell(who, text)
        return await self.answered(who)

    async def move_to(self, when: datetime) -> None:
        await self.app.clock.move_to(when)
        await self.settle()

    async def news(self, who: str) -> str:
        now = await self.shown(who)
        fresh = Counter(now) - self._seen[who]
        self._seen[who] = Counter(now)
        return "\n".join(text for text in now if fresh[text])

    async def settle(self) -> None:
        """Returns when nothing is on its way any more."""
        door = self._door
        count = LEFT.format(platform=door.platform, app=door.app)

        def left(tx: Tx) -> bool:
            return bool(tx.connection.exec_driver_sql(count).scalar_one())

        async with asyncio.timeout(SECONDS):
            while await self.app.border.read(left):
                await self.meanwhile()
                await asyncio.sleep(0.005)

    async def meanwhile(self) -> None:
        """What the platform does by itself while an answer is on its way."""

    async def answered(self, who: str) -> str:
        """What came back, once something has and nothing more is on its way."""
        said = ""
        async with asyncio.timeout(SECONDS):
            while not said:
                await self.settle()
                await self.meanwhile()
                said = await self.news(who)
        return said

    def _bind(self, tx: Tx) -> None:
        """The demonstration's members become this platform's people."""
        unit = Unit(tx, workspace=self.app.workspace, now=self.now)
        known = {member.name: member.id for member in members.every(tx, self.app.workspace)}
        door = self._door
        user = next(iter(self.people.values())).user
        if members.who(tx, self.app.workspace, platform=door.platform, app=door.app, user_id=user):
            return
        with unit.execution(name="test.bind", origin="test", key=uuid4().hex, ordinal=0, actor=None, args={}):
            for name, person in self.people.items():
                at = {"platform": door.platform, "app": door.app}
                chat = unit.add(Chat, **at, external=person.chat, kind="private")
                unit.flush()
                unit.add(
                    Identity,
                    **at,
                    user_id=person.user,
                    member_id=known[name],
                    private_chat_id=chat.id,
                    bound_at=self.now,
                )


def is_on(label: str, wanted: str) -> bool:
    """Whether a button bears these words, with or without its number: “1 宏远彩印”."""
    return label == wanted or label.partition(" ")[2] == wanted
