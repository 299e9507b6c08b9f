"""Platforms in trouble, at a thousandfold pace: an hour's waiting is 3.6 seconds, and what goes wrong is planned."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

import aiohttp

from adapters.feishu.door import FeishuDoor
from adapters.telegram.door import TelegramDoor
from adapters.wecom.app import WeComApp
from adapters.wecom.bot import WeComBot
from adapters.wecom.fake_state import Fault
from commands.message import DeliveryError, Outgoing, Sent
from tests.scenarios.platforms.base import PEOPLE, Running
from tests.scenarios.platforms.feishu import Feishu
from tests.scenarios.platforms.telegram import Telegram, TelegramWebhook
from tests.scenarios.platforms.wecom import WeComAppChat, WeComBotCalls, WeComBotSocket

PACE: Final = 1000
CALL: Final = 0.25  # seconds that a call may take before it counts as lost
Plan = list[Callable[[], Any]]  # each lets one thing go wrong


class Hasty:
    """A door whose platform asks to wait a thousandth of what it says; `unclear` counts, by a letter's words, the tries
    of which nobody knows what became."""

    def __init__(self, *settings: Any, **means: Any) -> None:
        super().__init__(*settings, **means)
        self.unclear: Counter[str] = Counter()

    async def send(self, outgoing: Outgoing) -> Sent:
        """Sends; what is asked for is shortened."""
        clear = False
        try:
            sent: Sent = await super().send(outgoing)  # type: ignore[misc]  # the door's
            clear = True
        except DeliveryError as refusal:
            clear = True
            if refusal.after is not None:
                refusal.after /= PACE
            raise
        finally:
            if not clear:
                self.unclear["".join(outgoing.lines)] += 1
        return sent


class HastyApp(Hasty, WeComApp):
    """The self-built app's."""


class HastyBot(Hasty, WeComBot):
    """The AI bot's."""


class HastyFeishu(Hasty, FeishuDoor):
    """Feishu's."""


class HastyTelegram(Hasty, TelegramDoor):
    """Telegram's."""


def quick(clock: Callable[[], float]) -> Callable[[], float]:
    """A clock that goes a thousand times as fast from now on."""
    began = clock()
    return lambda: began + (clock() - began) * PACE


class Trouble(Running):
    """A platform with a plan of what goes wrong, up to `together` faults at a time. `once_only`: no repeat is seen."""

    once_only = False
    together = 4
    pushes = True  # answers go out by calls of ours, which can fail

    def plan(self) -> Plan:
        """One fault for each message that is said."""
        return []

    def over(self) -> bool:
        """Whether all that was to go wrong by now has gone wrong."""
        return True


class TroubledApp(WeComAppChat, Trouble):
    """The self-built app's API in trouble; tokens end by themselves, too, after two hours of its time."""

    make = HastyApp
    changes: Mapping[str, Any] = {"call_seconds": CALL}

    async def begin(self) -> None:
        await super().begin()
        self.fake.clock = quick(time.time)

    def clocks(self) -> dict[str, Any]:
        return {**super().clocks(), "monotonic": quick(time.monotonic)}

    def over(self) -> bool:
        return not any(self.fake._faults.values())

    def plan(self) -> Plan:
        def send(fault: Fault) -> Callable[[], Any]:
            return lambda: self.fake.fail("message/send", fault)

        def token(fault: Fault) -> Callable[[], Any]:
            def both() -> None:
                self.fake.fail("message/send", "expired")
                self.fake.fail("gettoken", fault)

            return both

        known = [send("429"), send("busy"), send("expired")]
        tokens = [token("500"), token("lost"), token("busy")]
        unknown = [send("500"), send("page"), send("lost")]
        twice = [send("late"), send("torn")]
        return [*known, *unknown, *twice, *tokens, *unknown, *twice, *known, send("none")]


class TroubledFeishu(Feishu, Trouble):
    """Feishu's API in trouble. The same uuid shows nothing twice."""

    make = HastyFeishu
    changes: Mapping[str, Any] = {"call_seconds": CALL, "chat_per_second": 5}
    once_only = True

    def over(self) -> bool:
        return not self.fake._faults

    def plan(self) -> Plan:
        def fail(kind: str, path: str = "im/v1/messages") -> Callable[[], Any]:
            return lambda: self.fake.fail(kind, path)

        def no_token() -> None:
            fail("500", "auth/v3")()
            fail("token")()

        known = [fail("429"), fail("token"), no_token]
        unknown = [fail(kind) for kind in ("500", "page", "hang", "drop")]
        twice = [fail(f"{kind}_after") for kind in ("500", "hang", "drop")]
        return [*known, *twice, *unknown, *known, *twice, *unknown]


