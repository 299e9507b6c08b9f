"""The AI bot by callbacks: answers in the reply to the platform's own request, by stream, or once by response_url."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
import structlog

from adapters.calls import Calls
from adapters.wecom.bot_cards import Json, Markdown, reference, updated
from adapters.wecom.bot_replies import Replies, holds_all, last_resort, task_id
from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.bot_tickets import Tickets
from adapters.wecom.bot_url import ResponseUrls
from adapters.wecom.stream import LOOK, Streams
from commands.message import DeliveryError, Files, Finding, Inlet, Message, Outgoing, Receipt, Sent, Shelf, Words

TOO_LONG: Words = {"zh": "太长了，这里放不下。", "en": "Too long for this place."}
CONCLUDED = 5.0  # seconds beyond its time that a request may take to be replied
log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What a message's request is replied, if anything, and the message's answer where that stands in the reply.

    `rest` are the words of the answer for which the reply has no room; one that is not `whole` shows a part only.
    """

    receipt: Receipt
    reply: Json | None = None
    answer: Outgoing | None = None
    rest: Sequence[Markdown] = ()
    whole: bool = True


class CallbackWay:
    """How the door hears and speaks in callback mode."""

    def __init__(
        self,
        settings: BotSettings,
        *,
        inlet: Inlet,
        shelf: Shelf,
        files: Files,
        clock: Callable[[], datetime],
        calls: Calls,
    ) -> None:
        self._settings = settings
        self._inlet = inlet
        self._replies = Replies(settings, files)
        self._tickets = Tickets(settings, shelf, clock)
        self._urls = ResponseUrls(settings, self._tickets, calls)
        self.streams = Streams(settings, shelf, clock)
        self._tasks: set[asyncio.Task[None]] = set()

    async def hear(self, message: Message, response_url: str) -> Heard:
        """Stores a message; what the platform's request is replied, and the answer that stands in the reply."""
        await self._tickets.keep(message, url=response_url)
        receipt = await self._inlet.accept(message)
        if not receipt.fresh:
            return Heard(receipt=receipt, reply=await self._again(message))
        seconds = self._settings.press_seconds if message.kind == "action" else self._settings.answer_seconds
        answer, settled = await self._answer(receipt, seconds)
        if answer is not None and message.kind == "action":
            return await self._pressed(answer, message, receipt)
        if answer is not None and message.kind == "event":
            return Heard(receipt=receipt, reply=self._replies.welcome(answer), answer=answer)
        if answer is not None:
            reply, rest = await self._replies.reply(answer, self.streams.id_of(message.key))
            return Heard(receipt=receipt, reply=reply, answer=answer, rest=rest)
        if settled or message.kind != "text":
            await self._spare(message)
            return Heard(receipt=receipt)
        opened = await self.streams.open(message.key, await receipt.language())
        self._spawn(self._hush(receipt, message))
        return Heard(receipt=receipt, reply=opened)

    async def replied(self, heard: Heard, message: Message) -> None:
        """Keeps an answer that was replied: if the platform has hung up before, it comes again with the message."""
        if heard.answer is not None and heard.reply is not None and message.kind == "text":
            await self.streams.keep(message.key, heard.reply, heard.answer.language)

    async def shown(self, heard: Heard, message: Message) -> None:
        """The reply was written: what did not fit into it is posted, as far as one more message holds it.

        Where that fails, and where only a part was shown, the answer goes another way as what may have arrived.
        """
        if heard.answer is not None and heard.rest:
            try:
                await self._urls.post(
                    message.key, [self._replies.joined(heard.rest, heard.answer.language)], message.chat.id
                )
            except (DeliveryError, OSError, aiohttp.ClientError) as no:
                log.warning("wecom bot: the end of a long answer was not shown", fault=type(no).__name__)
                return
        if heard.whole and (heard.answer is not None or not heard.receipt.fresh):
            await heard.receipt.shown()
            await self._spare(message)

    async def send(self, outgoing: Outgoing) -> Sent:
        """Ends the open stream of the message that it answers, else takes a response_url: its own, or one left over."""
        key = outgoing.answers
        reply, rest = await self._replies.reply(outgoing, self.streams.id_of(key))
        too_long = len(rest) > 1
        await self._concluded(key)
        if await self.streams.is_open(key):
            if too_long:
                await self.streams.hush(key, TOO_LONG)
            elif await self.streams.finish(key, reply):
                if rest:
                    await self._urls.post(key, [self._replies.joined(rest, outgoing.language)], outgoing.chat.id)
                return Sent(
                    message_id=task_id(reply) or reference(outgoing), handles={"stream": self.streams.id_of(key)}
                )
        bodies = self._replies.pushed(outgoing)
        if not bodies:
            raise DeliveryError("longer than one message holds", final=True, unreachable=True)
        await self._urls.post(key, bodies, outgoing.chat.id)
        return Sent(message_id=task_id(bodies[0]) or reference(outgoing))

    async def _concluded(self, key: str) -> None:
        """Waits until a message's request was replied: an answer that comes meanwhile belongs into its stream."""
        ticket = await self._tickets.find(key)
        while ticket is not None and ticket.kind == "message" and not await self.streams.is_known(key):
            if self._tickets.age(ticket) > self._settings.answer_seconds + CONCLUDED:
                return
            await asyncio.sleep(LOOK)

    async def examine(self) -> Sequence[Finding]:
        """What this mode cannot do."""
        return [_CANNOT_SPEAK_FIRST]

    async def stop(self) -> None:
        """Leaves no task behind."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _again(self, message: Message) -> Json | None:
        """What a repeat is replied: the same as its first delivery, whose request may have ended before, once known."""
        until = asyncio.get_running_loop().time() + self._settings.answer_seconds
        reply = await self.streams.state(message.key)
        while reply is None and message.kind == "text" and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(LOOK)
            reply = await self.streams.state(message.key)
        return reply

    async def _answer(self, receipt: Receipt, seconds: float) -> tuple[Outgoing | None, bool]:
        """The answer if it is there in time; else whether the message is done and has none."""
        answering = asyncio.ensure_future(receipt.answer(seconds))
        settling = asyncio.ensure_future(receipt.settled())
        await asyncio.wait({answering, settling}, return_when=asyncio.FIRST_COMPLETED)
        for task in (answering, settling):
            task.cancel()
        answer, _ = await asyncio.gather(answering, settling, return_exceptions=True)
        if isinstance(answer, Exception):
            raise answer
        return (None if isinstance(answer, BaseException) else answer), not settling.cancelled()

    async def _hush(self, receipt: Receipt, message: Message) -> None:
        """Ends the stream of a message that is done and had no answer."""
        await receipt.settled()
        await self.streams.hush(message.key)
        await self._spare(message)

    async def _spare(self, message: Message) -> None:
        """A message that is done leaves its response_url to what is pushed to its private chat."""
        if message.chat.private:
            await self._tickets.lay_by(message.chat.id, message.key)

    async def _pressed(self, answer: Outgoing, message: Message, receipt: Receipt) -> Heard:
        """A press is answered in the card's place, or by its response_url; the card takes what nothing else shows."""
        card, whole = updated(answer, self._settings) if answer.replaces == message.target else None, True
        if card is None:
            try:
                await self.send(answer)
            except (DeliveryError, OSError, aiohttp.ClientError) as no:
                log.info("wecom bot: a press answered in the card's place", fault=type(no).__name__)
                card = last_resort(answer, message.target or "", self._settings)
                whole = holds_all(answer, self._settings)
            else:
                await receipt.shown()
                return Heard(receipt=receipt)
        reply: Json = {"response_type": "update_template_card", "template_card": card}
        if answer.chat.private:
            reply["userids"] = [message.sender.id]
        return Heard(receipt=receipt, reply=reply, answer=answer, whole=whole)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


_CANNOT_SPEAK_FIRST = Finding(
    well=True,
    chinese="企业微信智能机器人：回调方式只能回话，不能主动发消息；提醒要靠自建应用发。想让它自己发，改用长连接",
    english="WeCom AI bot: in callback mode it only answers; reminders go through the self-built app. "
    "To let it speak first, use the long connection",
)
