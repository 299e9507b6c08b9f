"""Folding keeps every offset; small numbers are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.pinyin import sound_key
from nlp.text import fold, normal, small_number, squeeze

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


@given(st.text())
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_names_are_squeezed() -> None:
    assert normal("中粮面业 (德州)") == "中粮面业德州"
    squeezed = squeeze("bright kids 来")
    assert squeezed.span(0, 10) == (0, 11)


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
