"""Members: the list, roles, teams, leaving; there is always an admin."""

import pytest

from tests.integration.commands.conftest import ADMIN, MANAGER, OTHER, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration


def test_the_list_shows_role_team_and_platforms(talk: Talk) -> None:
    listed = talk.say(REP, "成员")
    assert "陈晓明 · 销售 · 华东一组 · 网页、终端" in listed
    assert "周建国 · 管理员" in listed
    assert len(listed.splitlines()) <= 8


def test_the_list_goes_to_the_asker_alone(talk: Talk) -> None:
    assert talk.say(REP, "成员", group=True) == "发你私聊了"


def test_a_role_is_set_and_taken_back(talk: Talk) -> None:
    assert talk.say(ADMIN, "把李娜设为经理").startswith("✅ 李娜现在是主管")
    assert talk.say(OTHER, "我是谁").startswith("你是李娜（主管）")
    assert "已撤销：改角色" in talk.say(ADMIN, "撤销")
    assert talk.say(OTHER, "我是谁").startswith("你是李娜（销售）")
    assert "已经是销售了" in talk.say(ADMIN, "把李娜设为销售")


def test_only_admins_set_roles_move_and_remove(talk: Talk) -> None:
    for text in ("把李娜设为管理员", "把李娜调到华东组", "李娜离职", "邀请", "这个群是华东组"):
        for who in (REP, MANAGER):
            assert "权限" in talk.say(who, text), text


def test_a_role_that_is_none_is_refused_with_the_ones_there_are(talk: Talk) -> None:
    assert "没有“皇帝”这个角色" in talk.say(ADMIN, "/role 李娜 皇帝")
    assert talk.say(ADMIN, "/role 李娜 财务").startswith("✅ 李娜现在是财务")


def test_the_last_admin_can_be_neither_removed_nor_demoted(talk: Talk) -> None:
    assert "最后一位管理员" in talk.say(ADMIN, "把周建国设为销售")
    assert "最后一位管理员" in talk.say(ADMIN, "周建国离职")
    talk.say(ADMIN, "把李娜设为管理员")
    asked = talk.say(OTHER, "把周建国设为销售")
    assert "确定？" in asked
    assert talk.press(OTHER, "确定").startswith("✅ 周建国现在是销售")
    assert "最后一位管理员" in talk.say(OTHER, "李娜离职")


def test_an_undo_leaves_an_admin_too(talk: Talk) -> None:
    talk.say(ADMIN, "把李娜设为管理员")
    talk.say(OTHER, "把周建国设为销售")
    talk.press(OTHER, "确定")
    assert "最后一位管理员" in talk.say(ADMIN, "撤销")
    assert talk.say(OTHER, "我是谁").startswith("你是李娜（管理员）")


def test_two_admins_cannot_demote_each_other_at_once(talk: Talk) -> None:
    talk.say(ADMIN, "把李娜设为管理员")
    talk.say(OTHER, "把周建国设为销售")
    demote_first = next(press.action for press in talk.said[-1].buttons if press.label == "确定")
    talk.say(ADMIN, "把李娜设为销售")
    demote_second = next(press.action for press in talk.said[-1].buttons if press.label == "确定")
    talk.hear(OTHER, key=None, group=False, kind="action", press=demote_first)
    talk.hear(ADMIN, key=None, group=False, kind="action", press=demote_second)
    assert talk.work_at_once() == 2
    listed = talk.say(REP, "成员")
    assert listed.count("管理员") == 1


def test_a_team_that_is_not_there_is_offered_to_be_made(talk: Talk) -> None:
    asked = talk.say(ADMIN, "把李娜调到华南组")
    assert "没有“华南组”这个组" in asked
    assert "一起过去吗？" in talk.press(ADMIN, "新建华南组")
    assert talk.press(ADMIN, "一起过去").startswith("✅ 李娜调到华南组了")
    assert "华南组" in talk.say(OTHER, "我是谁")
    assert talk.say(ADMIN, "把李娜调到华东一组，客户一起过去").startswith("✅ 李娜调到华东一组了")


def test_who_has_none_is_asked_about_once(talk: Talk) -> None:
    talk.say("王芳", "你好", colleague=True)
    assert "给王芳办离职？" in talk.say(ADMIN, "王芳离职")
    assert talk.say(ADMIN, "确认").startswith("✅ 王芳已停用")
    assert "王芳" not in talk.say(ADMIN, "成员")


def test_what_is_told_of_a_customers_person_removes_nobody(talk: Talk) -> None:
    talk.say(ADMIN, "云图的李娜离职了，新来的姓王，下周再约")
    assert talk.say(OTHER, "我是谁").startswith("你是李娜")


def test_english(talk: Talk) -> None:
    talk.say(ADMIN, "/lang en")
    assert talk.say(ADMIN, "/members").startswith("6 people") or "people" in talk.said[-1].lines[0]
    assert "Invitation" in talk.say(ADMIN, "/invite")
    assert "is now manager" in talk.say(ADMIN, "/role 李娜 manager")
