"""Words as the bot's chats take them: markdown that shows what was said, split on line ends."""

import re

from adapters.splitting import one_sign, split
from commands.message import Outgoing, Words, in_words

ME: Words = {"zh": "我", "en": "me"}
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


def escaped(text: str) -> str:
    """Markdown that shows the text as it is: “138****1111 和 139****2222” keeps its stars, “<b>” its brackets."""
    marks = [mark for mark in IN_PAIRS if len(re.findall(rf"(?:{mark})+", text)) > 1]
    return re.sub(
        "|".join((*ALWAYS, *marks)), lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text, flags=re.MULTILINE
    )


def spoken(outgoing: Outgoing, name: str) -> list[str]:
    """What stands for buttons where there are none; in a group the bot, by its name, has to be mentioned."""
    return in_words(outgoing, at="" if outgoing.chat.private else f"@{name or ME[outgoing.language]} ")


def said(outgoing: Outgoing) -> list[str]:
    """The lines, the addressed person's name before them in a group: “@陈晓明 ✅ 云图 · 拜访吴昊”."""
    lines = [*outgoing.lines]
    if outgoing.mention and not outgoing.chat.private and lines:
        lines[0] = f"@{outgoing.mention_name or outgoing.mention} {lines[0]}"
    return lines


def parts(lines: list[str], limit: int) -> list[str]:
    """Markdown of at most so many bytes a part, split on line ends; a line too long is cut between characters."""
    return split(escaped("\n".join(lines)), limit, torn=_torn) or [""]


def clipped(text: str, most: int) -> str:
    """At most so many characters, with … where it was longer."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _torn(text: str, at: int) -> bool:
    """Whether a cut here would part an escaped character, or what is drawn as one."""
    return text[at - 1] == "\\" or one_sign(text, at)
