"""Orders that no command serves yet, for a short name that fits several customers."""

import pytest

from tests.unit.nlp.talk import read, short

pytestmark = pytest.mark.unit

ASKED = "ask customer 绿地物业 绿地建设"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("绿地回款5万，登一下", "绿地回款5万"),
        ("绿地到账八万六 今天的", "绿地到账八万六"),
        ("绿地进来一笔三万二的款，登上", "绿地进来一笔三万二的款"),
        ("绿地到款八千 记回款", "绿地到款八千"),
        ("绿地那笔尾款到了，录一下", "绿地那笔尾款到了"),
        ("绿地阶段改成谈判", "绿地阶段改成谈判"),
        ("绿地以后归王强跟", "绿地以后归王强跟"),
        ("绿地那户往后换李娜跟", "绿地那户往后换李娜跟"),
        ("绿地转给李娜", "绿地转给李娜"),
        ("把绿地放公海", "把绿地放公海"),
    ],
)
def test_it_is_asked_which_is_meant(text: str, note: str) -> None:
    reading = read(text)
    assert short(reading) == ASKED
    assert reading.drafts[0].doubts[0].reason == "outside"
    assert reading.drafts[0].slots["note"] == note


def test_what_is_clear_beside_it_is_done() -> None:
    reading = read("绿地那单推到已签约，顺便华星打个VIP")
    assert short(reading) == f"{ASKED} | tag.add customer=华星 tags=VIP"
    assert reading.left == ()


@pytest.mark.parametrize("text", ["绿地物业回款5万，登一下", "华星阶段改成谈判", "远航以后归王强跟"])
def test_where_the_customer_is_clear_nothing_is_asked_and_nothing_filed(text: str) -> None:
    assert read(text).kind == "outside"


def test_what_somebody_says_is_no_order() -> None:
    text = "今天跟绿地物业的孙丽吃饭，她说下半年单子往外地推"
    drafts = read(text).drafts
    assert [(draft.command, draft.slots["note"]) for draft in drafts] == [("followup.log", text)]


def test_who_keeps_a_new_customer_is_part_of_its_record() -> None:
    assert short(read("新客户 合肥宏图文具 联系人周经理 13812345678 以后王强负责")).startswith("customer.add new")


@pytest.mark.parametrize("said", ["绿地今天进来四万，登回款", "绿地打过来三万，入个账", "绿地签了，合同二十万，登合同"])
def test_the_order_after_what_came_in_asks_too(said: str) -> None:
    assert short(read(said)) == ASKED


@pytest.mark.parametrize("said", ["到账五万 记一下", "刚到账三万，登一下回款", "尾款收到了两万，入个账"])
def test_it_is_asked_whose_money_it_is(said: str) -> None:
    assert short(read(said)) == "ask customer"


def test_what_is_not_booked_is_told() -> None:
    text = "跟孙丽对了账，差额是运费未入账"
    assert [(draft.command, draft.slots["note"]) for draft in read(text).drafts] == [("followup.log", text)]
