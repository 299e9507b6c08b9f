"""Numbers and addresses that must never stand in the open: phones, e-mail addresses, ID and card numbers.

138-0013-8000, ＋８６ １３８…, 一三八零零一三八零零零 and 0571-8765 4321 are phones; 2026-11-18 14:30 and 1380元
are not.
"""

import re
from collections.abc import Callable
from typing import Literal

from nlp.text import fold

SensitiveKind = Literal["phone", "email", "id"]

_CHINESE = str.maketrans("零〇○一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖", "00011122233445566778899")
_DIGITS = re.compile(r"[0-9]")
# fewer digits than a landline without its area code has: nothing to look for
_FEWEST_DIGITS = 7

# 110105 19491231 002X, in one piece or in groups
_ID = re.compile(
    r"(?<![0-9a-z])[1-9][0-9]{5}[ -]?(?:18|19|20)[0-9]{2}[ -]?[01][0-9][0-3][0-9][ -]?[0-9]{3}[0-9x](?![0-9a-z])"
)
# 6222 0210 0112 2456 789
_CARD = re.compile(r"(?<![0-9a-z])[3-6](?:[ -]?[0-9]){15,18}(?![0-9a-z])")
# 138 0013 8000, 1-3-8…, +86 138.0013.8000
_MOBILE = re.compile(
    r"(?<![0-9])(?:\(?(?:\+|00)?86\)?[ -]{0,2})?(?:1[3-9][0-9]\.[0-9]{4}\.[0-9]{4}|"
    r"1[ -]{0,2}[3-9](?:[ -]{0,2}[0-9]){9})(?![0-9])"
)
# 0571-8765 4321, (0519)88661234, 010 6552 1234, 02-2712-8866
_LANDLINE = re.compile(
    r"(?<![0-9])(?:\(?(?:\+|00)?86\)?[ -]{0,2})?\(?0[1-9][0-9]{0,2}\)?[ -]{0,2}[1-9][0-9](?:[ -]?[0-9]){5,6}(?![0-9])"
)
# Taiwan's mobiles 0933-221-876; Hong Kong's and Macao's eight digits where a word says so: mobile 6123 8899
_TAIWAN = re.compile(r"(?<![0-9])09[0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{3}(?![0-9])")
_EIGHT = re.compile(
    r"(?:(?<=tel)|(?<=mobile)|(?<=phone)|(?<=电话)|(?<=手机)|(?<=tel:)|(?<=电话:)|(?<=手机:)|"
    r"(?<=mobile:))[ 是为]{0,2}(?P<number>[2-9][0-9]{3}[ -]?[0-9]{4})(?![0-9])"
)
# 400-820-8820, and the rest of the world where it says its country: +852 2345 6789
_SERVICE = re.compile(r"(?<![0-9])[48]00[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])")
_ABROAD = re.compile(r"(?<![0-9])\+[1-9][0-9]{0,2}(?:[ -]{0,2}\(?[0-9]\)?){7,12}(?![0-9])")
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._%+-]*@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_CHINA = 86
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _joined(text: str) -> str:
    return re.sub(r"[^0-9x+]", "", text)


def _is_identity(text: str) -> bool:
    """The check sign of an ID number: 11010519491231002X."""
    signs = _joined(text)
    total = sum(weight * int(sign) for weight, sign in zip(_WEIGHTS, signs, strict=False))
    return len(signs) == 18 and signs[-1] == "10x98765432"[total % 11]


def _is_card(text: str) -> bool:
    """A UnionPay number, or Luhn's sum of any other bank card."""
    signs = _joined(text)
    if signs.startswith("62"):
        return True
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = int(sign) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_phone(_text: str) -> bool:
    return True


_RULES: tuple[tuple[re.Pattern[str], SensitiveKind, Callable[[str], bool]], ...] = (
    (_ID, "id", _is_identity),
    (_CARD, "id", _is_card),
    (_MOBILE, "phone", _is_phone),
    (_TAIWAN, "phone", _is_phone),
    (_LANDLINE, "phone", _is_phone),
    (_EIGHT, "phone", _is_phone),
    (_ABROAD, "phone", _is_phone),
    (_SERVICE, "phone", _is_phone),
)


def sensitive(text: str) -> list[tuple[int, int, SensitiveKind]]:
    """All sensitive stretches of the text as (start, end, kind), in order, without overlaps."""
    folded = fold(text)
    found: list[tuple[int, int, SensitiveKind]] = []
    if "@" in folded:
        found.extend((match.start(), match.end(), "email") for match in _EMAIL.finditer(folded))
    digits = folded.translate(_CHINESE)
    if len(_DIGITS.findall(digits)) >= _FEWEST_DIGITS:
        for pattern, kind, valid in _RULES:
            for match in pattern.finditer(digits):
                begin = match.start("number") if "number" in pattern.groupindex else match.start()
                free = all(match.end() <= start or begin >= end for start, end, _ in found)
                if free and valid(match.group()):
                    found.append((begin, match.end(), kind))
    return sorted(found)


def normal_phone(text: str) -> str:
    """A phone number in plain digits: ＋86 138-0013 8000, 幺三八零零一三八零零零 → 13800138000; abroad keeps its +."""
    import phonenumbers  # on demand: few messages hold a number

    signs = _joined(fold(text).translate(_CHINESE)).replace("x", "")
    if signs.startswith("00"):
        signs = f"+{signs[2:]}"
    try:
        number = phonenumbers.parse(signs, "CN")
    except phonenumbers.NumberParseException:
        return signs
    if number.country_code != _CHINA:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    plain = phonenumbers.national_significant_number(number)
    return f"0{plain}" if signs.startswith("0") else plain


def normal_email(text: str) -> str:
    """An e-mail address in small, narrow signs."""
    return fold(text).strip()
