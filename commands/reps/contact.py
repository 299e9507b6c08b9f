"""The people at a customer."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.fetch_words import FETCH, FETCHED, KINDLY
from commands.message import Button, Reply
from commands.naming import without_numbers
from commands.parties import contact_of, customer_of, sees
from commands.values import ContactRef, Unseen
from nlp.grammar import Phrase
from store import contacts
from store.tables import Contact, ContactPoint
from store.words import masked


@dataclass(frozen=True, kw_only=True, slots=True)
class AddContact:
    """A new person at a known customer."""

    customer: Annotated[UUID, Slot("customer", ask=True)]
    contact: Annotated[str, Slot("contact", ask=True)]
    title: Annotated[str | None, Slot("title")] = None
    phone: Annotated[str | None, Slot("phone")] = None
    email: Annotated[str | None, Slot("email")] = None
    wechat: Annotated[str | None, Slot("wechat")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowContact:
    """One person, or all people, at a customer; numbers whole in private by right."""

    customer: Annotated[UUID, Slot("customer", ask=True)]
    contact: Annotated[ContactRef | None, Slot("contact")] = None
    reveal: bool = False


PEOPLE = 7
"""People shown at once."""


def add(command: AddContact, context: Context) -> Reply:
    """A new person; a known one of that name gets the new facts."""
    customer = customer_of(context, command.customer)
    person = contact_of(context, customer, Unseen(name=command.contact))
    if person is None or person.id is None:
        raise Refused("refused.no_contact_name")
    id = person.id
    if command.title:
        context.unit.edit(Contact, id).title = without_numbers(command.title)
    points = put_points(context, id, phone=command.phone, email=command.email, wechat=command.wechat)
    context.state.customer = customer.id
    show = Button(label=say("button.contacts"), command=ShowContact(customer=customer.id))
    line = say("contact.added", customer=customer.short, contact=person.name, title=command.title, points=points)
    return Reply(lines=(line,), buttons=(show,))


def put_points(
    context: Context, contact: UUID, *, phone: str | None, email: str | None, wechat: str | None
) -> tuple[str, ...]:
    """Writes a person's numbers in place of older ones of the same kind; gives them back masked."""
    given = {"phone": phone, "email": email, "wechat": wechat}
    shown = []
    for kind, value in given.items():
        if value:
            put_point(context, contact, kind, value)
            shown.append(masked(kind, value))
    return tuple(shown)


def put_point(context: Context, contact: UUID, kind: str, value: str) -> None:
    """Writes one number of a person in place of the older one of its kind."""
    known = contacts.points(context.tx, context.workspace, contacts=(contact,))
    for point in known:
        if point.kind == kind:
            context.unit.edit(ContactPoint, point.id).value = value
            return
    context.unit.add(ContactPoint, contact_id=contact, kind=kind, value=value, created_at=context.now)


def show(command: ShowContact, context: Context) -> Reply:
    """The people of a customer; whole numbers in private to those who may, masked otherwise."""
    customer = customer_of(context, command.customer)
    context.state.customer = customer.id
    if not sees(context, customer):
        return reply(say("card.owner", owner=customer.owner_name))
    wanted = contact_of(context, customer, command.contact) if isinstance(command.contact, UUID) else None
    rows = contacts.of(context.tx, context.workspace, (customer.id,))
    rows = [row for row in rows if wanted is None or row.id == wanted.id][:PEOPLE]
    if not rows:
        return reply(say("contact.none", customer=customer.short))
    lines = [say("contact.head", customer=customer.short)]
    for row in rows:
        known = contacts.points(context.tx, context.workspace, contacts=(row.id,), mask=False)
        numbers = tuple(point.value for point in known)
        lines.append(say("contact.line", contact=row.name, title=row.title, points=numbers or None))
    return Reply(lines=tuple(lines), private=True)


_POINT = (
    "联系人电话|联系人|对接人电话|对接人|电话|手机号|手机|联系方式|联系电话|号码|微信|微信号|邮箱|座机|名片|"
    "email|wechat"
)

