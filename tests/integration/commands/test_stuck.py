"""Work in slices whose step fails for good: it comes to a stop, says what is done, and goes on or back from there."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.border import Border
from bot.due import DueRunner
from commands import handing
from commands.imports import running, undoing
from commands.reps import import_undo
from store import due, handover
from store.database import Tx
from tests.integration.commands.conftest import ADMIN, OTHER, THIRD
from tests.integration.commands.test_importing import count, drop
from tests.integration.commands.test_leaving import everything, held
from tests.talk import Talk

pytestmark = pytest.mark.integration
WHO = "陈晓明"
ROWS = "客户名称,电话\n" + "\n".join(f"第{i}纺织厂,138{i:08}" for i in range(60))


class Broken(Exception):
    """A bug of ours."""


def fails(*_: object, **__: object) -> Any:
    raise Broken


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.due.backoff", lambda *_, **__: 0.0)


def run(talk: Talk) -> None:
    """Fires what is due as the program does, bugs and all, until nothing waits."""
    border = Border(talk.database)
    runner = DueRunner(border, talk.conversation, now=lambda: talk.now)
    for _ in range(8):
        asyncio.run(runner.run())
    border.close()
    talk.move_to(talk.now)


def under_way(talk: Talk) -> int:
    return count(talk, "due", state="waiting", command="import.step")


def begun(talk: Talk) -> None:
    """An import of 60 rows, three chunks, that has been ordered."""
    drop(talk, WHO, ROWS.encode(), "名单.csv")
    talk.press(WHO, "就这样")
    talk.press(WHO, "开始导入")


def stops_after(chunks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets so many chunks of an import pass, and every later one fail."""
    carry = running.Carrying.carry

    def carries(self: running.Carrying, position: int, reader: Any) -> None:
        if position >= chunks:
            raise Broken
        carry(self, position, reader)

    monkeypatch.setattr(running.Carrying, "carry", carries)


def test_an_import_that_stops_says_what_got_in_and_goes_on(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(talk)
    with monkeypatch.context() as patch:
        stops_after(1, patch)
        run(talk)
    told = talk.told(WHO)
    assert told.startswith("⚠ 导入1导到33%停了")
    assert "已导进：客户24" in told
    assert "还有36行没导" in told
    assert "[继续导入] [撤销导入]" in told
    assert under_way(talk) == 0
    assert "还有36行没导" in talk.say(WHO, "导入进度")
    assert "接着导入1" in talk.say(WHO, "继续导入")
    run(talk)
    assert talk.told(WHO).startswith("✅ 导入1完成：新客户60")
    assert count(talk, "customer", name="第59纺织厂") == 1


def test_an_import_that_stops_is_taken_back_whole(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(talk)
    begun(talk)
    with monkeypatch.context() as patch:
        stops_after(2, patch)
        run(talk)
    assert everything(talk) != before
    talk.press(WHO, "撤销导入")
    run(talk)
    assert "导入1撤完了" in talk.told(WHO)
    assert everything(talk) == before


def test_taking_an_import_back_that_stops_goes_on_from_there(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(talk)
    begun(talk)
    run(talk)
    talk.say(WHO, "撤销导入")
    take = undoing.take_back
    taken: list[Any] = []

    def once(context: Any, batch: Any) -> Any:
        if taken:
            raise Broken
        taken.append(batch)
        return take(context, batch)

    with monkeypatch.context() as patch:
        patch.setattr(import_undo, "take_back", once)
        run(talk)
    assert talk.told(WHO).startswith("⚠ 导入1撤到一半停了")
    assert "撤到一半停了" in talk.say(WHO, "导入进度")
    talk.press(WHO, "接着撤")
    run(talk)
    assert "导入1撤完了：客户60" in talk.told(WHO)
    assert everything(talk) == before


def test_a_dry_run_that_stops_has_written_nothing_and_can_be_tried_again(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(talk)
    rows = "客户名称,电话\n" + "\n".join(f"第{i}纺织厂,138{i:08}" for i in range(130))
    drop(talk, WHO, rows.encode(), "名单.csv")
    assert "先试导" in talk.press(WHO, "就这样")
    with monkeypatch.context() as patch:
        patch.setattr("commands.reps.import_run.looked_at", fails)
        run(talk)
    assert talk.told(WHO).startswith("⚠ 导入1试导时程序出错")
    assert everything(talk) == before
    talk.press(WHO, "再试一次")
    run(talk)
    assert "试导1：新客户130" in talk.told(WHO)


def test_a_handover_that_stops_is_told_and_goes_on(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "PORTION", 4)
    had, other = held(talk, THIRD), held(talk, OTHER)
    talk.say(ADMIN, "王强离职，客户全部交给李娜")
    talk.say(ADMIN, "好")
    with monkeypatch.context() as patch:
        patch.setattr(handover, "portion", fails)
        run(talk)
    assert talk.told(ADMIN).startswith("⚠ 交接办到一半停了")
    assert held(talk, THIRD).rows == had.rows - 4
    assert "接着办，好了告诉你" in talk.press(ADMIN, "接着办")
    run(talk)
    assert held(talk, OTHER).rows == had.rows + other.rows
    assert f"客户{had.customers}家" in talk.told(ADMIN)


def test_a_handover_that_stops_is_taken_back_whole(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "PORTION", 4)
    before = everything(talk)
    talk.say(ADMIN, "王强离职，客户全部交给李娜")
    talk.say(ADMIN, "好")
    with monkeypatch.context() as patch:
        patch.setattr(handover, "portion", fails)
        run(talk)
    assert "已撤销：成员离职" in talk.say(ADMIN, "撤销")
    assert everything(talk) == before


def test_a_leavers_import_stops_without_anybody_to_tell(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(talk)
    talk.say(ADMIN, f"{WHO}离职，先不交接")
    talk.say(ADMIN, "好")
    so_far = len(talk.said)
    with monkeypatch.context() as patch:
        stops_after(1, patch)
        run(talk)
    assert not [each for each in talk.said[so_far:] if each.chat.id == f"private:{WHO}"]


def test_what_is_due_besides_waits_for_the_next_transaction(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No transaction takes a further due row once a tenth of a second is over."""
    monkeypatch.setattr("bot.due.LONGEST", -1.0)
    seen: list[Tx] = []
    fire = talk.conversation.fire

    def counted(tx: Tx, row: due.DueRow) -> None:
        seen.append(tx)
        fire(tx, row)

    monkeypatch.setattr(talk.conversation, "fire", counted)
    for minutes in (1, 2, 3):
        talk.say(WHO, f"{minutes}分钟后提醒我给云图打电话")
    talk.now = talk.now.replace(minute=30)
    run(talk)
    assert len(seen) >= 3
    assert len({id(tx) for tx in seen}) == len(seen)
