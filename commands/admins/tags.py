"""The tag library as an admin shapes it: off and on, names, dimensions, and how many there may be."""

from dataclasses import dataclass
from typing import Annotated, Any

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.likeness import likeness
from commands.message import Button, Reply
from commands.naming import without_numbers
from commands.reps.tag_library import ListTags, cap_of
from nlp.grammar import Phrase
from store import settings, tags
from store.tables import Tag
from store.tags import TagRow


@dataclass(frozen=True, kw_only=True, slots=True)
class SwitchTagOff:
    """A tag that is offered no more; the customers that bear it keep it."""

    name: Annotated[str, Slot("called")] = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SwitchTagOn:
    """A tag that is in use again."""

    name: Annotated[str, Slot("called")] = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RenameTag:
    """Another name for a tag; who bears it bears the new name."""

    old: Annotated[str, Slot("label")] = ""
    new: Annotated[str, Slot("called")] = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SetDimension:
    """The dimension of the business that a tag belongs to (标签 价格敏感 归到 采购习惯)."""

    name: Annotated[str, Slot("label")] = ""
    dimension: Annotated[str, Slot("called")] = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SetTagCap:
    """How many tags there may be."""

    cap: Annotated[int | None, Slot("number")] = None


HIGHEST = 200
"""The highest cap."""
LONGEST = 12
"""Signs of a tag's name or dimension at most."""


def switch_off(command: SwitchTagOff, context: Context) -> Reply:
    """Off; says how many customers keep it."""
    tag = _tag(context, command.name, active=True)
    _edit(context, tag).active = False
    total = tags.counts(context.tx, context.workspace).get(tag.id)
    return Reply(lines=(say("tag.switched_off", tag=tag.name, total=total),), buttons=_show())


def switch_on(command: SwitchTagOn, context: Context) -> Reply:
    """On again, within the cap."""
    tag = _tag(context, command.name, active=False)
    if tag.active:
        raise Refused("refused.tag_on", tag=tag.name)
    cap = cap_of(context.settings)
    if sum(each.active for each in tags.library(context.tx, context.workspace)) >= cap:
        raise Refused("refused.tag_full", cap=cap)
    _edit(context, tag).active = True
    return Reply(lines=(say("tag.switched_on", tag=tag.name),), buttons=_show())


def rename(command: RenameTag, context: Context) -> Reply:
    """Another name, within the library one of its own."""
    tag = _tag(context, command.old, active=False)
    new = without_numbers(command.new).lstrip("#").strip()
    if not new or len(new) > LONGEST:
        raise Refused("refused.tag_name", most=LONGEST)
    rows = tags.library(context.tx, context.workspace)
    if any(each.name.casefold() == new.casefold() and each.id != tag.id for each in rows) or new == tag.name:
        raise Refused("refused.tag_exists", tag=new)
    _edit(context, tag).name = new
    total = tags.counts(context.tx, context.workspace).get(tag.id)
    return Reply(lines=(say("tag.renamed", old=tag.name, new=new, total=total),), buttons=_show())


def set_dimension(command: SetDimension, context: Context) -> Reply:
    """The dimension in which the library shows it."""
    tag = _tag(context, command.name, active=False)
    dimension = without_numbers(command.dimension).removesuffix("维度").removesuffix("类").strip()
    if not dimension or len(dimension) > LONGEST:
        raise Refused("refused.tag_name", most=LONGEST)
    _edit(context, tag).dimension = dimension
    return Reply(lines=(say("tag.dimensioned", tag=tag.name, dimension=dimension),), buttons=_show())


def set_cap(command: SetTagCap, context: Context) -> Reply:
    """The cap; not below what is in use."""
    rows = [tag for tag in tags.library(context.tx, context.workspace) if tag.active]
    if command.cap is None or not 0 < command.cap <= HIGHEST:
        raise Refused("refused.tag_cap_range", most=HIGHEST)
    if command.cap < len(rows):
        counts = tags.counts(context.tx, context.workspace)
        idle = sorted(rows, key=lambda tag: counts.get(tag.id, 0))[:3]
        raise Refused("refused.tag_cap_low", total=len(rows), idle=tuple(tag.name for tag in idle))
    settings.put(context.unit, "tag_cap", command.cap)
    return Reply(lines=(say("tag.capped", cap=command.cap, total=len(rows)),), buttons=_show())


def _tag(context: Context, said: str, *, active: bool) -> TagRow:
    """The tag that is meant, among those in use or all; Refused with the nearest for none."""
    name = said.lstrip("#").removesuffix("标签").strip()
    rows = [tag for tag in tags.library(context.tx, context.workspace) if tag.active or not active]
    found = next((tag for tag in rows if tag.name.casefold() == name.casefold()), None)
    if found is None:
        near = sorted(rows, key=lambda tag: -likeness(name, tag.name))[:4]
        raise Refused("refused.tag_near", tag=name, near=tuple(tag.name for tag in near) or None)
    return found


def _edit(context: Context, tag: TagRow) -> Any:
    return context.unit.edit(Tag, tag.id)


