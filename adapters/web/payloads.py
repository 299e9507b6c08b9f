"""The shapes that the page and the door hand each other as JSON."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commands.message import Chat, Message, Outgoing, Press

BODY_LIMIT = 256 * 1024
LABEL_LIMIT = 200

_KEY = re.compile(r"[0-9a-fA-F-]{16,64}")


class BadBody(Exception):
    """What the page sent cannot be used; the words say why, for the person to read."""

    def __init__(self, reason: str, *, status: int = 400) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """What a page sends: words, or the press of a button with the words on it."""

    key: str
    person: str
    chat: str
    text: str
    press: str | None


def chat_key(chat: Chat) -> str:
    """One string for a chat with its topic, as the page knows it."""
    return f"{chat.id}/{chat.topic}" if chat.topic else chat.id


def clean(text: str) -> str:
    """The text with half surrogates, which no encoding can carry, made visible as “?”."""
    return text.encode("utf-8", "replace").decode()


def read_json(body: bytes) -> dict[str, Any]:
    """A JSON object, or BadBody."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise BadBody("内容不是 JSON。The body is not JSON.") from None
    if not isinstance(value, dict):
        raise BadBody("内容应是一个 JSON 对象。The body must be a JSON object.")
    return value


def read_typed(body: bytes) -> Typed:
    """A person's message or press, or BadBody with what is missing."""
    value = read_json(body)
    for name in ("key", "as", "chat", "text"):
        if not isinstance(value.get(name), str):
            raise BadBody(f"缺少 {name}。The field {name} must be a string.")
    press = value.get("press")
    if press is not None and (not isinstance(press, str) or not press or len(press) > LABEL_LIMIT):
        raise BadBody("press 不对。The field press must be a button's action string.")
    if not _KEY.fullmatch(value["key"]):
        raise BadBody("key 应是 UUID。The field key must be a UUID.")
    text = clean(value["text"])
    return Typed(
        key=value["key"].lower(),
        person=value["as"],
        chat=value["chat"],
        text=text[:LABEL_LIMIT] if press else text,
        press=clean(press) if press else None,
    )


def _presses(presses: tuple[Press, ...]) -> list[dict[str, object]]:
    return [{"label": press.label, "action": press.action, "primary": press.primary} for press in presses]


def of_outgoing(outgoing: Outgoing) -> dict[str, object]:
    """What the bot says, as a card."""
    return {
        "id": f"o:{outgoing.id}",
        "kind": "card",
        "lines": list(outgoing.lines),
        "choices": _presses(outgoing.choices),
        "buttons": _presses(outgoing.buttons),
        "files": [{"id": file.id, "name": file.name, "kind": file.kind} for file in outgoing.files],
        "mention": outgoing.mention_name if outgoing.mention else "",
        "repeat": outgoing.repeat,
        "at": outgoing.created_at.isoformat(),
    }


def of_message(message: Message) -> dict[str, object]:
    """What a person said or pressed, as a bubble or a line."""
    return {
        "id": f"m:{message.key}",
        "kind": "press" if message.kind == "action" else "text",
        "text": message.text,
        "press": message.press or "",
        "person": {"id": message.sender.id, "name": message.sender.name},
        "mentions": [person.name for person in message.mentions],
        "heard": message.addressed,
        "private": message.chat.private,
        "at": message.sent_at.isoformat(),
    }


def of_item(item: Outgoing | Message) -> dict[str, object] | None:
    """One entry of a chat's history; None for what a conversation does not show (edits, recalls, chat events)."""
    if isinstance(item, Outgoing):
        return of_outgoing(item)
    return of_message(item) if item.kind in ("text", "action") else None


def of_clock(now: datetime, due: datetime | None) -> dict[str, object]:
    """The demonstration's time, and when the next reminder is due."""
    return {"type": "clock", "now": now.isoformat(), "next": due.isoformat() if due else None}
