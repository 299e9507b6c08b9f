"""Sends one Outgoing: in place, as a reaction, or as messages one after the other, easing what Telegram refuses."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from telegram import InlineKeyboardMarkup, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from adapters.limits import Limit, Limits
from adapters.telegram import render
from adapters.telegram.api import Client
from adapters.telegram.refusals import refusals
from adapters.telegram.settings import TelegramSettings
from commands.message import DeliveryError, File, Files, Outgoing, Sent, Shelf

PROGRESS_SECONDS = 24 * 3600.0
REACTIONS = ("👌", "👍")
_UNCHANGED = "message is not modified"
_HTML = "can't parse entities"
_TOPICS = ("thread not found", "topic_closed")
_KEYBOARD = ("button", "keyboard", "reply_markup", "reply markup")


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """How a message is tried: eased step by step when Telegram refuses it."""

    html: bool = True
    topic: bool = True
    keyboard: bool = True

    def easier(self, refusal: str) -> "Shape | None":
        """The next try after a refusal, or None when nothing is left to ease."""
        words = refusal.lower()
        if self.html and _HTML in words:
            return replace(self, html=False)
        if self.topic and any(each in words for each in _TOPICS):
            return replace(self, topic=False)
        if self.keyboard and any(each in words for each in _KEYBOARD):
            return replace(self, keyboard=False)
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One message to be sent: a text, or a file with its bytes; the keyboard stands under the last text."""

    text: str = ""
    keyboard: InlineKeyboardMarkup | None = None
    file: File | None = None
    data: bytes = b""


