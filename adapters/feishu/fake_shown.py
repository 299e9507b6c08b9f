"""What people see of a message."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

AT = re.compile(r'<at user_id="[^"]*">([^<]*)</at>')
CARD_AT = re.compile(r"<at id=([^>]*)></at>")


def shown_text(kind: str, content: Mapping[str, Any]) -> str:
    """A text with its mentions, a card's lines with [its buttons], [图片] or [文件]."""
    if kind == "text":
        return AT.sub(r"@\1", str(content["text"]))
    if kind == "interactive":
        return "\n".join(_card_lines(content))
    return "[图片]" if kind == "image" else "[文件]"


def _card_lines(card: Mapping[str, Any]) -> Iterator[str]:
    if "header" in card:
        yield card["header"]["title"]["content"]
    for element in card["elements"]:
        if element["tag"] == "action":
            yield " ".join(f"[{button['text']['content']}]" for button in element["actions"])
        else:
            yield CARD_AT.sub(r"@\1", element["text"]["content"])
