"""People as sales talk names them: 张总, 王工, 欧阳院长, 老谢, 小王, 李凤霞部长; and how well a known one fits."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from nlp.pinyin import sounds
from nlp.reading import Named
from nlp.surnames import GENERIC_TITLES, HALF_WORDS, PLAIN_WORD, SINGLE_SURNAMES, SURNAME, TITLES
from nlp.text import fold_name

# 总 in 总部 and 工 in 工厂 are no address
_SINGLE_TITLES = (
    r"总(?!部|共|是|结(?![账帐款算清婚])|体|算|额|的(?=[来讲说看]|情况|原则|趋势|方向|思路|金额|价|数|量|感觉)|之|价|包|量|数|会|觉|归|监|经理|工)",
    r"工(?!厂|作|程|地|业|人|期|具|资|艺|商|时|段|位|会|单|序|况)",
    r"董(?!事)",
    r"导(?!致|入|出|航)",
)
# 梁太, 陈生: only of a known person
_SOFT_TITLES = r"太(?!太|多|贵|高|低|大|小|慢|快|急|忙|少|长|短|难|好|赶)|生(?!产|意|效|物|活|日|命|成|气|病)"
# 汤院, 柳行, 梁厨: short for 院长, 行长, 行政总厨; only of a known person whose title says so
_SHORT_TITLES = "院行局处科队所站校厂部厨店园馆律护"
# what stands for the title of all who are addressed as Mr., Ms, Dr.
HONORIFIC = "mr"
TITLE = "|".join((*TITLES, *_SINGLE_TITLES))
_TITLED = re.compile(TITLE)
_TITLED_NAME = re.compile(f"(?:{TITLE})$")
_NICK = re.compile(rf"(?<![㐀-鿿]老)(?P<nick>[老小阿])(?P<surname>{SURNAME})(?!程序|装|麦|[年师板乡人店客房话本])")
_SHORT = re.compile(rf"(?P<surname>{SURNAME})(?P<title>[{_SHORT_TITLES}](?!长|[业技室房具师员里林])|{_SOFT_TITLES})")
# 亢主席, 拓处长: a surname that no list has; only of a known person
_UNLISTED = re.compile(
    r"[㐀-鿿](?<![的了在是和跟给找去到说问见让请把被也都就还又要会与同他她它你我们个这那有没不来过着得总副正老新])"
)
# 只姐, 跟老来: the same with what is one sign
_ADDRESSES = frozenset("姐哥总工叔嫂姨")
_UNLISTED_NICK = re.compile(r"(?<=[跟和同与找见陪约请])老(?P<surname>(?![师板总大乡同人家伴公婆外爸妈])[㐀-鿿])")
# 姓田的又不乐意了; but 来了个姓田的 is somebody new
_BY_SURNAME = re.compile(
    rf"(?<![个位名叫])姓(?P<surname>{SURNAME})(?:的|那[个位家])"
    r"(?=[又也还都说讲嫌老总就非刚没不把要让催问回给打来去想今昨前那,，\s]|答应|同意|$)"
)
_FULL_NAME = re.compile(r"(?![老小阿大])[㐀-鿿]{2,3}")
# Mr. Goh, Ms Lau: how Latin names are addressed
_HONORIFIC = r"(?:mr|mrs|ms|miss|dr|madam)\b\.?\s?"
_HONOURED = re.compile(rf"(?<![a-z])(?P<title>{_HONORIFIC})(?P<surname>[a-z][a-z'-]+)(?![a-z'-])")
_LATIN_FULL = re.compile(rf"(?:{_HONORIFIC}|[a-z'-]+ )(?P<surname>[a-z][a-z'-]+)")
_NO_GIVEN = re.compile(
    r"[的了在是和跟给找去到说问见让请把被也都就还又要会与同他她它你我们个这那有没不来过着得]|公司|采购|产品|项目|方案|设计"
)
_NO_NICK = re.compile(
    r"老(?:公|实|是|百)|小(?:程序|区|包装|包|麦|时|时候|康|管|米|计|方|路|车|单|解|高|全|成|都|从|应|支|满|白|龙虾|明)"
)
_LEADS_TO_NAME = frozenset("的跟和给找去到说问见让请把叫是陪由向与同约访系人了")


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One naming of a person. `surname` is empty for Latin and full names that need none.

    `known` are the contacts that it may mean; `full` says that it is one's whole name; `weak` namings (汤院, 老谢|家)
    count only when they mean a known one.
    """

    start: int
    end: int
    said: str
    surname: str = ""
    title: str = ""
    full: bool = False
    weak: bool = False
    known: tuple[Named, ...] = ()


def is_honoured(name: str) -> bool:
    """Whether a folded name is written with Mr., Ms, Dr. before it."""
    return _HONOURED.match(name) is not None


def is_titled(name: str) -> bool:
    """Whether a folded name ends with a title already: 冯科长|总算约到了 names no 冯科长总."""
    return _TITLED_NAME.search(name) is not None


