"""Tags: few, preset, never misspelt into being."""

import pytest

from tests.integration.commands.conftest import ADMIN, OTHER, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration


def test_a_tag_of_the_library_is_put_and_taken(talk: Talk) -> None:
    assert talk.say(REP, "云图打标签 价格敏感").startswith("🏷 云图 #价格敏感")
    assert "#价格敏感" in talk.say(REP, "看看云图")
    assert "去掉 #价格敏感" in talk.say(REP, "云图去掉价格敏感")
    assert "#价格敏感" not in talk.say(REP, "看看云图")


def test_putting_it_twice_says_so(talk: Talk) -> None:
    talk.say(REP, "/打标签 云图 价格敏感")
    assert "已经有" in talk.say(REP, "/打标签 云图 价格敏感")


def test_an_unknown_word_is_never_made_a_tag_the_nearest_is_one_tap_away(talk: Talk) -> None:
    answer = talk.say(REP, "/打标签 云图 价格民感")
    assert "没有“价格民感”" in answer
    assert "🏷 云图 #价格敏感" in talk.press(REP, "价格敏感")


def test_the_library_lists_counts_and_a_tap_finds_the_customers(talk: Talk) -> None:
    answer = talk.say(REP, "有哪些标签")
    assert "标签库12个" in answer
    label = talk.said[-1].choices[0].label
    assert label.startswith("重点客户")
    assert "#重点客户：4家" in talk.press(REP, label)


def test_only_managers_and_admins_make_tags_and_the_library_is_capped(talk: Talk) -> None:
    assert "权限" in talk.say(REP, "/建标签 渠道商")
    assert "建好了" in talk.say(ADMIN, "/建标签 渠道商")
    assert "#渠道商" in talk.say(REP, "/打标签 云图 渠道商")
    assert "已经有了" in talk.say(ADMIN, "/建标签 渠道商")
    for i in range(17):
        talk.say(ADMIN, f"/建标签 标签甲{i}")
    assert "最多30个" in talk.say(ADMIN, "/建标签 多一个")


def test_a_colleagues_customer_is_tagged_by_its_owner_only(talk: Talk) -> None:
    assert "请找陈晓明" in talk.say(OTHER, "/打标签 云图 价格敏感")
