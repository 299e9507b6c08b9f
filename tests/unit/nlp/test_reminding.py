"""Reminders in other words: woken, told, not to forget, hours and days said apart; put off and ticked off."""

import pytest

from tests.unit.nlp.talk import read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "at", "text"),
    [
        ("下周一早上六点二十把我薅起来 赶飞机", "11-23T06:20", "赶飞机"),
        ("周日早上9点闹我，有个柜要截关", "11-22T09:00", "有个柜要截关"),
        ("明天八点给俺说一声 往邓州发货", "11-19T08:00", "往邓州发货"),
        ("到点喊我一嗓子 下午四点半", "11-19T16:30", None),
        ("十分钟后嗌我 落单", "11-18T16:50", "落单"),
        ("两小时后提醒联系刘敏", "11-18T18:40", "联系刘敏"),
        ("周五上午提醒寄发票", "11-20T09:00", "寄发票"),
        ("周五千万别忘了去车管所", "11-20T09:00", "去车管所"),
        ("记得周五给华星送样", "11-20T09:00", "给华星送样"),
        ("帮我定个明早七点的闹钟", "11-19T07:00", None),
        ("给我挂个提醒：25号催远航尾款", "11-25T09:00", "催远航尾款"),
        ("这周六可别忘了给远航捎样 十点吧", "11-21T10:00", "给远航捎样"),
        ("提醒我给赵刚打电话，明天上午吧，十点", "11-19T10:00", "给赵刚打电话"),
        ("30号要催远航尾款，提前一天下午三点叫我先对数", "11-29T15:00", "30号要催远航尾款，先对数"),
        ("明早七点务必把我弄起来赶高铁", "11-19T07:00", "赶高铁"),
        ("明天五点半拽我起来，赶早班飞机", "11-19T05:30", "赶早班飞机"),
        ("到后天上午十点你就喊我交标书", "11-20T10:00", "交标书"),
        ("下午五点半响个铃，我要打给物业", "11-18T17:30", "我要打给物业"),
        ("二十分钟后让我看一眼邮件回了没", "11-18T17:00", "看一眼邮件回了没"),
        ("下礼拜三之前得催我把合同盖章", "11-25T09:00", "把合同盖章"),
        ("过仨点儿喊我下楼", "11-18T19:40", "下楼"),
        ("催我下周一上午九点给财务报销", "11-23T09:00", "给财务报销"),
        ("闹钟定明早六点", "11-19T06:00", None),
        ("12月3号节后第二天下午两点提醒我对账", "12-03T14:00", "对账"),
    ],
)
def test_a_reminder_in_other_words(said: str, at: str, text: str | None) -> None:
    (draft,) = read(said).drafts
    assert draft.command == "reminder.add"
    assert f"at={at}" in short(read(said)).split()
    assert draft.slots.get("text") == text


@pytest.mark.parametrize(
    ("said", "rule", "text"),
    [
        ("礼拜二、礼拜五下午五点提醒我盘库，每周都要", "FREQ=WEEKLY;BYDAY=TU,FR;BYHOUR=17;BYMINUTE=0", "盘库"),
        (
            "周一到周五早上八点半叫我开晨会，每周都这样",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=30",
            "开晨会",
        ),
        ("5号和20号上午十点提醒我对账，每个月都要", "FREQ=MONTHLY;BYMONTHDAY=5,20;BYHOUR=10;BYMINUTE=0", "对账"),
        ("早上八点提醒我喝水，天天都要", "FREQ=DAILY;BYHOUR=8;BYMINUTE=0", "喝水"),
    ],
)
def test_days_said_apart_from_how_often(said: str, rule: str, text: str) -> None:
    (draft,) = read(said).drafts
    assert (draft.slots["repeat"], draft.slots["text"]) == (rule, text)


def test_a_date_of_a_thing_is_not_when_to_remind() -> None:
    told, asked = read("刘敏确认船期12月3号，记一下；再提醒我跟货代要SO").drafts
    assert told.command == "followup.log"
    assert [doubt.slot for doubt in asked.doubts] == ["at"]


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("刚响那个我在开会，推到明早", "reminder.snooze at=11-19T09:00"),
        ("催打样那条提醒，往后挪到月底吧", "reminder.snooze at=11-30T09:00"),
        ("打卡那条已经做了，划掉吧", "reminder.done"),
        ("刚响的那个办妥了", "reminder.done"),
        ("给远航寄样那个闹钟关了吧，快递已经收走", "reminder.cancel customer=远航"),
        ("我今天的提醒有些啥子", "reminder.list range=11-18..11-18"),
    ],
)
def test_what_becomes_of_a_reminder(said: str, meaning: str) -> None:
    assert short(read(said)) == meaning


def test_which_one_is_meant_keeps_only_what_it_says() -> None:
    (draft,) = read("打卡那条已经做了，划掉吧").drafts
    assert draft.slots["text"] == "打卡"
    (draft,) = read("刚响那个我在开会，推到明早").drafts
    assert "text" not in draft.slots


@pytest.mark.parametrize(
    "said",
    ["李梅周一叫我去开会，说要换供应商", "赵刚周三call我了", "刘敏说明天给我说一声", "昨天催我发货的是刘敏"],
)
def test_who_called_the_speaker_is_told(said: str) -> None:
    assert [draft.command for draft in read(said).drafts] == ["followup.log"]


@pytest.mark.parametrize(
    ("said", "at"),
    [("太晚了，九点吧", "11-19T09:00"), ("十点半太早 十一点半", "11-19T11:30"), ("不是明天是后天", "11-20T10:30")],
)
def test_the_time_just_set_is_corrected(said: str, at: str) -> None:
    (reminder,) = read("提醒我明天上午十点半给赵刚送样").drafts
    assert short(read(said, done=(reminder,))) == f"reminder.add replaces customer=远航 at={at} contact=赵刚"


def test_a_rule_just_set_gets_another_hour() -> None:
    (reminder,) = read("每周一早上九点提醒我开例会").drafts
    (draft,) = read("早了，八点半", done=(reminder,)).drafts
    assert draft.slots["repeat"] == "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=30"


def test_a_corrected_hour_is_of_the_time_that_had_it() -> None:
    (tale,) = read("昨天去远航见了赵刚，周五上午十点我再去").drafts
    assert "at=11-17 next_at=11-20T11:00" in short(read("十点改十一点", done=(tale,)))
