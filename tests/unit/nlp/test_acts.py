"""Short words about what was just done or asked: taken back, brought back, agreed to, dropped; an hour put right."""

import pytest

from nlp import Draft, Pending
from tests.unit.nlp.talk import at, done, named, read, short
from tests.unit.nlp.test_dialogue import DELETE, VISIT

pytestmark = pytest.mark.unit

UNDONE = done("undo")
REMINDED = done("reminder.add", customer=named("华星"), text="送样", at=at("2026-11-19T09:00"))


@pytest.mark.parametrize(
    "words",
    [
        "撤撤撤🙈 发错群",
        "唉，记串了，那条不要了",
        "不好意思点错了，取消",
        "手抖了手抖了，快撤回",
        "写错家了 快给我消掉",
        "前面那条勿登记",
        "哎呀弄重复了，去掉一条",
        "Oops，上一条别要了",
        "刚那句白说了，抹了吧",
        "我说秃噜嘴了，不算数",
    ],
)
def test_what_was_done_is_taken_back(words: str) -> None:
    assert short(read(words, done=VISIT)) == "undo"


@pytest.mark.parametrize("words", ["我先撤了", "去了", "不要了", "撤场了", "价格删到三万"])
def test_words_that_point_at_nothing_take_nothing_back(words: str) -> None:
    assert "undo" not in short(read(words, done=VISIT))


@pytest.mark.parametrize(
    "words",
    [
        "莫撤啊 还原还原",
        "别撤，要的",
        "撤早了，找回来",
        "又反悔了，加回去",
        "手快了，还是留着吧",
        "反了反了，刚那条是对的",
        "唔好撤，還原返",
        "撤错了，刚那条还是要的",
    ],
)
def test_what_was_taken_back_comes_again(words: str) -> None:
    assert short(read(words, done=UNDONE)) == "redo"


@pytest.mark.parametrize("words", ["嗯嗯就它 冲", "好的 走起", "可以 上吧", "行 安排", "是的没错 记上"])
def test_a_yes_in_other_words(words: str) -> None:
    assert short(read(words, pending=DELETE)) == "confirm"


ASKED = Pending(command="followup.log", missing="customer", slots={"note": "没人接"})


@pytest.mark.parametrize(
    "words", ["罢了，此事不必登记。", "算哒不搞了，他屋里要转行", "那就不弄了", "这条先不记了", "此事作罢", "无需登记"]
)
def test_a_no_in_other_words(words: str) -> None:
    assert short(read(words, pending=ASKED)) == "cancel"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("说秃噜嘴了 八点半 不是九点", "11-19T08:30"),
        ("更正：上述提醒时间应为十一月二十六日上午九时，不是十九日。", "11-26T09:00"),
        ("早点，七点才赶得上", "11-19T07:00"),
        ("提前些，改到八点", "11-19T08:00"),
        ("改成三点", "11-19T15:00"),
        ("太早了，下午三点", "11-19T15:00"),
        ("往后挪俩钟头", "11-19T11:00"),
        ("周四不行，周日吧", "11-22T09:00"),
        ("改成晚上八点", "11-19T20:00"),
    ],
)
def test_an_hour_is_put_right(words: str, meant: str) -> None:
    assert short(read(words, done=REMINDED)) == f"reminder.add replaces customer=华星 at={meant}"


def test_an_hour_that_is_asked_for_lies_on_the_day_that_was_said() -> None:
    day = at("2026-11-23T00:00")
    asked = Pending(
        command="reminder.add", missing="at", slots={"customer": named("华星"), "text": "对脚本", "at": day}
    )
    assert short(read("早上八点吧 那天我起得来", pending=asked)) == "reminder.add customer=华星 at=11-23T08:00"


@pytest.mark.parametrize(
    "words",
    ["补一嘴：他还要两个样袋", "再补充下 他还要两个样袋", "再补一句，他还要两个样袋", "多说一句 他还要两个样袋"],
)
def test_more_of_what_was_told_goes_with_it(words: str) -> None:
    told = (Draft(command="followup.log", slots={"customer": named("华星"), "note": "华星嫌贵"}),)
    (draft,) = read(words, done=told).drafts
    assert draft.replaces
    assert draft.slots["note"] == "华星嫌贵；他还要两个样袋"


def test_a_new_customer_answers_which() -> None:
    answer = short(read("新客户，叫大顺五金", pending=ASKED))
    assert answer == "followup.log new customer=大顺五金"


def test_later_is_no_time() -> None:
    asked = Pending(command="reminder.add", missing="at", slots={"customer": named("华星"), "text": "送样"})
    assert "reminder.add" not in short(read("等会儿再说", pending=asked))


def test_a_day_that_does_not_suit_changes_no_visit() -> None:
    assert "replaces" not in short(read("他周五不行，周日吧", done=VISIT))
