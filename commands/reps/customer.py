"""Customers: add, update, delete to the recycle bin, restore."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, only, reply, say
from commands.errors import Refused
from commands.message import Button, Reply, Sentence
from commands.parties import Party, contact_of, make, name_of, party, reached
from commands.reps.contact import ShowContact, put_points
from commands.reps.customer_view import AskNote, ShowCustomer
from commands.reps.tag import mark
from commands.rights import must_reach, naming_scope, reaches
from commands.values import ContactRef, Unseen
from store import contacts, customers
from store.tables import Contact, Customer
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


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateCustomer:
    """New facts about a known customer, or (with `contact`) about one of its people."""

    customer: Annotated[UUID, Slot("customer", ask=True)]
    contact: Annotated[ContactRef | None, Slot("contact")] = None
    name: str | None = None
    title: Annotated[str | None, Slot("title")] = None
    phone: Annotated[str | None, Slot("phone")] = None
    email: Annotated[str | None, Slot("email")] = None
    wechat: Annotated[str | None, Slot("wechat")] = None
    source: Annotated[str | None, Slot("source")] = None
    industry: Annotated[str | None, Slot("industry")] = None
    level: Annotated[str | None, Slot("level")] = None
    region: Annotated[str | None, Slot("region")] = None
    fields: Annotated[Mapping[str, str] | None, Slot("fields")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeleteCustomer:
    """Moves a customer to the recycle bin, after a confirmation."""

    customer: Annotated[UUID, Slot("customer", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class RestoreCustomer:
    """Brings a customer back from the recycle bin."""

    customer: Annotated[UUID, Slot("customer", ask=True)]


FACTS = ("name", "source", "industry", "level", "region", "title")
"""Columns that a customer's update may set."""


def add(command: AddCustomer, context: Context) -> Reply:
    """A new customer of the speaker's; the same name or phone number is asked about first."""
    name = command.customer.name.strip()
    if not command.force:
        _refuse_twin(context, command, name)
    owner = command.owner or context.speaker.id
    customer = make(
        context,
        name,
        owner_id=owner,
        source=command.source,
        industry=command.industry,
        level=command.level,
        region=command.region,
        fields=dict(command.fields or {}),
    )
    person = contact_of(context, customer, Unseen(name=command.contact) if command.contact else None)
    if person is None and any((command.phone, command.email, command.wechat)):
        person = contact_of(context, customer, Unseen(name=name))
    points: tuple[str, ...] = ()
    if person is not None and person.id is not None:
        if command.title:
            context.unit.edit(Contact, person.id).title = command.title
        points = put_points(context, person.id, phone=command.phone, email=command.email, wechat=command.wechat)
    marked = mark(context, (customer.id,), command.tags) if command.tags else ()
    context.state.customer = customer.id
    context.unit.flush()
    row = customers.get(context.tx, naming_scope(context.speaker), customer.id)
    head = say("customer.added", customer=name, number=row.number if row else None, owner=_owner(context, owner))
    facts = only({"level": command.level, "industry": command.industry, "source": command.source})
    who = person.name if person is not None and person.name != name else None
    rest = say("customer.facts", contact=who, title=command.title, points=points or None, **facts)
    lines = [head]
    if facts or who or points:
        lines.append(rest)
    if marked:
        lines.append(say("tag.added", customer=name, tags=marked))
    log = Button(label=say("button.log"), command=AskNote(customer=customer.id))
    show = Button(label=say("button.customer"), command=ShowCustomer(customer=customer.id))
    return Reply(lines=tuple(lines), buttons=(log, show))


def _owner(context: Context, owner: UUID) -> Sentence | str | None:
    return say("whose.yours") if owner == context.speaker.id else name_of(context, owner)


def _refuse_twin(context: Context, command: AddCustomer, name: str) -> None:
    """Says who has this name or number already, and offers to go on all the same."""
    anyway = Button(label=say("button.anyway"), command=replace(command, force=True))
    same = [row for row in customers.by_name(context.tx, naming_scope(context.speaker), name) if not row.deleted_at]
    if same:
        show = Button(label=say("button.customer"), command=ShowCustomer(customer=same[0].id))
        raise Refused("refused.exists", customer=name, buttons=(show,))
    wanted = [(kind, value) for kind, value in (("phone", command.phone), ("email", command.email)) if value]
    for holder in contacts.holders(context.tx, context.workspace, wanted):
        row = customers.get(context.tx, naming_scope(context.speaker), holder.customer_id)
        if row is None or row.deleted_at is not None:
            continue
        mine = reaches(context.speaker, party(context, row).owned)
        code = "refused.number_yours" if mine else "refused.number_taken"
        raise Refused(code, customer=row.short, value=masked(holder.kind, holder.value), buttons=(anyway,))


def update(command: UpdateCustomer, context: Context) -> Reply:
    """New facts: old and new stand side by side in the answer."""
    customer = reached(context, command.customer)
    context.state.customer = customer.id
    if command.contact is not None:
        return _update_contact(command, customer, context)
    record = context.unit.edit(Customer, customer.id)
    changes = []
    for name in FACTS:
        value = getattr(command, name)
        if value is not None:
            changes.append(say("change", what=say(f"fact.{name}"), old=getattr(record, name), new=value))
            setattr(record, name, value)
    if command.fields:
        for name, value in command.fields.items():
            changes.append(say("change", what=name, old=record.fields.get(name), new=value))
        record.fields = {**record.fields, **command.fields}
    if any((command.phone, command.email, command.wechat)):
        return _update_contact(command, customer, context, tuple(changes))
    if not changes:
        raise Refused("refused.no_change", customer=customer.short)
    show = Button(label=say("button.customer"), command=ShowCustomer(customer=customer.id))
    return Reply(lines=(say("customer.updated", customer=customer.short, changes=tuple(changes)),), buttons=(show,))


