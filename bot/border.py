"""The border between the two worlds: doors, delivery and the clock are asynchronous, the store is not."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from store.database import Database, Tx

T = TypeVar("T")
READERS = 4


class Border:
    """The running program's way to the database: awaitable reads and writes."""

    def __init__(self, database: Database, *, readers: int = READERS) -> None:
        self.database = database
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="reader")

    async def read(self, work: Callable[[Tx], T]) -> T:
        """The result of a work on one snapshot, computed on a reader's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self.database.read, work)

    async def write(self, work: Callable[[Tx], T], *, first: bool = False) -> T:
        """The result of a work, once it is committed; `first` puts it before what is queued."""
        return await asyncio.wrap_future(self.database.write(work, first=first))

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
    """The bells of all who wait for the same news, rung together, from the loop's own thread."""

    def __init__(self) -> None:
        self._bells: list[Bell] = []

    def bell(self) -> Bell:
        """A new bell among them."""
        bell = Bell()
        self._bells.append(bell)
        return bell

    def drop(self, bell: Bell) -> None:
        """Takes a bell out."""
        self._bells.remove(bell)

    def ring(self, *, but: Bell | None = None) -> None:
        """Rings all of them, except the bell of whoever brings the news."""
        for bell in self._bells:
            if bell is not but:
                bell.ring()
