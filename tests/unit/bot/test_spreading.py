"""What comes by itself at full and half hours is spread a little, the same for every process and try."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from bot.spreading import spread
from bot.testing import RecordingDoor
from commands.message import Uneven
from store.letters import Letter

pytestmark = pytest.mark.unit
SIX = datetime(2026, 11, 18, 18, 0, 1, tzinfo=UTC)


class Crowded(RecordingDoor):
    """A door whose platform is crowded at full hours."""

    uneven = 20.0


def letter(made: datetime, *, answers: UUID | None = None) -> Letter:
    """A letter that was made then."""
    id = UUID(int=int(made.timestamp() * 1000) << 80 | 0x7 << 76 | 0x8 << 60 | uuid4().int % 2**60)
    return Letter(
        id=id,
        workspace=uuid4(),
        chat="c",
        topic="",
        payload=b"",
        attempts=0,
        repeat=False,
        inbox_id=answers,
        created_at=made,
    )


def test_a_thousand_letters_at_six_are_spread_over_the_seconds() -> None:
    waits = [spread(Crowded(), letter(SIX), SIX) for _ in range(1000)]
    seconds = [(until - SIX).total_seconds() for until in waits if until is not None]
    assert len(seconds) > 990
    assert max(seconds) <= 20
    assert all(sum(low <= each < low + 5 for each in seconds) > 150 for low in (0, 5, 10, 15))


def test_a_letter_waits_once_and_for_every_process_alike() -> None:
    one = letter(SIX)
    until = spread(Crowded(), one, SIX)
    assert until is not None
    assert spread(Crowded(), one, SIX + timedelta(milliseconds=1)) in (until, None)
    assert spread(Crowded(), one, until) is None
    assert spread(Crowded(), one, SIX - timedelta(hours=1)) is None


@pytest.mark.parametrize("minute", [0, 30])
def test_both_hours_are_crowded(minute: int) -> None:
    at = SIX.replace(minute=minute)
    assert any(spread(Crowded(), letter(at), at) for _ in range(20))


def test_an_answer_another_moment_and_another_door_do_not_wait() -> None:
    assert spread(Crowded(), letter(SIX, answers=uuid4()), SIX) is None
    at = SIX.replace(minute=7)
    assert spread(Crowded(), letter(at), at) is None
    assert not isinstance(RecordingDoor(), Uneven)
    assert spread(RecordingDoor(), letter(SIX), SIX) is None
