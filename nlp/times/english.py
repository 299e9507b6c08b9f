"""English dates inside Chinese talk: tomorrow, next Tue, this Friday, Dec 5, 5 Dec 2026, tonight."""

import re
from datetime import date

from nlp.pattern import Pattern
from nlp.times.dates import Read, month_day
from nlp.times.period import DAY, Asked, Bounds, Period, day_period, make_day, month_bounds, week_bounds, year_bounds

_DAYS = {"today": 0, "tonight": 0, "tomorrow": 1, "tmr": 1, "tmrw": 1, "yesterday": -1}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = Pattern(
    r"(?:the )?(?:(?P<over>day after tomorrow)|(?P<ere>day before yesterday)|(?P<day>today"
    r"|tonight|tomorrow|tmrw?|yesterday))(?![a-z])"
)
_WEEKDAY = Pattern(
    r"(?:(?P<pre>next|this|last|coming|on) )?(?P<w>mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?"
    r"|fri|sat(?:ur)?|sun)(?P<day>day)?s?(?![a-z])"
)
_PERIOD = Pattern(r"(?P<pre>next|this|last) (?P<unit>week|month|quarter|year|weekend)(?![a-z])")
_MONTH_NAME = (
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH_DAY = Pattern(_MONTH_NAME + r"\.? ?(?P<d>\d{1,2})(?:st|nd|rd|th)?(?!\d|:|[ap]m)(?:,? ?(?P<y>20\d\d))?")
_DAY_MONTH = Pattern(
    r"(?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th)? (?:of )?" + _MONTH_NAME + r"(?![a-z])\.?(?:,? (?P<y>20\d\d))?"
)
_FILLER = Pattern(r"(?:at|on|by|before|due) ")


def english_at(text: str, pos: int, asked: Asked) -> Read | None:
    """The English date that stands here; only at the beginning of a word."""
    if pos and ((text[pos - 1].isascii() and text[pos - 1].isalnum()) or text.endswith("black ", 0, pos)):
        return None
    if found := _WORD.match(text, pos):
        shift = 2 if found["over"] else -2 if found["ere"] else _DAYS[found["day"]]
        day = asked.today + shift * DAY
        part = "evening" if found["day"] == "tonight" else None
        return Period(grain="day", fixed=(day, day + DAY), part=part), found.end()
    if found := _PERIOD.match(text, pos):
        return _period(found, asked), found.end()
    if (found := _WEEKDAY.match(text, pos)) and _is_weekday(found):
        return _weekday(found, asked), found.end()
    if found := _MONTH_DAY.match(text, pos) or _DAY_MONTH.match(text, pos):
        return _month_day(found, asked), found.end()
    return None


def _is_weekday(found: re.Match[str]) -> bool:
    """Sun and Sat alone are names and other words; Mon is not May."""
    return bool(
        found["pre"] or found["day"] or found["w"] not in ("sun", "sat", "mon", "wed") or found.group() == "mon"
    )


def _weekday(found: re.Match[str], asked: Asked) -> Period:
    """next Tue is next week's, this Friday this week's, Friday alone is open."""
    number = _WEEKDAYS.index(found["w"][:3])
    shift = {"next": 1, "last": -1, "this": 0}.get(found["pre"] or "")
    if shift is not None:
        return day_period(week_bounds(asked.today, shift)[0] + number * DAY)

    def around(anchor: date) -> list[Bounds]:
        days = (week_bounds(anchor, step)[0] + number * DAY for step in (-1, 0, 1))
        return [(day, day + DAY) for day in days]

    return Period(grain="day", around=around, home="week", strict=True)


def _period(found: re.Match[str], asked: Asked) -> Period:
    """next week, last month, this quarter, this weekend."""
    shift = {"next": 1, "last": -1, "this": 0}[found["pre"]]
    today = asked.today
    if found["unit"] == "week":
        return Period(grain="week", fixed=week_bounds(today, shift))
    if found["unit"] == "weekend":
        monday = week_bounds(today, shift)[0]
        return Period(grain="range", fixed=(monday + 5 * DAY, monday + 7 * DAY))
    if found["unit"] == "month":
        return Period(grain="month", fixed=month_bounds(today.year, today.month + shift))
    if found["unit"] == "year":
        return Period(grain="year", fixed=year_bounds(today.year + shift))
    first = 3 * ((today.month - 1) // 3 + shift) + 1
    return Period(grain="range", fixed=(month_bounds(today.year, first)[0], month_bounds(today.year, first + 2)[1]))


def _month_day(found: re.Match[str], asked: Asked) -> Period | None:
    """Dec 5, Dec 5 2026, 5th of December."""
    month, day = _MONTHS.index(found["m"][:3]) + 1, int(found["d"])
    if found["y"]:
        made = make_day(int(found["y"]), month, day)
        return day_period(made) if made else None
    return month_day(month, day, asked.today)


def filler_end(text: str, pos: int) -> int:
    """Where a small word between a day and its hour ends: tomorrow at 3pm."""
    found = _FILLER.match(text, pos)
    return found.end() if found else pos
