"""What `genjin run` does: the program with its web doors."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import structlog
from aiohttp import web

from adapters.web import WebDoor
from bot import demo, health
from bot.app import App, folder_lock, new_owner, prepare
from bot.directory import DemoDirectory
from bot.doors import Attached, doors_of
from bot.errors import PartFailed
from bot.preparers import worthwhile
from bot.serve import listen, until_told
from bot.settings import Settings
from bot.shelf import DoorShelf
from commands.message import Door
from store import takeover

WEB = "web"
log = structlog.get_logger(__name__)


@asynccontextmanager
async def working(settings: Settings, *, with_demo: bool, start: datetime | None = None) -> AsyncIterator[App]:
    """The program over its database, wired and not yet started; stopped and let go of at the end."""
    lock, owner = folder_lock(settings), new_owner()
    died = lock.take(owner) if lock is not None else None
    try:
        database, workspace = await asyncio.to_thread(prepare, settings, with_demo=with_demo, start=start)
        app = App(settings, database, workspace, start=start, owner=owner, preparers=worthwhile(settings))
        try:
            if died is not None:
                await app.border.write(lambda tx: takeover.free(tx, died))
            yield app
        finally:
            await app.stop()
    finally:
        if lock is not None:
            lock.release()


def settle() -> None:
    """What is loaded by now stays: the collector, off since the start, need not look at all of it (half a second)."""
    gc.collect()
    gc.freeze()
    gc.enable()


async def run(settings: Settings, *, with_demo: bool, announce: Callable[[str], object]) -> None:
    """Serves until it is told to end. `announce` gets the address, once it can be opened."""
    began = time.monotonic()
    async with working(settings, with_demo=with_demo) as app:
        site = web.Application()
        health.attach(site, app.border)
        opened: list[Door] = [web_door(app, with_demo=with_demo)]
        opened += doors_of(settings, inlet=app.inlet(), shelf=DoorShelf(app.border), files=app.files)
        for door in opened:
            if isinstance(door, Attached):
                door.attach(site)
        runner = web.AppRunner(site, access_log=None, shutdown_timeout=5.0)
        await runner.setup()
        try:
            await app.start()
            for door in opened:
                await app.open(door)
            port = await listen(runner, settings.server.host, settings.server.port)
            log.info("ready", seconds=round(time.monotonic() - began, 2), port=port)

            def ready() -> None:
                announce(_address(settings, port))
                settle()

            await until_told(app.end, ready)
            if app.failed:
                raise PartFailed(app.failed)
        finally:
            await runner.cleanup()


def web_door(app: App, *, with_demo: bool) -> WebDoor:
    """The web chat: the whole page in the demonstration, else a few words."""
    at = {"platform": WEB, "app": WEB}
    directory = (
        DemoDirectory(app.border, workspace=app.workspace, **at, now=app.business.now)
        if with_demo
        else app.directory(WEB, WEB)
    )
    return WebDoor(
        app=WEB,
        inlet=app.inlet(),
        directory=directory,
        clock=app.clock,
        files=app.files,
        suggestions=demo.SUGGESTIONS,
        demo=with_demo,
        zone=app.zone,
    )


def _address(settings: Settings, port: int) -> str:
    host = settings.server.host
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    moved = f"（端口 {settings.server.port} 被占用，改用 {port}。Port busy, the next one taken.）"
    return f"http://{shown}:{port}" + (moved if port != settings.server.port else "")
