"""Whole conversations: the program as it runs, over the demonstration's data, with one recorded door."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from bot.app import App, prepare
from bot.chatting import quiet
from bot.settings import in_folder
from bot.testing import RecordingDoor
from commands.message import Chat, Message, Outgoing, Person, plain_text

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEDNESDAY = datetime(2026, 11, 18, 16, 40, tzinfo=SHANGHAI)


def holding(said: str, words: Sequence[str]) -> str:
    """What was said, which must hold the words."""
    missing = [each for each in words if each not in said]
    assert not missing, f"{missing} is not in:\n{said}"
    return said


class Office:
    """The team and the bot in their chats, at a time that the test moves on."""

    def __init__(self, app: App, door: RecordingDoor) -> None:
        self.app = app
        self.door = door

    def chat(self, who: str, *, group: bool) -> Chat:
        """A person's private chat, or the team's group."""
        return Chat(platform="web", app="web", id="group" if group else f"private:{who}", private=not group)

    async def say(self, who: str, text: str, *, group: bool = False, addressed: bool = True) -> str:
        """What the bot answers in the speaker's chat, as text; empty where it stays silent."""
        return await self._hear(who, group=group, text=text, addressed=addressed)

    async def press(self, who: str, label: str, *, group: bool = False) -> str:
        """What the bot answers to a press of the last button of that name in the speaker's chat."""
        here = self.chat(who, group=group)
        action = next(
            press.action
            for sent in reversed(self.door.sent)
            if sent.chat == here
            for press in (*sent.choices, *sent.buttons)
            if press.label == label
        )
        return await self._hear(who, group=group, press=action)

    async def wait_until(self, when: datetime) -> list[Outgoing]:
        """Moves the clock on; what was said on the way."""
        before = len(self.door.sent)
        await self.app.clock.move_to(when)
        await quiet(self.app, self.door)
        return self.door.sent[before:]

    async def wait(self, **length: float) -> list[Outgoing]:
        """Moves the clock on by so much; what was said on the way."""
        return await self.wait_until(self.app.business.now() + timedelta(**length))

    async def _hear(
        self, who: str, *, group: bool, text: str = "", press: str | None = None, addressed: bool = True
    ) -> str:
        here, now, before = self.chat(who, group=group), self.app.business.now(), len(self.door.sent)
        message = Message(
            kind="action" if press else "text",
            key=uuid4().hex,
            chat=here,
            sender=Person(id=who, name=who),
            text=text,
            press=press,
            addressed=addressed,
            sent_at=now,
            received_at=now,
        )
        await (await self.app.inlet().accept(message)).settled()
        return "\n".join(plain_text(sent) for sent in self.door.sent[before:] if sent.chat == here)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The demonstration at work on Wednesday, 18 November 2026, 16:40."""
    settings = in_folder(tmp_path)
    database, workspace = prepare(settings, with_demo=True, start=WEDNESDAY)
    app = App(settings, database, workspace, start=WEDNESDAY)
    door = RecordingDoor("web", "web")
    await app.start()
    await app.open(door)
    yield Office(app, door)
    await app.stop()
