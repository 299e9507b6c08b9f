"""Where a message names customers: by name, alias or core; by a slip of the ear or the hand."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import ne
from typing import NamedTuple

from nlp.company import CORE, EXACT, forms
from nlp.names import Names
from nlp.pinyin import sounds
from nlp.reading import Named
from nlp.regions import REGIONS
from nlp.text import Squeezed, places_of, whole_word

# less sure than a core: the name sounds the same, or one of its signs differs
SOUND, SLIP = 0, -1


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One naming of a customer: `known` are those that it may mean, none when the name is new."""

    start: int
    end: int
    said: str
    known: tuple[Named, ...] = ()
    sure: int = EXACT

    @property
    def new(self) -> bool:
        """A name that no known customer bears."""
        return not self.known


class _Form(NamedTuple):
    """One way to call a customer; `heard` is how it sounds, nothing for a form with other signs than Chinese ones."""

    text: str
    sure: int
    heard: str
    signs: frozenset[str]


@lru_cache(maxsize=16384)
def _forms(name: str, aliases: tuple[str, ...]) -> tuple[_Form, ...]:
    found: dict[str, int] = {}
    for form, sure in (*forms(name), *(pair for alias in aliases for pair in forms(alias, alias=True))):
        found[form] = max(sure, found.get(form, sure))
    return tuple(
        _Form(form, sure, _spelt(form) if _HAN.fullmatch(form) else "", frozenset(form)) for form, sure in found.items()
    )


def _spelt(text: str) -> str:
    """The sounds one after the other, each between two marks: 恒力 → 'hen'li'."""
    return "".join(f"'{heard}" for heard in sounds(text)) + "'"


def named_customers(text: Squeezed, names: Names) -> list[Mention]:
    """All namings by name, alias or core, the longest first where they overlap: 二十一中 is not 一中."""
    places: dict[tuple[int, int], list[tuple[int, Named]]] = {}
    for customer in names.customers:
        for form in _forms(customer.name, customer.aliases):
            for start in places_of(form.text, text.text) if form.text in text.text else ():
                end = start + len(form.text)
                if whole_word(text, start, end):
                    places.setdefault((start, end), []).append((form.sure, customer))
    return [_with_others(_mention(text, place, places[place]), names) for place in longest_apart(places)]


def _mention(text: Squeezed, place: tuple[int, int], found: list[tuple[int, Named]]) -> Mention:
    surest = max(sure for sure, _ in found)
    start, end = text.span(*place)
    known = tuple(customer for sure, customer in found if sure == surest)
    return Mention(start=start, end=end, said=text.text[slice(*place)], known=known, sure=surest)


def _with_others(mention: Mention, names: Names) -> Mention:
    """A short name with all whose names begin so: 吴理工 may be 吴理工材料学院, 吴理工化院 and 吴理工设备处."""
    if mention.sure != CORE or len(mention.said) < _TELLING:
        return mention
    begins = (
        each
        for each in names.customers
        if any(form.text.startswith(mention.said) for form in _forms(each.name, each.aliases))
    )
    return replace(mention, known=tuple(dict.fromkeys((*mention.known, *begins))))


# two signs begin too many names
_TELLING = 3


def longest_apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest stretches that do not overlap, in order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0] - place[1], place)):
        if all(end <= other or start >= stop for other, stop in kept):
            kept.append((start, end))
    return sorted(kept)


_HAN = re.compile(r"[㐀-鿿]{2,}")
# of so many signs one may be another
_LONG = 4


def misheard_customers(folded: str, taken: Iterable[tuple[int, int]], names: Names) -> list[Mention]:
    """Namings by a homophone (横力机械, 华围), or with one other sign of four and more (万达白货), in what is free."""
    free = folded
    for start, end in taken:
        free = free[:start] + " " * (end - start) + free[end:]
    runs = [_Run(run.start(), run.group(), _spelt(run.group())) for run in _HAN.finditer(free)]
    heard, signs = "".join(run.heard for run in runs), set(free)
    places: dict[tuple[int, int], list[tuple[int, Named]]] = {}
    for customer in names.customers:
        for form in _forms(customer.name, customer.aliases):
            if form.heard and (form.heard in heard or (len(form.text) >= _LONG and len(form.signs - signs) <= 1)):
                for start, how in (slip for run in runs for slip in _slips(run, form)):
                    places.setdefault((start, start + len(form.text)), []).append((how, customer))
    mentions = []
    for place in longest_apart(places):
        if folded[slice(*place)] in REGIONS:
            continue
        surest = max(sure for sure, _ in places[place])
        known = tuple(dict.fromkeys(customer for sure, customer in places[place] if sure == surest))
        mentions.append(Mention(start=place[0], end=place[1], said=folded[slice(*place)], known=known, sure=surest))
    return mentions


class _Run(NamedTuple):
    """Chinese signs in a row, as they stand and as they sound."""

    start: int
    text: str
    heard: str


def _slips(run: _Run, form: _Form) -> Iterator[tuple[int, int]]:
    """Where the form sounds, or where all but one of its four or more signs stand."""
    alike = [run.heard.count("'", 0, at) for at in places_of(form.heard, run.heard)]
    yield from ((run.start + start, SOUND) for start in alike)
    size = len(form.text)
    for start in range(len(run.text) - size + 1) if size >= _LONG else ():
        if start not in alike and sum(map(ne, run.text[start : start + size], form.text)) == 1:
            yield run.start + start, SLIP
