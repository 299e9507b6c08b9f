"""A message that is all one command's, made into its draft: whom and what it names, and the rest as its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from nlp.amounts import find_amounts
from nlp.calls import Call
from nlp.clauses import Clause
from nlp.filling import EDGES, Filling
from nlp.grammar import Form, Grammar, SlotForm
from nlp.group import Group
from nlp.names import Names
from nlp.parties import fill_customer
from nlp.phrases import TAG
from nlp.reading import Context, Doubt, Draft, New, Span, Value
from nlp.said import moment
from nlp.scene import Scene, scan
from nlp.slots import FILLERS
from nlp.text import fold

DRY = "dry"
"""The slot that says that a command shall only be tried."""
_KINDS = {
    "customer": ("customer", "pick", "pronoun"),
    "contact": ("person",),
    "member": ("member",),
    "time": ("time",),
    "tags": ("tag",),
    "phone": ("phone",),
}
_NUMBER = re.compile(r"(?<![0-9.])[0-9]{1,9}(?![0-9.]*[0-9])")
_TAGS = re.compile(f"#?{TAG}+(?:[\\s、,和]+#?{TAG}+)*")
_SIDES = EDGES + "@#"


def called(text: str, start: int, grammar: Grammar, names: Names, now: datetime, context: Context) -> Draft | None:
    """The draft of a message that is all one command's; None where it is none's."""
    folded = " " * start + fold(text[start:])
    call = grammar.calls.called(folded, start)
    if call is not None and not call.form.own:
        return _fixed(text, call) if _is_plain(folded, call, grammar) else None
    if call is None and not grammar.calls.likely(folded):
        return None
    scene = scan(text, names, now, context, start=start)
    call = call or grammar.calls.sentence(lambda form: scene.masked_for(_taken(form)), start)
    return _Arguments(scene, grammar, call).draft() if call is not None else None


_ORDERED = re.compile(r"\W*(?:以后|往后|今后|把|将)")
# a word of a team's own; 今天就是拜访 says when, 这个就是拜访 what
_WORD = re.compile(r"(?![这那就我你他她它今昨明后前刚都也还不没其应可是周下上])[㐀-鿿]{2,4}")


def _taken(form: Form) -> set[str]:
    """The kinds of spans that a command takes."""
    return {kind for slot in form.slots for kind in _KINDS.get(slot.kind, ())}


def _is_plain(folded: str, call: Call, grammar: Grammar) -> bool:
    """Whether a wording that anybody might use is meant: 扫街就是拜访, the one a plain word, the other a known verb."""
    said = {
        slot.kind: folded[slice(*call.placed[slot.name])].strip()
        for slot in call.form.slots
        if slot.name in call.placed
    }
    if "verb" not in said or _ORDERED.match(folded) or "同义词" in folded or "synonym" in folded:
        return True
    known = any(hit.start == 0 and hit.end == len(said["verb"]) for hit in grammar.hits(said["verb"]))
    return known and _WORD.fullmatch(said.get("word", "")) is not None


def _fixed(text: str, call: Call) -> Draft:
    """What the places of a fixed wording hold, as said."""
    slots: dict[str, Value] = {name: text[a:b].strip() for name, (a, b) in call.placed.items() if text[a:b].strip()}
    lacking = [slot.name for slot in call.form.slots if slot.ask and slot.name not in slots]
    doubts = tuple(Doubt(slot=name, reason="missing") for name in lacking)
    return Draft(command=call.form.name, slots=slots, doubts=doubts, start=call.body, end=len(text))


class _Arguments:
    """What follows a command's name, given to its slots: the first that fits each, and the other words to its texts."""

    def __init__(self, scene: Scene, grammar: Grammar, call: Call) -> None:
        self.scene, self.grammar, self.call = scene, grammar, call
        self.form = call.form
        self.taken: dict[str, tuple[int, int]] = {}
        self.slots: dict[str, Value] = {}
        self.doubts: list[Doubt] = []

    def draft(self) -> Draft:
        """The command as far as the words carry it."""
        for slot in self.form.slots:
            if slot.kind != "text":
                self._typed(slot)
        for name, words in self._texts().items():
            if words:
                self.slots[name] = words
        for slot in self.form.slots:
            if slot.ask and slot.name not in self.slots and all(each.slot != slot.name for each in self.doubts):
                self.doubts.append(Doubt(slot=slot.name, reason="missing"))
        if self.call.dry:
            self.slots[DRY] = 1
        end = len(self.scene.text)
        return Draft(command=self.form.name, slots=self.slots, doubts=tuple(self.doubts), start=self.call.body, end=end)

    def _typed(self, slot: SlotForm) -> None:
        place = self._place(slot)
        if place is not None:
            self.taken[slot.name] = place
        if slot.kind == "customer":
            self._customer(slot, place)
        elif place is not None:
            value = self._value(slot, *place)
            if value not in (None, "", ()):
                self.slots[slot.name] = value  # type: ignore[assignment]

    def _place(self, slot: SlotForm) -> tuple[int, int] | None:
        """Where the first words stand that fit the slot and no other has."""
        if slot.name in self.call.placed:
            return self.call.placed[slot.name]
        spans = [
            span
            for kind in _KINDS.get(slot.kind, ())
            for span in self.scene.of_kind(kind, self.call.body)
            if self._free(span.start, span.end) and not (slot.kind == "customer" and _guessed(span))
        ]
        if slot.kind == "tags" and spans:
            return _TAGS.search(self.scene.masked, self.call.body).span()  # type: ignore[union-attr]
        if spans:
            first = min(spans, key=lambda span: span.start)
            return first.start, first.end
        if slot.kind == "customer":
            named = [
                span for span in self.scene.of_kind("customer", self.call.body) if self._free(span.start, span.end)
            ]
            return (named[0].start, named[0].end) if named else None
        if slot.kind == "number":
            return self._first_free(match.span() for match in _NUMBER.finditer(self.scene.masked, self.call.body))
        if slot.kind == "amount":
            sums = find_amounts(self.scene.masked)
            return self._first_free((each.start_offset, each.end_offset) for each in sums)
        return None

    def _first_free(self, places: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
        return next(((a, b) for a, b in places if a >= self.call.body and self._free(a, b)), None)

    def _free(self, start: int, end: int) -> bool:
        placed = (place for name, place in self.call.placed.items() if name not in self.taken)
        others = (place for place in (*self.taken.values(), *placed))
        return all(end <= a or b <= start for a, b in others)

    def _filling(self, slots: tuple[SlotForm, ...], start: int, end: int) -> Filling:
        form = Form(name=self.form.name, slots=slots)
        clause = Clause(start=start, end=end, strong=True)
        filled = {name: value for name, value in self.slots.items() if name == "customer"}
        group = Group(form=form, clauses=[clause] if end > start else [])
        return Filling(scene=self.scene, grammar=self.grammar, form=form, group=group, slots=filled)

    def _customer(self, slot: SlotForm, place: tuple[int, int] | None) -> None:
        """Whom it is about: the first name that stands there, or a person of theirs; 他们 is the conversation's."""
        start, end = place if place is not None else (self.call.body, self.call.body)
        people = [span for span in self.scene.of_kind("person", start) if span.start <= end + 1 or place is None]
        if place is None and not people:
            return
        end = max([end, *(span.end for span in people[:1])])
        filling = self._filling((slot,), start, end)
        fill_customer(filling)
        self.slots.update(filling.slots)
        self.doubts += filling.doubts

    def _value(self, slot: SlotForm, start: int, end: int) -> object:
        if slot.kind == "time":
            return self._moment(start, end)
        if slot.kind in ("number", "amount", "text"):
            return self.scene.said(start, end).strip()
        filling = self._filling((slot,), start, end)
        value = FILLERS[slot.kind](filling, slot)
        self.doubts += filling.doubts
        return value

    def _moment(self, start: int, end: int) -> Value | None:
        """A time, ahead where the words leave it open."""
        span = next(iter(self.scene.of_kind("time", start, end)), None)
        if span is None:
            return None
        future, past = self.scene.future.get(span.start), self.scene.past.get(span.start)
        found = moment(future, self.scene.now, ahead=True) if future is not None else None
        return found or (moment(past, self.scene.now, ahead=False) if past is not None else None)

    def _texts(self) -> Mapping[str, str]:
        """The words of each text: with one, all but what was taken at the edges; with several, in their order."""
        texts = [slot.name for slot in self.form.of_kind("text")]
        given = {name: self._said(*self.call.placed[name]) for name in texts if name in self.call.placed}
        if given or not texts or self.call.placed:
            return given
        return {texts[0]: self._around()} if len(texts) == 1 else self._in_order(texts)

    def _said(self, start: int, end: int) -> str:
        return self.scene.said(start, end).strip(EDGES)

    def _around(self) -> str:
        text = self.scene.text
        start, end = self.call.body, len(text)
        edges = sorted(self.taken.values())
        for a, b in edges:
            if not text[start:a].strip(_SIDES):
                start = max(start, b)
        for a, b in reversed(edges):
            if a >= start and not text[b:end].strip(_SIDES):
                end = a
        return self._said(start, end)

    def _in_order(self, texts: list[str]) -> Mapping[str, str]:
        text, found, at = self.scene.text, {}, self.call.body
        slots = list(self.form.slots)
        for index, slot in enumerate(slots):
            if slot.name not in texts:
                at = max(at, self.taken.get(slot.name, (at, at))[1])
                continue
            following = next((self.taken[each.name] for each in slots[index + 1 :] if each.name in self.taken), None)
            end = following[0] if following is not None and following[0] >= at else len(text)
            if slot.name != texts[-1] and index + 1 < len(slots) and slots[index + 1].name in texts:
                word = re.compile(r"[\s,，;；、:：]*[^\s,，;；、]+").match(text, at, end)
                end = word.end() if word is not None else end
            found[slot.name] = self._said(at, end)
            at = end
        return found


def _guessed(span: Span) -> bool:
    """Whether nobody bears the name."""
    return isinstance(span.value, New) or bool(getattr(span.value, "new", False))
