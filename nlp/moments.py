"""Which of a message's times a command means: when it happened, what comes next, when to remind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nlp.clauses import Clause, clause_at
from nlp.days import at_hour, begun, is_dayless, of_today, vague_today
from nlp.elsewhen import is_elsewhen
from nlp.phrases import TIME
from nlp.reading import Moment, Period
from nlp.scene import Scene
from nlp.steps import Around, follows, is_set
from nlp.times import TimeSpan

# when each part of a day is over, for a default hour that has passed already
_PART_ENDS = {"dawn": 6, "morning": 12, "noon": 14, "afternoon": 18, "evening": 24, None: 24}
MORNING = 9
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
        """Whether the words leave the side open: 周五, 20号."""
        return self.past.start != self.future.start


def said_times(scene: Scene, clauses: Sequence[Clause], *, denied: bool = False) -> list[Said]:
    """The times of the clauses, in order; those that the speaker takes back (周二啊不对是周三) are left out, and so are
    those after 不是, unless `denied` ones are wanted."""
    found = []
    for clause in clauses:
        for span in scene.of_kind("time", clause.start, clause.end):
            past, future = scene.past.get(span.start, span.value), scene.future.get(span.start, span.value)
            if (
                isinstance(past, TimeSpan)
                and isinstance(future, TimeSpan)
                and not (
                    _TAKEN_BACK.match(scene.folded, span.end) and not _PUT_RIGHT.search(scene.folded, 0, span.start)
                )
                and (denied or not _DENIED.search(scene.masked, 0, span.start))
            ):
                found.append(
                    Said(
                        start=span.start,
                        end=span.end,
                        words=scene.text[span.start : span.end],
                        past=past,
                        future=future,
                    )
                )
    return found


_TAKEN_BACK = re.compile(r"\s*[啊哦呃,，]*\s*(?:不对|不是|错了|说错|[前后]?也就是|就是(?=[0-9]))")
# 说下周三，不是|这周三; 下周二过去，还是说|周三
_DENIED = re.compile(
    rf"(?<!{TIME})(?<!{TIME}[啊哦呃,，])(?<!{TIME}[,，啊]\s)(?:(?<!是)不是|并非|而非|还是说)(?:说|指)?的?\s*$"
)
# 是周四不是周三
_PUT_RIGHT = re.compile(r"(?:是|改成|改到|应该)\s*$")
_LONG = ("week", "month", "year", "range")


def moment(time: TimeSpan, now: datetime, *, ahead: bool, said: str = "") -> Moment | None:
    """The time as one moment; a day alone keeps its day (at 09:00 where it lies ahead). None where it names no moment,
    or where its default hour is over: then it must be asked for."""
    if time.start is None or time.vague or time.rule:
        return None
    if time.grain in _LONG and not _one_day(time) and not time.clocked:
        return None
    day_only = (
        (time.grain == "day" or _one_day(time)) and time.part is None and not time.clocked and not _has_hour(time)
    )
    value = time.start
    if ahead:
        if day_only:
            value = value.replace(hour=MORNING, minute=0)
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


def _one_day(time: TimeSpan) -> bool:
    """周末 stands for its Saturday; 国庆前一天 is a range of one day."""
    if time.unit == "day" and time.start and time.end and time.end - time.start == timedelta(days=1):
        return True
    return "周末" in time.text and time.grain == "range" and not time.part


def _has_hour(time: TimeSpan) -> bool:
    return time.start is not None and (time.start.hour, time.start.minute) != (0, 0)


def _soon(now: datetime) -> datetime:
    """The next half hour at least 30 minutes away: 15:10 → 16:00."""
    earliest = now.replace(second=0, microsecond=0) + _SOON
    return earliest + timedelta(minutes=-earliest.minute % 30)


def ahead(said: Said, scene: Scene) -> bool:
    """Whether a time may lie ahead and can be built on."""
    time = said.future
    return time.start is not None and time.start > scene.now and not (time.before or time.vague)


# a date that is a fact and no event: 生日是5月3号, 合同到期12月31号
_OF_SOMETHING = re.compile(r"(?:生日|到期日?|截止|有效期|交期|船期|eta|etd|上线|开业|周年|保质期)[^,，。]{0,4}$")


def of_something(scene: Scene, clauses: Sequence[Clause], said: Said) -> bool:
    """Whether a date belongs to a thing: 船期7月3号."""
    return _OF_SOMETHING.search(scene.folded[clause_at(clauses, said.start).start : said.start]) is not None


def happened(scene: Scene, clauses: Sequence[Clause], *, apart: int | None = None) -> Moment | None:
    """When what is told happened: the first time that is no promise and does not lie ahead (周三去的金辉).

    The time `apart` from the others, by where it begins, is of the next step.
    """
    first: Moment | None = None
    onward = False
    for said in said_times(scene, clauses):
        onward = onward or (not said.open and ahead(said, scene))
        if said.start == apart:
            continue
        clause = clause_at(clauses, said.start)
        words = _around(scene, clause, said)
        if said.past.before or of_something(scene, clauses, said):
            continue
        if said.past.deadline and (said.open or not said.past.part or ahead(said, scene)):
            continue
        soon = said.future.grain == "minute" and not said.future.clocked
        if (words.theirs or soon) and ahead(said, scene):
            continue
        if words.idle and _unheard(scene, clause, said) and (words.of_others or follows(scene, clauses, said.start)):
            continue
        dayless = is_dayless(said.words)
        if ((said.open or dayless) and onward and not words.over) or (
            words.upcoming and of_today(said.past, scene.now)
        ):
            continue
        if said.open and is_elsewhen(scene, clauses, clause, said.start, said.end):
            continue
        if said.open and (words.arranged or words.planned or _named(scene, said) or _is_step(scene, clauses, said)):
            continue
        time = said.future if begun(said.future, scene.now) else said.past
        found = moment(time, scene.now, ahead=False, said=said.words)
        if found is None:
            continue
        if first is None:
            first = found
        elif words.at_last or (first.day_only and not found.day_only and found.value.date() == first.value.date()):
            return found
    return first


def _around(scene: Scene, clause: Clause, said: Said) -> Around:
    return Around(before=scene.worded[clause.start : said.start], after=scene.worded[said.end : clause.end])


def _unheard(scene: Scene, clause: Clause, said: Said) -> bool:
    """Whether an open time stands before nothing that is a way to meet or to talk."""
    met = any(hit.end > said.end and hit.weight < 3 for hit in clause.hits)
    return said.open and not met and not _long_ahead(said, scene.now)


def _told_after(scene: Scene, clauses: Sequence[Clause], said: Said) -> bool:
    """Whether a later open time is told as done: 周三去他厂里，周四发的报价 tells of the past throughout."""
    later = [other for other in said_times(scene, clauses) if other.start > said.start and other.open]
    return any(_around(scene, clause_at(clauses, other.start), other).over for other in later)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A dated next step: when, and where its time stands."""

    at: Moment
    start: int


