"""Where a message names tags: by their name, as #words, in quotes, or by a part of their name beside 标 and 打上."""

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.lexicon import lexicon
from nlp.marks import finds
from nlp.names import Names
from nlp.pattern import Pattern
from nlp.pinyin import sounds
from nlp.reading import Named, New, Span
from nlp.text import fold_name

_OPENS, _CLOSES = '「【“"『《', '」】”"』》'
LABEL = (
    r"(?:标签|标记|记号|(?<![目投招中开废达商竞流图指评议应])标(?![准书题底价高样识杆志注记的段])|"
    r"tag(?![a-z])|牌[子牌](?=[^挂厂硬老大])|帽子)"
)
"""What people call a tag: 那个标, 老主顾的牌子."""
# 20#锻 is a kind of steel
_HASH = re.compile(r"(?<![0-9])#(?P<whole>(?P<said>[^\s#,，。;:!?]{1,12}))")
_QUOTED = rf"(?P<whole>[{_OPENS}](?P<said>[^{_OPENS}{_CLOSES}\n]{{1,12}})[{_CLOSES}])"
_BRACKETED = (re.compile(rf"{_QUOTED}(?=(?:的|这个|那个|这种)?{LABEL})"), re.compile(rf"(?<=标签){_QUOTED}"))
# #拜访记录 heads a record, and is no tag
_HEADING = Pattern(r"(?:记录|[日周月]报|小结|纪要|汇报|简报|战报|打卡)$")
# 爆仓|的标, 月结那个标签, but 精装的标我们没中 is a tender; 标签 换机意响
_BEFORE_LABEL = re.compile(
    rf"(?P<said>[a-z0-9㐀-鿿]{{2,8}}?)(?:的|[那这嗰]个|个|的那个|[那这])?{LABEL}"
    r"(?:(?<!标)|(?=\W|$|[给可也都从先就帮能该要摘拿删撤撕清剥揭抹卸去除下移消取打贴挂补加上]))"
)
_AFTER_LABEL = re.compile(rf"{LABEL}[\s:,]*(?:就?叫做?|是)?[\s:]*(?P<said>[a-z0-9㐀-鿿]{{2,8}})(?=\W|$)")
# 统统标|月结, 打上|爆仓吧: the whole of what is put on
_PUT_ON = re.compile(
    r"(?:[标贴挂](?:上|个|一个|成|为|了)?|打(?:上|个|一个|成)|[补添安扣]上)(?P<said>(?!客户|公司|电话|项目|合同|报价|样品)[a-z0-9㐀-鿿]{2,8}?)(?:客?户)?(?=[吧啦哈呗了]*(?:\W|$))"
)
_LEAST, _HEARD = 2, 4
# 高意向 is not 意向强
_DEGREES = tuple("高低大小多少强弱新老非不无准超")


def tags_in(folded: str, names: Names) -> list[Span]:
    """Known tags, #words, and 【words】标签; where a tag is spoken of, known ones by a part of their name, too."""
    found = [
        Span(start=a, end=b, kind="tag", value=tag)
        for name, tag in lexicon(names.tags).standing(folded)
        for start in finds(folded, name)
        for a, b in [_with_brackets(folded, start, start + len(name))]
    ]
    for pattern in (_HASH, *_BRACKETED):
        for match in pattern.finditer(folded):
            said = match["said"]
            known = next((tag for tag in names.tags if fold_name(tag.name) == said), None)
            if known is None and _HEADING.search(said):
                continue
            found.append(
                Span(start=match.start("whole"), end=match.end("whole"), kind="tag", value=known or New(name=said))
            )
    return [*found, *_called(folded, names, found)]


def _with_brackets(folded: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the quotes around it: 「待报价」."""
    quoted = start > 0 and end < len(folded) and folded[start - 1] in _OPENS and folded[end] in _CLOSES
    return (start - 1, end + 1) if quoted else (start, end)


_PUTS, _LABELLED = re.compile("[标贴挂打补添安扣]"), re.compile("[标牌帽]|tag|记号")


def _called(folded: str, names: Names, found: list[Span]) -> Iterator[Span]:
    """Tags that are not said whole, beside what people call a tag or after what puts one on: 爆仓的标, 统统标月结."""
    patterns = [_BEFORE_LABEL, _AFTER_LABEL] if names.tags and _LABELLED.search(folded) else []
    patterns += [_PUT_ON] if names.tags and _PUTS.search(folded) else []
    for pattern in patterns:
        for match in pattern.finditer(folded):
            start, end = match.span("said")
            for begin in range(start, end - _LEAST + 1 if pattern is _BEFORE_LABEL else start + 1):
                tag = _of_part(names.tags, folded[begin:end]) if folded[begin - 1 : begin] not in _DEGREES else None
                if tag is not None and not any(span.start < end and begin < span.end for span in found):
                    yield Span(start=begin, end=end, kind="tag", value=tag)
                    break


def _of_part(tags: tuple[Named, ...], said: str) -> Named | None:
    """The one tag whose name the words are a part of, or sound like."""
    held = [tag for tag in tags if said in fold_name(tag.name)]
    if not held and len(said) >= _HEARD:
        heard = sounds(said)
        held = [tag for tag in tags if len(tag.name) == len(said) and _sound_of(fold_name(tag.name)) == heard]
    return held[0] if len(held) == 1 else None


@lru_cache(maxsize=4096)
def _sound_of(name: str) -> tuple[str, ...]:
    return sounds(name)
