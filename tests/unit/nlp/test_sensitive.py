"""Phones, e-mail addresses, ID and card numbers, however they are written; and what only looks like one."""

from itertools import pairwise

import pytest

from nlp import normal_email, normal_phone, sensitive

pytestmark = pytest.mark.unit

PHONES = [
    ("电话 13800138000", "13800138000"),
    ("１３８００１３８０００", "13800138000"),
    ("138 0013 8000", "13800138000"),
    ("138-0013-8000", "13800138000"),
    ("138.0013.8000", "13800138000"),
    ("1 3 8 0 0 1 3 8 0 0 0", "13800138000"),
    ("+86 13800138000", "13800138000"),
    ("＋８６－１３８００１３８０００", "13800138000"),
    ("(86)13800138000", "13800138000"),
    ("0086 138 0013 8000", "13800138000"),
    ("一三八零零一三八零零零", "13800138000"),
    ("幺三八〇〇幺三八〇〇〇", "13800138000"),
    ("壹叁捌 零零壹叁 捌零零零", "13800138000"),
    ("0519-8866 1234", "051988661234"),
    ("(021)5566 7788", "02155667788"),
    ("02-2712-8866", "0227128866"),
    ("0933-221-876", "0933221876"),
    ("+852 9123 4567", "+85291234567"),
    ("mobile 6123 8899", "61238899"),
    ("400-820-8820", "4008208820"),
]


@pytest.mark.parametrize(("text", "number"), PHONES)
def test_a_phone_is_found_however_it_is_written(text: str, number: str) -> None:
    (found,) = sensitive(f"张总的{text}，记一下")
    start, end, kind = found
    assert kind == "phone"
    assert normal_phone(f"张总的{text}，记一下"[start:end]) == number


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-18 14:30 开会",
        "订单 20261118001",
        "报价 1380000 元",
        "120万，12月28号，3.5折",
        "10:00 13:30 14:00 三场",
        "一三五早上八点",
        "型号 6205-2RS 1200 件",
        "税号91370102MA3CK7X21B",
        "",
    ],
)
def test_amounts_dates_and_order_numbers_are_none(text: str) -> None:
    assert sensitive(text) == []


def test_addresses_and_numbers_of_people_are_found() -> None:
    assert [kind for *_, kind in sensitive("身份证11010519491231002X，卡号4111 1111 1111 1111")] == ["id", "id"]
    ((start, end, kind),) = sensitive("发到ＣaoMin@Huawei-e.cn吧")
    assert (kind, normal_email("发到ＣaoMin@Huawei-e.cn吧"[start:end])) == ("email", "caomin@huawei-e.cn")
    assert sensitive("@跟进 提醒我") == []


def test_several_in_one_text_do_not_overlap() -> None:
    found = sensitive("王磊138-1234-5678，办公室0512-6688 9900，wang@mingda.example")
    assert [kind for *_, kind in found] == ["phone", "phone", "email"]
    assert all(a[1] <= b[0] for a, b in pairwise(found))
