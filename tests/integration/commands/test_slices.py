"""What touches very many customers goes on in slices: it says so, ends so, and is taken back as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from commands.admins import class_rename, field_retype
from store import customers, settings, tags, walks
from store.customers import Scope
from store.database import Tx
from tests.integration.commands.conftest import ADMIN, MANAGER, REP, bearing
from tests.integration.commands.test_leaving import everything
from tests.talk import Talk

pytestmark = pytest.mark.integration
YUNTU, HUAXING, LVYUAN = "杭州云图数据有限公司", "苏州华星科技有限公司", "合肥绿源食品有限公司"


@pytest.fixture(autouse=True)
def _small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_rename, "PORTION", 3)
    monkeypatch.setattr(field_retype, "PORTION", 2)
    monkeypatch.setattr(walks, "LOOKED_AT", 5)


def test_a_level_of_very_many_customers_is_renamed_slice_by_slice_and_back(talk: Talk) -> None:
    before, total = everything(talk), bearing(talk, level="A")
    assert total > 6
    asked = talk.say(ADMIN, "级别 A 改名叫 S")
    assert f"A → S：{total}家客户一起改" in asked
    assert "一批批改" in asked
    assert everything(talk) == before
    assert f"{total}家客户正在一批批改" in talk.say(ADMIN, "好")
    assert 0 < bearing(talk, level="S") <= 3
    assert "B→S" in talk.say(REP, "绿源升S级")
    talk.say(REP, "撤销")
    assert "还在一批批办" in talk.say(ADMIN, "撤销")
    assert "还在一批批改" in talk.say(ADMIN, "级别 S 改名叫 特级")
    talk.move_to(talk.now)
    assert f"✅ 客户级别：A→S，{total}家客户一起改了" in talk.told(ADMIN)
    assert (bearing(talk, level="A"), bearing(talk, level="S")) == (0, total)
    assert "一批批撤" in talk.say(ADMIN, "撤销")
    talk.move_to(talk.now)
    assert "全部撤回来了" in talk.told(ADMIN)
    assert (bearing(talk, level="A"), bearing(talk, level="S")) == (total, 0)
    assert settings_of(talk).get("levels") is None
    assert "一批批恢复" in talk.say(ADMIN, "恢复")
    talk.move_to(talk.now)
    assert (bearing(talk, level="A"), bearing(talk, level="S")) == (0, total)


def number_of(talk: Talk, name: str) -> int:
    wanted = f"SELECT max(number) FROM execution WHERE name = '{name}'"
    return int(talk.database.read(lambda tx: tx.connection.exec_driver_sql(wanted).scalar_one()))


def settings_of(talk: Talk) -> dict[str, Any]:
    return talk.database.read(lambda tx: settings.every(tx, talk.workspace))


def test_undone_slices_leave_every_row_as_it_was(talk: Talk) -> None:
    before = everything(talk)
    talk.say(ADMIN, "级别 A 改名叫 S")
    talk.say(ADMIN, "好")
    talk.move_to(talk.now)
    assert everything(talk) != before
    talk.say(ADMIN, "撤销")
    talk.move_to(talk.now)
    assert everything(talk) == before


def test_who_is_changed_to_the_old_name_behind_the_slices_is_still_met(talk: Talk) -> None:
    """Another process may have read the old list just before: the last time through finds nobody any more."""
    talk.say(ADMIN, "级别 A 改名叫 S")
    talk.say(ADMIN, "好")
    talk.fire()
    talk.fire()
    late = "UPDATE customer SET level = 'A' WHERE number = (SELECT min(number) FROM customer WHERE level = 'S')"
    talk.database.write(lambda tx: tx.connection.exec_driver_sql(late).rowcount).result()
    talk.move_to(talk.now)
    assert bearing(talk, level="A") == 0


@pytest.fixture
def metered(talk: Talk) -> Talk:
    """Five customers with a text."""
    talk.say(ADMIN, "加字段 月用量 文本")
    for who, name, value in (
        (REP, "云图", "300吨"),
        (REP, "华星", "看季节"),
        (REP, "绿源", "20吨"),
        (ADMIN, "康泰", "9吨"),
        (ADMIN, "远航", "7吨"),
    ):
        talk.say(who, f"{name}的月用量是{value}")
    return talk


def shown(talk: Talk, name: str) -> object:
    scope = Scope(workspace=talk.workspace, member=None, all=True)

    def read(tx: Tx) -> object:
        [field] = tags.fields(tx, talk.workspace)
        [row] = customers.by_name(tx, scope, name)
        form = tags.form_of(field, row.fields)
        return None if form is None else (form.kind, row.fields[form.key])

    return talk.database.read(read)


def test_a_type_is_changed_slice_by_slice_and_every_value_says_what_it_is(metered: Talk) -> None:
    before = everything(metered)
    asked = metered.say(ADMIN, "字段 月用量 改成数字类型")
    assert "5家填过，一批批转" in asked
    assert "4家的值能转过来" in asked
    assert "看季节" in asked
    assert everything(metered) == before
    assert "5家的值正在一批批转" in metered.say(ADMIN, "好")
    assert shown(metered, YUNTU) == ("text", "300吨")
    assert "月用量 300吨" in metered.say(REP, "看看云图")
    assert "还在一批批转" in metered.say(ADMIN, "字段 月用量 改成日期类型")
    metered.say(MANAGER, "绿源的月用量改成25")
    assert shown(metered, LVYUAN) == ("number", 25)
    metered.move_to(metered.now)
    assert "月用量”改成数字了，4家的值一起转好，1家转不了的照旧留着" in metered.told(ADMIN)
    assert shown(metered, YUNTU) == ("number", 300)
    assert shown(metered, HUAXING) == ("number", "看季节")
    assert shown(metered, LVYUAN) == ("number", 25)
    assert "云图" in metered.say(REP, "月用量超过200的客户")


def test_a_changed_type_is_taken_back_exactly_and_later_values_stay(metered: Talk) -> None:
    before = everything(metered)
    metered.say(ADMIN, "字段 月用量 改成数字类型")
    metered.say(ADMIN, "好")
    metered.move_to(metered.now)
    metered.say(ADMIN, "撤销")
    metered.move_to(metered.now)
    assert everything(metered) == before
    metered.say(ADMIN, "恢复")
    metered.move_to(metered.now)
    metered.say(ADMIN, "奇点的月用量是12")
    metered.say(ADMIN, f"撤销 {number_of(metered, 'admin.field.type')}")
    metered.move_to(metered.now)
    assert "月用量 300吨" in metered.say(REP, "看看云图")
    assert "月用量 12" in metered.say(ADMIN, "看看奇点")


def test_a_filter_finds_values_of_both_types_meanwhile(metered: Talk) -> None:
    metered.say(ADMIN, "加字段 预算 金额")
    for name in ("云图", "华星", "绿源"):
        metered.say(REP, f"{name}的预算是80万")
    metered.say(ADMIN, "字段 预算 改成数字类型")
    metered.say(ADMIN, "好")
    assert "：3家" in metered.say(REP, "预算超过500000的客户有哪些")
    metered.fire()
    assert "：3家" in metered.say(REP, "预算超过500000的客户有哪些")
    metered.move_to(metered.now)
    assert "：3家" in metered.say(REP, "预算超过500000的客户有哪些")
    assert "一家也没有" in metered.say(REP, "预算超过900000的客户有哪些")


def test_rolling_the_configuration_back_takes_the_values_along(metered: Talk) -> None:
    metered.say(ADMIN, "加字段 预算 金额")
    metered.say(REP, "云图的预算是80万")
    metered.say(ADMIN, "字段 预算 改成数字类型")
    metered.say(ADMIN, "好")
    assert "预算 800000" in metered.say(REP, "看看云图")
    history = metered.say(ADMIN, "配置历史")
    last = int(history.split("v")[1].split(" ")[0])
    metered.say(ADMIN, f"回滚配置 v{last - 1}")
    assert "“预算”是金额了" in metered.say(ADMIN, "好")
    assert "预算 800000" in metered.say(REP, "看看云图")
    metered.move_to(metered.now)
    assert "预算 80万" in metered.say(REP, "看看云图")
    assert "：1家" in metered.say(REP, "预算超过50万的客户有哪些")
