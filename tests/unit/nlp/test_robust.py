"""No text makes understanding fail, all offsets lie in it, and a long one takes bounded time."""

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp import Context, Draft, Named, Names, Pending, Reading, keys_in, keys_of, understand
from nlp.persons import persons
from tests.unit.nlp.talk import NAMES, NOW, SPEAKER, customer, grammar, named, person, read

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


# another team's workspace, whose customers, people and tags bear the same names and are others
ELSEWHERE = Names(
    customers=(customer("北京华星传媒有限公司", "华星"), customer("远航旅行社", "远航", owner="李四")),
    contacts=(person("张总", "北京华星传媒有限公司", "总经理"), person("李四", "远航旅行社")),
    members=(Named(kind="member", id="明天", name="明天"),),
    tags=(Named(kind="tag", id="提醒", name="提醒"), Named(kind="tag", id="电话", name="电话")),
    levels=("一", "下"),
    stages=("拜访", "联系"),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TALK | st.text(max_size=60), CONTEXTS)
def test_equal_words_are_read_alike_whatever_others_hold(text: str, context: dict[str, Any]) -> None:
    before = read(text, **context)
    understand(text, grammar(), ELSEWHERE, NOW, Context(speaker=SPEAKER))
    ELSEWHERE.narrow(text, Context(speaker=SPEAKER))
    assert read(text, **context) == before
    known = {each.id for each in (*NAMES.customers, *NAMES.contacts)}
    foreign = {each.id for each in (*ELSEWHERE.customers, *ELSEWHERE.contacts)} - known
    named_ids = {value.id for draft in before.drafts for value in draft.slots.values() if isinstance(value, Named)}
    assert not named_ids & foreign


@settings(max_examples=300, deadline=None)
@given(TALK | st.text(max_size=80))
def test_people_stand_in_the_text(text: str) -> None:
    ends = [0, *(place for pair in persons(text) for place in pair)]
    assert ends == sorted(ends)
    assert ends[-1] <= len(text)


WORD = st.text("华星远航恒力机械科技的了吗我们成都食品中国银行第一医院老张小", min_size=2, max_size=12)


@settings(max_examples=300, deadline=None)
@given(
    WORD, st.sampled_from(["", "今天去了", "跟", "我们的", "，"]), st.sampled_from(["", "的张总", "了", "他们说", "！"])
)
def test_a_name_is_asked_for_wherever_it_stands(name: str, before: str, after: str) -> None:
    asked = set(keys_in(before + name + after))
    assert asked & set(keys_of("customer", name, {}))


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


@pytest.mark.parametrize("run", [" ", "\n", "\t", "，", "的", "（"])
def test_a_run_of_one_sign_inside_a_message_takes_no_time(run: str) -> None:
    text = f"把华星{run * 120}在苏州的客户{run * 120}列一下{run * 120}打电话催货"
    began = time.process_time()
    assert sound(text, read(text))
    assert time.process_time() - began < 1
