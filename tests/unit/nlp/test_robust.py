"""No text makes understanding fail, all offsets lie in it, and a long one takes bounded time."""

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp import Draft, Pending, Reading
from tests.unit.nlp.talk import named, read

pytestmark = pytest.mark.unit

WORDS = (
    "华星 远航 张总 李四 提醒我 明天 下午3点 每周一 打上 VIP 去掉 #待跟进 新客户 电话 13800138000 拜访了 "
    "不是 是 改成 撤销 第二个 前两个 ， 。 \n ： 「 」 @李四 /跟进 A级 预算 50万 他们 都不是 标签 联系人 "
    "叫 王磊 😂 1. ① 然后 \t 到时候 提前一天 有限公司"
)
PIECES = st.sampled_from(WORDS.split(" "))
TALK = st.lists(PIECES, max_size=14).map("".join)
CONTEXTS = st.sampled_from(
    [
        {},
        {"customer": named("远航")},
        {"shown": (named("华星"), named("远航"))},
        {"pending": Pending(command="followup.log", missing="customer", slots={"note": "价格"})},
        {"pending": Pending(command="reminder.add", missing="at", slots={"text": "送样"})},
        {"pending": Pending(command="deal.win", missing="amount")},
        {"done": (Draft(command="followup.log", slots={"customer": named("华星"), "note": "聊了"}),)},
        {"done": (Draft(command="undo"),)},
    ]
)


def sound(text: str, reading: Reading) -> bool:
    """Whether every offset lies in the text."""
    inside = all(0 <= span.start < span.end <= len(text) for span in reading.spans)
    return inside and all(0 <= draft.start <= draft.end <= len(text) for draft in reading.drafts)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TALK | st.text(max_size=60), CONTEXTS)
def test_any_text_is_read(text: str, context: dict[str, Any]) -> None:
    assert sound(text, read(text, **context))


@pytest.mark.parametrize(
    "piece",
    [
        "华星张总来电话说，",
        "提醒我明天下午3点",
        "张总",
        "1",
        "#标签 ",
        "公司",
        "上海华星科技有限公司",
        "\n",
        "【",
        "a b ",
    ],
)
def test_a_long_text_takes_bounded_time(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    began = time.process_time()
    assert sound(text, read(text))
    assert time.process_time() - began < 5
