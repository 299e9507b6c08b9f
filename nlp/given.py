"""People called by their given name alone, where their company is spoken of: 茗山小敏刚打来, 秀卿姨, 采购小敏."""

import re
from collections.abc import Hashable, Iterable
from functools import lru_cache

from nlp.company import TRADE_END
from nlp.customers import Mention
from nlp.names import Names
from nlp.pattern import Pattern
from nlp.people import TITLE, Person, is_titled, surname_of
from nlp.reading import Context, Named, Span
from nlp.surnames import PLAIN_WORD
from nlp.text import fold_name, places_of

# 茗山|的采购|小敏, 茗山那边|小敏
_AFTER_COMPANY = Pattern(rf"(?:的|那边|这边|那头|那儿|那里|他们|她们|公司|厂里?|店里?|家)*(?:{TITLE})?[\s,，]?")
# where a clause begins, or a word that leads to somebody
_LED = Pattern(
    r"(?:^|[\s,，。;；:：、!！?？]|[跟和同与找给见问让叫喊约陪请把被向对带等催由是为替帮跟]|见到了?|碰到了?|联系了?|"
    rf"[今昨前]天|[昨今]儿个?|刚才?|[上下中]午|早上|晚上|后来|完了|结果|(?:{TITLE}))$"
)
# who stands after these was met, whatever goes on: 跟小燕对了账
_MET = Pattern(r"(?:[跟和同与陪约]|见到?了?|碰到了?|遇到了?|联系了?)$")
_OPENS = Pattern(r"[,，。;；!！\n]$")
_KIN = Pattern(rf"(?:{TITLE}|姑|婶|舅|伯|公|妹|弟)(?:子|儿|她|他)?")
_GOES_ON = Pattern(
    r"\s?(?:[说讲问打来在要想回约让叫催带给把嫌喊又也还都刚才已正跟和找发送收签同答那自今昨通聊谈唠见吃喝请拿看点领陪接过去到]|"
    r"[上下中]午|早上|晚上|电话|微信|语音|本人|[a-z]|[,，。;；:：!！\s]|$)"
)
# given names that are words of every day, too
_EVERYDAY = """建设 文化 国际 光明 国庆 建国 长江 黄河 海洋 春天 美丽 永远 新华 和平 建材 金属 文艺
东方 红旗 卫星 解放 胜利 前进 中华 高峰 大力 平安 长城 长期 永久 成功 正好 明天 青年
学习 文明 世纪 太平 大海 小康 开心 可可 天天 多多"""
_WORDS = frozenset(_EVERYDAY.split())
_REACH = 10


def called_so(
    folded: str,
    names: Names,
    context: Context,
    customers: Iterable[Span],
    people: Iterable[Span],
    members: Iterable[Span],
) -> list[Span]:
    """The people of whoever is spoken of that are named without their surname, and are no colleagues."""
    customers, people = list(customers), list(people)
    whose = _spoken_of(customers, people, context)
    taken = [*customers, *members, *(span for span in people if _known(span))]
    found: dict[tuple[int, int], Person] = {}
    for contact in names.contacts:
        for short in _short(contact.name) if contact.customer in whose else ():
            for start in places_of(short, folded) if short in folded else ():
                end = _end(folded, start, start + len(short), customers)
                if end and all(end <= span.start or span.end <= start for span in taken):
                    known = (*(found[start, end].known if (start, end) in found else ()), contact)
                    found[start, end] = Person(start=start, end=end, said=folded[start:end], full=True, known=known)
    return [Span(start=a, end=b, kind="person", value=person) for (a, b), person in found.items()]


def _known(span: Span) -> tuple[Named, ...]:
    return span.value.known if isinstance(span.value, Person) else ()


def _spoken_of(customers: Iterable[Span], people: Iterable[Span], context: Context) -> set[Hashable]:
    """The ids of the customers that are named, by themselves or by a person of theirs, or were spoken of before."""
    whose: set[Hashable] = {
        each.id for span in customers if isinstance(span.value, Mention) for each in span.value.known
    }
    whose |= {contact.customer for span in people for contact in _known(span)}
    return whose | ({context.customer.id} if isinstance(context.customer, Named) else set())


@lru_cache(maxsize=16384)
def _short(name: str) -> tuple[str, ...]:
    """What 廖小敏 is called among friends: 小敏, 敏姐, 阿敏, 敏敏; and 雷鸣: 雷子, 小鸣, 鸣哥."""
    whole = fold_name(name)
    surname = surname_of(whole) or ("" if is_titled(whole) else whole[: len(whole) - 2])
    given = whole[len(surname) :]
    if not surname_of(whole) and len(whole) > _CHINESE and _HAN.fullmatch(whole):
        return (whole[-2:], whole[-3:])
    if not surname or not _GIVEN.fullmatch(given):
        return ()
    last = given[-1]
    nicks = (f"小{last}", f"阿{last}", f"{last}{last}", f"{last}姐", f"{last}哥", f"{surname}子", f"小{surname}子")
    named = (given,) if len(given) > 1 and given not in _WORDS and not _plain(given) else ()
    return tuple(dict.fromkeys((*named, *nicks)))


_GIVEN = re.compile(r"[㐀-鿿]{1,2}")
# 阿依古丽, 云其其格: longer names have no surname
_HAN = re.compile(r"[㐀-鿿]+")
_CHINESE = 3


def _plain(given: str) -> bool:
    return PLAIN_WORD.match(given) is not None or TRADE_END.search(given) is not None


def _end(folded: str, start: int, end: int, customers: Iterable[Span]) -> int:
    """Where a naming ends, its title included; 0 where the words around it are about nobody."""
    kin = _KIN.match(folded, end)
    theirs = any(
        0 <= start - span.end <= _REACH and _AFTER_COMPANY.fullmatch(folded, span.end, start) for span in customers
    )
    if not theirs and _LED.search(folded[max(0, start - _REACH) : start]) is None:
        return 0
    if kin is not None:
        return kin.end()
    theirs = theirs or any(span.start == end for span in customers)
    theirs = theirs or _MET.search(folded[max(0, start - _REACH) : start]) is not None
    opens = end - start > 1 and _OPENS.search(folded[max(0, start - 1) : start]) is not None
    return end if theirs or opens or _GOES_ON.match(folded, end) else 0
