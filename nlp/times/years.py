"""Years, halves and quarters: 2027年, 去年, 零八年, 今年第一季度, Q3, 上半年, 年底, 2022年前十一个月."""

import re
from collections.abc import Callable
from datetime import date

from nlp.pattern import Pattern
from nlp.times.numerals import NUMBER, whole
from nlp.times.period import DAY, Asked, Bounds, Period, month_bounds, year_bounds
from nlp.times.words import cut

_HAN = "零〇一二三四五六七八九"
_YEAR = Pattern(
    rf"(?P<y>(?:19|20)\d\d|\d\d|[{_HAN}]{{4}}|[{_HAN}]{{2}}) ?年(?!级|龄|薪|费|会|货|利|轻|化|框|单|度|保|检|审|代)"
)
_YEAR_DEGREE = Pattern(r"(?P<y>(?:19|20)\d\d) ?年?度?(?= ?(?:q[1-4]|第[一二三四]季|[一二三四]季度|[上下]半年))")
_YEAR_WORDS = {
    "大前年": -3, "前年": -2, "去年": -1, "上一年": -1, "上年": -1, "旧年": -1, "今年": 0, "本年度": 0,
    "本年": 0, "这一年": 0, "当年": 0, "下一年": 1, "下年": 1, "明年": 1, "后年": 2, "大后年": 3,
}  # fmt: skip
YEAR_STARTS = frozenset(word[0] for word in _YEAR_WORDS)
_YEAR_WORD = Pattern(f"(?:{'|'.join(sorted(_YEAR_WORDS, key=len, reverse=True))})(?!框|货)")
_QUARTER = Pattern(
    r" ?的?(?:第?(?P<n>[一二三四1-4])(?:个季度?|季度|季(?!节|军|报))|(?<![a-z])q(?P<q>[1-4])(?![a-z\d]"
    r"))(?:的?(?P<edge>初|底|末))?"
)
_QUARTER_WORD = Pattern(r"(?P<pre>上上|下下|上|下|这|本|当)(?:一个|个|一)?季度?(?!节|军)(?:的?(?P<edge>初|底|末))?")
_QUARTER_END = Pattern(r"季度?(?P<edge>初|底|末)")
_HALF = Pattern(r" ?的?(?P<half>上|下|前|后)半年度?(?:的?(?P<edge>初|底|末))?")
_HALF_OPEN = Pattern(r"(?P<half>上|下)半年度?(?:的?(?P<edge>初|底|末))?")
_EDGE = Pattern(r" ?的?年?(?P<edge>底|末|尾|初|中(?![国心间午秋标介]))")
_EDGE_OPEN = Pattern(r"(?:年(?P<edge>底|末|尾|初|中(?![国心间午秋标介]))|岁末)")
_MONTHS = Pattern(rf" ?的?(?P<way>前|头|后|最后)(?P<n>{NUMBER})(?:个?月|个?(?P<season>季)度)")
_FIRST_LAST = Pattern(
    rf" ?的?(?:(?P<first>首|第一个?)|(?P<last>末|最后一个?))(?P<u>月|天|日|周|个月)|的?第(?P<n>{NUMBER})天"
)
_WHOLE = Pattern(r" ?(?:全年|一整年|整年|一年)")
# the signs that the last three can begin with where no year stands before them
TAIL_STARTS = frozenset("第一二三四1234q上下这本当季年岁")

Tail = Callable[[int], Bounds]


def year_at(text: str, pos: int, asked: Asked) -> tuple[int, int, bool] | None:
    """The year that stands here, where it ends, and whether it can stand alone: 15年 may be a length."""
    if found := _YEAR_WORD.match(text, pos):
        return asked.today.year + _YEAR_WORDS[found.group()], found.end(), True
    if found := _YEAR_DEGREE.match(text, pos):
        return int(found["y"]), found.end(), False
    found = _YEAR.match(text, pos)
    if not found:
        return None
    number = whole(found["y"]) if len(found["y"]) == 4 or found["y"].isascii() else _two(found["y"])
    if number is None:
        return None
    alone = len(found["y"]) == 4 or found["y"][0] in "0零〇"
    if number < 100:
        number += 2000 if number < 70 else 1900
    return (number, found.end(), alone) if 1900 <= number <= 2100 else None


def _two(text: str) -> int:
    """零八 → 8, 二六 → 26."""
    digits = [_HAN.index(sign) - (1 if _HAN.index(sign) else 0) for sign in text]
    return digits[0] * 10 + digits[1]


def year_tail_at(text: str, pos: int, year: int | None, asked: Asked | None = None) -> tuple[Period | None, int] | None:
    """What follows a year, or stands alone and means the year around now: 上半年, Q1, 年底."""
    if asked is not None and (found := _quarter_word(text, pos, asked)):
        return found
    for pattern, tail_of, grain in _SHAPES:
        if year is None and pattern in _ONLY_WITH_YEAR:
            continue
        match = _OPEN.get(pattern, pattern).match(text, pos) if year is None else pattern.match(text, pos)
        if not match or (year is None and _glued(text, pos)):
            continue
        tail = tail_of(match)
        kind = "day" if grain == "edge" or match.groupdict().get("edge") in ("底", "末", "尾") else grain
        if match.groupdict().get("edge") == "初":
            kind = "range"
        if match.groupdict().get("u") in ("月", "个月"):
            kind = "month"
        return _period(kind, tail, year), match.end()
    return None


