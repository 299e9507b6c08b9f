"""The form in which commands declare how people say them, and the grammar compiled from it."""

import re
from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from operator import add
from typing import Literal

from nlp.calls import Calls
from nlp.examples import Examples
from nlp.phrases import MASKS, Compiled, Hit, compile_phrase
from nlp.reading import Value
from nlp.text import fold

SlotKind = Literal[
    "customer",  # one customer, known or new
    "customers",  # several known customers
    "contact",  # a person at the customer
    "member",  # a colleague
    "tags",
    "time",  # a moment; `prefer` says on which side where the words leave it open
    "repeat",  # an RFC 5545 rule
    "clock",  # a time of day at which something comes, HH:MM
    "weekly",  # the rule of what comes on one day of the week
    "range",  # a period of days
    "note",  # the speaker's own words, verbatim
    "text",  # what to do, less the command words and the time
    "name",  # another name for what is spoken of, where a phrase places it
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
    "days",  # a length in days: 15天, 两周
    "stage",
    "number",  # a short number or a position in a list
    "command",  # the name of a command (撤销提醒 → reminder.add)
    "code",  # a one-time code
    "topic",  # what help is asked about
    "said",  # what the phrase alone says, by its `sets`
    "called",  # one name, all that follows
    "label",  # one name that stands before other words of the order
    "words",  # a list of words, in order
    "field_name",  # the name of a new field, with what is said of it after it
    "field_type",  # text, number, amount, date, choice or person
    "options",  # what a choice is made from
    "hours",  # two times of the day
    "own",  # a command of the workspace's own, by its name
    "amount",  # a sum of money, as said
    "verb",  # a word with which commands are said
    "word",  # a word of a team's own
]


