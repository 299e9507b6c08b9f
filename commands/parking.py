"""Answers that wait for their reader: kept a day for who cannot be written to in private yet, sent when they can."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from commands.codec import from_bytes, to_bytes
from commands.context import Place
from commands.dialogue import State, from_plain, to_plain
from commands.memory import open_there
from commands.message import Chat, Outgoing
from store import outbox, parked
from store.database import Tx
from store.ids import uuid7

KEPT = timedelta(hours=24)
"""How long an answer waits for its reader."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A letter, and what is open with its reader when they get it."""

    outgoing: Outgoing
    state: Any = None


def park(tx: Tx, workspace: UUID, member: UUID, outgoing: Outgoing, *, state: State | None, now: datetime) -> None:
    """Keeps a letter until its reader opens a private chat."""
    waiting = Waiting(outgoing=outgoing, state=to_plain(state) if state is not None else None)
    parked.keep_answer(
        tx,
        workspace,
        member,
        platform=outgoing.chat.platform,
        app=outgoing.chat.app,
        payload=to_bytes(waiting),
        now=now,
        until=now + KEPT,
    )


def follow(
    tx: Tx, workspace: UUID, member: UUID, place: Place, now: datetime, inbox_id: UUID | None, *, answers: str = ""
) -> int:
    """Sends what waits for a member to their private chat, as an answer to the message of that key; how many."""
    waiting = [from_bytes(Waiting, each) for each in parked.take_answers(tx, workspace, member, now)]
    for each in waiting:
        if each.state is not None:
            state = from_plain(each.state)
            assert isinstance(state, State)
            open_there(tx, workspace, place.id, member, state, now)
        letter = replace(each.outgoing, id=uuid7().hex, chat=address(place), answers=answers, asked="", replaces="")
        put_out(tx, workspace, replace(letter, created_at=now), inbox_id)
    return len(waiting)


def address(place: Place) -> Chat:
    """A chat as doors know it."""
    return Chat(platform=place.platform, app=place.app, id=place.external, topic=place.topic, private=place.private)


def put_out(tx: Tx, workspace: UUID, outgoing: Outgoing, inbox_id: UUID | None, *, hold: float = 0.0) -> None:
    """Writes a letter into the outbox, to be sent at once or after `hold` seconds."""
    outbox.add(
        tx,
        workspace=workspace,
        platform=outgoing.chat.platform,
        app=outgoing.chat.app,
        chat=outgoing.chat.id,
        topic=outgoing.chat.topic,
        payload=to_bytes(outgoing),
        inbox_id=inbox_id,
        created_at=outgoing.created_at,
        id=UUID(hex=outgoing.id),
        hold=hold,
    )
