"""Long texts in parts that a platform takes: cut at line ends, and inside a line only where one is too long."""

import unicodedata
from collections.abc import Callable, Iterator

Size = Callable[[str], int]
Torn = Callable[[str, int], bool]
_JOINER = "\u200d"
_JOINED = "\u200d\ufe0f\ufe0e\u20e3" + "".join(map(chr, range(0x1F3FB, 0x1F400)))  # drawn with what stands before it


def octets(text: str) -> int:
    """The size of a text in bytes."""
    return len(text.encode())


def one_sign(text: str, at: int) -> bool:
    """Whether what stands before and after a place is drawn as one sign (👨‍👩‍👧, é, 👍🏽)."""
    return text[at] in _JOINED or text[at - 1] == _JOINER or unicodedata.combining(text[at]) != 0


def split(text: str, most: int, size: Size = octets, *, between: int = 1, torn: Torn = one_sign) -> list[str]:
    """The text in parts of at most `most` by `size`, of which a line end takes `between`; blank parts are left out.

    `torn` says where a line that is too long must not be cut. The parts joined by line ends are the text again, but for
    lines that had to be cut.
    """
    parts: list[str] = []
    held: list[str] = []
    used = 0
    for piece in (piece for line in text.split("\n") for piece in _pieces(line, most, size, torn)):
        need = size(piece) + (between if held else 0)
        if held and used + need > most:
            parts.append("\n".join(held))
            held, used, need = [], 0, size(piece)
        held.append(piece)
        used += need
    parts.append("\n".join(held))
    return [part for part in parts if part.strip()]


def _pieces(line: str, most: int, size: Size, torn: Torn) -> Iterator[str]:
    """A line in pieces that fit."""
    while size(line) > most:
        cut = _cut(line, most, size, torn)
        yield line[:cut]
        line = line[cut:]
    yield line


def _cut(line: str, most: int, size: Size, torn: Torn) -> int:
    """Where the longest beginning ends that fits and tears nothing; at least one character is taken."""
    low, high = 1, len(line) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(line[:middle]) <= most else (low, middle - 1)
    return next((at for at in range(low, 0, -1) if not torn(line, at)), low)
