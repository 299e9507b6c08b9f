"""Charts become pictures beside the event loop; where one cannot be drawn, the letter goes without it."""

from __future__ import annotations

import asyncio
import struct
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from bot.border import Border
from bot.drawing import Drawing
from bot.files import StoredFiles
from bot.pictures import Pictures, as_shown
from bot.testing import chat
from commands.message import Chart, ChartSeries, Outgoing
from store import workspaces
from store.database import Database
from store.files import FileStore

pytestmark = pytest.mark.integration

CHART = Chart(
    kind="bar",
    title="华东一组 跟进数 11/16–11/20",
    labels=("李娜", "王强", "李娜"),
    series=(ChartSeries(name="上周", values=(3, 5, 1)), ChartSeries(name="这周", values=(9, 2, 0))),
)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def letter(chart: Chart | None) -> Outgoing:
    return Outgoing(id="l1", chat=chat(), lines=("跟进11",), chart=chart, created_at=NOW)


async def test_a_chart_is_always_the_same_picture_and_the_loop_goes_on_meanwhile() -> None:
    drawing = Drawing(seconds=60)
    turns = 0

    async def spin() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    spinning = asyncio.create_task(spin())
    first = await drawing.draw(CHART)
    assert turns > 100
    spinning.cancel()
    drawing.close()
    again = await drawing.draw(CHART)
    drawing.close()
    assert first is not None
    assert first == again
    assert first.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", first[16:24])
    assert 1000 < width < 1600
    assert 500 < height < 1000


async def test_what_takes_too_long_is_left_out() -> None:
    drawing = Drawing(seconds=0.001)
    assert await drawing.draw(CHART) is None
    drawing.close()


async def test_what_cannot_be_drawn_is_left_out_and_the_next_chart_is_drawn() -> None:
    drawing = Drawing(seconds=60)
    nothing = replace(CHART, series=(ChartSeries(name="这周", values=(float("nan"), 1, 2)),))
    assert await drawing.draw(nothing) is None
    assert await drawing.draw(CHART) is not None
    drawing.close()


async def test_no_process_is_started_where_nothing_is_drawn(database: Database, tmp_path: Path) -> None:
    drawing = Drawing()
    pictures = Pictures(Border(database), FileStore(tmp_path), drawing)
    plain = letter(None)
    assert await pictures.illustrated(plain) is plain
    assert drawing._pool is None


async def test_a_letter_gets_its_picture_as_a_file_of_ours(database: Database, tmp_path: Path) -> None:
    workspace: UUID = database.write(lambda tx: workspaces.create(tx, name="演示", now=NOW)).result()
    border, store, drawing = Border(database), FileStore(tmp_path), Drawing(seconds=60)
    shown = await Pictures(border, store, drawing).illustrated(letter(CHART))
    drawing.close()
    [file] = shown.files
    assert (file.kind, file.name) == ("image", "华东一组 跟进数 11.16–11.20.png")
    assert shown.chart is None
    assert shown.lines == ("跟进11",)
    data = await StoredFiles(border, store, workspace=workspace).load(file.id)
    assert data.startswith(b"\x89PNG")


async def test_a_stored_letter_is_shown_with_the_picture_that_it_went_out_with(
    database: Database, tmp_path: Path
) -> None:
    """Whoever reads the history later, another process too, sees what was sent."""
    database.write(lambda tx: workspaces.create(tx, name="演示", now=NOW)).result()
    drawing = Drawing(seconds=60)
    shown = await Pictures(Border(database), FileStore(tmp_path), drawing).illustrated(letter(CHART))
    drawing.close()
    assert database.read(lambda tx: as_shown(tx, letter(CHART))) == shown
    other = replace(letter(CHART), id="l2")
    assert database.read(lambda tx: as_shown(tx, other)) == replace(other, chart=None)
    assert database.read(lambda tx: as_shown(tx, letter(None))) == letter(None)


async def test_a_letter_whose_picture_fails_goes_without(database: Database, tmp_path: Path) -> None:
    shown = await Pictures(Border(database), FileStore(tmp_path), Drawing(seconds=0.001)).illustrated(letter(CHART))
    assert shown == letter(None)
