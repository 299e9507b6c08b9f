"""Dates: 2026-11-18, 11月18号, 下月底, 去年上半年, Q1, 12/5, 20号."""

import re
from dataclasses import replace
from datetime import date

from nlp.pattern import Pattern
from nlp.times.festivals import FESTIVAL_STARTS, festival_at
from nlp.times.frames import (
    DAY_LEFT,
    DAY_SIGN,
    Frame,
    bare_day_tail,
    framed,
    month_tail,
)
from nlp.times.numerals import NUMBER, NUMERALS, whole
from nlp.times.period import Asked, Bounds, Period, day_period, make_day, month_bounds, single_days, week_bounds
from nlp.times.words import cut
from nlp.times.years import TAIL_STARTS, YEAR_STARTS, year_at, year_tail_at

# the date, or None for one that the calendar has not; and where it ends
Read = tuple[Period | None, int]

_ISO = Pattern(
    r"(?P<y>(?:19|20)\d\d) ?[-/.] ?(?P<m>\d{1,2}) ?[-/.] ?(?P<d>\d{1,2})(?!\d|-\d{1,3}(?!\d)|\.\d)(?:[日号]|t(?=\d))?"
)
_COMPACT = Pattern(r"(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\da-z-])")
_ISO_MONTH = Pattern(r"(?P<y>(?:19|20)\d\d)[-/](?P<m>0[1-9]|1[0-2])(?![\d/-])")
# 12/5, 9-20, 8.15
_PAIR = Pattern(
    r"(?P<m>\d{1,2}) ?(?P<sep>[-/.]) ?(?P<d>\d{1,2})(?![\d/-]|\.\d| ?[%万千百亿元块折kw倍人个米吨斤公年月天周])"
)
_SIGN = Pattern(r"[日号]")
_HOURLY = Pattern(
    r"[日号]| ?(?:\d{1,2}:\d\d|\d{1,2}[点时](?!间)|上午|下午|早上|中午|晚上|傍晚|凌晨"
    r"|(?:周|星期|礼拜)[一二三四五六日天]|节[前后]|晚|[ap]\.?m(?![a-z])|\d{1,2}(?::\d\d)? ?[ap]m(?![a-z]))"
)
# 4.30 橘洲 电话, 补录5.26 meeting: at the head of a line, or after 补
_RECORDED = Pattern(r"(?:^|\n|补录?|补记|日期[:：]?) ?$")
# 下一步:4.20 发目录: after a label that asks for a time
_LABELLED = Pattern(
    r"(?:时间|日期|下一?[步次回]|后续|计划|next)[^,，。;；:：|\d]{0,4}[:：] ?$|"
    r"下[次回](?:跟进|回访|联系|拜访|见面|沟通)(?:时间|日期)? ?$"
)
_PAUSE = Pattern(r"[ ,，:：](?! ?[\d万千百亿元块%])|\n")
# 3.5 that fills the first line
_ALONE = Pattern(r"[ :：]*\n")
# 郄总监 11.25 电话, 12.1再约: between blanks, before a way to meet
_BLANK = frozenset(" |\n\t")
_MET_THEN = Pattern(r" ?(?:电话|微信|拜访|上门|见面|面谈|开会|视频|回访|再[约去聊谈跟访])")
# 11.12去的华星: at the head of a message
_WENT_THEN = Pattern(r"(?:我|咱|俺)?(?:去|拜访|上门|见了|跑了|[跟和给]\D{1,8}(?:打|开|聊|谈|吃|见))")
# 5.1到5.3号
_DOTTED_RANGE = Pattern(r" ?[到至~-] ?\d{1,2}\.\d{1,2}[日号]")
_FRACTION = Pattern(r"的|以上|左右|多|强|[个张件份]")
_EDGE = frozenset(" ,，。;；、()（）[]【】\n\t!！?？:：~到至从自于@")

_MONTH = Pattern(
    rf"(?P<m>{NUMBER}|(?<![0-9万千百亿美欧日港两块几单多公状])元) ?月份?"
    r"(?!饼|嫂|光|供|付|租|薪|销|结|子|球|亮|均|龄|卡|台)"
)
_MONTH_LEFT = Pattern(
    r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})(?= ?(?:[到至~-]|--) ?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)"
)
_MONTH_WORD = Pattern(r"(?P<pre>上上|下下|上|下|这|本|当|今|同)(?:一个|个|一)?月份?(?!球|亮|饼|薪|供|嫂)")
_WORD_STARTS = frozenset("上下这本当今同")
# the signs that dates begin with
DATE_STARTS = NUMERALS | YEAR_STARTS | FESTIVAL_STARTS | _WORD_STARTS | frozenset("月中第季年岁周q")
_DAY = Pattern(rf"(?P<d>{NUMBER}) ?{DAY_SIGN}")
_REST = Pattern(r"(?P<unit>[年月周])(?:之|以)?内(?![容部在存])")
_REST_STARTS = frozenset("年月周")
_SAME_DAY = Pattern(r"今天|今日|同一天|这一天")
_MONTH_PART = Pattern(r"月(?:底|末|尾|初|头|半|中(?!国|心|秋|旬))|[上中下]{1,2}旬")

