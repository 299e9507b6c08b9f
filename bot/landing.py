"""Where results of other threads reach the loop: those that come together wake it once."""

import asyncio
from collections import deque
from collections.abc import Awaitable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Landing:
    """Awaitable futures of one loop. A group commit ends dozens of them at once, and each wake is a system call."""

    def __init__(self) -> None:
        self._landed: deque[tuple[asyncio.Future[Any], Future[Any]]] = deque()
        self._waking = False

    def awaited(self, result: Future[T]) -> Awaitable[T]:
        """The same result for the running loop; giving it up cancels what has not begun."""
        loop = asyncio.get_running_loop()
        waits: asyncio.Future[T] = loop.create_future()

        def arrived(done: Future[T]) -> None:
            self._landed.append((waits, done))
            if not self._waking and not loop.is_closed():
                self._waking = True
                loop.call_soon_threadsafe(self._settle)

        def given_up(future: asyncio.Future[T]) -> None:
            if future.cancelled():
                result.cancel()

        waits.add_done_callback(given_up)
        result.add_done_callback(arrived)
        return waits

    def _settle(self) -> None:
        """On the loop: tells all who wait. What lands from now on wakes it again."""
        self._waking = False
        while self._landed:
            waits, done = self._landed.popleft()
            if waits.done():
                continue
            if done.cancelled():
                waits.cancel()
            elif (error := done.exception()) is not None:
                waits.set_exception(error)
            else:
                waits.set_result(done.result())
