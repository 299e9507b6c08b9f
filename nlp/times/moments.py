"""A day, a part of the day and a clock time that stand together: 下周三上午十点, 月底下午五点, 3pm tomorrow."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from nlp.pattern import Pattern
from nlp.times.clock import Clock, clock_at, instant, part_at
from nlp.times.dates import DATE_STARTS, Read, date_at, numeric_date_at
from nlp.times.english import english_at, filler_end
from nlp.times.numerals import whole
from nlp.times.period import DAY, Asked, Period, choose, choose_after, day_period
from nlp.times.weeks import DAY_STARTS, WEEK_STARTS, named_day_at, week_at, weekday_alone_at

# 11月18日（周三）下午, 冬至（12月21）中午, 明天 周三 上午
_WEEKDAY_NOTE = Pattern(
    r" ?[(（][^()（）,，。;；点时:午早晚]{1,9}[)）]"
    r"(?=[ 的]?(?:[上中下]午|早|晚|傍|凌|\d{1,2}[:点]|[一二两三四五六七八九十]{1,2}点))|"
    r" ?[(（] ?(?:周|星期|礼拜)[一二三四五六日天] ?[)）]| (?:周|星期)[一二三四五六日天](?= |上|下|早|晚|中|\d)|"
    r",? ?(?:星期|周)[一二三四五六日天](?=[上下早晚中]|\d{1,2}[:点])"
)
_GAP = Pattern(r"[ ,，]{1,2}(?=\d|[上下早晚中傍凌零一二两三四五六七八九十])|的|那天|当天的?|t(?=\d)")
_EARLIER = Pattern(r"的?(?:之|提)?前(?P<n>[一二两三四五六七]|\d{1,2})天(?!内|左右)")


@dataclass(frozen=True, slots=True)
class Moment:
    """What was said of one moment; at least one of day, part and clock is there."""

    period: Period | None
    part: str | None
    clock: Clock | None
    stop: int

    @property
    def precise(self) -> bool:
        """Whether it names a time on a day and not just days."""
        return self.part is not None or self.clock is not None


@dataclass(frozen=True, slots=True)
class Nothing:
    """Words that look like a time but name none, to be stepped over: 2月30号, 25点."""

    stop: int


def moment_at(text: str, pos: int, asked: Asked, after: Moment | None = None) -> Moment | Nothing | None:
    """The moment that stands here; `after` is the left end of a range that this may end."""
    read = _period_at(text, pos, asked)
    if read is None and after and after.period and after.period.home == "week":
        read = weekday_alone_at(text, pos)
    if read is None:
        return _hour_at(text, pos, asked, None, pos, after)
    period, end = read
    if note := _WEEKDAY_NOTE.match(text, end):
        end = note.end()
    period, end = _days_before(text, period, end, asked)
    hour = _hour_at(text, _gap_end(text, end), asked, period, end, after)
    if period is None:
        return Nothing(hour.stop if hour else end)
    return hour or Moment(period, period.part, None, end)


def _period_at(text: str, pos: int, asked: Asked) -> Read | None:
    """The day, week, month or year that stands here."""
    sign = text[pos]
    if sign.isascii() and sign.isalpha() and sign != "q":
        return english_at(text, pos, asked)
    if sign.isdigit() and (found := numeric_date_at(text, pos, asked) or english_at(text, pos, asked)):
        return found
    if sign in DAY_STARTS and (found := named_day_at(text, pos, asked)):
        return found
    if sign in WEEK_STARTS and (found := week_at(text, pos, asked)):
        return found
    return date_at(text, pos, asked) if sign in DATE_STARTS else None


def _days_before(text: str, period: Period | None, end: int, asked: Asked) -> tuple[Period | None, int]:
    """12/1前一天, 周五前两天: some days before a day."""
    found = _EARLIER.match(text, end)
    if not found or period is None or period.grain != "day":
        return period, end
    days = choose(period, asked, None)
    count = whole(found["n"])
    return (day_period(days[0] - count * DAY) if days and count else period), found.end()


def _gap_end(text: str, end: int) -> int:
    """Where the part of the day or the clock time may begin: 明天，下午3点; tomorrow at 3pm."""
    gap = _GAP.match(text, end)
    stop = gap.end() if gap else end
    stop += text[stop : stop + 1] == " "
    return filler_end(text, stop)


def _hour_at(
    text: str, pos: int, asked: Asked, period: Period | None, day_end: int, after: Moment | None
) -> Moment | Nothing | None:
    """The part of the day and the clock time behind a day, or standing alone."""
    if period is not None and period.grain not in ("day", "range"):
        return None
    part, end = period.part if period else None, day_end
    beside = period is not None or pos != day_end
    found = part_at(text, pos, beside=beside and part is None)
    while found and _part_fits(text, found[1]):
        # 今晚午夜: the later word is the closer one
        part, end = found
        pos = end + (text[end : end + 1] in (" ", "的", ",", "，"))
        found = part_at(text, pos, beside=False)
    sure = beside or part is not None or after is not None
    clock = clock_at(text, pos, sure=sure, after_part=part is not None)
    if clock is None:
        return Moment(period, part, None, end) if end > day_end else None
    if clock[0] is None:
        return Nothing(clock[1])
    return _with_trailing(text, Moment(period, part or clock[0].part, clock[0], clock[1]), asked)


def _part_fits(text: str, end: int) -> bool:
    """Not a part of the day inside another word: 早上好, 晚上好, 中午饭."""
    return not text.startswith(("好", "茶", "班车", "饭"), end) or text.startswith("好的", end)


def _with_trailing(text: str, moment: Moment, asked: Asked) -> Moment:
    """An English hour may come before its part or its day: 2:30 pm, 3pm tomorrow, 5pm on Dec 5."""
    end = moment.stop + (text[moment.stop : moment.stop + 1] == " ")
    if moment.part is None and end < len(text) and text[end] in "apimn" and (part := part_at(text, end, beside=True)):
        moment = replace(moment, part=part[0], stop=part[1])
        end = moment.stop + (text[moment.stop : moment.stop + 1] == " ")
    if moment.period is None and text[moment.stop : moment.stop + 1] == " ":
        start = filler_end(text, end)
        read = english_at(text, start, asked) if start < len(text) else None
        if read and read[0] and read[0].grain == "day":
            return replace(moment, period=read[0], stop=read[1])
    return moment


def moment_day(moment: Moment, asked: Asked, after: date | None = None) -> tuple[date, date] | None:
    """The stretch of days that is meant; without a day said, the nearest on the preferred side."""
    hour = _instant_of(moment, asked) if moment.clock else None
    if moment.period is None:
        return _open_day(moment, asked)
    if after is not None:
        return choose_after(moment.period, after, asked)
    if moment.part and moment.clock is None and moment.period.strict:
        hour = _instant_of(moment, asked)
    return choose(moment.period, asked, hour)


def _instant_of(moment: Moment, asked: Asked):  # type: ignore[no-untyped-def]
    """How a day becomes the moment on it."""
    return lambda day: instant(day, moment.part, moment.clock, asked.ref.tzinfo)


def _open_day(moment: Moment, asked: Asked) -> tuple[date, date]:
    """An hour without a day: today, or the day beside it where the preferred side asks for it.

    下午三点 said at 15:15 as a reminder is tomorrow's. A part of the day alone stays today's as long as
    it lies ahead: whether 早上 at noon means tomorrow is for the caller to ask.
    """
    today = asked.today
    moment_today = instant(today, moment.part, moment.clock, asked.ref.tzinfo)
    if moment_today > asked.ref and asked.prefer == "past":
        earlier = instant(today - DAY, moment.part, moment.clock, asked.ref.tzinfo)
        return (today - DAY, today) if earlier <= asked.ref else (today - 2 * DAY, today - DAY)
    if moment.clock and asked.prefer == "future":
        yesterday = instant(today - DAY, moment.part, moment.clock, asked.ref.tzinfo)
        if yesterday >= asked.ref and asked.ref.hour < 5:
            return today - DAY, today
        if moment_today < asked.ref:
            return today + DAY, today + 2 * DAY
    return today, today + DAY


def moment_start(moment: Moment, days: tuple[date, date], asked: Asked) -> datetime:
    """When it begins."""
    return instant(days[0], moment.part, moment.clock, asked.ref.tzinfo)


def follow(moment: Moment, left: Moment, start: datetime, asked: Asked) -> datetime | None:
    """The right end of a range, read by the left: 早上9点到11点, 周五3点到5点, 晚上10点-2点, 9点到5点."""
    if moment.period is not None or moment.clock is None:
        days = moment_day(moment, asked, after=start.date())
        return moment_start(moment, days, asked) if days else None
    first = start.date()
    if left.part in ("evening", "midnight") and start.hour < 5:
        first -= DAY
    tries = [moment, replace(moment, part=moment.part or "afternoon")]
    if moment.part is None and left.part:
        tries.insert(0, replace(moment, part=left.part))
    for candidate in tries:
        end = instant(first, candidate.part, candidate.clock, asked.ref.tzinfo)
        if end > start:
            return end
    return instant(first + DAY, moment.part, moment.clock, asked.ref.tzinfo)
