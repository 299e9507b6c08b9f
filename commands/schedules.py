"""When reminders fire: at the minute, half an hour before a next step, or in the list of the morning."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from commands.context import Context
from commands.values import Moment

MORNING = time(9)
"""When what has a day but no clock time is told, in one list."""
AHEAD = timedelta(minutes=30)
"""How long before a next step with a clock time its reminder fires."""
LATE = timedelta(minutes=1)
"""From when on a reminder says that it is late."""
_MORNINGS = UUID("6f1c1a52-5d0f-4e0e-9a5b-3a4d8f1f7c10")


@dataclass(frozen=True, kw_only=True, slots=True)
class Firing:
    """A reminder's time: `at` as said, or only a `day`; `fire_at` in UTC; `schedule` None for one of its own."""

    at: datetime | None
    day: date | None
    fire_at: datetime
    schedule: UUID | None = None
    ahead: bool = False

    def columns(self, own: UUID) -> dict[str, Any]:
        """The reminder's columns; `own` is the reminder's id."""
        return {"at": self.at, "day": self.day, "fire_at": self.fire_at, "schedule": self.schedule or own}


def morning_list(member: UUID) -> UUID:
    """The schedule that a member's reminders without a clock time share."""
    return uuid5(_MORNINGS, member.hex)


def morning_of(day: date, zone: ZoneInfo) -> datetime:
    """Nine o'clock of a day."""
    return datetime.combine(day, MORNING, zone)


def firing(context: Context, moment: Moment, owner: UUID, *, ahead: bool = False) -> Firing:
    """When a reminder at this moment fires for its owner. `ahead`: it is a next step, told half an hour before."""
    local = context.local(moment.value)
    if moment.day_only:
        morning = morning_of(local.date(), context.zone)
        if morning > context.now:
            return Firing(at=None, day=local.date(), fire_at=morning, schedule=morning_list(owner))
        soon = max(context.now + AHEAD, local)
        return Firing(at=soon, day=None, fire_at=soon)
    fire_at = moment.value - AHEAD if ahead and moment.clocked else moment.value
    if fire_at <= context.now < moment.value:
        return Firing(at=moment.value, day=None, fire_at=moment.value)
    return Firing(at=moment.value, day=None, fire_at=fire_at, ahead=ahead and moment.clocked)


def next_of(rule: str, after: datetime, zone: ZoneInfo) -> datetime | None:
    """The first occurrence of an RFC 5545 rule after a moment, on the zone's wall clock; None when it has ended."""
    local = after.astimezone(zone).replace(tzinfo=None)
    start = local.replace(hour=0, minute=0, second=0, microsecond=0)
    found = rrulestr(rule.removeprefix("RRULE:"), dtstart=start).after(local)
    return found.replace(tzinfo=zone) if found else None
