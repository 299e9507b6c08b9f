"""The list of the morning: one message a person and day with all that is to do, each line with its reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from commands import agenda
from commands.agenda import Agenda, Item, level_said
from commands.calendar import calendar_of, leave_on
from commands.catalogue import Command, Subject
from commands.context import Context, say
from commands.dialogue import Listed, State
from commands.hours import hours_of
from commands.managers.stale import ListStale
from commands.memory import name_drafts
from commands.message import Button, Reply, Sentence
from commands.parties import name_of
from commands.reps.answer import ListDrafts
from commands.reps.followup_view import shortened
from commands.reps.pause import LogListed, PauseNudges, PutOff
from commands.reps.reminder_list import ListReminders
from commands.rights import EVERYBODY
from commands.schedules import morning_of
from commands.series import Plan, Series
from commands.visits import moved_on
from commands.whys import numbered_lines
from store import calendar, members, nudges
from store.nudges import Told
from store.stale import StaleRow
from store.tables import Reminder

SHOWN, SHOWN_TO_MANAGERS, WARNED, HANGING = 5, 3, 3, 2
"""Lines of a list; those of a manager's, who also hears of the team; silent customers and tasks named there."""
_DAYS = UUID("0f0d9f0a-6a35-4c5e-9a0e-8c1f6f1d2b47")


@dataclass(frozen=True, kw_only=True, slots=True)
class MorningList:
    """The morning has come for what a member put on this day without a clock time, or left unfiled."""

    member: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class TellMorning:
    """A member's morning has come."""

    member: UUID


def mornings(plan: Plan) -> Iterator[Series]:
    """One for each active member, every day: rest days tell only what was put on them."""
    for member in members.every(plan.tx, plan.workspace):
        if member.active:
            yield Series(
                schedule=series_of(member.id),
                command="nudge.morning",
                args={"member": str(member.id)},
                maker=member.id,
                at=plan.hours.morning,
                every="day",
            )


def series_of(member: UUID) -> UUID:
    """The schedule of a member's mornings."""
    return uuid5(_DAYS, member.hex)


def tell(command: TellMorning, context: Context) -> Reply:
    """The morning's list; a morning of a day that has passed is told no more."""
    if context.local(context.sent_at).date() != context.today:
        return Reply()
    return _morning(context, command.member)


def morning(command: MorningList, context: Context) -> Reply:
    """The same for a day's reminder that comes by itself; before the morning's hour it waits for the list."""
    return _morning(context, command.member)


def _morning(context: Context, member: UUID) -> Reply:
    hours, local = hours_of(context.settings), context.local(context.now)
    if local < morning_of(context.today, context.zone, hours) or hours.quiet(local):
        return Reply()
    series = series_of(member)
    out = nudges.is_out(context.tx, context.workspace, series, context.today)
    works = calendar_of(context.tx, context.workspace).is_workday(context.today)
    if _away(context, member):
        if works and not out:
            _publish(context, member, {"leave": len(agenda.of_day(context, member).items)})
        return Reply()
    if out or not works:
        return _told(context, member, Agenda(items=tuple(agenda.explicit(context, member))))
    day = agenda.of_day(context, member)
    over = agenda.for_manager(context, member)
    hanging = agenda.not_acknowledged(context, member)[:HANGING]
    warned = over.rows[:WARNED]
    _publish(context, member, {"told": len(day.items), "cap": day.beyond, "manager": over.total})
    _record(context, member, day, hanging, warned)
    return _told(context, member, day, _of_team(context, warned, over.total), _of_tasks(context, hanging))


def _away(context: Context, member: UUID) -> bool:
    return leave_on(context.tx, context.workspace, member, context.today) is not None


def _publish(context: Context, member: UUID, numbers: dict[str, int]) -> None:
    nudges.publish_morning(
        context.tx,
        context.workspace,
        series=series_of(member),
        day=context.today,
        member=member,
        numbers=numbers,
        now=context.now,
    )


def _record(context: Context, member: UUID, day: Agenda, hanging: Sequence[Item], warned: Sequence[StaleRow]) -> None:
    """Writes down who was told of what, and what was held back."""
    told = [item.told(member) for item in (*day.items, *hanging)]
    told += [_of_stale(row, member, "manager") for row in warned]
    told += [_of_stale(row, member, "stale", held="cap") for row in day.held]
    nudges.record(context.tx, context.workspace, context.today, told, context.now)


def _of_stale(row: StaleRow, member: UUID, kind: nudges.Kind, held: nudges.Held | None = None) -> Told:
    return Told(
        member=member, kind=kind, subject=row.id, customer=row.id, spell=row.idle_since, days=row.days, held=held
    )


def _of_team(context: Context, rows: Sequence[StaleRow], total: int) -> list[Sentence]:
    lines = [
        say(
            "morning.silent",
            customer=row.short,
            level=level_said(row.level),
            days=row.days,
            owner=name_of(context, row.owner_id),
        )
        for row in rows
    ]
    return [*lines, say("morning.silent_more", total=total - len(rows))] if total > len(rows) else lines


def _of_tasks(context: Context, items: Sequence[Item]) -> list[Sentence]:
    lines = []
    for item in items:
        assert item.task is not None
        text = shortened(context.plain(item.task.text), 14) or None
        days = (context.today - context.local(item.task.created_at).date()).days
        lines.append(say("morning.unseen", who=name_of(context, item.task.assignee_id), days=days, text=text))
    return lines


