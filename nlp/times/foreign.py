"""The last fallback: times in English words or in other languages, read by dateparser, which is loaded on demand.

in three days · two weeks ago · 25 novembre 2026 · 25 ноября
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from nlp.pattern import Pattern
from nlp.times.span import TimeSpan

_COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
_UNIT = r"(?:minute|hour|day|week|month)s?"
_RELATIVE = rf"\bin {_COUNT} {_UNIT}\b|\b{_COUNT} {_UNIT} (?:ago|later|from now)\b"
_MONTHS = (
    r"janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|januar|februar|märz|mai|juni|juli|oktober|dezember"
    r"|enero|febrero|marzo|mayo|junio|julio|septiembre|octubre|noviembre|diciembre"
    r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
)
_DATE = rf"\b\d{{1,2}}\.? (?:de )?(?:{_MONTHS})\b(?: (?:de )?20\d\d)?"
_HINT = Pattern(rf"(?i)(?P<relative>{_RELATIVE})|(?P<date>{_DATE})")
_HOURS = Pattern("(?i)minute|hour")
_LETTER = Pattern("[A-Za-zА-Яа-я]")


def foreign_times(text: str, ref: datetime, prefer: str | None) -> Iterator[TimeSpan]:
    """The times of a text in which our own grammar found none."""
    for match in _HINT.finditer(text) if _LETTER.search(text) else ():
        at = _parsed(match.group(), ref.replace(tzinfo=None), prefer)
        if at is None:
            continue
        start = at.replace(tzinfo=ref.tzinfo)
        clocked = bool(_HOURS.search(match.group()))
        if not clocked:
            start = start.replace(hour=0, minute=0, second=0, microsecond=0)
        yield TimeSpan(
            start_offset=match.start(),
            end_offset=match.end(),
            text=match.group(),
            grain="minute" if clocked else "day",
            start=start,
            end=None if clocked else start + timedelta(days=1),
            clocked=clocked,
        )


@lru_cache(maxsize=256)
def _parsed(said: str, ref: datetime, prefer: str | None) -> datetime | None:
    import dateparser

    settings: Any = {"RELATIVE_BASE": ref, "PREFER_DATES_FROM": prefer or "current_period"}
    found: datetime | None = dateparser.parse(said, languages=["en", "fr", "de", "es", "ru"], settings=settings)
    return found
