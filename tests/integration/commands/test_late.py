"""Late messages: filed by their sending time, summed up in one answer; what time has overtaken is asked about."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from commands.message import Message, Person, plain_text
from store import letters
from store.database import Tx
from tests.integration.commands.conftest import REP, THIRD
from tests.talk import Talk

pytestmark = pytest.mark.integration


def bring(talk: Talk, *said: str, ago: float = 25, apart: float = 1, group: bool = False, who: str = REP) -> None:
    """Messages sent so many minutes ago, one every so many, come in together and are handled."""
    for i, text in enumerate(said):
        accept(talk, who, text, talk.now - timedelta(minutes=ago - apart * i), group=group)
    for _ in said:
        talk.work()


def accept(talk: Talk, who: str, text: str, at: datetime, *, group: bool = False) -> None:
    chat = talk.chat(who, group=group)
    message = Message(
        key=f"{text}{at}", chat=chat, sender=Person(id=who, name=who), text=text, sent_at=at, received_at=talk.now
    )
    talk.store(message)


def press(talk: Talk, who: str, label: str, *, ago: float = 20) -> None:
    """The last shown button of this label, pressed so many minutes ago."""
    shown = [each for letter in reversed(talk.said) for each in (*letter.choices, *letter.buttons)]
    action = next(each.action for each in shown if each.label == label)
    at = talk.now - timedelta(minutes=ago)
    late(talk, who, at, kind="action", key=f"{action}{at}", press=action)


def late(talk: Talk, who: str, at: datetime, **more: Any) -> None:
    """Anything that somebody did then and that comes only now."""
    chat = talk.chat(who, group=False)
    talk.store(Message(chat=chat, sender=Person(id=who, name=who), sent_at=at, received_at=talk.now, **more))
    talk.work()


def answers(talk: Talk) -> list[str]:
    """What is sent once nothing more is waited for."""

    def let_go(tx: Tx) -> None:
        tx.connection.execute(sa.text("UPDATE outbox SET ready_at = created_at WHERE state = 'waiting'"))

    talk.database.write(let_go).result()
    found = []
    while letters := talk._sent():
        found += letters
    return [plain_text(each) for each in found]


def count(talk: Talk, sql: str) -> int:
    def work(tx: Tx) -> int:
        found: int = tx.connection.execute(sa.text(sql)).scalar_one()
        return found

    return talk.database.read(work)


FOLLOW_UPS = "SELECT count(*) FROM follow_up WHERE voided_at IS NULL AND note LIKE '%晚到%'"


def test_one_late_message_is_filed_by_its_time(talk: Talk) -> None:
    bring(talk, "刚拜访了云图的吴总，晚到")
    [said] = answers(talk)
    assert said.splitlines()[0].startswith("✅ 云图 · 拜访吴昊")
    assert "🕐 按09:35说的时间记" in said
    assert "[撤销]" in said

    def at(tx: Tx) -> str:
        newest = sa.text("SELECT at FROM follow_up ORDER BY id DESC LIMIT 1").columns(at=sa.DateTime(timezone=True))
        return str(tx.connection.execute(newest).scalar_one())

    assert talk.database.read(at)[:16] in ("2026-11-21 01:35", "2026-11-21 09:35")


def test_two_minutes_are_not_late(talk: Talk) -> None:
    bring(talk, "刚拜访了云图的吴总，晚到", ago=2)
    [said] = answers(talk)
    assert "🕐" not in said


def test_several_get_one_answer_and_one_way_back(talk: Talk) -> None:
    before = count(talk, "SELECT count(*) FROM execution WHERE number IS NOT NULL")
    bring(talk, "今天拜访了云图的吴总，晚到", "今天给绿源打了电话，晚到", "明天上午10点提醒我给云图发方案")
    [said] = answers(talk)
    lines = said.splitlines()
    assert lines[0] == "✅ 补记了3条："
    assert lines[1].startswith("云图 · 拜访吴昊")
    assert lines[2].startswith("绿源 · 电话")
    assert lines[3].startswith("⏰ 11月22日 周日 10:00")
    assert lines[4:] == ["[撤销]"]
    assert count(talk, FOLLOW_UPS) == 2
    assert talk.press(REP, "撤销").startswith("↩️ 已撤销：跟进、提醒")
    assert count(talk, FOLLOW_UPS) == 0
    assert count(talk, "SELECT count(*) FROM execution WHERE number IS NOT NULL") > before


def test_the_word_takes_all_of_them_back_too(talk: Talk) -> None:
    bring(talk, "今天拜访了云图的吴总，晚到", "今天给绿源打了电话，晚到")
    answers(talk)
    assert talk.say(REP, "撤销").startswith("↩️ 已撤销：跟进")
    assert count(talk, FOLLOW_UPS) == 0


def test_in_a_group_the_sum_is_one_line(talk: Talk) -> None:
    bring(talk, *(f"今天拜访了云图的吴总，晚到{i}" for i in range(5)), group=True)
    [said] = answers(talk)
    assert said.splitlines()[0].startswith("✅ 补记了5条：云图 · 拜访吴昊")
    assert said.splitlines()[0].endswith("等")
    assert len(said.splitlines()) == 2


def test_what_is_said_in_time_comes_after_the_sum(talk: Talk) -> None:
    bring(talk, "今天拜访了云图的吴总，晚到", "今天给绿源打了电话，晚到")
    talk.work()
    chat = talk.say(REP, "今天拜访了绿源，准时")
    assert chat.splitlines()[0] == "✅ 补记了2条："
    assert chat.index("补记了2条") < chat.index("✅ 绿源 · 拜访")


def test_another_day_is_named(talk: Talk) -> None:
    bring(talk, "今天拜访了云图的吴总，晚到", "今天给绿源打了电话，晚到", ago=24 * 60)
    [said] = answers(talk)
    assert said.splitlines()[1].startswith("11/20 周五说的 云图")


def test_a_reminder_that_has_passed_is_asked_about(talk: Talk) -> None:
    before = count(talk, "SELECT count(*) FROM reminder")
    bring(talk, "15分钟后提醒我给云图的吴总回电话")
    [said] = answers(talk)
    assert said.startswith("那个提醒已经过了：11/21 周六 09:50")
    assert said.splitlines()[0].endswith("，要改到什么时候？")
    assert count(talk, "SELECT count(*) FROM reminder") == before
    assert "11月21日 周六 15:00" in talk.say(REP, "下午3点")


def test_the_follow_up_is_filed_and_its_passed_next_step_asked_about(talk: Talk) -> None:
    bring(talk, "拜访了云图的吴总，晚到，约好9点半发方案", ago=60)
    [said] = answers(talk)
    assert said.splitlines()[0].startswith("✅ 云图 · 拜访吴昊")
    assert "那个提醒已经过了：11/21 周六 09:30" in said
    assert count(talk, FOLLOW_UPS) == 1
    assert "⏰" in talk.say(REP, "下午3点")


def test_a_reminder_still_ahead_is_set(talk: Talk) -> None:
    bring(talk, "2小时后提醒我给云图的吴总回电话")
    [said] = answers(talk)
    assert "⏰ 11月21日 周六 11:35" in said


def test_a_late_undo_is_asked_about_and_keeps_to_what_it_meant(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，晚到")
    talk.now += timedelta(minutes=30)
    bring(talk, "撤销")
    [said] = answers(talk)
    assert said == "这条是10:05说的，现在还要撤销吗？\n[要] [不用]"
    assert count(talk, FOLLOW_UPS) == 1
    assert talk.press(REP, "要").startswith("↩️ 已撤销：跟进")
    assert count(talk, FOLLOW_UPS) == 0


def test_a_late_undo_can_be_let_be(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，晚到")
    talk.now += timedelta(minutes=30)
    bring(talk, "撤销")
    answers(talk)
    talk.press(REP, "不用")
    assert count(talk, FOLLOW_UPS) == 1
    assert talk.say(REP, "草稿") == "没有草稿"


def test_a_late_choice_is_asked_about(talk: Talk) -> None:
    assert "是哪家" in talk.say(THIRD, "今天见了宏远的人，晚到")
    talk.now += timedelta(minutes=10)
    bring(talk, "1", ago=5, who=THIRD)
    [said] = answers(talk)
    assert said == "“1”是10:05说的，现在还要这样选吗？\n[要] [不用]"
    assert count(talk, FOLLOW_UPS) == 0
    assert talk.press(THIRD, "要").startswith("✅ 宏远")
    assert count(talk, FOLLOW_UPS) == 1


def test_a_late_question_is_answered_as_ever(talk: Talk) -> None:
    bring(talk, "查一下云图")
    [said] = answers(talk)
    assert said.startswith("杭州云图数据有限公司")


def test_letters_wait_only_for_late_messages(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总")
    bring(talk, "今天拜访了绿源，晚到")
    assert talk._sent() == []
    held = talk.database.read(lambda tx: letters.next_ready(tx, platform=talk.platform, app=talk.platform))
    assert held is not None


def test_a_late_press_of_undo_is_asked_about(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，晚到")
    talk.now += timedelta(minutes=30)
    talk.say(REP, "今天给绿源打了电话")
    talk.said.reverse()
    press(talk, REP, "撤销")
    [said] = answers(talk)
    assert said == "这是10:10点的，现在还要撤销吗？\n[要] [不用]"
    assert count(talk, FOLLOW_UPS) == 1
    assert talk.press(REP, "要").startswith("↩️ 已撤销：跟进")
    assert count(talk, FOLLOW_UPS) == 0
    assert "绿源" in talk.say(REP, "今天拜访了绿源，准时")


def test_a_late_press_of_what_is_undone_already_says_so(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，晚到")
    card = talk.said[-1]
    talk.say(REP, "撤销")
    talk.now += timedelta(minutes=30)
    talk.said.append(card)
    press(talk, REP, "撤销")
    [said] = answers(talk)
    assert "现在还要" not in said
    assert "撤销" in said


def test_a_late_press_of_a_choice_is_asked_about(talk: Talk) -> None:
    talk.say(THIRD, "今天见了宏远的人，晚到")
    label = talk.said[-1].choices[0].label
    talk.now += timedelta(minutes=10)
    press(talk, THIRD, label, ago=5)
    [said] = answers(talk)
    assert said == "这是10:05点的，现在还要这样选吗？\n[要] [不用]"
    assert count(talk, FOLLOW_UPS) == 0
    assert talk.press(THIRD, "要").startswith("✅ 宏远")
    assert count(talk, FOLLOW_UPS) == 1


def test_a_late_press_of_a_confirmation_is_asked_about(talk: Talk) -> None:
    talk.say(REP, "删除客户 云图")
    talk.now += timedelta(minutes=10)
    press(talk, REP, "放进回收站", ago=5)
    [said] = answers(talk)
    assert said.startswith("这是10:05点的，现在还要这样选吗？")
    assert talk.press(REP, "不用")
    assert "不在回收站" in talk.say(REP, "恢复客户 云图")


def test_a_late_press_that_does_no_harm_is_carried_out(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，晚到")
    talk.now += timedelta(minutes=30)
    press(talk, REP, "看客户")
    [said] = answers(talk)
    assert said.startswith("杭州云图数据有限公司")


def test_a_late_edit_amends_and_counts(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，晚到", id="p1")
    talk.now += timedelta(minutes=30)
    accept(talk, REP, "今天给绿源打了电话，晚到", talk.now - timedelta(minutes=25))
    talk.work()
    at = talk.now - timedelta(minutes=24)
    late(talk, REP, at, kind="edit", key="e1", id="p1", target="p1", text="今天电话联系了云图的吴总，晚到")
    [said] = answers(talk)
    lines = said.splitlines()
    assert lines[0] == "✅ 补记了2条："
    assert lines[1].startswith("绿源 · 电话")
    assert "已改：" in lines[2]
    assert "云图" in lines[2]
    assert lines[3:] == ["[撤销]"]
    assert count(talk, FOLLOW_UPS) == 2
    assert talk.press(REP, "撤销").startswith("↩️ 已撤销")
    assert count(talk, FOLLOW_UPS + " AND method = 'call'") == 0


def test_an_edit_made_just_now_of_what_was_said_long_ago_is_not_late(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，晚到", id="p1")
    talk.now += timedelta(minutes=30)
    said = talk.edit(REP, "p1", "今天电话联系了云图的吴总，晚到")
    assert "已改：" in said
    assert "🕐" not in said


def test_late_files_are_filed_with_their_burst_and_counted(talk: Talk) -> None:
    at = talk.now - timedelta(minutes=25)
    accept(talk, REP, "今天给绿源打了电话，晚到", at)
    words = "今天拜访了云图的吴总，晚到"
    pictures = [talk.picture(bytes([i]) * 9) for i in range(3)]
    for i, picture in enumerate(pictures):
        sent_at = at + timedelta(seconds=60 + i)
        late(talk, REP, sent_at, key=f"f{i}", text="" if i else words, attachments=(picture,))
    [said] = answers(talk)
    lines = said.splitlines()
    assert lines[0] == "✅ 补记了2条："
    assert lines[1].startswith("绿源 · 电话")
    assert lines[2].startswith("云图 · 拜访吴昊")
    assert "3张" in lines[2]
    assert lines[3:] == ["[撤销]"]
    assert count(talk, "SELECT count(*) FROM attachment WHERE follow_up_id IS NOT NULL") == 3
    talk.press(REP, "撤销")
    assert count(talk, FOLLOW_UPS) == 0


def test_late_files_alone_join_the_follow_up_before_them(talk: Talk) -> None:
    at = talk.now - timedelta(minutes=25)
    accept(talk, REP, "今天拜访了云图的吴总，晚到", at)
    for i in range(2):
        picture = talk.picture(bytes([i]) * 9)
        late(talk, REP, at + timedelta(seconds=60 + i), key=f"f{i}", attachments=(picture,))
    accept(talk, REP, "今天给绿源打了电话，晚到", at + timedelta(minutes=3))
    talk.work()
    [said] = answers(talk)
    lines = said.splitlines()
    assert lines[0] == "✅ 补记了3条："
    assert "2张" in lines[2]
    assert lines[3].startswith("绿源 · 电话")
    talk.press(REP, "撤销")
    assert count(talk, FOLLOW_UPS) == 0


def test_the_first_late_files_grow_in_their_own_answer(talk: Talk) -> None:
    at = talk.now - timedelta(minutes=25)
    for i in range(3):
        picture = talk.picture(bytes([i]) * 9)
        late(talk, REP, at + timedelta(seconds=i), key=f"f{i}", text="" if i else "拜访了云图", attachments=(picture,))
    [said] = answers(talk)
    assert "3张" in said
    assert "🕐 按09:35说的时间记" in said


def test_a_passed_reminder_under_a_late_picture_is_asked_about(talk: Talk) -> None:
    at = talk.now - timedelta(minutes=60)
    picture = talk.picture(b"1" * 9)
    late(talk, REP, at, key="f", text="拜访了云图的吴总，晚到，约好9点半发方案", attachments=(picture,))
    [said] = answers(talk)
    assert "那个提醒已经过了：11/21 周六 09:30" in said
    assert count(talk, FOLLOW_UPS) == 1
