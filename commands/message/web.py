"""What only the web door is told: people, their chats, and the demonstration's clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from commands.message.heard import Chat, Message
from commands.message.said import Outgoing


@dataclass(frozen=True, kw_only=True, slots=True)
class Resident:
    """A person that the web door may offer to be, in the demonstration only."""

    user_id: str
    name: str
    role: str
    team: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """A chat that a resident may open: the private one, or a team's group."""

    chat: Chat
    title: str


class Directory(Protocol):
    """People and chats, for the web door."""

    async def residents(self) -> Sequence[Resident]: ...
    async def rooms(self, user_id: str) -> Sequence[Room]: ...
    async def history(self, chat: Chat, limit: int) -> Sequence[Outgoing | Message]: ...


class DemoClock(Protocol):
    """The demonstration's movable business time."""

    def now(self) -> datetime: ...
    async def move_to(self, when: datetime) -> None: ...
    async def next_due(self) -> datetime | None: ...
    async def last_told(self) -> UUID | None: ...
