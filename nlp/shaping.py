"""What an admin lists and names: the words of a list in their order, a new field, two hours of the day."""

import re

from nlp.filling import EDGES, Filling
from nlp.grammar import SlotForm
from nlp.text import fold
from nlp.times import find_times

LONGEST = 16
"""Signs that a word of a list has at most: what is longer is no word of a list."""
_PARTED = re.compile(r"\s*(?:[-=—–]+>|→|➡|⇒|[、,;|/>])\s*")
_QUOTES = "「」『』“”\"'‘’【】[]《》<>"
_TYPES = {
    "text": r"文本|文字|字符|text",
    "amount": r"金额|钱数?|amount",
    "number": r"数字|数值|整数|数量型|number",
    "date": r"日期|时间|date",
    "choice": r"单选|选择|下拉|选项|choice",
    "person": r"人员|同事|成员|person",
}
_TYPE = {name: re.compile(rf"(?:[一]?个)?(?:{words})(?:型|类型)?(?:的|字段)?") for name, words in _TYPES.items()}
_OPTIONS = re.compile(r"(?:选项|可选|options?)(?:是|有|为|:)*\s*(?P<words>[^\n]+)")


# 单选，猫、狗、异宠
_LISTED = re.compile(r"(?:单选|下拉|选择)(?:型|类型|框)?[,，:：]\s*(?P<words>[^\n,，]+[、/][^\n]+)")


def tidied(words: str) -> str:
    """A name without its quotation marks and stops: 「清关口岸」 → 清关口岸."""
    return words.strip(EDGES + _QUOTES).strip()


def listed(text: str) -> tuple[str, ...]:
    """The words of a list, in order: 线索→方案→赢单; 这八个，按顺序：摸底、约见. Nothing where one is too long."""
    said = text[max(fold(text).rfind(":"), text.rfind("：")) + 1 :].strip(EDGES)
    folded = fold(said)
    cuts = [(match.start(), match.end()) for match in _PARTED.finditer(folded)]
    if not cuts:
        cuts = [(match.start(), match.end()) for match in re.finditer(r"\s+", folded)]
    parts, at = [], 0
    for start, end in cuts:
        parts.append(said[at:start])
        at = end
    words = tuple(dict.fromkeys(filter(None, map(tidied, [*parts, said[at:]]))))
    return words if all(len(word) <= LONGEST for word in words) else ()


def placed(filling: Filling, slot: SlotForm) -> str:
    """What a phrase placed in the slot; after a command's own word all that follows."""
    if filling.group.order is not None:
        return filling.words(slot.name) or ""
    return filling.scene.said(filling.group.start, filling.group.end).strip(EDGES)


def words(filling: Filling, slot: SlotForm) -> tuple[str, ...]:
    """A list of words."""
    return listed(placed(filling, slot))


def word(filling: Filling, slot: SlotForm) -> str:
    """One name, as said."""
    return tidied(placed(filling, slot))


def label(filling: Filling, slot: SlotForm) -> str:
    """One name that stands before other words of the order."""
    return tidied(filling.words(slot.name) or "")


def field_name(filling: Filling, slot: SlotForm) -> str:
    """The name of a new field: 付款方式,单选,选项:月结、现结 → 付款方式."""
    return named_field(placed(filling, slot))


def field_type(filling: Filling, _slot: SlotForm) -> str | None:
    """Its type: 单选 is choice, 数字 number."""
    return typed_field(_spec(filling))


def options(filling: Filling, _slot: SlotForm) -> tuple[str, ...]:
    """Its options: 选项是皇岗、深圳湾、文锦渡."""
    match = _OPTIONS.search(_spec(filling)) or _LISTED.search(_spec(filling))
    return listed(match["words"]) if match else ()


def _spec(filling: Filling) -> str:
    """All that is said of a new field, its name too."""
    slot = next(each for each in filling.form.slots if each.kind == "field_name")
    return placed(filling, slot)


def named_field(spec: str) -> str:
    """The name that what is said of a new field begins with."""
    quoted = re.match(r"\s*[「『“\"【《](?P<name>[^」』”\"】》]{1,20})[」』”\"】》]", spec)
    if quoted:
        return quoted["name"].strip()
    return tidied(re.split(r"[,，、:：;；\s(（]", tidied(spec), maxsplit=1)[0])


def typed_field(spec: str) -> str | None:
    """The type that is said after a new field's name; options make it a choice."""
    rest = fold(spec)[len(named_field(spec)) :]
    if _OPTIONS.search(rest):
        return "choice"
    return next((name for name, pattern in _TYPE.items() if pattern.search(rest)), None)


def type_said(text: str) -> str | None:
    """A type by its name: 数字 → number."""
    return next((name for name, pattern in _TYPE.items() if pattern.search(fold(text))), None)


def two_hours(filling: Filling, slot: SlotForm) -> tuple[str, ...]:
    """Two times of the day: 晚上10点到早上8点 → 22:00, 08:00."""
    said = fold(placed(filling, slot))
    ends = [_clock(part, filling) for part in re.split(r"到|至|-|~|—", said, maxsplit=1)]
    return tuple(each for each in ends if each) if all(ends) and len(ends) == 2 else ()


def _clock(said: str, filling: Filling) -> str | None:
    bare = re.fullmatch(r"\s*(?P<h>[01]?[0-9]|2[0-4])(?::(?P<m>[0-5][0-9])|点)?\s*", said)
    if bare:
        return f"{int(bare['h']) % 24:02d}:{bare['m'] or '00'}"
    for time in find_times(said, filling.scene.now, "future"):
        if time.start is not None and time.clocked:
            return f"{time.start.hour:02d}:{time.start.minute:02d}"
    return None
