"""The conversation of one speaker in one chat: what was asked, shown and done. A row with an end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from nlp.reading import Doubt, Draft, Filters, Moment, Named, New, Period

QUESTION = timedelta(minutes=30)
"""How long a question stays open; then its words become a draft."""
LISTED = timedelta(hours=18)
"""How long a morning's list is meant by its numbers."""
LEFT = 20
"""Drafts kept at most, the oldest go first."""
MEMORY = timedelta(days=7)
"""How long a conversation is remembered at all."""
_KINDS: Mapping[str, type] = {kind.__name__: kind for kind in (Named, New, Moment, Period, Filters, Doubt, Draft)}


@dataclass(kw_only=True, slots=True)
class Question:
    """What the bot asked: for which slot, the values it offered, and the drafts that wait for the answer.

    `named`: a morning's list has told of it since it was left unanswered. `messages` are those that it keeps words or
    files of.
    """

    slot: str
    drafts: tuple[Draft, ...]
    asked_at: datetime
    words: str
    options: tuple[Any, ...] = ()
    named: bool = False
    messages: tuple[UUID, ...] = ()


@dataclass(kw_only=True, slots=True)
class Burst:
    """Files that come one after the other and get one answer: the letter that waits a moment, and what it says so far.

    `said` is its line about them. What they do is keyed as the first one's doing, from `ordinal` on.
    """

    letter: UUID
    said: str
    key: str
    ordinal: int
    kinds: Mapping[str, int]
    at: datetime
    follow_up: UUID | None = None
    along: bool = False


@dataclass(kw_only=True, slots=True)
class Late:
    """Messages that came late and get one answer: the letter that waits a moment, and what it says of each.

    What they do is keyed as the first one's doing, from `ordinal` on.
    """

    letter: UUID
    key: str
    ordinal: int
    said: tuple[str, ...]
    at: datetime


@dataclass(kw_only=True, slots=True)
class Listed:
    """A numbered list that was told: of each line the customer and the reminder's number, as far as it has them.

    Words after a line's number speak of it: 1 电话没人接.
    """

    lines: tuple[tuple[UUID | None, int | None], ...]
    at: datetime

    @property
    def customers(self) -> tuple[UUID, ...]:
        """The customers by the numbers of their lines; those without one come last."""
        return tuple(customer for customer, _ in self.lines if customer is not None)


@dataclass(kw_only=True, slots=True)
class Done:
    """One command that the speaker's last message ran: its draft as resolved, and its execution."""

    draft: Draft
    execution: UUID


@dataclass(kw_only=True, slots=True)
class State:
    """All that is remembered of a conversation.

    `came` are the reminders that reached this chat since its speaker last spoke, `given` the tasks. `buttons` holds,
    a line each, the token and the words of the last answer's buttons (commands.labels), `missed` the words that were
    not understood just now.
    """

    customer: UUID | None = None
    question: Question | None = None
    shown: tuple[UUID, ...] = ()
    done: tuple[Done, ...] = ()
    left: tuple[Question, ...] = field(default_factory=tuple)
    burst: Burst | None = None
    letters: tuple[UUID, ...] = ()
    late: Late | None = None
    came: tuple[UUID, ...] = ()
    given: tuple[UUID, ...] = ()
    listed: Listed | None = None
    buttons: str = ""
    importing: UUID | None = None
    missed: str = ""

    def settle(self, now: datetime) -> None:
        """Closes a question that was left alone for half an hour; its words stay as a draft."""
        if self.question and now - self.question.asked_at >= QUESTION:
            self.leave()
        if self.listed and (now - self.listed.at >= LISTED or self.shown != self.listed.customers):
            self.listed = None

    def tell(self, listed: Listed) -> None:
        """A numbered list is before the speaker's eyes."""
        self.listed, self.shown = listed, listed.customers

    @property
    def unfiled(self) -> tuple[Question, ...]:
        """The drafts, and the open question if words wait for its answer."""
        return (*self.left, self.question) if self.question and self.question.words else self.left

    def spoken_on(self) -> None:
        """What had come by itself is behind the speaker, who has said something else; till when it is put off stays."""
        if self.question is None or self.question.drafts[0].command != "reminder.snooze":
            self.came = self.given = ()

    def over(self, reminder: UUID, task: UUID | None = None) -> None:
        """Nothing waits of a reminder, and of its task, any more."""
        self.came = tuple(each for each in self.came if each != reminder)
        self.given = tuple(each for each in self.given if each != task)

    def leave(self) -> None:
        """Puts the open question aside as a draft; one that only asked for something is forgotten."""
        if self.question and self.question.words:
            self.left = (*self.left, self.question)[-LEFT:]
        self.question = None