SUBJECT = Subject(
    name="contact",
    title=("联系人", "Contacts"),
    commands=(
        Command(
            name="contact.add",
            type=AddContact,
            handler=add,
            title=("加联系人", "Add contact"),
            slash=("联系人", "contact"),
            phrases=(
                Phrase(
                    "(加|添|新增|存|建|补|登记|录|录入|登|记|收|增加|add|new|create)"
                    "[ a|个|一个|一位|一名|位|名|上|一下] [新|new] [的]"
                    "(联系人|对接人|contact)",
                    weight=3.4,
                ),
                Phrase(
                    "(新增|新添|新加|增加|多加|多录|多登记|添|加|登记|录入|录|补)[了](一位|位|一名|名|一人|一个人)[新]…{phone}",
                    weight=3.3,
                ),
                Phrase(
                    "(新增|新添|新加|增加|多加|多录|多登记|添|加|登记|录入|录|补)[了](一位|位|一名|名|一人|一个人)[新]…{email}",
                    weight=3.3,
                ),
                Phrase(
                    "(加|添|新增|补|录|登记)(个|一个|一位|位)[新](人|对接|对接人|人员)…[，]…[，]…{phone}", weight=3.4
                ),
                Phrase(
                    "(建档|录入|录|存|添加|加|记|放|挂)[到|在|进]{customer}[的|家](底下|名下|下面|里|那里|那边)",
                    weight=3.5,
                ),
                Phrase("联系人[里|里面][再|又|也](加|添|补|多)[了][一][个|位|名]", weight=3.4),
                Phrase(
                    "(联系人|对接人|对接的|对接)[这边|那边|里|里面|往后|以后][再|又|也|还|新|要|给|帮我|给我]"
                    "(新增|增加|新添|加|添|补|多|记|登|录|存|来)[上|了][一](个|位|名)",
                    weight=3.4,
                ),
                Phrase("(加到|加进|存到|存进|录到|记到|放到|添到)[他们|他家|客户]联系人[里]", weight=3.4),
                Phrase("(把|将)…联系人(加入|加到|加进|录入|添加到)", weight=3.4),
                Phrase("联系人[里|里面|那栏]…(存上|加上|添上|存一下|加一下|也存|也加)", weight=3.4),
                Phrase("新来[了](个|一个|位|一位)", weight=3.1),
                Phrase("(换了|来了|新来|新任)‥[，](叫|姓)…[，]…{phone}", weight=3.2),
                Phrase("{contact}[现在|已经](换成|换成了|变成|变成了){contact}…[，]…{phone}", weight=3.4),
                Phrase("(新|现任|现在的|接班的|接替的)…(叫|姓)…[，]…{phone}", weight=3.3),
                Phrase("[又|再](添|加|来|多)(了个|了一个|了位|了|个|一个|位)对接", weight=3.3),
                Phrase("(对接人|联系人)(换成|换了|改成|变成|现在是)", weight=3.2),
                Phrase("(加进去|帮我添上|帮我加上|帮我存上|存一下他|存一下她)", weight=2.6),
                Phrase(
                    "{phone}[，][帮我|给我|也|麻烦|请](加进去|加一下|加上|加起|存一下|存上|存着|存起来|存进去|录一下|录上|录进去|添上|添加一下|入一下|收一下)",
                    weight=3.1,
                ),
                Phrase("新(换|来|招|调来)[了](个|一个|位|一位|)…[，](叫|姓)", weight=3.2),
                Phrase("(叫|姓)…[，]{phone}", weight=2.9),
                Phrase("(来|换|多|招|调来|派来)[了](个|一个|位|一位|名)…(叫|姓)", weight=3.2),
                Phrase("(来|换|多)[了][个|一个|位|一位|名]新[的]…(叫|姓)", weight=3.2),
                Phrase("(新加|多了|换了)[个|一个|位]联系人", weight=3.3),
                Phrase("(接手|接任|接替|接班|顶替|新对接|现在对接)[的][人][的](是|叫|换成)", weight=3.4),
            ),
            examples=("华星加个联系人 李工 13900002222",),
        ),
        Command(
            name="contact.show",
            type=ShowContact,
            handler=show,
            title=("看联系人", "Show contact"),
            slash=("电话", "phone"),
            phrases=(
                Phrase(
                    "(电话|手机号|手机|邮箱|微信|联系方式|号码|座机|email)[是|号|码|到底|和邮箱](好多|多少|几|啥|"
                    "什么|给我|发我|发一下|查一下|找一下|有吗|有没有)",
                    weight=3.5,
                ),
                Phrase(
                    f"({{contact}}|{{customer}})[的|那个]({_POINT})[号|号码] [{KINDLY}] [{KINDLY}] ({FETCHED})",
                    weight=3.45,
                    where="end",
                ),
                Phrase(f"[把]({FETCH}) {{contact}}[的|那个]({_POINT})", weight=3.45, where="end"),
                Phrase("{contact}[的](contact info|联系方式|contact|电话|名片)[发|给](我|发我)", weight=3.4),
                Phrase("(查|找|发我)[一][下]…(的)(电话|手机号|手机|联系方式|邮箱)", weight=3.2),
                Phrase(
                    "(给我|要|看)[一][下][那个|这个]({contact}|{customer}|他|她|他们|他家|对方|采购|财务|老板|负责人)"
                    "[家|那边](的)(电话|手机号|手机|联系方式|邮箱)",
                    weight=3.2,
                ),
                Phrase("{contact}(怎么|咋|如何|怎么个)(联系|找)[法|呢|上]", weight=3.2, where="whole"),
                Phrase("{customer}[都|那边]有(哪些|几个|什么|啥)联系人", weight=3.4),
                Phrase("{customer}[的|那边]联系人", weight=3.2, where="whole"),
                Phrase("{customer}[的|那边]联系人[都](有谁|有哪些|是谁|名单|列一下)", weight=3.4),
                Phrase("{contact}[的](电话|手机|手机号|邮箱|联系方式|微信)", weight=3.1, where="whole"),
                Phrase(
                    "{customer}[的|那边的|公司|公司的](电话|手机|手机号|邮箱|联系方式|微信|座机)",
                    weight=3.1,
                    where="whole",
                ),
            ),
            examples=("张总电话多少",),
            writes=False,
        ),
    ),
    sentences={
        "contact.added": (
            "👤 {customer} · {contact}[ {title}][ {points}]",
            "👤 {customer} · {contact}[ {title}][ {points}]",
        ),
        "contact.head": ("{customer}的联系人", "People at {customer}"),
        "contact.line": ("{contact}[ {title}][ {points}]", "{contact}[ {title}][ {points}]"),
        "refused.no_contact_name": ("联系人叫什么？", "What is the contact's name?"),
        "contact.none": (
            "{customer}还没有联系人。发：{customer}加联系人 李工 139…",
            "{customer} has nobody yet. Say: {customer} add contact Li 139…",
        ),
        "button.contacts": ("看联系人", "Contacts"),
    },
)
