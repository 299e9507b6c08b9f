"""Levels, sources, industries and stages: the words by which customers are classed, changed by sentence."""

from dataclasses import dataclass
from typing import Annotated

from commands.admins.classes_words import SENTENCES, phrases_of
from commands.business import CLASSES, Class, words_of
from commands.catalogue import Command, Slot, Subject
from commands.classing import cleaned, keep, known_word, put, refuse_missed, what_of
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply, Sentence
from store import classes


@dataclass(frozen=True, kw_only=True, slots=True)
class ListClass:
    """The words of a kind in their order, with how many customers bear each."""

    kind: Annotated[str, Slot("said")] = "levels"


@dataclass(frozen=True, kw_only=True, slots=True)
class AddToClass:
    """New words of a kind, at the end or behind the one that is named."""

    kind: Annotated[str, Slot("said")] = "sources"
    after: Annotated[str | None, Slot("label")] = None
    words: Annotated[tuple[str, ...], Slot("words")] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoveFromClass:
    """A word that is offered no more; what bears it keeps it."""

    kind: Annotated[str, Slot("said")] = "sources"
    words: Annotated[tuple[str, ...], Slot("words")] = ()


def listing(command: ListClass, context: Context) -> Reply:
    """The words in their order, each with its customers."""
    kind = CLASSES[command.kind]
    counts = classes.counts(context.tx, context.workspace, kind.column)
    words = words_of(context.settings, kind.setting)
    shown = tuple(say("class.word", word=word, total=counts.get(word)) for word in words)
    others = sum(total for word, total in counts.items() if word not in words)
    lines = [say("class.list", what=what_of(kind), total=len(words), words=shown)]
    if others:
        lines.append(say("class.others", total=others))
    return Reply(lines=tuple(lines))


def add(command: AddToClass, context: Context) -> Reply:
    """Adds what is not there yet."""
    kind = CLASSES[command.kind]
    words = list(words_of(context.settings, kind.setting))
    said = cleaned(command.words)
    if not said:
        raise Refused("refused.class_which", what=what_of(kind))
    known = {word.casefold() for word in words}
    fresh = [word for word in said if word.casefold() not in known]
    if not fresh:
        raise Refused("refused.class_there", what=what_of(kind), words=tuple(said))
    at = words.index(known_word(kind, words, command.after)) + 1 if command.after else _end(kind, words)
    put(context, kind, [*words[:at], *fresh, *words[at:]])
    return Reply(lines=(say("class.added", what=what_of(kind), words=tuple(fresh)),), buttons=shown(kind))


def _end(kind: Class, words: list[str]) -> int:
    """Where a new word goes: at the end; a stage before those that end a deal (赢单, 输单)."""
    last = len(words)
    while kind.setting == "stages" and last and words[last - 1][-1:] in "单交" and last > len(words) - 2:
        last -= 1
    return last


def remove(command: RemoveFromClass, context: Context) -> Reply:
    """Takes words off the list."""
    kind, gone = _removing(command, context)
    put(context, kind, [word for word in words_of(context.settings, kind.setting) if word not in gone])
    return Reply(lines=(say("class.removed", what=what_of(kind), words=gone),), buttons=shown(kind))


def may_remove(command: RemoveFromClass, context: Context) -> None:
    """Refuses for words that are not there, for the last ones, and while a nudge policy speaks of them."""
    kind, gone = _removing(command, context)
    refuse_missed(context, kind, gone)


def would_remove(command: RemoveFromClass, context: Context) -> list[Sentence]:
    """How many customers bear them; they keep them."""
    kind, gone = _removing(command, context)
    return keep(context, kind, gone)


def _removing(command: RemoveFromClass, context: Context) -> tuple[Class, tuple[str, ...]]:
    kind = CLASSES[command.kind]
    words = words_of(context.settings, kind.setting)
    gone = tuple(dict.fromkeys(known_word(kind, words, word) for word in command.words))
    if not gone:
        raise Refused("refused.class_which", what=what_of(kind))
    if len(gone) == len(words):
        raise Refused("refused.class_last", what=what_of(kind))
    return kind, gone


def shown(kind: Class) -> tuple[Button, ...]:
    """The button that shows the words of a kind."""
    return (Button(label=say("button.class"), command=ListClass(kind=kind.setting)),)


SUBJECT = Subject(
    name="classes",
    title=("级别、来源、行业、阶段", "Levels, sources, industries, stages"),
    commands=(
        Command(
            name="admin.class.list",
            type=ListClass,
            handler=listing,
            title=("级别来源行业阶段", "Levels, sources, industries, stages"),
            slash=("级别", "levels"),
            phrases=phrases_of("list"),
            examples=("有哪些来源",),
            examples_en=("/levels",),
            writes=False,
            shows="anyone",
        ),
        Command(
            name="admin.class.add",
            type=AddToClass,
            handler=add,
            title=("加来源、行业、级别、阶段", "Add a source, industry, level, stage"),
            roles=("admin",),
            slash=("加来源", "newsource"),
            phrases=phrases_of("add"),
            examples=("新增来源 视频号", "行业加选项 新能源"),
            examples_en=("/newsource Podcast",),
        ),
        Command(
            name="admin.class.remove",
            type=RemoveFromClass,
            handler=remove,
            title=("删来源、行业、级别、阶段", "Remove a source, industry, level, stage"),
            roles=("admin",),
            phrases=phrases_of("remove"),
            examples=("删掉来源 陌拜",),
            confirm=True,
            guard=may_remove,
            preview=would_remove,
        ),
    ),
    sentences=SENTENCES,
)
