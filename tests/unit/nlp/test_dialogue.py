"""Answers to open questions, and corrections of what was just done."""

import pytest

from nlp import New, Pending
from tests.unit.nlp.talk import NAMES, at, done, named, read, short

pytestmark = pytest.mark.unit

LOG = Pending(command="followup.log", missing="customer", slots={"method": "call", "note": "价格还得再谈谈"})
BOTH = (named("绿地物业"), named("绿地建设"))


@pytest.mark.parametrize(
    "answer", ["绿地建设", "第二个那家", "就是绿地建设，周涛那儿", "做建设的那个绿地", "不是绿地物业，是绿地建设"]
)
def test_an_open_question_takes_its_answer(answer: str) -> None:
    draft = read(answer, pending=LOG, shown=BOTH).drafts[0]
    if draft.command == "choose":
        assert draft.slots == {"index": 2}
        return
    assert draft.answers
    assert draft.slots["customer"] == named("绿地建设")
    assert draft.slots["note"] == "价格还得再谈谈"


def test_none_of_them_may_be_a_new_one() -> None:
    draft = read("都不是，是家新客户，叫芒果牙科", pending=LOG, shown=BOTH).drafts[0]
    assert draft.new
    assert draft.slots["customer"] == New(name="芒果牙科")


def test_a_whole_new_message_is_never_the_answer() -> None:
    reading = read("华星张总刚来电话，要两箱样品", pending=LOG, shown=BOTH)
    assert short(reading) == "followup.log customer=华星 contact=张国强 method=call"
    assert not reading.drafts[0].answers
    assert short(read("明早八点提醒我去远航拉货", pending=LOG)) == "reminder.add customer=远航 at=11-19T08:00"


def test_yes_no_and_never_mind() -> None:
    asked = Pending(command="customer.delete", missing="confirm", slots={"customer": named("ABC")})
    assert short(read("对，删吧", pending=asked)) == "confirm"
    assert short(read("算了，不删了", pending=asked)) == "cancel"
    assert short(read("算了，不记了", pending=LOG)) == "cancel"


DELETE = Pending(command="customer.delete", missing="confirm", slots={"customer": named("ABC")})
YES = ["行", "好", "好的", "可以", "对", "嗯", "嗯嗯", "是", "是的", "对的", "没错", "确定", "要", "ok", "好啊", "行吧"]
YES += ["好，谢谢", "嗯，好的", "好，删吧", "就这么办"]
NO = ["不用了", "算了", "不", "别", "不行", "不要", "不是", "不对", "没有", "无", "否", "no", "先不", "别删", "不同意"]
NO += ["不可以", "先别删，我再问问"]
NEITHER = ["行业改成医疗", "要3箱样品", "好像不对", "可以再便宜吗", "对账单发了", "是不是要盖章", "？？", "谢谢"]


def test_a_plain_yes_and_a_plain_no_answer_a_question_for_one() -> None:
    assert {short(read(words, pending=DELETE)) for words in YES} == {"confirm"}
    assert {short(read(words, pending=DELETE)) for words in NO} == {"cancel"}
    assert not {short(read(words, pending=DELETE)) for words in NEITHER} & {"confirm", "cancel"}


def test_a_near_name_is_meant_or_not() -> None:
    near = Pending(command="followup.log", missing="customer", slots={"note": "聊了报价"}, near=True)
    assert {short(read(words, pending=near, shown=BOTH[:1])) for words in YES} == {"confirm"}
    assert short(read("不是", pending=near, shown=BOTH[:1])) == "choose index=0"
    assert short(read("不记了", pending=near, shown=BOTH[:1])) == "cancel"


def test_a_no_that_orders_something_is_an_order() -> None:
    asked = Pending(command="reminder.add", missing="at", slots={"text": "寄发票"})
    assert short(read("取消写周报那个提醒", pending=asked)).startswith("reminder.cancel")
    assert short(read("别提醒了", pending=asked)) == "cancel"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("1小时后", "11-18T17:40"),
        ("半小时后再提醒我", "11-18T17:10"),
        ("明天再说", "11-19T09:00"),
        ("明天吧", "11-19T09:00"),
        ("推迟到明天", "11-19T09:00"),
        ("In 1 hour", "11-18T17:40"),
        ("那就下周一上午10点", "11-23T10:00"),
        ("晚点再说", ""),
    ],
)
def test_a_reminder_that_has_just_come_is_put_off(words: str, meant: str) -> None:
    at = f" at={meant}" if meant else ""
    assert short(read(words, come=True)) == f"reminder.snooze{at}"


def test_a_mere_time_puts_nothing_off_where_nothing_has_come() -> None:
    assert {short(read(words)) for words in ("1小时后", "明天再说", "明天吧", "那就下周一上午10点")} == {"unknown"}


