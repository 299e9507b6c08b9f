"""Tags: few, preset, and never misspelt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.likeness import likeness
from commands.message import Button, Reply
from commands.parties import reached
from commands.reps.tag_library import active_tags
from nlp.grammar import Phrase
from store import tags
from store.tables import CustomerTag


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


NEAR = 60
"""From which likeness (of 100) a tag is proposed for a misspelt one."""


def add(command: AddTags, context: Context) -> Reply:
    """Tags of the library; a word that is none is never made one, the nearest are offered instead."""
    ids = _targets(command.customer, command.customers)
    parties = [reached(context, id) for id in ids]
    library = active_tags(context)
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


def mark(context: Context, customers: tuple[UUID, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Puts tags of the library on customers; gives back those that were not there before."""
    library = active_tags(context)
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
    library = active_tags(context)
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
                Phrase("(打上|挂上|标上|贴上|加上|打个|挂个|标个|贴个)…标签", weight=2.95),
                Phrase("给{customers}[都|也|全](打上|贴上|挂上|标上)[个|一个]…", weight=3.0, where="end"),
                Phrase(
                    "{tags}[，|这|这些|那][两个|俩|三个|几个|个]标签[都|也|给|帮我](打|标|贴|挂|加|补)上", weight=3.1
                ),
                Phrase("#{tags}", weight=3.0),
                Phrase("+{tags}", weight=3.0),
                Phrase("{customer}[那家|那边|那儿]也(打上|标上|挂上|加上|贴上|打一个|打)", weight=3.0),
                Phrase("标签[:]{customers}[:]{tags}", weight=3.05, where="start"),
                Phrase("(打|加|贴|挂|上|补|添)[上|个|一个|几个|了][新|个新]标签", weight=3.0),
                Phrase("标签(打|加|贴|挂|补|换成|改成)[上|个|成|为|:|一下]", weight=2.9),
                Phrase(
                    "{tags}[户|客户|的|了]，[都|也|帮我|给|就](标一下|标下|标记一下|标记下|做个标记|打一下|打上|标上|挂上|贴上|标起来|帮我标|"
                    "帮我打)",
                    weight=3.1,
                ),
                Phrase("tag{customers}(as|with|:){tags}", weight=3.2),
                Phrase("换[上|成|个]{tags}", weight=3.1, where="start"),
                Phrase("(打|标|贴|挂)[个|一个|上](标|标记|tag)", weight=3.0, where="end"),
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
                    "抹掉)[他们|她们|它们|他们的|它们的|{customers}][身上][的][这个|那个|标签]{tags}[标签]",
                    weight=3.3,
                ),
                Phrase(
                    "{tags}[标签|可以|这个|先|也|的标签|这个标签|那个标签|给他|给她|给它|就|都|，|从{customer}身上|从{customer}那](去掉|去了|摘掉|"
                    "摘了|摘下|摘|拿掉|拿下|删掉|删了|移除|不要了|取消|撤了|撤掉|撕了|清掉|解除|下了|下掉)",
                    weight=3.3,
                ),
                Phrase(
                    "把{tags}[标签|的标签|给我|先|都](去掉|去了|摘掉|摘了|摘|拿掉|删掉|删了|移除|取消|撤了|撤掉)",
                    weight=3.4,
                ),
                Phrase("(不是|不算|不){tags}了", weight=3.2),
                Phrase(
                    "{tags}[那个|这个|的]标签[可以|就|也|都|先|，](去掉|去了|拿掉|拿下|摘了|摘掉|撤了|撤掉|删了|删掉|取消|不要了|清掉)",
                    weight=3.4,
                ),
                Phrase("{tags}[标签|的标签|这个标签](删掉|删了|删除|去掉|去了|清掉|移除)", weight=3.6),
                Phrase("{tags}[标签|的标签|可以|就|也|都|先](撤|去|删|摘|拿)", weight=3.3, where="end"),
                Phrase("{tags}换成", weight=3.3),
                Phrase("-{tags}", weight=3.0),
                Phrase("(去掉|摘掉|删掉|拿掉|去|摘|删)[个|一个]标签", weight=3.0),
                Phrase("(别|不用|不要|甭|不必)[再|给他|给它](标|打|挂|贴)[成|为|着|了]{tags}", weight=3.4),
            ),
            examples=("华星去掉待跟进",),
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
        "choice.tag": ("{tag}", "{tag}"),
        "refused.unknown_tag": (
            "没有“{tag}”这个标签。发“标签”看有哪些",
            "There is no tag “{tag}”. Say “tags” to see them",
        ),
    },
)
