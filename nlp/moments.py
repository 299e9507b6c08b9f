"""Which of a message's times a command means: when it happened, what comes next, when to remind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from nlp.clauses import Clause
from nlp.phrases import Hit
from nlp.reading import Moment, Period, Span
from nlp.scene import Scene
from nlp.times import TimeSpan

# when each part of a day is over, for a default hour that has passed already
_PART_ENDS = {"dawn": 6, "morning": 12, "noon": 14, "afternoon": 18, "evening": 24, None: 24}
_MORNING = 9
_SOON = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One time of the message with both of its readings; `open` when the words leave the side to choose."""

    start: int
    end: int
    words: str
    past: TimeSpan
    future: TimeSpan

    @property
    def open(self) -> bool:
        return self.past.start != self.future.start


def said_times(scene: Scene, clauses: Sequence[Clause]) -> list[Said]:
    """The times of the clauses, in order; those that the speaker takes back (周二啊不对是周三) are left out."""
    found = []
    for clause in clauses:
        for span in scene.of_kind("time", clause.start, clause.end):
            past, future = scene.past.get(span.start, span.value), scene.future.get(span.start, span.value)
            if isinstance(past, TimeSpan) and isinstance(future, TimeSpan) and not _TAKEN_BACK.match(scene.folded, span.end):
                found.append(Said(start=span.start, end=span.end, words=scene.text[span.start : span.end], past=past, future=future))
    return found


_TAKEN_BACK = re.compile(r"\s*[啊哦呃,，]*\s*(?:不对|不是|错了|说错|[前后]?也就是|就是(?=[0-9]))")
_LONG = ("week", "month", "year", "range")


def moment(time: TimeSpan, now: datetime, *, ahead: bool, said: str = "") -> Moment | None:
    """The time as one moment; a day alone keeps its day (at 09:00 where it lies ahead). None where it names no moment,
    or where its default hour is over: then it must be asked for."""
    if time.start is None or time.vague or time.grain in _LONG or time.rule:
        return None
    day_only = time.grain == "day" and time.part is None and not time.clocked and not _has_hour(time)
    value = time.start
    if ahead:
        if day_only:
            value = value.replace(hour=_MORNING, minute=0)
        if value <= now and not time.clocked:
            if value.date() != now.date():
                return None
            value = _soon(now)
            over = _PART_ENDS[time.part]
            if value.date() != now.date() or (over < 24 and value.hour >= over):
                return None
            day_only = False
    elif value > now:
        if value.date() > now.date():
            return None
        value = value if day_only else now.replace(second=0, microsecond=0)
    return Moment(value=value, said=said or time.text, clocked=time.clocked, day_only=day_only)


def _has_hour(time: TimeSpan) -> bool:
    return time.start is not None and (time.start.hour, time.start.minute) != (0, 0)


def _soon(now: datetime) -> datetime:
    """The next half hour at least 30 minutes away: 15:10 → 16:00."""
    earliest = now.replace(second=0, microsecond=0) + _SOON
    return earliest + timedelta(minutes=-earliest.minute % 30)


_REPORTED = re.compile(
    r"(?:说|讲|表示|答应|要求|希望|打算让|让|叫(?!我)|等|得|问|通知|到|可能|估计|预计|之前|是说|回复|透露|保证|话)[^我咱,，]{0,6}$|(?:[他她它]|他们|她们|对方|客户|那边)$"
)
_OWN_STEP = re.compile(
    r"我|咱|再|去|送|约|联系|联络|回话|回信|回访|打(?!算)|拜访|拜訪|见面|见|过去|寄|发|签|催|跟进|交|碰|演示|上门|汇报|沟通|拉|带|谈|聊|call|visit|demo|meet|follow|send|ping|拿|前往|签署|开(?:线上)?会"
)
# a date that is a fact and no event: 生日是5月3号, 合同到期12月31号
_OF_SOMETHING = re.compile(r"(?:生日|到期日?|截止|有效期|交期|船期|eta|etd|上线|开业|周年|保质期)[^,，。]{0,4}$")
_OVER = re.compile(r"^\s*(?:[^,，。;]{0,12}?)(?:去的|到的|见的|谈的|来的|开的|做的|聊的|(?<!约)了|过(?!去|来|几|两|会)|完)")


