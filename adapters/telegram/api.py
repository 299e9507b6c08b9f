"""Telegram's Bot API through python-telegram-bot's client, made quiet and strict about what it is answered."""

import asyncio
import json
import logging
import os
import time
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from adapters.telegram.mending import mended_answer
from adapters.telegram.settings import TelegramSettings

UNREADABLE = (TypeError, KeyError, ValueError, AttributeError, OverflowError, OSError, RecursionError)
"""What python-telegram-bot raises over an update that it cannot read."""
ME_SECONDS = 3600.0  # after which the bot's own name is asked for again
CONNECTIONS = 32

os.environ.setdefault("PTB_TIMEDELTA", "true")  # else it warns of its own errors whenever Telegram says “slow down”
for _name in ("telegram", "httpx", "httpcore"):  # their logs hold the token and what people wrote
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Me:
    """The bot itself: its user id, its @name, and whether it is shown all that is said in groups.

    `app` is what the bot is here, by its token: at Telegram the user id, at an emulator perhaps another number.
    """

    id: int
    app: str
    username: str
    reads_all: bool = False
    joins_groups: bool = True


class _Request(HTTPXRequest):
    """Telegram's answers, refused where they are none (a proxy's page), and never logged."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as Telegram means it."""
        try:
            value = json.loads(payload)
            if isinstance(value, dict) and ("result" in value or "error_code" in value):
                return mended_answer(value)
        except (ValueError, RecursionError):
            pass
        raise TelegramError("no answer of Telegram's")


class _UpdatesRequest(_Request):
    """The same for polls: an update that nobody can read is emptied, so that it doesn't come again for ever."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer, every update in it readable."""
        value = _Request.parse_json_payload(payload)
        if isinstance(value.get("result"), list):
            numbered = [each for each in value["result"] if isinstance(each, dict) and _number(each) is not None]
            value["result"] = [each if readable(each) else {"update_id": _number(each)} for each in numbered]
        return value


def _number(raw: dict[str, Any]) -> int | None:
    number = raw.get("update_id")
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def readable(raw: dict[str, Any]) -> bool:
    """Whether python-telegram-bot can read an update."""
    return update_of(raw) is not None


def update_of(raw: dict[str, Any], bot: Bot | None = None) -> Update | None:
    """The update; None where python-telegram-bot cannot read it, or nothing says in which chat it happened."""
    try:
        update = Update.de_json(dict(raw), bot)
        query = update.callback_query
        posts = (update.message, update.edited_message, update.my_chat_member, query.message if query else None)
        # python-telegram-bot takes a message without a chat, and says nothing
        return None if any(post is not None and post.chat is None for post in posts) else update
    except UNREADABLE:
        return None


class Client:
    """The bot's connection to Telegram. `open` before the first call, `close` at the end; both may be repeated."""

    def __init__(self, settings: TelegramSettings) -> None:
        seconds = settings.request_seconds
        self._app = settings.bot_id
        self._calls = _Request(
            connection_pool_size=CONNECTIONS,
            read_timeout=seconds,
            write_timeout=seconds,
            connect_timeout=seconds,
            pool_timeout=seconds,
            media_write_timeout=settings.media_seconds,
        )
        self._polls = _UpdatesRequest(
            connection_pool_size=1, read_timeout=seconds, connect_timeout=seconds, pool_timeout=seconds
        )
        self.files = f"{settings.api_base}/file/bot{settings.token.get_secret_value()}/"
        self.bot = Bot(
            settings.token.get_secret_value(),
            base_url=f"{settings.api_base}/bot",
            base_file_url=f"{settings.api_base}/file/bot",
            request=self._calls,
            get_updates_request=self._polls,
        )
        self.opened = False
        self._me: Me | None = None
        self._asked = 0.0
        self._asking = asyncio.Lock()

    async def open(self) -> None:
        """Opens both pools of connections; nothing is asked yet."""
        await self._calls.initialize()
        await self._polls.initialize()
        self.opened = True

    async def close(self) -> None:
        """Closes them."""
        await self._calls.shutdown()
        await self._polls.shutdown()
        self.opened = False

    async def download(self, address: str, *, seconds: float) -> bytes:
        """A file's bytes."""
        return await self._calls.retrieve(address, read_timeout=seconds)

    async def me(self) -> Me:
        """Who the bot is, asked once an hour; the last answer where Telegram is away."""
        async with self._asking:
            if self._me is None or time.monotonic() - self._asked > ME_SECONDS:
                try:
                    self._me = await self.ask_me()
                except TelegramError:
                    if self._me is None:
                        raise
                self._asked = time.monotonic()
            return self._me

    async def ask_me(self) -> Me:
        """Who the bot is, asked now."""
        user = await self.bot.get_me()
        return Me(
            id=user.id,
            app=self._app,
            username=user.username or "",
            reads_all=bool(user.can_read_all_group_messages),
            joins_groups=user.can_join_groups is not False,
        )
