"""What people say on an ordinary day, and what used to be filed wrong when they said it."""

import pytest

from tests.integration.commands.conftest import ADMIN, MANAGER, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration


def test_a_step_that_is_moved_is_no_correction_of_another_customers_tag(talk: Talk) -> None:
    talk.say(REP, "给远航打上价格敏感")
    moved = talk.say(REP, "把云图的下次跟进改到周四下午3点")
    assert moved.startswith("⏰ 改到")
    assert "15:00：云图 发三年期方案" in moved
    assert "#价格敏感" in talk.say(REP, "看看远航")
    assert "#价格敏感" not in talk.say(REP, "看看云图")


@pytest.mark.parametrize("said", ["刚才那个不用撤销", "先别撤销", "不要撤回"])
def test_an_undo_that_is_forbidden_is_none(talk: Talk, said: str) -> None:
    talk.say(REP, "给远航打上价格敏感")
    assert "已撤销" not in talk.say(REP, said)
    assert "#价格敏感" in talk.say(REP, "看看远航")


def test_where_somebody_was_met_is_a_source_and_no_meeting(talk: Talk) -> None:
    answer = talk.say(REP, "新客户 泰安北极光重工，联系人李敏，电话13800009999，展会上认识的")
    assert "来源展会" in answer
    assert "✅" not in answer


def test_what_she_wants_is_told_of_the_customer_at_hand_with_the_step(talk: Talk) -> None:
    talk.say(REP, "新客户 泰安北极光重工，联系人李敏")
    answer = talk.say(REP, "她想要报价单，明天上午发她报价")
    assert "✅ 泰安北极光重工" in answer
    assert "⏰" in answer
    assert "泰安北极光重工 发她报价" in talk.say(REP, "待办")


def test_a_list_is_answered_by_the_places_of_its_lines(talk: Talk) -> None:
    for text in ("提醒我明天上午9点寄样品", "提醒我明天上午10点开发票", "提醒我明天上午11点订酒店"):
        talk.say(REP, text)
    lines = talk.say(REP, "待办").splitlines()
    place = {what: next(line for line in lines if what in line).split()[0] for what in ("寄样品", "开发票", "订酒店")}
    moved = talk.say(REP, f"第{place['开发票']}条改到后天下午两点")
    assert "开发票" in moved
    assert "14:00" in moved
    lines = talk.say(REP, "待办").splitlines()
    first = next(line for line in lines if "寄样品" in line).split()[0]
    assert "寄样品" in talk.say(REP, f"完成 {first}")
    lines = talk.say(REP, "待办").splitlines()
    second = next(line for line in lines if "订酒店" in line).split()[0]
    assert talk.say(REP, f"{second} 取消").startswith("🔕 不提醒了：订酒店")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("华星的合同签了没", "苏州华星科技有限公司"),
        ("云图的电话", "吴昊"),
        ("云图什么时候跟的", "跟进记录"),
        ("谁好久没联系了", "没跟"),
        ("这周有哪些客户要跟", "待办"),
        ("怎么用", "这样说我就懂"),
        ("本周工作总结", "陈晓明"),
    ],
)
def test_a_question_is_answered_and_files_nothing(talk: Talk, said: str, shown: str) -> None:
    answer = talk.say(REP, said)
    assert shown in answer
    assert "✅" not in answer
    assert "[记]" not in answer


def test_asked_how_it_went_another_customer_is_not_the_answer(talk: Talk) -> None:
    talk.say(REP, "提醒我明天上午9点给云图寄样品")
    talk.say(REP, "待办")
    assert "哪一条" in talk.say(REP, "云图那条提醒完成了")
    assert "聊得怎么样" in talk.say(REP, "1")
    assert "✅" not in talk.say(REP, "华星的电话")
    assert "✅ 云图" in talk.say(REP, "聊得不错，下周签合同")


def test_asked_for_a_customer_a_question_is_not_the_answer(talk: Talk) -> None:
    talk.say(REP, "今天拜访了客户，聊了报价")
    answer = talk.say(REP, "云图现在谁在跟")
    assert "✅" not in answer
    assert "负责人" in answer


def test_a_new_name_is_the_one_that_is_shown(talk: Talk) -> None:
    talk.say(REP, "新客户 泰安北极光重工")
    talk.say(REP, "泰安北极光重工改名叫泰安南极星重工")
    assert talk.say(REP, "泰安南极星重工改A级").startswith("✏️ 泰安南极星重工：级别")
    assert "泰安南极星重工" in talk.say(REP, "看看泰安北极光重工")
    talk.say(REP, "云图改名叫云图科技")
    assert talk.say(REP, "云图改C级").startswith("✏️ 云图：级别")
    talk.say(REP, "云图改名叫星图科技")
    assert talk.say(REP, "星图科技改B级").startswith("✏️ 星图科技：级别")


def test_a_managers_questions(talk: Talk) -> None:
    assert "今天还没人记跟进" in talk.say(MANAGER, "谁今天没记跟进")
    assert "今天还没人记跟进" in talk.say(MANAGER, "团队今天干得怎么样")
    assert "覆盖率" in talk.say(MANAGER, "团队覆盖率多少")
    assert "李娜" in talk.say(MANAGER, "李娜请假到周五")


def test_what_follows_a_miss_by_chance_teaches_nothing(talk: Talk) -> None:
    talk.say(ADMIN, "呜啦呜啦呜啦")
    talk.say(ADMIN, "成员列表")
    assert "还没有要定的" in talk.say(ADMIN, "学到的说法")


def test_whose_somebody_is_keeps_them_from_the_customer_at_hand(talk: Talk) -> None:
    talk.say(REP, "今天拜访了云图的吴总，聊了报价")
    assert "✅ 云图" not in talk.say(REP, "下午又拜访了苍溪的费总，他想先看样机")
    assert "苍溪" not in talk.say(REP, "看看云图")


def test_an_hour_that_is_said_again_corrects_what_has_that_hour(talk: Talk) -> None:
    talk.say(REP, "今天去云图见了吴昊，他们想再压5个点，周四下午两点给他新报价")
    answer = talk.say(REP, "不对，是周五下午两点")
    assert "拜访吴昊 · 今天" in answer
    assert "周五 14:00" in answer
