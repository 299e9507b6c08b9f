"""A time moved by a length: 往后挪一天, 提前半小时, 晚一个钟头."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from nlp.grammar import Form
from nlp.reading import Moment, Value
from nlp.text import small_number

_SHIFT = re.compile(
    r"\W*(?:那|就|还是|时间|再|麻烦|请|帮我|给我|改|把它|提醒)*"
    r"(?:(?P<later>往后|推后|推迟|延后|延迟|延期|顺延|后推|晚)|(?P<earlier>往前|提前|提早|早))"
    r"(?:再)?(?:挪|推|调|延|拖)?(?:上|个)?\s*"
    r"(?P<n>半|[0-9]{1,2}|[一二两三四五六七八九十俩仨]{1,3})\s*个?(?P<unit>天|日|周|星期|礼拜|小时|钟头|钟|分钟)"
    r"(?:吧|好了|就行|再?(?:提醒|叫|喊)我?|哈|啊|嘛|谢谢)*\W*"
)
# minutes
_UNITS = {"天": 1440, "日": 1440, "周": 10080, "星期": 10080, "礼拜": 10080}
_UNITS |= {"小时": 60, "钟头": 60, "钟": 60, "分钟": 1}


def moved(words: str, form: Form, slots: Mapping[str, Value]) -> dict[str, Value]:
    """The time of what is to come, moved by the length that is all the words say."""
    match = _SHIFT.fullmatch(words)
    due = [slot.name for slot in form.of_kind("time") if isinstance(slots.get(slot.name), Moment)]
    if match is None or form.has("note") or len(due) != 1:
        return {}
    old = slots[due[0]]
    assert isinstance(old, Moment)
    number = 0.5 if match["n"] == "半" else float(small_number(match["n"]) or 0)
    length = timedelta(minutes=number * _UNITS[match["unit"]])
    return {due[0]: replace(old, value=old.value + length if match["later"] else old.value - length)}
