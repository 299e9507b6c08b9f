"""Words as the bot's chats take them: markdown that shows what was said, split on line ends."""

import re
import unicodedata

from commands.message import Outgoing

PUNCTUATION = r"!-/:-@\[-`{-~"
ALWAYS = (
    rf"\\(?=[{PUNCTUATION}])",
    r"<(?=[A-Za-z/!?@])",
    r"\](?=\()",
    r"^[ \t]*#(?=#{0,5}(?:\s|$))",
    r"^[ \t]*>",
    r"^[ \t]*[-+*](?=\s)",
    r"^[ \t]*[-=_*](?=[-=_*]+[ \t]*$)",
    r"^[ \t]*\d{1,9}[.)](?=\s)",
)
IN_PAIRS = (r"\*", "~", "`", r"(?<!\w)_|_(?!\w)")  # alone they mark nothing
_JOINING = "\u200d\ufe0e\ufe0f"


def escaped(text: str) -> str:
    """Markdown that shows the text as it is: “138****1111 和 139****2222” keeps its stars, “<b>” its brackets."""
    marks = [mark for mark in IN_PAIRS if len(re.findall(rf"(?:{mark})+", text)) > 1]
    return re.sub(
        "|".join((*ALWAYS, *marks)), lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text, flags=re.MULTILINE
    )


def numbered(outgoing: Outgoing) -> list[str]:
    """The choices as lines that can be answered by number: “1 宏远彩印”."""
    return [f"{number} {press.label}" for number, press in enumerate(outgoing.choices, 1)]


def spoken(outgoing: Outgoing, name: str) -> list[str]:
    """What stands for buttons where there are none: choices by number, the buttons' words, how to take it back."""
    english = outgoing.language == "en"
    at = "" if outgoing.chat.private else f"@{name or ('me' if english else '我')} "
    lines = numbered(outgoing)
    if lines:
        lines.append(f"Reply “{at}1” for the first" if english else f"回“{at}1”选第1个")
    if outgoing.buttons:
        lines.append(" ".join(f"[{press.label}]" for press in outgoing.buttons))
    if outgoing.undo is not None:
        undo = f"Wrong? Reply “{at}/undo {outgoing.undo}”" if english else f"不对？回“{at}撤销 {outgoing.undo}”"
        lines.append(undo)
    return lines


def said(outgoing: Outgoing) -> list[str]:
    """The lines, the addressed person's name before them in a group: “@陈晓明 ✅ 云图 · 拜访吴昊”."""
    lines = [*outgoing.lines]
    if outgoing.mention and not outgoing.chat.private and lines:
        lines[0] = f"@{outgoing.mention_name or outgoing.mention} {lines[0]}"
    return lines


def parts(lines: list[str], limit: int) -> list[str]:
    """Markdown of at most so many bytes a part, split on line ends; a line too long is cut between characters."""
    found: list[str] = []
    room = 0
    for line in escaped("\n".join(lines)).split("\n"):
        size = len(line.encode()) + 1
        if found and size <= room:
            found[-1] += "\n" + line
            room -= size
            continue
        rest = line
        while rest or not line:
            piece = _cut(rest, limit)
            found.append(piece)
            rest = rest[len(piece) :]
            room = limit - len(piece.encode())
            if not rest:
                break
    return [part for part in found if part.strip()] or [""]


def clipped(text: str, most: int) -> str:
    """At most so many characters, with … where it was longer."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _cut(text: str, limit: int) -> str:
    """The longest beginning within so many bytes that ends between two characters as people see them."""
    head = text.encode()[:limit].decode(errors="ignore")
    end = len(head)
    while 0 < end < len(text) and _inside(text, end):
        end -= 1
    return text[: end or len(head)]


def _inside(text: str, at: int) -> bool:
    """Whether a cut here would part an escaped character, or an emoji's or a letter's pieces."""
    before, after = text[at - 1], text[at]
    return before in "\\\u200d" or after in _JOINING or unicodedata.combining(after) != 0
