"""The fake platform's long connection: one for a bot, strict about who may say what under which req_id."""

import asyncio
import base64
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import WSCloseCode, WSMsgType, web

from adapters.wecom.fake_bot_faults import Faults
from adapters.wecom.fake_bot_frames import Refusal, need, seen
from adapters.wecom.fake_bot_rooms import Rooms

NOT_SUBSCRIBED, BAD_CREDENTIALS, BAD_REQ, STREAM_OVER = 846609, 853000, 846605, 846608
MEDIA = ("file", "image", "voice", "video")
CHUNK = 512 * 1024
Json = dict[str, Any]


@dataclass
class Asked:
    """A frame that was sent to the bot: what may be answered under its req_id."""

    kind: str
    chat: tuple[str, bool]
    at: float
    streams: dict[str, float] = field(default_factory=dict)
    done: bool = False


class FakeSocket:
    """The server side. `asked` are the frames that the bot was sent, `commands` what it said, in order."""

    def __init__(
        self, *, bot_id: str, secret: str, rooms: Rooms, faults: Faults, clock: Callable[[], float] = time.time
    ) -> None:
        self._who = {"bot_id": bot_id, "secret": secret}
        self._rooms = rooms
        self._faults = faults
        self._clock = clock
        self.current: web.WebSocketResponse | None = None
        self.subscribed = asyncio.Event()
        self.connections = 0
        self.refused_subscriptions = 0
        self.commands: list[str] = []
        self.asked: dict[str, Asked] = {}
        self.media: dict[str, bytes] = {}
        self._uploads: dict[str, tuple[Json, dict[int, bytes]]] = {}

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection."""
        socket = web.WebSocketResponse(max_msg_size=8 * 1024 * 1024)
        await socket.prepare(request)
        self.connections += 1
        async for message in socket:
            if message.type is WSMsgType.TEXT and not (self._faults.deaf and self.current is socket):
                await self._heard(socket, json.loads(message.data))
        if self.current is socket:
            self.current = None
            self.subscribed.clear()
        return socket

    async def push(self, cmd: str, body: Json, *, chat: tuple[str, bool], raw: str = "") -> str:
        """Sends the bot a frame; its req_id. `raw` goes out as it is."""
        req = f"req{uuid4().hex}"
        kind = body.get("event", {}).get("eventtype", "message")
        self.asked[req] = Asked(kind, chat, self._clock())
        assert self.current is not None, "no bot is connected"
        frame = {"cmd": cmd, "headers": {"req_id": req}, "body": body}
        await self.current.send_str(raw or json.dumps(frame, ensure_ascii=False))
        return req

    async def displace(self) -> None:
        """What another connection of the same bot does to this one."""
        old, self.current = self.current, None
        self.subscribed.clear()
        if old is not None:
            body = {"msgtype": "event", "event": {"eventtype": "disconnected_event"}}
            frame = {"cmd": "aibot_event_callback", "headers": {"req_id": uuid4().hex}, "body": body}
            await old.send_str(json.dumps(frame))
            await old.close()

    async def close(self, code: int = WSCloseCode.OK) -> None:
        """Closes the connection."""
        if self.current is not None:
            await self.current.close(code=code)

    async def _heard(self, socket: web.WebSocketResponse, frame: Json) -> None:
        cmd, req = frame.get("cmd", ""), frame.get("headers", {}).get("req_id", "")
        self.commands.append(cmd)
        if cmd == "ping" and self._faults.half_open:
            return
        try:
            need(req, 40035, "no req_id")
            if code := self._faults.refusal(cmd):
                raise Refusal(code)  # noqa: TRY301 - as the platform's own refusals
            body = await self._done(socket, cmd, req, frame.get("body") or {})
            answer: Json = {
                "headers": {"req_id": req},
                "errcode": 0,
                "errmsg": "ok",
                **({"body": body} if body else {}),
            }
        except Refusal as no:
            answer = {"headers": {"req_id": req}, "errcode": no.errcode, "errmsg": str(no)}
        if not self._faults.silent or cmd in ("aibot_subscribe", "ping"):
            await socket.send_str(json.dumps(answer))

    async def _done(self, socket: web.WebSocketResponse, cmd: str, req: str, body: Json) -> Json:
        if cmd == "aibot_subscribe":
            return await self._subscribe(socket, body)
        need(socket is self.current, NOT_SUBSCRIBED, "aibot websocket not subscribed")
        if cmd == "ping":
            return {}
        if cmd.startswith("aibot_upload_media_"):
            return self._upload(cmd.rpartition("_")[2], body)
        known = {
            "aibot_respond_msg": self._respond,
            "aibot_respond_welcome_msg": self._welcome,
            "aibot_respond_update_msg": self._update,
        }
        if cmd == "aibot_send_msg":
            self._send(body)
            return {}
        need(cmd in known, 40035, "unknown cmd")
        asked = self.asked.get(req)
        need(asked is not None, BAD_REQ, "invalid req_id")
        assert asked is not None
        known[cmd](asked, body)
        return {}

    async def _subscribe(self, socket: web.WebSocketResponse, body: Json) -> Json:
        if body != self._who:
            self.refused_subscriptions += 1
            raise Refusal(BAD_CREDENTIALS, "bot_id or secret")
        if self.current is not socket:
            await self.displace()
        self.current = socket
        self.subscribed.set()
        return {}

    def _respond(self, asked: Asked, body: Json) -> None:
        need(asked.kind == "message" and self._clock() - asked.at < 86400, BAD_REQ, "invalid req_id")
        text = seen(body, ("stream", "template_card", "markdown", *MEDIA))
        self._knows_media(body)
        if body["msgtype"] == "stream":
            need("msg_item" not in body["stream"], 40016, "msg_item")
            begun = asked.streams.setdefault(body["stream"]["id"], self._clock())
            need(self._clock() - begun < 360, STREAM_OVER, "stream expired")
            if not body["stream"]["finish"]:
                return
        self._rooms.show(asked.chat, text, body)

    def _welcome(self, asked: Asked, body: Json) -> None:
        need(asked.kind == "enter_chat" and not asked.done, BAD_REQ, "invalid req_id")
        need(self._clock() - asked.at < 5, BAD_REQ, "too late")
        self._rooms.show(asked.chat, seen(body, ("text", "template_card")), body)
        asked.done = True

    def _update(self, asked: Asked, body: Json) -> None:
        need(asked.kind == "template_card_event" and not asked.done, BAD_REQ, "invalid req_id")
        need(self._clock() - asked.at < 5, BAD_REQ, "too late")
        need(body.get("response_type") == "update_template_card", 40008, "response_type")
        self._rooms.replace(asked.chat, body.get("template_card"))
        asked.done = True

    def _send(self, body: Json) -> None:
        id, kind = str(body.get("chatid", "")), body.get("chat_type", 0)
        need(kind in (0, 1, 2), 40035, "chat_type")
        chats = [
            chat for chat in ((id, True), (id, False)) if chat in self._rooms.known and kind in (0, 1 if chat[1] else 2)
        ]
        need(chats, 846610, "nobody has written to the bot here")
        chat = chats[0]
        text = seen(body, ("markdown", "template_card", *MEDIA))
        self._knows_media(body)
        need(chat[1] or body["msgtype"] != "template_card" or self._faults.group_cards, 40008, "cards in private only")
        self._rooms.show(chat, text, body)

    def _knows_media(self, body: Json) -> None:
        if body["msgtype"] in MEDIA:
            need(body[body["msgtype"]]["media_id"] in self.media, 40007, "invalid media_id")

    def _upload(self, step: str, body: Json) -> Json:
        if step == "init":
            need(set(body) == {"type", "filename", "total_size", "total_chunks", "md5"}, 40035, "init")
            need(body["type"] in MEDIA and body["total_size"] > 5 and 1 <= body["total_chunks"] <= 100, 40035, "init")
            upload = uuid4().hex
            self._uploads[upload] = (body, {})
            return {"upload_id": upload}
        need(body.get("upload_id") in self._uploads, 40007, "upload_id")
        about, chunks = self._uploads[body["upload_id"]]
        if step == "chunk":
            data = base64.b64decode(body["base64_data"], validate=True)
            need(0 <= body["chunk_index"] < about["total_chunks"] and len(data) <= CHUNK, 40035, "chunk")
            chunks[body["chunk_index"]] = data
            return {}
        whole = b"".join(chunks[index] for index in sorted(chunks))
        digest = hashlib.md5(whole, usedforsecurity=False).hexdigest()
        need(len(whole) == about["total_size"] and digest == about["md5"], 40035, "what came is not what was announced")
        media = f"media{uuid4().hex}"
        self.media[media] = whole
        return {"type": about["type"], "media_id": media, "created_at": str(int(self._clock()))}
