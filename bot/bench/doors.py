"""`genjin bench doors`: how many messages a second each door stores and acknowledges, beside a bare handler."""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Final

from aiohttp import web

from bot.bench import real
from bot.bench.calls import Call, calls_for, configured
from bot.bench.real import WrongOutput
from bot.border import Belfry, Border
from bot.clock import machine_now
from bot.doors import Attached, doors_of
from bot.inlet import DoorInlet
from bot.passive import Askers
from bot.settings import Settings, in_folder
from bot.shelf import DoorShelf
from commands.message import Fits, Language, Message, Outgoing, Receipt, any_answer
from store import workspaces
from store.database import Database, Tx
from store.migrations import migrate

BARE: Final = "bare aiohttp"
WARM: Final = 100  # calls of each door before anything is measured
WIDTH: Final = 50  # connections
MEMORY: Final = Path("/dev/shm")


def report(*, messages: int, rounds: int) -> str:
    """Runs all of it; one JSON object. Raises WrongOutput if a call was refused or a message is not stored."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None, prefix="genjin-bench-") as place:
        settings = in_folder(Path(place))
        migrate(settings.database.url)
        with closing(real.open_at(Path(place))) as database:
            measured = asyncio.run(_measured(settings, database, messages, rounds))
    bare = measured[BARE]
    doors = {
        name: {**figures, "rate_to_bare": round(figures["messages_a_second"] / bare["messages_a_second"], 2)}
        for name, figures in measured.items()
    }
    told = {"messages": messages, "connections": WIDTH, "synchronous": "FULL", "doors": doors}
    return json.dumps(told, ensure_ascii=False, indent=2)


async def _measured(settings: Settings, database: Database, messages: int, rounds: int) -> dict[str, dict[str, float]]:
    async with configured(settings) as ready, _listening(ready, database) as base:
        makers: dict[str, Callable[[int], Call]] = {**calls_for(ready), BARE: _bare_call}
        taken: dict[str, list[dict[str, float]]] = {name: [] for name in makers}
        await asyncio.gather(*(_load(base, [make(n) for n in range(WARM)]) for make in makers.values()))
        for turn in range(rounds):
            for name, make in makers.items():
                first = WARM + turn * messages
                calls = [make(n) for n in range(first, first + messages)]
                taken[name].append(await _load(base, calls))
    stored = database.read(_stored)
    if stored != (len(makers) - 1) * (WARM + rounds * messages):
        raise WrongOutput(f"{stored} messages are stored")
    return {
        name: {key: round(median(each[key] for each in figures), 2) for key in figures[0]}
        for name, figures in taken.items()
    }


@asynccontextmanager
async def _listening(settings: Settings, database: Database) -> AsyncIterator[str]:
    """The doors over a real inlet, and the bare handler, on one port; no pipeline takes what they accept."""
    workspace = database.write(lambda tx: workspaces.create(tx, name="测速", now=machine_now())).result()
    border = Border(database)
    inlet = _Unanswered(DoorInlet(border, heard=Belfry(), said=Belfry(), askers=Askers(), workspace=workspace))
    site = web.Application()
    site.router.add_post("/bare", _bare)
    doors = doors_of(settings, inlet=inlet, shelf=DoorShelf(border), files=_Empty())
    for door in doors:
        assert isinstance(door, Attached)
        door.attach(site)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    try:
        for door in doors:
            await door.start()
        listening = web.TCPSite(runner, "127.0.0.1", 0)
        await listening.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
        for door in doors:
            await door.stop()
        border.close()


async def _load(base: str, calls: Sequence[Call]) -> dict[str, float]:
    """What another process measures that posts them."""
    client = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.bench.client",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    told = json.dumps({"base": base, "calls": [asdict(call) for call in calls], "width": WIDTH})
    processor = time.process_time()
    said, _ = await client.communicate(told.encode())
    processor = time.process_time() - processor
    result = json.loads(said)
    if result["wrong"]:
        raise WrongOutput(f"{result['wrong']} of {len(calls)} calls were refused: {calls[0].path.partition('?')[0]}")
    each = result["each"]
    return {
        "messages_a_second": len(calls) / result["seconds"],
        "milliseconds_median": each[len(each) // 2] * 1e3,
        "milliseconds_p99": each[min(len(each) - 1, int(len(each) * 0.99))] * 1e3,
        "microseconds_of_processor": processor / len(calls) * 1e6,
    }


def _bare_call(_: int) -> Call:
    return Call(path="/bare", headers={}, body="x" * 600)


async def _bare(request: web.Request) -> web.Response:
    await request.read()
    return web.Response()


def _stored(tx: Tx) -> int:
    count: int = tx.connection.exec_driver_sql("SELECT count(*) FROM inbox").scalar_one()
    return count


class _Unanswered:
    """The inlet; whoever would wait for an answer is told at once that there is none yet."""

    def __init__(self, inlet: DoorInlet) -> None:
        self._inlet = inlet

    async def accept(self, message: Message) -> Receipt:
        """Stores it, as ever."""
        return _Stored((await self._inlet.accept(message)).fresh)


class _Stored:
    def __init__(self, fresh: bool) -> None:
        self.fresh = fresh

    async def settled(self) -> None:
        """At once."""

    async def answer(self, within: float, fits: Fits = any_answer) -> Outgoing | None:  # noqa: ARG002 - the protocol's
        """Not yet."""
        return None

    async def language(self) -> Language:
        """The usual one."""
        return "zh"

    async def shown(self) -> None:
        """There is none."""

    async def give_back(self) -> None:
        """There is none."""


class _Empty:
    async def load(self, id: str) -> bytes:
        """KeyError: there is none."""
        raise KeyError(id)
