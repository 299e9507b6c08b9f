"""What a direct answer needs (a response_url, a req_id), kept for whichever process sends: by the asking message."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from adapters.wecom.bot_settings import BotSettings
from commands.message import Message, Shelf

USED = b"used"
SPARE = 20  # tickets of a chat that are kept for what is pushed there
TRIES = 5  # where others lay down theirs at the same moment
Kind = Literal["message", "opened", "press"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """`url` is a response_url, good once; `req` the req_id of a frame. `at` is when it came, in seconds."""

    kind: Kind
    at: float
    url: str = ""
    req: str = ""
    target: str = ""


class Tickets:
    """The tickets of one bot."""

    def __init__(self, settings: BotSettings, shelf: Shelf, clock: Callable[[], datetime]) -> None:
        self._prefix = f"wecom.bot.{settings.bot_id}.ticket."
        self._seconds = settings.req_seconds if settings.mode == "socket" else settings.response_url_seconds
        self._shelf = shelf
        self._clock = clock

    async def keep(self, message: Message, *, url: str = "", req: str = "") -> None:
        """Lays down what comes with a message; a repeat's is not taken for a new one."""
        kinds: dict[str, Kind] = {"action": "press", "event": "opened"}
        ticket = Ticket(
            kind=kinds.get(message.kind, "message"),
            at=self._clock().timestamp(),
            url=url,
            req=req,
            target=message.target or "",
        )
        value = json.dumps(asdict(ticket)).encode()
        await self._shelf.swap(self._prefix + message.key, None, value, seconds=self._seconds)

    async def find(self, key: str) -> Ticket | None:
        """The ticket of a message, unless it is used up or too old."""
        value = await self._shelf.get(self._prefix + key) if key else None
        return None if value in (None, USED) else Ticket(**json.loads(value or b""))

    async def take(self, key: str) -> Ticket | None:
        """The same for good: nobody else gets it."""
        ticket = await self.find(key)
        if ticket is None:
            return None
        value = json.dumps(asdict(ticket)).encode()
        taken = await self._shelf.swap(self._prefix + key, value, USED, seconds=self._seconds)
        return ticket if taken else None

    async def give_back(self, key: str, ticket: Ticket) -> None:
        """It was not used after all."""
        value = json.dumps(asdict(ticket)).encode()
        left = ticket.at + self._seconds - self._clock().timestamp()
        if left > 0:
            await self._shelf.swap(self._prefix + key, USED, value, seconds=left)

    async def lay_by(self, chat: str, key: str) -> None:
        """Notes that a message of this private chat needs its ticket no more: what is pushed there may take it."""
        name = f"{self._prefix}spare.{chat}"
        for _ in range(TRIES):
            now = await self._shelf.get(name)
            keys = [*(json.loads(now) if now else []), key][-SPARE:]
            if await self._shelf.swap(name, now, json.dumps(keys).encode(), seconds=self._seconds):
                return

    async def spare(self, chat: str) -> str:
        """The key of the newest message of this chat whose ticket may be taken; empty where there is none."""
        now = await self._shelf.get(f"{self._prefix}spare.{chat}")
        for key in reversed(json.loads(now) if now else []):
            ticket = await self.find(key)
            if ticket is not None and ticket.url and self.age(ticket) < self._seconds:
                return str(key)
        return ""

    def age(self, ticket: Ticket) -> float:
        """Seconds since it came."""
        return self._clock().timestamp() - ticket.at
