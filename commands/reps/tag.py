"""Tags: few, preset, and never misspelt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.likeness import likeness
from commands.message import Button, Reply
from commands.naming import without_numbers
from commands.parties import reached
from commands.reps.customer_view import FindCustomers
from nlp.grammar import Phrase
from store import tags
from store.tables import CustomerTag, Tag


@dataclass(frozen=True, kw_only=True, slots=True)
class AddTags:
    """Puts tags of the library on one or several customers."""

    customer: Annotated[UUID | None, Slot("customer")] = None
    customers: Annotated[tuple[UUID, ...], Slot("customers")] = ()
    tags: Annotated[tuple[str, ...], Slot("tags", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoveTags:
    """Takes tags off one or several customers."""

    customer: Annotated[UUID | None, Slot("customer")] = None
    customers: Annotated[tuple[UUID, ...], Slot("customers")] = ()
    tags: Annotated[tuple[str, ...], Slot("tags", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListTags:
    """The tag library, with how often each is used."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateTag:
    """A new tag in the library, within the library's cap."""

    name: Annotated[str, Slot("called", ask=True)]


CAP = 30
"""Tags that a library holds at most, unless an admin decides: few, so that they are used right."""
NEAR = 60
"""From which likeness (of 100) a tag is proposed for a misspelt one."""


def add(command: AddTags, context: Context) -> Reply:
    """Tags of the library; a word that is none is never made one, the nearest are offered instead."""
    ids = _targets(command.customer, command.customers)
    parties = [reached(context, id) for id in ids]
    library = _library(context)
    known = tuple(library[name.casefold()].name for name in command.tags if name.casefold() in library)
    unknown = tuple(name for name in command.tags if name.casefold() not in library)
    context.state.customer = ids[-1]
    lines, choices = [], []
    for each in parties:
        fresh = mark(context, (each.id,), known) if known else ()
        if fresh:
            lines.append(say("tag.added", customer=each.short, tags=fresh))
        elif known:
            lines.append(say("tag.had", customer=each.short, tags=known))
    for name in unknown:
        near = nearest(name, [tag.name for tag in library.values()])
        lines.append(say("tag.unknown", tag=name) if near else say("tag.unknown_far", tag=name))
        choices += [Button(label=say("choice.tag", tag=tag), command=replace(command, tags=(tag,))) for tag in near]
    return Reply(lines=tuple(lines), choices=tuple(choices))


def _targets(customer: UUID | None, several: tuple[UUID, ...]) -> tuple[UUID, ...]:
    return several or ((customer,) if customer is not None else ())


def _library(context: Context) -> dict[str, tags.TagRow]:
    return {tag.name.casefold(): tag for tag in tags.library(context.tx, context.workspace) if tag.active}


