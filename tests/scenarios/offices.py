"""A whole team at one door, the program in this process: the web page over HTTP, or one terminal shared in turn."""

from __future__ import annotations

import asyncio
import queue
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Protocol, Self, TextIO, cast

from adapters.terminal import TerminalDoor
from bot import demo
from bot.app import App
from bot.chatting import quiet
from bot.demo_data.people import PEOPLE
from bot.people import seat
from bot.running import working
from bot.settings import in_folder
from bot.testing import until
from tests.scenarios.conftest import SHANGHAI
from tests.scenarios.platforms.base import SECONDS, Known
from tests.scenarios.platforms.page import Web

TEAM = tuple(person.name for person in PEOPLE)
THANKS = "谢谢"  # is not answered, so that what waited for somebody stands alone


class Office(Protocol):
    """What a team does at a door."""

    async def move_to(self, when: datetime) -> None:
        """Moves the clock on."""

    async def arrive(self, who: str) -> None:
        """Somebody new comes to the door."""

    async def hear(self, who: str, text: str, *, group: bool = False) -> str:
        """What the bot answers where it was said."""

    async def touch(self, who: str, label: str, *, group: bool = False) -> str:
        """What it answers to a press of a button that was shown there."""

    async def read(self, who: str, *, group: bool = False) -> str:
        """What it has said there by itself since they last looked."""


class Page(Web):
    """All of them at the web page: each in private and in the team's group."""

    def __init__(self, folder: Path, now: datetime) -> None:
        super().__init__(folder, now)
        for who in TEAM:
            self._come(who)

    async def arrive(self, who: str) -> None:
        """Somebody new opens the page."""
        self._come(who)

    async def hear(self, who: str, text: str, *, group: bool = False) -> str:
        """What the bot answers where it was said."""
        return await self.say(self._where(who, group=group), text)

    async def touch(self, who: str, label: str, *, group: bool = False) -> str:
        """What it answers to a press of the latest button of this name there."""
        return await self.press(self._where(who, group=group), label)

    async def read(self, who: str, *, group: bool = False) -> str:
        """What it has said there since they last looked."""
        return await self.news(self._where(who, group=group))

    async def click(self, jump: str) -> datetime:
        """Presses a button of the demonstration's clock; the time that it is then, where people are."""
        url, origin = f"{self.base}/web/clock", {"Origin": self.base}
        async with self.http.post(url, json={"to": jump}, headers=origin) as answer:
            assert answer.status == 200, await answer.text()
            now = datetime.fromisoformat((await answer.json())["now"])
        await self.settle()
        return now.astimezone(SHANGHAI).replace(second=0, microsecond=0)

    def _come(self, who: str) -> None:
        for name, chat in ((who, f"private:{who}"), (self._where(who, group=True), demo.GROUP)):
            self.people[name] = Known(user=who, chat=chat)
            self._seen.setdefault(name, type(self._seen[TEAM[0]])())

    @staticmethod
    def _where(who: str, *, group: bool) -> str:
        return f"{who} in the group" if group else who


class _Keyboard:
    """What is typed, a line at a time, or pasted, several at once; `None` ends it."""

    def __init__(self) -> None:
        self.lines: queue.Queue[str | None] = queue.Queue()

    def isatty(self) -> bool:
        return False

    def readline(self) -> str:
        line = self.lines.get()
        return "" if line is None else f"{line}\n"


class _Screen:
    """What is shown: a block a line."""

    def __init__(self) -> None:
        self.blocks: asyncio.Queue[str] = asyncio.Queue()

    def isatty(self) -> bool:
        return False

    def write(self, text: str) -> None:
        self.blocks.put_nowait(text.strip())

    def flush(self) -> None:
        """It is shown at once."""


class Shell:
    """All of them at one terminal, one after the other, as `genjin chat --as` seats them."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.app: App
        self._folder = folder
        self._now = now
        self._door = TerminalDoor(group_id=demo.GROUP)
        self._stack = AsyncExitStack()
        self._seated: tuple[str, bool] | None = None
        self._keyboard, self._screen = _Keyboard(), _Screen()
        self._talk: asyncio.Task[None] | None = None
        self._unread: dict[str, str] = {}  # what came to somebody while they sat there and did nothing

    async def open(self) -> Self:
        """Starts the program."""
        self.app = await self._stack.enter_async_context(
            working(in_folder(self._folder), with_demo=True, start=self._now)
        )
        await self.app.start()
        await self.app.open(self._door)
        return self

    async def close(self) -> None:
        """Ends it."""
        await self._rise()
        await self._stack.aclose()

    async def arrive(self, who: str) -> None:
        """Somebody new sits down."""
        await self._sit(who, group=False)

    async def hear(self, who: str, text: str, *, group: bool = False) -> str:
        """What the bot answers to a line."""
        await self._sit(who, group=group)
        return await self._line(text)

    async def touch(self, who: str, label: str, *, group: bool = False) -> str:
        """What it answers to a press of a button that was shown since they sat down."""
        return await self.hear(who, f"[{label}]", group=group)

    async def read(self, who: str, *, group: bool = False) -> str:
        """What waited for them."""
        await self._sit(who, group=group)
        return self._unread.pop(who, "") + await self.hear(who, THANKS, group=group)

    async def move_to(self, when: datetime) -> None:
        """Moves the clock on."""
        await self.app.clock.move_to(when)
        await quiet(self.app, self._door)

    async def _line(self, text: str) -> str:
        self._keyboard.lines.put(text)
        async with asyncio.timeout(SECONDS):
            return await self._screen.blocks.get()

    async def _sit(self, who: str, *, group: bool) -> None:
        if self._seated != (who, group):
            await self._rise()
            self._keyboard, self._screen, self._seated = _Keyboard(), _Screen(), (who, group)
            self._talk = asyncio.create_task(self._converse(who, group=group))
            here = {f"private:{who}", *([demo.GROUP] if group else ())}
            await until(lambda: self._door.reaches == here)
        for posted in self.app.border.database.listeners.get((self._door.platform, self._door.app), []):
            posted()
        await quiet(self.app, self._door)

    async def _converse(self, who: str, *, group: bool) -> None:
        door, app = self._door, self.app
        speaker = await app.border.write(
            lambda tx: seat(tx, app.workspace, who, platform=door.platform, app=door.app, now=app.business.now())
        )
        source, sink = cast("TextIO", self._keyboard), cast("TextIO", self._screen)
        await door.run(app.inlet(door), source, sink, speaker, group, app.business.now)

    async def _rise(self) -> None:
        if self._talk is not None and self._seated is not None:
            self._keyboard.lines.put(None)
            await self._talk
            while not self._screen.blocks.empty():
                who = self._seated[0]
                self._unread[who] = self._unread.get(who, "") + self._screen.blocks.get_nowait() + "\n"
            self._talk = self._seated = None
