"""Which of a message's times a command means: when it happened, what comes next, when to remind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nlp.clauses import Clause, clause_at
from nlp.reading import Moment, Period
from nlp.scene import Scene
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


def said_times(scene: Scene, clauses: Sequence[Clause]) -> list[Said]:
    """The times of the clauses, in order; those that the speaker takes back (周二啊不对是周三) are left out."""
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
# 是周四不是周三
_PUT_RIGHT = re.compile(r"(?:是|改成|改到|应该)\s*$")
_LONG = ("week", "month", "year", "range")


def moment(time: TimeSpan, now: datetime, *, ahead: bool, said: str = "") -> Moment | None:
    """The time as one moment; a day alone keeps its day (at 09:00 where it lies ahead). None where it names no moment,
    or where its default hour is over: then it must be asked for."""
    if time.start is None or time.vague or time.rule or (time.grain in _LONG and not _one_day(time)):
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
    return (
        said.future.start is not None
        and said.future.start > scene.now
        and not said.future.before
        and not said.future.vague
    )


_REPORTED = re.compile(
    r"(?<!我)(?:说|讲|表示|答应|同意|承诺|要求|希望|打算让|让|叫(?!我)|等|得|问|通知|到|可能|估计|预计|之前|是说|回复|透露|保证|话)[^我咱,，]{0,6}$|(?:[他她它]|他们|她们|对方|客户|那边)$"
)
_OWN_STEP = re.compile(
    r"给(?:[他她您]|客户|对方|人家)|(?:我|咱)(?!们?\s*(?:$|[,，。;；的吧呢]))|再|去|送|约|联系|联络|回话|回信|回访|打(?!算)|拜访|拜訪|见面|见|过去|寄|发|签|催|跟进|交|碰|演示|上门|汇报|沟通|拉|带|谈|聊|call|visit|demo|meet|follow|send|ping|拿|前往|签署|接着|继续|培训|调试|安装|装机|实施|验收|对账|收款|开(?:线上)?会"
)
# a date that is a fact and no event: 生日是5月3号, 合同到期12月31号
_OF_SOMETHING = re.compile(r"(?:生日|到期日?|截止|有效期|交期|船期|eta|etd|上线|开业|周年|保质期)[^,，。]{0,4}$")
# 明天下午发我合同版本: theirs to do
_FOR_ME = re.compile(r"[^,，。;我咱]{0,6}(?:发|寄|传|给|回|告诉|通知|打给|带给|联系|答复|回复|报)给?(?:我|咱)")
_OVER = re.compile(
    r"^\s*(?:[^,，。;]{0,12}?)(?:去的|到的|见的|谈的|来的|开的|做的|聊的|(?<!约)了|过(?!去|来|几|两|会)|完)"
)


_PART_BEGINS = {"morning": 6, "noon": 11, "afternoon": 12, "evening": 17}


def _begun(time: TimeSpan, now: datetime) -> bool:
    """Whether a part of today that its default hour puts ahead has begun: 下午 said at 14:20."""
    if time.start is None or time.clocked or time.start.date() != now.date():
        return False
    return now.hour >= _PART_BEGINS.get(time.part or "", 24)


def happened(scene: Scene, clauses: Sequence[Clause], *, apart: int | None = None) -> Moment | None:
    """When what is told happened: the first time that is no promise and does not lie ahead (周三去的金辉).

    The time `apart` from the others, by where it begins, is of the next step.
    """
    first: Moment | None = None
    for said in said_times(scene, clauses):
        if said.start == apart:
            continue
        clause = clause_at(clauses, said.start)
        before = scene.folded[clause.start : said.start]
        if (
            said.past.before
            or said.past.deadline
            or _OF_SOMETHING.search(before)
            or (_REPORTED.search(before) and ahead(said, scene))
        ):
            continue
        if said.open and _NEXT.search(scene.folded[: said.start]):
            continue
        if said.open and _ARRANGED.match(scene.folded, said.end, clause.end):
            continue
        if (
            said.open
            and not _long_ahead(said, scene.now)
            and _follows(scene, clauses, said)
            and _steps_on(scene, said, clause)
        ):
            continue
        time = said.future if _begun(said.future, scene.now) else said.past
        found = moment(time, scene.now, ahead=False, said=said.words)
        if found is None:
            continue
        if first is None:
            first = found
        elif first.day_only and not found.day_only and found.value.date() == first.value.date():
            return found
    return first


# 下午3点半跟包经理约在现场: what is arranged lies ahead
_ARRANGED = re.compile(r"[^,，。;]{0,10}约(?:在|好|到)")
_CAME_ABOUT = re.compile(r"[了成妥好定]\s*$")


def _follows(scene: Scene, clauses: Sequence[Clause], said: Said) -> bool:
    """Whether something was told before the time: then an open one may be the next step.

    阮姐那边成了，先交半年，周五签合同: what came about stands in a clause before the time's own.
    """
    before = [clause for clause in clauses if clause.end <= said.start]
    came_about = any(_CAME_ABOUT.search(scene.folded[clause.start : clause.end]) for clause in before)
    return came_about or any(hit.weight < 3 and hit.end <= said.start for clause in clauses for hit in clause.hits)


def _steps_on(scene: Scene, said: Said, clause: Clause) -> bool:
    """Whether an open time opens the speaker's next step: 周五去送样, but not 周三去的金辉."""
    after = scene.folded[said.end : clause.end]
    return bool(_OWN_STEP.search(after)) and not _OVER.match(after)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A dated next step: when, and where its time stands."""

    at: Moment
    start: int


_NEXT = re.compile(
    r"(?:下次|下回)(?:跟进|拜访|联系|沟通|回访|见面)?(?:时间|日期)?[:：]\s*$|"
    r"(?:下一步|下步|next step|next|接下来|后续|计划|改约到?|约到|约在|"
    r"约[了好上](?:[他她]们?家?|[㐀-鿿]{1,4}[总工经理姐哥任长])?|"
    r"(?:拜访|见面|会议|开会|时间|演示)(?:改|定|推|挪)(?:到|在))[:：,，\s]*(?:是|在|到)?\s*$"
)


def next_step(scene: Scene, clauses: Sequence[Clause]) -> Step | None:
    """The speaker's own dated next step: 周五去送样; not 他说下周三给答复."""
    times = said_times(scene, clauses)
    for said in times:
        clause = clause_at(clauses, said.start)
        named = _NEXT.search(scene.folded[: said.start]) or _ARRANGED.match(scene.folded, said.end, clause.end)
        if said.open and _long_ahead(said, scene.now):
            continue
        if said.open and not named and not _follows(scene, clauses, said):
            continue
        before, after = scene.folded[clause.start : said.start], scene.folded[said.end : clause.end]
        if said.future.before or (said.future.deadline and not _heading(scene, said)) or _OVER.match(after):
            continue
        promised = (_REPORTED.search(before) and "我" not in after[:3]) or _FOR_ME.match(after)
        if not named and (promised or not _OWN_STEP.search(before[-3:] + after)):
            continue
        if not said.future.clocked and said.future.start is not None and said.future.start.date() <= scene.now.date():
            continue
        found = moment(said.future, scene.now, ahead=True, said=said.words)
        if found is not None and found.value > scene.now:
            return Step(at=found, start=said.start)
    return None


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
