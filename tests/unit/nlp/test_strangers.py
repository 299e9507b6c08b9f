"""What the worlds of other trades showed: each kind of slip once, in a world of its own."""

import pytest

from nlp import Pending
from tests.unit.nlp.talk import named, read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("20天没跟的客户拉个单子", "report.stale idle_days=20"),
        ("刘敏电话换了 13757166089", "customer.update customer=华兴 contact=刘敏 phone=13757166089"),
        ("华兴的财务 蒋姐 13967501122 加进去", "contact.add customer=华兴 contact=蒋姐 title=财务 phone=13967501122"),
    ],
)
def test_the_matter_decides_which_command_it_is(said: str, meaning: str) -> None:
    assert short(read(said)) == meaning


@pytest.mark.parametrize(
    "said",
    [
        "还没给赵总回电话，忙死了",
        "下午准备去一趟远航，还没出门呢",
        "本来今天要去远航看赵总的，下雨没去成",
        "不是说好不给远航打VIP了吗",
        "联系方式 13757166089，微信号abc12345",
    ],
)
def test_what_was_not_done_is_not_filed(said: str) -> None:
    assert not [draft for draft in read(said).drafts if not draft.doubts]


def test_what_ends_several_follow_ups_holds_for_all() -> None:
    first, second = read("华星张总说要报价；远航赵刚嫌贵，都是昨天打的电话").drafts
    assert [draft.slots["at"] for draft in (first, second)] == [second.slots["at"]] * 2
    assert {draft.slots["method"] for draft in (first, second)} == {"call"}
    assert str(first.slots["note"]).endswith("都是昨天打的电话")


def test_an_hour_said_after_the_reminder_is_its_hour() -> None:
    (draft,) = read("下周二中午12点半约了远航赵刚吃饭，别忘了叫我……就12点叫吧").drafts
    assert str(draft.slots["at"].value) == "2026-11-24 12:00:00+08:00"  # type: ignore[union-attr]


def test_a_day_said_after_the_reminder_is_its_day() -> None:
    assert "at=11-28T09:00" in short(read("到月底提醒我催远航付款，28号吧"))


def test_the_eve_of_what_is_dated_elsewhere() -> None:
    assert "at=11-30T20:00" in short(read("开学前一天晚上八点提醒我查物流，开学是12月1号"))
    assert "ask at" in short(read("开学前一天晚上八点提醒我查物流"))


def test_a_hash_tag_is_for_the_customer_told_of_after_it() -> None:
    tagged, told = read("#VIP 远航 赵刚嫌贵").drafts
    assert tagged.slots["customer"] == told.slots["customer"] == named("远航")


def test_days_count_from_the_time_of_the_reminder_that_is_put_off() -> None:
    (reminder,) = read("提醒我后天上午十点半去远航验货").drafts
    (draft,) = read("那个验货的提醒往后挪两天", done=(reminder,)).drafts
    assert str(draft.slots["at"].value) == "2026-11-22 10:30:00+08:00"  # type: ignore[union-attr]


def test_an_answer_by_part_of_a_name_is_no_new_customer() -> None:
    shown = (named("绿地物业"), named("绿地建设"))
    asked = Pending(command="followup.log", missing="customer", slots={"note": "要报价"})
    reading = read("物业管理那家", pending=asked, shown=shown)
    assert reading.drafts[0].slots["customer"] == named("绿地物业")


def test_a_name_written_as_it_sounds() -> None:
    (draft,) = read("刚跟华兴刘民打完电话").drafts
    assert draft.slots["contact"].name == "刘敏"  # type: ignore[union-attr]
