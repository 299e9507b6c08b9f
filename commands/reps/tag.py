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
from commands.reps.tag_phrases import ADDS, REMOVES
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
            phrases=ADDS,
            examples=("华星打标签 重点客户",),
        ),
        Command(
            name="tag.remove",
            type=RemoveTags,
            handler=remove,
            title=("去标签", "Remove tags"),
            slash=("去标签", "untag"),
            phrases=REMOVES,
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
