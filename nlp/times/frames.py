"""Years and months as said, open or named, and what follows them: 底, 上旬, 第3个星期日, 第一季度."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from nlp.pattern import Pattern
from nlp.times.numerals import NUMBER, whole
from nlp.times.period import DAY, Bounds, Period, make_day, month_bounds


@dataclass(frozen=True, slots=True)
class Frame:
    """The years or months that may be meant around a day: one when named, several when open."""

    find: Callable[[date], list[tuple[int, int]]]
    open: bool
    home: str = "near"


# a way to find days inside (year, month); None when it has none such
Tail = Callable[[int, int], Bounds | None]
# the tail, its grain and where the words end
Found = tuple[Tail, str, int]

WEEKDAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
WEEKDAYS |= {str(number): number for number in range(1, 8)}
WEEK = "周|星期|礼拜"

_NOT_A_DAY = (
    "仓|楼|线|机|门|店|库|桌|车|房|院|厂|馆|柜|台|棚|码头|泊位|口|位|员|段|站|塔|区|地"
    "|文|令|码|公馆|会议室|展|井|炉|料|样|单|箱|包|产|厅|座|栋|幢|文件|方案|订单|合同"
    "|客户|选手|技师|工位|标段|选|公路|院子|油|汽油|柴油|钢|宿舍|通知"
)
DAY_SIGN = rf"(?:日(?!报|本|元|均|内|后|前天)|号(?!{_NOT_A_DAY}))"
_DAY = Pattern(rf" ?的?(?P<d>{NUMBER}) ?{DAY_SIGN}")
# the left end of 12-19日, 3到8号
DAY_LEFT = Pattern(
    rf"(?P<d>\d{{1,2}}|[一二三四五六七八九十廿]{{1,3}})(?= ?(?:[到至~、-]|--) ?(?:\d{{1,2}}"
    rf"|[一二三四五六七八九十廿]{{1,3}}){DAY_SIGN})"
)
# 一月二十三, 正月初八; 6月18 with nothing countable after it
_DAY_BARE = Pattern(
    r"(?:初(?P<first>[一二三四五六七八九十])|(?P<han>[一二三]?十[一二三四五六七八九]?"
    r"|廿[一二三四五六七八九]?|[一二三四五六七八九](?![一二三四五六七八九十百千]))"
    r"|(?P<digits>\d{1,2})(?![\d.:%/]))(?! ?[点时个万千百亿天周年月块元台件家位人条份次折吨批米w~-])"
)
# 月底|28号: the day that is meant more exactly
_DAY_WITHIN = Pattern(
    rf" ?的?月?(?:[底末尾初中头]|[上中下]旬) ?(?P<d>\d{{1,2}}|[一二三四五六七八九十廿]{{1,3}}) ?{DAY_SIGN}"
)
_TAILS: tuple[tuple[Pattern, str], ...] = (
    (Pattern(r" ?的?月?(?:底|末|尾)(?!下(?![午班周个]))(?:的?最后一[天日])?"), "last"),
    (Pattern(r" ?的?(?:最后一天|最后一日)"), "last"),
    (Pattern(r" ?的?(?:上中旬|中上旬)"), "not late"),
    (Pattern(r" ?的?中下旬"), "not early"),
    (Pattern(r" ?的?上旬"), "early"),
    (Pattern(r" ?的?中旬"), "middle"),
    (Pattern(r" ?的?下旬"), "late"),
    (Pattern(r" ?的?月?初(?![一二三四五六七八九十步期次级稿])|月头"), "early"),
    (Pattern(r" ?的?月?中(?![午心间国旬秋标])|月半(?![年载])"), "mid"),
    (Pattern(r" ?的?上半月"), "first half"),
    (Pattern(r" ?的?下半月"), "second half"),
)
NTH_WEEKDAY = Pattern(rf" ?的?(?:第(?P<n>[一二三四五1-5])个?|(?P<last>最后)一?个?)(?:{WEEK})(?P<w>[一二三四五六日天])")
_NTH_DAY = Pattern(rf" ?的?第(?P<n>{NUMBER})天")
_NTH_WEEK = Pattern(r" ?的?第(?P<n>[一二三四五1-5])个?周(?![一二三四五六日])")
_SOME_DAYS = Pattern(rf" ?的?(?P<way>前|后|最后|头)(?P<n>{NUMBER})天")


def month_tail(text: str, pos: int) -> Found | None:
    """What follows a month: a day, 底, 上旬, 第3个星期日; None when nothing does."""
    if found := _DAY.match(text, pos) or DAY_LEFT.match(text, pos):
        return _day_tail(whole(found["d"])), "day", found.end()
    if found := _DAY_WITHIN.match(text, pos):
        return _day_tail(whole(found["d"])), "day", found.end()
    for pattern, name in _TAILS:
        if found := pattern.match(text, pos):
            return _stretch(name), "range" if name in _LONG else "day", found.end()
    if found := NTH_WEEKDAY.match(text, pos):
        return _nth_weekday(found), "day", found.end()
    if found := _NTH_DAY.match(text, pos):
        return _day_tail(whole(found["n"])), "day", found.end()
    if found := _NTH_WEEK.match(text, pos):
        return _nth_week(whole(found["n"]) or 1), "week", found.end()
    if found := _SOME_DAYS.match(text, pos):
        return _some_days(found["way"] in "前头", whole(found["n"]) or 1), "range", found.end()
    return None


def bare_day_tail(text: str, pos: int) -> Found | None:
    """A day without its sign right after a month: 一月二十三, 正月初八, 6月18."""
    found = _DAY_BARE.match(text, pos)
    if not found:
        return None
    day = whole(found["first"] or found["han"] or found["digits"])
    if found["first"] is None and (day is None or not 1 <= day <= 31):
        return None
    return _day_tail(day), "day", found.end()


def _day_tail(day: int | None) -> Tail:
    """A day by its number."""

    def tail(year: int, month: int) -> Bounds | None:
        found = make_day(year, month, day) if day else None
        return (found, found + DAY) if found else None

    return tail


_LONG = {"not late", "not early", "early", "middle", "late", "first half", "second half"}


def _stretch(name: str) -> Tail:
    """月底 is the last day, 月中 the 15th, 上旬 and 月初 the first ten days."""

    def tail(year: int, month: int) -> Bounds | None:
        first, after = month_bounds(year, month)
        if name == "last":
            return after - DAY, after
        if name == "mid":
            return first + 14 * DAY, first + 15 * DAY
        low, high = _EDGES[name]
        return first + low * DAY, min(first + high * DAY, after)

    return tail


_EDGES = {"early": (0, 10), "middle": (10, 20), "late": (20, 31), "first half": (0, 15), "second half": (15, 31)}
_EDGES |= {"not late": (0, 20), "not early": (10, 31)}


def _nth_weekday(found: re.Match[str]) -> Tail:
    """6月第3个星期日, 四月的最后一个星期一."""
    weekday, count = WEEKDAYS[found["w"]] - 1, whole(found["n"]) if found["n"] else 0

    def tail(year: int, month: int) -> Bounds | None:
        day = nth_weekday(year, month, weekday, count or -1)
        return (day, day + DAY) if day else None

    return tail


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date | None:
    """The count-th Monday (weekday 0) and so on of a month; the last one for -1."""
    first, after = month_bounds(year, month)
    if count < 0:
        last = after - DAY
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
    return day if day < after else None


def _nth_week(count: int) -> Tail:
    """11月第一周: the Monday-to-Sunday week that holds the 1st, the 8th and so on."""

    def tail(year: int, month: int) -> Bounds | None:
        day = month_bounds(year, month)[0] + timedelta(days=7 * (count - 1))
        first = day - timedelta(days=day.weekday())
        return first, first + 7 * DAY

    return tail


def _some_days(front: bool, count: int) -> Tail:
    """4月前4天, 11月最后三天."""

    def tail(year: int, month: int) -> Bounds | None:
        first, after = month_bounds(year, month)
        span = min(count, (after - first).days) * DAY
        return (first, first + span) if front else (after - span, after)

    return tail


def framed(frame: Frame, tail: Tail, grain: str, today: date) -> Period | None:
    """The period that a frame and its tail name; None when no year or month has it: 2月30号."""
    if not frame.open:
        years = frame.find(today)
        bounds = tail(*years[0]) if years else None
        return Period(grain=grain, fixed=bounds) if bounds else None

    def around(day: date) -> list[Bounds]:
        return [bounds for year, month in frame.find(day) if (bounds := tail(year, month))]

    return Period(grain=grain, around=around, home=frame.home) if around(today) else None
