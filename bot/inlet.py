"""The inlet: where a door puts what it heard. What it returns is a promise: the message is durable."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from uuid import UUID

from bot.border import Belfry, Bell, Border
from bot.clock import machine_now
from bot.passive import Askers
from bot.platforms import Access
from bot.sending import outgoing_of
from commands.codec import to_bytes
from commands.language import language_of
from commands.message import Fits, Language, Message, Outgoing, Reaching, Receipt, any_answer
from store import history, inbox, letters, members, outbox
from store.database import Tx
from store.errors import Unavailable
from store.letters import Letter

EVERYBODY = Access()
LOOK = 0.25  # seconds between two looks at what another process may have done


class DoorInlet:
    """The inlet of one door, bound to its workspace. It rings `heard`, and its receipts wait for `said`."""

    def __init__(
        self,
        border: Border,
        *,
        heard: Belfry,
        said: Belfry,
        askers: Askers,
        workspace: UUID,
        access: Access = EVERYBODY,
        reaching: Reaching | None = None,
    ) -> None:
        self._border = border
        self._askers = askers
        self._reaching = reaching
        self._access = access
        self._heard = heard
        self._said = said
        self._workspace = workspace

    async def accept(self, message: Message) -> Receipt:
        """Stores a message; returns after the commit. What a group says past the bot is dropped, never stored."""
        chat = message.chat
        if not (message.addressed or chat.private) and message.kind in ("text", "edit"):
            return Unheard()
        if not self._access.lets_in(message):
            return Unheard()
        payload = to_bytes(message)

        def work(tx: Tx) -> inbox.Accepted:
            return inbox.accept(
                tx,
                workspace=self._workspace,
                platform=chat.platform,
                app=chat.app,
                chat=chat.id,
                topic=chat.topic,
                key=message.key,
                payload=payload,
                received_at=machine_now(),
                message_id=known_by(message),
            )

        accepted = await self._border.write(work, first=True)
        if accepted.fresh:
            self._heard.ring()
        reached = self._reaching.reaches if self._reaching is not None else None
        return Promise(self._border, self._said, self._askers, accepted, message, reached, self._workspace)


def known_by(message: Message) -> str:
    """Under which platform id later edits, recalls and quotes find it: an edit is found with what it edited."""
    return message.target or "" if message.kind == "edit" else message.id if message.kind == "text" else ""


class Unheard:
    """The receipt of what was dropped before it was stored."""

    fresh = False

    async def settled(self) -> None:
        """At once: nothing happens."""

    async def answer(self, within: float, fits: Fits = any_answer) -> Outgoing | None:  # noqa: ARG002 - the protocol's
        """There is none."""
        return None

    async def language(self) -> Language:
        """Nobody was heard."""
        return "zh"

    async def shown(self) -> None:
        """There was none."""

    async def give_back(self) -> None:
        """There was none."""


class Promise:
    """The receipt of a stored message; `reached` are the chats in which all that it causes is waited for."""

    def __init__(
        self,
        border: Border,
        said: Belfry,
        askers: Askers,
        accepted: inbox.Accepted,
        message: Message,
        reached: Collection[str] | None,
        workspace: UUID,
    ) -> None:
        self.fresh = accepted.fresh
        self._askers = askers
        self._border = border
        self._said = said
        self._id = accepted.id
        self._chat = message.chat
        self._sender = message.sender
        self._reached = reached
        self._workspace = workspace

    async def settled(self) -> None:
        """Returns when the message is done and all that it caused in its door's chats was handed to the door."""
        app = {"platform": self._chat.platform, "app": self._chat.app}
        await self._until(lambda tx: history.settled(tx, self._id, **app, chats=self._reached))

    async def answer(self, within: float, fits: Fits = any_answer) -> Outgoing | None:
        """The answer to the asker's own chat, for the caller to show; None if it takes longer, and then it is sent.

        This process's delivery leaves it to the caller; where another process has begun to send it, there is none.
        """
        bell = self._said.bell(self._id)
        answer: Outgoing | None = None
        try:
            with self._askers.asking(self._id, self._chat):
                answer = await self._handed(bell, asyncio.get_running_loop().time() + within, fits)
        finally:
            self._said.drop(bell)
            if answer is None:
                self._go_on()
        return answer

    async def language(self) -> Language:
        """That of the member who speaks, else that of their client, else the workspace's."""

        def work(tx: Tx) -> Language:
            at = {"platform": self._chat.platform, "app": self._chat.app, "user_id": self._sender.id}
            known = members.who(tx, self._workspace, **at)
            client = known[1].language if known is not None else self._sender.language
            return language_of(tx, self._workspace, client)

        return await self._border.read(work)

    async def shown(self) -> None:
        """Records the answer as sent, unless its time has run out and it was sent as what may have arrived."""
        await self._end(outbox.shown)

    async def give_back(self) -> None:
        """Leaves the answer to delivery."""
        await self._end(outbox.give_back)

    async def _handed(self, bell: Bell, until: float, fits: Fits) -> Outgoing | None:
        """The answer, out of the outbox, if it is there by then and fits."""
        loop = asyncio.get_running_loop()
        while (left := until - loop.time()) > 0:
            mine = await self._border.read(self._mine)
            if mine and not _shown_at_once(outgoing_of(mine[0]), fits):
                return None
            if mine and (letter := await self._border.write(self._take)) is not None:
                return outgoing_of(letter)
            await bell.wait(min(LOOK, left))
        return None

    async def _end(self, work: Callable[[Tx, UUID], bool]) -> None:
        """Says what became of the answer; where that cannot be said, its time runs out."""
        with suppress(Unavailable):
            await self._border.write(lambda tx: work(tx, self._id))
        self._said.ring(self._id)
        self._go_on()

    def _go_on(self) -> None:
        """The next letter of the chat, or this one, may be sent."""
        self._border.database.posted(self._chat.platform, self._chat.app)

    def _take(self, tx: Tx) -> Letter | None:
        return outbox.hand_over(tx, self._id, chat=self._chat.id, topic=self._chat.topic)

    def _mine(self, tx: Tx) -> list[Letter]:
        here = (self._chat.id, self._chat.topic)
        return [letter for letter in letters.of_inbox(tx, self._id) if (letter.chat, letter.topic) == here]

    async def _until(self, holds: Callable[[Tx], bool]) -> None:
        bell = self._said.bell(self._id)
        try:
            while not await self._border.read(holds):
                await bell.wait(LOOK)
        finally:
            self._said.drop(bell)


def _shown_at_once(answer: Outgoing, fits: Fits) -> bool:
    """Whether it need not wait: a chart is drawn first."""
    return answer.chart is None and fits(answer)
