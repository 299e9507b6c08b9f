"""What a typed line means: words, words past the bot, or the press of a button shown just before."""

import re
from dataclasses import dataclass

from adapters.mentions import cut_bot
from commands.message import Outgoing, Press

_BRACKETS = re.compile(r"[\[【［]\s*(.+?)\s*[\]】］]")
_NUMBER = re.compile(r"(\d+)(?:\s.*)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line as the bot hears it: `press` is a button's action string, `text` then the words on it."""

    text: str
    addressed: bool = True
    press: str | None = None


def read(line: str, shown: Outgoing | None, *, group: bool) -> Line:
    """`[撤销]`, `[1]` and, in private, a plain 撤销 press what was shown last; a plain 1 is text, the bot reads it."""
    line = line.strip()
    inside = _BRACKETS.fullmatch(line)
    found = _press(inside.group(1), shown) if inside else None if group else _labelled(line, shown)
    if found is not None:
        return Line(text=found.label, press=found.action)
    text, named = cut_bot(line)
    return Line(text=text, addressed=named or not group)


def _press(words: str, shown: Outgoing | None) -> Press | None:
    number = _NUMBER.fullmatch(words)
    if shown is not None and number and 1 <= int(number.group(1)) <= len(shown.choices):
        return shown.choices[int(number.group(1)) - 1]
    return _labelled(words, shown)


def _labelled(words: str, shown: Outgoing | None) -> Press | None:
    presses = (*shown.choices, *shown.buttons) if shown else ()
    return next((press for press in presses if press.label == words), None)
