"""The scanner for amounts: numbers with their sign, currency, coins and ranges."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from nlp.amounts.currencies import AHEAD, BEHIND, CODES, SECOND
from nlp.amounts.numbers import HAN, Number, number_at
from nlp.pattern import Pattern
from nlp.times.fold import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class AmountSpan:
    """One number of a text: where it stands and what it is worth."""

    start_offset: int
    end_offset: int
    text: str
    value: Decimal
    # the upper end of a range: 三五百块 is 300 to 500
    value_max: Decimal | None = None
    # ISO currency code; None for a bare number
    unit: str | None = None
    # a currency word, a symbol or one of 万 亿 w k stood there
    explicit: bool = False


def amount_json(amount: AmountSpan) -> dict[str, Any]:
    """The amount as plain JSON values, in the shape that the corpus scorer reads."""
    shape: dict[str, Any] = {
        "text": amount.text,
        "offset": [amount.start_offset, amount.end_offset],
        "value": float(amount.value),
        "unit": amount.unit,
        "explicit": amount.explicit,
    }
    if amount.value_max is not None:
        shape["value_max"] = float(amount.value_max)
    return shape


# 壹 to 玖 and 拾 佰 仟 as on cheques
_FORMAL = "壹贰貳叁參叄参肆伍陆陸柒捌玖拾佰仟"
_FORMAL_TABLE = {ord(a): b for a, b in zip(_FORMAL, "一二二三三三三四五六六七八九十百千", strict=True)}
_FORMAL_SIGNS = frozenset(_FORMAL)
_STARTS = frozenset("0123456789.-负半十百千万¥￥$€£" + HAN + "零〇")
_SIGN = Pattern(r"负 ?|-(?=[\d.])")
_RANGE = Pattern(r" ?(?:--|到|至|~|-) ?")
# 四五千, 三五百, 十五六万: either of two digits
_EITHER = Pattern(
    r"(?P<head>十?|[二三四五六七八九]十)(?P<low>[一二两三四五六七八])(?P<high>[二两三四五六七八九])(?=[十百千万亿])"
)
_SMALL = Pattern(
    rf"(?:零?(?P<jiao>[{HAN}\d])[毛角](?:(?P<fen>[{HAN}\d])分?)?|零?(?P<cents>[{HAN}\d])分"
    rf"|(?P<bare>[{HAN}\d])(?!(?:[{HAN}\d十百千万亿:.]|[个位家台天块元人次年月点号])))钱?"
)
_COIN = Pattern(rf"(?P<coin>毛(?!利|衣|巾|病|重|坯|刷|绒)|角(?!度|落|形|色|钢)|分(?=钱))钱?(?:(?P<fen>[{HAN}\d])分)?")
# a percentage, a discount, a fraction, part of a name or date: no amount
_NOT_BEHIND = Pattern(r" ?[%‰]|[折倍成](?!本|交|都)|分之|个百分点|个点")
# 14:30, 2026-11, 40hq: more of the same word
_GOES_ON = Pattern(r"[:/_-]\w|[a-z]")
_COUNTED = Pattern(r" ?(?:[个位名家台件条只张套份箱桶吨斤公块柜批人次分米间层辆]|元)")
_PHONE = Pattern(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def find_amounts(text: str) -> list[AmountSpan]:
    """All numbers of the text that may be amounts, in order, without overlaps."""
    folded = _plain(fold(re.sub(_DASHES, lambda dash: "," * len(dash.group()), text)))
    spans: list[AmountSpan] = []
    pos = 0
    while pos < len(folded):
        ahead = AHEAD.match(folded, pos) if folded[pos] in _CURRENCY_STARTS else None
        found = (
            _amount_at(folded, ahead.end() if ahead else pos, money=ahead is not None)
            if ahead or folded[pos] in _STARTS
            else None
        )
        if found is None:
            pos = _step(folded, pos)
            continue
        amount, stop = found
        if amount is not None:
            spans.append(_finished(text, pos, amount, ahead))
        pos = max(stop, pos + 1)
    return spans


# a stroke that parts words and is no minus, nor part of a range: 预算——31万, 报价--20万
_DASHES = rf"(?<![\d{HAN}百千万亿元块kKwW—–-])(?:[—–]+|-{{2,}})"
_CURRENCY_STARTS = frozenset(word[0] for word in CODES)


def _plain(text: str) -> str:
    """Formal numerals as common ones where they form a number: 壹百五, but not 大陆 or 收拾."""
    if _FORMAL_SIGNS.isdisjoint(text):
        return text
    return re.sub(_FORMAL_RUN, lambda run: _common(run.group()), text)


_FORMAL_RUN = f"[{_FORMAL}百千万亿零〇一二三四五六七八九十]+"


def _common(run: str) -> str:
    """A run of numeral signs in common ones, if it is more than one sign and has a scale: 拾六万, 叁拾."""
    scaled = len(run) > 1 and any(sign in "拾佰仟百千万亿" for sign in run)
    return run.translate(_FORMAL_TABLE) if scaled else run


def _step(text: str, pos: int) -> int:
    """The next place to look; letters and digits glued together are left as a whole: P40, v2.3."""
    run = Pattern(r"[a-z]+[\d.]*|\d[\d.:/-]*").match(text, pos)
    return run.end() if run and text[pos] not in _CURRENCY_STARTS else pos + 1


def _finished(text: str, pos: int, amount: AmountSpan, ahead: re.Match[str] | None) -> AmountSpan:
    """The amount with the currency that stood ahead of it: ¥86,400, 新台币 177.1 亿元."""
    if ahead:
        code = CODES[ahead.group().strip(" :：")]
        unit = code if amount.unit in (None, "CNY") else amount.unit
        amount = replace(amount, start_offset=pos, unit=unit, explicit=True)
    high = amount.value_max
    return replace(
        amount,
        text=text[amount.start_offset : amount.end_offset],
        value=_exact(amount.value),
        value_max=None if high is None else _exact(high),
    )


def _exact(value: Decimal) -> Decimal:
    """Whole numbers without a point: 1.2万 is 12000, not 12000.0."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def _amount_at(text: str, pos: int, *, money: bool) -> tuple[AmountSpan | None, int] | None:
    """The amount that stands here; None inside for digits to be stepped over."""
    if phone := _PHONE.match(text, pos):
        return None, phone.end()
    sign = _SIGN.match(text, pos)
    if sign and sign.group() == "-" and pos and (text[pos - 1].isalnum() or text[pos - 1] in ")-]"):
        return None
    either = _either(text, sign.end() if sign else pos)
    if either:
        return either
    number = number_at(text, sign.end() if sign else pos)
    if number is None:
        return None
    first = _priced(text, pos, number, negative=sign is not None)
    if money and first.unit is None:
        first = replace(first, unit="CNY", explicit=True)
    ranged = _ranged(text, first, number)
    if ranged:
        return ranged, ranged.end_offset
    return (first if _counts(text, pos, first, number) else None), first.end_offset


