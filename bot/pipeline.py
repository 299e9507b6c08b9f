"""The pipeline: takes lanes, each lane's messages in order, lanes side by side."""

import asyncio
from collections.abc import Callable
from typing import Any, Final, Protocol
from uuid import UUID

import structlog

from bot.border import Bell, Border
from bot.edge import TRIES, Trouble, attempt, backoff
from commands.codec import from_bytes
from commands.message import Message
from commands.people import Inbound
from store import lanes
from store.database import Tx
from store.errors import Fenced, Unavailable
from store.lanes import Claim

WIDTH: Final = 64  # lanes in hand at once
LEASE: Final = 15.0  # seconds; a message takes milliseconds, and who is silent so long has died or hangs
POLL: Final = 1.0
CLAIMS: Final = 50  # of one message: one that ends every process which takes it is set aside unseen
GIVE_BACK: Final = 6  # tries to give a lane back early; after that its lease ends
log = structlog.get_logger(__name__)


class Fetching(Protocol):
    """What the pipeline needs of bot.fetching.Fetcher."""

    async def fetch(self, inbound: Inbound, wants: frozenset[str], going_on: Callable[[], bool]) -> Inbound:
        """The message with what its platform was asked for."""


class Preparing(Protocol):
    """What the pipeline needs of bot.preparers.Preparers."""

    async def prepare(self, claim: Claim) -> Any:
        """What Talk.prepare comes to, made out elsewhere; None if it has to be done here."""


class Talk(Protocol):
    """What the pipeline needs of commands.conversation.Conversation."""

    def prepare(self, tx: Tx, inbound: Inbound) -> Any:
        """Reads and understands a message, on a reader; its `wants` say what the platform must be asked for first."""

    def carry_out(self, tx: Tx, prepared: Any) -> None:
        """Makes its effects and its answer, on the writer."""

    def apologise(self, tx: Tx, inbound: Inbound) -> None:
        """Says that it could not be handled."""


