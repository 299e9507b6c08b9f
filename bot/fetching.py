"""What a message needs from its platform before it can be handled: its files, its sender's name.

It is fetched in the message's lane and outside of any transaction. A crash repeats it and leaves only a file that
nothing names, which is swept.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

import structlog

from bot.edge import attempt, backoff
from commands.errors import Transient
from commands.files import Fetched
from commands.imports.reading import ENDINGS, read
from commands.message import Attachment, DeliveryError, Door, Fetching, Naming
from commands.people import Inbound
from store.files import FileStore, TooLarge

T = TypeVar("T")
PATIENCE: Final = 180.0  # seconds for which a lane waits for a platform that is away
FETCH_SECONDS: Final = 60.0  # of one try
FIRST, LONGEST = 1.0, 20.0  # seconds between tries
log = structlog.get_logger(__name__)
_ENDINGS: Final = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG", "png"),
    (b"GIF8", "gif"),
    (b"%PDF", "pdf"),
    (b"#!AMR", "amr"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
)


class Fetcher:
    """Asks the open doors, and stores the files that they give."""

    def __init__(self, store: FileStore, *, patience: float = PATIENCE, first_wait: float = FIRST) -> None:
        self._store = store
        self._patience = patience
        self._first_wait = first_wait
        self._doors: dict[tuple[str, str], Door] = {}

    def add(self, door: Door) -> None:
        """A door is open: what came through it can be fetched."""
        self._doors[door.platform, door.app] = door

    async def fetch(self, inbound: Inbound, wants: frozenset[str], going_on: Callable[[], bool]) -> Inbound:
        """The message with what it wanted, or with the reason why it is not there.

        `going_on` is asked between tries; Transient once it says no: the message is handled another time.
        """
        door = self._doors.get((inbound.message.chat.platform, inbound.message.chat.app))
        until = time.monotonic() + self._patience
        files, name = inbound.files, inbound.name
        if "files" in wants:
            alone = inbound.message.chat.private
            asked = inbound.message.attachments
            files = tuple([await self._file(door, each, until, going_on, alone) for each in asked])
        if "name" in wants and isinstance(door, Naming):
            user, naming = inbound.message.sender.id, door
            name = await self._tried(lambda: naming.name_of(user), until, going_on) or ""
        return replace(inbound, files=files, name=name, asked=inbound.asked | wants)

    async def _file(
        self, door: Door | None, attachment: Attachment, until: float, going_on: Callable[[], bool], alone: bool
    ) -> Fetched:
        if attachment.size > self._store.limit:
            return self._too_large(attachment)
        if not isinstance(door, Fetching):
            return Fetched(attachment=attachment, problem="refused")
        data = await self._tried(lambda: door.fetch(attachment), until, going_on)
        if data is None:
            return Fetched(attachment=attachment, problem="refused")
        try:
            kept = await asyncio.to_thread(self._store.put, data)
        except TooLarge:
            return self._too_large(attachment)
        ending = ending_of(attachment.name, data)
        book = await asyncio.to_thread(read, data, ending) if alone and ending in ENDINGS else None
        return Fetched(
            attachment=attachment,
            id=kept.id,
            key=kept.key,
            size=kept.size,
            sha256=kept.sha256.hex(),
            ending=ending,
            book=book,
        )

    def _too_large(self, attachment: Attachment) -> Fetched:
        return Fetched(attachment=attachment, problem="large", megabytes=self._store.limit // 2**20)

    async def _tried(self, ask: Callable[[], Awaitable[T]], until: float, going_on: Callable[[], bool]) -> T | None:
        """What the platform gives; None when it refuses for good, or is away for longer than a lane can wait."""
        tries = 0
        while True:
            tries += 1
            found = await attempt(_asked(ask))
            if isinstance(found, Given):
                return found.value
            after = backoff(tries, first=self._first_wait, longest=LONGEST)
            if isinstance(found, DeliveryError):
                if found.final:
                    return None
                after = found.after if found.after is not None else after
            if time.monotonic() + after > until:
                return None
            if not going_on():
                raise Transient
            await asyncio.sleep(after)


@dataclass(frozen=True, slots=True)
class Given(Generic[T]):
    """What a platform gave."""

    value: T


async def _asked(ask: Callable[[], Awaitable[T]]) -> Given[T] | DeliveryError | None:
    """What the platform gave, its refusal, or None when it did not answer."""
    try:
        async with asyncio.timeout(FETCH_SECONDS):
            return Given(await ask())
    except DeliveryError as refusal:
        log.info("not fetched", final=refusal.final)
        return refusal
    except OSError as fault:  # a timeout is one, too
        log.info("no answer", fault=type(fault).__name__)
        return None


def ending_of(name: str, data: bytes) -> str:
    """The ending by which people's programs know a file: its own, else what its first bytes tell."""
    own = name.rpartition(".")[2].lower() if "." in name else ""
    if own.isalnum() and len(own) <= 5:
        return own
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return "mp4"
    return next((ending for start, ending in _ENDINGS if data.startswith(start)), "")
