"""Albums: nine pictures arrive as nine messages, of which one carries the words, and the mention, for all."""

from collections import OrderedDict
from dataclasses import replace

from telegram import Update

from commands.message import Message, Shelf

KEPT_SECONDS = 300.0
REMEMBERED = 1000


class Albums:
    """Which albums speak to the bot, on the shelf, for all processes."""

    def __init__(self, shelf: Shelf, app: str) -> None:
        self._shelf = shelf
        self._app = app
        self._own: OrderedDict[str, None] = OrderedDict()

    async def addressed(self, update: Update, message: Message) -> Message:
        """The message, addressed where an earlier picture of its album was."""
        album = update.message.media_group_id if update.message is not None else None
        if album is None or message.chat.private:
            return message
        key = f"telegram.{self._app}.album.{message.chat.id}.{album}"
        if message.addressed:
            await self._remember(key)
        elif key in self._own or await self._shelf.get(key) is not None:
            return replace(message, addressed=True)
        return message

    async def _remember(self, key: str) -> None:
        if key in self._own:
            return
        self._own[key] = None
        if len(self._own) > REMEMBERED:
            self._own.popitem(last=False)
        await self._shelf.put(key, b"1", seconds=KEPT_SECONDS)
