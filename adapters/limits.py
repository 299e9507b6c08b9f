"""Limits that a platform states, kept before it has to: so many sends a chat, a person or an app in so many seconds."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from commands.message import DeliveryError

LONGEST = 3.0  # seconds that a send waits in line; for longer it goes back to the outbox, and others get their turn
PRUNE_AT = 10_000  # windows kept before the empty ones are swept out


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` sends in any `seconds`, for each value of `per`: "app", "chat", "person" or a method's name."""

    per: str
    most: int
    seconds: float


class Limits:
    """Sliding windows over what was sent. One process sends for an app, so they are kept in its memory."""

    def __init__(self, *limits: Limit, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._sent: dict[tuple[int, str], deque[float]] = {}

    async def turn(self, **of: str) -> None:
        """Waits for a turn and takes it: `await limits.turn(app="", chat="oc_1")`.

        Raises DeliveryError (held, with `after`) where the wait would be longer than a few seconds.
        """
        until = self._clock() + LONGEST
        while (wait := self._wait(of)) > 0:
            if self._clock() + wait > until:
                raise DeliveryError("a limit of the platform", after=wait, held=True)
            await asyncio.sleep(wait)
        now = self._clock()
        for window in self._windows(of):
            window.append(now)

    def _wait(self, of: dict[str, str]) -> float:
        """Seconds until every window has room."""
        now = self._clock()
        wait = 0.0
        for limit, window in zip(self._of(of), self._windows(of), strict=True):
            while window and window[0] <= now - limit.seconds:
                window.popleft()
            if len(window) >= limit.most:
                wait = max(wait, window[-limit.most] + limit.seconds - now)
        return wait

    def _of(self, of: dict[str, str]) -> list[Limit]:
        return [limit for limit in self._limits if limit.per in of]

    def _windows(self, of: dict[str, str]) -> list[deque[float]]:
        if len(self._sent) > PRUNE_AT:
            self._prune()
        return [
            self._sent.setdefault((index, of[limit.per]), deque())
            for index, limit in enumerate(self._limits)
            if limit.per in of
        ]

    def _prune(self) -> None:
        now = self._clock()
        self._sent = {
            (index, key): window
            for (index, key), window in self._sent.items()
            if window and window[-1] > now - self._limits[index].seconds
        }
