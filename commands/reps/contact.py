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
from commands.reps.contact_phrases import ADDS
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

_LOST = "丢|弄丢|没存|没有|没了|忘|忘存|忘记|忘记存|找不到|找不着|删|不见|想不起来|记不得|记不清|没记"

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
            phrases=ADDS,
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
                Phrase(
                    "{contact}[的](contact info|联系方式|contact|电话|名片)[再](发|给|推|甩|报|抄|转)[给](我|咱)",
                    weight=3.4,
                ),
                Phrase(
                    f"(谁有|谁存了|谁知道|有没有){{contact}}[的|那个]({_POINT})[号|号码|吗|么]^"
                    "[麻烦|帮忙|帮我|给我|在|从|去] (系统|查|找|翻|搜|里头)[里|里头|里面|一下|下|上] [查|找|翻|搜]",
                    weight=3.45,
                ),
                Phrase("(查|找|发我)[一][下]…(的)(电话|手机号|手机|联系方式|邮箱)", weight=3.2),
                Phrase(
                    "(给我|要|看)[一][下][那个|这个]({contact}|{customer}|他|她|他们|他家|对方|采购|财务|老板|负责人)"
                    "[家|那边](的)(电话|手机号|手机|联系方式|邮箱)",
                    weight=3.2,
                ),
                Phrase("{contact}(怎么|咋|如何|怎么个)(联系|找)[法|呢|上]", weight=3.2, where="whole"),
                Phrase("(怎么|咋|如何|怎样)[才能|能](联系|找到|联系到|联系上){contact}", weight=3.4, where="clause"),
                Phrase(
                    f"({{contact}}|{{customer}})[的|那个]({_POINT})[号|号码][被我|我|给|又|都|也]({_LOST})[了|下|上|住]^"
                    "[再|重新|麻烦|帮我|给我|谁|系统|你] (发|给|推|查|找|翻|报|甩)",
                    weight=3.45,
                ),
                Phrase(
                    "{customer}[那边|这边|家] [现在] [咱|咱们|我们|我] [都] (认识|认得|搭上|联系上)[了|的] [有] "
                    "(谁|哪些人|什么人|哪几个|几个人)",
                    weight=3.4,
                ),
                Phrase(
                    f"({{contact}}|{{customer}})[的|那个]({_POINT})[号|号码] [现在|到底] (是不是|还是|对不对|"
                    "有没有变|变没变|换没换)",
                    weight=3.5,
                ),
                Phrase("{customer}[都|那边]有(哪些|几个|什么|啥)联系人", weight=3.4),
                Phrase("{customer}[的|那边]联系人", weight=3.2, where="whole"),
                Phrase(
                    "{customer}[的|那边|那边的|这边|家|家的](联系人|对接人|对接的人|对口人|接口人)[现在|都|一共]"
                    "(有谁|有哪些|是谁|都是谁|有几个|是哪位|是哪几个|名单|列一下)",
                    weight=3.4,
                ),
                Phrase(
                    f"[{{customer}}][的|那边|那边的|家|家的] {{contact}}[的|那个|那]({_POINT})[号|号码]",
                    weight=3.1,
                    where="whole",
                ),
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
