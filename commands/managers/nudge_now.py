"""催张三跟华星: a manager has a colleague reminded of a customer now, in private and with the reason."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.agenda import Item, level_said
from commands.calendar import leave_on
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Forbidden, Refused
from commands.hours import hours_of
from commands.message import Button, Reply
from commands.nudging import silence_of
from commands.parties import active_member, name_of
from commands.reps.ask import AskNote
from commands.reps.customer_view import ShowCustomer
from commands.rights import Owned, must_reach, naming_scope
from commands.whys import last_said, reason
from nlp.grammar import Phrase
from store import customers, nudges, stale
from store.customers import CustomerRow
from store.members import MemberRow
from store.nudges import Told
from store.stale import StaleRow


@dataclass(frozen=True, kw_only=True, slots=True)
class NudgeNow:
    """Reminds a colleague of a customer at once, in private."""

    to: Annotated[UUID, Slot("member", ask=True)]
    customer: Annotated[UUID, Slot("customer", ask=True)]


def nudge(command: NudgeNow, context: Context) -> Reply:
    """Tells the colleague, once a customer and day, and the speaker that it cannot be taken back."""
    customer, silent = judged(context, command.customer)
    colleague = _colleague(context, command.to)
    context.state.customer = customer.id
    if customer.owner_id not in (None, colleague.id):
        return _anothers(context, customer)
    _must_be_due(context, colleague, silent)
    told = Told(member=colleague.id, kind="asked", subject=customer.id, customer=customer.id, days=silent.days)
    nudges.record(context.tx, context.workspace, context.today, [told], context.now)
    item = Item(kind="asked", subject=customer.id, customer=customer, stale=silent)
    why = reason(context, item, last_said(context, (item,)))
    facts = {"customer": customer.short, "level": level_said(customer.level), "reason": why}
    private = Reply(
        lines=(say("nudge.asked", who=context.speaker.name, **facts),),
        buttons=(
            Button(label=say("button.log"), command=AskNote(customer=customer.id), primary=True),
            Button(label=say("button.customer"), command=ShowCustomer(customer=customer.id)),
        ),
        to=colleague.id,
    )
    lines = (say("nudge.sent", who=colleague.name, **facts), say("nudge.for_good"))
    return Reply(lines=lines, private=True, also=(private,))


def judged(context: Context, id: UUID) -> tuple[CustomerRow, StaleRow]:
    """A customer that is the speaker's to ask about, and how its silence is judged."""
    row = customers.get(context.tx, naming_scope(context.speaker), id)
    silence = silence_of(context.tx, context.workspace, context.settings, today=context.today, zone=context.zone)
    silent = stale.judged(context.tx, context.workspace, silence, id)
    if row is None or silent is None:
        raise Refused("refused.gone")
    if row.deleted_at is not None:
        raise Refused("refused.binned", customer=row.short)
    owned = Owned(owner_id=row.owner_id, team_id=row.team_id)
    must_reach(context.speaker, owned, customer=row.short, owner=name_of(context, row.owner_id))
    return row, silent


def nudged_today(context: Context, customer: UUID) -> bool:
    """Whether somebody had a colleague reminded of it today."""
    rows = nudges.of_customer(context.tx, context.workspace, customer, context.today)
    return any(row.kind == "asked" for row in rows)


def _colleague(context: Context, id: UUID) -> MemberRow:
    """Who is to be told: one of the speaker's own people."""
    row, speaker = active_member(context, id), context.speaker
    if row.id == speaker.id:
        raise Refused("refused.nudge_self")
    if speaker.role != "admin" and speaker.team_id not in (None, row.team_id):
        raise Forbidden("refused.nudge_of", who=row.name)
    return row


