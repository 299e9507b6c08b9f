"""A decrypted callback of the self-built app as the bot hears it."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from adapters.wecom.xml import BadXml
from commands.message import Attachment, Chat, Event, Media, Message, Person

PLATFORM = "wecom"
EVENTS: Mapping[str, Event] = {"subscribe": "opened", "enter_agent": "opened", "unsubscribe": "removed"}
MEDIA: Mapping[str, Media] = {"image": "image", "voice": "voice", "video": "video"}
LATEST = 253_402_300_799  # the last second that a datetime can name
Fields = Mapping[str, str]


def message_of(fields: Fields, *, app: str, received_at: datetime) -> Message | None:
    """The message in a callback's fields; None for kinds that the bot does nothing with, BadXml where parts miss."""
    kind = fields.get("MsgType", "").lower()
    if not kind:
        raise BadXml
    if kind == "event":
        return _event(fields, app, received_at)
    if kind in _TEXTS:
        return _message(fields, app, received_at, text=_TEXTS[kind](fields))
    if kind in MEDIA:
        name = f"voice.{fields.get('Format') or 'amr'}" if kind == "voice" else ""
        attachment = Attachment(kind=MEDIA[kind], handle=_needed(fields, "MediaId"), name=name)
        return _message(fields, app, received_at, attachments=(attachment,))
    return None


def card_code(fields: Fields) -> tuple[str, str] | None:
    """The card that was pressed and the code by which it can be changed once: (task id, response code)."""
    task, code = fields.get("TaskId", ""), fields.get("ResponseCode", "")
    return (task, code) if task and code else None


def _event(fields: Fields, app: str, received_at: datetime) -> Message | None:
    name = fields.get("Event", "").lower()
    if name == "template_card_event":
        return Message(
            kind="action",
            key=_event_key(fields),
            target=_needed(fields, "TaskId"),
            press=_needed(fields, "EventKey"),
            chat=_chat(fields, app),
            sender=_sender(fields),
            sent_at=_sent_at(fields),
            received_at=received_at,
        )
    if name not in EVENTS:
        return None
    return Message(
        kind="event",
        event=EVENTS[name],
        key=_event_key(fields),
        chat=_chat(fields, app),
        sender=_sender(fields),
        sent_at=_sent_at(fields),
        received_at=received_at,
    )


def _message(
    fields: Fields, app: str, received_at: datetime, *, text: str = "", attachments: tuple[Attachment, ...] = ()
) -> Message:
    id = _needed(fields, "MsgId")
    return Message(
        key=id,
        id=id,
        chat=_chat(fields, app),
        sender=_sender(fields),
        text=text,
        attachments=attachments,
        sent_at=_sent_at(fields),
        received_at=received_at,
    )


def _location(fields: Fields) -> str:
    """“📍 上海市徐汇区漕河泾开发区”, and the place in degrees where it has no name."""
    return f"📍 {fields.get('Label') or ','.join((fields.get('Location_X', ''), fields.get('Location_Y', '')))}"


def _link(fields: Fields) -> str:
    """Title, description and address, a line each."""
    return "\n".join(filter(None, (fields.get(name, "") for name in ("Title", "Description", "Url"))))


_TEXTS: Mapping[str, Callable[[Fields], str]] = {
    "text": lambda fields: fields.get("Content", ""),
    "location": _location,
    "link": _link,
}


def _event_key(fields: Fields) -> str:
    """Events have no id: who, when, what and on which card tell one from another."""
    parts = [fields.get(name, "") for name in ("FromUserName", "CreateTime", "Event", "EventKey", "TaskId")]
    return f"event-{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()}"


def _chat(fields: Fields, app: str) -> Chat:
    return Chat(platform=PLATFORM, app=app, id=_needed(fields, "FromUserName"), private=True)


def _sender(fields: Fields) -> Person:
    """A userid has no slash; with one it is a member of a linked corp, “corp/userid”, for whom ours does not vouch."""
    id = _needed(fields, "FromUserName")
    return Person(id=id, colleague="/" not in id)


def _sent_at(fields: Fields) -> datetime:
    seconds = fields.get("CreateTime", "")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 13) or int(seconds) > LATEST:
        raise BadXml
    return datetime.fromtimestamp(int(seconds), UTC)


def _needed(fields: Fields, name: str) -> str:
    if not fields.get(name):
        raise BadXml
    return fields[name]