class Pipeline:
    """Handles accepted messages. Effects, answers and "done" of a message commit together, so any process may die.

    Passing trouble is retried unseen. A bug gets three tries; then the speaker hears an apology, the message lies with
    the dead letters, and its lane goes on. Work that another process has taken over is dropped.
    """

    def __init__(
        self,
        border: Border,
        conversation: Talk,
        *,
        owner: str,
        bell: Bell,
        committed: Callable[[UUID], None],
        fetcher: Fetching,
        preparers: Preparing | None = None,
        width: int = WIDTH,
        lease: float = LEASE,
        poll: float = POLL,
    ) -> None:
        self._border = border
        self._conversation = conversation
        self._owner = owner
        self._bell = bell
        self._committed = committed
        self._fetcher = fetcher
        self._preparers = preparers
        self._width = width
        self._lease = lease
        self._poll = poll
        self._stopping = False
        self._tasks: set[asyncio.Task[None]] = set()
        self.main: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begins to take lanes."""
        self.main = asyncio.create_task(self._run(), name="pipeline")

    async def stop(self) -> None:
        """Takes no further lane and returns when every message in hand is finished."""
        self._stopping = True
        self._bell.ring()
        if self.main:
            await asyncio.wait([self.main])
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _run(self) -> None:
        while not self._stopping:
            claims = await self._claim(self._width - len(self._tasks))
            for claim in claims:
                task = asyncio.create_task(self._lane(claim))
                self._tasks.add(task)
                task.add_done_callback(self._ended)
            if not claims or len(self._tasks) >= self._width:
                await self._bell.wait(self._poll)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if len(self._tasks) >= self._width:
            self._bell.ring()
        self._tasks.discard(task)
        if (error := task.exception()) is not None:  # its lease ends, and the lane is taken again
            log.error("a lane failed", exc_info=error)

    async def _claim(self, room: int) -> list[Claim]:
        if room <= 0:
            return []
        try:
            return await self._border.write(
                lambda tx: lanes.claim(tx, owner=self._owner, limit=room, lease=self._lease)
            )
        except Unavailable:
            log.warning("the database is away")
            return []

    async def _lane(self, claim: Claim) -> None:
        """A lane's messages one after the other, until none waits."""
        following: Claim | None = claim
        try:
            while following is not None and not self._stopping:
                following = await self._message(following)
            if following is not None:
                await self._give_back(following, 0.0, "stopped")
        except Fenced:
            log.info("another process has taken a lane over", lane=claim.lane_id)

    async def _message(self, claim: Claim) -> Claim | None:
        """Handles one message; the lane's next one, claimed already, or None."""
        result: Claim | Trouble | None = None
        for tries in range(1, TRIES + 1):
            if claim.attempts > CLAIMS:
                result = Trouble(kind="claimed too often", bug=True)
                break
            result = await attempt(self._handle(claim), inbox=claim.inbox_id, tries=tries)
            if not isinstance(result, Trouble):
                return result
            if not result.bug:
                await self._give_back(claim, backoff(claim.attempts), result.kind)
                return None
            await asyncio.sleep(backoff(tries))
        assert isinstance(result, Trouble)
        await self._give_up(claim, result)
        return None

    async def _handle(self, claim: Claim) -> Claim | None:
        prepared = await self._preparers.prepare(claim) if self._preparers is not None else None
        if prepared is None:
            prepared = await self._prepared(inbound_of(claim))
        if prepared.wants:
            prepared = await self._prepared(await self._fetched(claim, prepared.inbound, prepared.wants))
        following = await self._border.write(lambda tx: self._carry_out(tx, prepared, claim))
        self._committed(claim.inbox_id)
        return following

    async def _prepared(self, inbound: Inbound) -> Any:
        return await self._border.read(lambda tx: self._conversation.prepare(tx, inbound))

    async def _fetched(self, claim: Claim, inbound: Inbound, wants: frozenset[str]) -> Inbound:
        """The message with what its platform had to be asked for; the lane is held meanwhile, however long it takes."""
        fetching = asyncio.ensure_future(self._fetcher.fetch(inbound, wants, lambda: not self._stopping))
        try:
            while not (await asyncio.wait([fetching], timeout=self._lease / 3))[0]:
                await self._border.write(lambda tx: lanes.renew(tx, claim))
            return fetching.result()
        finally:
            fetching.cancel()

    def _carry_out(self, tx: Tx, prepared: Any, claim: Claim) -> Claim | None:
        self._conversation.carry_out(tx, prepared)
        return lanes.finish(tx, claim)

    async def _give_up(self, claim: Claim, trouble: Trouble) -> None:
        """An apology (if that much succeeds), and the message is set aside."""
        apologised = await attempt(self._apologise(claim, trouble), inbox=claim.inbox_id)
        if apologised is not None and apologised.bug:
            apologised = await attempt(self._border.write(lambda tx: lanes.bury(tx, claim, trouble.kind)))
        if apologised is not None:
            await self._give_back(claim, backoff(claim.attempts), trouble.kind)
        self._committed(claim.inbox_id)
        self._bell.ring()

    async def _apologise(self, claim: Claim, trouble: Trouble) -> None:
        inbound = inbound_of(claim)

        def work(tx: Tx) -> None:
            self._conversation.apologise(tx, inbound)
            lanes.bury(tx, claim, trouble.kind)

        await self._border.write(work)

    async def _give_back(self, claim: Claim, after: float, reason: str) -> None:
        """The lane is free again, and its message comes again after so many seconds."""
        for tries in range(1, GIVE_BACK + 1):
            try:
                await self._border.write(lambda tx: lanes.retry(tx, claim, after, reason))
            except Unavailable:
                await asyncio.sleep(backoff(tries))
            else:
                asyncio.get_running_loop().call_later(after, self._bell.ring)
                return


def inbound_of(claim: Claim) -> Inbound:
    """A claimed message as it was accepted."""
    return Inbound(
        workspace=claim.workspace,
        inbox_id=claim.inbox_id,
        message=from_bytes(Message, claim.payload),
        attempts=claim.attempts,
    )
