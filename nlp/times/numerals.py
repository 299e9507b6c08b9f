"""Small whole numbers as people write them: 23, 二十三, 廿三, 两, 俩, 二零二七."""

DIGITS = "0123456789"
HAN_DIGITS = "零〇一二两三四五六七八九"
HAN = HAN_DIGITS + "十百千廿卅俩仨几"
NUMERALS = frozenset(DIGITS + HAN)

# a whole number in either script
NUMBER = r"(?:\d{1,4}|[零〇一二两三四五六七八九十百千廿卅俩仨]{1,7})"

_VALUES = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4, "五": 5}
_VALUES |= {"六": 6, "七": 7, "八": 8, "九": 9, "正": 1, "元": 1, "腊": 12, "冬": 11}
_VALUES |= {digit: int(digit) for digit in DIGITS}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}


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


def _by_scales(text: str) -> int | None:
    """Digits with tens and hundreds: 一百二十 → 120, 十八 → 18, 廿三 → 23."""
    total, digit = 0, -1
    for sign in text:
        if sign in _TENS:
            total += _TENS[sign]
            digit = -1
        elif sign in _SCALES:
            total += (1 if digit < 0 else digit) * _SCALES[sign]
            digit = -1
        elif sign in _VALUES:
            if digit > 0:
                return None
            digit = _VALUES[sign]
        else:
            return None
    return total + max(digit, 0)


def amount_of(text: str) -> float | None:
    """A count before a unit, halves and tenths included: 半 → 0.5, 一个半 is read by the caller, 2.5 → 2.5."""
    if text == "半":
        return 0.5
    if "." in text:
        return float(text)
    number = whole(text)
    return None if number is None else float(number)
