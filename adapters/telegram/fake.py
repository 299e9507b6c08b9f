"""A fake Telegram: its Bot API on a loopback port, and the people who talk to the bot."""

import asyncio
import json
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

from aiohttp import web

from adapters.telegram.fake_faults import Fault, Faults, Rates
from adapters.telegram.fake_html import Refusal
from adapters.telegram.fake_methods import Methods
from adapters.telegram.fake_rooms import World
from adapters.telegram.fake_talk import Talk
from adapters.telegram.fake_updates import Poster, Queue

TOKEN = "123456789:AAE-invented-for-tests-0000000000000"
SENDING = frozenset({"sendmessage", "sendphoto", "senddocument", "editmessagetext"})
BODY_BYTES = 60 * 1024 * 1024
LOST_SECONDS = 60.0


class FakeTelegram:
    """Bot API server. `world` is what it knows, `talk` makes updates, `faults` and `rates` make it difficult.

    `skew` moves the clock that its answers show, in seconds. `deliver` brings an update to the bot the way it listens.
    """

    def __init__(self, *, token: str = TOKEN, clock: Callable[[], float] = time.monotonic) -> None:
        self.token = token
        self.world = World()
        self.talk = Talk(self.world)
        self.faults = Faults()
        self.rates = Rates(clock)
        self.skew = 0.0
        self.calls: list[str] = []
        self.queue = Queue(self.world.hook)
        self.poster = Poster(self.world.hook)
        self._methods = Methods(self.world)
        self._runner: web.AppRunner | None = None
        self.base = ""

    async def start(self) -> None:
        """Listens on a free port of this machine."""
        app = web.Application(client_max_size=BODY_BYTES)
        app.router.add_get("/", self._front)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{port}"

    async def stop(self) -> None:
        """Closes the port."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def deliver(self, update: dict[str, Any]) -> int:
        """Brings an update to the bot: posts it, or waits until a poll has confirmed it; the HTTP status."""
        if self.world.hook.url:
            return await self.poster.post(json.dumps(update, ensure_ascii=False).encode())
        self.queue.put(update)
        await self.queue.done(update)
        return 200

    def shown(self) -> list[str]:
        """What the bot's messages say, in order."""
        return self.world.shown()

    async def _front(self, _request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "/bots", **self._date()})

    def _date(self) -> dict[str, str]:
        return {"Date": formatdate(time.time() + self.skew, usegmt=True)}

    async def _file(self, request: web.Request) -> web.Response:
        data = self.world.files.get(request.match_info["path"].rpartition("/")[2])
        if request.match_info["token"] != self.token or data is None:
            return self._answer(Refusal(404, "Not Found"))
        return web.Response(body=data, content_type="application/octet-stream")

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return self._answer(Refusal(401, "Unauthorized"))
        self.calls.append(method)
        params = await _params(request)
        fault = self.faults.next(method)
        if fault is not None:
            return await self._fail(request, fault, method, params)
        return await self._do(method, params)

    async def _do(self, method: str, params: dict[str, Any]) -> web.Response:
        try:
            if method.lower() in SENDING:
                self.rates.count(str(params.get("chat_id", "")))
            if method.lower() == "getupdates":
                return self._answer(await self._updates(params))
            return self._answer(self._methods.call(method, params))
        except Refusal as refusal:
            return self._answer(refusal)

    async def _updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        offset = int(params["offset"]) if params.get("offset") else None
        limit = int(params.get("limit") or 100)
        if not 1 <= limit <= 100:
            raise Refusal(400, "Bad Request: limit is invalid")
        return await self.queue.get(offset, limit, float(params.get("timeout") or 0))

    async def _fail(
        self, request: web.Request, fault: Fault, method: str, params: dict[str, Any]
    ) -> web.StreamResponse:
        if fault.trouble == "error":
            return self._answer(Refusal(500, "Internal Server Error"))
        if fault.trouble == "page":
            return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>", content_type="text/html")
        if fault.trouble == "slow down":
            seconds = fault.seconds
            return self._answer(Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds))
        if fault.trouble == "refused":
            return self._answer(Refusal(400, fault.words))
        if fault.trouble == "unknown token":
            return self._answer(Refusal(401, "Unauthorized"))
        answer = await self._do(method, params) if fault.trouble != "lost before" else None
        if fault.trouble == "cut" and answer is not None:
            return await self._cut(request)
        await asyncio.sleep(LOST_SECONDS)
        return self._answer(Refusal(500, "Internal Server Error"))

    async def _cut(self, request: web.Request) -> web.StreamResponse:
        """Half an answer, then nothing."""
        half = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
        await half.prepare(request)
        await half.write(b'{"ok":true,')
        if request.transport is not None:
            request.transport.close()
        return half

    def _answer(self, result: Any) -> web.Response:
        if isinstance(result, Refusal):
            parameters = {"parameters": result.parameters} if result.parameters else {}
            body = {"ok": False, "error_code": result.code, "description": result.description, **parameters}
            return web.json_response(body, status=result.code, headers=self._date())
        return web.json_response({"ok": True, "result": result}, headers=self._date())


async def _params(request: web.Request) -> dict[str, Any]:
    """A call's parameters, however they were sent; files as bytes."""
    if request.content_type == "application/json":
        return {
            key: value if isinstance(value, str) else json.dumps(value) for key, value in (await request.json()).items()
        }
    params: dict[str, Any] = dict(request.query)
    for key, value in (await request.post()).items():
        params[key] = value.file.read() if isinstance(value, web.FileField) else value
    for key, value in tuple(params.items()):
        if isinstance(value, str) and value.startswith("attach://"):
            params[key] = params.get(value.removeprefix("attach://"), b"")
    return params
