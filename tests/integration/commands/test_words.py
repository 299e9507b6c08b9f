"""Words that answer what came by itself, and words that stand on the last answer's buttons."""

import json
from datetime import timedelta

import pytest

from store import dialogue, members
from store.database import Tx
from tests.integration.commands.conftest import ADMIN, MANAGER, OTHER, REP, THIRD, at
from tests.integration.store.world import rows
from tests.talk import Talk

pytestmark = pytest.mark.integration

GIVEN = "让李娜周五前给华星寄样品"


def give(talk: Talk, words: str = GIVEN) -> str:
    """Gives Li Na a task; the number under which she hears of it."""
    talk.say(MANAGER, words)
    return talk.told(OTHER).splitlines()[0].rpartition("任务")[2]


def seen(talk: Talk) -> list[str]:
    """What the manager heard of tasks that were acknowledged."""
    told = [each.lines[0] for each in talk.said if each.chat.id == f"private:{MANAGER}"]
    return [line for line in told if "收到了" in line]


def remembered(talk: Talk, who: str) -> int:
    """How many signs the state of somebody's conversation takes."""

    def states(tx: Tx) -> list[object]:
        member = next(row.id for row in members.every(tx, talk.workspace) if row.name == who)
        return [plain for _, plain in dialogue.of_member(tx, talk.workspace, member, talk.now)]

    return len(json.dumps(talk.database.read(states), ensure_ascii=False))


def executed(talk: Talk) -> int:
    """How many commands have taken effect or were refused."""
    return int(str(rows(talk.database, "SELECT count(*) FROM execution")[0][0]))


def listed(talk: Talk) -> list[tuple[object, ...]]:
    """Every reminder and every nudge as it stands."""
    reminders = rows(talk.database, "SELECT id, state, day, at, fire_at, snoozed_from FROM reminder ORDER BY id")
    return [*reminders, *rows(talk.database, "SELECT id, held FROM nudge ORDER BY id")]


@pytest.mark.parametrize("words", ["任务{} 我来", "/ack {}"])
def test_a_task_is_acknowledged_by_its_number(talk: Talk, words: str) -> None:
    number = give(talk)
    give(talk, "让李娜周五前给云图寄合同")
    assert "已告诉对方" in talk.say(OTHER, words.format(number), group=True)
    assert seen(talk) == ["👌 李娜收到了：给华星寄样品"]
    assert "已经回过收到了" in talk.say(OTHER, words.format(number))


@pytest.mark.parametrize("words", ["收到", "收到任务"])
def test_the_task_that_was_just_given_needs_no_number(talk: Talk, words: str) -> None:
    give(talk)
    assert "已告诉对方" in talk.say(OTHER, words)
    assert len(seen(talk)) == 1
    assert talk.say(OTHER, "收到") == ""


def test_of_several_tasks_that_wait_one_is_asked_for(talk: Talk) -> None:
    give(talk)
    give(talk, "让李娜周五前给云图寄合同")
    asked = talk.say(OTHER, "收到")
    assert asked.startswith("收到哪一条？")
    assert seen(talk) == []
    assert "已告诉对方" in talk.say(OTHER, "2")
    assert len(seen(talk)) == 1


def test_thanks_where_no_task_waits_get_no_answer_and_acknowledge_nothing(talk: Talk) -> None:
    give(talk)
    assert talk.say(REP, "收到") == ""
    assert talk.say(OTHER, "收到", group=True) == ""
    talk.say(OTHER, "看看云图")
    assert talk.say(OTHER, "收到") == ""
    assert seen(talk) == []


def test_nobody_elses_task_is_acknowledged(talk: Talk) -> None:
    number = give(talk)
    assert "没找到这条任务" in talk.say(REP, f"收到任务{number}")
    assert "没有等你" in talk.say(REP, "收到任务")
    assert seen(talk) == []


def test_a_task_is_finished_by_its_number(talk: Talk) -> None:
    number = give(talk)
    give(talk, "让李娜周五前给云图寄合同")
    assert "✅ 完成：华星 给华星寄样品" in talk.say(OTHER, f"任务{number}完成")
    assert talk.told(MANAGER).startswith("✅ 李娜做完了：华星 给华星寄样品")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("完成", "✅ 完成：给张总回电"),
        ("1小时后", "⏰ 改到 11月22日 周日 16:00：给张总回电"),
        ("推迟到明天", "⏰ 改到 11月23日 周一 15:00：给张总回电"),
    ],
)
def test_the_reminder_that_has_just_come_needs_no_number(talk: Talk, words: str, answer: str) -> None:
    talk.say(REP, "提醒我后天上午9点半交周报")
    talk.say(REP, "提醒我明天下午3点给张总回电")
    talk.move_to(at(22, 15))
    assert answer in talk.say(REP, words)


