"""The AI bot's door between a recording inlet and the fake platform, once by each way of being reached."""

import json
import time
from contextlib import suppress
from typing import Any
from uuid import uuid4

from aiohttp import web

from adapters.wecom.bot import WeComBot
from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.bot_socket import SocketWay
from adapters.wecom.fake_bot import AES_KEY, BOT, NAME, SECRET, TOKEN, USER, FakeBot
from adapters.wecom.socket import LongConnection
from bot.testing import until
from commands.message import Chat, Message, Outgoing, Sent
from tests.integration.adapters.inlets import MemoryFiles, MemoryShelf, RecordingInlet

QUICK: dict[str, Any] = {
    "first_backoff": 0.02,
    "longest_backoff": 0.2,
    "ack_seconds": 0.5,
    "connect_seconds": 2.0,
    "answer_seconds": 0.3,
    "press_seconds": 0.3,
    "poll_seconds": 1.0,
}


class Rig:
    """What both ways share."""

    private_only = False
    features: frozenset[str]
    _door: WeComBot

    def __init__(self, **settings: Any) -> None:
        self.platform = FakeBot()
        self.inlet = RecordingInlet()
        self.heard = self.inlet.heard
        self.shelf = MemoryShelf()
        self.files = MemoryFiles()
        self._more = settings

    def door_on(self, settings: BotSettings, inlet: Any = None) -> WeComBot:
        """A door on this rig's shelf and files, as another process would have one."""
        return WeComBot(settings, inlet=inlet or self.inlet, shelf=self.shelf, files=self.files)

    def shown(self) -> list[str]:
        """What people see."""
        return self.platform.rooms.texts()

    async def send(self, outgoing: Outgoing) -> Sent:
        return await self.door.send(outgoing)

    async def say(self, text: str, *, key: str = "", private: bool = True, mention: str = "") -> int:
        name = {"other": "李娜", "all": "所有人"}.get(mention, NAME)
        middle = len(text) // 2
        said = {
            "": text,
            "middle": f"{text[:middle]} @{name} {text[middle:]}",
            "last": f"{text} @{name}",
        }.get(mention, f"@{name} {text}")
        return await self.platform.say(said, key=key, private=private)

    async def press(self, action: str, *, key: str = "") -> int:
        at = 1_700_000_000 + (abs(hash(key)) % 10**8 if key else len(self.heard))
        return await self.platform.press(action, "card-1", at=at)

    async def edit(self, text: str, *, of: str, key: str = "") -> int:  # noqa: ARG002 - the protocol's
        raise AssertionError("WeCom tells nobody of edits")

    async def recall(self, *, of: str, key: str = "") -> int:  # noqa: ARG002 - the protocol's
        raise AssertionError("WeCom tells nobody of recalls")

    async def attach(self, *, key: str = "") -> int:
        return await self.platform.picture(key=key)

    async def unknown(self) -> int:
        return await self.platform.event("moon_landing_event")

    def chat(self, *, private: bool = True) -> Chat:
        """The chat of the last message, or the person's own."""
        return self.heard[-1].chat if self.heard else Chat(platform="wecom", app=BOT, id=USER, private=private)

    @property
    def door(self) -> WeComBot:
        return self._door


class SocketRig(Rig):
    """By long connection.

    signed: the platform proves itself by TLS, nothing is signed. stale: nothing carries a time that is checked.
    edit and recall: WeCom tells nobody of either. bodies: there are no HTTP answers.
    """

    features = frozenset({"mention", "others", "everybody", "press", "attachment"})

    async def open(self) -> "SocketRig":
        """Starts the platform and the door, and waits until it is connected."""
        await self.platform.start()
        self.settings = BotSettings(
            mode="socket",
            bot_id=BOT,
            secret=SECRET,  # type: ignore[arg-type]  # as from config.toml
            name=NAME,
            socket_url=self.platform.socket_url,
            api_base=self.platform.base,
            **{**QUICK, **self._more},
        )
        self._door = self.door_on(self.settings)
        await self.door.start()
        await self.door.lead()
        await until(lambda: self.connection.state == "connected" and self.platform.socket.subscribed.is_set())
        return self

    @property
    def connection(self) -> LongConnection:
        """The door's own connection."""
        assert isinstance(self.door._way, SocketWay)
        return self.door._way.connection

    async def forged(self, times: int) -> list[int]:  # noqa: ARG002 - the protocol's
        raise AssertionError("nothing is signed")

    async def stale(self) -> int:
        raise AssertionError("nothing is stale")

    async def malformed(self) -> list[int]:
        for raw in (
            "rubbish",
            "[]",
            '{"cmd":',
            '{"cmd":"aibot_msg_callback"}',
            '{"cmd":"aibot_msg_callback","body":{}}',
        ):
            await self.platform.socket.push("", {}, chat=(USER, True), raw=raw)
        return [200]

    async def oversize(self) -> int:
        with suppress(ConnectionError):  # the door closes before it has read all
            await self.platform.socket.push("", {}, chat=(USER, True), raw="x" * 5_000_000)
        await until(lambda: self.platform.socket.connections > 1 and self.platform.socket.subscribed.is_set())
        return 200

    async def close(self) -> None:
        await self.door.stop()
        await self.platform.stop()


