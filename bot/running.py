"""What `genjin run` and `genjin chat` do: the program with its web doors, and one person at a terminal."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TextIO, cast

import structlog
from aiohttp import web

from adapters.terminal import TerminalDoor
from adapters.web import WebDoor
from bot import demo, health
from bot.app import App, folder_lock, prepare
from bot.people import seat
from bot.serve import listen, until_told
from bot.settings import Settings
from commands.message import Door
from store import outbox

WEB = "web"
QUIET_SECONDS = 10.0
log = structlog.get_logger(__name__)


@asynccontextmanager
async def working(settings: Settings, *, with_demo: bool, start: datetime | None = None) -> AsyncIterator[App]:
    """The program over its database, wired and not yet started; stopped and let go of at the end."""
    lock = folder_lock(settings)
    if lock is not None:
        lock.take()
    try:
        database, workspace = await asyncio.to_thread(prepare, settings, with_demo=with_demo, start=start)
        app = App(settings, database, workspace, start=start)
        try:
            yield app
        finally:
            await app.stop()
    finally:
        if lock is not None:
            lock.release()


async def run(settings: Settings, *, with_demo: bool, announce: Callable[[str], object]) -> None:
    """Serves until it is told to end. `announce` gets the address, once it can be opened."""
    began = time.monotonic()
    async with working(settings, with_demo=with_demo) as app:
        site = web.Application()
        health.attach(site, app.border)
        door = web_door(app, with_demo=with_demo)
        door.attach(site)
        runner = web.AppRunner(site, access_log=None, shutdown_timeout=5.0)
        await runner.setup()
        try:
            await app.start()
            await app.open(door)
            port = await listen(runner, settings.server.host, settings.server.port)
            log.info("ready", seconds=round(time.monotonic() - began, 2), port=port)
            await until_told(lambda: announce(_address(settings, port)))
        finally:
            await runner.cleanup()


def web_door(app: App, *, with_demo: bool) -> WebDoor:
    """The web chat: the whole page in the demonstration, else a few words."""
    return WebDoor(
        app=WEB,
        inlet=app.inlet(),
        directory=app.directory(WEB, WEB),
        clock=app.clock,
        suggestions=demo.SUGGESTIONS,
        demo=with_demo,
        zone=app.zone,
    )


def _address(settings: Settings, port: int) -> str:
    host = settings.server.host
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    moved = f"（端口 {settings.server.port} 被占用，改用 {port}。Port busy, the next one taken.）"
    return f"http://{shown}:{port}" + (moved if port != settings.server.port else "")


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
        talk = asyncio.create_task(door.run(app.inlet(), patient, sink, speaker, group, app.business.now), name="talk")
        await asyncio.sleep(0)  # the door sees whose chat it shows before the first letter reaches it
        await app.open(door)
        await talk


async def quiet(app: App, door: Door) -> None:
    """Returns when all that is due has fired and reached the door, after ten seconds at the latest."""
    await app.clock.fire()
    until = time.monotonic() + QUIET_SECONDS
    bell = app.said.bell()
    try:
        while time.monotonic() < until:
            waiting = await app.border.read(lambda tx: outbox.next_ready(tx, platform=door.platform, app=door.app))
            if waiting is None:
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
