"""Truth tables of the amount grammar."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.amounts import AmountSpan, amount_json, find_amounts

pytestmark = pytest.mark.unit


def one(text: str) -> AmountSpan:
    """The only amount of a text."""
    amounts = find_amounts(text)
    assert len(amounts) == 1, amounts
    return amounts[0]


MONEY = [
    ("预算30万", "30万", 300_000, None),
    ("预算——31万", "31万", 310_000, None),
    ("报价--20万", "20万", 200_000, None),
    ("—31万", "31万", 310_000, None),
    ("报价三万五", "三万五", 35_000, None),
    ("八千七百块", "八千七百块", 8700, "CNY"),
    ("卖了两万零三百元", "两万零三百元", 20_300, "CNY"),
    ("128万5", "128万5", 1_285_000, None),
    ("12万6千4", "12万6千4", 126_400, None),
    ("2w5", "2w5", 25_000, None),
    ("改成45w", "45w", 450_000, None),
    ("80k左右", "80k", 80_000, None),
    ("3k/柜", "3k", 3_000, None),
    ("1.2个亿", "1.2个亿", 120_000_000, None),
    ("半个亿", "半个亿", 50_000_000, None),
    ("三万半", "三万半", 35_000, None),
    ("30多万", "30多万", 300_000, None),
    ("二十来万", "二十来万", 200_000, None),
    ("万把块", "万把块", 10_000, "CNY"),
    ("：236万，", "236万", 2_360_000, None),
    ("RMB3.5万", "RMB3.5万", 35_000, "CNY"),
    ("五十多块", "五十多块", 50, "CNY"),
    ("百万元", "百万元", 1_000_000, "CNY"),
    ("壹拾贰万元整", "壹拾贰万元", 120_000, "CNY"),
    ("貳拾萬圓", "貳拾萬圓", 200_000, "CNY"),
    ("¥86,400.50到账", "¥86,400.50", Decimal("86400.5"), "CNY"),
    ("人民币10万", "人民币10万", 100_000, "CNY"),
    ("USD 500", "USD 500", 500, "USD"),
    ("$3.2k", "$3.2k", 3200, "USD"),
    ("HK$2000", "HK$2000", 2000, "HKD"),
    ("两千美金", "两千美金", 2000, "USD"),
    ("３万欧元", "３万欧元", 30_000, "EUR"),
    ("12万港币", "12万港币", 120_000, "HKD"),
    ("五块六毛八", "五块六毛八", Decimal("5.68"), "CNY"),
    ("三块五", "三块五", Decimal("3.5"), "CNY"),
    ("8毛钱", "8毛钱", Decimal("0.8"), "CNY"),
    ("九元零五分", "九元零五分", Decimal("9.05"), "CNY"),
    ("负两万元", "负两万元", -20_000, "CNY"),
    ("20w+", "20w", 200_000, None),
]


@pytest.mark.parametrize(("text", "words", "value", "unit"), MONEY)
def test_money(text: str, words: str, value: Decimal | int, unit: str | None) -> None:
    """A currency or a unit of ten thousand makes a number an amount."""
    amount = one(text)
    assert (amount.text, amount.value, amount.unit, amount.explicit) == (words, value, unit, True)


RANGES = [
    ("10k~15k", 10_000, 15_000, None),
    ("三五百块", 300, 500, "CNY"),
    ("两三万", 20_000, 30_000, None),
    ("十五六万", 150_000, 160_000, None),
    ("三十到五十万元", 300_000, 500_000, "CNY"),
    ("两到三千万", 20_000_000, 30_000_000, None),
    ("500到1万", 500, 10_000, None),
    ("￥2,000-3,000", 2000, 3000, "CNY"),
    ("1万5到2万", 15_000, 20_000, None),
    ("3-5万", 30_000, 50_000, None),
    ("2万元--3万元", 20_000, 30_000, "CNY"),
    ("300-500元", 300, 500, "CNY"),
    ("四块五到四块八毛五", Decimal("4.5"), Decimal("4.85"), "CNY"),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_ranges(text: str, low: Decimal | int, high: Decimal | int, unit: str | None) -> None:
    """Both ends, the first sharing the scale of the second where it has none."""
    amount = one(text)
    assert (amount.text, amount.value, amount.value_max, amount.unit) == (text, low, high, unit)


NUMBERS = [
    ("4750", 4750),
    ("1,250,000", 1_250_000),
    ("0.85", Decimal("0.85")),
    ("两千三百五", 2350),
    ("八千七", 8700),
    ("一百零五", 105),
    ("十八", 18),
    ("二点五", Decimal("2.5")),
    ("九万亿", 9_000_000_000_000),
    ("三亿零五万", 300_050_000),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_bare_numbers(text: str, value: Decimal | int) -> None:
    """A number without a currency has no unit."""
    amount = one(text)
    assert (amount.value, amount.unit) == (value, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [("5万3号到", "5万"), ("6万4月12号到账", "6万"), ("20万2027年", "20万"), ("8万定金", "8万"), ("3万2台", "3万")],
)
def test_a_digit_of_the_next_word_stays_there(text: str, words: str) -> None:
    """三万二 is 32000, but in 5万3号到 the 3 is a day."""
    assert find_amounts(text)[0].text == words


NOTHING = [
    "50%", "9折", "打八折", "三成", "百分之二十", "十分之一", "P40", "v2.3.1", "13812345678", "2026-11-18",
    "一起去", "一块记上", "大陆", "收拾", "万一", "千万别忘", "百度", "张三李四", "四川", "第三", "几十万",
    "6222021234567890123", "参加", "十堰", "万达物流",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_amount(text: str) -> None:
    """Shares, discounts, names, telephone and card numbers, dates."""
    assert find_amounts(text) == []


def test_several() -> None:
    """Each with its own currency."""
    amounts = find_amounts("首款22.5w，尾款¥3000，另付200美元")
    assert [(amount.value, amount.unit) for amount in amounts] == [
        (Decimal(225_000), None),
        (Decimal(3000), "CNY"),
        (Decimal(200), "USD"),
    ]


def test_json() -> None:
    """The shape that the scorer and the command line speak."""
    assert amount_json(one("三五百块")) == {
        "text": "三五百块",
        "offset": [0, 4],
        "value": 300.0,
        "value_max": 500.0,
        "unit": "CNY",
        "explicit": True,
    }


SIGNS = "0123456789.,-~零一二两三四五六七八九十百千万亿半多来几个元块毛角分美金¥$￥kwW壹贰拾佰负到至点%折月号 a"


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=40), st.text(alphabet=SIGNS, max_size=25)))
def test_any_text_is_read(text: str) -> None:
    """No error, true offsets, no overlaps, ranges the right way round, the same answer twice."""
    amounts = find_amounts(text)
    edge = 0
    for amount in amounts:
        assert edge <= amount.start_offset < amount.end_offset <= len(text)
        assert text[amount.start_offset : amount.end_offset] == amount.text
        assert amount.value.is_finite()
        assert amount.value_max is None or amount.value <= amount.value_max
        edge = amount.end_offset
    assert find_amounts(text) == amounts


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**10))
def test_figures_are_exact(number: int) -> None:
    """Plain and grouped figures, and the same in yuan."""
    assert one(str(number)).value == number
    assert one(f"{number:,}元").value == number
