"""Answers as plain text: numbered choices, the way back, cut at line ends where they are long."""

import re
from collections.abc import Iterator
from typing import Final

from adapters.feishu.api import dumped
from commands.message import REPEATED, Outgoing

SPARE: Final = 1024  # bytes of a request besides the text itself
_MARKUP: Final = re.compile(r"<(?=/?(?:at|b|i|u|s|a)\b)", re.IGNORECASE)
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,100}")


def escaped(text: str) -> str:
    """The text without markup of its own: what somebody typed mentions nobody and sets nothing bold."""
    return _MARKUP.sub("＜", text)


def numbered(outgoing: Outgoing, *, bot: str, repeat: bool) -> str:
    """The whole answer in words, with what to type instead of pressing."""
    lines = [*map(escaped, outgoing.lines), *_instead(outgoing, bot)]
    if lines:
        lines[0] = f"{REPEATED[outgoing.language] if repeat else ''}{mention(outgoing)}{lines[0]}"
    return "\n".join(lines)


def mention(outgoing: Outgoing) -> str:
    """The mention of the person addressed in a group, as texts write it."""
    if outgoing.chat.private or not outgoing.mention or not _ID.fullmatch(outgoing.mention):
        return ""
    name = re.sub(r"[<>&\"]", "", outgoing.mention_name)
    return f'<at user_id="{outgoing.mention}">{name}</at> '


def card_mention(outgoing: Outgoing) -> str:
    """The same, as cards write it."""
    return f"<at id={outgoing.mention}></at>" if mention(outgoing) else ""


def _instead(outgoing: Outgoing, bot: str) -> Iterator[str]:
    at = "" if outgoing.chat.private else f"@{bot} "
    labels = [f"{number} {press.label}" for number, press in enumerate(outgoing.choices, 1)]
    shown = all(any(line.startswith(label) for line in outgoing.lines) for label in labels)
    yield from () if shown else map(escaped, labels)
    english = outgoing.language == "en"
    if labels:
        yield f"Which one? Reply “{at}1”" if english else f"选哪个？回“{at}1”"
    if outgoing.undo is not None:
        yield f"Wrong? Reply “{at}/undo {outgoing.undo}”" if english else f"不对？回“{at}撤销 {outgoing.undo}”"


def weight(text: str) -> int:
    """The bytes of a text in a request, where it stands as JSON within JSON."""
    return len(dumped(dumped({"text": text}).decode()))


def split(text: str, most: int) -> list[str]:
    """The text in parts of at most so many bytes each, cut at line ends; one line that is too long, between characters.

    The parts joined by line ends are the text again, but for lines that had to be cut.
    """
    room = most - SPARE
    parts: list[str] = []
    current: list[str] = []
    size = 0
    for line in (piece for whole in text.split("\n") for piece in _pieces(whole, room)):
        added = weight(line)
        if current and size + added > room:
            parts.append("\n".join(current))
            current, size = [], 0
        current.append(line)
        size += added
    parts.append("\n".join(current))
    return [part for part in parts if part.strip()]


def _pieces(line: str, room: int) -> Iterator[str]:
    """A line in pieces that fit."""
    while weight(line) > room:
        low, high = 1, len(line)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if weight(line[:middle]) <= room else (low, middle - 1)
        yield line[:low]
        line = line[low:]
    yield line
