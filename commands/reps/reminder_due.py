"""What the clock says by itself: a reminder that has come due."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from commands.catalogue import Command, Subject
from commands.context import Context, say
from commands.dialogue import State
from commands.groups import closed
from commands.hours import hours_of
from commands.message import Button, Reply, Sentence
from commands.outgoing import place_of
from commands.reps.followup_view import shortened
from commands.reps.reminder_change import FinishReminder, SnoozeReminder
from commands.schedules import LATE, morning_of, next_of, times_of
from commands.values import Moment
from commands.walls import hides
from store import contacts, due, followups, names, reminders, workspaces
from store.tables import Reminder

HOUR = 60
"""Minutes that 1小时后 puts a reminder off."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FireReminder:
    """A reminder's time has come."""

    reminder: UUID


def fire(command: FireReminder, context: Context) -> Reply:
    """Tells the owner (or everybody in the group); a series gets its next time."""
    row = reminders.get(context.tx, context.workspace, command.reminder)
    if row is None or row.state != "open":
        return Reply()
    if row.repeat:
        row = _caught_up(row, row.repeat, context)
    record = context.unit.edit(Reminder, row.id)
    record.fired_at = context.now
    if row.repeat:
        following = next_of(row.repeat, context.now, context.zone)
        record.fire_at, record.at = following, following
        record.state = "open" if following else "done"
    else:
        record.state = "fired"
    lines = [*_late(row, context), _told(row, context), *_before(row, context)]
    return Reply(
        lines=tuple(lines),
        buttons=_buttons(row, context),
        to=None if row.audience == "group" else row.owner_id,
        chat=row.chat_id,
        state=State(came=(row.id,)),
    )


def _caught_up(row: reminders.ReminderRow, rule: str, context: Context) -> reminders.ReminderRow:
    """The series at the latest of its times that have passed; the earlier ones are recorded as skipped."""
    assert row.fire_at is not None
    missed = times_of(rule, row.fire_at, context.now, context.zone)
    due.catch_up(
        context.tx,
        context.workspace,
        schedule=row.schedule or row.id,
        fire_at=row.fire_at,
        missed=missed,
        now=context.now,
    )
    return replace(row, fire_at=missed[-1], at=missed[-1]) if missed else row


def _late(row: reminders.ReminderRow, context: Context) -> list[Sentence]:
    """迟到23分钟，刚才我不在线: said when it comes more than a minute after its time."""
    assert row.fire_at is not None
    behind = context.now - row.fire_at
    if behind <= LATE:
        return []
    minutes = int(behind.total_seconds() // 60)
    if minutes < 120:
        return [say("due.late", minutes=minutes)]
    return [say("due.very_late", at=row.fire_at)]


def _told(row: reminders.ReminderRow, context: Context) -> Sentence:
    text = context.plain(row.text) or None
    if row.customer_id is None or _read_by_others(row, context):
        return say("due.plain", text=text or say("due.nothing"))
    found = names.customers(context.tx, context.workspace, (row.customer_id,))
    person = contacts.get(context.tx, context.workspace, row.contact_id) if row.contact_id else None
    customer = found[0].short if found else ""
    return say("due.customer", customer=customer, contact=person.name if person else None, text=text, at=row.at)


def _read_by_others(row: reminders.ReminderRow, context: Context) -> bool:
    """Whether it goes to a group that is shown nothing but what was said in it."""
    if row.audience != "group" or row.chat_id is None:
        return False
    chat = workspaces.chat(context.tx, context.workspace, row.chat_id)
    if chat is None or row.customer_id is None:
        return False
    place = place_of(chat)
    return closed(place) or hides(context, place, row.customer_id)


def _before(row: reminders.ReminderRow, context: Context) -> list[Sentence]:
    """What was last said with the customer, where the owner wrote it."""
    if row.customer_id is None or row.audience == "group":
        return []
    last = followups.of_customer(context.tx, context.workspace, row.customer_id, limit=1)
    if not last or last[0].author_id != row.owner_id:
        return []
    day = context.local(last[0].at).date()
    did = say(f"did.{last[0].method or 'other'}")
    return [say("due.before", day=day, did=did, note=shortened(context.plain(last[0].note)))]


def _buttons(row: reminders.ReminderRow, context: Context) -> tuple[Button, ...]:
    tomorrow = morning_of(context.today + timedelta(days=1), context.zone, hours_of(context.settings))
    same = (row.at or row.fire_at or tomorrow).astimezone(context.zone).timetz()
    at = Moment(value=tomorrow.replace(hour=same.hour, minute=same.minute), said="明天", clocked=True)
    return (
        Button(label=say("button.done"), command=FinishReminder(reminder=row.id), primary=True),
        Button(label=say("button.hour"), command=SnoozeReminder(reminder=row.id, minutes=HOUR)),
        Button(label=say("button.tomorrow"), command=SnoozeReminder(reminder=row.id, at=at)),
    )


SUBJECT = Subject(
    name="reminder_due",
    title=("到点提醒", "Reminders coming due"),
    commands=(
        Command(
            name="reminder.fire",
            type=FireReminder,
            handler=fire,
            title=("到点提醒", "Reminder"),
            undoable=False,
            hidden=True,
        ),
    ),
    sentences={
        "due.late": ("迟到{minutes}分钟，刚才我不在线", "{minutes} minutes late; I was offline"),
        "due.very_late": ("本该 {at} 提醒，当时我不在线", "This was due {at}; I was offline"),
        "due.customer": ("⏰ 该跟{customer}[{contact}]了[（{text}）]", "⏰ Time for {customer}[ {contact}][ ({text})]"),
        "due.plain": ("⏰ {text}", "⏰ {text}"),
        "due.nothing": ("到时间了", "It is time"),
        "due.before": ("上次 {day:bare} {did}：{note}", "Last time {day:bare} {did}: {note}"),
        "button.done": ("完成", "Done"),
        "button.hour": ("1小时后", "In 1 hour"),
        "button.tomorrow": ("明天", "Tomorrow"),
    },
)
