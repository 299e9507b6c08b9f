"""`genjin bench message`: what a message costs on its way, and whether syncs are shared between chats."""

import json
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any, Final

from bot.bench import real
from bot.bench.bare import Replay
from bot.bench.real import NOW, WARM, Result, WrongOutput
from bot.bench.synced import slower
from bot.bench.world import World, fill
from bot.settings import in_folder
from commands import conversation, turn
from store import inbox, lanes, outbox
from store.migrations import migrate

MEMORY: Final = Path("/dev/shm")
SYNC: Final = 0.001  # seconds that each sync takes longer in the second part
CPU_BAR, GROUP_BAR = 8.0, 5.0
COUNTED: Final = ("inbox", "follow_up", "reminder", "due", "execution", "change", "action", "outbox")
UNDERSTANDING: Final = (
    ("names", conversation, "names_in"),
    ("names", conversation, "before"),
    ("understand", conversation, "understand"),
)
PARTS: Final = (
    ("accept", inbox, "accept"),
    ("lane claim", lanes, "claim"),
    ("prepare", conversation.Conversation, "prepare"),
    ("carry_out", conversation.Conversation, "carry_out"),
    ("carry_out: execute", turn, "execute"),
    ("carry_out: remember", conversation, "remember"),
    ("carry_out: post", conversation, "post"),
    ("lane finish", lanes, "finish"),
    ("outbox claim", outbox, "claim"),
    ("outbox sent", outbox, "sent"),
)


def report(*, chats: int, each: int, rounds: int, folder: Path | None) -> str:
    """Runs all of it; one JSON object. Raises WrongOutput if the program did anything but its work."""
    with _place(folder) as place:
        start = place / "start"
        world = _begin(start, chats)
        measured = [_round(start, place, world, chats, each) for _ in range(rounds)]
        parts = _real(start, place / "parts", world, chats, each, (*UNDERSTANDING, *PARTS))
        with slower(SYNC):
            alone = _real(start, place / "alone", world, 1, max(each, 60), ())
            many = _real(start, place / "many", world, chats, each, ())
        in_memory = place.is_relative_to(MEMORY)
    ratio = median(real / bare for real, bare, _, _ in measured)
    gain = (many.messages / many.seconds) / (alone.messages / alone.seconds)
    told = {
        "versions": _versions(),
        "set_up": {
            "chats": chats,
            "messages": chats * each,
            "rounds": rounds,
            "synchronous": "FULL",
            "files": "memory" if in_memory else f"{place}: not in memory, so the disk is measured too",
        },
        "microseconds_of_processor_a_message": {
            "without_understanding": _median(measured, 0),
            "bare": _median(measured, 1),
            "understanding": _median(measured, 2),
        },
        "ratio_to_bare": {"measured": round(ratio, 2), "bar": CPU_BAR, "met": ratio <= CPU_BAR},
        "messages_a_second": round(median(rate for _, _, _, rate in measured)),
        "with_1_ms_more_a_sync": {
            "one_chat": round(alone.messages / alone.seconds, 1),
            f"{chats}_chats": round(many.messages / many.seconds, 1),
            "gain": {"measured": round(gain, 2), "bar": GROUP_BAR, "met": gain >= GROUP_BAR},
        },
        "breakdown_microseconds": _breakdown(parts),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


@contextmanager
def _place(folder: Path | None) -> Iterator[Path]:
    """A folder in memory, if this machine has such files."""
    base = folder or (MEMORY if MEMORY.is_dir() else None)
    with tempfile.TemporaryDirectory(dir=base, prefix="genjin-bench-") as path:
        yield Path(path)


def _begin(folder: Path, chats: int) -> World:
    """The database that every run starts from."""
    folder.mkdir()
    migrate(in_folder(folder).database.url)
    with closing(real.open_at(folder)) as database:
        return database.write(lambda tx: fill(tx, NOW, chats=chats)).result()


def _real(
    start: Path, folder: Path, world: World, chats: int, each: int, places: tuple[tuple[str, Any, str], ...]
) -> Result:
    shutil.copytree(start, folder)
    result = real.run(folder, world, chats=chats, each=each, places=places)
    _check(folder, chats * (each + WARM))
    return result


def _round(start: Path, place: Path, world: World, chats: int, each: int) -> tuple[float, float, float, float]:
    """Once the real program, once the bare one: processor microseconds of both and of understanding, and the rate."""
    at, bare = place / "round", place / "bare"
    result = _real(start, at, world, chats, each, UNDERSTANDING)
    understanding = result.each("names") + result.each("understand")
    replay = Replay(_file(at))
    shutil.copytree(start, bare)
    processor = replay.run(_file(bare))
    if _counts(_file(bare)) != _counts(_file(at)):
        raise WrongOutput("the bare program wrote other rows than the real one")
    for folder in (at, bare):
        shutil.rmtree(folder)
    return (
        result.processor / result.messages * 1e6 - understanding,
        processor / len(replay.messages) * 1e6,
        understanding,
        result.messages / result.seconds,
    )


def _file(folder: Path) -> Path:
    file = in_folder(folder).database.file
    assert file is not None
    return file


def _counts(file: Path) -> dict[str, int]:
    with closing(sqlite3.connect(file)) as database:
        return {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in COUNTED}


def _check(folder: Path, messages: int) -> None:
    """One follow-up, one reminder with its due row, one letter sent for each message, and nothing left to do."""
    counts = _counts(_file(folder))
    one_each = {name: counts[name] for name in ("inbox", "follow_up", "reminder", "due", "action", "outbox")}
    with closing(sqlite3.connect(_file(folder))) as database:
        waiting = database.execute("SELECT count(*) FROM inbox WHERE state != 'done'").fetchone()[0]
        unsent = database.execute("SELECT count(*) FROM outbox WHERE state != 'sent'").fetchone()[0]
    if set(one_each.values()) != {messages} or counts["execution"] != 2 * messages + 1 or waiting or unsent:
        raise WrongOutput(f"{messages} messages left {counts}, {waiting} unhandled, {unsent} unsent")


def _median(measured: list[tuple[float, float, float, float]], place: int) -> int:
    return round(median(each[place] for each in measured))


def _breakdown(result: Result) -> dict[str, int]:
    """Parts in the order of the way. What is left over is the loop, hand-offs between threads, commits, the clock."""
    told = {name: result.each(name) for name in result.parts}
    told["prepare"] = told["prepare"] - told["names"] - told["understand"]
    parts = sum(value for name, value in told.items() if ":" not in name)
    told["loop, threads, commits"] = result.processor / result.messages * 1e6 - parts
    order = [*(part for part, _, _ in PARTS), "loop, threads, commits", "names", "understand"]
    return {name: round(told[name]) for name in dict.fromkeys(order) if name in told}


def _versions() -> dict[str, str]:
    return {
        "genjin": version("genjin"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "sqlalchemy": version("sqlalchemy"),
        "machine": f"{platform.machine()}, {sys.platform}",
    }
