"""Teams and members as admins set them: made, renamed, walled, dissolved; added, waiting, back, renamed."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sqlalchemy as sa

from commands import handing
from store import configuration, workspaces
from store.tables import Chat, Customer, Member, table
from tests.integration.commands.conftest import ADMIN, MANAGER, OTHER, REP, THIRD
from tests.integration.commands.test_leaving import count, everything, id_of
from tests.talk import Talk

pytestmark = pytest.mark.integration


def teams(talk: Talk) -> dict[str, bool]:
    return {row.name: row.walled for row in talk.database.read(lambda tx: workspaces.teams(tx, talk.workspace))}


def of_team(talk: Talk, model: Any, name: str | None) -> int:
    rows = talk.database.read(lambda tx: workspaces.teams(tx, talk.workspace))
    id = next((row.id for row in rows if row.name == name), None)
    column = table(model).c.team_id
    wanted = sa.select(sa.func.count()).where(column.is_(None) if id is None else column == id)
    return talk.database.read(lambda tx: tx.connection.execute(wanted).scalar_one())


def test_a_team_is_made_listed_renamed_and_known_at_once(talk: Talk) -> None:
    assert talk.say(ADMIN, "新建华南组").startswith("✅ 建好了华南组")
    assert "已经有华南组了" in talk.say(ADMIN, "新建小组 华南组")
    assert "客户" in talk.say(ADMIN, "把李娜调到华南组")
    assert talk.press(ADMIN, "一起过去").startswith("✅ 李娜调到华南组了")
    listed = talk.say(ADMIN, "团队列表")
    assert "华南组 1人：李娜" in listed
    assert "华东一组 3人：陈晓明、王强、赵敏" in listed
    assert "不在组里：周建国" in listed
    assert talk.say(ADMIN, "小组华南组改名叫华南大区").startswith("✅ 华南组改名叫华南大区")
    assert "华南大区" in talk.say(OTHER, "我是谁")
    talk.say(ADMIN, "撤销")
    assert "华南组" in teams(talk)


def test_a_team_is_walled_off_and_open_again(talk: Talk) -> None:
    talk.say(ADMIN, "新建小组 华南组")
    talk.say(ADMIN, "把李娜调到华南组，客户一起过去")
    assert talk.say(ADMIN, "华东一组隔离").startswith("✅ 华东一组隔离了")
    assert teams(talk)["华东一组"]
    assert "（隔离）" in talk.say(ADMIN, "团队列表")
    assert "没有“云图数据”这个客户" in talk.say(OTHER, "/客户 云图数据")
    assert "本来就是这样" in talk.say(ADMIN, "华东一组隔离")
    assert talk.say(ADMIN, "华东一组取消隔离").startswith("✅ 华东一组不隔离了")
    assert not teams(talk)["华东一组"]
    assert "云图数据有限公司" in talk.say(OTHER, "/客户 云图数据")


def test_dissolving_asks_where_all_goes_and_is_undone_exactly(talk: Talk) -> None:
    talk.say(ADMIN, "新建小组 华南组")
    before = everything(talk)
    total, people = of_team(talk, Customer, "华东一组"), of_team(talk, Member, "华东一组")
    asked = talk.say(ADMIN, "解散华东一组")
    assert f"华东一组有{people}人、{total}家客户，归到哪个组？" in asked
    assert "归华南组" in talk.press(ADMIN, "华南组")
    assert everything(talk) == before
    assert talk.press(ADMIN, "解散").startswith("✅ 华东一组解散了")
    talk.move_to(talk.now)
    assert list(teams(talk)) == ["华南组"]
    assert of_team(talk, Customer, "华南组") == total
    assert of_team(talk, Member, "华南组") == people
    assert of_team(talk, Chat, "华南组") == 2
    assert "已撤销：解散小组" in talk.say(ADMIN, "撤销")
    talk.move_to(talk.now)
    assert everything(talk) == before


def test_an_empty_team_goes_at_once_and_one_can_say_where(talk: Talk) -> None:
    talk.say(ADMIN, "新建小组 华南组")
    assert talk.say(ADMIN, "解散华南组").startswith("✅ 华南组解散了")
    talk.say(ADMIN, "新建小组 华北组")
    assert "归华北组" in talk.say(ADMIN, "解散华东一组，人归到华北组")
    assert "没有“飞碟组”这个组" in talk.say(ADMIN, "解散飞碟组")
    talk.say(ADMIN, "解散华东一组")
    assert "归不分组" in talk.press(ADMIN, "不分组")


def test_a_large_team_is_dissolved_in_slices(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "PORTION", 9)
    talk.say(ADMIN, "新建小组 华南组")
    before, total = everything(talk), of_team(talk, Customer, "华东一组")
    assert total > 27
    talk.say(ADMIN, "解散华东一组，人归到华南组")
    assert "一批批" in talk.press(ADMIN, "解散")
    talk.move_to(talk.now)
    assert list(teams(talk)) == ["华南组"]
    assert of_team(talk, Customer, "华南组") == total
    talk.say(ADMIN, "撤销")
    talk.move_to(talk.now)
    assert everything(talk) == before


def test_each_change_of_a_team_is_a_version_and_told(talk: Talk) -> None:
    talk.say(ADMIN, "这个群是管理群", group=True)
    before = talk.database.read(lambda tx: configuration.last_number(tx, talk.workspace))
    talk.say(ADMIN, "新建小组 华南组")
    assert talk.database.read(lambda tx: configuration.last_number(tx, talk.workspace)) == before + 1
    assert any("＋ 组 华南组" in line for each in talk.said for line in each.lines)


def test_only_admins_shape_teams_and_members(talk: Talk) -> None:
    for text in (
        "新建小组 华南组",
        "解散华东一组",
        "华东一组隔离",
        "把王芳加进来",
        "恢复成员 王强",
        "把李娜改名叫李娜娜",
    ):
        for who in (REP, MANAGER):
            assert "没有权限" in talk.say(who, text), text


def test_who_is_added_comes_in_by_the_code(talk: Talk) -> None:
    said = talk.say(ADMIN, "把王芳加进来")
    assert said.startswith("✅ 加了王芳 · 华东一组")
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", said)
    assert code is not None
    assert "王芳 还没绑定账号" in talk.say(ADMIN, "谁还没绑定")
    assert "王芳已经在了" in talk.say(ADMIN, "加成员 王芳")
    talk.press(ADMIN, "给王芳发码")
    assert "绑好了，你是王芳" in talk.say("芳芳", f"绑定 {code.group()}")
    assert "都进来了" in talk.say(ADMIN, "谁还没绑定")
    assert count(talk, Member, name="王芳") == 1


def test_who_knocks_is_listed_as_waiting(talk: Talk) -> None:
    talk.say("陌生人", "今天拜访了云图的吴总")
    talk.say("陌生人", "聊了报价")
    assert "陌生人（终端）在等你通过，说了2句" in talk.say(ADMIN, "谁在等")


def test_who_left_comes_back_as_before(talk: Talk) -> None:
    before = everything(talk)
    talk.say(ADMIN, "王强离职，先不交接")
    talk.say(ADMIN, "好")
    assert "以前在，已停用" in talk.say(ADMIN, "加成员 王强")
    assert talk.press(ADMIN, "恢复").startswith("✅ 王强回来了（销售）")
    assert talk.told(THIRD).startswith("欢迎回来")
    assert talk.say(THIRD, "我是谁").startswith("你是王强（销售） · 华东一组")
    assert "一直在" in talk.say(ADMIN, "恢复成员 李娜")
    assert "没有“王五”" in talk.say(ADMIN, "恢复成员 王五")
    talk.say(ADMIN, "撤销")
    talk.say(ADMIN, "撤销")
    assert everything(talk) == before


def test_a_renamed_colleague_is_known_by_both_names_at_once(talk: Talk) -> None:
    assert talk.say(ADMIN, "把李娜改名叫李娜娜").startswith("✅ 李娜改名叫李娜娜了")
    assert talk.say(ADMIN, "把李娜娜设为经理").startswith("✅ 李娜娜现在是主管")
    assert talk.say(ADMIN, "把李娜设为销售").startswith("✅ 李娜娜现在是销售")
    assert "已经有同事叫这个" in talk.say(ADMIN, "把李娜娜改名叫王强")
    assert id_of(talk, "李娜娜")


def test_auditors_may_ask_and_write_nothing(talk: Talk) -> None:
    assert talk.say(ADMIN, "把李娜设为审计").startswith("✅ 李娜现在是审计")
    assert talk.say(OTHER, "我是谁").startswith("你是李娜（审计）")
    assert "没有权限" in talk.say(OTHER, "/跟进 云图 电话 报价")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("把李娜设成经理权限", "主管"),
        ("李娜升经理了，系统里角色给她改过来", "主管"),
        ("李娜从下周一起任华东组主管，权限请调整为manager。", "主管"),
        ("李娜升组长了，权限给她调成经理", "主管"),
        ("把李娜的角色改成财务", "财务"),
        ("李娜转财务了，权限改成财务", "财务"),
    ],
)
def test_roles_as_people_say_them(talk: Talk, text: str, role: str) -> None:
    assert talk.say(ADMIN, text).startswith(f"✅ 李娜现在是{role}")


def test_english(talk: Talk) -> None:
    talk.say(ADMIN, "/lang en")
    assert "is there" in talk.say(ADMIN, "/newteam South")
    assert "South is walled off" in talk.say(ADMIN, "wall off South")
    assert "1 people" not in talk.say(ADMIN, "/teams")
    assert "South is dissolved" in talk.say(ADMIN, "/dissolve South")