class Sender:
    """Sends through one bot, within Telegram's limits.

    What a letter of several messages has got done is kept on the shelf, so that another try sends only the rest.
    """

    def __init__(self, client: Client, settings: TelegramSettings, *, shelf: Shelf, files: Files) -> None:
        self._client = client
        self._settings = settings
        self._shelf = shelf
        self._files = files
        self._limits = Limits(
            Limit("app", settings.app_per_second, 1.0),
            Limit("chat", settings.chat_per_second, 1.0),
            Limit("group", settings.group_per_minute, 60.0),
        )

    async def send(self, outgoing: Outgoing) -> Sent:
        """Sends it; DeliveryError where Telegram refuses."""
        with refusals():
            enough = outgoing.quiet and not (outgoing.choices or outgoing.files)
            if enough and (sent := await self._react(outgoing)):
                return sent
            steps = await self._steps(outgoing)
            if not steps:
                raise DeliveryError("nothing to show", final=True)
            if outgoing.replaces and len(steps) == 1 and (sent := await self._edit(outgoing, steps[0])):
                return sent
            return await self._all(outgoing, steps)

    async def _steps(self, outgoing: Outgoing) -> list[Step]:
        fits = render.keyboard_fits(outgoing, self._settings)
        texts = render.texts(outgoing, self._settings, keyboard=fits)
        markup = render.keyboard(outgoing) if fits else None
        steps = [Step(text=text) for text in texts]
        if steps:
            steps[-1] = replace(steps[-1], keyboard=markup)
        return steps + [Step(file=file, data=await self._load(file)) for file in outgoing.files]

    async def _load(self, file: File) -> bytes:
        try:
            data = await self._files.load(file.id)
        except KeyError:
            raise DeliveryError("the file is gone", final=True) from None
        if not 0 < len(data) <= self._settings.upload_bytes:
            raise DeliveryError("a file too large for Telegram" if data else "an empty file", final=True)
        return data

    async def _react(self, outgoing: Outgoing) -> Sent | None:
        """A small sign on the asked message; None where the chat allows none."""
        message = _message_id(outgoing.asked, outgoing.chat.id)
        if message is None:
            return None
        for reaction in REACTIONS:
            await self._turn(outgoing)
            with suppress(BadRequest):
                await self._client.bot.set_message_reaction(int(outgoing.chat.id), message, reaction=reaction)
                return Sent(message_id="")
        return None

    async def _edit(self, outgoing: Outgoing, step: Step) -> Sent | None:
        """Puts the text in the place of an earlier message, where a repeat does no harm; None where it can't be."""
        outgoing = replace(outgoing, repeat=False)
        message = _message_id(outgoing.replaces, outgoing.chat.id)
        if message is None or step.file is not None:
            return None
        shape: Shape | None = Shape()
        while shape is not None:
            await self._turn(outgoing)
            try:
                await self._client.bot.edit_message_text(
                    _text(outgoing, step, shape, first=True),
                    chat_id=int(outgoing.chat.id),
                    message_id=message,
                    parse_mode=ParseMode.HTML if shape.html else None,
                    reply_markup=step.keyboard,
                )
            except BadRequest as refusal:
                if _UNCHANGED in refusal.message.lower():
                    break
                shape = Shape(html=False) if shape.html and _HTML in refusal.message.lower() else None
            else:
                break
        return Sent(message_id=outgoing.replaces) if shape is not None else None

    async def _all(self, outgoing: Outgoing, steps: Sequence[Step]) -> Sent:
        """Sends what an earlier try has not; its id is that of the last text, which the buttons stand under."""
        name = f"telegram.{outgoing.chat.app}.sent.{outgoing.id}"
        done = json.loads((await self._shelf.get(name) if len(steps) > 1 else None) or b"[]")
        begun = len(done)
        for index in range(begun, len(steps)):
            done.append(await self._one(outgoing, steps[index], first=index == begun))
            if index + 1 < len(steps):
                await self._shelf.put(name, json.dumps(done).encode(), seconds=PROGRESS_SECONDS)
        texts = sum(step.file is None for step in steps)
        return Sent(message_id=done[texts - 1] if texts else done[-1], handles={"all": " ".join(done)})

    async def _one(self, outgoing: Outgoing, step: Step, *, first: bool) -> str:
        """Sends one message and says its id."""
        shape = Shape()
        while True:
            await self._turn(outgoing)
            try:
                if step.file is None:
                    return await self._text(outgoing, step, shape, first)
                return await self._file(outgoing, step.file, step.data, shape)
            except BadRequest as refusal:
                eased = shape.easier(refusal.message)
                if eased is None:
                    raise
                shape = eased

    async def _text(self, outgoing: Outgoing, step: Step, shape: Shape, first: bool) -> str:
        if step.keyboard is not None and not shape.keyboard:
            return await self._in_words(outgoing, step, shape, first)
        posted = await self._client.bot.send_message(
            text=_text(outgoing, step, shape, first=first),
            parse_mode=ParseMode.HTML if shape.html else None,
            reply_markup=step.keyboard,
            reply_parameters=_reply(outgoing) if first else None,
            **_place(outgoing, shape),
        )
        return f"{posted.chat.id}:{posted.message_id}"

    async def _in_words(self, outgoing: Outgoing, step: Step, shape: Shape, first: bool) -> str:
        """A text whose keyboard Telegram refuses, with the choices in words below it."""
        whole = "\n".join((step.text, *render.said(outgoing)))
        sent = ""
        for index, text in enumerate(render.parts(whole, self._settings.text_units - render.HEAD_UNITS)):
            if index:
                await self._turn(outgoing)
            sent = await self._text(outgoing, Step(text=text), shape, first and not index)
        return sent

    async def _file(self, outgoing: Outgoing, file: File, data: bytes, shape: Shape) -> str:
        """A picture as a picture, unless Telegram can't show it as one; anything else as a file."""
        seconds = self._settings.media_seconds
        how: dict[str, Any] = {"filename": file.name, "read_timeout": seconds, **_place(outgoing, shape)}
        if file.kind == "image" and len(data) <= self._settings.photo_bytes:
            try:
                posted = await self._client.bot.send_photo(photo=data, **how)
            except BadRequest as refusal:
                if not any(each in refusal.message.lower() for each in ("photo", "image", "dimensions")):
                    raise
                await self._turn(outgoing)
            else:
                return f"{posted.chat.id}:{posted.message_id}"
        posted = await self._client.bot.send_document(document=data, **how)
        return f"{posted.chat.id}:{posted.message_id}"

    async def _turn(self, outgoing: Outgoing) -> None:
        chat = outgoing.chat
        group = {} if chat.private else {"group": chat.id}
        await self._limits.turn(app="", chat=chat.id, **group)


def _text(outgoing: Outgoing, step: Step, shape: Shape, *, first: bool) -> str:
    head = render.head(outgoing, as_html=shape.html) if first else ""
    return head + (render.escaped(step.text) if shape.html else step.text)


def _message_id(name: str, chat: str) -> int | None:
    """The number in `<chat id>:<message id>`, of this chat."""
    room, _, number = name.rpartition(":")
    return int(number) if room == chat and number.isdecimal() else None


def _reply(outgoing: Outgoing) -> ReplyParameters | None:
    """In a group the answer hangs on what was asked, if that is still there."""
    asked = None if outgoing.chat.private else _message_id(outgoing.asked, outgoing.chat.id)
    return ReplyParameters(asked, allow_sending_without_reply=True) if asked is not None else None


def _place(outgoing: Outgoing, shape: Shape) -> dict[str, Any]:
    chat = outgoing.chat
    topic = int(chat.topic) if shape.topic and chat.topic.isdecimal() else None
    return {"chat_id": int(chat.id), "message_thread_id": topic}
