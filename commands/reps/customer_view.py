"""Looking customers up: the one-screen card, and searches."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.message import Button, Reply, Sentence
from commands.parties import Party, customer_of, sees
from commands.reps.ask import AskNote, AskTime
from commands.reps.contact import ShowContact
from commands.reps.followup_view import ListFollowUps, line
from commands.rights import naming_scope, scope
from nlp.grammar import Phrase
from store import contacts, customers, followups, reminders, tags


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowCustomer:
    """The one-screen card of a customer."""

    customer: Annotated[UUID, Slot("customer", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class FindCustomers:
    """Customers that meet conditions; without any, the speaker's own."""

    filters: Annotated[Mapping[str, object], Slot("filters")] = field(default_factory=dict)
    page: int = 1


SILENT = 14
"""Days without a follow-up from which a card warns."""
PAGE = 8
"""Lines of a list shown at once."""


def show(command: ShowCustomer, context: Context) -> Reply:
    """The card: who, what was said last, what comes next; details only for those who may see them."""
    customer = customer_of(context, command.customer)
    row = customers.get(context.tx, naming_scope(context.speaker), customer.id)
    assert row is not None
    context.state.customer = customer.id
    names = tags.of(context.tx, context.workspace, (customer.id,)).get(customer.id, ())
    marks = " ".join(f"#{tag.name}" for tag in names) or None
    head = say("card.head", customer=row.name, level=row.level, stage=row.stage, tags=marks)
    log = Button(label=say("button.log"), command=AskNote(customer=customer.id))
    if not sees(context, customer):
        head = say("card.head", customer=row.name, stage=row.stage)
        elsewhere = customer.team_id != context.place.team_id
        return Reply(lines=(head, say("card.owner", owner=customer.owner_name)), buttons=(log,), private=elsewhere)
    lines = [head, _people(context, customer), *_next(context, row), *_history(context, row), *_risk(context, row)]
    remind = Button(label=say("button.remind"), command=AskTime(customer=customer.id))
    phone = Button(label=say("button.phone"), command=ShowContact(customer=customer.id, reveal=True))
    history = Button(label=say("button.history"), command=ListFollowUps(customer=customer.id))
    buttons = (log, remind, phone, history)
    return Reply(lines=tuple(lines), buttons=buttons, private=True)


def _people(context: Context, customer: Party) -> Sentence:
    people = contacts.of(context.tx, context.workspace, (customer.id,))
    first = people[0] if people else None
    known = contacts.points(context.tx, context.workspace, contacts=(first.id,)) if first is not None else []
    return say(
        "card.people",
        owner=customer.owner_name or say("nobody"),
        contact=first.name if first else None,
        title=first.title if first else None,
        phone=next((point.value for point in known if point.kind == "phone"), None),
        total=len(people) if len(people) > 1 else None,
    )


def _next(context: Context, row: customers.CustomerRow) -> list[Sentence]:
    open_ = reminders.of_customers(context.tx, context.workspace, (row.id,))
    coming = next((each for each in open_ if reaches_reminder(context, each)), None)
    if coming is None:
        return []
    text = context.plain(coming.text)
    if coming.at is None:
        return [say("card.next_day", day=coming.day, text=text)]
    return [say("card.next", at=coming.at, text=text)]


def _risk(context: Context, row: customers.CustomerRow) -> list[Sentence]:
    """Says with its reason that a customer may be slipping away: nobody was there for two weeks."""
    if row.last_follow_up_at is None:
        return []
    days = (context.today - context.local(row.last_follow_up_at).date()).days
    return [say("card.risk", days=days)] if days >= SILENT else []


def _history(context: Context, row: customers.CustomerRow) -> list[Sentence]:
    """The last three follow-ups, a line each."""
    last = followups.of_customer(context.tx, context.workspace, row.id, limit=3)
    if not last:
        return [say("card.no_history")]
    return [line(context, each) for each in last]


