"""A fake WeCom with one AI bot in it: people and groups who talk to it, by long connection or by callbacks."""

import asyncio
import base64
import os
import time
from typing import Any
from uuid import uuid4

from aiohttp import web
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from adapters.wecom.fake_bot_calls import FakeCalls
from adapters.wecom.fake_bot_faults import Faults
from adapters.wecom.fake_bot_frames import Refusal, seen
from adapters.wecom.fake_bot_rooms import Rooms
from adapters.wecom.fake_bot_socket import FakeSocket

BOT, SECRET, TOKEN = "aibTESTinvented0001", "invented-long-connection-secret", "inventedToken"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
NAME = "CRM 助手"
USER, GROUP = "zhangwei", "wrGroup0001"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"invented picture"
Json = dict[str, Any]


def sealed(content: bytes, aes_key: str) -> bytes:
    """A file as the platform keeps it: AES-256-CBC, padded to 32."""
    key = base64.b64decode(aes_key + "=")
    count = 32 - len(content) % 32
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return encryptor.update(content + bytes([count]) * count) + encryptor.finalize()


class FakeBot:
    """`socket` is the long connection, `calls` the callbacks (after `call`), `rooms` what people see."""

    def __init__(self, *, name: str = NAME) -> None:
        self.name = name
        self.faults = Faults()
        self.rooms = Rooms(self.faults)
        self.socket = FakeSocket(bot_id=BOT, secret=SECRET, rooms=self.rooms, faults=self.faults)
        self.calls: FakeCalls | None = None
        self.base = ""
        self.media: dict[str, bytes] = {}
        self.url_posts: list[Json] = []
        self._urls: dict[str, tuple[str, bool]] = {}
        self._runner: web.AppRunner | None = None

    @property
    def socket_url(self) -> str:
        """The long connection's address."""
        return self.base.replace("http", "ws", 1) + "/"

    async def start(self, port: int = 0) -> None:
        """Listens on loopback."""
        app = web.Application()
        app.router.add_get("/", self.socket.serve)
        app.router.add_post("/cgi-bin/aibot/response", self._response)
        app.router.add_get("/media/{id}", self._media)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Closes everything."""
        if self.calls is not None:
            await self.calls.close()
        await self.socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def call(self, address: str) -> FakeCalls:
        """From now on the bot is reached by callbacks at this address."""
        self.calls = FakeCalls(address, token=TOKEN, aes_key=AES_KEY, rooms=self.rooms)
        return self.calls

    async def say(self, text: str, *, key: str = "", private: bool = True, user: str = USER, **more: Any) -> int:
        """A person writes; in a group the bot hears only what names it."""
        if not private and f"@{self.name}" not in text:
            return 200
        return await self.deliver({"msgtype": "text", "text": {"content": text}, **more}, key, private, user)

    async def picture(self, *, key: str = "", content: bytes = PICTURE) -> int:
        """A person sends a picture in private."""
        return await self.deliver({"msgtype": "image", "image": self.kept(content)}, key)

    def kept(self, content: bytes) -> Json:
        """A file on the platform, as a message tells of it; by long connection with a key of its own."""
        aes_key = AES_KEY if self.calls is not None else base64.b64encode(os.urandom(32)).decode().rstrip("=")
        id = uuid4().hex
        self.media[id] = sealed(content, aes_key)
        own = {} if self.calls is not None else {"aeskey": aes_key}
        return {"url": f"{self.base}/media/{id}", **own}

    async def event(self, kind: str, *, user: str = USER, private: bool = True, at: int = 0, **event: Any) -> int:
        """Something happens; `at` tells one event from another."""
        body = {"msgtype": "event", "create_time": at or int(time.time()), "event": {"eventtype": kind, **event}}
        return await self.deliver(body, "", private, user)

    async def press(self, action: str, task_id: str, *, private: bool = True, at: int = 0, flat: bool = False) -> int:
        """A person presses a button of a card."""
        card = {"card_type": "button_interaction", "event_key": action, "task_id": task_id}
        event = card if flat else {"template_card_event": card}
        return await self.event("template_card_event", private=private, at=at, **event)

    async def deliver(self, body: Json, key: str = "", private: bool = True, user: str = USER, at: int = 0) -> int:
        """A message or event reaches the bot the way that it is reached; the HTTP status, 200 for the socket."""
        chat = (user if private else GROUP, private)
        whole: Json = {
            "msgid": key or uuid4().hex,
            "aibotid": BOT,
            "chattype": "single" if private else "group",
            "from": {"userid": user},
            **({} if private else {"chatid": GROUP}),
            **body,
        }
        if body["msgtype"] != "event" or body["event"]["eventtype"] == "template_card_event":
            self.rooms.known.add(chat)
        if self.calls is None:
            cmd = "aibot_event_callback" if body["msgtype"] == "event" else "aibot_msg_callback"
            await self.socket.push(cmd, whole, chat=chat)
            return 200
        whole.setdefault("response_url", self._url(*chat))
        return await self.calls.post(whole, chat, at=at or None)

    def _url(self, chat: str, private: bool) -> str:
        code = uuid4().hex
        self._urls[code] = (chat, private)
        return f"{self.base}/cgi-bin/aibot/response?response_code={code}"

    async def _response(self, request: web.Request) -> web.Response:
        """The response_url: once, markdown or in private a card."""
        body: Json = await request.json()
        if self.faults.url_status != 200:
            return web.Response(status=self.faults.url_status, text="<html>")
        chat = self._urls.get(request.query.get("response_code", ""))
        if chat is None:
            return web.json_response({"errcode": 40035, "errmsg": "response_code"})
        try:
            kinds = ("markdown", "template_card") if chat[1] else ("markdown",)
            self.rooms.show(chat, seen(body, kinds), body)
        except Refusal as no:
            return web.json_response({"errcode": no.errcode, "errmsg": str(no)})
        del self._urls[request.query["response_code"]]
        self.url_posts.append(body)
        if self.faults.url_stalls:
            await asyncio.Event().wait()
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    async def _media(self, request: web.Request) -> web.Response:
        content = self.media.get(request.match_info["id"])
        return web.Response(status=404) if content is None else web.Response(body=content)
