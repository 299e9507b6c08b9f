"""Clock times and parts of the day: 下午三点半, 14:30, 差五分八点, 早8:50, 3pm."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from nlp.pattern import Pattern
from nlp.times.numerals import NUMBER, whole

# the hour that a part of the day stands for when no clock time is said
DEFAULTS = {"dawn": 2, "morning": 9, "noon": 12, "afternoon": 15, "dusk": 18, "evening": 20, "midnight": 24}
# the names that go outside: 傍晚 and 午夜 are kinds of evening
PUBLIC = {"dusk": "evening", "midnight": "evening"}

_PARTS = (
    (
        "morning",
        "大?(?:一清早|清早八早|清早起来|清起来|清早|清晨)|清起(?=[0-9一二三四五六七八九十])|大早上|一大早|一早|早上|早晨"
        "|早间|上午|午前|[头上前]晌|早起来?|晨间|上昼|上半[日天]|朝头?早(?![餐市茶])|晨早|朝晨|早浪向?",
    ),
    ("dawn", "凌晨|拂晓|[后下]半夜|半夜|今晨"),
    ("noon", "中午|正午|晌午(?:头儿?|边边?上?)?|午间|中浪向?|中昼"),
    ("afternoon", "下午|午后|晌后|后半?晌|过晌午?|下晌|下昼|下半[日天]|晏昼|下晡"),
    (
        "dusk",
        "傍晚|黄昏|(?<!打)[傍擦断挨煞]黑(?![板名色屏马客])|挨晚|下晚儿|下晚(?=[0-9四五六七])|晚边[子头]|夜快头?|天黑(?:之?前|时|了?以?后)|(?:下班|收工|放工|落班|下工)(?:之?前|时|后)|[临快]下班(?:的?时候?|前)?",
    ),
    ("midnight", "午夜"),
    (
        "evening",
        "晚上|晚间|深夜|夜里头?|夜头|[晚夜]饭[后前时](?=[0-9五六七八九])|夜间|夜晚|入夜|晚黑|夜晚黑|黑夜|晚夕|[前上]半夜",
    ),
)
_PART = Pattern("|".join(f"(?P<{name}>{words})" for name, words in _PARTS))
# one sign only beside a day or before a clock time: 周五晚, 早8:50; only beside a day: 今儿|黑价, 前儿|下晚
_SHORT = Pattern("[早晚夜晨](?![点会饭餐班间啲些])")
_BESIDE = Pattern("(?P<evening>黑[价家介了夜里])|(?P<dusk>下晚)|(?P<morning>赶早)")
_PART_STARTS = frozenset("凌清拂半深今大一早晨上午头晌中正下后傍黄晚夜入前朝过晏擦断挨黑煞天收放落临快")
_SHORT_NAMES = {"早": "morning", "晨": "morning", "晚": "evening", "夜": "evening"}
_ENGLISH_PART = Pattern(
    r"(?:in the )?(?P<word>morning|noon|afternoon|evening|tonight|night|midnight|am|pm|eod|cob)(?![a-z])"
)
_ENGLISH_NAMES = {
    "am": "morning",
    "pm": "afternoon",
    "eod": "dusk",
    "cob": "dusk",
    "tonight": "evening",
    "night": "evening",
}

_H = r"(?P<h>\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
_TWO = r"(?:[0-5]\d|[零〇][一二三四五六七八九\d]|[二三四五]?十[一二三四五六七八九]?)"
# 三点 三点半 三点整 三点一刻 三点十五 三点零五分 8点45 15时20分 17点55分23秒 三点10分左右, and in Cantonese 三点两个字
_SPOKEN = Pattern(
    _H
    + r" ?(?:点钟?|时(?![间候代段期装差]))"
    + r"(?:(?P<half>半)(?![个天年月])|[正许]|整(?![理改合顿治体个套好完出])|(?P<quarter>[一三两123])刻"
    + rf"|(?P<m>{_TWO}|\d|[一二三四五六七八九])分(?!之|钟?[后前内])(?:(?P<s>{NUMBER})秒)?"
    + r"|(?P<fives>[0-9]{1,2}|[一二三四五六七八九十]{1,2})个字"
    + rf"|(?P<bare>{_TWO})(?![个人位家条台名天次件份款级万千百元块%号日月点中一二三四五六七八九\d]))?"
    + r"钟?"
)
# 14:30 9:05:30 11:00时, and 2:30 pm
_WRITTEN = Pattern(r"(?P<h>\d{1,2}):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:\.\d+)?)?(?![\d:])[时许整]?")
# 下午6.18: only after a part of the day
_DOTTED = Pattern(r"(?P<h>\d{1,2})\.(?P<m>[0-5]\d)(?![\d.%]|[万千百亿元块折倍米吨kw])")
# 差五分八点, 差一刻九点
_SHORT_OF = Pattern(rf"差(?P<m>{NUMBER}|一刻)(?:分钟?)?钟? ?{_H}点钟?")
# 八点差五分
_LACKING = Pattern(rf"{_H}点差(?P<m>{NUMBER}|一刻)(?:分钟?)?")
# 3pm 9:30 am 5 p.m.
_ENGLISH = Pattern(r"(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))? ?(?P<half>[ap])\.?m(?![a-z])\.?")
_FIGURED = Pattern(r" ?\d{1,2}(?::\d\d|点)")
# the left end of 9-11点: a bare hour before another clock time
_BARE = Pattern(rf"{_H}(?= ?(?:[到至~-]|--) ?(?:\d{{1,2}}|[零一二两三四五六七八九十]{{1,3}})(?:点|时(?!间)))")


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour as said; `whole_day` when it counts to 24 by itself: 09:05, 15点."""

    hour: int
    minute: int = 0
    second: int = 0
    whole_day: bool = False
    part: str | None = None


