"""Hearing: a verified event is read, handed in, and answered with what its platform waits for."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from adapters.feishu.cards import card, pressed_answer
from adapters.feishu.contents import mentioned
from adapters.feishu.events import (
    ENTERED,
    MEMBERSHIP,
    PRESSED,
    RECALLED,
    RECEIVED,
    Envelope,
    Known,
    read_event,
)
from adapters.feishu.people import People
from adapters.feishu.sending import Sender
from adapters.feishu.settings import FeishuSettings
from adapters.feishu.values import rows, word
from commands.message import Inlet, Message, Outgoing, Receipt


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What an event is answered with, and the receipt of the message whose answer stands in it, if one does."""

    reply: Mapping[str, Any] = field(default_factory=dict)
    receipt: Receipt | None = None


OURS: Final = {RECEIVED, RECALLED, PRESSED, ENTERED, *MEMBERSHIP}


class Hearing:
    """The way of an event from either transport to the inlet, and of a press's answer back."""

    def __init__(
        self,
        settings: FeishuSettings,
        *,
        inlet: Inlet,
        people: People,
        sender: Sender,
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._inlet = inlet
        self._people = people
        self._sender = sender
        self._clock = clock

    async def take(self, envelope: Envelope) -> Taken:
        """Hands an event in and returns, once it is durable, what to answer: mostly an empty object.

        Who has written the answer says `shown` to its receipt.
        """
        began = asyncio.get_running_loop().time()
        if envelope.type not in OURS:
            return Taken()
        message = read_event(envelope, await self._known(envelope))
        if message is None:
            return Taken()
        if message.addressed:
            await self._remember(message)
        receipt = await self._inlet.accept(message)
        if message.kind != "action" or not receipt.fresh:
            return Taken()
        left = self._settings.answer_seconds - (asyncio.get_running_loop().time() - began)
        return await self._answered(message, receipt, max(left, 0.0))

    async def _known(self, envelope: Envelope) -> Known:
        event = envelope.event
        sender = word(event, "sender", "tenant_key") or word(event, "operator", "tenant_key")
        named = mentioned(rows(event, "message", "mentions"))
        return Known(
            app=self._settings.app_id,
            bot=(await self._people.bot()).id if named else "",
            tenant=await self._people.tenant(header=envelope.tenant, sender=sender),
            private=envelope.type in (PRESSED, RECALLED) and await self._people.is_private(envelope.chat),
            only_ours=not self._settings.shared,
            now=self._clock(),
        )

    async def _remember(self, message: Message) -> None:
        if message.kind in ("text", "event"):
            await self._people.note_chat(message.chat.id, private=message.chat.private)
        if message.kind == "text":
            await self._people.note_topic(message.chat.topic, message.id)
        if message.sender.id:
            self._people.met(message.sender.id, message.chat.id)

    async def _answered(self, message: Message, receipt: Receipt, within: float) -> Taken:
        """The answer to a press that is ready in time: in the card's place, as a toast, or sent as a new message."""
        outgoing = await receipt.answer(within, lambda answer: self._in_place(answer, message) or _fleeting(answer))
        if outgoing is None:
            return Taken()
        shown = card(outgoing, repeat=False) if self._in_place(outgoing, message) else None
        return Taken(reply=pressed_answer(outgoing, shown), receipt=receipt)

    def _in_place(self, answer: Outgoing, message: Message) -> bool:
        """Whether the answer is a card that takes the place of the pressed one."""
        return not answer.files and answer.replaces == message.target and self._sender.fits(answer)


def _fleeting(outgoing: Outgoing) -> bool:
    """Whether a toast says it all: one line, nothing to press, nothing to keep (这个按钮是给别人的)."""
    return len(outgoing.lines) == 1 and not (
        outgoing.buttons or outgoing.choices or outgoing.files or outgoing.replaces or outgoing.undo
    )