def happened(scene: Scene, clauses: Sequence[Clause]) -> Moment | None:
    """When what is told happened: the first time that is no promise and does not lie ahead (周三去的金辉)."""
    first: Moment | None = None
    for said in said_times(scene, clauses):
        clause = next(c for c in clauses if c.start <= said.start < c.end)
        before = scene.folded[clause.start : said.start]
        if said.past.before or said.past.deadline or _OF_SOMETHING.search(before) or _REPORTED.search(before) and _ahead(said, scene):
            continue
        if said.open and _NEXT.search(scene.folded[: said.start]):
            continue
        if said.open and _after_event(clauses, said) and _steps_on(scene, said, clause):
            continue
        found = moment(said.past, scene.now, ahead=False, said=said.words)
        if found is None:
            continue
        if first is None:
            first = found
        elif first.day_only and not found.day_only and found.value.date() == first.value.date():
            return found
    return first


def _after_event(clauses: Sequence[Clause], said: Said) -> bool:
    """Whether something was told before the time: then an open one may be the next step."""
    return any(hit.weight < 3 and hit.end <= said.start for clause in clauses for hit in clause.hits)


def _steps_on(scene: Scene, said: Said, clause: Clause) -> bool:
    """Whether an open time opens the speaker's next step: 周五去送样, but not 周三去的金辉."""
    after = scene.folded[said.end : clause.end]
    return bool(_OWN_STEP.search(after)) and not _OVER.match(after)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A dated next step: when, and where its time stands."""

    at: Moment
    start: int


_NEXT = re.compile(r"(?:下一步|下步|next step|next|接下来|后续|计划|改约到?|约到|约在|约了)[:：,，\s]*(?:是|在|到)?\s*$")


def next_step(scene: Scene, clauses: Sequence[Clause]) -> Step | None:
    """The speaker's own dated next step: 周五去送样; not 他说下周三给答复."""
    times = said_times(scene, clauses)
    for said in times:
        clause = next(c for c in clauses if c.start <= said.start < c.end)
        if said.open and not _after_event(clauses, said):
            continue
        before, after = scene.folded[clause.start : said.start], scene.folded[said.end : clause.end]
        if said.future.before or (said.future.deadline and not _heading(scene, said)) or _OVER.match(after):
            continue
        named = _NEXT.search(scene.folded[: said.start])
        promised = _REPORTED.search(before) and "我" not in after[:3]
        if not named and (promised or not _OWN_STEP.search(before[-3:] + after)):
            continue
        if not said.future.clocked and said.future.start is not None and said.future.start.date() <= scene.now.date():
            continue
        found = moment(said.future, scene.now, ahead=True, said=said.words)
        if found is not None and found.value > scene.now:
            return Step(at=found, start=said.start)
    return None


def _heading(scene: Scene, said: Said) -> bool:
    """Whether what looks like a deadline is a going: 5月12日前往签署."""
    return "前往" in scene.folded[said.end - 1 : said.end + 2]


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """When to remind: a moment or a rule, and the spans that say it."""

    at: Moment | None = None
    repeat: str | None = None
    used: tuple[tuple[int, int], ...] = ()
    clause: Clause | None = None


