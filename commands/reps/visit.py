"""Regular visits: 每月回访华星 puts the customer on the morning's list again and again."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from commands.calendar import calendar_of
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.dialogue import Listed
from commands.errors import Refused
from commands.message import Button, Reply, Sentence
from commands.parties import Party, customer_of, reached
from commands.reps.ask import AskNote, await_note
from commands.reps.customer_view import ShowCustomer
from commands.rights import naming_scope
from commands.schedules import put_on
from commands.values import Period
from commands.visits import moved_on, next_visit, on_workday, rule_of
from nlp.grammar import Phrase
from store import customers, reminders
from store.records import Record
from store.reminders import ReminderRow
from store.tables import Reminder


@dataclass(frozen=True, kw_only=True, slots=True)
class SetVisit:
    """A customer is to be visited again and again, on workdays; said once more, the rule is changed."""

    customer: Annotated[UUID, Slot("customer", ask=True)]
    repeat: Annotated[str | None, Slot("repeat", ask=True)] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StopVisit:
    """A customer is not visited regularly any more."""

    customer: Annotated[UUID, Slot("customer", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListVisits:
    """The speaker's coming regular visits, in a period."""

    range: Annotated[Period | None, Slot("range", prefer="future")] = None


SHOWN = 6
"""Lines shown at once."""


def set_visit(command: SetVisit, context: Context) -> Reply:
    """Puts the visit on its first day: one period after the last follow-up, never in the past."""
    customer = reached(context, command.customer)
    assert command.repeat is not None
    base, day = _first(command.repeat, customer, context)
    if day is None:
        raise Refused("refused.no_occurrence")
    rule = rule_of(command.repeat, base)
    known = _of(context, customer)
    if known is None:
        record = context.unit.add(
            Reminder,
            owner_id=context.speaker.id,
            maker_id=context.speaker.id,
            customer_id=customer.id,
            text="",
            visit=True,
            chat_id=context.place.id,
            created_at=context.now,
        )
    else:
        record = context.unit.edit(Reminder, known.id)
    record.repeat = rule
    put_on(context, record, day)
    context.state.customer = customer.id
    line = say("visit.set" if known is None else "visit.changed", customer=customer.short, rule=every(rule), day=day)
    show = Button(label=say("button.customer"), command=ShowCustomer(customer=customer.id))
    return Reply(lines=(line,), buttons=(show,))


def _first(said: str, customer: Party, context: Context) -> tuple[date, date | None]:
    """The day from which the visits are counted, and that of the first one."""
    row = customers.get(context.tx, naming_scope(context.speaker), customer.id)
    last = row.last_follow_up_at if row is not None else None
    base = context.local(last).date() if last is not None else context.today
    day = next_visit(context, rule_of(said, base), base)
    if day is not None and day <= context.today:
        tomorrow = date.fromordinal(context.today.toordinal() + 1)
        return base, on_workday(calendar_of(context.tx, context.workspace), tomorrow)
    return base, day


def stop(command: StopVisit, context: Context) -> Reply:
    """Calls the visits off."""
    customer = reached(context, command.customer)
    known = _of(context, customer)
    if known is None:
        raise Refused("refused.no_visit", customer=customer.short)
    context.unit.edit(Reminder, known.id).state = "cancelled"
    context.state.customer = customer.id
    return Reply(lines=(say("visit.stopped", customer=customer.short),))


def _of(context: Context, customer: Party) -> ReminderRow | None:
    """The customer's visits: the speaker's own before a colleague's."""
    rows = reminders.visits(context.tx, context.workspace, customer.id)
    own = [row for row in rows if row.owner_id == context.speaker.id]
    return next(iter(own or rows), None)


def listing(command: ListVisits, context: Context) -> Reply:
    """Whom to visit, soonest first."""
    rows = [
        row
        for row in reminders.visits_of(context.tx, context.workspace, context.speaker.id)
        if row.day is not None and row.customer_id is not None and _within(row.day, command)
    ]
    if not rows:
        return Reply(lines=(say("visit.none"),), private=True)
    lines = [say("visit.head", total=len(rows))]
    shown = rows[:SHOWN]
    for place, row in enumerate(shown, 1):
        assert row.customer_id is not None
        customer = customer_of(context, row.customer_id)
        lines.append(say("visit.line", index=place, customer=customer.short, day=row.day, rule=every(row.repeat or "")))
    context.state.tell(Listed(lines=tuple((row.customer_id, row.number) for row in shown), at=context.now))
    return Reply(lines=tuple(lines), private=True)


