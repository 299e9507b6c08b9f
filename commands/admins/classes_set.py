"""The whole list of levels, sources, industries or stages, set at once and in its order."""

from dataclasses import dataclass
from typing import Annotated

from commands.admins.classes import shown
from commands.admins.classes_words import phrases_of
from commands.business import CLASSES, Class, words_of
from commands.catalogue import Command, Slot, Subject
from commands.classing import MOST, cleaned, keep, put, refuse_missed, what_of
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Reply, Sentence
from nlp.grammar import Phrase


@dataclass(frozen=True, kw_only=True, slots=True)
class SetClass:
    """The whole list of a kind, in its order."""

    kind: Annotated[str, Slot("said")] = "levels"
    words: Annotated[tuple[str, ...], Slot("words")] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SetStages:
    """The stages, in their order (销售阶段重设:线索→方案→谈判→赢单→输单)."""

    stages: Annotated[tuple[str, ...], Slot("words")] = ()


def set_whole(command: SetClass, context: Context) -> Reply:
    """Sets the whole list."""
    return _set(CLASSES[command.kind], command.words, context)


def set_stages(command: SetStages, context: Context) -> Reply:
    """Sets all stages."""
    return _set(CLASSES["stages"], command.stages, context)


def _set(kind: Class, said: tuple[str, ...], context: Context) -> Reply:
    words = _whole(kind, said)
    put(context, kind, list(words))
    return Reply(lines=(say("class.set", what=what_of(kind), total=len(words), words=words),), buttons=shown(kind))


def may_set(command: SetClass | SetStages, context: Context) -> None:
    """Refuses for fewer than two words, the same list, and while a nudge policy speaks of one that would go."""
    kind, words = _wanted(command)
    if words == words_of(context.settings, kind.setting):
        raise Refused("refused.class_same", what=what_of(kind))
    refuse_missed(context, kind, _gone(context, kind, words))


def would_set(command: SetClass | SetStages, context: Context) -> list[Sentence]:
    """The old and the new list side by side, and who bears what would go."""
    kind, words = _wanted(command)
    told = [say("class.would_set", old=words_of(context.settings, kind.setting), new=words)]
    return told + keep(context, kind, _gone(context, kind, words))


def _wanted(command: SetClass | SetStages) -> tuple[Class, tuple[str, ...]]:
    if isinstance(command, SetStages):
        return CLASSES["stages"], _whole(CLASSES["stages"], command.stages)
    return CLASSES[command.kind], _whole(CLASSES[command.kind], command.words)


def _whole(kind: Class, said: tuple[str, ...]) -> tuple[str, ...]:
    words = tuple(cleaned(said))
    if len(words) < 2:
        raise Refused("refused.class_list", what=what_of(kind))
    if len(words) > MOST:
        raise Refused("refused.class_cap", most=MOST)
    return words


def _gone(context: Context, kind: Class, words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words_of(context.settings, kind.setting) if word not in words)


SUBJECT = Subject(
    name="classes_set",
    title=("重设级别、来源、行业、阶段", "Setting levels, sources, industries, stages"),
    commands=(
        Command(
            name="admin.class.set",
            type=SetClass,
            handler=set_whole,
            title=("重设级别来源行业", "Set all levels, sources, industries"),
            roles=("admin",),
            slash=("重设级别", "setlevels"),
            phrases=phrases_of("set"),
            examples=("客户级别重设：S、A、B、C",),
            examples_en=("/setlevels S, A, B, C",),
            confirm=True,
            guard=may_set,
            preview=would_set,
        ),
        Command(
            name="admin.stage.set",
            type=SetStages,
            handler=set_stages,
            title=("重设销售阶段", "Set the stages"),
            roles=("admin",),
            slash=("重设阶段", "setstages"),
            phrases=(
                Phrase(
                    "[把](销售阶段|商机阶段|客户阶段|阶段)[都|给我](重设|重置|重新设|重新排|重新定|重排|设成|设为|"
                    "定为|调整为|更新为)[一下|下|为|成]{stages}",
                    weight=4.4,
                    where="start",
                ),
                Phrase(
                    "[把](销售阶段|商机阶段|客户阶段|阶段)(改成|改为|换成)[下面|以下]这…{stages}",
                    weight=4.4,
                    where="start",
                ),
                Phrase("把…阶段(重新排|重新设|重新定|重排|重设)[一下|下]{stages}", weight=4.4, where="start"),
            ),
            examples=("销售阶段重设：线索→方案→谈判→赢单→输单",),
            examples_en=("/setstages Lead, Proposal, Won, Lost",),
            confirm=True,
            guard=may_set,
            preview=would_set,
        ),
    ),
)
