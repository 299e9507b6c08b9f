"""Where a message names people, colleagues, levels and other words that the workspace knows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from nlp.lexicon import lexicon
from nlp.names import FieldName, Names
from nlp.nicks import latin_parts
from nlp.people import Person, is_titled, likeness, surname_of
from nlp.reading import Named, Span
from nlp.surnames import RARE_SURNAMES
from nlp.text import fold_name, places_of


def people_in(folded: str, names: Names, addressed: Iterable[Person]) -> list[Span]:
    """People by their whole name, by surname with title, and unknown ones; `addressed` are the text's `namings`."""
    found: dict[tuple[int, int], Person] = {}
    for contact in names.contacts:
        for name in _called(contact.name):
            for start in finds(folded, name):
                title = None if is_titled(name) else _TITLE_AFTER.match(folded, start + len(name))
                place = (start, title.end() if title else start + len(name))
                known = (*(found[place].known if place in found and found[place].full else ()), contact)
                found[place] = Person(start=place[0], end=place[1], said=folded[slice(*place)], full=True, known=known)
    for contact in names.contacts:
        for name in _addressed(contact.name, contact.title):
            for start in finds(folded, name):
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
        if place in found or (not known and (unlikely or person.end in ends)) or _runs_on(person, found, folded):
            continue
        ends.add(person.end)
        found[place] = replace(person, known=known)
    return [Span(start=a, end=b, kind="person", value=person) for (a, b), person in found.items()]


# 曹雪|升采购总监: what is said of somebody ends their name
_DOES = frozenset("升提任调转换改当做说要")


def _runs_on(person: Person, found: Mapping[tuple[int, int], Person], folded: str) -> bool:
    """Whether a naming takes in what is said of somebody whose whole name begins it."""
    ends = (b for (a, b), each in found.items() if a == person.start and b < person.end and each.full)
    return any(folded[end] in _DOES for end in ends)


@lru_cache(maxsize=16384)
def _called(full: str) -> tuple[str, ...]:
    """A person's whole name, and the parts of a Latin one: Cathy Mallory is called Cathy, and Mallory."""
    name = fold_name(full)
    return (name, *latin_parts(name))


@lru_cache(maxsize=16384)
def _addressed(full: str, title: str) -> tuple[str, ...]:
    """A person's surname with their very title: 杜广田 (社长) is called 杜社长."""
    surname, job = surname_of(fold_name(full)), fold_name(title)
    return tuple({surname + job, surname + job[-2:]}) if surname and len(job) > 1 and not job.isascii() else ()


_TITLE_AFTER = re.compile(
    r"(?:总监|总经理|经理|主任|老师|部长|科长|处长|院长|校长|行长|厂长|总(?![部共是体]|结(?![账帐款算清婚]))|工(?![厂作程])|先生|女士|小姐|姐|哥)"
)


def finds(text: str, name: str) -> list[int]:
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
        for start in finds(folded, name):
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


_LEVEL_WORDS = (
    r"(?:级别?|等级|level|[升降掉跌])(?:到|回|成|为|是|也|都|先|就|给|直接|拉|调成|改成|改为|改|调到|调做|调|提到|提|升到|升|降到|降|"
    r"设为|设|定为|定|评|划|写|填|按|暂时|暂|往[上下]|[一1两2][档级]|to |is |:|\s)*"
)
# 调S, 提到A: where the letter ends the order
_RAISED = r"(?:调|提|评|定|设|划|列|拉|转|挪|放)(?:成|为|到|至|个)?\s?"
# 级别给他提到A 人数填350; 掉级，写C
_ITS_LEVEL = r"(?:(?:级别?|等级)[给帮替他她它人家们也都再先直接]{0,5}|[升降掉跌]级?[,，\s](?:写|填|按|改)?)"
_ENDED = r"(?=\s*(?:$|[,，。;；、!！]|[了吧啊哈呗咯嘛]|客户))"
# 级别提一提 B改A
_FROM_TO = r"[a-z]级?\s?(?:改|调|升|降|换|挪|转|提|变|到|->|→)(?:成|为|到|至)?\s?"


def levels_in(folded: str, levels: Iterable[str]) -> list[Span]:
    """Levels as said: A级, 升A, 级别调成B, level S."""
    found = []
    for level in levels:
        sign = fold_name(level)
        if sign not in folded:
            continue
        if len(sign) > 1:
            found += [Span(start=s, end=s + len(sign), kind="level", value=level) for s in finds(folded, sign)]
            continue
        sign = re.escape(sign)
        said = (
            rf"(?<![a-z0-9])({sign})(?:级|类)|{_ITS_LEVEL}(?:{_RAISED})?({sign})(?![a-z0-9版])|"
            rf"{_LEVEL_WORDS}({sign})(?![a-z0-9版])|{_RAISED}({sign}){_ENDED}|(?<![a-z0-9-]){_FROM_TO}({sign}){_ENDED}"
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
        for start in finds(folded, fold_name(word))
    ]


# 险种那栏, 险种选…: a form is spoken of
_OF_A_FORM = re.compile(r"\s*(?:(?:那|这)?一?[栏格项列块](?!目)|[选勾填])")
# 结款|改三七分, 存栏|登1200: what sets a field that is called by a part of its name, with a value of its type
_SETS = (
    r"\s*(?:先|就|也|都|给|直接|统一|应该|以后)*(?:(?:改|换|写|填|登记|登|录|补|记|调|设|定|标|更新|变)(?:一下|下)?(?:成|为|到|做|上|了)?|"
    r"(?:加|减|扩|增|缩|涨|升|降)(?:到|成|至|为)|(?:往[前后]|顺|提前)?(?:续|延|推|挪|拖)(?:到|至)|是|为|:|=)\s*"
)
_WRITTEN = re.compile(r"\s*(?:先|就|也|都|给)*(?:(?:改|换|更新|登记|设)(?:成|为|做)|[填写](?:成|为|上)?)[^\s,，。;；]")
_NUMBERED = re.compile(_SETS + r"(?:大概|大约|约|差不多)?[0-9一二两三四五六七八九十百千]")
_DATED = re.compile(_SETS + r"(?:[今明后]年|[0-9]{2,4}\s?[-./年]|[0-9一二三四五六七八九十]{1,3}月)")
_SHORTEST = 2


def fields_in(folded: str, fields: Sequence[FieldName]) -> list[Span]:
    """Fields by their names, and by a part that no other name has, where a form is spoken of or a value of its type is
    set: 险种那栏, of 合作险种; 结款改月结, of 结款方式."""
    found = literal_in("field", folded, [each.name for each in fields])
    keys = [fold_name(each.name) for each in fields]
    for field, key in zip(fields, keys, strict=True):
        for size in range(len(key) - 1, _SHORTEST - 1, -1):
            for part in {key[:size], key[-size:]}:
                if part not in folded or sum(part in other for other in keys) > 1:
                    continue
                found += [
                    Span(start=start, end=start + size, kind="field", value=field.name)
                    for start in finds(folded, part)
                    if _OF_A_FORM.match(folded, start + size) or _is_set(field, folded, start + size)
                ]
    return found


def _is_set(field: FieldName, folded: str, at: int) -> bool:
    """Whether a value of the field's type is set at a place."""
    if field.type == "choice":
        options = "|".join(re.escape(fold_name(option)) for option in field.options)
        return bool(options) and re.compile(rf"(?:{_SETS})?(?:{options})").match(folded, at) is not None
    if field.type == "date":
        return _DATED.match(folded, at) is not None
    numbered = field.type in ("number", "amount")
    return (_NUMBERED if numbered else _WRITTEN).match(folded, at) is not None
