"""What has come due: reminders and whatever else waits for a time."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from bot.border import Border
from bot.edge import TRIES, Trouble, attempt, backoff
from store import due, letters
from store.database import Tx
from store.due import DueRow
from store.errors import Unavailable

BATCH: Final = 16  # due commands in one transaction
LONGEST: Final = 0.1  # seconds after which a transaction takes no further one


class Fires(Protocol):
    """What firing needs of commands.conversation.Conversation."""

    def fire(self, tx: Tx, due: DueRow) -> None:
        """Runs a due command within its transaction."""

    def give_up(self, tx: Tx, due: DueRow) -> None:
        """Says what becomes of one that failed for good."""


class DueRunner:
    """Fires due commands: late ones too, none twice. What a command does and its mark "done" commit together.

    They go sixteen a transaction; when one of them fails, that round goes on one by one, so that only the one stays
    behind. Passing trouble is retried unseen, a bug three times; then the row lies with the dead ones.
    """

    def __init__(
        self,
        border: Border,
        conversation: Fires,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._border = border
        self._conversation = conversation
        self._now = now

    async def run(self) -> datetime | None:
        """Fires all that is due by now; when the next one is due."""
        try:
            following = await self.next_at()
            while following is not None and following <= self._now():
                if not await self._round():
                    break
                following = await self.next_at()
        except Unavailable:
            return None
        return following

    async def next_at(self) -> datetime | None:
        """When the next one is due; None where nothing waits."""
        return await self._border.read(due.next_at)

    async def next_told(self) -> datetime | None:
        """When somebody is told something next; None where nothing waits."""
        return await self._border.read(due.next_told)

    async def last_told(self) -> UUID | None:
        """The letter that was written last: another one, once somebody was told something."""
        return await self._border.read(letters.last)

    async def _round(self) -> int:
        """Fires the next rows that are due and nobody's; how many were taken."""
        result = await attempt(self._border.write(lambda tx: self._fire(tx, BATCH)), what="due commands")
        if not isinstance(result, Trouble):
            return result
        taken = 0
        while taken < BATCH and await self._one():
            taken += 1
        return taken

    async def _one(self) -> bool:
        """Fires the earliest row, or puts it off; whether there was one."""
        held: list[DueRow] = []
        result = await attempt(self._border.write(lambda tx: self._fire(tx, 1, held)), what="due command")
        if isinstance(result, Trouble):
            for row in held:
                await self._after(result, row)
        return bool(held)

    async def _after(self, trouble: Trouble, row: DueRow) -> None:
        """What becomes of a row that met trouble: another try, or the dead ones."""
        if not trouble.bug or row.attempts + 1 < TRIES:
            after = backoff(row.attempts + 1, first=1.0)
            await self._border.write(lambda tx: due.retry(tx, row, after, trouble.kind))
            return

        def give_up(tx: Tx) -> None:
            due.bury(tx, row, trouble.kind)
            self._conversation.give_up(tx, row)

        told = await attempt(self._border.write(give_up), what="given up")
        if isinstance(told, Trouble):
            await self._border.write(lambda tx: due.bury(tx, row, trouble.kind))

    def _fire(self, tx: Tx, limit: int, held: list[DueRow] | None = None) -> int:
        rows = due.claim(tx, self._now(), limit=limit)
        if held is not None:
            held[:] = rows
        until = time.monotonic() + LONGEST
        for count, row in enumerate(rows, 1):
            self._conversation.fire(tx, row)
            due.done(tx, row)
            if time.monotonic() > until:
                return count
        return len(rows)
