"""The long connection of an AI bot: subscribed, kept alive, made again after any close, given up when displaced."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Literal
from uuid import uuid4
from weakref import WeakValueDictionary

import aiohttp
import structlog

from adapters.wecom.bot_events import BadEvent, event_type, parsed
from adapters.wecom.bot_settings import BotSettings
from commands.message import DeliveryError

WAITING = 1000  # frames that were read and not yet stored
MOST_BYTES = 4 * 1024 * 1024  # of one frame
NOT_SUBSCRIBED = 846609
BAD_CREDENTIALS = (853000,)
NEVER = float("inf")
GOODBYE = 1.0  # seconds for the platform's own close
Frame = dict[str, Any]
State = Literal["off", "connecting", "connected", "displaced", "refused"]
log = structlog.get_logger(__name__)


class Broken(ConnectionError):
    """The connection broke while an acknowledgement was awaited: nobody knows whether it arrived."""


class LongConnection:
    """One bot's connection. What comes is handed to `heard` one after the other; `told` learns of each new state."""

    def __init__(
        self,
        settings: BotSettings,
        session: Callable[[], aiohttp.ClientSession],
        *,
        heard: Callable[[Frame], Awaitable[None]],
        told: Callable[[State], Awaitable[None]],
    ) -> None:
        self._settings = settings
        self._session = session
        self._heard = heard
        self._told = told
        self.state: State = "off"
        self._open = asyncio.Event()
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._acks: dict[str, asyncio.Future[Frame]] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._reading: asyncio.Task[None] | None = None
        self._frames: asyncio.Queue[Frame] = asyncio.Queue()
        self._since = NEVER
        self._missed = 0
        self._auth_failures = 0
        self._tasks: list[asyncio.Task[None]] = []
        self._telling: set[asyncio.Future[None]] = set()

    async def start(self) -> None:
        """Connects, now and after every close; nothing where it already does. Stepping back ends with a new start."""
        if self._tasks:
            return
        self._auth_failures = 0
        self._tasks = [asyncio.create_task(self._run()), asyncio.create_task(self._work())]

    async def stop(self) -> None:
        """Closes it for good; what was read is still handed over."""
        if not self._tasks:
            return
        main, worker = self._tasks
        main.cancel()
        await asyncio.wait([main])
        if self._frames.qsize():
            await asyncio.wait([asyncio.create_task(self._frames.join())], timeout=self._settings.ack_seconds)
        worker.cancel()
        await asyncio.wait([worker])
        self._tasks = []
        self._become("off")
        await asyncio.gather(*self._telling, return_exceptions=True)

    @property
    def running(self) -> bool:
        """Whether it was started here."""
        return bool(self._tasks)

    async def request(self, cmd: str, body: Frame, *, req: str = "") -> Frame:
        """Sends a frame and returns its acknowledgement, whatever its errcode.

        DeliveryError (held) while there is no connection; TimeoutError or Broken where no acknowledgement came.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(self._settings.connect_seconds):
                await self._open.wait()
        if not self._open.is_set():
            raise DeliveryError(f"no connection: {self.state}", held=True, after=self._settings.connect_seconds)
        ack = await self._exchange(cmd, body, req or f"{cmd}_{uuid4().hex}")
        if ack.get("errcode") == NOT_SUBSCRIBED:
            await self._close()
            raise DeliveryError("no longer subscribed", held=True, after=self._settings.first_backoff)
        return ack

    async def probe(self) -> Frame:
        """Connects once, subscribes and closes again; the acknowledgement. It displaces a connection that is open."""
        async with self._session().ws_connect(self._settings.socket_url) as socket:
            await socket.send_str(json.dumps(self._subscription("probe")))
            async with asyncio.timeout(self._settings.ack_seconds):
                return parsed(await socket.receive_str())

    async def _run(self) -> None:
        backoff = self._settings.first_backoff
        while self.state not in ("displaced", "refused"):
            self._since = NEVER
            self._become("connecting")
            try:
                await self._live()
            except (aiohttp.ClientError, OSError, TimeoutError, DeliveryError) as error:
                log.warning("wecom bot: connection failed", fault=type(error).__name__)
            if self.state in ("displaced", "refused"):
                break
            if asyncio.get_running_loop().time() - self._since > backoff:  # it held
                backoff = self._settings.first_backoff
            await asyncio.sleep(backoff * random.uniform(0.8, 1.2))
            backoff = min(backoff * 2, self._settings.longest_backoff)

    async def _live(self) -> None:
        """One connection from its opening to its close."""
        connecting = self._session().ws_connect(self._settings.socket_url, max_msg_size=MOST_BYTES)
        async with asyncio.timeout(self._settings.ack_seconds * 2):
            socket = self._socket = await connecting
        self._reading = asyncio.create_task(self._read(socket))
        tasks = [self._reading]
        try:
            if await self._subscribe():
                tasks.append(asyncio.create_task(self._ping()))
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        log.info("wecom bot: connection closed", code=socket.close_code)

    async def _subscribe(self) -> bool:
        ack = await self._exchange("aibot_subscribe", self._subscription("")["body"], f"subscribe_{uuid4().hex}")
        code = ack.get("errcode")
        if code == 0:
            self._auth_failures = 0
            self._missed = 0
            self._since = asyncio.get_running_loop().time()
            self._become("connected")
            self._open.set()
            return True
        log.warning("wecom bot: subscription refused", errcode=code)
        if code in BAD_CREDENTIALS:
            self._auth_failures += 1
        if self._auth_failures >= self._settings.auth_tries:
            log.error("wecom bot: bot_id or secret is wrong, no further tries")
            self._become("refused")
        return False

    def _subscription(self, req: str) -> Frame:
        body = {"bot_id": self._settings.bot_id, "secret": self._settings.secret.get_secret_value()}
        return {"cmd": "aibot_subscribe", "headers": {"req_id": req}, "body": body}

    async def _exchange(self, cmd: str, body: Frame | None, req: str) -> Frame:
        """One frame and its acknowledgement; frames under the same req_id go one after the other."""
        turn = self._turns.setdefault(req, asyncio.Lock())
        async with turn:
            return await self._answered(cmd, body, req)

    async def _answered(self, cmd: str, body: Frame | None, req: str) -> Frame:
        socket = self._socket
        if socket is None or socket.closed:
            raise DeliveryError("no connection", held=True, after=self._settings.first_backoff)
        frame = {"cmd": cmd, "headers": {"req_id": req}, **({} if body is None else {"body": body})}
        acked: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._acks[req] = acked
        try:
            async with asyncio.timeout(self._settings.ack_seconds):
                await socket.send_str(json.dumps(frame, ensure_ascii=False))
                return await acked
        except ConnectionResetError:  # it was closing already, and nothing was written
            raise DeliveryError("no connection", held=True, after=self._settings.first_backoff) from None
        finally:
            if self._acks.get(req) is acked:
                del self._acks[req]

    async def _ping(self) -> None:
        """Pings until two in a row have stayed without an acknowledgement."""
        while self._missed < self._settings.missed_pings:
            await asyncio.sleep(self._settings.ping_seconds)
            self._missed += 1
            with suppress(TimeoutError, Broken, DeliveryError, ConnectionError):
                await self._exchange("ping", None, f"ping_{uuid4().hex}")
                self._missed = 0
                self._tell("connected")
        log.warning("wecom bot: no answer to pings")

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type not in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
                continue
            try:
                frame = parsed(message.data)
            except BadEvent:
                log.warning("wecom bot: a frame that is no JSON object")
                continue
            if not await self._sorted(frame):
                return

    async def _sorted(self, frame: Frame) -> bool:
        """Gives a frame to whom it is for; False when we were displaced."""
        headers = frame.get("headers")
        req = headers.get("req_id") if isinstance(headers, dict) else None
        body = frame.get("body")
        if not frame.get("cmd"):
            acked = self._acks.get(req) if isinstance(req, str) else None
            if acked is not None and not acked.done():
                acked.set_result(frame)
            return True
        if isinstance(body, dict) and event_type(body) == "disconnected_event":
            log.warning("wecom bot: displaced by another connection of the same bot, stepping back")
            self._become("displaced")
            return False
        if frame["cmd"] in ("aibot_msg_callback", "aibot_event_callback") and isinstance(body, dict):
            self._frames.put_nowait(frame)
            if self._frames.qsize() >= WAITING:
                await self._frames.join()
        return True

    async def _work(self) -> None:
        while True:
            frame = await self._frames.get()
            await self._handed(frame)
            self._frames.task_done()

    async def _handed(self, frame: Frame) -> None:
        """Hands a frame over, again and again while that fails: the platform does not repeat it."""
        for tries in range(self._settings.accept_tries):
            handing = asyncio.ensure_future(self._heard(frame))
            await asyncio.wait([handing])
            fault = handing.exception()
            if fault is None:
                return
            log.warning("wecom bot: a message could not be stored", fault=type(fault).__name__, tries=tries + 1)
            await asyncio.sleep(min(self._settings.first_backoff * 2**tries, self._settings.longest_backoff))
        log.error("wecom bot: a message is lost, it could not be stored")

    async def _close(self) -> None:
        self._open.clear()
        socket, self._socket = self._socket, None
        for acked in self._acks.values():
            if not acked.done():
                acked.set_exception(Broken("the connection closed"))
        if socket is None:
            return
        with suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(GOODBYE):
                await self._read_out(socket)
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE):
                await socket.close()

    async def _read_out(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Says goodbye and reads on until the platform has said it too: what it sent before that comes only once."""
        reading = self._reading
        if reading is None or reading.done() or socket.closed:
            return
        await socket.send_frame(aiohttp.WSCloseCode.OK.to_bytes(2), aiohttp.WSMsgType.CLOSE)
        await asyncio.wait([reading])

    def _become(self, state: State) -> None:
        if state != self.state:
            self.state = state
            log.info("wecom bot", state=state)
            self._tell(state)

    def _tell(self, state: State) -> None:
        """Tells the state by the way: a database that is away must not end the connection."""
        telling = asyncio.ensure_future(self._told(state))
        self._telling.add(telling)
        telling.add_done_callback(self._said)

    def _said(self, telling: asyncio.Future[None]) -> None:
        self._telling.discard(telling)
        if not telling.cancelled() and telling.exception() is not None:
            log.warning("wecom bot: the state could not be noted", fault=type(telling.exception()).__name__)
