"""What has come due fires once: late rather than never, and never twice."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from bot.clock import BusinessClock
from bot.due import DueRunner
from store import due
from store.database import Tx
from tests.integration.bot.conftest import House

pytestmark = pytest.mark.integration
START = datetime(2026, 11, 18, 8, 40, tzinfo=UTC)


def runner(house: House, clock: BusinessClock) -> DueRunner:
    return DueRunner(house.border, house.echo, now=clock.now)


def plan(house: House, *minutes: int, command: str = "remind") -> list[UUID]:
    """Due rows so many minutes after the start, each of a schedule of its own."""
    schedules = [uuid4() for _ in minutes]

    def work(tx: Tx) -> None:
        for schedule, minute in zip(schedules, minutes, strict=True):
            due.add(
                tx,
                house.workspace,
                schedule=schedule,
                fire_at=START + timedelta(minutes=minute),
                command=command,
                args={},
                maker=None,
            )

    house.database.write(work).result()
    return schedules


async def test_what_is_due_fires_in_order_and_the_next_is_told(house: House) -> None:
    schedules = plan(house, -30, -10, 20)
    assert await runner(house, BusinessClock(START)).run() == START + timedelta(minutes=20)
    assert {row.schedule for row in house.echo.fired} == set(schedules[:2])
    assert house.count("SELECT count(*) FROM due WHERE state = 'done'") == 2


async def test_after_an_outage_what_was_missed_fires_once_however_many_look(house: House) -> None:
    plan(house, *range(40))
    clock = BusinessClock(START + timedelta(hours=5))
    await asyncio.gather(*(runner(house, clock).run() for _ in range(4)))
    await runner(house, clock).run()
    assert len(house.echo.fired) == 40
    assert len({row.schedule for row in house.echo.fired}) == 40


async def test_a_schedule_has_one_row_for_a_time(house: House) -> None:
    [schedule] = plan(house, 0)

    def again(tx: Tx) -> None:
        due.add(tx, house.workspace, schedule=schedule, fire_at=START, command="remind", args={}, maker=None)

    house.database.write(again).result()
    clock = BusinessClock(START)
    await runner(house, clock).run()
    house.database.write(again).result()
    await runner(house, clock).run()
    assert len(house.echo.fired) == 1


async def test_a_bug_is_tried_three_times_and_the_others_go_on(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.due.backoff", lambda *_, **__: 0.0)
    plan(house, -3, command="bug")
    plan(house, -2, -1)
    clock = BusinessClock(START)
    for _ in range(4):  # in the others' company it fails, too, which is not counted
        await runner(house, clock).run()
    assert len(house.echo.fired) == 2
    assert 3 <= house.echo.tries["bug"] <= 6
    assert [row.command for row in house.echo.given_up] == ["bug"]
    assert house.count("SELECT count(*) FROM due WHERE state = 'dead' AND reason = 'RuntimeError'") == 1
    assert house.count("SELECT attempts FROM due WHERE state = 'dead'") == 2
