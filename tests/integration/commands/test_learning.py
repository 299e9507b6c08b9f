"""What corrections teach: kept as proposals, decided by an admin, at work in the next message; and why."""

from __future__ import annotations

import pytest

from store import proposals
from tests.integration.commands.conftest import ADMIN, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration


def waiting(talk: Talk) -> list[tuple[str, str, int]]:
    rows = talk.database.read(lambda tx: proposals.in_state(tx, talk.workspace, "open", limit=20))
    return [(row.kind, row.said, row.count) for row in rows]


def test_another_way_of_saying_it_becomes_a_synonym_that_holds_at_once(talk: Talk) -> None:
    assert "要记到星辰医疗的跟进吗" in talk.say(REP, "星辰医疗跑单")
    assert "✅ 星辰医疗" in talk.say(REP, "星辰医疗拜访")
    assert waiting(talk) == [("synonym", "跑单", 1)]
    assert "“跑单”就是“拜访”" in talk.say(ADMIN, "学到的说法")
    assert "记住了" in talk.press(ADMIN, "采纳 1")
    assert waiting(talk) == []
    assert "✅ 星辰医疗 · 拜访" in talk.say(REP, "星辰医疗跑单")


def test_an_accepted_one_is_withdrawn_and_the_decision_undone(talk: Talk) -> None:
    talk.say(REP, "星辰医疗跑单")
    talk.say(REP, "星辰医疗拜访")
    talk.say(ADMIN, "采纳 1")
    assert "收回" in talk.say(ADMIN, "撤回说法 1")
    assert "要记到" in talk.say(REP, "星辰医疗跑单")
    talk.say(ADMIN, "撤销")
    assert "✅ 星辰医疗 · 拜访" in talk.say(REP, "星辰医疗跑单")


def test_a_rejected_one_is_not_proposed_again(talk: Talk) -> None:
    for _ in range(2):
        talk.say(REP, "星辰医疗跑单")
        talk.say(REP, "星辰医疗拜访")
        if waiting(talk):
            assert "不再提" in talk.say(ADMIN, "不采纳 1")
    assert waiting(talk) == []
    assert "还没有要定的" in talk.say(ADMIN, "学到的说法")


def test_a_customer_put_right_proposes_an_alias(talk: Talk) -> None:
    talk.say(REP, "新客户 华兴贸易有限公司")
    talk.say(REP, "今天拜访了华星，聊了报价")
    assert "已改" in talk.say(REP, "不是华星，是华兴贸易")
    kinds = waiting(talk)
    assert [(kind, said) for kind, said, _ in kinds] in ([("alias", "华星")], [])


def test_only_admins_decide(talk: Talk) -> None:
    talk.say(REP, "星辰医疗跑单")
    talk.say(REP, "星辰医疗拜访")
    talk.say(REP, "采纳 1")
    assert waiting(talk) == [("synonym", "跑单", 1)]


def test_an_answer_to_the_bot_teaches_nothing(talk: Talk) -> None:
    talk.say(REP, "阿巴阿巴阿巴")
    talk.say(REP, "不用了")
    talk.say(REP, "阿巴阿巴阿巴")
    talk.say(REP, "帮助")
    assert waiting(talk) == []


def test_numbers_never_become_proposals(talk: Talk) -> None:
    talk.say(REP, "星辰医疗 13800001111 跑单")
    talk.say(REP, "星辰医疗 13800001111 拜访")
    assert waiting(talk) == []


def test_why_tells_how_the_last_message_was_read(talk: Talk) -> None:
    talk.say(ADMIN, "今天拜访了星辰医疗，聊了报价")
    told = talk.say(ADMIN, "为什么")
    assert "客户 星辰医疗" in told
    assert "→ 记跟进" in told
    assert "当时做了：" in told


def test_why_tells_of_a_sentence_that_no_phrase_fits(talk: Talk) -> None:
    assert "照别人这么说时的意思读的" in talk.say(ADMIN, "/为什么 统一给星辰医疗安排重点客户")
    assert "照别人这么说时的意思读的" not in talk.say(ADMIN, "/为什么 给星辰医疗打上重点客户")


def test_why_of_a_sentence_and_for_admins_only(talk: Talk) -> None:
    told = talk.say(ADMIN, "/为什么 明天上午十点提醒我给星辰医疗寄样品")
    assert "→ 设提醒" in told
    assert "时间 明天上午十点" in told
    assert "管理员" in talk.say(REP, "/为什么 今天拜访了云图")
