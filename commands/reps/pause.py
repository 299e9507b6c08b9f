"""What one says to a morning's list: 记跟进, 都明天, 先不催; who puts a customer off again and again is asked why."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from commands.catalogue import Command, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.hours import hours_of, spoken
from commands.message import Button, Reply
from commands.nudging import silence_of
from commands.reps.ask import AskNote, ask_note
from commands.reps.customer_view import ShowCustomer
from commands.rights import naming_scope
from commands.schedules import put_on
from store import customers, nudges, pauses, reminders, stale
from store.customers import CustomerRow
from store.reminders import ReminderRow
from store.tables import Pause, Reminder

LONGEST = 4
"""Times in a row after which a pause grows no more."""
OFTEN = 3
"""Times in a row after which another level is proposed."""
OFFERED = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class LogListed:
    """The button 记跟进 of a morning's list."""

    customers: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PutOff:
    """The button 都明天 of a morning's list."""

    reminders: tuple[UUID, ...]
    customers: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PauseNudges:
    """The button 先不催 of a morning's list."""

    customers: tuple[UUID, ...]


def log_listed(command: LogListed, context: Context) -> Reply:
    """记跟进: the one customer is fixed; of several one is asked for."""
    found = _known(context, command.customers)
    if not found:
        raise Refused("refused.gone")
    if len(found) == 1:
        return ask_note(AskNote(customer=found[0].id), context)
    choices = tuple(
        Button(label=say("choice.listed", customer=row.short), command=AskNote(customer=row.id))
        for row in found[:OFFERED]
    )
    return Reply(lines=(say("morning.which"),), choices=choices)


def put_off(command: PutOff, context: Context) -> Reply:
    """Moves what is still open of a morning's list to the next one; the silent customers come again with it.

    What is on the next day already stays there, and so does whom somebody has spoken with since the list was told.
    """
    day = context.today + timedelta(days=1)
    listed = [row for id in command.reminders if (row := reminders.get(context.tx, context.workspace, id)) is not None]
    about = [*command.customers, *(row.customer_id for row in listed if row.customer_id)]
    talked = {each.id for each in _known(context, tuple(about)) if _spoken_today(context, each)}
    left = [row for row in listed if _is_open(context, row) and row.customer_id not in talked]
    moving = [row for row in left if _day_of(context, row) != day]
    for row in moving:
        record = context.unit.edit(Reminder, row.id)
        record.snoozed_from, record.state = row.fire_at, "open"
        put_on(context, record, day)
        context.state.over(row.id)
    silent = [id for id in command.customers if id not in talked]
    again = nudges.take_back(context.tx, context.workspace, context.today, context.speaker.id, silent)
    if moving or again:
        hour = spoken(hours_of(context.settings).morning)
        return reply(say("morning.moved", total=len(moving) + again, day=day, hour=hour))
    nudged = {each.subject for each in nudges.of_day(context.tx, context.workspace, context.today, context.speaker.id)}
    return reply(say("morning.moved_already" if left or nudged.intersection(silent) else "morning.done_already"))


def pause(command: PauseNudges, context: Context) -> Reply:
    """先不催: for the policy's days, twice as long each time in a row; a follow-up begins anew."""
    days = _days(context)
    known = pauses.of_member(context.tx, context.workspace, context.speaker.id, command.customers)
    paused, often = [], []
    for row in _known(context, command.customers):
        before = known.get(row.id)
        in_a_row = before is not None and not _spoken_since(context, row, before)
        times = before.times + 1 if before is not None and in_a_row else 1
        if before is not None and before.until >= context.today and in_a_row:
            continue
        until = context.today + timedelta(days=days.get(row.id, 1) * 2 ** min(times - 1, LONGEST))
        _put(context, row, before, until=until, times=times)
        paused.append((until, row))
        if times >= OFTEN:
            often.append(row)
    if not paused:
        return reply(say("pause.known"))
    lines = [
        say("pause.done", customers=[row.short for _, row in paused[:OFFERED]], until=min(until for until, _ in paused))
    ]
    if often:
        lines.append(say("pause.often", customer=often[0].short, times=OFTEN))
    show = tuple(Button(label=say("button.customer"), command=ShowCustomer(customer=row.id)) for row in often[:1])
    return Reply(lines=tuple(lines), buttons=show)


def _is_open(context: Context, row: ReminderRow) -> bool:
    return row.owner_id == context.speaker.id and row.state in ("open", "fired")


def _day_of(context: Context, row: ReminderRow) -> date | None:
    return context.local(row.at).date() if row.at is not None else row.day


def _spoken_today(context: Context, row: CustomerRow) -> bool:
    return row.last_follow_up_at is not None and context.local(row.last_follow_up_at).date() == context.today


