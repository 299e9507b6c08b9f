"""What is asked to be shown, with whatever verb and whatever follows it."""

import pytest

from tests.unit.nlp.talk import read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "said",
    [
        "李娜上礼拜的跟进翻给我看看",
        "李娜上周的跟进调给我瞅一眼",
        "李娜上星期的跟进摆出来我瞧瞧",
        "李娜上周的跟进念给我听听",
        "李娜上周的拜访记录找给我",
        "李娜上周的跟进给我翻翻",
        "李娜上周的follow up发我看下",
    ],
)
def test_a_colleagues_follow_ups(said: str) -> None:
    assert short(read(said)) == "followup.list member=李娜 range=11-09..11-15"


def test_ones_own_follow_ups() -> None:
    assert short(read("我上个月的跟进拉个单子")) == "followup.list member=张三 range=10-01..10-31"


@pytest.mark.parametrize("said", ["翻一下华星之前都聊的啥", "看看华星前面说了点什么", "张国强上回聊到哪了"])
def test_what_was_said_before(said: str) -> None:
    assert short(read(said)) == "followup.list customer=华星"


@pytest.mark.parametrize(
    ("said", "filters"),
    [
        ("我名下A级又挂着高意向的，数数有几家", "tags:高意向,level:A,owner:张三"),
        ("我手里待跟进的数一数多少家", "tags:待跟进,owner:张三"),
        ("待跟进的都翻出来看看一共几家", "tags:待跟进"),
        ("李娜名下VIP的列列看", "tags:VIP,owner:李娜"),
        ("挂了VIP的、我名下的，列一下", "tags:VIP,owner:张三"),
        ("谁家挂着VIP", "tags:VIP"),
    ],
)
def test_customers_with_a_tag(said: str, filters: str) -> None:
    assert short(read(said)) == f"customer.find filters={filters}"


def test_a_weekly_report() -> None:
    assert short(read("本周weekly给我来一份")).startswith("report.digest range=11-16..11-22")
