"""The callbacks of the self-built app over HTTP: verified, decrypted, handed in, then acknowledged."""

from collections.abc import Callable
from datetime import datetime

import structlog
from aiohttp import web

from adapters.wecom.crypto import BadCrypto, Crypto, fresh
from adapters.wecom.messages import card_code, message_of
from adapters.wecom.sending import Codes
from adapters.wecom.settings import AppSettings
from adapters.wecom.xml import BadXml, fields
from commands.message import Inlet, Shelf

HEARD_AGAIN = 3600.0  # seconds after which the doctor's note of the last callback is written anew
HEARD_KEPT = 30 * 86_400.0
PLAIN = {"X-Content-Type-Options": "nosniff"}
log = structlog.get_logger(__name__)


class Unwelcome(Exception):
    """A request that is answered with a status and one fixed word."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Callbacks:
    """The two routes of the app's callback address."""

    def __init__(
        self, settings: AppSettings, *, inlet: Inlet, shelf: Shelf, codes: Codes, clock: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._crypto = Crypto(
            settings.token.get_secret_value(), settings.aes_key.get_secret_value(), receive_id=settings.corp_id
        )
        self._inlet = inlet
        self._shelf = shelf
        self._codes = codes
        self._clock = clock
        self._noted: datetime | None = None

    def attach(self, app: web.Application) -> None:
        """Adds the routes to a web application."""
        app.router.add_get(self._settings.path, self.verify, allow_head=False)
        app.router.add_post(self._settings.path, self.hear)

    async def verify(self, request: web.Request) -> web.Response:
        """Answers the check of the address with what WeCom encrypted, bare."""
        try:
            echo = self._opened(request, echo_of(request))
        except Unwelcome as refused:
            return _refusal(refused)
        await self._note()
        return web.Response(body=echo, content_type="text/plain", charset="utf-8", headers=PLAIN)

    async def hear(self, request: web.Request) -> web.Response:
        """Takes one callback: 200 and nothing else once it is durable, also for what the bot does nothing with."""
        try:
            await self._take(request)
        except Unwelcome as refused:
            return _refusal(refused)
        except BadXml:
            return _refusal(Unwelcome(400))
        return web.Response(headers=PLAIN)

    async def _take(self, request: web.Request) -> None:
        body = await read(request, self._settings.body_bytes)
        inner = fields(self._opened(request, fields(body).get("Encrypt", "")))
        if inner.get("AgentID", "") not in ("", str(self._settings.agent_id)):
            raise Unwelcome(403)
        message = message_of(inner, app=self._settings.app, received_at=self._clock())
        await self._note()
        if message is None:
            log.info("a callback of no use", door=self._settings.app)
            return
        if message.kind == "action" and (pressed := card_code(inner)):
            await self._codes.keep(*pressed)
        await self._inlet.accept(message)

    def _opened(self, request: web.Request, encrypted: str) -> bytes:
        """What was encrypted, once signature and time are right."""
        query = request.query
        signature, timestamp, nonce = (query.get(name, "") for name in ("msg_signature", "timestamp", "nonce"))
        if not (signature and timestamp and nonce and encrypted):
            raise Unwelcome(400)
        if not self._crypto.verify(signature, timestamp, nonce, encrypted):
            raise Unwelcome(403)
        if not fresh(timestamp, self._clock().timestamp(), self._settings.fresh_seconds):
            log.warning("a callback too old, or a wrong clock", door=self._settings.app)
            raise Unwelcome(403)
        try:
            return self._crypto.decrypt(encrypted)
        except BadCrypto:
            raise Unwelcome(400) from None

    async def _note(self) -> None:
        """Notes for the doctor that callbacks arrive, at most once an hour."""
        now = self._clock()
        if self._noted is None or abs((now - self._noted).total_seconds()) > HEARD_AGAIN:
            self._noted = now
            await self._shelf.put(heard_at(self._settings), now.isoformat().encode(), seconds=HEARD_KEPT)


def heard_at(settings: AppSettings) -> str:
    """The name on the shelf of when a callback came last."""
    return f"wecom.app.{settings.app}.heard"


def echo_of(request: web.Request) -> str:
    """What the check of an address brings: base64, whose + arrives as a blank where nobody has escaped it."""
    return request.query.get("echostr", "").replace(" ", "+")


async def read(request: web.Request, most: int) -> bytes:
    """The request's body; Unwelcome where it is larger than so many bytes, or cannot be read."""
    if (request.content_length or 0) > most:
        raise Unwelcome(413)
    body = bytearray()
    try:
        async for piece in request.content.iter_any():
            body += piece
            if len(body) > most:
                raise Unwelcome(413)
    except web.RequestPayloadError:
        raise Unwelcome(400) from None
    return bytes(body)


def _refusal(refused: Unwelcome) -> web.Response:
    response = web.Response(status=refused.status, text="refused", headers=PLAIN)
    response.force_close()  # what is left of a body too large or unreadable is no next request
    return response