def _priced(text: str, pos: int, number: Number, *, negative: bool) -> AmountSpan:
    """A number with what makes it money behind it: 元, 美金, 五块六, 2角."""
    value, stop, unit = number.value, number.stop, None
    if found := BEHIND.match(text, stop):
        unit, stop = CODES[found["word"]], found.end()
        if second := SECOND.match(text, stop):
            unit, stop = CODES[second.group().strip()], second.end()
        if found["word"] in ("元", "块", "圆") and (small := _SMALL.match(text, stop)):
            value, stop = value + _coins(small), small.end()
    elif found := _COIN.match(text, stop):
        value = value * (Decimal("0.01") if found["coin"] == "分" else Decimal("0.1"))
        value += _digit(found["fen"]) / 100
        unit, stop = "CNY", found.end()
    elif not text[pos].isdigit() and text[pos:].strip() == text[pos:stop] + "分" and not text[:pos].strip():
        # 二十分 as a whole answer is money
        value, unit, stop = value / 100, "CNY", stop + 1
    explicit = unit is not None or number.scaled
    return AmountSpan(
        start_offset=pos, end_offset=stop, text="", value=-value if negative else value, unit=unit, explicit=explicit
    )


def _coins(small: re.Match[str]) -> Decimal:
    """六毛八 → 0.68, 六 → 0.6, 七分 → 0.07."""
    return (_digit(small["jiao"]) + _digit(small["bare"])) / 10 + (_digit(small["fen"]) + _digit(small["cents"])) / 100


