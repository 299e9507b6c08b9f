"""Correcting follow-ups that were filed."""

from dataclasses import dataclass
from typing import Annotated

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply
from commands.parties import contact_of, customer_of
from commands.reps.customer_view import ShowCustomer
from commands.reps.next_step import next_step
from commands.rights import must_reach
from commands.values import ContactRef, CustomerRef, Method, Moment
from nlp.grammar import Phrase
from store import followups
from store.tables import FollowUp


@dataclass(frozen=True, kw_only=True, slots=True)
class EditFollowUp:
    """Other words, contact, method, time or next step for a filed follow-up."""

    number: Annotated[int | None, Slot("number")] = None
    customer: Annotated[CustomerRef | None, Slot("customer")] = None
    note: Annotated[str | None, Slot("note")] = None
    contact: Annotated[ContactRef | None, Slot("contact")] = None
    method: Annotated[Method | None, Slot("method")] = None
    at: Annotated[Moment | None, Slot("time", prefer="past")] = None
    next_at: Annotated[Moment | None, Slot("time", prefer="future")] = None


def edit(command: EditFollowUp, context: Context) -> Reply:
    """Changes what was filed; only its author, or who reaches the customer, may."""
    row = _edited(command, context)
    record = context.unit.edit(FollowUp, row.id)
    customer = customer_of(context, command.customer) if command.customer else customer_of(context, row.customer_id)
    if row.author_id != context.speaker.id:
        must_reach(context.speaker, customer.owned, customer=customer.short, owner=customer.owner_name)
    contact = contact_of(context, customer, command.contact)
    record.customer_id = customer.id
    if contact is not None:
        record.contact_id, record.contact_name = contact.id, contact.name
    if command.note is not None:
        record.note = command.note
    if command.method is not None:
        record.method = command.method
    if command.at is not None:
        record.at, record.at_said, record.at_day = command.at.value, command.at.said, command.at.day_only
    lines = [say("followup.edited", number=row.number, customer=customer.short)]
    if command.next_at is not None:
        record.next_at = command.next_at.value
        lines.append(next_step(context, customer, contact, command.next_at, row.id, None))
    return Reply(
        lines=tuple(lines), buttons=(Button(label=say("button.customer"), command=ShowCustomer(customer=customer.id)),)
    )


def _edited(command: EditFollowUp, context: Context) -> followups.FollowUpRow:
    if command.number is not None:
        row = followups.by_number(context.tx, context.workspace, command.number)
        if row is None:
            raise Refused("refused.no_followup", number=command.number)
        return row
    row = followups.last_by(context.tx, context.workspace, context.speaker.id)
    if row is None:
        raise Refused("refused.no_last")
    return row


SUBJECT = Subject(
    name="followup_edit",
    title=("改跟进", "Correcting follow-ups"),
    commands=(
        Command(
            name="followup.edit",
            type=EditFollowUp,
            handler=edit,
            title=("改跟进", "Edit a follow-up"),
            slash=("改跟进", "edit"),
            phrases=(
                Phrase("(改跟进|修改跟进|编辑跟进)[第|#]{number}", weight=3.6, where="start"),
                Phrase("跟进[第|#]{number}[条](改成|改为|改)", weight=3.6, where="start"),
            ),
            examples=("改跟进 12 报价改成20万了",),
        ),
    ),
    sentences={
        "followup.edited": ("✏️ 已改：{customer}的跟进 {number}", "✏️ Changed: {customer}, follow-up {number}"),
        "refused.no_followup": ("没有编号 {number} 的跟进", "There is no follow-up {number}"),
    },
)
