"""Sentences: keys and typed values become words in the reader's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from commands.catalogue import Wording
from commands.message import Sentence

Language = Literal["zh", "en"]

_WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_PIECE = re.compile(r"\[\[|\]\]|[\[\]]|\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A fixed stretch of a sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A value's place in a sentence, with how it is shown."""

    name: str
    spec: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence that vanishes as a whole when one of its values is empty."""

    optional: bool
    pieces: tuple[Fixed | Place, ...]


@lru_cache(maxsize=4096)
def parse(wording: str) -> tuple[Part, ...]:
    """Splits a wording into its parts. `[…]` is optional, `[[` and `]]` are brackets, `{name:spec}` a value."""
    parts: list[Part] = []
    pieces: list[Fixed | Place] = []
    inside, at = False, 0

    def close(optional: bool) -> None:
        if pieces:
            parts.append(Part(optional, tuple(pieces)))
            pieces.clear()

    for match in _PIECE.finditer(wording):
        if match.start() > at:
            pieces.append(Fixed(wording[at : match.start()]))
        at = match.end()
        token = match.group()
        if token in ("[[", "]]"):
            pieces.append(Fixed(token[0]))
        elif token in ("[", "]"):
            close(inside)
            inside = token == "["
        else:
            pieces.append(Place(match.group(1), match.group(2) or ""))
    if at < len(wording):
        pieces.append(Fixed(wording[at:]))
    close(inside)
    return tuple(parts)


def in_language(wording: Wording, language: Language) -> str:
    """The one of the two that is the reader's."""
    return wording[0 if language == "zh" else 1]


class Speech:
    """Renders sentences from the catalogue's wordings in one language and zone."""

    def __init__(self, wordings: Mapping[str, Wording], language: Language, zone: ZoneInfo, today: date) -> None:
        self._wordings = wordings
        self._language: Language = language
        self._zone = zone
        self._today = today

    def say(self, sentence: Sentence) -> str:
        """The sentence in words; KeyError when no subject declares it."""
        wording = in_language(self._wordings[sentence.key], self._language)
        said = []
        for part in parse(wording):
            words = [self._piece(piece, sentence.values) for piece in part.pieces]
            if part.optional and any(
                not word for word, piece in zip(words, part.pieces, strict=True) if isinstance(piece, Place)
            ):
                continue
            said.append("".join(words))
        return "".join(said)

    def _piece(self, piece: Fixed | Place, values: Mapping[str, object]) -> str:
        if isinstance(piece, Fixed):
            return piece.text
        return self.show(values.get(piece.name), piece.spec)

    def show(self, value: object, spec: str = "") -> str:
        """One value as people read it: 11月25日 周三 10:00, 重点客户、待跟进, a nested sentence."""
        if value is None:
            return ""
        if isinstance(value, Sentence):
            return self.say(value)
        if isinstance(value, datetime):
            return self._moment(value.astimezone(self._zone), spec)
        if isinstance(value, date):
            return self._day(value, spec)
        if isinstance(value, list | tuple):
            return ("、" if self._language == "zh" else ", ").join(self.show(item) for item in value)
        if spec == "count" and isinstance(value, int):
            return f"{value:,}"
        return str(value)

    def _moment(self, at: datetime, spec: str) -> str:
        if spec == "time":
            return at.strftime("%H:%M")
        if spec in ("day", "shortday"):
            return self._day(at.date(), "short" if spec == "shortday" else "")
        return f"{self._day(at.date(), spec)} {at:%H:%M}"

    def _day(self, day: date, spec: str) -> str:
        weekday = _WEEKDAYS[self._language][day.weekday()]
        if spec == "bare":
            return f"{day:%m/%d}"
        if spec == "short" or self._language == "en":
            written = f"{day.month}/{day.day} {weekday}"
        else:
            written = f"{day.month}月{day.day}日 {weekday}"
        if day.year == self._today.year or abs((day - self._today).days) < 180:
            return written
        return f"{day.year}年{written}" if self._language == "zh" else f"{written} {day.year}"
