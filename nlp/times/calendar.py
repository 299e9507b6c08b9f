"""Lunar days, solar terms and public holidays, from tyme4py and holidays; both are loaded when first needed."""

from datetime import date, timedelta
from functools import cache

TERMS = (
    "冬至",
    "小寒",
    "大寒",
    "立春",
    "雨水",
    "惊蛰",
    "春分",
    "清明",
    "谷雨",
    "立夏",
    "小满",
    "芒种",
    "夏至",
    "小暑",
    "大暑",
    "立秋",
    "处暑",
    "白露",
    "秋分",
    "寒露",
    "霜降",
    "立冬",
    "小雪",
    "大雪",
)


@cache
def lunar_day(year: int, month: int, day: int) -> date | None:
    """The day of a lunar date (a leap month is negative); 腊月二十三 of 2026 is 2027-01-30."""
    from tyme4py.lunar import LunarDay

    try:
        solar = LunarDay.from_ymd(year, month, day).get_solar_day()
    except ValueError:
        return None
    return date(solar.get_year(), solar.get_month(), solar.get_day())


@cache
def lunar_eve(year: int) -> date | None:
    """The last day of a lunar year, 除夕: 2026 → 2027-02-05."""
    spring = lunar_day(year + 1, 1, 1)
    return spring - timedelta(days=1) if spring else None


@cache
def solar_term(year: int, name: str) -> date | None:
    """The day of a solar term in a civil year: 冬至 of 2026 → 2026-12-22."""
    from tyme4py.solar import SolarTerm

    index = TERMS.index(name)
    for cycle in (year, year + 1):
        day = SolarTerm.from_index(cycle, index).get_julian_day().get_solar_day()
        if day.get_year() == year:
            return date(year, day.get_month(), day.get_day())
    return None


@cache
def _days_off(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Public holidays of a year, and the weekend days that are worked instead (调休)."""
    import holidays

    official = holidays.country_holidays("CN", years=[year])
    return frozenset(official), frozenset(getattr(official, "weekend_workdays", ()))


def is_workday(day: date) -> bool:
    """Whether China works on that day: 2026-10-10, a Saturday, is worked; 2026-10-05 is not."""
    off, worked = _days_off(day.year)
    return day in worked or (day.weekday() < 5 and day not in off)


def is_scheduled(year: int) -> bool:
    """Whether the year's holidays and 调休 have been announced; before that, they are estimated."""
    return any(day.year == year for day in _days_off(year)[1])


def workdays_from(day: date, count: int) -> date:
    """The count-th workday after the day (before it, when negative): 3个工作日后."""
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_workday(day)
    return day


def next_holiday(day: date) -> date | None:
    """The first public holiday on a weekday or not, on or after the day: 节前, 节后."""
    for year in (day.year, day.year + 1):
        later = [off for off in _days_off(year)[0] if off >= day]
        if later:
            return min(later)
    return None
