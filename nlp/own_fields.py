"""The workspace's own fields that words set: 设备品牌是西门子, 结款改月结, 以后都月结了，结款方式改一下."""

import re
from datetime import datetime
from decimal import Decimal

from nlp.amounts import find_amounts
from nlp.amounts.numbers import number_at
from nlp.attributes import SAYS, VALUE, only_orders, tidy
from nlp.names import FieldName, Names
from nlp.pattern import Pattern
from nlp.reading import Span
from nlp.scene import Scene
from nlp.text import fold
from nlp.times import find_times


def own_fields(scene: Scene, start: int, end: int, *, makes: bool = False) -> dict[str, str]:
    """The fields that the stretch sets, as strings: 设备品牌是西门子, 员工人数大概350.

    Where a record is made, an option that stands alone says its field: 新客户 云图科技，月结，A级.
    """
    found: dict[str, str] = {}
    kinds = {field.name: field for field in scene.names.fields}
    spans = scene.of_kind("field", start, end)
    begin = start
    for index, span in enumerate(spans):
        stop = spans[index + 1].start if index + 1 < len(spans) else end
        field = kinds[str(span.value)]
        value = _field_value(scene, field, span.end, stop) or _said_before(scene, field, begin, span, stop)
        begin = span.end
        if value is not None:
            found[field.name] = value
    return found | (_options_alone(scene, start, end, found) if makes else {})


_FIELD_VALUE = Pattern(rf"^{SAYS}{VALUE}(?=[,，。;；\n!！?？]|$|\s(?![a-z]))")
# 燃料错了 |不是液化气| 是电磁
_DENIED = re.compile(r"(?<!是)(?:而|并)?不是[^,，。;；\s]{1,10}")
# 年校准台数从20|改成35
_FROM_OLD = re.compile(r"\s*(?:从|由)(?P<old>[^,，。;；]{1,12}?)(?=改|调|换|变|涨|降|升|提|减|加|增)")


def _field_value(scene: Scene, field: FieldName, start: int, end: int) -> str | None:
    if from_old := _FROM_OLD.match(scene.folded, start, end):
        start = from_old.end("old")
    words = _DENIED.sub(lambda denied: " " * len(denied.group()), scene.folded[start:end])
    match = _FIELD_VALUE.match(words)
    if match is None or only_orders(match["value"]):
        return None
    if field.type == "choice":
        return option_in(field, words) or _said_so(scene.text[start:end], match)
    if field.type in ("number", "amount"):
        return number_in(words[match.start("value") :], field.type)
    if field.type == "date":
        return _date(words, scene.now)
    if field.type == "person":
        return member_in(scene, start, end) or _said_so(scene.text[start:end], match)
    return tidy(scene.text[start + match.start("value") : start + match.end("value")])


# 以后行月结30天|啦，结款方式改一下: that it be changed, to what was said before
_CHANGED = Pattern(r"[^,，。;；\n]{0,3}?(?:改|填|写|换|更新|登|补|录|记|调)")
_BEFORE = Pattern(
    r"(?:是|为|成|用|叫|行|走|做|按|转)的?是?(?P<value>[^\s,，。;；\n是为成用叫]{1,12}?)[了啦啊吧哈的]*[\s,，。;；]*$"
)


def _said_before(scene: Scene, field: FieldName, start: int, label: Span, end: int) -> str | None:
    """What was said ahead of a label that but orders a change: 现在用的是有赞，在用系统那栏填一下."""
    if not _CHANGED.match(scene.folded, label.end, end):
        return None
    words = scene.folded[start : label.start]
    if field.type == "choice":
        return option_in(field, words)
    if field.type in ("number", "amount"):
        return number_in(scene.without("customer", start, label.start), field.type)
    if field.type == "date":
        return _date(words, scene.now)
    said = _BEFORE.search(words)
    return tidy(scene.text[start + said.start("value") : start + said.end("value")]) if said else None


_ITEM = re.compile(r"[^\s,，。;；:：、/|\n]+")


def _options_alone(scene: Scene, start: int, end: int, found: dict[str, str]) -> dict[str, str]:
    """The options that stand between stops, where no other field has such a one."""
    items = {match.group() for match in _ITEM.finditer(scene.folded, start, end)}
    alone: dict[str, list[str]] = {}
    for field in scene.names.fields:
        for option in field.options if field.type == "choice" else ():
            if fold(option) in items:
                alone.setdefault(field.name, []).append(option)
    return {name: said[0] for name, said in alone.items() if name not in found and len(said) == 1}


def option_in(field: FieldName, words: str) -> str | None:
    """The option that stands in the words, the longest of several."""
    return next((option for option in sorted(field.options, key=len, reverse=True) if fold(option) in words), None)


_SET = Pattern(r"(?:是|为|改成|改为|改到|换成|填成|填|写成|写|设为|设成|:|=)\s*$")


def _said_so(words: str, match: re.Match[str]) -> str | None:
    """A value that is none of those known, where it is set outright (付款方式改成月付): what is near is proposed."""
    said = _SET.search(fold(words)[: match.start("value")])
    return tidy(words[slice(*match.span("value"))]) if said else None


def number_in(words: str, type: str) -> str | None:
    """A number as its digits, 月用量1.2万吨 → 12000; of an amount what it is worth: 预算50万 → 500000."""
    if type == "amount":
        worth = find_amounts(words)
        return f"{worth[0].value.normalize():f}" if worth else None
    digits = re.search(r"[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百千万]+", words)
    number = number_at(words, digits.start()) if digits else None
    if digits is None or number is None:
        return None
    plain = digits.group() if digits.group().isascii() else ""
    return plain if plain and number.value == Decimal(plain) else f"{number.value.normalize():f}"


def member_in(scene: Scene, start: int, end: int) -> str | None:
    """The colleague who is named."""
    spans = scene.of_kind("member", start, end)
    return getattr(spans[0].value[0], "name", None) if spans else None  # type: ignore[index]


def _date(words: str, now: datetime) -> str | None:
    for time in find_times(words, now, "future"):
        if time.start is not None:
            return time.start.date().isoformat()
    return None


def field_value(names: Names, name: str, said: str, now: datetime) -> str | None:
    """What a bare answer gives for a field: 18吨 → 18."""
    kind = next((each for each in names.fields if each.name == name), None)
    words = fold(said)
    if kind is None:
        return None
    if kind.type in ("number", "amount"):
        return number_in(words, kind.type)
    if kind.type == "choice":
        return option_in(kind, words)
    return _date(words, now) if kind.type == "date" else said.strip()
