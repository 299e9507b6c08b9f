"""Taking back, putting off, picking and correcting, in the words that people have for it."""

import pytest

from nlp import Draft, Moment, Pending
from tests.unit.nlp.talk import at, done, named, read, short
from tests.unit.nlp.test_dialogue import DELETE, VISIT

pytestmark = pytest.mark.unit

TAGGED = (*VISIT, *done("tag.add", customer=named("华星"), tags=("VIP",)))
REMINDED = (*VISIT, *done("reminder.add", customer=named("华星"), text="送样", at=at("2026-11-19T10:00")))
LIST = tuple(named(name) for name in ("华星", "远航", "绿地物业"))


@pytest.mark.parametrize(
    "words",
    [
        "说串家了 上一条不算",
        "哎呀发错群了，上一条全撤",
        "刚记的那笔删咯",
        "那条退了吧",
        "刚才发错了，收回",
        "当我没说",
        "跟进那条作废",
    ],
)
def test_the_last_is_taken_back_in_many_words(words: str) -> None:
    assert short(read(words, done=VISIT)).startswith("undo")
    assert short(read(words)).startswith("undo")


@pytest.mark.parametrize(
    "words",
    [
        "张总昨晚微信回我：参数里保修那条删掉，怕被质疑",
        "李工说第三条去掉",
        "刚才赵刚把订单取消了",
        "张总刚打电话说那批货不要了",
        "合同里那条作废了",
        "刚才把单子退了",
        "刚才开会说项目取消了",
        "刚发的样品退了",
    ],
)
def test_what_others_take_back_is_no_undo(words: str) -> None:
    assert "undo" not in short(read(words, done=VISIT))
    assert "undo" not in short(read(words))


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("标签莫动，跟进那条删咯", "followup.log"),
        ("标签多余了，只退它", "tag.add"),
        ("tag去掉，记录留着", "tag.add"),
        ("跟进留着，别的撤了", "tag.add"),
        ("标签唔好要，跟进留低", "tag.add"),
        ("跟进别撤，标签撤", "tag.add"),
    ],
)
def test_one_of_two_is_taken_back(words: str, of: str) -> None:
    assert short(read(words, done=TAGGED)) == f"undo of={of}"


def test_the_reminder_alone_is_taken_back() -> None:
    words = ("reminder多余了，只退它", "提醒取消，其他不动", "闹钟不要了，记录留着")
    assert {short(read(each, done=REMINDED)) for each in words} == {"undo of=reminder.add"}
    assert "undo" not in short(read("提醒我明天去掉那个标签", done=TAGGED))


def test_an_undo_is_brought_back() -> None:
    words = ("等等 刚撤那条其实没错 放回去吧", "撤掉的那条找回来", "放回去")
    assert {short(read(each, done=done("undo"))) for each in words} == {"redo"}


HOLDS = ["等会儿 我问问张总再说 先别动", "咪住咪住，留返佢先", "慢着，我再想想", "先留着吧", "不急，等我确认下"]
HOLDS += ["停，先别删", "改天再说", "莫删", "可以，但是先等等", "wait", "等我回公司再弄"]


def test_an_act_that_waits_for_a_yes_is_put_off() -> None:
    assert {short(read(words, pending=DELETE)) for words in HOLDS} == {"cancel"}
    agreed = ("中嘞", "要得", "删嘛", "嗯 删嘛", "妥", "冇问题")
    assert {short(read(words, pending=DELETE)) for words in agreed} == {"confirm"}


def test_what_is_ordered_while_an_act_waits_is_not_lost() -> None:
    assert short(read("等等，提醒我明天9点打给张总", pending=DELETE)).startswith("reminder.add")
    assert short(read("今天去了华星，张总说等等看", pending=DELETE)).startswith("followup.log customer=华星")


@pytest.mark.parametrize(
    ("words", "index"),
    [
        ("中间那个", 2),
        ("第二间", 2),
        ("倒数第二家", 2),
        ("最下面的", 3),
        ("就头一个", 1),
        ("嗯 三", 3),
        ("打头那家吧", 1),
    ],
)
def test_a_place_in_the_list_is_picked(words: str, index: int) -> None:
    assert short(read(words, shown=LIST)) == f"choose index={index}"


