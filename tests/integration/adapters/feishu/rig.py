"""Feishu's rigs: the door between a recording inlet and the fake, by callbacks and by the long connection."""

import asyncio
import io
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import aiohttp
from aiohttp import web

from adapters.feishu.door import FeishuDoor
from adapters.feishu.fake import FakeFeishu
from adapters.feishu.fake_calls import GROUP, PRIVATE, THE_BOT, Request, Who
from adapters.feishu.settings import FeishuSettings
from bot.testing import until
from commands.message import Message, Outgoing, Sent
from tests.integration.adapters.inlets import MemoryFiles, MemoryShelf, RecordingInlet

PLENTY = 1_000_000
LINA = Who(id="ou_li", name="李娜")
AT_ONCE = 50


def worded(text: str, mention: str) -> tuple[str, list[Who]]:
    """The words with a placeholder where somebody is mentioned, and who that is."""
    middle = len(text) // 2
    if mention == "middle":
        return f"{text[:middle]} @_user_1 {text[middle:]}", [THE_BOT]
    if mention in ("first", "last"):
        return (f"@_user_1 {text}" if mention == "first" else f"{text} @_user_1"), [THE_BOT]
    if mention == "other":
        return f"@_user_1 {text}", [LINA]
    return (f"@_all {text}" if mention == "all" else text), []


class FeishuRig:
    """By callbacks. Feishu has no `edit` event: it tells nobody that a message was changed."""

    mode = "callback"
    private_only = False
    features = frozenset({"signed", "stale", "recall", "mention", "others", "everybody", "press", "attachment"})

    def __init__(self) -> None:
        self.fake = FakeFeishu()
        self.inlet = RecordingInlet()
        self.shelf = MemoryShelf()
        self.files = MemoryFiles()
        self.bodies: list[bytes] = []
        self.door: FeishuDoor
        self.http: aiohttp.ClientSession
        self.address = ""
        self._runner: web.AppRunner | None = None
        self.ahead = 0.0

    async def start(self, **settings: Any) -> "FeishuRig":
        """Starts the fake, the door and its web server."""
        await self.fake.start()
        how: dict[str, Any] = {"mode": self.mode, "chat_per_second": PLENTY, "call_seconds": 5.0}
        self.door = self.another(**how | settings)
        app = web.Application()
        self.door.attach(app)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.http = aiohttp.ClientSession()
        await self.door.start()
        return self

    def another(self, **settings: Any) -> FeishuDoor:
        """A door on the same shelf, as another process has it."""
        made: FeishuSettings = self.fake.settings(**settings)
        return FeishuDoor(
            made,
            inlet=self.inlet,
            shelf=self.shelf,
            files=self.files,
            clock=lambda: datetime.fromtimestamp(time.time() + self.ahead, UTC),
        )

    async def close(self) -> None:
        await self.http.close()
        await self.door.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        await self.fake.stop()

    @property
    def heard(self) -> list[Message]:
        return self.inlet.heard

    async def post(self, request: Request, path: str = "/feishu/events") -> int:
        """Posts a callback; the status, and the body kept in `bodies`."""
        async with self.http.post(
            self.address + path, data=io.BytesIO(request.body), headers=request.headers
        ) as answer:
            self.bodies.append(await answer.read())
            return answer.status

    async def deliver(self, envelope: Mapping[str, Any], path: str = "/feishu/events") -> int:
        """An event as it comes in this mode."""
        return await self.post(self.fake.calls.signed(envelope), path)

    def text(
        self, text: str, *, key: str = "", private: bool = True, mention: str = "", **fields: str
    ) -> dict[str, Any]:
        """A text as an event, which the fake's users see."""
        words, mentions = worded(text, mention)
        id = f"om_{key or uuid4().hex}"
        self.fake.hear(id, PRIVATE if private else GROUP)
        return self.fake.calls.message("text", {"text": words}, id=id, private=private, mentions=mentions, **fields)

    async def say(self, text: str, *, key: str = "", private: bool = True, mention: str = "") -> int:
        return await self.deliver(self.text(text, key=key, private=private, mention=mention))

    async def press(self, action: str, *, key: str = "") -> int:
        token = f"c-{key or uuid4().hex}"
        return await self.deliver(self.fake.calls.press({"act": action}, token=token), "/feishu/cards")

    async def edit(self, text: str, *, of: str, key: str = "") -> int:  # noqa: ARG002 - the rig's protocol
        raise AssertionError("Feishu tells of no edits")

    async def recall(self, *, of: str, key: str = "") -> int:
        return await self.deliver(self.fake.calls.recall(of, id=key))

    async def attach(self, *, key: str = "") -> int:
        id = f"om_{key or uuid4().hex}"
        self.fake.resources[id, "img_1"] = b"a picture"
        return await self.deliver(self.fake.calls.message("image", {"image_key": "img_1"}, id=id))

    async def unknown(self) -> int:
        return await self.deliver(self.fake.calls.envelope("im.message.turned_upside_down_v1", {"chat_id": "oc_1"}))

    async def forged(self, times: int) -> list[int]:
        """By turns: another key, another key for the signature alone, no signature, a body changed afterwards."""
        body = self.text("绝密的话13800001111")
        right = self.fake.calls.signed(body)
        other = self.fake.calls.signed(body, key="another key")
        wrong = [
            other,
            Request(headers=other.headers, body=right.body),
            Request(headers={"Content-Type": "application/json"}, body=right.body),
            Request(headers=right.headers, body=right.body + b" "),
        ]
        statuses: list[int] = []
        for start in range(0, times, AT_ONCE):
            some = range(start, min(start + AT_ONCE, times))
            statuses += await asyncio.gather(*(self.post(wrong[number % len(wrong)]) for number in some))
        return statuses

    async def stale(self) -> int:
        return await self.post(self.fake.calls.signed(self.text("旧的"), at=time.time() - 8 * 3600 - 60))

    async def malformed(self) -> list[int]:
        """Rubbish, signed and not; what is signed and an object, but no event, is acknowledged elsewhere."""
        rubbish = [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a":' * 50_000, b'{"encrypt":"!"}', b'{"encrypt":7}']
        signed = [await self.post(self.fake.calls.signed_raw(each)) for each in rubbish]
        return signed + [await self.post(Request(headers={}, body=each)) for each in rubbish]

    async def oversize(self) -> int:
        return await self.post(self.fake.calls.signed_raw(b'{"encrypt":"' + b"A" * 2_000_000 + b'"}'))

    async def send(self, outgoing: Outgoing) -> Sent:
        return await self.door.send(outgoing)

    def shown(self) -> list[str]:
        return self.fake.shown()


class SocketRig(FeishuRig):
    """By the long connection, which is authenticated when it is opened: frames are not `signed` one by one, and none is
    `stale`. Feishu has no `edit` event. There are no `bodies`: an answer is a code."""

    mode = "socket"
    features = frozenset({"recall", "mention", "others", "everybody", "press", "attachment"})
    bodies: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.bodies = None

    async def start(self, **settings: Any) -> "FeishuRig":
        waits = {"socket_first_wait": 0.02, "socket_longest_wait": 0.1}
        await super().start(**waits | settings)
        await self.door.lead()
        await until(lambda: self.fake.socket.connections, seconds=60)
        return self

    async def deliver(self, envelope: Mapping[str, Any], path: str = "") -> int:  # noqa: ARG002 - one way for all
        code, _ = await self.fake.socket.push(envelope)
        return code

    async def malformed(self) -> list[int]:
        return [await self.deliver(each) for each in ({}, {"header": 1}, {"header": {"app_id": "cli_other"}})]

    async def oversize(self) -> int:
        return 200
