"""Letters with a chart get it as a picture: drawn, stored as a file of ours, and sent with the words."""

import asyncio
from dataclasses import replace
from uuid import UUID

from bot.border import Border
from bot.drawing import Drawing
from commands.message import File, Outgoing
from store import attachments
from store.files import FileStore, TooLarge


class Pictures:
    """Draws what letters show. A picture is kept for a week, as files are that no row names."""

    def __init__(self, border: Border, store: FileStore, drawing: Drawing) -> None:
        self._border = border
        self._store = store
        self._drawing = drawing

    async def illustrated(self, outgoing: Outgoing) -> Outgoing:
        """The letter with its picture, or without where none could be drawn in time."""
        if outgoing.chart is None:
            return outgoing
        picture = await self._drawing.draw(outgoing.chart)
        id = await self._kept(picture) if picture is not None else None
        if id is None:
            return replace(outgoing, chart=None)
        file = File(id=id.hex, name=f"{outgoing.chart.title.replace('/', '.')}.png", kind="image")
        return replace(outgoing, chart=None, files=(*outgoing.files, file))

    async def _kept(self, picture: bytes) -> UUID | None:
        try:
            kept = await asyncio.to_thread(self._store.put, picture)
        except TooLarge:
            return None
        await self._border.write(lambda tx: attachments.await_naming(tx, kept.id, kept.key))
        return kept.id
