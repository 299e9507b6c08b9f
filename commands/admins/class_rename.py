"""Another name for a level, source, industry or stage; the customers that bear it are taken along, however many."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from commands import slices
from commands.admins.classes import shown
from commands.admins.classes_words import phrases_of
from commands.business import CLASSES, Class, words_of
from commands.catalogue import Command, Slot, Subject
from commands.classing import cleaned, known_word, put, what_of
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Reply, Sentence
from store import classes, walks
from store.tables import Customer, Policy


@dataclass(frozen=True, kw_only=True, slots=True)
class RenameInClass:
    """Another name for a word; the customers that bear it bear the new one."""

    kind: Annotated[str, Slot("said")] = "sources"
    old: Annotated[str, Slot("label")] = ""
    new: Annotated[str, Slot("called")] = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RenameOn:
    """The next customers that bear the old name, behind `after`; `found`: this time through, there were some."""

    group: UUID
    kind: str
    old: str
    new: str
    speaker: UUID
    total: int
    after: UUID
    found: bool
    number: int = 1


PORTION = 50
"""Customers renamed in one transaction; more go on in further ones."""


def rename(command: RenameInClass, context: Context) -> Reply:
    """Renames a word, in the list, in the nudge policies and at the customers that bear it."""
    kind, old, new = _renaming(command, context)
    total = classes.bearing(context.tx, context.workspace, kind.column, old)
    words = [new if word == old else word for word in words_of(context.settings, kind.setting)]
    for id, _ in classes.policies(context.tx, context.workspace, kind.column, old):
        setattr(context.unit.edit(Policy, id), kind.column, new)
    put(context, kind, words)
    rest = _take_along(context, kind, old, new, walks.START) if total else walks.Portion(ids=[], upto=None)
    told = {"what": what_of(kind), "old": old, "new": new, "total": total or None}
    if total <= PORTION and rest.upto is None:
        return Reply(lines=(say("class.renamed", **told),), buttons=shown(kind))
    part = RenameOn(
        group=slices.begin(context),
        kind=kind.setting,
        old=old,
        new=new,
        speaker=context.speaker.id,
        total=total,
        after=rest.upto or walks.START,
        found=True,
    )
    slices.follow(context, part.group, part.number, part)
    return Reply(lines=(say("class.renaming", **told),), buttons=shown(kind))


def next_slice(command: RenameOn, context: Context) -> Reply:
    """A further portion. Who was being changed meanwhile is met the next time through; the last finds nobody."""
    kind = CLASSES[command.kind]
    context.unit.run.group_id = command.group
    done = _take_along(context, kind, command.old, command.new, command.after)
    found = command.found or bool(done.ids)
    if done.upto is None and not found:
        line = say("class.renamed", what=what_of(kind), old=command.old, new=command.new, total=command.total)
        return Reply(lines=(line,), to=command.speaker)
    through = done.upto is None
    part = replace(command, number=command.number + 1, after=done.upto or walks.START, found=found and not through)
    slices.follow(context, part.group, part.number, part)
    return Reply()


def _take_along(context: Context, kind: Class, old: str, new: str, after: UUID) -> walks.Portion:
    found = walks.portion(
        context.tx, context.workspace, [kind.column], lambda word: word == old, after=after, limit=PORTION
    )
    for record in context.unit.edit_many(Customer, found.ids).values():
        if getattr(record, kind.column) == old:
            setattr(record, kind.column, new)
    return found


def may_rename(command: RenameInClass, context: Context) -> None:
    """Refuses for a word that is not there, a name that is taken, and while customers still go from or to it."""
    kind, old, new = _renaming(command, context)
    for each in slices.waiting(context, RenameOn):
        if each.kind == kind.setting and {each.old, each.new} & {old, new}:
            raise Refused("refused.class_busy", old=each.old, new=each.new)


def would_rename(command: RenameInClass, context: Context) -> list[Sentence]:
    """How many customers would bear the new name, and which policies."""
    kind, old, new = _renaming(command, context)
    total = classes.bearing(context.tx, context.workspace, kind.column, old)
    told = [say("class.would_rename", old=old, new=new, total=total or say("class.no_customer"))]
    if total > PORTION:
        told.append(say("class.by_and_by"))
    found = classes.policies(context.tx, context.workspace, kind.column, old)
    return [*told, *([say("class.policies", numbers=tuple(number for _, number in found))] if found else [])]


def _renaming(command: RenameInClass, context: Context) -> tuple[Class, str, str]:
    kind = CLASSES[command.kind]
    words = words_of(context.settings, kind.setting)
    new = next(iter(cleaned((command.new,))), "")
    if not command.old or not new:
        raise Refused("refused.class_rename", what=what_of(kind))
    old = known_word(kind, words, command.old)
    if new == old or any(word.casefold() == new.casefold() for word in words if word != old):
        raise Refused("refused.class_there", what=what_of(kind), words=(new,))
    return kind, old, new


SUBJECT = Subject(
    name="class_rename",
    title=("改级别来源的叫法", "Renaming levels, sources, industries, stages"),
    commands=(
        Command(
            name="admin.class.rename",
            type=RenameInClass,
            handler=rename,
            title=("改级别来源的叫法", "Rename a level, source, industry, stage"),
            roles=("admin",),
            phrases=phrases_of("rename"),
            examples=("来源 展会 改名叫 线下展会",),
            confirm=True,
            guard=may_rename,
            preview=would_rename,
        ),
        slices.declared(
            "admin.class.rename_on",
            RenameOn,
            next_slice,
            ("改级别来源的叫法", "Rename a level, source, industry, stage"),
        ),
    ),
    sentences={
        "class.renamed": (
            "✅ {what}：{old}→{new}[，{total:count}家客户一起改了]",
            "✅ {what}: {old}→{new}[, {total} customers]",
        ),
        "class.renaming": (
            "✅ {what}：{old}→{new}，{total:count}家客户正在一批批改，好了告诉你",
            "✅ {what}: {old}→{new}. {total} customers follow in parts; I'll tell you when it is done",
        ),
        "class.would_rename": ("{old} → {new}：{total}家客户一起改", "{old} → {new}: {total} customers with it"),
        "class.by_and_by": (
            "客户多，一批批改，这期间照常用；“撤销”能整个撤回",
            "They follow in parts while all goes on as usual; undo takes all of it back",
        ),
        "class.no_customer": ("没有", "no"),
        "class.policies": ("催办规则{numbers}跟着改", "Nudge policies {numbers} change with it"),
        "ask.confirm.admin.class.rename": ("要改名吗？", "Rename it?"),
        "button.confirm.admin.class.rename": ("改名", "Rename"),
        "what.admin.class.rename": ("改名", "the renaming"),
        "what.admin.class.rename_on": ("改名", "the renaming"),
        "refused.class_rename": (
            "从什么改成什么？比如：来源 展会 改名叫 线下展会",
            "From what to what?",
        ),
        "refused.class_busy": (
            "{old}→{new}还在一批批改，好了再改",
            "{old}→{new} is still under way; do it when that is done",
        ),
    },
)
