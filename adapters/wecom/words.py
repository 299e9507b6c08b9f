"""Words as WeCom shows them: how wide they are, and how they are shortened."""

import unicodedata

from commands.message import REPEATED

REPEAT = REPEATED["zh"]
"""The longest mark of a repeat, for which room is kept."""


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
