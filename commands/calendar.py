"""Which days the team works: the official calendar with its 调休, and what an admin has changed of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from nlp.times import calendar as official
from store import calendar
from store.calendar import LeaveRow
from store.database import Tx


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """The workspace's days. `changed` says of a day whether it is worked, whatever the official calendar says."""

    changed: Mapping[date, bool] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        """Whether the team works on that day."""
        known = self.changed.get(day)
        return official.is_workday(day) if known is None else known

    def estimated(self, day: date) -> bool:
        """Whether nobody knows yet: the year has no official schedule, and no admin has said it."""
        return day not in self.changed and not official.is_scheduled(day.year)

    def workday_before(self, day: date) -> date:
        """The last workday before a day."""
        return self._next(day, timedelta(days=-1))

    def workday_after(self, day: date) -> date:
        """The first workday after a day."""
        return self._next(day, timedelta(days=1))

    def workdays_between(self, first: date, last: date) -> int:
        """How many workdays there are from the first to the last, both included."""
        return sum(self.is_workday(first + timedelta(days=each)) for each in range((last - first).days + 1))

    def _next(self, day: date, step: timedelta) -> date:
        day += step
        while not self.is_workday(day):
            day += step
        return day


def leave_on(tx: Tx, workspace: UUID, member: UUID | None, day: date) -> LeaveRow | None:
    """The leave of a member that this day falls into."""
    rows = calendar.leaves(tx, workspace, day)
    return next((row for row in rows if row.member_id == member and row.first <= day), None)


def calendar_of(tx: Tx, workspace: UUID) -> Calendar:
    """The workspace's calendar."""
    return Calendar(changed={row.day: row.workday for row in calendar.days(tx, workspace)})
