"""What a time phrase means, as a plain value."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeSpan:
    """One time phrase of a text: where it stands and what it means."""

    start_offset: int
    end_offset: int
    text: str
    # minute | day | week | month | year | range | duration | recurring
    grain: str
    # aware, in the zone of the reference; None for durations and for words as vague as 改天
    start: datetime | None = None
    # exclusive; None for an instant or a part of a day
    end: datetime | None = None
    # for ranges: "day" or "minute"
    unit: str | None = None
    # dawn | morning | noon | afternoon | evening, as said (下午三点 and 下午 alike)
    part: str | None = None
    # a clock time was said (十点, 14:30); False for a day, or a default hour of a part of day
    clocked: bool = False
    # length of a duration
    seconds: float | None = None
    # a duration counted back from another time: 提前半小时
    before: bool = False
    # recurring: (unit, n) with unit minute | hour | day | week | month | year | workday
    every: tuple[str, float] | None = None
    # recurring: HH:MM
    at: str | None = None
    # recurring: 1 is Monday
    weekdays: tuple[int, ...] = ()
    # recurring: -1 is the last day
    monthday: int | None = None
    month: int | None = None
    # RFC 5545 rule of a recurring time
    rule: str | None = None
    # the time is the end of what was promised: 六点前, 周五之前
    deadline: bool = False
    # not to be built on: 过阵子, 改天; such a span may have no start at all
    vague: bool = False


def span_json(span: TimeSpan) -> dict[str, Any]:
    """The span as plain JSON values, in the shape that the corpus scorer reads."""
    shape: dict[str, Any] = {
        "text": span.text,
        "offset": [span.start_offset, span.end_offset],
        "grain": span.grain,
        "start": span.start.isoformat() if span.start else None,
        "end": span.end.isoformat() if span.end else None,
    }
    for name in ("unit", "part", "seconds", "at", "monthday", "month", "rule"):
        value = getattr(span, name)
        if value is not None:
            shape[name] = value
    if span.every:
        shape["every"] = {"unit": span.every[0], "n": span.every[1]}
    if span.weekdays:
        shape["weekdays"] = list(span.weekdays)
    for flag in ("clocked", "before", "deadline", "vague"):
        if getattr(span, flag):
            shape[flag] = True
    return shape