def _digit(sign: str | None) -> Decimal:
    """The value of one digit; nothing is zero."""
    found = number_at(sign, 0) if sign else None
    return found.value if found else Decimal(0)


def _ranged(text: str, first: AmountSpan, number: Number) -> AmountSpan | None:
    """A range that begins here: 10k~15k, 五十至八十万元, 1万元--5万元; None for 3-5 without a scale or a currency."""
    joint = _RANGE.match(text, first.end_offset)
    if not joint:
        return None
    other = number_at(text, joint.end())
    if other is None:
        return None
    second = _priced(text, joint.end(), other, negative=False)
    if not (second.explicit or other.shared or (first.explicit and not _NOT_BEHIND.match(text, second.end_offset))):
        return None
    low = first.value
    if first.unit is None and not number.scaled:
        low *= next((scale for scale in other.shared if low * scale <= second.value), 1)
    if low > second.value or (first.unit and second.unit and first.unit != second.unit):
        return None
    unit = second.unit or first.unit
    return replace(first, end_offset=second.end_offset, value=low, value_max=second.value, unit=unit, explicit=True)


def _either(text: str, pos: int) -> tuple[AmountSpan, int] | None:
    """四五千块钱 is 4000 to 5000."""
    found = _EITHER.match(text, pos)
    if not found or number_at(found["low"], 0) is None or _digit(found["low"]) >= _digit(found["high"]):
        return None
    rest = text[found.end() :]
    low, high = (number_at(found["head"] + found[name] + rest, 0) for name in ("low", "high"))
    if low is None or high is None:
        return None
    stop = found.end() + high.stop - len(found["head"]) - 1
    shifted = replace(high, stop=stop)
    priced = _priced(text, pos, shifted, negative=False)
    return replace(priced, value=low.value, value_max=high.value), priced.end_offset


def _counts(text: str, pos: int, amount: AmountSpan, number: Number) -> bool:
    """Whether the number is one: not 50%, 9折, 四川, 一起, 一块儿, 百分之十."""
    if (
        _NOT_BEHIND.match(text, amount.end_offset)
        or text[max(0, pos - 3) : pos] == "百分之"
        or text[max(0, pos - 2) : pos] == "分之"
    ):
        return False
    raw = text[pos : amount.end_offset].lstrip("负- ")
    if raw == "一块" or (raw == "一元" and text.startswith("化", amount.end_offset)):
        return text.startswith("钱", amount.end_offset)
    before = text[max(0, pos - 1) : pos]
    if before and before in "几数" and not raw[0].isdigit():
        # 几十万 says too little
        return False
    if amount.unit:
        return True
    if raw[0].isdigit() and before and before.isascii() and (before.isalnum() or before in "./-#_"):
        return False
    if raw[0].isdigit() and before == ":" and text[max(0, pos - 2) : pos - 1].isdigit():
        return False
    if raw[0].isdigit() and not amount.explicit and _GOES_ON.match(text, amount.end_offset):
        return False
    if not (number.plain_han or raw == "十" or (number.tokens == 1 and not raw[0].isdigit())):
        return True
    alone = not text[:pos].strip() and not text[amount.end_offset :].strip()
    return alone or bool(_COUNTED.match(text, amount.end_offset) and not (before and before in "第周期拜"))
