"""Passive answers: who asked takes the answer along, in the reply to the platform's own request."""

import asyncio
from uuid import UUID

from commands.message import Chat, Fits, Outgoing


class Takers:
    """Those who wait for an answer to hand it over themselves, by the accepted message that it answers."""

    def __init__(self) -> None:
        self._waiting: dict[UUID, tuple[Chat, Fits, asyncio.Future[Outgoing | None]]] = {}

    def expect(self, inbox_id: UUID, chat: Chat, fits: Fits) -> asyncio.Future[Outgoing | None]:
        """From now on the first answer to this message in this chat goes to the future; None if it does not fit."""
        future: asyncio.Future[Outgoing | None] = asyncio.get_running_loop().create_future()
        self._waiting[inbox_id] = (chat, fits, future)
        return future

    def leave(self, inbox_id: UUID) -> None:
        """Whoever waited is gone; what comes now is sent."""
        self._waiting.pop(inbox_id, None)

    def take(self, inbox_id: UUID | None, outgoing: Outgoing) -> bool:
        """Gives the answer to whoever waits for it; False when nobody does."""
        if inbox_id is None or inbox_id not in self._waiting:
            return False
        chat, fits, future = self._waiting[inbox_id]
        if future.done() or (chat.id, chat.topic) != (outgoing.chat.id, outgoing.chat.topic):
            return False
        taken = fits(outgoing)
        future.set_result(outgoing if taken else None)
        return taken
