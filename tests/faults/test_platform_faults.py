"""Platforms in trouble for an hour: every answer arrives, in order, and what may have arrived before says so."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.delivery import Delivery
from bot.testing import until
from store.database import Tx
from tests.faults.hasty import PACE, TROUBLED
from tests.scenarios.conftest import WEDNESDAY
from tests.scenarios.platforms import PLATFORMS
from tests.scenarios.platforms.base import PEOPLE, Running

pytestmark = pytest.mark.fault
MARK = "（可能重复）"
MESSAGES = 20
NUMBER = re.compile(r"寄第(\d+)份")
DOORS = [name for name in PLATFORMS if name not in ("terminal", "feishu-socket")]  # that one's frames: conformance
SIGNED = ("wecom-app", "wecom-bot-callback", "feishu-callback")


@pytest.fixture
def pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Delivery's own waits, a thousand times shorter."""
    defaults: dict[str, Any] = Delivery.__init__.__kwdefaults__ or {}
    monkeypatch.setitem(defaults, "first_wait", 1 / PACE)
    monkeypatch.setitem(defaults, "poll", 0.02)


@asynccontextmanager
async def running(kind: type[Any], folder: Path) -> AsyncIterator[Any]:
    """A platform with the program behind it."""
    platform: Running = kind(folder, WEDNESDAY)
    try:
        yield await platform.open()
    finally:
        await platform.close()


def text(number: int) -> str:
    """A message whose answer names its number, and whose effect does."""
    return f"提醒我明天下午3点寄第{number}份样品"


async def numbers(platform: Running, who: str) -> list[tuple[int, bool]]:
    """The answers in somebody's chat in order: the message's number, and whether it is marked as a repeat."""
    shown = [(NUMBER.search(each), each.startswith(MARK)) for each in await platform.shown(who)]
    return [(int(found[1]), marked) for found, marked in shown if found]


async def effects(platform: Running) -> list[int]:
    """The reminders that were written, in order."""

    def work(tx: Tx) -> list[int]:
        rows = tx.connection.exec_driver_sql("SELECT text FROM reminder ORDER BY number").scalars()
        return [int(found[1]) for row in rows if (found := NUMBER.search(row))]

    return await platform.app.border.read(work)


async def count(platform: Running, what: str) -> int:
    """How many rows a query counts."""

    def work(tx: Tx) -> int:
        found: int = tx.connection.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar_one()
        return found

    return await platform.app.border.read(work)


def firsts(said: Sequence[tuple[int, bool]]) -> list[int]:
    """Each number where it stands first."""
    return list(dict.fromkeys(number for number, _ in said))


@pytest.mark.usefixtures("pace")
@pytest.mark.parametrize("door", TROUBLED)
async def test_an_hour_of_trouble_loses_no_answer(door: str, tmp_path: Path) -> None:
    async with running(TROUBLED[door], tmp_path) as platform:
        people, plan = list(platform.people), platform.plan()
        for number in range(MESSAGES):
            if number < len(plan):
                plan[number]()
            await platform.tell(people[number % 3], text(number))
            if number % platform.together == 0:
                await until(platform.over)
        await platform.settle()
        await until(platform.over)
        dead = await count(platform, "outbox WHERE state = 'dead' AND reason <> ''")
        assert dead == await count(platform, "outbox WHERE state = 'dead'")
        assert sorted(await effects(platform)) == list(range(MESSAGES))
        arrived = []
        for who in people:
            said = await numbers(platform, who)
            assert firsts(said) == sorted(firsts(said)), said
            arrived += said
        assert len(firsts(arrived)) >= MESSAGES - dead
        assert dead == 0 or door == "wecom-bot-callback"
        unclear = Counter({int(NUMBER.findall(words)[0]): times for words, times in platform._door.unclear.items()})
        doubts = unclear if platform.pushes else dict.fromkeys(range(MESSAGES), 1)
        assert repeated_rightly(arrived, doubts) == []
        assert not (platform.once_only and len(arrived) > len(firsts(arrived)))
        assert unclear or not platform.pushes


def repeated_rightly(arrived: Sequence[tuple[int, bool]], unclear: Mapping[int, int]) -> list[str]:
    """What is wrong with repeats: unmarked, marked without need, or more than there were tries of unknown outcome."""
    wrong = []
    for number in firsts(arrived):
        marks = [marked for each, marked in arrived if each == number]
        if any(marks) and not unclear.get(number):
            wrong.append(f"{number} is marked and was never in doubt")
        if not all(marks[1:]):
            wrong.append(f"{number} came again and does not say so")
        if len(marks) > 1 + unclear.get(number, 0):
            wrong.append(f"{number} came {len(marks)} times")
    return wrong


def test_wrong_repeats_are_found() -> None:
    assert repeated_rightly([(1, False), (1, True)], {1: 1}) == []
    assert repeated_rightly([(1, False), (1, False)], {1: 1}) == ["1 came again and does not say so"]
    assert len(repeated_rightly([(1, True)], {})) == 1
    assert len(repeated_rightly([(1, False), (1, True), (1, True)], {1: 1})) == 1


@pytest.mark.parametrize("door", DOORS)
async def test_a_burst_of_ten_is_ten_effects_in_order(door: str, tmp_path: Path) -> None:
    async with running(PLATFORMS[door], tmp_path) as platform:
        who = next(iter(platform.people))
        for number in range(10):
            await platform.tell(who, text(number))
        while len(await numbers(platform, who)) < 10:
            await platform.meanwhile()
            await platform.settle()
        assert await effects(platform) == list(range(10))
        assert await numbers(platform, who) == [(number, False) for number in range(10)]


@pytest.mark.parametrize("door", DOORS)
async def test_one_delivery_ten_times_at_once_is_one_effect_and_one_answer(door: str, tmp_path: Path) -> None:
    async with running(PLATFORMS[door], tmp_path) as platform:
        who = next(iter(platform.people))
        written = platform.written(who, text(1))
        statuses = await asyncio.gather(*(platform.bring(written) for _ in range(10)))
        assert set(statuses) == {200}
        assert str(1) in await platform.answered(who)
        await platform.say(who, text(2))
        assert await effects(platform) == [1, 2]
        assert await numbers(platform, who) == [(1, False), (2, False)]


@pytest.mark.parametrize("door", SIGNED)
async def test_under_a_wrong_clock_nothing_comes_in_until_it_is_right_again(door: str, tmp_path: Path) -> None:
    off = timedelta(hours=9)

    kind: Any = PLATFORMS[door]

    class Wrong(kind):  # type: ignore[misc]  # chosen by name
        """Its door's clock can be wrong."""

        def clocks(self) -> dict[str, Any]:
            return {**super().clocks(), "clock": lambda: self.app.business.now() + off}

    async with running(Wrong, tmp_path) as platform:
        who = next(iter(PEOPLE))
        written = platform.written(who, text(1))
        assert 400 <= await platform.bring(written) < 500
        assert await count(platform, "inbox") == 0
        off = timedelta()
        assert await platform.bring(written) == 200
        assert "第1份" in await platform.answered(who)
        assert "第2份" in await platform.say(who, text(2))
