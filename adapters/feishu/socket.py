"""The long connection (长连接): no public address needed. It runs lark-oapi's client in a thread with its own loop.

lark-oapi is imported on demand: it is an extra (`feishu-socket`), and takes seconds and a lot of memory. It is kept to
what it does well, the frames; connecting, watching and connecting again are ours, because the client gives up silently
after some refusals and asks for its endpoint without a time limit.
"""

import asyncio
import base64
import concurrent.futures
import importlib
import importlib.util
import random
import threading
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog

from adapters.feishu.api import Api, dumped
from adapters.feishu.hearing import Taken
from adapters.feishu.settings import FeishuSettings

PACKAGE: Final = "lark_oapi"
PING_SECONDS: Final = 120
CLOSE_SECONDS: Final = 3.0
JOIN_SECONDS: Final = 10.0
STEADY_SECONDS: Final = 30.0  # a connection that ends sooner did not hold
Take = Callable[[bytes], Awaitable[Taken | None]]
log = structlog.get_logger(__name__)


def installed() -> bool:
    """Whether the extra `feishu-socket` is installed."""
    return importlib.util.find_spec(PACKAGE) is not None


class LongConnection:
    """One connection of this process, opened again after every close, each time later while it does not hold."""

    def __init__(self, settings: FeishuSettings, *, api: Api, take: Take) -> None:
        self._settings = settings
        self._api = api
        self._take = take
        self._thread: threading.Thread | None = None
        self._stop: concurrent.futures.Future[None] = concurrent.futures.Future()
        self.connected = threading.Event()

    async def start(self) -> None:
        """Begins to connect; returns at once."""
        if self._thread is not None:
            return
        self._stop = concurrent.futures.Future()
        line = _Line(self._settings, self._api, self._take, asyncio.get_running_loop(), self._stop, self.connected)
        self._thread = threading.Thread(target=line.run, name="feishu-socket", daemon=True)
        self._thread.start()

    async def stop(self) -> None:
        """Closes the connection after what came over it has been answered."""
        if self._thread is None:
            return
        thread, self._thread = self._thread, None
        self._stop.set_result(None)
        await asyncio.to_thread(thread.join, JOIN_SECONDS)


class _Line:
    """What runs in the thread."""

    def __init__(
        self,
        settings: FeishuSettings,
        api: Api,
        take: Take,
        main: asyncio.AbstractEventLoop,
        stop: concurrent.futures.Future[None],
        connected: threading.Event,
    ) -> None:
        self._settings = settings
        self._api = api
        self._take = take
        self._main = main
        self._stop = stop
        self._connected = connected

    def run(self) -> None:
        if installed():
            asyncio.run(self._stay())
        else:
            log.error("the extra feishu-socket is not installed")

    async def _stay(self) -> None:
        """Connects again and again until it is told to stop."""
        module: Any = importlib.import_module(f"{PACKAGE}.ws.client")  # within our loop, else it makes one at import
        module.loop = asyncio.get_running_loop()
        stopped = asyncio.wrap_future(self._stop)
        wait = self._settings.socket_first_wait
        while not stopped.done():
            held = await self._once(module, stopped)
            wait = self._settings.socket_first_wait if held else min(wait * 2, self._settings.socket_longest_wait)
            await asyncio.wait([stopped], timeout=wait * random.uniform(0.5, 1.5))

    async def _once(self, module: Any, stopped: asyncio.Future[None]) -> bool:
        """One connection from its opening to its end; whether it held for a while."""
        client = _client(module, self._settings, self._hand_over, self._shown)
        opening = asyncio.create_task(self._open(client))
        await asyncio.wait([opening, stopped], return_when=asyncio.FIRST_COMPLETED)
        if not opening.done() or _fault(opening):
            opening.cancel()
            log.warning("no long connection", fault=_fault(opening) if opening.done() else "stopped")
            return False
        log.info("long connection open")
        self._connected.set()
        since = asyncio.get_running_loop().time()
        ping = asyncio.create_task(client._ping_loop())
        await asyncio.wait([client.receiving, stopped], return_when=asyncio.FIRST_COMPLETED)
        self._connected.clear()
        ping.cancel()
        if client.receiving.done():
            log.warning("long connection closed", fault=_fault(client.receiving))
        if client.handling:
            await asyncio.wait(client.handling, timeout=CLOSE_SECONDS)
        client.receiving.cancel()
        await asyncio.wait([asyncio.create_task(client._disconnect())], timeout=CLOSE_SECONDS)
        return asyncio.get_running_loop().time() - since > STEADY_SECONDS

    async def _open(self, client: Any) -> None:
        """Asks for the endpoint, in the main loop where our API lives, and connects to it."""
        found = await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._api.endpoint(), self._main))
        config = found.get("ClientConfig")
        client.url = str(found.get("URL", ""))
        client._ping_interval = (config.get("PingInterval") if isinstance(config, dict) else 0) or PING_SECONDS
        await client._connect()

    async def _hand_over(self, payload: bytes) -> tuple[int, Taken | None]:
        """Has the main loop take an event: 200 with its answer, or 500, and then Feishu sends it again."""
        taking = asyncio.run_coroutine_threadsafe(_awaited(self._take(payload)), self._main)
        waiting = asyncio.wrap_future(taking)
        await asyncio.wait([waiting])
        if fault := _fault(waiting):
            log.warning("event put off", fault=fault)
            return 500, None
        return 200, waiting.result()

    async def _shown(self, taken: Taken) -> None:
        """Has the main loop hear that an answer has been written."""
        if taken.receipt is not None:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(taken.receipt.shown(), self._main))


def _fault(done: asyncio.Future[Any]) -> str:
    """What a finished task or future failed of; empty when it did not."""
    if done.cancelled():
        return "cancelled"
    error = done.exception()
    return type(error).__name__ if error is not None else ""


async def _awaited(work: Awaitable[Taken | None]) -> Taken | None:
    return await work


HandOver = Callable[[bytes], Awaitable[tuple[int, Taken | None]]]
Shown = Callable[[Taken], Awaitable[None]]


def _client(module: Any, settings: FeishuSettings, hand_over: HandOver, shown: Shown) -> Any:
    """lark-oapi's client, which hands raw events to us and handles several at a time."""

    class Client(module.Client):  # type: ignore[misc]  # the package has no types
        url = ""

        def __init__(self) -> None:
            super().__init__(
                settings.app_id,
                settings.app_secret.get_secret_value(),
                log_level=module.LogLevel.CRITICAL,  # its log would show addresses with tickets, and what people say
                domain=settings.api_base,
                auto_reconnect=False,
            )
            self.handling: set[asyncio.Task[Any]] = set()

        def _get_conn_url(self) -> str:
            return self.url

        async def _receive_message_loop(self) -> None:
            self.receiving = asyncio.current_task()
            await super()._receive_message_loop()

        async def _handle_data_frame(self, frame: Any) -> None:
            headers = {header.key: header.value for header in frame.headers}
            payload: bytes | None = frame.payload
            if int(headers["sum"]) > 1:
                payload = self._combine(headers["message_id"], int(headers["sum"]), int(headers["seq"]), frame.payload)
            if payload is None or headers["type"] != "event":
                return
            task = asyncio.current_task()
            assert task is not None
            self.handling.add(task)
            task.add_done_callback(self.handling.discard)
            code, taken = await hand_over(payload)
            answered = taken is not None and taken.reply
            data = {"data": base64.b64encode(dumped(answered)).decode()} if answered else {}
            frame.payload = dumped({"code": code} | data)
            await self._write_message(frame.SerializeToString())
            if taken is not None:
                await shown(taken)

    return Client()
