"""Who comes from outside, and their words: kept sealed until they are accepted, then filed, else forgotten."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from commands.codec import from_bytes, to_bytes
from commands.message import Message, Person
from commands.people import Inbound, name_of
from store import inbox, parked
from store.database import Tx
from store.unit import Unit

KEPT = timedelta(days=7)
"""How long the words of somebody who is not accepted yet are kept."""
KEPT_AT_MOST = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Applicant:
    """Somebody as a platform names them; `chat` is their private chat there, if they have opened one."""

    platform: str
    app: str
    user: str
    name: str = ""
    chat: str = ""
    topic: str = ""
    language: str = ""


def applicant(inbound: Inbound) -> Applicant:
    """Who sent the message."""
    message = inbound.message
    chat = message.chat
    return Applicant(
        platform=chat.platform,
        app=chat.app,
        user=message.sender.id,
        name=name_of(inbound),
        chat=chat.id if chat.private else "",
        topic=chat.topic if chat.private else "",
        language=message.sender.language,
    )


def keep(tx: Tx, inbound: Inbound, now: datetime) -> bool:
    """Keeps what somebody wrote who is not accepted yet; False where there is too much of it."""
    who = applicant(inbound)
    at = {"platform": who.platform, "app": who.app, "user": who.user}
    if parked.words_kept(tx, inbound.workspace, **at) >= KEPT_AT_MOST:
        return False
    payload = to_bytes(inbound.message)
    parked.keep_words(tx, inbound.workspace, **at, payload=payload, now=now, until=now + KEPT)
    return True


def file_kept(unit: Unit, who: Applicant) -> int:
    """Puts what somebody wrote before they were accepted back into the inbox, in order; how many messages."""
    tx, workspace = unit.tx, unit.workspace
    at = {"platform": who.platform, "app": who.app, "user": who.user}
    kept = [from_bytes(Message, each) for each in parked.take_words(tx, workspace, **at, now=unit.now)]
    for message in kept:
        _accept(tx, workspace, replace(message, key=f"pending:{message.key}"))
    return len(kept)


def again(tx: Tx, inbound: Inbound) -> None:
    """Lets a message of somebody who has just joined be heard once more, with all that a member's may bring."""
    _accept(tx, inbound.workspace, replace(inbound.message, key=f"joined:{inbound.message.key}"))


def _accept(tx: Tx, workspace: UUID, message: Message) -> None:
    inbox.accept(
        tx,
        workspace=workspace,
        platform=message.chat.platform,
        app=message.chat.app,
        chat=message.chat.id,
        topic=message.chat.topic,
        key=message.key,
        payload=to_bytes(message),
        received_at=tx.machine_now,
    )


def forget_words(tx: Tx, inbound: Inbound) -> None:
    """Takes what a stranger said, and who it was, out of the inbox; a repeat of it stays known."""
    message = inbound.message
    bare = Message(
        kind=message.kind,
        key=message.key,
        chat=message.chat,
        sender=Person(id=""),
        sent_at=message.sent_at,
        received_at=message.received_at,
    )
    inbox.rewrite(tx, inbound.workspace, inbound.inbox_id, to_bytes(bare))
