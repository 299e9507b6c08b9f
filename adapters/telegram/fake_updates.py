"""The fake's updates on their way: queued for polls, or posted to the webhook, until they are confirmed."""

import asyncio
import io
from typing import Any

import aiohttp

from adapters.telegram.fake_html import Refusal
from adapters.telegram.fake_rooms import Hook

POLL_STEP = 0.01


class Queue:
    """Updates that wait to be polled. One poll at a time: a second one ends the first with 409."""

    def __init__(self, hook: Hook) -> None:
        self._hook = hook
        self._waiting: list[dict[str, Any]] = []
        self._shown: list[dict[str, Any]] = []
        self._poll = 0
        self.offsets: list[int | None] = []
        self.confirmed = asyncio.Condition()

    def put(self, update: dict[str, Any]) -> None:
        """Adds an update."""
        self._waiting.append(update)

    def waits(self, update: dict[str, Any]) -> bool:
        """Whether it has not been confirmed yet."""
        return any(each is update for each in (*self._waiting, *self._shown))

    async def get(self, offset: int | None, limit: int, seconds: float) -> list[dict[str, Any]]:
        """What getUpdates answers: all from `offset` on; those before it that were shown are confirmed."""
        self._free()
        self._poll += 1
        mine = self._poll
        self.offsets.append(offset)
        await self._confirm(offset)
        ends = asyncio.get_running_loop().time() + seconds
        while not self._waiting and asyncio.get_running_loop().time() < ends:
            await asyncio.sleep(POLL_STEP)
            self._free()
            if self._poll != mine:
                raise Refusal(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
        batch, self._waiting = self._waiting[:limit], self._waiting[limit:]
        self._shown += batch
        return batch

    def _free(self) -> None:
        """Refuses while there is a webhook."""
        if self._hook.url:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete "
                "the webhook first",
            )

    async def _confirm(self, offset: int | None) -> None:
        """Forgets what the offset confirms, and shows the rest again."""
        again = [each for each in self._shown if offset is None or each["update_id"] >= offset]
        self._shown = []
        self._waiting = again + self._waiting
        async with self.confirmed:
            self.confirmed.notify_all()

    async def done(self, update: dict[str, Any]) -> None:
        """Returns when an update is confirmed."""
        async with self.confirmed:
            await self.confirmed.wait_for(lambda: not self.waits(update))


class Poster:
    """Posts updates to the webhook as Telegram does; `reroute` leads its https address to the one that is listening."""

    def __init__(self, hook: Hook) -> None:
        self._hook = hook
        self.reroute: tuple[str, str] = ("", "")
        self.bodies: list[bytes] = []

    async def post(self, body: bytes, *, secret: str | None = None) -> int:
        """Posts a body, with the webhook's secret unless told otherwise; the HTTP status."""
        url = self._hook.url.replace(*self.reroute, 1) if self.reroute[0] else self._hook.url
        headers = {"Content-Type": "application/json"}
        headers["X-Telegram-Bot-Api-Secret-Token"] = self._hook.secret if secret is None else secret
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, data=io.BytesIO(body), headers=headers) as answer,
        ):
            self.bodies.append(await answer.read())
            if not 200 <= answer.status < 300:
                self._hook.last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
            return answer.status
