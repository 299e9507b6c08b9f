"""Follow-ups: file what happened, and correct it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.message import Button, Reply, Sentence
from commands.parties import Party, Someone, contact_of, customer_of
from commands.reps.amend import AmendLast
from commands.reps.customer_view import ShowCustomer
from commands.reps.followup_phrases import PHRASES
from commands.reps.followup_ways import WAYS
from commands.reps.next_step import next_step, step_words
from commands.values import ContactRef, CustomerRef, Method, Moment
from store.tables import FollowUp


@dataclass(frozen=True, kw_only=True, slots=True)
class LogFollowUp:
    """What happened with a customer, in the speaker's own words, and what comes next."""

    customer: Annotated[CustomerRef, Slot("customer", ask=True)]
    note: Annotated[str, Slot("note", ask=True)]
    contact: Annotated[ContactRef | None, Slot("contact")] = None
    method: Annotated[Method | None, Slot("method")] = None
    at: Annotated[Moment | None, Slot("time", prefer="past")] = None
    next_at: Annotated[Moment | None, Slot("time", prefer="future")] = None
    next_text: str | None = None
    others: tuple[UUID, ...] = ()


def log(command: LogFollowUp, context: Context) -> Reply:
    """Files a follow-up; an unknown customer is made with it, a dated next step makes the reminder."""
    customer = customer_of(context, command.customer)
    contact = contact_of(context, customer, command.contact)
    at = command.at
    text = command.next_text or step_words(command.note, command.next_at)
    record = context.unit.add(
        FollowUp,
        customer_id=customer.id,
        contact_id=contact.id if contact else None,
        contact_name=contact.name if contact else None,
        author_id=context.speaker.id,
        method=command.method,
        at=min(at.value, context.sent_at) if at else context.sent_at,
        at_said=at.said if at else None,
        at_day=at.day_only if at else False,
        note=command.note,
        next_at=command.next_at.value if command.next_at else None,
        next_text=text,
        chat_id=context.place.id,
        inbox_id=context.inbox_id,
        created_at=context.now,
    )
    lines = [say("customer.made", customer=customer.name)] if customer.fresh else []
    lines.append(_filed(customer, contact, command.method, at.said if at else None))
    if command.next_at is not None:
        lines.append(next_step(context, customer, contact, command.next_at, record.id, text))
    if command.others:
        lines.append(say("followup.others"))
    context.state.customer = customer.id
    return Reply(lines=tuple(lines), buttons=_buttons(customer, command))


def _filed(customer: Party, contact: Someone | None, method: str | None, said: str | None) -> Sentence:
    did = say(f"did.{method or 'other'}", who=contact.name if contact else None)
    return say("followup.filed", customer=customer.short, did=did, at=said)


def _buttons(customer: Party, command: LogFollowUp) -> tuple[Button, ...]:
    show = Button(label=say("button.customer"), command=ShowCustomer(customer=customer.id))
    amend = Button(label=say("button.amend"), command=AmendLast())
    if customer.fresh:
        return (Button(label=say("button.rehome"), command=AmendLast(slot="customer")), amend, show)
    if command.others:
        return (Button(label=say("button.rehome"), command=AmendLast(slot="customer")), amend, show)
    return (amend, show)


SUBJECT = Subject(
    name="followup",
    title=("跟进", "Follow-ups"),
    commands=(
        Command(
            name="followup.log",
            keeps_customers=True,
            type=LogFollowUp,
            handler=log,
            title=("记跟进", "Log a follow-up"),
            slash=("跟进", "记", "log"),
            phrases=(*PHRASES, *WAYS),
            examples=("今天拜访了云图的吴总，聊了报价",),
        ),
    ),
    sentences={
        "followup.filed": ("✅ {customer} · {did}[ · {at}]", "✅ {customer} · {did}[ · {at}]"),
        "followup.next_at": ("⏰ {at} 提醒你", "⏰ I'll remind you {at}"),
        "followup.next_ahead": (
            "⏰ 下一步 {at}，提前30分钟提醒你",
            "⏰ Next step {at}; I'll remind you 30 minutes before",
        ),
        "followup.next_day": ("⏰ 下一步 {day}，当天{hour}提醒你", "⏰ Next step {day}; I'll remind you at {hour}"),
        "followup.others": ("同名的还有别家，我按你的客户记了", "Others share that name; I took your own customer"),
        "customer.made": ("🆕 新客户 {customer}", "🆕 New customer {customer}"),
        "did.visit": ("拜访[{who}]", "visited[ {who}]"),
        "did.call": ("电话[{who}]", "called[ {who}]"),
        "did.wechat": ("微信[{who}]", "WeChat[ {who}]"),
        "did.email": ("邮件[{who}]", "e-mail[ {who}]"),
        "did.meeting": ("开会[{who}]", "met[ {who}]"),
        "did.demo": ("演示[{who}]", "demo[ {who}]"),
        "did.meal": ("吃饭[{who}]", "meal[ {who}]"),
        "did.other": ("跟进[{who}]", "follow-up[ {who}]"),
        "button.amend": ("改一下", "Change"),
        "button.rehome": ("换一家", "Other customer"),
        "button.customer": ("看客户", "Show customer"),
    },
)
