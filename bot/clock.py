"""Business time, and the ticker that calls what is due."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Job = Callable[[], Awaitable[object]]
GATHER = timedelta(milliseconds=20)  # between a wake and the look, so that a burst of writes is one look
TICK = 1.0  # seconds between two looks at what is due, whatever is said to be next
_NEVER_LATE: dict[str, Any] = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


def machine_now() -> datetime:
    """This computer's time."""
    return datetime.now(UTC)


class BusinessClock:
    """The time by which people's reminders go: the machine's, moved by an offset in demonstrations and trials."""

    def __init__(self, start: datetime | None = None, *, machine: Callable[[], datetime] = machine_now) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("business time is aware")
        self._machine = machine
        self.offset = timedelta() if start is None else start - machine()

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return (self._machine() + self.offset).astimezone(UTC)

    def set(self, when: datetime) -> None:
        """Time goes on from `when`."""
        if when.tzinfo is None:
            raise ValueError("business time is aware")
        self.offset = when - self._machine()

    def until(self, when: datetime) -> float:
        """Seconds from now to a moment; negative when it has passed."""
        return (when - self.now()).total_seconds()


class Due(Protocol):
    """What the ticker calls: bot.due.DueRunner."""

    async def run(self) -> datetime | None:
        """Fires all that is due, in order; when the next one is due."""

    async def next_at(self) -> datetime | None:
        """When the next one is due."""

    async def next_told(self) -> datetime | None:
        """When somebody is told something next."""

    async def last_told(self) -> UUID | None:
        """The letter that was written last."""


class Ticker:
    """Calls what is due at its time, at once after `wake`, and once a second whatever happens.

    APScheduler is only the ticker: schedules are rows, it keeps nothing. Jobs never overlap and are never dropped
    for being late.
    """

    def __init__(self, clock: BusinessClock, due: Due, *, zone: str = "Asia/Shanghai", tick: float = TICK) -> None:
        self._clock = clock
        self._due = due
        self._tick = tick
        self._scheduler = AsyncIOScheduler(timezone=ZoneInfo(zone))
        self._busy = asyncio.Lock()
        self._running: set[asyncio.Task[Any]] = set()
        self._stopping = False
        self._woken = False

    @property
    def running(self) -> bool:
        """Whether it has been started and not stopped."""
        return bool(self._scheduler.running)

    def daily(self, name: str, hour: int, job: Job) -> None:
        """Runs a job every day at an hour of the zone."""
        self._scheduler.add_job(self._awaited(job), "cron", hour=hour, id=name, **_NEVER_LATE)

    def every(self, name: str, seconds: float, job: Job) -> None:
        """Runs a job again and again, for the first time now."""
        now = machine_now()
        self._scheduler.add_job(
            self._awaited(job), "interval", seconds=seconds, id=name, next_run_time=now, **_NEVER_LATE
        )

    async def start(self) -> None:
        """Fires what came due while the program was away, then ticks."""
        self.every("due", self._tick, self._fire)
        self._scheduler.start()

    async def stop(self) -> None:
        """Lets the firing and the jobs in hand end, then ticks no more."""
        self._stopping = True
        if self._scheduler.running:
            self._scheduler.pause()
        if self._running:
            await asyncio.wait(self._running)
        async with self._busy:
            if self._scheduler.running:
                self._scheduler.shutdown(wait=False)

    def _awaited(self, job: Job) -> Job:
        """The job, known to be at work for as long as it is: the scheduler's own end would cancel it half done."""

        async def run() -> None:
            task = asyncio.current_task()
            assert task is not None
            self._running.add(task)
            try:
                await job()
            finally:
                self._running.discard(task)

        return run

    def wake(self) -> None:
        """Looks at once: something was written that may be due soon. Many calls are one look."""
        if not (self._woken or self._stopping) and self._scheduler.running:
            self._woken = True
            self._scheduler.modify_job("due", next_run_time=machine_now() + GATHER)

    async def fire(self) -> None:
        """Fires what is due and returns when it is done."""
        async with self._busy:
            await self._due.run()

    async def _fire(self) -> None:
        self._woken = False
        if self._stopping or self._busy.locked():
            return
        async with self._busy:
            following = await self._due.run()
        seconds = self._clock.until(following) if following else self._tick
        if 0 <= seconds < self._tick and not self._stopping:
            self._scheduler.modify_job("due", next_run_time=machine_now() + timedelta(seconds=seconds))


class MovableClock:
    """The demonstration's clock as the web door moves it: moving on fires what has come due on the way."""

    def __init__(self, clock: BusinessClock, ticker: Ticker, due: Due) -> None:
        self._clock = clock
        self._ticker = ticker
        self._due = due

    def now(self) -> datetime:
        return self._clock.now()

    async def move_to(self, when: datetime) -> None:
        """Moves time on (never back), stopping at each moment something is due, so that nothing fires late."""
        before: datetime | None = None
        while (due := await self._due.next_at()) is not None and due <= when and due != before:
            self._clock.set(max(due, self._clock.now()))
            await self._ticker.fire()
            before = due
        self._clock.set(max(when, self._clock.now()))
        await self._ticker.fire()

    async def fire(self) -> None:
        """Fires what is due by now and returns when it is done."""
        await self._ticker.fire()

    async def next_due(self) -> datetime | None:
        return await self._due.next_told()

    async def last_told(self) -> UUID | None:
        return await self._due.last_told()
