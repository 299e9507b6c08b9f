"""Times that come again: 每周一早上9点, 每个工作日早8:50, 每月5号, 每隔两周, 每年3月8号, every other Friday."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from nlp.pattern import Pattern
from nlp.times.clock import Clock, clock_at, instant, part_at
from nlp.times.frames import NTH_WEEKDAY, WEEK, WEEKDAYS, nth_weekday
from nlp.times.numerals import NUMBER, whole
from nlp.times.period import DAY, add_months

_UNITS = (
    ("workday", "工作日|上班日|working day|workday|weekday"),
    ("hour", "小时|钟头|hours?"),
    ("minute", "分[钟种]|minutes?"),
    ("quarter", "刻钟"),
    ("day", "天|日|晚上?|早上?|days?|night|morning"),
    ("week", "周(?!年|期|边|转)|星期|礼拜|weeks?"),
    ("month", "月|months?"),
    ("season", "季度?|quarters?"),
    ("year", "年|years?"),
)
_UNIT = "|".join(f"(?P<{name}>{words})" for name, words in _UNITS)
_EVERY = Pattern(
    rf"(?P<each>每(?:逢|到|当)?|每隔|隔|逢|every (?P<other>other )?)(?P<n>{NUMBER}|半)? ?(?P<ge>个?)"
    rf"(?P<mid>半)?(?:{_UNIT})"
)
_DAILY = Pattern(r"天天|日日|(?P<part>晚晚|朝朝)")
_WORKDAYS = Pattern(r"(?<![个下上0-9])(?:法定)?工作日(?!历|志|程|报(?![告备送给到名]))")
_ENGLISH_DAY = Pattern(
    r"every (?P<other>other )?(?P<w>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?(?![a-z])"
)
_DAY_SIGNS = r"[一二三四五六日天]|[1-7](?![\d:点号])"
_WEEKDAYS = Pattern(
    rf" ?的?(?:{WEEK})?(?P<first>六日|末|{_DAY_SIGNS})(?P<more>(?:(?:[、,，和跟及与同/ ]"
    rf"|以及|还有)? ?(?:每?(?:{WEEK}))?(?:{_DAY_SIGNS})(?![点时月号个]))*)(?:[到至~-](?:{WEEK})?(?P<last>"
    rf"{_DAY_SIGNS}))?"
)
_WITH_WEEK = Pattern(rf" ?的?(?:{WEEK})(?P<first>六日|末|{_DAY_SIGNS})")
_TIMES = Pattern(r"[一二两三四五六七\d](?:次|回|趟|[个家位条份]|遍|天)")
_MONTHDAYS = Pattern(rf" ?的?(?P<days>{NUMBER}[日号]?(?:(?:[、,，和跟及与同]|以及|还有) ?{NUMBER}[日号])*)(?<=[日号])")
_LAST_DAY = Pattern(r" ?的?(?:(?:月?[底末尾])?的?最后一[天日]|月?[底末尾])")
_FIRST_DAY = Pattern(r" ?的?(?:第一[天日]|月?初)")
_MONTH_OF_YEAR = Pattern(rf" ?的?(?P<m>{NUMBER})月份?(?:(?P<d>{NUMBER})[日号])?")
_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQ = {"minute": "MINUTELY", "hour": "HOURLY", "day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Repeat:
    """A time that comes again, without its hour yet."""

    unit: str
    count: float = 1
    weekdays: tuple[int, ...] = ()
    monthdays: tuple[int, ...] = ()
    # which of the month's: 每月第一个周一 is 1, 最后一个 is -1
    nth: int | None = None
    month: int | None = None
    part: str | None = None
    clock: Clock | None = field(default=None)

    @property
    def at(self) -> str | None:
        """The hour as HH:MM, when one was said or follows from a part of the day."""
        if self.clock is None and self.part is None:
            return None
        return instant(date(2000, 1, 1), self.part, self.clock, None).strftime("%H:%M")

    @property
    def rule(self) -> str:
        """The RFC 5545 rule: 每两周周一上午10点 → FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=10;BYMINUTE=0."""
        unit, weekdays = ("week", (1, 2, 3, 4, 5)) if self.unit == "workday" else (self.unit, self.weekdays)
        parts = [f"FREQ={_FREQ[unit]}"]
        if self.count != 1:
            parts.append(f"INTERVAL={self.count:g}")
        if self.month:
            parts.append(f"BYMONTH={self.month}")
        if self.monthdays:
            parts.append("BYMONTHDAY=" + ",".join(map(str, self.monthdays)))
        if weekdays:
            parts.append("BYDAY=" + ",".join(f"{self.nth or ''}{_NAMES[day - 1]}" for day in weekdays))
        if self.at:
            hour, minute = self.at.split(":")
            parts.append(f"BYHOUR={int(hour)};BYMINUTE={int(minute)}")
        return ";".join(parts)

    def first_after(self, ref: datetime) -> datetime | None:
        """The first time that it comes after the reference; None when the rule alone does not say."""
        if self.unit in ("minute", "hour"):
            return None
        day = ref.date()
        for _ in range(800):
            if self._falls_on(day) and (moment := instant(day, self.part, self.clock, ref.tzinfo)) > ref:
                return moment
            day += DAY
        return None

    def _falls_on(self, day: date) -> bool:
        """Whether the rule names that day."""
        if self.unit == "workday" and day.weekday() > 4:
            return False
        if self.month and day.month != self.month:
            return False
        if self.weekdays and day.isoweekday() not in self.weekdays:
            return False
        if self.nth and nth_weekday(day.year, day.month, day.weekday(), self.nth) != day:
            return False
        if not self.monthdays:
            return True
        last = (add_months(day.replace(day=1), 1) - DAY).day
        return any(day.day == (number if number > 0 else last) for number in self.monthdays)


def repeat_at(text: str, pos: int) -> tuple[Repeat, int] | None:
    """The recurring time that stands here and where it ends."""
    found = _head(text, pos)
    if found is None:
        return None
    repeat, end = found
    if repeat.unit in ("minute", "hour"):
        return repeat, end
    return _with_hour(text, end, repeat)


def _head(text: str, pos: int) -> tuple[Repeat, int] | None:
    """The words for how often: 每天, 工作日, 每隔两周, every other Friday."""
    if daily := _DAILY.match(text, pos):
        part = {"晚晚": "evening", "朝朝": "morning"}.get(daily["part"] or "")
        return Repeat(unit="day", part=part), daily.end()
    if workdays := _WORKDAYS.match(text, pos):
        return Repeat(unit="workday"), workdays.end()
    if english := _ENGLISH_DAY.match(text, pos):
        day = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(english["w"][:3]) + 1
        return Repeat(unit="week", count=2 if english["other"] else 1, weekdays=(day,)), english.end()
    found = _EVERY.match(text, pos)
    if not found or (found["each"] == "隔" and text[found.end() : found.end() + 1] in ("壁", "日", "间")):
        return None
    unit = next(name for name, _ in _UNITS if found[name])
    if unit == "month" and found["n"] and not found["ge"]:
        return None
    return _specified(text, found.end(), _counted(found, unit))


def _counted(found: re.Match[str], unit: str) -> Repeat:
    """How many units apart: 每两周 → 2, 每半个钟头 → 30 minutes, 隔周 and 每隔一天 → 2, 每隔两周 → 2."""
    count: float = 1.0
    if found["n"]:
        count = 0.5 if found["n"] == "半" else float(whole(found["n"]) or 1)
    if found["mid"]:
        count += 0.5
    if ("隔" in found["each"] or found["other"]) and count == 1 and unit not in ("hour", "minute", "quarter"):
        count = 2
    if unit in ("hour", "quarter") and (count != int(count) or unit == "quarter"):
        unit, count = "minute", count * (60 if unit == "hour" else 15)
    if unit in ("season", "year") and (unit == "season" or count == 0.5):
        unit, count = "month", count * (3 if unit == "season" else 12)
    word = found[next(name for name, _ in _UNITS if found[name])]
    part = {
        "晚": "evening",
        "晚上": "evening",
        "night": "evening",
        "早": "morning",
        "早上": "morning",
        "morning": "morning",
    }.get(word)
    return Repeat(unit=unit, count=int(count) if count == int(count) else count, part=part)


def _specified(text: str, end: int, repeat: Repeat) -> tuple[Repeat, int]:
    """Which day of the week, month or year: 每周一三五, 每月5号跟20号, 每年3月8号."""
    if repeat.unit == "week" and not _TIMES.match(text, end):
        return _on_weekdays(text, end, repeat)
    if repeat.unit == "month":
        if found := NTH_WEEKDAY.match(text, end):
            nth = -1 if found["last"] else whole(found["n"])
            return replace(repeat, weekdays=(WEEKDAYS[found["w"]],), nth=nth), found.end()
        for pattern, day in ((_LAST_DAY, -1), (_FIRST_DAY, 1)):
            if found := pattern.match(text, end):
                return replace(repeat, monthdays=(day,)), found.end()
        if found := _MONTHDAYS.match(text, end):
            numbers = (whole(word) or 0 for word in re.findall(NUMBER, found["days"]))
            return replace(repeat, monthdays=tuple(sorted(day for day in numbers if 1 <= day <= 31))), found.end()
    if repeat.unit == "year" and (found := _MONTH_OF_YEAR.match(text, end)) and 1 <= (whole(found["m"]) or 0) <= 12:
        monthdays = (whole(found["d"]) or 1,) if found["d"] else ()
        return replace(repeat, month=whole(found["m"]), monthdays=monthdays), found.end()
    return repeat, end


def _on_weekdays(text: str, end: int, repeat: Repeat) -> tuple[Repeat, int]:
    """每周一, 每周三、周五, 每周一到周五, 每周六日, 每两周的周一."""
    pattern = _WEEKDAYS if repeat.count == 1 or _WITH_WEEK.match(text, end) else _WITH_WEEK
    found = pattern.match(text, end)
    if not found:
        return repeat, end
    groups = found.groupdict()
    days = _expand(found["first"]) + [WEEKDAYS[sign] for sign in groups.get("more") or "" if sign in WEEKDAYS]
    if groups.get("last"):
        days += range(days[-1], WEEKDAYS[groups["last"] or "日"] + 1)
    return replace(repeat, weekdays=tuple(sorted(set(days)))), found.end()


def _expand(word: str) -> list[int]:
    """六日 and 末 are two days."""
    return [6, 7] if word in ("六日", "末") else [WEEKDAYS[word]]


def _with_hour(text: str, end: int, repeat: Repeat) -> tuple[Repeat, int]:
    """The hour behind the words: 每天早上8点, 每个工作日早8:50, 每周五17:30."""
    pos = end + (text[end : end + 1] in (" ", "的"))
    part = part_at(text, pos, beside=True)
    if part:
        repeat, end = replace(repeat, part=part[0]), part[1]
        pos = end + (text[end : end + 1] == " ")
    clock = clock_at(text, pos, sure=True, after_part=part is not None)
    if clock and clock[0]:
        return replace(repeat, clock=clock[0], part=repeat.part or clock[0].part), clock[1]
    return repeat, end
