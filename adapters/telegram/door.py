"""The Telegram door: hears by webhook or by polling, sends through the Bot API."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime

import structlog
from aiohttp import web
from telegram import BotCommand, Update
from telegram.error import BadRequest, RetryAfter, TelegramError

from adapters.telegram.albums import Albums
from adapters.telegram.api import Client
from adapters.telegram.entities import clean, name_of
from adapters.telegram.examine import examine
from adapters.telegram.names import Names
from adapters.telegram.polling import LONGEST_WAIT, Polling
from adapters.telegram.refusals import refusals, seconds_of
from adapters.telegram.sending import Sender
from adapters.telegram.settings import TelegramSettings
from adapters.telegram.updates import ALLOWED, PLATFORM, lane_of, message_of, usernames_in
from adapters.telegram.webhook import Webhook
from commands.message import Attachment, DeliveryError, Files, Finding, Inlet, Outgoing, Sent, Shelf, Words

MENU: Mapping[str, Words] = {
    "log": {"zh": "记跟进：/log 今天拜访了云图吴总", "en": "Log a follow-up"},
    "find": {"zh": "找客户：/find 云图", "en": "Find a customer"},
    "remind": {"zh": "设提醒：/remind 明天下午3点给张总回电", "en": "Set a reminder"},
    "todo": {"zh": "看待办", "en": "What is to be done"},
    "undo": {"zh": "撤销刚才的", "en": "Take back what was just done"},
    "help": {"zh": "帮助", "en": "Help"},
}
DAY = 24 * 3600.0  # for which Telegram keeps updates that nobody has fetched
LINK_SECONDS = 400 * 24 * 3600.0  # set anew at every start
log = structlog.get_logger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


class TelegramDoor:
    """One bot. `public_url` is the address under which Telegram reaches this program, for webhooks."""

    platform = PLATFORM

    def __init__(
        self,
        settings: TelegramSettings,
        *,
        inlet: Inlet,
        shelf: Shelf,
        files: Files,
        clock: Callable[[], datetime] = _now,
        public_url: str = "",
    ) -> None:
        self.app = settings.bot_id
        self._settings = settings
        self._inlet = inlet
        self._clock = clock
        self._address = f"{public_url.rstrip('/')}{settings.path}" if public_url else ""
        self._client = Client(settings)
        self._shelf = shelf
        self._names = Names(shelf, self.app)
        self._albums = Albums(shelf, self.app)
        self._sender = Sender(self._client, settings, shelf=shelf, files=files)
        self._leading: asyncio.Task[None] | None = None
        self._asides: set[asyncio.Task[None]] = set()

    @property
    def redelivers(self) -> float:
        """While nobody polls, Telegram keeps what comes for a day; of webhooks it promises nothing."""
        return DAY if self._settings.mode == "polling" else 0.0

    def attach(self, app: web.Application) -> None:
        """Adds the webhook's route, where there is one."""
        if self._settings.mode == "webhook":
            app.router.add_post(self._settings.path, Webhook(self._settings, self._client.bot, self._take).answer)

    async def start(self) -> None:
        """Opens the connections; nothing is asked of Telegram before somebody speaks or this process leads."""
        await self._client.open()

    async def stop(self) -> None:
        """Ends polling and what was under way, and closes the connections."""
        await self.follow()
        await _ended(*self._asides)
        await self._client.close()

    async def lead(self) -> None:
        """Polls, or tells Telegram where the webhook is, and sets the menu and the link for invitations."""
        if self._leading is None:
            work = self._poll() if self._settings.mode == "polling" else self._persist(self._set_up)
            self._leading = asyncio.create_task(work, name=f"telegram:{self.app}")
            self._aside(self._persist(self._set_link))

    async def follow(self) -> None:
        """Leaves that to another process."""
        leading, self._leading = self._leading, None
        if leading is not None:
            await _ended(leading)

    async def send(self, outgoing: Outgoing) -> Sent:
        """Sends a letter; DeliveryError where Telegram surely refuses it."""
        return await self._sender.send(outgoing)

    async def fetch(self, attachment: Attachment) -> bytes:
        """The bytes of a picture or file, up to what Telegram lets bots fetch."""
        most = self._settings.download_bytes
        if attachment.size > most:
            raise DeliveryError("too large for a bot to fetch", final=True)
        with refusals():
            file = await self._client.bot.get_file(attachment.handle)
            address = file.file_path or ""
            if not address.startswith(self._client.files):
                raise DeliveryError("Telegram gives no address for it", final=True)
            data = await self._client.download(address, seconds=self._settings.media_seconds)
        if len(data) > most:
            raise DeliveryError("too large for a bot to fetch", final=True)
        return data

    async def name_of(self, user_id: str) -> str:
        """The name of somebody who has opened the private chat; empty for others."""
        if not user_id.isdecimal():
            return ""
        try:
            chat = await self._client.bot.get_chat(int(user_id))
        except TelegramError:
            return ""
        return name_of(chat.first_name, chat.last_name)

    async def examine(self) -> Sequence[Finding]:
        """The token, privacy mode, the webhook or polling, and the clock."""
        running = self._client.opened
        await self._client.open()
        try:
            return await examine(self._client, self._settings, self._address, self._clock)
        finally:
            if not running:
                await self._client.close()

    async def _take(self, updates: Sequence[Update]) -> bool:
        """Stores updates, each chat's in order, chats side by side; whether all are stored."""
        lanes: defaultdict[int, list[Update]] = defaultdict(list)
        for update in updates:
            lanes[lane_of(update)].append(update)
        outcomes = await asyncio.gather(*map(self._take_lane, lanes.values()), return_exceptions=True)
        failures = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        for failure in failures:
            log.warning("updates are not stored yet", door=self.platform, fault=type(failure).__name__)
        return not failures

    async def _take_lane(self, updates: Sequence[Update]) -> None:
        for update in updates:
            await self._hear(update)

    async def _hear(self, update: Update) -> None:
        """Hands one update to the inlet; a pressed button stops spinning once that is stored."""
        me = await self._client.me()
        known = await self._names.known(usernames_in(update, me))
        message = message_of(update, me, known, self._clock())
        if message is not None:
            message = await self._albums.addressed(update, message)
            if message.addressed:  # who speaks past the bot is not remembered
                await self._names.remember(update.effective_user)
            await self._inlet.accept(message)
        if update.callback_query is not None:
            self._aside(self._settle(update.callback_query.id))

    async def _settle(self, query: str) -> None:
        """Tells Telegram that a press has arrived. What comes of it is sent; too late a word is no matter."""
        with suppress(TelegramError):
            await self._client.bot.answer_callback_query(query)

    def _aside(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    async def _poll(self) -> None:
        self._aside(self._persist(self._set_menu))
        await Polling(self._client, self._settings, self._take).run()

    async def _set_up(self) -> None:
        if not self._address:
            log.warning("no server.public_url, so the webhook is not set", door=self.platform)
        else:
            await self._client.bot.set_webhook(
                self._address,
                secret_token=self._settings.secret.get_secret_value(),
                allowed_updates=ALLOWED,
                max_connections=self._settings.max_connections,
            )
        await self._set_menu()

    async def _set_menu(self) -> None:
        """The menu of commands."""
        await self._client.bot.set_my_commands([BotCommand(name, words["zh"]) for name, words in MENU.items()])
        english = [BotCommand(name, words["en"]) for name, words in MENU.items()]
        await self._client.bot.set_my_commands(english, language_code="en")

    async def _set_link(self) -> None:
        """On the shelf the link to which an invitation's code is put."""
        link = f"https://t.me/{(await self._client.me()).username}?start="
        await self._shelf.put(f"link:{self.platform}", link.encode(), seconds=LINK_SECONDS)

    async def _persist(self, work: Callable[[], Awaitable[None]]) -> None:
        """Tries until it is done, or Telegram says that it never will be."""
        wait = self._settings.retry_seconds
        while True:
            try:
                return await work()
            except BadRequest as error:
                log.warning("Telegram refuses", door=self.platform, reason=clean(error.message))
                return None
            except RetryAfter as slower:
                await asyncio.sleep(seconds_of(slower))
            except TelegramError as error:
                log.warning("Telegram is away", door=self.platform, fault=type(error).__name__)
                await asyncio.sleep(wait)
                wait = min(LONGEST_WAIT, wait * 2)


async def _ended(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)
