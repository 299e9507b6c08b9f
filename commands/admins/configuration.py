"""The configuration as versions: what was changed and by whom, two versions side by side, back to an earlier one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.admins.configuration_words import SENTENCES
from commands.admins.field_retype import convert_all
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply, Sentence
from commands.parties import name_of
from commands.sentences import in_language
from commands.versions import differences, named
from nlp.grammar import Phrase
from store import configuration, rollback, settings, tags
from store.configuration import VersionRow
from store.rollback import Stayed


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowVersions:
    """The latest changes of the configuration."""

    page: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class CompareVersions:
    """What lies between two versions (对比 v11 v12); with one number, between it and the one before."""

    versions: Annotated[str, Slot("text", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class RollBack:
    """The configuration as it was at a version (回滚配置 v11); customers and people stay as they are."""

    version: Annotated[str, Slot("text", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class SetAdminChat:
    """Changes of the configuration are told in this group."""

    here: bool = True


PAGE = 5
"""Versions shown at once."""
TOLD = 6
"""Differences told at once."""
_NUMBER = re.compile(r"\d+")


def history(command: ShowVersions, context: Context) -> Reply:
    """The versions, latest first, each with who made it and by which command."""
    rows = configuration.history(context.tx, context.workspace, limit=PAGE + 1, offset=(command.page - 1) * PAGE)
    if not rows:
        return Reply(lines=(say("config.none"),))
    lines = [say("config.head"), *(_line(context, row) for row in rows[:PAGE])]
    buttons = [Button(label=say("button.compare_last"), command=CompareVersions(versions=str(rows[0].number)))]
    if len(rows) > PAGE:
        buttons.append(Button(label=say("button.more"), command=ShowVersions(page=command.page + 1)))
    return Reply(lines=tuple(lines), buttons=tuple(buttons))


def _line(context: Context, row: VersionRow) -> Sentence:
    declared = context.catalogue.by_name.get(row.name)
    what = in_language(declared.title, context.speaker.language) if declared else say("config.founded")
    who = name_of(context, row.actor_id) if row.actor_id and row.actor_id != UUID(int=0) else None
    return say("config.line", number=row.number, at=row.created_at, who=who, what=what)


def compare(command: CompareVersions, context: Context) -> Reply:
    """What was added, taken away and altered from the earlier to the later one."""
    numbers = sorted({int(each) for each in _NUMBER.findall(command.versions)[:2]})
    if not numbers:
        raise Refused("refused.no_version")
    old, new = numbers if len(numbers) == 2 else (numbers[0] - 1, numbers[0])
    state = _version(context, old).state if old else {}
    told = differences(state, _version(context, new).state)
    if not told:
        return Reply(lines=(say("config.same", old=old, new=new),))
    back = Button(label=say("button.rollback", number=old), command=RollBack(version=str(old)))
    return Reply(lines=(say("configuration.compared", old=old, new=new), *_cut(told)), buttons=(back,) if old else ())


def _cut(told: list[Sentence]) -> list[Sentence]:
    if len(told) <= TOLD:
        return told
    return [*told[: TOLD - 1], say("config.more", total=len(told) - TOLD + 1)]


def _version(context: Context, number: int) -> VersionRow:
    row = configuration.by_number(context.tx, context.workspace, number)
    if row is None:
        last = configuration.last_number(context.tx, context.workspace)
        raise Refused("refused.version", number=number, last=last)
    return row


def _wanted(command: RollBack, context: Context) -> VersionRow:
    found = _NUMBER.search(command.version)
    if found is None:
        raise Refused("refused.no_version")
    return _version(context, int(found.group()))


def may_roll_back(command: RollBack, context: Context) -> None:
    """Refuses for a version that is not there, or that is as things are now."""
    row = _wanted(command, context)
    if not _back_to(row, context):
        raise Refused("refused.version_now", number=row.number)


def would_change(command: RollBack, context: Context) -> list[Sentence]:
    """What going back would add, take away and alter."""
    return _cut(_back_to(_wanted(command, context), context))


def _back_to(row: VersionRow, context: Context) -> list[Sentence]:
    return differences(configuration.current(context.tx, context.workspace), row.state)


def roll_back(command: RollBack, context: Context) -> Reply:
    """Brings the earlier configuration back, as a new version; nothing else is touched."""
    row = _wanted(command, context)
    kinds = {each.id: each.kind for each in tags.fields(context.tx, context.workspace)}
    stayed = rollback.restore(context.unit, row.state)
    told = [_stayed(each) for each in stayed] + _retyped(context, kinds)
    return Reply(lines=(say("config.rolled_back", number=row.number), *_cut(told)))


def _retyped(context: Context, kinds: Mapping[UUID, str]) -> list[Sentence]:
    """Lets the values of fields that have another type now follow it."""
    told = []
    for row in tags.fields(context.tx, context.workspace):
        if kinds.get(row.id, row.kind) != row.kind and tags.count_holders(context.tx, context.workspace, row):
            convert_all(context, row.id)
            told.append(say("config.converting", field=row.name, kind=say(f"field.kind.{row.kind}")))
    return told


def _stayed(row: Stayed) -> Sentence:
    """A row that could not be as it was, and why."""
    key = "config.lost" if row.lost else "config.kept_off" if row.off else "config.kept"
    return say(key, what=named(row.table, row.values))


def set_admin_chat(command: SetAdminChat, context: Context) -> Reply:
    """The group in which changes of the configuration are told from now on."""
    if context.place.private:
        raise Refused("refused.in_group")
    settings.put(context.unit, "admin_chat", str(context.place.id) if command.here else None)
    return Reply(lines=(say("config.told_here" if command.here else "config.told_privately"),))


SUBJECT = Subject(
    name="configuration",
    title=("配置", "Configuration"),
    commands=(
        Command(
            name="configuration.history",
            type=ShowVersions,
            handler=history,
            title=("配置历史", "Configuration history"),
            roles=("admin",),
            slash=("配置历史", "config"),
            phrases=(
                Phrase(
                    "(配置历史|配置 历史|配置记录|配置改过什么|谁改的配置|谁改了配置|配置谁改的)",
                    weight=3.8,
                    where="whole",
                ),
                Phrase("(看看|看下|查看|查一下)配置[的](历史|记录)", weight=3.8, where="whole"),
            ),
            examples=("配置历史",),
            examples_en=("/config",),
            writes=False,
        ),
        Command(
            name="configuration.compare",
            type=CompareVersions,
            handler=compare,
            title=("对比配置", "Compare configurations"),
            roles=("admin",),
            slash=("对比", "compare"),
            phrases=(
                Phrase("[配置|版本](对比|比较)[一下][配置|版本|:] (v|第){versions}", weight=3.9, where="start"),
                Phrase("(配置|版本)(对比|比较)[一下][:]{versions}", weight=3.9, where="start"),
                Phrase("(对比|比较)[一下](配置|版本){versions}", weight=3.9, where="start"),
            ),
            examples=("对比 v11 v12",),
            examples_en=("/compare v11 v12",),
            writes=False,
        ),
        Command(
            name="configuration.rollback",
            type=RollBack,
            handler=roll_back,
            title=("回滚配置", "Roll the configuration back"),
            roles=("admin",),
            slash=("回滚配置", "rollback-config"),
            phrases=(
                Phrase("(回滚配置|配置 回滚|配置回滚|回滚)[到|:]{version}", weight=3.9, where="start"),
                Phrase("配置(回到|恢复到|退回|退回到){version}", weight=3.9, where="start"),
            ),
            examples=("回滚配置 v11",),
            examples_en=("/rollback-config v11",),
            confirm=True,
            guard=may_roll_back,
            preview=would_change,
        ),
        Command(
            name="configuration.tell_here",
            type=SetAdminChat,
            handler=set_admin_chat,
            title=("管理群", "Admins' group"),
            roles=("admin",),
            slash=("管理群", "admin-group"),
            phrases=(Phrase("(这个群|本群|这群)[就](是|做|当|当作)管理[员]群", weight=4.2, where="whole"),),
            examples=("这个群是管理群",),
            shows="anyone",
        ),
    ),
    sentences=SENTENCES,
)
