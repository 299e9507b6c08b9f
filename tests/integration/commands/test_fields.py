"""Fields of the workspace's own: added by sentence, typed values, searched by, renamed, retyped, switched off."""

from __future__ import annotations

from typing import Any

import pytest

from store import customers, tags
from store.customers import Scope
from tests.integration.commands.conftest import ADMIN, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration
PAYING = "新增一个客户字段 付款方式,单选,选项:月结、现结、预付"


def value(talk: Talk, customer: str, field: str) -> Any:
    scope = Scope(workspace=talk.workspace, member=None, all=True)

    def read(tx: Any) -> Any:
        row = next(each for each in tags.fields(tx, talk.workspace) if each.name == field)
        return customers.by_name(tx, scope, customer)[0].fields.get(row.id.hex)

    return talk.database.read(read)


YUNTU, HUAXING = "杭州云图数据有限公司", "苏州华星科技有限公司"


@pytest.fixture
def paid(talk: Talk) -> Talk:
    """A team with a field."""
    talk.say(ADMIN, PAYING)
    return talk


def test_a_new_field_is_understood_in_the_next_message(paid: Talk) -> None:
    assert "月结" in paid.say(REP, "云图的付款方式是月结")
    assert value(paid, YUNTU, "付款方式") == "月结"
    assert "付款方式 月结" in paid.say(REP, "看看云图")
    assert "月结→现结" in paid.say(ADMIN, "云图的付款方式改成现结")
    paid.say(ADMIN, "撤销")
    assert value(paid, YUNTU, "付款方式") == "月结"


def test_a_value_that_is_no_option_is_never_taken(paid: Talk) -> None:
    said = paid.say(REP, "云图的付款方式改成月付")
    assert "没有“月付”" in said
    assert "月结" in said
    assert value(paid, YUNTU, "付款方式") is None
    assert "月结" in paid.press(REP, "月结")
    assert value(paid, YUNTU, "付款方式") == "月结"


@pytest.mark.parametrize(
    ("spec", "said", "stored", "shown"),
    [
        ("预算 金额", "云图的预算是50万", 50_000_000, "50万"),
        ("门店数 数字", "云图的门店数是86", 86, "86"),
        ("合同到期日 日期", "云图的合同到期日改2027年3月31号", "2027-03-31", "2027-03-31"),
        ("采购周期 文本", "云图的采购周期是三个月", "三个月", "三个月"),
    ],
)
def test_each_type_keeps_its_own_kind_of_value(talk: Talk, spec: str, said: str, stored: Any, shown: str) -> None:
    talk.say(ADMIN, f"加字段 {spec}")
    assert shown in talk.say(REP, said)
    assert value(talk, YUNTU, spec.split()[0]) == stored
    assert shown in talk.say(REP, "看看云图")


def test_a_colleague_is_kept_by_id(talk: Talk) -> None:
    talk.say(ADMIN, "加字段 交付顾问 同事")
    talk.say(REP, "云图的交付顾问是李娜")
    assert len(value(talk, YUNTU, "交付顾问")) == 36
    assert "交付顾问 李娜" in talk.say(REP, "看看云图")


def test_customers_are_found_by_their_fields(talk: Talk) -> None:
    talk.say(ADMIN, "加字段 预算 金额")
    talk.say(ADMIN, PAYING)
    talk.say(ADMIN, "加字段 合同到期日 日期")
    talk.say(REP, "云图的预算是80万")
    talk.say(REP, "华星的预算是30万")
    talk.say(REP, "华星的付款方式是月结")
    talk.say(REP, "华星的合同到期日是2026年12月20日")
    found = talk.say(REP, "预算超过50万的客户有哪些")
    assert "预算超过50万：1家" in found
    assert "云图" in found
    assert "华星" in talk.say(REP, "预算不到50万的客户")
    assert "华星" in talk.say(REP, "付款方式是月结的客户有哪些")
    assert "华星" in talk.say(REP, "合同到期日在12月底之前的客户")
    assert "一家也没有" in talk.say(REP, "付款方式是预付的客户有哪些")


def test_another_name_moves_nothing(paid: Talk) -> None:
    paid.say(REP, "云图的付款方式是月结")
    assert "填过的都在" in paid.say(ADMIN, "字段 付款方式 改名叫 结算方式")
    assert value(paid, YUNTU, "结算方式") == "月结"
    assert "结算方式 月结" in paid.say(REP, "看看云图")
    assert "结算方式" in paid.say(REP, "云图的结算方式改成预付")


def test_options_come_and_go_and_records_stay(paid: Talk) -> None:
    paid.say(REP, "云图的付款方式是现结")
    assert "票到30天" in paid.say(ADMIN, "付款方式加选项 票到30天")
    assert "票到30天" in paid.say(REP, "华星的付款方式是票到30天")
    assert "已有的记录不动" in paid.say(ADMIN, "付款方式去掉选项 现结")
    assert value(paid, YUNTU, "付款方式") == "现结"
    assert "没有“现结”" in paid.say(REP, "华星的付款方式改成现结")


def test_a_change_of_type_shows_what_would_not_fit_and_leaves_it(talk: Talk) -> None:
    talk.say(ADMIN, "加字段 月用量 文本")
    talk.say(REP, "云图的月用量是300吨")
    talk.say(REP, "华星的月用量是看季节")
    asked = talk.say(ADMIN, "字段 月用量 改成数字类型")
    assert talk.say(ADMIN, "把月用量改成数字") == asked
    assert "1家的值能转过来" in asked
    assert "看季节" in asked
    talk.say(ADMIN, "好")
    assert value(talk, YUNTU, "月用量") == 300
    assert value(talk, HUAXING, "月用量") == "看季节"
    assert "月用量 看季节" in talk.say(REP, "看看华星")
    assert "云图" in talk.say(REP, "月用量超过200的客户")
    talk.say(ADMIN, "撤销")
    assert value(talk, YUNTU, "月用量") == "300吨"


def test_a_field_switched_off_is_neither_shown_nor_understood_and_comes_back_whole(paid: Talk) -> None:
    paid.say(REP, "云图的付款方式是月结")
    assert "还留着" in paid.say(ADMIN, "停用字段 付款方式")
    assert "付款方式" not in paid.say(REP, "看看云图")
    assert "启用字段" in paid.say(ADMIN, PAYING)
    paid.say(ADMIN, "启用字段 付款方式")
    assert "付款方式 月结" in paid.say(REP, "看看云图")


def test_what_is_required_is_said_and_never_stops_anybody(paid: Talk) -> None:
    paid.say(ADMIN, "付款方式设为必填")
    assert "必填" in paid.say(REP, "必填哪些")
    assert "还没填付款方式" in paid.say(REP, "新客户 杭州海纳包装有限公司")
    paid.say(ADMIN, "字段 付款方式 不用必填")
    assert "还没填" not in paid.say(REP, "新客户 苏州瑞丰模具有限公司")


@pytest.mark.parametrize(
    "order", ["加字段 电话 文本", "加字段 评级 单选", "加字段 这个字段的名字实在是太长太长太长了 文本"]
)
def test_what_cannot_be_a_field_is_refused(talk: Talk, order: str) -> None:
    talk.say(ADMIN, order)
    assert talk.database.read(lambda tx: tags.fields(tx, talk.workspace)) == []


def test_numbers_in_a_text_are_sealed(talk: Talk) -> None:
    talk.say(ADMIN, "加字段 备用联系 文本")
    talk.say(REP, "云图的备用联系是13812345678")
    assert "13812345678" not in str(value(talk, YUNTU, "备用联系"))
