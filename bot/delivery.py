"""Delivery: hands the outbox to a door, each chat in order, chats side by side."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final
from uuid import UUID

import structlog

from bot.border import Belfry, Bell, Border
from bot.leading import Leader
from bot.passive import Askers
from bot.sending import Illustrated, Outcome, Sending, Unreachable, unillustrated
from bot.spreading import spread
from commands.message import Door, Reaching
from store import leases, outbox
from store.database import Tx
from store.errors import Unavailable
from store.letters import Letter
from store.outbox import Sent

WIDTH: Final = 16  # letters in hand at once, each of another chat
LEASE: Final = 15.0  # seconds
POLL: Final = 1.0
log = structlog.get_logger(__name__)


class Delivery:
    """Sends what is in the outbox through one door.

    One process at a time owns an app's sending and its long connection, by a lease. A letter is sent at least once,
    under a stable id; when nobody knows whether it arrived (a timeout, a crash), it goes out again marked as a repeat.
    """

    def __init__(
        self,
        border: Border,
        door: Door,
        *,
        owner: str,
        said: Belfry,
        askers: Askers,
        illustrated: Illustrated = unillustrated,
        unreachable: Unreachable = lambda *_: False,
        width: int = WIDTH,
        lease: float = LEASE,
        poll: float = POLL,
        first_wait: float = 1.0,
    ) -> None:
        self._border = border
        self._door = door
        self._owner = owner
        self._said = said
        self._askers = askers
        self._bell = Bell()
        self._posted: Callable[[], None] = self._bell.ring
        self._sending = Sending(
            door, illustrated=illustrated, unreachable=unreachable, again=self._bell.ring, first_wait=first_wait
        )
        self._leader = Leader(door, lease=lease)
        self._width = width
        self._lease = lease
        self._poll = poll
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
        self._posted = self._bell.from_afar()
        self._heard_by.append(self._posted)
        self.main = asyncio.create_task(self._run(), name=self.name)

    async def stop(self) -> None:
        """Takes no further letter, waits for those in hand, and lets another process send."""
        self._stopping = True
        if self._posted in self._heard_by:
            self._heard_by.remove(self._posted)
        self._bell.ring()
        if self.main:
            await asyncio.wait([self.main])
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self._leader.follow()
        if self._fence is not None:
            with suppress(Unavailable):  # then the lease ends by itself, and what was sent last is sent again, marked
                await self._exchange(self._fence, 0)
                await self._border.write(lambda tx: leases.release(tx, self.name, owner=self._owner))

    @property
    def _heard_by(self) -> list[Callable[[], object]]:
        """Those who are told when letters for the door may be sent."""
        return self._border.database.listeners.setdefault((self._door.platform, self._door.app), [])

    async def _run(self) -> None:
        while not self._stopping:
            letters: list[Letter] = []
            with self._patience():
                fence = await self._hold()
                await self._leader.led(fence is not None)
                if fence is not None:
                    letters = await self._exchange(fence, self._width - len(self._tasks))
            await self._leader.watch()
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
            self._leader.asked = asked
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
            return self._claimed(tx, fence, room)

        letters = await self._border.write(work)
        del self._sent[: len(sent)], self._others[: len(others)], self._about[: len(about)]
        if about:
            self._said.ring(*about)
        return letters

    def _claimed(self, tx: Tx, fence: int, room: int) -> list[Letter]:
        """The next letters, but for those that somebody waits for to show them, and what is spread at full hours."""
        app = {"platform": self._door.platform, "app": self._door.app}
        reached = self._door.reaches if isinstance(self._door, Reaching) else None
        found = outbox.claim(tx, **app, fence=fence, limit=room, chats=reached)
        waited_for = [letter for letter in found if self._askers.wait_for(letter)]
        for letter in waited_for:
            outbox.retry(tx, letter.id, tx.machine_now, "", held=True)
        free = [letter for letter in found if letter not in waited_for]
        early = {letter.id: until for letter in free if (until := spread(self._door, letter, tx.machine_now))}
        for id, until in early.items():
            outbox.retry(tx, id, until, "", held=True)
        return [letter for letter in free if letter.id not in early]

    async def _deliver(self, letter: Letter) -> None:
        """Hands one letter to the door and notes what became of it."""
        outcome = await self._sending.send(letter)
        if letter.inbox_id is not None:
            self._about.append(letter.inbox_id)
        if isinstance(outcome, Sent):
            self._sent.append(outcome)
        else:
            self._others.append(outcome)
