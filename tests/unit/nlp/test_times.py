"""Truth tables of the time grammar; the speaker writes on Wednesday 2026-11-18 at 16:40 unless said otherwise."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from nlp.times import TimeSpan, find_times, span_json

pytestmark = pytest.mark.unit

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 18, 16, 40, tzinfo=ZONE)


def one(text: str, prefer: str | None = None, now: datetime = NOW) -> TimeSpan:
    """The only span of a text."""
    spans = find_times(text, now, prefer)
    assert len(spans) == 1, spans
    return spans[0]


def short(moment: datetime | None) -> str:
    """A moment without its zone; the year only when it is another one."""
    if moment is None:
        return "-"
    text = moment.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
    return text.removeprefix("2026-")


INSTANTS = [
    ("明早九点开会", "明早九点", "11-19 09:00"),
    ("后天下午三点半去送样", "后天下午三点半", "11-20 15:30"),
    ("大后天晚上8点", "大后天晚上8点", "11-21 20:00"),
    ("下周四上午10:15", "下周四上午10:15", "11-26 10:15"),
    ("本周五下午两点", "本周五下午两点", "11-20 14:00"),
    ("下下周一 9点", "下下周一 9点", "11-30 09:00"),
    ("下個禮拜三下午三點", "下個禮拜三下午三點", "11-25 15:00"),
    ("12月3号中午十二点", "12月3号中午十二点", "12-03 12:00"),
    ("2027年1月8日上午9点", "2027年1月8日上午9点", "2027-01-08 09:00"),
    ("二零二七年三月五日下午四点", "二零二七年三月五日下午四点", "2027-03-05 16:00"),
    ("今晚十二点截止", "今晚十二点", "11-19"),
    ("明天晚上1点的航班", "明天晚上1点", "11-20 01:00"),
    ("明天两点", "明天两点", "11-19 14:00"),
    ("明天七点", "明天七点", "11-19 07:00"),
    ("明天08:30", "明天08:30", "11-19 08:30"),
    ("明天03:05", "明天03:05", "11-19 03:05"),
    ("明天差一刻九点", "明天差一刻九点", "11-19 08:45"),
    ("明天八点差五分", "明天八点差五分", "11-19 07:55"),
    ("明天下午3点零5", "明天下午3点零5", "11-19 15:05"),
    ("明天三点三刻", "明天三点三刻", "11-19 15:45"),
    ("明天晚8点", "明天晚8点", "11-19 20:00"),
    ("11.20 14:30到货", "11.20 14:30", "11-20 14:30"),
    ("11/20 5pm", "11/20 5pm", "11-20 17:00"),
    ("11月20日（周五）下午3点", "11月20日（周五）下午3点", "11-20 15:00"),
    ("明天，下午3点", "明天，下午3点", "11-19 15:00"),
    ("三天后早上八点", "三天后早上八点", "11-21 08:00"),
    ("月底下午五点前", "月底下午五点", "11-30 17:00"),
    ("40分钟后叫我", "40分钟后", "11-18 17:20"),
    ("一个半小时后", "一个半小时后", "11-18 18:10"),
    ("俩钟头后", "俩钟头后", "11-18 18:40"),
    ("过一刻钟叫我", "过一刻钟", "11-18 16:55"),
    ("两小时二十分钟前", "两小时二十分钟前", "11-18 14:20"),
    ("待会提醒我", "待会", "11-18 17:10"),
    ("稍后再说", "稍后", "11-18 17:10"),
    ("过一会儿叫我", "过一会儿", "11-18 17:10"),
    ("tomorrow 3pm call", "tomorrow 3pm", "11-19 15:00"),
    ("9:30 am tomorrow", "9:30 am tomorrow", "11-19 09:30"),
    ("next Tue下午3点", "next Tue下午3点", "11-24 15:00"),
    ("Dec 5 at 2:30 pm", "Dec 5 at 2:30 pm", "12-05 14:30"),
    ("remind me in 2 hours", "in 2 hours", "11-18 18:40"),
]


@pytest.mark.parametrize(("text", "words", "start"), INSTANTS)
def test_instants(text: str, words: str, start: str) -> None:
    """A clock time on a day, or so long from now."""
    span = one(text)
    assert (span.text, span.grain, short(span.start)) == (words, "minute", start)


DAYS = [
    ("今儿", "11-18"),
    ("昨天", "11-17"),
    ("前天", "11-16"),
    ("大前天", "11-15"),
    ("后天", "11-20"),
    ("這週五", "11-20"),
    ("上周日", "11-15"),
    ("上上周五", "11-06"),
    ("下星期天", "11-29"),
    ("下个礼拜二", "11-24"),
    ("周4", "11-19"),
    ("五天后", "11-23"),
    ("两周后", "12-02"),
    ("半个月后", "12-03"),
    ("三个月后", "2027-02-18"),
    ("十天前", "11-08"),
    ("过两天", "11-20"),
    ("过几天", "11-21"),
    ("3个工作日后", "11-23"),
    ("下个工作日", "11-19"),
    ("月底", "11-30"),
    ("下月底", "12-31"),
    ("明年2月底", "2027-02-28"),
    ("年底", "12-31"),
    ("季度末", "12-31"),
    ("月中", "11-15"),
    ("这个月25号", "11-25"),
    ("下月6号", "12-06"),
    ("2026-12-01", "12-01"),
    ("2026.12.1", "12-01"),
    ("20261201", "12-01"),
    ("12/5", "12-05"),
    ("12-25", "12-25"),
    ("12.5号", "12-05"),
    ("十二月五号", "12-05"),
    ("十二月二十五", "12-25"),
    ("农历腊月二十三", "2027-01-30"),
    ("正月初八", "2027-02-13"),
    ("冬至", "12-22"),
    ("明年清明", "2027-04-05"),
    ("除夕", "2027-02-05"),
    ("元宵节", "2027-02-20"),
    ("明年母亲节", "2027-05-09"),
    ("明年端午", "2027-06-09"),
    ("12月第一个星期五", "12-04"),
    ("明年国庆节后第一天", "2027-10-06"),
    ("12/5前一天", "12-04"),
    ("yesterday", "11-17"),
    ("next Monday", "11-23"),
    ("Dec 5th, 2026", "12-05"),
]


@pytest.mark.parametrize(("text", "start"), DAYS)
def test_days(text: str, start: str) -> None:
    """A day, by name, by number, by count, by the calendar."""
    span = one(text)
    assert (span.text, span.grain, short(span.start)) == (text, "day", start)


PARTS = [
    ("明天凌晨", "11-19 02:00", "dawn"),
    ("明天一早", "11-19 09:00", "morning"),
    ("周五上午", "11-20 09:00", "morning"),
    ("明儿中午", "11-19 12:00", "noon"),
    ("后天下午", "11-20 15:00", "afternoon"),
    ("明天傍晚", "11-19 18:00", "evening"),
    ("下班前", "11-18 18:00", "evening"),
    ("今晚", "11-18 20:00", "evening"),
    ("昨晚饭局上", "11-17 20:00", "evening"),
    ("11月20号晚", "11-20 20:00", "evening"),
]


@pytest.mark.parametrize(("text", "start", "part"), PARTS)
def test_parts_of_the_day_have_an_hour(text: str, start: str, part: str) -> None:
    """A part of the day without a clock time stands for one hour."""
    span = one(text)
    assert (span.grain, short(span.start), span.part, span.clocked) == ("day", start, part, False)


PERIODS = [
    ("上周", "week", "11-09", "11-16"),
    ("这个礼拜", "week", "11-16", "11-23"),
    ("下下周", "week", "11-30", "12-07"),
    ("上周日报", "week", "11-09", "11-16"),
    ("本月", "month", "11-01", "12-01"),
    ("预测一下下个月", "month", "12-01", "2027-01-01"),
    ("去年12月", "month", "2025-12-01", "01-01"),
    ("26年3月", "month", "03-01", "04-01"),
    ("去年", "year", "2025-01-01", "01-01"),
    ("2027年", "year", "2027-01-01", "2028-01-01"),
    ("周末", "range", "11-21", "11-23"),
    ("Q1业绩", "range", "01-01", "04-01"),
    ("明年第一季度", "range", "2027-01-01", "2027-04-01"),
    ("上个季度", "range", "07-01", "10-01"),
    ("2025Q4", "range", "2025-10-01", "01-01"),
    ("12月中下旬", "range", "12-11", "2027-01-01"),
    ("年内", "range", "11-18", "2027-01-01"),
    ("5.1到5.3号", "range", "2027-05-01", "2027-05-04"),
    ("上半年", "range", "01-01", "07-01"),
    ("12月上旬", "range", "12-01", "12-11"),
    ("今年前三个月", "range", "01-01", "04-01"),
    ("最近30天", "range", "10-20", "11-19"),
    ("近一周", "range", "11-12", "11-19"),
    ("过去三个月", "range", "08-19", "11-19"),
    ("5个工作日内", "range", "11-18", "11-26"),
    ("12月3号到8号", "range", "12-03", "12-09"),
    ("12月3-8号", "range", "12-03", "12-09"),
    ("3-8号", "range", "11-03", "11-09"),
    ("周三到周五", "range", "11-18", "11-21"),
    ("周三至五", "range", "11-18", "11-21"),
    ("1-3月", "range", "01-01", "04-01"),
    ("上周三到这周二", "range", "11-11", "11-18"),
    ("国庆假期", "range", "10-01", "10-08"),
    ("早上9点到11点", "range", "11-18 09:00", "11-18 11:00"),
    ("周五3点到5点", "range", "11-20 15:00", "11-20 17:00"),
    ("明天9点到5点", "range", "11-19 09:00", "11-19 17:00"),
    ("明天9-11点", "range", "11-19 09:00", "11-19 11:00"),
    ("今晚10点到2点", "range", "11-18 22:00", "11-19 02:00"),
    ("今晚10点到明早6点", "range", "11-18 22:00", "11-19 06:00"),
]


@pytest.mark.parametrize(("text", "grain", "start", "end"), PERIODS)
def test_periods_and_ranges(text: str, grain: str, start: str, end: str) -> None:
    """Ends are exclusive."""
    span = one(text)
    assert (span.grain, short(span.start), short(span.end)) == (grain, start, end)


PREFERENCES = [
    ("周三", "future", "11-25"),
    ("周三", "past", "11-18"),
    ("周三下午6点", "future", "11-18 18:00"),
    ("周三下午3点", "future", "11-25 15:00"),
    ("周一", "future", "11-23"),
    ("周一", "past", "11-16"),
    ("周一", None, "11-16"),
    ("3月8号", "future", "2027-03-08"),
    ("3月8号", "past", "03-08"),
    ("1月5号", None, "2027-01-05"),
    ("31号", "future", "12-31"),
    ("30号", "past", "10-30"),
    ("2月29号", "future", "2028-02-29"),
    ("下午三点", "future", "11-19 15:00"),
    ("下午三点", "past", "11-18 15:00"),
    ("晚上八点", "past", "11-17 20:00"),
    ("春节", "past", "02-17"),
    ("春节", "future", "2027-02-06"),
    ("Friday", "past", "11-13"),
    # nothing open in these: a preference must not move them
    ("上周五", "future", "11-13"),
    ("下周五", "past", "11-27"),
    ("今天下午三点", "future", "11-18 15:00"),
    ("三天后", "past", "11-21"),
]


@pytest.mark.parametrize(("text", "prefer", "start"), PREFERENCES)
def test_open_words_follow_the_preferred_side(text: str, prefer: str | None, start: str) -> None:
    """Reminders lie ahead, follow-ups behind."""
    assert short(one(text, prefer).start) == start


REPEATS = [
    ("每周一早上9点", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0", "11-23 09:00"),
    ("每周二四下午3点", "FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=15;BYMINUTE=0", "11-19 15:00"),
    ("每周三、周五17:30", "FREQ=WEEKLY;BYDAY=WE,FR;BYHOUR=17;BYMINUTE=30", "11-18 17:30"),
    ("每周一到周四8点半", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH;BYHOUR=8;BYMINUTE=30", "11-19 08:30"),
    ("每個工作日早8:50", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=50", "11-19 08:50"),
    ("工作日下午6点", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=18;BYMINUTE=0", "11-18 18:00"),
    ("每天", "FREQ=DAILY", "11-19"),
    ("每晚9点", "FREQ=DAILY;BYHOUR=21;BYMINUTE=0", "11-18 21:00"),
    ("每月5号", "FREQ=MONTHLY;BYMONTHDAY=5", "12-05"),
    ("每月10号和25号上午10点", "FREQ=MONTHLY;BYMONTHDAY=10,25;BYHOUR=10;BYMINUTE=0", "11-25 10:00"),
    ("每月最后一天下午5点", "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=17;BYMINUTE=0", "11-30 17:00"),
    ("每隔两周", "FREQ=WEEKLY;INTERVAL=2", "11-19"),
    ("隔周的周五下午3点", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=15;BYMINUTE=0", "11-20 15:00"),
    ("每两周的周一早上9点", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=9;BYMINUTE=0", "11-23 09:00"),
    ("每年3月8号", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8", "2027-03-08"),
    ("每月第一个周一上午10点", "FREQ=MONTHLY;BYDAY=1MO;BYHOUR=10;BYMINUTE=0", "12-07 10:00"),
    ("每季度", "FREQ=MONTHLY;INTERVAL=3", "11-19"),
    ("每半小时", "FREQ=MINUTELY;INTERVAL=30", "-"),
    ("every other Friday 5pm", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=17;BYMINUTE=0", "11-20 17:00"),
]


@pytest.mark.parametrize(("text", "rule", "start"), REPEATS)
def test_repeats(text: str, rule: str, start: str) -> None:
    """A recurring time is an RFC 5545 rule and its first occurrence."""
    span = one(text)
    assert (span.text, span.grain, span.rule, short(span.start)) == (text, "recurring", rule, start)


DURATIONS = [
    ("半小时", 1800),
    ("一个半小时", 5400),
    ("2小时30分", 9000),
    ("一刻钟", 900),
    ("俩礼拜", 14 * 86400),
    ("一个星期又两天", 9 * 86400),
    ("三个月", 90 * 86400),
    ("两年", 730 * 86400),
]


@pytest.mark.parametrize(("text", "seconds"), DURATIONS)
def test_durations(text: str, seconds: float) -> None:
    """A length of time with nothing that fixes it."""
    span = one(f"大概{text}")
    assert (span.text, span.grain, span.seconds, span.start) == (text, "duration", seconds, None)


NOTHING = [
    "2月30号", "13月5号", "6月31日下午3点", "25点", "二十七点三", "一点意见", "他提了三点要求", "这三点很重要",
    "10点要求", "返3点", "一点都不贵", "早一点出发", "晚一点", "有点贵", "差点忘了", "重点客户", "周总说可以",
    "周期", "本周期", "成本月结", "一周一次", "7号仓", "二十一克", "13812345678", "3.5万", "50%", "9折",
    "v2.3.1", "192.168.1.1", "3-4-3付款", "完成了2/3", "8:2分成", "5-10人", "查询202611183计划",
    "《明日之后》", "今日头条", "早上好", "晚上好", "中午饭", "小雪来了", "618大促", "天津", "10.20约了",
    "三十十一号", "0点一", "有十分之一的概率", "3.5的屏", "A3纸", "第3", "#12",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_time(text: str) -> None:
    """Points, names, numbers, impossible dates."""
    assert find_times(text, NOW) == []


@pytest.mark.parametrize(
    ("text", "word"), [("改天再聊", "改天"), ("过阵子联系", "过阵子"), ("有空聊", "有空"), ("晚点回你", "晚点")]
)
def test_some_day_is_vague_and_has_no_start(text: str, word: str) -> None:
    """Words that nobody can build a reminder on."""
    span = one(text)
    assert (span.text, span.vague, span.start, span.end) == (word, True, None, None)


def test_after_the_holidays_is_vague_but_has_a_start() -> None:
    """年后 begins with the first workday after the Spring Festival."""
    span = one("年后再说")
    assert (span.vague, short(span.start)) == (True, "2027-02-11")


def test_a_while_that_went_by_is_no_later() -> None:
    """聊了一会儿 says how long."""
    span = one("聊了一会儿")
    assert (span.grain, span.start, span.vague) == ("duration", None, True)


@pytest.mark.parametrize("text", ["周五前", "周五之前给我", "八点以前", "月底前", "下班前"])
def test_deadlines(text: str) -> None:
    """前 makes a time the end of what was promised."""
    assert one(text).deadline


def test_days_ago_are_no_deadline() -> None:
    """三天前 looks back."""
    assert not one("三天前").deadline


def test_ahead_of_a_time() -> None:
    """提前半小时 is counted back from another time, which the caller knows."""
    first, second = find_times("明天下午两点开会，提前半小时提醒我", NOW, "future")
    assert short(first.start) == "11-19 14:00"
    assert (second.grain, second.before, second.seconds) == ("duration", True, 1800)


TWO = [
    ("明天上午9点和下午3点", ["11-19 09:00", "11-19 15:00"]),
    ("下周四去拜访，那天中午提醒我", ["11-26", "11-26 12:00"]),
    ("下周三下午两点开会，提前一天的晚上八点叫我", ["11-25 14:00", "11-24 20:00"]),
    ("超过10天没跟进的，下周一前清掉", ["-", "11-23"]),
    ("今天谈了报价，他说下周定", ["11-18", "11-23"]),
    ("周一、周三下午3点", ["11-16", "11-18 15:00"]),
]


@pytest.mark.parametrize(("text", "starts"), TWO)
def test_two_times(text: str, starts: list[str]) -> None:
    """Times beside each other, the second leaning on the first or not."""
    assert [short(span.start) for span in find_times(text, NOW)] == starts


def test_offsets_are_those_of_the_text_as_written() -> None:
    """Wide and traditional signs keep their places."""
    text = "約了週五１４：３０見"
    span = one(text, "future")
    assert (span.start_offset, span.end_offset, span.text) == (2, 9, "週五１４：３０")


def test_half_past_midnight() -> None:
    """Shortly after midnight 昨晚 is the calendar's yesterday and a bare evening has passed."""
    night = datetime(2026, 11, 19, 0, 36, tzinfo=ZONE)
    assert short(one("昨晚10点", "past", night).start) == "11-18 22:00"
    assert short(one("晚上", "past", night).start) == "11-18 20:00"


def test_result_is_in_the_zone_of_the_reference() -> None:
    """Another zone, another wall clock."""
    there = datetime(2026, 11, 18, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    start = one("明天下午三点", None, there).start
    assert start == datetime(2026, 11, 19, 15, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def test_a_naive_reference_is_refused() -> None:
    """A wall clock without a zone says nothing."""
    with pytest.raises(ValueError, match="zone"):
        find_times("明天", NOW.replace(tzinfo=None))


def test_json() -> None:
    """The shape that the scorer and the command line speak."""
    shape = span_json(one("每周一早上9点"))
    assert shape["every"] == {"unit": "week", "n": 1}
    assert (shape["weekdays"], shape["at"], shape["grain"]) == ([1], "09:00", "recurring")
