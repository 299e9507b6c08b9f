"""Conditions on fields of the workspace's own: 预算超过50万的, 付款方式是月结的客户, 合同到期日在12月底之前."""

import re
from datetime import timedelta

from nlp.names import FieldName
from nlp.own_fields import member_in, number_in, option_in
from nlp.scene import Scene
from nlp.times import find_times

Condition = tuple[str, str]
"""A sign (= > >= < <=) and a value, as a string."""
_ABOVE = re.compile(r"不低于|不少于|不小于|至少|>=|以上|起")
_BELOW = re.compile(r"不高于|不超过|不大于|最多|<=|以下|以内|之内")
_OVER = re.compile(r"超过|大于|高于|多于|超|>")
_UNDER = re.compile(r"小于|低于|少于|不到|不足|<")
_BEFORE = re.compile(r"(?:之前|以前|前|早于)")
_AFTER = re.compile(r"(?:之后|以后|后|晚于)")
_ENDS = re.compile(r"的(?:客户|公司|单位|有|是|$|[\s?？,，。])|[,，。;；?？\n]|$")


def field_conditions(scene: Scene, start: int, end: int) -> dict[str, tuple[Condition, ...]]:
    """The conditions by the field's name."""
    found: dict[str, tuple[Condition, ...]] = {}
    spans = scene.of_kind("field", start, end)
    for index, span in enumerate(spans):
        stop = spans[index + 1].start if index + 1 < len(spans) else end
        ends = _ENDS.search(scene.folded, span.end, stop)
        field = next(each for each in scene.names.fields if each.name == str(span.value))
        if conditions := _conditions(scene, field, span.end, ends.start() if ends else stop):
            found[field.name] = conditions
    return found


def _conditions(scene: Scene, field: FieldName, start: int, end: int) -> tuple[Condition, ...]:
    words = scene.folded[start:end]
    if field.type == "date":
        return _days(scene, words)
    if field.type == "choice":
        value = option_in(field, words)
    elif field.type in ("number", "amount"):
        value = number_in(words, field.type)
    elif field.type == "person":
        value = member_in(scene, start, end)
    else:
        value = re.sub(r"^(?:是|为|在|:|=)+", "", scene.text[start:end].strip()).strip()
    if not value:
        return ()
    return ((_sign(words) if field.type in ("number", "amount") else "=", value),)


def _sign(words: str) -> str:
    for pattern, sign in ((_ABOVE, ">="), (_BELOW, "<="), (_UNDER, "<"), (_OVER, ">")):
        if pattern.search(words):
            return sign
    return "="


def _days(scene: Scene, words: str) -> tuple[Condition, ...]:
    """Before or after a day, or within a period: 下个月到期."""
    for time in find_times(words, scene.now, "future"):
        if time.start is None:
            continue
        first = time.start.date()
        last = max(first, (time.end - timedelta(microseconds=1)).date()) if time.end is not None else first
        if _BEFORE.search(words):
            return (("<", first.isoformat()),)
        if _AFTER.search(words):
            return ((">", last.isoformat()),)
        return ((">=", first.isoformat()), ("<=", last.isoformat()))
    return ()
