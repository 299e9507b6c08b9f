"""The configuration as versions: history, comparison, going back, and who is told."""

from __future__ import annotations

import pytest

from store import tags
from tests.integration.commands.conftest import ADMIN, REP, version
from tests.talk import Talk

pytestmark = pytest.mark.integration


def library(talk: Talk) -> set[str]:
    return {tag.name for tag in talk.database.read(lambda tx: tags.library(tx, talk.workspace)) if tag.active}


def test_each_change_is_a_version_that_can_be_compared(talk: Talk) -> None:
    before = version(talk)
    assert "建好了" in talk.say(ADMIN, "建标签 渠道商")
    assert version(talk) == before + 1
    talk.say(ADMIN, "建标签 样板客户")
    told = talk.say(ADMIN, f"对比 v{before} v{before + 2}")
    assert "＋ 标签 渠道商" in told
    assert "＋ 标签 样板客户" in told
    assert "建标签" in talk.say(ADMIN, "配置历史")


def test_a_rollback_asks_with_what_would_change_and_can_be_undone(talk: Talk) -> None:
    talk.say(ADMIN, "建标签 渠道商")
    number = version(talk)
    talk.say(ADMIN, "建标签 样板客户")
    asked = talk.say(ADMIN, f"回滚配置 v{number}")
    assert "－ 标签 样板客户" in asked
    assert "样板客户" in library(talk)
    assert f"v{number}" in talk.say(ADMIN, "好")
    assert "样板客户" not in library(talk)
    assert "渠道商" in library(talk)
    talk.say(ADMIN, "撤销")
    assert "样板客户" in library(talk)
    assert version(talk) == number + 3


def test_only_admins_see_and_change_it(talk: Talk) -> None:
    talk.say(ADMIN, "建标签 渠道商")
    assert "v" not in talk.say(REP, "配置历史")
    assert "管理员" in talk.say(REP, "回滚配置 v1")


def test_the_managing_group_hears_of_changes(talk: Talk) -> None:
    talk.say(ADMIN, "这个群是管理群", group=True)
    talk.say(ADMIN, "建标签 渠道商")
    told = [line for outgoing in talk.said[-3:] for line in outgoing.lines]
    assert any("改了配置" in line for line in told)
    assert "＋ 标签 渠道商" in told


def test_wrong_versions_are_told(talk: Talk) -> None:
    assert "没有 v999" in talk.say(ADMIN, "回滚配置 v999")
    assert "版本号" in talk.say(ADMIN, "回滚配置 上次")
    assert "没有 v999" in talk.say(ADMIN, "对比 v1 v999")
