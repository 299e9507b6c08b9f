"""The door of a WeCom AI bot (智能机器人), the one that hears groups: by long connection or by callbacks."""

import json
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import structlog
from aiohttp import web

from adapters.calls import Calls
from adapters.showing import hung_up
from adapters.wecom import bot_media
from adapters.wecom.bot_callback import CallbackWay
from adapters.wecom.bot_events import PLATFORM, BadEvent, parsed, read
from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.bot_socket import SocketWay
from adapters.wecom.callbacks import echo_of
from adapters.wecom.crypto import BadCrypto, Crypto, fresh
from commands.message import Attachment, Files, Finding, Inlet, Message, Outgoing, Sent, Shelf

log = structlog.get_logger(__name__)


class _Refused(Exception):
    """A request that is not the platform's, or not usable."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def aware_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class WeComBot:
    """One AI bot. In socket mode only the leading process is connected; in callback mode every process answers."""

    platform = PLATFORM

    def __init__(
        self,
        settings: BotSettings,
        *,
        inlet: Inlet,
        shelf: Shelf,
        files: Files,
        clock: Callable[[], datetime] = aware_now,
    ) -> None:
        self.app = settings.bot_id
        self._settings = settings
        self._clock = clock
        self._calls = Calls(settings.api_base, seconds=settings.media_seconds)
        way: type[SocketWay] | type[CallbackWay] = SocketWay if settings.mode == "socket" else CallbackWay
        self._way = way(settings, inlet=inlet, shelf=shelf, files=files, clock=clock, calls=self._calls)
        if settings.mode == "callback":
            self._crypto = Crypto(settings.token.get_secret_value(), settings.aes_key.get_secret_value(), "")

    def attach(self, app: web.Application) -> None:
        """Adds the callback's address; the long connection needs none."""
        if isinstance(self._way, CallbackWay):
            app.router.add_get(self._settings.path, self._checked_address)
            app.router.add_post(self._settings.path, self._called)

    async def start(self) -> None:
        await self._calls.open()

    async def stop(self) -> None:
        if isinstance(self._way, SocketWay):
            await self._way.connection.stop()
        else:
            await self._way.stop()
        await self._calls.close()

    async def lead(self) -> None:
        """Opens the long connection."""
        await self._calls.open()
        if isinstance(self._way, SocketWay):
            await self._way.connection.start()

    async def follow(self) -> None:
        """Closes it: another process leads."""
        if isinstance(self._way, SocketWay):
            await self._way.connection.stop()

    async def send(self, outgoing: Outgoing) -> Sent:
        """Shows it in its chat; in callback mode only as an answer, DeliveryError (unreachable) where it is none."""
        return await self._way.send(outgoing)

    async def fetch(self, attachment: Attachment) -> bytes:
        """A received file, decrypted; WeCom keeps it five minutes."""
        return await bot_media.fetch(attachment, self._calls, self._settings)

    async def examine(self) -> Sequence[Finding]:
        """How the connection is, and what this mode cannot do."""
        await self._calls.open()
        findings = [*await self._way.examine()]
        if not self._settings.name.strip():
            findings.append(_NO_NAME)
        return findings

    async def _checked_address(self, request: web.Request) -> web.Response:
        """WeCom asks whether the address is ours: the bare plaintext says so."""
        try:
            plain = self._opened(request, echo_of(request))
        except _Refused as no:
            return _refusal(no)
        return web.Response(body=plain, content_type="text/plain")

    async def _called(self, request: web.Request) -> web.StreamResponse:
        try:
            posted = await self._posted(request)
            body = parsed(self._opened(request, posted))
            self._for_us(body)
            if body.get("msgtype") == "stream":
                return await self._polled(request, body)
            message = self._read(request, body)
        except _Refused as no:
            return _refusal(no)
        except BadEvent:
            return _refusal(_Refused(400))
        return web.Response() if message is None else await self._answered(request, message, body)

    async def _answered(self, request: web.Request, message: Message, body: dict[str, Any]) -> web.StreamResponse:
        """Stores the message, and replies what there is within the time that the platform waits."""
        assert isinstance(self._way, CallbackWay)
        url = body.get("response_url")
        heard = await self._way.hear(message, url if isinstance(url, str) else "")
        if heard.reply is None:
            return web.Response()
        if heard.answer is not None and hung_up(request):
            await heard.receipt.give_back()
            return web.Response()
        response = self._sealed(request, heard.reply)
        try:
            await response.prepare(request)
            await response.write_eof()
        finally:
            await self._way.replied(heard, message)
        await self._way.shown(heard, message)
        return response

    async def _polled(self, request: web.Request, body: dict[str, Any]) -> web.Response:
        assert isinstance(self._way, CallbackWay)
        stream = body.get("stream")
        id = stream.get("id") if isinstance(stream, dict) else None
        if not isinstance(id, str) or not id:
            raise _Refused(400)
        return self._sealed(request, await self._way.streams.poll(id))

    def _for_us(self, body: dict[str, Any]) -> None:
        if (body.get("aibotid") or self.app) != self.app:
            raise _Refused(403)

    def _read(self, request: web.Request, body: dict[str, Any]) -> Message | None:
        sent_at = datetime.fromtimestamp(int(request.query["timestamp"]), UTC)
        return read(body, self._settings, received_at=self._clock(), sent_at=sent_at)

    async def _posted(self, request: web.Request) -> str:
        """What is encrypted in a request's body."""
        limit = self._settings.body_bytes
        if (request.content_length or 0) > limit:
            raise _Refused(413)
        body = bytearray()
        async for piece in request.content.iter_any():
            body += piece
            if len(body) > limit:
                raise _Refused(413)
        encrypted = parsed(bytes(body)).get("encrypt")
        if not isinstance(encrypted, str):
            raise _Refused(400)
        return encrypted

    def _opened(self, request: web.Request, encrypted: str) -> bytes:
        """The plaintext, after signature and time are found right."""
        query = request.query
        signature, timestamp, nonce = (query.get(name, "") for name in ("msg_signature", "timestamp", "nonce"))
        if not self._crypto.verify(signature, timestamp, nonce, encrypted):
            raise _Refused(403)
        if not fresh(timestamp, self._clock().timestamp(), self._settings.fresh_seconds):
            raise _Refused(403)
        try:
            return self._crypto.decrypt(encrypted)
        except BadCrypto:
            raise _Refused(400) from None

    def _sealed(self, request: web.Request, reply: dict[str, Any]) -> web.Response:
        nonce, timestamp = request.query["nonce"], int(time.time())
        plain = json.dumps(reply, ensure_ascii=False).encode()
        encrypted, signature = self._crypto.encrypt(plain, str(timestamp), nonce)
        return web.json_response(
            {"encrypt": encrypted, "msgsignature": signature, "timestamp": timestamp, "nonce": nonce}
        )


def _refusal(refused: _Refused) -> web.Response:
    log.info("wecom bot: refused", status=refused.status)
    return web.Response(status=refused.status, text="no")


_NO_NAME = Finding(
    well=False,
    chinese="企业微信智能机器人：没填 name（机器人在群里的名字），@ 后面的名字只能猜着去掉",
    english="WeCom AI bot: name (as it stands in groups) is empty, so the mention can only be guessed at",
)