_NEXT = re.compile(
    r"(?:下次|下回)(?:跟进|拜访|联系|沟通|回访|见面)?(?:时间|日期)?[:：]\s*$|"
    r"(?:下次|下回|下一次)(?:会议|开会|碰头会?|例会|会面|会)(?:时间|日期)?(?:定[在于]?|约?在|是|[:：])?\s*$|"
    r"(?:下一步|下步|next step|next|接下来|后续|计划|改约到?|约到|约在|"
    r"约[了好上](?:[他她]们?家?|[㐀-鿿]{1,4}[总工经理姐哥任长])?|"
    r"(?:拜访|见面|会议|开会|时间|演示)(?:改|定|推|挪)(?:到|在))[:：,，\s]*(?:是|在|到)?\s*$"
)


# 总算约到了！！后天下午三点
_AGREED = re.compile(
    r"(?:约(?:[到定成妥好上]了?|了)|[跟和与同][^,，。;!！]{1,12}(?:定|敲定|说定|讲定|说好|讲好)(?:[死好妥]|下来)?了)"
    r"[^,，。;!！0-9]{0,6}[\s!！~～…。.,，:：]+$"
)


def _named(scene: Scene, said: Said) -> bool:
    return _NEXT.search(scene.folded[: said.start]) is not None


def next_step(scene: Scene, clauses: Sequence[Clause]) -> Step | None:
    """The speaker's own dated next step: 周五去送样; not 他说下周三给答复."""
    step = _step(scene, clauses)
    if step is None and any(sign in scene.folded for sign in "约定好"):
        return _step(scene, clauses, agreed=True)
    return step


def _step(scene: Scene, clauses: Sequence[Clause], *, agreed: bool = False) -> Step | None:
    for said in said_times(scene, clauses):
        start = said.future.start
        if start is None or not _is_step(scene, clauses, said, agreed=agreed):
            continue
        if not said.future.clocked and start.date() <= scene.now.date() and vague_today(said.future, scene.now):
            continue
        found = moment(said.future, scene.now, ahead=True, said=said.words)
        if found is not None and found.value > scene.now:
            return Step(at=_at_its_hour(scene, clauses, said, found), start=said.start)
    return None


def _at_its_hour(scene: Scene, clauses: Sequence[Clause], day: Said, found: Moment) -> Moment:
    """The day of a step at the hour that is said for it later: 喊我明天去车间看看，…，我答应早上八点半到."""
    for said in said_times(scene, clauses):
        if said.start >= day.end and said.future.clocked and said.future.start is not None:
            words = _around(scene, clause_at(clauses, said.start), said)
            return at_hour(found, said.words, said.future.start, words)
    return found


def _is_step(scene: Scene, clauses: Sequence[Clause], said: Said, *, agreed: bool = True) -> bool:
    """Whether a time is of what the speaker is to do next, where it lies ahead; or of what both `agreed` on."""
    words = _around(scene, clause_at(clauses, said.start), said)
    if words.until or (said.future.part and not said.future.clocked and _GENERAL.fullmatch(said.words)):
        return False
    named = _named(scene, said) or words.arranged or is_set(scene.folded[: said.start])
    if said.open and (
        _long_ahead(said, scene.now)
        or words.over
        or not (named or words.planned or follows(scene, clauses, said.start))
        or _told_after(scene, clauses, said)
    ):
        return False
    mine = (words.by_me or words.promised) and said.future.clocked
    if said.future.before or (said.future.deadline and not (mine or _heading(scene, said))):
        return False
    agreed = agreed and not words.others_act and _AGREED.search(scene.folded[: said.start]) is not None
    return named or ((words.own or agreed) and not words.theirs)


# 夜间维修响应: a time of every day
_GENERAL = re.compile(r"夜间|晚间|日间|深夜|夜晚")
_RECENT, _FAR = timedelta(days=90), timedelta(days=180)


def _long_ahead(said: Said, now: datetime) -> bool:
    """Whether a date without its year was a short while ago and comes again but far ahead: 五月十一日, in May."""
    past, future = said.past.start, said.future.start
    return past is not None and future is not None and now - past < _RECENT and future - now > _FAR


def _heading(scene: Scene, said: Said) -> bool:
    """Whether what looks like a deadline is a going: 5月12日前往签署."""
    return "前往" in scene.folded[said.end - 1 : said.end + 2]


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
