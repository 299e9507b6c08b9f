"""Events as Feishu sends them (schema 2.0), decrypted and verified, become messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from adapters.feishu.contents import read_content, with_names
from adapters.feishu.values import moment, rows, table, word
from commands.message import Chat, Event, Message, Person

PLATFORM: Final = "feishu"
RECEIVED: Final = "im.message.receive_v1"
RECALLED: Final = "im.message.recalled_v1"
PRESSED: Final = "card.action.trigger"
ENTERED: Final = "im.chat.access_event.bot_p2p_chat_entered_v1"
MEMBERSHIP: Final[Mapping[str, Event]] = {
    "im.chat.member.bot.added_v1": "added",
    "im.chat.member.bot.deleted_v1": "removed",
    "im.chat.disbanded_v1": "removed",
}
ACT: Final = "act"  # in a button's value: the action string
TOPIC: Final = "topic"  # likewise: the topic that the card was sent to


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """An event with its header; `type` is empty for the forms of old, which are acknowledged and dropped."""

    type: str
    id: str
    app: str
    token: str
    tenant: str
    created: str
    event: Mapping[str, Any]

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Envelope":
        """The envelope of a callback's or a frame's body."""
        header = table(body, "header")
        return cls(
            type=word(header, "event_type"),
            id=word(header, "event_id"),
            app=word(header, "app_id"),
            token=word(header, "token") or word(body, "token"),
            tenant=word(header, "tenant_key"),
            created=word(header, "create_time"),
            event=table(body, "event"),
        )

    @property
    def chat(self) -> str:
        """The id of the chat in which it happened."""
        return (
            word(self.event, "message", "chat_id")
            or word(self.event, "chat_id")
            or word(self.event, "context", "open_chat_id")
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the door knows besides the event: its app, the bot's open_id, its tenant, whether the chat is private.

    Recalls and presses name a chat without saying of which kind it is. `only_ours`: nobody of another tenant can open
    a chat with the bot.
    """

    app: str
    bot: str
    tenant: str
    private: bool
    only_ours: bool = True
    now: datetime

    def vouches(self, tenant: str) -> bool:
        """Whether the platform vouches that somebody of this tenant is a colleague."""
        return bool(self.tenant) and tenant == self.tenant

    def vouches_by_header(self, tenant: str) -> bool | None:
        """The same of somebody whose own tenant the event leaves out, by that of its header; None: it does not say."""
        if self.tenant and tenant != self.tenant:
            return False
        return True if self.tenant and self.only_ours else None

    def chat(self, id: str, *, private: bool, topic: str = "") -> Chat:
        return Chat(platform=PLATFORM, app=self.app, id=id, topic=topic, private=private)


def read_event(envelope: Envelope, known: Known) -> Message | None:
    """The message that an event means; None where it means nothing to us, or lacks what it must have."""
    if not envelope.chat:
        return None
    if envelope.type == RECEIVED:
        return _received(envelope, known)
    if envelope.type == PRESSED:
        return _pressed(envelope, known)
    if not envelope.id:
        return None
    if envelope.type == RECALLED:
        return _recalled(envelope, known)
    if envelope.type in MEMBERSHIP or envelope.type == ENTERED:
        return _happened(envelope, known)
    return None


def _received(envelope: Envelope, known: Known) -> Message | None:
    """What a person wrote. Its key is the message's id: the same message may come under two event ids."""
    message, sender = table(envelope.event, "message"), table(envelope.event, "sender")
    id = word(message, "message_id")
    if not id or word(sender, "sender_type") not in ("", "user"):
        return None
    content = read_content(word(message, "message_type"), message.get("content"), id)
    if content is None:
        return None
    private = word(message, "chat_type") == "p2p"
    named = with_names(content.text, rows(message, "mentions"), bot=known.bot, tenant=known.tenant)
    if not (named.text or content.attachments or named.addressed):
        return None
    return Message(
        key=id,
        id=id,
        chat=known.chat(envelope.chat, private=private, topic=word(message, "thread_id")),
        sender=Person(id=word(sender, "sender_id", "open_id"), colleague=known.vouches(word(sender, "tenant_key"))),
        text=named.text,
        attachments=content.attachments,
        addressed=private or named.addressed,
        mentions=named.mentions,
        quote=word(message, "parent_id") or None,
        sent_at=moment(message.get("create_time"), known.now),
        received_at=known.now,
    )


def _pressed(envelope: Envelope, known: Known) -> Message | None:
    """A pressed button. Card callbacks are not retried; the token names the press."""
    event = envelope.event
    value, operator = table(event, "action", "value"), table(event, "operator")
    action, token = word(value, ACT), word(event, "token") or envelope.id
    if not action or not token:
        return None
    return Message(
        kind="action",
        key=f"{token}:{action}",
        chat=known.chat(envelope.chat, private=known.private, topic=word(value, TOPIC)),
        sender=Person(id=word(operator, "open_id"), colleague=known.vouches(word(operator, "tenant_key"))),
        press=action,
        target=word(event, "context", "open_message_id") or None,
        sent_at=moment(envelope.created, known.now),
        received_at=known.now,
    )


def _recalled(envelope: Envelope, known: Known) -> Message | None:
    """A message that was taken back; Feishu does not say by whom."""
    target = word(envelope.event, "message_id")
    if not target:
        return None
    return Message(
        kind="recall",
        key=envelope.id,
        chat=known.chat(envelope.chat, private=known.private),
        sender=Person(id=""),
        target=target,
        sent_at=moment(envelope.event.get("recall_time"), known.now),
        received_at=known.now,
    )


def _happened(envelope: Envelope, known: Known) -> Message:
    """The bot came into a group or left it, or somebody opened their private chat with it."""
    entered = envelope.type == ENTERED
    theirs = word(envelope.event, "operator_tenant_key")
    vouched = known.vouches_by_header(envelope.tenant) if entered and not theirs else known.vouches(theirs)
    return Message(
        kind="event",
        key=envelope.id,
        chat=known.chat(envelope.chat, private=entered),
        sender=Person(id=word(envelope.event, "operator_id", "open_id"), colleague=vouched),
        event=MEMBERSHIP.get(envelope.type, "opened"),
        sent_at=moment(envelope.created, known.now),
        received_at=known.now,
    )
