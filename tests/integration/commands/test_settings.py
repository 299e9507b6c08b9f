"""Settings by sentence: levels, sources, industries, stages, the tag library; understood in the very next message."""

from __future__ import annotations

import pytest

from commands.business import words_of
from store import settings, tags
from tests.integration.commands.conftest import ADMIN, MANAGER, REP, bearing
from tests.talk import Talk

pytestmark = pytest.mark.integration


def words(talk: Talk, kind: str) -> tuple[str, ...]:
    return words_of(talk.database.read(lambda tx: settings.every(tx, talk.workspace)), kind)


def test_a_new_source_is_understood_at_once_and_taken_back_exactly(talk: Talk) -> None:
    before = words(talk, "sources")
    assert "视频号" in talk.say(ADMIN, "新增来源 视频号")
    assert words(talk, "sources") == (*before, "视频号")
    assert "视频号" in talk.say(REP, "云图的来源改成视频号上")
    assert bearing(talk, source="视频号") == 1
    assert "已经有" in talk.say(ADMIN, "新增来源 视频号")
    talk.say(REP, "撤销")
    assert "已撤销" in talk.say(ADMIN, "撤销新增")
    assert words(talk, "sources") == before


def test_a_renamed_level_takes_its_customers_along(talk: Talk) -> None:
    total = bearing(talk, level="A")
    asked = talk.say(ADMIN, "级别 A 改名叫 S")
    assert f"{total}家客户一起改" in asked
    assert words(talk, "levels")[0] == "A"
    assert f"{total}家" in talk.say(ADMIN, "好")
    assert (bearing(talk, level="A"), bearing(talk, level="S")) == (0, total)
    assert "S级" in talk.say(REP, "S级客户有哪些")
    talk.say(ADMIN, "撤销")
    assert (bearing(talk, level="A"), bearing(talk, level="S")) == (total, 0)
    assert words(talk, "levels") == ("A", "B", "C", "D")


def test_what_is_removed_stays_where_it_is_borne(talk: Talk) -> None:
    talk.say(REP, "云图的来源改成陌拜")
    total = bearing(talk, source="陌拜")
    assert f"{total}家客户还是“陌拜”" in talk.say(ADMIN, "删掉来源 陌拜")
    talk.say(ADMIN, "好")
    assert "陌拜" not in words(talk, "sources")
    assert bearing(talk, source="陌拜") == total
    assert "没有“陌拜”" in talk.say(ADMIN, "删掉来源 陌拜")


def test_a_level_that_a_policy_speaks_of_cannot_go(talk: Talk) -> None:
    talk.say(ADMIN, "D级超过9天没跟就提醒负责人")
    talk.say(ADMIN, "好")
    assert "催办规则" in talk.say(ADMIN, "删掉级别 D")
    assert "D" in words(talk, "levels")


def test_stages_are_set_as_a_whole_and_known_in_the_next_message(talk: Talk) -> None:
    before = words(talk, "stages")
    asked = talk.say(ADMIN, "销售阶段重设:线索→方案→谈判→赢单→输单")
    assert "线索、方案、谈判、赢单、输单" in asked
    assert "照旧留着" in asked
    talk.say(ADMIN, "确认")
    assert words(talk, "stages") == ("线索", "方案", "谈判", "赢单", "输单")
    assert "方案" in talk.say(ADMIN, "销售阶段有哪些")
    assert "加了试用" in talk.say(ADMIN, "在方案后面加个阶段 试用")
    assert words(talk, "stages") == ("线索", "方案", "试用", "谈判", "赢单", "输单")
    talk.say(ADMIN, "撤销")
    talk.say(ADMIN, "撤销")
    assert words(talk, "stages")[:2] in (("线索", "方案"), before[:2])


def test_a_rep_changes_none_of_it(talk: Talk) -> None:
    for order in ("新增来源 视频号", "标签上限50", "新增一个客户字段 付款方式", "11月27日公司放假"):
        assert "管理员" in talk.say(REP, order), order
    assert "视频号" not in words(talk, "sources")


def test_a_tag_is_switched_off_and_on_renamed_and_put_in_a_dimension(talk: Talk) -> None:
    def library() -> dict[str, tuple[bool, str | None]]:
        rows = talk.database.read(lambda tx: tags.library(tx, talk.workspace))
        return {row.name: (row.active, row.dimension) for row in rows}

    before = library()["重点客户"][1]
    assert "家客户身上的还留着" in talk.say(MANAGER, "停用标签 重点客户")
    assert library()["重点客户"][0] is False
    assert "🏷" not in talk.say(REP, "华星打标签 重点客户")
    assert "又能用了" in talk.say(MANAGER, "启用标签 重点客户")
    assert "家客户一起变" in talk.say(MANAGER, "标签 重点客户 改名叫 大客户")
    assert "大客户" in talk.say(REP, "大客户的客户有哪些") or library()["大客户"][0]
    talk.say(MANAGER, "标签 大客户 归到 价值")
    assert library()["大客户"] == (True, "价值")
    talk.say(MANAGER, "撤销")
    assert library()["大客户"] == (True, before)


def test_the_cap_of_the_library_is_a_setting(talk: Talk) -> None:
    total = sum(row.active for row in talk.database.read(lambda tx: tags.library(tx, talk.workspace)))
    assert "先停用少用的" in talk.say(ADMIN, f"标签上限{total - 1}")
    assert f"最多{total}个" in talk.say(ADMIN, f"标签上限{total}")
    assert "已经满了" in talk.say(ADMIN, "建标签 渠道商")
    talk.say(ADMIN, f"标签上限{total + 1}")
    assert "建好了" in talk.say(ADMIN, "建标签 渠道商")


def test_a_tag_that_slept_wakes_when_it_is_made_again(talk: Talk) -> None:
    talk.say(ADMIN, "停用标签 重点客户")
    assert "建好了" in talk.say(ADMIN, "建标签 重点客户")
    rows = [row for row in talk.database.read(lambda tx: tags.library(tx, talk.workspace)) if row.name == "重点客户"]
    assert [row.active for row in rows] == [True]


def test_in_english(talk: Talk) -> None:
    talk.say(ADMIN, "/lang en")
    assert "Podcast" in talk.say(ADMIN, "/newsource Podcast")
    assert "Podcast" in words(talk, "sources")
    assert "At most 40 tags" in talk.say(ADMIN, "/tagcap 40")
