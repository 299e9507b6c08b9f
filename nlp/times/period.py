"""A day, week, month or year that words name, and how to choose when they name several."""

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar, cast

# first day, and the day after the last
Bounds = tuple[date, date]
DAY = timedelta(days=1)
T = TypeVar("T")


class Asked:
    """The words as written, when they were said (`today` is the speaker's day), and on which side of that they lie.

    It learns from being read: `weighed`, whether the side mattered; and what does not hang on the side, for `beside`.
    """

    __slots__ = ("_kept", "_prefer", "ref", "said", "today", "weighed")

    def __init__(self, said: str, ref: datetime, prefer: str | None) -> None:
        self.said = said
        self.ref = ref
        self.today = ref.date()
        self.weighed = False
        self._prefer = prefer
        self._kept: dict[tuple[Callable[..., Any], int], Any] = {}

    @property
    def prefer(self) -> str | None:
        """The side, to be asked for only where it makes a difference."""
        self.weighed = True
        return self._prefer

    def beside(self, prefer: str | None) -> "Asked":
        """The same words with another side, or none, preferred."""
        other = Asked(self.said, self.ref, prefer)
        other._kept = self._kept
        return other

    def once(self, read: Callable[[str, int, "Asked"], T], text: str, pos: int) -> T:
        """What is read at a place of the folded words; read again only for another side, and only if that matters."""
        if (read, pos) in self._kept:
            return cast(T, self._kept[read, pos])
        before, self.weighed = self.weighed, False
        found = read(text, pos, self)
        if not self.weighed:
            self._kept[read, pos] = found
        self.weighed = self.weighed or before
        return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """What a date phrase names: one stretch of days, or several of which one is meant."""

    grain: str
    # one stretch: 明天, 2026年3月
    fixed: Bounds | None = None
    # the stretches around a day, in order: 周三, 3月8号, 20号
    around: Callable[[date], list[Bounds]] | None = None
    # what "here" is when no side is preferred: the same "week", the same "month", the same "year", or the "near" one
    home: str = "near"
    # the same day does not count as future: 周三 said on a Wednesday is next week's
    strict: bool = False
    # an hour that belongs to the words: 今晚, 明早, 下班前
    part: str | None = None
    vague: bool = False


def day_period(day: date | None, *, vague: bool = False) -> Period:
    """One day; a day that the calendar has not names nothing: 2月30号."""
    return Period(grain="day", fixed=(day, day + DAY) if day else None, vague=vague)


@lru_cache(maxsize=4096)
def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has none such."""
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


@lru_cache(maxsize=1024)
def month_bounds(year: int, month: int) -> Bounds:
    """A month; months beyond 1 to 12 run into other years: (2026, 14) is 2027-02."""
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return first, first + timedelta(days=monthrange(first.year, first.month)[1])


def year_bounds(year: int) -> Bounds:
    """A year."""
    return date(year, 1, 1), date(year + 1, 1, 1)


@lru_cache(maxsize=1024)
def week_bounds(day: date, offset: int = 0) -> Bounds:
    """The week of a day, Monday first, moved by some weeks: 下周 is offset 1."""
    first = day - timedelta(days=day.weekday()) + timedelta(weeks=offset)
    return first, first + timedelta(days=7)


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the month's last: 1月31日 and a month is 2月28日."""
    first, after = month_bounds(day.year, day.month + months)
    return min(first + timedelta(days=day.day - 1), after - DAY)


def single_days(days: Iterable[date | None]) -> list[Bounds]:
    """Days as stretches, those that do not exist left out."""
    return [(day, day + DAY) for day in days if day]


def choose(period: Period, asked: Asked, instant: Callable[[date], datetime] | None) -> Bounds | None:
    """The stretch that is meant; `instant` gives the moment of a day when an hour was said."""
    if period.around is None:
        return period.fixed
    choices = period.around(asked.today)
    found = None
    side = asked.prefer
    if side == "future":
        found = next((bounds for bounds in choices if _ahead(bounds, period, asked, instant)), None)
    elif side == "past":
        found = next((bounds for bounds in reversed(choices) if _behind(bounds, asked, instant)), None)
    return found or _at_home(choices, period.home, asked.today)


def choose_after(period: Period, first: date, asked: Asked) -> Bounds | None:
    """The stretch that ends a range: the first one not before the day that the range starts."""
    if period.around is None:
        return period.fixed
    choices = period.around(first)
    return next((bounds for bounds in choices if bounds[0] >= first), None) or choose(period, asked, None)


def _ahead(bounds: Bounds, period: Period, asked: Asked, instant: Callable[[date], datetime] | None) -> bool:
    """Whether a stretch is still to come."""
    if instant:
        return instant(bounds[0]) >= asked.ref
    if period.strict:
        return bounds[0] > asked.today
    return bounds[1] > asked.today


def _behind(bounds: Bounds, asked: Asked, instant: Callable[[date], datetime] | None) -> bool:
    """Whether a stretch has begun."""
    return instant(bounds[0]) <= asked.ref if instant else bounds[0] <= asked.today


def _at_home(choices: list[Bounds], home: str, today: date) -> Bounds | None:
    """The stretch that the bare words name: this week's, this month's, or the nearest."""
    if not choices:
        return None
    if home == "week":
        first, after = week_bounds(today)
    elif home == "month":
        first, after = month_bounds(today.year, today.month)
    else:
        first, after = year_bounds(today.year)
    for bounds in choices:
        if first <= bounds[0] < after and (home != "near" or abs((bounds[0] - today).days) <= 183):
            return bounds
    return min(choices, key=lambda bounds: abs((bounds[0] - today).days))