def _update_contact(
    command: UpdateCustomer, customer: Party, context: Context, changes: tuple[Sentence, ...] = ()
) -> Reply:
    person = contact_of(context, customer, command.contact or _first(context, customer))
    assert person is not None
    assert person.id is not None
    said = list(changes)
    if command.title:
        record = context.unit.edit(Contact, person.id)
        said.append(say("change", what=say("fact.title"), old=record.title, new=command.title))
        record.title = command.title
    shown = put_points(context, person.id, phone=command.phone, email=command.email, wechat=command.wechat)
    said += [say("change", what=None, old=None, new=value) for value in shown]
    line = say("contact.updated", customer=customer.short, contact=person.name, changes=tuple(said))
    return Reply(
        lines=(line,), buttons=(Button(label=say("button.contacts"), command=ShowContact(customer=customer.id)),)
    )


def _first(context: Context, customer: Party) -> UUID | Unseen:
    """The customer's only contact, or one of the customer's own name."""
    people = contacts.of(context.tx, context.workspace, (customer.id,))
    return people[0].id if len(people) == 1 else Unseen(name=customer.short)


def delete(command: DeleteCustomer, context: Context) -> Reply:
    """To the recycle bin; nothing that hangs on the customer is lost."""
    customer = reached(context, command.customer)
    record = context.unit.edit(Customer, customer.id)
    record.deleted_at, record.deleted_by = context.now, context.speaker.id
    if context.state.customer == customer.id:
        context.state.customer = None
    return reply(say("customer.deleted", customer=customer.short))


def restore(command: RestoreCustomer, context: Context) -> Reply:
    """Out of the recycle bin, as it was."""
    row = customers.get(context.tx, naming_scope(context.speaker), command.customer)
    if row is None:
        raise Refused("refused.gone")
    must_reach(context.speaker, party(context, row).owned, customer=row.short, owner=name_of(context, row.owner_id))
    if row.deleted_at is None:
        raise Refused("refused.not_binned", customer=row.short)
    record = context.unit.edit(Customer, row.id)
    record.deleted_at, record.deleted_by = None, None
    show = Button(label=say("button.customer"), command=ShowCustomer(customer=row.id))
    return Reply(lines=(say("customer.restored", customer=row.short),), buttons=(show,))


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
            phrases=(),
            examples=("新客户 华星科技 张总 13800001111",),
        ),
        Command(
            name="customer.update",
            type=UpdateCustomer,
            handler=update,
            title=("改客户", "Update customer"),
            slash=("改客户", "update"),
            phrases=(),
            examples=("华星升A级，来源展会",),
        ),
        Command(
            name="customer.delete",
            type=DeleteCustomer,
            handler=delete,
            title=("删客户", "Delete customer"),
            slash=("删客户", "delete"),
            phrases=(),
            examples=("把华星删掉",),
            confirm=True,
        ),
        Command(
            name="customer.restore",
            type=RestoreCustomer,
            handler=restore,
            title=("恢复客户", "Restore customer"),
            slash=("恢复客户", "restore"),
            phrases=(),
            examples=("恢复客户 华星",),
            confirm=True,
        ),
    ),
    sentences={
        "customer.added": ("🆕 {customer} · 编号{number} · {owner}", "🆕 {customer} · no. {number} · {owner}"),
        "customer.facts": (
            "[{contact}][ {title}][ {points}][ · {level}级][ · {industry}][ · 来源{source}]",
            "[{contact}][ {title}][ {points}][ · level {level}][ · {industry}][ · from {source}]",
        ),
        "customer.updated": ("✏️ {customer}：{changes}", "✏️ {customer}: {changes}"),
        "contact.updated": ("✏️ {customer} · {contact}：{changes}", "✏️ {customer} · {contact}: {changes}"),
        "customer.deleted": (
            "🗑 {customer} 已放进回收站，资料都在",
            "🗑 {customer} is in the recycle bin; nothing is lost",
        ),
        "customer.restored": ("♻️ {customer} 已恢复", "♻️ {customer} is back"),
        "change": ("[{what} ][{old}→]{new}", "[{what} ][{old}→]{new}"),
        "fact.name": ("名称", "name"),
        "fact.source": ("来源", "source"),
        "fact.industry": ("行业", "industry"),
        "fact.level": ("级别", "level"),
        "fact.region": ("地区", "region"),
        "fact.title": ("职务", "title"),
        "ask.confirm.customer.delete": (
            "把{customer}放进回收站？以后可以恢复",
            "Move {customer} to the recycle bin? It can be restored",
        ),
        "ask.confirm.customer.restore": ("从回收站恢复{customer}？", "Restore {customer} from the recycle bin?"),
        "button.confirm.customer.delete": ("放进回收站", "Move to bin"),
        "button.confirm.customer.restore": ("恢复", "Restore"),
        "button.anyway": ("仍然新建", "Create anyway"),
        "refused.exists": ("{customer} 已经有了", "{customer} exists already"),
        "refused.number_yours": ("{value} 已登记在{customer}名下", "{value} is on record with {customer}"),
        "refused.number_taken": ("{value} 已经是同事的客户了", "{value} belongs to a colleague's customer"),
        "refused.no_change": (
            "{customer}要改什么？比如：{customer}升A级",
            "What shall change? E.g. {customer} level A",
        ),
        "refused.not_binned": ("{customer} 不在回收站里", "{customer} is not in the recycle bin"),
    },
)