_PART_STARTS = frozenset("月上中下")


def numeric_date_at(text: str, pos: int, asked: Asked) -> Read | None:
    """2026-11-18, 2026/11, 20261118, 12/5, 9-20 09:00, 8.15号."""
    if found := _ISO.match(text, pos) or _COMPACT.match(text, pos):
        day = make_day(int(found["y"]), int(found["m"]), int(found["d"]))
        return (day_period(day) if day else None), found.end()
    if found := _ISO_MONTH.match(text, pos):
        return Period(grain="month", fixed=month_bounds(int(found["y"]), int(found["m"]))), found.end()
    found = _PAIR.match(text, pos)
    if not found or not _plausible_pair(text, found):
        return None
    month, day_number = int(found["m"]), int(found["d"])
    period = month_day(month, day_number, asked.today)
    end = found.end()
    return (period, end + bool(_SIGN.match(text, end))) if period else None


def _plausible_pair(text: str, found: re.Match[str]) -> bool:
    """Whether two numbers are a date: 8.15 only before 号 or an hour, 9-20 also alone, 12/5 unless a fraction."""
    before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
    if before and ((before.isascii() and before.isalnum()) or before in "-/.#第￥¥$v"):
        return False
    if found["sep"] == "-" and _SIGN.match(text, found.end()) and not found["m"].startswith("0"):
        # 3-5号 are three days, 12-5号 is one
        return int(found["m"]) > int(found["d"])
    if _HOURLY.match(text, found.end()):
        return True
    if found["sep"] == ".":
        if _DOTTED_RANGE.match(text, found.end()):
            return True
        if _LABELLED.search(text[: found.start()]) or (before in _BLANK and _MET_THEN.match(text, found.end())):
            return True
        if not text[: found.start()].strip() and (
            _ALONE.match(text, found.end()) or _WENT_THEN.match(text, found.end())
        ):
            return True
        return len(found["d"]) == 2 and bool(
            _RECORDED.search(text[: found.start()]) and _PAUSE.match(text, found.end())
        )
    edges = (not before or before in _EDGE) and (not after or after in _EDGE)
    if found["sep"] == "-":
        return edges and (len(found["d"]) == 2 or found["m"].startswith("0"))
    fraction = int(found["d"]) <= 10 and int(found["m"]) < int(found["d"])
    if fraction and (_FRACTION.match(text, found.end()) or (before and before in "了占剩有付的是")):
        return False
    return not (after.isascii() and after.isalpha())


def month_day(month: int, day: int, today: date) -> Period | None:
    """A day of an open year; None when no year has it."""
    reach = 8 if (month, day) == (2, 29) else 2

    def around(anchor: date) -> list[Bounds]:
        return single_days(make_day(anchor.year + step, month, day) for step in range(-reach, reach + 1))

    return Period(grain="day", around=around) if around(today) else None


def date_at(text: str, pos: int, asked: Asked) -> Read | None:
    """A date with or without its year: 去年3月5日, 明年四月, 下月底, 国庆, 20号."""
    sign = text[pos]
    if (sign in NUMERALS or sign in YEAR_STARTS) and (year := year_at(text, pos, asked)):
        numbers, end, bare = year
        later = end + (text[end : end + 1] in (" ", "的"))
        return (
            year_tail_at(text, end, numbers)
            or _month_at(text, later, asked, numbers)
            or festival_at(text, later, asked, numbers)
            or _same_day(text, later, asked, numbers)
            or (_whole_year(numbers, end) if bare else None)
        )
    return (
        (_rest_of(text, pos, asked) if sign in _REST_STARTS else None)
        or festival_at(text, pos, asked)
        or _month_at(text, pos, asked, None)
        or (year_tail_at(text, pos, None, asked) if sign in TAIL_STARTS else None)
        or (_month_part(text, pos, asked) if sign in _PART_STARTS else None)
        or (_day_of_month(text, pos, asked) if sign in NUMERALS else None)
    )