@lru_cache(maxsize=16384)
def surname_of(name: str) -> str:
    """The surname of a folded name: 欧阳静 → 欧阳, 老申 → 申, 郭总 → 郭, Mr. Goh → goh, Tom → nothing."""
    if name.isascii():
        latin = _LATIN_FULL.fullmatch(name)
        return latin["surname"] if latin else ""
    if len(name) == 2 and name[0] in "老小阿" and name[1] in SINGLE_SURNAMES:
        return name[1]
    found = re.match(SURNAME, name)
    if found is None:
        return name[0] if _FULL_NAME.fullmatch(name) else ""
    return found.group() if len(name) > len(found.group()) else ""


def surnames_in(folded: str) -> set[str]:
    """The surnames that a text addresses people by: 张总, 小李, 汤院."""
    return {person.surname for person in namings(folded)}


def namings(folded: str) -> Iterator[Person]:
    """All namings by surname with a title or a nick; a title may have several readings (药石主任: 石主任, 药石主任).

    The nearest surname comes first; a given name between surname and title (李凤霞部长) needs a title of two signs.
    """
    for title in _TITLED.finditer(folded):
        listed = False
        for size in (2, 1, 3):
            if size <= title.start() and (surname := _surname_before(folded, title, size)):
                listed = True
                yield _person(folded, title.start() - size, title.end(), surname, title.group())
                if len(surname) > 1:
                    break
        before = title.start() - 1
        addresses = len(title.group()) > 1 or title.group() in _ADDRESSES
        if not listed and addresses and before >= 0 and _UNLISTED.match(folded, before):
            yield _person(folded, before, title.end(), folded[before], title.group(), weak=True)
    for match in _NICK.finditer(folded):
        if not _NO_NICK.match(folded, match.start()):
            theirs = folded.startswith("家", match.end())
            yield _person(folded, match.start(), match.end(), match["surname"], "", weak=theirs)
    for sign, pattern in (("老", _UNLISTED_NICK), ("姓", _BY_SURNAME)):
        for match in pattern.finditer(folded) if sign in folded else ():
            yield _person(folded, match.start(), match.end(), match["surname"], "", weak=True)
    for match in _HONOURED.finditer(folded):
        yield _person(folded, match.start(), match.end(), match["surname"], HONORIFIC)
    for match in _SHORT.finditer(folded):
        yield _person(folded, match.start(), match.end(), match["surname"], match["title"], weak=True)


def _surname_before(folded: str, title: re.Match[str], size: int) -> str:
    """The surname of the name of so many signs before a title; nothing where no name stands there."""
    start = title.start() - size
    name = folded[start : title.start()]
    found = re.match(SURNAME, name)
    if start and folded[start - 1 : start + 1] in HALF_WORDS:
        return ""
    if found is None or found.group() == name:
        return name if found else ""
    if PLAIN_WORD.match(name):
        return ""
    given = name[len(found.group()) :]
    apart = not start or not _HAN.match(folded[start - 1]) or folded[start - 1] in _LEADS_TO_NAME
    named = apart and len(title.group()) > 1 and re.fullmatch(r"[㐀-鿿]+", given) and not _NO_GIVEN.search(given)
    return found.group() if named else ""


_HAN = re.compile(r"[㐀-鿿]")


def _person(folded: str, start: int, end: int, surname: str, title: str, *, weak: bool = False) -> Person:
    return Person(start=start, end=end, said=folded[start:end], surname=surname, title=title, weak=weak)


def heard_in(words: str, contacts: Iterable[Named]) -> list[Named]:
    """Those whose whole name is written as it sounds, the surname right: 汤惠 for 汤慧."""
    found = []
    for contact in contacts:
        name = fold_name(contact.name)
        if not _WHOLE_NAME.fullmatch(name) or name[0] not in words:
            continue
        starts = (match.start() for match in re.finditer(name[0], words))
        if any(sounds(words[at : at + len(name)]) == sounds(name) for at in starts):
            found.append(contact)
    return found


_WHOLE_NAME = re.compile(r"[㐀-鿿]{2,4}")


def likeness(person: Person, contact: Named) -> int:
    """How well a naming by surname fits a known person: 0 not at all, 1 by surname, 2 generic title, 3 the very title.

    张总 fits 张丽 (总经理) and 张伟 (采购总监); 李部长 fits 李凤霞 (采购部长) better than 李广才 (总经理).
    """
    name, job = fold_name(contact.name), fold_name(contact.title)
    if surname_of(name) != person.surname:
        return 0
    if person.title == HONORIFIC:
        return 2
    if person.weak:
        fits = 3 if person.title in job or person.title in name[1:] else 0
        return 2 if person.title in "太生" or person.title in GENERIC_TITLES else fits
    if person.title == "经理" and job.endswith("总经理"):
        return 1
    if not person.title or person.title in job or name.endswith(person.title):
        return 3
    if person.title == "总" and job in ("ceo", "gm", "coo", "cto", "老板"):
        return 3
    given = person.said[len(person.surname) : len(person.said) - len(person.title)]
    if given and not name.startswith(person.surname + given):
        return 0
    alike = len(person.title) > 1 and sounds(person.title) == sounds(job[-len(person.title) :])
    return 2 if alike or person.title in GENERIC_TITLES else 1
