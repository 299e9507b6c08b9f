"""Upkeep: the nightly copy of the database, and forgetting what has served its time."""

import asyncio
import time
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from bot.border import Border
from bot.clock import Ticker, machine_now
from bot.settings import Backup
from store import actions, attachments, backup, dialogue, due, imports, inbox, leases, outbox, parked, shelf, workspaces
from store.database import Tx
from store.errors import NoBackup, Unavailable
from store.files import FileStore

INBOX: Final = timedelta(days=7)  # how long repeats of a message are known
LETTERS: Final = timedelta(days=90)  # how long quotes of our messages are understood: as long as buttons live
IMPORTS: Final = timedelta(days=7)  # how long what an import left out can be fetched
HOUR: Final = 3600.0
DAY: Final = 25 * HOUR  # and an hour, for what is done once a day is never done to the minute
PAGE: Final = 500  # files looked up at once
log = structlog.get_logger(__name__)


class Upkeep:
    """The jobs that nobody asks for. One process does each of them, by a lease."""

    def __init__(self, border: Border, settings: Backup, *, owner: str, store: FileStore) -> None:
        self._border = border
        self._settings = settings
        self._owner = owner
        self._store = store

    def schedule(self, ticker: Ticker) -> None:
        """Puts the jobs on the ticker."""
        ticker.daily("backup", self._settings.hour, self.copy)
        ticker.every("purge", HOUR, self.purge)
        ticker.every("late backup", HOUR, self.catch_up)

    async def catch_up(self) -> None:
        """Copies the database now where the last night's copy is missing: the machine was off."""
        known = await asyncio.to_thread(backup.copies, self._settings.folder)
        if known and time.time() - known[0].stat().st_mtime > DAY:
            await self.copy()

    async def copy(self) -> None:
        """Copies the database, unless another process does."""
        if not await self._mine("backup"):
            return
        try:
            path = await asyncio.to_thread(
                backup.copy,
                self._border.database,
                self._settings.folder,
                keep=self._settings.keep,
                files=self._store,
            )
        except (NoBackup, Unavailable) as error:
            log.warning("no backup", reason=str(error))
        else:
            log.info("backup", file=path.name)

    async def purge(self) -> None:
        """Forgets handled messages after 7 days, sent letters and finished due rows after 90, and what is over.

        Files that no row names, and that none could come to name again, go after a day.
        """
        if not await self._mine("purge"):
            return
        try:
            await self._border.write(_purge)
            await self._sweep()
        except Unavailable:
            log.warning("the database is away")

    async def _sweep(self) -> None:
        old = await asyncio.to_thread(lambda: list(self._store.older_than(time.time() - DAY)))
        for first in range(0, len(old), PAGE):
            page = old[first : first + PAGE]
            for id in await self._border.read(lambda tx, page=page: _unneeded(tx, page)):  # type: ignore[misc]
                await asyncio.to_thread(self._store.drop, id)

    async def _mine(self, job: str) -> bool:
        try:
            fence = await self._border.write(
                lambda tx: leases.hold(tx, f"upkeep:{job}", owner=self._owner, seconds=HOUR / 2)
            )
        except Unavailable:
            return False
        return fence is not None


def _unneeded(tx: Tx, ids: list[UUID]) -> list[UUID]:
    return attachments.unneeded(tx, [row.id for row in workspaces.every(tx)], ids, machine_now())


def _purge(tx: Tx) -> None:
    now = machine_now()
    inbox.purge(tx, now - INBOX)
    outbox.purge(tx, now - LETTERS)
    due.purge(tx, now - LETTERS)
    shelf.purge(tx, now)
    parked.purge(tx, now)
    actions.purge(tx, now)
    dialogue.purge(tx, now)
    imports.purge(tx, ended=now - IMPORTS, made=now - IMPORTS)
