"""The team's own words: read as the known one, kept as said."""

from __future__ import annotations

import pytest

from tests.integration.commands.conftest import ADMIN, REP
from tests.integration.commands.test_macros import counted, notes
from tests.talk import Talk

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("order", ["把“扫街”当作上门了", "把扫街当作拜访", "扫街就是拜访", "以后说扫街就是拜访"])
def test_a_word_is_read_as_another_and_kept_as_said(talk: Talk, order: str) -> None:
    assert "以后“扫街”就当" in talk.say(ADMIN, order)
    told = talk.say(REP, "今天扫街了云图，聊了报价")
    assert "云图 · 拜访" in told
    assert notes(talk)[0] == "今天扫街了云图，聊了报价"


def test_a_word_stands_for_itself_again(talk: Talk) -> None:
    talk.say(ADMIN, "把“扫街”当作拜访")
    assert "扫街→拜访" in talk.say(REP, "同义词列表")
    assert "不再" in talk.say(ADMIN, "删同义词 扫街")
    assert "还没有" in talk.say(REP, "同义词列表")
    talk.say(ADMIN, "撤销")
    assert "扫街→拜访" in talk.say(REP, "同义词列表")


@pytest.mark.parametrize(
    ("order", "why"),
    [
        ("把“扫街”当作吃瓜", "我也不懂"),
        ("把“云图”当作拜访", "别的意思"),
        ("把“今天”当作拜访", "别的意思"),
        ("把“重点客户”当作拜访", "别的意思"),
        ("把“撤销”当作拜访", "别的意思"),
    ],
)
def test_a_word_that_means_something_is_left_alone(talk: Talk, order: str, why: str) -> None:
    assert why in talk.say(ADMIN, order)


@pytest.mark.parametrize("words", ["今天就是拜访云图", "这次就是拜访", "张总就是老板", "我就是拜访"])
def test_what_only_sounds_like_a_rule_makes_none(talk: Talk, words: str) -> None:
    talk.say(ADMIN, words)
    assert "还没有" in talk.say(ADMIN, "同义词列表")


def test_names_that_hold_the_word_stay_names(talk: Talk) -> None:
    talk.say(REP, "新客户 扫街科技")
    talk.say(ADMIN, "把“扫街”当作拜访")
    before = counted(talk)
    assert "扫街科技" in talk.say(REP, "扫街科技什么情况")
    assert counted(talk) == before


def test_a_customer_goes_by_another_name_too(talk: Talk) -> None:
    assert "云图又叫小云朵" in talk.say(REP, "云图数据又叫小云朵")
    assert "小云朵" not in notes(talk)[0]
    assert "云图 · 拜访" in talk.say(REP, "今天拜访了小云朵，聊了报价")
    assert "免得弄混" in talk.say(REP, "华星又叫小云朵")
    assert "本来就叫" in talk.say(REP, "云图又叫小云朵")
