"""Edits amend what a message filed, recalls take it back; nobody changes what another one said."""

import pytest

from store import inbox
from store.database import Tx
from tests.integration.commands.conftest import OTHER, REP, THIRD
from tests.talk import Talk

pytestmark = pytest.mark.integration

VISIT = "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进"


def follow_ups(talk: Talk) -> int:
    """How many there are."""
    found: int = talk.database.read(
        lambda tx: tx.connection.exec_driver_sql("SELECT count(*) FROM follow_up").scalar_one()
    )
    return found


def kept(talk: Talk, id: str) -> list[bytes]:
    """What is stored of a message and its edits."""

    def read(tx: Tx) -> list[bytes]:
        chat = talk.chat(REP, group=False).id
        rows = inbox.of_message(tx, platform=talk.platform, app=talk.platform, chat=chat, message_id=id)
        return [row.payload for row in rows]

    return talk.database.read(read)


def test_other_words_of_the_same_meaning_change_the_note_alone(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，聊了报价", id="a")
    before = follow_ups(talk)
    assert talk.edit(REP, "a", "今天拜访了云图的吴总，聊了新报价").startswith("✏️ 原话已改好")
    assert "聊了新报价" in talk.say(REP, "看看云图")
    assert follow_ups(talk) == before
    talk.say(REP, "撤销")
    assert "聊了报价\n" in talk.say(REP, "看看云图")


def test_another_time_is_one_act_of_taking_back_and_filing(talk: Talk) -> None:
    talk.say(REP, VISIT, id="a")
    before = follow_ups(talk)
    answer = talk.edit(REP, "a", VISIT.replace("下周三", "下周四"))
    assert answer.startswith("✏️ 已改")
    assert "⏰ 11月26日 周四 10:00 提醒你" in answer
    assert follow_ups(talk) == before
    talk.say(REP, "撤销")
    assert "11/25 周三 10:00" in talk.say(REP, "待办")


def test_an_edit_of_an_edit_amends_what_stands_now(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总", id="a")
    before = follow_ups(talk)
    assert "云图→华星" in talk.edit(REP, "a", "今天拜访了华星的张总")
    assert "华星→远航" in talk.edit(REP, "a", "今天拜访了远航的郑总")
    assert follow_ups(talk) == before
    assert "今天拜访" not in talk.say(REP, "看看云图") + talk.say(REP, "看看华星")


def test_what_was_corrected_in_words_can_still_be_edited(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总", id="a")
    before = follow_ups(talk)
    talk.say(REP, "不是拜访，是电话")
    assert "电话→" in talk.edit(REP, "a", "今天请云图的吴总吃了饭")
    assert follow_ups(talk) == before


def test_something_else_altogether_takes_its_place(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总", id="a")
    before = follow_ups(talk)
    answer = talk.edit(REP, "a", "明天上午10点提醒我给华星发方案")
    assert "✏️ 按你改的话重新记了" in answer
    assert "⏰" in answer
    assert follow_ups(talk) == before - 1


def test_words_that_are_not_understood_keep_what_was_filed(talk: Talk) -> None:
    talk.say(REP, "明天上午10点提醒我给华星发方案", id="a")
    assert "原来记的没动" in talk.edit(REP, "a", "嗡嗡嗡一二三")
    assert "发方案" in talk.say(REP, "待办")


def test_an_open_question_goes_by_the_new_words(talk: Talk) -> None:
    assert "是哪家" in talk.say(THIRD, "昨天拜访了宏远，聊了样品", id="a")
    assert talk.edit(THIRD, "a", "昨天拜访了宏远彩印，聊了样品").startswith("✅ 宏远彩印")
    assert talk.say(THIRD, "草稿") == "没有草稿"


def test_what_was_not_understood_can_be_put_right_by_an_edit(talk: Talk) -> None:
    assert "没看懂" in talk.say(REP, "嗡嗡嗡一二三", id="a")
    assert talk.edit(REP, "a", "今天拜访了云图的吴总").startswith("✅ 云图")


def test_the_day_is_the_day_on_which_it_was_said_first(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总", id="a")
    talk.pass_time(days=1)
    assert "原话已改好" in talk.edit(REP, "a", "今天拜访了云图的吴总，聊了价格")
    assert "11/21 拜访 今天拜访了云图的吴总，聊了价格" in talk.say(REP, "看看云图")


def test_files_stay_with_what_was_edited(talk: Talk) -> None:
    talk.attach(REP, b"one", text="今天拜访了云图的吴总", id="a")
    talk.attach(REP, b"two")
    assert "📎 2张" in talk.edit(REP, "a", "今天给云图的吴总打了电话")
    assert "📎2" in talk.say(REP, "看看云图")
    talk.say(REP, "撤销")
    assert "📎2" in talk.say(REP, "看看云图")


def test_an_unknown_message_edited_in_private_is_a_new_one_in_a_group_nothing(talk: Talk) -> None:
    talk.say(REP, "大家好", group=True)
    before = follow_ups(talk)
    assert talk.edit(REP, "never", "今天拜访了云图的吴总", group=True) == ""
    assert follow_ups(talk) == before
    assert talk.edit(REP, "never", "今天拜访了云图的吴总").startswith("✅ 云图")


def test_somebody_else_changes_and_recalls_nothing(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总", id="a", group=True)
    before = follow_ups(talk)
    assert talk.edit(OTHER, "a", "今天拜访了华星", group=True) == ""
    assert talk.recall(OTHER, "a", group=True) == ""
    assert follow_ups(talk) == before


def test_a_recall_takes_back_what_was_filed_and_can_be_taken_back(talk: Talk) -> None:
    talk.say(REP, VISIT, id="a")
    before = follow_ups(talk)
    answer = talk.recall(REP, "a")
    assert answer == "↩️ 你撤回了消息，云图的跟进、提醒也撤了\n[恢复]"
    assert follow_ups(talk) == before - 1
    trace = "SELECT count(*) FROM execution WHERE name = 'message.recall'"
    assert talk.database.read(lambda tx: tx.connection.exec_driver_sql(trace).scalar_one()) == 1
    assert all("报价".encode() not in payload for payload in kept(talk, "a"))
    talk.press(REP, "恢复")
    assert follow_ups(talk) == before
    assert "聊了报价" in talk.say(REP, "看看云图")


def test_a_platform_that_does_not_say_who_recalled_is_believed(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总", id="a")
    assert "云图的跟进也撤了" in talk.recall(REP, "a", by="")


def test_a_recall_takes_files_back_that_came_after(talk: Talk) -> None:
    talk.attach(REP, b"one", text="今天拜访了云图的吴总", id="a")
    talk.attach(REP, b"two", id="b")
    assert "附件也撤了" in talk.recall(REP, "b")
    assert "📎1" in talk.say(REP, "看看云图")
    talk.edit(REP, "a", "今天给云图的吴总打了电话")
    assert "云图的跟进、附件也撤了" in talk.recall(REP, "a")
    assert "📎" not in talk.say(REP, "看看云图")
    talk.say(REP, "恢复")
    assert "📎1" in talk.say(REP, "看看云图")


def test_a_recalled_correction_brings_the_old_back(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总", id="a")
    talk.say(REP, "不是拜访，是电话", id="b")
    talk.recall(REP, "b")
    assert "11/21 拜访" in talk.say(REP, "看看云图")


def test_the_words_of_an_open_question_are_forgotten(talk: Talk) -> None:
    assert "是哪家" in talk.say(THIRD, "昨天拜访了宏远，聊了样品", id="a")
    assert talk.recall(THIRD, "a") == ""
    assert talk.say(THIRD, "草稿") == "没有草稿"


def test_waiting_pictures_are_forgotten_one_by_one(talk: Talk) -> None:
    talk.attach(REP, b"one", id="a", hold=True)
    talk.attach(REP, b"two", id="b")
    assert talk.recall(REP, "a") == ""
    assert "📎 1张" in talk.say(REP, "华星")
    talk.attach(OTHER, b"three", id="c")
    talk.recall(OTHER, "c")
    assert talk.say(OTHER, "草稿") == "没有草稿"


def test_a_recall_of_what_was_never_heard_does_nothing(talk: Talk) -> None:
    assert talk.recall(REP, "never") == ""
