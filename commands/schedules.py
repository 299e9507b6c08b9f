"""When reminders fire: at the minute, half an hour before a next step, or in the list of the morning."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from commands.context import Context
from commands.hours import Hours, hours_of
from commands.values import Moment
from store import due
from store.records import Record

AHEAD = timedelta(minutes=30)
"""How long before a next step with a clock time its reminder fires."""
LATE = timedelta(minutes=1)
"""From when on a reminder says that it is late."""
MISSED = 1000
"""Times of a series that an outage swallowed, recorded at most."""
_DRAFTS = UUID("a5f0c7de-2f1b-4b57-8a0c-0d5d2a9f6c31")
_MORNINGS = UUID("6f1c1a52-5d0f-4e0e-9a5b-3a4d8f1f7c10")


@dataclass(frozen=True, kw_only=True, slots=True)
class Firing:
    """A reminder's time: `at` as said, or only a `day`; `fire_at` in UTC; `schedule` None for one of its own."""

    at: datetime | None
    day: date | None
    fire_at: datetime
    schedule: UUID | None = None
    ahead: bool = False


def morning_list(member: UUID) -> UUID:
    """The schedule that a member's reminders without a clock time share."""
    return uuid5(_MORNINGS, member.hex)


def name_tomorrow(context: Context) -> None:
    """Lets tomorrow morning's list name what was asked and may be left unanswered."""
    speaker = context.speaker.id
    due.add(
        context.tx,
        context.workspace,
        schedule=uuid5(_DRAFTS, speaker.hex),
        fire_at=morning_of(context.today + timedelta(days=1), context.zone, hours_of(context.settings)),
        command="reminder.morning",
        args={"member": str(speaker)},
        maker=speaker,
    )


def morning_of(day: date, zone: ZoneInfo, hours: Hours) -> datetime:
    """When what has a day but no clock time is told, in one list."""
    return datetime.combine(day, hours.morning, zone)


def firing(context: Context, moment: Moment, owner: UUID, *, ahead: bool = False) -> Firing:
    """When a reminder at this moment fires for its owner. `ahead`: it is a next step, told half an hour before."""
    local = context.local(moment.value)
    if moment.day_only:
        morning = morning_of(local.date(), context.zone, hours_of(context.settings))
        if morning > context.now:
            return Firing(at=None, day=local.date(), fire_at=morning, schedule=morning_list(owner))
        soon = max(context.now + AHEAD, local)
        return Firing(at=soon, day=None, fire_at=soon)
    fire_at = moment.value - AHEAD if ahead and moment.clocked else moment.value
    if fire_at <= context.now < moment.value:
        return Firing(at=moment.value, day=None, fire_at=moment.value)
    return Firing(at=moment.value, day=None, fire_at=fire_at, ahead=ahead and moment.clocked)


def set_firing(record: Record, when: Firing) -> None:
    """Writes a reminder's time into its row."""
    record.at, record.day, record.fire_at = when.at, when.day, when.fire_at
    record.schedule = when.schedule or record.id


def put_on(context: Context, record: Record, day: date) -> None:
    """Lets a reminder stand in the list of that morning, without an hour."""
    record.at, record.day = None, day
    record.fire_at = morning_of(day, context.zone, hours_of(context.settings))
    record.schedule = morning_list(record.owner_id)


def next_of(rule: str, after: datetime, zone: ZoneInfo) -> datetime | None:
    """The first occurrence of an RFC 5545 rule after a moment, on the zone's wall clock; None when it has ended."""
    local = after.astimezone(zone).replace(tzinfo=None)
    start = local.replace(hour=0, minute=0, second=0, microsecond=0)
    found = rrulestr(rule.removeprefix("RRULE:"), dtstart=start).after(local)
    return found.replace(tzinfo=zone) if found else None


def times_of(rule: str, after: datetime, until: datetime, zone: ZoneInfo) -> list[datetime]:
    """The occurrences of a rule after one moment and up to another, the last thousand of them."""
    times: list[datetime] = []
    following = next_of(rule, after, zone)
    while following is not None and following <= until:
        times.append(following)
        following = next_of(rule, following, zone)
    return times[-MISSED:]
