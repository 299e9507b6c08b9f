"""The fake's reading of HTML: what Telegram takes, and its own words for what it doesn't."""

import re
from dataclasses import dataclass

TAGS = frozenset({"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "tg-spoiler", "span"})
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG = re.compile(r"<(/?)([A-Za-z0-9-]*)((?:\s[^<>]*)?)(>?)")
_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_HREF = re.compile(r"""\shref=(?:"([^"]*)"|'([^']*)')""")


class Refusal(Exception):
    """Telegram's refusal of a call: the HTTP status, its words, and what it adds."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text that people see, and the people whom its links mention."""

    text: str
    mentioned: tuple[int, ...] = ()


def parsed(source: str) -> Parsed:
    """Reads `<b>云图</b> &lt;3`; Refusal for tags that are unknown, unclosed or crossed."""
    text, at, mentioned = "", 0, []
    open_tags: list[str] = []
    for found in _TAG.finditer(source):
        text += _plain(source[at : found.start()])
        at = found.end()
        closing, tag, attributes, end = found.groups()
        tag = tag.lower()
        offset = len(source[: found.start()].encode())
        if not end:
            raise _unparsed(f"Unclosed start tag at byte offset {offset}")
        if closing:
            if not open_tags or open_tags.pop() != tag:
                raise _unparsed(f'Unmatched end tag at byte offset {offset}, found "</{tag}>"')
            continue
        if tag not in TAGS:
            raise _unparsed(f'Unsupported start tag "{tag}" at byte offset {offset}')
        open_tags.append(tag)
        href = _HREF.search(attributes)
        address = (href.group(1) or href.group(2) or "") if href else ""
        if address.startswith("tg://user?id="):
            mentioned.append(int(address.removeprefix("tg://user?id=")))
    if open_tags:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{open_tags[-1]}"')
    return Parsed(text + _plain(source[at:]), tuple(mentioned))


def _unparsed(why: str) -> Refusal:
    return Refusal(400, f"Bad Request: can't parse entities: {why}")


def _plain(source: str) -> str:
    return _ENTITY.sub(_character, source)


def _character(found: re.Match[str]) -> str:
    name, decimal, hexadecimal = found.groups()
    return NAMED[name] if name else chr(int(decimal) if decimal else int(hexadecimal, 16))