class TroubledTelegram(Telegram, Trouble):
    """Telegram's API in trouble, for what is sent and for what is polled; its clock is an hour off."""

    make = HastyTelegram
    changes: Mapping[str, Any] = {"request_seconds": CALL}
    polls: tuple[str, ...] = ("error", "page", "cut", "lost after")

    def over(self) -> bool:
        return self.fake.faults.over

    def plan(self) -> Plan:
        self.fake.skew = 3600.0

        def fail(trouble: Any, method: str = "sendMessage") -> Callable[[], Any]:
            return lambda: self.fake.faults.add(trouble, method=method)

        known = [fail("slow down"), fail("unknown token")]
        unknown = [fail(each) for each in ("error", "page", "lost before")]
        twice = [fail(each) for each in ("lost after", "cut")]
        polls = [fail(each, "getUpdates") for each in self.polls]
        return [*known, *unknown, *twice, *polls, *known, *unknown, *twice]


class TroubledWebhook(TelegramWebhook, TroubledTelegram):
    """The same by webhook."""

    polls = ()


class TroubledSocket(WeComBotSocket, Trouble):
    """The long connection in trouble: refused, silent, deaf, half-open, closed."""

    make = HastyBot
    changes: Mapping[str, Any] = {"ack_seconds": CALL, "ping_seconds": CALL / 4}
    together = 1
    closing = False

    def over(self) -> bool:
        faults = self.fake.faults
        switched = faults.silent or faults.deaf or faults.half_open or self.closing
        return not (any(faults.refuse.values()) or switched)

    async def bring(self, written: dict[str, Any]) -> int:
        await asyncio.wait_for(self.fake.socket.subscribed.wait(), 10)
        return await super().bring(written)

    def plan(self) -> Plan:
        faults = self.fake.faults

        def refuse(code: int) -> Callable[[], Any]:
            return lambda: faults.refuse.setdefault("aibot_respond_msg", []).append(code)

        def during(switch: str) -> Callable[[], Any]:
            def on() -> None:
                setattr(faults, switch, True)
                asyncio.get_running_loop().call_later(CALL, setattr, faults, switch, False)

            return on

        known = [refuse(code) for code in (45009, -1, 6000)]

        async def closing() -> None:
            await asyncio.sleep(0.01)
            await self.fake.socket.close()
            self.closing = False

        def close() -> None:
            """The connection breaks while the next answer is on its way; what is said on it meanwhile, WeCom loses."""
            self.closing = True
            self.last = asyncio.create_task(closing())

        closed = [close]
        switches = [during("silent"), during("deaf"), during("half_open")]
        return [*known, *closed, *switches, *known, *closed, *switches, *known]


class TroubledCalls(WeComBotCalls, Trouble):
    """WeCom hangs up before it has read the reply, and comes again; other answers are begun as a stream, and polled.

    A response_url that fails cannot be used again: what it was to carry lies with the dead letters.
    """

    make = HastyBot
    changes: Mapping[str, Any] = {"answer_seconds": 0.02}
    hang_up = False
    pushes = False

    def __init__(self, *where: Any) -> None:
        super().__init__(*where)
        self.beside = []
        self.people = {name: self.known(id) for name, id in PEOPLE.items()}

    async def bring(self, written: dict[str, Any]) -> int:
        if self.hang_up:
            self.hang_up = False
            assert self.fake.calls is not None
            around, self.fake.calls._session = self.fake.calls._session, aiohttp.ClientSession()
            first = asyncio.create_task(super().bring(written))
            await asyncio.wait([first], timeout=0.01)
            await self.fake.calls._session.close()
            await asyncio.wait([first])
            self.fake.calls._session = around
            if first.exception() is None:
                return first.result()
        status = await super().bring(written)
        await self.meanwhile()
        return status

    def plan(self) -> Plan:
        def hang_up() -> None:
            self.hang_up = True

        def url(status: int) -> Callable[[], Any]:
            return lambda: setattr(self.fake.faults, "url_status", status)

        hung_up = [hang_up] * 4
        return [*hung_up, url(500), *hung_up, url(200), *hung_up]


TROUBLED: Final[Mapping[str, type[Trouble]]] = {
    "wecom-app": TroubledApp,
    "wecom-bot-socket": TroubledSocket,
    "wecom-bot-callback": TroubledCalls,
    "feishu-callback": TroubledFeishu,
    "telegram-polling": TroubledTelegram,
    "telegram-webhook": TroubledWebhook,
}
