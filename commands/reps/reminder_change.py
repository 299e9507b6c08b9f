"""Reminders in the course of time: call off, put off, tick off."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.message import Button, Reply
from commands.on_mind import just_come, on_mind
from commands.parties import party
from commands.reps.ask import AskNote, await_note
from commands.reps.reminder_list import reminder_line, reminder_name
from commands.reps.reminder_phrases import CANCELS, ENDS, MOVES
from commands.reps.visit import visited
from commands.rights import naming_scope
from commands.schedules import Firing, firing, set_firing
from commands.values import Moment
from store import customers, reminders
from store.tables import Reminder, Task


@dataclass(frozen=True, kw_only=True, slots=True)
class CancelReminder:
    """Calls a reminder off."""

    number: Annotated[int | None, Slot("number")] = None
    text: Annotated[str | None, Slot("text")] = None
    customer: Annotated[UUID | None, Slot("customer")] = None
    at: Annotated[Moment | None, Slot("time", prefer="future")] = None
    reminder: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SnoozeReminder:
    """Moves a reminder to another time; without a name, the one that fired or was made last."""

    at: Annotated[Moment | None, Slot("time", prefer="future", ask=True)] = None
    number: Annotated[int | None, Slot("number")] = None
    text: Annotated[str | None, Slot("text")] = None
    customer: Annotated[UUID | None, Slot("customer")] = None
    minutes: int | None = None
    reminder: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FinishReminder:
    """Marks a reminder (and the task behind it) as done."""

    number: Annotated[int | None, Slot("number")] = None
    text: Annotated[str | None, Slot("text")] = None
    customer: Annotated[UUID | None, Slot("customer")] = None
    reminder: UUID | None = None


Change = CancelReminder | SnoozeReminder | FinishReminder


def cancel(command: CancelReminder, context: Context) -> Reply:
    """Calls a reminder off."""
    row = _the(command, context)
    if not isinstance(row, reminders.ReminderRow):
        return row
    context.unit.edit(Reminder, row.id).state = "cancelled"
    context.state.over(row.id, row.task_id)
    return reply(say("reminder.cancelled", what=_what(context, row)))


def snooze(command: SnoozeReminder, context: Context) -> Reply:
    """Moves a reminder to another time: the one that is named, else the one that came up or was made last."""
    row = _the(command, context)
    if not isinstance(row, reminders.ReminderRow):
        return row
    if command.minutes is not None:
        at = (context.now + timedelta(minutes=command.minutes)).replace(second=0, microsecond=0)
        when = Firing(at=at, day=None, fire_at=at)
    else:
        assert command.at is not None
        if command.at.value <= context.now:
            raise Refused("refused.past", at=command.at.value)
        when = firing(context, _hour_kept(command.at, row, context), row.owner_id)
    record = context.unit.edit(Reminder, row.id)
    record.snoozed_from, record.state = row.at or row.fire_at, "open"
    set_firing(record, when)
    context.state.over(row.id)
    moment: Any = when.at or when.day
    return reply(say("reminder.snoozed", what=_what(context, row), at=moment))


def _hour_kept(at: Moment, row: reminders.ReminderRow, context: Context) -> Moment:
    """推迟到明天 moves what had an hour to the same one of that day."""
    if not at.day_only or row.at is None:
        return at
    hour = context.local(row.at)
    moved = context.local(at.value).replace(hour=hour.hour, minute=hour.minute)
    return replace(at, value=moved, day_only=False, clocked=True) if moved > context.now else at


def finish(command: FinishReminder, context: Context) -> Reply:
    """Ticks a reminder off, and the task behind it; then asks how it went."""
    row = _the(command, context)
    if not isinstance(row, reminders.ReminderRow):
        return row
    record = context.unit.edit(Reminder, row.id)
    context.state.over(row.id, row.task_id)
    if row.visit and row.repeat:
        return visited(context, record, row)
    if row.repeat:
        return reply(say("reminder.done_series", what=_what(context, row), at=row.fire_at))
    record.state, record.done_at = "done", context.now
    also: tuple[Reply, ...] = ()
    if row.task_id is not None:
        task = context.unit.edit(Task, row.task_id)
        task.state, task.done_at = "done", context.now
        if row.maker_id is not None and row.maker_id != context.speaker.id:
            told = say("task.finished", who=context.speaker.name, what=_what(context, row))
            also = (Reply(lines=(told,), to=row.maker_id),)
    lines = [say("reminder.done", what=_what(context, row))]
    buttons: tuple[Button, ...] = ()
    customer = customers.get(context.tx, naming_scope(context.speaker), row.customer_id) if row.customer_id else None
    if customer is not None and customer.deleted_at is None:
        await_note(context, party(context, customer))
        lines.append(say("reminder.how_was"))
        buttons = (Button(label=say("button.log"), command=AskNote(customer=customer.id)),)
    return Reply(lines=tuple(lines), buttons=buttons, also=also)


def _what(context: Context, row: reminders.ReminderRow) -> object:
    return reminder_name(context, row)


def _the(command: Change, context: Context) -> reminders.ReminderRow | Reply:
    """The reminder that is meant; several that fit are offered, none is refused."""
    if command.reminder is not None:
        row = reminders.get(context.tx, context.workspace, command.reminder)
        return _own(row, context)
    if command.number is not None:
        return _own(reminders.by_number(context.tx, context.workspace, command.number), context)
    rows = reminders.of_owner(context.tx, context.workspace, context.speaker.id)
    fitting = [row for row in rows if _fits(row, command, context)]
    if not fitting and command.customer is not None:  # the words say no more than which customer: 云图那条
        fitting = [row for row in rows if _fits(row, replace(command, text=None), context)]
    if not fitting:
        raise Refused("refused.no_reminder")
    if _names_none(command):
        came = just_come(fitting, context)
        last = None if came else on_mind(fitting, context)
        fitting = came or ([last] if last is not None else fitting)
    if len(fitting) == 1:
        return fitting[0]
    choices = tuple(
        Button(label=reminder_line(context, row), command=replace(command, reminder=row.id)) for row in fitting[:5]
    )
    return Reply(lines=(say("reminder.which"),), choices=choices)


def _names_none(command: Change) -> bool:
    """Whether a command leaves open which one it means: 搞定了, 推迟到明天."""
    called_off_at = command.at if isinstance(command, CancelReminder) else None
    return command.text is None and command.customer is None and called_off_at is None


def _own(row: reminders.ReminderRow | None, context: Context) -> reminders.ReminderRow:
    if row is None or context.speaker.id not in (row.owner_id, row.maker_id):
        raise Refused("refused.no_reminder")
    if row.state in ("done", "cancelled"):
        raise Refused("refused.reminder_over")
    return row


def _fits(row: reminders.ReminderRow, command: Change, context: Context) -> bool:
    if command.customer is not None and row.customer_id != command.customer:
        return False
    if isinstance(command, CancelReminder) and command.at is not None and not _at(row, command.at, context):
        return False
    if command.text is None:
        return True
    text = context.plain(row.text)
    wanted = [letter for letter in command.text if not letter.isspace()]
    return command.text in text or sum(letter in text for letter in wanted) >= 0.7 * len(wanted)


def _at(row: reminders.ReminderRow, at: Moment, context: Context) -> bool:
    if row.at is None:
        return row.day == context.local(at.value).date()
    return row.at == at.value if at.clocked else context.local(row.at).date() == context.local(at.value).date()


SUBJECT = Subject(
    name="reminder_change",
    title=("改提醒", "Changing reminders"),
    commands=(
        Command(
            name="reminder.cancel",
            type=CancelReminder,
            handler=cancel,
            title=("取消提醒", "Cancel a reminder"),
            slash=("取消提醒", "unremind"),
            phrases=CANCELS,
            examples=("取消寄样品那个提醒",),
        ),
        Command(
            name="reminder.snooze",
            type=SnoozeReminder,
            handler=snooze,
            title=("推迟提醒", "Snooze a reminder"),
            slash=("推迟", "snooze"),
            phrases=MOVES,
            examples=("那条提醒推到明天下午4点",),
        ),
        Command(
            name="reminder.done",
            type=FinishReminder,
            handler=finish,
            title=("完成提醒", "Mark done"),
            slash=("完成", "done"),
            phrases=ENDS,
            examples=("寄样品那个做完了",),
        ),
    ),
    sentences={
        "reminder.cancelled": ("🔕 不提醒了：{what}", "🔕 No longer reminding: {what}"),
        "reminder.snoozed": ("⏰ 改到 {at}：{what}", "⏰ Moved to {at}: {what}"),
        "reminder.done": ("✅ 完成：{what}", "✅ Done: {what}"),
        "reminder.done_series": ("✅ 这次完成了：{what}，下次 {at}", "✅ Done for now: {what}; next {at}"),
        "reminder.how_was": ("聊得怎么样？直接回一句我就记上", "How did it go? Answer in a line and I'll log it"),
        "reminder.which": ("哪一条？", "Which one?"),
        "task.finished": ("✅ {who}做完了：{what}", "✅ {who} has done: {what}"),
        "refused.no_reminder": ("没找到这条提醒。发“待办”看全部", "No such reminder. Say “todo” to see all"),
        "refused.reminder_over": ("这条已经办完了，不用再动它", "That one is over already"),
    },
)
