"""Renaming customers: the old name goes on being understood, and a name that is another's is asked about."""

import pytest

from tests.integration.commands.conftest import OTHER, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("云图改名云图科技", "云图科技"),
        ("云图改名叫云图科技", "云图科技"),
        ("把云图改成云图科技", "云图科技"),
        ("云图更名为杭州云图科技有限公司。", "杭州云图科技有限公司"),
        ("云图的名字改为“星图数据”", "星图数据"),
        ("/改名 云图 星图科技", "星图科技"),
        ("rename 云图 to Xingtu Data", "Xingtu Data"),
    ],
)
def test_a_customer_gets_another_name(talk: Talk, said: str, name: str) -> None:
    assert talk.say(REP, said).splitlines()[:2] == [f"✏️ 杭州云图数据有限公司 改名：{name}", "老名字还认得"]
    assert talk.say(REP, "看看云图").startswith(f"{name} · ")
    assert talk.say(REP, "看看杭州云图数据有限公司").startswith(f"{name} · ")
    assert talk.say(REP, f"看看{name}").startswith(f"{name} · ")


def test_undo_gives_the_old_name_back_and_forgets_the_new_one(talk: Talk) -> None:
    talk.say(REP, "云图改名叫星图科技")
    assert talk.say(REP, "撤销").startswith("↩️ 已撤销：改名")
    assert talk.say(REP, "看看云图").startswith("杭州云图数据有限公司 · ")
    assert "杭州云图" not in talk.say(REP, "看看星图科技")
    assert talk.say(REP, "恢复").startswith("↪️")
    assert talk.say(REP, "看看云图").startswith("星图科技 · ")


def test_a_name_that_another_customer_bears_is_asked_about(talk: Talk) -> None:
    said = talk.say(REP, "华星改名绿源")
    assert said.startswith("已经有一家合肥绿源食品有限公司了，没改。还是要改成这个名字吗？")
    assert talk.say(REP, "看看华星").startswith("苏州华星科技有限公司 · ")
    assert "苏州华星科技有限公司 改名：绿源" in talk.press(REP, "还是改")


@pytest.mark.parametrize("said", ["把云图改成下周三", "把云图改成绿源", "把云图改成A级", "/改名 云图"])
def test_what_is_no_name_renames_nobody(talk: Talk, said: str) -> None:
    assert "改名：" not in talk.say(REP, said)
    assert talk.say(REP, "看看云图").startswith("杭州云图数据有限公司 · ")


def test_a_colleagues_customer_is_not_renamed(talk: Talk) -> None:
    assert "改名：" not in talk.say(OTHER, "云图改名叫星图科技")
    assert talk.say(REP, "看看云图").startswith("杭州云图数据有限公司 · ")


def test_a_name_that_is_borne_already_is_said(talk: Talk) -> None:
    assert "没改" in talk.say(REP, "云图改名杭州云图数据有限公司")


@pytest.mark.parametrize("name", ["丙丁；戊己公司", "北京;天地科技有限公司"])
def test_a_name_with_a_semicolon_is_kept_and_found_whole(talk: Talk, name: str) -> None:
    talk.say(REP, f"新客户 “{name}”")
    assert talk.say(REP, "今天拜访了绿源").startswith("✅ 绿源")
    assert talk.say(REP, f"看看{name}").startswith(name)
    said = talk.say(REP, f"今天拜访了{name}，聊了报价；明天提醒我给{name}打电话")
    assert said.startswith(f"✅ {name} · 拜访")
    assert "⏰" in said


def test_a_semicolon_still_parts_commands(talk: Talk) -> None:
    said = talk.say(REP, "今天拜访了云图；明天提醒我给绿源打电话")
    assert said.splitlines()[0] == "✅ 云图 · 拜访 · 今天"
    assert said.splitlines()[1].startswith("⏰")
