"""Currency words, codes and symbols: 块钱, 美金, ¥, HK$, usd."""

import re

from nlp.times.pattern import Pattern

_WORDS = {
    "人民币": "CNY", "块钱": "CNY", "元": "CNY", "块": "CNY", "圆": "CNY", "rmb": "CNY", "cny": "CNY", "yuan": "CNY", "大洋": "CNY",
    "美元": "USD", "美金": "USD", "美刀": "USD", "刀": "USD", "usd": "USD", "dollars": "USD", "欧元": "EUR", "欧": "EUR", "eur": "EUR", "euro": "EUR",
    "英镑": "GBP", "镑": "GBP", "gbp": "GBP", "日元": "JPY", "日币": "JPY", "日圆": "JPY", "jpy": "JPY", "港元": "HKD", "港币": "HKD", "港纸": "HKD", "港圆": "HKD", "hkd": "HKD",
    "新台币": "TWD", "台币": "TWD", "台元": "TWD", "twd": "TWD", "ntd": "TWD", "韩元": "KRW", "韩币": "KRW", "韩圆": "KRW", "krw": "KRW",
    "澳元": "AUD", "澳币": "AUD", "澳大利亚元": "AUD", "aud": "AUD", "加元": "CAD", "加币": "CAD", "加拿大元": "CAD", "cad": "CAD",
    "新加坡元": "SGD", "新加坡币": "SGD", "新币": "SGD", "坡币": "SGD", "sgd": "SGD", "瑞士法郎": "CHF", "法郎": "CHF", "chf": "CHF",
    "卢布": "RUB", "rub": "RUB", "泰铢": "THB", "thb": "THB", "印度卢比": "INR", "卢比": "INR", "inr": "INR", "越南盾": "VND", "vnd": "VND",
    "马币": "MYR", "令吉": "MYR", "林吉特": "MYR", "myr": "MYR", "纽币": "NZD", "纽元": "NZD", "新西兰元": "NZD", "nzd": "NZD", "澳门元": "MOP", "澳门币": "MOP", "mop": "MOP",
    "迪拉姆": "AED", "aed": "AED", "印尼盾": "IDR", "idr": "IDR", "菲律宾比索": "PHP", "比索": "PHP", "雷亚尔": "BRL", "brl": "BRL", "里拉": "TRY", "克朗": "SEK", "兰特": "ZAR",
}  # fmt: skip
_SYMBOLS = {
    "us$": "USD",
    "hk$": "HKD",
    "nt$": "TWD",
    "a$": "AUD",
    "s$": "SGD",
    "¥": "CNY",
    "￥": "CNY",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
}
CODES = _WORDS | _SYMBOLS
# one sign that is a unit only behind a number, and is often something else
_LOOSE = {"元", "块", "圆", "刀", "欧", "镑"}


def _either(words: set[str]) -> str:
    """The words as alternatives, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# 三块地, 两块内容, 三元催化, 5刀切, 3欧线 are no money
_NO_MONEY = r"(?:(?<=块)(?=地|屏|板|砖|表|电池|玻璃|肉|糖|蛋|饼|面|牌|钢|铁|材|内容|业务|区域|儿|石|布|一起)|(?<=元)(?=件|素|催化|宇|宵)|(?<=欧)(?=洲|线|姆|标|美|式|盟|亚)|(?<=刀)(?=切|具|模|片|版|头))"
BEHIND = Pattern(rf"[多来余]? ?(?P<word>{_either(set(_WORDS))})(?!{_NO_MONEY})(?![a-z])")
# 三万元欧元, 2万块人民币
SECOND = Pattern(rf" ?(?:{_either(set(_WORDS) - _LOOSE)})")
AHEAD = Pattern(
    rf"(?<![a-z])(?:{_either((set(_WORDS) - _LOOSE) | set(_SYMBOLS))}) ?[:：]? ?(?=[负\-\d.一二两三四五六七八九十百])"
)