def visited(context: Context, record: Record, row: reminders.ReminderRow) -> Reply:
    """A regular visit is done: one that was still to come goes on to its next day; then it asks how it went."""
    if row.fired_at is None:
        moved_on(context, record, row)
    record.fired_at = None
    assert row.customer_id is not None
    customer = customer_of(context, row.customer_id)
    await_note(context, customer)
    lines = (say("visit.done", customer=customer.short, day=record.day), say("reminder.how_was"))
    return Reply(lines=lines, buttons=(Button(label=say("button.log"), command=AskNote(customer=customer.id)),))


def _within(day: date, command: ListVisits) -> bool:
    return command.range is None or command.range.first <= day <= command.range.last


def every(rule: str) -> Sentence | str:
    """A visit's rule in words: 每月, 每3个月, 每2周."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    interval = int(parts.get("INTERVAL", 1))
    unit = {"WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}.get(parts.get("FREQ", ""), "day")
    return say(f"visit.{unit}", n=interval if interval > 1 else None)


SUBJECT = Subject(
    name="visit",
    title=("回访", "Regular visits"),
    commands=(
        Command(
            name="visit.set",
            type=SetVisit,
            handler=set_visit,
            title=("定期回访", "Visit regularly"),
            slash=("回访", "visit"),
            phrases=(
                Phrase("{repeat}[要|都|去|都要](回访|走访|拜访){customer}[一次|一下|一趟]", weight=3.9, where="start"),
                Phrase(
                    "{customer}[要|得|，]{repeat}[要|都|去|得](回访|走访|拜访)[一次|一下|一趟]",
                    weight=3.9,
                    where="start",
                ),
                Phrase("(回访|定期回访)[一下]{customer}[，|,|要]{repeat}[一次]", weight=3.9, where="start"),
                Phrase(
                    "[把]{customer}[的](回访|定期回访)(改成|改为|换成|调成|调到){repeat}", weight=3.9, where="start"
                ),
                Phrase("[定期]回访(改成|改为|换成|调成|调到){repeat}", weight=3.9, where="start"),
            ),
            examples=("每月回访华星",),
            examples_en=("/visit 华星 每月",),
        ),
        Command(
            name="visit.stop",
            type=StopVisit,
            handler=stop,
            title=("停掉回访", "Stop visits"),
            slash=("停掉回访", "unvisit"),
            phrases=(
                Phrase(
                    "(停掉|停了|停|取消|不用|不要|别)[再]{customer}[的](定期回访|回访)[了]", weight=4.0, where="whole"
                ),
                Phrase(
                    "[把]{customer}[的](定期回访|回访)(停掉|停了|取消|取消掉|不要了|不用了)", weight=4.0, where="whole"
                ),
            ),
            examples=("停掉华星的回访",),
            examples_en=("/unvisit 华星",),
        ),
        Command(
            name="visit.list",
            type=ListVisits,
            handler=listing,
            title=("要回访谁", "Whom to visit"),
            slash=("回访计划", "visits"),
            phrases=(
                Phrase("[我]{range}[我][要|该](回访)(谁|哪些|哪几家|哪些客户|哪家)", weight=3.9, where="whole"),
                Phrase("(要回访谁|该回访谁|回访计划|回访清单|有哪些回访|回访安排)", weight=3.8, where="whole"),
                Phrase("{range}[的](回访计划|回访清单|回访安排|有哪些回访)", weight=3.9, where="whole"),
            ),
            examples=("本周要回访谁",),
            writes=False,
        ),
    ),
    sentences={
        "visit.set": ("🔁 {customer} {rule}回访一次，下次 {day}", "🔁 {customer}: a visit {rule}, next {day}"),
        "visit.changed": ("🔁 {customer} 改成{rule}回访，下次 {day}", "🔁 {customer}: now {rule}, next {day}"),
        "visit.stopped": ("🔕 {customer} 不再定期回访", "🔕 {customer}: no more regular visits"),
        "visit.done": ("✅ {customer} 回访过了，下次 {day}", "✅ {customer} is visited; next {day}"),
        "visit.head": ("要回访{total}家", "{total} to visit"),
        "visit.line": ("{index} {customer} {day:short}（{rule}）", "{index} {customer} {day:short} ({rule})"),
        "visit.none": ("没有要回访的。想定期回访就说：每月回访华星", "Nobody to visit. Say: /visit 华星 每月"),
        "visit.day": ("每[{n}]天", "every[ {n}] day(s)"),
        "visit.week": ("每[{n}]周", "every[ {n}] week(s)"),
        "visit.month": ("每[{n}个]月", "every[ {n}] month(s)"),
        "visit.year": ("每[{n}]年", "every[ {n}] year(s)"),
        "what.visit.set": ("定期回访", "the regular visit"),
        "what.visit.stop": ("停掉回访", "stopping visits"),
        "refused.no_visit": ("{customer}没有定期回访", "{customer} is not visited regularly"),
    },
)
