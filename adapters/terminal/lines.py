"""What a typed line means: words, words past the bot, or the press of a button shown just before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from adapters.mentions import cut_bot
from commands.message import Outgoing, Press

_BRACKETS = re.compile(r"[\[【［]\s*(.+?)\s*[\]】］]")
_NUMBER = re.compile(r"([0-9]{1,3})(?:\s.*)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line as the bot hears it: `press` is a button's action string, `text` then the words on it."""

    text: str
    addressed: bool = True
    press: str | None = None


def read(line: str, shown: Sequence[Outgoing], *, group: bool) -> Line:
    """`[撤销]` presses the latest button of that name among those `shown`, `[1]` the first choice shown last.

    In private a plain 撤销 does the same for what was shown last. A plain 1 is text: the bot reads numbers itself.
    """
    line = line.strip()
    inside = _BRACKETS.fullmatch(line)
    if inside:
        found = _numbered(inside.group(1), shown[-1:]) or _labelled(inside.group(1), shown)
    else:
        found = None if group else _labelled(line, shown[-1:])
    if found is not None:
        return Line(text=found.label, press=found.action)
    text, named = cut_bot(line)
    return Line(text=text, addressed=named or not group)


def _numbered(words: str, shown: Sequence[Outgoing]) -> Press | None:
    """The choice that `1` or `1 宏远彩印` names."""
    number = _NUMBER.fullmatch(words)
    choices = shown[-1].choices if shown and number else ()
    index = int(number.group(1)) if number else 0
    return choices[index - 1] if 1 <= index <= len(choices) else None


def _labelled(words: str, shown: Sequence[Outgoing]) -> Press | None:
    presses = (press for outgoing in reversed(shown) for press in (*outgoing.choices, *outgoing.buttons))
    return next((press for press in presses if press.label == words), None)