def _spoken_since(context: Context, row: CustomerRow, before: pauses.PauseRow) -> bool:
    """Whether somebody has spoken with the customer since that day; a follow-up often says no hour."""
    last = row.last_follow_up_at
    return last is not None and context.local(last).date() >= context.local(before.created_at).date()


def _days(context: Context) -> dict[UUID, int]:
    """By how many days' rule each of the speaker's stale customers is so."""
    silence = silence_of(context.tx, context.workspace, context.settings, today=context.today, zone=context.zone)
    whose = stale.Whose(owners=(context.speaker.id,))
    found = stale.stale(context.tx, context.workspace, silence, whose, limit=1000)
    return {row.id: row.limit for row in found.rows}


def _put(context: Context, row: CustomerRow, before: pauses.PauseRow | None, **values: object) -> None:
    if before is None:
        context.unit.add(Pause, customer_id=row.id, member_id=context.speaker.id, created_at=context.now, **values)
        return
    record = context.unit.edit(Pause, before.id)
    record.created_at = context.now
    for name, value in values.items():
        setattr(record, name, value)


def _known(context: Context, ids: tuple[UUID, ...]) -> list[CustomerRow]:
    found = customers.some(context.tx, naming_scope(context.speaker), ids)
    return [found[id] for id in ids if id in found and found[id].deleted_at is None]


SUBJECT = Subject(
    name="pause",
    title=("早上清单的按钮", "Answers to the morning list"),
    commands=(
        Command(
            name="nudge.log",
            type=LogListed,
            handler=log_listed,
            title=("记跟进", "Log"),
            writes=False,
            hidden=True,
            shows="team",
        ),
        Command(name="reminder.put_off", type=PutOff, handler=put_off, title=("都明天", "All tomorrow"), hidden=True),
        Command(name="nudge.pause", type=PauseNudges, handler=pause, title=("先不催", "Not now"), hidden=True),
    ),
    sentences={
        "morning.which": ("记哪家？", "Which one?"),
        "morning.moved": ("好，{total}件都挪到 {day} 早上{hour}", "OK, {total} moved to {day}, {hour}"),
        "morning.moved_already": ("都已经在明天了", "All of it is on tomorrow already"),
        "morning.done_already": ("清单上的都办好了，没有要挪的", "The list is done, nothing is left to move"),
        "choice.listed": ("{customer}", "{customer}"),
        "pause.done": (
            "好，{customers} 先不催，最早 {until} 再说",
            "OK, no word of {customers} until {until} at least",
        ),
        "pause.known": ("已经先不催了", "They are quiet already"),
        "pause.often": (
            "{customer} 已经连着{times}次先不催了，要不要改级别？回“{customer}改成C级”",
            "{customer} was put off {times} times in a row. Another level? Say “/update {customer} level C”",
        ),
        "morning.silent": (
            "⚠ {customer}[ {level}] {days}天没跟[（{owner}）]",
            "⚠ {customer}[ {level}] silent for {days} days[ ({owner})]",
        ),
        "morning.silent_more": ("⚠ 还有{total}家也该问一句了", "⚠ {total} more are worth asking about"),
        "morning.unseen": (
            "📌 {who}{days}天没回“收到”[：{text}]",
            "📌 {who} has not acknowledged for {days} days[: {text}]",
        ),
        "hour.sharp": ("{hour}点", "{hour}:00"),
        "hour.half": ("{hour}点半", "{hour}:30"),
        "hour.other": ("{hour}:{minute}", "{hour}:{minute}"),
        "agenda.line": ("{index}[ {customer}][ {level}] {reason}", "{index}[ {customer}][ {level}] {reason}"),
        "agenda.level": ("{level}级", "level {level}"),
        "agenda.stale": ("{days}天没跟[，上次{did}“{note}”]", "silent for {days} days[, last time {did} “{note}”]"),
        "agenda.never": ("{days}天了，还没跟过", "nobody has followed up for {days} days"),
        "agenda.promised": ("说好今天{text}", "promised for today: {text}"),
        "agenda.today": ("今天{text}", "today: {text}"),
        "agenda.at": ("{at:time} {text}", "{at:time} {text}"),
        "agenda.late": ("提醒逾期{days}天[：{text}]", "{days} days overdue[: {text}]"),
        "agenda.visit": ("该回访了", "is due for a visit"),
        "agenda.visit_late": ("回访逾期{days}天", "visit {days} days overdue"),
        "agenda.task": ("{who}派的任务还没回“收到”[：{text}]", "a task by {who} waits for your word[: {text}]"),
        "agenda.follow": ("跟进", "follow up"),
        "button.all_tomorrow": ("都明天", "All tomorrow"),
        "button.pause": ("先不催", "Not now"),
        "button.all": ("看全部", "Show all"),
    },
)
