"""Picks from a list that was just shown: 第二个, 1和3, 前两个, 这三家, 最后一个."""

import re
from collections.abc import Iterator, Sequence

from nlp.reading import Context, Named, Span
from nlp.text import small_number

_N = r"[0-9]{1,2}|[一二两三四五六七八九十]{1,3}|俩|仨"
_UNIT = r"(?:个|家|位|条|项|户|间|行|只|份)"
_ORDINAL = re.compile(
    rf"第\s?(?P<n>{_N})\s?{_UNIT}?|(?P<first>头一{_UNIT}|首{_UNIT}|前面那?一?{_UNIT}|上面那?一?{_UNIT})|(?P<last>最后那?一?{_UNIT}|后面那?一?{_UNIT}|下面那?一?{_UNIT})"
)
_COUNTED = re.compile(
    rf"(?P<from>前|头|后)[面头边]?(?P<n>{_N})\s?{_UNIT}?|这(?P<all>{_N})\s?{_UNIT}|(?P<whole>这些|这几家|这几个|这几位|[上下][面边]这?几[个家户位]|以[上下]几?[个家户位]|全部)"
)
_NUMBERS = re.compile(
    rf"(?:^|(?<=[把给,，;；。\s]))(?P<first>[0-9]{{1,2}})(?P<more>(?:\s?[和、,，跟及&+]\s?[0-9]{{1,2}})*)(?=\s?(?:{_UNIT}|都|全|也|是|为|算|调|升|降|改|换|打|标|挂|贴|加|给|转|分|先|的|$|[\s,，]))"
)
# 一和四都挂年框
_SPELT = re.compile(
    rf"(?:^|(?<=[把给,，;；。\s]))(?P<first>[一二三四五六七八九十])(?P<more>(?:\s?[和、,，跟及与]\s?[一二三四五六七八九十])+)(?=\s?(?:{_UNIT}|都|全|也|统|一[律起并]|打|标|挂|贴|加))"
)
_DIGITS = re.compile(r"[0-9]+|[一二三四五六七八九十]")
_BARE = re.compile(
    rf"\W*(?:嗯|哦|喔|那|就|是|选|挑|用|按|我|要(?=第|选)|(?:[整搞弄来取拿点定办走上拣捡指认]|咱)(?=第))*\s*(?:第\s?|(?!两|俩|仨))(?P<n>{_N})\s?(?:号|{_UNIT})?\s*"
    r"(?:的|好了|就行|吧|啦|咯|喽|噻|嘛|呗|呀|啊|谢谢|哈)*\W*"
)


def picks(folded: str, context: Context) -> Iterator[tuple[int, int, tuple[Named | str, ...]]]:
    """The stretches that point into the shown list, each with what it points at."""
    shown = context.shown
    if not shown:
        return
    pointed = list(_pointed(folded, shown))
    if not pointed and (place := bare_pick(folded, len(shown))) is not None:
        pointed = [(len(folded) - len(folded.lstrip()), len(folded), (shown[place - 1],))]
    for start, end, items in pointed:
        but = _BUT.search(folded, 0, start)
        rest = tuple(item for item in shown if item not in items)
        yield (but.start(), end, rest) if but and rest else (start, end, items)


_BUT = re.compile(r"(?:除了|除开|除去|不算|不含)\s?$")


def _pointed(folded: str, shown: tuple[Named | str, ...]) -> Iterator[tuple[int, int, tuple[Named | str, ...]]]:
    """The same for picks alone, whatever stands before them."""
    for match in _ORDINAL.finditer(folded):
        place = len(shown) if match["last"] else 1 if match["first"] else small_number(match["n"])
        if place and place <= len(shown):
            yield match.start(), match.end(), (shown[place - 1],)
    for match in _COUNTED.finditer(folded):
        count = small_number(match["n"] or match["all"] or "") or len(shown)
        if count <= len(shown):
            yield match.start(), match.end(), shown[-count:] if match["from"] == "后" else shown[:count]
    for match in (*_NUMBERS.finditer(folded), *_SPELT.finditer(folded)):
        places = [small_number(number) or 0 for number in _DIGITS.findall(match["first"] + match["more"])]
        if all(0 < place <= len(shown) for place in places):
            yield match.start(), match.end(), tuple(shown[place - 1] for place in places)


_LEAD = r"\W*(?:嗯|哦|喔|呃|那|就|是|选|要|挑|用|按|来|我|应该|还是|当然|给)*\s*"
_TAIL = r"\s*(?:那?[家个位间]|的|好了|就行|就好|吧|啦|咯|喽|噻|嘛|呗|呀|啊|谢谢|哈)*\W*"
_PLACED = re.compile(
    rf"{_LEAD}(?:倒数第?\s?(?P<back>{_N})|(?P<middle>(?:正|最|夹)?(?:中间|当中|居中|当间))|"
    rf"(?P<first>前者|最?(?:上头|上面|上边|前头|前面|前边|打头|开头|头里)|[头首]一?{_UNIT})|"
    rf"(?P<last>后者|最后|最末|末尾|末了|压轴|最?(?:下头|下面|下边|底下|后头|后面|后边|尾)|末一?{_UNIT}))\s?(?:那|的)?一?{_UNIT}?{_TAIL}"
)


_BETWEEN = re.compile(r"[\s、,和跟与及同&+@]*(?:还有|以及|and )?\s*@?")


def in_a_row(folded: str, spans: Sequence[Span]) -> list[Span]:
    """The first of the spans, with those that follow it as one list: 磊哥和朵朵."""
    row = list(spans[:1])
    for span in spans[1:]:
        if span.start >= row[-1].end and not _BETWEEN.fullmatch(folded, row[-1].end, span.start):
            break
        row.append(span)
    return row


def bare_pick(folded: str, count: int) -> int | None:
    """The position when a message is nothing but a pick: 2, 第二个, 就第一家, 选2, 中间那个, 倒数第二家."""
    if (match := _CIRCLED.fullmatch(folded) or _BARE.fullmatch(folded)) is not None:
        sign = match["n"]
        place = small_number(sign) if sign not in _CIRCLES else _CIRCLES.index(sign) + 1
        return place if place and place <= count else None
    match = _PLACED.fullmatch(folded)
    if match is None:
        return None
    if match["back"]:
        place = small_number(match["back"])
        return count - place + 1 if place and place <= count else None
    if match["middle"]:
        return count // 2 + 1 if count % 2 else None
    return 1 if match["first"] else count


_CIRCLES = "①②③④⑤⑥⑦⑧⑨"
_CIRCLED = re.compile(rf"\W*(?:选|就|是)*\s*(?P<n>[{_CIRCLES}])\W*")
_OF_LINES = ("reminder.done", "reminder.cancel", "reminder.snooze")


def number_in_list(context: Context, command: str, said: str, number: int) -> int:
    """The reminder's own number where its place in the list that was just told is given: 完成 2, but not 完成 #2."""
    if "#" in said or command not in _OF_LINES or not 0 < number <= len(context.listed):
        return number
    return context.listed[number - 1].reminder or number
