"""When series come: workdays with 调休, weekly ones before a rest day, and quiet hours."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from commands.calendar import Calendar
from commands.hours import Hours, hours_of
from commands.series import Series

pytestmark = pytest.mark.unit

ZONE = ZoneInfo("Asia/Shanghai")
OFFICIAL = Calendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def series(**more: object) -> Series:
    return Series(schedule=uuid4(), command="digest.daily", at=time(18), **more)  # type: ignore[arg-type]


def test_a_daily_digest_passes_over_the_holiday_and_comes_on_a_worked_saturday() -> None:
    daily = series()
    assert daily.after(at("2026-09-30 18:00"), ZONE, OFFICIAL) == at("2026-10-08 18:00")
    assert daily.after(at("2026-10-09 18:00"), ZONE, OFFICIAL) == at("2026-10-10 18:00")  # a worked Saturday


def test_what_an_admin_changed_counts_more_than_the_official_calendar() -> None:
    ours = Calendar(changed={date(2026, 11, 23): False, date(2026, 11, 22): True})
    assert series().after(at("2026-11-20 19:00"), ZONE, ours) == at("2026-11-22 18:00")
    assert series().after(at("2026-11-22 19:00"), ZONE, ours) == at("2026-11-24 18:00")


def test_a_weekly_one_comes_on_the_last_workday_before_its_rest_day() -> None:
    friday = series(every="week", weekday=4)
    assert friday.after(at("2026-11-16 09:00"), ZONE, OFFICIAL) == at("2026-11-20 18:00")
    off = Calendar(changed={date(2026, 11, 20): False})
    assert friday.after(at("2026-11-16 09:00"), ZONE, off) == at("2026-11-19 18:00")
    assert friday.after(at("2026-09-28 09:00"), ZONE, OFFICIAL) == at("2026-09-30 18:00")  # 10-02 is a holiday


def test_a_week_without_a_workday_has_no_weekly_digest() -> None:
    away = Calendar(changed={date(2026, 11, day): False for day in range(16, 23)})
    assert series(every="week").after(at("2026-11-15 09:00"), ZONE, away) == at("2026-11-27 18:00")


def test_a_monthly_one_comes_on_the_first_workday() -> None:
    assert series(every="month").after(at("2026-09-30 19:00"), ZONE, OFFICIAL) == at("2026-10-08 18:00")


def test_the_coming_year_is_estimated_until_somebody_says_it() -> None:
    assert not OFFICIAL.estimated(date(2026, 10, 1))
    assert OFFICIAL.estimated(date(2027, 10, 8))
    assert not Calendar(changed={date(2027, 10, 8): True}).estimated(date(2027, 10, 8))


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [("20:59", False), ("21:00", True), ("23:30", True), ("03:00", True), ("07:59", True), ("08:00", False)],
)
def test_quiet_hours_run_over_midnight(clock: str, quiet: bool) -> None:
    assert Hours().quiet(at(f"2026-11-20 {clock}")) is quiet


def test_quiet_hours_end_in_the_morning() -> None:
    assert Hours().quiet_ends(at("2026-11-20 23:00")) == at("2026-11-21 08:00")
    assert Hours().quiet_ends(at("2026-11-20 03:00")) == at("2026-11-20 08:00")


def test_hours_are_settings() -> None:
    ours = hours_of({"morning": "08:30", "quiet": ["12:00", "14:00"]})
    assert ours.morning == time(8, 30)
    assert ours.quiet(at("2026-11-20 13:00"))
    assert not ours.quiet(at("2026-11-20 23:00"))
    assert not hours_of({"quiet": ["00:00", "00:00"]}).quiet(at("2026-11-20 00:00"))
