"""Words as WeCom shows them: how wide they are, how they are shortened, and how long ones are split."""

import unicodedata
from collections.abc import Iterator, Sequence

from commands.message import REPEATED

REPEAT = REPEATED["zh"]
"""The longest mark of a repeat, for which room is kept."""
_JOINED = "\u200d\ufe0f\ufe0e\u20e3" + "".join(map(chr, range(0x1F3FB, 0x1F400)))  # belongs to what stands before it
_JOINER = "\u200d"


def width(text: str) -> int:
    """How wide a text is, a Latin letter counted as one and a Chinese character as two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def shortened(text: str, most: int) -> str:
    """The text in at most so much width, an ellipsis in place of what is cut: “云图数据 · A级…”."""
    if width(text) <= most:
        return text
    kept, used = "", 1
    for each in text:
        used += width(each)
        if used > most:
            break
        kept += each
    return f"{kept.rstrip()}…"


def split(lines: Sequence[str], most: int) -> list[str]:
    """Texts of at most so many bytes, cut on line ends, a longer line between characters; blank ones are left out."""
    texts: list[str] = []
    held: list[str] = []
    size = 0
    for piece in (piece for line in lines for piece in pieces(line, most)):
        more = len(piece.encode()) + 1
        if held and size + more - 1 > most:
            texts.append("\n".join(held))
            held, size = [], 0
        held.append(piece)
        size += more
    texts.append("\n".join(held))
    return [text for text in texts if text.strip()]


def pieces(line: str, most: int) -> Iterator[str]:
    """The line in pieces of at most so many bytes, never cut inside a character, an emoji of several parts included."""
    while len(line.encode()) > most:
        cut = len(line.encode()[:most].decode(errors="ignore"))
        cut = next((at for at in range(cut, max(0, cut - 12), -1) if not _inside(line, at)), cut)
        yield line[:cut]
        line = line[cut:]
    yield line


def _inside(line: str, at: int) -> bool:
    """Whether a cut there would part what belongs together."""
    following = line[at]
    return following in _JOINED or line[at - 1] == _JOINER or unicodedata.combining(following) != 0
