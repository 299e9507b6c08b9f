"""The self-built app's door and the webhook's between a recording inlet and the fake platform, over real HTTP."""

from __future__ import annotations

import io
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from adapters.wecom.app import WeComApp
from adapters.wecom.fake import FakeWeCom
from adapters.wecom.fake_calls import Callback, Callbacks
from adapters.wecom.settings import AppSettings, WebhookSettings
from adapters.wecom.webhook import WeComWebhook
from commands.message import Chat, DeliveryError, Outgoing, Press, Sent
from tests.integration.adapters.inlets import MemoryFiles, MemoryShelf, RecordingInlet

TOKEN, AES_KEY = "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
PATH = "/wecom/app"
ACTION = "Ab3dEf6hIj9lMn2pQr5tUv"
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


@dataclass
class World:
    """A door, its platform, and the way of WeCom to the door; `pass_time` moves the clocks of both sides."""

    fake: FakeWeCom
    door: WeComApp
    webhook: WeComWebhook
    client: TestClient[web.Request, web.Application]
    settings: AppSettings
    inlet: RecordingInlet
    shelf: MemoryShelf
    files: MemoryFiles
    calls: Callbacks
    ahead: list[float]
    _letters: list[None] = field(default_factory=list)

    def pass_time(self, seconds: float) -> None:
        """Moves the platform's time, the shelf's and the limits' on."""
        self.ahead[0] += seconds
        self.fake.ahead += seconds

    async def call(self, callback: Callback, method: str = "POST") -> ClientResponse:
        """Delivers a callback."""
        return await self.client.request(
            method, PATH, params=callback.query, data=io.BytesIO(callback.body) if callback.body else None
        )

    def letter(self, *lines: str, to: str = "zhang", buttons: tuple[str, ...] = (), **more: Any) -> Outgoing:
        """An answer to a member."""
        self._letters.append(None)
        values: dict[str, Any] = {
            "id": f"letter-{len(self._letters)}",
            "chat": Chat(platform="wecom", app=self.door.app, id=to, private=True),
            "lines": lines,
            "buttons": tuple(Press(label=each, action=f"{ACTION}.{i}") for i, each in enumerate(buttons)),
            "created_at": datetime.now(UTC),
        }
        return Outgoing(**(values | more))

    async def deliver(self, outgoing: Outgoing, door: WeComApp | WeComWebhook | None = None) -> Sent:
        """Sends as delivery does: what is held is tried again when its time has come."""
        while True:
            try:
                return await (door or self.door).send(outgoing)
            except DeliveryError as error:
                if not error.held:
                    raise
                self.pass_time(error.after or 1.0)


@asynccontextmanager
async def world(*, clock_off: float = 0.0, **settings: Any) -> AsyncIterator[World]:
    """Everything started, and stopped in the end. `clock_off`: how many seconds our clock is wrong by."""
    fake, ahead = FakeWeCom(), [0.0]
    inlet, files = RecordingInlet(), MemoryFiles({"picture": PNG, "paper": b"a paper's bytes"})

    def seconds() -> float:
        return time.monotonic() + ahead[0]

    shelf = MemoryShelf(seconds)
    async with TestServer(fake.application()) as platform:
        base = f"http://127.0.0.1:{platform.port}"
        values = {"corp_id": fake.corp_id, "agent_id": fake.agent_id, "secret": fake.secret, "token": TOKEN}
        app = AppSettings.model_validate({**values, "aes_key": AES_KEY, "api_base": base, **settings})
        hook = WebhookSettings.model_validate(
            {"url": f"{base}/cgi-bin/webhook/send?key={fake.webhook_key}", "call_seconds": app.call_seconds}
        )
        door = WeComApp(
            app,
            inlet=inlet,
            shelf=shelf,
            files=files,
            clock=lambda: datetime.now(UTC) + timedelta(seconds=clock_off),
            monotonic=seconds,
        )
        webhook = WeComWebhook(hook, name="华东组", shelf=shelf, files=files, monotonic=seconds)
        served = web.Application()
        door.attach(served)
        calls = Callbacks(corp_id=fake.corp_id, agent_id=fake.agent_id, token=TOKEN, aes_key=AES_KEY)
        async with TestClient(TestServer(served)) as client:
            await door.start()
            await webhook.start()
            try:
                yield World(fake, door, webhook, client, app, inlet, shelf, files, calls, ahead)
            finally:
                await webhook.stop()
                await door.stop()
