"""权限 @某人: what somebody may and why, and the list of roles; what it says is what happens."""

from __future__ import annotations

import pytest

from commands.admins.rights_view import reach
from commands.rights import Speaker
from store.ids import uuid7
from tests.integration.commands.conftest import ADMIN, MANAGER, OTHER, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration


def test_what_somebody_may_is_told_with_the_reasons(talk: Talk) -> None:
    talk.say(ADMIN, "把李娜设为主管")
    talk.say(ADMIN, "新建小组 华南组")
    talk.say(ADMIN, "华南组隔离")
    told = talk.say(ADMIN, "权限 @李娜")
    assert told.startswith("李娜 · 主管 · 华东一组（周建国 11月21日 周六 设的）\n看：本组客户全看、能改")
    assert "看不见：华南组的客户（那个组隔离了）" in told
    assert "做：销售做的都行，加上标签库、催人、团队数字和日报" in told
    assert "不能：" in told
    assert "调组" in told
    assert len(told.splitlines()) <= 8


@pytest.mark.parametrize("words", ["权限 李娜", "看看李娜的权限", "李娜能做什么", "李娜有什么权限", "/权限 李娜"])
def test_how_it_is_asked(talk: Talk, words: str) -> None:
    assert talk.say(ADMIN, words).startswith("李娜 · 销售 · 华东一组")


def test_one_thing_is_answered_with_whose_it_is_and_so_it_goes(talk: Talk) -> None:
    assert "李娜不能“解散小组”：要管理员，李娜是销售" in talk.say(ADMIN, "/权限 李娜 解散小组")
    assert "没有权限" in talk.say(OTHER, "解散华东一组")
    assert "李娜能“记跟进”" in talk.say(ADMIN, "李娜能不能用记跟进")
    assert talk.say(OTHER, "今天拜访了云图的吴总").startswith("✅ 云图")
    assert "赵敏能“团队" in talk.say(ADMIN, "/权限 赵敏 团队")
    assert "没有权限" not in talk.say(MANAGER, "团队")
    assert "不知道“飞碟xyz”" in talk.say(ADMIN, "/权限 李娜 飞碟xyz")


def test_the_list_of_roles(talk: Talk) -> None:
    told = talk.say(ADMIN, "角色列表").splitlines()
    assert told[0].startswith("销售（")
    assert [line.split("（")[0].split("：")[0] for line in told[:5]] == ["销售", "主管", "财务", "审计", "管理员"]
    assert "周建国" in told[4]
    assert told[3].endswith("什么都不能改。只问不写")
    assert len(told) <= 8


def test_more_is_allowed_the_higher_the_role(talk: Talk) -> None:
    catalogue = talk.conversation._catalogue

    def total(role: str) -> int:
        id = uuid7()
        return reach(catalogue, Speaker(workspace=id, id=id, name="", role=role, team_id=id))[0]

    assert total("auditor") < total("rep") < total("manager") < total("admin")
    assert reach(catalogue, Speaker(workspace=uuid7(), id=uuid7(), name="", role="admin", team_id=None))[1] == []


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("followup.log", "rep manager finance admin"),
        ("reminder.add", "rep manager finance admin"),
        ("task.assign", "rep manager finance admin"),
        ("import.show", "rep manager admin"),
        ("tag.create", "manager admin"),
        ("admin.digest.set", "manager admin"),
        ("team.dissolve", "admin"),
    ],
)
def test_what_roles_are_said_to_do_is_what_they_may(talk: Talk, name: str, roles: str) -> None:
    declared = talk.conversation._catalogue.by_name[name]
    assert set(roles.split()) == set(declared.roles)


def test_only_admins_ask_of_others(talk: Talk) -> None:
    for who in (REP, MANAGER):
        assert "没有权限" in talk.say(who, "权限 李娜")
    assert "没有权限" in talk.say(REP, "角色列表")
    assert talk.say(REP, "我的权限").startswith("你是陈晓明")


def test_english(talk: Talk) -> None:
    talk.say(ADMIN, "/lang en")
    assert talk.say(ADMIN, "/rights 李娜").startswith("李娜 · rep · 华东一组")
    assert "admin" in talk.say(ADMIN, "/roles")
