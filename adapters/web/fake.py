"""The page without the bot: `python -m adapters.web.fake` serves it on a free loopback port, with canned answers."""

import argparse
import asyncio
import contextlib
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from aiohttp import web

from adapters.web.door import WebDoor
from adapters.web.fake_talk import REMINDER, Said, answer, pressed
from commands.message import Chat, Fits, Language, Message, Outgoing, Press, Resident, Room, any_answer

APP = "demo"
START = datetime(2026, 11, 18, 14, 24, tzinfo=ZoneInfo("Asia/Shanghai"))

SUGGESTIONS = (
    "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进",
    "云图怎么样了",
    "今天给宏远打了电话，没人接",
)

RESIDENTS = (
    Resident(user_id="u-chen", name="陈晓明", role="rep", team="华东一组"),
    Resident(user_id="u-li", name="李娜", role="rep", team="华东一组"),
    Resident(user_id="u-wang", name="王强", role="rep", team="华东一组"),
    Resident(user_id="u-zhao", name="赵敏", role="manager", team="华东一组"),
    Resident(user_id="u-zhou", name="周凯", role="admin", team=""),
)

GROUP = Chat(platform="web", app=APP, id="g-east", private=False)


def private(user_id: str) -> Chat:
    """A resident's own chat with the bot."""
    return Chat(platform="web", app=APP, id=f"p-{user_id}", private=True)


@dataclass
class FakeDirectory:
    """Five people, a group, and what was said, kept in memory."""

    said: defaultdict[Chat, list[Outgoing | Message]] = field(default_factory=lambda: defaultdict(list))

    async def residents(self) -> Sequence[Resident]:
        return RESIDENTS

    async def rooms(self, user_id: str) -> Sequence[Room]:
        if all(resident.user_id != user_id for resident in RESIDENTS):
            return ()
        return (Room(chat=private(user_id), title="跟进"), Room(chat=GROUP, title="华东一组"))

    async def history(self, chat: Chat, limit: int) -> Sequence[Outgoing | Message]:
        return self.said[chat][-limit:]


@dataclass
class FakeClock:
    """Time that stands until it is moved."""

    at: datetime = START
    bot: "FakeInlet | None" = None

    def now(self) -> datetime:
        return self.at

    async def move_to(self, when: datetime) -> None:
        self.at = when
        if self.bot is not None:
            await self.bot.fire(when)

    async def last_told(self) -> UUID | None:
        return UUID(int=int(self.at.timestamp()))  # each of its moments tells something

    async def next_due(self) -> datetime | None:
        return min((when for when, _ in self.bot.waiting), default=None) if self.bot else None


@dataclass
class FakeReceipt:
    """Settled once the fake has answered."""

    fresh: bool
    done: asyncio.Event

    async def settled(self) -> None:
        await self.done.wait()

    async def answer(self, within: float, fits: Fits = any_answer) -> Outgoing | None:  # noqa: ARG002 - the protocol's parameter
        return None

    async def language(self) -> Language:
        return "zh"

    async def shown(self) -> None:
        """There is none."""

    async def give_back(self) -> None:
        """There is none."""


class FakeInlet:
    """Keeps what it hears and answers through `door`: after `delay` seconds, and not before `gate` is open."""

    def __init__(self, directory: FakeDirectory, clock: FakeClock, delay: float = 0.0) -> None:
        self.directory = directory
        self.clock = clock
        self.delay = delay
        self.gate = asyncio.Event()
        self.gate.set()
        self.door: WebDoor | None = None
        self.heard: list[Message] = []
        self.waiting: list[tuple[datetime, Chat]] = []
        self._receipts: dict[str, asyncio.Event] = {}
        self._labels: dict[str, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._count = 0
        clock.bot = self

    async def accept(self, message: Message) -> FakeReceipt:
        if message.key in self._receipts:
            return FakeReceipt(fresh=False, done=self._receipts[message.key])
        done = self._receipts[message.key] = asyncio.Event()
        self.heard.append(message)
        self.directory.said[message.chat].append(message)
        task = asyncio.create_task(self._answer(message, done))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return FakeReceipt(fresh=True, done=done)

    async def fire(self, now: datetime) -> None:
        """Says the reminders that are due by now."""
        due = [entry for entry in self.waiting if entry[0] <= now]
        self.waiting = [entry for entry in self.waiting if entry[0] > now]
        for _, chat in due:
            await self.say(chat, REMINDER)

    async def say(self, chat: Chat, said: Said, asker: Message | None = None) -> Outgoing:
        """Puts an answer into the history and hands it to the door."""
        self._count += 1
        outgoing = Outgoing(
            id=f"fake{self._count:06}",
            chat=chat,
            lines=said.lines,
            choices=self._presses(said.choices, first=0),
            buttons=self._presses(said.buttons, first=len(said.choices)),
            created_at=self.clock.now(),
        )
        if asker is not None and not chat.private:
            outgoing = replace(outgoing, mention=asker.sender.id, mention_name=asker.sender.name)
        self.directory.said[chat].append(outgoing)
        if self.door is not None:
            await self.door.send(outgoing)
        return outgoing

    def _presses(self, labels: tuple[str, ...], first: int) -> tuple[Press, ...]:
        presses = tuple(
            Press(label=label, action=f"{self._count:022}.{first + index}", primary=label == "完成")
            for index, label in enumerate(labels)
        )
        self._labels.update({press.action: press.label for press in presses})
        return presses

    async def _answer(self, message: Message, done: asyncio.Event) -> None:
        await asyncio.sleep(self.delay)
        await self.gate.wait()
        if message.press is not None:
            said: Said | None = pressed(self._labels.get(message.press, ""))
        else:
            said = answer(message.text, self.clock.now())
        if said is not None:
            chat = private(message.sender.id) if said.private else message.chat
            if said.remind_at is not None:
                self.waiting.append((said.remind_at, private(message.sender.id)))
            await self.say(chat, said, message)
        done.set()


def build(delay: float = 0.0) -> tuple[WebDoor, FakeInlet]:
    """A demonstration door on fakes."""
    directory, clock = FakeDirectory(), FakeClock()
    inlet = FakeInlet(directory, clock, delay)
    door = WebDoor(app=APP, inlet=inlet, directory=directory, clock=clock, suggestions=SUGGESTIONS, demo=True)
    inlet.door = door
    return door, inlet


async def serve(port: int, delay: float) -> None:
    """Serves the page on loopback until stopped, and says where."""
    door, inlet = build(delay)
    app = web.Application()
    door.attach(app)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    await door.start()
    await inlet.say(GROUP, Said(lines=("大家好，我是跟进。@我 说一句“今天拜访了云图吴总”就记好了；没@我的话我不记。",)))
    sys.stdout.write(f"http://127.0.0.1:{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await door.stop()
        await runner.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--delay", type=float, default=0.6, help="seconds that the fake takes to answer")
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(options.port, options.delay))


if __name__ == "__main__":
    main()
