"""Times kept in words, and read again on the day: 3天后, 下周一, 这个月."""

from datetime import date, datetime, timedelta

from nlp.reading import Moment
from nlp.said import moment
from nlp.times import find_times


def moment_in(words: str, now: datetime, *, ahead: bool) -> Moment | None:
    """The moment that the words mean on this day; None where they mean none."""
    times = find_times(words, now, "future" if ahead else "past")
    return moment(times[0], now, ahead=ahead, said=words) if len(times) == 1 else None


def period_in(words: str, now: datetime) -> tuple[date, date] | None:
    """The first and last day that the words mean on this day."""
    times = find_times(words, now, "past")
    if len(times) != 1 or times[0].start is None:
        return None
    first = times[0].start.date()
    ends = times[0].end
    last = first if ends is None else max(first, (ends - timedelta(microseconds=1)).date())
    return first, last
