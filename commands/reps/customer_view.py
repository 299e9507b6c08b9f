"""Looking customers up: the one-screen card, and searches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.finding import wanted
from commands.message import Button, Reply, Sentence
from commands.own import own_facts
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
    lines = [head, _people(context, customer), *_own(context, row), *_next(context, row)]
    lines += [*_history(context, row), *_risk(context, row)]
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


def _own(context: Context, row: customers.CustomerRow) -> list[Sentence]:
    """The fields of the workspace's own, on one line."""
    facts = own_facts(context, row.fields) if row.fields else []
    return [say("card.fields", fields=tuple(facts))] if facts else []


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


def reaches_reminder(context: Context, row: reminders.ReminderRow) -> bool:
    """Whether the speaker may read a reminder: its owner and its maker may, and managers."""
    return context.speaker.id in (row.owner_id, row.maker_id) or context.speaker.role in ("manager", "admin")


_COMPARED = "超过|大于|高于|多于|不到|不足|低于|小于|少于|不低于|不少于|至少|不超过|早于|晚于|以上|以下|之前|之后"
_WHICH = "客户|客户有哪些|有哪些|哪些|有谁|都有谁|列一下|列出来|哪几家|有几家|客户列一下|客户有几家"

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
                    "{customer}(录过没|有没有|是谁的|是谁在跟|谁在跟|有人跟吗|有人跟没|谁跟的|是谁跟的)",
                    weight=3.0,
                    where="whole",
                ),
                Phrase("(资料|客户资料)(调出来|打开)", weight=3.1),
                Phrase("{customer}[的](客户资料|资料|档案|详情|客户卡)", weight=3.1, where="whole"),
                Phrase(
                    "{customer}[现在|最近|目前|这家|那边|到底][是|有]…(怎样了|怎么样|怎样|如何了|什么进展|啥进展|有进展|到哪一步|到哪步|跟到哪|进展如何|情况如何)",
                    weight=3.2,
                    where="whole",
                ),
                Phrase(
                    "{customer}[现在|最近|目前|这家|那边|的]…(进展|进度|情况|状况|近况)[怎么样|如何|怎样|咋样|看一下|看看|发我|说一下]",
                    weight=3.2,
                    where="whole",
                ),
                Phrase(
                    "(看|查|查查|瞅瞅|瞧瞧|了解|搜|打开|调出|show me|pull up|open|check|look up)[看|下|一下|一眼]"
                    "{customer}[的][资料|情况|进展|信息]",
                    weight=3.2,
                    where="whole",
                ),
                Phrase("(谁在跟|谁负责|谁跟的|是谁在跟){customer}", weight=3.0, where="whole"),
                Phrase("{customer}[最近|现在|目前|那边](如何|怎样|咋样|还好吗|好不好)", weight=3.2, where="whole"),
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
                    "…[的]客户[一共|总共|现在][还]有(几个|几家|多少个|多少家|多少|哪几个)", weight=3.2, where="whole"
                ),
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
                Phrase(
                    "{tags}[的|标签的]客户[都|现在|里][有]…(哪些|哪几家|哪家|谁|几家|多少|列|拉|筛|名单|发我)",
                    weight=3.2,
                ),
                Phrase("(哪些|哪几家|哪家|谁|有谁)[是|有|打了|挂着|贴了|属于|还是]{tags}", weight=3.2, where="start"),
                Phrase(
                    "{member}[的|名下|手上|手里|负责]…{tags}[的|标签][客户][有|都有](谁|哪些|哪几家|几家)", weight=3.3
                ),
                Phrase("{level}[的]客户[有|都有|名单|发我]…(哪些|哪几家|谁|列|拉|筛|看)", weight=3.2),
                Phrase(
                    "(list|show|find)[all|my|the]({tags}|{level})[customers|clients|accounts]",
                    weight=3.2,
                    where="start",
                ),
                Phrase("{tags}[的|客户|的客户][都](有谁|是谁|是哪些|都是谁|都有哪些|哪几家|是哪几家)", weight=3.2),
                Phrase(f"{{fields}}[是|为|在|:]…({_COMPARED})…[的]({_WHICH})", weight=3.4, where="whole"),
                Phrase(f"{{fields}}[是|为|在|:]…的({_WHICH})", weight=3.35, where="whole"),
                Phrase(f"{{fields}}[是|为|在|:]({_COMPARED})…的", weight=3.35, where="whole"),
                Phrase("{member}[的|名下|手上|手里]…有(哪些|几个|哪几个|哪几家|几家){tags}", weight=3.3),
                Phrase("({level}|{tags})…(天|日|周|月|星期|礼拜)[都|还|以上]…(没|未|不曾)", weight=3.7),
                Phrase("(天|日|周|月|星期|礼拜)[都|还|以上]…(没|未|不曾)…({level}|{tags})", weight=3.7),
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
        "card.fields": ("{fields}", "{fields}"),
        "card.field": ("{name} {value}", "{name} {value}"),
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
