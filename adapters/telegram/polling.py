"""Polling: asks Telegram for updates, and asks for the next only when all of these are stored."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

import structlog
from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from adapters.telegram.api import Client
from adapters.telegram.refusals import seconds_of
from adapters.telegram.settings import TelegramSettings
from adapters.telegram.updates import ALLOWED

BATCH = 100
LONGEST_WAIT = 30.0
PAUSE_SECONDS = 0.2  # between two polls that were answered at once with nothing
log = structlog.get_logger(__name__)


class Polling:
    """One process's loop. `take` stores updates and says whether all are stored; asking on tells Telegram so."""

    def __init__(
        self, client: Client, settings: TelegramSettings, take: Callable[[Sequence[Update]], Awaitable[bool]]
    ) -> None:
        self._client = client
        self._settings = settings
        self._take = take
        self._offset: int | None = None
        self._wait = settings.retry_seconds

    async def run(self) -> None:
        """Polls until it is cancelled, whatever Telegram answers."""
        webhook = True
        while True:
            try:
                if webhook:  # while there is one, Telegram answers no poll
                    await self._client.bot.delete_webhook()
                    webhook = False
                await self._once()
            except Conflict:
                log.warning("another program polls with this token", door="telegram")
                await asyncio.sleep(self._settings.conflict_seconds)
                webhook = True
            except RetryAfter as slower:
                await asyncio.sleep(seconds_of(slower))
            except InvalidToken:
                log.error("Telegram does not know the token", door="telegram")  # noqa: TRY400 - its text may hold it
                await asyncio.sleep(self._settings.conflict_seconds)
            except TelegramError as error:
                log.warning("a poll failed", door="telegram", fault=type(error).__name__)
                await self._later()

    async def _once(self) -> None:
        began = time.monotonic()
        updates = await self._client.bot.get_updates(
            offset=self._offset,
            limit=BATCH,
            timeout=self._settings.poll_seconds,
            allowed_updates=ALLOWED,
        )
        if not await self._take(updates):
            await self._later()
            return
        self._wait = self._settings.retry_seconds
        if updates:
            self._offset = updates[-1].update_id + 1
        elif time.monotonic() - began < PAUSE_SECONDS:  # a server that does not hold a poll open is not run hot
            await asyncio.sleep(PAUSE_SECONDS)

    async def _later(self) -> None:
        await asyncio.sleep(self._wait)
        self._wait = min(LONGEST_WAIT, self._wait * 2)
