"""Who am I, one person on several platforms, languages, help by role."""

import re

import pytest

from tests.integration.commands.conftest import ADMIN, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration


def test_who_am_i(talk: Talk) -> None:
    assert talk.say(REP, "我是谁").startswith("你是陈晓明（销售） · 华东一组")


def test_a_stranger_is_told_to_wait_and_nothing_else(talk: Talk) -> None:
    assert talk.say("陌生人", "今天拜访了云图的吴总") == "已告诉管理员，你说的我先收着，通过了就记上"
    assert talk.say("陌生人", "/客户 云图") == ""


def test_a_code_binds_once_and_only_in_private(talk: Talk) -> None:
    issued = talk.say(REP, "生成绑定码")
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", issued)
    assert code is not None
    assert "别发在群里" in talk.say("手机上的陈晓明", f"绑定 {code.group()}", group=True)
    assert "绑好了，你是陈晓明" in talk.say("手机上的陈晓明", f"绑定 {code.group()}")
    assert talk.say("手机上的陈晓明", "我是谁").startswith("你是陈晓明")
    assert "不对" in talk.say("另一个人", f"绑定 {code.group()}")


def test_the_code_is_shown_in_private_even_when_asked_in_a_group(talk: Talk) -> None:
    assert talk.say(REP, "/绑定码", group=True) == "发你私聊了"


def test_english_for_those_who_choose_it(talk: Talk) -> None:
    assert talk.say(REP, "/lang en").startswith("OK, I'll answer in English")
    assert [each.label for each in talk.said[-1].buttons] == ["Undo"]
    assert talk.say(REP, "/log 云图 called, wants samples").startswith("✅ 云图 · ")
    assert "Undone" in talk.say(REP, "/undo")
    assert "just say" in talk.say(REP, "/help")
    assert talk.say(REP, "/lang zh").startswith("好，以后用中文")
    assert [each.label for each in talk.said[-1].buttons] == ["撤销"]


def test_help_fits_a_phone_and_knows_topics(talk: Talk) -> None:
    answer = talk.say(REP, "帮助")
    assert len(answer.splitlines()) <= 8
    assert "提醒我" in talk.say(REP, "/帮助 提醒")
    assert "没找到“飞碟”" in talk.say(REP, "/帮助 飞碟")


@pytest.mark.parametrize(
    ("platform", "words"),
    [
        ("wecom", ("企业微信不告诉我", "撤回", "没@我")),
        ("feishu", ("飞书不告诉我谁改了消息", "没@我")),
        ("telegram", ("Telegram 不告诉我谁删了消息", "没@我")),
        ("terminal", ("都收得到",)),
    ],
)
def test_help_says_what_the_platform_does_not_bring(talk: Talk, platform: str, words: tuple[str, ...]) -> None:
    assert "帮助 平台" in talk.say(REP, "帮助")
    who, there = REP, talk
    if platform != talk.platform:
        who, there = "王芳", Talk(talk.database, now=talk.now, platform=platform)
        there.say(who, "你好", colleague=True)
    answer = there.say(who, "帮助 平台")
    assert all(word in answer for word in words), answer


def test_help_shows_what_the_role_may_do(talk: Talk) -> None:
    assert "建标签" not in talk.say(REP, "/帮助 建标签")
    assert "建标签" in talk.say(ADMIN, "/帮助 建标签")
