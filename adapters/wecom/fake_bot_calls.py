"""The fake platform's callbacks: signed and encrypted posts to a door, its replies, and the polls for open streams."""

import io
import json
import time
from typing import Any
from uuid import uuid4

import aiohttp

from adapters.wecom.crypto import Crypto
from adapters.wecom.fake_bot_frames import need, seen
from adapters.wecom.fake_bot_rooms import Chat, Rooms

PASSIVE = ("stream", "template_card", "stream_with_template_card")
POLLED = ("stream", "stream_with_template_card")
Json = dict[str, Any]


class FakeCalls:
    """Posts to `address`. `replies` are what the door said, decrypted; `open_streams` those that may be polled."""

    def __init__(self, address: str, *, token: str, aes_key: str, rooms: Rooms) -> None:
        self.address = address
        self.crypto = Crypto(token, aes_key, "")
        self._rooms = rooms
        self._session: aiohttp.ClientSession | None = None
        self.replies: list[Json] = []
        self.bodies: list[bytes] = []
        self.open_streams: dict[str, Chat] = {}
        self._answered: set[str] = set()

    @property
    def session(self) -> aiohttp.ClientSession:
        """The platform's client."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session

    async def close(self) -> None:
        """Ends the client."""
        if self._session is not None:
            await self._session.close()

    def signed(self, body: bytes, *, at: int | None = None) -> tuple[dict[str, str], str]:
        """A valid query and its encrypted body."""
        timestamp, nonce = str(at if at is not None else int(time.time())), uuid4().hex[:10]
        encrypted, signature = self.crypto.encrypt(body, timestamp, nonce)
        return {"msg_signature": signature, "timestamp": timestamp, "nonce": nonce}, encrypted

    async def verify(self) -> tuple[int, bytes]:
        """What the platform does when the address is saved in its console."""
        query, encrypted = self.signed(b"echo-1234")
        async with self.session.get(self.address, params={**query, "echostr": encrypted}) as answer:
            return answer.status, await answer.read()

    async def post(self, body: Json, chat: Chat, *, at: int | None = None) -> int:
        """Delivers a message or event, and shows what the door replies."""
        query, encrypted = self.signed(json.dumps(body, ensure_ascii=False).encode(), at=at)
        status, content = await self.raw(query, json.dumps({"encrypt": encrypted}).encode())
        if status == 200 and content:
            self._shows(self._opened(content, query), chat, body)
        return status

    async def raw(self, query: dict[str, str], content: bytes) -> tuple[int, bytes]:
        """Posts anything."""
        async with self.session.post(self.address, params=query, data=io.BytesIO(content)) as answer:
            said = await answer.read()
            self.bodies.append(said)
            return answer.status, said

    async def poll(self, id: str, *, at: int | None = None) -> bool:
        """Asks for a stream's state; whether it is finished."""
        chat = self.open_streams[id]
        await self.post({"msgid": uuid4().hex, "msgtype": "stream", "stream": {"id": id}}, chat, at=at)
        return id not in self.open_streams

    def _opened(self, content: bytes, query: dict[str, str]) -> Json:
        reply = json.loads(content)
        assert set(reply) == {"encrypt", "msgsignature", "timestamp", "nonce"}, set(reply)
        assert isinstance(reply["timestamp"], int)
        assert reply["nonce"] == query["nonce"]
        timestamp = str(reply["timestamp"])
        assert self.crypto.verify(reply["msgsignature"], timestamp, reply["nonce"], reply["encrypt"])
        opened: Json = json.loads(self.crypto.decrypt(reply["encrypt"]))
        self.replies.append(opened)
        return opened

    def _shows(self, reply: Json, chat: Chat, body: Json) -> None:
        """Shows a reply; what a repeat of an answered message is told shows nothing again."""
        if body["msgid"] in self._answered:
            return
        self._answered.add(body["msgid"])
        kind = body.get("event", {}).get("eventtype", "message")
        if kind == "template_card_event":
            need(reply.get("response_type") == "update_template_card", 40008, "response_type")
            self._rooms.replace(chat, reply["template_card"])
            return
        spoken = POLLED if body["msgtype"] == "stream" else PASSIVE
        text = seen(reply, ("text", "template_card") if kind == "enter_chat" else spoken)
        stream = reply.get("stream")
        if stream is not None and not stream["finish"]:
            self.open_streams[stream["id"]] = chat
            return
        if stream is not None:
            self.open_streams.pop(stream["id"], None)
        self._rooms.show(chat, text, reply)