def test_later_without_a_time_asks_when(talk: Talk) -> None:
    talk.say(REP, "提醒我明天下午3点给张总回电")
    talk.move_to(at(22, 15))
    assert "什么时候" in talk.say(REP, "晚点再说")
    assert "⏰ 改到 11月22日 周日 17:00：给张总回电" in talk.say(REP, "下午5点")


@pytest.mark.parametrize("words", ["完成", "明天再说"])
def test_of_several_that_have_just_come_one_is_asked_for(talk: Talk, words: str) -> None:
    talk.say(REP, "提醒我明天下午3点给张总回电")
    talk.say(REP, "提醒我明天下午3点寄发票")
    talk.say(REP, "提醒我后天上午9点半交周报")
    talk.move_to(at(22, 15))
    asked = talk.say(REP, words)
    assert asked.startswith("哪一条？")
    assert "周报" not in asked
    assert "寄发票" in talk.say(REP, "2")


def test_what_came_long_before_the_last_one_is_not_asked_about(talk: Talk) -> None:
    talk.say(REP, "提醒我明天下午1点寄发票")
    talk.say(REP, "提醒我明天下午3点给张总回电")
    talk.move_to(at(22, 13))
    talk.move_to(at(22, 15))
    assert "⏰ 改到 11月22日 周日 16:00：给张总回电" in talk.say(REP, "1小时后")


def test_what_came_before_other_words_is_no_longer_spoken_of(talk: Talk) -> None:
    talk.say(REP, "提醒我明天下午3点给张总回电")
    talk.move_to(at(22, 15))
    assert talk.say(REP, "好的") == ""
    talk.say(REP, "看看云图")
    assert "没看懂" in talk.say(REP, "1小时后")


def test_in_a_group_only_the_owner_speaks_of_the_reminder(talk: Talk) -> None:
    talk.say(REP, "明天下午3点提醒大家开周会", group=True)
    talk.move_to(at(22, 15))
    assert "没看懂" in talk.say(OTHER, "1小时后", group=True)
    assert "⏰ 改到 11月22日 周日 16:00：开周会" in talk.say(REP, "1小时后", group=True)


def test_an_open_question_for_a_time_has_the_first_claim_to_one(talk: Talk) -> None:
    talk.say(REP, "提醒我11点给张总回电")
    talk.move_to(at(21, 10, 45))
    talk.say(REP, "提醒我寄发票")
    talk.move_to(at(21, 11))
    assert "提醒你：寄发票" in talk.say(REP, "明天")


@pytest.mark.parametrize("words", ["看客户", "看 客户 。"])
def test_the_words_on_a_button_press_it(talk: Talk, words: str) -> None:
    talk.say(REP, "今天拜访了云图的吴总，聊了报价")
    assert talk.say(REP, words).startswith("杭州云图")


def test_a_card_is_gone_through_in_words(talk: Talk) -> None:
    card = talk.say(REP, "看看云图")
    assert "[记跟进] [设提醒]" in card
    assert "云图：聊了什么" in talk.say(REP, "记跟进")
    assert "✅ 云图" in talk.say(REP, "他说下周给答复")
    talk.say(REP, "看看云图")
    assert "什么时候、提醒什么" in talk.say(REP, "设提醒")


def test_a_question_is_answered_by_its_buttons_words(talk: Talk) -> None:
    talk.say(THIRD, "今天见了宏远的人，样品不行")
    assert "直接说名字" in talk.say(THIRD, "都不是")
    assert "✅ 云图" in talk.say(THIRD, "云图")
    talk.say(THIRD, "今天见了宏远的人，样品不行")
    assert talk.say(THIRD, "不记了") == "好，不记了"


