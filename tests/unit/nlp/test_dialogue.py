"""Answers to open questions, and corrections of what was just done."""

from datetime import datetime

import pytest

from nlp import Draft, Moment, New, Pending
from tests.unit.nlp.talk import NAMES, ZONE, named, read, short

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


def test_a_missing_time_may_be_a_moment_or_a_rule() -> None:
    asked = Pending(command="reminder.add", missing="at", slots={"customer": named("华星"), "text": "发合同"})
    assert short(read("后天一上班，八点半吧", pending=asked)) == "reminder.add customer=华星 at=11-20T08:30"
    assert "repeat=FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=8;BYMINUTE=0" in short(read("每周一三五早上8点", pending=asked))


def test_a_missing_note_is_told() -> None:
    asked = Pending(command="followup.log", missing="note", slots={"customer": named("华星"), "method": "call"})
    assert read("他想先试三个月，问能不能月付", pending=asked).drafts[0].slots["note"] == "他想先试三个月，问能不能月付"


def done(command: str, **slots: object) -> tuple[Draft, ...]:
    """What the bot has just done."""
    return (Draft(command=command, slots=slots),)  # type: ignore[arg-type]


def at(text: str) -> Moment:
    """A moment with its clock time."""
    return Moment(value=datetime.fromisoformat(text).replace(tzinfo=ZONE), said="", clocked=True)


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
