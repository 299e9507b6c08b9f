"""Which day a time of day belongs to, where the day is said apart: 喊我明天去，我答应早上八点半到; 昨天上午…，下午…"""

import re
from dataclasses import replace
from datetime import datetime

from nlp.reading import Moment
from nlp.steps import Around
from nlp.text import fold
from nlp.times import TimeSpan

_PART = r"一?(?:大?清?早[晨上]?|[上中下]午|晚上|傍晚|头晌|过晌|晌午|午后|下晡)"
_CLOCK = r"[0-9一二两三四五六七八九十]{1,3}\s?[点时:](?:[0-9零一二三四五六七八九十]{1,3}分?|半|整|钟|[一三]刻)?"
_DAYLESS = re.compile(rf"{_PART}|(?:{_PART}的?)?{_CLOCK}")
# 早上八点半|到, 十点|碰头, 八点|就得到
_MEETS = re.compile(
    r"\s*(?:就|准时|之?前|左右)*(?:得|要|能|会|准)*(?:到|过去|去|见|碰|出发|集合|开始|进场|开[会讲工始]|动身|上门|[,，。;!~]|$)"
)
_HALF = 12
# 我答应|早上八点半
_PROMISES = re.compile(r"(?:我|咱)们?(?:就|也|都|已经)?(?:说|答应|应|回|跟[他她])[^,，。;]{0,5}$")


def is_dayless(said: str) -> bool:
    """Whether words name a part of the day or an hour, and no day: 下午, 三点半."""
    return _DAYLESS.fullmatch(fold(said)) is not None


def at_hour(day: Moment, said: str, hour: datetime, around: Around) -> Moment:
    """A day to come at an hour that is said after it, where somebody is to be there by then."""
    if day.clocked or not is_dayless(said) or around.of_others or around.over:
        return day
    if not (_MEETS.match(around.after) or _PROMISES.search(around.before)):
        return day
    later = _HALF if not day.day_only and hour.hour < _HALF <= day.value.hour else 0
    value = day.value.replace(hour=hour.hour + later, minute=hour.minute)
    return replace(day, value=value, day_only=False, clocked=True)


def on_day(time: Moment, hour: datetime, day: Moment, now: datetime) -> Moment:
    """A part of today on the day that was told of before: 昨天上午…，下午…"""
    if not is_dayless(time.said) or is_dayless(day.said) or time.value.date() != now.date():
        return time
    return replace(time, value=datetime.combine(day.value.date(), hour.timetz()))


def of_today(time: TimeSpan, now: datetime) -> bool:
    """Whether a part of today is said without its hour: 我下午就派人过去."""
    return time.start is not None and not time.clocked and time.start.date() == now.date()


_PART_BEGINS = {"morning": 6, "noon": 11, "afternoon": 12, "evening": 17}


def begun(time: TimeSpan, now: datetime) -> bool:
    """Whether a part of today that its default hour puts ahead has begun: 下午 said at 14:20."""
    if time.start is None or time.clocked or time.start.date() != now.date():
        return False
    return now.hour >= _PART_BEGINS.get(time.part or "", 24)


def vague_today(time: TimeSpan, now: datetime) -> bool:
    """Whether a time of today without its hour says too little of what is to come: 今天, and 下午 said at 14:20."""
    return time.part is None or begun(time, now)


_WEEKDAY = re.compile(r"周|星期|礼拜")
_PART_OVER = {"dawn": 6, "morning": 12, "noon": 14, "afternoon": 18}


def is_part_over(time: TimeSpan, now: datetime) -> bool:
    """Whether a part of today has passed altogether: 上午 said at 12:40."""
    return now.hour >= _PART_OVER.get(time.part or "", 24)


def earlier_today(past: TimeSpan, future: TimeSpan, now: datetime) -> bool:
    """Whether an hour that may lie on either side was earlier today: 晚上八点 said at nine; but 周三 is next week's."""
    if past.start is None or past.start == future.start or past.start.date() != now.date():
        return False
    return past.clocked and not _WEEKDAY.search(past.text)


def closer_ahead(past: TimeSpan, future: TimeSpan, now: datetime) -> bool:
    """Whether a time that may lie on either side is closer ahead than back."""
    return past.start is not None and future.start is not None and future.start - now < now - past.start
