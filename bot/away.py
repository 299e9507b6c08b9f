"""Presence: whether the program was away for more than a minute, and which chats are to hear of it."""

import json
import math
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from bot.border import Border
from bot.clock import BusinessClock, Ticker
from commands.away import Absence
from commands.message import Door, Redelivering
from store import history, shelf
from store.database import Tx
from store.errors import Unavailable

BEAT: Final = 20.0  # seconds between two signs of life
AWAY: Final = timedelta(seconds=60)  # silence longer than this is an absence
DAY: Final = (time(7), time(22))  # when a chat may be told; what happened at night is told in the morning
KEPT: Final = 7 * 24 * 3600.0  # seconds; an absence longer than a week is a beginning
MOST: Final = 5  # absences told at once, the last ones
log = structlog.get_logger(__name__)


class Tells(Protocol):
    """What presence needs of commands.conversation.Conversation."""

    def away(self, tx: Tx, workspace: UUID, to: Sequence[UUID], absences: Sequence[Absence]) -> None:
        """Says it in these chats."""


class Presence:
    """A sign of life on the shelf, by machine time, that all processes of a workspace share.

    Who finds the last one older than a minute was away, or asleep, or without the database; with several processes only
    one of them finds it, and only where none was alive. The chats of doors that bring later what came meanwhile are
    not told.
    """

    def __init__(
        self, border: Border, conversation: Tells, *, workspace: UUID, clock: BusinessClock, zone: ZoneInfo
    ) -> None:
        self._border = border
        self._conversation = conversation
        self._workspace = workspace
        self._clock = clock
        self._zone = zone
        self._doors: list[Door] = []

    def add(self, door: Door) -> None:
        """A door whose chats are told."""
        self._doors.append(door)

    def schedule(self, ticker: Ticker) -> None:
        """Begins to give signs of life."""
        ticker.every("presence", BEAT, self.beat)

    async def beat(self) -> None:
        """A sign of life; what was found at the one before is told now, when all doors are open."""
        try:
            await self._border.write(self._beat)
        except Unavailable:
            log.warning("the database is away")

    def _beat(self, tx: Tx) -> None:
        known = shelf.get(tx, self._absences)
        if known is not None:
            self._tell(tx, known)
        now = tx.machine_now
        last = shelf.get(tx, self._alive)
        here = now.isoformat().encode()
        if last is None or now - datetime.fromisoformat(last.decode()) <= AWAY:
            shelf.put(tx, self._alive, here, seconds=KEPT)
        elif shelf.compare_and_set(tx, self._alive, last, here, seconds=KEPT):
            absences = [*_read(shelf.get(tx, self._absences)), (last.decode(), here.decode())]
            log.info("was away", since=last.decode())
            shelf.put(tx, self._absences, json.dumps(absences[-MOST:]).encode(), seconds=KEPT)

    def _tell(self, tx: Tx, known: bytes) -> None:
        """Tells the chats used since the day on which the first absence began, unless it is night."""
        local = self._clock.now().astimezone(self._zone)
        if not self._doors or not DAY[0] <= local.time() < DAY[1]:
            return
        if not shelf.compare_and_set(tx, self._absences, known, None):
            return
        absences = [(datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in _read(known)]
        for door in self._doors:
            kept = door.redelivers if isinstance(door, Redelivering) else 0.0
            lost = [each for each in absences if (each[1] - each[0]).total_seconds() > kept]
            if not lost or math.isinf(kept):
                continue
            since = self._midnight(lost[0][0])
            at = {"platform": door.platform, "app": door.app}
            used = history.used_since(tx, self._workspace, since=since, **at)
            self._conversation.away(tx, self._workspace, used, [self._business(each) for each in lost])

    def _midnight(self, machine: datetime) -> datetime:
        """The machine time at which the business day of a moment began."""
        local = (machine + self._clock.offset).astimezone(self._zone)
        return datetime.combine(local.date(), time(), self._zone) - self._clock.offset

    def _business(self, absence: Absence) -> Absence:
        return absence[0] + self._clock.offset, absence[1] + self._clock.offset

    @property
    def _alive(self) -> str:
        return f"alive:{self._workspace.hex}"

    @property
    def _absences(self) -> str:
        return f"away:{self._workspace.hex}"


def _read(held: bytes | None) -> list[tuple[str, str]]:
    return [] if held is None else [(since, until) for since, until in json.loads(held)]