def _must_be_due(context: Context, colleague: MemberRow, silent: StaleRow) -> None:
    """Refuses what would only annoy: followed up or told of today already, on leave, in the quiet hours."""
    local, hours = context.local(context.now), hours_of(context.settings)
    if silent.last_follow_up_at is not None and context.local(silent.last_follow_up_at).date() >= context.today:
        raise Refused("refused.met_today", customer=silent.short)
    if nudged_today(context, silent.id):
        raise Refused("refused.nudged_today", customer=silent.short)
    away = leave_on(context.tx, context.workspace, colleague.id, context.today)
    if away is not None:
        raise Refused("refused.nudge_leave", who=colleague.name, day=away.last)
    if hours.quiet(local):
        raise Refused("refused.nudge_quiet", who=colleague.name, customer=silent.short, at=hours.quiet_ends(local))


def _anothers(context: Context, customer: CustomerRow) -> Reply:
    """Whose it is; asking that colleague is a button."""
    assert customer.owner_id is not None
    owner = name_of(context, customer.owner_id)
    ask = Button(label=say("button.nudge", who=owner), command=NudgeNow(to=customer.owner_id, customer=customer.id))
    mine = customer.owner_id == context.speaker.id
    return Reply(
        lines=(say("nudge.anothers", customer=customer.short, owner=owner),),
        buttons=() if mine else (ask,),
        private=True,
    )


_URGE = "催一下|催一催|催催|催促一下|催促|催|敲打一下|敲打"
_ORDER = "催一下|催一催|催促一下|敲打一下"
"""After a customer's name only what can't be told of the customer: 恒力催李娜跟进 is what happened there."""
_SOON = "一下|赶紧|赶快|尽快|抓紧|快点|快|去|赶紧去|抓紧去|尽快去"
_FOLLOW = "跟进一下|跟进|跟一下|跟|联系一下|联系|回访一下|回访|拜访|盯一下|盯"

SUBJECT = Subject(
    name="nudge_now",
    title=("催一家", "Nudging a colleague"),
    commands=(
        Command(
            name="nudge.now",
            type=NudgeNow,
            handler=nudge,
            title=("催同事", "Nudge a colleague"),
            roles=("manager", "admin"),
            slash=("催", "urge"),
            phrases=(
                Phrase(f"({_URGE}){{to}}[{_SOON}]({_FOLLOW}){{customer}}[那边|那家|的事]", weight=4.2, where="whole"),
                Phrase(
                    f"{{customer}}[那边|那家|，]({_ORDER}){{to}}[{_SOON}]({_FOLLOW})[一下]", weight=4.2, where="whole"
                ),
            ),
            examples=("催李娜跟华星",),
            examples_en=("/urge 李娜 华星",),
            undoable=False,
            shows="asker",
        ),
    ),
    sentences={
        "nudge.asked": (
            "👉 {who}请你跟一下 {customer}[ {level}]：{reason}",
            "👉 {who} asks you to follow up {customer}[ {level}]: {reason}",
        ),
        "nudge.sent": (
            "✅ 已私聊请{who}跟一下 {customer}[ {level}]：{reason}",
            "✅ {who} has been asked in private to follow up {customer}[ {level}]: {reason}",
        ),
        "nudge.for_good": (
            "发出去了，撤不回；这家今天不会再催",
            "It is out and cannot be taken back; no second word of it today",
        ),
        "nudge.anothers": (
            "{customer}是{owner}的，没催",
            "{customer} is looked after by {owner}; nobody was told",
        ),
        "button.nudge": ("催{who}", "Nudge {who}"),
        "ask.to.missing.nudge.now": ("催谁？", "Whom?"),
        "refused.nudge_self": ("自己的客户不用催，直接跟就好", "No need to nudge yourself"),
        "refused.nudge_of": ("{who}不在你的组里，催不了", "{who} is not in your team"),
        "refused.met_today": ("{customer}今天跟过了，没催", "{customer} was followed up today; nobody was told"),
        "refused.nudged_today": ("{customer}今天已经催过了", "{customer} was asked about today already"),
        "refused.nudge_leave": ("{who}请假到{day}，没催", "{who} is away until {day}; nobody was told"),
        "refused.nudge_quiet": (
            "现在是免打扰时间，没催。{at:time}以后再说，或者发：让{who}明天跟进{customer}",
            "These are quiet hours; nobody was told. Say it after {at:time}",
        ),
    },
)
