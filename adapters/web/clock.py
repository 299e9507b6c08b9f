"""Where the buttons of the demonstration's clock lead."""

from datetime import datetime, time, timedelta, tzinfo
from typing import Literal, get_args

Jump = Literal["hour", "morning", "next"]
JUMPS: tuple[str, ...] = get_args(Jump)

MORNING = time(9)
NIGHT_ENDS = 5


def landing(jump: str, now: datetime, due: datetime | None, zone: tzinfo) -> datetime | None:
    """The time to move to, never before now; None where nothing is due. “明早” at two at night is the same day's."""
    if jump == "hour":
        return now + timedelta(hours=1)
    if jump == "morning":
        here = now.astimezone(zone)
        day = here.date() if here.hour < NIGHT_ENDS else here.date() + timedelta(days=1)
        return datetime.combine(day, MORNING, zone)
    return None if due is None else max(now, due)