def _show() -> tuple[Button, ...]:
    return (Button(label=say("button.library"), command=ListTags()),)


_MANAGERS = ("manager", "admin")

SUBJECT = Subject(
    name="tags",
    title=("管标签库", "Keeping the tag library"),
    commands=(
        Command(
            name="admin.tag.off",
            type=SwitchTagOff,
            handler=switch_off,
            title=("停用标签", "Switch a tag off"),
            roles=_MANAGERS,
            slash=("停用标签", "tagoff"),
            phrases=(
                Phrase("(停用|禁用|关掉|停掉|删除|删掉|删了|去掉)[一下|掉]标签[:]{name}", weight=4.4, where="start"),
                Phrase("[把]标签[:]{name}(停用|禁用|停掉|删掉|删了|删除)", weight=4.4, where="start"),
            ),
            examples=("停用标签 重点客户",),
            examples_en=("/tagoff VIP",),
        ),
        Command(
            name="admin.tag.on",
            type=SwitchTagOn,
            handler=switch_on,
            title=("启用标签", "Switch a tag on"),
            roles=_MANAGERS,
            slash=("启用标签", "tagon"),
            phrases=(Phrase("(启用|重新启用|恢复|用回)标签[:]{name}", weight=4.4, where="start"),),
            examples=("启用标签 重点客户",),
            examples_en=("/tagon VIP",),
        ),
        Command(
            name="admin.tag.rename",
            type=RenameTag,
            handler=rename,
            title=("标签改名", "Rename a tag"),
            roles=_MANAGERS,
            phrases=(
                Phrase(
                    "[把]标签[:]{old}(改名叫|改名为|改名成|重命名为|改叫|更名为|改称|改名){new}",
                    weight=4.4,
                    where="start",
                ),
            ),
            examples=("标签 重点客户 改名叫 大客户",),
        ),
        Command(
            name="admin.tag.dimension",
            type=SetDimension,
            handler=set_dimension,
            title=("标签分类", "A tag's dimension"),
            roles=_MANAGERS,
            phrases=(
                Phrase(
                    "[把]标签[:]{name}(归到|归入|归为|划到|放到|分到)[维度|分类]{dimension}", weight=4.4, where="start"
                ),
            ),
            examples=("标签 重点客户 归到 价值",),
        ),
        Command(
            name="admin.tag.cap",
            type=SetTagCap,
            handler=set_cap,
            title=("标签上限", "How many tags"),
            roles=("admin",),
            slash=("标签上限", "tagcap"),
            phrases=(
                Phrase("标签[库|数|数量]上限[改成|改为|设为|设成|调到|是|:]{cap}", weight=4.4, where="start"),
                Phrase("标签[库]最多{cap}", weight=4.4, where="start"),
            ),
            examples=("标签上限30",),
            examples_en=("/tagcap 30",),
        ),
    ),
    sentences={
        "tag.switched_off": (
            "✅ 标签“{tag}”停用了[，{total}家客户身上的还留着]。要用回来发：启用标签 {tag}",
            "✅ Tag “{tag}” is off[; {total} customers keep it]. Back with: /tagon {tag}",
        ),
        "tag.switched_on": ("✅ 标签“{tag}”又能用了", "✅ Tag “{tag}” is on again"),
        "tag.renamed": (
            "✅ 标签“{old}”改名叫“{new}”[，{total}家客户一起变]",
            "✅ Tag “{old}” is “{new}”[, {total} customers]",
        ),
        "tag.dimensioned": ("✅ 标签“{tag}”归到“{dimension}”", "✅ Tag “{tag}” belongs to “{dimension}”"),
        "tag.capped": ("✅ 标签最多{cap}个，现在{total}个", "✅ At most {cap} tags; {total} now"),
        "button.library": ("看标签库", "Tag library"),
        "setting.tag_cap": ("标签上限", "cap of the tags"),
        "what.admin.tag.off": ("停用标签", "switching the tag off"),
        "what.admin.tag.on": ("启用标签", "switching the tag on"),
        "what.admin.tag.rename": ("标签改名", "the tag's new name"),
        "what.admin.tag.dimension": ("标签分类", "the tag's dimension"),
        "what.admin.tag.cap": ("标签上限", "the cap of the tags"),
        "refused.tag_on": ("标签“{tag}”本来就在用", "Tag “{tag}” is in use already"),
        "refused.tag_full": ("标签最多{cap}个，已经满了，先停用一个", "At most {cap} tags. Switch one off first"),
        "refused.tag_name": ("要在{most}个字以内", "{most} signs at most"),
        "refused.tag_near": ("没有标签“{tag}”[。是不是：{near}]", "There is no tag “{tag}”[. Did you mean: {near}]"),
        "refused.tag_cap_range": ("上限要在1到{most}之间", "The cap lies between 1 and {most}"),
        "refused.tag_cap_low": (
            "现在用着{total}个标签，先停用少用的：{idle}",
            "{total} tags are in use. Switch off some that are seldom used: {idle}",
        ),
    },
)
