"""撤销: what the last message did, a part of it, a numbered record; what stands in the way is named."""

import pytest

from tests.integration.commands.conftest import MANAGER, OTHER, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration

BOTH = "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进"


def test_undo_takes_back_all_that_the_last_message_did_and_redo_brings_it_back(talk: Talk) -> None:
    before = talk.say(REP, "看看云图"), talk.say(REP, "待办")
    talk.say(REP, BOTH)
    after = talk.say(REP, "看看云图")
    assert after != before[0]
    assert "已撤销：跟进、提醒" in talk.say(REP, "撤销")
    assert (talk.say(REP, "看看云图"), talk.say(REP, "待办")) == before
    assert "已恢复" in talk.say(REP, "恢复")
    assert talk.say(REP, "看看云图") == after


def test_a_part_can_be_undone(talk: Talk) -> None:
    talk.say(REP, BOTH)
    assert talk.say(REP, "撤销提醒").startswith("↩️ 已撤销：提醒")
    assert "聊了报价" in talk.say(REP, "看看云图")


def test_undo_by_number(talk: Talk) -> None:
    talk.say(REP, BOTH)
    number = talk.said[-1].undo
    assert number is not None
    talk.say(REP, "/跟进 华星 电话 报价")
    assert "你没有编号" in talk.say(OTHER, f"撤销 {number}")
    assert "已撤销：跟进、提醒" in talk.say(REP, f"撤销 {number}")
    assert "已经撤销过了" in talk.say(REP, f"撤销 {number}")


def test_a_later_edit_in_the_way_is_named(talk: Talk) -> None:
    talk.say(REP, "云图改B级")
    number = talk.said[-1].undo
    talk.say(MANAGER, "云图改C级")
    answer = talk.say(REP, f"撤销 {number}")
    assert "赵敏" in answer
    assert "改客户" in answer
    assert "C级" in talk.say(REP, "看看云图")


def test_a_customer_made_by_a_message_stays_while_others_lean_on_it(talk: Talk) -> None:
    talk.say(REP, "今天拜访了厦门海沧智能装备有限公司的孙总，做非标设备的")
    number = talk.said[-1].undo
    talk.say(REP, "/跟进 厦门海沧智能装备有限公司 电话 要样机")
    assert "撤" in talk.say(REP, f"撤销 {number}")
    assert "要样机" in talk.say(REP, "看看厦门海沧智能装备有限公司")


def test_nothing_to_undo(talk: Talk) -> None:
    assert talk.say(OTHER, "撤销") == "没有可以撤销的"
    assert talk.say(OTHER, "恢复") == "没有可以恢复的"


def test_a_fired_reminder_stays_fired_and_only_people_are_undone(talk: Talk) -> None:
    talk.say(REP, "提醒我今天下午3点给张总回电")
    talk.pass_time(hours=6)
    talk.say(REP, "/跟进 云图 电话 报价")
    assert "已撤销：跟进" in talk.say(REP, "撤销")
    assert "给张总回电" in talk.say(REP, "待办")
