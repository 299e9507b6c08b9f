"""Sending: a letter becomes a reaction, an edited card, a new card or texts, and its files."""

import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import aiohttp
import structlog

from adapters.feishu.api import Api, Refusal, dumped, segment
from adapters.feishu.cards import card, size
from adapters.feishu.people import People
from adapters.feishu.settings import FeishuSettings
from adapters.feishu.texts import numbered, parts
from adapters.feishu.values import word
from commands.message import DeliveryError, File, Files, Outgoing, Sent

GONE: Final = {230011, 230019, 230110, 230111, 231003}  # the message to reply to was withdrawn or deleted
CARD_CODES: Final = {230001, 230025, 230028, 230055, 230099, 200621}  # it is the card that they do not take
UUID_LENGTH: Final = 50
FILE_TYPES: Final = {
    "pdf": "pdf",
    "doc": "doc",
    "docx": "doc",
    "xls": "xls",
    "xlsx": "xls",
    "ppt": "ppt",
    "pptx": "ppt",
}
log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One message of a letter as the API takes it."""

    kind: str
    content: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """A file of a letter with its bytes; `pictured` says that it goes as a picture."""

    file: File
    data: bytes
    pictured: bool


class Sender:
    """Sends letters for one app. Every part has a uuid of its own, so that a repeat within the hour sends nothing."""

    def __init__(
        self,
        settings: FeishuSettings,
        *,
        api: Api,
        people: People,
        files: Files,
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._api = api
        self._people = people
        self._files = files
        self._clock = clock

    async def send(self, outgoing: Outgoing) -> Sent:
        """Sends one letter; raises as the seam's Door says."""
        if not (outgoing.lines or outgoing.buttons or outgoing.choices or outgoing.files):
            raise DeliveryError("nothing to say", final=True)
        loads = [await self._load(file) for file in outgoing.files]
        await self._people.note_chat(outgoing.chat.id, private=outgoing.chat.private)
        if outgoing.quiet and outgoing.asked and not loads and await self._reacted(outgoing):
            return Sent(message_id="")
        if outgoing.replaces and await self._edited(outgoing):
            sent, written = Sent(message_id=outgoing.replaces), 1
        else:
            sent, written = await self._written(outgoing)
        for number, load in enumerate(loads, written):
            part = await self._uploaded(load)
            message = await self._post(outgoing, part, number)
            sent = sent if sent.message_id else Sent(message_id=message)
        return sent

    def fits(self, outgoing: Outgoing) -> bool:
        """Whether the answer fits into a card."""
        return size(card(outgoing, repeat=False)) <= self._settings.card_bytes

    def repeats(self, outgoing: Outgoing) -> bool:
        """Whether it has to be marked as a repeat: not while the uuid keeps a second one from being shown.

        What may have been a toast had no uuid: the answer to a press, whose key is “token:action”.
        """
        age = (self._clock() - outgoing.created_at).total_seconds()
        return outgoing.repeat and (age >= self._settings.uuid_seconds or ":" in outgoing.answers)

    async def _written(self, outgoing: Outgoing) -> tuple[Sent, int]:
        """The words, as a card where there is something to press; also how many messages they took."""
        if not (outgoing.lines or outgoing.buttons or outgoing.choices):
            return Sent(message_id=""), 0
        repeat = self.repeats(outgoing)
        pressable = bool(outgoing.buttons or outgoing.choices)
        if pressable and size(shown := card(outgoing, repeat=repeat)) <= self._settings.card_bytes:
            try:
                id = await self._post(outgoing, Part(kind="interactive", content=shown), 0)
                return Sent(message_id=id, handles={"card": id}), 1
            except Refusal as refusal:
                if refusal.code not in CARD_CODES:
                    raise
                log.warning("card refused", letter=outgoing.id, code=refusal.code)
        text = numbered(outgoing, bot=self._people.bot_name, repeat=repeat)
        ids = [
            await self._post(outgoing, Part(kind="text", content={"text": part}), number)
            for number, part in enumerate(parts(text, self._settings.text_bytes), 1)
        ]
        return Sent(message_id=ids[0] if ids else ""), len(ids) + 1

    async def _post(self, outgoing: Outgoing, part: Part, number: int) -> str:
        """Sends one message, as a reply to what was asked or into the topic, else into the chat; its id."""
        body = {
            "msg_type": part.kind,
            "content": dumped(part.content).decode(),
            "uuid": self._uuid(outgoing, number),
        }
        topic = outgoing.chat.topic
        root = outgoing.asked if outgoing.asked and (number <= 1 or topic) else ""
        if topic and not root:
            root = await self._people.message_in(topic)
        if root:
            try:
                return await self._reply(outgoing, root, body | {"reply_in_thread": bool(topic)})
            except Refusal as refusal:
                if refusal.code not in GONE:
                    raise
        answer = await self._api.do(
            "POST",
            "im/v1/messages",
            of={"api": "create", "chat": outgoing.chat.id},
            params={"receive_id_type": _id_type(outgoing.chat.id)},
            body={"receive_id": outgoing.chat.id, **body},
        )
        return word(answer, "data", "message_id")

    async def _reply(self, outgoing: Outgoing, root: str, body: Mapping[str, Any]) -> str:
        of = {"api": "reply", "chat": outgoing.chat.id}
        answer = await self._api.do("POST", f"im/v1/messages/{segment(root)}/reply", of=of, body=body)
        return word(answer, "data", "message_id")

    def _uuid(self, outgoing: Outgoing, number: int) -> str:
        """The same for every try of the same part; at most fifty characters."""
        name = outgoing.id if number == 0 else f"{outgoing.id}.{number}"
        return name if len(name) <= UUID_LENGTH else hashlib.sha256(name.encode()).hexdigest()[:UUID_LENGTH]

    async def _edited(self, outgoing: Outgoing) -> bool:
        """Puts the answer in the place of an earlier card of ours; False where that cannot be done any more."""
        shown = card(outgoing, repeat=False)
        if size(shown) > self._settings.card_bytes:
            return False
        try:
            await self._api.do(
                "PATCH",
                f"im/v1/messages/{segment(outgoing.replaces)}",
                of={"api": "patch", "message": outgoing.replaces},
                body={"content": dumped(shown).decode()},
            )
        except Refusal as refusal:
            if not refusal.final:
                raise
            log.info("not edited in place", letter=outgoing.id, code=refusal.code)
            return False
        return True

    async def _reacted(self, outgoing: Outgoing) -> bool:
        """Puts a reaction on the asked message; False where that is refused, and then words are sent."""
        try:
            await self._api.do(
                "POST",
                f"im/v1/messages/{segment(outgoing.asked)}/reactions",
                of={"api": "reactions"},
                body={"reaction_type": {"emoji_type": self._settings.reaction}},
            )
        except Refusal as refusal:
            if not refusal.final:
                raise
            log.info("no reaction", letter=outgoing.id, code=refusal.code)
            return False
        return True

    async def _load(self, file: File) -> Load:
        try:
            data = await self._files.load(file.id)
        except KeyError:
            raise DeliveryError("the file is gone", final=True) from None
        pictured = file.kind == "image" and 0 < len(data) <= self._settings.image_bytes
        if not data or (not pictured and len(data) > self._settings.file_bytes):
            raise DeliveryError("a file that is empty or too large for Feishu", final=True)
        return Load(file=file, data=data, pictured=pictured)

    async def _uploaded(self, load: Load) -> Part:
        """The file at Feishu, ready to be sent."""
        if load.pictured:
            answer = await self._api.do("POST", "im/v1/images", of={"api": "images"}, form=lambda: _image(load))
            return Part(kind="image", content={"image_key": word(answer, "data", "image_key")})
        answer = await self._api.do("POST", "im/v1/files", of={"api": "files"}, form=lambda: _file(load))
        return Part(kind="file", content={"file_key": word(answer, "data", "file_key")})


def _image(load: Load) -> aiohttp.FormData:
    form = aiohttp.FormData()
    form.add_field("image_type", "message")
    form.add_field("image", io.BytesIO(load.data), filename=load.file.name, content_type="application/octet-stream")
    return form


def _file(load: Load) -> aiohttp.FormData:
    form = aiohttp.FormData()
    form.add_field("file_type", FILE_TYPES.get(load.file.name.rpartition(".")[2].lower(), "stream"))
    form.add_field("file_name", load.file.name)
    form.add_field("file", io.BytesIO(load.data), filename=load.file.name, content_type="application/octet-stream")
    return form


def _id_type(id: str) -> str:
    """Of which kind an id is, by its beginning."""
    return {"ou_": "open_id", "on_": "union_id"}.get(id[:3], "chat_id")
