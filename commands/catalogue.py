"""The catalogue: every command the bot knows, each declared in one place beside its handler."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from commands.message import Reply, Sentence
from commands.values import Unseen
from nlp.grammar import Form, Grammar, Phrase, SlotForm, SlotKind
from nlp.reading import Doubt

Handler = Callable[[Any, Any], Reply]
Wording = tuple[str, str]
"""A sentence in Chinese and in English; `{name}` values, `[…]` parts that vanish with an empty value."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Marks a command's field as something that can be said: `Annotated[UUID, Slot("customer", ask=True)]`."""

    kind: SlotKind
    prefer: Literal["past", "future"] | None = None
    ask: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One command's declaration: its type, who may, how it is said, what it does.

    `roles` are the built-in roles that may run it. `writes` is False for pure questions, which run on a reader.
    `confirm` asks before it acts, once `guard` (Refused) has let it pass; the question shows `preview`'s lines, what
    would happen. `wants` says which slot has to be asked for this time. `slash` holds the short names (跟进, log).
    `examples` are sentences that help offers.
    `keeps_customers`: it changes no customer and no contact, so what was read of them stays true.
    `hidden` commands are not said by people: buttons and the clock run them. `standing` ones come as a series of their
    subject (commands.series). `sliced` ones do a part of something big and let the next follow (commands.slices).
    `stuck` says what becomes of one that came due and failed for good, and who hears of it.
    `shows` says who may read its answer in a group (commands.groups); unsaid, a write's echo is the team's, and what is
    read is for the asker alone.
    """

    name: str
    type: type
    handler: Handler
    title: Wording
    roles: tuple[str, ...] = ("rep", "manager", "finance", "admin")
    slash: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    examples: tuple[str, ...] = ()
    examples_en: tuple[str, ...] = ()
    writes: bool = True
    undoable: bool = True
    confirm: bool = False
    guard: Callable[[Any, Any], None] | None = None
    preview: Callable[[Any, Any], Sequence[Sentence]] | None = None
    wants: Callable[[Any, Any], Doubt | None] | None = None
    stuck: Callable[[Any, Any], Reply] | None = None
    hidden: bool = False
    standing: bool = False
    sliced: bool = False
    whole: bool = False
    keeps_customers: bool = False
    shows: Literal["anyone", "team", "asker"] | None = None

    @property
    def showing(self) -> Literal["anyone", "team", "asker"]:
        """Who may read its answer in a group."""
        return self.shows or ("team" if self.writes else "asker")

    def form(self) -> Form:
        """The command as understanding sees it, its slots read off the type's annotations."""
        return Form(
            name=self.name,
            slots=tuple(slots_of(self.type)),
            phrases=self.phrases,
            examples=self.examples,
            slash=self.slash,
            writes=self.writes,
            whole=self.whole,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What one subject file brings: its commands, the sentences they speak, and what comes of itself.

    `series` gives, for a commands.series.Plan, the commands.series.Series that are wanted.
    """

    name: str
    title: Wording
    commands: tuple[Command, ...] = ()
    sentences: Mapping[str, Wording] = field(default_factory=dict)
    series: Callable[[Any], Iterable[Any]] | None = None


def slots_of(command_type: type) -> Iterator[SlotForm]:
    """The fields of a command type that carry a Slot, in order."""
    hints = get_type_hints(command_type, include_extras=True)
    for each in fields(command_type):
        hint = hints[each.name]
        if get_origin(hint) is not Annotated:
            continue
        for mark in get_args(hint)[1:]:
            if isinstance(mark, Slot):
                new = Unseen in (get_args(hint)[0], *get_args(get_args(hint)[0]))
                yield SlotForm(name=each.name, kind=mark.kind, prefer=mark.prefer, ask=mark.ask, new=new)


class Catalogue:
    """Every command by name and by type, and every sentence by key."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self.subjects = tuple(subjects)
        self.by_name: dict[str, Command] = {}
        self.by_type: dict[type, Command] = {}
        self.sentences: dict[str, Wording] = {}
        for subject in self.subjects:
            for command in subject.commands:
                if command.name in self.by_name:
                    raise ValueError(f"two commands are named {command.name}")
                self.by_name[command.name] = command
                self.by_type[command.type] = command
            twice = self.sentences.keys() & subject.sentences.keys()
            if twice:
                raise ValueError(f"sentences declared twice: {sorted(twice)}")
            self.sentences.update(subject.sentences)
        slash = [name.lower() for command in self.by_name.values() for name in command.slash]
        if len(slash) > len(set(slash)):
            raise ValueError(f"slash names declared twice: {sorted(name for name in slash if slash.count(name) > 1)}")

    @cached_property
    def standing(self) -> tuple[str, ...]:
        """The names of the commands that come as series."""
        return tuple(name for name, command in self.by_name.items() if command.standing)

    @cached_property
    def spoken(self) -> Grammar:
        """All that people can say, compiled once for all who ask."""
        return Grammar(command.form() for command in self.by_name.values() if not command.hidden)
