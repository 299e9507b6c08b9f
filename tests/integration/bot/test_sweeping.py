"""Files that nothing names are swept after a day; a row that has lost its file is reported."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import care
from bot.app import App, prepare
from bot.settings import Database as At
from bot.settings import Files, Keys, Settings, Workspace
from store import attachments
from store.database import Tx
from store.files import Kept
from store.tables import Attachment
from store.unit import Unit

pytestmark = pytest.mark.integration

TWO_DAYS = 2 * 24 * 3600


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """A deployment of its own."""
    return Settings(
        database=At(url=database_url),
        workspace=Workspace(name="演示"),
        keys=Keys(path=tmp_path / "genjin.key"),
        files=Files(folder=tmp_path / "files"),
    )


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[App]:
    """The program, not started."""
    opened, workspace = await asyncio.to_thread(prepare, settings)
    made = App(settings, opened, workspace)
    yield made
    await made.stop()


async def named(app: App, kept: Kept) -> None:
    """Writes the row of a file."""

    def work(tx: Tx) -> None:
        unit = Unit(tx, workspace=app.workspace, now=app.business.now())
        with unit.execution(name="attachment.add", origin="test", key=kept.id.hex, ordinal=0, actor=None, args={}):
            unit.add(
                Attachment,
                id=kept.id,
                kind="file",
                size=kept.size,
                digest=attachments.digest(tx, app.workspace, kept.sha256),
                sealed_key=attachments.seal_key(tx, app.workspace, kept.id, kept.key, None),
            )

    await app.border.write(work)


async def test_only_old_files_that_nothing_names_are_swept(app: App) -> None:
    kept = {name: app.store.put(name.encode()) for name in ("named", "waiting", "nobody", "fresh")}
    await named(app, kept["named"])
    await app.border.write(lambda tx: attachments.await_naming(tx, kept["waiting"].id, b"key"))
    for name in ("named", "waiting", "nobody"):
        path = app.store.folder / kept[name].id.hex[-2:] / kept[name].id.hex
        os.utime(path, (time.time() - TWO_DAYS, time.time() - TWO_DAYS))
    await app.upkeep.purge()
    assert {name for name, each in kept.items() if app.store.has(each.id)} == {"named", "waiting", "fresh"}
    assert await app.files.load(kept["named"].id.hex) == b"named"


async def test_a_row_without_its_file_is_reported(app: App, settings: Settings) -> None:
    kept = app.store.put(b"x")
    await named(app, kept)
    assert await asyncio.to_thread(care.check, settings) == []
    app.store.drop(kept.id)
    assert await asyncio.to_thread(care.check, settings) == ["附件：1 个没有文件 1 attachments without their file"]