def part_at(text: str, pos: int, *, beside: bool) -> tuple[str, int] | None:
    """The part of the day that stands here; `beside` a day one sign is enough: 周五晚."""
    sign = text[pos : pos + 1]
    found = _PART.match(text, pos) if sign in _PART_STARTS else None
    if found:
        return found.lastgroup or "", found.end()
    if beside and sign in "黑下赶" and sign and (found := _BESIDE.match(text, pos)):
        return found.lastgroup or "", found.end()
    found = _SHORT.match(text, pos) if sign in _SHORT_NAMES else None
    if found and (beside or clock_at(text, found.end(), sure=False, after_part=True)):
        if not beside and text.startswith("一点", found.end()):
            return None
        return _SHORT_NAMES[found.group()], found.end()
    found = _ENGLISH_PART.match(text, pos) if sign.isascii() else None
    if found and (beside or text[pos] not in "ap" or _ends_in_clock(text, found.end())):
        word = found["word"]
        return _ENGLISH_NAMES.get(word, word), found.end()
    return None


def _ends_in_clock(text: str, pos: int) -> bool:
    """Whether a clock time follows: pm 2:30."""
    return bool(_FIGURED.match(text, pos))


def clock_at(text: str, pos: int, *, sure: bool, after_part: bool = False) -> tuple[Clock | None, int] | None:
    """The clock time that stands here and where it ends; None inside when the clock has no such hour (25点).

    `sure`: a day or a part of the day stands before it, so that 一点 is an hour and not "a little".
    """
    if not (text[pos : pos + 1].isdigit() or text[pos : pos + 1] in "零〇一二两三四五六七八九十差"):
        return None
    sign = text[pos : pos + 1]
    if found := (_SHORT_OF if sign == "差" else _LACKING).match(text, pos):
        return _lacking(found), found.end()
    if sign.isdigit() and (figures := _in_figures(text, pos, after_part=after_part)):
        return figures
    if found := _SPOKEN.match(text, pos):
        return _spoken(text, found, sure=sure or after_part)
    if found := _BARE.match(text, pos):
        return _valid(found, None, padded=False), found.end()
    return None


def _in_figures(text: str, pos: int, *, after_part: bool) -> tuple[Clock | None, int] | None:
    """3pm, 14:30, and behind a part of the day 6.18."""
    if found := _ENGLISH.match(text, pos):
        return _english(found), found.end()
    found = _WRITTEN.match(text, pos) or (_DOTTED.match(text, pos) if after_part else None)
    return (_valid(found, found["m"], padded=found["h"].startswith("0")), found.end()) if found else None


def _spoken(text: str, found: re.Match[str], *, sure: bool) -> tuple[Clock | None, int] | None:
    """A clock time in words, unless the 点 is a point of a list or a decimal: 三点建议, 二十七点三."""
    words, end = found.group(), found.end()
    whole_hour = _valid(found, found["m"] or found["bare"], padded=found["h"].startswith("0")), end
    if words.endswith("点"):
        if _NOT_AN_HOUR.match(text, end) and (not sure or text.startswith("点", end)):
            return None
        if decimal := _DECIMAL.match(text, end):
            return whole_hour if sure else (None, decimal.end())
        if words in ("一点", "1点") and not sure:
            return None
    # 一时, 十时 are hours only where an hour is awaited
    return None if words in ("一时", "十时") and not sure else whole_hour


