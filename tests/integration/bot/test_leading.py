"""A long connection belongs to the one process that owns the app's sending."""

from collections.abc import Callable

import pytest

from bot.leading import Leader
from bot.testing import Echo, RecordingDoor, until
from store import leases
from tests.integration.bot.conftest import House

pytestmark = pytest.mark.integration


class LeadingDoor(RecordingDoor):
    """Notes whether it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.turns: list[str] = []

    async def lead(self) -> None:
        """Ours."""
        self.turns.append("lead")

    async def follow(self) -> None:
        """No longer."""
        self.turns.append("follow")


async def test_the_owner_leads_and_hands_over_when_it_stops(build: Callable[..., House]) -> None:
    first, second = LeadingDoor(), LeadingDoor()
    one, other = build(Echo(), first), build(Echo(), second)
    sending = await one.delivery()
    await until(lambda: first.turns == ["lead"])
    await other.delivery()
    assert second.turns == []
    await sending.stop()
    await until(lambda: second.turns == ["lead"])
    assert first.turns == ["lead", "follow"]


async def test_who_loses_the_lease_follows(build: Callable[..., House]) -> None:
    door = LeadingDoor()
    house = build(Echo(), door)
    sending = await house.delivery(lease=0.3)
    await until(lambda: door.turns == ["lead"])
    name = sending.name
    await house.border.write(lambda tx: leases.release(tx, name, owner=house.owner))
    await house.border.write(lambda tx: leases.hold(tx, name, owner="somebody else", seconds=60))
    await until(lambda: door.turns == ["lead", "follow"])


async def test_who_cannot_ask_whether_it_still_leads_follows_when_the_lease_has_ended() -> None:
    door = LeadingDoor()
    leader = Leader(door, lease=15.0)
    await leader.led(True)  # its lease was last renewed long ago: `asked` is 0
    await leader.watch()
    assert door.turns == ["lead", "follow"]
