"""What the AI bot's platform takes as a message, and what people then see: as strict as its documents."""

import re
from collections.abc import Mapping
from typing import Any

TASK_ID = re.compile(r"[0-9A-Za-z_\-@]{1,128}")
MARKDOWN_BYTES = 20480
BUTTONS = 6
KEY_BYTES = 1024
PAIRED = r"((?<!\*)\*{1,4}(?!\*)|(?<!~)~~?(?!~)|(?<!`)`(?!`))(?=\S)([^\0]*?[^\s*~`])\1(?![*~`])"
Json = dict[str, Any]


class Refusal(Exception):
    """The platform's errcode."""

    def __init__(self, errcode: int, why: str = "") -> None:
        super().__init__(f"{errcode} {why}")
        self.errcode = errcode


def need(holds: object, errcode: int, why: str) -> None:
    """Refuses unless it holds."""
    if not holds:
        raise Refusal(errcode, why)


def rendered(content: str) -> str:
    """Markdown as people see it: tags and paired runs of stars vanish, what is escaped stands there as it is; a run
    without another (138****1111) marks nothing."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[1])
        return f"\0{len(kept) - 1}\0"

    text = re.sub(r"\\([!-/:-@\[-`{-~])", keep, content)
    text = re.sub(r"<[A-Za-z/!?@][^>]*>", "", text)
    text = re.sub(PAIRED, r"\2", text, flags=re.DOTALL)
    text = re.sub(r"(?m)^[ \t]*(#{1,6}[ \t]|>|[-+*][ \t])", "", text)
    return re.sub(r"\0(\d+)\0", lambda found: kept[int(found[1])], text)


def seen(body: Mapping[str, Any], kinds: tuple[str, ...]) -> str:
    """What people see of a message; Refusal where the platform does not take it."""
    kind = body.get("msgtype")
    need(kind in kinds, 40008, f"invalid message type {kind}")
    if kind == "markdown":
        return rendered(_content(body.get("markdown")))
    if kind == "text":
        return _content(body.get("text"))
    if kind == "stream":
        return _stream(body.get("stream"))
    if kind == "template_card":
        return card_text(body.get("template_card"))
    if kind == "stream_with_template_card":
        return f"{_stream(body.get('stream'))}\n{card_text(body.get('template_card'))}"
    part = body.get(str(kind))
    need(isinstance(part, dict) and isinstance(part.get("media_id"), str), 40007, "invalid media_id")
    return f"[{kind}]"


def card_text(card: object) -> str:
    """The words of a button card, each button in brackets."""
    need(isinstance(card, dict), 40016, "no card")
    assert isinstance(card, dict)
    need(card.get("card_type") == "button_interaction", 40016, "card_type")
    need(TASK_ID.fullmatch(str(card.get("task_id", ""))), 40016, "task_id")
    title = (card.get("main_title") or {}).get("title", "")
    below = card.get("sub_title_text", "")
    need(title or below, 40016, "main_title.title or sub_title_text")
    buttons = card.get("button_list")
    need(isinstance(buttons, list) and 1 <= len(buttons) <= BUTTONS, 40016, "button_list")
    for button in buttons or ():
        need(button.get("text") and button.get("style") in (1, 2, 3, 4), 40016, "button")
        need(0 < len(str(button.get("key", "")).encode()) <= KEY_BYTES, 40016, "button key")
    words = " ".join(f"[{button['text']}]" for button in buttons or ())
    return "\n".join(filter(None, (title, below, words)))


def _content(part: object) -> str:
    content = part.get("content") if isinstance(part, dict) else None
    need(isinstance(content, str) and content, 40016, "empty content")
    need(len(str(content).encode()) <= MARKDOWN_BYTES, 40016, "content too long")
    return str(content)


def _stream(stream: object) -> str:
    need(isinstance(stream, dict) and isinstance(stream.get("id"), str) and stream["id"], 40016, "stream.id")
    assert isinstance(stream, dict)
    items = stream.get("msg_item", [])
    need(stream.get("finish") is True or not items, 40016, "msg_item before the end")
    need(len(items) <= 10, 40016, "msg_item")
    for item in items:
        need(item.get("msgtype") == "image" and {"base64", "md5"} <= set(item["image"]), 40016, "msg_item")
    return rendered(_content(stream)) + "".join("\n[image]" for _ in items)
