"""Letters with a chart get it as a picture: drawn, stored as a file of ours, and sent with the words."""

import asyncio
from dataclasses import replace
from uuid import UUID

from bot.border import Border
from bot.drawing import Drawing
from commands.message import File, Outgoing
from store import attachments, shelf
from store.database import Tx
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
        id = await self._kept(outgoing.id, picture) if picture is not None else None
        return _with(outgoing, id)

    async def _kept(self, letter: str, picture: bytes) -> UUID | None:
        try:
            kept = await asyncio.to_thread(self._store.put, picture)
        except TooLarge:
            return None

        def keep(tx: Tx) -> None:
            attachments.await_naming(tx, kept.id, kept.key)
            shelf.put(tx, _shelved(letter), kept.id.bytes, seconds=attachments.WAITING)

        await self._border.write(keep)
        return kept.id


def as_shown(tx: Tx, outgoing: Outgoing) -> Outgoing:
    """A stored letter with the picture that it went out with, as long as that is kept."""
    if outgoing.chart is None:
        return outgoing
    id = shelf.get(tx, _shelved(outgoing.id))
    return _with(outgoing, None if id is None else UUID(bytes=id))


def _with(outgoing: Outgoing, picture: UUID | None) -> Outgoing:
    """The letter with a stored picture in its chart's place, or with nothing."""
    chart = outgoing.chart
    if picture is None or chart is None:
        return replace(outgoing, chart=None)
    file = File(id=picture.hex, name=f"{chart.title.replace('/', '.')}.png", kind="image")
    return replace(outgoing, chart=None, files=(*outgoing.files, file))


def _shelved(letter: str) -> str:
    return f"picture.{letter}"
