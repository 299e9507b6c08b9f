"""Passive answers: who asked shows the answer themselves, in the reply to the platform's own request."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from commands.message import Chat
from store.letters import Letter


class Askers:
    """Those in this process who wait for the answer to a message in its chat: delivery leaves it to them."""

    def __init__(self) -> None:
        self._waiting: Counter[tuple[UUID | None, str, str]] = Counter()

    @contextmanager
    def asking(self, inbox_id: UUID, chat: Chat) -> Iterator[None]:
        """Somebody waits for it meanwhile."""
        answer = (inbox_id, chat.id, chat.topic)
        self._waiting[answer] += 1
        try:
            yield
        finally:
            self._waiting[answer] -= 1
            if not self._waiting[answer]:
                del self._waiting[answer]

    def wait_for(self, letter: Letter) -> bool:
        """Whether somebody waits for this letter; any thread may ask."""
        return (letter.inbox_id, letter.chat, letter.topic) in self._waiting
