"""Who speaks, and where: the member and the chat behind a message."""

from dataclasses import dataclass
from uuid import UUID

from commands.context import Place
from commands.message import Message
from commands.outgoing import place_of
from commands.rights import STRANGER, Speaker
from store import chats, members, workspaces
from store.database import Tx
from store.unit import Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Inbound:
    """An accepted message on its way: where it is kept, and how often it was tried."""

    workspace: UUID
    inbox_id: UUID
    message: Message
    attempts: int = 0


def who(tx: Tx, inbound: Inbound) -> Speaker | None:
    """The active member who sent the message; None for a stranger."""
    chat = inbound.message.chat
    known = members.who(tx, inbound.workspace, platform=chat.platform, app=chat.app, user_id=inbound.message.sender.id)
    return speaker_of(tx, inbound.workspace, known[1]) if known is not None and known[1].active else None


def speaker_of(tx: Tx, workspace: UUID, member: members.MemberRow) -> Speaker:
    """A member as the one who speaks."""
    walled = () if member.role == "admin" else workspaces.walled(tx, workspace)
    return Speaker(
        workspace=workspace,
        id=member.id,
        name=member.name,
        role=member.role,
        team_id=member.team_id,
        language="en" if member.language == "en" else "zh",
        hidden=frozenset(team for team in walled if team != member.team_id),
    )


def nobody(workspace: UUID) -> Speaker:
    """A speaker who is nobody here: no role, so that nothing is allowed but what strangers may."""
    return Speaker(workspace=workspace, id=UUID(int=0), name="", role=STRANGER, team_id=None)


def where(tx: Tx, inbound: Inbound) -> Place | None:
    """The chat of a message, if it was heard before."""
    chat = inbound.message.chat
    row = workspaces.chat_by_external(
        tx, inbound.workspace, platform=chat.platform, app=chat.app, external=chat.id, topic=chat.topic
    )
    return place_of(row) if row is not None else None


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
    return place_of(known[0]) if known else None
