"""Where a message names people, colleagues, tags, levels and other words that the workspace knows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from nlp.lexicon import lexicon
from nlp.names import Names
from nlp.people import Person, is_honoured, is_titled, likeness, surname_of
from nlp.reading import Named, New, Span
from nlp.surnames import RARE_SURNAMES
from nlp.text import fold_name, places_of

# 20#锻 is a kind of steel
_HASH = re.compile(r"(?<![0-9])#(?P<whole>(?P<said>[^\s#,，。;:!?]{1,12}))")
_BRACKETED_TAG = re.compile(r"(?P<whole>[「【“\"『](?P<said>[^」】”\"』\n]{1,12})[」】”\"』])(?=(?:的|这个)?标签)")


def people_in(folded: str, names: Names, addressed: Iterable[Person]) -> list[Span]:
    """People by their whole name, by surname with title, and unknown ones; `addressed` are the text's `namings`."""
    found: dict[tuple[int, int], Person] = {}
    for contact in names.contacts:
        for name in _called(contact.name):
            for start in _finds(folded, name):
                title = None if is_titled(name) else _TITLE_AFTER.match(folded, start + len(name))
                place = (start, title.end() if title else start + len(name))
                known = (*(found[place].known if place in found and found[place].full else ()), contact)
                found[place] = Person(start=place[0], end=place[1], said=folded[slice(*place)], full=True, known=known)
    for contact in names.contacts:
        for name in _addressed(contact.name, contact.title):
            for start in _finds(folded, name):
                place = (start, start + len(name))
                if place not in found or not found[place].full:
                    known = (*(found[place].known if place in found else ()), contact)
                    found[place] = Person(
                        start=start, end=place[1], said=name, surname=surname_of(name), title=name[-2:], known=known
                    )
    ends: set[int] = {end for _, end in found}
    for person in addressed:
        place = (person.start, person.end)
        known = tuple(contact for contact in names.contacts if likeness(person, contact))
        unlikely = person.weak or person.surname in RARE_SURNAMES
        if place in found or (not known and (unlikely or person.end in ends)):
            continue
        ends.add(person.end)
        found[place] = replace(person, known=known)
    return [Span(start=a, end=b, kind="person", value=person) for (a, b), person in found.items()]


@lru_cache(maxsize=16384)
def _called(full: str) -> tuple[str, ...]:
    """A person's whole name, and the first name of a Latin one: Cathy Lau is called Cathy, Mr. Goh is not called Mr."""
    name = fold_name(full)
    first, _, rest = name.partition(" ")
    alone = rest and name.isascii() and len(first) > 2 and not first.endswith(".") and not is_honoured(name)
    return (name, first) if alone else (name,)


@lru_cache(maxsize=16384)
def _addressed(full: str, title: str) -> tuple[str, ...]:
    """A person's surname with their very title: 杜广田 (社长) is called 杜社长."""
    surname, job = surname_of(fold_name(full)), fold_name(title)
    return tuple({surname + job, surname + job[-2:]}) if surname and len(job) > 1 and not job.isascii() else ()


_TITLE_AFTER = re.compile(
    r"(?:总监|总经理|经理|主任|老师|部长|科长|处长|院长|校长|行长|厂长|总(?![部共是体]|结(?![账帐款算清婚]))|工(?![厂作程])|先生|女士|小姐|姐|哥)"
)


def _finds(text: str, name: str) -> list[int]:
    """Where a name stands; a Latin one as a whole word."""
    if name not in text:
        return []
    if name.isascii():
        return [m.start() for m in re.finditer(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text)]
    return list(places_of(name, text))


_WEEKLY = re.compile(r"(?<=[上本这下每])周总结")  # nobody called 周总


def members_in(folded: str, names: Names, addressed: Iterable[Person]) -> list[Span]:
    """Colleagues by name, alias, given name (思雨) or nick (小谭); `addressed` are the text's `namings`."""
    found: dict[tuple[int, int], list[Named]] = {}
    members = lexicon(names.members)
    for name, member in members.standing(folded):
        for start in _finds(folded, name):
            if not _WEEKLY.match(folded, start):
                found.setdefault((start, start + len(name)), []).append(member)
    if any(sign in folded for sign in "老小总经姐哥"):
        by_surname = [person for person in addressed if not person.weak]
        namesakes = members.bearing(frozenset(person.surname for person in by_surname))
        for person in by_surname:
            place = (person.start, person.end)
            fitting = [member for member in namesakes if _fits_member(person, member)]
            if fitting and place not in found:
                found[place] = fitting
    return [Span(start=a, end=b, kind="member", value=tuple(dict.fromkeys(known))) for (a, b), known in found.items()]


