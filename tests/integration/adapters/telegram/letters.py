"""Letters for the tests."""

import itertools
from datetime import UTC, datetime
from typing import Any

from adapters.telegram.fake_rooms import BOT, Room
from commands.message import Chat, Outgoing, Press

_numbers = itertools.count(1)
ACTION = "Ab3dEf6hIj9lMn2pQr5tUv"


def chat_of(room: Room, topic: str = "") -> Chat:
    """The seam's chat for a room."""
    return Chat(platform="telegram", app=str(BOT["id"]), id=str(room.id), topic=topic, private=room.sort == "private")


def letter(room: Room, *lines: str, topic: str = "", **more: Any) -> Outgoing:
    """A letter to a room."""
    return Outgoing(
        id=f"letter-{next(_numbers)}", chat=chat_of(room, topic), lines=lines, created_at=datetime.now(UTC), **more
    )


def presses(*labels: str) -> tuple[Press, ...]:
    """Buttons with these words."""
    return tuple(Press(label=label, action=f"{ACTION}.{i}") for i, label in enumerate(labels))