def test_the_words_press_nothing_of_anybody_elses_answer(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，聊了报价", group=True)
    before = executed(talk)
    assert "云图" not in talk.say(OTHER, "看客户", group=True)
    assert executed(talk) == before


def test_what_was_pressed_is_not_typed_again(talk: Talk) -> None:
    talk.say(REP, "周二提醒我给绿源寄样品")
    talk.say(REP, "周二提醒我催恒力合同")
    talk.move_to(at(24, 9))
    assert "件都挪到 11月25日 周三" in talk.say(REP, "都明天")
    before = listed(talk)
    assert talk.say(REP, "都明天") == "都已经在明天了"
    talk.say(REP, "/lang en")
    assert talk.say(REP, "/all-tomorrow") == "All of it is on tomorrow already"
    assert listed(talk) == before


def test_a_list_that_is_done_has_nothing_to_move(talk: Talk) -> None:
    talk.say(REP, "周六提醒我给绿源寄样品")
    talk.say(REP, "周六提醒我交周报")
    assert "早！今天有3件事" in talk.move_to(at(28, 9))
    for line in ("1", "2", "3"):
        assert talk.say(REP, f"{line} 办好了").startswith("✅ 完成")
    before = listed(talk)
    assert talk.say(REP, "都明天") == "清单上的都办好了，没有要挪的"
    assert listed(talk) == before


def test_words_on_buttons_are_typed_only_while_theirs_is_the_last_answer(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，聊了报价")
    talk.say(REP, "有哪些标签")
    assert "云图" not in talk.say(REP, "看客户")
    talk.say(REP, "今天拜访了云图的吴总，聊了报价")
    talk.pass_time(days=8)
    assert "云图" not in talk.say(REP, "看客户")


def test_a_late_message_is_no_press(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，聊了报价")
    talk.hear(REP, key=None, group=False, text="看客户")
    talk.now += timedelta(minutes=10)
    talk.work()
    assert "没看懂" in talk.wait(REP)


def test_a_clear_command_keeps_its_meaning(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进")
    assert "已撤销：跟进、提醒" in talk.say(REP, "撤销")
    assert "已恢复" in talk.say(REP, "恢复")


def test_what_is_remembered_of_buttons_is_small(talk: Talk) -> None:
    assert "[全部记录]" in talk.say(REP, "看看云图")
    assert remembered(talk, REP) < 200


def test_a_yes_does_what_was_asked(talk: Talk) -> None:
    for words in ("行", "是的", "好，删吧", "放进回收站"):
        assert "[放进回收站]" in talk.say(ADMIN, "删除客户 云图")
        assert talk.say(ADMIN, words).startswith("🗑 云图 已放进回收站")
        assert "已撤销" in talk.say(ADMIN, "撤销")


def test_a_no_leaves_everything_as_it_was(talk: Talk) -> None:
    for words in ("不", "别", "没有", "先别删，我再问问", "不记了"):
        talk.say(ADMIN, "删除客户 云图")
        assert talk.say(ADMIN, words) == "好，不记了"
        assert "没有要确认的" in talk.say(ADMIN, "确定")
    assert "杭州云图" in talk.say(ADMIN, "看看云图")


def test_a_whole_new_message_is_no_yes(talk: Talk) -> None:
    for words in ("行业改成医疗", "要3箱样品", "中粮今天来电话了", "？？"):
        talk.say(ADMIN, "删除客户 云图")
        assert "回收站" not in talk.say(ADMIN, words)
    assert "杭州云图" in talk.say(ADMIN, "看看云图")


def test_a_no_that_orders_something_is_an_order(talk: Talk) -> None:
    talk.say(REP, "提醒我明天下午4点寄发票")
    talk.say(REP, "提醒我给李总回电")
    assert "不提醒了：寄发票" in talk.say(REP, "取消寄发票那个提醒")
    assert "⏰ 11月22日 周日 15:00 提醒你：给李总回电" in talk.say(REP, "明天下午3点")


@pytest.mark.parametrize("words", ["是", "好的"])
def test_a_yes_takes_the_near_name(talk: Talk, words: str) -> None:
    asked = talk.say(REP, "今天拜访了元航包装，聊了报价")
    assert "[是] [新客户]" in asked
    assert "✅ 远航" in talk.say(REP, words)


def test_a_no_to_a_near_name_asks_for_another_and_the_button_makes_a_new_one(talk: Talk) -> None:
    talk.say(REP, "今天拜访了元航包装，聊了报价")
    assert "直接说名字" in talk.say(REP, "不是")
    assert "✅ 云图" in talk.say(REP, "云图")
    talk.say(REP, "今天拜访了元航包装，聊了报价")
    assert "🆕 新客户 元航" in talk.say(REP, "新客户")


BOTH = "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进"


def test_what_was_restored_can_be_corrected(talk: Talk) -> None:
    talk.say(REP, "下周三上午10点提醒我给云图寄合同")
    talk.say(REP, "撤销")
    assert "已恢复" in talk.say(REP, "恢复")
    assert "✏️ 已改：11/25 周三→11/26 周四" in talk.say(REP, "不是周三，是周四")
    assert "已撤销" in talk.say(REP, "撤销")
    assert "✏️ 已改：11/25 周三→11/27 周五" in talk.say(REP, "不是周三，是周五")


def test_a_restored_follow_up_can_be_moved_to_another_customer(talk: Talk) -> None:
    talk.say(REP, "今天拜访了华星，聊了报价")
    talk.press(REP, "撤销")
    talk.press(REP, "恢复")
    assert "✏️ 已改：华星→远航" in talk.say(REP, "不是华星是远航")


def test_what_a_partial_undo_leaves_can_be_corrected(talk: Talk) -> None:
    talk.say(REP, BOTH)
    assert "已撤销：提醒" in talk.say(REP, "撤销提醒")
    assert "✏️ 已改：拜访→电话" in talk.say(REP, "不是拜访，是电话")


def test_what_was_taken_back_is_no_longer_corrected(talk: Talk) -> None:
    talk.say(REP, "下周三上午10点提醒我给云图寄合同")
    talk.say(REP, "撤销")
    assert "已改" not in talk.say(REP, "不是周三，是周四")