def find(command: FindCustomers, context: Context) -> Reply:
    """A numbered list that can be answered by number."""
    filters = dict(command.filters)
    found = customers.find(
        context.tx, scope(context.speaker), wanted(context, filters), limit=PAGE, offset=(command.page - 1) * PAGE
    )
    if not found.rows:
        mine = filters.keys() <= {"owner"} and filters.get("owner") in (None, context.speaker.id)
        return reply(say("find.empty" if mine else "find.none"))
    shown = found.rows
    context.state.shown = tuple(row.id for row in shown)
    lines = [say("find.head" if filters else "find.mine", total=found.total)]
    for i, row in enumerate(shown, 1):
        last = context.local(row.last_follow_up_at).date() if row.last_follow_up_at else None
        lines.append(say("find.line", index=i, customer=row.short, level=row.level, stage=row.stage, last=last))
    more = Button(label=say("button.more"), command=FindCustomers(filters=filters, page=command.page + 1))
    return Reply(lines=tuple(lines), buttons=(more,) if found.total > command.page * PAGE else (), private=True)


def wanted(context: Context, filters: Mapping[str, object]) -> customers.Filters:
    """Conditions as the store takes them: tags by id, days without follow-up as a moment."""
    library = {tag.name: tag.id for tag in tags.library(context.tx, context.workspace)}
    names = filters.get("tags") or ()
    assert isinstance(names, list | tuple)
    unknown = [name for name in names if name not in library]
    if unknown:
        raise Refused("refused.unknown_tag", tag=unknown[0])
    idle = filters.get("idle_days")
    owner = filters.get("owner")
    plain = {name: filters.get(name) for name in ("text", "level", "stage", "industry", "region", "source")}
    found = customers.Filters(
        tags=tuple(library[name] for name in names),
        owner=UUID(str(owner)) if owner else None,
        idle_since=context.now - timedelta(days=int(str(idle))) if idle else None,
    )
    given: dict[str, Any] = {name: str(value) for name, value in plain.items() if value}
    return replace(found, **given)


def reaches_reminder(context: Context, row: reminders.ReminderRow) -> bool:
    """Whether the speaker may read a reminder: its owner and its maker may, and managers."""
    return context.speaker.id in (row.owner_id, row.maker_id) or context.speaker.role in ("manager", "admin")


