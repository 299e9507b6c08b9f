"""A long list brought while a rep goes on logging: rows a second, the longest transaction, the rep's answers."""

import asyncio
import io
import json
import platform
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import xlsxwriter

from bot.app import App
from bot.bench.figures import barred, quantile
from bot.bench.real import NOW, WARM, MemoryDoor, WrongOutput, open_at
from bot.bench.world import World, fill, message
from bot.running import settle
from bot.settings import in_folder
from commands.message import Attachment, Chat, Message, Person
from store.migrations import migrate

LONGEST: Final = 0.2  # seconds that one transaction may hold the writer
PATIENCE: Final = 0.5  # seconds within which 95 of 100 answers are there
WAIT: Final = 900.0
IMPORTER, REP = 0, 1
_BRANDS: Final = ("恒拓", "明锐", "鼎川", "安泓", "盛岚")


class Platform(MemoryDoor):
    """A door with one file on its platform."""

    def __init__(self, file: bytes) -> None:
        super().__init__()
        self._file = file

    async def fetch(self, attachment: Attachment) -> bytes:
        """The file."""
        del attachment
        return self._file


def report(*, rows: int, folder: Path | None) -> str:
    """The benchmark's result as JSON."""
    with TemporaryDirectory(prefix="genjin-bench-", dir=folder) as made:
        told = asyncio.run(_run(Path(made), rows))
    return json.dumps({"python": platform.python_version(), **told}, ensure_ascii=False, indent=2)


def listed(rows: int) -> bytes:
    """A workbook of so many customers, each with a person, a number and a follow-up."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("客户")
        sheet.write_row(0, 0, ["客户名称", "联系人", "手机", "级别", "地区", "跟进内容", "跟进时间"])
        for each in range(rows):
            told = [
                f"{_BRANDS[each % len(_BRANDS)]}{each:05}精密机械厂",
                "李江",
                f"139{each:08}",
                "ABC"[each % 3],
                "无锡",
                "聊了报价",
                "2025-03-05",
            ]
            sheet.write_row(each + 1, 0, told)
    return made.getvalue()


async def _run(folder: Path, rows: int) -> dict[str, Any]:
    settings = in_folder(folder)
    settings.files.folder.mkdir(parents=True, exist_ok=True)
    migrate(settings.database.url)
    database = open_at(folder)
    world = database.write(lambda tx: fill(tx, NOW, chats=2)).result()
    app = App(settings, database, world.workspace, start=NOW)
    slices = _timed(app)
    door = Platform(listed(rows))
    await app.start()
    await app.open(door)
    settle()
    try:
        for turn in range(WARM):
            await _said(app, door, message(world, REP, turn, NOW))
        began = time.perf_counter()
        await _said(app, door, _message("file", attachments=(Attachment(kind="file", handle="f", name="客户.xlsx"),)))
        read = time.perf_counter() - began
        checked, _ = await _until(app, door, world, "就这样", "试导1：")
        alone = [await _said(app, door, message(world, REP, WARM + each, NOW)) for each in range(20)]
        slices.clear()
        seconds, waits = await _until(app, door, world, "开始导入", "✅ 导入1完成")
    finally:
        await app.stop()
    said = next(line for each in door.sent for line in each.lines if line.startswith("✅ 导入1完成"))
    if f"新客户{rows:,}、联系人{rows:,}、跟进{rows:,}" not in said:
        raise WrongOutput(said)
    return {
        "rows": rows,
        "seconds": {"read": round(read, 2), "check": round(checked, 2), "import": round(seconds, 2)},
        "rows_a_second": round(rows / seconds),
        "slices": len(slices),
        "transaction_seconds": {
            "longest": barred(max(clock for clock, _ in slices), LONGEST),
            "longest_of_processor": round(max(worked for _, worked in slices), 3),
            "median": round(quantile([clock for clock, _ in slices], 0.5), 3),
        },
        "answer_p95_seconds": {"alone": round(quantile(alone, 0.95), 3), **barred(quantile(waits, 0.95), PATIENCE)},
        "answers_meanwhile": len(waits),
    }


def _timed(app: App) -> list[tuple[float, float]]:
    """The seconds, by the clock and of the processor, that each transaction of due rows takes from now on."""
    spent: list[tuple[float, float]] = []
    fire = app.due._fire

    def timed(*args: Any, **more: Any) -> int:
        began, worked = time.perf_counter(), time.thread_time()
        try:
            return fire(*args, **more)
        finally:
            spent.append((time.perf_counter() - began, time.thread_time() - worked))

    app.due._fire = timed  # type: ignore[method-assign]
    return spent


def _message(key: str, text: str = "", attachments: tuple[Attachment, ...] = ()) -> Message:
    return Message(
        key=key,
        chat=Chat(platform=Platform.platform, app=Platform.app, id=f"c{IMPORTER}", private=True),
        sender=Person(id=f"u{IMPORTER}", name="测速员000"),
        text=text,
        attachments=attachments,
        sent_at=NOW,
        received_at=NOW,
    )


async def _said(app: App, door: Platform, said: Message) -> float:
    """The seconds until the answer is there."""
    arrived = door.waiting[said.chat.id]
    arrived.clear()
    began = time.perf_counter()
    await app.inlet().accept(said)
    await arrived.wait()
    return time.perf_counter() - began


async def _until(app: App, door: Platform, world: World, words: str, report: str) -> tuple[float, list[float]]:
    """Says a button's words, and lets the rep go on until the report is there; the seconds, and the rep's waits."""
    began = time.perf_counter()
    await _said(app, door, _message(words, words))
    waits: list[float] = []
    while not any(line.startswith(report) for each in door.sent for line in each.lines):
        if time.perf_counter() - began > WAIT:
            raise WrongOutput(f"no report of {words}")
        turn = 1000 + len(door.sent)
        waits.append(await _said(app, door, message(world, REP, turn, NOW)))
    return time.perf_counter() - began, waits
