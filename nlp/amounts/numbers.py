"""Numbers as people write them, any size and script mixed: 三万五, 12万6千4, 1,040,000, 两千万点五五, 10k, 半个亿."""

import re
from dataclasses import dataclass
from decimal import Decimal

from nlp.pattern import Pattern

HAN = "一二两三四五六七八九俩仨"
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_SCALES = {"十": 10, "百": 100, "千": 1000, "k": 1000, "万": 10**4, "w": 10**4, "亿": 10**8}
_LONGEST = 40
_TEN_THOUSAND, _HUNDRED_MILLION = 10**4, 10**8

_BIG = frozenset("万亿wk")

# up to 15 digits: longer ones are numbers of accounts and orders
_FIGURE = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?(?!\d)|\d{1,15}(?:\.\d{1,9})?(?!\d)|\.\d{1,9}(?!\d)"
_TOKEN = Pattern(
    rf"(?P<figure>{_FIGURE})|(?P<zero>[零〇])|(?P<han>[{HAN}])"
    # 30多万, 二十来万, 两个亿, 177.1 亿
    r"|(?P<skip>[多来余](?=[十百千万亿wk])|好?几(?=[百千万亿])|把(?=[块元])|个(?=[万亿w])| (?=[百千万亿]))"
    r"|(?P<scale>[十百千万亿]|[wk](?![a-z]))"
)
_POINT = Pattern(rf"点(?P<digits>[零〇{HAN}]+|\d(?!\d))(?![分刻钟半十百千])(?P<scale>[万亿]+)?")
_HALF = Pattern(r"半(?P<scale>百|千|个?万|个?亿)")
# a scale that may stand without a digit: 百万元
# and 上百万, 百来万, 千把块
_BARE_SCALE = Pattern(r"[百千]万(?=元|块|美|港|人民)|(?<=[上近小过超])[百千]万|[百千][来多]万|[百千万]把(?=[块元])")
# what a last digit belongs to when it is no part of the sum: 5万3号到, 6万4月12号, 20万2027年
_OWN_UNIT = Pattern(
    r" ?[号月日年点天周个人台件位家次倍折%期份套条季:/岁层楼栋分秒小吨斤]|工作日|[-~到]\d+ ?[天号个月日周年人台]"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, where it ends, and the last scale that it named (1 when none)."""

    value: Decimal
    stop: int
    # the scales that a number before it may share: 五十至八十万, 两到三千万
    shared: tuple[int, ...]
    # one of 万 亿 w k stood in it
    scaled: bool
    # pure Chinese digits without any scale: 三, 一二
    plain_han: bool
    tokens: int


def number_at(text: str, pos: int) -> Number | None:
    """The number that stands here."""
    if half := _HALF.match(text, pos):
        scale = _SCALES[half["scale"][-1]]
        return Number(Decimal(scale) / 2, half.end(), (), scale >= _TEN_THOUSAND, False, 2)
    tokens = _tokens(text, pos)
    if not tokens or tokens[0][0] == "skip":
        return None
    if tokens[0][0] == "scale" and tokens[0][1] != "十" and not _BARE_SCALE.match(text, pos):
        return None
    tokens = _trimmed(text, tokens)
    value = _sum(tokens)
    stop = tokens[-1][2]
    scales = [token[1] for token in tokens if token[0] == "scale"]
    last = _SCALES[scales[-1]] if scales else 1
    if text.startswith("半", stop) and last >= 100 and not text.startswith(("半年", "半天", "半个"), stop):
        value, stop = value + Decimal(last) / 2, stop + 1
    plain = not scales and all(token[0] in ("han", "zero") for token in tokens)
    if point := _POINT.match(text, stop):
        return _with_point(value, point, plain=plain)
    return Number(value, stop, _shared(tokens), not _BIG.isdisjoint(scales), plain, len(tokens))


def _shared(tokens: list[tuple[str, str, int]]) -> tuple[int, ...]:
    """The scales that end the number, all of them first: 三千万 → (10000000, 10000), 三百五 → ()."""
    found: list[int] = []
    product = 1
    for kind, signs, _ in reversed(tokens):
        if kind != "scale" or _SCALES[signs] < 100:
            break
        product *= _SCALES[signs]
        found.insert(0, product)
    return tuple(found)


def _tokens(text: str, pos: int) -> list[tuple[str, str, int]]:
    """The parts of the number one after the other: (kind, signs, end)."""
    tokens: list[tuple[str, str, int]] = []
    while len(tokens) < _LONGEST and (found := _TOKEN.match(text, pos)):
        kind = found.lastgroup or ""
        if kind == "figure" and tokens and tokens[-1][0] in ("figure", "han"):
            break
        if kind == "han" and tokens and tokens[-1][0] == "figure":
            break
        tokens.append((kind, found.group(), found.end()))
        pos = found.end()
    while tokens and tokens[-1][0] == "skip" and tokens[-1][1] != "把":
        tokens.pop()
    return tokens


def _trimmed(text: str, tokens: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The tokens without a last digit that belongs to the next word: 5万3号到 is 5万."""
    last = tokens[-1]
    before = tokens[-2] if len(tokens) > 1 else None
    if before and last[0] in ("figure", "han") and before[0] == "scale" and _SCALES[before[1]] >= 1000:
        decimal = tokens[0][0] == "figure" and "." in tokens[0][1]
        if decimal or "." in last[1] or _OWN_UNIT.match(text, last[2]):
            return tokens[:-1]
    return tokens


def _sum(tokens: list[tuple[str, str, int]]) -> Decimal:
    """What the parts add up to; a last single digit counts in the next lower scale: 八千七 is 8700."""
    high = middle = low = Decimal(0)
    digit: Decimal | None = None
    last, zero = 1, False
    for kind, signs, _ in tokens:
        if kind == "figure":
            digit = Decimal(signs.replace(",", ""))
        elif kind in ("han", "zero"):
            zero = zero or (kind == "zero" and digit is None)
            digit = (digit or 0) * 10 + Decimal(_DIGITS[signs])
        elif kind == "scale":
            scale = _SCALES[signs]
            if scale == _HUNDRED_MILLION:
                whole = high + middle + low + (digit or 0)
                high, middle, low = (whole or Decimal(1)) * scale, Decimal(0), Decimal(0)
            elif scale == _TEN_THOUSAND:
                part = low + (digit or 0)
                middle = part * scale + middle if part else (middle or Decimal(1)) * scale
                low = Decimal(0)
            else:
                low += (1 if digit is None or (zero and not digit) else digit) * scale
            digit, last, zero = None, scale, False
    if digit is None:
        return high + middle + low
    single = tokens[-1][0] == "han" or tokens[-1][1] in "123456789"
    colloquial = last >= 100 and not zero and single and len(tokens) > 1
    return high + middle + low + (digit * last / 10 if colloquial else digit)


def _with_point(value: Decimal, point: re.Match[str], *, plain: bool) -> Number:
    """十五点七, 三点五万."""
    digits = "".join(sign if sign.isdigit() and sign.isascii() else str(_DIGITS[sign]) for sign in point["digits"])
    value += Decimal("0." + digits)
    scale = 1
    for sign in point["scale"] or "":
        scale *= _SCALES[sign]
    return Number(value * scale, point.end(), (scale,) if scale > 1 else (), scale > 1, False, 3 if not plain else 2)
