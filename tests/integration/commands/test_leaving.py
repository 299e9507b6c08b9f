"""Leaving: nobody hears who left, and what they had in hand goes to a colleague, exactly, and back again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from commands import handing
from commands.admins import leaving
from store import due, followups, handover, members
from store.schema import SPECS
from store.tables import Customer, Due, FollowUp, Member, Outbox, Reminder, Task, table
from tests.integration.commands.conftest import ADMIN, MANAGER, OTHER, REP, THIRD
from tests.talk import Talk

pytestmark = pytest.mark.integration
Rows = dict[str, list[str]]


def everything(talk: Talk) -> Rows:
    """Every column of every row of every subject table, and what waits for its time."""

    def read(tx: Any) -> Rows:
        found: Rows = {}
        for name, spec in SPECS.items():
            rows = tx.connection.exec_driver_sql(f"SELECT {', '.join(spec.columns)} FROM {name}").all()
            found[name] = sorted(str([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in rows)
        needed = "SELECT schedule FROM reminder"
        waiting = f"SELECT schedule, fire_at, command FROM due WHERE state = 'waiting' AND schedule IN ({needed})"
        found["due"] = sorted(map(str, tx.connection.exec_driver_sql(waiting).all()))
        return found

    return talk.database.read(read)


def count(talk: Talk, model: Any, **equal: Any) -> int:
    columns = table(model).c
    wanted = sa.select(sa.func.count()).where(*(columns[name] == value for name, value in equal.items()))
    return talk.database.read(lambda tx: tx.connection.execute(wanted).scalar_one())


def id_of(talk: Talk, name: str) -> UUID:
    rows = talk.database.read(lambda tx: members.every(tx, talk.workspace))
    return next(row.id for row in rows if row.name == name)


def held(talk: Talk, name: str) -> handover.Holdings:
    return talk.database.read(lambda tx: handover.holdings(tx, talk.workspace, id_of(talk, name)))


def test_a_leaver_is_asked_about_with_counts_and_handed_over_whole(talk: Talk) -> None:
    talk.say(THIRD, "明天上午10点提醒我给云图发方案")
    talk.say(MANAGER, "任务 @王强 周五前 寄样品")
    giver, taker = held(talk, THIRD), held(talk, OTHER)
    assert giver.customers > 5
    assert giver.reminders >= 1
    assert giver.tasks == 1
    asked = talk.say(ADMIN, "王强今天办离职，他名下客户全转给李娜")
    assert f"客户{giver.customers}家、提醒{giver.reminders}个" in asked
    assert "任务1个 → 李娜" in asked
    assert "发方案" in asked
    assert held(talk, THIRD) == giver
    done = talk.say(ADMIN, "好")
    assert done.startswith("✅ 王强已停用")
    assert held(talk, THIRD).rows == 0
    after = held(talk, OTHER)
    assert after.rows == giver.rows + taker.rows
    assert (after.customers, after.tasks) == (giver.customers + taker.customers, taker.tasks + 1)
    assert f"王强的客户{giver.customers}家" in talk.told(OTHER)


def test_an_undo_gives_everything_back_bit_for_bit(talk: Talk) -> None:
    talk.say(THIRD, "明天上午10点提醒我给云图发方案")
    talk.say(THIRD, "提醒我明天跟进华星")
    talk.say(THIRD, "每月回访绿源")
    before = everything(talk)
    talk.say(ADMIN, "王强离职，客户全部交给李娜")
    talk.say(ADMIN, "好")
    assert everything(talk) != before
    assert "已撤销：成员离职" in talk.say(ADMIN, "撤销")
    assert everything(talk) == before
    talk.say(ADMIN, "恢复")
    assert held(talk, THIRD).rows == 0
    assert "账号已停用" in talk.say(THIRD, "我是谁")


def test_records_keep_their_author_and_are_seen_by_the_new_owner_at_once(talk: Talk) -> None:
    author = id_of(talk, THIRD)
    written = count(talk, FollowUp, author_id=author)
    own = sa.select(table(Customer).c.id, table(Customer).c.name).where(
        table(Customer).c.owner_id == author, table(Customer).c.deleted_at.is_(None)
    )
    id, name = talk.database.read(lambda tx: tx.connection.execute(own.limit(1)).one())
    talk.say(THIRD, f"今天拜访了{name}，对方预算有限")
    assert "对方预算有限" not in talk.say(OTHER, f"/客户 {name}")
    talk.say(ADMIN, "王强离职，客户全部交给李娜")
    talk.say(ADMIN, "好")
    assert count(talk, FollowUp, author_id=author) == written + 1
    assert "对方预算有限" in talk.say(OTHER, f"/客户 {name}")
    rows = talk.database.read(lambda tx: followups.of_customer(tx, talk.workspace, id, limit=1))
    assert rows[0].author_id == author


def test_days_without_follow_up_count_from_the_handover(talk: Talk) -> None:
    mine = table(Customer)
    giver = id_of(talk, THIRD)
    ids = talk.database.read(
        lambda tx: tx.connection.execute(sa.select(mine.c.id).where(mine.c.owner_id == giver)).scalars().all()
    )
    talk.say(ADMIN, "王强离职，客户全部交给李娜")
    talk.say(ADMIN, "好")
    idle = sa.select(mine.c.idle_since, mine.c.counts_from).where(mine.c.id.in_(ids))
    rows = talk.database.read(lambda tx: tx.connection.execute(idle).all())
    assert {row.counts_from for row in rows} == {talk.now}
    assert all(row.idle_since >= talk.now for row in rows)


def test_reminders_fire_for_the_new_owner(talk: Talk) -> None:
    talk.say(OTHER, "我是谁")
    talk.say(THIRD, "明天上午10点提醒我给云图发方案")
    talk.say(THIRD, "后天提醒我跟进华星合同的事")
    talk.say(THIRD, "任务 @陈晓明 明天上午11点 寄样品")
    talk.say(ADMIN, "王强离职，客户全部交给李娜")
    talk.say(ADMIN, "好")
    talk.move_to(talk.now + timedelta(days=1, minutes=1))
    assert "发方案" in talk.told(OTHER)
    talk.pass_time(hours=1)
    assert "寄样品" in talk.told(REP)
    before = len(talk.said)
    talk.move_to(talk.now + timedelta(days=1))
    assert any(
        "华星" in line for each in talk.said[before:] if each.chat.id == f"private:{OTHER}" for line in each.lines
    )
    assert not [each for each in talk.said[before:] if each.chat.id == f"private:{THIRD}"]


def test_nothing_reaches_a_leaver_any_more(talk: Talk) -> None:
    talk.say(THIRD, "任务 @李娜 周五前 寄样品")
    talk.hear(THIRD, key=None, group=False, text="成员")
    talk.work()
    waiting = sa.select(sa.func.count()).where(
        table(Outbox).c.chat == f"private:{THIRD}", table(Outbox).c.state == "waiting"
    )
    assert talk.database.read(lambda tx: tx.connection.execute(waiting).scalar_one()) == 1
    talk.say(ADMIN, "王强离职，客户全部交给李娜")
    talk.say(ADMIN, "好")
    assert talk.database.read(lambda tx: tx.connection.execute(waiting).scalar_one()) == 0
    so_far = len(talk.said)
    talk.say(OTHER, "收到任务")
    talk.say(OTHER, "完成任务")
    talk.move_to(talk.now + timedelta(days=9))
    assert not [each for each in talk.said[so_far:] if each.chat.id == f"private:{THIRD}"]
    assert "账号已停用" in talk.say(THIRD, "今天拜访了云图的吴总")


def test_without_a_successor_it_asks_and_nobody_is_a_choice(talk: Talk) -> None:
    had = held(talk, THIRD)
    asked = talk.say(ADMIN, "王强离职")
    assert asked.startswith("王强手上的交给谁？")
    assert held(talk, THIRD) == had
    confirm = talk.say(ADMIN, "李娜")
    assert f"客户{had.customers}家" in confirm
    assert "→ 李娜" in confirm
    talk.say(ADMIN, "不用了")
    assert "谁？" in talk.say(ADMIN, "王强离职")
    assert "暂时没人负责" in talk.press(ADMIN, "先不交接")
    assert talk.say(ADMIN, "好").startswith("✅ 王强已停用")
    assert held(talk, THIRD).rows == 0
    assert count(talk, Customer, owner_id=None) >= had.customers
    assert count(talk, Reminder, owner_id=id_of(talk, THIRD), state="open") == 0
    assert count(talk, Task, assignee_id=id_of(talk, THIRD), state="open") == 0


def test_nobody_can_be_said_at_once(talk: Talk) -> None:
    assert "暂时没人负责" in talk.say(ADMIN, "王强离职，先不交接")
    talk.say(ADMIN, "好")
    assert count(talk, Member, name=THIRD, active=False) == 1


def test_a_handover_without_leaving(talk: Talk) -> None:
    had = held(talk, THIRD)
    assert f"客户{had.customers}家" in talk.say(ADMIN, "交接 @王强 预览")
    assert held(talk, THIRD) == had
    assert "→ 李娜" in talk.say(ADMIN, "把王强名下的客户全部转给李娜")
    talk.say(ADMIN, "好")
    assert held(talk, THIRD).rows == 0
    assert talk.say(THIRD, "我是谁").startswith("你是王强")
    assert "没有要交接的" in talk.say(ADMIN, "交接 @王强 → @李娜")


def test_it_cannot_go_to_oneself_and_only_admins_may(talk: Talk) -> None:
    assert "不能交接给本人" in talk.say(ADMIN, "/leave 王强 王强")
    for who in (REP, MANAGER):
        assert "没有权限" in talk.say(who, "王强今天办离职，他名下客户全转给李娜")
    assert held(talk, THIRD).customers > 0


def test_what_is_told_of_a_customers_person_stays_a_follow_up(talk: Talk) -> None:
    had = held(talk, THIRD)
    assert talk.say(REP, "云图的王强离职了，换了李总对接").startswith("✅ 云图")
    assert talk.say(ADMIN, "今天去云图，王强说他要离职了，后面客户对接给李娜").startswith("✅ 云图")
    assert held(talk, THIRD) == had


def test_the_admins_group_hears_of_it(talk: Talk) -> None:
    talk.say(ADMIN, "这个群是管理群", group=True)
    talk.say(ADMIN, "王强离职，客户全部交给李娜")
    so_far = len(talk.said)
    talk.say(ADMIN, "好")
    told = [line for each in talk.said[so_far:] if not each.chat.private for line in each.lines]
    assert any("周建国改了成员" in line for line in told)
    assert any("王强已停用" in line for line in told)


def test_a_large_handover_goes_in_slices_and_back(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "PORTION", 4)
    talk.say(OTHER, "我是谁")
    talk.say(THIRD, "明天上午10点提醒我给云图发方案")
    had, other, before = held(talk, THIRD), held(talk, OTHER), everything(talk)
    talk.say(ADMIN, "王强离职，客户全部交给李娜")
    assert "正在一批批交接" in talk.say(ADMIN, "好")
    assert held(talk, THIRD).rows == had.rows - 4
    assert "还在一批批办" in talk.say(ADMIN, "撤销")
    talk.move_to(talk.now)
    assert held(talk, THIRD).rows == 0
    assert held(talk, OTHER).rows == had.rows + other.rows
    assert f"客户{had.customers}家" in talk.told(ADMIN)
    assert f"王强的客户{had.customers}家" in talk.told(OTHER)
    assert "一批批撤" in talk.say(ADMIN, "撤销")
    talk.move_to(talk.now)
    assert "全部撤回来了" in talk.told(ADMIN)
    assert everything(talk) == before
    assert "一批批恢复" in talk.say(ADMIN, "恢复")
    talk.move_to(talk.now)
    assert held(talk, THIRD).rows == 0
    assert held(talk, OTHER).rows == had.rows + other.rows


def test_a_slice_that_fires_twice_takes_effect_once(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "PORTION", 4)
    had = held(talk, THIRD)
    talk.say(ADMIN, "王强离职，客户全部交给李娜")
    talk.say(ADMIN, "好")

    def again(tx: Any) -> None:
        row = next(row for row in due.claim(tx, talk.now, 100) if row.command == "member.hand_on")
        talk.conversation.fire(tx, row)
        talk.conversation.fire(tx, row)
        due.done(tx, row)

    talk.database.write(again).result()
    assert held(talk, THIRD).rows == had.rows - 8
    assert count(talk, Due, command="member.hand_on", state="waiting") == 1


def test_a_later_edit_is_named_before_a_handover_is_taken_back(talk: Talk) -> None:
    talk.say(ADMIN, "王强离职，客户全部交给李娜")
    talk.say(ADMIN, "好")
    talk.say(ADMIN, "李娜离职，客户全部交给陈晓明")
    number = talk.say(ADMIN, "好")
    assert number.startswith("✅ 李娜已停用")
    first = talk.database.read(
        lambda tx: tx.connection.exec_driver_sql(
            "SELECT number FROM execution WHERE name = 'admin.member.leave' AND state = 'done' ORDER BY number"
        ).scalar()
    )
    refused = talk.say(ADMIN, f"撤销 {first}")
    assert "撤不了" in refused
    assert "成员离职" in refused


def test_two_admins_cannot_send_each_other_away_at_once(talk: Talk) -> None:
    talk.say(ADMIN, "把李娜设为管理员")
    talk.say(OTHER, "周建国离职，先不交接")
    talk.say(ADMIN, "李娜离职，先不交接")
    talk.hear(OTHER, key=None, group=False, text="好")
    talk.hear(ADMIN, key=None, group=False, text="好")
    assert talk.work_at_once() == 2
    assert count(talk, Member, role="admin", active=True) == 1


def test_an_undo_and_a_leaving_at_once_leave_an_admin(talk: Talk) -> None:
    talk.say(ADMIN, "把李娜设为管理员")
    talk.say(OTHER, "周建国离职，先不交接")
    talk.hear(OTHER, key=None, group=False, text="好")
    talk.hear(ADMIN, key=None, group=False, text="撤销")
    assert talk.work_at_once() == 2
    assert count(talk, Member, role="admin", active=True) == 1


def test_english(talk: Talk) -> None:
    talk.say(ADMIN, "/lang en")
    had = held(talk, THIRD)
    asked = talk.say(ADMIN, "/leave 王强 李娜")
    assert f"{had.customers} customers" in asked
    assert "→ 李娜" in asked
    assert talk.press(ADMIN, "Remove").startswith("✅ 王强 is out")
    assert leaving.SUBJECT.commands[0].examples_en == ("/leave 李娜 王强",)
