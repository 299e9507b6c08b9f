"""The border between the two worlds: doors, delivery and the clock are asynchronous, the store is not."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from uuid import UUID

from bot.landing import Landing
from store.database import Database, Tx

T = TypeVar("T")
# Understanding is Python, one thread at a time: more readers only take turns, and on SQLite nothing else is waited for
READERS = {"sqlite": 2, "postgresql": 4}


class Border:
    """The running program's way to the database: awaitable reads and writes."""

    def __init__(self, database: Database, *, readers: int | None = None) -> None:
        self.database = database
        self._readers = ThreadPoolExecutor(readers or READERS[database.dialect], thread_name_prefix="reader")
        self._landing = Landing()

    async def read(self, work: Callable[[Tx], T]) -> T:
        """The result of a work on one snapshot, computed on a reader's thread."""
        return await self._landing.awaited(self._readers.submit(self.database.read, work))

    async def write(self, work: Callable[[Tx], T], *, first: bool = False) -> T:
        """The result of a work, once it is committed; `first` puts it before what is queued."""
        return await self._landing.awaited(self.database.write(work, first=first))

    def close(self) -> None:
        """Lets go of the readers' threads; the database stays open."""
        self._readers.shutdown(wait=True)


class Bell:
    """Wakes one loop: a ring before the wait counts, several count once."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Ends the present or the next wait."""
        self._event.set()

    def from_afar(self) -> Callable[[], None]:
        """What rings it from any thread; rings that come before the loop gets to them wake it once."""
        loop = asyncio.get_running_loop()
        under_way = False

        def arrived() -> None:
            nonlocal under_way
            under_way = False
            self.ring()

        def ring() -> None:
            nonlocal under_way
            if not under_way and not loop.is_closed():
                under_way = True
                loop.call_soon_threadsafe(arrived)

        return ring

    async def wait(self, seconds: float) -> bool:
        """Waits for a ring, at most so long; whether there was one."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True


class Belfry:
    """The bells of all who wait for news of one kind, rung from the loop's own thread.

    A bell hung for one message is rung only by news about that message.
    """

    def __init__(self) -> None:
        self._bells: dict[Bell, UUID | None] = {}

    def bell(self, about: UUID | None = None) -> Bell:
        """A new bell among them."""
        bell = Bell()
        self._bells[bell] = about
        return bell

    def drop(self, bell: Bell) -> None:
        """Takes a bell out."""
        del self._bells[bell]

    def ring(self, *about: UUID) -> None:
        """News for those who wait for these messages, and for those who wait for any."""
        for bell, message in self._bells.items():
            if message is None or message in about:
                bell.ring()
