"""What a message says: spans, values, drafts and doubts. Plain values, no behaviour beyond their shape."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

NameKind = Literal["customer", "contact", "member", "tag"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Something the workspace knows by name. `id` is opaque (a database id, or the name itself in a world file).

    `said` is what the message called it. `customer` is a contact's customer, `owner` a customer's owner.
    """

    kind: NameKind
    id: Hashable
    name: str
    said: str = ""
    owner: Hashable | None = None
    customer: Hashable | None = None
    title: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class New:
    """A name that the workspace does not know, as said; `near` are known ones that it may be a slip for."""

    name: str
    near: tuple[Named, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A point in time: `value` aware. `clocked` is False when only a day or a part of a day was said (今天下午)."""

    value: datetime
    said: str
    clocked: bool
    day_only: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A range of days, both ends included."""

    first: date
    last: date
    said: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """Conditions of a search, each optional (corpus: tags, stage, owner, level, industry, region, source, …)."""

    values: Mapping[str, object] = field(default_factory=dict)


Value = Named | New | Moment | Period | Filters | Decimal | int | str | tuple["Value", ...] | Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A recognised stretch of the original text, half open."""

    start: int
    end: int
    kind: str
    value: object


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A slot that must be asked for. `candidates` are offered in order, the speaker's own first.

    `outside`: which of them is meant by an order that no command serves; its words can be filed.
    """

    slot: str
    reason: Literal["missing", "ambiguous", "near", "outside"]
    candidates: tuple[Named, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """One command as far as the words carry it. `replaces`: it corrects what was just done and is the whole command.

    `answers`: it answers the open question (context.pending) and is the whole command with the answer in place.
    `others` are known customers that fit the short name as well, where the speaker's own one was taken.
    """

    command: str
    slots: Mapping[str, Value] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    replaces: bool = False
    answers: bool = False
    new: bool = False
    others: tuple[Named, ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """The question the bot has just asked: which command, which slot is missing, what is known.

    `near`: it asks whether the one that it names is meant, so that yes and no answer it (是华星吗？).
    """

    command: str
    missing: str
    slots: Mapping[str, Value] = field(default_factory=dict)
    near: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of a numbered list that was told: its customer, and its reminder's short number."""

    customer: Named | None = None
    reminder: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """The conversation before, for one speaker in one chat.

    `listed` are the lines of the list just told, by whose numbers they are spoken of (1 电话没人接).
    Reminders have `come`, tasks were `given`: just now, and the speaker has said nothing since. What is laid down for
    good is read by `phrases_only`, not by what other people mean with such words.
    """

    speaker: Named
    group: bool = False
    customer: Named | None = None
    pending: Pending | None = None
    shown: tuple[Named | str, ...] = ()
    listed: tuple[Line, ...] = ()
    done: tuple[Draft, ...] = ()
    come: bool = False
    given: bool = False
    phrases_only: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The whole of a message. `kind`: commands; talk (nothing for the bot); bare (a customer without a clear verb,
    in `subject`); unknown (addressed, not understood); outside (a wish that is none of the bot's business).
    `left` is what was said beside the commands and no command took. `spans` are all that was recognised, for
    explaining."""

    kind: Literal["commands", "talk", "bare", "unknown", "outside"]
    drafts: tuple[Draft, ...] = ()
    subject: Named | New | None = None
    left: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
