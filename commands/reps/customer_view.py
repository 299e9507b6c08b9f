"""The one-screen card of a customer."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.message import Button, Reply, Sentence
from commands.own import own_facts
from commands.parties import Party, customer_of, sees
from commands.reps.ask import AskNote, AskTime
from commands.reps.contact import ShowContact
from commands.reps.followup_view import ListFollowUps, line
from commands.reps.search_phrases import SHOWS
from commands.rights import naming_scope
from store import contacts, customers, followups, reminders, tags


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowCustomer:
    """The one-screen card of a customer."""

    customer: Annotated[UUID, Slot("customer", ask=True)]


SILENT = 14
"""Days without a follow-up from which a card warns."""


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


def reaches_reminder(context: Context, row: reminders.ReminderRow) -> bool:
    """Whether the speaker may read a reminder: its owner and its maker may, and managers."""
    return context.speaker.id in (row.owner_id, row.maker_id) or context.speaker.role in ("manager", "admin")


SUBJECT = Subject(
    name="customer_view",
    title=("看客户", "Customer card"),
    commands=(
        Command(
            name="customer.show",
            shows="team",
            type=ShowCustomer,
            handler=show,
            title=("看客户", "Show customer"),
            slash=("客户", "查", "show"),
            phrases=SHOWS,
            examples=("华星什么情况",),
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
        "button.log": ("记跟进", "Log"),
        "button.remind": ("设提醒", "Remind me"),
        "button.phone": ("看电话", "Phone"),
        "button.history": ("全部记录", "History"),
    },
)
