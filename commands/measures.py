"""The catalogue of measures: every number that the bot tells is one of these, declared once.

A digest, a picture, a list behind a button and 解释 all read the same declaration. A measure is counted for some
members and some days, member by member, and shows the rows that it counts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from commands.calendar import Calendar, calendar_of
from commands.catalogue import Wording
from commands.context import Context
from store import measures
from store.database import Tx
from store.measures import Among, Noted
from store.types import SealedWords

ALIKE = timedelta(days=7)
"""How far back a follow-up is compared with its writer's others."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whose numbers, and of which days (both included), as they are at `now`; members in the order of their names."""

    tx: Tx
    workspace: UUID
    members: tuple[UUID, ...]
    first: date
    last: date
    now: datetime
    zone: ZoneInfo
    settings: Mapping[str, Any] = field(default_factory=dict)

    def midnight(self, day: date) -> datetime:
        """When a day begins on the workspace's wall clock."""
        return datetime.combine(day, time(), self.zone)

    def day(self, at: datetime) -> date:
        """The day on which a moment lies."""
        return at.astimezone(self.zone).date()

    @cached_property
    def among(self) -> Among:
        """The same as the store takes it."""
        since, until = self.midnight(self.first), self.midnight(self.last + timedelta(days=1))
        return Among(workspace=self.workspace, members=self.members, since=since, until=until)

    @cached_property
    def calendar(self) -> Calendar:
        """The workspace's workdays."""
        return calendar_of(self.tx, self.workspace)

    @property
    def today(self) -> date:
        """The day that it is."""
        return self.day(self.now)

    @cached_property
    def notes(self) -> list[Noted]:
        """The follow-ups of these days and of those before with which they are compared, latest first."""
        since = self.midnight(self.first) - ALIKE
        within = Among(workspace=self.workspace, members=self.members, since=since, until=self.among.until)
        return measures.notes(self.tx, within)


def asked(context: Context, members: tuple[UUID, ...], first: date, last: date) -> Asked:
    """What a command asks for."""
    return Asked(
        tx=context.tx,
        workspace=context.workspace,
        members=members,
        first=first,
        last=last,
        now=context.now,
        zone=context.zone,
        settings=context.settings,
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A number; of a share, what it is a part `of`."""

    value: int = 0
    of: int | None = None

    def __add__(self, other: "Part") -> "Part":
        of = None if self.of is None and other.of is None else (self.of or 0) + (other.of or 0)
        return Part(self.value + other.value, of)

    @property
    def percent(self) -> int | None:
        """The share in whole percent; None of nothing."""
        return round(100 * self.value / self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Tally:
    """A measure counted: each member's part, and the whole."""

    parts: Mapping[UUID, Part]
    whole: Part

    def of(self, member: UUID) -> Part:
        """A member's part."""
        return self.parts.get(member, Part(0, None if self.whole.of is None else 0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One thing that was counted: whose, with which customer, when or for how many days, in which words."""

    member: UUID | None = None
    customer: UUID | None = None
    at: datetime | None = None
    day: date | None = None
    days: int | None = None
    method: str | None = None
    text: SealedWords | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Which of the rows are wanted."""

    limit: int
    offset: int = 0

    def of(self, rows: list[Row]) -> list[Row]:
        """Those of a whole list."""
        return rows[self.offset : self.offset + self.limit]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One number: what it is called, its formula in words, how it is counted, and the rows behind it.

    `said` are other words for it. `share`: it is told in percent. `standing`: it tells how things are now, whatever
    days are asked for. `down`: less of it is better. `reps`: only those of whom entries are expected are counted.
    `row` is how a row is told.
    """

    name: str
    title: Wording
    formula: Wording
    unit: Wording = ("", "")
    said: tuple[str, ...] = ()
    share: bool = False
    standing: bool = False
    down: bool = False
    reps: bool = False
    row: Literal["follow_up", "customer", "owed", "person"] = "customer"
    count: Callable[[Asked], Tally]
    rows: Callable[[Asked, Page], list[Row]]


class Measures:
    """All measures by name, and by what people call them."""

    def __init__(self, *declared: Measure) -> None:
        self.all = declared
        self.by_name = {each.name: each for each in declared}
        self._words = sorted(
            ((word, each) for each in declared for word in (*each.title, *each.said)),
            key=lambda pair: -len(pair[0]),
        )

    @property
    def words(self) -> tuple[str, ...]:
        """All that measures are called, longest first."""
        return tuple(word for word, _ in self._words)

    def called(self, said: str) -> Measure | None:
        """The measure that is named in these words."""
        folded = said.casefold()
        return next((each for word, each in self._words if word.casefold() in folded), None)
