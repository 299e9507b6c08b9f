"""What the platform's JSON says: messages and events of the AI bot become `Message` values."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from adapters.wecom.bot_settings import BotSettings
from commands.message import Attachment, Chat, Media, Message, Person

PLATFORM = "wecom"
SPACES = " \t\u3000\u2005\u00a0"
MEDIA = ("image", "video", "file", "voice")
Body = Mapping[str, Any]


class BadEvent(Exception):
    """It was sent by the platform and lacks what every message has."""


def parsed(text: str | bytes) -> dict[str, Any]:
    """A JSON object, raw control characters in its strings allowed; BadEvent where it is none."""
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        raise BadEvent("no JSON") from None
    if not isinstance(value, dict):
        raise BadEvent("no JSON object")
    return value


def read(
    body: Body, settings: BotSettings, *, received_at: datetime, sent_at: datetime | None = None
) -> Message | None:
    """The message that a body brings; None for what asks nothing of us (feedback, types nobody knows).

    `sent_at` is used where the body has no time of its own.
    """
    kind = _text(body, "msgtype")
    sent_at = _time(body) or sent_at or received_at
    if kind == "event":
        return _event(body, settings, sent_at, received_at)
    words, attachments, heard = _content(body, kind)
    if kind not in ("text", "mixed", *MEDIA):
        return None
    quote = body.get("quote")
    key = _needed(body, "msgid")
    return Message(
        key=key,
        id=key,
        chat=_chat(body, settings),
        sender=_sender(body, settings),
        text=cut_name(words, settings.name),
        heard=heard,
        attachments=attachments,
        quoted=_content(quote, _text(quote, "msgtype"))[0] if isinstance(quote, Mapping) else "",
        sent_at=sent_at,
        received_at=received_at,
    )


def event_type(body: Body) -> str:
    """The type of an event: “enter_chat”, “disconnected_event”; empty for a message."""
    return _text(_inner(body, "event"), "eventtype") if _text(body, "msgtype") == "event" else ""


def cut_name(text: str, name: str) -> str:
    """The text less the bot's mention, wherever it stands: “@CRM 助手 今天见了吴总” → “今天见了吴总”.

    A name that goes on (“@CRM 助手二号”) is cut only where it stands nowhere by itself.
    """
    wanted = re.escape(name.strip()).replace("\\ ", rf"[{SPACES}]+") if name.strip() else rf"[^{SPACES}\n]+"
    at_start = "" if name.strip() else "^"
    for end in (r"(?!\w)", ""):
        pattern = rf"{at_start}[{SPACES}]?[@＠]{wanted}{end}[{SPACES}]*"
        cut, count = re.subn(pattern, " ", text, flags=re.IGNORECASE)
        if count:
            return cut.strip()
    return text.strip()


def _event(body: Body, settings: BotSettings, sent_at: datetime, received_at: datetime) -> Message | None:
    kind = event_type(body)
    if kind not in ("enter_chat", "template_card_event"):
        return None
    event = _inner(body, "event")
    card = _inner(event, "template_card_event") or event
    pressed, task = (_text(card, "event_key"), _text(card, "task_id")) if kind == "template_card_event" else ("", "")
    sender = _sender(body, settings)
    key = ":".join((sender.id, str(body.get("create_time", "")), kind, pressed, task))
    return Message(
        kind="action" if kind == "template_card_event" else "event",
        event="opened" if kind == "enter_chat" else None,
        key=key,
        id=_text(body, "msgid"),
        chat=_chat(body, settings),
        sender=sender,
        press=pressed or None,
        target=task or None,
        sent_at=sent_at,
        received_at=received_at,
    )


def _content(body: Body, kind: str) -> tuple[str, tuple[Attachment, ...], bool]:
    """A message's words, its attachments, and whether the words were spoken."""
    part = _inner(body, kind)
    if kind == "text":
        return _text(part, "content"), (), False
    if kind == "voice" and _text(part, "content"):
        return _text(part, "content"), (), True
    if kind in MEDIA:
        return "", _attachment(part, kind), False
    if kind != "mixed":
        return "", (), False
    words: list[str] = []
    attachments: list[Attachment] = []
    items = part.get("msg_item")
    for item in items if isinstance(items, list) else []:
        if isinstance(item, Mapping) and _text(item, "msgtype") != "mixed":
            said, brought, _ = _content(item, _text(item, "msgtype"))
            words.append(said)
            attachments += brought
    return "\n".join(filter(None, words)), tuple(attachments), False


def _attachment(part: Body, kind: str) -> tuple[Attachment, ...]:
    url = _text(part, "url")
    if not url:
        return ()
    handle = json.dumps({"url": url, "aeskey": _text(part, "aeskey")})
    name = _text(part, "filename") or _text(part, "name")
    return (Attachment(kind=cast("Media", kind), handle=handle, name=name),)


def _chat(body: Body, settings: BotSettings) -> Chat:
    private = _text(body, "chattype") != "group"
    id = _needed(_inner(body, "from"), "userid") if private else _needed(body, "chatid")
    return Chat(platform=PLATFORM, app=settings.bot_id, id=id, private=private)


def _sender(body: Body, settings: BotSettings) -> Person:
    return Person(id=_needed(_inner(body, "from"), "userid"), colleague=settings.colleagues)


def _time(body: Body) -> datetime | None:
    seconds = body.get("create_time")
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 < seconds < 10**11:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _inner(body: Body, name: str) -> Body:
    value = body.get(name)
    return value if isinstance(value, Mapping) else {}


def _text(body: Body, name: str) -> str:
    value = body.get(name)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _needed(body: Body, name: str) -> str:
    value = body.get(name)
    id = str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(body, name)
    if not id:
        raise BadEvent(f"no {name}")
    return id
