"""The response_url of a message: one push within the hour, the only one that callback mode has."""

import asyncio
from collections.abc import Sequence

from adapters.calls import Answer, Calls
from adapters.limits import Limit, Limits
from adapters.wecom.bot_cards import Json
from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.bot_tickets import Tickets
from commands.message import DeliveryError

SECONDS = 3.0


class ResponseUrls:
    """Posts to the response_urls of one bot."""

    def __init__(self, settings: BotSettings, tickets: Tickets, calls: Calls) -> None:
        self._tickets = tickets
        self._calls = calls
        self._limits = Limits(Limit("chat", settings.per_minute, 60), Limit("chat", settings.per_hour, 3600))

    async def post(self, key: str, bodies: Sequence[Json], chat: str) -> None:
        """Posts the first body that is taken to the address that came with a message, which is good once; else to the
        newest one that another message of the chat has left over.

        DeliveryError (final, unreachable) where there is none or it was used; OSError where nobody knows what became
        of it.
        """
        await self._limits.turn(chat=chat)
        ticket = await self._tickets.take(key)
        if ticket is None or not ticket.url:
            key = await self._tickets.spare(chat)
            ticket = await self._tickets.take(key)
        if ticket is None or not ticket.url:
            raise DeliveryError("the bot cannot speak first in callback mode", final=True, unreachable=True)
        for body in bodies:
            try:
                async with asyncio.timeout(SECONDS):
                    answer = await self._calls.call("POST", ticket.url, json=body, allow_redirects=False)
            except DeliveryError:
                await self._tickets.give_back(key, ticket)
                raise
            if _taken(answer):
                return
        raise DeliveryError("the response_url was refused", final=True, unreachable=True)


def _taken(answer: Answer) -> bool:
    if answer.status >= 500:
        raise OSError(f"HTTP {answer.status}")
    try:
        return answer.status < 300 and answer.plain.get("errcode", 0) == 0
    except ValueError:
        raise OSError("an answer that cannot be read") from None