def test_a_whole_message_does_not_put_off_what_has_come() -> None:
    for words in ("明天去华星", "明天华星", "华星明天", "下周一拜访远航物流", "1小时后到华星楼下", "明天"):
        pending = Pending(command="reminder.add", missing="at", slots={}) if words == "明天" else None
        assert "snooze" not in short(read(words, come=True, pending=pending))


def test_a_task_is_acknowledged_in_words() -> None:
    for words in ("收到任务3", "任务3收到", "任务3 我来", "接了任务3", "收到 3", "/收到 3", "/ack 3", "任务三收到了"):
        assert short(read(words)) == "task.acknowledge number=3"
    assert short(read("收到任务")) == short(read("/收到")) == "task.acknowledge"
    assert short(read("Got it", given=True)) == "task.acknowledge"
    for words in ("收到", "收到，谢谢", "收到！"):
        assert short(read(words)) == "talk"
        assert short(read(words, given=True)) == "task.acknowledge"
    assert "acknowledge" not in short(read("收到 明天过去", given=True))
    assert short(read("任务3完成")) == "reminder.done number=3"


def test_a_missing_time_may_be_a_moment_or_a_rule() -> None:
    asked = Pending(command="reminder.add", missing="at", slots={"customer": named("华星"), "text": "发合同"})
    assert short(read("后天一上班，八点半吧", pending=asked)) == "reminder.add customer=华星 at=11-20T08:30"
    assert "repeat=FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=8;BYMINUTE=0" in short(read("每周一三五早上8点", pending=asked))


def test_a_missing_note_is_told() -> None:
    asked = Pending(command="followup.log", missing="note", slots={"customer": named("华星"), "method": "call"})
    assert read("他想先试三个月，问能不能月付", pending=asked).drafts[0].slots["note"] == "他想先试三个月，问能不能月付"


VISIT = done("followup.log", customer=named("华星"), contact=NAMES.contacts[0], method="visit", note="聊了报价")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("写错啦 不是拜访，是电话里聊的", "followup.log replaces customer=华星 contact=张国强 method=call"),
        ("不是华星，是远航", "followup.log replaces customer=远航 contact=张国强 method=visit"),
        ("人写错了，是李工", "followup.log replaces customer=华星 contact=李工 method=visit"),
    ],
)
def test_a_correction_is_the_whole_command_again(words: str, meant: str) -> None:
    assert short(read(words, done=VISIT)) == meant


def test_a_forgotten_sentence_joins_the_note() -> None:
    draft = read("漏了一句，她还要环保检测报告", done=VISIT).drafts[0]
    assert draft.replaces
    assert draft.slots["note"] == "聊了报价；她还要环保检测报告"


def test_times_numbers_and_tags_are_corrected() -> None:
    reminder = done("reminder.add", customer=named("华星"), text="送样", at=at("2026-11-19T10:00"))
    assert short(read("不对，是周五", done=reminder)) == "reminder.add replaces customer=华星 at=11-20T10:00"
    assert short(read("提醒改到下午", done=reminder)) == "reminder.add replaces customer=华星 at=11-19T15:00"
    made = done("customer.add", customer=New(name="瑞丰传动"), phone="13812345678")
    assert "phone=13812345687" in short(read("电话打错了，尾号是5687", done=made))
    tagged = done("tag.add", customer=named("华星"), tags=("VIP",))
    assert short(read("标签打错了，该打高意向", done=tagged)) == "tag.add replaces customer=华星 tags=高意向"


def test_a_part_is_taken_back() -> None:
    both = (*VISIT, *done("reminder.add", customer=named("华星"), text="送样", at=at("2026-11-19T10:00")))
    assert short(read("刚才那个提醒不要了，跟进那条留着", done=both)) == "undo of=reminder.add"
    assert short(read("刚才那两样全给我撤了", done=both)) == "undo"
    assert short(read("撤错了，恢复一下", done=done("undo"))) == "redo"


def test_another_follow_up_is_no_correction() -> None:
    reading = read("张总刚又来电话，说预算不是30万了，只有25万，再记一条", done=VISIT)
    assert short(reading) == "followup.log customer=华星 contact=张国强 method=call"


@pytest.mark.parametrize(
    "said", ["📍 上海市徐汇区漕河泾科技园", "上海市徐汇区", "漕溪北路88号", "华新智能\nhttps://example.com/a"]
)
def test_a_place_or_a_link_is_no_customers_name(said: str) -> None:
    assert short(read(said, pending=LOG)) == "ask customer"


@pytest.mark.parametrize("said", ["徐汇区中心医院", "新丝路"])
def test_a_name_with_a_place_in_it_is_a_name(said: str) -> None:
    assert f"customer={said}" in short(read(said, pending=LOG))
