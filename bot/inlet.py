"""The inlet: where a door puts what it heard. What it returns is a promise: the message is durable."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from bot.border import Belfry, Border
from bot.clock import machine_now
from bot.passive import Takers
from bot.platforms import Access
from commands.codec import from_bytes, to_bytes
from commands.message import Chat, Fits, Message, Outgoing, Receipt, any_answer
from store import history, inbox, outbox
from store.database import Tx
from store.outbox import Letter, Sent

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
        takers: Takers,
        workspace: UUID,
        access: Access = EVERYBODY,
    ) -> None:
        self._border = border
        self._takers = takers
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
        return Promise(self._border, self._said, self._takers, accepted, chat)


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


class Promise:
    """The receipt of a stored message."""

    def __init__(self, border: Border, said: Belfry, takers: Takers, accepted: inbox.Accepted, chat: Chat) -> None:
        self.fresh = accepted.fresh
        self._takers = takers
        self._border = border
        self._said = said
        self._id = accepted.id
        self._chat = chat

    async def settled(self) -> None:
        """Returns when the message is done and all that it caused in its door's chats was handed to the door."""
        await self._until(lambda tx: history.settled(tx, self._id, platform=self._chat.platform, app=self._chat.app))

    async def answer(self, within: float, fits: Fits = any_answer) -> Outgoing | None:
        """The answer to the asker's own chat, for the caller to show; None if it takes longer, and then it is sent.

        This process's delivery hands it over; where another process sends, it is claimed from the outbox.
        """
        taken = self._takers.expect(self._id, self._chat, fits)
        bell = self._said.bell(self._id)
        try:
            async with asyncio.timeout(within):
                while not taken.done():
                    letters = self._mine(await self._border.read(lambda tx: outbox.of_inbox(tx, self._id)))
                    if letters and not fits(from_bytes(Outgoing, letters[0].payload)):
                        return None
                    if letters and (outgoing := await self._claimed()) is not None:
                        return outgoing
                    await bell.wait(LOOK)
        except TimeoutError:
            pass
        finally:
            self._said.drop(bell)
            self._takers.leave(self._id)
        return taken.result() if taken.done() else None

    async def _claimed(self) -> Outgoing | None:
        """The answer, claimed from the outbox and marked as sent; None while there is none that nobody sends."""
        letter = await self._border.write(self._take)
        if letter is None:
            return None
        await self._border.write(lambda tx: outbox.sent(tx, [Sent(id=letter.id)], 0))
        return from_bytes(Outgoing, letter.payload)

    def _take(self, tx: Tx) -> Letter | None:
        """Claims the first answer to this chat and lets the others go back to delivery."""
        letters = outbox.claim_for(tx, self._id)
        mine = self._mine(letters)
        for letter in letters:
            if letter not in mine[:1]:
                outbox.retry(tx, letter.id, tx.machine_now, "")
        return mine[0] if mine else None

    def _mine(self, letters: list[Letter]) -> list[Letter]:
        return [letter for letter in letters if (letter.chat, letter.topic) == (self._chat.id, self._chat.topic)]

    async def _until(self, holds: Callable[[Tx], bool]) -> None:
        bell = self._said.bell(self._id)
        try:
            while not await self._border.read(holds):
                await bell.wait(LOOK)
        finally:
            self._said.drop(bell)
