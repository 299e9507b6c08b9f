"""What the door remembers on the shelf: who the bot is, whose tenant it serves, which chats are private, names."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import structlog

from adapters.feishu.api import Api, Refusal, segment
from adapters.feishu.settings import FeishuSettings
from adapters.feishu.values import rows, table, word
from commands.message import Shelf

LONG: Final = 3650 * 24 * 3600.0
BOT_SECONDS: Final = 24 * 3600.0
MOST: Final = 20_000  # chats, topics and people kept in memory
PAGES: Final = 10  # of a chat's members
log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bot:
    """The bot as Feishu knows it: its open_id, by which mentions name it, and the name that people type after @."""

    id: str
    name: str


class People:
    """Small facts about the bot, chats and persons, shared by all processes through the shelf."""

    def __init__(self, settings: FeishuSettings, *, api: Api, shelf: Shelf) -> None:
        self._settings = settings
        self._api = api
        self._shelf = shelf
        self._prefix = f"feishu.app.{settings.app_id}"
        self._asking = asyncio.Lock()
        self._bot: Bot | None = None
        self._tenant = settings.tenant_key
        self._noted: dict[str, bytes] = {}
        self._met: dict[str, str] = {}

    async def bot(self) -> Bot:
        """Who the bot is; asked of Feishu once a day, whichever process needs it first."""
        if self._bot is None:
            async with self._asking:
                if self._bot is None:
                    self._bot = await self._stored_bot() or await self.fresh_bot()
        return self._bot

    async def fresh_bot(self) -> Bot:
        """The same, asked of Feishu now."""
        bot = table(await self.info(), "bot")
        found = Bot(id=word(bot, "open_id"), name=word(bot, "app_name"))
        value = json.dumps({"id": found.id, "name": found.name}).encode()
        await self._shelf.put(f"{self._prefix}.bot", value, seconds=BOT_SECONDS)
        return found

    async def info(self) -> Mapping[str, Any]:
        """What Feishu says of the bot."""
        return await self._api.do("GET", "bot/v3/info", of={"api": "bot"})

    @property
    def bot_name(self) -> str:
        """The bot's name as far as it is known without asking."""
        return self._bot.name if self._bot and self._bot.name else "跟进"

    async def _stored_bot(self) -> Bot | None:
        stored = await self._shelf.get(f"{self._prefix}.bot")
        return Bot(**json.loads(stored)) if stored is not None else None

    async def tenant(self, *, header: str, sender: str) -> str:
        """Our tenant: the configured one, else that of the first sender who wrote from the tenant of the app."""
        if not self._tenant:
            key = f"{self._prefix}.tenant"
            stored = await self._shelf.get(key)
            if stored is None and header and header == sender:
                await self._shelf.swap(key, None, header.encode(), seconds=LONG)
                stored = await self._shelf.get(key)
            self._tenant = stored.decode() if stored is not None else ""
        return self._tenant

    async def note_chat(self, id: str, *, private: bool) -> None:
        """Remembers of which kind a chat is: presses and recalls do not say it."""
        await self._note(f"chat.{id}", b"private" if private else b"group")

    async def is_private(self, id: str) -> bool:
        """Whether a chat is known to be private. What is not known counts as a group, which is told less."""
        return await self._known(f"chat.{id}") == b"private"

    async def note_topic(self, topic: str, message: str) -> None:
        """Remembers a message of a topic: only by replying to one can the bot speak there first."""
        if topic and self._noted.get(f"topic.{topic}") is None and await self._known(f"topic.{topic}") is None:
            await self._note(f"topic.{topic}", message.encode())

    async def message_in(self, topic: str) -> str:
        """A message of a topic, or the empty string."""
        return (await self._known(f"topic.{topic}") or b"").decode()

    def met(self, person: str, chat: str) -> None:
        """Remembers in which chat somebody was seen last, whose member list may tell the name."""
        if len(self._met) >= MOST:
            self._met.clear()
        self._met[person] = chat

    async def name_of(self, user_id: str) -> str:
        """A person's name, remembered for a day; empty where Feishu does not tell it."""
        key = f"{self._prefix}.name.{user_id}"
        stored = await self._shelf.get(key)
        if stored is not None:
            return stored.decode()
        name = await self._in_contacts(user_id) or await self._among_members(user_id)
        if name:
            await self._shelf.put(key, name.encode(), seconds=self._settings.name_seconds)
        return name

    async def _in_contacts(self, user_id: str) -> str:
        """By the contact API, which needs a scope and the person within the app's contact range."""
        try:
            answer = await self._api.do(
                "GET",
                f"contact/v3/users/{segment(user_id)}",
                of={"api": "contact"},
                params={"user_id_type": "open_id"},
            )
        except Refusal as refusal:
            if refusal.held:
                raise
            log.info("no name in the contacts", code=refusal.code)
            return ""
        return word(answer, "data", "user", "name")

    async def _among_members(self, user_id: str) -> str:
        """By the member list of the chat in which they were seen last."""
        chat, page = self._met.get(user_id, ""), ""
        for _ in range(PAGES if chat else 0):
            params = {"member_id_type": "open_id", "page_size": "100"} | ({"page_token": page} if page else {})
            try:
                answer = await self._api.do(
                    "GET", f"im/v1/chats/{segment(chat)}/members", of={"api": "members"}, params=params
                )
            except Refusal as refusal:
                if refusal.held:
                    raise
                return ""
            for member in rows(answer, "data", "items"):
                if isinstance(member, dict) and member.get("member_id") == user_id:
                    return word(member, "name")
            page = word(answer, "data", "page_token")
            if not page or table(answer, "data").get("has_more") is not True:
                break
        return ""

    async def _known(self, key: str) -> bytes | None:
        if key not in self._noted:
            stored = await self._shelf.get(f"{self._prefix}.{key}")
            if stored is None:
                return None
            self._keep(key, stored)
        return self._noted[key]

    async def _note(self, key: str, value: bytes) -> None:
        if self._noted.get(key) != value:
            await self._shelf.put(f"{self._prefix}.{key}", value, seconds=LONG)
            self._keep(key, value)

    def _keep(self, key: str, value: bytes) -> None:
        if len(self._noted) >= MOST:
            self._noted.clear()
        self._noted[key] = value
