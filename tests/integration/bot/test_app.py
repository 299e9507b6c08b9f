"""The whole program, wired as it runs: a message becomes a filed follow-up, an answer, and a reminder that fires."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import health
from bot.app import App, prepare
from bot.errors import DatabaseAway, NoKeys
from bot.settings import Database, Keys, Settings
from bot.testing import RecordingDoor, chat, message, until
from commands.message import Chat, Message, Person
from store import backup, tags, workspaces

pytestmark = pytest.mark.integration
SHANGHAI = ZoneInfo("Asia/Shanghai")
WEDNESDAY = datetime(2026, 11, 18, 16, 40, tzinfo=SHANGHAI)
SENTENCE = "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进"
HOME = chat("private:陈晓明", platform="web", app="web")


@asynccontextmanager
async def at_work(settings: Settings, start: datetime) -> AsyncIterator[tuple[App, RecordingDoor]]:
    """The program over the demonstration's data, its one door recorded."""
    database, workspace = prepare(settings, with_demo=True, start=start)
    app = App(settings, database, workspace, start=start)
    door = RecordingDoor("web", "web")
    await app.start()
    await app.open(door)
    try:
        yield app, door
    finally:
        await app.stop()


def said(app: App, text: str, *, to: Chat = HOME, press: str | None = None) -> Message:
    """Words of 陈晓明 by the business clock."""
    now = app.business.now()
    return Message(
        kind="action" if press else "text",
        key=message("").key,
        chat=to,
        sender=Person(id="陈晓明", name="陈晓明"),
        text=text,
        press=press,
        sent_at=now,
        received_at=now,
    )


async def test_a_sentence_is_filed_answered_undone_and_reminded(settings: Settings) -> None:
    async with at_work(settings, WEDNESDAY) as (app, door):
        await (await app.inlet().accept(said(app, SENTENCE))).settled()
        answer = door.sent[-1]
        assert "云图" in answer.lines[0]
        assert any("11月25日" in line for line in answer.lines)
        undo = next(press for press in answer.buttons if press.label == "撤销")
        await (await app.inlet().accept(said(app, "撤销", press=undo.action))).settled()
        assert len(door.sent) == 2
        await (await app.inlet().accept(said(app, SENTENCE))).settled()
        told = len(door.sent)
        await app.clock.move_to(WEDNESDAY + timedelta(days=7))
        await until(lambda: any("云图" in line for sent in door.sent[told:] for line in sent.lines))


async def test_a_restart_loses_no_reminder_and_doubles_none(settings: Settings) -> None:
    async with at_work(settings, WEDNESDAY) as (app, door):
        await (await app.inlet().accept(said(app, "提醒我今天下午5点给云图回电"))).settled()
        assert door.sent
    late = WEDNESDAY + timedelta(minutes=43)
    async with at_work(settings, late) as (_, door):
        await until(lambda: any("回电" in line for sent in door.sent for line in sent.lines))
        assert any("迟到" in line for sent in door.sent for line in sent.lines)
    async with at_work(settings, late) as (app, door):
        await app.clock.fire()
        await (await app.inlet().accept(said(app, "我有哪些提醒"))).settled()
        assert len(door.sent) == 1


async def test_what_was_accepted_before_the_end_is_answered_after_the_start(settings: Settings) -> None:
    database, workspace = prepare(settings, with_demo=True, start=WEDNESDAY)
    app = App(settings, database, workspace, start=WEDNESDAY)
    await app.inlet().accept(said(app, SENTENCE))
    await app.stop()
    async with at_work(settings, WEDNESDAY) as (_, door):
        await until(lambda: door.sent)
        assert "云图" in door.sent[0].lines[0]


async def test_the_directory_shows_people_chats_and_what_was_said(settings: Settings) -> None:
    async with at_work(settings, WEDNESDAY) as (app, _):
        directory = app.directory("web", "web")
        assert [one.name for one in await directory.residents()] == ["陈晓明", "李娜", "王强", "赵敏", "周建国"]
        rooms = await directory.rooms("陈晓明")
        assert sorted((room.chat.id, room.chat.private) for room in rooms) == [("group", False), (HOME.id, True)]
        assert await directory.rooms("谁") == []
        await (await app.inlet().accept(said(app, SENTENCE))).settled()
        heard, answer = await directory.history(HOME, 10)
        assert isinstance(heard, Message)
        assert heard.text == SENTENCE
        assert not isinstance(answer, Message)
        assert "云图" in answer.lines[0]


async def test_the_nightly_copy_and_the_purge(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_work(settings, WEDNESDAY) as (app, _):
        if app.database.dialect == "sqlite":
            await app.upkeep.copy()
            [only] = settings.backup.folder.iterdir()
            assert backup.copies(settings.backup.folder) == [only]
        await (await app.inlet().accept(said(app, "看看云图"))).settled()
        assert await count(app, "dialogue") > 0
        monkeypatch.setattr("bot.upkeep.machine_now", lambda: datetime.now(UTC) + timedelta(days=8))
        await app.upkeep.purge()
        assert await app.directory("web", "web").history(HOME, 10) != []
        assert await count(app, "inbox") == await count(app, "dialogue") == 0


async def count(app: App, table: str) -> int:
    """How many rows a table has."""
    found: int = await app.border.read(
        lambda tx: tx.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
    )
    return found


async def test_the_workspace_is_made_once_with_its_tags(settings: Settings) -> None:
    for _ in range(2):
        database, workspace = prepare(settings)
        [row] = database.read(workspaces.every)
        assert (row.id, row.name) == (workspace, "我的团队")
        assert len(database.read(partial(tags.library, workspace=workspace))) == 12
        database.close()


def test_other_keys_are_refused_at_the_start(settings: Settings, tmp_path: Path) -> None:
    database, _ = prepare(settings)
    database.close()
    other = settings.model_copy(update={"keys": Keys(path=tmp_path / "other.key")})
    with pytest.raises(NoKeys, match="密钥文件"):
        prepare(other)


def test_a_database_that_is_away_is_said(tmp_path: Path) -> None:
    away = Settings(database=Database(url="postgresql://nobody@127.0.0.1:1/x"), keys=Keys(path=tmp_path / "k"))
    with pytest.raises(DatabaseAway, match="连不上"):
        prepare(away)


async def test_health_tells_whether_the_database_answers(settings: Settings) -> None:
    from aiohttp import web
    from aiohttp.test_utils import TestClient, TestServer

    async with at_work(settings, WEDNESDAY) as (app, _):
        site = web.Application()
        health.attach(site, app.border)
        async with TestClient(TestServer(site)) as client:
            assert (await client.get("/healthz")).status == 200
            app.database.close()
            assert (await client.get("/healthz")).status == 503


async def test_a_part_that_fails_ends_the_program(settings: Settings) -> None:
    async with at_work(settings, WEDNESDAY) as (app, _):
        await app.open(RecordingDoor("other", object()))  # type: ignore[arg-type]  # which no query takes
        await until(app.end.is_set)
        assert app.failed is not None
        assert app.failed.startswith("delivery:other:")
