"""Folding keeps every offset; small numbers are read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.pinyin import sound_key, sound_keys
from nlp.text import fold, normal, one_of, places_of, small_number, squeeze, whole_word, word_edges

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("華為，１２０萬ＡBC", "华为,120万abc"),
        ("佢哋尋日嚟傾過", "他们昨日来聊过"),
        ("說拐了，看哈", "说错了,看下"),
        ("週三１４：３０", "周三14:30"),
    ],
)
def test_signs_are_folded_one_to_one(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(folded) == len(text)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_names_are_squeezed() -> None:
    assert normal("中粮面业 (德州)") == "中粮面业德州"
    squeezed = squeeze("bright kids 来")
    assert squeezed.span(0, 10) == (0, 11)


@given(st.text(alphabet="ab12 -中文", max_size=14))
def test_a_whole_word_lies_between_two_edges(text: str) -> None:
    squeezed = squeeze(text)
    edges = word_edges(squeezed)
    for start in range(len(squeezed.text)):
        for end in range(start + 1, len(squeezed.text) + 1):
            assert whole_word(squeezed, start, end) == (start in edges and end in edges)


def test_the_longest_of_some_words_is_found() -> None:
    assert [match.group() for match in re.finditer(one_of(("一", "一中", "]^")), "二十一中，一]^")] == [
        "一中",
        "一",
        "]^",
    ]


def test_a_word_stands_where_it_overlaps_itself_too() -> None:
    assert list(places_of("哈哈", "哈哈哈")) == [0, 1]
    assert list(places_of("", "哈哈哈")) == []


def test_small_numbers() -> None:
    assert [small_number(word) for word in ("2", "二", "十一", "二十一", "俩", "x", "")] == [
        2,
        2,
        11,
        21,
        2,
        None,
        None,
    ]


def test_homophones_share_a_key() -> None:
    assert sound_key("横力机械") == sound_key("恒力机械")
    assert sound_key("华围") == sound_key("华为")


def test_all_stretches_have_their_key() -> None:
    assert list(sound_keys("横力机械", 3)) == [sound_key(part) for part in ("横力", "横力机", "力机", "力机械", "机械")]


def test_a_surname_that_is_a_word_in_cantonese_stays() -> None:
    assert fold("仲经理来电话") == "仲经理来电话"
    assert fold("佢仲未付款") == "他还未付款"