def test_what_counts_something_picks_nothing() -> None:
    assert {short(read(words, shown=LIST)) for words in ("要两个", "2个人", "后面再说")} == {"unknown"}
    assert short(read("中间那个", shown=LIST[:2])) == "unknown"


def test_a_pick_answers_the_question_for_a_customer() -> None:
    asked = Pending(command="followup.log", missing="customer", slots={"note": "聊了报价"})
    assert short(read("中间那家", pending=asked, shown=LIST)) == "followup.log customer=远航"


NOTED = done("followup.log", customer=named("华星"), note="月底前要三十箱，先付两成")


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("不是三十箱 四十箱 我舌头大了", "月底前要四十箱，先付两成"),
        ("说错了 是五十箱不是三十箱", "月底前要五十箱，先付两成"),
        ("手滑 不是月底 是月初", "月初前要三十箱，先付两成"),
        ("两成写错了，是三成", "月底前要三十箱，先付三成"),
        ("把四十箱打成三十箱了", "月底前要四十箱，先付两成"),
        ("三十箱改成四十箱", "月底前要四十箱，先付两成"),
    ],
)
def test_words_of_the_note_are_said_anew(words: str, note: str) -> None:
    draft = read(words, done=NOTED).drafts[0]
    assert (draft.replaces, draft.slots) == (True, {"customer": named("华星"), "note": note})


def test_what_a_slot_holds_is_changed_there_and_not_in_the_note() -> None:
    dated = Draft(
        command="followup.log",
        slots={"customer": named("华星"), "note": "周四再去，周四送样", "next_at": at("2026-11-19T09:00")},
    )
    draft = read("不是周四，是周五", done=(dated,)).drafts[0]
    assert draft.slots["note"] == "周四再去，周四送样"
    assert isinstance(moved := draft.slots["next_at"], Moment)
    assert moved.value.day == 20


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("莫写上门哈，我是电话头弄的", "followup.log replaces customer=华星 contact=张国强 method=call"),
        ("别记成拜访，是微信", "followup.log replaces customer=华星 contact=张国强 method=wechat"),
        ("唔系张总，系李工讲嘅", "followup.log replaces customer=华星 contact=李工 method=visit"),
        ("刚才那个是绿地建设的周涛说的", "followup.log replaces customer=绿地建设 contact=周涛 method=visit"),
    ],
)
def test_a_correction_in_other_words(words: str, meant: str) -> None:
    assert short(read(words, done=VISIT)) == meant


def test_a_reminder_too_early_is_moved() -> None:
    for words in ("早了早了 改十点半", "太早了，换十点半", "改十点半吧"):
        assert short(read(words, done=REMINDED)).endswith("at=11-19T10:30")


def test_names_mixed_up_are_put_right() -> None:
    heard = done("followup.log", customer=named("华兴"), method="call", note="电话里说要两台")
    assert short(read("华星华兴念串了，是科技那家", done=heard)).startswith("followup.log replaces customer=华星")


@pytest.mark.parametrize(
    ("words", "meant"),
    [("推迟半小时", "11-19T10:30"), ("往后挪一天吧", "11-20T10:00"), ("提前两个小时", "11-19T08:00")],
)
def test_a_time_is_moved_by_a_length(words: str, meant: str) -> None:
    assert short(read(words, done=REMINDED[1:])).endswith(f"at={meant}")
    assert "at=11-19" not in short(read("远航那边说推迟两周", done=REMINDED[1:]))


def test_a_no_with_a_scrap_of_an_order_is_a_no() -> None:
    asked = Pending(command="reminder.add", missing="at", slots={"customer": named("华星"), "text": "寄发票"})
    assert short(read("算了别提醒了", pending=asked)) == "cancel"


def test_the_former_and_the_latter_are_no_names() -> None:
    asked = Pending(command="followup.log", missing="customer", slots={"note": "聊了报价"})
    answers = {short(read(words, pending=asked, shown=LIST[:2])) for words in ("后者", "后者吧")}
    assert answers == {"followup.log customer=远航"}
