"""Changing customers: new facts, the recycle bin, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.facts import classed
from commands.message import Button, Reply, Sentence
from commands.naming import without_numbers
from commands.own import field_changes, own_fields
from commands.parties import Party, contact_of, name_of, party, reached
from commands.reps.contact import ShowContact, put_points
from commands.reps.customer_phrases import CHANGES
from commands.reps.customer_view import ShowCustomer
from commands.rights import must_reach, naming_scope
from commands.values import ContactRef, Unseen
from nlp.grammar import Phrase
from store import contacts, customers
from store.tables import Contact, Customer


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

    name: Annotated[str, Slot("text", ask=True)] = ""
    customer: UUID | None = None


FACTS = ("name", "source", "industry", "level", "region", "title")
"""Columns that a customer's update may set."""
_OWN_FACTS = tuple(name for name in FACTS if name != "title")
"""Of these the ones that are the customer's own where one of its people is named."""


def update(command: UpdateCustomer, context: Context) -> Reply:
    """New facts: old and new stand side by side in the answer."""
    customer = reached(context, command.customer)
    context.state.customer = customer.id
    classes = classed(context, level=command.level, source=command.source, industry=command.industry)
    if command.contact is not None and not any((command.fields, command.name, command.region, *classes.values())):
        return _update_contact(command, customer, context)
    record = context.unit.edit(Customer, customer.id)
    changes = []
    for name in FACTS if command.contact is None else _OWN_FACTS:
        value = classes.get(name) or without_numbers(getattr(command, name) or "")
        if value and value != getattr(record, name):
            changes.append(say("change", what=say(f"fact.{name}"), old=getattr(record, name), new=value))
            setattr(record, name, value)
    if command.fields:
        own = own_fields(context, command.fields, again=lambda fields: replace(command, fields=fields))
        changes += field_changes(context, record.fields, own)
        record.fields = {**record.fields, **own}
    if any((command.phone, command.email, command.wechat, command.contact and command.title)):
        return _update_contact(command, customer, context, tuple(changes))
    if not changes:
        said = [value for name in FACTS if (value := classes.get(name) or getattr(command, name))]
        if said:
            raise Refused("refused.same", customer=customer.short, what=tuple(said))
        raise Refused("refused.no_change", customer=customer.short)
    show = Button(label=say("button.customer"), command=ShowCustomer(customer=customer.id))
    return Reply(lines=(say("customer.updated", customer=customer.short, changes=tuple(changes)),), buttons=(show,))


def _update_contact(
    command: UpdateCustomer, customer: Party, context: Context, changes: tuple[Sentence, ...] = ()
) -> Reply:
    person = contact_of(context, customer, command.contact) or contact_of(context, customer, _first(context, customer))
    assert person is not None
    assert person.id is not None
    said = list(changes)
    if command.title:
        record = context.unit.edit(Contact, person.id)
        said.append(say("change", what=say("fact.title"), old=record.title, new=command.title))
        record.title = without_numbers(command.title)
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


def _binned(command: RestoreCustomer, context: Context) -> customers.CustomerRow:
    """The deleted customer that is meant, if the speaker may restore it; Refused where there is none, or several."""
    scope = naming_scope(context.speaker)
    if command.customer is not None:
        row = customers.get(context.tx, scope, command.customer)
        found = [row] if row is not None and row.deleted_at is not None else []
    else:
        found = customers.find(context.tx, scope, customers.Filters(text=command.name, deleted=True), limit=5).rows
    if not found:
        raise Refused("refused.not_binned", customer=command.name)
    if len(found) > 1:
        each = tuple(
            Button(label=say("choice.name", name=row.name), command=RestoreCustomer(customer=row.id)) for row in found
        )
        raise Refused("refused.several_binned", customer=command.name, buttons=each[:4])
    owned = party(context, found[0]).owned
    must_reach(context.speaker, owned, customer=found[0].short, owner=name_of(context, found[0].owner_id))
    return found[0]


def may_restore(command: RestoreCustomer, context: Context) -> None:
    """Refused before anything is asked: nothing of that name in the bin, or somebody else's."""
    _binned(command, context)


def may_delete(command: DeleteCustomer, context: Context) -> None:
    """Refused before anything is asked: somebody else's customer."""
    reached(context, command.customer)


def restore(command: RestoreCustomer, context: Context) -> Reply:
    """Out of the recycle bin, as it was."""
    row = _binned(command, context)
    record = context.unit.edit(Customer, row.id)
    record.deleted_at, record.deleted_by = None, None
    show = Button(label=say("button.customer"), command=ShowCustomer(customer=row.id))
    return Reply(lines=(say("customer.restored", customer=row.short),), buttons=(show,))


SUBJECT = Subject(
    name="customer_change",
    title=("改客户", "Changing customers"),
    commands=(
        Command(
            name="customer.update",
            type=UpdateCustomer,
            handler=update,
            title=("改客户", "Update customer"),
            slash=("改客户", "update"),
            phrases=CHANGES,
            examples=("华星升A级，来源展会",),
        ),
        Command(
            name="customer.delete",
            type=DeleteCustomer,
            handler=delete,
            title=("删客户", "Delete customer"),
            slash=("删客户", "删除客户", "delete"),
            phrases=(
                Phrase("(删掉|删除|删了)[这个|这家|客户]{customer}[这家|客户|吧|了]", weight=3.5, where="end"),
                Phrase("(删掉|删除|删了)客户", weight=3.5),
                Phrase("{customer}…(整条)[客户](删掉|删了|删除)", weight=3.5),
                Phrase("{customer}[这家|这条|这个客户|给我](删掉|删了|删除|删吧)", weight=3.5),
                Phrase("(把|将){customer}[这家|这条|客户|给我]…(删掉|删了|删除)", weight=3.5),
                Phrase("(整条|这个|这家)客户(删掉|删了|删除)", weight=3.5),
            ),
            examples=("把华星删掉",),
            confirm=True,
            guard=may_delete,
        ),
        Command(
            name="customer.restore",
            type=RestoreCustomer,
            handler=restore,
            title=("恢复客户", "Restore customer"),
            slash=("恢复客户", "restore"),
            phrases=(
                Phrase("恢复客户", weight=3.6),
                Phrase("(把{customer}恢复|恢复{customer}|找回{customer}|{customer}恢复)", weight=3.6),
            ),
            examples=("恢复客户 华星",),
            confirm=True,
            guard=may_restore,
        ),
    ),
    sentences={
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
        "refused.level": ("没有“{level}”这个级别，有：{levels}", "There is no level “{level}”; there are {levels}"),
        "refused.same": ("{customer}已经是{what}了，没改", "{customer} is {what} already; nothing changed"),
        "refused.no_change": (
            "{customer}要改什么？比如：{customer}升A级",
            "What shall change? E.g. {customer} level A",
        ),
        "refused.several_binned": (
            "回收站里有几家“{customer}”，点一家",
            "Several “{customer}” are in the bin; tap one",
        ),
        "refused.not_binned": ("{customer} 不在回收站里", "{customer} is not in the recycle bin"),
    },
)
