"""Look-up keys: under which keys a name's row is kept, and which keys a message asks for.

A database table (key → row) is asked with `keys_in(text)`; 恒力机械 finds 苏州恒力机械有限公司 by its name less region
and form, 横力机械 by its sound, 张总 all people named 张.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from nlp.company import forms
from nlp.people import surname_of, surnames_in
from nlp.pinyin import sound_key, sound_keys
from nlp.text import fold, normal, squeeze, word_edges

SHORTEST, LONGEST = 2, 24
# a message asks for no more keys than this; a longer text is asked for its first part
MOST_KEYS = 6000
_LONG_TEXT = 400
_LONG_TEXT_LONGEST = 12
_HAN = re.compile(r"[㐀-鿿]+")
_STOP = re.compile(r"[^，,。.！!？?；;：:、\n\t|/#@~…]+")
_LONGEST_SOUND = 6


def keys_of(kind: str, name: str, row: Mapping[str, object]) -> list[str]:
    """The keys of a row: `kind` customer or contact, `name` its full name, `row` its aliases (customer).

    A customer: its name, aliases and cores, and how they sound. A contact: the full name, and the surname as 张~.
    """
    keys: dict[str, None] = {}
    if kind == "contact":
        keys[normal(name)] = None
        first, _, rest = fold(name).partition(" ")
        if rest and first.isascii():
            keys[first] = None
        if surname := surname_of(fold(name)):
            keys[surname + "~"] = None
        return [key for key in keys if key]
    aliases = row.get("aliases") or ()
    if not isinstance(aliases, Iterable):
        aliases = ()
    named = [*forms(name), *(form for alias in aliases for form in forms(str(alias), alias=True))]
    for form, _ in named:
        keys[form[:LONGEST]] = None
        if _HAN.fullmatch(form) and SHORTEST <= len(form) <= _LONGEST_SOUND:
            keys[sound_key(form)] = None
    return [key for key in keys if key]


def keys_in(text: str) -> list[str]:
    """The keys that a message asks for, each once: its substrings, their sounds, its surnames (张总 → 张~)."""
    folded = fold(text)
    keys = dict.fromkeys(islice(chain.from_iterable(_substrings(folded)), MOST_KEYS))
    keys.update(dict.fromkeys(islice(chain.from_iterable(_sounded(folded)), MOST_KEYS)))
    keys.update(dict.fromkeys(f"{surname}~" for surname in surnames_in(folded)))
    return list(keys)


def _substrings(folded: str) -> Iterator[list[str]]:
    """All stretches of 2 to 24 signs that a name may be, by where they begin; Latin words stay whole."""
    longest = LONGEST if len(folded) <= _LONG_TEXT else _LONG_TEXT_LONGEST
    for piece in _STOP.finditer(folded):
        squeezed = squeeze(piece.group())
        plain, edges = squeezed.text, word_edges(squeezed)
        for place, start in enumerate(edges):
            ends = edges[place + 1 : place + 1 + longest]
            yield [plain[start:end] for end in ends if SHORTEST <= end - start <= longest]


def _sounded(folded: str) -> Iterator[Iterable[str]]:
    """The sounds of all Chinese stretches of 2 to 6 signs, run by run: 横力机械 → ~hen'li'ji'xie."""
    return (sound_keys(run.group(), _LONGEST_SOUND) for run in _HAN.finditer(folded))
