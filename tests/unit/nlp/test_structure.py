"""How a message of several things is parted: lines, lists, a day's report, minutes, a new record with its tale."""

import pytest

from nlp import New
from tests.unit.nlp.talk import named, read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("head", ["11.17", "11/17 周二", "11月17日", "昨天"])
def test_a_date_over_lines_is_everyones(head: str) -> None:
    meant = "followup.log customer=华星 contact=张国强 at=11-17 method=call | "
    meant += "followup.log customer=远航 contact=赵刚 at=11-17 method=wechat"
    assert short(read(f"{head}\n华星 张国强 电话 要两箱\n远航 赵刚 微信 月底付款")) == meant


def test_two_numbers_in_a_line_are_no_date() -> None:
    assert "at=" not in short(read("华星张总来电，要3.5\n万的货"))


@pytest.mark.parametrize(
    "text",
    [
        "三件事：1、华星打VIP 2、远航赵刚来电话说要车 3、明早9点提醒我给绿地物业发报价",
        "三件事：\n1、华星 VIP打上\n2、远航赵刚电话，说要车\n3、明天上午9点提醒我给绿地物业发报价",
        "华星打上VIP。远航赵刚来电话说要车。明早9点提醒我给绿地物业发报价",
    ],
)
def test_each_item_is_its_own_command(text: str) -> None:
    meant = ["tag.add customer=华星 tags=VIP", "followup.log customer=远航 contact=赵刚 method=call"]
    assert short(read(text)).split(" | ") == [*meant, "reminder.add customer=绿地物业 at=11-19T09:00"]


@pytest.mark.parametrize(
    "text",
    [
        "今天跑了两家，第一家华星张总没在，第二家远航赵刚要降价",
        "今天跑了两个地方 头一个华星 张总说要样机 另一个远航 仓库在搬",
        "今天拜访了两家：华星张总要样机；远航赵刚嫌贵",
    ],
)
def test_what_stands_over_a_list_holds_for_each(text: str) -> None:
    drafts = read(text).drafts
    assert [draft.slots["customer"] for draft in drafts] == [named("华星"), named("远航")]
    assert {str(draft.slots.get("method")) for draft in drafts} == {"visit"}
    assert all("at" in draft.slots for draft in drafts)


def test_a_days_report_is_parted_by_its_lines() -> None:
    lines = ("补一下今天的", "早上 华星 张国强 看了样机", "中午 跟李工吃了个饭 说电源要换", "下午 远航 赵刚 签了意向")
    drafts = read("\n".join(lines)).drafts
    assert [draft.slots["contact"].name for draft in drafts] == ["张国强", "李工", "赵刚"]  # type: ignore[union-attr]
    assert [draft.slots.get("method") for draft in drafts] == ["visit", "meal", "visit"]
    assert [draft.slots["customer"] for draft in drafts] == [named("华星"), named("华星"), named("远航")]


@pytest.mark.parametrize(
    "text",
    [
        "拜访华星张总：1、价格没问题 2、交期要两周 3、下周给样",
        "今天去了华星。张总带我看了车间。他说年底要扩一条线。预算还没批",
        "上午去华星见了张总\n下午他又微信说要样机",
    ],
)
def test_one_visit_told_in_several_sentences_stays_whole(text: str) -> None:
    drafts = read(text).drafts
    assert len(drafts) == 1
    assert drafts[0].slots["note"] == text


MINUTES = (
    "【会议纪要】远航物流运价评审会\n时间：11月17日 10:00-11:30\n参会：赵刚、李梅、王强\n1. 运价降2%\n"
    "2. 绿地建设的货并柜走\n3. 宏图包装由我方联系\n下次会议：11月24日 10:00"
)


def test_minutes_are_one_meeting_with_the_titles_customer() -> None:
    reading = read(MINUTES)
    assert short(reading) == "followup.log customer=远航 at=11-17T10:00 next_at=11-24T10:00 method=meeting"
    assert reading.drafts[0].slots["note"] == MINUTES


def test_minutes_of_other_forms() -> None:
    head = "11月16日 15:00 华星周例会纪要\n与会人员：张国强，李工"
    text = f"{head}\n① 本周复测\n② 远航那批先不发\n下次会议 11月23日 同一时间"
    assert short(read(text)) == "followup.log customer=华星 at=11-16T15:00 next_at=11-23T15:00 method=meeting"
    ordered = read(f"{MINUTES}\n提醒我周五10点把报价发给赵刚")
    assert short(ordered).endswith(" | reminder.add customer=远航 at=11-20T10:00 contact=赵刚")


def test_a_list_of_visits_is_no_minutes() -> None:
    assert len(read("拜访记录\n1、华星张总说再等等\n2、远航赵刚要降价").drafts) == 2


@pytest.mark.parametrize(
    "text",
    [
        "新客户 合肥宏图文具，联系人周经理13812345678。下午刚从他店里回来，想要两箱本子",
        "建个客户合肥宏图文具 联系人周经理 13812345678 今天下午去的他那 墙上全是别家的本子",
    ],
)
def test_a_new_record_and_its_visit_are_both_filed(text: str) -> None:
    made, tale = read(text).drafts
    assert (made.command, tale.command) == ("customer.add", "followup.log")
    assert tale.new
    assert (tale.slots["customer"], tale.slots["contact"]) == (New(name="合肥宏图文具"), New(name="周经理"))
    assert tale.slots["method"] == "visit"


def test_what_is_to_come_is_no_tale_of_a_new_record() -> None:
    text = "新客户 合肥宏图文具，联系人周经理13812345678。后天去他店里看看"
    assert [draft.command for draft in read(text).drafts] == ["customer.add"]


@pytest.mark.parametrize(
    "text",
    [
        "绿地物业孙丽是从华星出来单干的，今天聊了报价",
        "华星张总介绍的绿地物业，孙丽今天来电话要报价",
        "绿地物业孙丽说今年跟华星一样，先付两成",
        "今天去了华星隔壁的绿地物业，孙丽要报价",
        "绿地物业孙丽来电，以前跟华星拿货，现在想换",
    ],
)
def test_who_is_named_in_passing_is_not_whom_it_is_about(text: str) -> None:
    drafts = read(text).drafts
    assert [draft.slots["customer"] for draft in drafts] == [named("绿地物业")]


def test_where_one_has_just_been_is_no_aside() -> None:
    drafts = read("从华星出来又去了远航，赵刚说再看看").drafts
    assert [draft.slots["customer"] for draft in drafts] == [named("华星"), named("远航")]


def test_a_plan_in_a_tale_is_its_next_step() -> None:
    assert short(read("华星张总问能不能分期，我说回去问问，明天下午去找李工核价")) == (
        "followup.log customer=华星 contact=张国强 next_at=11-19T15:00"
    )
    other = short(read("华星张总来电话说要加一台，明天上午去拜访远航"))
    assert other == "followup.log customer=华星 contact=张国强 method=call | reminder.add customer=远航 at=11-19T09:00"
