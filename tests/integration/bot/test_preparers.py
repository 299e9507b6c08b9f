"""Messages made out in a process beside the server: the same answers, and nothing lost when it dies."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot import preparers
from bot.app import App, prepare
from bot.settings import Database, Server, Settings
from bot.testing import RecordingDoor, until
from commands.conversation import Conversation
from tests.integration.bot.test_app import SENTENCE, WEDNESDAY, said

pytestmark = pytest.mark.integration
TALK = (
    SENTENCE,
    "新建客户 青禾灯具，李敏 13800001111",
    "给青禾灯具打上重点客户",
    "明天上午十点提醒我给青禾灯具回电",
    "我有哪些提醒",
    "撤销",
    "张总那边怎么样",
)


@pytest.fixture(autouse=True)
def usual_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python keeps what it has compiled, as on anybody's machine."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)


@asynccontextmanager
async def at_work(settings: Settings, *, beside: int) -> AsyncIterator[tuple[App, RecordingDoor]]:
    """The program with so many preparers, which are ready."""
    database, workspace = prepare(settings, with_demo=True, start=WEDNESDAY)
    app, door = App(settings, database, workspace, start=WEDNESDAY, preparers=beside), RecordingDoor("web", "web")
    await app.start()
    await app.open(door)
    await app.preparers.ready()
    try:
        yield app, door
    finally:
        await app.stop()


async def told(app: App, door: RecordingDoor) -> list[tuple[str, ...]]:
    """What the bot answers to the talk."""
    for text in TALK:
        await (await app.inlet().accept(said(app, text))).settled()
    return [each.lines for each in door.sent]


def only_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nothing can be made out in this process."""
    monkeypatch.delattr(Conversation, "prepare")


async def test_the_answers_are_the_same(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = settings.model_copy(update={"database": Database(url=f"sqlite:///{tmp_path}/alone.db")})
    async with at_work(alone, beside=0) as (app, door):
        usual = await told(app, door)
    assert len(usual) == len(TALK)
    only_beside(monkeypatch)
    async with at_work(settings, beside=1) as (app, door):
        assert await told(app, door) == usual


async def test_it_goes_by_the_moved_clock(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    only_beside(monkeypatch)
    async with at_work(settings, beside=1) as (app, door):
        await app.clock.move_to(WEDNESDAY + timedelta(days=1))
        before = len(door.sent)
        await (await app.inlet().accept(said(app, "明天上午十点提醒我给云图回电"))).settled()
        assert any("11月20日" in line for each in door.sent[before:] for line in each.lines)


async def test_one_that_dies_loses_nothing_and_is_started_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparers, "AGAIN", 0.0)
    async with at_work(settings, beside=1) as (app, door):
        (first,) = app.preparers.processes
        os.kill(first, signal.SIGSTOP)  # it has the messages in hand when it dies
        receipts = [await app.inlet().accept(said(app, f"今天给云图打了电话，说了第{n}件事")) for n in range(5)]
        os.kill(first, signal.SIGKILL)
        for receipt in receipts:
            await receipt.settled()
        assert len(door.sent) == len(receipts)
        await until(lambda: app.preparers.processes not in ((), (first,)))
        await app.preparers.ready()


async def test_a_long_line_is_not_waited_in(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparers, "LONGEST", 0)
    async with at_work(settings, beside=1) as (app, door):
        (only,) = app.preparers.processes
        os.kill(only, signal.SIGSTOP)
        await (await app.inlet().accept(said(app, SENTENCE))).settled()
        assert len(door.sent) == 1
        os.kill(only, signal.SIGCONT)


async def test_one_of_another_version_is_not_asked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    database, workspace = prepare(settings, with_demo=True, start=WEDNESDAY)
    monkeypatch.setattr(preparers, "STAMP", (1, 1))
    app, door = App(settings, database, workspace, start=WEDNESDAY, preparers=1), RecordingDoor("web", "web")
    with capture_logs() as told:
        await app.start()
        await app.open(door)
        await until(lambda: any("updated" in each["event"] for each in told))
        assert app.preparers.processes == ()
        await (await app.inlet().accept(said(app, SENTENCE))).settled()
        assert len(door.sent) == 1
        await app.stop()


async def test_none_is_left_behind(settings: Settings) -> None:
    async with at_work(settings, beside=2) as (app, _):
        left = app.preparers.processes
        assert len(left) == 2
    for process in left:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_how_many_are_worth_while(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Settings()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert preparers.worthwhile(usual) == 0
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(os, "sysconf", {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 2**18}.__getitem__)
    assert preparers.worthwhile(usual) == 1
    assert preparers.worthwhile(Settings(database=Database(url="postgresql://localhost/genjin"))) == 0
    assert preparers.worthwhile(Settings(server=Server(preparers=3))) == 3
    monkeypatch.setattr(os, "sysconf", {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 2**17}.__getitem__)
    assert preparers.worthwhile(usual) == 0


async def test_nothing_is_asked_before_one_is_ready(settings: Settings) -> None:
    database, workspace = prepare(settings, with_demo=True, start=WEDNESDAY)
    app, door = App(settings, database, workspace, start=WEDNESDAY, preparers=1), RecordingDoor("web", "web")
    await app.start()
    await app.open(door)
    try:
        await (await app.inlet().accept(said(app, SENTENCE))).settled()
        assert len(door.sent) == 1
    finally:
        await asyncio.wait_for(app.stop(), 20)
