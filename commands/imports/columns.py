"""Which column is what: by its header's words, by what its values look like, and as the importer says."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from commands.business import level_of
from commands.imports.synonyms import FIELDS
from nlp.sensitive import sensitive
from nlp.text import fold

SEVERAL: Final = frozenset({"phone", "tags", "note"})
"""What several columns of a sheet may bring."""
OWN: Final = "own:"
"""Before the name of a field of the workspace's own."""
_LOOSE: Final = frozenset(
    {"计划", "时间", "日期", "方式", "跟进", "客户", "公司", "单位", "企业", "销售", "说明", "人数"}
)
"""Words that say what a column is only where they stand alone."""
_NEVER: Final = re.compile("传真|fax|qq|税号|账号|帐号|编号|序号|密码|开户|订单|合同|编码|代码")
_BRACKETED: Final = re.compile(r"[(（\[【].*?[)）\]】]|[*＊:：\s_\-/]")
_COMPANY: Final = re.compile(
    r"(公司|集团|工厂|厂|商行|商店|店|中心|学校|医院|研究院|研究所|事务所|合作社)$|(?:co\.?|ltd\.?|inc\.?)$"
)
_PERSON: Final = re.compile(r"[一-鿿]{2,4}")
_HEADERS: Final = 10
"""Rows in which a header is looked for."""
_MOST: Final = 0.6
"""Of a column's values so many must look alike."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """How a sheet is read: the header's words (empty where there is none), on which of its rows, and the fields."""

    header: tuple[str, ...]
    row: int | None
    columns: Mapping[int, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the workspace calls its own: levels, members, fields."""

    settings: Mapping[str, object]
    members: Collection[str]
    fields: Collection[str]


def layout(head: Sequence[Sequence[str]], known: Known) -> Layout:
    """The columns of a sheet from its first rows."""
    row, header = _header(head, known)
    body = head[(row + 1 if row is not None else 0) :]
    columns: dict[int, str] = {}
    for place, words in enumerate(header):
        field = field_of(words, known.fields)
        if field is not None and (field in SEVERAL or field not in columns.values()):
            columns[place] = field
    for place in range(max((len(each) for each in head), default=0)):
        words = header[place] if place < len(header) else ""
        if place in columns or _NEVER.search(fold(words)):
            continue
        field = _by_values([each[place] for each in body if place < len(each) and each[place]], known)
        if field is not None and field not in columns.values() and (not words or field in ("phone", "email")):
            columns[place] = field
    if "name" not in columns.values():
        _named_by_person(columns)
    return Layout(header=header, row=row, columns=dict(sorted(columns.items())))


def _named_by_person(columns: dict[int, str]) -> None:
    """People as customers: where no column names companies, the person's name is the customer's."""
    place = next((place for place, field in columns.items() if field in ("contact", "short")), None)
    if place is not None:
        columns[place] = "name"


def _header(head: Sequence[Sequence[str]], known: Known) -> tuple[int | None, tuple[str, ...]]:
    """The row in which most words are known, with the one above it where a heading is spread over two."""
    best: tuple[int, int | None, tuple[str, ...]] = (0, None, ())
    for row in range(min(_HEADERS, len(head))):
        if any(sensitive(cell) for cell in head[row]):
            break
        for words in (tuple(head[row]), _joined(head[row - 1], head[row]) if row else ()):
            count = sum(field_of(each, known.fields) is not None for each in words)
            if count > best[0]:
                best = (count, row, words)
    count, found, words = best
    if count >= 2 or (count == 1 and len([each for each in words if each]) <= 2):
        return found, words
    return None, ()


def _joined(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    wide = max(len(above), len(below))
    top, low = [*above, *[""] * (wide - len(above))], [*below, *[""] * (wide - len(below))]
    return tuple(under or over for over, under in zip(top, low, strict=True))


def plain(words: str) -> str:
    """A header's word without marks: 手机号（必填）* → 手机号."""
    return _BRACKETED.sub("", fold(words)).lower()


def field_of(words: str, own: Collection[str] = ()) -> str | None:
    """What a header's words, or an importer's, call a column: 联系人手机 → phone; None where nobody knows."""
    said = plain(words)
    if not said or len(said) > 20:
        return None
    mine = next((each for each in own if plain(each) == said), None)
    if mine is not None:
        return OWN + mine
    for field, names in FIELDS.items():
        if said in names:
            return field
    if _NEVER.search(said) or not any("一" <= sign <= "鿿" for sign in said):
        return None
    ends = [
        (said.rindex(name) + len(name), len(name), field)
        for field, names in FIELDS.items()
        for name in names
        if name not in _LOOSE and name in said
    ]
    return max(ends)[2] if ends else None


def _by_values(values: Sequence[str], known: Known) -> str | None:
    """What a column's values look like; None where they look like nothing in particular."""
    if not values:
        return None
    tests = {
        "phone": lambda value: any(kind == "phone" for _, _, kind in sensitive(value)),
        "email": lambda value: any(kind == "email" for _, _, kind in sensitive(value)),
        "name": lambda value: _COMPANY.search(value.lower()) is not None,
        "level": lambda value: len(value) <= 3 and level_of(known.settings, value) is not None,
        "owner": lambda value: value in known.members,
        "contact": lambda value: _PERSON.fullmatch(value) is not None,
    }
    for field, fits in tests.items():
        if sum(map(fits, values)) >= _MOST * len(values):
            return field
    return None


def letter(place: int) -> str:
    """A column as spreadsheets call it: 0 → A, 27 → AB."""
    return letter(place // 26 - 1) + chr(65 + place % 26) if place >= 26 else chr(65 + place)


def place_of(letters: str) -> int:
    """The column of these letters: AB → 27."""
    place = 0
    for sign in letters.upper():
        place = place * 26 + ord(sign) - 64
    return place - 1


_SAID: Final = re.compile(
    r"(?:把)?(?:(?P<letter>[A-Za-z]{1,2})\s*列|第(?P<number>[0-9]{1,3})列|(?P<name>[^，。,.!！?？]{1,15}?)(?:那列|这列|列)?)"
    r"\s*(?:(?P<no>不要|不导|别导|去掉|跳过|不用)了?|(?:就?是|改成|改为|对应|当作|当成|当|=|→)\s*(?P<field>[^，。,.!！?？\s]{1,12}?)(?:列)?)"
)


def correction(text: str, header: Sequence[str], own: Collection[str]) -> tuple[int, str | None] | None:
    """A column and what it is said to be (None: left out): B列是电话, 传真不要. None where nothing of it is said."""
    found = _SAID.fullmatch(text.strip().rstrip("。.!！"))
    if found is None:
        return None
    field = None if found["no"] else field_of(found["field"], own)
    if field is None and not found["no"]:
        return None
    if found["letter"]:
        return place_of(found["letter"]), field
    if found["number"]:
        return int(found["number"]) - 1, field
    said = plain(found["name"])
    place = next((place for place, words in enumerate(header) if said and plain(words) == said), None)
    return None if place is None else (place, field)
