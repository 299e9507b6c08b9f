"""The terminal door: a line in, an answer block out; at a terminal, reminders arrive while one types."""

import asyncio
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TextIO
from uuid import uuid4

from prompt_toolkit import PromptSession
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout

from adapters.terminal.lines import read
from commands.message import Chat, DeliveryError, Inlet, Message, Outgoing, Person, Sent, Words, plain_text

PRIVATE_MARK: Words = {"zh": "（私聊）", "en": "(private) "}
AWHILE = 60.0  # seconds after which a letter that came when nobody was there any more is looked at again
REMEMBERED = 20  # answers whose buttons can still be pressed


class TerminalDoor:
    """One person's chat in a shell. Private chats are `private:<user id>`, the group is `group_id`."""

    platform = "terminal"
    redelivers = math.inf  # nobody can type while it is away

    def __init__(self, *, app: str = "terminal", group_id: str = "group") -> None:
        self.app = app
        self._group_id = group_id
        self._eyes: frozenset[Chat] = frozenset()
        self._group = False
        self._shown: list[Outgoing] = []
        self._block: list[str] = []
        self._write: Callable[[str], None] | None = None

    @property
    def reaches(self) -> frozenset[str]:
        """The chats of who sits here; what is for others waits until they do."""
        return frozenset(chat.id for chat in self._eyes)

    def private(self, user_id: str) -> Chat:
        """A person's own chat with the bot."""
        return Chat(platform=self.platform, app=self.app, id=f"private:{user_id}", private=True)

    def group(self) -> Chat:
        """The team's group."""
        return Chat(platform=self.platform, app=self.app, id=self._group_id, private=False)

    async def start(self) -> None:
        """Nothing to open: `run` is the door."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def send(self, outgoing: Outgoing) -> Sent:
        """Shows it: into the open block of a pipe, at once at a terminal."""
        if outgoing.chat.id not in self.reaches:
            raise DeliveryError("somebody else's", after=AWHILE, held=True)
        if outgoing.choices or outgoing.buttons:
            self._shown = [*self._shown[1 - REMEMBERED :], outgoing]
        block = _block_of(outgoing, aside=self._group and outgoing.chat.private)
        if self._write is not None:
            self._write(f"{block}\n\n")
        elif block:
            self._block.append(block)
        return Sent(message_id=outgoing.id)

    async def run(
        self,
        inlet: Inlet,
        source: TextIO,
        sink: TextIO,
        speaker: Person,
        group: bool,
        now: Callable[[], datetime],
        *,
        session: "PromptSession[str] | None" = None,
    ) -> None:
        """Talks until the source ends: a pipe gets one block a line, in order, a terminal a prompt with history.

        `session` stands in for the prompt on the process's own terminal.
        """
        self._group = group
        self._eyes = frozenset((self.private(speaker.id), self.group()) if group else (self.private(speaker.id),))
        self._shown, self._block, self._write = [], [], None
        hear = _Hearing(self, inlet, speaker, group, now)
        if session is None and source.isatty() and sink.isatty():
            session = PromptSession(history=InMemoryHistory())
        if session is not None:
            await self._converse(hear, session)
        else:
            await self._pipe(hear, source, sink)

    async def _converse(self, hear: "_Hearing", session: "PromptSession[str]") -> None:
        """At a terminal: answers above a prompt. Its history stays in memory alone, for notes hold phone numbers."""
        with patch_stdout():
            self._write = _to_terminal
            try:
                while True:
                    line = await session.prompt_async("> ")
                    if line.strip():
                        await hear(line, self._shown)
            except (EOFError, KeyboardInterrupt):
                return
            finally:
                self._write = None

    async def _pipe(self, hear: "_Hearing", source: TextIO, sink: TextIO) -> None:
        while line := await asyncio.to_thread(source.readline):
            await hear(line.rstrip("\r\n"), self._shown)
            self._end_block(sink)
        if self._block:
            self._end_block(sink)

    def _end_block(self, sink: TextIO) -> None:
        """What was said since the last block, then the blank line that ends it."""
        sink.write("".join(f"{part}\n" for part in self._block) + "\n")
        sink.flush()
        self._block.clear()


class _Hearing:
    """Takes one line to the inlet and returns when all that it caused has been shown."""

    def __init__(
        self, door: TerminalDoor, inlet: Inlet, speaker: Person, group: bool, now: Callable[[], datetime]
    ) -> None:
        self._inlet = inlet
        self._speaker = speaker
        self._group = group
        self._now = now
        self._chat = door.group() if group else door.private(speaker.id)

    async def __call__(self, line: str, shown: Sequence[Outgoing]) -> None:
        heard = read(line.encode("utf-8", "replace").decode(), shown, group=self._group)
        if not heard.addressed:
            return
        now = self._now()
        message = Message(
            kind="action" if heard.press else "text",
            key=uuid4().hex,
            chat=self._chat,
            sender=self._speaker,
            text=heard.text,
            press=heard.press,
            sent_at=now,
            received_at=now,
        )
        receipt = await self._inlet.accept(message)
        await receipt.settled()


def _block_of(outgoing: Outgoing, *, aside: bool) -> str:
    """The text of an answer without blank lines, which end a block; an answer given aside says so."""
    if aside and outgoing.lines:
        outgoing = replace(
            outgoing, lines=(f"{PRIVATE_MARK[outgoing.language]}{outgoing.lines[0]}", *outgoing.lines[1:])
        )
    return "\n".join(line for line in plain_text(outgoing).splitlines() if line.strip())


def _to_terminal(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
