"""The self-built app as the conformance suite drives it."""

import asyncio
import time
from contextlib import AsyncExitStack

from adapters.wecom.fake_calls import Callback, Callbacks
from commands.message import Message, Outgoing, Sent
from tests.integration.adapters.wecom.app_world import PATH, World, world

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><MsgType>text</MsgType><Content>&b;</Content></xml>'


class AppRig:
    """A self-built app.

    edit: WeCom tells nobody of edited messages. recall: nor of recalled ones. mention, others, everybody: an app hears
    only private chats, where nobody is mentioned.
    """

    private_only = True
    features = frozenset({"signed", "stale", "press", "attachment"})

    def __init__(self, world: World, stack: AsyncExitStack) -> None:
        self.world = world
        self.bodies: list[bytes] = []
        self._stack = stack
        self._ids: dict[str, str] = {}
        self._times: dict[str, float] = {}

    @classmethod
    async def open(cls) -> "AppRig":
        """The rig, running."""
        stack = AsyncExitStack()
        return cls(await stack.enter_async_context(world()), stack)

    @property
    def heard(self) -> list[Message]:
        return self.world.inlet.heard

    async def say(self, text: str, *, key: str = "", private: bool = True, mention: str = "") -> int:
        assert private
        assert not mention
        return await self._call(self.world.calls.text(text, at=time.time(), id=self._id(key)))

    async def press(self, action: str, *, key: str = "") -> int:
        return await self._call(self.world.calls.press(action, task="task-1", code="rc", at=self._time(key)))

    async def edit(self, text: str, *, of: str, key: str = "") -> int:
        raise AssertionError((text, of, key))

    async def recall(self, *, of: str, key: str = "") -> int:
        raise AssertionError((of, key))

    async def attach(self, *, key: str = "") -> int:
        return await self._call(self.world.calls.image("1pic", at=time.time(), id=self._id(key)))

    async def unknown(self) -> int:
        event = await self._call(self.world.calls.event("hologram_event", {"EventKey": "x"}, at=time.time()))
        message = await self._call(self.world.calls.message("hologram", {"Depth": "3"}, at=time.time()))
        assert event == message
        return event

    async def forged(self, times: int) -> list[int]:
        stranger = Callbacks(corp_id="ww1", agent_id=1000002, token="guessed", aes_key="x" * 43)
        forged = [stranger.text("绝密的话13800001111", at=time.time()) for _ in range(times)]
        return list(await asyncio.gather(*(self._call(each) for each in forged)))

    async def stale(self) -> int:
        stale = await self._call(self.world.calls.text("昨天的话", at=time.time() - 302))
        early = await self._call(self.world.calls.text("明天的话", at=time.time() + 302))
        assert stale == early
        return stale

    async def malformed(self) -> list[int]:
        calls, now = self.world.calls, time.time()
        good = calls.text("好的", at=now)
        other = Callbacks(corp_id="ww2", agent_id=1000002, token=calls.token, aes_key=calls.aes_key)
        bodies = [b"", b"\xff\xfe\0", b"<xml>", b"<xml/>", BOMB.encode(), b"{}", b"<xml><Encrypt>!!</Encrypt></xml>"]
        inner = ["", "not xml", "<xml/>", BOMB, "<xml><MsgType>text</MsgType></xml>"]
        requests = [
            *(Callback(query=good.query, body=each) for each in bodies),
            Callback(query={}, body=good.body),
            Callback(query={**good.query, "nonce": ""}, body=good.body),
            Callback(query={**good.query, "timestamp": "now"}, body=good.body),
            *(calls.sealed(each, at=now) for each in inner),
            other.text("另一家公司的", at=now),
            calls.message("text", {"Content": "另一个应用的"}, at=now, agent=7),
            calls.message("text", {"Content": "x", "CreateTime": "never"}, at=now),
            calls.event("template_card_event", {"EventKey": "", "TaskId": "t"}, at=now),
            calls.event("template_card_event", {"EventKey": "k", "TaskId": ""}, at=now),
        ]
        statuses = [await self._call(each) for each in requests]
        statuses.append(await self._raw(good.body, {"Content-Encoding": "deflate"}))
        statuses.append(await self._call(Callback(query={}), method="GET"))
        statuses.append(
            await self._call(Callback(query={**calls.check(at=now).query, "echostr": "AAAA"}), method="GET")
        )
        return statuses

    async def oversize(self) -> int:
        body = b"<xml><Encrypt>" + b"A" * self.world.settings.body_bytes + b"</Encrypt></xml>"
        said = await self._call(Callback(query=self.world.calls.text("x", at=time.time()).query, body=body))

        async def pieces() -> object:
            for _ in range(3):
                yield body[:500_000]

        async with self.world.client.post(PATH, data=pieces()) as answer:
            assert answer.status == said == 413
        return said

    async def send(self, outgoing: Outgoing) -> Sent:
        return await self.world.deliver(outgoing)

    def shown(self) -> list[str]:
        return self.world.fake.texts

    async def close(self) -> None:
        await self._stack.aclose()

    async def _call(self, callback: Callback, method: str = "POST") -> int:
        async with await self.world.call(callback, method) as answer:
            self.bodies.append(await answer.read())
            return answer.status

    async def _raw(self, body: bytes, headers: dict[str, str]) -> int:
        query = self.world.calls.text("x", at=time.time()).query
        async with self.world.client.post(PATH, params=query, data=body, headers=headers) as answer:
            self.bodies.append(await answer.read())
            return answer.status

    def _id(self, key: str) -> str:
        """A message id of its own for each key."""
        return self._ids.setdefault(key, str(6_000_000_000_000_000_000 + len(self._ids))) if key else ""

    def _time(self, key: str) -> float:
        """A second of its own for each key: events have no id."""
        return self._times.setdefault(key or str(len(self._times)), int(time.time()) - len(self._times))
