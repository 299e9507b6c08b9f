"""The tag library: what is in it, and what comes into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.fetch_words import SO_FAR, asked_for
from commands.message import Button, Reply
from commands.naming import without_numbers
from commands.reps.customer_find import FindCustomers
from nlp.grammar import Phrase
from store import tags
from store.tables import Tag


@dataclass(frozen=True, kw_only=True, slots=True)
class ListTags:
    """The tag library, with how often each is used."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateTag:
    """A new tag in the library, within the library's cap."""

    name: Annotated[str, Slot("called", ask=True)]


CAP = 30
"""Tags that a library holds at most, unless an admin decides: few, so that they are used right."""


def active_tags(context: Context) -> dict[str, tags.TagRow]:
    """The library's tags that are in use, by their name in small letters."""
    return {tag.name.casefold(): tag for tag in tags.library(context.tx, context.workspace) if tag.active}


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
    rows, cap = active_tags(context), cap_of(context.settings)
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


_LABELS = "标签|标儿|标|tag|tags"
_OUR = "我们|咱们|咱|系统|系统里|系统里头|库里|库里头|库里面|公司|组里"
_USABLE = "所有|全部|现有|已有|自带|能用|可用|可选|能打|能贴|可以用|可以打|可以选|能选|能加|现成|现在能用|现在能打"

SUBJECT = Subject(
    name="tag_library",
    title=("标签库", "Tag library"),
    commands=(
        Command(
            name="tag.list",
            type=ListTags,
            handler=library,
            title=("标签库", "Tag library"),
            slash=("标签", "tags"),
            phrases=(
                Phrase(
                    "(有哪些|都有啥|都有哪些|看看|看下|列出|列一下|多少|查看)[可用的|能用的|能打的](标签|tag)",
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
                Phrase(
                    "[我们|咱们|系统里|系统|库里|现在][都|一共|总共][有](哪些|哪几个|什么|啥|咩|几个|多少|多少个|边些)[可用的|能用的|可选的](标签|tag)",
                    weight=3.4,
                ),
                *asked_for(f"[{_OUR}][的] [{_USABLE}][的|那些] ({_LABELS})[库|清单|列表]", weight=3.35, where="clause"),
                Phrase(
                    f"[{SO_FAR}] [{SO_FAR}] (能|可以|可|会)(打|用|贴|挂|选|加)[的] [{SO_FAR}] [有|是] (哪些|什么|"
                    f"啥|几个|多少) ({_LABELS})",
                    weight=3.35,
                    where="clause",
                ),
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
        "tag.head": ("标签库{total}个，点一个看客户", "{total} tags; tap one to see its customers"),
        "tag.none": (
            "标签库还是空的。主管或管理员发：建标签 重点客户",
            "No tags yet. A manager or admin says: new tag VIP",
        ),
        "tag.created": ("🏷 标签“{tag}”建好了，现在就能用", "🏷 Tag “{tag}” is ready to use"),
        "choice.counted": ("{tag} {count}", "{tag} {count}"),
        "refused.tag_exists": ("标签“{tag}”已经有了", "There is a tag “{tag}” already"),
        "refused.tag_cap": (
            "标签最多{cap}个，已经满了。可以先停用少用的：{idle}",
            "At most {cap} tags. Retire one of the unused first: {idle}",
        ),
    },
)
