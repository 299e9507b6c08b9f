"""Whether words that would order something tell of what is over (李梅周一叫我去开会) or come later (八点催我看名单)."""

import re
from collections.abc import Sequence
from datetime import timedelta

from nlp.grammar import Form, Grammar
from nlp.phrases import PERSON, REPEAT, TIME, Hit
from nlp.questions import asks_openly
from nlp.scene import Scene

_INSTANT = timedelta(microseconds=1)
_OUTRIGHT = re.compile(r"提醒|提前|提[我返番]|remind|闹|忘|记[得着住]|待办|日程")
_CALLER = re.compile(
    rf"(?:(?:{PERSON}|谁|客户|对方|人家|老板|领导|经理|主[任管]|老[婆公爸妈师]|媳妇|[爸妈]|家里|公司|总部|财务|采购|物业|厂里|[他她]们?)(?:那边|又|也|还|刚|刚才|一直)?|[说讲话])\s*$"
)


def tells_of_a_call(scene: Scene, form: Form, start: int, hit: Hit) -> bool:
    """Whether the phrase tells of a call: its day is over, or somebody calls; `start` is where its clause begins."""
    gives = form.has("text") and any(slot.ask for slot in form.of_kind("member"))
    if not form.has("repeat") and not gives:
        return False
    time = next(iter(scene.of_kind("time", hit.start, hit.end)), None)
    future = scene.future.get(time.start) if time is not None else None
    last = (future.end - _INSTANT if future.end else future.start) if future is not None else None
    if last is not None and last.date() < scene.now.date():
        return True
    if scene.folded.startswith("了", hit.end) and (time is not None or gives):
        return True
    if gives:
        return False
    outright = _OUTRIGHT.search(scene.folded, hit.start, hit.end) is not None
    return not outright and _CALLER.search(scene.masked, start, hit.start) is not None


_CALL = 3.0
# 明天的提醒我看看: the noun, and no call
_NOUN = re.compile(r"(?:的|[这那哪几]个?|[个条些]|所有|全部)提醒")


def without_later_looks(scene: Scene, grammar: Grammar, hits: Sequence[Hit]) -> list[Hit]:
    """The phrases less those that only read what the speaker is to be called to look at: 周五三点叫我看一遍名单."""
    if all(grammar.forms[hit.command].writes for hit in hits):
        return list(hits)
    calls = [hit for hit in hits if hit.weight >= _CALL and _calls(grammar.forms[hit.command], scene, hit)]
    return [hit for hit in hits if not any(_is_looked_at(scene, grammar, call, hit) for call in calls)]


def _calls(form: Form, scene: Scene, hit: Hit) -> bool:
    if not (form.writes and form.has("repeat") and form.has("text")):
        return False
    begin = max(scene.masked.rfind(stop, 0, hit.start) for stop in _ENDS) + 1
    dated = any(sign in scene.masked[begin : hit.end] for sign in (TIME, REPEAT))
    return dated and _NOUN.search(scene.folded, begin, hit.end) is None


_ENDS = "。!?\n"
_STOPS = f",;{_ENDS}"


def _is_looked_at(scene: Scene, grammar: Grammar, call: Hit, hit: Hit) -> bool:
    if grammar.forms[hit.command].writes or hit.end <= call.end:
        return False
    between = scene.masked[call.end : max(call.end, hit.start)]
    return not any(stop in between for stop in _STOPS) and not asks_openly(scene.folded[hit.start : hit.end])
