"""The form in which commands declare how people say them, and the grammar compiled from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from nlp.reading import Value

SlotKind = Literal[
    "customer",  # one customer, known or new
    "customers",  # several known customers
    "contact",  # a person at the customer
    "member",  # a colleague
    "tags",
    "time",  # a moment; `prefer` says on which side where the words leave it open
    "repeat",  # an RFC 5545 rule
    "range",  # a period of days
    "note",  # the speaker's own words, verbatim
    "text",  # what to do, less the command words and the time
    "method",
    "phone",
    "email",
    "wechat",
    "level",
    "industry",
    "region",
    "source",
    "title",
    "fields",  # the workspace's own fields
    "filters",  # conditions of a search
    "number",  # a short number or a position in a list
    "command",  # the name of a command (撤销提醒 → reminder.add)
    "code",  # a one-time code
    "topic",  # what help is asked about
]


@dataclass(frozen=True, kw_only=True, slots=True)
class SlotForm:
    """One slot of a command: `ask` means that the command cannot run without it, so the bot asks for it."""

    name: str
    kind: SlotKind
    prefer: Literal["past", "future"] | None = None
    ask: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say a command.

    `pattern` is matched in a clause whose recognised spans are in place: plain words; `(a|b)` one of; `[a]` may be
    missing; `…` some other words; `{slot}` a span that fits the slot. Slots that the pattern does not place are
    filled from the clause's other spans in any order. `sets` are slots that the phrase itself says
    (拜访 → method=visit). `weight` ranks phrases that fit at once: 3 for an explicit order (提醒我), 2 a clear verb
    (拜访了), 1 a hint. `where` ties the phrase to the start of the clause or to the whole of it.
    """

    pattern: str
    sets: Mapping[str, Value] = field(default_factory=dict)
    weight: float = 2.0
    where: Literal["any", "start", "whole"] = "any"


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A command as understanding sees it."""

    name: str
    slots: tuple[SlotForm, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    examples: tuple[str, ...] = ()
    slash: tuple[str, ...] = ()
    writes: bool = True


class Grammar:
    """All that can be said, compiled once from the commands' declarations."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.forms: Mapping[str, Form] = {form.name: form for form in forms}