def _fits_member(person: Person, member: Named) -> bool:
    return fold_name(member.name).startswith(person.surname) and (
        not person.title or person.title in fold_name(member.title) or person.title in "姐哥"
    )


# #拜访记录 heads a record, and is no tag
_HEADING = re.compile(r"(?:记录|[日周月]报|小结|纪要|汇报|简报|战报|打卡)$")


def tags_in(folded: str, names: Names) -> list[Span]:
    """Known tags, #words, and 【words】标签."""
    found = [
        Span(start=a, end=b, kind="tag", value=tag)
        for name, tag in lexicon(names.tags).standing(folded)
        for start in _finds(folded, name)
        for a, b in [_with_brackets(folded, start, start + len(name))]
    ]
    for pattern in (_HASH, _BRACKETED_TAG):
        for match in pattern.finditer(folded):
            said = match["said"]
            known = next((tag for tag in names.tags if fold_name(tag.name) == said), None)
            if known is None and _HEADING.search(said):
                continue
            found.append(
                Span(start=match.start("whole"), end=match.end("whole"), kind="tag", value=known or New(name=said))
            )
    return found


def _with_brackets(folded: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the quotes around it: 「待报价」."""
    quoted = start > 0 and end < len(folded) and folded[start - 1] in '「【“"『《' and folded[end] in '」】”"』》'
    return (start - 1, end + 1) if quoted else (start, end)


_LEVEL_WORDS = (
    r"(?:级别?|等级|level|升|降)(?:到|回|成|为|是|也|都|先|就|给|直接|拉|调成|改成|改为|改|调到|调做|调|提到|提|升到|升|降到|降|"
    r"设为|设|定为|定|评|划|写|填|to |is |:|\s)*"
)
# 调S, 提到A: where the letter ends the order
_RAISED = r"(?:调|提|评|定|设|划|列|拉|转)(?:成|为|到|至|个)?\s?"
# 级别给他提到A 人数填350
_ITS_LEVEL = r"(?:级别?|等级)[给帮替他她它人家们也都再先直接]{0,5}"
_ENDED = r"(?=\s*(?:$|[,，。;；、!！]|[了吧啊哈呗咯嘛]|客户))"


def levels_in(folded: str, levels: Iterable[str]) -> list[Span]:
    """Levels as said: A级, 升A, 级别调成B, level S."""
    found = []
    for level in levels:
        sign = fold_name(level)
        if sign not in folded:
            continue
        if len(sign) > 1:
            found += [Span(start=s, end=s + len(sign), kind="level", value=level) for s in _finds(folded, sign)]
            continue
        sign = re.escape(sign)
        said = (
            rf"(?<![a-z0-9])({sign})(?:级|类)|{_ITS_LEVEL}{_RAISED}({sign})(?![a-z0-9])|"
            rf"{_LEVEL_WORDS}({sign})(?![a-z0-9])|{_RAISED}({sign}){_ENDED}"
        )
        for match in re.finditer(said, folded):
            place = match.span(match.lastindex or 0)
            found.append(
                Span(
                    start=place[0],
                    end=place[1] + (folded[place[1] : place[1] + 1] in ("级", "类")),
                    kind="level",
                    value=level,
                )
            )
    return found


def literal_in(kind: str, folded: str, words: Iterable[str]) -> list[Span]:
    """Words of the workspace where they stand as they are."""
    return [
        Span(start=start, end=start + len(fold_name(word)), kind=kind, value=word)
        for word in words
        for start in _finds(folded, fold_name(word))
    ]


# 险种那栏, 险种选…: a form is spoken of
_OF_A_FORM = re.compile(r"\s*(?:(?:那|这)?一?[栏格项列](?!目)|[选勾填])")
_SHORTEST = 2


def fields_in(folded: str, names: Sequence[str]) -> list[Span]:
    """Fields by their names, and by an end that no other name has, where a form is spoken of: 险种那栏, of 合作险种."""
    found = literal_in("field", folded, names)
    keys = [fold_name(name) for name in names]
    for name, key in zip(names, keys, strict=True):
        for size in range(len(key) - 1, _SHORTEST - 1, -1):
            end = key[-size:]
            if end not in folded or sum(end in other for other in keys) > 1:
                continue
            found += [
                Span(start=start, end=start + size, kind="field", value=name)
                for start in _finds(folded, end)
                if _OF_A_FORM.match(folded, start + size)
            ]
    return found
