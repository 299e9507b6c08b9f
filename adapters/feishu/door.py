"""The Feishu door: one app's way in, by signed callbacks or a long connection, and its way out."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import structlog
from aiohttp import web

from adapters.feishu.api import UNSURE, Api, UnclearError, judged, segment
from adapters.feishu.callbacks import Callbacks
from adapters.feishu.doctor import examined
from adapters.feishu.events import PLATFORM, Envelope
from adapters.feishu.hearing import Hearing, Taken
from adapters.feishu.people import People
from adapters.feishu.sending import Sender
from adapters.feishu.settings import FeishuSettings
from adapters.feishu.socket import LongConnection
from adapters.feishu.values import json_object
from commands.message import Attachment, DeliveryError, Files, Finding, Inlet, Outgoing, Sent, Shelf

RETRIED = 7 * 3600.0  # after which Feishu's last repeat of a callback has come
log = structlog.get_logger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


class FeishuDoor:
    """One self-built app. It fetches attachments, tells names, keeps a long connection and examines itself."""

    platform = PLATFORM

    def __init__(
        self,
        settings: FeishuSettings,
        *,
        inlet: Inlet,
        shelf: Shelf,
        files: Files,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self.app = settings.app_id
        self.settings = settings
        self._clock = clock
        self._api = Api(settings, shelf=shelf, clock=clock)
        self._people = People(settings, api=self._api, shelf=shelf)
        self._sender = Sender(settings, api=self._api, people=self._people, files=files, clock=clock)
        self._hearing = Hearing(settings, inlet=inlet, people=self._people, sender=self._sender, clock=clock)
        self._callbacks = Callbacks(settings, hearing=self._hearing, clock=clock)
        self._line = LongConnection(settings, api=self._api, take=self._over_the_line)

    @property
    def redelivers(self) -> float:
        """Callbacks that fail are repeated up to seven hours later; of a long connection nothing is promised."""
        return RETRIED if self.settings.mode == "callback" else 0.0

    @property
    def uneven(self) -> float:
        """Over how many seconds what is pushed at full and half hours is spread."""
        return self.settings.uneven_seconds

    def attach(self, app: web.Application) -> None:
        """Adds the callback routes to a web application; over a long connection there are none."""
        if self.settings.mode == "callback":
            self._callbacks.add_to(app)

    async def start(self) -> None:
        """Opens the client and learns who the bot is; where Feishu cannot be asked now, the first mention asks."""
        await self._api.calls.open()
        try:
            await self._people.bot()
        except (DeliveryError, *UNSURE) as unready:
            log.warning("feishu does not say who the bot is", fault=type(unready).__name__)

    async def stop(self) -> None:
        """Closes the long connection and the client."""
        await self._line.stop()
        await self._api.calls.close()

    async def send(self, outgoing: Outgoing) -> Sent:
        """Sends one letter; see the seam."""
        return await self._sender.send(outgoing)

    async def lead(self) -> None:
        """Opens the long connection, where that is the way in."""
        if self.settings.mode == "socket":
            await self._line.start()

    async def follow(self) -> None:
        """Closes it: another process has it now."""
        await self._line.stop()

    @property
    def connected(self) -> bool:
        """Whether the long connection is open at this moment."""
        return self._line.connected.is_set()

    async def fetch(self, attachment: Attachment) -> bytes:
        """The bytes of what came with a message; DeliveryError where Feishu refuses them or they are too large."""
        handle = json.loads(attachment.handle)
        answer = await self._api.ask(
            "GET",
            f"im/v1/messages/{segment(handle['message'])}/resources/{segment(handle['key'])}",
            of={"api": "resources"},
            params={"type": handle["type"]},
        )
        if answer.status != 200:
            judged(answer)
            raise UnclearError(f"HTTP {answer.status}")
        if len(answer.body) > self.settings.resource_bytes:
            raise DeliveryError("an attachment too large", final=True)
        return answer.body

    async def name_of(self, user_id: str) -> str:
        """The name of a person by open_id, remembered for a day; empty where Feishu does not tell it."""
        try:
            return await self._people.name_of(user_id)
        except (DeliveryError, *UNSURE) as unsure:
            log.warning("no name now", fault=type(unsure).__name__)
            return ""

    async def examine(self) -> Sequence[Finding]:
        """Credentials, the bot, its rights, the clock, and the long connection where it is used."""
        await self._api.calls.open()
        return await examined(self.settings, self._api, self._people)

    async def _over_the_line(self, payload: bytes) -> Taken | None:
        """Takes an event of the long connection, which comes decrypted from an authenticated peer."""
        try:
            envelope = Envelope.of(json_object(payload))
        except ValueError:
            log.warning("a frame that is no event")
            return None
        if envelope.app not in ("", self.app):
            log.warning("an event of another app")
            return None
        return await self._hearing.take(envelope)
