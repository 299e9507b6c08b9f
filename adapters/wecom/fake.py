"""A WeCom to test against: the API of one corp with one app and one group webhook, as strict as its documents."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from email.utils import formatdate

from aiohttp import web

from adapters.wecom import fake_api
from adapters.wecom.fake_state import ApiError, Fault, State

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]
WITHOUT_TOKEN = ("gettoken", "webhook/send", "webhook/upload_media")


class FakeWeCom(State):
    """The platform; serve `application()` and give its address as `api_base`."""

    def application(self) -> web.Application:
        """The API under /cgi-bin, its faults in front."""
        app = web.Application(client_max_size=32 * 2**20, middlewares=[self._faulty])
        prefix = "/cgi-bin/"
        app.router.add_get(f"{prefix}gettoken", self._gettoken)
        app.router.add_post(f"{prefix}message/send", self._send)
        app.router.add_post(f"{prefix}message/update_template_card", self._update)
        app.router.add_post(f"{prefix}media/upload", self._upload)
        app.router.add_get(f"{prefix}media/get", self._media)
        app.router.add_get(f"{prefix}user/get", self._user)
        app.router.add_get(f"{prefix}agent/get", self._agent)
        app.router.add_post(f"{prefix}webhook/send", self._post)
        app.router.add_post(f"{prefix}webhook/upload_media", self._post_media)
        app.on_shutdown.append(self._release)
        return app

    @property
    def texts(self) -> list[str]:
        """All words that people see, in order."""
        return [each.whole for each in self.messages]

    def count(self, path: str) -> int:
        """How often a path was called."""
        return self.calls.count(path)

    @web.middleware
    async def _faulty(self, request: web.Request, handler: Answering) -> web.StreamResponse:
        path = request.path.removeprefix("/cgi-bin/")
        self.calls.append(path)
        fault = self.fault(path)
        if (early := await self._before(request, fault)) is not None:
            return early
        try:
            if path not in WITHOUT_TOKEN:
                self.admit(request.query.get("access_token", ""))
            answer = await handler(request)
        except ApiError as error:
            answer = web.json_response({"errcode": error.code, "errmsg": error.words})
        return await self._after(request, answer, fault)

    async def _before(self, request: web.Request, fault: Fault | None) -> web.StreamResponse | None:
        """What a fault answers before anything took effect."""
        if fault == "500":
            return web.Response(status=500, text="<html>Internal Server Error</html>", content_type="text/html")
        if fault == "429":
            return web.Response(status=429, text="slow down", headers={"Retry-After": "7"})
        if fault == "page":
            return web.Response(text="<html>请登录</html>", content_type="text/html")
        if fault == "busy":
            return web.json_response({"errcode": -1, "errmsg": "system busy"})
        if fault == "lost":
            return _closed(request)
        if fault == "expired":
            self.revoke()
        return None

    async def _after(self, request: web.Request, answer: web.StreamResponse, fault: Fault | None) -> web.StreamResponse:
        """The answer, or what a fault leaves of it."""
        if fault == "late":
            await self.released.wait()
        if fault == "torn":
            torn = web.StreamResponse(headers={"Content-Length": "1000"})
            await torn.prepare(request)
            await torn.write(b'{"errcode":')
            return _closed(request, torn)
        if not answer.prepared:
            answer.headers["Date"] = formatdate(self.now() + self.skew, usegmt=True)
        return answer

    async def _release(self, _: web.Application) -> None:
        self.released.set()

    async def _gettoken(self, request: web.Request) -> web.Response:
        if request.query.get("corpid") != self.corp_id:
            raise ApiError(40013, "invalid corpid")
        if request.query.get("corpsecret") != self.secret:
            raise ApiError(40001, "invalid credential")
        await asyncio.sleep(0)
        token, seconds = self.token()
        return _good({"access_token": token, "expires_in": seconds})

    async def _send(self, request: web.Request) -> web.Response:
        return _good(fake_api.send(self, await _body(request)))

    async def _update(self, request: web.Request) -> web.Response:
        return _good(fake_api.update(self, await _body(request)))

    async def _upload(self, request: web.Request) -> web.Response:
        return _good(await fake_api.upload(self, request))

    async def _media(self, request: web.Request) -> web.Response:
        found = self.stored(request.query.get("media_id"))
        named = {"Content-Disposition": f'attachment; filename="{found.name}"'}
        return web.Response(body=found.data, content_type="application/octet-stream", headers=named)

    async def _user(self, request: web.Request) -> web.Response:
        return _good(fake_api.user(self, request.query))

    async def _agent(self, request: web.Request) -> web.Response:
        return _good(fake_api.agent(self, request.query))

    async def _post(self, request: web.Request) -> web.Response:
        return _good(fake_api.post(self, request.query, await _body(request)))

    async def _post_media(self, request: web.Request) -> web.Response:
        if request.query.get("key") != self.webhook_key:
            raise ApiError(93000, "invalid webhook url")
        return _good(await fake_api.upload(self, request))


async def _body(request: web.Request) -> fake_api.Body:
    try:
        body = json.loads(await request.read())
    except ValueError:
        raise ApiError(47001, "data format error") from None
    if not isinstance(body, dict):
        raise ApiError(47001, "data format error")
    return body


def _good(answer: fake_api.Body) -> web.Response:
    return web.json_response({"errcode": 0, "errmsg": "ok", **answer})


def _closed(request: web.Request, answer: web.StreamResponse | None = None) -> web.StreamResponse:
    """Closes the connection under a request."""
    if request.transport is not None:
        request.transport.close()
    return answer or web.Response()
