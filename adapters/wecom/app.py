"""The door of a WeCom self-built app (自建应用): private chats of the corp's members, never groups."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from aiohttp import web

from adapters.wecom import media
from adapters.wecom.api import Api
from adapters.wecom.callbacks import Callbacks
from adapters.wecom.doctor import Doctor
from adapters.wecom.messages import PLATFORM
from adapters.wecom.refusals import Refused
from adapters.wecom.sending import Codes, Sender
from adapters.wecom.settings import AppSettings
from commands.message import Attachment, Files, Finding, Inlet, Outgoing, Sent, Shelf


def _now() -> datetime:
    return datetime.now(UTC)


class WeComApp:
    """Hears members through encrypted callbacks, answers them through the API. It never passes an answer back."""

    platform = PLATFORM

    def __init__(
        self,
        settings: AppSettings,
        *,
        inlet: Inlet,
        shelf: Shelf,
        files: Files,
        clock: Callable[[], datetime] = _now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` tells the time that callbacks are held against, `monotonic` seconds for limits."""
        self.app = settings.app
        self._api = Api(settings, shelf, monotonic=monotonic)
        self._sender = Sender(settings, self._api, shelf=shelf, files=files, monotonic=monotonic)
        self._callbacks = Callbacks(settings, inlet=inlet, shelf=shelf, codes=Codes(shelf, settings), clock=clock)
        self._doctor = Doctor(settings, self._api, shelf=shelf, clock=clock)
        self._started = False
        self.uneven = settings.uneven_seconds

    def attach(self, app: web.Application) -> None:
        """Adds the callback's routes to a web application."""
        self._callbacks.attach(app)

    async def start(self) -> None:
        """Opens the session to the API."""
        self._started = True
        await self._api.open()

    async def stop(self) -> None:
        """Closes it."""
        self._started = False
        await self._api.close()

    async def send(self, outgoing: Outgoing) -> Sent:
        """Sends an answer to the member whose private chat it is; a card's id is its task id, which presses name."""
        return await self._sender.send(outgoing)

    async def fetch(self, attachment: Attachment) -> bytes:
        """The bytes of a picture, a recording or a video, which WeCom keeps for three days."""
        return await media.download(self._api, attachment.handle)

    async def name_of(self, user_id: str) -> str:
        """The member's name; empty where WeCom refuses it, leaves it out, or gives the userid in its place."""
        try:
            answer = await self._api.call("GET", "user/get", params={"userid": user_id})
        except Refused as refused:
            if refused.held:
                raise
            return ""
        name = str(answer.get("name") or "").strip()
        return "" if name == user_id else name

    async def examine(self) -> Sequence[Finding]:
        """Credentials, the app's id, trusted IPs, callbacks and the clock, each with what to click."""
        await self._api.open()
        try:
            return await self._doctor.examine()
        finally:
            if not self._started:
                await self._api.close()
