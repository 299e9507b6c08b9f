"""The kinds of time phrase, each read at one place of the text and made a span."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from nlp.pattern import Pattern
from nlp.times.clock import PUBLIC
from nlp.times.festivals import FESTIVAL_SECONDS
from nlp.times.lengths import Counted, counted_at
from nlp.times.moments import Moment, Nothing, moment_at, moment_day, moment_start
from nlp.times.numerals import DIGITS, HAN
from nlp.times.period import Asked, Period, day_period
from nlp.times.ranges import range_at
from nlp.times.recurring import Repeat, repeat_at
from nlp.times.span import TimeSpan
from nlp.times.vague import SOON_MINUTES, loose_at

# where the phrase ends, the moment that it is (if it is one), and the span (None: words that name nothing)
Phrase = tuple[int, Moment | None, TimeSpan | None]

NUMERALS = frozenset(DIGITS + HAN)
# the signs that can begin each kind of phrase
_REPEAT_STARTS = frozenset("每隔逢天日晚朝工法e")
_LOOSE_STARTS = frozenset("待等再过一会稍改有得抽闲哪回晚迟前近最下方赶晏is")
_COUNT_STARTS = NUMERALS | frozenset("半数最近过前未接今往再提早这到开出动见进inlp")
_MOMENT_STARTS = NUMERALS | frozenset(
    "今明昨后前大外翌听寻上下这本当同周星礼早晚凌清拂深正中晌午傍黄入夜差年月季岁旧去半头第自从农阴闰节过"
    "元情妇女植愚劳青护儿建教国万光双平圣春龙端七重腊小母父感除立雨惊谷夏芒白秋寒霜冬处qtymnwfsjodalepibc"
    "琴噚擒朝晏擦断挨跨黑煞收放落临快天"
)
STARTS = _REPEAT_STARTS | _LOOSE_STARTS | _COUNT_STARTS | _MOMENT_STARTS
# what must follow the signs that begin but few words: 提前 and 提早, but not 提醒; 下午 and 下周, but not 下批
SECONDS: Mapping[str, frozenset[str]] = FESTIVAL_SECONDS | {
    word[0]: frozenset(word[1:])
    for word in (
        *("提前早", "改天日明", "赶明", "方便", "得空闲", "抽空时", "闲了", "哪天", "有空时", "待会", "稍后晚"),
        *("迟点些啲", "法定", "工作", "同一月个", "接下", "往后", "未来", "去年", "回头", "会儿", "再过等", "等一会下"),
        *(
            "下午班周星礼工月年季半旬上中下回个一拜只晌昼晚晡趟 ",
            "上午晌周星礼工月年季半旬上中下两几些个一拜只昼前 ",
            "星期",
            "礼拜",
        ),
        *(
            "这周星礼月年季两几些个一俩仨三 ",
            "明天日儿年后早晚夜晨上中下凌傍晌个朝前头过晏黑们格",
            "月底末初中之以内头尾半",
            "农历",
            "阴历",
        ),
        *("过一二两三四五六七八九十半几零俩仨去会阵段些完节年晌 " + DIGITS, "年底末尾初中之以内前后里三夜廿二"),
        *(
            "小年满雪寒暑",
            "双十1",
            "元月旦宵",
            "琴日晚早朝",
            "噚日晚早朝",
            "擒日",
            "朝早头晨",
            "晏昼啲",
            "擦黑",
            "断黑",
        ),
        *("挨黑晚", "跨年", "黑色五夜", "煞黑", "收工", "放工", "落班", "临下", "快下", "天黑天"),
        *("到点时期", "开会始场标", "出发", "动身", "见面", "进场"),
    )
}

_FROM = Pattern(r"自从?|从|from ")
_DEADLINE = Pattern(r" ?(?:之|以)?前(?![台端景途面天后任几两沿期晌])|为止|止(?!损)|截止|(?:之|以)?内(?![容部在存])")
_ENDS_BEFORE = Pattern(r"(?:[年节班工黑]前|内)$")
# 聊了三点, 这三点, 返3点: points, and no clock time
_SAID_POINTS = Pattern(
    r"(?:[这那有共第前几分等以列提说讲谈聊结调]|[提说讲谈聊总结强调列补充]了|[提列指给举写]出了?|如下|以下|分成|涨|降|让|高|低|跌|返|扣)$"
)
# 50万, 三家, 一下: a number of something else; what may follow one in a time is named, days that are numbers are spared
_PLAIN_NUMBER = Pattern(
    rf"(?!618|\d{{8}}(?!\d)|五一|十一|六一|三八|七夕)(?:\d+|[{HAN}]+)"
    rf"(?![{DIGITS}{HAN}年度第上下月到至日号、来多余个半秒刻小钟分工天周星礼季点时会阵大早差])(?=[㐀-鿿,，。;；!！?？])"
)
_BEFORE_DIGITS = frozenset(".#￥¥$￡€第")
_NUMBER_BEFORE = frozenset("个下上一二三四五六七八九十") | frozenset(DIGITS)


def phrase_at(text: str, pos: int, asked: Asked) -> Phrase | None:
    """The longest phrase that begins here."""
    sign = text[pos]
    if pos and _inside_a_word(text, pos, sign):
        return None
    if sign in NUMERALS and _PLAIN_NUMBER.match(text, pos):
        return None
    for starts, reader in _READERS:
        if sign in starts and (found := reader(text, pos, asked)):
            return found
    return None


def _inside_a_word(text: str, pos: int, sign: str) -> bool:
    """Whether the sign goes on with what stands before it: A3, v2, ¥300, 第3."""
    before = text[pos - 1]
    if sign in NUMERALS and before in _BEFORE_DIGITS:
        return True
    if not (sign.isascii() and before.isascii() and before.isalnum()):
        return False
    # remind下午 apart, English words glued to digits stay whole unless the text is Chinese: ping9点
    return not (sign.isdigit() and before.isalpha() and not text.isascii())


def _repeat(text: str, pos: int, asked: Asked) -> Phrase | None:
    """每周一早上9点, but not the 工作日 of 3个工作日."""
    found = repeat_at(text, pos)
    if not found or (pos and text[pos] == "工" and text[pos - 1] in _NUMBER_BEFORE):
        return None
    repeat, stop = found
    return stop, None, _repeat_span(repeat, pos, stop, asked)


def _repeat_span(repeat: Repeat, pos: int, stop: int, asked: Asked) -> TimeSpan:
    """A recurring time as a span."""
    return TimeSpan(
        start_offset=pos,
        end_offset=stop,
        text=asked.said[pos:stop],
        grain="recurring",
        start=repeat.first_after(asked.ref),
        part=PUBLIC.get(repeat.part or "", repeat.part),
        clocked=repeat.clock is not None,
        every=(repeat.unit, repeat.count),
        at=repeat.at,
        weekdays=repeat.weekdays,
        monthday=repeat.monthdays[0] if repeat.monthdays else None,
        month=repeat.month,
        rule=repeat.rule,
    )


def _loose(text: str, pos: int, asked: Asked) -> Phrase | None:
    """待会儿, 改天."""
    found = loose_at(text, pos)
    if not found:
        return None
    base = TimeSpan(start_offset=pos, end_offset=found.stop, text=asked.said[pos : found.stop], grain="minute")
    if found.kind == "soon":
        return found.stop, None, replace(base, start=asked.ref + timedelta(minutes=SOON_MINUTES))
    if found.kind == "lasting":
        return found.stop, None, replace(base, grain="duration", seconds=60.0 * SOON_MINUTES, vague=True)
    return found.stop, None, replace(base, grain="day", vague=True)


def _counted(text: str, pos: int, asked: Asked) -> Phrase | None:
    """半小时后, 三天后晚上七点半, 近30天, 提前一天."""
    found = counted_at(text, pos, asked.ref)
    if found is None:
        return None
    if found.kind == "day" and found.start is not None:
        return _counted_day(text, pos, found, found.start.date(), asked)
    span = TimeSpan(
        start_offset=pos,
        end_offset=found.stop,
        text=asked.said[pos : found.stop],
        grain={"moment": "minute", "year": "year", "range": "range"}.get(found.kind, "duration"),
        start=found.start,
        end=found.end,
        unit=("minute" if found.length.fine else "day") if found.kind == "range" else None,
        clocked=found.kind == "moment",
        seconds=found.length.total if found.kind in ("duration", "before") else None,
        before=found.kind == "before",
        vague=found.length.vague,
    )
    return found.stop, None, span


def _counted_day(text: str, pos: int, found: Counted, day: date, asked: Asked) -> Phrase | None:
    """三天后, with the hour behind it."""
    period = day_period(day, vague=found.length.vague)
    moment = Moment(period, None, None, found.stop)
    begin = found.stop + (text[found.stop : found.stop + 1] in (" ", "的"))
    rest = moment_at(text, begin, asked) if begin < len(text) else None
    if isinstance(rest, Moment) and rest.period is None and rest.precise:
        moment = replace(rest, period=period)
    return _finish(text, pos, moment, asked)


def _moment(text: str, pos: int, asked: Asked) -> Phrase | None:
    """下周三上午十点, and ranges that begin with such a moment: 周三到周五."""
    start = _FROM.match(text, pos)
    begin = start.end() if start else pos
    moment = asked.once(moment_at, text, begin) if begin < len(text) else None
    if moment is None:
        return None
    if isinstance(moment, Nothing):
        return moment.stop, None, None
    if moment.period is None and _not_a_time(text, begin, moment):
        return None
    ranged = range_at(text, pos, moment, asked)
    if ranged:
        return (ranged.stop, None, None) if isinstance(ranged, Nothing) else (ranged.end_offset, None, ranged)
    return _finish(text, begin, moment, asked)


def _not_a_time(text: str, pos: int, moment: Moment) -> bool:
    """聊了三点, 这三点, 返3点: points, and no clock time."""
    if moment.part or moment.clock is None:
        return False
    return text[moment.stop - 1] == "点" and bool(_SAID_POINTS.search(text[max(0, pos - 3) : pos]))


def _finish(text: str, pos: int, moment: Moment, asked: Asked) -> Phrase | None:
    """A moment as a phrase, with the 前 behind it."""
    span = moment_span(moment, pos, asked)
    if span is None:
        return moment.stop, None, None
    if _DEADLINE.match(text, moment.stop) or _ENDS_BEFORE.search(text, pos, moment.stop):
        span = replace(span, deadline=True)
    return moment.stop, moment, span


def moment_span(moment: Moment, pos: int, asked: Asked) -> TimeSpan | None:
    """A moment as a span: an instant, a day with or without a part, or a longer stretch."""
    days = moment_day(moment, asked)
    if days is None:
        return None
    period = moment.period or Period(grain="day")
    whole = not moment.precise
    grain = period.grain if whole else "day"
    return TimeSpan(
        start_offset=pos,
        end_offset=moment.stop,
        text=asked.said[pos : moment.stop],
        grain="minute" if moment.clock or moment.part == "midnight" else grain,
        start=moment_start(moment, days, asked),
        end=datetime.combine(days[1], time(), asked.ref.tzinfo) if whole else None,
        unit="day" if grain == "range" else None,
        part=PUBLIC.get(moment.part or "", moment.part),
        clocked=moment.clock is not None,
        vague=period.vague,
    )


_READERS: tuple[tuple[frozenset[str], Callable[[str, int, Asked], Phrase | None]], ...] = (
    (_REPEAT_STARTS, _repeat),
    (_LOOSE_STARTS, _loose),
    (_COUNT_STARTS, _counted),
    (_MOMENT_STARTS, _moment),
)
