"""The web door: hands what people type to the inlet, and shows every open page what the bot says."""

import asyncio
import contextlib
import math
from collections.abc import Coroutine, Sequence
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from adapters.mentions import colleagues, cut_bot
from adapters.web.clock import landing
from adapters.web.pages import Page, Pages
from adapters.web.payloads import BadBody, Typed, chat_key, of_clock, of_item, of_message, of_outgoing
from adapters.web.routes import Routes
from commands.message import (
    DemoClock,
    Directory,
    File,
    Files,
    Inlet,
    Message,
    Outgoing,
    Person,
    Receipt,
    Resident,
    Room,
    Sent,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
SETTLE_SECONDS = 60
TICK_SECONDS = 15
HISTORY = 200
SILENT = 14  # moments that tell nobody anything, at most, that are passed over at once


class WebDoor:
    """A chat in the browser, for the demonstration only: without `demo` a short page says where to talk to the bot."""

    platform = "web"
    redelivers = math.inf  # the page keeps what it cannot hand in

    def __init__(
        self,
        *,
        app: str,
        inlet: Inlet,
        directory: Directory,
        clock: DemoClock | None = None,
        files: Files | None = None,
        suggestions: Sequence[str] = (),
        demo: bool = False,
        zone: tzinfo = SHANGHAI,
    ) -> None:
        if demo and clock is None:
            raise ValueError("the demonstration needs a clock")
        self.app = app
        self.demo = demo
        self.zone = zone
        self.suggestions = tuple(suggestions)
        self.pages = Pages()
        self._inlet = inlet
        self._directory = directory
        self._clock = clock
        self._files = files
        self._moving = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def clock(self) -> DemoClock:
        if self._clock is None:
            raise RuntimeError("only the demonstration has a clock")
        return self._clock

    def attach(self, app: web.Application) -> None:
        """Adds the page and its routes to a web application; pages are closed when it shuts down."""
        Routes(self).add_to(app)
        app.on_shutdown.append(self._shut)

    async def start(self) -> None:
        """Keeps the clock on the open pages right."""
        if self.demo:
            self._spawn(self._tick())

    async def stop(self) -> None:
        self.pages.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def send(self, outgoing: Outgoing) -> Sent:
        """Shows it on every page that has the chat; with none open it stands in the history, and that is sent, too."""
        chat = chat_key(outgoing.chat)
        self.pages.push(chat, {"type": "item", "chat": chat, "item": of_outgoing(outgoing)})
        return Sent(message_id=outgoing.id)

    async def residents(self) -> Sequence[Resident]:
        return await self._directory.residents()

    async def resident(self, user_id: str) -> Resident:
        """The person of that id, or BadBody 404."""
        return _of(await self.residents(), user_id)

    async def rooms(self, user_id: str) -> Sequence[Room]:
        return await self._directory.rooms(user_id)

    async def room(self, user_id: str, chat: str) -> Room:
        """A chat that the person may open, or BadBody 404: another's private chat does not exist for them."""
        for room in await self._directory.rooms(user_id):
            if chat_key(room.chat) == chat:
                return room
        raise BadBody("没有这个聊天。There is no such chat.", status=404)

    async def page(self, user_id: str) -> Page:
        """A page for one person, not yet among the open ones."""
        chats = frozenset(chat_key(room.chat) for room in await self.rooms(user_id))
        neighbours = {
            chat_key(room.chat): resident.user_id
            for resident in await self.residents()
            for room in await self.rooms(resident.user_id)
            if room.chat.private
        }
        return Page(user_id, chats, neighbours)

    async def history(self, room: Room) -> list[dict[str, object]]:
        """What a chat shows, oldest first."""
        seen = await self._directory.history(room.chat, HISTORY)
        return [shape for item in seen if (shape := of_item(item)) is not None]

    async def file(self, room: Room, id: str) -> tuple[File, bytes]:
        """A file that stands in a chat, and its bytes, or BadBody 404."""
        seen = await self._directory.history(room.chat, HISTORY)
        shown = (file for item in seen if isinstance(item, Outgoing) for file in item.files)
        file = next((each for each in shown if each.id == id), None)
        try:
            if file is not None and self._files is not None:
                return file, await self._files.load(id)
        except KeyError:
            pass
        raise BadBody("没有这个文件。There is no such file.", status=404)

    async def hear(self, typed: Typed) -> dict[str, object]:
        """Takes what a person typed or pressed and returns it as pages show it.

        What people in a group say to each other is shown to the pages and never reaches the inlet.
        """
        residents = await self.residents()
        room = await self.room(_of(residents, typed.person).user_id, typed.chat)
        message = self._message(typed, room, residents)
        shown = of_message(message)
        event = {"type": "item", "chat": typed.chat, "item": shown}
        if not message.addressed:
            self.pages.first(typed.chat, event)
            return shown
        with self.pages.holding(typed.chat):
            receipt = await self._inlet.accept(message)
            if receipt.fresh:
                self.pages.first(typed.chat, event)
        self._spawn(self._settle(typed, receipt))
        return shown

    async def move_clock(self, jump: str) -> bool:
        """Moves the demonstration's time on; False where no reminder waits. Every page learns the new time.

        What comes next is what tells somebody something: mornings on which there is nothing to say are passed over.
        """
        async with self._moving:
            await self.clock.move_to(self.clock.now())
            before, moves, moved = await self.clock.last_told(), SILENT if jump == "next" else 1, False
            while moves and (when := await self._landing(jump)) is not None:
                await self.clock.move_to(when)
                moves, moved = moves - 1, True
                if await self.clock.last_told() != before:
                    break
        self.pages.everywhere(await self.time())
        return moved

    async def time(self) -> dict[str, object]:
        return of_clock(self.clock.now(), await self.clock.next_due())

    async def _landing(self, jump: str) -> datetime | None:
        due = await self.clock.next_due() if jump == "next" else None
        return landing(jump, self.clock.now(), due, self.zone)

    def _message(self, typed: Typed, room: Room, residents: Sequence[Resident]) -> Message:
        now = self.clock.now()
        people = {one.user_id: Person(id=one.user_id, name=one.name) for one in residents}
        text, named = (typed.text, True) if typed.press else cut_bot(typed.text)
        if not text and not named:
            raise BadBody("空的，没发。Empty, not sent.")
        return Message(
            kind="action" if typed.press else "text",
            key=typed.key,
            chat=room.chat,
            sender=people[typed.person],
            text=text,
            addressed=named or room.chat.private,
            mentions=colleagues(text, people.values()),
            press=typed.press,
            sent_at=now,
            received_at=now,
        )

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _settle(self, typed: Typed, receipt: Receipt) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SETTLE_SECONDS):
                await receipt.settled()
        self.pages.push(typed.chat, {"type": "settled", "chat": typed.chat, "key": typed.key})
        self.pages.everywhere(await self.time())

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            if self.pages:
                self.pages.everywhere(await self.time())

    async def _shut(self, _: web.Application) -> None:
        self.pages.close()


def _of(residents: Sequence[Resident], user_id: str) -> Resident:
    for resident in residents:
        if resident.user_id == user_id:
            return resident
    raise BadBody("没有这个人。Nobody here has that id.", status=404)
