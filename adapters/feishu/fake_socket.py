"""The fake's long connection: an endpoint that gives out single-use addresses, and frames over a WebSocket."""

import asyncio
import base64
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from adapters.feishu.fake_frames import CONTROL, DATA, Frame

if TYPE_CHECKING:
    from adapters.feishu.fake import FakeFeishu

MOST_CONNECTIONS = 50


class FakeSocket:
    """Every event goes to one connection. It counts the connections `opened`, the events `sent` and the pings."""

    def __init__(self, feishu: "FakeFeishu") -> None:
        self.feishu = feishu
        self.pings = 0
        self.opened = 0
        self.sent = 0
        self.most = MOST_CONNECTIONS
        self.ping_seconds = 120
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Mapping[str, Any]]] = {}

    def add_to(self, app: web.Application) -> None:
        """Adds the endpoint and the WebSocket."""
        app.router.add_post("/callback/ws/endpoint", self._endpoint)
        app.router.add_get("/ws", self._connect)

    @property
    def connections(self) -> int:
        """How many are open now."""
        return len(self._open)

    async def push(self, envelope: Mapping[str, Any], *, parts: int = 1) -> tuple[int, Any]:
        """Sends an event, in several parts if told to; returns the answer's code and what the callback said."""
        id = uuid4().hex
        waiting: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[id] = waiting
        raw = json.dumps(envelope, ensure_ascii=False).encode()
        step = -(-len(raw) // parts)
        for number in range(parts):
            headers = {"type": "event", "message_id": id, "trace_id": id, "sum": str(parts), "seq": str(number)}
            piece = raw[number * step : (number + 1) * step]
            await self._open[-1].send_bytes(Frame(method=DATA, headers=headers, payload=piece).packed())
        self.sent += 1
        answer = await waiting
        data = answer.get("data")
        return int(answer["code"]), json.loads(base64.b64decode(data)) if data else None

    async def close(self, code: int = 1000) -> None:
        """Closes every connection politely."""
        for socket in list(self._open):
            await socket.close(code=code)

    def cut(self) -> None:
        """Tears every connection."""
        for socket in self._open:
            if socket._req is not None and socket._req.transport is not None:
                socket._req.transport.abort()

    async def _endpoint(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body.get("AppID") != self.feishu.calls.app_id or body.get("AppSecret") != self.feishu.secret:
            return web.json_response({"code": 10014, "msg": "app secret invalid"})
        if len(self._open) >= self.most:
            return web.json_response({"code": 1000040350, "msg": "too many connections"})
        ticket = uuid4().hex
        self._tickets.add(ticket)
        url = f"{self.feishu.base.replace('http', 'ws', 1)}/ws?device_id=d1&service_id=1&ticket={ticket}"
        config = {
            "ReconnectCount": -1,
            "ReconnectInterval": 120,
            "ReconnectNonce": 30,
            "PingInterval": self.ping_seconds,
        }
        return web.json_response({"code": 0, "msg": "", "data": {"URL": url, "ClientConfig": config}})

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            headers = {"handshake-status": "403", "handshake-msg": "forbidden"}
            return web.Response(status=403, headers=headers)
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._open.append(socket)
        self.opened += 1
        try:
            async for message in socket:
                if message.type == WSMsgType.BINARY:
                    await self._take(socket, Frame.read(message.data))
        finally:
            self._open.remove(socket)
        return socket

    async def _take(self, socket: web.WebSocketResponse, frame: Frame) -> None:
        kind = frame.headers.get("type")
        if frame.method == CONTROL and kind == "ping":
            self.pings += 1
            await socket.send_bytes(Frame(method=CONTROL, headers={"type": "pong"}).packed())
        elif frame.method == DATA and (waiting := self._waiting.pop(frame.headers["message_id"], None)) is not None:
            waiting.set_result(json.loads(frame.payload))
