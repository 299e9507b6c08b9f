"""Going back to an earlier configuration: exactly, whatever was done since, and undone bit for bit."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from typing import Any

import pytest

from store import configuration
from tests.integration.commands.conftest import ADMIN, REP, version
from tests.talk import Talk

pytestmark = pytest.mark.integration
State = Mapping[str, Mapping[str, Mapping[str, Any]]]


def state(talk: Talk) -> State:
    return talk.database.read(lambda tx: configuration.current(tx, talk.workspace))


def at(talk: Talk, number: int) -> State:
    row = talk.database.read(lambda tx: configuration.by_number(tx, talk.workspace, number))
    assert row is not None
    return row.state


def known(state: State) -> dict[str, list[dict[str, Any]]]:
    """The rows without their ids and numbers: what people know of it."""
    return {
        table: sorted(
            ({name: value for name, value in row.items() if name not in ("number", "tag_id")} for row in rows.values()),
            key=lambda row: json.dumps(row, sort_keys=True, ensure_ascii=False),
        )
        for table, rows in state.items()
    }


def back_to(talk: Talk, number: int) -> str:
    said = talk.say(ADMIN, f"回滚配置 v{number}")
    return said if "就和" in said else talk.say(ADMIN, "好")


def test_a_tag_in_use_is_switched_off_and_named(talk: Talk) -> None:
    number = version(talk)
    talk.say(ADMIN, "建标签 渠道商")
    talk.say(REP, "云图打标签 渠道商")
    before = state(talk)
    assert "标签 渠道商还有客户或规则在用" in back_to(talk, number)
    assert {row["name"]: row["active"] for row in state(talk)["tag"].values()}["渠道商"] is False
    talk.say(ADMIN, "撤销")
    assert state(talk) == before


def test_a_field_with_values_is_switched_off(talk: Talk) -> None:
    number = version(talk)
    talk.say(ADMIN, "加字段 门店数 数字")
    talk.say(REP, "云图的门店数是20")
    before = state(talk)
    assert "字段 门店数还有客户或规则在用" in back_to(talk, number)
    assert [row["active"] for row in state(talk)["field"].values()] == [False]
    talk.say(ADMIN, "撤销")
    assert state(talk) == before


def test_names_that_changed_hands_go_back_to_whose_they_were(talk: Talk) -> None:
    talk.say(ADMIN, "建标签 甲类")
    talk.say(ADMIN, "建标签 乙类")
    number, wanted = version(talk), state(talk)
    talk.say(ADMIN, "标签 甲类 改名叫 丙类")
    talk.say(ADMIN, "标签 乙类 改名叫 甲类")
    talk.say(ADMIN, "标签 丙类 改名叫 乙类")
    back_to(talk, number)
    assert state(talk) == wanted


def test_a_name_taken_by_a_tag_in_use_comes_back(talk: Talk) -> None:
    talk.say(ADMIN, "建标签 甲类")
    number = version(talk)
    talk.say(ADMIN, "标签 甲类 改名叫 丙类")
    talk.say(ADMIN, "建标签 甲类")
    talk.say(REP, "云图打标签 甲类")
    before = state(talk)
    assert "停用" in back_to(talk, number)
    tags = {row["name"]: row["active"] for row in state(talk)["tag"].values()}
    assert tags["甲类"]
    assert tags["甲类 旧"] is False
    talk.say(ADMIN, "撤销")
    assert state(talk) == before


def test_a_tag_that_was_taken_back_and_made_again_is_the_same(talk: Talk) -> None:
    talk.say(ADMIN, "建标签 甲类")
    number = version(talk)
    talk.say(ADMIN, "撤销")
    talk.say(ADMIN, "建标签 甲类")
    talk.say(REP, "云图打标签 甲类")
    assert "就和" in back_to(talk, number) or known(state(talk)) == known(at(talk, number))
    assert known(state(talk)) == known(at(talk, number))


ORDERS = (
    "建标签 甲类",
    "建标签 乙类",
    "停用标签 甲类",
    "启用标签 甲类",
    "标签 甲类 改名叫 丙类",
    "标签 乙类 改名叫 甲类",
    "标签 丙类 改名叫 乙类",
    "标签上限50",
    "标签上限60",
    "加字段 门店数 数字",
    "加字段 结算 单选 选项：月结、现结",
    "结算加选项 预付",
    "字段 门店数 改名叫 店数",
    "停用字段 店数",
    "启用字段 店数",
    "新增来源 视频号",
    "新增行业 新能源",
    "11月24日公司放假",
    "11月24日恢复国家安排",
    "2027年2月6日上班",
    "早上清单改到8点半",
    "早上清单改到9点",
    "免打扰改成晚上10点到早上8点",
    "时区改成东京",
    "每天18点推日报到本群",
    "撤销",
)
USES = ("云图打标签 甲类", "云图打标签 乙类", "云图的门店数是20", "云图的结算是月结", "华星的店数是8")


@pytest.mark.parametrize("seed", [0, 1, 3])
def test_any_version_comes_back_or_what_stays_is_named(talk: Talk, seed: int) -> None:
    chance = random.Random(seed)
    talk.say(ADMIN, "建标签 甲类")
    first = version(talk)
    for _ in range(14):
        talk.say(ADMIN, chance.choice(ORDERS))
        if chance.random() < 0.3:
            talk.say(REP, chance.choice(USES))
    for _ in range(2):
        number = chance.randint(first, version(talk))
        before, wanted = state(talk), at(talk, number)
        said = back_to(talk, number)
        now = state(talk)
        if "在用" in said:
            left = {row["name"] for table in ("tag", "field") for row in now[table].values() if not row["active"]}
            assert any(name.removesuffix(" 旧") in said for name in left)
            now = {table: _less(now[table], wanted[table], left) for table in now}
        assert known(now) == known(wanted)
        if "就和" not in said:
            talk.say(ADMIN, "撤销")
            assert state(talk) == before


def _less(
    now: Mapping[str, Mapping[str, Any]], wanted: Mapping[str, Mapping[str, Any]], left: set[str]
) -> dict[str, Mapping[str, Any]]:
    """The rows without those that stayed, switched off."""
    names = {row.get("name") for row in wanted.values()}
    return {id: row for id, row in now.items() if row.get("name") not in left or row.get("name") in names}