def _told(
    context: Context, member: UUID, day: Agenda, team: Sequence[Sentence] = (), hanging: Sequence[Sentence] = ()
) -> Reply:
    """The message; what was put on this day has been told with it."""
    left = name_drafts(context, member)
    if not (day.items or team or hanging or left):
        return Reply()
    for item in day.items:
        if item.due(context.today):
            _fired(context, item)
    limit = SHOWN_TO_MANAGERS if team or hanging else SHOWN
    shown = day.items[:limit]
    lines = [_head(context, member, day, shown)]
    lines += numbered_lines(context, shown)
    if day.items:
        lines.append(_foot(day, shown))
    lines += [*team, *hanging]
    if left:
        lines.append(say("morning.drafts", total=len(left), words=shortened(left[-1].words, 20)))
    return Reply(
        lines=tuple(lines),
        buttons=_buttons(day, bool(team), bool(left)),
        to=member,
        chat=next((item.reminder.chat_id for item in day.items if item.reminder is not None), None),
        state=State(
            came=tuple(item.reminder.id for item in day.items if item.reminder is not None),
            listed=listed(day.items, context.now) if day.items else None,
        ),
    )


def _fired(context: Context, item: Item) -> None:
    """A day's reminder is told; a regular visit goes on to its next day at once."""
    assert item.reminder is not None
    record = context.unit.edit(Reminder, item.reminder.id)
    record.fired_at = context.now
    if item.reminder.visit and item.reminder.repeat:
        moved_on(context, record, item.reminder)
    else:
        record.state = "fired"


def listed(items: Sequence[Item], now: datetime) -> Listed:
    """The list as the next words may speak of it."""
    lines = [
        (item.customer.id if item.customer else None, item.reminder.number if item.reminder else None) for item in items
    ]
    return Listed(lines=tuple(lines), at=now)


def _head(context: Context, member: UUID, day: Agenda, shown: Sequence[Item]) -> Sentence:
    if not shown:
        return say("morning.hello")
    back = any(leave.member_id == member for leave in _ended(context))
    kind = "back" if back else "first" if all(item.customer for item in shown) else "head"
    return say(f"morning.{kind}", total=len(shown) if kind == "first" else len(day.items))


def _ended(context: Context) -> list[calendar.LeaveRow]:
    """Leave that ended on the last days before this workday."""
    before = calendar_of(context.tx, context.workspace).workday_before(context.today)
    return [row for row in calendar.leaves(context.tx, context.workspace, before) if row.last < context.today]


def _foot(day: Agenda, shown: Sequence[Item]) -> Sentence:
    """还有4家不急，明天再说。回“1 电话没人接”就记上."""
    more = len(day.items) - len(shown)
    return say(
        "morning.foot" if any(item.customer for item in shown) else "morning.foot_done",
        more=more or None,
        later=day.beyond or None,
    )


def _buttons(day: Agenda, team: bool, left: bool) -> tuple[Button, ...]:
    customers = tuple(item.customer.id for item in day.items if item.customer is not None)
    silent = tuple(item.subject for item in day.items if item.stale is not None)
    open_ = tuple(item.reminder.id for item in day.items if item.reminder is not None and item.reminder.at is None)
    buttons = []
    if left:
        buttons.append(Button(label=say("button.drafts"), command=ListDrafts()))
    elif customers:
        buttons.append(Button(label=say("button.log"), command=LogListed(customers=customers), primary=True))
    if open_ or silent:
        put_off = PutOff(reminders=open_, customers=silent)
        buttons.append(Button(label=say("button.all_tomorrow"), command=put_off))
    if silent:
        buttons.append(Button(label=say("button.pause"), command=PauseNudges(customers=silent)))
    if silent or team:
        buttons.append(Button(label=say("button.all"), command=ListStale()))
    elif open_:
        buttons.append(Button(label=say("button.reminders"), command=ListReminders()))
    return tuple(buttons[:4])


SUBJECT = Subject(
    name="morning",
    title=("早上清单", "The morning list"),
    series=mornings,
    commands=(
        Command(
            name="nudge.morning",
            type=TellMorning,
            handler=tell,
            title=("早上清单", "Morning list"),
            roles=EVERYBODY,
            undoable=False,
            hidden=True,
            standing=True,
        ),
        Command(
            name="reminder.morning",
            type=MorningList,
            handler=morning,
            title=("早上清单", "Morning list"),
            roles=EVERYBODY,
            undoable=False,
            hidden=True,
        ),
    ),
    sentences={
        "morning.first": ("早！今天先跟这{total}家", "Good morning! First of all these {total}"),
        "morning.head": ("早！今天有{total}件事", "Good morning! {total} things today"),
        "morning.back": ("早，欢迎回来！今天有{total}件事", "Good morning, welcome back! {total} things today"),
        "morning.hello": ("早！", "Good morning!"),
        "morning.drafts": ("还有{total}句没记上：“{words}”", "{total} left unfiled: “{words}”"),
        "morning.foot": (
            "[还有{more}件，点“看全部”。][还有{later}家不急，明天再说。]回“1 电话没人接”就记上",
            "[{more} more: “Show all”. ][{later} can wait until tomorrow. ]Answer “1 nobody answered” to log it",
        ),
        "morning.foot_done": (
            "[还有{more}件，点“看全部”。]回“1 办好了”就划掉",
            "[{more} more: “Show all”. ]Answer “1 done” to tick it off",
        ),
        "button.drafts": ("接着记", "Go on with them"),
    },
)
