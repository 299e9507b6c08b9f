"""When it was and what comes next: who acts, where the time stands, and whether it is told as done."""

import pytest

from tests.unit.nlp.talk import read, short

pytestmark = pytest.mark.unit


def at(said: str, name: str) -> str | None:
    """A time of the one follow-up that a text tells, on one line."""
    (draft,) = read(said).drafts
    assert draft.command == "followup.log"
    found = [part for part in short(read(said)).split() if part.startswith(f"{name}=")]
    return found[0].removeprefix(f"{name}=") if found else None


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("张国强嫌贵，周五上午我和他再碰一次", "11-20T09:00"),
        ("远航赵刚问能不能试机，周四带他去车间转转", "11-19T09:00"),
        ("给赵刚看了样机，他挺满意，礼拜四俺把合同给他捎去", "11-19T09:00"),
        ("华星李工反馈接口不通，周四我拉上研发跟他对一遍", "11-19T09:00"),
        ("把报价给了刘敏，周三去了解一下反馈", "11-25T09:00"),
        ("华兴刘敏催货，我跟她说好了礼拜四送到", "11-19T09:00"),
        ("我答应赵刚周五给准话", "11-20T09:00"),
        ("赵刚让我周一早上去仓库盘点", "11-23T09:00"),
        ("跟李梅通了电话，她让周五去签合同", "11-20T09:00"),
        ("总算跟赵刚约好了！周五晚上六点老地方", "11-20T18:00"),
        ("跟赵刚约在周五上午", "11-20T09:00"),
        ("约了李梅周四下午四点", "11-19T16:00"),
        ("张总请我后天中午吃饭", "11-20T12:00"),
        ("赵刚问质保，今晚我整理好发他", "11-18T20:00"),
        ("赵刚想要折扣，等我周四请示完老板再回他", "11-19T09:00"),
        ("刘敏订了两台，30号我们送货上门", "11-30T09:00"),
        ("下午六点跟赵刚约好看样", "11-18T18:00"),
        ("李工要图纸，我今天下班前发他", "11-18T18:00"),
    ],
)
def test_what_the_speaker_is_to_do_is_the_next_step(said: str, step: str) -> None:
    assert at(said, "next_at") == step
    assert at(said, "at") is None


@pytest.mark.parametrize(
    "said",
    [
        "赵刚答应周五给回信",
        "我让赵刚周五把图纸发来",
        "李梅那边流程走完了，28号打款",
        "刘敏的机器下月初八进场，进完场才付尾款",
        "李梅周五下午有空，我过去一趟",
        "跟刘敏吃了个饭，她儿子下周三结婚",
        "华星张总看了样品，下周二上午九点他来我们厂",
        "送了赵刚一盒中秋月饼，他说国庆后签",
        "绿地物业孙丽投诉漏水，我下午就派人过去",
    ],
)
def test_what_others_do_and_what_is_vague_is_neither(said: str) -> None:
    assert at(said, "next_at") is None
    assert at(said, "at") is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("周一去远航见了赵刚，周二发的报价，他嫌高", "11-16"),
        ("周一去远航见赵刚，周二他打电话来说嫌高", "11-16"),
        ("昨天下班前碰到刘敏，她说价格可以", "11-17T18:00"),
        ("李工要图纸，我下午三点发的", "11-18T15:00"),
        ("上午去华星，李工不在，下午又跑了一趟才见到", "11-18T09:00"),
    ],
)
def test_what_is_told_as_done_is_past(said: str, day: str) -> None:
    assert at(said, "at") == day
    assert at(said, "next_at") is None


def test_past_and_next_in_one_message() -> None:
    said = "昨天跟刘敏对账，差三千，周五我去她那边核"
    assert (at(said, "at"), at(said, "next_at")) == ("11-17", "11-20T09:00")
