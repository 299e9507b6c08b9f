"""The times of a message as said, each with its past and its future reading, and which moment or days they name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nlp.clauses import Clause
from nlp.phrases import TIME
from nlp.reading import Moment, Period, Span
from nlp.scene import Scene
from nlp.times import TimeSpan

# when each part of a day is over, for a default hour that has passed already
_PART_ENDS = {"dawn": 6, "morning": 12, "noon": 14, "afternoon": 18, "evening": 24, None: 24}
MORNING = 9
_SOON = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One time of the message with both of its readings; `open` when the words leave the side to choose."""

    start: int
    end: int
    words: str
    past: TimeSpan
    future: TimeSpan

    @property
    def open(self) -> bool:
        """Whether the words leave the side open: 周五, 20号."""
        return self.past.start != self.future.start


def said_times(scene: Scene, clauses: Sequence[Clause], *, denied: bool = False) -> list[Said]:
    """The times of the clauses, in order; those that the speaker takes back (周二啊不对是周三) or denies (不是周三) are
    left out, unless `denied` ones are wanted, too."""
    found = []
    for clause in clauses:
        for span in scene.of_kind("time", clause.start, clause.end):
            past, future = scene.past.get(span.start, span.value), scene.future.get(span.start, span.value)
            if isinstance(past, TimeSpan) and isinstance(future, TimeSpan) and (denied or not _is_denied(scene, span)):
                found.append(
                    Said(
                        start=span.start,
                        end=span.end,
                        words=scene.text[span.start : span.end],
                        past=past,
                        future=future,
                    )
                )
    return found


def _is_denied(scene: Scene, span: Span) -> bool:
    if _TAKEN_BACK.match(scene.folded, span.end) and not _PUT_RIGHT.search(scene.folded, 0, span.start):
        return True
    return _DENIED.search(scene.masked, 0, span.start) is not None


_TAKEN_BACK = re.compile(r"\s*[啊哦呃,，]*\s*(?:不对|不是|错了|说错|[前后]?也就是|就是(?=[0-9]))")
# 说下周三，不是|这周三; 下周二过去，还是说|周三
_DENIED = re.compile(
    rf"(?<!{TIME})(?<!{TIME}[啊哦呃,，])(?<!{TIME}[,，啊]\s)(?:(?<!是)不是|并非|而非|还是说)(?:说|指)?的?\s*$"
)
# 是周四不是周三
_PUT_RIGHT = re.compile(r"(?:是|改成|改到|应该)\s*$")
_LONG = ("week", "month", "year", "range")


def moment(time: TimeSpan, now: datetime, *, ahead: bool, said: str = "") -> Moment | None:
    """The time as one moment; a day alone keeps its day (at 09:00 where it lies ahead). None where it names no moment,
    or where its default hour is over: then it must be asked for."""
    if time.start is None or time.vague or time.rule:
        return None
    if time.grain in _LONG and not _one_day(time) and not time.clocked:
        return None
    day_only = (
        (time.grain == "day" or _one_day(time)) and time.part is None and not time.clocked and not _has_hour(time)
    )
    value = time.start
    if ahead:
        if day_only:
            value = value.replace(hour=MORNING, minute=0)
        if value <= now and not time.clocked:
            if value.date() != now.date():
                return None
            value = _soon(now)
            over = _PART_ENDS[time.part]
            if value.date() != now.date() or (over < 24 and value.hour >= over):
                return None
            day_only = False
    elif value > now:
        if value.date() > now.date():
            return None
        value = value if day_only else now.replace(second=0, microsecond=0)
    return Moment(value=value, said=said or time.text, clocked=time.clocked, day_only=day_only)


def _one_day(time: TimeSpan) -> bool:
    """周末 stands for its Saturday; 国庆前一天 is a range of one day."""
    if time.unit == "day" and time.start and time.end and time.end - time.start == timedelta(days=1):
        return True
    return "周末" in time.text and time.grain == "range" and not time.part


def _has_hour(time: TimeSpan) -> bool:
    return time.start is not None and (time.start.hour, time.start.minute) != (0, 0)


def _soon(now: datetime) -> datetime:
    """The next half hour at least 30 minutes away: 15:10 → 16:00."""
    earliest = now.replace(second=0, microsecond=0) + _SOON
    return earliest + timedelta(minutes=-earliest.minute % 30)


def ahead(said: Said, scene: Scene) -> bool:
    """Whether a time may lie ahead and can be built on."""
    time = said.future
    return time.start is not None and time.start > scene.now and not (time.before or time.vague)


def period(scene: Scene, clauses: Sequence[Clause], *, ahead: bool = False) -> Period | None:
    """The range of days that the clauses name: 这周, 昨天, 上个月, 最近30天."""
    for said in said_times(scene, clauses):
        time = said.future if ahead else said.past
        if time.start is None or time.before:
            continue
        first = time.start.date()
        last = first
        if time.end is not None and time.grain in (*_LONG, "day"):
            last = max(first, (time.end - timedelta(microseconds=1)).date())
        if time.deadline and first > scene.now.date():
            first = scene.now.date()
        return Period(first=first, last=last, said=said.words)
    return None
