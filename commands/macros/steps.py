"""A command's steps, understood once when it is defined; what cannot be kept for later is refused with its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commands.catalogue import Command
from commands.context import Context, say
from commands.errors import Refused
from commands.lookup import names_in
from commands.macros.definition import Parameter, Source, Step, placed, put
from commands.macros.sentinels import Sentinels
from commands.macros.templates import Unreadable, parameters_in, template_of
from commands.message import Button
from commands.reps.tag_library import CreateTag
from commands.resolve import missing
from commands.vocabulary import Vocabulary, vocabulary_of
from nlp.grammar import Grammar
from nlp.names import Names
from nlp.reading import Context as Before
from nlp.reading import Draft, Named, New, Reading
from nlp.scene import scan
from nlp.text import fold
from nlp.understanding import understand
from store.macros import RUN

_NEVER = frozenset(
    {RUN, "undo", "redo", "confirm", "cancel", "choose", "help", "draft.list", "identity.bind", "identity.code"}
)
_EVERYDAY = ("customer.", "contact.", "followup.", "reminder.", "tag.", "task.", "visit.", "attachment.list")
_SIGNS = re.compile(r"[\[\](){}|…]")


@dataclass(frozen=True, kw_only=True)
class Compiler:
    """Understands a definition's steps as the workspace would, without its own commands: none can call another."""

    context: Context
    words: Vocabulary
    grammar: Grammar

    @classmethod
    def of(cls, context: Context) -> "Compiler":
        """A compiler for what is defined in this workspace now."""
        words = vocabulary_of(context.tx, context.workspace)
        grammar = context.catalogue.spoken.extended((), words.synonyms)
        return cls(context=context, words=words, grammar=grammar)

    @property
    def now(self) -> datetime:
        """When it is said, on the workspace's clock."""
        return self.context.local(self.context.now)

    def steps(self, source: Source) -> tuple[Step, ...]:
        """The steps, each understood. Refused, with the words of the step, where one is not."""
        sentinels = Sentinels(parameters=source.parameters, zone=self.context.zone)
        return tuple(self._step(words, number, sentinels) for number, words in enumerate(source.steps, 1))

    def phrases(self, source: Source, name: str) -> tuple[str, ...]:
        """The patterns of its examples in free words: 老客户{客户}来了，{备注}, or 云图到店了，看了样机."""
        found = [self._pattern(example, source.parameters) for example in source.examples]
        for pattern, example in zip(found, source.examples, strict=True):
            if len(re.sub(r"\{\w+\}|\W", "", pattern)) < 2:
                raise Refused("refused.macro_example", example=example, name=name)
        return tuple(dict.fromkeys(found))

    def free(self, name: str) -> None:
        """Refuses a name that means something already: a command's, a customer's, a time's, a common word's."""
        taken = {fold(each) for one in self.context.catalogue.by_name.values() for each in one.slash}
        folded = fold(name)
        near = (name[:-1] if len(name) > 2 else name) + "单"
        if folded in taken:
            raise Refused("refused.macro_taken", name=name, near=near)
        reading = self._read(name, Names())
        common = reading.kind in ("commands", "talk", "outside", "bare") or self.understood(name)
        if common or len(name) < 2 or self._named(name):
            raise Refused("refused.macro_common", name=name, near=near)

    def understood(self, word: str) -> bool:
        """Whether commands are said with this very word."""
        folded = fold(word)
        return any(hit.start == 0 and hit.end == len(folded) for hit in self.grammar.hits(folded))

    def spoken_for(self, word: str) -> bool:
        """Whether the word is somebody's name, a time, a tag, a stage, or the name of a command."""
        folded = fold(word)
        taken = {fold(each) for one in self.context.catalogue.by_name.values() for each in one.slash}
        tags = {fold(tag.name) for tag in self.words.tags}
        return folded in taken | tags or self._named(word) or self._read(word, Names()).kind in ("commands", "talk")

    def _named(self, name: str) -> bool:
        scene = scan(name, self._names(name), self.now, self._before())
        kinds = ("customer", "person", "member", "time", "repeat", "level", "stage", "pronoun")
        return any(span.end - span.start == len(name) for kind in kinds for span in scene.of_kind(kind))

    def _names(self, text: str) -> Names:
        context = self.context
        return names_in(context.tx, self.words, text, (), context.speaker).names

    def _before(self) -> Before:
        speaker = self.context.speaker
        return Before(speaker=Named(kind="member", id=speaker.id, name=speaker.name), phrases_only=True)

    def _read(self, text: str, names: Names) -> Reading:
        return understand(text, self.grammar, names, self.now, self._before())

    def _step(self, words: str, number: int, sentinels: Sentinels) -> Step:
        names = sentinels.beside(self._names(put(words, dict.fromkeys(sentinels.words, " "))))
        reading = self._read(put(words, sentinels.words), names)
        if reading.kind != "commands" or len(reading.drafts) != 1:
            raise Refused("refused.macro_step", number=number, words=words)
        draft = reading.drafts[0]
        declared = self.context.catalogue.by_name[draft.command]
        self._allowed(declared, number, words)
        draft = missing(draft, declared)
        if draft.doubts or draft.replaces or draft.answers:
            raise Refused("refused.macro_doubt", number=number, words=words)
        self._tags(draft, number, sentinels)
        try:
            slots = {name: template_of(value, sentinels, self.now) for name, value in draft.slots.items()}
        except Unreadable as error:
            raise Refused("refused.macro_time", number=number, words=words, said=str(error)) from error
        lost = set(placed(words)) - parameters_in([*slots.values()])
        if lost or _torn(slots, sentinels):
            raise Refused("refused.macro_lost", number=number, words=words, name=sorted(lost)[0] if lost else None)
        return Step(words=words, command=draft.command, slots=slots)

    def _allowed(self, declared: Command, number: int, words: str) -> None:
        everyday = declared.name.startswith(_EVERYDAY) and declared.name not in _NEVER and "rep" in declared.roles
        if declared.confirm or declared.hidden or not everyday:
            raise Refused("refused.macro_never", number=number, words=words)

    def _tags(self, draft: Draft, number: int, sentinels: Sentinels) -> None:
        """Tags are few and preset: one that is not there is to be made first."""
        known = {each.name.casefold() for each in self.words.tags} | set(sentinels.words.values())
        tags = draft.slots.get("tags", ())
        for tag in tags if isinstance(tags, tuple) else ():
            name = tag.name if isinstance(tag, Named | New) else str(tag)
            if draft.command.startswith("tag.") and name.casefold() not in known:
                make = Button(label=say("button.macro_tag", tag=name), command=CreateTag(name=name))
                raise Refused("refused.macro_tag", number=number, tag=name, buttons=(make,))

    def _pattern(self, example: str, parameters: Sequence[Parameter]) -> str:
        """The pattern of an example; where it names nobody by {客户}, whom it names and what follows is generalised."""
        slots = {each.name: f"{{{each.slot}}}" for each in parameters}
        marks = {name: chr(0xE100 + place) for place, name in enumerate(slots)}
        text = put(example, marks)
        if text == example:
            text = self._generalised(example, parameters, marks)
        pattern = _SIGNS.sub("", text)
        for name, mark in marks.items():
            pattern = pattern.replace(mark, slots[name])
        return re.sub(r"[,，、\s]+", "[,| ]", pattern.strip())

    def _generalised(self, example: str, parameters: Sequence[Parameter], marks: dict[str, str]) -> str:
        scene = scan(example, self._names(example), self.now, self._before())
        kinds = {"customer": "customer", "contact": "person", "member": "member", "time": "time", "tags": "tag"}
        found = []
        for each in parameters:
            spans = scene.of_kind(kinds[each.kind]) if each.kind in kinds else []
            if spans:
                found.append((spans[0].start, spans[0].end, marks[each.name]))
        text = example
        texts = [marks[each.name] for each in parameters if each.kind == "text"]
        comma = re.search(r"[,，](?=[^,，]+$)", text)
        if texts and comma is not None and all(end <= comma.start() for _, end, _ in found):
            text = f"{text[: comma.end()]}{texts[0]}"
        for start, end, mark in sorted(found, reverse=True):
            text = text[:start] + mark + text[end:]
        return text


def _torn(slots: object, sentinels: Sentinels) -> bool:
    """Whether a piece of a sentinel is left in a text: its words were cut in two."""
    if isinstance(slots, dict):
        return any(_torn(each, sentinels) for each in slots.values())
    if isinstance(slots, list):
        return any(_torn(each, sentinels) for each in slots)
    rare = set("翙砀骉旻佴崧嬿婉薹藠萆") - set("".join(each.name for each in sentinels.parameters))
    return isinstance(slots, str) and not rare.isdisjoint(slots)
