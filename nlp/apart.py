"""What of a time is said apart from the rest: 周一和周四早上八点二十提醒我…，每个礼拜都要; 这周六别忘了…，十点吧."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from nlp.clauses import Clause, clause_at
from nlp.reading import Moment, Span
from nlp.said import Said
from nlp.scene import Scene
from nlp.times import TimeSpan

_DAYS = ("一", "二", "三", "四", "五", "六", "日")
_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAYS = re.compile(
    r"(?:周|星期|礼拜)(?P<first>[一二三四五六日天])(?:[到至~-](?:周|星期|礼拜)?(?P<last>[一二三四五六日天]))?"
)
_MONTHDAYS = re.compile(r"(?<![0-9月])(?P<day>[0-9]{1,2})[号日]")
# the words around a time that is all that its clause says: 就十点吧, 出门前 7点40
_ALONE = re.compile(
    r"[\s就那是在吧好了哈整左右钟的嘛噶啦哦,，]*(?:时间(?:就|先|是)?(?:定|设|放|选)?(?:在|到|为)?)?(?:[㐀-鿿]{2,3}[前后时])?[\s就那是在吧好了哈整左右钟的嘛噶啦哦,，]*"
)
_TAIL = re.compile(r"\s*(?:都|也|就)*(?:要|这样|如此|得|有|来)?的?(?=$|[\s,，。])")


def days_apart(scene: Scene, clauses: Sequence[Clause], rule: str) -> tuple[str, list[tuple[int, int]]]:
    """A weekly or monthly rule with the days and the hour that other times say, and where those stand."""
    daily = "FREQ=DAILY" in rule and "INTERVAL" not in rule
    if daily and (stretch := _stretch(scene, clauses)) is not None:
        return rule.replace("FREQ=DAILY", f"FREQ=WEEKLY;BYDAY={stretch[0]}"), [stretch[1]]
    weekly = "FREQ=WEEKLY" in rule and "BYDAY" not in rule
    if not weekly and not ("FREQ=MONTHLY" in rule and "BYMONTHDAY" not in rule):
        return rule, []
    spans = [span for clause in clauses for span in scene.of_kind("time", clause.start, clause.end)]
    found: set[int] = set()
    used, hour = [], ""
    for span in spans:
        words = scene.folded[span.start : span.end]
        said = _weekdays(words) if weekly else {int(match["day"]) for match in _MONTHDAYS.finditer(words)}
        if said:
            found |= said
            used.append((span.start, span.end))
            hour = hour or _hour(span)
    if not found:
        return rule, []
    rule = re.sub(r";BYHOUR=[0-9]+;BYMINUTE=[0-9]+", "", rule)
    days = ",".join(_NAMES[day] if weekly else str(day) for day in sorted(found))
    return f"{rule};{'BYDAY' if weekly else 'BYMONTHDAY'}={days}{hour}", [(used[0][0], used[-1][1])]


def weekday_stretch(scene: Scene, clauses: Sequence[Clause]) -> tuple[str, tuple[int, int]] | None:
    """The rule that a stretch of weekdays with an hour is for an order: 周一到周五早上八点四十喊我打卡."""
    for span in (span for clause in clauses for span in scene.of_kind("time", clause.start, clause.end)):
        words, hour = scene.folded[span.start : span.end], _hour(span)
        match = _WEEKDAYS.match(words)
        if match and match["last"] and hour and getattr(span.value, "grain", "") == "range":
            days = ",".join(_NAMES[day] for day in sorted(_weekdays(match.group())))
            return f"FREQ=WEEKLY;BYDAY={days}{hour}", (span.start, span.end)
    return None


def _stretch(scene: Scene, clauses: Sequence[Clause]) -> tuple[str, tuple[int, int]] | None:
    """The days of a stretch of weekdays, and where it stands: 礼拜一至五|每早八点四十五."""
    for span in (span for clause in clauses for span in scene.of_kind("time", clause.start, clause.end)):
        match = _WEEKDAYS.fullmatch(scene.folded, span.start, span.end)
        if match and match["last"]:
            return ",".join(_NAMES[day] for day in sorted(_weekdays(match.group()))), (span.start, span.end)
    return None


def _weekdays(words: str) -> set[int]:
    found: set[int] = set()
    for match in _WEEKDAYS.finditer(words):
        first = _DAYS.index(match["first"].replace("天", "日"))
        last = _DAYS.index((match["last"] or match["first"]).replace("天", "日"))
        found.update(range(first, max(first, last) + 1))
    return found


def _hour(span: Span) -> str:
    """The hour of a time as a part of a rule; of a stretch of days (周一到周五早上八点半) that of its end."""
    time = span.value
    if not isinstance(time, TimeSpan) or not (time.clocked or time.part):
        return ""
    at = time.end if time.grain == "range" and time.end else time.start
    return f";BYHOUR={at.hour};BYMINUTE={at.minute}" if at is not None else ""


def to_the_tail(scene: Scene, end: int) -> int:
    """Where words that only go on with how often end: 每个礼拜|都要."""
    tail = _TAIL.match(scene.folded, end)
    return tail.end() if tail else end


def alone(scene: Scene, clauses: Sequence[Clause], said: Said) -> bool:
    """Whether a time is all that its clause says: 28号吧, 就十点, 出门前 7点40."""
    clause = clause_at(clauses, said.start)
    around = scene.folded[clause.start : said.start] + scene.folded[said.end : clause.end]
    return _ALONE.fullmatch(around) is not None


_NOON, _HALF_A_DAY = 12, timedelta(hours=12)


def joined(day: Said, clock: Said) -> Moment:
    """A day and a clock time said apart: 24号也就是中秋前一天，早上8点; 明晚…，八点."""
    assert day.future.start is not None
    assert clock.future.start is not None
    value = datetime.combine(day.future.start.date(), clock.future.start.timetz())
    if clock.future.part is None and day.future.part in ("afternoon", "evening") and value.hour < _NOON:
        value += _HALF_A_DAY
    return Moment(value=value, said=f"{day.words} {clock.words}", clocked=True)
