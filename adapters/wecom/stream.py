"""Stream replies: an answer that takes longer is begun as 处理中…, and any process answers the platform's polls for it.

A stream is `open` until the answer is there, `final` while it waits to be fetched, `taken` once a poll has fetched it;
`withdrawn` says that the answer goes another way.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from adapters.wecom.bot_settings import BotSettings
from commands.message import POINTER, Language, Shelf, Words

WAIT: Words = {"zh": "处理中…", "en": "Working on it…"}
LATER: Words = {"zh": "还在处理，结果另外发给你。", "en": "Still working on it; the answer comes separately."}
DONE: Words = {"zh": "好的。", "en": "All right."}
LOOK = 0.25  # seconds between two looks at what another process may have fetched
LIFE = 900.0
Json = dict[str, Any]


def frame(id: str, content: str, *, finish: bool = True) -> Json:
    """A stream reply that holds the whole text so far."""
    return {"msgtype": "stream", "stream": {"id": id, "finish": finish, "content": content}}


def ended(id: str, reply: Json) -> Json:
    """A reply that ends a stream: one that is a card alone comes along with it, else 处理中… would stand for ever."""
    if "stream" in reply:
        return reply
    return {**frame(id, POINTER), **reply, "msgtype": "stream_with_template_card"}


class Streams:
    """The streams of one bot, on the shelf."""

    def __init__(self, settings: BotSettings, shelf: Shelf, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._prefix = f"wecom.bot.{settings.bot_id}.stream."
        self._shelf = shelf
        self._clock = clock

    def id_of(self, key: str) -> str:
        """The stream id of a message, the same in every process."""
        return hashlib.sha256(f"{self._settings.bot_id}\0{key}".encode()).hexdigest()[:32]

    async def open(self, key: str, language: Language) -> Json:
        """Opens the stream of a message; its first frame."""
        id = self.id_of(key)
        await self._shelf.swap(self._prefix + id, None, self._value("open", language), seconds=LIFE)
        return frame(id, WAIT[language], finish=False)

    async def is_open(self, key: str) -> bool:
        """Whether a message's stream waits for its answer, with time left."""
        now = await self._shelf.get(self._prefix + self.id_of(key)) if key else None
        return now is not None and self._alive(json.loads(now))

    async def is_known(self, key: str) -> bool:
        """Whether a message's request was replied by a stream or an answer."""
        return await self._shelf.get(self._prefix + self.id_of(key)) is not None

    async def finish(self, key: str, reply: Json) -> bool:
        """Lays down the final reply and waits until a poll has fetched it; False where none came, and none will."""
        id = self.id_of(key)
        name = self._prefix + id
        now = await self._shelf.get(name)
        if now is None or not self._alive(json.loads(now)):
            return False
        final = _changed(now, "final", ended(id, reply))
        if not await self._shelf.swap(name, now, final, seconds=LIFE):
            return False
        until = asyncio.get_running_loop().time() + self._settings.poll_seconds
        while asyncio.get_running_loop().time() < until:
            if await self._shelf.get(name) != final:
                return True
            await asyncio.sleep(LOOK)
        return not await self._shelf.swap(name, final, _changed(final, "withdrawn", None), seconds=LIFE)

    async def hush(self, key: str, content: Words = DONE) -> None:
        """Ends a stream that nothing answered."""
        id = self.id_of(key)
        now = await self._shelf.get(self._prefix + id)
        if now is not None and (opened := json.loads(now))["state"] == "open":
            final = _changed(now, "final", frame(id, content[opened["language"]]))
            await self._shelf.swap(self._prefix + id, now, final, seconds=LIFE)

    async def keep(self, key: str, reply: Json, language: Language) -> None:
        """Keeps a reply that needed no stream, for a repeat of the message."""
        await self._shelf.put(self._prefix + self.id_of(key), self._value("taken", language, reply), seconds=LIFE)

    async def state(self, key: str) -> Json | None:
        """What a repeat of the message is told; None where nothing was replied to it."""
        id = self.id_of(key)
        return None if await self._shelf.get(self._prefix + id) is None else await self.poll(id)

    async def poll(self, id: str) -> Json:
        """The answer to the platform's poll: what there is by now."""
        name = self._prefix + id
        while (now := await self._shelf.get(name)) is not None:
            value = json.loads(now)
            reply: Json = value["reply"]
            if value["state"] == "taken":
                return reply
            if value["state"] == "withdrawn":
                return frame(id, LATER[value["language"]])
            if self._alive(value):
                return frame(id, WAIT[value["language"]], finish=False)
            state = "taken" if value["state"] == "final" else "withdrawn"
            if await self._shelf.swap(name, now, _changed(now, state, reply), seconds=LIFE):
                return reply or frame(id, LATER[value["language"]])
        return frame(id, DONE["zh"])

    def _alive(self, value: Json) -> bool:
        age = self._clock().timestamp() - float(value["at"])
        return value["state"] == "open" and age < self._settings.stream_seconds

    def _value(self, state: str, language: Language, reply: Json | None = None) -> bytes:
        value = {"state": state, "reply": reply, "at": self._clock().timestamp(), "language": language}
        return json.dumps(value, ensure_ascii=False).encode()


def _changed(now: bytes, state: str, reply: Json | None) -> bytes:
    """The same stream in another state."""
    return json.dumps({**json.loads(now), "state": state, "reply": reply}, ensure_ascii=False).encode()
