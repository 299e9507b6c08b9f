"""The stored files, as doors are given them."""

import asyncio
from uuid import UUID

from bot.border import Border
from commands.imports.sheet import left_out
from store import attachments
from store.database import Tx
from store.files import FileStore


class StoredFiles:
    """Loads files by the ids that go out with an answer."""

    def __init__(self, border: Border, store: FileStore, *, workspace: UUID) -> None:
        self._border = border
        self._store = store
        self._workspace = workspace

    async def load(self, id: str) -> bytes:
        """The file's bytes; KeyError when there is none."""
        try:
            named = UUID(hex=id)
        except ValueError:
            raise KeyError(id) from None

        made = await self._border.read(lambda tx: left_out(tx, self._workspace, named))
        if made is not None:
            return made

        def key_of(tx: Tx) -> bytes | None:
            row = attachments.get(tx, self._workspace, named)
            if row is None:
                return attachments.awaited(tx, named)
            return attachments.open_key(tx, self._workspace, named, row.sealed_key)

        key = await self._border.read(key_of)
        if key is None:
            raise KeyError(id)
        return await asyncio.to_thread(self._store.load, named, key)
