"""What `genjin chat` does: one person talks to the whole program in a shell."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import TextIO, cast

from adapters.terminal import TerminalDoor
from bot import demo
from bot.app import App
from bot.people import seat
from bot.running import working
from bot.settings import Settings
from commands.message import Door, Reaching
from store import letters
from store.database import Tx

QUIET_SECONDS = 10.0


async def chat(
    settings: Settings,
    *,
    name: str,
    group: bool,
    with_demo: bool,
    start: datetime | None,
    source: TextIO,
    sink: TextIO,
) -> None:
    """One person talks in a shell until the input ends; what is due by then is shown."""
    async with working(settings, with_demo=with_demo, start=start) as app:
        door = TerminalDoor(group_id=demo.GROUP)
        speaker = await app.border.write(
            lambda tx: seat(tx, app.workspace, name, platform=door.platform, app=door.app, now=app.business.now())
        )
        await app.start()
        await app.clock.fire()
        patient = cast("TextIO", _Patient(source, asyncio.get_running_loop(), lambda: quiet(app, door)))
        talk = asyncio.create_task(
            door.run(app.inlet(door), patient, sink, speaker, group, app.business.now), name="talk"
        )
        await asyncio.sleep(0)  # the door sees whose chat it shows before the first letter reaches it
        await app.open(door)
        await talk


async def quiet(app: App, door: Door) -> None:
    """Returns when all that is due has fired and what the door shows has reached it; after ten seconds at latest."""
    reached = door.reaches if isinstance(door, Reaching) else None

    def waiting(tx: Tx) -> datetime | None:
        return letters.next_ready(tx, platform=door.platform, app=door.app, chats=reached)

    await app.clock.fire()
    until = time.monotonic() + QUIET_SECONDS
    bell = app.said.bell()
    try:
        while time.monotonic() < until:
            if await app.border.read(waiting) is None:
                return
            await bell.wait(0.1)
    finally:
        app.said.drop(bell)


class _Patient:
    """A pipe whose end is told only when nothing is on its way to the reader any more."""

    def __init__(
        self, source: TextIO, loop: asyncio.AbstractEventLoop, settle: Callable[[], Coroutine[None, None, None]]
    ) -> None:
        self._source = source
        self._loop = loop
        self._settle = settle

    def isatty(self) -> bool:
        return self._source.isatty()

    def readline(self) -> str:
        line = self._source.readline()
        if not line:
            asyncio.run_coroutine_threadsafe(self._settle(), self._loop).result()
        return line
