"""What a reminder or a task is for: the words of its clauses less the order, the time and the colleague."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from nlp.clauses import Clause
from nlp.due import Due, clock_only, due
from nlp.filling import EDGES, Filling
from nlp.grammar import SlotForm
from nlp.groups import Group
from nlp.moments import said_times
from nlp.phrases import Hit
from nlp.reading import Draft, Moment, Value
from nlp.scene import Scene


def due_of(filling: Filling) -> Due:
    """When the command is due, worked out once."""
    if filling.due is None:
        earlier = [clause for group in filling.before for clause in group.clauses]
        filling.due = due(filling.scene, filling.group.clauses, filling.group.order, earlier)
    return filling.due


_FILLER_WORDS = re.compile(
    r"^(?:的时候|然后|另外|还有|让我(?!们)|就|到时候?|那天|请|麻烦|帮我|你|到|在|于|的|，|,|:|：|一下|一声|记得|去(?=$)|哈|吧|呢|下(?=$|[\s,，。]|去|给|跟|把|要)|\s)+|(?:你(?=$)|[,，。;；\s]|一声|一下|哈|吧|谢谢)+$"
)


def text_of(filling: Filling, slot: SlotForm) -> Value | None:
    """What to do: the group's words less the order and the time."""
    placed = filling.words(slot.name)
    if placed:
        return None if _only_names(filling, slot.name) else placed
    scene, group = filling.scene, filling.group
    places = {slot.name for slot in filling.form.of_kind("time", "repeat", "member")}
    used = [_order_words(scene, hit) for hit in group.hits if hit.weight >= 2 and hit.placed.keys() <= places]
    if filling.form.has("time", "repeat"):
        used += [(a, _past_before(scene, b)) for a, b in due_of(filling).used]
    if filling.form.has("member"):
        used += [
            (span.start - (scene.text[span.start - 1 : span.start] in "@＠"), span.end)
            for span in filling.spans("member")[:1]
        ]
    words = without(scene, group.clauses, used)
    if not words and filling.before:
        words = without(scene, filling.before[-1].clauses[-1:], used)
    return words or None


def _only_names(filling: Filling, slot: str) -> bool:
    """Whether what was placed says no more than whom or when: 取消恒力那个提醒, 取消明天那个提醒."""
    start, end = next(hit.placed[slot] for hit in filling.group.hits if slot in hit.placed)
    kinds = ("customer", "person", "time")
    covered = {
        i for kind in kinds for span in filling.scene.of_kind(kind, start, end) for i in range(span.start, span.end)
    }
    return all(i in covered or filling.scene.text[i] in EDGES + "的" for i in range(start, end))


_SHORT_ORDER = 6
# what orders; a verb of what is to be done (联系) is kept: 叶子你今天下班前|联系王园长
_ORDERS = re.compile(r"提|醒|叫|喊|通知|call|戳|remind|ping|催|敲|吱|派|布置|安排|交代|任务|活|事|记得|别忘|闹")


def _order_words(scene: Scene, hit: Hit) -> tuple[int, int]:
    """The words of the order itself: 叫我 in 两小时后叫我; all of it where it places nothing."""
    end = max((b for _, b in hit.placed.values()), default=hit.start)
    if not hit.placed:
        return (end, hit.end)
    orders = hit.end - end <= _SHORT_ORDER and _ORDERS.search(scene.folded, end, hit.end) is not None
    return (end, hit.end) if orders else (end, end)


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


_BEFORE_WORD = re.compile(r"(?:之前|以前|前|的时候|之后)(?!\S?台)")


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
