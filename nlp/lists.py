"""Picks from a list that was just shown: 第二个, 1和3, 前两个, 这三家, 最后一个."""

import re
from collections.abc import Iterator

from nlp.reading import Context, Named
from nlp.text import small_number

_N = r"[0-9]{1,2}|[一二两三四五六七八九十]{1,3}|俩|仨"
_UNIT = r"(?:个|家|位|条|项|户)"
_ORDINAL = re.compile(
    rf"第\s?(?P<n>{_N})\s?{_UNIT}?|(?P<first>头一{_UNIT}|首{_UNIT}|前面那?一?{_UNIT}|上面那?一?{_UNIT})|(?P<last>最后那?一?{_UNIT}|后面那?一?{_UNIT}|下面那?一?{_UNIT})"
)
_COUNTED = re.compile(
    rf"(?P<from>前|头|后)[面头边]?(?P<n>{_N})\s?{_UNIT}?|这(?P<all>{_N})\s?{_UNIT}|(?P<whole>这些|这几家|这几个|全部)"
)
_NUMBERS = re.compile(
    rf"(?:^|(?<=[把给,，;；。\s]))(?P<first>[0-9]{{1,2}})(?P<more>(?:\s?[和、,，跟及&+]\s?[0-9]{{1,2}})*)(?=\s?(?:{_UNIT}|都|打|标|挂|加|给|转|分|先|的|$|[\s,，]))"
)
_BARE = re.compile(
    rf"\s*(?:选|要|就|是|我选|那就)?\s*(?:第\s?)?(?P<n>{_N})\s?(?:号|{_UNIT})?\s*(?:吧|的)?\s*[.。!]?\s*"
)


def picks(folded: str, context: Context) -> Iterator[tuple[int, int, tuple[Named | str, ...]]]:
    """The stretches that point into the shown list, each with what it points at."""
    shown = context.shown
    if not shown:
        return
    for match in _ORDINAL.finditer(folded):
        place = len(shown) if match["last"] else 1 if match["first"] else small_number(match["n"])
        if place and place <= len(shown):
            yield match.start(), match.end(), (shown[place - 1],)
    for match in _COUNTED.finditer(folded):
        count = small_number(match["n"] or match["all"] or "") or len(shown)
        if count <= len(shown):
            yield match.start(), match.end(), shown[-count:] if match["from"] == "后" else shown[:count]
    for match in _NUMBERS.finditer(folded):
        places = [int(number) for number in re.findall(r"\d+", match["first"] + match["more"])]
        if all(0 < place <= len(shown) for place in places):
            yield match.start(), match.end(), tuple(shown[place - 1] for place in places)


def bare_pick(folded: str, count: int) -> int | None:
    """The position when a message is nothing but a pick: 2, 第二个, 就第一家, 选2."""
    match = _BARE.fullmatch(folded)
    if match is None:
        ordinal = re.fullmatch(rf"\s*(?:就|是|选|要)?\s*(?:{_ORDINAL.pattern})\s*(?:吧|的)?\s*", folded)
        return None if ordinal is None or ordinal["n"] else count if ordinal["last"] else 1
    place = small_number(match["n"])
    return place if place and place <= count else None


_OF_LINES = ("reminder.done", "reminder.cancel", "reminder.snooze")


def number_in_list(context: Context, command: str, said: str, number: int) -> int:
    """The reminder's own number where its place in the list that was just told is given: 完成 2, but not 完成 #2."""
    if "#" in said or command not in _OF_LINES or not 0 < number <= len(context.listed):
        return number
    return context.listed[number - 1].reminder or number
