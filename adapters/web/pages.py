"""The open pages: who looks at which chats, and what has yet to be written to them."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager

Event = Mapping[str, object]

BACKLOG = 500


class Page:
    """One open page: a person's eyes on their chats. A page too slow to keep up is closed and catches up by history."""

    def __init__(self, person: str, chats: frozenset[str], neighbours: Mapping[str, str]) -> None:
        self.person = person
        self.chats = chats
        self.neighbours = neighbours
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._closed = False

    def put(self, event: Event) -> None:
        if self._closed:
            return
        self._queue.put_nowait(event)
        if self._queue.qsize() > BACKLOG:
            self.close()

    def close(self) -> None:
        """Ends `events` after what is already waiting."""
        if not self._closed:
            self._closed = True
            self._queue.put_nowait(None)

    async def events(self) -> AsyncIterator[Event]:
        while (event := await self._queue.get()) is not None:
            yield event


class Pages:
    """All open pages. Nothing here outlives the process or needs to: history tells the rest."""

    def __init__(self) -> None:
        self._pages: set[Page] = set()
        self._holds: Counter[str] = Counter()
        self._held: dict[str, list[Event]] = {}

    def __bool__(self) -> bool:
        return bool(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    @contextmanager
    def opened(self, page: Page) -> Iterator[Page]:
        self._pages.add(page)
        try:
            yield page
        finally:
            self._pages.discard(page)
            page.close()

    @contextmanager
    def holding(self, chat: str) -> Iterator[None]:
        """While a person's words are being accepted, the bot's answer in that chat waits: it never overtakes them."""
        self._holds[chat] += 1
        try:
            yield
        finally:
            self._holds[chat] -= 1
            if not self._holds[chat]:
                del self._holds[chat]
                for event in self._held.pop(chat, []):
                    self.push(chat, event)

    def push(self, chat: str, event: Event) -> None:
        """To every page that has the chat; pages of others learn only whose private chat stirred."""
        if self._holds[chat]:
            self._held.setdefault(chat, []).append(event)
            return
        for page in tuple(self._pages):
            if chat in page.chats:
                page.put(event)
            elif event["type"] == "item" and chat in page.neighbours:
                page.put({"type": "stir", "person": page.neighbours[chat]})

    def first(self, chat: str, event: Event) -> None:
        """To every page that has the chat, ahead of what is held back."""
        for page in tuple(self._pages):
            if chat in page.chats:
                page.put(event)

    def everywhere(self, event: Event) -> None:
        for page in tuple(self._pages):
            page.put(event)

    def close(self) -> None:
        for page in tuple(self._pages):
            page.close()
