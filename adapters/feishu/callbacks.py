"""Callbacks over HTTPS: only what Feishu signed comes in, and what goes out tells a stranger nothing."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import structlog
from aiohttp import web

from adapters.feishu.api import UNSURE
from adapters.feishu.crypto import decrypt, same, signature
from adapters.feishu.events import Envelope
from adapters.feishu.hearing import Hearing
from adapters.feishu.settings import FeishuSettings
from adapters.feishu.values import json_object, moment, word
from adapters.showing import show
from commands.message import DeliveryError

TIMESTAMP: Final = "X-Lark-Request-Timestamp"
NONCE: Final = "X-Lark-Request-Nonce"
SIGNATURE: Final = "X-Lark-Signature"
LONGEST_CHALLENGE: Final = 1000
NEVER: Final = datetime.fromtimestamp(0, UTC)
log = structlog.get_logger(__name__)


class RefusedError(Exception):
    """A request that is turned away, with the status to say so."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Callbacks:
    """The routes /feishu/events and /feishu/cards. Feishu tries again whatever is not answered with 200 in 3 s."""

    def __init__(self, settings: FeishuSettings, *, hearing: Hearing, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._key = settings.encrypt_key.get_secret_value()
        self._token = settings.verification_token.get_secret_value()
        self._hearing = hearing
        self._clock = clock

    def add_to(self, app: web.Application) -> None:
        """Adds both routes; either takes events and pressed cards alike."""
        app.router.add_post("/feishu/events", self._handle)
        app.router.add_post("/feishu/cards", self._handle)

    async def _handle(self, request: web.Request) -> web.Response:
        try:
            raw = await self._body(request)
            body = self.opened(request.headers, raw)
            if body.get("type") == "url_verification":
                return web.json_response({"challenge": word(body, "challenge")})
            taken = await self._hearing.take(self._envelope(body))
        except RefusedError as refused:
            log.warning("callback refused", status=refused.status, reason=refused.reason)
            return web.Response(status=refused.status, text="refused")
        except (DeliveryError, *UNSURE) as unready:  # who the bot is cannot be asked just now: they will try again
            log.warning("callback put off", fault=type(unready).__name__)
            return web.Response(status=503, text="later")
        return await show(request, web.json_response(taken.reply), taken.receipt)

    async def _body(self, request: web.Request) -> bytes:
        body = bytearray()
        if (request.content_length or 0) <= self._settings.body_bytes:
            async for piece in request.content.iter_any():
                body += piece
                if len(body) > self._settings.body_bytes:
                    break
            else:
                return bytes(body)
        raise RefusedError(413, "too large")

    def opened(self, headers: Mapping[str, str], raw: bytes) -> Mapping[str, Any]:
        """The body of a request that Feishu made, decrypted; RefusedError for any other.

        Only the check of the address (url_verification) may come without a signature: there the token speaks.
        """
        signed = self._signed(headers, raw)
        body = _object(raw)
        if "encrypt" in body:
            try:
                body = json_object(decrypt(self._key, word(body, "encrypt")))
            except ValueError:
                raise RefusedError(400 if signed else 401, "not sealed with our key") from None
        if body.get("type") == "url_verification":
            self._check_challenge(body)
        elif not signed:
            raise RefusedError(401, "no signature of theirs")
        else:
            self._check_age(headers)
        return body

    def _signed(self, headers: Mapping[str, str], raw: bytes) -> bool:
        right = signature(self._key, headers.get(TIMESTAMP, ""), headers.get(NONCE, ""), raw)
        return bool(self._key) and same(headers.get(SIGNATURE, ""), right)

    def _check_age(self, headers: Mapping[str, str]) -> None:
        age = self._clock() - moment(headers.get(TIMESTAMP), NEVER)
        if abs(age.total_seconds()) > self._settings.freshness_seconds:
            raise RefusedError(401, "stale")

    def _check_challenge(self, body: Mapping[str, Any]) -> None:
        if not self._token or not same(word(body, "token"), self._token):
            raise RefusedError(401, "not our token")
        if len(word(body, "challenge")) > LONGEST_CHALLENGE:
            raise RefusedError(400, "a long challenge")

    def _envelope(self, body: Mapping[str, Any]) -> Envelope:
        envelope = Envelope.of(body)
        if not same(envelope.token, self._token):
            raise RefusedError(401, "not our token")
        if envelope.type and envelope.app != self._settings.app_id:
            raise RefusedError(401, "not our app")
        return envelope


def _object(raw: bytes) -> Mapping[str, Any]:
    try:
        return json_object(raw)
    except ValueError:
        raise RefusedError(400, "no JSON object") from None
