"""Who speaks, and where: the member and the chat behind a message."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commands.context import Place
from commands.files import Fetched
from commands.message import Chat, Message
from commands.outgoing import place_of
from commands.rights import STRANGER, SYSTEM, Speaker
from commands.sentences import Language
from store import arrivals, chats, members
from store.arrivals import Arrival
from store.database import Tx
from store.secrets import NIL
from store.unit import Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Inbound:
    """An accepted message on its way: where it is kept, how often it was tried, its sender's name if it was fetched.

    `edited_at` is when an edit was made; its message bears the time of what it changes. `files` are its attachments,
    once they are fetched; `asked` says what its platform was asked for (files, name).
    """

    workspace: UUID
    inbox_id: UUID
    message: Message
    attempts: int = 0
    name: str = ""
    files: tuple[Fetched, ...] = ()
    asked: frozenset[str] = frozenset()
    edited_at: datetime | None = None


def name_of(inbound: Inbound) -> str:
    """What the platform calls the sender, as far as it tells."""
    return (inbound.message.sender.name or inbound.name).strip()


def nobody(workspace: UUID, language: Language = "zh", name: str = "") -> Speaker:
    """A speaker who is nobody here: no role, so that nothing is allowed but what strangers may."""
    return Speaker(workspace=workspace, id=NIL, name=name, role=STRANGER, team_id=None, language=language)


def itself(workspace: UUID, language: Language) -> Speaker:
    """The bot, when it acts by itself for nobody in particular."""
    return Speaker(workspace=workspace, id=NIL, name="", role=SYSTEM, team_id=None, language=language)


def nowhere() -> Place:
    """No chat: where something happens that nobody has said anywhere."""
    return Place(id=NIL, platform="", app="", external="", topic="", private=True, left=True)


def transient(chat: Chat) -> Place:
    """A chat of which nothing is stored, to answer into."""
    return Place(id=NIL, platform=chat.platform, app=chat.app, external=chat.id, topic=chat.topic, private=chat.private)


def arrived(tx: Tx, inbound: Inbound, now: datetime) -> Arrival:
    """Who sent the message, where, and what is open between them and the bot there."""
    chat = inbound.message.chat
    return arrivals.of(
        tx,
        inbound.workspace,
        platform=chat.platform,
        app=chat.app,
        user=inbound.message.sender.id,
        chat=chat.id,
        topic=chat.topic,
        now=now,
    )


def open_place(unit: Unit, inbound: Inbound) -> Place:
    """The row of a chat that is heard for the first time."""
    chat = inbound.message.chat
    with unit.execution(
        name="chat.open",
        origin="chat",
        key=inbound.inbox_id.hex,
        ordinal=0,
        actor=None,
        args={},
        inbox_id=inbound.inbox_id,
    ):
        row = chats.open_chat(
            unit,
            platform=chat.platform,
            app=chat.app,
            external=chat.id,
            topic=chat.topic,
            private=chat.private,
            user_id=inbound.message.sender.id,
        )
    return place_of(row)


def home(tx: Tx, speaker: Speaker) -> Place | None:
    """Where the bot speaks for somebody by itself: their private chat, else a group of their team."""
    known = chats.private_chats(tx, speaker.workspace, speaker.id)
    if not known and speaker.team_id is not None:
        known = chats.groups(tx, speaker.workspace, (speaker.team_id,))
    return place_of(known[0]) if known else _unopened(tx, speaker)


def _unopened(tx: Tx, speaker: Speaker) -> Place | None:
    """The private chat that somebody has yet to open; what is said there waits for them."""
    known = members.identities(tx, speaker.workspace, speaker.id)
    if not known:
        return None
    first = known[0]
    return Place(id=NIL, platform=first.platform, app=first.app, external="", topic="", private=True, left=True)