SUBJECT = Subject(
    name="customer_view",
    title=("查客户", "Find customers"),
    commands=(
        Command(
            name="customer.show",
            shows="team",
            type=ShowCustomer,
            handler=show,
            title=("看客户", "Show customer"),
            slash=("客户", "查", "show"),
            phrases=(
                Phrase("(show|查询|调取)[一下]{customer}", weight=3.2, where="start"),
                Phrase(
                    "(查一下|查下|查|看下|看看|看一下|调出|打开|翻出|翻一下|搜一下|显示){customer}[的|资料|情况]",
                    weight=2.8,
                    where="start",
                ),
                Phrase(
                    "{customer}[现在|那边|最近|这家|这个客户|目前|到底][是](什么情况|啥情况|什么状况|怎么样了|咋样了|"
                    "咋样|怎么样)",
                    weight=3.2,
                ),
                Phrase("{customer}[那家公司|这家公司|这家|公司]…(什么情况|啥情况)", weight=3.2),
                Phrase(
                    "{customer}[的](客户资料|资料|底子|底细|档案|详情|信息|卡片|客户卡|画像)(打开|给我调一下|调一下|"
                    "拉一下|调出来|给我看看|发我|看一下|看看|来看看)",
                    weight=3.2,
                ),
                Phrase("(看|查|调|打开|翻|瞅)…{customer}[的](客户资料|资料|底子|底细|档案|详情|信息|画像)", weight=3.3),
                Phrase("(有没有|查重|录过){customer}", weight=3.0, where="start"),
                Phrase(
                    "{customer}(录过没|有没有|是谁的|谁在跟|有人跟吗|有人跟没|谁跟的|是谁跟的)",
                    weight=3.0,
                    where="whole",
                ),
                Phrase("(资料|客户资料)(调出来|打开)", weight=3.1),
            ),
            examples=("华星什么情况",),
            writes=False,
        ),
        Command(
            name="customer.find",
            type=FindCustomers,
            handler=find,
            title=("找客户", "Find customers"),
            slash=("找客户", "搜索", "搜", "find", "search"),
            phrases=(
                Phrase("(哪些|哪几家|几家|哪家)[是]…客户", weight=3.2),
                Phrase(
                    "客户[现在|都|里头|里|一共|目前|名单]…(有哪些|有谁|有几家|列一下|列出来|筛出来|筛一下|拉出来|"
                    "拉一下|拉个|找出来|多少|哪些|看看)",
                    weight=3.2,
                ),
                Phrase("(pull|list|查询|捞)…客户", weight=3.2),
                Phrase(
                    "(列出|列一下|找出|找一下|筛出|筛一下|筛选|查一下|搜一下|拉出|拉一下|捞一下|搜)…客户", weight=3.2
                ),
                Phrase("(列出|列一下|找出|筛出|筛一下|拉出|拉一下)…{tags}", weight=3.1),
                Phrase("(名字|名称|名)[里](带|含|有|包含)…的", weight=3.3),
                Phrase(
                    "{level}[客户|里头|里|的]…(有哪些|揪出来|列出来|列一下|拉出来|筛出来|有几家|没跟的|没碰过)",
                    weight=3.3,
                ),
                Phrase("(挂着|带着|带|打了|贴了|有){tags}[标签|的]…(有哪些|有几家|列|筛|拉|哪些|客户)", weight=3.3),
                Phrase("(天|周|月)[都](没|未)[人](跟|联系|动静|碰|拜访|回访)…(客户|{level}|{tags})", weight=2.7),
                Phrase("(卡在|停在|处在|处于){stage}", weight=3.1),
                Phrase("(新录了|新增了|新建了|新加了|录了|新进了)哪些[客户]", weight=3.3),
                Phrase("我[的|手上|手里|名下][都]有哪些客户", weight=3.3),
                Phrase("{member}[的|名下|手上|手里|负责]…客户", weight=3.0, where="whole"),
                Phrase("…[的]客户", weight=2.2, where="whole"),
                Phrase("{tags}[的|客户]…(有哪些|有几家|列出来|列一下|筛出来|拉出来)", weight=3.1),
            ),
            examples=("我的A级客户有哪些",),
            writes=False,
        ),
    ),
    sentences={
        "card.head": (
            "{customer}[ · {level}级][ · {stage}][ · {tags}]",
            "{customer}[ · level {level}][ · {stage}][ · {tags}]",
        ),
        "card.owner": ("{owner}的客户，详情请问{owner}", "{owner}'s customer; ask {owner} for details"),
        "card.people": (
            "负责人 {owner}[｜{contact}][ {title}][ {phone}][ 等{total}人]",
            "Owner {owner}[ | {contact}][ {title}][ {phone}][, {total} in all]",
        ),
        "card.next": ("下一步 {at:short}[ {text}]", "Next {at:short}[ {text}]"),
        "card.next_day": ("下一步 {day:short}[ {text}]", "Next {day:short}[ {text}]"),
        "card.risk": ("⚠ {days}天没跟了", "⚠ no contact for {days} days"),
        "card.no_history": ("还没有跟进记录", "No follow-ups yet"),
        "nobody": ("还没有", "nobody yet"),
        "find.head": ("找到{total}家，回数字看详情", "Found {total}; answer with a number"),
        "find.mine": ("你的客户{total}家，回数字看详情", "Your customers: {total}; answer with a number"),
        "find.line": (
            "{index} {customer}[ · {level}级][ · {stage}][ · 上次{last:bare}]",
            "{index} {customer}[ · {level}][ · {stage}][ · last {last:bare}]",
        ),
        "find.none": (
            "没有符合的客户。换个条件试试，或发“我的客户”看全部",
            "No customer fits. Try other conditions, or “my customers”",
        ),
        "find.empty": (
            "你名下还没有客户。发：新客户 华星科技 张总 138…",
            "No customers yet. Say: new customer Acme, Mr Zhang 138…",
        ),
        "button.log": ("记跟进", "Log"),
        "button.remind": ("设提醒", "Remind me"),
        "button.phone": ("看电话", "Phone"),
        "button.history": ("全部记录", "History"),
    },
)
