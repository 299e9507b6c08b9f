"""Sending: one letter through a door, and what is to be written down of it."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from bot.edge import backoff
from bot.logs import place
from commands.codec import from_bytes
from commands.message import DeliveryError, Door, Outgoing
from store import chats, outbox
from store.database import Tx
from store.letters import Letter
from store.outbox import Sent

TRIES: Final = 12  # of a letter that a platform refuses or does not answer for: over half an hour
SEND_SECONDS: Final = 60.0  # after which nobody knows whether it arrived
JITTER: Final = 0.2
WRITTEN: Final = 0.05  # seconds until what was put off is written down, and may be taken up again
Outcome = Callable[[Tx], object]
Unreachable = Callable[[Tx, Outgoing, UUID | None], bool]
Illustrated = Callable[[Outgoing], Awaitable[Outgoing]]
log = structlog.get_logger(__name__)


class Sending:
    """Hands letters to a door. `again` is called when one that was put off may be tried again."""

    def __init__(
        self,
        door: Door,
        *,
        illustrated: Illustrated,
        unreachable: Unreachable,
        again: Callable[[], None],
        first_wait: float,
    ) -> None:
        self._door = door
        self._illustrated = illustrated
        self._unreachable = unreachable
        self._again = again
        self._first_wait = first_wait

    async def send(self, letter: Letter) -> Sent | Outcome:
        """What is to be written down of a letter after it was handed to the door."""
        try:
            outgoing = await self._illustrated(outgoing_of(letter))
            async with asyncio.timeout(SEND_SECONDS):
                sent = await self._door.send(outgoing)
        except DeliveryError as refusal:
            return self._refused(letter, refusal)
        except Exception as unknown:  # a door may fail in any way, and then nobody knows whether it arrived
            log.warning(
                "unknown outcome",
                letter=letter.id,
                fault=type(unknown).__name__,
                at=place(unknown),
                tries=letter.attempts,
            )
            return self._put_off(letter, type(unknown).__name__, unknown=True)
        return Sent(id=letter.id, message_id=sent.message_id, handles=dict(sent.handles))

    def _refused(self, letter: Letter, refusal: DeliveryError) -> Outcome:
        reason = _plain(refusal.reason)
        if refusal.held:
            return self._put_off(letter, reason, after=refusal.after or self._first_wait, held=True)
        log.warning("refused", letter=letter.id, final=refusal.final, tries=letter.attempts)
        if refusal.moved_to:
            return self._moved(letter, refusal.moved_to, reason)
        if refusal.unreachable:
            return lambda tx: self._buried(tx, letter, reason)
        if refusal.final:
            return lambda tx: outbox.bury(tx, letter.id, reason)
        return self._put_off(letter, reason, after=refusal.after)

    def _buried(self, tx: Tx, letter: Letter, reason: str) -> None:
        """The person cannot be written to: the conversation sends it elsewhere or parks it, else it is dead."""
        if self._unreachable(tx, outgoing_of(letter), letter.inbox_id):
            outbox.withdraw(tx, letter.id)
        else:
            outbox.bury(tx, letter.id, reason)

    def _moved(self, letter: Letter, to: str, reason: str) -> Outcome:
        """The chat goes on under another id: it is known by that from now on, and the letter goes there."""

        def work(tx: Tx) -> None:
            platform, app = self._door.platform, self._door.app
            outbox.retry(tx, letter.id, tx.machine_now, reason, held=True)
            chats.move(tx, letter.workspace, platform=platform, app=app, old=letter.chat, new=to)

        asyncio.get_running_loop().call_soon(self._again)
        return work

    def _put_off(
        self, letter: Letter, reason: str, *, unknown: bool = False, after: float | None = None, held: bool = False
    ) -> Outcome:
        """Again after a while, doubled each time and a little uneven; with the dead letters after the last try."""
        if letter.attempts >= TRIES and not held:
            return lambda tx: outbox.bury(tx, letter.id, reason)
        seconds = backoff(letter.attempts, first=self._first_wait, longest=600.0)
        wait = timedelta(seconds=after if after is not None else seconds * random.uniform(1 - JITTER, 1 + JITTER))
        asyncio.get_running_loop().call_later(wait.total_seconds() + WRITTEN, self._again)
        return lambda tx: outbox.retry(tx, letter.id, tx.machine_now + wait, reason, unknown=unknown, held=held)


async def unillustrated(outgoing: Outgoing) -> Outgoing:
    """The letter as it is."""
    return outgoing


def outgoing_of(letter: Letter) -> Outgoing:
    """The letter's words, for the chat as its platform calls it today."""
    outgoing = from_bytes(Outgoing, letter.payload)
    return replace(outgoing, repeat=letter.repeat, chat=replace(outgoing.chat, id=letter.chat))


def _plain(reason: str) -> str:
    """A platform's words as a database takes them."""
    return reason.replace("\0", "")[:500]
