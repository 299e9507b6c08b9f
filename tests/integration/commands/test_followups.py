"""Follow-ups through the whole of commands: filed, answered, corrected, listed."""

from datetime import datetime

import pytest

from store import followups, names, reminders
from store.database import Tx
from store.followups import FollowUpRow
from tests.integration.commands.conftest import MANAGER, OTHER, REP
from tests.talk import SHANGHAI, Talk

pytestmark = pytest.mark.integration

FIRST = "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进"


def last(talk: Talk, customer: str) -> FollowUpRow:
    """The latest follow-up of a customer."""

    def read(tx: Tx) -> FollowUpRow:
        [id] = {row.row_id for row in names.found(tx, talk.workspace, [customer]) if row.kind in ("customer", "alias")}
        return followups.of_customer(tx, talk.workspace, id, limit=1)[0]

    return talk.database.read(read)


def words(talk: Talk, row: FollowUpRow) -> str:
    """The note as it was said."""
    return talk.database.read(lambda tx: tx.secrets.unseal_words(talk.workspace, row.note or "", mask=False))


@pytest.mark.parametrize("correction", ["不是周三是周四", "不是周三，是周四", "不是星期三而是星期四"])
def test_a_weekday_put_right_stays_in_its_week(talk: Talk, correction: str) -> None:
    """Said on a Wednesday: the Thursday of that week is not meant, which would be tomorrow."""
    talk.move_to(datetime(2026, 11, 25, 16, 40, tzinfo=SHANGHAI))
    assert "12月2日 周三 10:00" in talk.say(REP, "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进")
    assert "12/2 周三→12/3 周四" in talk.say(REP, correction)


def test_the_first_sentence_is_filed_answered_and_reminded(talk: Talk) -> None:
    answer = talk.say(REP, FIRST)
    assert answer.splitlines()[0] == "✅ 云图 · 拜访吴昊 · 今天"
    assert "⏰ 11月25日 周三 10:00 提醒你" in answer
    assert "[撤销] [改一下] [看客户]" in answer
    row = last(talk, "云图")
    assert (row.method, row.at_said, row.contact_name) == ("visit", "今天", "吴昊")
    assert "聊了报价" in words(talk, row)
    assert "该跟云图" in talk.move_to(talk.now.replace(day=25, hour=10))


def test_the_note_is_kept_verbatim(talk: Talk) -> None:
    said = "剛跟云图吳總通完電話，他说「再等等」😂 <b>ok</b>"
    talk.say(REP, said)
    assert words(talk, last(talk, "云图")) in said


def test_a_dated_next_step_makes_the_reminder_and_says_so(talk: Talk) -> None:
    answer = talk.say(REP, "今天电话聊了云图，吴总说可以，下周二下午3点去演示")
    assert "⏰ 下一步 11月24日 周二 15:00，提前30分钟提醒你" in answer
    assert "云图" in talk.move_to(talk.now.replace(day=24, hour=14, minute=30))


def test_a_next_step_without_a_clock_time_joins_the_morning_list(talk: Talk) -> None:
    assert "当天9点提醒你" in talk.say(REP, "/跟进 云图 电话 吴总要样品，下周二寄过去")
    morning = talk.move_to(talk.now.replace(day=24, hour=9))
    assert "早！" in morning
    assert "云图" in morning


def test_a_correction_is_one_act_and_undone_as_one(talk: Talk) -> None:
    talk.say(REP, FIRST)
    before = last(talk, "云图")
    assert "已改：11/25 周三→11/26 周四" in talk.say(REP, "不是周三，是周四")
    talk.press(REP, "撤销")
    assert last(talk, "云图").id == before.id
    assert "该跟云图" in talk.move_to(talk.now.replace(day=25, hour=10))


def test_an_unknown_customer_is_made_with_the_follow_up(talk: Talk) -> None:
    answer = talk.say(REP, "今天拜访了厦门海沧智能装备有限公司的孙总，做非标设备的")
    assert answer.startswith("🆕 新客户 厦门海沧智能装备有限公司")
    assert "换一家" in answer
    talk.say(REP, "撤销")
    assert "没有" in talk.say(REP, "/客户 厦门海沧智能装备")


def test_a_colleagues_customer_can_be_logged_but_not_read(talk: Talk) -> None:
    assert talk.say(OTHER, "/跟进 云图 电话 吴总问我要样品").startswith("✅ 云图")
    card = talk.say(OTHER, "/客户 云图")
    assert "陈晓明的客户" in card
    assert "样品" not in card
    assert "样品" in talk.say(MANAGER, "/客户 云图")


def test_history_is_listed_and_paged(talk: Talk) -> None:
    for i in range(8):
        talk.say(REP, f"/跟进 云图 电话 第{i}次沟通")
    page = talk.say(REP, "/记录 云图")
    assert "第7次沟通" in page
    assert "第0次沟通" not in page
    assert "第0次沟通" in talk.press(REP, "看更多")


def test_editing_by_number(talk: Talk) -> None:
    talk.say(REP, "/跟进 云图 电话 报价十万")
    number = last(talk, "云图").number
    assert f"跟进 {number}" in talk.say(REP, f"/改跟进 {number} 报价二十万")
    assert words(talk, last(talk, "云图")) == "报价二十万"
    assert "没有编号 99999" in talk.say(REP, "/改跟进 99999 什么")


def test_the_button_change_explains_how(talk: Talk) -> None:
    talk.say(REP, "/跟进 云图 电话 报价十万")
    assert "哪里不对" in talk.press(REP, "改一下")


def test_a_reminder_follows_its_follow_up_through_undo(talk: Talk) -> None:
    talk.say(REP, FIRST)
    talk.say(REP, "撤销")
    assert "该跟云图吴昊了（跟进" not in talk.move_to(talk.now.replace(day=25, hour=10))
    assert not talk.database.read(lambda tx: reminders.by_number(tx, talk.workspace, 11))
