"""Questions: only the doubtful part is asked, words are never lost, old questions don't swallow new messages."""

import pytest

from tests.integration.commands.conftest import OTHER, REP, THIRD
from tests.talk import Talk

pytestmark = pytest.mark.integration


def test_an_ambiguous_name_is_asked_with_choices_and_answered_by_number(talk: Talk) -> None:
    question = talk.say(THIRD, "今天见了宏远的人，样品不行")
    assert "“宏远”是哪家？还没记，话我先留着" in question
    assert "宏远彩印" in question
    assert "宏远生物" in question
    assert talk.say(THIRD, "1").startswith("✅ 宏远")


def test_an_order_that_no_command_serves_asks_which_and_files_the_words(talk: Talk) -> None:
    question = talk.say(REP, "宏远回款5万，登一下")
    assert "这个我还不会办，先记成跟进？“宏远”是哪家？" in question
    assert "宏远生物" in question
    assert talk.say(REP, "宏远彩印那家").startswith("✅ 宏远彩印")
    assert "回款5万" in talk.say(REP, "宏远彩印的跟进")


def test_what_is_clear_beside_such_an_order_is_done(talk: Talk) -> None:
    answer = talk.say(REP, "宏远那单推到报价阶段，顺便云图打个重点客户")
    assert "重点客户" in answer
    assert "“宏远”是哪家？" in answer


def test_a_choice_acts_once(talk: Talk) -> None:
    talk.say(THIRD, "今天见了宏远的人，样品不行")
    first = talk.said[-1].choices[0].label
    assert talk.press(THIRD, first).startswith("✅ 宏远")
    talk.said.append(talk.said[-2])
    assert "什么都没记" in talk.press(THIRD, first)


def test_only_the_asker_may_press(talk: Talk) -> None:
    talk.say(THIRD, "今天见了宏远的人，样品不行", group=True)
    first = talk.said[-1].choices[0].label
    assert talk.press(OTHER, first, group=True) == "这个按钮是给别人的"


def test_the_speakers_own_customer_is_taken_and_the_others_offered(talk: Talk) -> None:
    answer = talk.say(REP, "今天见了宏远，样品不行")
    assert answer.startswith("✅ 宏远彩印")
    assert "宏远生物" in talk.press(REP, "换一家")
    assert "✅ 宏远生物" in talk.press(REP, "宏远生物")


def test_none_of_these_asks_openly(talk: Talk) -> None:
    talk.say(THIRD, "今天见了宏远的人，样品不行")
    assert "直接说名字" in talk.press(THIRD, "都不是")
    assert "✅ 云图" in talk.say(THIRD, "云图")


def test_dropping_a_question_writes_nothing(talk: Talk) -> None:
    talk.say(THIRD, "今天见了宏远的人，样品不行")
    assert talk.press(THIRD, "不记了") == "好，不记了"
    assert talk.say(THIRD, "/草稿") == "没有草稿"


def test_a_new_message_is_never_the_answer_and_the_old_words_become_a_draft(talk: Talk) -> None:
    talk.say(THIRD, "今天见了宏远的人，样品不行")
    assert talk.say(THIRD, "今天电话拜访了云图吴总，他说再等等").startswith("✅ 云图")
    drafts = talk.say(THIRD, "/草稿")
    assert "样品不行" in drafts
    assert "是哪家" in talk.press(THIRD, "第1句")
    assert "样品不行" in talk.say(THIRD, "/草稿")


def test_a_question_left_alone_closes_and_the_morning_names_it(talk: Talk) -> None:
    talk.say(THIRD, "今天见了宏远的人，样品不行")
    talk.pass_time(minutes=31)
    assert "样品不行" in talk.say(THIRD, "/草稿")
    assert "没记上" in talk.move_to(talk.now.replace(day=22, hour=9, minute=0))
    assert "样品不行" in talk.press(THIRD, "接着记")


def test_a_reminder_without_a_time_is_asked(talk: Talk) -> None:
    assert "什么时候提醒你" in talk.say(REP, "提醒我给李总回电")
    assert "⏰ 11月22日 周日 15:00 提醒你：给李总回电" in talk.say(REP, "明天下午3点")


def test_a_bare_customer_is_offered_not_filed(talk: Talk) -> None:
    assert "要记到云图的跟进吗？" in talk.say(REP, "云图")
    assert "[记] [看客户] [不记了]" in talk.say(REP, "云图")


@pytest.mark.parametrize("text", ["谢谢", "收到"])
def test_thanks_get_no_answer(talk: Talk, text: str) -> None:
    assert talk.say(REP, text) == ""


def test_what_is_not_understood_says_so_once_and_writes_nothing(talk: Talk) -> None:
    answer = talk.say(REP, "啊吧啊吧咕噜咕噜")
    assert answer == "没看懂，什么都没记\n[记成跟进] [帮助]"
    assert "是哪家客户" in talk.press(REP, "记成跟进")


def test_of_many_people_of_one_surname_the_speakers_own_are_offered(talk: Talk) -> None:
    for i in range(15):
        talk.say(OTHER, f"/新客户 第{'甲乙丙丁戊己庚辛壬癸子丑寅卯辰'[i]}车间设备厂 欧阳总")
    talk.say(REP, "/新客户 泰安北极光重工 欧阳总")
    answer = talk.say(REP, "刚跟欧阳总通完电话，他说下周定")
    assert answer.startswith("✅ 泰安北极光重工") or "泰安北极光重工 · 你的" in answer


def test_an_unknown_command_is_no_answer(talk: Talk) -> None:
    assert talk.say(REP, "/跟进").startswith(("聊了什么", "是哪家"))
    assert talk.say(REP, "/跟金 云图").startswith("没有“/跟金”这个命令")


def test_the_morning_names_what_was_left_and_shows_all_the_same(talk: Talk) -> None:
    """Where the line says 点“看全部”, the button is there, though the draft's stands with it."""
    talk.say(REP, "云图标一下")
    talk.pass_time(minutes=31)
    talk.move_to(talk.now.replace(day=23, hour=9, minute=0))
    [morning] = [each for each in talk.said if each.chat.id == f"private:{REP}" and each.lines[0].startswith("早！")]
    labels = [button.label for button in morning.buttons]
    assert "接着记" in labels
    assert "看全部" in labels
    assert any("点“看全部”" in line for line in morning.lines)
