"""Currency words, codes and symbols: 块钱, 美金, ¥, HK$, usd."""

import re

from nlp.pattern import Pattern

_NAMES = {
    "CNY": "人民币 块钱 元 块 圆 rmb cny yuan 大洋",
    "USD": "美元 美金 美刀 刀 usd dollars",
    "EUR": "欧元 欧 eur euro",
    "GBP": "英镑 镑 gbp",
    "JPY": "日元 日币 日圆 jpy",
    "HKD": "港元 港币 港纸 港圆 hkd",
    "TWD": "新台币 台币 台元 twd ntd",
    "KRW": "韩元 韩币 韩圆 krw",
    "AUD": "澳元 澳币 澳大利亚元 aud",
    "CAD": "加元 加币 加拿大元 cad",
    "SGD": "新加坡元 新加坡币 新币 坡币 sgd",
    "CHF": "瑞士法郎 法郎 chf",
    "RUB": "卢布 rub",
    "THB": "泰铢 thb",
    "INR": "印度卢比 卢比 inr",
    "VND": "越南盾 vnd",
    "MYR": "马币 令吉 林吉特 myr",
    "NZD": "纽币 纽元 新西兰元 nzd",
    "MOP": "澳门元 澳门币 mop",
    "AED": "迪拉姆 aed",
    "IDR": "印尼盾 idr",
    "PHP": "菲律宾比索 比索",
    "BRL": "雷亚尔 brl",
    "TRY": "里拉",
    "SEK": "克朗",
    "ZAR": "兰特",
}
_WORDS = {word: code for code, words in _NAMES.items() for word in words.split()}
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
_NO_MONEY = (
    r"(?:(?<=块)(?=地|屏|板|砖|表|电池|玻璃|肉|糖|蛋|饼|面|牌|钢|铁|材|内容|业务|区域"
    r"|儿|石|布|一起)|(?<=元)(?=件|素|催化|宇|宵)|(?<=欧)(?=洲|线|姆|标|美|式|盟|亚)|(?<=刀)(?=切"
    r"|具|模|片|版|头))"
)
BEHIND = Pattern(rf"[多来余]? ?(?P<word>{_either(set(_WORDS))})(?!{_NO_MONEY})(?![a-z])")
# 三万元欧元, 2万块人民币
SECOND = Pattern(rf" ?(?:{_either(set(_WORDS) - _LOOSE)})")
AHEAD = Pattern(
    rf"(?<![a-z])(?:{_either((set(_WORDS) - _LOOSE) | set(_SYMBOLS))}) ?[:：]? ?(?=[负\-\d.一二两三四五六七八九十百])"
)
