"""When an order is due: 周三提醒我, 下周五再约，提醒我, 12月28号进场，提前一天叫我, 每周一."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from nlp.apart import alone, days_apart, joined, to_the_tail, weekday_stretch
from nlp.clauses import Clause
from nlp.moments import of_something
from nlp.phrases import Hit
from nlp.reading import Moment
from nlp.said import MORNING, Said, ahead, moment, said_times
from nlp.scene import Scene
from nlp.text import fold, small_number
from nlp.times import TimeSpan


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """When to remind: a moment or a rule, and the spans that say it."""

    at: Moment | None = None
    repeat: str | None = None
    used: tuple[tuple[int, int], ...] = ()


def due(scene: Scene, clauses: Sequence[Clause], order: Hit | None, earlier: Sequence[Clause]) -> Due:
    """When an order is due: by its own time, else by one before it (下周五再约，提醒我), else by one after."""
    if (rule := _recurring(scene, clauses)) is not None:
        return rule
    if not clauses:
        return Due()
    at = order.start if order else clauses[0].start
    own = next((c for c in clauses if c.start <= at < c.end), clauses[0])
    times = [time for time in said_times(scene, [own]) if time.future.start is not None or time.future.before]
    first = [*earlier, *(c for c in clauses if c.start < own.start)]
    lead = [time for time in said_times(scene, first) if ahead(time, scene)]
    if own.strong:
        lead = [time for time in lead if not of_something(scene, first, time)]
    following = said_times(scene, [c for c in clauses if c.start > own.start])
    if (counted := next((t for t in times if t.future.before), None)) is not None:
        return _counted_back(scene, counted, [*lead, *(t for t in times if t.start < counted.start)])
    if (eve := _the_day_before(scene, order, own, [*lead, *times])) is not None:
        return eve
    chosen = _nearest(scene, times, order, at)
    if chosen is None:
        chosen = lead[-1] if lead else following[0] if following else None
        if chosen is None:
            return _after_a_while(scene, own)
        after = [time for time in following if time.start > chosen.start]
        return _put_more_exactly(scene, chosen, after, clauses) or _at(scene, chosen)
    if (dated := _dated(scene, chosen, times if chosen in times else lead)) is not None:
        return _joined(dated, chosen)
    if clock_only(chosen) and (apart := _EVE.search(scene.folded, own.start, chosen.start)) is not None:
        return _on_the_eve(scene, chosen, apart, [*lead, *following])
    if (later := _put_more_exactly(scene, chosen, following, clauses)) is not None:
        return later
    if not chosen.future.clocked and (exact := next((time for time in following if _is_exact(time)), None)):
        return _at(scene, exact)
    around = lead if order else [*lead, *times[:-1]]
    clock = chosen if order or not following else following[0]
    if order is None and len(times) > 1:
        clock = times[-1]
    if (day := _day_for(clock, around if clock is chosen or not order else [chosen], chosen, scene.now)) is not None:
        return _joined(day, clock)
    return _at(scene, chosen)


def _recurring(scene: Scene, clauses: Sequence[Clause]) -> Due | None:
    """A recurring time, with what stands right after it: 每月1号|15号上午十点, 工作日|每天早上8点20."""
    spans = [span for clause in clauses for span in scene.of_kind("repeat", clause.start, clause.end)]
    if not spans and (stretch := weekday_stretch(scene, clauses)) is not None:
        return Due(repeat=stretch[0], used=(stretch[1],))
    if not spans or not isinstance(spans[0].value, TimeSpan):
        return None
    first, last = spans[0], spans[0]
    rule = spans[0].value.rule or ""
    before: list[tuple[int, int]] = []
    for span in (*spans[1:], *(s for clause in clauses for s in scene.of_kind("time", clause.start, clause.end))):
        if not isinstance(span.value, TimeSpan):
            continue
        if span.end <= first.start:
            rule, before = _with(rule, span.value), [*before, (span.start, span.end)]
        elif re.fullmatch(r"[\s、,和的]*", scene.folded[last.end : span.start]) is not None:
            rule, last = _with(rule, span.value), span
    words = scene.folded[last.end : clauses[-1].end]
    rule, apart = days_apart(scene, clauses, rule)
    return Due(repeat=_rule(rule, words), used=(*(apart or before), (first.start, to_the_tail(scene, last.end))))


def _with(rule: str, more: TimeSpan) -> str:
    """A rule with the day of the month or the hour that follows it."""
    day = re.fullmatch(r"([0-9]{1,2})[号日].*", more.text)
    if "BYMONTHDAY" in rule and day:
        rule = re.sub(r"BYMONTHDAY=([0-9,]+)", rf"BYMONTHDAY=\1,{day.group(1)}", rule)
    hour = re.search(r"BYHOUR=[0-9]+;BYMINUTE=[0-9]+", more.rule or "")
    if "BYHOUR" in rule:
        return rule
    if hour:
        return f"{rule};{hour.group()}"
    if more.start is not None and (more.clocked or more.part):
        return f"{rule};BYHOUR={more.start.hour};BYMINUTE={more.start.minute}"
    return rule


_LEADS_TO = re.compile(r"[到成为在至]了?\s*$")
_SHORT = 14
_LONGEST = 30 * 24 * 3600.0


def _after_a_while(scene: Scene, own: Clause) -> Due:
    """A bare length in a short order counts from now: snooze 1h, 推迟半小时."""
    if own.end - own.start > _SHORT:
        return Due()
    for start, time in scene.future.items():
        lasts = time.seconds if time.grain == "duration" and not time.before else None
        if own.start <= start < own.end and lasts and lasts <= _LONGEST:
            value = _counted_from(scene, own, lasts) + timedelta(seconds=lasts)
            at = Moment(value=value, said=scene.text[start : time.end_offset], clocked=True)
            return Due(at=at, used=((start, time.end_offset),))
    return Due()


# 开学|前一天|晚上八点: the day is said elsewhere, or must be asked for
_EVE = re.compile(r"(?:前(?P<n>[一两二三1-3])?(?:[天晚日]|(?<=一))|[头先]一?[天日]|头一?)的?\s*$")


_DAYS = ("day", "minute")
# 周六过生日，|前一天|提醒我
_EVE_ITSELF = re.compile(r"(?:(?<![提之以])前(?P<n>[一两二三1-3])?[天日]|头一?[天日]|先一[天日])就?\s*$")


def _the_day_before(scene: Scene, order: Hit | None, own: Clause, days: Sequence[Said]) -> Due | None:
    """At nine on the day before one that is said: 周六过生日，头一天提醒我."""
    apart = _EVE_ITSELF.search(scene.folded, own.start, order.start) if order else None
    if apart is None or any(day.start >= apart.start() for day in days):
        return None
    event = next((day.future.start for day in days if day.future.grain in _DAYS and not clock_only(day)), None)
    if event is None:
        return None
    day = event.date() - timedelta(days=small_number(apart["n"] or "一") or 1)
    value = datetime.combine(day, event.timetz()).replace(hour=MORNING, minute=0)
    at = Moment(value=value, said=apart.group().strip(), clocked=False, day_only=True)
    return Due(at=at if value > scene.now else None, used=((apart.start(), apart.end()),))


def _on_the_eve(scene: Scene, chosen: Said, apart: re.Match[str], days: Sequence[Said]) -> Due:
    used = ((chosen.start, chosen.end),)
    event = next((day.future.start for day in days if day.future.grain in _DAYS and not clock_only(day)), None)
    if event is None or chosen.future.start is None:
        return Due(used=used)
    day = event.date() - timedelta(days=small_number(apart["n"] or "一") or 1)
    value = datetime.combine(day, chosen.future.start.timetz())
    at = Moment(value=value, said=f"{apart.group().strip()}{chosen.words}", clocked=chosen.future.clocked)
    return Due(at=at if value > scene.now else None, used=used)


def _put_more_exactly(scene: Scene, chosen: Said, following: Sequence[Said], clauses: Sequence[Clause]) -> Due | None:
    """A day or an hour that is all that a later clause says: 到月底提醒我催款，28号吧; 周六别忘了捎样，十点吧."""
    for said in following:
        if not alone(scene, clauses, said) or chosen.future.start is None or said.future.start is None:
            continue
        hour, day = clock_only(said) and said.future.clocked, said.future.grain == "day" and not said.future.clocked
        if hour and not chosen.future.clocked and not clock_only(chosen):
            return _joined(chosen, said)
        if day and chosen.future.clocked and clock_only(chosen):
            return _joined(said, chosen)
        if not said.future.clocked and not chosen.future.clocked and ahead(said, scene):
            return _at(scene, said)
    return None


# 10月8号|，即节后第一天下午两点: what stands between two namings of one day
_SAME = re.compile(r"[\s,，(（]*(?:即|正好是?|刚好是?)?\s*")
_DATE = re.compile(r"[0-9一二三四五六七八九十]+(?:月|[./-][0-9])")


def _dated(scene: Scene, chosen: Said, times: Sequence[Said]) -> Said | None:
    """The date right before another naming of the day with its hour; the date holds: 10.8节后第一天下午2点."""
    if not chosen.future.clocked or clock_only(chosen) or _DATE.match(fold(chosen.words)):
        return None
    for said in times:
        date = said.future.grain == "day" and not said.future.clocked and _DATE.match(fold(said.words))
        if date and said.end <= chosen.start and _SAME.fullmatch(scene.folded, said.end, chosen.start):
            return said
    return None


_LATER = re.compile(r"(?:再晚|往后|向后|顺延|延后|推后|后延|延期)")
_A_DAY = 24 * 3600.0


def _counted_from(scene: Scene, own: Clause, lasts: float) -> datetime:
    """Now; for days by which a reminder just set is put off the time that it was set for: 往后挪两天."""
    set_for = [draft.slots.get("at") for draft in scene.context.done]
    last = next((at for at in reversed(set_for) if isinstance(at, Moment)), None)
    later = _LATER.search(scene.folded, own.start, own.end)
    if last is not None and later is not None and (lasts >= _A_DAY or later.group() == "再晚"):
        return last.value
    return scene.now.replace(second=0, microsecond=0)


def _is_exact(said: Said) -> bool:
    """Whether a day and a time of it are said: 节后提醒我，6月22号早上十一点半打给他."""
    return said.future.clocked and said.future.start is not None and not clock_only(said)


def _nearest(scene: Scene, times: Sequence[Said], order: Hit | None, at: int) -> Said | None:
    """The time that an order leads to (周一的推到|周三), else one in its words, the last before, the first after."""
    led = order and _LEADS_TO.search(scene.folded[order.start : order.end])
    if order and led and (to := next((time for time in times if 0 <= time.start - order.end <= 1), None)):
        return to
    within = [time for time in times if order and order.start <= time.start < order.end]
    before = within or [time for time in times if time.end <= at]
    return before[-1] if before else times[0] if times else None


def _day_for(clock: Said, days: Sequence[Said], chosen: Said, now: datetime) -> Said | None:
    """The day that a mere time of day goes with: 24号也就是中秋前一天，早上8点; 后天一上班，八点半吧."""
    over = clock.future.part is not None and moment(clock.future, now, ahead=True) is None
    if not (clock.future.clocked or over) or not clock_only(clock):
        return None
    candidates = [day for day in (*days, chosen) if day is not clock]
    if not candidates:
        return None
    day = candidates[-1]
    return day if day.future.start is not None and day.future.grain == "day" and not day.future.clocked else None


def _at(scene: Scene, chosen: Said) -> Due:
    at = moment(chosen.future, scene.now, ahead=True, said=chosen.words)
    return Due(at=at, used=((chosen.start, chosen.end),))


_NO_WEEKEND = re.compile(r"(?:周末|双休|礼拜六|周六|星期六|休息日)[^,，。]{0,6}?(?:不用|除外|不算|不要|休息|不叫|别)")


def _rule(rule: str, words: str) -> str:
    """A rule with its hour, nine where none was said; 每天…，周末不用 is every working day."""
    if "FREQ=DAILY" in rule and "INTERVAL" not in rule and _NO_WEEKEND.search(words):
        rule = rule.replace("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    if "BYHOUR" in rule or re.search(r"FREQ=(?:HOURLY|MINUTELY)", rule):
        return rule
    return f"{rule};BYHOUR={MORNING};BYMINUTE=0"


# 后天, but not 午后 or 后晌; 明日, but not 下半日
_DAY_WORDS = re.compile(r"(?<!半)[天日]|[号月周拜期明今昨听琴噚寻]|(?<![午班饭])后(?!半?[晌夜])|/|-")


def clock_only(said: Said) -> bool:
    """A time of day without a day: 早上8点."""
    return not _DAY_WORDS.search(fold(said.words))


def _joined(day: Said, clock: Said) -> Due:
    """A day and a clock time said apart: 24号也就是中秋前一天，早上8点."""
    return Due(at=joined(day, clock), used=((day.start, day.end), (clock.start, clock.end)))


def _counted_back(scene: Scene, counted: Said, anchors: Sequence[Said]) -> Due:
    """So long before another time: 12月28号进场，提前一天 is the 27th at nine; 下午两点半，提前半小时 is 14:00."""
    if not anchors or counted.future.seconds is None:
        return Due(used=((counted.start, counted.end),))
    anchor = moment(anchors[-1].future, scene.now, ahead=True, said=anchors[-1].words)
    if anchor is None:
        return Due(used=((counted.start, counted.end),))
    value = anchor.value - timedelta(seconds=counted.future.seconds)
    at = replace(anchor, value=value, said=f"{anchor.said} {counted.words}")
    return Due(at=at if value > scene.now else None, used=((counted.start, counted.end),))
