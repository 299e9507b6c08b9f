"""What is told beside an order, before it and after it, and what only gives its reason."""

import pytest

from tests.unit.nlp.talk import read

pytestmark = pytest.mark.unit


def _commands(text: str) -> list[str]:
    return [draft.command for draft in read(text).drafts]


@pytest.mark.parametrize(
    "text",
    [
        "远航升A级吧，另外赵刚今天说要再加两辆车",
        "赵刚换号了13812345678，他还说月底前要把账对完",
        "赵刚电话改成13900001111，他顺便提了一嘴年后要扩仓",
        "华星调成A级，昨天他们一口气订了三十台",
        "远航级别改B。他今天在展台上问了冷链报价",
    ],
)
def test_what_is_told_after_a_record_was_changed_is_filed(text: str) -> None:
    assert sorted(_commands(text)) == ["customer.update", "followup.log"]


@pytest.mark.parametrize("text", ["赵刚退休了，远航级别改B", "华星升A级，他们实力强", "张国强职务改成顾问，人调走了"])
def test_why_a_record_is_changed_is_no_tale(text: str) -> None:
    assert "followup.log" not in _commands(text)


@pytest.mark.parametrize(
    "text",
    [
        "远航打VIP，赵刚上午在仓库跟我说下半年要开三个分拨中心",
        "远航打重点客户，昨天赵刚又喊我了 说要开新线路",
    ],
)
def test_what_is_reported_after_a_tag_is_filed(text: str) -> None:
    assert _commands(text) == ["tag.add", "followup.log"]


def test_why_a_tag_goes_is_no_tale_though_a_person_of_the_customer_is_named() -> None:
    assert _commands("把高意向从远航身上拿掉，赵刚良心发现了") == ["tag.remove"]


def test_a_clause_that_announces_an_order_is_none_of_the_tale() -> None:
    first, *rest = read("赵刚把验收单签了，远航的标签动一动，高意向去掉").drafts
    assert (first.command, first.slots["note"]) == ("followup.log", "赵刚把验收单签了")
    assert [draft.command for draft in rest] == ["tag.remove"]


def test_what_is_headed_as_a_note_is_filed_after_another_order() -> None:
    assert _commands("远航打上VIP。补一笔：赵刚今天自己来拿走了合同")[-1] == "followup.log"


@pytest.mark.parametrize(
    "text",
    [
        "赵刚让我教他夜班的人怎么调叉车 教了俩钟头",
        "赵刚昨天过来了，看了仓库，就问装卸费谁出",
        "远航调度嫌慢，油钱谁掏还没谈拢",
        "赵刚急得不得了，叉车又坏了",
        "远航几个库我挨个看了一遍，门全漏风，赵刚说换",
    ],
)
def test_a_question_of_others_is_told_of(text: str) -> None:
    assert _commands(text) == ["followup.log"]


@pytest.mark.parametrize("text", ["远航谁在跟", "赵刚那边你们谁去", "远航有几个库"])
def test_a_question_of_ones_own_is_none(text: str) -> None:
    assert "followup.log" not in _commands(text)


def test_what_has_come_after_some_days_is_no_plan() -> None:
    assert _commands("赵刚停机三天后油温降下来了，夸咱们判断得准") == ["followup.log"]


def test_what_was_shown_is_no_order_though_it_bears_the_name_of_one() -> None:
    assert _commands("给远航现场演示了超速提醒那套，调度直呼好用") == ["followup.log"]


def test_two_who_are_told_of_by_their_people_are_told_of_once_each() -> None:
    drafts = read("远航和华星上午都来电话催货了，赵刚要六箱，张国强要二十瓶").drafts
    assert [(draft.command, draft.slots["method"]) for draft in drafts] == [("followup.log", "call")] * 2


def test_the_former_and_the_latter_are_told_of_apart() -> None:
    first, second = read("华星张国强和远航赵刚今天都回话了，前一个说年后加到30台，后一个说车紧").drafts
    assert [str(each.slots["contact"].name) for each in (first, second)] == ["张国强", "赵刚"]  # type: ignore[union-attr]
    assert [each.slots["note"] for each in (first, second)] == ["前一个说年后加到30台", "后一个说车紧"]


@pytest.mark.parametrize("text", ["远航头一个月要十箱，后头再说", "赵刚前者日子来过，说叉车后者再谈"])
def test_words_like_former_and_latter_are_no_customers(text: str) -> None:
    assert _commands(text) == ["followup.log"]


@pytest.mark.parametrize(
    "text", ["赵刚他们公司楼下新开的火锅店不错", "张国强长得像那谁", "赵刚最近有动静没", "远航的冰棍贼好吃"]
)
def test_what_is_said_to_one_another_is_not_filed(text: str) -> None:
    assert "followup.log" not in [draft.command for draft in read(text, group=True).drafts]