@dataclass(frozen=True, kw_only=True, slots=True)
class SlotForm:
    """One slot of a command. `ask`: it cannot run without it, so the bot asks; `new`: an unknown name will do."""

    name: str
    kind: SlotKind
    prefer: Literal["past", "future"] | None = None
    ask: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say a command.

    `pattern` is matched in a clause whose recognised spans are in place: plain words; `(a|b)` one of; `[a]` may be
    missing; `…` some other words up to a comma; `‥` up to four signs; `~` a few words that name nobody; `^` stops and
    signs of feeling; `{slot}` a span that fits the slot (or, where the command has no such slot, a span of that
    kind). Slots that the pattern does not place are filled from the clause's other spans in any order. `sets` are
    slots that the phrase itself says (拜访 → method=visit). `weight` ranks phrases that fit at once: 3 for an
    explicit order (提醒我), 2 a clear verb (拜访了), 1 a hint. `where` ties the phrase to the start or the end of a
    clause, to both, or to the whole message.
    """

    pattern: str
    sets: Mapping[str, Value] = field(default_factory=dict)
    weight: float = 2.0
    where: Literal["any", "start", "end", "clause", "whole"] = "any"


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A command as understanding sees it.

    `whole`: it takes the whole message, in which nothing is read for another command (nlp.calls). `own`: it is one of
    the workspace's own, called by its bare name.
    """

    name: str
    slots: tuple[SlotForm, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    examples: tuple[str, ...] = ()
    slash: tuple[str, ...] = ()
    writes: bool = True
    whole: bool = False
    own: bool = False
    kinds: frozenset[SlotKind] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", frozenset(slot.kind for slot in self.slots))

    def of_kind(self, *kinds: SlotKind) -> tuple[SlotForm, ...]:
        """The slots of these kinds, in order."""
        return tuple(slot for slot in self.slots if slot.kind in kinds)

    def has(self, *kinds: SlotKind) -> bool:
        """Whether a slot of one of these kinds is there."""
        return not self.kinds.isdisjoint(kinds)

    @property
    def narrates(self) -> bool:
        """Whether its matter is a note that it cannot run without: the command that takes what simply is told."""
        return any(slot.kind == "note" and slot.ask for slot in self.slots)

    @property
    def about_customer(self) -> bool:
        """Whether it cannot run without a customer."""
        return self.has("customers") or any(slot.ask for slot in self.of_kind("customer"))

    @property
    def makes_customer(self) -> bool:
        """Whether a customer may be new: a record that is made, or a follow-up with somebody unknown."""
        return any(slot.new for slot in self.of_kind("customer"))

    @property
    def adds_person(self) -> bool:
        """Whether it cannot run without a person: 加个联系人."""
        return any(slot.ask for slot in self.of_kind("contact"))

    @property
    def forgiving(self) -> bool:
        """Whether the speaker's own customer may be taken where a short name fits several: follow-up, reminder, tag."""
        return self.has("note", "text", "tags") and not self.has("phone")


class Grammar:
    """All that can be said, compiled once from the commands' declarations. `synonyms` are words said for others."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.forms: Mapping[str, Form] = {form.name: form for form in forms}
        self.synonyms: Mapping[str, str] = {}
        self.calls = Calls(form for form in self.forms.values() if form.whole)
        self.narrative = next((form for form in self.forms.values() if form.narrates), None)
        parted = [form for form in self.forms.values() if not form.whole]
        self._phrases = tuple(_compiled(form, phrase) for form in parted for phrase in form.phrases)
        self._free, self._anchored = _indexed(self._phrases)
        told = {form.name: form.examples for form in self.forms.values() if not form.narrates}
        self.examples = Examples(told, _anchors(self._phrases))
        self._slash = {fold(name): form for form in parted for name in form.slash}
        self._slash_words = re.compile(
            "|".join(re.escape(word) for word in sorted(self._slash, key=lambda word: (-len(word), word))) or r"(?!)"
        )
        self._ways = _ways(self.forms.values())
        self._told_ways = _ways([self.narrative] if self.narrative else ())
        self.nouns: Mapping[str, Form] = _nouns(self.forms.values())

    def extended(self, own: Sequence[Form], synonyms: Mapping[str, str]) -> "Grammar":
        """This grammar with a workspace's own commands and words; what is compiled here is shared, not copied."""
        if not own and not synonyms:
            return self
        wider = copy(self)
        wider.forms = ChainMap({form.name: form for form in own}, self.forms) if own else self.forms  # type: ignore[arg-type]
        wider.synonyms = {fold(said): means for said, means in synonyms.items()}
        wider.calls = self.calls.extended(own)
        return wider

    def hits(self, masked: str) -> list[Hit]:
        """All places where a phrase fits the masked text."""
        fitting, signs = set(self._free), set(masked)
        for begin in signs.union(map(add, masked, masked[1:])):
            for word, places in self._anchored.get(begin, ()):
                if word in masked:
                    fitting.update(places)
        found: list[Hit] = []
        for place in sorted(fitting):
            phrase = self._phrases[place]
            for needed in phrase.signs:
                if needed.isdisjoint(signs):
                    break
            else:
                found += phrase.hits(masked)
        return found

    def slash(self, folded: str) -> tuple[Form, int] | None:
        """The command that the text's first word calls (/跟进 华为…, 跟进：…, #跟进 …), and where its words begin."""
        marked = re.match(r"\s*[/#]\s?", folded)
        begin = marked.end() if marked else len(folded) - len(folded.lstrip())
        word = self._slash_words.match(folded, begin)
        if word is None:
            return None
        rest = folded[word.end() :]
        form = self._slash[word.group()]
        if rest.strip() and not form.slots:
            return None
        if marked:
            return (form, word.end()) if not rest or not rest[0].isalnum() else None
        bare = r"\s*:" if word.group().isascii() else r"\s*:|[ ]+\S|记录\s*:"
        if form.of_kind("number"):
            bare = r"\s*#?[0-9]+\s*$" if len(form.slots) == 1 else bare + r"|#?[0-9]+\s*$"
        ways = self._told_ways if re.match(r"\s*:", rest) else self._ways
        if not re.match(bare, rest) or any(word.group() in pattern for pattern in ways):
            return None
        return form, word.end()


def _ways(forms: Iterable[Form]) -> set[str]:
    """The patterns that say a slot themselves (拜访 is a visit): their words do not call a command."""
    return {fold(phrase.pattern) for form in forms for phrase in form.phrases if phrase.sets}


_Anchored = Mapping[str, list[tuple[str, list[int]]]]


def _indexed(phrases: Sequence[Compiled]) -> tuple[list[int], _Anchored]:
    """The places of the phrases that always are tried, and by their first two signs the anchors of the others."""
    places: dict[str, list[int]] = {}
    for place, phrase in enumerate(phrases):
        for word in phrase.anchors:
            places.setdefault(word, []).append(place)
    anchored: dict[str, list[tuple[str, list[int]]]] = {}
    for word in sorted(places):
        anchored.setdefault(word[:2], []).append((word, places[word]))
    return [place for place, phrase in enumerate(phrases) if not phrase.anchors], anchored


def _compiled(form: Form, phrase: Phrase) -> Compiled:
    kinds = {slot.name: slot.kind for slot in form.slots}
    return compile_phrase(form.name, phrase.pattern, kinds, where=phrase.where, weight=phrase.weight, sets=phrase.sets)


def _nouns(forms: Iterable[Form]) -> dict[str, Form]:
    """What the things are called that commands make: 提醒 → reminder.add, 标签 → tag.add; undo names them so."""
    nouns: dict[str, Form] = {}
    for form in forms:
        if form.writes and form.name.rpartition(".")[2] in _MAKERS:
            for name in map(fold, form.slash):
                for noun in (name, name[-2:]):
                    if len(noun) > 1 and not noun.isascii():
                        nouns.setdefault(noun, form)
    return nouns


_MAKERS = ("add", "log", "assign", "create")


def _anchors(phrases: Sequence[Compiled]) -> Mapping[str, set[str]]:
    """The words by command of which one must stand where a phrase fits; the empty word where one fits without."""
    found: dict[str, set[str]] = {}
    for phrase in phrases:
        words = {word for word in phrase.anchors if word not in MASKS}
        found.setdefault(phrase.command, set()).update(words if words == phrase.anchors else ("",))
    return found