def due(scene: Scene, clauses: Sequence[Clause], order: Hit | None, earlier: Sequence[Clause]) -> Due:
    """When an order is due: the time nearest its words, else one before it in the message (下周五再约，提醒我), else after."""
    for clause in clauses:
        rules = scene.of_kind("repeat", clause.start, clause.end)
        if rules:
            rule: TimeSpan = rules[0].value  # type: ignore[assignment]
            words = scene.folded[rules[0].end : clauses[-1].end]
            return Due(repeat=_rule(rule.rule or "", words), used=((rules[0].start, rules[0].end),), clause=clause)
    at = order.start if order else clauses[0].start
    own = next((c for c in clauses if c.start <= at < c.end), clauses[0])
    times = said_times(scene, [own])
    lead = [t for t in said_times(scene, [*earlier, *(c for c in clauses if c.start < own.start)]) if _ahead(t, scene)]
    following = said_times(scene, [c for c in clauses if c.start > own.start])
    counted = next((t for t in times if t.future.before), None)
    if counted is not None:
        return _counted_back(scene, counted, [*lead, *(t for t in times if t.start < counted.start)])
    within = [t for t in times if order and order.start <= t.start < order.end]
    before = within or [t for t in times if t.end <= at]
    chosen = before[-1] if before else times[0] if times else None
    if order is None and len(times) > 1 and _clock_only(times[-1]) and not times[0].future.clocked:
        return _joined(scene, times[0], times[-1])
    if order is None and following and chosen and _clock_only(following[0]) and not chosen.future.clocked:
        return _joined(scene, chosen, following[0])
    if chosen is None:
        chosen = lead[-1] if lead else following[0] if following else None
    elif lead and chosen.future.clocked and _clock_only(chosen) and lead[-1].future.grain == "day" and not lead[-1].future.part:
        return _joined(scene, lead[-1], chosen)
    if chosen is None:
        return Due()
    holder = next((c for c in (*clauses, *earlier) if c.start <= chosen.start < c.end), own)
    found = moment(chosen.future, scene.now, ahead=True, said=chosen.words)
    return Due(at=found, used=((chosen.start, chosen.end),), clause=holder)


_NO_WEEKEND = re.compile(r"(?:周末|双休|礼拜六|周六|星期六|休息日)[^,，。]{0,6}?(?:不用|除外|不算|不要|休息|不叫|别)")


def _rule(rule: str, words: str) -> str:
    """A rule with its hour, nine where none was said; 每天…，周末不用 is every working day."""
    if "FREQ=DAILY" in rule and "INTERVAL" not in rule and _NO_WEEKEND.search(words):
        rule = rule.replace("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    if "BYHOUR" in rule or re.search(r"FREQ=(?:HOURLY|MINUTELY)", rule):
        return rule
    return f"{rule};BYHOUR={_MORNING};BYMINUTE=0"


def _ahead(said: Said, scene: Scene) -> bool:
    return said.future.start is not None and said.future.start > scene.now and not said.future.before and not said.future.vague


_DAY_WORDS = re.compile(r"[天日号月周拜期后明今昨]|/|-")


def _clock_only(said: Said) -> bool:
    """A time of day without a day: 早上8点."""
    return not _DAY_WORDS.search(said.words)


def _joined(scene: Scene, day: Said, clock: Said) -> Due:
    """A day and a clock time said apart: 24号也就是中秋前一天，早上8点."""
    assert day.future.start is not None
    assert clock.future.start is not None
    value = datetime.combine(day.future.start.date(), clock.future.start.timetz())
    at = Moment(value=value, said=f"{day.words} {clock.words}", clocked=True)
    return Due(at=at, used=((day.start, day.end), (clock.start, clock.end)))


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


def period(scene: Scene, clauses: Sequence[Clause], *, ahead: bool = False) -> Period | None:
    """The range of days that the clauses name: 这周, 昨天, 上个月, 最近30天."""
    for said in said_times(scene, clauses):
        time = said.future if ahead else said.past
        if time.start is None or time.before:
            continue
        first = time.start.date()
        last = first
        if time.end is not None and time.grain in (*_LONG, "day"):
            last = max(first, (time.end - timedelta(microseconds=1)).date())
        return Period(first=first, last=last, said=said.words)
    return None


def times_of(spans: Sequence[Span]) -> list[TimeSpan]:
    """The time values of spans."""
    return [span.value for span in spans if isinstance(span.value, TimeSpan)]
