"""Feishu played on loopback, for tests and trials: its API with limits and error codes, its long connection, faults.

feishu = FakeFeishu()
await feishu.start()
door = FeishuDoor(feishu.settings(), …)
feishu.fail("429", "im/v1/messages", times=2)
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import web
from pydantic import SecretStr

from adapters.feishu.fake_api import add_routes, problem
from adapters.feishu.fake_calls import ASKER, BOT, GROUP, PRIVATE, FakeCalls
from adapters.feishu.fake_shown import shown_text
from adapters.feishu.fake_socket import FakeSocket
from adapters.feishu.settings import FeishuSettings

APP = "cli_a0123456789abcde"
SECRET = "an-app-secret"
ENCRYPT_KEY = "an encrypt key"
VERIFICATION = "a verification token"
TOLERANCE = 0.9  # of a window: two messages may come a little closer together than they were sent
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class FakeMessage:
    """A message as its chat shows it."""

    id: str
    chat: str
    kind: str
    content: dict[str, Any]
    uuid: str = ""
    reply_to: str = ""
    in_thread: bool = False
    ours: bool = True
    at: float = 0.0
    reactions: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Fault:
    """Something that goes wrong on calls whose path has these words, so many times."""

    kind: str
    path: str
    times: int
    reset: float


class FakeFeishu:
    """One tenant with one app. `ahead` moves its clock; `gone` holds messages that were withdrawn."""

    def __init__(self) -> None:
        self.calls = FakeCalls(app_id=APP, encrypt_key=ENCRYPT_KEY, token=VERIFICATION)
        self.socket = FakeSocket(self)
        self.base = ""
        self.ahead = 0.0
        self.bot_status = 2
        self.granted: set[str] = {
            "im:message",
            "im:message.p2p_msg:readonly",
            "im:message.group_at_msg:readonly",
            "im:resource",
            "contact:user.base:readonly",
        }
        self.contacts: dict[str, str] = {ASKER: "陈晓明"}
        self.chats: dict[str, dict[str, str]] = {GROUP: {ASKER: "陈晓明"}, PRIVATE: {ASKER: "陈晓明"}}
        self.messages: list[FakeMessage] = []
        self.gone: set[str] = set()
        self.resources: dict[tuple[str, str], bytes] = {}
        self.uploads: dict[str, bytes] = {}
        self.tokens: dict[str, float] = {}
        self.asked: list[str] = []
        self.stopping = asyncio.Event()
        self._faults: list[Fault] = []
        self._windows: dict[tuple[str, float], deque[float]] = {}
        self._runner: web.AppRunner | None = None

    def settings(self, **changes: Any) -> FeishuSettings:
        """Settings for a door that talks to this fake."""
        values: dict[str, Any] = {
            "mode": "callback",
            "app_id": APP,
            "app_secret": SecretStr(SECRET),
            "encrypt_key": SecretStr(ENCRYPT_KEY),
            "verification_token": SecretStr(VERIFICATION),
            "api_base": self.base,
            "uneven_seconds": 0,
        }
        return FeishuSettings(**values | changes)

    @property
    def secret(self) -> str:
        """The app's secret."""
        return SECRET

    def bot_info(self) -> dict[str, Any]:
        """What bot/v3/info says."""
        return {"activate_status": self.bot_status, "app_name": "跟进", "open_id": BOT}

    async def start(self, port: int = 0) -> None:
        """Listens on loopback; `base` is its address."""
        app = web.Application(middlewares=[self._faulty], client_max_size=64 * 1024 * 1024)
        add_routes(app, self)
        self.socket.add_to(app)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        self.stopping.set()
        if self._runner is not None:
            await self._runner.cleanup()

    def now(self) -> float:
        """Seconds, by the fake's clock."""
        return time.time() + self.ahead

    def fail(self, kind: str, path: str = "", *, times: int = 1, reset: float = 0.1) -> None:
        """Has the next calls go wrong.

        500, page (a proxy's HTML), 429, hang, drop: before anything happens; 500_after, hang_after, drop_after: after
        it took effect; token: every token given out so far is worth nothing.
        """
        self._faults.append(Fault(kind, path, times, reset))

    def shown(self) -> list[str]:
        """What people see, in order, all chats."""
        return [shown_text(message.kind, message.content) for message in self.messages if message.ours]

    def hear(self, id: str, chat: str) -> None:
        """Notes a message of a person's, which can then be replied to."""
        self.messages.append(FakeMessage(id=id, chat=chat, kind="text", content={"text": ""}, ours=False))

    def new_message(self, **fields: Any) -> FakeMessage:
        """Puts a message of the bot's into a chat."""
        message = FakeMessage(id=f"om_{uuid4().hex}", at=self.now(), **fields)
        self.messages.append(message)
        return message

    def message(self, id: str) -> FakeMessage | None:
        """A message that is still there."""
        return next((each for each in self.messages if each.id == id and id not in self.gone), None)

    def new_token(self) -> tuple[str, float]:
        """The token in use while it is good for half an hour yet, else a new one."""
        for token, until in self.tokens.items():
            if until - self.now() > 1800:
                return token, until - self.now()
        token = f"t-{uuid4().hex}"
        self.tokens[token] = self.now() + 7200
        return token, 7200.0

    def over(self, name: str, most: int, seconds: float) -> bool:
        """Whether one call more is too many for a limit; counts it if not."""
        window = self._windows.setdefault((name, seconds), deque())
        now = time.monotonic()
        while window and window[0] <= now - seconds * TOLERANCE:
            window.popleft()
        if len(window) >= most:
            return True
        window.append(now)
        return False

    @web.middleware
    async def _faulty(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self.asked.append(f"{request.method} {request.path}")
        fault = next((each for each in self._faults if each.path in request.path), None)
        if fault is None:
            return await handler(request)
        fault.times -= 1
        if not fault.times:
            self._faults.remove(fault)
        if fault.kind == "token":
            self.tokens.clear()
            return await handler(request)
        if fault.kind.endswith("_after"):
            await handler(request)
        return await self._wrong(request, fault)

    async def _wrong(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        kind = fault.kind.removesuffix("_after")
        if kind == "hang":
            await self.stopping.wait()
        if kind == "drop" and request.transport is not None:
            request.transport.abort()
        if kind == "429":
            return problem(99991400, status=429, headers={"x-ogw-ratelimit-reset": str(fault.reset)})
        if kind == "page":
            return web.Response(status=502, text="<html>bad gateway</html>", content_type="text/html")
        return web.Response(status=500, text="oops")
