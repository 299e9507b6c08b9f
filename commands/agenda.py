"""What a member has to do on a day, a line each: promised, overdue, not acknowledged, gone silent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from commands.calendar import calendar_of
from commands.context import Context, say
from commands.message import Sentence
from commands.nudging import cap_of, silence_of
from store import customers, members, nudges, reminders, tasks, workspaces
from store.customers import CustomerRow, Scope
from store.nudges import Kind, StaleRow, Told, Untold, Whose
from store.reminders import ReminderRow
from store.tasks import TaskRow

OVERDUE = 7
"""Days for which what was not ticked off comes again."""
SEEN_AFTER = 2
"""Workdays after which the maker of a task hears that nobody has said 收到."""
ASKED = 3
"""Mornings on which somebody is asked to acknowledge a task."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One line of a morning's list. `asked`: somebody put it on this day themselves, so rest days tell it too."""

    kind: Kind
    subject: UUID
    customer: CustomerRow | None = None
    reminder: ReminderRow | None = None
    task: TaskRow | None = None
    stale: StaleRow | None = None
    asked: bool = False
    overdue: int = 0

    def due(self, day: date) -> bool:
        """Whether it is a reminder of that day, or an earlier one, that is still to be told."""
        row = self.reminder
        return row is not None and row.state == "open" and row.day is not None and row.day <= day

    def told(self, member: UUID) -> Told:
        """The record of it."""
        return Told(
            member=member,
            kind=self.kind,
            subject=self.subject,
            customer=self.customer.id if self.customer else None,
            spell=self.stale.idle_since if self.stale else None,
            days=self.stale.days if self.stale else self.overdue or None,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Agenda:
    """A member's day: what is told, in order, and how many stale customers are over the cap (`held`: the first)."""

    items: tuple[Item, ...] = ()
    beyond: int = 0
    held: tuple[StaleRow, ...] = ()


HELD = 20
"""Customers over the cap of which a record is kept, the most urgent."""


def explicit(context: Context, member: UUID) -> list[Item]:
    """Reminders without a clock time whose day has come, those of earlier days that were never told too."""
    rows = [
        row
        for row in reminders.open_until(context.tx, context.workspace, member, _end_of(context, context.today))
        if row.day is not None and row.day <= context.today
    ]
    return _of_reminders(context, rows)


def of_day(context: Context, member: UUID) -> Agenda:
    """All of it, one line a customer: today's first, then what is overdue, tasks, and the customers gone silent."""
    cap = cap_of(context.settings)
    items = [*explicit(context, member), *_timed(context, member), *_lapsed(context, member), *_unseen(context, member)]
    spoken = {item.customer.id for item in items if item.customer is not None}
    found = gone_silent(context, member, limit=cap + len(spoken) + HELD)
    rows = [row for row in found.rows if row.id not in spoken]
    total = found.total - (len(found.rows) - len(rows))
    known = _customers(context, [row.id for row in rows[:cap]])
    items += [
        Item(kind="stale", subject=row.id, customer=known[row.id], stale=row) for row in rows[:cap] if row.id in known
    ]
    told = sorted(_once(items), key=lambda item: item.customer is None)
    return Agenda(items=tuple(told), beyond=max(total - cap, 0), held=tuple(rows[cap : cap + HELD]))


def gone_silent(context: Context, member: UUID, *, limit: int) -> nudges.Stale:
    """The member's own stale customers that it was not told of within their policy's days."""
    silence = silence_of(context.tx, context.workspace, context.settings, today=context.today, zone=context.zone)
    whose = Whose(owners=(member,))
    return nudges.stale(context.tx, context.workspace, silence, whose, untold=Untold(member=member), limit=limit)


def for_manager(context: Context, member: UUID) -> nudges.Stale:
    """Stale customers of those whom the member leads that it is to hear of now, and was not told of before."""
    whose = led_by(context, member)
    if whose is None:
        return nudges.Stale()
    silence = silence_of(
        context.tx, context.workspace, context.settings, today=context.today, zone=context.zone, step="manager"
    )
    untold = Untold(member=member, kind="manager")
    return nudges.stale(context.tx, context.workspace, silence, whose, untold=untold, limit=cap_of(context.settings))


def led_by(context: Context, member: UUID) -> Whose | None:
    """Whose customers a member looks after: a manager the team's; an admin those of teams that have no manager."""
    people = [each for each in members.every(context.tx, context.workspace) if each.active]
    who = next((each for each in people if each.id == member), None)
    others = [each for each in people if each.id != member]
    if who is None or who.role not in ("manager", "admin"):
        return None
    if who.role == "manager":
        led = [each for each in others if who.team_id is None or each.team_id == who.team_id]
        hidden = _walled(context) if who.team_id is None else frozenset()
        owners = tuple(each.id for each in led)
        return Whose(owners=owners, team=who.team_id, hidden=hidden) if owners else None
    managers = [each for each in people if each.role == "manager"]
    if any(each.team_id is None for each in managers):
        return None
    looked_after = {each.team_id for each in managers}
    owners = tuple(each.id for each in others if each.team_id not in looked_after)
    return Whose(owners=owners) if owners else None


def _walled(context: Context) -> frozenset[UUID]:
    return frozenset(workspaces.walled(context.tx, context.workspace))


def not_acknowledged(context: Context, member: UUID) -> list[Item]:
    """Tasks that the member gave and that nobody has acknowledged for two workdays; told once."""
    calendar = calendar_of(context.tx, context.workspace)
    rows = tasks.unseen_from(context.tx, context.workspace, member, _start_of(context, context.today))
    late = [row for row in rows if calendar.workdays_between(_day(context, row.created_at), context.today) > SEEN_AFTER]
    known = nudges.times_told(context.tx, context.workspace, member, "task", [row.id for row in late])
    return [Item(kind="task", subject=row.id, task=row) for row in late if not known.get(row.id)]


def _timed(context: Context, member: UUID) -> list[Item]:
    """What has a clock time today; it is also told at that time."""
    rows = reminders.open_until(context.tx, context.workspace, member, _end_of(context, context.today))
    return _of_reminders(context, [row for row in rows if row.day is None and row.audience == "private"])


def _lapsed(context: Context, member: UUID) -> list[Item]:
    """What was told within the last days, was not ticked off, and whose customer nobody has spoken with since."""
    since = _start_of(context, context.today - timedelta(days=OVERDUE))
    until = _start_of(context, context.today)
    fired = reminders.lapsed(context.tx, context.workspace, member, since, until)
    visits = [
        row
        for row in reminders.visits_of(context.tx, context.workspace, member)
        if row.fired_at is not None and since <= row.fired_at < until
    ]
    items = []
    for item in _of_reminders(context, [*visits, *fired]):
        assert item.reminder is not None
        came = item.reminder.fired_at or item.reminder.fire_at
        spoken = item.customer.last_follow_up_at if item.customer is not None else None
        if came is not None and (spoken is None or _day(context, spoken) < _day(context, came)):
            days = (context.today - _day(context, came)).days
            items.append(replace(item, asked=False, overdue=days))
    return items


def _unseen(context: Context, member: UUID) -> list[Item]:
    """Tasks given before today that the member has not acknowledged."""
    rows = tasks.unseen_by(context.tx, context.workspace, member, _start_of(context, context.today))
    known = nudges.times_told(context.tx, context.workspace, member, "task", [row.id for row in rows])
    customers_of = _customers(context, [row.customer_id for row in rows if row.customer_id])
    return [
        Item(
            kind="task",
            subject=row.id,
            task=row,
            customer=customers_of.get(row.customer_id) if row.customer_id else None,
        )
        for row in rows
        if known.get(row.id, 0) < ASKED
    ]


def _of_reminders(context: Context, rows: Sequence[ReminderRow]) -> list[Item]:
    known = _customers(context, [row.customer_id for row in rows if row.customer_id])
    return [
        Item(
            kind="visit" if row.visit else "reminder",
            subject=row.id,
            reminder=row,
            customer=known.get(row.customer_id) if row.customer_id else None,
            asked=not row.visit,
        )
        for row in rows
        if row.customer_id is None or row.customer_id in known
    ]


def _customers(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, CustomerRow]:
    """These customers, those in the recycle bin left out."""
    if not ids:
        return {}
    found = customers.some(context.tx, Scope(workspace=context.workspace, member=None, all=True), ids)
    return {id: row for id, row in found.items() if row.deleted_at is None}


def _once(items: Iterable[Item]) -> list[Item]:
    """Each customer once, with its first reason; what has no customer stays."""
    seen: set[UUID] = set()
    kept = []
    for item in items:
        if item.customer is not None:
            if item.customer.id in seen and not item.asked:
                continue
            seen.add(item.customer.id)
        kept.append(item)
    return kept


def _day(context: Context, at: datetime) -> date:
    return context.local(at).date()


def _start_of(context: Context, day: date) -> datetime:
    return datetime.combine(day, time(), context.zone)


def _end_of(context: Context, day: date) -> datetime:
    return _start_of(context, day + timedelta(days=1))


def silent_why(row: StaleRow, *, by_policy: bool) -> Sentence:
    """Why a customer is at risk, in figures that anybody can check: 9天没跟（A级该3天内），停在方案报价."""
    level = level_said(row.level) or say("stale.every")
    return say(
        "stale.why",
        days=row.days,
        level=level if by_policy else None,
        limit=row.limit if by_policy else None,
        stage=row.stage,
    )


def level_said(name: str | None) -> Sentence | str | None:
    """A level as people say it: A级, VIP."""
    return say("agenda.level", level=name) if name and len(name) == 1 else name
