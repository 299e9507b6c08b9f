"""Reminders and tasks: once, recurring, for everybody; fired, put off, ticked off."""

import pytest

from tests.integration.commands.conftest import MANAGER, OTHER, REP, at
from tests.integration.store.world import rows
from tests.talk import Talk

pytestmark = pytest.mark.integration

MAIL = "SELECT state FROM due WHERE schedule IN (SELECT schedule FROM reminder WHERE text = '看邮件') ORDER BY fire_at"


def test_a_reminder_fires_in_private_at_its_minute(talk: Talk) -> None:
    assert "⏰ 11月22日 周日 15:00 提醒你：给张总回电" in talk.say(REP, "提醒我明天下午3点给张总回电", group=True)
    assert "张总回电" not in talk.move_to(at(22, 14, 59))
    assert "⏰ 给张总回电" in talk.move_to(at(22, 15))
    assert talk.said[-1].chat.private
    assert "张总" not in talk.move_to(at(22, 16))


def test_snooze_tomorrow_and_done(talk: Talk) -> None:
    talk.say(REP, "提醒我明天下午3点给张总回电")
    talk.move_to(at(22, 15))
    assert "改到 11月22日 周日 16:00" in talk.press(REP, "1小时后")
    assert "⏰ 给张总回电" in talk.move_to(at(22, 16))
    assert "改到 11月23日 周一 16:00" in talk.press(REP, "明天")
    talk.move_to(at(23, 16))
    assert "✅ 完成：给张总回电" in talk.press(REP, "完成")
    assert "给张总回电" not in talk.say(REP, "待办")


def test_a_button_pressed_twice_acts_once(talk: Talk) -> None:
    talk.say(REP, "提醒我明天下午3点给张总回电")
    talk.move_to(at(22, 15))
    talk.press(REP, "完成")
    assert talk.press(REP, "完成") == "这个按钮已经用过了"


def test_a_late_reminder_says_how_late(talk: Talk) -> None:
    talk.say(REP, "提醒我明天下午3点给张总回电")
    assert "迟到23分钟，刚才我不在线\n⏰ 给张总回电" in talk.move_to(at(22, 15, 23))


def test_after_done_the_bot_asks_how_it_went_and_files_the_answer(talk: Talk) -> None:
    talk.say(REP, "提醒我明天下午3点给云图吴总回电")
    fired = talk.move_to(at(22, 15))
    assert "该跟云图" in fired
    assert "上次 11/18" in fired
    assert "聊得怎么样" in talk.press(REP, "完成")
    assert "聊了什么" in talk.press(REP, "记跟进")
    assert "✅ 云图" in talk.say(REP, "他说下周给答复")


def test_a_series_fires_again_and_again(talk: Talk) -> None:
    assert "🔁 每周一 09:00 提醒你：交周报，下次 11月23日 周一 09:00" in talk.say(REP, "每周一早上9点提醒我交周报")
    assert "交周报" in talk.move_to(at(23, 9))
    assert "交周报" not in talk.move_to(at(29, 9))
    assert "交周报" in talk.move_to(at(30, 9))


def test_of_a_missed_series_only_the_latest_fires(talk: Talk) -> None:
    talk.say(REP, "每天早上8点提醒我看邮件")
    told = talk.move_to(at(27, 12))
    assert told.count("看邮件") == 1
    assert "11月27日" in told
    assert "看邮件" in talk.move_to(at(28, 8))
    states = [row[0] for row in rows(talk.database, MAIL)]
    assert states == ["skipped"] * 5 + ["done", "done", "waiting"]


def test_reminding_everybody_goes_to_the_group(talk: Talk) -> None:
    assert "提醒大家" in talk.say(REP, "明天下午3点提醒大家开周会", group=True)
    assert "开周会" in talk.move_to(at(22, 15))
    assert not talk.said[-1].chat.private


def test_cancel_by_words_and_by_number(talk: Talk) -> None:
    talk.say(REP, "提醒我明天下午3点给张总回电")
    assert "不提醒了：给张总回电" in talk.say(REP, "/取消提醒 给张总回电")
    talk.say(REP, "提醒我明天下午4点寄发票")
    number = next(line.split()[0] for line in talk.say(REP, "待办").splitlines() if "寄发票" in line)
    assert "不提醒了：寄发票" in talk.say(REP, f"取消提醒 {number}")


def test_a_time_that_has_passed_is_refused(talk: Talk) -> None:
    assert "已经过去" in talk.say(REP, "2026年11月20日下午3点提醒我给张总回电")


def test_a_task_reaches_the_colleague_who_acknowledges_and_finishes_it(talk: Talk) -> None:
    assert "📌 已派给李娜" in talk.say(MANAGER, "让李娜周五前给华星寄样品")
    told = [outgoing for outgoing in talk.said if outgoing.chat.id == "private:李娜"]
    assert told[-1].lines[0].startswith("📌 赵敏请你：给华星寄样品")
    assert "已告诉对方" in talk.press(OTHER, "收到")
    assert [each.label for each in talk.said[-1].buttons] == ["撤销", "完成"]
    assert any("李娜收到了" in outgoing.lines[0] for outgoing in talk.said if outgoing.chat.id == "private:赵敏")
    assert "寄样品" in talk.say(OTHER, "待办")
    talk.press(OTHER, "完成")
    assert any("李娜做完了" in outgoing.lines[0] for outgoing in talk.said if outgoing.chat.id == "private:赵敏")


def test_days_without_a_clock_time_share_one_list_at_nine(talk: Talk) -> None:
    talk.say(REP, "周二提醒我给绿源寄样品")
    talk.say(REP, "周二提醒我催恒力合同")
    morning = talk.move_to(at(24, 9))
    assert morning.count("早！") == 1
    assert "寄样品" in morning
    assert "催" in morning
    assert "都挪到 11月25日 周三" in talk.press(REP, "都明天")
    assert "寄样品" in talk.move_to(at(25, 9))


def test_a_reminder_that_is_not_there_is_never_taken_for_another(talk: Talk) -> None:
    assert "没找到" in talk.say(REP, "取消写周报那个提醒")
    assert "寄大尺寸标签样品" in talk.say(REP, "待办")
    assert "不提醒了：远航 寄大尺寸标签样品" in talk.say(REP, "取消寄大尺寸标签样品那个提醒")
