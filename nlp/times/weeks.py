"""Days by their name and weeks: 明天, 大后天, 今晚, 下周三, 上礼拜天, 这周末, 本周."""

import re
from datetime import date, timedelta

from nlp.pattern import Pattern
from nlp.times.calendar import workdays_from
from nlp.times.frames import WEEK, WEEKDAYS
from nlp.times.period import DAY, Asked, Bounds, Period, day_period, week_bounds
from nlp.times.words import cut

_DAY_WORDS = {
    "大大后天": 4, "大后天": 3, "外后天": 3, "外后日": 3, "外后儿": 3,
    "大后儿": 3, "后天": 2, "后日": 2, "后儿个": 2, "后儿": 2, "明天": 1,
    "明日": 1, "明儿个": 1, "明儿": 1, "翌日": 1, "今天": 0, "今日": 0, "今儿个": 0, "今儿": 0, "昨天": -1,
    "昨日": -1, "昨儿个": -1, "昨儿": -1, "前天": -2, "前日": -2, "前儿个": -2, "前儿": -2, "大前天": -3,
    "大前儿": -3, "大大前天": -4, "听日": 1, "寻日": -1, "今朝": 0,
    # the north, the Wu and Yue speaking: 夜儿个 and 琴日 are yesterday, 明朝 is tomorrow
    "夜儿个": -1, "夜儿": -1, "夜个": -1, "夜隔": -1, "夜来个": -1, "夜来": -1, "今们": 0, "琴日": -1, "噚日": -1,
    "擒日": -1, "昨个": -1, "昨日子": -1, "今日子": 0, "今个": 0, "明个": 1, "明个儿": 1, "今个儿": 0, "昨个儿": -1,
    "明朝": 1, "后个儿": 2, "后朝": 2, "大后朝": 3, "明们": 1, "今们儿": 0, "明们儿": 1, "今格": 0, "明格": 1, 
    "昨格": -1,
    "前个儿": -2, "后个": 2, "前个": -2, "大后日": 3, "大后个": 3, "大前日": -3, "大前个": -3, "上前天": -3,
}  # fmt: skip
_DAY_WORD = Pattern("|".join(sorted(_DAY_WORDS, key=len, reverse=True)))
# the signs that named days and weeks begin with
DAY_STARTS = frozenset("今明昨后前大外翌听寻上这夜琴噚擒")
WEEK_STARTS = frozenset("上下这本当今周星礼")
_BOTH = Pattern(r"(?:明后两?天|今明两?天|明后天)")
# 今晚, 明早, 昨夜, 夜黑 (last night), 听朝; 今 alone only before a whole word for a part of the day: 今下午
_SHORT_DAY = Pattern(
    r"(?P<day>大?[后前]|[今明昨寻听琴噚]|夜(?=黑))(?:(?P<part>早上|晚上|晚夕|夜里|朝早|晚黑|[早晚夜晨]|(?<=[今明昨夜])黑(?![色名客板马龙五茶猫豆金芝木胶钻莓枸糖米人])"
    r"|(?<=[听寻琴噚])朝)|(?=上午|中午|下午|凌晨|傍晚|晌午|[前后头下过]晌|[上下]昼|晏昼))"
)
_SHORT_DAYS = {"今": 0, "明": 1, "昨": -1, "寻": -1, "听": 1, "后": 2, "前": -2, "大后": 3, "大前": -3}
_SHORT_DAYS |= {"琴": -1, "噚": -1, "夜": -1}
_SHORT_PARTS = {"早": "morning", "晨": "morning", "朝": "morning", "晚": "evening", "夜": "evening", "黑": "evening"}
# 这两天给答复: about now, to be taken for nothing firmer
_THESE_DAYS = Pattern(r"这(?:两|几|些|一两|两三)天")
_A_FEW_AGO = Pattern(r"(?:前|上)(?:两|几|些)天")

_PRE = r"(?P<pre>上{1,3}|下{1,3}|这|本|当|今)(?:一个|个|一|只)?"
_WEEKDAY = Pattern(
    rf"(?:{_PRE} ?(?:{WEEK}|拜(?=[二三四五六]))(?:(?:的| )?(?:{WEEK}))?|(?:{WEEK}))(?P<w>末|六日(?![期子])"
    rf"|[一二三四五六日天]|[1-7](?![\d:.%]|点|时|[个月天号年]))"
)
# 下周而上午, as a phone hears 下周二
_HEARD = Pattern(
    rf"(?:{_PRE} ?(?:{WEEK})|礼拜|星期)(?P<w>[而尔武舞散伞])"
    r"(?=[上中下]午|早上|晚上|\d{1,2}[:点]|[一二两三四五六七八九十]{1,2}点)"
)
_SOUNDS = dict(zip("而尔武舞散伞", "二二五五三三", strict=True))
_WEEK = Pattern(rf"{_PRE} ?(?:{WEEK})(?!期|年|边|转|刊|长|岁|总(?!结)|经理|(?![汇的])[一-龥]总)")
_NEXT_WORKDAY = Pattern(r"(?P<way>下|上)一?个?工作日")
# 下周三个人 is next week with three people; 周一次 is a count; 周日报 a daily report
_NOT_A_WEEKDAY = Pattern(
    r"(?:个(?:人|客户|会|小时|月|项目|单|点)|[位家次趟回批](?!应|复|执|款|电|访|话|信|来|去|[他她它您你我给到家])|天)"
)
_ALONE = Pattern(r"[一二三四五六日](?![个点月年号十周天位家百千万\d])")
_DAILY_REPORT = Pattern(r"报(?!名|到|价|备|销|给|告诉|完|警|关)")


