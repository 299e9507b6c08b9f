"""Several commands in one message: numbered points, a number before the next order, and one tale of each customer."""

import pytest

from tests.unit.nlp.talk import read, short

pytestmark = pytest.mark.unit


def test_points_in_chinese_numbers_are_clauses_of_their_own() -> None:
    said = "一、华星张国强同意先试一个月。二、华星打上VIP。三、十二月三日上午十点提醒本人去取样机。"
    assert short(read(said)) == (
        "followup.log customer=华星 contact=张国强 | tag.add customer=华星 tags=VIP | "
        "reminder.add customer=华星 at=12-03T10:00"
    )


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("华星预算写成41 远航打个VIP", "customer.update customer=华星 fields=预算:41 | tag.add customer=远航 tags=VIP"),
        (
            "赵刚电话里说想换两台A3 给远航打个VIP",
            "followup.log customer=远航 contact=赵刚 method=call | tag.add customer=远航 tags=VIP",
        ),
    ],
)
def test_an_order_after_a_number_is_one_of_its_own(said: str, meaning: str) -> None:
    assert short(read(said)) == meaning


def test_what_is_told_of_a_customer_later_goes_with_what_was_told_before() -> None:
    drafts = read("上午去了华星，下午去了远航。华星要加十台；赵刚嫌价格高").drafts
    assert [(draft.slots["customer"].name, draft.slots["note"]) for draft in drafts] == [  # type: ignore[union-attr]
        ("上海华星科技有限公司", "上午去了华星；华星要加十台"),
        ("远航物流有限公司", "下午去了远航；赵刚嫌价格高"),
    ]


def test_a_tale_that_begins_at_another_time_stays_apart() -> None:
    drafts = read("上午给华星打了电话说报价。下午去了远航看现场。傍晚又去了趟华星送样品").drafts
    assert [draft.slots["customer"].name[:4] for draft in drafts] == ["上海华星", "远航物流", "上海华星"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "said", ["上午两家都跑了：华星张国强要两台；远航赵刚嫌贵", "上午跑了两家：华星张国强要两台；远航赵刚嫌贵"]
)
def test_a_round_gives_all_of_them_its_way(said: str) -> None:
    assert [draft.slots["method"] for draft in read(said).drafts] == ["visit", "visit"]


def test_money_that_is_only_shown_or_counted_is_a_tale() -> None:
    assert short(read("赵刚今天来展厅挑了三款门，远航打个VIP")).startswith("followup.log customer=远航")
    assert short(read("赵刚把定金的回单发过来了，远航打个VIP")).startswith("followup.log customer=远航")
