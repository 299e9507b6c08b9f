"""What is told: whom it is about, how they were met, whose words are given, and what is only supposed."""

import pytest

from nlp import New
from tests.unit.nlp.talk import named, read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("在华星耗了一上午，张总才出来", "visit"),
        ("今天泡在远航一整天，赵刚把数都对完了", "visit"),
        ("从赵刚那边刚撤出来，他嫌贵", "visit"),
        ("远航扑空，赵刚去市里了", "visit"),
        ("在华星驻点，样机都装好了", "visit"),
        ("赵刚请的早茶，说要两台车", "meal"),
        ("昨天在远航吃的羊汤，赵刚答应加单", "meal"),
        ("赵刚微信发来一段视频，托盘裂了", "wechat"),
        ("跟赵刚视频了半小时，运价没谈拢", "meeting"),
    ],
)
def test_how_somebody_was_met(text: str, method: str) -> None:
    (draft,) = read(text).drafts
    assert (draft.command, draft.slots.get("method")) == ("followup.log", method)


def test_a_video_that_is_sent_is_no_meeting() -> None:
    (draft,) = read("赵刚甩了段视频过来，叉车漏油").drafts
    assert "method" not in draft.slots


@pytest.mark.parametrize(
    "text",
    [
        "华星这单要真能签，我请全组吃饭",
        "远航若是肯先付三成，咱就保价",
        "华星要能定下来我就不加班了",
        "远航但凡松口，我早拿下了",
        "赵刚那头要是松口，我立马过去签",
    ],
)
def test_what_hangs_on_a_condition_is_not_told(text: str) -> None:
    assert not read(text).drafts


def test_a_condition_that_somebody_names_is_told() -> None:
    assert short(read("赵刚说若不降价就换供应商")) == "followup.log customer=远航 contact=赵刚"


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("远航老板嫌运价高", "赵刚"),
        ("远航那边的行政说发票寄到了", "李梅"),
        ("绿地建设项目经理说图纸要改", "周涛"),
        ("到华星门口没让进，跟国强喊了半天", "张国强"),
    ],
)
def test_a_customers_person_by_title_or_given_name(text: str, contact: str) -> None:
    (draft,) = read(text).drafts
    assert getattr(draft.slots.get("contact"), "name", None) == contact


def test_a_title_that_is_a_verb_names_nobody() -> None:
    assert "contact" not in read("华兴电梯采购了三台主机").drafts[0].slots


@pytest.mark.parametrize(
    ("text", "customer"),
    [
        ("老赵家车队又要加一条线", "远航"),
        ("上海那家设备厂的赵刚催报价", "远航"),
        ("上次那个电子厂的赵刚嫌贵", "远航"),
    ],
)
def test_words_that_point_at_somebody_are_no_new_name(text: str, customer: str) -> None:
    assert [draft.slots["customer"] for draft in read(text).drafts] == [named(customer)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("朋友介绍了一家做垫片的，恒鼎垫片，电话里聊了两句，想要样品", "恒鼎垫片"),
        ("路过看见一家新开的，清河瑞丰密封件厂，进去坐了会儿", "清河瑞丰密封件厂"),
    ],
)
def test_a_name_right_after_its_house(text: str, name: str) -> None:
    assert [draft.slots["customer"] for draft in read(text).drafts] == [New(name=name)]


@pytest.mark.parametrize("text", ["来了家饭店，三个车间，想装检测", "朋友推了一家做轴承的，规模不大，老板挺实在"])
def test_what_is_said_of_a_house_is_not_its_name(text: str) -> None:
    assert not any(isinstance(draft.slots.get("customer"), New) for draft in read(text).drafts)


@pytest.mark.parametrize(
    "text",
    [
        "「报价再低点，明天九点提醒我」——赵刚",
        "赵刚留言：“给华星打上VIP，能不能快点”",
        "【赵刚】司机电话给我一个，帮我查一下",
    ],
)
def test_others_words_are_told_and_order_nothing(text: str) -> None:
    assert [draft.command for draft in read(text).drafts] == ["followup.log"]


def test_each_item_of_a_list_is_its_own_persons() -> None:
    drafts = read("三件事归档：①赵刚来电，运价要降 ②刘敏说合同盖好了").drafts
    assert [draft.slots["customer"] for draft in drafts] == [named("远航"), named("华兴")]


@pytest.mark.parametrize("text", ["聊天记录存一下，赵刚说月底付款", "赵刚要换车\n↑这条存一下", "这段留个底：赵刚嫌慢"])
def test_what_is_to_be_kept_is_filed(text: str) -> None:
    assert short(read(text)).startswith("followup.log customer=远航 contact=赵刚")


@pytest.mark.parametrize(
    "text",
    ["远航赵刚路上给我打的电话风大没听清大概要两台车", "赵刚把合同转给我了，盖好章的", "刚撤出来，赵刚说要再看看"],
)
def test_what_was_done_is_no_order(text: str) -> None:
    assert [draft.command for draft in read(text).drafts] == ["followup.log"]


@pytest.mark.parametrize("text", ["远航的VIP给人摘了吧，赵刚早不是大客户了", "远航重点客户替人家去掉"])
def test_a_tag_taken_off_for_somebody(text: str) -> None:
    assert read(text).drafts[0].command == "tag.remove"