def to_plain(value: Any) -> Any:
    """Conversation values as JSON-ready data, each tagged with its kind; what stands at its default is left out."""
    kind = type(value)
    if kind in _SIMPLE:
        return value
    defaults = _DEFAULTS.get(kind)
    if defaults is not None:
        kept = {}
        for name, default in defaults:
            item = getattr(value, name)
            if item is not default and (default is None or item != default):
                kept[name] = item if type(item) in _SIMPLE else to_plain(item)
        return {"$": kind.__name__, "v": kept}
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {"$": "map", "v": {key: to_plain(item) for key, item in value.items()}}
    if isinstance(value, UUID):
        return {"$": "id", "v": str(value)}
    if isinstance(value, date):  # a datetime is one, too
        return {"$": "at" if isinstance(value, datetime) else "day", "v": value.isoformat()}
    if isinstance(value, Decimal):
        return {"$": "number", "v": str(value)}
    return value


def from_plain(plain: Any) -> Any:
    """What `to_plain` wrote."""
    if isinstance(plain, list):
        return tuple([from_plain(item) for item in plain])
    if not isinstance(plain, dict):
        return plain
    kind, value = plain["$"], plain["v"]
    make = _MAKERS.get(kind)
    if make is not None:
        return make(value)
    inner = {key: from_plain(item) for key, item in value.items()}
    return inner if kind == "map" else _TYPES[kind](**inner)


_SIMPLE = frozenset({str, int, bool, float, type(None)})
_OURS = (State, Question, Done, Burst, Late, Listed)
_TYPES: Mapping[str, type] = {**_KINDS, **{kind.__name__: kind for kind in _OURS}}
_MAKERS: Mapping[str, Callable[[str], Any]] = {
    "id": UUID,
    "at": datetime.fromisoformat,
    "day": date.fromisoformat,
    "number": Decimal,
}


def _default(of: Any) -> Any:
    """A field's default; for one that has none, a value that nothing equals."""
    if of.default_factory is not MISSING:
        return of.default_factory()
    return object() if of.default is MISSING else of.default


_DEFAULTS: Mapping[type, tuple[tuple[str, Any], ...]] = {
    kind: tuple((each.name, _default(each)) for each in fields(kind)) for kind in _TYPES.values()
}


def waiting(drafts: Sequence[Draft]) -> tuple[tuple[Draft, ...], tuple[Draft, ...]]:
    """Splits drafts into those that can run and those that wait for an answer.

    A clear draft waits too when it leans on a doubtful one's customer (拜访了宏远…，下周三提醒我: both wait).
    """
    doubtful = [draft for draft in drafts if draft.doubts]
    asked = {doubt.slot for draft in doubtful for doubt in draft.doubts if doubt.candidates or doubt.slot == "customer"}
    clear = [draft for draft in drafts if not draft.doubts and not (asked & _unfilled(draft))]
    return tuple(clear), tuple(draft for draft in drafts if draft not in clear)


def _unfilled(draft: Draft) -> set[str]:
    return {slot for slot, value in draft.slots.items() if value is None}


def fill(drafts: Sequence[Draft], slot: str, value: Any) -> tuple[Draft, ...]:
    """The waiting drafts with the answer put into the slot that each of them lacked."""
    filled = []
    for draft in drafts:
        lacks = any(doubt.slot == slot for doubt in draft.doubts)
        doubts = tuple(doubt for doubt in draft.doubts if doubt.slot != slot)
        slots = {**draft.slots, slot: value} if lacks else draft.slots
        filled.append(replace(draft, slots=slots, doubts=doubts))
    return tuple(filled)
