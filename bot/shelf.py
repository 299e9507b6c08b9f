"""The shelf as doors see it: small shared values with an end, for tokens, card codes and direct answers."""

from bot.border import Border
from store import shelf


class DoorShelf:
    """The seam's Shelf over the database; every process sees the same."""

    def __init__(self, border: Border) -> None:
        self._border = border

    async def get(self, key: str) -> bytes | None:
        """The value, None where there is none any more."""
        return await self._border.read(lambda tx: shelf.get(tx, key))

    async def put(self, key: str, value: bytes, *, seconds: float) -> None:
        """Sets it for so many seconds."""
        await self._border.write(lambda tx: shelf.put(tx, key, value, seconds=seconds))

    async def swap(self, key: str, expected: bytes | None, value: bytes, *, seconds: float) -> bool:
        """Sets it only where it is still `expected`; whether it was."""
        return await self._border.write(lambda tx: shelf.compare_and_set(tx, key, expected, value, seconds=seconds))
