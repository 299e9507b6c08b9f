"""One sign for one sign: wide, capital and traditional signs to the ones that the rules are written in.

Every sign is replaced by exactly one, so that offsets stay true: 週三１４：３０ → 周三14:30.
"""

_WIDE = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
_NARROW = "".join(chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)).lower()
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

# the traditional signs of time and money words: 下週三兩點後 → 下周三两点后
_TRADITIONAL = (
    "週點號禮後個鐘鍾時過兩萬億這來間貳陸圓塊幣歐韓鎊淨隨會節國慶從開標內農曆臘閏驚蟄穀滿種處氣無將聖誕"
    "婦兒親動勞團當實際調長毎晩価尋聽頭鏈單個幾聖晝"
)
_SIMPLIFIED = (
    "周点号礼后个钟钟时过两万亿这来间贰陆圆块币欧韩镑净随会节国庆从开标内农历腊闰惊蛰谷满种处气无将圣诞"
    "妇儿亲动劳团当实际调长每晚价寻听头链单个几圣昼"
)

# 〜 ∼ ～ (as a wide sign it is folded already), dashes of all lengths, the wide blank, odd zeros
_SIGNS = "〜∼—–‑−－　○Ｏ∶﹕"
_PLAIN = "~~----- 〇o::"


def _table() -> dict[int, str]:
    """The replacements, later ones winning."""
    table = {ord(a): b for a, b in zip(_WIDE, _NARROW, strict=True)}
    table.update({ord(a): b for a, b in zip(_CAPITALS, _CAPITALS.lower(), strict=True)})
    table.update({ord(a): b for a, b in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)})
    table.update({ord(a): b for a, b in zip(_SIGNS, _PLAIN, strict=True)})
    return table


_TABLE = _table()


def fold(text: str) -> str:
    """The text in narrow, small, simplified signs, of the same length."""
    return text.translate(_TABLE)
