"""Regular visits: on which day the next one is, never on a rest day."""

from datetime import date, datetime, time, timedelta

from commands.calendar import Calendar, calendar_of
from commands.context import Context
from commands.schedules import next_of, put_on
from store.records import Record
from store.reminders import ReminderRow

LAST_SAFE = 28
"""The last day that every month has."""


def rule_of(said: str, first: date) -> str:
    """The rule of a visit that is said as 每月 or 每两周: on the day of the month, or of the week, of the first one."""
    parts = [part for part in said.removeprefix("RRULE:").split(";") if not part.startswith(("BYHOUR", "BYMINUTE"))]
    rule = ";".join(parts)
    if "FREQ=MONTHLY" in rule and "BYMONTHDAY" not in rule and "BYDAY" not in rule:
        return f"{rule};BYMONTHDAY={min(first.day, LAST_SAFE)}"
    if "FREQ=WEEKLY" in rule and "BYDAY" not in rule:
        return f"{rule};BYDAY={('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[first.weekday()]}"
    return rule


def next_visit(context: Context, rule: str, after: date) -> date | None:
    """The day of the visit that follows one, moved to the next workday where it is none."""
    last = datetime.combine(after, time(hour=12), context.zone)
    following = next_of(rule, last, context.zone)
    return None if following is None else on_workday(calendar_of(context.tx, context.workspace), following.date())


def on_workday(calendar: Calendar, day: date) -> date:
    """The day itself, else the next workday."""
    return day if calendar.is_workday(day) else calendar.workday_after(day)


def moved_on(context: Context, record: Record, row: ReminderRow) -> None:
    """Puts a visit whose day has come on its next one."""
    assert row.repeat is not None
    day = next_visit(context, row.repeat, max(row.day or context.today, context.today - timedelta(days=1)))
    while day is not None and day <= context.today:
        day = next_visit(context, row.repeat, day)
    if day is None:
        record.state = "done"
    else:
        put_on(context, record, day)
