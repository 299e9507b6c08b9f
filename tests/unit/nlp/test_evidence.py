"""What the learned weights say where phrases are silent, and what they may not overrule."""

import json

import pytest

from nlp.evidence import NOTHING, called_for, runs, way_of, weigh
from nlp.phrases import CUSTOMER, PERSON, TAG
from tests.training import WEIGHTS, digest
from tests.unit.nlp.talk import read, short

pytestmark = pytest.mark.unit


def test_the_weights_were_learned_from_the_worlds_as_they_are() -> None:
    told = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert told["learned_from"] == digest(), "the worlds have changed: python -m tests.training"


def test_names_and_numbers_are_one_sign_each() -> None:
    assert runs(f"给{CUSTOMER * 4}报12.5万", group=False) == runs(f"给{CUSTOMER * 2}报3万", group=False)
    assert runs("报价", group=False) < runs("报价", group=True)


def test_equal_words_weigh_the_same() -> None:
    first = dict(weigh(f"{PERSON}嫌贵", group=False))
    weigh.cache_clear()
    assert dict(weigh(f"{PERSON}嫌贵", group=False)) == first


@pytest.mark.parametrize(
    ("masked", "command"),
    [
        (f"{PERSON * 2}嫌我们报得高，回去再商量", "followup.log"),
        (f"{CUSTOMER * 2}统一上{TAG * 3}", "tag.add"),
        ("哈哈哈哈大家辛苦啦", NOTHING),
        ("谁有投影仪的遥控器", NOTHING),
    ],
)
def test_what_other_people_mean_with_such_words(masked: str, command: str) -> None:
    assert called_for(masked, group=True) == command


def test_words_that_nobody_said_call_for_nothing() -> None:
    assert called_for("", group=False) in (None, NOTHING)
    assert called_for("qqqq", group=False) in (None, NOTHING)


def test_news_without_a_phrase_are_told() -> None:
    assert "followup.log" in short(read("张总说那台样机试了三天，颜色上不去，想换一款"))


def test_what_is_plainly_told_of_nobody_is_asked_about() -> None:
    assert short(read("刚见完客户，他们想要样品，嫌原来那家送货慢")) == "ask customer"
    assert short(read("帮我订个会议室")) == "unknown"


def test_a_question_or_another_commands_phrase_is_not_overruled() -> None:
    assert "followup.log" not in short(read("张总好说话不？"))
    assert "customer.find" in short(read("我名下的客户"))


@pytest.mark.parametrize(
    ("masked", "way"),
    [
        (f"刚到{CUSTOMER * 3}门口，保安不让进，{PERSON * 2}也没下来", "visit"),
        (f"{PERSON * 2}带着两个人来咱们展厅转了一圈，看中了那台样机", "visit"),
        (f"中午跟{PERSON * 2}在楼下一人一碗牛肉面，他说下个月再定", "meal"),
        (f"{PERSON * 2}嫌贵", None),
        (f"{CUSTOMER * 3}的货到了，{PERSON * 2}验收通过", None),
        ("", None),
    ],
)
def test_the_way_of_contact_that_no_word_names(masked: str, way: str | None) -> None:
    assert way_of(masked) == way