def _rest_of(text: str, pos: int, asked: Asked) -> Read | None:
    """年内, 月内, 周内: from today to the end of it."""
    found = _REST.match(text, pos)
    if not found or (pos and (text[pos - 1] in NUMERALS or text[pos - 1] in "个本这当今每半")):
        return None
    today = asked.today
    if found["unit"] == "周":
        return Period(grain="range", fixed=(today, week_bounds(today)[1])), found.end()
    end = date(today.year + 1, 1, 1) if found["unit"] == "年" else month_bounds(today.year, today.month)[1]
    return Period(grain="range", fixed=(today, end)), found.end()


def _same_day(text: str, pos: int, asked: Asked, year: int) -> Read | None:
    """去年今天: the same day of another year."""
    found = _SAME_DAY.match(text, pos)
    if not found:
        return None
    day = make_day(year, asked.today.month, asked.today.day)
    return (day_period(day) if day else None), found.end()


def _whole_year(year: int, end: int) -> Read:
    """The year itself: 去年, 2008年."""
    return Period(grain="year", fixed=(date(year, 1, 1), date(year + 1, 1, 1))), end


def _month_at(text: str, pos: int, asked: Asked, year: int | None) -> Read | None:
    """A month by number or by its place, with what follows it: 3月8号, 下个月底, 本月十日."""
    if text[pos : pos + 1] in _WORD_STARTS and (found := _MONTH_WORD.match(text, pos)):
        if cut(text, pos):
            return None
        return _after_month(text, found.end(), asked, _relative(found["pre"], asked.today, year))
    found = _MONTH.match(text, pos) or _MONTH_LEFT.match(text, pos)
    if not found:
        return None
    month = None if found["m"][0] in "两俩仨" else whole(found["m"])
    if month is None or not 1 <= month <= 12:
        return _impossible_month(text, found.end())
    return _after_month(text, found.end(), asked, _numbered(month, year))


def _impossible_month(text: str, end: int) -> Read | None:
    """13月5号 is read to its end and names nothing."""
    tail = month_tail(text, end)
    return (None, tail[2]) if tail else None


def _relative(pre: str, today: date, year: int | None) -> Frame:
    """下个月, 上上月, 本月; with a year before it, that month of the year: 去年本月."""
    shift = len(pre) * {"上": -1, "下": 1}.get(pre[0], 0)
    first = month_bounds(today.year, today.month + shift)[0]
    return Frame(lambda _: [(year or first.year, first.month)], open=False)


def _numbered(month: int, year: int | None) -> Frame:
    """3月 of the named year, or of any; 2月 reaches further for its 29th."""
    if year is not None:
        return Frame(lambda _: [(year, month)], open=False)
    reach = 8 if month == 2 else 2
    return Frame(lambda anchor: [(anchor.year + step, month) for step in range(-reach, reach + 1)], open=True)


def _after_month(text: str, end: int, asked: Asked, frame: Frame) -> Read:
    """The month with its tail, or the whole month."""
    tail = month_tail(text, end) or bare_day_tail(text, end)
    if tail:
        return framed(frame, tail[0], tail[1], asked.today), tail[2]
    return framed(replace(frame, home="year"), month_bounds, "month", asked.today), end


def _month_part(text: str, pos: int, asked: Asked) -> Read | None:
    """月底, 月初, 中旬 of this month, or of the next when that is over."""
    found = _MONTH_PART.match(text, pos)
    if not found or (pos and text[pos - 1] in "个每岁"):
        return None
    tail = month_tail(text, pos)
    if tail is None:
        return None
    frame = Frame(lambda anchor: [_shifted(anchor, step) for step in (0, 1)], open=True, home="month")
    return framed(frame, tail[0], tail[1], asked.today), tail[2]


def _day_of_month(text: str, pos: int, asked: Asked) -> Read | None:
    """20号, and the left end of 3到8号."""
    found = _DAY.match(text, pos) or DAY_LEFT.match(text, pos)
    if not found or (
        pos and (text[pos - 1] in "第./#" or (text[pos - 1] in "前后这那头某" and found.group() == "一日"))
    ):
        return None
    day = whole(found["d"])
    if day is None or not 1 <= day <= 31:
        return (None, found.end()) if day is not None and day <= 99 and "日" in found.group() else None

    def tail(year: int, month: int) -> Bounds | None:
        made = make_day(year, month, day)
        return single_days([made])[0] if made else None

    frame = Frame(lambda anchor: [_shifted(anchor, step) for step in range(-3, 4)], open=True, home="month")
    return framed(frame, tail, "day", asked.today), found.end()


def _shifted(day: date, months: int) -> tuple[int, int]:
    """The year and month some months on."""
    first = month_bounds(day.year, day.month + months)[0]
    return first.year, first.month
