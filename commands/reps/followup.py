"""Follow-ups: file what happened, and correct it."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.dialogue import Question
from commands.errors import Refused
from commands.message import Button, Reply, Sentence
from commands.parties import Party, Someone, contact_of, customer_of
from commands.reps.customer_view import ShowCustomer
from commands.rights import must_reach
from commands.schedules import firing
from commands.values import ContactRef, CustomerRef, Method, Moment
from nlp.reading import Doubt
from store import followups
from store.tables import FollowUp, Reminder


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


@dataclass(frozen=True, kw_only=True, slots=True)
class AmendLast:
    """The button 改一下: what was just filed waits for a correction (with `slot`, of that slot)."""

    slot: str | None = None


def log(command: LogFollowUp, context: Context) -> Reply:
    """Files a follow-up; an unknown customer is made with it, a dated next step makes the reminder."""
    customer = customer_of(context, command.customer)
    contact = contact_of(context, customer, command.contact)
    at = command.at
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
        next_text=command.next_text,
        chat_id=context.place.id,
        inbox_id=context.inbox_id,
        created_at=context.now,
    )
    lines = [say("customer.made", customer=customer.name)] if customer.fresh else []
    lines.append(_filed(customer, contact, command.method, at.said if at else None))
    if command.next_at is not None:
        lines.append(next_step(context, customer, contact, command.next_at, record.id, command.next_text))
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


def next_step(
    context: Context,
    customer: Party,
    contact: Someone | None,
    at: Moment,
    follow_up: UUID,
    text: str | None,
) -> Sentence:
    """Makes the reminder of a follow-up's next step, and says when it will come."""
    when = firing(context, at, context.speaker.id, ahead=True)
    record = context.unit.add(
        Reminder,
        owner_id=context.speaker.id,
        maker_id=context.speaker.id,
        customer_id=customer.id,
        contact_id=contact.id if contact else None,
        follow_up_id=follow_up,
        text=text or "",
        chat_id=context.place.id,
        created_at=context.now,
    )
    record.assign(when.columns(record.id))
    if when.day is not None:
        return say("followup.next_day", day=when.day)
    return say("followup.next_ahead" if when.ahead else "followup.next_at", at=when.at)


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


def amend(command: AmendLast, context: Context) -> Reply:
    """Opens what was just filed for a correction in plain words."""
    if not context.state.done:
        raise Refused("refused.no_last")
    if command.slot == "customer":
        done = context.state.done[-1]
        doubt = Doubt(slot="customer", reason="missing")
        draft = replace(done.draft, doubts=(doubt,), replaces=True)
        context.state.question = Question(
            slot="customer", drafts=(draft,), asked_at=context.now, words=str(done.draft.slots.get("note", ""))
        )
        return reply(say("amend.customer"))
    return reply(say("amend.how"), say("amend.examples"))


SUBJECT = Subject(
    name="followup",
    title=("跟进", "Follow-ups"),
    commands=(
        Command(
            name="followup.log",
            type=LogFollowUp,
            handler=log,
            title=("记跟进", "Log a follow-up"),
            slash=("跟进", "记", "log"),
            phrases=(),
            examples=("今天拜访了云图的吴总，聊了报价",),
        ),
        Command(
            name="followup.edit",
            type=EditFollowUp,
            handler=edit,
            title=("改跟进", "Edit a follow-up"),
            slash=("改跟进", "edit"),
            phrases=(),
            examples=("改跟进 12 报价改成20万了",),
        ),
        Command(
            name="followup.amend",
            type=AmendLast,
            handler=amend,
            title=("改一下", "Change"),
            writes=False,
            hidden=True,
        ),
    ),
    sentences={
        "followup.filed": ("✅ {customer} · {did}[ · {at}]", "✅ {customer} · {did}[ · {at}]"),
        "followup.next_at": ("⏰ {at} 提醒你", "⏰ I'll remind you {at}"),
        "followup.next_ahead": (
            "⏰ 下一步 {at}，提前30分钟提醒你",
            "⏰ Next step {at}; I'll remind you 30 minutes before",
        ),
        "followup.next_day": ("⏰ 下一步 {day}，当天9点提醒你", "⏰ Next step {day}; I'll remind you at 9:00"),
        "followup.others": ("同名的还有别家，我按你的客户记了", "Others share that name; I took your own customer"),
        "followup.edited": ("✏️ 已改：{customer}的跟进 {number}", "✏️ Changed: {customer}, follow-up {number}"),
        "customer.made": ("🆕 新客户 {customer}", "🆕 New customer {customer}"),
        "did.visit": ("拜访[{who}]", "visited[ {who}]"),
        "did.call": ("电话[{who}]", "called[ {who}]"),
        "did.wechat": ("微信[{who}]", "WeChat[ {who}]"),
        "did.email": ("邮件[{who}]", "e-mail[ {who}]"),
        "did.meeting": ("开会[{who}]", "met[ {who}]"),
        "did.demo": ("演示[{who}]", "demo[ {who}]"),
        "did.meal": ("吃饭[{who}]", "meal[ {who}]"),
        "did.other": ("跟进[{who}]", "follow-up[ {who}]"),
        "amend.how": ("哪里不对？直接说，我就改刚才那条", "What is wrong? Just say it and I'll correct the last one"),
        "amend.examples": (
            "比如：不是拜访，是电话 · 是昨天 · 不是华星，是华兴",
            "E.g. “not a visit, a call” · “it was yesterday”",
        ),
        "amend.customer": ("记到哪家？直接说名字", "Which customer? Just say the name"),
        "button.amend": ("改一下", "Change"),
        "button.rehome": ("换一家", "Other customer"),
        "button.customer": ("看客户", "Show customer"),
        "refused.no_followup": ("没有编号 {number} 的跟进", "There is no follow-up {number}"),
        "refused.no_last": ("没有刚记的内容可以改", "There is nothing just filed to change"),
    },
)
