"""Leading: what only the process that owns an app may do, such as its long connection."""

import time

from commands.message import Door, Leading


class Leader:
    """Tells a door with a long connection whether this process owns the app. `asked`: when the lease was renewed."""

    def __init__(self, door: Door, *, lease: float) -> None:
        self._door = door if isinstance(door, Leading) else None
        self._lease = lease
        self._leads = False
        self.asked = 0.0

    async def led(self, ours: bool) -> None:
        """The lease is ours, or it is not."""
        if self._door is None or ours == self._leads:
            return
        self._leads = ours
        await (self._door.lead() if ours else self._door.follow())

    async def watch(self) -> None:
        """Follows when the lease may have ended unheard: the database does not answer, another process may lead."""
        if self._leads and time.monotonic() > self.asked + self._lease:
            await self.led(False)

    async def follow(self) -> None:
        """The end: no longer ours."""
        await self.led(False)
