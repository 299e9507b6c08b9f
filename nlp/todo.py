"""What a reminder or a task is for: the words of its clauses less the order, the time and the colleague."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from nlp.clauses import Clause
from nlp.due import Due, clock_only, due
from nlp.filling import EDGES, Filling
from nlp.grammar import SlotForm
from nlp.group import Group
from nlp.lists import in_a_row
from nlp.phrases import Hit
from nlp.reading import Draft, Moment, Value
from nlp.said import said_times
from nlp.scene import Scene


def due_of(filling: Filling) -> Due:
    """When the command is due, worked out once."""
    if filling.due is None:
        pointed = filling.form.has("number")
        before = [group for group in filling.before if group.form in (None, filling.grammar.narrative)]
        earlier = [] if pointed else [clause for group in before for clause in group.clauses]
        found = due(filling.scene, filling.group.clauses, filling.group.order, earlier)
        filling.due = _at_waking(filling, found)
    return filling.due


_WAKES = re.compile(r"起床|[叫喊闹弄吵拽薅拉]我?(?:起来|起身|醒)|我(?:起来|起身)(?!看|吃)")
_NOT_MORNING = re.compile(r"午|晚|傍|夜|pm|黑|小时|钟头|分钟|刻钟")
_NOON, _HALF_A_DAY, _A_DAY = 12, timedelta(hours=12), timedelta(days=1)


def _at_waking(filling: Filling, found: Due) -> Due:
    """An hour to get up at lies in the morning: 明天五点半喊我起床."""
    group, at = filling.group, found.at
    if at is None or not at.clocked or at.value.hour <= _NOON or _NOT_MORNING.search(at.said):
        return found
    if not _WAKES.search(filling.scene.folded, group.start, group.end):
        return found
    value = at.value - _HALF_A_DAY
    return replace(found, at=replace(at, value=value if value > filling.scene.now else value + _A_DAY))


# 顺带把|华星量尺|那个提醒取消
_LEADS_IN = re.compile(r"^(?:顺[带便手]|另外|还有|再|也|请|麻烦|帮我|给我|把|将)+(?=[^的])")
_FILLER_WORDS = re.compile(
    r"^(?:的时候|也(?=$|一[下声])|啊|呀|然后|另外|还有|让我(?!们)|就|到时候?|那天|请|麻烦|帮我|帮忙(?=$)|你|到|在|于|的|，|,|:|：|一下|一声|一嗓子|一哈|给我(?=$|[设定订调弄整搞挂排上加来])|(?:设|定|订|调|弄|整|搞|挂|排|上|加|来)一?[个条](?=$)|记得|记着|记住|去(?=$)|哈|吧|呢|下(?=$|[\s,，。]|去|给|跟|把|要)|\s)+|(?:你(?=$)|[,，。;；\s]|一声|一下|哈|吧|谢谢)+$"
)


def text_of(filling: Filling, slot: SlotForm) -> Value | None:
    """What to do: the group's words less the order and the time."""
    placed = filling.words(slot.name)
    if placed:
        placed = _LEADS_IN.sub("", placed)
        return None if _only_names(filling, slot.name) else placed
    scene, group = filling.scene, filling.group
    places = {slot.name for slot in filling.form.of_kind("time", "repeat", "member")}
    used = [_order_words(scene, hit) for hit in group.hits if hit.weight >= 2 and hit.placed.keys() <= places]
    used += [lead for hit in group.hits if hit.placed.keys() <= places and (lead := _leading_order(scene, hit))]
    if filling.form.has("time", "repeat"):
        used += [(a, _past_before(scene, b)) for a, b in due_of(filling).used]
    if filling.form.has("member") and (row := in_a_row(scene.folded, filling.spans("member"))):
        used.append((row[0].start - (scene.text[row[0].start - 1 : row[0].start] in "@＠"), row[-1].end))
    words = without(scene, _naming(scene, group) if filling.form.has("number") else group.clauses, used)
    if not words and filling.before:
        words = without(scene, filling.before[-1].clauses[-1:], used)
    if filling.form.has("number"):
        words = _POINTED.sub("", words)
        names = (span for kind in ("customer", "person") for span in filling.spans(kind))
        words = "" if any(scene.said(span.start, span.end) == words for span in names) else words
    return words or None


# 发票那条, 送样的提醒
_LEADS_TO = re.compile(r"的?(?:[那这][个条])?")
_NAMES_ONE = re.compile(r"[那这][个条件项]|提醒|待办|闹[钟铃]|任务|的\s*$")


def _naming(scene: Scene, group: Group) -> list[Clause]:
    """The clauses that may name one of what there is: not 开会呢, before 十分钟后再响."""
    order = group.order
    return [
        clause
        for clause in group.clauses
        if order is None
        or clause.start <= order.start < clause.end
        or (clause.end <= order.start and _LEADS_TO.fullmatch(scene.folded, clause.end, order.start))
        or _NAMES_ONE.search(scene.folded, clause.start, clause.end)
    ]


