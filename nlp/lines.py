"""Words after the number of a line in the list that was just told: 1 电话没人接, 2 已发样品，周五回访, 2改到后天."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from nlp.clauses import cut
from nlp.grammar import Form, Grammar
from nlp.patches import PUT_OFF, patch_of
from nlp.reading import Draft, Line, Moment, Named, Pending, Value
from nlp.scene import Scene
from nlp.text import small_number

Answer = Callable[[Scene, Grammar, int, Form, Pending], Draft | None]

# what follows a number that counts or dates something: 3 天后再说, 2个人, 5万, 1和3
_COUNTS = (
    "天个月年周星礼号日点时分秒刻万千百亿元块毛角美刀台件箱吨斤公米平方层楼人位次家条份套批单期季折成倍吋寸张只双度"
)
_LINE = re.compile(
    r"\s*(?:第\s?(?P<nth>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})\s?[条个项件家]|(?:第\s?)?(?P<number>[0-9]{1,2})(?![0-9]))"
    rf"(?:[、,:：.)），。]|\s)*(?![{_COUNTS}和跟及与到至、%％/\-~+*.,:0-9])"
    r"(?=[^\n]*[㐀-鿿a-z])"
)
_DONE = re.compile(
    r"\W*(?:已经|都|已|也)?(?:完成|办好|做完|办完|搞定|弄好|弄完|做好|处理好|处理完|交|发|done|ok)(?:了|啦|咯)*\W*"
)
_OFF = re.compile(
    r"\W*(?:(?:提醒|待办)?(?:取消|删掉|删了|去掉|不要了|不用了|作废|划了|不提醒了)|不用提醒)(?:了|吧|它)*\W*"
)
_ORDER = 3.0


def to_line(scene: Scene, grammar: Grammar, start: int, answer: Answer) -> Draft | None:
    """What such words mean: a follow-up of the line's customer, or that its reminder is done.

    None where the words order something of their own (1 打标签 重点客户); another customer that they name is meant.
    """
    listed, narrative = scene.context.listed, grammar.narrative
    match = _LINE.match(scene.folded, start) if listed and narrative is not None else None
    if match is None or narrative is None or not _may_speak(scene, grammar, narrative):
        return None
    place, begin = small_number(match["nth"] or match["number"]), match.end()
    timed = any(span.start < begin for kind in ("time", "repeat") for span in scene.of_kind(kind, start))
    if timed or place is None or not 0 < place <= len(listed):
        return None
    line = listed[place - 1]
    changed = _changed(scene, grammar, line, begin)
    if changed is not None or line.customer is None:
        return changed
    if _orders(scene, grammar, narrative, begin):
        return None
    said = _named_beside(scene, line.customer, begin)
    note = next(slot.name for slot in narrative.of_kind("note"))
    customer = next(slot.name for slot in narrative.of_kind("customer"))
    pending = Pending(command=narrative.name, missing=note, slots={customer: said or line.customer})
    draft = answer(scene, grammar, begin, narrative, pending)
    return replace(draft, slots=_apart(draft.slots), answers=False, start=begin) if draft is not None else None


def _apart(slots: Mapping[str, Value]) -> dict[str, Value]:
    """The slots with each time said in one of them only: the last, which is the next step (周五回访)."""
    last = {value.said: name for name, value in slots.items() if isinstance(value, Moment)}
    return {name: value for name, value in slots.items() if not isinstance(value, Moment) or last[value.said] == name}


def _may_speak(scene: Scene, grammar: Grammar, narrative: Form) -> bool:
    """Whether nothing is asked, or only what was talked of: another question comes before the list."""
    pending = scene.context.pending
    form = grammar.forms.get(pending.command) if pending is not None else None
    return pending is None or (form is narrative and any(slot.name == pending.missing for slot in form.of_kind("note")))


def _changed(scene: Scene, grammar: Grammar, line: Line, begin: int) -> Draft | None:
    """What becomes of the line's reminder: done, called off, moved."""
    if line.reminder is None:
        return None
    slots: dict[str, Value] = {"number": line.reminder}
    if _DONE.fullmatch(scene.folded, begin):
        command = "reminder.done"
    elif _OFF.fullmatch(scene.folded, begin):
        command = "reminder.cancel"
    elif PUT_OFF.fullmatch(scene.masked, begin) and (snooze := grammar.forms.get("reminder.snooze")) is not None:
        at = patch_of(scene, grammar, begin, snooze).values.get("at")
        command, slots = snooze.name, slots if at is None else {**slots, "at": at}
    else:
        return None
    return Draft(command=command, slots=slots, start=begin, end=len(scene.text)) if command in grammar.forms else None


def _named_beside(scene: Scene, customer: Named, begin: int) -> Named | None:
    """Another customer that the words name for sure: it is they who are spoken of."""
    known = [span.value.known for span in scene.of_kind("customer", begin)]  # type: ignore[attr-defined]
    others: list[Named] = [each[0] for each in known if len(each) == 1 and each[0] != customer]
    return others[0] if len(others) == 1 and len(known) == 1 else None


def _orders(scene: Scene, grammar: Grammar, narrative: Form, begin: int) -> bool:
    if grammar.slash(scene.folded[begin:]) is not None:
        return True
    clauses = cut(scene, grammar, begin)
    order = clauses[0].order(narrative.name) if clauses else None
    return order is not None and order.command != narrative.name and order.weight >= _ORDER
