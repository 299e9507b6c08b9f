"""Delivery: hands the outbox to a door, each chat in order, chats side by side."""

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from bot.border import Belfry, Border
from bot.edge import backoff
from bot.logs import place
from bot.passive import Takers
from commands.codec import from_bytes
from commands.message import DeliveryError, Door, Outgoing
from store import leases, outbox
from store.database import Tx
from store.errors import Unavailable
from store.outbox import Letter, Sent

WIDTH: Final = 16  # letters in hand at once, each of another chat
LEASE: Final = 15.0  # seconds
POLL: Final = 1.0
TRIES: Final = 12  # of a letter that a platform refuses or does not answer for: over half an hour
SEND_SECONDS: Final = 30.0  # after which nobody knows whether it arrived
JITTER: Final = 0.2
Outcome = Callable[[Tx], object]
log = structlog.get_logger(__name__)


class Delivery:
    """Sends what is in the outbox through one door.

    One process at a time owns an app's sending, by a lease. A letter is sent at least once, under a stable id; when
    nobody knows whether it arrived (a timeout, a crash), it goes out again marked as a repeat.
    """

    def __init__(
        self,
        border: Border,
        door: Door,
        *,
        owner: str,
        said: Belfry,
        takers: Takers,
        width: int = WIDTH,
        lease: float = LEASE,
        poll: float = POLL,
        first_wait: float = 1.0,
    ) -> None:
        self._border = border
        self._door = door
        self._owner = owner
        self._said = said
        self._takers = takers
        self._bell = said.bell()
        self._width = width
        self._lease = lease
        self._poll = poll
        self._first_wait = first_wait
        self._fence: int | None = None
        self._renew_at = 0.0
        self._sent: list[Sent] = []
        self._others: list[Outcome] = []
        self._about: list[UUID] = []
        self._stopping = False
        self._tasks: set[asyncio.Task[None]] = set()
        self.main: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """The lease's name."""
        return f"delivery:{self._door.platform}:{self._door.app}"

    async def start(self) -> None:
        """Begins to send, as soon as this process owns the app's sending."""
        self.main = asyncio.create_task(self._run(), name=self.name)

    async def stop(self) -> None:
        """Takes no further letter, waits for those in hand, and lets another process send."""
        self._stopping = True
        self._bell.ring()
        if self.main:
            await asyncio.wait([self.main])
        if self._tasks:
            await asyncio.wait(self._tasks)
        if self._fence is not None:
            with suppress(Unavailable):  # then the lease ends by itself, and what was sent last is sent again, marked
                await self._exchange(self._fence, 0)
                await self._border.write(lambda tx: leases.release(tx, self.name, owner=self._owner))

    async def _run(self) -> None:
        while not self._stopping:
            letters: list[Letter] = []
            with self._patience():
                fence = await self._hold()
                if fence is not None:
                    letters = await self._exchange(fence, self._width - len(self._tasks))
            for letter in letters:
                task = asyncio.create_task(self._deliver(letter))
                self._tasks.add(task)
                task.add_done_callback(self._ended)
            if not letters:
                await self._bell.wait(self._poll)

    @contextmanager
    def _patience(self) -> Iterator[None]:
        try:
            yield
        except Unavailable:
            log.warning("the database is away", delivery=self.name)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._bell.ring()

    async def _hold(self) -> int | None:
        """The fence under which we send, the lease renewed when a third of it has gone; None: another process sends."""
        if self._fence is None or time.monotonic() >= self._renew_at:
            asked = time.monotonic()
            self._fence = await self._border.write(
                lambda tx: leases.hold(tx, self.name, owner=self._owner, seconds=self._lease)
            )
            self._renew_at = asked + self._lease / 3
        return self._fence

    async def _exchange(self, fence: int, room: int) -> list[Letter]:
        """In one transaction: what became of letters is written down, and the next ones come into our hands."""
        sent, others, about = self._sent[:], self._others[:], self._about[:]
        if not (sent or others) and room <= 0:
            return []

        def work(tx: Tx) -> list[Letter]:
            outbox.sent(tx, sent, fence)
            for other in others:
                other(tx)
            if room <= 0:
                return []
            return outbox.claim(tx, platform=self._door.platform, app=self._door.app, fence=fence, limit=room)

        letters = await self._border.write(work)
        del self._sent[: len(sent)], self._others[: len(others)], self._about[: len(about)]
        self._said.tell(about)
        return letters

    async def _deliver(self, letter: Letter) -> None:
        """Hands one letter to the door and notes what became of it."""
        outcome = await self._send(letter)
        if letter.inbox_id is not None:
            self._about.append(letter.inbox_id)
        if isinstance(outcome, Sent):
            self._sent.append(outcome)
        else:
            self._others.append(outcome)

    async def _send(self, letter: Letter) -> Sent | Outcome:
        """What is to be written down of a letter after it was handed to the door."""
        try:
            outgoing = replace(from_bytes(Outgoing, letter.payload), repeat=letter.repeat)
            if self._takers.take(letter.inbox_id, outgoing):
                return Sent(id=letter.id)
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
        log.warning("refused", letter=letter.id, final=refusal.final, tries=letter.attempts)
        if refusal.final:
            return lambda tx: outbox.bury(tx, letter.id, _plain(refusal.reason))
        return self._put_off(letter, _plain(refusal.reason), unknown=False, after=refusal.after)

    def _put_off(self, letter: Letter, reason: str, *, unknown: bool, after: float | None = None) -> Outcome:
        """Again after a while, doubled each time and a little uneven; with the dead letters after the last try."""
        if letter.attempts >= TRIES:
            return lambda tx: outbox.bury(tx, letter.id, reason)
        seconds = backoff(letter.attempts, first=self._first_wait, longest=600.0)
        wait = timedelta(seconds=after if after is not None else seconds * random.uniform(1 - JITTER, 1 + JITTER))
        asyncio.get_running_loop().call_later(wait.total_seconds(), self._bell.ring)
        return lambda tx: outbox.retry(tx, letter.id, tx.machine_now + wait, reason, unknown=unknown)


def _plain(reason: str) -> str:
    """A platform's words as a database takes them."""
    return reason.replace("\0", "")[:500]
