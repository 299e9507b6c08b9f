"""Answers and corrections in dialogue: a yes that says how, one part taken back, another hour with its reason."""

import pytest

from nlp import Pending
from tests.unit.nlp.talk import at, done, named, read, short
from tests.unit.nlp.test_retractions import REMINDED, TAGGED

pytestmark = pytest.mark.unit

ASKED = Pending(command="customer.assign", missing="confirm", slots={"customer": named("华星"), "to": "李娜"})


@pytest.mark.parametrize(
    "words",
    [
        "对，就这么分",
        "行，就这么定了",
        "嗯按你说的来",
        "好，照这个办",
        "中，就恁弄",
        "没错就这么转",
        "可以，就按这个分",
        "妥，就这么整",
        "好，照着办",
        "行行行，分吧",
        "分吧分吧",
        "没错，就这家",
    ],
)
def test_a_yes_says_how(words: str) -> None:
    assert short(read(words, pending=ASKED)) == "confirm"


@pytest.mark.parametrize("words", ["就这么分不合适吧", "分三批", "就这么多", "就这么算了", "转给李四"])
def test_what_is_no_plain_yes(words: str) -> None:
    assert short(read(words, pending=ASKED)) != "confirm"


@pytest.mark.parametrize(
    "words",
    ["那句作废", "那句话收回😅", "前头那句不算哈", "上面那段划掉，我看岔了", "哎那条作废那条作废", "刚说的那笔抹了"],
)
def test_a_piece_of_what_was_said_is_taken_back(words: str) -> None:
    assert short(read(words, done=TAGGED)) == "undo"


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("贴上去那个VIP抹了，前面写的留着", "tag.add"),
        ("那个VIP摘了，记的话留着", "tag.add"),
        ("标签先别打 跟进留着", "tag.add"),
        ("先别打标签，跟进照记", "tag.add"),
        ("写的那段删了，标签留着", "followup.log"),
        ("前头那段话作废，标还要", "followup.log"),
    ],
)
def test_one_part_goes_by_how_it_came_about(words: str, of: str) -> None:
    assert short(read(words, done=TAGGED)) == f"undo of={of}"


@pytest.mark.parametrize("words", ["叫我的那个不用了，记的话留着", "提醒先别设 跟进留着", "跟进留着 另外那个帮我撤了"])
def test_the_reminder_goes(words: str) -> None:
    assert short(read(words, done=REMINDED)) == "undo of=reminder.add"


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("改成下午三点半哈，上午她要开会", "11-19T15:30"),
        ("上午他没空，改成下午三点半", "11-19T15:30"),
        ("改到十一点，十点他还没到岗", "11-19T11:00"),
        ("提前到九点半，十点以后他下车间", "11-19T09:30"),
        ("换成周六早上九点，周五他不在", "11-21T09:00"),
        ("改到周六，下午两点", "11-21T14:00"),
    ],
)
def test_the_reason_is_not_the_time(words: str, moved: str) -> None:
    reminder = done("reminder.add", customer=named("华星"), text="签字", at=at("2026-11-19T10:00"))
    assert short(read(words, done=reminder)) == f"reminder.add replaces customer=华星 at={moved}"


@pytest.mark.parametrize("words", ["是下周五 我说成下周四了", "应该下周五，下周四是我打错了", "我把下周五说成了下周四"])
def test_what_was_said_wrongly_is_not_meant(words: str) -> None:
    told = done("followup.log", customer=named("华星"), note="下周四送样", next_at=at("2026-11-26T10:00"))
    assert short(read(words, done=told)) == "followup.log replaces customer=华星 next_at=11-27T10:00"


@pytest.mark.parametrize("words", ["哎哟贴错家了，要贴的是远航", "挂错家了，该挂远航", "标错人家了，是远航"])
def test_the_tag_was_another_ones(words: str) -> None:
    tagged = done("tag.add", customer=named("华星"), tags=("VIP",))
    assert short(read(words, done=tagged)) == "tag.add replaces customer=远航 tags=VIP"


def test_another_one_gets_the_same_tag() -> None:
    tagged = done("tag.add", customer=named("华星"), tags=("VIP",))
    assert short(read("远航也打上", done=tagged)) == "tag.add customer=远航 tags=VIP"


def test_the_task_goes_to_another() -> None:
    given = done("task.assign", to=read("让李娜把图纸要回来").drafts[0].slots["to"], text="把图纸要回来")
    assert short(read("李娜休假，改派王强", done=given)) == "task.assign replaces to=王强"


@pytest.mark.parametrize(
    "words",
    [
        "叮我的那件事已经做了✅",
        "提醒我的事儿弄完了",
        "你催我的那个办利索了",
        "刚提醒我的已经打过电话了，勾了吧",
        "喊我办的那桩搞定咯",
    ],
)
def test_what_one_was_called_for_is_done(words: str) -> None:
    assert short(read(words)) == "reminder.done"


@pytest.mark.parametrize(
    ("words", "one"),
    [("拉货那个", "远航"), ("跑车的那家", "远航"), ("管小区的", "绿地物业"), ("盖楼的那个", "绿地建设")],
)
def test_one_of_those_offered_is_described_by_its_trade(words: str, one: str) -> None:
    offered = tuple(named(each) for each in ("远航", "绿地物业", "绿地建设"))
    asked = Pending(command="followup.log", missing="customer", slots={"note": "缺货"})
    assert short(read(words, pending=asked, shown=offered)).startswith(f"followup.log customer={one}")


def test_a_description_that_fits_none_makes_no_customer() -> None:
    asked = Pending(command="followup.log", missing="customer", slots={"note": "缺货"})
    reading = read("看牙的", pending=asked, shown=(named("远航"), named("华星")))
    assert not any(draft.new for draft in reading.drafts)
