"""What has come due: reminders and whatever else waits for a time."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol

from bot.border import Border
from bot.edge import TRIES, Trouble, attempt, backoff
from store import due
from store.database import Tx
from store.due import DueRow
from store.errors import Unavailable

ABREAST: Final = 8  # due commands in hand at once


class Fires(Protocol):
    """What firing needs of commands.conversation.Conversation."""

    def fire(self, tx: Tx, due: DueRow) -> None:
        """Runs a due command within its transaction."""


class DueRunner:
    """Fires due commands, each in a transaction of its own that also marks it done: late ones too, none twice.

    Passing trouble is retried unseen, a bug three times; then the row lies with the dead ones.
    """

    def __init__(
        self,
        border: Border,
        conversation: Fires,
        *,
        now: Callable[[], datetime],
        committed: Callable[[], None],
    ) -> None:
        self._border = border
        self._conversation = conversation
        self._now = now
        self._committed = committed

    async def run(self) -> datetime | None:
        """Fires all that is due by now; when the next one is due."""
        try:
            following = await self.next_at()
            while following is not None and following <= self._now():
                if not any(await asyncio.gather(*(self._one() for _ in range(ABREAST)))):
                    break
                self._committed()
                following = await self.next_at()
        except Unavailable:
            return None
        return following

    async def next_at(self) -> datetime | None:
        """When the next one is due; None where nothing waits."""
        return await self._border.read(due.next_at)

    async def _one(self) -> bool:
        """Fires the earliest row that is due and nobody's; whether there was one."""
        held: list[DueRow] = []

        def work(tx: Tx) -> None:
            held[:] = due.claim(tx, self._now(), limit=1)
            for row in held:
                self._conversation.fire(tx, row)
                due.done(tx, row)

        result = await attempt(self._border.write(work), what="due")
        if isinstance(result, Trouble):
            for row in held:
                await self._border.write(_after(result, row))
        return bool(held)


def _after(trouble: Trouble, row: DueRow) -> Callable[[Tx], None]:
    """What becomes of a row that met trouble: another try, or the dead ones."""
    if trouble.bug and row.attempts + 1 >= TRIES:
        return lambda tx: due.bury(tx, row, trouble.kind)
    return lambda tx: due.retry(tx, row, backoff(row.attempts + 1, first=1.0), trouble.kind)
