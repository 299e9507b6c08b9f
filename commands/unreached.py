"""Letters that did not reach their reader: another private chat takes them, or they wait until one is opened."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from commands.catalogue import Wording
from commands.codec import from_bytes
from commands.context import say
from commands.language import chosen
from commands.message import Message, Outgoing
from commands.outgoing import place_of
from commands.parking import address, park, put_out
from commands.sentences import Speech
from commands.sparing import once
from store import chats, inbox, letters, members, workspaces
from store.database import Tx
from store.ids import uuid7


def gone_astray(
    tx: Tx, outgoing: Outgoing, inbox_id: UUID | None, wordings: Mapping[str, Wording], now: datetime
) -> bool:
    """Sends a private letter another way or parks it; a group that it was asked in hears once how to be reached.

    False where nobody is known who could get it later.
    """
    workspace = letters.workspace_of(tx, UUID(hex=outgoing.id))
    chat = outgoing.chat
    row = workspace and workspaces.chat_by_external(
        tx, workspace, platform=chat.platform, app=chat.app, external=chat.id, topic=chat.topic
    )
    if not workspace or not row or row.kind != "private":
        return False
    reader = chats.reader(tx, workspace, row.id)
    chats.lose(tx, workspace, row.id, now)
    if reader is None:
        return False
    other = chats.private_chat(tx, workspace, reader, chat.platform)
    if other is not None:
        there = replace(outgoing, id=uuid7().hex, chat=address(place_of(other)), answers="", asked="", replaces="")
        put_out(tx, workspace, there, inbox_id)
        return True
    park(tx, workspace, reader, outgoing, state=None, now=now)
    asked = inbox.load(tx, inbox_id) if inbox_id is not None else None
    message = from_bytes(Message, asked.payload) if asked is not None else None
    if message is not None and not message.chat.private and once(tx, workspace, f"nowhere {inbox_id}", now):
        put_out(tx, workspace, _how_to_be_reached(tx, workspace, reader, message, wordings, now), inbox_id)
    return True


def _how_to_be_reached(
    tx: Tx, workspace: UUID, reader: UUID, message: Message, wordings: Mapping[str, Wording], now: datetime
) -> Outgoing:
    member = members.get(tx, workspace, reader)
    settings = workspaces.get(tx, workspace)
    assert settings is not None
    zone = ZoneInfo(settings.zone)
    language = chosen(member.language if member is not None else "")
    speech = Speech(wordings, language, zone, now.astimezone(zone).date())
    return Outgoing(
        id=uuid7().hex,
        chat=message.chat,
        lines=(speech.say(say("said.nowhere")),),
        answers=message.key,
        asked=message.id,
        language=language,
        created_at=now,
    )
