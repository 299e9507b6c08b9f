"""What comes by itself at full and half hours is spread a little: every program on a platform speaks then."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from commands.message import Door, Uneven
from store.letters import Letter

EVERY: Final = 1800.0  # seconds from one crowded moment to the next
CROWDED: Final = 60.0  # seconds that each lasts
_STEPS: Final = 2**16


def spread(door: Door, letter: Letter, now: datetime) -> datetime | None:
    """Until when a letter that answers nobody shall wait; None where it may go. The same for every process and try."""
    seconds = door.uneven if isinstance(door, Uneven) and letter.inbox_id is None else 0.0
    made = _made(letter.id)
    if not seconds or made.timestamp() % EVERY >= CROWDED:
        return None
    until = made + timedelta(seconds=seconds * (letter.id.int % _STEPS) / _STEPS)
    return until if made <= now < until else None


def _made(id: UUID) -> datetime:
    """When the row of a UUIDv7 was made."""
    return datetime.fromtimestamp((id.int >> 80) / 1000, UTC)
