"""What only asks, in whatever trade's words: which command it is, its conditions, and that it never writes."""

import pytest

from nlp.idle import days_in, idle_days
from tests.unit.nlp.talk import grammar, read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("一个半月没人管的", 45),
        ("个半月冇联系", None),
        ("个半月没联系", 45),
        ("俩礼拜没动弹", 14),
        ("半年没来往", 180),
        ("三周无人过问", 21),
        ("晾了俩月的", 60),
        ("20天冷着的", 20),
        ("没人跟超过三周的", 21),
        ("two weeks没follow", 14),
        ("跟了三周才签下来", None),
    ],
)
def test_how_long_nobody_was_there(said: str, days: int | None) -> None:
    assert idle_days(said) == days


def test_a_length_may_have_a_half() -> None:
    assert [days_in(said) for said in ("一周半", "两个半月", "半个月", "20")] == [10, 75, 15, 20]


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("劳驾把华星那页打开，我下午要去", "customer.show customer=华星"),
        ("您好，请问远航目前是什么级别、归谁管", "customer.show customer=远航"),
        ("点开华兴，记得里面写了预算", "customer.show customer=华兴"),
        ("华兴是不是有人在跟了", "customer.show customer=华兴"),
        ("谁有刘敏的电话？在系统里翻一下", "contact.show customer=华兴 contact=刘敏"),
        ("赵刚手机号又忘存了，再发我一下", "contact.show customer=远航 contact=赵刚"),
        ("华星上一次是哪位去的", "followup.list customer=华星"),
        ("华兴这边都记过哪些事", "followup.list customer=华兴"),
        ("昨天我都写了几条", "followup.list member=张三 range=11-17..11-17"),
        ("我前天填的那几条跟进亮出来瞧瞧", "followup.list member=张三 range=11-16..11-16"),
        ("能选的标签一共有啥，怕起重了", "tag.list"),
        ("下周的提醒先给我念念", "reminder.list range=11-23..11-29"),
        ("明天都定了哪些闹钟", "reminder.list range=11-19..11-19"),
    ],
)
def test_the_thing_decides_whatever_stands_around_it(said: str, meaning: str) -> None:
    assert short(read(said)) == meaning


@pytest.mark.parametrize(
    ("said", "filters"),
    [
        ("苏州那边有几家客户", "region:苏州"),
        ("来源写着展会的都是谁", "source:展会"),
        ("名字里有“物流”的客户找找，我怕录重", "text:物流"),
        ("李娜名下走VIP通道的客户列列", "tags:VIP,owner:李娜"),
        ("在苏州的客户拉一下，我明天飞过去", "region:苏州"),
    ],
)
def test_conditions_are_what_is_said_of_the_customers(said: str, filters: str) -> None:
    assert short(read(said)) == f"customer.find filters={filters}"


@pytest.mark.parametrize(
    ("said", "member"),
    [("我上周到底忙了啥，小结一个给我，李娜要看", "张三"), ("今天的日报先给我，我上车看", None)],
)
def test_whose_days_are_asked_for(said: str, member: str | None) -> None:
    (draft,) = read(said).drafts
    assert draft.command == "report.digest"
    assert getattr(draft.slots.get("member"), "name", None) == member


@pytest.mark.parametrize(
    "said", ["那个提醒要往后挪咋说呀", "怎么给客户打标签", "跟进怎么导出，教教我", "怎么把人加进系统", "语音怎么记跟进"]
)
def test_how_the_bot_is_used(said: str) -> None:
    assert [draft.command for draft in read(said).drafts] == ["help"]


@pytest.mark.parametrize(
    "said",
    ["你们平时咋跟客户讲保修的 教教我", "打印机怎么又连不上", "谁去过华星 那边好停车吗", "这单提成怎么算的"],
)
def test_what_people_ask_one_another_is_not_for_the_bot(said: str) -> None:
    assert read(said, group=True).drafts == ()


@pytest.mark.parametrize(
    "said",
    [
        "刘敏把我给的资料翻出来看了，说还行",
        "赵刚问提醒怎么设置，我教会了",
        "去远航给赵刚演示了怎么打标签",
        "赵刚说先看看资料",
    ],
)
def test_what_others_look_up_is_no_question(said: str) -> None:
    assert {draft.command for draft in read(said).drafts} <= {"followup.log"}


@pytest.mark.parametrize(
    "said",
    ["周五下午三点叫我看一遍VIP的名单", "每周一八点半催我看看日程", "明天十点喊我翻一下华星的记录"],
)
def test_what_is_to_be_looked_at_later_is_a_reminders_text(said: str) -> None:
    assert [draft.command for draft in read(said).drafts] == ["reminder.add"]


def test_what_an_answer_is_wanted_for_is_not_told() -> None:
    assert short(read("我要给赵刚打电话，号码给我")) == "contact.show customer=远航 contact=赵刚"


@pytest.mark.parametrize(
    "said",
    [
        "华星是A级还是B级",
        "刘敏升总监了没？",
        "远航的拜访记上了没有",
        "这个月新加了几个联系人",
        "赵刚电话是不是13900001111",
        "怎么把李娜加进来",
    ],
)
def test_what_is_only_asked_writes_nothing(said: str) -> None:
    assert not [draft for draft in read(said).drafts if grammar().forms[draft.command].writes]


@pytest.mark.parametrize(
    ("said", "command"),
    [("把华星改成A级行吗", "customer.update"), ("能不能给远航打个VIP？", "tag.add")],
)
def test_what_is_politely_ordered_is_done(said: str, command: str) -> None:
    assert [draft.command for draft in read(said).drafts] == [command]
