"""Answers as cards (JSON 1.0): a title, lines, and buttons whose value comes back when somebody presses them.

Words stand in plain_text elements, which know no markup, so nothing that people typed has to be escaped.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from adapters.feishu.api import dumped
from adapters.feishu.events import ACT, TOPIC
from adapters.feishu.texts import card_mention
from commands.message import REPEATED, Outgoing, Press, Words, numbered

Card = Mapping[str, Any]
TITLE: Final = 40  # characters that a title shows on a phone
ROW: Final = 4  # buttons in a row
DONE: Final[Words] = {"zh": "好了", "en": "Done"}


def card(outgoing: Outgoing, *, repeat: bool) -> Card:
    """The card for an answer; `update_multi` makes later changes of it visible to everybody."""
    lines = list(outgoing.lines)
    if lines and repeat:
        lines[0] = f"{REPEATED[outgoing.language]}{lines[0]}"
    shown: dict[str, Any] = {"config": {"update_multi": True}}
    if lines and len(lines[0]) <= TITLE:
        shown["header"] = {"title": _plain(lines.pop(0))}
    elements: list[dict[str, Any]] = []
    if at := card_mention(outgoing):
        elements.append({"tag": "div", "text": {"tag": "lark_md", "content": at}})
    if lines:
        elements.append({"tag": "div", "text": _plain("\n".join(lines))})
    choices = [*zip(numbered(outgoing.choices), outgoing.choices, strict=True)]
    elements += _rows(choices, outgoing.chat.topic)
    elements += _rows([(press.label, press) for press in outgoing.buttons], outgoing.chat.topic)
    return {**shown, "elements": elements}


def _rows(labelled: Sequence[tuple[str, Press]], topic: str) -> list[dict[str, Any]]:
    buttons = [_button(label, press, topic) for label, press in labelled]
    return [
        {"tag": "action", "layout": "flow", "actions": buttons[start : start + ROW]}
        for start in range(0, len(buttons), ROW)
    ]


def _button(label: str, press: Press, topic: str) -> dict[str, Any]:
    return {
        "tag": "button",
        "text": _plain(label),
        "type": "primary" if press.primary else "default",
        "value": {ACT: press.action} | ({TOPIC: topic} if topic else {}),
    }


def _plain(text: str) -> dict[str, str]:
    return {"tag": "plain_text", "content": text}


def size(shown: Card) -> int:
    """The bytes of a card in a request, where it stands as JSON within JSON."""
    return len(dumped(dumped(shown).decode()))


def pressed_answer(outgoing: Outgoing, shown: Card | None) -> dict[str, Any]:
    """What the callback of a press is answered with: a toast, and the card in its new state."""
    toast = {"type": "info", "content": outgoing.lines[0] if outgoing.lines else DONE[outgoing.language]}
    return {"toast": toast} | ({"card": {"type": "raw", "data": shown}} if shown is not None else {})
