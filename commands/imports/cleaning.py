"""Cells made ready: phones, dates, amounts and names as the CRM keeps them, or what is wrong with them."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from commands.naming import without_numbers
from nlp.amounts import find_amounts
from nlp.sensitive import normal_email, normal_phone, sensitive


class Wrong(Exception):
    """A cell that cannot be kept as it is; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_PARTS: Final = re.compile(r"[,，;；、\n]+|\s*/\s*")
_LOCAL: Final = re.compile(r"[2-9]\d{6,7}")
_WIDE: Final = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0d\uff06\u3000]")
_DATE: Final = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?:[-/.年]\s?(?P<m>\d{1,2})(?:[-/.月]\s?(?P<d>\d{1,2})日?)?月?|(?P<m2>\d{2})(?P<d2>\d{2}))"
    r"(?:[T\s]*(?P<h>\d{1,2})[:：点时](?P<n>\d{1,2})?(?:[:：分]\d{1,2}(?:\.\d+)?秒?)?分?)?"
)
_SHORT: Final = re.compile(r"(?P<m>\d{1,2})[-/.月]\s?(?P<d>\d{1,2})日?")
_SERIAL: Final = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
_EPOCH: Final = date(1899, 12, 30)
LONGEST_NAME: Final = 80


def name(cell: str) -> str:
    """A name without numbers, in narrow letters: ＡＢＣ科技 → ABC科技."""
    found = without_numbers(_WIDE.sub(lambda sign: unicodedata.normalize("NFKC", sign.group()), cell))
    if len(found) > LONGEST_NAME:
        raise Wrong("long")
    return found


def phones(cell: str) -> tuple[str, ...]:
    """The phone numbers of a cell: 138 0000-1111／0571-88661234 → both; Wrong where one is none."""
    found = []
    for part in _PARTS.split(unicodedata.normalize("NFKC", cell)):
        part = part.strip()
        if not part:
            continue
        numbers = [part[start:end] for start, end, kind in sensitive(part) if kind == "phone"]
        if not numbers and not _LOCAL.fullmatch(re.sub(r"[\s-]", "", part)):
            raise Wrong("phone")
        found += [normal_phone(each) for each in numbers] or [re.sub(r"[\s-]", "", part)]
    return tuple(dict.fromkeys(found))


def email(cell: str) -> str:
    """An e-mail address in small letters."""
    spans = [(start, end) for start, end, kind in sensitive(cell) if kind == "email"]
    if len(spans) != 1:
        raise Wrong("email")
    return normal_email(cell[spans[0][0] : spans[0][1]])


def identity(cell: str) -> str:
    """An ID number with the right check sign."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell)).upper()
    if not any(kind == "id" for _, _, kind in sensitive(plain)):
        raise Wrong("id")
    return plain


def moment(cell: str, zone: ZoneInfo, today: date) -> tuple[datetime, bool]:
    """A date, and whether it has no time of day: 2026年11月3日, 20261103, 46329 (as spreadsheets count), 11/3."""
    said = unicodedata.normalize("NFKC", cell).strip()
    if _SERIAL.fullmatch(said):
        days = Decimal(said)
        at = datetime.combine(_EPOCH, time(), zone) + timedelta(minutes=round(float(days) * 1440))
        return at, days == int(days)
    if found := _DATE.fullmatch(said):
        month, day = found["m"] or found["m2"], found["d"] or found["d2"] or "1"
        at = _made(int(found["y"]), int(month), int(day), int(found["h"] or 0), int(found["n"] or 0), zone)
        return at, found["h"] is None
    if found := _SHORT.fullmatch(said):
        at = _made(today.year, int(found["m"]), int(found["d"]), 0, 0, zone)
        return at, True
    raise Wrong("date")


def _made(year: int, month: int, day: int, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    try:
        return datetime(year, month, day, hour, minute, tzinfo=zone)
    except ValueError as error:
        raise Wrong("date") from error


def utc(at: datetime) -> datetime:
    """The same moment as it is stored."""
    return at.astimezone(UTC)


def number(cell: str, *, money: bool) -> str:
    """A number or an amount in plain figures: ￥1.2万 → 12000, 1,500.00 → 1500."""
    said = unicodedata.normalize("NFKC", cell).strip()
    bare = re.sub(r"[,\s¥￥$元]", "", said)
    if re.fullmatch(r"-?\d+(?:\.\d+)?", bare):
        value = Decimal(bare)
    else:
        spans = find_amounts(said if money or said[-1:] in "万亿千百" else f"{said}元")
        if len(spans) != 1 or spans[0].value is None:
            raise Wrong("number")
        value = Decimal(str(spans[0].value))
    return f"{value.normalize():f}"


def words(cell: str) -> tuple[str, ...]:
    """The words of a cell that holds several: 展会、重点客户."""
    return tuple(dict.fromkeys(each.strip(" #") for each in re.split(r"[,，;；、/|\n]+", cell) if each.strip(" #")))