def named_day_at(text: str, pos: int, asked: Asked) -> tuple[Period, int] | None:
    """明天, 大后天, 今晚, 前几天."""
    today = asked.today
    if found := _BOTH.match(text, pos):
        low, high = (0, 1) if "今" in found.group() else (1, 2)
        return Period(grain="range", fixed=(today + low * DAY, today + (high + 1) * DAY)), found.end()
    if found := _DAY_WORD.match(text, pos):
        if _glued(text, pos, found.end()):
            return None
        return day_period(today + _DAY_WORDS[found.group()] * DAY), found.end()
    if (found := _SHORT_DAY.match(text, pos)) and not _glued(text, pos, found.end()):
        day = today + _SHORT_DAYS[found["day"]] * DAY
        part = _SHORT_PARTS[found["part"][0]] if found["part"] else None
        return Period(grain="day", fixed=(day, day + DAY), part=part), found.end()
    if found := _THESE_DAYS.match(text, pos):
        count = 2 if "两" in found.group() else 3
        return Period(grain="range", fixed=(today, today + count * DAY), vague=True), found.end()
    if found := _A_FEW_AGO.match(text, pos):
        count = 2 if "两" in found.group() else 3
        return day_period(today - count * DAY, vague=True), found.end()
    return None


def _glued(text: str, pos: int, end: int) -> bool:
    """Whether the sign before or after makes it another word: 以后天天, 目前日常, 之前天气, 今日头条, 今个月."""
    before = text[pos - 1] if pos else ""
    if text[pos] in "后前" and before and before in "以之然最随往今向目提午会先背落幕售":
        return True
    if _OTHER_WORD.match(text, pos) or (before and before in _BEGUN.get(text[pos], "")):
        return True
    return text.startswith(("头条", "资本"), end) or (text[end - 1] == "天" and text.startswith(("气", "津"), end))


# 钢琴日常, 一夜个人, 另外后天, 说明个人: the word began before
_BEGUN = {"琴": "钢提口风古", "夜": "一整连每昼日当值通熬", "外": "另此除国", "今": "如"}
_OTHER_WORD = Pattern(
    "(?:[今明昨]|大[后前])个[月季周星礼人体税别]"
    "|[后前]个(?!儿|[中下]午|[早晚]上|一早|[前后头]晌|[我咱俺给去再就都还得要跟找上到来]|$|[,，。 ])"
    "|(?<=[说声证表申注标文聪透发简分当现至如])[今明][个朝黑格们]"
    "|夜儿[子童女科媳歌]|夜来(?:香|风|客|往)|[今昨]日子[公女弹]|明朝[代末皇那家风式时]|听[早晚]会"
)


def week_at(text: str, pos: int, asked: Asked) -> tuple[Period, int] | None:
    """下周三, 周五, 这周末, 上周, 下个工作日."""
    if found := _NEXT_WORKDAY.match(text, pos):
        return day_period(workdays_from(asked.today, 1 if found["way"] == "下" else -1)), found.end()
    found = _WEEKDAY.match(text, pos) or _HEARD.match(text, pos)
    if found and not _not_a_weekday(text, pos, found):
        return _weekday(found, asked), found.end()
    if (found := _WEEK.match(text, pos)) and not cut(text, pos):
        fixed = week_bounds(asked.today, _offset(found["pre"]))
        return Period(grain="week", fixed=fixed), found.end()
    return None


def _not_a_weekday(text: str, pos: int, found: re.Match[str]) -> bool:
    """三周一次, 一周五天, 下周三个人, 上周日报."""
    before = text[pos - 1] if pos else ""
    listed = pos > 1 and text[pos - 2] in "周期拜"
    if before and not found["pre"] and not listed and before in "零一二两三四五六七八九十几半每0123456789":
        return True
    if found["w"] in "日天" and _DAILY_REPORT.match(text, found.end()):
        return True
    if _NOT_A_WEEKDAY.match(text, found.end()) and found["w"] not in "末日天六日":
        return True
    return bool(found["pre"]) and cut(text, pos)


def _offset(pre: str) -> int:
    """Weeks from this one: 下下 → 2, 上 → -1, 这 → 0."""
    return len(pre) * {"上": -1, "下": 1}.get(pre[0], 0)


def _weekday(found: re.Match[str], asked: Asked) -> Period:
    """The weekday of the named week, or of any."""
    low, high = _days_of(_SOUNDS.get(found["w"], found["w"]))
    grain = "day" if low == high else "range"
    if found["pre"]:
        monday = week_bounds(asked.today, _offset(found["pre"]))[0]
        return Period(grain=grain, fixed=(monday + (low - 1) * DAY, monday + high * DAY))

    def around(anchor: date) -> list[Bounds]:
        mondays = (week_bounds(anchor, offset)[0] for offset in (-1, 0, 1))
        return [(monday + timedelta(days=low - 1), monday + timedelta(days=high)) for monday in mondays]

    return Period(grain=grain, around=around, home="week", strict=low == high)


def _days_of(word: str) -> tuple[int, int]:
    """The days that the end of a weekday names: 三 → (3, 3), 末 and 六日 → (6, 7)."""
    if word in ("末", "六日"):
        return 6, 7
    return WEEKDAYS[word], WEEKDAYS[word]


def weekday_alone_at(text: str, pos: int) -> tuple[Period, int] | None:
    """The right end of 周三至五: one sign that is a weekday."""
    found = _ALONE.match(text, pos)
    if not found:
        return None
    day = WEEKDAYS[found.group()]

    def around(anchor: date) -> list[Bounds]:
        mondays = (week_bounds(anchor, offset)[0] for offset in (0, 1))
        return [(monday + (day - 1) * DAY, monday + day * DAY) for monday in mondays]

    return Period(grain="day", around=around, home="week"), found.end()
