"""Lengths of time and what is counted by them: 半小时后, 三天前, 3个工作日内, 近三个月, 过两天, 提前半小时."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nlp.pattern import Pattern
from nlp.times.calendar import workdays_from
from nlp.times.numerals import amount_of
from nlp.times.period import DAY, add_months

SECONDS = {"second": 1, "minute": 60, "five": 300, "quarter": 900, "hour": 3600, "day": 86400, "week": 604800}
SECONDS |= {"workday": 86400, "month": 2592000, "season": 7776000, "year": 31536000}
_UNITS = (
    ("second", "秒钟?|secs?|seconds?"),
    ("quarter", "刻钟"),
    ("five", "字(?=(?:之|以)?[后内])"),
    ("hour", "小时|钟头|钟|(?<=[俩仨])点儿?(?!半|钟?[整0-9])|(?<=个)点儿?(?=(?:之|以)?后)|hours?|hrs?|h(?![a-z0-9])"),
    ("minute", "分[钟种]?|minutes?|mins?"),
    ("workday", "工作日|working days?|business days?"),
    ("day", "天|日(?!报|元|本|号)|days?"),
    ("week", "周(?![一二三四五六日末岁年期边]+)|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天])|weeks?"),
    ("month", "月|months?"),
    ("season", "季度"),
    ("year", "年|years?"),
)
_UNIT = "|".join(f"(?P<{name}>{words})" for name, words in _UNITS)
# 三个字 are fifteen minutes in Cantonese
_FINE = ("second", "minute", "five", "quarter", "hour")
_COUNT = r"\d{1,5}(?:\.\d+)?|[零〇一二两三四五六七八九十百千廿俩仨]{1,5}"
# one term: 半个小时, 两个半小时, 一小时半, 3天, 2.5小时
_TERM = Pattern(
    rf"(?:(?P<half>半) ?(?P<ge1>个?)|(?P<n>{_COUNT}|几|数)(?P<about>[来几多余]?) ?(?P<ge2>个?)(?P<mid>半)?(?P<ge3>个?)"
    rf"(?P<more>多?)) ?(?:{_UNIT})(?P<tail>半(?![天夜个路])|多)?"
)
_TERM_STARTS = frozenset("0123456789半零〇一二两三四五六七八九十百千廿俩仨几数")
_JOIN = Pattern(r" ?(?:又|零|加|外加|and)? ?")
_AFTER = Pattern(r" ?(?:(?:之|以|过)?[后後](?![台期续来面勤端天])|later)")
_AGO = Pattern(r" ?(?:(?:之|以)?前(?![台期端景途面天])|ago)")
_WITHIN = Pattern(r"(?:之|以)?内(?![容部在存])")
_AHEAD = Pattern(r"(?:(?:再|(?<![超经通没越胜]))过(?!了)|再等|in )(?= ?[\d半几零一二两三四五六七八九十俩仨])")
_ROLLING = Pattern(
    r"(?:(?P<back>最近的?这?|近|过去的?这?|这(?=[两俩仨三]个?月)|前(?=[\d一二两三四五六七八九十]{1,3}个?(?:月"
    r"|周|星期|季度|年|工作日))|last |past )"
    r"|(?P<on>未来的?|接下来的?|今后的?|往后的?|next ))(?= ?[\d半零一二两三四五六七八九十俩仨])"
)
_ROLLING_TAIL = Pattern(r"(?:之内|以内|以来|里|内|间)?")
# 提前半小时, and 早一个小时叫我
_BEFORE = Pattern(
    r"(?:提前|提早|(?:到[点时期]|开[会始场标]|出发|动身|见面|进场)之?前)(?=[\d半一二两三四五六七八九十俩])"
    r"|早(?=(?:[\d一二两三]{1,2}个?半?|半个?)(?:小时|钟头?|分钟|天)(?:提|叫|喊|通知|call|戳|告诉)我?)"
)
# 29日 is a date unless it is counted (60日内), and 15年3月 is a year
_A_DATE = {
    "日": Pattern(r"(?!(?:之|以)?[内后])"),
    "年": Pattern(
        r" ?的?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|第?[1-4一二三四]季|q[1-4]|[上下]半年"
        r"|[底初末尾]|中(?!国|心))"
    ),
}


@dataclass(frozen=True, slots=True)
class Length:
    """Whole units and what they add up to; `fine` when it has hours, minutes or seconds."""

    seconds: float
    days: float
    months: float
    workdays: int
    fine: bool
    only_years: bool
    vague: bool

    def moved(self, ref: datetime, sign: int) -> datetime:
        """The moment that far after or before."""
        if self.workdays:
            day = workdays_from(ref.date(), sign * self.workdays)
            return datetime.combine(day, ref.time(), ref.tzinfo)
        day = add_months(ref.date(), sign * int(self.months)) if self.months else ref.date()
        return datetime.combine(day, ref.time(), ref.tzinfo) + sign * timedelta(days=self.days, seconds=self.seconds)

    @property
    def total(self) -> float:
        """The length in seconds, a month being 30 days and a year 365."""
        years, months = divmod(self.months, 12)
        return self.seconds + 86400 * (self.days + self.workdays + 365 * years + 30 * months)


def length_at(text: str, pos: int, *, months: bool = False, days: bool = False) -> tuple[Length, int] | None:
    """The length that stands here: 1小时30分钟, 一个星期又三天.

    `months` lets 三月 be three months, `days` lets 两日 be two days.
    """
    terms: list[tuple[str, float, bool]] = []
    end = pos
    while len(terms) < 4:
        joint = _JOIN.match(text, end) if terms else None
        start = joint.end() if joint else end
        term = _term(text, start, months=months, later=bool(terms), days=days or months)
        if term is None or (terms and SECONDS[term[0]] >= SECONDS[terms[-1][0]]):
            break
        terms.append(term[:3])
        end = term[3]
    return (_sum(terms), end) if terms else None


def _term(text: str, pos: int, *, months: bool, later: bool, days: bool) -> tuple[str, float, bool, int] | None:
    """One count with its unit: (unit, count, vague, end)."""
    found = _TERM.match(text, pos)
    if not found:
        return None
    unit = next(name for name, _ in _UNITS if found[name])
    word = found[unit]
    counted = bool(found["ge1"] or found["ge2"] or found["ge3"])
    if not _unit_fits(unit, word, found, counted=counted, months=months, later=later):
        return None
    if word in ("日", "年") and not days and _A_DATE[word].match(text, found.end()):
        return None
    vague = found["n"] in ("几", "数") or bool(found["about"] or found["more"]) or found["tail"] == "多"
    count = 3.0 if found["n"] in ("几", "数") else (0.5 if found["half"] else amount_of(found["n"]))
    if not count:
        return None
    if found["mid"] or found["tail"] == "半":
        count += 0.5
    return unit, count, vague, found.end()


def _unit_fits(unit: str, word: str, found: re.Match[str], *, counted: bool, months: bool, later: bool) -> bool:
    """Whether the unit is one: 三个月 but not 三月, 3个钟 but not 三钟, 30分 only after hours."""
    if unit == "month" and word == "月":
        return counted or months or found["half"] is not None or found["n"] in ("俩", "仨", "两")
    if unit == "season":
        return counted or months
    if word == "钟" or unit == "five":
        return counted
    if word == "分":
        return later
    if unit == "year":
        number = found["n"] or ""
        return not counted and not (len(number) == 4 or number.startswith(("0", "零", "〇")) or (len(number) == 4))
    return not (unit == "day" and counted)


def _sum(terms: list[tuple[str, float, bool]]) -> Length:
    """The terms as one length; halves of months and years become days and months."""
    seconds = days = months = 0.0
    workdays = 0
    for unit, count, _ in terms:
        if unit in _FINE:
            seconds += SECONDS[unit] * count
        elif unit == "workday":
            workdays += int(count)
        elif unit in ("day", "week"):
            days += count * (7 if unit == "week" else 1)
        else:
            whole = count * {"month": 1, "season": 3, "year": 12}[unit]
            months += int(whole)
            days += round((whole - int(whole)) * 30)
    years = all(unit == "year" and count == int(count) for unit, count, _ in terms)
    halves = days != int(days)
    if halves:
        seconds, days = seconds + (days - int(days)) * 86400, float(int(days))
    fine = any(unit in _FINE for unit, _, _ in terms) or (halves and not days)
    return Length(seconds, days, months, workdays, fine, years, any(vague for _, _, vague in terms))


@dataclass(frozen=True, slots=True)
class Counted:
    """A length counted from now: the moment it leads to, or the stretch that it covers."""

    kind: str  # "moment" | "day" | "year" | "range" | "duration" | "before"
    length: Length
    start: datetime | None
    end: datetime | None
    stop: int


def counted_at(text: str, pos: int, ref: datetime) -> Counted | None:
    """半小时后, 3天内, 近30天, 过两天, 提前一天, or a plain length."""
    if text[pos] in _TERM_STARTS:
        found = length_at(text, pos)
        return _with_suffix(text, found[0], found[1], ref) if found else None
    if rolling := _ROLLING.match(text, pos):
        return _rolling(text, rolling, ref)
    if before := _BEFORE.match(text, pos):
        found = length_at(text, before.end())
        return Counted("before", found[0], None, None, found[1]) if found else None
    if ahead := _AHEAD.match(text, pos):
        found = length_at(text, ahead.end(), days=True)
        if not found or text.startswith("的", found[1]):
            return None
        after = _AFTER.match(text, found[1])
        return _moved(found[0], ref, 1, after.end() if after else found[1])
    return None


def _with_suffix(text: str, length: Length, end: int, ref: datetime) -> Counted | None:
    """The length with 后, 前 or 内 behind it, or alone."""
    if after := _AFTER.match(text, end):
        return _moved(length, ref, 1, after.end())
    if ago := _AGO.match(text, end):
        return _moved(length, ref, -1, ago.end())
    if within := _WITHIN.match(text, end):
        return _stretch(length, ref, 1, within.end())
    return Counted("duration", length, None, None, end)


def _moved(length: Length, ref: datetime, sign: int, stop: int) -> Counted | None:
    """The moment or day that far from now; None when it leaves the calendar."""
    try:
        moment = _checked(length, ref, sign)
    except (OverflowError, ValueError):
        return None
    kind = "moment" if length.fine else "year" if length.only_years and length.months else "day"
    return Counted(kind, length, moment, None, stop)


def _checked(length: Length, ref: datetime, sign: int) -> datetime:
    """The moment that far from now; ValueError for one that nobody can mean: 99999个工作日后."""
    if length.workdays > 1000:
        raise ValueError(length.workdays)
    moment = length.moved(ref, sign)
    if not 1 < moment.year < 9000:
        raise ValueError(moment.year)
    return moment


def _rolling(text: str, rolling: re.Match[str], ref: datetime) -> Counted | None:
    """最近30天, 未来48小时; None when no length follows."""
    found = length_at(text, rolling.end(), months=True)
    if not found:
        return None
    tail = _ROLLING_TAIL.match(text, found[1])
    return _stretch(found[0], ref, -1 if rolling["back"] else 1, tail.end() if tail else found[1])


def _stretch(length: Length, ref: datetime, sign: int, stop: int) -> Counted | None:
    """From now to that far ahead or back; days are whole ones, today counted: 最近30天 is today and 29 before."""
    try:
        far = _checked(length, ref, sign)
    except (OverflowError, ValueError):
        return None
    if length.fine:
        return Counted("range", length, min(ref, far), max(ref, far), stop)
    first, last = (far.date() + DAY, ref.date()) if sign < 0 else (ref.date(), far.date())
    return Counted("range", length, _midnight(first, ref), _midnight(last + DAY, ref), stop)


def _midnight(day: date, ref: datetime) -> datetime:
    """The beginning of a day where the reference is."""
    return datetime(day.year, day.month, day.day, tzinfo=ref.tzinfo)
