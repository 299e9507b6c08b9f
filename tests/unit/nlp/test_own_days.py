"""The speaker's own day beside the customer's: own deadlines, hours of today that are over, what is yet to be brought
about, what only befalls; and days of reminders that are said apart."""

import pytest

from tests.unit.nlp.talk import read, short

pytestmark = pytest.mark.unit


def slot(said: str, name: str) -> str | None:
    """A slot of the first command that a text means, on one line."""
    found = [part for part in short(read(said)).split() if part.startswith(f"{name}=")]
    return found[0].removeprefix(f"{name}=") if found else None


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("赵刚要检测报告，我明天下班前发他", "11-19T18:00"),
        ("李工说图纸标错了，我周五之前改好交给他", "11-20T09:00"),
        ("刘敏要三套方案比价，这边下周三前我给她弄出来", "11-25T09:00"),
        ("李梅让我把合同改好，我后天收工前送过去", "11-20T18:00"),
        ("刘敏订单定了，天黑前我把合同扫给她", "11-18T18:00"),
        ("赵刚说门坏了，我周六去给修了", "11-21T09:00"),
        ("刘敏松口了，20号我去把合同签了", "11-20T09:00"),
        ("张国强同意了，元月八号我去把尾款收了", "01-08T09:00"),
        ("上午去远航装机，线不够，剩下的21号再去装完", "11-21T09:00"),
        ("李工说接口不通，周四去他们那过一遍流程", "11-19T09:00"),
        ("赵刚说远航25号开业，我那天带花篮去道贺", "11-25T09:00"),
        ("赵刚搞店庆，我应了他月底28号去捧场", "11-28T09:00"),
        ("李梅催发票，礼拜四回她", "11-19T09:00"),
        ("张国强要方案，我今晚赶出来，明早九点发他", "11-19T09:00"),
        ("周涛提了三处修改，周五出终版图", "11-20T09:00"),
        ("李工说参数漂了，周四复测", "11-19T09:00"),
        ("刘敏催单，答应她周五带样过去", "11-20T09:00"),
        ("跟张国强说好下周二十点半在他办公室碰", "11-24T10:30"),
        ("周涛约的是20号上午十点，地点在项目部", "11-20T10:00"),
        ("孙丽说验收改期，改到下周四上午九点", "11-26T09:00"),
        ("赵刚：账上没钱，25号发工资后再付，我25号去堵他", "11-25T09:00"),
    ],
)
def test_the_speakers_own_day_is_the_next_step(said: str, step: str) -> None:
    assert slot(said, "next_at") == step
    assert slot(said, "at") is None or said.startswith("上午")


@pytest.mark.parametrize(
    "said",
    [
        "李梅让我周五之前给方案",
        "张国强要我们月底前把货备齐",
        "赵刚催货，我告诉他下周四才能发",
        "周涛借走一台样机，说好12月5号归还",
        "李梅说先放放，25号以后再看",
        "孙丽让国庆安排人值班",
        "张国强提出三点整改意见：配色、尺寸、交期",
        "刘敏列出五点技术要求",
        "李梅签了，货20号发，22号到",
        "张国强出差了，27号回来，回来我再约他",
        "昨天赵刚来店里拉走二十箱，礼拜六再来结账",
        "李工要去外地，下周三回来后再约",
        "跟Jack call完，he'll send the PO by Friday",
        "从明天起远航改月结，赵刚电话里定的",
    ],
)
def test_what_is_the_customers_or_befalls_is_none(said: str) -> None:
    assert slot(said, "next_at") is None


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("下午两点跟孙丽视频验的收，她挺满意", "11-18T14:00"),
        ("早上八点赵刚给我发微信说货到了", "11-18T08:00"),
        ("中午十二点半张国强喊我去吃的饭", "11-18T12:30"),
        ("11/18 14:00 周涛到访，看了样板间", "11-18T14:00"),
        ("今天上午张国强在会议室见了我，聊了半个钟头", "11-18T09:00"),
        ("赵刚上午喊我过去开的会，定了价", "11-18T09:00"),
        ("下午去华星坐了会儿，张国强说样品得换", "11-18T15:00"),
        ("11.12去的华星，张国强说年前不动预算", "11-12"),
    ],
)
def test_an_hour_of_today_is_over(said: str, at: str) -> None:
    assert slot(said, "at") == at
    assert slot(said, "next_at") is None


def test_a_date_after_what_was_told_is_not_a_month_ago() -> None:
    assert slot("孙丽认可方案，25号带队进场勘测", "at") is None
    assert slot("李梅签了，货20号发，22号到", "at") is None


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("28号李梅店庆，早上叫我送花篮", "11-28T09:00"),
        ("月底最后一天早上叫我去远航收账", "11-30T09:00"),
        ("12月8号上班头件事，提醒我催张国强，时间定在八点半", "12-08T08:30"),
        ("元旦前一天（12月31）下午提醒我给张国强打电话", "12-31T15:00"),
        ("周五（20号）上午十点半提醒我给李梅送样", "11-20T10:30"),
        ("25号中午12点前要交标书，到点前两个小时喊我", "11-25T10:00"),
        ("下周四上午十点开标，前一天下午四点喊我封标书", "11-25T16:00"),
        ("张国强周六过生日，头一天提醒我订蛋糕", "11-20T09:00"),
        ("20号赵刚婚礼，前一晚八点提醒我备红包", "11-19T20:00"),
        ("下周而下午三点提醒我去华星", "11-24T15:00"),
    ],
)
def test_the_day_of_a_reminder_said_apart(said: str, at: str) -> None:
    assert slot(said, "at") == at


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("每月5号同20号朝早九点提我盘点", "FREQ=MONTHLY;BYMONTHDAY=5,20;BYHOUR=9;BYMINUTE=0"),
        ("每个月月尾最后一天下午四点提醒我对账", "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=16;BYMINUTE=0"),
        ("逢礼拜二同礼拜五下昼五点提我交表", "FREQ=WEEKLY;BYDAY=TU,FR;BYHOUR=17;BYMINUTE=0"),
        ("每天收工前提醒我写日报", "FREQ=DAILY;BYHOUR=18;BYMINUTE=0"),
    ],
)
def test_a_rule_in_a_regions_words(said: str, rule: str) -> None:
    assert slot(said, "repeat") == rule


def test_work_that_is_handed_in_by_then_is_one_task() -> None:
    said = "王强，华星的标书你弄一下，周五下班前交给李娜"
    assert short(read(said)).startswith("task.assign")
    assert slot(said, "due") == "11-20T18:00"


def test_a_question_about_what_comes_before_a_day_reaches_from_today() -> None:
    assert slot("月底前还有哪些提醒", "range") == "11-18..11-30"


@pytest.mark.parametrize(
    "said",
    [
        "赵刚明天要去北京，走之前想把账结了",
        "孙丽让我问师傅周六上不上班",
        "赵刚约我钓鱼，我说周末看天气",
        "周涛说图下午能出，出了发我",
    ],
)
def test_what_is_asked_about_or_left_open_is_neither(said: str) -> None:
    assert slot(said, "next_at") is None
    assert slot(said, "at") is None
