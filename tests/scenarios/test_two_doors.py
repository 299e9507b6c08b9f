"""A rep, a manager and an admin say the same through the terminal and through the web chat: the same rows are left."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import App, prepare
from bot.chatting import quiet
from bot.running import web_door
from bot.settings import in_folder
from bot.testing import until
from store.database import Tx
from tests.scenarios.conftest import WEDNESDAY
from tests.scenarios.test_pipe import chat

pytestmark = pytest.mark.scenario
REP, MANAGER, ADMIN = "陈晓明", "赵敏", "周建国"
SCRIPT: tuple[tuple[str, bool, Sequence[str]], ...] = (  # who, whether in the group, what they say
    (
        REP,
        False,
        (
            "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进",
            "撤销",
            "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进",
            "给绿源打上意向强标签",
            "/新客户 宁波恒远达科技有限公司",
        ),
    ),
    (MANAGER, True, ("@跟进 看看云图", "@跟进 华星改成B级", "随便聊聊", "@跟进 /跟进 恒力 电话 价格还要谈")),
    (ADMIN, False, ("看看云图", "给西子药房打上重点客户标签", "撤销")),
)
ROWS = {
    "customers": "SELECT c.name, c.level, m.name, c.number FROM customer c LEFT JOIN member m ON m.id = c.owner_id",
    "follow-ups": "SELECT c.name, m.name, f.method, f.contact_name, f.note, substr(f.at, 1, 16), f.number"
    " FROM follow_up f JOIN customer c ON c.id = f.customer_id JOIN member m ON m.id = f.author_id",
    "reminders": "SELECT m.name, c.name, r.text, r.fire_at, r.state, r.number FROM reminder r"
    " JOIN member m ON m.id = r.owner_id LEFT JOIN customer c ON c.id = r.customer_id",
    "tags": "SELECT c.name, t.name FROM customer_tag x JOIN customer c ON c.id = x.customer_id"
    " JOIN tag t ON t.id = x.tag_id",
    "due": "SELECT command, fire_at, state FROM due WHERE schedule <> workspace_id",
    "executions": "SELECT e.name, e.state, e.number, m.name FROM execution e JOIN member m ON m.id = e.actor_id"
    " WHERE e.number IS NOT NULL",
    "changes": "SELECT table_name, op, count(*) FROM change GROUP BY table_name, op",
}


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a conversation left, told by names."""
    with closing(sqlite3.connect(in_folder(folder).database.file or "")) as database:
        return {name: sorted(database.execute(query).fetchall(), key=repr) for name, query in ROWS.items()}


def through_the_terminal(folder: Path) -> None:
    for turn, (who, group, lines) in enumerate(SCRIPT):
        options = ["--now", WEDNESDAY.isoformat(), *(["--demo"] if turn == 0 else []), *(["--group"] if group else [])]
        blocks, errors = chat(folder, list(lines), *options, name=who)
        assert errors == ""
        assert len(blocks) == len(lines), blocks


async def through_the_web(folder: Path) -> None:
    database, workspace = prepare(in_folder(folder), with_demo=True, start=WEDNESDAY)
    app = App(in_folder(folder), database, workspace, start=WEDNESDAY)
    door, site = web_door(app, with_demo=True), web.Application()
    door.attach(site)
    async with TestClient(TestServer(site, host="127.0.0.1")) as client:
        await app.start()
        await app.open(door)
        for who, group, lines in SCRIPT:
            for line in lines:
                body = {"key": str(uuid4()), "as": who, "chat": "group" if group else f"private:{who}", "text": line}
                answer = await client.post(
                    "/web/message", json=body, headers={"Origin": f"http://127.0.0.1:{client.port}"}
                )
                assert answer.status == 200, await answer.text()
                await until(lambda: database.read(_handled))
        await quiet(app, door)
        await app.stop()


def _handled(tx: Tx) -> bool:
    waiting: int = tx.connection.exec_driver_sql("SELECT count(*) FROM inbox WHERE state = 'waiting'").scalar_one()
    return waiting == 0


async def test_the_same_conversation_through_two_doors_leaves_the_same_rows(tmp_path: Path) -> None:
    terminal, page = tmp_path / "terminal", tmp_path / "page"
    through_the_terminal(terminal)
    page.mkdir()
    await through_the_web(page)
    left, right = rows(terminal), rows(page)
    assert left == right
    assert len(left["follow-ups"]) > 100
    assert {row[0] for row in left["executions"]} >= {
        "followup.log",
        "reminder.add",
        "tag.add",
        "customer.update",
        "undo",
    }
