"""Listening: the next free port where the wanted one is busy, and an end in good order."""

import asyncio
import errno
import signal
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from bot.errors import PortsTaken

ANOTHER_PORT = 20  # how many ports are tried
SIGNALS = (signal.SIGINT, signal.SIGTERM)


async def listen(runner: web.AppRunner, host: str, port: int) -> int:
    """Listens on the first free port from `port` on; which one it is. PortsTaken when none is free."""
    last = min(port + ANOTHER_PORT - 1, 65535)
    for candidate in range(port, last + 1):
        site = web.TCPSite(runner, host, candidate)
        try:
            await site.start()
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            continue
        return candidate
    raise PortsTaken(port, last)


async def until_told(told: asyncio.Event, started: Callable[[], object]) -> None:
    """Calls `started`, then waits for `told`, which Ctrl-C and a request to end set, too."""
    loop = asyncio.get_running_loop()
    for each in SIGNALS:
        with suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt
            loop.add_signal_handler(each, told.set)
    try:
        started()
        await told.wait()
    finally:
        for each in SIGNALS:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(each)