def _glued(text: str, pos: int) -> bool:
    """Whether the sign before makes it another word: 近半年, 最上半年, 每年底."""
    return pos > 0 and text[pos - 1] in "每第近-.0123456789" and text[pos] != "年"


def _period(grain: str, tail: Tail, year: int | None) -> Period:
    """The stretch in the named year, or in the years around."""
    if year is not None:
        return Period(grain=grain, fixed=tail(year))
    if grain == "day":
        return Period(grain=grain, around=lambda anchor: [tail(anchor.year), tail(anchor.year + 1)])
    return Period(grain=grain, around=lambda anchor: [tail(anchor.year + step) for step in (-1, 0, 1)], home="year")


def _edged(bounds: Bounds, edge: str | None) -> Bounds:
    """底 is the last day of a stretch, 初 its first ten days."""
    if edge in ("底", "末", "尾"):
        return bounds[1] - DAY, bounds[1]
    return (bounds[0], bounds[0] + 10 * DAY) if edge == "初" else bounds


def _quarter(year: int, number: int) -> Bounds:
    """A quarter; numbers beyond 1 to 4 run into other years."""
    return month_bounds(year, 3 * number - 2)[0], month_bounds(year, 3 * number)[1]


def _quarter_tail(match: re.Match[str]) -> Tail:
    """第一季度, Q3, 四季度末."""
    number = whole(match["n"] or match["q"]) or 1
    return lambda year: _edged(_quarter(year, number), match["edge"])


def _quarter_word(text: str, pos: int, asked: Asked) -> tuple[Period, int] | None:
    """本季度, 上个季度, 季度末."""
    word = _QUARTER_WORD.match(text, pos)
    match = word or _QUARTER_END.match(text, pos)
    if not match or cut(text, pos) or (word is None and pos and text[pos - 1] in "一二三四每1234"):
        return None
    pre = match.groupdict().get("pre") or "本"
    shift = len(pre) * {"上": -1, "下": 1}.get(pre[0], 0)
    number = (asked.today.month - 1) // 3 + 1 + shift
    bounds = _edged(_quarter(asked.today.year, number), match["edge"])
    return Period(grain="day" if match["edge"] in ("底", "末") else "range", fixed=bounds), match.end()


def _half_tail(match: re.Match[str]) -> Tail:
    """上半年, 下半年."""
    low, high = (1, 6) if match["half"] in "上前" else (7, 12)
    return lambda year: _edged((month_bounds(year, low)[0], month_bounds(year, high)[1]), match["edge"])


def _edge_tail(match: re.Match[str]) -> Tail:
    """年底 is the last day, 年初 the first ten days, 年中 the end of June."""
    if match["edge"] == "中":
        return lambda year: (date(year, 6, 30), date(year, 7, 1))
    return lambda year: _edged(year_bounds(year), match["edge"] or "底")


def _months_tail(match: re.Match[str]) -> Tail:
    """2022年前十一个月, 二零二一年后三月."""
    count = min((whole(match["n"]) or 1) * (3 if match["season"] else 1), 12)
    if match["way"] in ("前", "头"):
        return lambda year: (date(year, 1, 1), month_bounds(year, count)[1])
    return lambda year: (month_bounds(year, 13 - count)[0], date(year + 1, 1, 1))


def _first_last(match: re.Match[str]) -> Tail:
    """2005年首月, 2025年第一天, 今年最后一天, 明年第100天."""
    if match["n"]:
        count = whole(match["n"]) or 1
        return lambda year: (date(year, 1, 1) + (count - 1) * DAY, date(year, 1, 1) + count * DAY)
    if match["u"] in ("月", "个月"):
        return lambda year: month_bounds(year, 1 if match["first"] else 12)
    span = 7 * DAY if match["u"] == "周" else DAY
    if match["first"]:
        return lambda year: (date(year, 1, 1), date(year, 1, 1) + span)
    return lambda year: (date(year + 1, 1, 1) - span, date(year + 1, 1, 1))


def _whole_tail(_: re.Match[str]) -> Tail:
    """今年全年, 今年一整年."""
    return year_bounds


_SHAPES: tuple[tuple[Pattern, Callable[[re.Match[str]], Tail], str], ...] = (
    (_QUARTER, _quarter_tail, "range"),
    (_HALF, _half_tail, "range"),
    (_MONTHS, _months_tail, "range"),
    (_FIRST_LAST, _first_last, "day"),
    (_WHOLE, _whole_tail, "year"),
    (_EDGE, _edge_tail, "edge"),
)
_ONLY_WITH_YEAR = {_MONTHS, _FIRST_LAST, _WHOLE}
_OPEN = {_HALF: _HALF_OPEN, _EDGE: _EDGE_OPEN}
