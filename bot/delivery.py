"""Delivery: hands the outbox to a door, each chat in order, chats side by side."""

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import uuid4

import structlog

from bot.border import Bell, Border
from bot.edge import backoff
from bot.logs import place
from commands.codec import from_bytes
from commands.message import DeliveryError, Door, Outgoing
from store import leases, outbox
from store.database import Tx
from store.errors import Unavailable
from store.outbox import Letter, Sent

WIDTH: Final = 16  # letters in hand at once, each of another chat
LEASE: Final = 30.0  # seconds
POLL: Final = 1.0
TRIES: Final = 12  # of a letter that a platform refuses or does not answer for: over half an hour
SEND_SECONDS: Final = 30.0  # after which nobody knows whether it arrived
JITTER: Final = 0.2
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
        bell: Bell,
        progress: Callable[[], None],
        width: int = WIDTH,
        lease: float = LEASE,
        poll: float = POLL,
        first_wait: float = 1.0,
    ) -> None:
        self._border = border
        self._door = door
        self._owner = owner
        self._bell = bell
        self._progress = progress
        self._width = width
        self._lease = lease
        self._poll = poll
        self._first_wait = first_wait
        self._fence: int | None = None
        self._renew_at = 0.0
        self._stopping = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._main: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """The lease's name."""
        return f"delivery:{self._door.platform}:{self._door.app}"

    async def start(self) -> None:
        """Begins to send, as soon as this process owns the app's sending."""
        self._main = asyncio.create_task(self._run(), name=self.name)

    async def stop(self) -> None:
        """Takes no further letter, waits for those in hand, and lets another process send."""
        self._stopping = True
        self._bell.ring()
        if self._main:
            await self._main
        if self._tasks:
            await asyncio.wait(self._tasks)
        if self._fence is not None:
            with suppress(Unavailable):  # then the lease ends by itself
                await self._border.write(lambda tx: leases.release(tx, self.name, owner=self._owner))

    async def _run(self) -> None:
        while not self._stopping:
            letters = await self._claim()
            for letter in letters:
                task = asyncio.create_task(self._deliver(letter))
                self._tasks.add(task)
                task.add_done_callback(self._ended)
            if not letters:
                await self._bell.wait(self._poll)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._progress()  # only now is there room for the chat's next letter

    async def _claim(self) -> list[Letter]:
        """The next letters, in our hands; none while another process owns the sending."""
        room = self._width - len(self._tasks)
        try:
            fence = await self._hold()
            if fence is None or room <= 0:
                return []
            return await self._border.write(
                lambda tx: outbox.claim(tx, platform=self._door.platform, app=self._door.app, fence=fence, limit=room)
            )
        except Unavailable:
            log.warning("the database is away", delivery=self.name)
            return []

    async def _hold(self) -> int | None:
        """The fence under which we send, the lease renewed when a third of it has gone."""
        if self._fence is None or time.monotonic() >= self._renew_at:
            asked = time.monotonic()
            held = await self._border.write(
                lambda tx: leases.hold(tx, self.name, owner=self._owner, seconds=self._lease)
            )
            self._fence = held
            self._renew_at = asked + self._lease / 3
        return self._fence

    async def _deliver(self, letter: Letter) -> None:
        """One letter to its end: sent, put off, or given up."""
        assert self._fence is not None
        fence = self._fence
        outcome = await self._send(letter, fence)
        for tries in range(1, TRIES + 1):
            try:
                await self._border.write(outcome)
                break
            except Unavailable:
                await asyncio.sleep(backoff(tries))
        else:
            # nobody will know that it was sent: under a new owner's fence it is found again, and marked as a repeat
            self._fence, self._owner = None, uuid4().hex

    async def _send(self, letter: Letter, fence: int) -> Callable[[Tx], object]:
        """What is to be written of a letter after it was handed to the door."""
        try:
            outgoing = replace(from_bytes(Outgoing, letter.payload), repeat=letter.repeat)
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
        done = Sent(id=letter.id, message_id=sent.message_id, handles=dict(sent.handles))
        return lambda tx: outbox.sent(tx, [done], fence)

    def _refused(self, letter: Letter, refusal: DeliveryError) -> Callable[[Tx], object]:
        log.warning("refused", letter=letter.id, final=refusal.final, tries=letter.attempts)
        if refusal.final:
            return lambda tx: outbox.bury(tx, letter.id, refusal.reason)
        return self._put_off(letter, refusal.reason, unknown=False, after=refusal.after)

    def _put_off(
        self, letter: Letter, reason: str, *, unknown: bool, after: float | None = None
    ) -> Callable[[Tx], object]:
        """Again after a while, doubled each time and a little uneven; with the dead letters after the last try."""
        if letter.attempts >= TRIES:
            return lambda tx: outbox.bury(tx, letter.id, reason)
        seconds = backoff(letter.attempts, first=self._first_wait, longest=600.0)
        wait = timedelta(seconds=after if after is not None else seconds * random.uniform(1 - JITTER, 1 + JITTER))
        asyncio.get_running_loop().call_later(wait.total_seconds(), self._bell.ring)
        return lambda tx: outbox.retry(tx, letter.id, tx.machine_now + wait, reason, unknown=unknown)
