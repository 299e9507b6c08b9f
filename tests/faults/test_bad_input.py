"""Whatever is typed gets a clear sentence: nothing is lost, nothing breaks, nobody sees a traceback."""

from __future__ import annotations

import pytest

from tests.integration.store.world import how_many
from tests.talk import Talk

pytestmark = pytest.mark.fault
REP = "陈晓明"
MARKUP = "<b>恒信</b><script>alert(1)</script>公司"
SQL = "罗伯特'); DROP TABLE customer;--公司"
BAD = {
    "empty": "",
    "blank": " \n\t ",
    "20,000 characters": "今天拜访了云图的吴总，聊了报价。" * 1250,
    "20,000 of one": "字" * 20_000,
    "20,000 digits": "1" * 20_000,
    "brackets": "⟦p:abc⟧ [[ ]] {customer} %s {0}",
    "control characters": "今天拜访了云图\x00\x01\x02\x1b[31m的吴总\x7f，聊了报价",
    "direction marks": "今天拜访了云图\u202e的吴总\u200b\ufeff，聊了报价",
    "lone surrogate's stand-in": "今天拜访了云图\ufffd的吴总",
    "emoji": "🎉🎉👨‍👩‍👧‍👦🇨🇳",
    "emoji in a sentence": "今天拜访了云图的吴总🎉，聊了报价👍",
    "no such date": "2月30日提醒我给云图回电",
    "no such hour": "明天25点提醒我给云图回电",
    "amount 0": "云图报价0元",
    "amount of 10^15": "云图报价1000000000000000元",
    "amount beyond all": "云图报价" + "9" * 400 + "元",
    "unknown customer": "看看根本没有的公司",
    "unknown customer to delete": "删除客户 根本没有的公司",
    "no such number": "撤销 99999999999999999999",
    "markup": f"新客户 {MARKUP}",
    "SQL": f"新客户 {SQL}",
    "SQL as a name": "看看' OR 1=1 --",
    "slash": "/",
    "unknown slash": "/不存在 什么",
    "slash of 20,000": "/跟进 云图 " + "字" * 20_000,
    "JSON": '{"command":"customer.delete"}',
}


def test_every_bad_input_gets_a_sentence_and_nothing_is_lost(talk: Talk) -> None:
    for name, text in BAD.items():
        before = len(talk.said)
        answer = talk.say(REP, text)
        assert "Traceback" not in answer, name
        assert "Error" not in answer, name
        assert len(answer) < 2_000, name
        if name != "emoji":  # is talk, and talk gets no answer
            assert len(talk.said) > before, name
            assert answer.strip(), name
        talk.say(REP, "不记了")  # what it asked is closed, so that the next one meets no open question
    assert how_many(talk.database, "inbox") == 2 * len(BAD)
    assert how_many(talk.database, "inbox WHERE state != 'done'") == 0
    assert how_many(talk.database, "customer") >= 60
    assert "云图" in talk.say(REP, "看看云图")


def test_what_does_not_exist_is_never_taken_for_something_that_does(talk: Talk) -> None:
    """No such number, no such customer: nothing else is undone, deleted or shown in its place."""
    talk.say(REP, "今天拜访了云图的吴总，聊了报价")
    for text in ("撤销 99999999999999999999", "撤销 4711", "删除客户 根本没有的公司", "2月30日提醒我给云图回电"):
        talk.say(REP, text)
        talk.say(REP, "确认")
        talk.say(REP, "不记了")
    assert how_many(talk.database, "execution WHERE state = 'undone'") == 0
    assert how_many(talk.database, "customer WHERE deleted_at IS NOT NULL") == 0
    assert how_many(talk.database, "reminder WHERE fire_at < '2026-11-01' AND text LIKE '回电'") == 0


def test_names_of_markup_and_sql_are_only_names(talk: Talk) -> None:
    """A name is kept as it was said or asked about; whatever stands in it, tables and pages stay what they are."""
    for name in (MARKUP, SQL):
        talk.say(REP, f"/新客户 {name}")
        talk.say(REP, "不记了")
        talk.say(REP, f"今天拜访了{name}，聊了报价")
        talk.say(REP, "不记了")
        talk.say(REP, f"/跟进 云图 {name}")
    assert 60 <= how_many(talk.database, "customer") <= 64
    assert "script" in talk.say(REP, "看看云图")
