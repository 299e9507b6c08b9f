"""The real program with chats that talk to it, each as soon as its last answer has arrived."""

import asyncio
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import App
from bot.bench.synced import Slow
from bot.bench.world import PLATFORM, World, message
from bot.running import settle
from bot.settings import in_folder
from commands.message import Message, Outgoing, Sent
from commands.naming import naming, sealing
from store.database import Database, open_database
from store.keyfile import KeyFile
from store.secrets import Secrets

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
WARM = 2  # messages of each chat before anything is measured: dictionaries load, statements are made ready


class WrongOutput(Exception):
    """The program did not do what it is measured for."""


class MemoryDoor:
    """Takes everything at once and tells the chat that waits for it."""

    platform = app = PLATFORM

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.waiting: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def start(self) -> None:
        """Nothing to open."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def send(self, outgoing: Outgoing) -> Sent:
        """It has arrived."""
        self.sent.append(outgoing)
        self.waiting[outgoing.chat.id].set()
        return Sent(message_id=outgoing.id)


Places = tuple[tuple[str, Any, str], ...]
"""What is timed: the part's name, and where its function stands."""


@dataclass
class Times:
    """Processor seconds by part of the way; a part's own thread is asked, so nobody else's work is in it."""

    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def around(self, part: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, with its time kept under the part."""

        def timed(*args: Any, **more: Any) -> Any:
            began = time.thread_time()
            try:
                return call(*args, **more)
            finally:
                self.spent[part] += time.thread_time() - began

        return timed

    @contextmanager
    def on(self, *places: tuple[str, Any, str]) -> Iterator[None]:
        """Keeps the time of functions, each told by its part, its owner and its name."""
        before = [(owner, name, getattr(owner, name)) for _, owner, name in places]
        for (part, owner, name), (_, _, call) in zip(places, before, strict=True):
            setattr(owner, name, self.around(part, call))
        try:
            yield
        finally:
            for owner, name, call in before:
                setattr(owner, name, call)


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What a run took: messages, seconds by the clock, seconds of processor time, and those by part."""

    messages: int
    seconds: float
    processor: float
    parts: dict[str, float]
    syncs: float

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.messages / self.seconds

    def each(self, part: str) -> float:
        """Microseconds of a part per message."""
        return self.parts.get(part, 0.0) / self.messages * 1e6


def open_at(folder: Path) -> Database:
    """The database of a folder, as the program opens it."""
    settings = in_folder(folder)
    secrets = Secrets(KeyFile.open(settings.keys.path))
    return open_database(settings.database.url, secrets, naming=naming, sealing=sealing)


def run(folder: Path, world: World, *, chats: int, each: int, places: Places, preparers: int = 0) -> Result:
    """Lets so many chats say so many messages each, in this order of chats: all that is not warming up is measured.

    What preparers spend is not in its processor time.
    """
    return asyncio.run(_run(folder, world, chats, each, places, preparers))


async def _run(folder: Path, world: World, chats: int, each: int, places: Places, preparers: int) -> Result:
    app = App(in_folder(folder), open_at(folder), world.workspace, start=NOW, preparers=preparers)
    door = MemoryDoor()
    inlet = app.inlet()

    async def talk(chat: int, messages: list[Message]) -> None:
        arrived = door.waiting[f"c{chat}"]
        for each in messages:
            arrived.clear()
            await inlet.accept(each)
            await arrived.wait()

    def said(turns: range) -> list[list[Message]]:
        return [[message(world, chat, turn, NOW) for turn in turns] for chat in range(chats)]

    times = Times()
    await app.start()
    await app.open(door)
    try:
        await app.preparers.ready()
        if len(app.preparers.processes) != preparers:
            raise WrongOutput("the program's files have changed since the start")
        await asyncio.gather(*(talk(chat, turns) for chat, turns in enumerate(said(range(WARM)))))
        settle()
        measured = said(range(WARM, WARM + each))
        with times.on(*places):
            before = Slow.synced
            began, at_first = time.perf_counter(), time.process_time()
            await asyncio.gather(*(talk(chat, turns) for chat, turns in enumerate(measured)))
            clock, processor = time.perf_counter() - began, time.process_time() - at_first
            syncs = (Slow.synced - before) / (chats * each)
    finally:
        await app.stop()
    _check(door.sent, chats * (WARM + each))
    return Result(messages=chats * each, seconds=clock, processor=processor, parts=dict(times.spent), syncs=syncs)


def _check(sent: list[Outgoing], expected: int) -> None:
    """Every message has its one answer: filed, with the reminder, unmarked."""
    wrong = [each for each in sent if each.repeat or len(each.lines) != 2 or not each.lines[0].startswith("✅")]
    if wrong or len(sent) != expected:
        raise WrongOutput(
            f"{len(sent)} answers to {expected} messages, {len(wrong)} of them wrong: {wrong[:1]}{os.linesep}"
        )
