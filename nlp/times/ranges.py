"""Ranges between two moments: 3号到8号, 周三至五, 明天下午3点-5点, 晚上10点到2点, 自2020-05-26至2020-05-29止."""

from datetime import datetime, time

from nlp.pattern import Pattern
from nlp.times.clock import PUBLIC
from nlp.times.moments import Moment, Nothing, follow, moment_at, moment_day, moment_start
from nlp.times.period import Asked
from nlp.times.span import TimeSpan

_SEPARATOR = Pattern(r"(?: ?(?:到|至|~|--?|直到|起至) ?(?:的)?| to | until )")
_UNTIL = Pattern(r" ?(?:止|为止)")


def range_at(text: str, pos: int, left: Moment, asked: Asked) -> TimeSpan | Nothing | None:
    """The range that begins with a moment, when a second one follows; Nothing when its end does not exist."""
    separator = _SEPARATOR.match(text, left.stop)
    if not separator or separator.end() >= len(text):
        return None
    right = moment_at(text, separator.end(), asked, after=left)
    if isinstance(right, Nothing):
        return right if left.period else None
    if right is None or (right.part and not right.clock and not right.period):
        return None
    unit = "minute" if right.clock or (left.clock and right.part) else "day"
    ends = _ends(left, right, unit, asked)
    if ends is None:
        return None
    until = _UNTIL.match(text, right.stop)
    stop = until.end() if until else right.stop
    return TimeSpan(
        start_offset=pos,
        end_offset=stop,
        text=asked.said[pos:stop],
        grain="range",
        start=ends[0],
        end=ends[1],
        unit=unit,
        clocked=unit == "minute",
        part=PUBLIC.get(left.part or "", left.part),
    )


def _ends(left: Moment, right: Moment, unit: str, asked: Asked) -> tuple[datetime, datetime] | None:
    """Where a range begins and ends; one that is under way counts as future: 四月到十月 said in July."""
    if left.period and left.period.around and asked.prefer == "future":
        ends = _ends(left, right, unit, asked.beside(None))
        if ends and ends[1] > asked.ref:
            return ends
    days = moment_day(left, asked)
    if days is None:
        return None
    start = moment_start(left, days, asked)
    end = follow(right, left, start, asked)
    if unit == "day":
        bounds = moment_day(right, asked, after=start.date())
        end = datetime.combine(bounds[1], time(), asked.ref.tzinfo) if bounds else None
    return (start, end) if end and end > start else None