class CallbackRig(Rig):
    """By callbacks.

    edit and recall: WeCom tells nobody of either.
    """

    features = frozenset({"signed", "stale", "mention", "others", "everybody", "press", "attachment"})

    async def open(self) -> "CallbackRig":
        """Starts the platform, the door and its web server."""
        await self.platform.start()
        self.settings = BotSettings(
            mode="callback",
            bot_id=BOT,
            token=TOKEN,  # type: ignore[arg-type]  # as from config.toml
            aes_key=AES_KEY,  # type: ignore[arg-type]  # likewise
            name=NAME,
            api_base=self.platform.base,
            **{**QUICK, **self._more},
        )
        self._door = self.door_on(self.settings)
        await self.door.start()
        self._runners: list[web.AppRunner] = []
        self.calls = self.platform.call(await self.serve(self.door))
        self.bodies = self.calls.bodies
        return self

    async def serve(self, door: WeComBot) -> str:
        """The address of a door's web server."""
        app = web.Application()
        door.attach(app)
        runner = web.AppRunner(app, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._runners.append(runner)
        return f"http://127.0.0.1:{runner.addresses[0][1]}/wecom/bot"

    def body(self, text: str = "今天拜访了云图") -> dict[str, Any]:
        """A plain text message."""
        return {
            "msgid": uuid4().hex,
            "aibotid": BOT,
            "chattype": "single",
            "from": {"userid": USER},
            "msgtype": "text",
            "text": {"content": text},
        }

    async def forged(self, times: int) -> list[int]:
        statuses = []
        for number in range(times):
            query, encrypted = self.calls.signed(json.dumps(self.body("绝密的话13800001111")).encode())
            query["msg_signature"] = f"{number:040x}"
            statuses.append((await self.calls.raw(query, json.dumps({"encrypt": encrypted}).encode()))[0])
        return statuses

    async def stale(self) -> int:
        return await self.calls.post(self.body(), (USER, True), at=int(time.time()) - 301)

    async def malformed(self) -> list[int]:
        query, encrypted = self.calls.signed(b'{"msgtype":"text"}')
        good = json.dumps({"encrypt": encrypted}).encode()
        bodies = [b"", b"rubbish", b"[]", b"{}", b'{"encrypt":1}', b'{"encrypt":"AAAA"}', b"[" * 100_000, good]
        statuses = [(await self.calls.raw(query, body))[0] for body in bodies]
        statuses.append((await self.calls.raw({}, good))[0])
        for plain in (b"no json", b"[]", b'{"msgtype":"text","msgid":""}', b"\xff\xfe"):
            query, encrypted = self.calls.signed(plain)
            statuses.append((await self.calls.raw(query, json.dumps({"encrypt": encrypted}).encode()))[0])
        return statuses

    async def oversize(self) -> int:
        query, _ = self.calls.signed(b"{}")
        return (await self.calls.raw(query, json.dumps({"encrypt": "A" * 1_100_000}).encode()))[0]

    async def close(self) -> None:
        for runner in self._runners:
            await runner.cleanup()
        await self.door.stop()
        await self.platform.stop()


def answer(to: Message, *lines: str, **more: Any) -> Outgoing:
    """An answer to a message."""
    return Outgoing(
        id=more.pop("id", uuid4().hex),
        chat=more.pop("chat", to.chat),
        lines=lines,
        answers=to.key,
        asked=to.id,
        created_at=to.received_at,
        **more,
    )
