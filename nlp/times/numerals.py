"""Small whole numbers as people write them: 23, 二十三, 廿三, 两, 俩, 二零二七."""

from functools import lru_cache
from itertools import pairwise

DIGITS = "0123456789"
HAN_DIGITS = "零〇一二两三四五六七八九"
HAN = HAN_DIGITS + "十百千廿卅俩仨几"
NUMERALS = frozenset(DIGITS + HAN)

# a whole number in either script
NUMBER = r"(?:\d{1,4}|[零〇一二两三四五六七八九十百千廿卅俩仨]{1,7})"

_VALUES = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4, "五": 5}
_VALUES |= {"六": 6, "七": 7, "八": 8, "九": 9, "正": 1, "元": 1, "腊": 12, "冬": 11}
_VALUES |= {digit: int(digit) for digit in DIGITS}
_SCALES = frozenset("十百千")
_TENS = frozenset("廿卅")
_PLAIN = str.maketrans({"廿": "二十", "卅": "三十", "俩": "二", "仨": "三", "〇": "零"})
_PLAIN_DIGITS = frozenset("一二两三四五六七八九")


def whole(text: str) -> int | None:
    """The number that the signs say, or None: 二十三 → 23, 二零二七 → 2027, 十 → 10, 两 → 2."""
    if not text:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else None
    if not any(sign in _SCALES or sign in _TENS for sign in text):
        return _by_places(text)
    return _by_scales(text)


def _by_places(text: str) -> int | None:
    """Digits one after the other: 二零二七 → 2027, 零五 → 5; 两三 and 三五 (three to five) → the first."""
    if len(text) == 2 and 0 < _VALUES.get(text[0], 0) < _VALUES.get(text[1], 0):
        return _VALUES[text[0]]
    total = 0
    for sign in text:
        if sign not in _VALUES:
            return None
        total = total * 10 + _VALUES[sign]
    return total


@lru_cache(maxsize=1024)
def _by_scales(text: str) -> int | None:
    """Digits with tens and hundreds: 一百二十 → 120, 十八 → 18, 廿三 → 23; a number that nobody writes gives None."""
    from cn2an import cn2an  # on demand: it takes long to load, and many messages hold no such number

    plain = text.translate(_PLAIN)
    if any(first in _PLAIN_DIGITS and then in _PLAIN_DIGITS for first, then in pairwise(plain)):
        return None
    try:
        return int(cn2an(plain.removeprefix("零"), "smart"))
    except (ValueError, KeyError):  # 三十十一, 一十零: cn2an looks up a scale that is none
        return None


def amount_of(text: str) -> float | None:
    """A count before a unit, halves and tenths included: 半 → 0.5, 一个半 is read by the caller, 2.5 → 2.5."""
    if text == "半":
        return 0.5
    if "." in text:
        return float(text)
    number = whole(text)
    return None if number is None else float(number)