def mark(context: Context, customers: tuple[UUID, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Puts tags of the library on customers; gives back those that were not there before."""
    library = _library(context)
    fresh = []
    for customer in customers:
        for name in names:
            tag = library.get(name.casefold())
            if tag is None or tags.link(context.tx, context.workspace, customer=customer, tag=tag.id) is not None:
                continue
            context.unit.add(CustomerTag, customer_id=customer, tag_id=tag.id, created_at=context.now)
            fresh.append(f"#{tag.name}")
    return tuple(fresh)


def nearest(name: str, names: Sequence[str]) -> tuple[str, ...]:
    """Up to three tags that the word may be a slip for, by sound and by letters."""
    scored = sorted(((likeness(name, each), each) for each in names), reverse=True)
    return tuple(each for score, each in scored if score >= NEAR)[:3]


def remove(command: RemoveTags, context: Context) -> Reply:
    """Takes tags off; what is not there is said."""
    ids = _targets(command.customer, command.customers)
    parties = [reached(context, id) for id in ids]
    library = _library(context)
    context.state.customer = ids[-1]
    lines = []
    for each in parties:
        gone, missing = [], []
        for name in command.tags:
            tag = library.get(name.casefold())
            link = tags.link(context.tx, context.workspace, customer=each.id, tag=tag.id) if tag else None
            if link is None:
                missing.append(name)
            else:
                context.unit.remove(CustomerTag, link)
                gone.append(f"#{name}")
        if gone:
            lines.append(say("tag.removed", customer=each.short, tags=gone))
        if missing:
            lines.append(say("tag.absent", customer=each.short, tags=missing))
    return Reply(lines=tuple(lines))


def library(command: ListTags, context: Context) -> Reply:
    """The library with how many of the workspace's customers bear each tag; tap one to see them."""
    del command
    rows = [tag for tag in tags.library(context.tx, context.workspace) if tag.active]
    if not rows:
        return reply(say("tag.none"))
    counts = tags.counts(context.tx, context.workspace)
    shown = sorted(rows, key=lambda tag: -counts.get(tag.id, 0))[:12]
    choices = tuple(
        Button(
            label=say("choice.counted", tag=tag.name, count=counts.get(tag.id, 0)),
            command=FindCustomers(filters={"tags": (tag.name,)}),
        )
        for tag in shown
    )
    return Reply(lines=(say("tag.head", total=len(rows)),), choices=choices)


def create(command: CreateTag, context: Context) -> Reply:
    """A new tag; a full library, or one that is as good as there, is refused with the way on."""
    name = without_numbers(command.name).lstrip("#")
    rows, cap = _library(context), cap_of(context.settings)
    if name.casefold() in rows:
        raise Refused("refused.tag_exists", tag=name)
    if len(rows) >= cap:
        counts = tags.counts(context.tx, context.workspace)
        idle = sorted(rows.values(), key=lambda tag: counts.get(tag.id, 0))[:3]
        raise Refused("refused.tag_cap", cap=cap, idle=tuple(tag.name for tag in idle))
    every = tags.library(context.tx, context.workspace)
    asleep = next((tag for tag in every if tag.name.casefold() == name.casefold()), None)
    if asleep is None:
        context.unit.add(Tag, name=name, position=len(every), created_at=context.now)
    else:
        context.unit.edit(Tag, asleep.id).active = True
    return reply(say("tag.created", tag=asleep.name if asleep is not None else name))


def cap_of(settings: Mapping[str, Any]) -> int:
    """How many tags the library holds at most."""
    return int(settings.get("tag_cap") or CAP)


SUBJECT = Subject(
    name="tag",
    title=("标签", "Tags"),
    commands=(
        Command(
            name="tag.add",
            keeps_customers=True,
            type=AddTags,
            handler=add,
            title=("打标签", "Add tags"),
            slash=("打标签", "tag"),
            phrases=(
                Phrase(
                    "(打上|挂上|标上|贴上|加上|补上|打个|挂个|标个|贴个|加个|补个|打|挂|标|贴|加|标成|标为|标做|"
                    "标记为|标记成|标记|标注为|标注|设为|设成|换成|改成|打成|归为|划为)[返][个|一个|成|为|上|下|了|:|一下|新|"
                    "的]{tags}[标签]",
                    weight=3.1,
                ),
                Phrase("tag[一下|上|个|打|为|成|加|加上]{tags}", weight=3.1),
                Phrase("{tags}[的|这个]tag", weight=2.5),
                Phrase("(打上|挂上|贴上|加上|打个|挂个|标个|贴个|加个|补个|补上)…{tags}[的]标签", weight=3.0),
                Phrase("#{tags}", weight=3.0),
                Phrase("+{tags}", weight=3.0),
                Phrase("{customer}[那家|那边|那儿]也(打上|标上|挂上|加上|贴上|打一个|打)", weight=3.0),
                Phrase("标签[:]{customers}[:]{tags}", weight=3.05, where="start"),
                Phrase("(打|加|贴|挂|上|补|添)[上|个|一个|几个|了][新|个新]标签", weight=3.0),
                Phrase("标签(打|加|贴|挂|补|换成|改成)[上|个|成|为|:|一下]", weight=2.9),
                Phrase("{tags}[户|客户|的]，(标一下|打一下|打上|标上|挂上|贴上|标起来|帮我标|帮我打)", weight=3.1),
                Phrase("tag{customers}(as|with|:){tags}", weight=3.2),
            ),
            examples=("华星打标签 重点客户",),
        ),
        Command(
            name="tag.remove",
            type=RemoveTags,
            handler=remove,
            title=("去标签", "Remove tags"),
            slash=("去标签", "untag"),
            phrases=(
                Phrase(
                    "(去掉|摘掉|摘了|摘下|拿掉|拿走|去除|删掉|删了|移除|取消|撕掉|撤掉|撤下|撤了|摘|撤|去|清掉|"
                    "抹掉)[他们|她们|它们|他们的|它们的][的][这个|那个|标签]{tags}[标签]",
                    weight=3.3,
                ),
                Phrase(
                    "{tags}[标签|可以|这个|先|也|的标签|这个标签|那个标签|给他|给她|给它|就|都|，](去掉|去了|摘掉|"
                    "摘了|摘下|摘|拿掉|拿下|删掉|删了|移除|不要了|取消|撤了|撤掉|撕了|清掉|解除|下了|下掉)",
                    weight=3.3,
                ),
                Phrase(
                    "把{tags}[标签|的标签|给我|先|都](去掉|去了|摘掉|摘了|摘|拿掉|删掉|删了|移除|取消|撤了|撤掉)",
                    weight=3.4,
                ),
                Phrase("(不是|不算){tags}了", weight=3.2),
                Phrase("{tags}换成", weight=3.3),
                Phrase("-{tags}", weight=3.0),
                Phrase("(去掉|摘掉|删掉|拿掉|去|摘|删)[个|一个]标签", weight=3.0),
                Phrase("(别|不用|不要|甭|不必)[再|给他|给它](标|打|挂|贴)[成|为|着|了]{tags}", weight=3.4),
            ),
            examples=("华星去掉待跟进",),
        ),
        Command(
            name="tag.list",
            type=ListTags,
            handler=library,
            title=("标签库", "Tag library"),
            slash=("标签", "tags"),
            phrases=(
                Phrase(
                    "(有哪些|有啥|都有啥|都有哪些|什么|看看|看下|列出|列一下|多少|查看)[可用的|能用的|能打的](标签|"
                    "tag)",
                    weight=3.4,
                ),
                Phrase(
                    "(标签|tag)[都|库|一共|现在|里][有](有哪些|有啥|有什么|列一下|列出来|能打|能用|来着)", weight=3.4
                ),
                Phrase("(标签库|标签列表|所有标签|全部标签)", weight=3.2, where="whole"),
                Phrase(
                    "(标签|标签库|tag)[都|给我]…(看看|看一下|看下|列一下|列出来|发我|调出来|拉出来|给我看)",
                    weight=3.2,
                    where="whole",
                ),
                Phrase("[我们|咱们|系统里|现在][都]有(哪些|什么|啥|几个|多少)标签", weight=3.4),
            ),
            examples=("有哪些标签",),
            writes=False,
        ),
        Command(
            name="tag.create",
            type=CreateTag,
            handler=create,
            title=("建标签", "Create tag"),
            slash=("建标签", "newtag"),
            phrases=(Phrase("(建|新建|创建|新增)[一][个]标签[:]{name}", weight=3.5, where="start"),),
            examples=("建标签 渠道商",),
            roles=("manager", "admin"),
        ),
    ),
    sentences={
        "tag.added": ("🏷 {customer} {tags}", "🏷 {customer} {tags}"),
        "tag.had": ("{customer} 已经有 {tags} 了", "{customer} has {tags} already"),
        "tag.removed": ("🏷 {customer} 去掉 {tags}", "🏷 {customer} without {tags}"),
        "tag.absent": ("{customer} 没有 {tags}", "{customer} has no {tags}"),
        "tag.unknown": ("标签库里没有“{tag}”，是不是这个？", "There is no tag “{tag}”. Did you mean this?"),
        "tag.unknown_far": (
            "标签库里没有“{tag}”，没打。发“标签”看有哪些",
            "There is no tag “{tag}”; nothing done. Say “tags” to see them",
        ),
        "tag.head": ("标签库{total}个，点一个看客户", "{total} tags; tap one to see its customers"),
        "tag.none": (
            "标签库还是空的。主管或管理员发：建标签 重点客户",
            "No tags yet. A manager or admin says: new tag VIP",
        ),
        "tag.created": ("🏷 标签“{tag}”建好了，现在就能用", "🏷 Tag “{tag}” is ready to use"),
        "choice.tag": ("{tag}", "{tag}"),
        "choice.counted": ("{tag} {count}", "{tag} {count}"),
        "refused.tag_exists": ("标签“{tag}”已经有了", "There is a tag “{tag}” already"),
        "refused.tag_cap": (
            "标签最多{cap}个，已经满了。可以先停用少用的：{idle}",
            "At most {cap} tags. Retire one of the unused first: {idle}",
        ),
        "refused.unknown_tag": (
            "没有“{tag}”这个标签。发“标签”看有哪些",
            "There is no tag “{tag}”. Say “tags” to see them",
        ),
    },
)
