"""Business time moves; the ticker calls what is due at its time."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from bot.clock import BusinessClock, MovableClock, Ticker
from bot.testing import until

pytestmark = pytest.mark.unit
START = datetime(2026, 11, 18, 8, 40, tzinfo=UTC)


class Diary:
    """Due moments, fired when the clock has come to them."""

    def __init__(self, clock: BusinessClock, *moments: datetime) -> None:
        self.clock = clock
        self.waiting = sorted(moments)
        self.fired: list[tuple[datetime, float]] = []
        self.looks = 0

    async def run(self) -> datetime | None:
        self.looks += 1
        while self.waiting and self.waiting[0] <= self.clock.now():
            moment = self.waiting.pop(0)
            self.fired.append((moment, -self.clock.until(moment)))
        return await self.next_at()

    async def next_at(self) -> datetime | None:
        return self.waiting[0] if self.waiting else None

    async def next_told(self) -> datetime | None:
        return await self.next_at()

    async def last_told(self) -> UUID | None:
        return UUID(int=len(self.fired))


def test_time_goes_on_from_where_it_was_set() -> None:
    machine = [datetime(2027, 1, 1, tzinfo=UTC)]
    clock = BusinessClock(START, machine=lambda: machine[0])
    machine[0] += timedelta(minutes=5)
    assert clock.now() == START + timedelta(minutes=5)
    clock.set(START + timedelta(hours=2))
    assert clock.until(START + timedelta(hours=3)) == 3600


@pytest.mark.parametrize("make", [lambda when: BusinessClock(when), lambda when: BusinessClock().set(when)])
def test_a_naive_time_is_refused(make: object) -> None:
    with pytest.raises(ValueError, match="aware"):
        make(datetime(2026, 11, 18))  # type: ignore[operator]  # noqa: DTZ001 - the very point


async def test_what_was_missed_fires_at_the_start_and_the_next_at_its_time() -> None:
    clock = BusinessClock(START)
    diary = Diary(clock, START - timedelta(hours=1), START + timedelta(seconds=0.3))
    ticker = Ticker(clock, diary, tick=60)
    await ticker.start()
    await until(lambda: len(diary.fired) == 2)
    await ticker.stop()
    assert diary.fired[0][1] >= 3600
    assert 0 <= diary.fired[1][1] < 10


async def test_a_wake_looks_at_once_and_many_are_one_look() -> None:
    clock = BusinessClock(START)
    diary = Diary(clock)
    ticker = Ticker(clock, diary, tick=60)
    await ticker.start()
    await until(lambda: diary.looks == 1)
    diary.waiting = [clock.now()]
    for _ in range(100):
        ticker.wake()
    await until(lambda: diary.fired)
    await ticker.stop()
    ticker.wake()
    assert diary.looks == 2


async def test_moving_the_clock_on_stops_at_each_moment_so_that_nothing_is_late() -> None:
    clock = BusinessClock(START, machine=lambda: START)
    diary = Diary(clock, *(START + timedelta(minutes=step) for step in (10, 20, 90)))
    movable = MovableClock(clock, Ticker(clock, diary, tick=60), diary)
    await movable.move_to(START + timedelta(hours=1))
    assert [late for _, late in diary.fired] == [0, 0]
    assert clock.now() == START + timedelta(hours=1)
    assert await movable.next_due() == START + timedelta(minutes=90)
    await movable.move_to(START)
    assert clock.now() == START + timedelta(hours=1)


async def test_a_row_that_will_not_fire_does_not_hold_the_clock() -> None:
    clock = BusinessClock(START)

    class Stuck(Diary):
        async def run(self) -> datetime | None:
            return await self.next_at()

    stuck = Stuck(clock, START + timedelta(minutes=1))
    async with asyncio.timeout(20):
        await MovableClock(clock, Ticker(clock, stuck), stuck).move_to(START + timedelta(hours=1))
    assert clock.now() >= START + timedelta(hours=1)


async def test_a_job_in_hand_is_let_end_before_the_ticker_stops() -> None:
    clock = BusinessClock(START)
    ticker = Ticker(clock, Diary(clock))
    begun, goes_on, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def job() -> None:
        begun.set()
        await goes_on.wait()
        ended.set()

    ticker.every("job", 60.0, job)
    await ticker.start()
    await begun.wait()
    stopping = asyncio.create_task(ticker.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    goes_on.set()
    await stopping
    assert ended.is_set()
