"""Preparers: processes that make out messages for the server, so that its interpreter is left to the writer.

They are worth their memory where there is a second core (`[server] preparers`). Nothing depends on them: a message that
none could make out is made out here, and so is one for which the line is too long; one that has died is started again.
"""

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from contextlib import suppress
from typing import Any, Final

import structlog

from bot.clock import BusinessClock
from bot.preparing import SIZE, STAMP, Ask, Begin
from bot.settings import Settings
from commands.preparation import Prepared
from store.lanes import Claim

LONGEST: Final = 32  # messages that wait for one; whoever comes then is made out here, for the line takes 0.1 s already
AGAIN: Final = 5.0  # seconds before one that has died is started again
ENOUGH: Final = 2**30  # bytes of memory below which a machine has none to spare for another process
log = structlog.get_logger(__name__)


def worthwhile(settings: Settings) -> int:
    """How many to have: as configured, else one on SQLite where a second core and a gigabyte are there."""
    if settings.server.preparers is not None or settings.database.file is None:
        return settings.server.preparers or 0
    if not hasattr(os, "sched_getaffinity"):
        return 0
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return int(len(os.sched_getaffinity(0)) > 1 and memory >= ENOUGH)


class Line:
    """The line to one preparer's process: what is asked goes out, answers come in the same order."""

    def __init__(self, process: Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._out, self._in = process, process.stdin, process.stdout
        self._waiting: deque[asyncio.Future[Any]] = deque()

    @property
    def process(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def length(self) -> int:
        """How many wait for an answer."""
        return len(self._waiting)

    def tell(self, value: Begin | Ask) -> asyncio.Future[Any]:
        """Sends what is asked; the answer, None if the process ends before."""
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        self._out.write(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        return answer

    async def hear(self) -> None:
        """Hands every answer to who waits for it, until the process ends."""
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                (size,) = SIZE.unpack(await self._in.readexactly(SIZE.size))
                answer = pickle.loads(await self._in.readexactly(size))
                if not (waits := self._waiting.popleft()).done():
                    waits.set_result(answer)

    async def end(self) -> None:
        """Ends the process, which has nothing to lose; nobody waits for it any longer."""
        with suppress(ProcessLookupError):
            self._process.kill()
        for waits in self._waiting:
            if not waits.done():
                waits.set_result(None)
        await self._process.communicate()


class Preparers:
    """So many processes that make out messages, kept alive."""

    def __init__(self, settings: Settings, clock: BusinessClock, *, count: int) -> None:
        self._begin = Begin(url=settings.database.url, keys=settings.keys.path)
        self._clock = clock
        self._count = count
        self._ready: list[Line] = []
        self._all = asyncio.Event()
        if not count:
            self._all.set()
        self._kept: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begins to start them; until they are ready, nothing is asked of them."""
        self._kept = [asyncio.create_task(self._keep(), name="preparer") for _ in range(self._count)]

    async def stop(self) -> None:
        """Ends them."""
        for task in self._kept:
            task.cancel()
        if self._kept:
            await asyncio.wait(self._kept)

    async def ready(self) -> None:
        """Returns when all of them can be asked, or one cannot because the program was updated meanwhile."""
        await self._all.wait()

    @property
    def processes(self) -> tuple[int, ...]:
        """The numbers of the processes that can be asked."""
        return tuple(line.process for line in self._ready)

    async def prepare(self, claim: Claim) -> Prepared | None:
        """What a message comes to; None if it has to be made out here."""
        if not self._ready:
            return None
        line = min(self._ready, key=lambda each: each.length)
        if line.length >= LONGEST:
            return None
        prepared: Prepared | None = await line.tell(Ask(claim=claim, offset=self._clock.offset))
        return prepared

    async def _keep(self) -> None:
        """One process, and the next when it has died."""
        while True:
            await self._one()
            log.warning("a preparer has ended")
            await asyncio.sleep(AGAIN)

    async def _one(self) -> None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bot.preparing"), stdin=PIPE, stdout=PIPE
        )
        line = Line(process)
        hearing = asyncio.create_task(line.hear())
        try:
            said = await line.tell(self._begin)
            if said == STAMP:
                self._ready.append(line)
                if len(self._ready) == self._count:
                    self._all.set()
            elif said is not None:
                log.warning("the program was updated: until it is started anew, it makes messages out by itself")
                self._all.set()
            await hearing
        finally:
            hearing.cancel()
            if line in self._ready:
                self._ready.remove(line)
                self._all.clear()
            await line.end()
