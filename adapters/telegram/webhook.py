"""The webhook: Telegram posts an update, and is told 200 when it is stored."""

import hmac
import json
from collections.abc import Awaitable, Callable, Sequence

import structlog
from aiohttp import web
from telegram import Bot, Update

from adapters.telegram.api import update_of
from adapters.telegram.mending import mended
from adapters.telegram.settings import TelegramSettings

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
log = structlog.get_logger(__name__)


class Webhook:
    """The handler behind `POST /telegram`. `take` stores updates and says whether all are stored."""

    def __init__(
        self, settings: TelegramSettings, bot: Bot, take: Callable[[Sequence[Update]], Awaitable[bool]]
    ) -> None:
        self._secret = settings.secret.get_secret_value().encode()
        self._most = settings.body_bytes
        self._bot = bot
        self._take = take

    async def answer(self, request: web.Request) -> web.Response:
        """403 without the secret, 413 for too much, 400 for no update, 503 when it can't be stored now, else 200."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403, text="forbidden")
        body = await self._body(request)
        if body is None:
            return web.Response(status=413, text="too large")
        try:
            raw = mended(json.loads(body))
            number = raw["update_id"]
        except (ValueError, RecursionError, KeyError, TypeError):
            return web.Response(status=400, text="bad request")
        if not isinstance(number, int) or isinstance(number, bool):
            return web.Response(status=400, text="bad request")
        update = update_of(raw, self._bot)
        if update is None:
            log.warning("an unreadable update", door="telegram")
            return web.Response(status=200, text="ok")  # it would only come again
        stored = await self._take([update])
        return web.Response(status=200 if stored else 503, text="ok" if stored else "later")

    async def _body(self, request: web.Request) -> bytes | None:
        """The body, or None when it is over the limit."""
        if (request.content_length or 0) > self._most:
            return None
        body = bytearray()
        async for piece in request.content.iter_any():
            body += piece
            if len(body) > self._most:
                return None
        return bytes(body)
