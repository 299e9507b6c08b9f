"""How signs sound, for slips of the ear: 横力 sounds like 恒力, 华围 like 华为."""

from collections.abc import Iterator
from functools import lru_cache

_TONES = str.maketrans("āáǎàēéěèōóǒòīíǐìūúǔùüǖǘǚǜńňǹḿ", "aaaaeeeeooooiiiiuuuuvvvvvnnnm")


@lru_cache(maxsize=8192)
def sound(sign: str) -> str:
    """A sign's sound without its tone, near sounds told alike (zh as z, ing as in); a sign without one is its own."""
    from pypinyin.pinyin_dict import pinyin_dict

    found = pinyin_dict.get(ord(sign))
    if not found:
        return sign
    plain: str = found.split(",")[0].translate(_TONES)
    for wide, narrow in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en")):
        plain = plain.replace(wide, narrow)
    return plain


def sounds(text: str) -> tuple[str, ...]:
    """The sounds of a text, one a sign."""
    return tuple(map(sound, text))


def sound_key(text: str) -> str:
    """A look-up key that homophones share: 恒力机械 and 横力机械 alike."""
    return "~" + "'".join(map(sound, text))


def sound_keys(text: str, longest: int) -> Iterator[str]:
    """The look-up keys of all stretches from 2 signs up to so many, by where they begin, the shortest first."""
    heard = list(map(sound, text))
    for start, first in enumerate(heard):
        key = "~" + first
        for further in heard[start + 1 : start + longest]:
            key = f"{key}'{further}"
            yield key
