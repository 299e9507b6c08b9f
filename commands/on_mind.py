"""Which reminder is meant where none is named: 完成, 那条推到明天."""

from datetime import timedelta

from commands.context import Context
from store.reminders import ReminderRow

CAME_UP, JUST_MADE = timedelta(days=1), timedelta(minutes=10)
"""How long a reminder is meant by 那条 after it came up, and after it was made."""
SHORTLY = timedelta(minutes=30)
"""How long before the last one another must have come to be meant as well."""


def just_come(rows: list[ReminderRow], context: Context) -> list[ReminderRow]:
    """What came to this chat since its speaker last spoke: the last of it, and what came shortly before that."""
    came = [(row.fired_at or row.created_at, row) for row in rows if row.id in context.state.came]
    last = max((at for at, _ in came), default=context.now)
    return [row for at, row in came if last - at <= SHORTLY]


def on_mind(rows: list[ReminderRow], context: Context) -> ReminderRow | None:
    """The reminder that came up last within a day, or was made within the last minutes: 那条, without a name."""
    fired = [row for row in rows if row.fired_at is not None and context.now - row.fired_at <= CAME_UP]
    made = [row for row in rows if context.now - row.created_at <= JUST_MADE]
    last = max(fired, key=lambda row: (row.fired_at, row.id), default=None)
    return last or max(made, key=lambda row: (row.created_at, row.id), default=None)
