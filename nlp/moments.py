"""Which of a message's times a command means: when it happened, what comes next, when to remind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nlp.clauses import Clause, clause_at
from nlp.days import at_hour, begun, closer_ahead, earlier_today, is_dayless, is_part_over, of_today, vague_today
from nlp.elsewhen import is_elsewhen, is_nearer_ahead, is_not_done
from nlp.reading import Moment
from nlp.said import Said, ahead, moment, said_times
from nlp.scene import Scene
from nlp.steps import Around, follows, is_set

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
    times = said_times(scene, clauses)
    step = next((said for said in times if said.start == apart), None)
    for said in times:
        onward = onward or said.start == apart or (not said.open and ahead(said, scene))
        if said.start == apart or (said.open and _same_day(said, step)):
            continue
        clause = clause_at(clauses, said.start)
        words = _around(scene, clause, said)
        if said.past.before or of_something(scene, clauses, said):
            continue
        if said.past.deadline and (said.open or not said.past.part or ahead(said, scene)):
            continue
        soon = said.future.grain == "minute" and not said.future.clocked
        if (words.theirs or soon) and ahead(said, scene) and not earlier_today(said.past, said.future, scene.now):
            continue
        if words.idle and _unheard(scene, clause, said) and (words.of_others or follows(scene, clauses, said.start)):
            continue
        dayless = is_dayless(said.words)
        if ((said.open or dayless) and onward and not words.over) or (
            words.upcoming and of_today(said.past, scene.now) and not is_part_over(said.past, scene.now)
        ):
            continue
        later = said.past.start is not None and said.past.start > scene.now and words.by_me
        if words.from_then_on or (words.awaited and not words.over) or (later and follows(scene, clauses, said.start)):
            continue
        if said.open and _is_only_ahead(scene, clauses, clause, said):
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


_LONG_BACK = timedelta(days=10)


def _is_only_ahead(scene: Scene, clauses: Sequence[Clause], clause: Clause, said: Said) -> bool:
    """Whether an open time after something told is closer ahead, and nothing in its clause is over: 25号进场勘测."""
    if not closer_ahead(said.past, said.future, scene.now) or not is_not_done(scene, clause):
        return False
    far = said.past.start is not None and scene.now - said.past.start > _LONG_BACK
    told_before = clause is not clauses[0] if far else follows(scene, clauses, said.start)
    return clause.end - said.end > 1 and told_before


def _same_day(said: Said, step: Said | None) -> bool:
    """Whether a time may name the day of the next step as well: 25号发工资，我25号去."""
    day, other = said.future.start, step.future.start if step else None
    return day is not None and other is not None and day.date() == other.date()


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
    tonight: Step | None = None
    for said in said_times(scene, clauses):
        start = said.future.start
        if start is None or not _is_step(scene, clauses, said, agreed=agreed):
            continue
        words = _around(scene, clause_at(clauses, said.start), said)
        vague = not said.future.clocked and start.date() <= scene.now.date() and vague_today(said.future, scene.now)
        if vague and not (start > scene.now and words.by_me and follows(scene, clauses, said.start)):
            continue
        found = moment(said.future, scene.now, ahead=True, said=said.words)
        if found is None or found.value <= scene.now:
            continue
        step = Step(at=_at_its_hour(scene, clauses, said, found), start=said.start)
        if said.future.clocked or start.date() > scene.now.date() or words.reaches:
            return step
        tonight = tonight or step
    return tonight or _on_that_day(scene, clauses)


# 店15号重新开，|我那天|去捧场
_I_THAT_DAY = re.compile(
    r"(?:我|咱)们?(?:就|也|还|再|准备|打算|要|得)?(?:那|当|嗰)[天日](?![的])|(?:那|当|嗰)[天日](?:就|也|还|再)?(?:我|咱)(?!们?的)"
)


def _on_that_day(scene: Scene, clauses: Sequence[Clause]) -> Step | None:
    """What the speaker does on a day to come that was named for something else: 店15号重新开，我那天去捧场."""
    for clause in clauses:
        if (found := _I_THAT_DAY.search(scene.folded, clause.start, clause.end)) is None:
            continue
        words = Around(before=scene.worded[clause.start : found.start()], after=scene.worded[found.end() : clause.end])
        days = [said for said in said_times(scene, clauses) if said.end <= found.start() and ahead(said, scene)]
        day = moment(days[-1].future, scene.now, ahead=True, said=days[-1].words) if days else None
        if day is not None and words.own and not words.over and not days[-1].future.deadline:
            return Step(at=day, start=days[-1].start)
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
    if words.someday or (_HOLIDAY.fullmatch(said.words) and not named):
        return False
    if said.open and not _may_be_ahead(scene, clauses, said, words, named=named):
        return False
    mine = (words.by_me or words.promised) and said.future.grain != "range"
    if said.future.before or (said.future.deadline and not (mine or _heading(scene, said))):
        return False
    agreed = agreed and not words.others_act and _AGREED.search(scene.folded[: said.start]) is not None
    return named or ((words.own or agreed) and not words.theirs)


def _may_be_ahead(scene: Scene, clauses: Sequence[Clause], said: Said, words: Around, *, named: bool) -> bool:
    """Whether an open time may be of what comes next, and not of what happened."""
    nearer = is_nearer_ahead(scene, said.start)
    if _long_ahead(said, scene.now) or _told_after(scene, clauses, said):
        return False
    if words.over and not (nearer or (words.to_be_done and closer_ahead(said.past, said.future, scene.now))):
        return False
    if named or words.planned:
        return True
    return follows(scene, clauses, said.start) and not earlier_today(said.past, said.future, scene.now)


# 夜间维修响应: a time of every day
# 国庆, 五一: days on end, and nobody's appointment
_HOLIDAY = re.compile(r"国庆|春节|五一|元旦|端午|清明|中秋|圣诞|过年|劳动节")
_GENERAL = re.compile(r"夜间|晚间|日间|深夜|夜晚")
_RECENT, _FAR = timedelta(days=90), timedelta(days=180)


def _long_ahead(said: Said, now: datetime) -> bool:
    """Whether a date without its year was a short while ago and comes again but far ahead: 五月十一日, in May."""
    past, future = said.past.start, said.future.start
    return past is not None and future is not None and now - past < _RECENT and future - now > _FAR


def _heading(scene: Scene, said: Said) -> bool:
    """Whether what looks like a deadline is a going: 5月12日前往签署."""
    return "前往" in scene.folded[said.end - 1 : said.end + 2]
