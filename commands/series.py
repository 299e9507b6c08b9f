"""What comes again and again by itself (mornings, digests): each is one declared series, laid out as due rows.

Nothing is kept but the next due row of each series. Whenever something changes that they follow from, and every night,
all of them are laid out anew: what is wanted no more goes, what is missing comes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from commands.calendar import Calendar, calendar_of
from commands.catalogue import Catalogue
from commands.hours import Hours, hours_of
from store import due, settings
from store.database import Tx
from store.due import DueRow

NIGHTLY = time(3)
"""When everything is laid out anew, whatever happened."""
FAR = 400
"""Days within which a series must come again; else it has ended."""
OF = "of"
"""The argument of a due row that was put off: the time at which it should have come."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """A command that comes at a time of the day: every workday, every day, or once a week.

    `schedule` is its own for ever, so that no time of it can come twice. A weekly one whose day is free comes on the
    last workday before it in that week. `maker` is the member as whom it runs; None: the bot itself.
    """

    schedule: UUID
    command: str
    args: Mapping[str, Any] = field(default_factory=dict)
    maker: UUID | None = None
    at: time
    every: Literal["workday", "day", "week", "month"] = "workday"
    weekday: int = 4

    def comes_on(self, day: date, calendar: Calendar) -> bool:
        """Whether it comes on that day."""
        if self.every == "day":
            return True
        if not calendar.is_workday(day):
            return False
        if self.every == "month":
            return calendar.workday_before(day).month != day.month
        return self.every == "workday" or day == self._of_week(day, calendar)

    def _of_week(self, day: date, calendar: Calendar) -> date | None:
        monday = day - timedelta(days=day.weekday())
        days = (monday + timedelta(days=each) for each in range(self.weekday, -1, -1))
        return next((each for each in days if calendar.is_workday(each)), None)

    def after(self, moment: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime | None:
        """The first time after a moment."""
        first = moment.astimezone(zone).date()
        for each in range(FAR):
            day = first + timedelta(days=each)
            at = datetime.combine(day, self.at, zone)
            if at > moment and self.comes_on(day, calendar):
                return at
        return None

    def between(self, after: datetime, until: datetime, zone: ZoneInfo, calendar: Calendar) -> Iterator[datetime]:
        """Its times after one moment and up to another."""
        following = self.after(after, zone, calendar)
        while following is not None and following <= until:
            yield following
            following = self.after(following, zone, calendar)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What series are declared from: a workspace as it is now."""

    tx: Tx
    workspace: UUID
    now: datetime
    zone: ZoneInfo
    settings: Mapping[str, Any]
    hours: Hours
    calendar: Calendar


@dataclass(frozen=True, kw_only=True, slots=True)
class Occurrence:
    """A time of a series that is to be told now."""

    at: datetime
    series: Series


def plan_of(tx: Tx, workspace: UUID, now: datetime, zone: ZoneInfo) -> Plan:
    """The workspace as it is now."""
    decided = settings.every(tx, workspace)
    return Plan(
        tx=tx,
        workspace=workspace,
        now=now,
        zone=zone,
        settings=decided,
        hours=hours_of(decided),
        calendar=calendar_of(tx, workspace),
    )


def lay_out(plan: Plan, catalogue: Catalogue) -> None:
    """Sees to it that each series waits for its next time and nothing else does; what is past due is left to fire."""
    waiting = due.waiting(plan.tx, plan.workspace, catalogue.standing, after=plan.now)
    wanted = {}
    for series in _declared(plan, catalogue):
        at = series.after(plan.now, plan.zone, plan.calendar)
        if at is not None:
            wanted[series.schedule, at] = series
    kept = {series.schedule for series in wanted.values()}
    gone = [
        row.id
        for row in waiting
        if (row.schedule, row.fire_at) not in wanted and (OF not in row.args or row.schedule not in kept)
    ]
    due.drop(plan.tx, plan.workspace, gone)
    there = {(row.schedule, row.fire_at) for row in waiting}
    for (schedule, at), series in wanted.items():
        if (schedule, at) not in there:
            _wait(plan, series, at)
    tomorrow = plan.now.astimezone(plan.zone).date() + timedelta(days=1)
    due.plan_anew(plan.tx, plan.workspace, datetime.combine(tomorrow, NIGHTLY, plan.zone))


def occurrence(plan: Plan, catalogue: Catalogue, row: DueRow) -> Occurrence | None:
    """What a due row of a series is to tell now. None: it is over or moved, a later one comes, or the hours are quiet.

    Of times that an outage swallowed only the latest is told, the others are recorded as skipped.
    """
    series = next((each for each in _declared(plan, catalogue) if each.schedule == row.schedule), None)
    if series is None:
        return None
    following = series.after(plan.now, plan.zone, plan.calendar)
    if following is not None:
        _wait(plan, series, following)
    moved = OF not in row.args and row.fire_at.astimezone(plan.zone).time() != series.at
    if moved or due.comes_later(plan.tx, plan.workspace, row, until=plan.now):
        due.skip(plan.tx, row)
        return None
    at = datetime.fromisoformat(row.args[OF]) if OF in row.args else row.fire_at
    missed = list(series.between(max(at, row.fire_at), plan.now, plan.zone, plan.calendar))
    if missed:
        due.catch_up(plan.tx, plan.workspace, schedule=row.schedule, fire_at=row.fire_at, missed=missed, now=plan.now)
        at = missed[-1]
    local = plan.now.astimezone(plan.zone)
    if plan.hours.quiet(local):
        _wait(plan, series, plan.hours.quiet_ends(local), of=at)
        return None
    return Occurrence(at=at, series=series)


def _declared(plan: Plan, catalogue: Catalogue) -> Iterator[Series]:
    for subject in catalogue.subjects:
        if subject.series is not None:
            yield from subject.series(plan)


def _wait(plan: Plan, series: Series, at: datetime, *, of: datetime | None = None) -> None:
    args = dict(series.args) if of is None else {**series.args, OF: of.isoformat()}
    due.add(
        plan.tx,
        plan.workspace,
        schedule=series.schedule,
        fire_at=at,
        command=series.command,
        args=args,
        maker=series.maker,
    )
