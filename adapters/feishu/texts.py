"""Answers as plain text: numbered choices, the way back, cut at line ends where they are long."""

import re
from typing import Final

from adapters.feishu.api import dumped
from adapters.splitting import split
from commands.message import REPEATED, Outgoing, in_words

SPARE: Final = 1024  # bytes of a request besides the text itself
_MARKUP: Final = re.compile(r"<(?=/?(?:at|b|i|u|s|a)\b)", re.IGNORECASE)
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,100}")


def escaped(text: str) -> str:
    """The text without markup of its own: what somebody typed mentions nobody and sets nothing bold."""
    return _MARKUP.sub("＜", text)


def numbered(outgoing: Outgoing, *, bot: str, repeat: bool) -> str:
    """The whole answer in words, with what to type instead of pressing."""
    at = "" if outgoing.chat.private else f"@{bot} "
    lines = [*map(escaped, outgoing.lines), *map(escaped, in_words(outgoing, at=at))]
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


def weight(text: str) -> int:
    """The bytes of a text in a request, where it stands as JSON within JSON."""
    return len(dumped(dumped({"text": text}).decode()))


def parts(text: str, most: int) -> list[str]:
    """The text in parts of at most so many bytes of a request each."""
    return split(text, most - SPARE, weight, between=0)
