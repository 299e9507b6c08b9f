"""Who quotes speaks of what is quoted, whatever was said last."""

import pytest

from tests.integration.commands.conftest import MANAGER, OTHER, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration


def test_undo_takes_back_exactly_what_is_quoted(talk: Talk) -> None:
    talk.say(REP, "/跟进 云图 电话 要样品")
    first = talk.said[-1].id
    talk.say(REP, "/跟进 华星 电话 要报价")
    assert "已撤销：跟进" in talk.say(REP, "撤销", quote=first)
    assert "要样品" not in talk.say(REP, "看看云图")
    assert "要报价" in talk.say(REP, "看看华星")
    assert talk.say(REP, "撤销", quote=first) == "没有可以撤销的"
    assert "要报价" in talk.say(REP, "看看华星")


def test_a_correction_corrects_what_is_quoted(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进")
    first = talk.said[-1].id
    talk.say(REP, "今天拜访了华星的张总，下周五上午十点提醒我发合同")
    assert "11/25 周三→11/26 周四" in talk.say(REP, "改成下周四", quote=first)
    answer = talk.say(REP, "待办")
    assert "11/26 周四 10:00" in answer
    assert "11/27 周五 10:00" in answer


def test_another_customer_for_what_is_quoted(talk: Talk) -> None:
    talk.say(REP, "今天拜访了华星，聊了样品")
    first = talk.said[-1].id
    talk.say(REP, "/跟进 远航 电话 要报价")
    assert "华星→绿源" in talk.say(REP, "不是华星是绿源", quote=first)
    assert "聊了样品" in talk.say(REP, "看看绿源")


def test_words_without_a_customer_are_about_the_quoted_one(talk: Talk) -> None:
    talk.say(REP, "/跟进 云图 电话 要样品")
    first = talk.said[-1].id
    talk.say(REP, "/跟进 华星 电话 要报价")
    assert talk.say(REP, "他说下周再定", quote=first).startswith("✅ 云图")
    assert talk.say(REP, "再加一句：样品要两套", quote=first).startswith("✏️")
    assert "样品要两套" in talk.say(REP, "看看云图")
    assert "样品要两套" not in talk.say(REP, "看看华星")


def test_one_s_own_earlier_message_can_be_quoted(talk: Talk) -> None:
    talk.say(REP, "/跟进 云图 电话 要样品", id="mine")
    talk.say(REP, "/跟进 华星 电话 要报价")
    assert "已撤销" in talk.say(REP, "撤销", quote="mine")
    assert "要报价" in talk.say(REP, "看看华星")


def test_a_card_that_only_showed_gives_the_customer(talk: Talk) -> None:
    talk.say(REP, "看看云图")
    card = talk.said[-1].id
    talk.say(REP, "看看华星")
    assert talk.say(REP, "今天打了电话，他说再等等", quote=card).startswith("✅ 云图")
    assert talk.say(REP, "今天又打了电话，还在等").startswith("✅ 云图")


def test_a_reminder_that_came_by_itself_gives_the_customer(talk: Talk) -> None:
    talk.say(REP, "明天上午10点提醒我给云图发方案")
    talk.pass_time(days=1, hours=1)
    reminder = next(each.id for each in talk.said if "云图发方案" in each.lines[0])
    talk.say(REP, "看看华星")
    assert talk.say(REP, "今天打了电话，他说收到了", quote=reminder).startswith("✅ 云图")


def test_words_alone_are_known_again(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，聊了报价")
    quoted = "\n".join(talk.said[-1].lines)
    talk.say(REP, "/跟进 华星 电话 要报价")
    assert "已撤销" in talk.say(REP, "撤销", quoted=f"跟进：{quoted} [撤销]")
    assert "要报价" in talk.say(REP, "看看华星")


def test_words_that_are_none_of_ours_may_name_the_customer(talk: Talk) -> None:
    talk.say(REP, "看看华星")
    assert talk.say(REP, "今天打了电话，他说再等等", quoted="云图那边怎么样了").startswith("✅ 云图")


def test_what_a_colleague_did_is_not_undone_but_a_manager_may(talk: Talk) -> None:
    talk.say(REP, "/跟进 云图 电话 要样品", group=True)
    first = talk.said[-1].id
    talk.say(OTHER, "/跟进 山里货 电话 要报价", group=True)
    assert talk.say(OTHER, "撤销", group=True, quote=first) == "没有可以撤销的"
    assert "已撤销" in talk.say(MANAGER, "撤销", group=True, quote=first)
    assert "要报价" in talk.say(OTHER, "看看山里货")


def test_afterwards_the_conversation_goes_on_where_it_was(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，聊了报价")
    first = talk.said[-1].id
    talk.say(REP, "今天拜访了华星的张总，聊了样品")
    talk.say(REP, "收到", quote=first)
    assert "拜访→电话" in talk.say(REP, "不是拜访，是电话")
    assert "11/21 电话" in talk.say(REP, "看看华星")


def test_an_unknown_quote_changes_nothing(talk: Talk) -> None:
    talk.say(REP, "/跟进 华星 电话 要报价")
    assert talk.say(REP, "他说下周再定", quote="unknown").startswith("✅ 华星")