# what makes 三点 three points: 三点建议, 三点：, 10点要求, 一点点
_NOT_AN_HOUR = Pattern(
    r"点|[:：](?!\d)|(?:个|条)?(?:小|大|新|主要|核心|关键|重要|具体|明确|其他|基本)?的?"
    r"(?:建议|要求|意见|问题|原因|需求|反馈|内容|结论|说明|注意|想法|共识|诉求|疑问|好处"
    r"|不足|优势|区别|理由|收获|体会|看法|经验|方向|措施|目标|变化|细节|事项|顾虑|异议"
    r"|希望|心得|方案|风险)"
)
# 二十七点三, 0点一, 七点八: a decimal, and no minutes
_DECIMAL = Pattern(r"[零〇一二两三四五六七八九\d](?![个人位家条台名天次件份款\d])[零〇一二三四五六七八九\d]*")


def _valid(found: re.Match[str], minute: str | None, *, padded: bool) -> Clock | None:
    """The clock time, or None when there is no such hour."""
    groups = found.groupdict()
    hour, minutes = whole(found["h"]), whole(minute) if minute else 0
    if groups.get("half"):
        minutes = 30
    if groups.get("quarter"):
        minutes = 15 * (whole(groups["quarter"] or "") or 1)
    if groups.get("fives"):
        minutes = 5 * (whole(groups["fives"] or "") or 12)
    second = whole(groups["s"]) if groups.get("s") else 0
    if hour is None or minutes is None or second is None or hour > 24 or minutes > 59 or second > 59:
        return None
    if hour == 24 and (minutes or second):
        return None
    return Clock(hour, minutes, second, padded or hour > 12)


def _lacking(found: re.Match[str]) -> Clock | None:
    """Minutes before the hour: 差五分八点 is 7:55."""
    hour = whole(found["h"])
    minutes = 15 if found["m"] == "一刻" else whole(found["m"])
    if not hour or hour > 24 or minutes is None or not 0 < minutes < 60:
        return None
    return Clock(hour - 1, 60 - minutes, 0, hour > 13)


def _english(found: re.Match[str]) -> Clock | None:
    """3pm, 9:30 am: an hour from 1 to 12 with its half of the day."""
    hour = int(found["h"])
    if not 1 <= hour <= 12:
        return None
    if hour == 12:
        hour = 0
    shift = 12 if found["half"] == "p" else 0
    return Clock(hour + shift, int(found["m"] or 0), 0, True, "morning" if not shift else "afternoon")


def instant(day: date, part: str | None, clock: Clock | None, zone: tzinfo | None) -> datetime:
    """The moment on a day: a clock time read by its part of the day, or the part's own hour."""
    if clock is None:
        return _moment(day, DEFAULTS[part] if part else 0, 0, 0, zone)
    hour = clock.hour if clock.whole_day else _hour(clock.hour, part)
    if clock.whole_day and clock.hour == 0 and part in ("evening", "midnight"):
        hour = 24
    return _moment(day, hour, clock.minute, clock.second, zone)


def _hour(hour: int, part: str | None) -> int:
    """The hour of the day that a spoken hour means: 下午3点 → 15, 晚上十二点 → 24, bare 三点 → 15."""
    if part in ("dawn",):
        return 0 if hour == 12 else hour
    if part == "morning":
        return hour
    if part == "noon":
        return hour + 12 if hour <= 3 else hour
    if part == "afternoon":
        return hour + 12 if 1 <= hour <= 11 else hour
    if part in ("evening", "dusk", "midnight"):
        if hour == 0:
            return 24
        return hour + 12 if hour >= 5 else hour + 24
    # a working day: 1 to 6 are afternoon, 7 to 12 as said
    return hour + 12 if 1 <= hour <= 6 else hour


def _moment(day: date, hour: int, minute: int, second: int, zone: tzinfo | None) -> datetime:
    """A moment whose hour may run into the next day: 晚上十二点 is the next day's 0:00."""
    return datetime.combine(day + timedelta(days=hour // 24), time(hour % 24, minute, second), zone)
