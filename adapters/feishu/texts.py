"""Answers as plain text: numbered choices, the way back, cut at line ends where they are long."""

import re
from collections.abc import Iterator
from typing import Final

from adapters.feishu.api import dumped
from adapters.splitting import split
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


def parts(text: str, most: int) -> list[str]:
    """The text in parts of at most so many bytes of a request each."""
    return split(text, most - SPARE, weight, between=0)
