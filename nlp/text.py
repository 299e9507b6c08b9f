"""One sign for one sign: the text in narrow, small, simplified signs, with every offset kept.

華為，１２０萬 → 华为,120万. Matching works on the folded copy; what is stored is cut from the original.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

EMOJI = "\u2600-\u27bf\U0001f300-\U0001faff"
"""Signs of feeling, for a class of signs."""
_HAN = range(0x3400, 0xA000)
_WIDE = range(0xFF01, 0xFF5F)
_PRIVATE = range(0xE000, 0xF900)
# signs that people use for one another, and traditional signs that conversion leaves alone
_ALIKE = {
    "　": " ",
    "\u00a0": " ",
    "著": "着",
    "妳": "你",
    "係": "是",
    "搵": "揾",
    "嗰": "嗰",
    "〜": "~",
    "—": "-",
    "–": "-",
    "−": "-",
    "｜": "|",
}
# what may stand inside a name without being part of it: 中粮面业(德州), Bright Kids, 何·俊
_LOOSE = frozenset(" \t()[]·・-_'\"“”‘’「」『』《》【】")


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """Every replacement, built once: width, capitals, 繁 → 简 sign by sign, private signs to blanks."""
    from opencc import OpenCC

    signs = [chr(code) for code in _HAN]
    simple = OpenCC("t2s").convert("\n".join(signs)).split("\n")
    table = {ord(sign): plain for sign, plain in zip(signs, simple, strict=True) if sign != plain and len(plain) == 1}
    table.update({code: chr(code - 0xFEE0).lower() for code in _WIDE})
    table.update({code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)})
    table.update(dict.fromkeys(_PRIVATE, "\ufffd"))
    table.update({ord(sign): plain for sign, plain in _ALIKE.items()})
    return table


# Cantonese and Sichuanese in the words of the rules, sign for sign: 尋日同佢哋傾過 → 昨日和他们聊过, 说拐了 → 说错了
_DIALECTS = {
    "俺": "我", "唔系": "不是", "唔係": "不是",
    "一哈": "一下", "看哈": "看下", "啥子": "什么", "咋个": "怎么", "啷个": "怎么", "晓得": "知道", "说拐": "说错",
    "搞拐": "搞错", "记拐": "记错", "整拐": "弄错", "打拐": "打错", "整完": "做完", "算求": "算了", "算逑": "算了",
    "寻日": "昨日", "琴日": "昨日", "听日": "明日", "今朝": "今早", "听朝": "明早", "寻晚": "昨晚",
    "琴晚": "昨晚", "上昼": "上午", "下昼": "下午", "晏昼": "下午", "个钟": "小时", "同埋": "以及",
    "过两日": "过两天", "过几日": "过几天", "嗰日": "那天", "呢个": "这个", "呢间": "这家", "呢家": "这家",
    "嗰个": "那个", "嗰间": "那家", "嗰边": "那边", "呢边": "这边", "佢": "他", "哋": "们", "嘅": "的",
    "咗": "了", "喺": "在", "冇": "没", "唔": "不", "俾": "给", "畀": "给", "睇": "看", "倾": "聊", "揾": "找",
    "攞": "拿", "嚟": "来", "仲": "还", "嗰": "那", "啲": "些", "係": "是", "嘢": "事",
    "而家": "现在", "依家": "现在", "唔使": "不用", "唔该": "麻烦", "乜嘢": "什么", "乜": "啥", "咩": "啥",
    "边个": "谁个", "边间": "哪家", "点解": "为何", "几时": "何时", "搞掂": "搞定", "得闲": "有空", "今个月": "这个月",
    "今个礼拜": "这个礼拜", "月尾": "月底", "年尾": "年底", "每朝": "每早", "冇郁": "没动", "唔郁": "不动",
    "睇住": "看着", "剔咗": "划掉", "联络": "联系",
}  # fmt: skip
# 去佐, 签佐: 佐 is often written for 咗
_DIALECTS |= {f"{verb}佐": f"{verb}了" for verb in "去见打签收讲约试落寄发来谈到食饮问买返做升降换改加删"}
# 个钟头 is said everywhere, and 仲经理 bears a name
_ONLY = {"个钟": "个钟(?!头)", "仲": "仲(?=[有要想会未没系是话好可在冇唔係喺])"}
_DIALECT_WORDS = re.compile("|".join(_ONLY.get(word, word) for word in sorted(_DIALECTS, key=len, reverse=True)))


def fold(text: str) -> str:
    """The text in narrow, small, simplified signs, of the same length."""
    folded = text.translate(_table())
    return _DIALECT_WORDS.sub(lambda match: _DIALECTS[match.group()], folded)


@lru_cache(maxsize=16384)
def fold_name(name: str) -> str:
    """A name of the workspace, folded; the same names come with every message."""
    return fold(name)


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A folded text without the signs that names may leave out; `at` leads back to the folded offsets."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The folded offsets of a squeezed stretch."""
        return self.at[start], self.at[end - 1] + 1


def squeeze(folded: str) -> Squeezed:
    """The folded text less blanks, brackets and hyphens: 中粮面业 (德州) → 中粮面业德州."""
    if _LOOSE.isdisjoint(folded):
        return Squeezed(folded, tuple(range(len(folded))))
    kept = [index for index, sign in enumerate(folded) if sign not in _LOOSE]
    return Squeezed("".join([folded[index] for index in kept]), tuple(kept))


def normal(name: str) -> str:
    """A name as it is compared: folded and squeezed."""
    return squeeze(fold(name)).text


def one_of(words: Iterable[str]) -> str:
    """An expression that fits any of the words, the longest first; a look at the first sign spares trying them all."""
    known = sorted(set(words), key=lambda word: (-len(word), word))
    firsts = "".join(sorted({word[0] for word in known}))
    return rf"(?=[{re.escape(firsts)}])(?:{'|'.join(map(re.escape, known))})"


def places_of(word: str, text: str) -> Iterator[int]:
    """Where the word stands in the text, overlaps included; nowhere for a word without signs."""
    start = text.find(word) if word else -1
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def whole_word(squeezed: Squeezed, start: int, end: int) -> bool:
    """Whether a stretch cuts no Latin word or number in two: ABC is in “ABC Tom”, not in ABCD; 21中 not in 121中."""
    return _parted(squeezed, start) and _parted(squeezed, end)


def word_edges(squeezed: Squeezed) -> list[int]:
    """The places, first and last included, where a stretch may begin or end that is a whole word."""
    everywhere = range(len(squeezed.text) + 1)
    if _LATIN.isdisjoint(squeezed.text):
        return list(everywhere)
    return [place for place in everywhere if _parted(squeezed, place)]


def _parted(squeezed: Squeezed, place: int) -> bool:
    text, at = squeezed.text, squeezed.at
    if not 0 < place < len(text) or text[place] not in _LATIN or text[place - 1] not in _LATIN:
        return True
    return at[place - 1] + 1 != at[place] or text[place - 1].isdigit() != text[place].isdigit()


_DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for sign in signs
}


def small_number(words: str) -> int | None:
    """A position or a count below a hundred: 2, 二, 十一, 二十一, 俩; None for anything else."""
    words = words.replace("俩", "二").replace("仨", "三")
    if words.isascii() and words.isdigit():
        return int(words) if len(words) <= 4 else None
    if not words or any(sign not in _DIGITS and sign != "十" for sign in words) or len(words) > 3:
        return None
    if "十" not in words:
        return _DIGITS[words] if len(words) == 1 else None
    tens, _, ones = words.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
