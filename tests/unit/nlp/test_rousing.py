"""Calls to the speaker or to everybody, in whatever words: reminders where nobody else is said to call."""

import pytest

from tests.unit.nlp.talk import read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "at", "text"),
    [
        ("明天上午十点你得催我去跟工厂对尺寸", "11-19T10:00", "去跟工厂对尺寸"),
        ("下周三下午两点我要去华星跟李工装表，届时请叫我一下", "11-25T14:00", None),
        ("后天早上八点半，记得喊我把样品寄出去", "11-20T08:30", "把样品寄出去"),
        ("这个月28号下午三点，叫我去税务局", "11-28T15:00", "去税务局"),
        ("下周二下午两点，您帮我提一下：去海关拿单", "11-24T14:00", "去海关拿单"),
        ("周四晚上八点，务必提醒本人封标书", "11-19T20:00", "封标书"),
        ("明天十点机器人喊我一嗓子，我要去车站接人", "11-19T10:00", "我要去车站接人"),
        ("两个小时后帮我记着给赵刚打款", "11-18T18:40", "给赵刚打款"),
        ("再加一个 后天下午四点给赵刚寄合同", "11-20T16:00", None),
    ],
)
def test_who_calls_is_the_bot(said: str, at: str, text: str | None) -> None:
    (draft,) = read(said).drafts
    assert draft.command == "reminder.add"
    assert f"at={at}" in short(read(said)).split()
    assert text is None or draft.slots["text"] == text


@pytest.mark.parametrize(
    ("said", "rule", "text"),
    [
        ("每天早上九点吆喝大家开早会", "FREQ=DAILY;BYHOUR=9;BYMINUTE=0", "开早会"),
        ("工作日下午六点，通知各位填日报", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=18;BYMINUTE=0", "填日报"),
        ("每月最后一天下午4点，催全组交报销单", "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=16;BYMINUTE=0", "交报销单"),
    ],
)
def test_everybody_is_called(said: str, rule: str, text: str) -> None:
    (draft,) = read(said).drafts
    assert (draft.slots["repeat"], draft.slots["text"], draft.slots["everyone"]) == (rule, text, True)


def test_a_word_for_everybody_is_no_part_of_what_to_do() -> None:
    (draft,) = read("提醒大伙儿周五下午四点半把表交上来").drafts
    assert (draft.slots["text"], draft.slots["everyone"]) == ("把表交上来", True)


def test_a_stretch_of_weekdays_beside_every_day_is_weekly() -> None:
    (draft,) = read("礼拜一至五每早八点四十五提醒我看日程").drafts
    assert draft.slots["repeat"] == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=45"


@pytest.mark.parametrize(
    "said",
    [
        "客户周五叫我去现场",
        "谁周五叫我去吃饭",
        "赵刚下周三催我报价",
        "昨天下午老板喊我去开会",
        "周三下午两点他叫我去工地",
        "明天你不用叫我",
        "上午催我三次了",
    ],
)
def test_what_others_call_for_is_no_reminder(said: str) -> None:
    assert "reminder.add" not in short(read(said))


@pytest.mark.parametrize(
    ("said", "command", "text"),
    [
        ("发报价那条提醒给我扔掉，远航说不用了", "reminder.cancel", "发报价"),
        ("寄合同那两条提醒全砍了", "reminder.cancel", "寄合同"),
        ("催款那个待办停了吧", "reminder.cancel", "催款"),
        ("浇花的天天响，烦死，以后不要了", "reminder.cancel", "浇花"),
        ("给赵刚回电话的那条，取消吧", "reminder.cancel", "赵刚回电话"),
        ("你喊我寄样那事办妥了", "reminder.done", None),
        ("刚才催我的那件弄利索了", "reminder.done", None),
        ("刚响的那个先不急，半小时后再叫我", "reminder.snooze", None),
        ("刚弹的我在开车，一个小时以后吼我一声", "reminder.snooze", None),
        ("二十分钟后再响一次，在吃饭", "reminder.snooze", None),
    ],
)
def test_what_comes_or_has_come_is_ended_or_put_off(said: str, command: str, text: str | None) -> None:
    (draft,) = read(said).drafts
    assert draft.command == command
    assert text is None or draft.slots.get("text") == text


def test_words_before_a_stop_name_no_reminder() -> None:
    first, second = read("赵刚今天来电话说要加两台，顺带把华星量尺那个提醒取消").drafts
    assert first.command == "followup.log"
    assert (second.command, second.slots.get("text")) == ("reminder.cancel", "华星量尺")


def test_who_asks_to_file_beside_a_reminder_files_nothing() -> None:
    assert short(read("记一下 后天要给华星送样")) == "reminder.add customer=华星 at=11-20T09:00"