# which one of those there are: 送样|那条, 刚响那个, 打卡那条，划掉
_POINTED = re.compile(
    r"^刚[才刚]?(?:响|弹|叫|闹|提醒|蹦|跳).*|^把|(?:^|的?(?:那|这)[个条]|[,，\s]|已经|的|都|了|勾掉|划掉|打个?[勾钩]|推到|挪到|改到|延到)+$"
)


def _only_names(filling: Filling, slot: str) -> bool:
    """Whether what was placed says no more than whom or when: 取消恒力那个提醒, 取消明天那个提醒."""
    start, end = next(hit.placed[slot] for hit in filling.group.hits if slot in hit.placed)
    kinds = ("customer", "person", "time")
    covered = {
        i for kind in kinds for span in filling.scene.of_kind(kind, start, end) for i in range(span.start, span.end)
    }
    return all(i in covered or filling.scene.text[i] in EDGES + "的" for i in range(start, end))


_SHORT_ORDER = 8
# what orders; a verb of what is to be done (联系) is kept: 叶子你今天下班前|联系王园长
_ORDERS = re.compile(
    r"提|醒|叫|喊|嗌|吼|通知|知会|话我|call|戳|remind|ping|cue|dd|@|催|敲|吱|说一?声|言语|招呼|派|布置|安排|交代|任务|活|事|记得|记着|"
    r"记住|忘|闹|起来|日程|待办|嗓|[个一]声|响|弹|震|吭"
)
# 两小时后提醒|联系刘敏: the verb after it is what to do
_ORDERED = re.compile(r".*(?:提醒|提个醒|提一下|记得|记着|记住)(?:一下|一声|下)?[我咱]?(?:一下|一声|下)?")


def _order_words(scene: Scene, hit: Hit) -> tuple[int, int]:
    """The words of the order itself: 叫我 in 两小时后叫我; all of it where it places nothing."""
    end = max((b for _, b in hit.placed.values()), default=hit.start)
    if not hit.placed:
        return (end, hit.end)
    orders = hit.end - end <= _SHORT_ORDER and _ORDERS.search(scene.folded, end, hit.end) is not None
    ordered = _ORDERED.match(scene.folded, end, hit.end) if orders else None
    return (end, ordered.end() if ordered else hit.end) if orders else (end, end)


_LEADING = re.compile(
    r"(?:催|敲|闹|戳|通知|招呼|叫|喊|提醒)(?:我|咱)(?:一声|一下)?\s*|(?:闹[钟铃]|提醒)(?:给我|帮我|就)?[定设调上订弄整搞][在到成个]?"
)


def _leading_order(scene: Scene, hit: Hit) -> tuple[int, int] | None:
    """The words of an order before its time: 催我|下周一."""
    first = min((start for start, _ in hit.placed.values()), default=hit.start)
    return (hit.start, first) if _LEADING.fullmatch(scene.folded, hit.start, first) else None


def at_another_hour(scene: Scene, group: Group, before: Draft) -> Draft | None:
    """The reminder before, at the hour that is all a second order says: 下周二12点半吃饭，别忘了叫我……就12点叫吧."""
    old, times = before.slots.get("at"), said_times(scene, group.clauses)
    if group.form is None or before.command != group.form.name or not isinstance(old, Moment) or len(times) != 1:
        return None
    hour = times[0].future
    if not hour.clocked or hour.start is None or not clock_only(times[0]):
        return None
    used = [(hit.start, hit.end) for hit in group.hits] + [(times[0].start, times[0].end)]
    if without(scene, group.clauses, used):
        return None
    at = replace(old, value=datetime.combine(old.value.date(), hour.start.timetz()), clocked=True, day_only=False)
    return replace(before, slots={**before.slots, "at": at}, end=group.end)


_BEFORE_WORD = re.compile(r"(?:之前|以前|前|之内|以内|内(?!容|部|勤|衣)|的时候|之后)(?!\S?台)")


def _past_before(scene: Scene, end: int) -> int:
    """The end of a time with the 前 that makes it a deadline: 周五|前."""
    match = _BEFORE_WORD.match(scene.folded, end)
    return match.end() if match else end


def without(scene: Scene, clauses: Sequence[Clause], used: Sequence[tuple[int, int]]) -> str:
    """The clauses' words less some stretches."""
    parts = []
    for clause in clauses:
        kept = "".join(scene.text[i] for i in range(clause.start, clause.end) if not any(a <= i < b for a, b in used))
        kept = _FILLER_WORDS.sub("", kept.strip(EDGES)).strip(EDGES)
        if kept:
            parts.append(kept)
    return "，".join(parts)
