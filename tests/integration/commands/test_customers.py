"""Customers and their people: made, found, changed, put into the bin and brought back."""

import pytest

from tests.integration.commands.conftest import ADMIN, MANAGER, OTHER, REP
from tests.talk import Talk

pytestmark = pytest.mark.integration


def test_a_new_customer_shows_number_owner_and_masked_phone(talk: Talk) -> None:
    answer = talk.say(REP, "新客户 泰安北极光重工 张总 13800009999 来源展会")
    assert answer.startswith("🆕 泰安北极光重工 · 编号61 · 你的")
    assert "138****9999" in answer
    assert "13800009999" not in answer


def test_a_name_or_number_that_is_taken_is_refused_with_a_way_on(talk: Talk) -> None:
    talk.say(REP, "新客户 泰安北极光重工 张总 13800009999")
    assert "已经有了" in talk.say(OTHER, "/新客户 泰安北极光重工")
    taken = talk.say(OTHER, "/新客户 威海大雪山重工 李总 13800009999")
    assert "138****9999 已经是同事的客户了" in taken
    assert "北极光" not in taken
    assert talk.press(OTHER, "仍然新建").startswith("🆕 威海大雪山重工")


def test_the_card_is_one_screen_and_in_a_group_goes_to_the_asker_alone(talk: Talk) -> None:
    card = talk.say(REP, "看看云图")
    assert len(card.splitlines()) <= 9
    for part in ("云图数据", "A级", "#重点客户", "负责人 陈晓明", "吴昊", "138****1111", "下一步"):
        assert part in card
    assert talk.say(REP, "看看云图", group=True) == "发你私聊了"
    assert talk.said[-2].chat.private or talk.said[-1].chat.private


def test_numbers_are_whole_in_private_for_the_owner_only(talk: Talk) -> None:
    assert "13800001111" in talk.say(REP, "/电话 云图")
    assert "1111" not in talk.say(OTHER, "/电话 云图")
    assert "13800001111" in talk.say(MANAGER, "/电话 云图")
    assert "13800001111" not in talk.say(REP, "/电话 云图", group=True)


def test_updates_show_old_and_new(talk: Talk) -> None:
    answer = talk.say(REP, "云图改B级，来源转介绍")
    assert "级别 A→B" in answer
    assert "来源" in answer
    assert "请找陈晓明" in talk.say(OTHER, "云图改C级")
    talk.say(REP, "撤销")
    assert "A级" in talk.say(REP, "看看云图")


def test_deleting_asks_and_restoring_brings_everything_back(talk: Talk) -> None:
    before = talk.say(REP, "看看云图")
    assert "放进回收站？" in talk.say(REP, "删掉云图")
    assert "已放进回收站" in talk.say(REP, "确认")
    assert "云图”：一家也没有" in talk.say(REP, "/找客户 云图")
    assert "从回收站恢复" in talk.say(REP, "/恢复客户 云图")
    assert "已恢复" in talk.press(REP, "恢复")
    assert talk.say(REP, "看看云图") == before


def test_a_colleagues_customer_is_not_deleted(talk: Talk) -> None:
    assert "请找陈晓明" in talk.say(OTHER, "删掉云图")


def test_contacts_are_added_and_shown(talk: Talk) -> None:
    assert "李工" in talk.say(REP, "/联系人 云图 李工 13900002222")
    shown = talk.say(REP, "/电话 云图")
    assert "李工" in shown
    assert "13900002222" in shown


def test_who_is_called_by_a_nick_is_found_without_the_company(talk: Talk) -> None:
    talk.say(REP, "新客户 大连渤海渔具")
    talk.say(REP, "/联系人 大连渤海渔具 鄂红梅 13900002233")
    talk.say(REP, "看看云图")
    for text in ("红梅姐刚来电话说鱼竿要补二十箱", "跟红梅通了电话，鱼线改蓝色"):
        told = talk.say(REP, text)
        assert "渤海渔具" in told
        assert "鄂红梅" in told


def test_finding_by_conditions_and_picking_by_number(talk: Talk) -> None:
    found = talk.say(REP, "/找客户")
    assert "你的客户" in found
    name = found.splitlines()[2].split()[1]
    assert name in talk.say(REP, "2")


def test_names_with_markup_and_quotes_are_only_names(talk: Talk) -> None:
    name = "Robert'DROP--<b>公司"
    assert name in talk.say(REP, f"/新客户 {name}")
    assert "你的客户" in talk.say(REP, "/找客户")


def test_admin_sees_all_and_rep_its_own(talk: Talk) -> None:
    def total(who: str) -> int:
        head = talk.say(who, "/找客户").splitlines()[0]
        return int("".join(sign for sign in head if sign.isdigit()))

    assert total(ADMIN) == 60
    assert total(REP) < total(MANAGER) <= 60


def test_somebody_without_customers_is_told_how_to_begin(talk: Talk) -> None:
    assert talk.say(ADMIN, "我的客户").startswith("你名下还没有客户。发：新客户")


def test_a_search_says_what_it_looked_for(talk: Talk) -> None:
    assert talk.say(ADMIN, "陈晓明的重点客户有哪些").startswith("陈晓明的、#重点客户：")
    assert "A级、90天没跟：一家也没有" in talk.say(REP, "90天没跟的A级客户有哪些")
    assert talk.say(REP, "有哪些客户").startswith("你的客户")
    assert "#重点客户" in talk.say(REP, "重点客户有哪些")


def test_new_customers_are_those_filed_in_the_days_that_were_said(talk: Talk) -> None:
    assert talk.say(REP, "昨天新录了哪些客户").startswith("11/20新录：一家也没有")
    talk.say(REP, "新客户 绿原农资 王总")
    found = talk.say(REP, "本周新录了哪些客户")
    assert "新录：1家" in found
    assert "绿原农资" in found


def test_a_condition_that_cannot_be_looked_for_is_said(talk: Talk) -> None:
    answer = talk.say(REP, "哪些客户签了合同")
    assert answer.startswith("“签了合同”我还不会找，先列全部\n你的客户")
    assert "还不会找" not in talk.say(REP, "帮我列一下名下所有的客户")
