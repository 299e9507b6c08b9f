"""Customers: add, update, delete to the recycle bin, restore."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.facts import classed
from commands.message import Button, Reply, Sentence
from commands.naming import without_numbers
from commands.own import lacking, own_facts, own_fields
from commands.parties import contact_of, make, name_of, namesakes, party
from commands.reps.ask import AskNote
from commands.reps.contact import AddContact, put_points
from commands.reps.customer_phrases import ADDS
from commands.reps.customer_view import ShowCustomer
from commands.reps.tag import mark
from commands.rights import naming_scope, reaches
from commands.values import Unseen
from store import contacts, customers
from store.tables import Contact
from store.words import masked


@dataclass(frozen=True, kw_only=True, slots=True)
class AddCustomer:
    """A new customer, with what was said about it."""

    customer: Annotated[Unseen, Slot("customer", ask=True)]
    contact: Annotated[str | None, Slot("contact")] = None
    title: Annotated[str | None, Slot("title")] = None
    phone: Annotated[str | None, Slot("phone")] = None
    email: Annotated[str | None, Slot("email")] = None
    wechat: Annotated[str | None, Slot("wechat")] = None
    tags: Annotated[tuple[str, ...], Slot("tags")] = ()
    source: Annotated[str | None, Slot("source")] = None
    industry: Annotated[str | None, Slot("industry")] = None
    level: Annotated[str | None, Slot("level")] = None
    region: Annotated[str | None, Slot("region")] = None
    owner: Annotated[UUID | None, Slot("member")] = None
    fields: Annotated[Mapping[str, str] | None, Slot("fields")] = None
    force: bool = False


def add(command: AddCustomer, context: Context) -> Reply:
    """A new customer of the speaker's; the same name or phone number is asked about first."""
    name = without_numbers(command.customer.name)
    if not command.force:
        _refuse_twin(context, command, name)
    classes = classed(context, level=command.level, source=command.source, industry=command.industry)
    owner = command.owner or context.speaker.id
    customer = make(
        context,
        name,
        owner_id=owner,
        region=without_numbers(command.region or "") or None,
        **classes,
        fields=own_fields(context, command.fields, again=lambda fields: replace(command, fields=fields)),
    )
    person = contact_of(context, customer, Unseen(name=command.contact) if command.contact else None)
    if person is None and any((command.phone, command.email, command.wechat)):
        person = contact_of(context, customer, Unseen(name=name))
    points: tuple[str, ...] = ()
    if person is not None and person.id is not None:
        if command.title:
            context.unit.edit(Contact, person.id).title = without_numbers(command.title)
        points = put_points(context, person.id, phone=command.phone, email=command.email, wechat=command.wechat)
    marked = mark(context, (customer.id,), command.tags) if command.tags else ()
    context.state.customer = customer.id
    context.unit.flush()
    row = customers.get(context.tx, naming_scope(context.speaker), customer.id)
    head = say("customer.added", customer=name, number=row.number if row else None, owner=_owner(context, owner))
    who = person.name if person is not None and person.name != name else None
    rest = say("customer.facts", contact=who, title=command.title, points=points or None, **classes)
    lines = [head]
    if classes or who or points:
        lines.append(rest)
    if marked:
        lines.append(say("tag.added", customer=name, tags=marked))
    if row is not None and (own := own_facts(context, row.fields)):
        lines.append(say("card.fields", fields=tuple(own)))
    if row is not None and (missing := lacking(context, row.fields)):
        lines.append(say("customer.lacks", fields=missing, customer=row.short, first=missing[0]))
    log = Button(label=say("button.log"), command=AskNote(customer=customer.id))
    show = Button(label=say("button.customer"), command=ShowCustomer(customer=customer.id))
    return Reply(lines=tuple(lines), buttons=(log, show))


def _owner(context: Context, owner: UUID) -> Sentence | str | None:
    return say("whose.yours") if owner == context.speaker.id else name_of(context, owner)


def _refuse_twin(context: Context, command: AddCustomer, name: str) -> None:
    """Says who has this name or number already, and offers to go on all the same."""
    anyway = Button(label=say("button.anyway"), command=replace(command, force=True))
    for twin in namesakes(context, name)[:1]:
        show = Button(label=say("button.customer"), command=ShowCustomer(customer=twin.id))
        if twin.name == name:
            put = (_put_there(command, twin.id),) if _brings_person(command) else ()
            raise Refused("refused.exists", customer=name, rest=_said_beside(command), buttons=(show, *put))
        raise Refused("refused.namesake", customer=name, near=twin.name, buttons=(show, anyway))
    wanted = [(kind, value) for kind, value in (("phone", command.phone), ("email", command.email)) if value]
    for holder in contacts.holders(context.tx, context.workspace, wanted):
        row = customers.get(context.tx, naming_scope(context.speaker), holder.customer_id)
        if row is None or row.deleted_at is not None:
            continue
        mine = reaches(context.speaker, party(context, row).owned)
        code = "refused.number_yours" if mine else "refused.number_taken"
        raise Refused(code, customer=row.short, value=masked(holder.kind, holder.value), buttons=(anyway,))


def _brings_person(command: AddCustomer) -> bool:
    return any((command.contact, command.phone, command.email, command.wechat))


def _put_there(command: AddCustomer, customer: UUID) -> Button:
    """Gives the customer that is there the person who was named."""
    numbers = {"phone": command.phone, "email": command.email, "wechat": command.wechat}
    person = command.contact or command.customer.name
    put = AddContact(customer=customer, contact=person, title=command.title, **numbers)
    return Button(label=say("button.put_contact"), command=put)


def _said_beside(command: AddCustomer) -> tuple[str, ...] | None:
    """What else was said of a customer that is there already, and is not written: 张总, 138****1111, A."""
    points = [masked(kind, value) for kind, value in (("phone", command.phone), ("email", command.email)) if value]
    rest = (command.contact, command.title, *points, command.wechat, command.level, command.source, command.industry)
    fields = (command.fields or {}).values()
    return tuple(filter(None, (*rest, command.region, *command.tags, *fields))) or None


SUBJECT = Subject(
    name="customer",
    title=("客户", "Customers"),
    commands=(
        Command(
            name="customer.add",
            type=AddCustomer,
            handler=add,
            title=("新客户", "New customer"),
            slash=("新客户", "建客户", "new"),
            phrases=ADDS,
            examples=("新客户 华星科技 张总 13800001111",),
        ),
    ),
    sentences={
        "customer.added": ("🆕 {customer} · 编号{number} · {owner}", "🆕 {customer} · no. {number} · {owner}"),
        "customer.facts": (
            "[{contact}][ {title}][ {points}][ · {level}级][ · {industry}][ · 来源{source}]",
            "[{contact}][ {title}][ {points}][ · level {level}][ · {industry}][ · from {source}]",
        ),
        "customer.lacks": (
            "还没填{fields}，直接说“{customer}的{first}是…”",
            "Still lacking {fields}: say “{customer} {first}: …”",
        ),
        "button.anyway": ("仍然新建", "Create anyway"),
        "refused.exists": (
            "{customer} 已经有了[，这些还没记：{rest}]",
            "{customer} exists already[; not filed yet: {rest}]",
        ),
        "button.put_contact": ("加联系人", "Add contact"),
        "refused.namesake": ("“{customer}”是{near}吗？还没新建", "Is “{customer}” the same as {near}? Not created yet"),
        "refused.number_yours": ("{value} 已登记在{customer}名下", "{value} is on record with {customer}"),
        "refused.number_taken": ("{value} 已经是同事的客户了", "{value} belongs to a colleague's customer"),
    },
)
