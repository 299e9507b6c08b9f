"""Phrases compiled: 把{customer}标成{tags} becomes an expression over a text whose spans are masked by their kind."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from nlp.pattern import Pattern
from nlp.regions import REGION
from nlp.surnames import LATIN_TITLES, TITLES
from nlp.text import EMOJI, fold, one_of

# A masked span is its sign repeated, so that offsets stay true: 给华为打上重点客户 → 给[][]打上{}{}{}{}
MASKS = tuple(map(chr, range(0xE000, 0xE00D)))
CUSTOMER, PERSON, MEMBER, TAG, TIME, REPEAT, PHONE, EMAIL, LEVEL, STAGE, FIELD, PRONOUN, PICK = MASKS
# the name of a command of the workspace's own: a rare sign, for the private ones count as edges of a message
OWN = chr(0x3400)
_APART = r"[\s、,和跟与及同&/+]*(?:还有|以及|都|and )?[\s、,]*"
_WHO = f"[{CUSTOMER}{PRONOUN}{PICK}]+"
# what stands between two of a list; never nothing, or a run of equal signs could be parted in endless ways
_THEN_WHO = f"(?!{_WHO}){_APART}{_WHO}"
_THEN_MEMBER = f"(?!{MEMBER}){_APART}@?{MEMBER}+"
_TAKEN_OFF = f"(?!{TAG}|(?:可以|就)(?:撤|去|摘|删|拿))"
_THEN_TAG = f"(?!{TAG}){_APART}#?{TAG}+{_TAKEN_OFF}"
# other words that an order may be said with, but none that forbid it: 刚才那个不用 | 撤销
_FEW = r"[㐀-鿿]{0,4}?"
_WORDS = r"[^。!?;,\n]{0,28}?(?<!不用)(?<!不要)(?<!不必)(?<!不该)(?<!没必要)(?<!无需)(?<!先别)(?<!就别)"
# a few words that name nobody, neither deny nor quote: 明早七点 | 务必把 | 我叫起来
_NOBODY = rf"[^。!?;,\n{CUSTOMER}{PERSON}{MEMBER}他她它们家方领老户说讲问别不没甭莫勿]{{0,8}}?"
_REST = r"[^\n]+"
# what is to be done, named before other words of an order: up to a stop, or to a blank between two signs of Chinese
_NAMED = r"(?:[^,。;:!?\s]|(?<=[a-z0-9])[ ](?=[a-z0-9]))+?"
# stops, and signs of feeling among them: 老板拍板😅 | 标上
_STOP = rf"[\s,:、。.!;~…{EMOJI}\u200d\ufe0f]{{0,8}}"
_FREE = {"…": _WORDS, "‥": _FEW, "~": _NOBODY, "^": _STOP}
# a sign of Chinese, or of a name that stands for one: between two of them a blank ends a name
_WRITTEN = "[㐀-鿿\ue000-\ue00c]"
# a name in quotation marks stands whole, whatever is in it: “海天;味业”
_QUOTED = r"(?:[“\"][^“”\"\n]{1,60}[”\"]|「[^「」\n]{1,60}」|『[^『』\n]{1,60}』|《[^《》\n]{1,60}》)"

_ENDS_TITLE = tuple("长总董师员监")
# what a slot of each kind looks like in a masked text
_SHAPES: Mapping[str, str] = {
    "customer": f"(?:{_WHO}|{PERSON}+)",
    "customers": f"{_WHO}(?:{_THEN_WHO})*",
    "contact": f"[{PERSON}{MEMBER}]+",
    "member": f"@?[{MEMBER}]+(?:{_THEN_MEMBER})*",
    "tags": f"#?{TAG}+(?:{_THEN_TAG})*",
    "time": f"{TIME}+(?:[\\s的,]+{TIME}+)*",
    "repeat": f"{REPEAT}+",
    "clock": f"[{TIME}{REPEAT}]+",
    "weekly": f"{REPEAT}+",
    "range": f"{TIME}+",
    "name": rf"(?:{_QUOTED}|(?:[^,。;!?\s]|(?<!{_WRITTEN})[ \t]|[ \t](?!{_WRITTEN})){{2,40}})",
    "method": r"[^\s,。;:]{2,6}",
    "phone": f"{PHONE}+",
    "email": f"{EMAIL}+",
    "wechat": r"[a-z][a-z0-9_-]{5,19}",
    "level": f"{LEVEL}+",
    "title": rf"(?:[㐀-鿿a-z]{{0,8}}?(?:{one_of((*TITLES, *_ENDS_TITLE))})|[a-z]{{2,5}}(?![a-z])|"
    rf"(?:[a-z]+ ){{0,3}}(?:{LATIN_TITLES})(?![a-z]))",
    "number": r"#?第?(?:[0-9]{1,6}|[一二两三四五六七八九十]{1,3})[条号个项]?",
    "days": rf"(?:{TIME}+|(?:[0-9]{{1,3}}|[一二两三四五六七八九十]{{1,3}}|半)\s*个?(?:天|日|周|星期|礼拜|月)?)",
    "code": r"[a-z0-9]{2,8}(?:-?[a-z0-9]{2,8})*",
    "industry": r"[^\s,。;:、]{2,12}?",
    "region": r"[^\s,。;:、]{2,12}?",
    "source": r"[^\s,。;:、]{2,12}?",
    "fields": rf"{FIELD}+",
    "stage": f"{STAGE}+",
    "label": r"[^,。;:!?\n]{1,24}?",
    "own": rf"/?(?:{OWN}+|[^\s,。;:=!?「」『』“”\"'{{}}]{{1,20}}?)",
    "plain": r"[^\s,。;:=!?「」『』“”\"'{}]{1,20}?",
    "bare": r"/?[^\s,。;:=!?「」『』“”\"'{}]{1,20}(?![^\s,。;:=!?「」『』“”\"'{}])",
    "unknown": f"[㐀-鿿a-z0-9{TIME}]{{2,10}}",
    "all": r"[\s\S]+",
    "place": rf"(?:{REGION.pattern}|[㐀-鿿]{{2,3}}?[县镇乡村](?!长))",
}
_MASKED = (
    *("customer", "customers", "contact", "member", "tags", "time", "repeat", "clock", "weekly", "range"),
    *("phone", "email", "level", "fields", "stage"),
)
# of which signs one stands wherever such a slot does
_SIGNS = {kind: tuple(set(re.findall("[\ue000-\ue00f]", _SHAPES[kind]))) for kind in _MASKED}

NAME = re.compile(_SHAPES["name"])
"""A name as it stands in folded words: up to a stop, or to a blank between two signs of Chinese."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """One place where a phrase fits. `placed` are the stretches of the slots that the phrase places."""

    command: str
    start: int
    end: int
    weight: float
    sets: Mapping[str, object] = field(default_factory=dict)
    placed: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A phrase ready to match. `anchors`: one of these words must stand in the text, else it is not tried; `signs`: one
    of each of these sets, too."""

    command: str
    expression: Pattern
    anchors: frozenset[str]
    signs: tuple[frozenset[str], ...]
    weight: float
    sets: Mapping[str, object]
    names: Mapping[str, str]

    def hits(self, masked: str) -> Iterator[Hit]:
        """All places in the masked text where the phrase fits."""
        for match in self.expression.finditer(masked):
            start, end = match.span("phrase")
            end -= len(match["phrase"]) - len(match["phrase"].rstrip())
            start += len(match["phrase"]) - len(match["phrase"].lstrip())
            if masked[end - 1 : end + 1] == "我们":
                continue
            placed: dict[str, tuple[int, int]] = {}
            for group in self.names:
                if match[group]:
                    placed.setdefault(self.names[group], match.span(group))
            yield Hit(command=self.command, start=start, end=end, weight=self.weight, sets=self.sets, placed=placed)


# 我想看看…, 麻烦帮我查一下…: what politely leads to a command's own words
_POLITE = (
    r"(?:(?:哎[呀哟]?|诶|欸|嗨|嘿|喂|[你您]好呀?|另外|还有|那|就|再|也|先|请问?|麻烦[你您]?|劳[烦驾]|烦请|有劳|辛苦|拜托|帮我|给我|替我|跟我|同我|帮手|帮忙|"
    r"顺便|顺手|我想要?|我要|想|我?需要|能不能|能否|可以|可不可以|[你您]|小助手|系统里?|系统)"
    r"[\s,]*){0,4}"
)
_STARTS = rf"(?:^|(?<=[\s,。.;:!?~…、/#{EMOJI}]))\s*{_POLITE}"
_ENDS = rf"(?=\s*(?:$|[,。.;!?~…\n{EMOJI}])|(?<![a-z0-9])\s+(?![a-z0-9]))"
_AROUND = rf"[^㐀-鿿a-z0-9{CUSTOMER}{PERSON}-]*"
_FILLED = (
    r"(?:吧|了|啊|呀|哈|呢|哦|喔|啦|嘛|咯|喽|嘞|哟|罢|撒|噻|哇|喇|呗|哩|嗷|伐|先|来着|谢谢|谢了|一下子|一下|"
    r"please|pls|thx)*"
)


def compile_phrase(
    command: str, pattern: str, kinds: Mapping[str, str], *, where: str, weight: float, sets: Mapping[str, object]
) -> Compiled:
    """The phrase as an expression; `kinds` gives the kind of each slot that it may place."""
    reader = _Reader(fold(pattern), kinds)
    body, anchors = reader.alternatives()
    if where == "whole":
        source = rf"^{_AROUND}{_POLITE}(?P<phrase>{body}){_FILLED}{_AROUND}$"
    elif where == "start":
        source = rf"{_STARTS}(?P<phrase>{body})"
    elif where == "clause":
        source = rf"{_STARTS}(?P<phrase>{body}){_FILLED}{_ENDS}"
    elif where == "end":
        source = rf"(?P<phrase>{body}){_FILLED}{_ENDS}"
    else:
        source = rf"(?P<phrase>{body})"
    signs = sorted((frozenset(word[0] for word in words) for words in reader.needed), key=len)
    return Compiled(command, Pattern(source), frozenset(anchors), tuple(signs), weight, sets, reader.names)


def _rarity(words: tuple[str, ...]) -> tuple[bool, int]:
    """Words before signs of spans, which stand in most messages; of words the longer ones."""
    return words[0] not in MASKS, min(map(len, words))


class _Reader:
    """Reads a pattern: words, (a|b), [a], …, ‥ (up to four signs), {slot}, ~, ^, blanks."""

    def __init__(self, pattern: str, kinds: Mapping[str, str]) -> None:
        self.pattern = pattern
        self.kinds = kinds
        self.names: dict[str, str] = {}
        self.needed: list[tuple[str, ...]] = []
        self.at = 0

    def alternatives(self) -> tuple[str, tuple[str, ...]]:
        """Sequences parted by |, up to a closing bracket; with the words of which one must stand in the text."""
        sources: list[str] = []
        anchors: list[str] = []
        free = False
        while True:
            source, needed = self._sequence()
            best = max(needed, key=_rarity, default=())
            sources.append(source)
            anchors.extend(best)
            free = free or not best
            self.needed = needed if len(sources) == 1 else []
            if self.at >= len(self.pattern) or self.pattern[self.at] != "|":
                break
            self.at += 1
        return "|".join(sources), () if free else tuple(anchors)

    def _sequence(self) -> tuple[str, list[tuple[str, ...]]]:
        source, word = "", ""
        found: list[tuple[str, ...]] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)]":
            sign = self.pattern[self.at]
            if sign in "([{…‥~^ ":
                found.append((word,))
                word = ""
                piece, anchors = self._special(sign)
                source += piece
                found.append(anchors)
            else:
                source += re.escape(sign)
                word += sign
                self.at += 1
        found.append((word,))
        return source, [words for words in found if words and all(words)]

    def _special(self, sign: str) -> tuple[str, tuple[str, ...]]:
        self.at += 1
        if sign == " ":
            return r"\s*+", ()
        if sign in _FREE:
            return _FREE[sign], ()
        if sign == "{":
            end = self.pattern.index("}", self.at)
            name, self.at = self.pattern[self.at : end], end + 1
            return self._slot(name), _SIGNS.get(self.kinds.get(name, name), ())
        body, anchors = self.alternatives()
        self.at += 1
        return (f"(?:{body})", anchors) if sign == "(" else (f"(?:{body})?", ())

    def _slot(self, name: str) -> str:
        if name not in self.kinds:
            if name not in _SHAPES:
                raise ValueError(f"the pattern {self.pattern!r} places {name}, which the command does not have")
            return rf"\s*+{_SHAPES[name]}\s*"
        group = f"s{len(self.names)}"
        self.names[group] = name
        # free words end where what follows them in the pattern stands first: 取消博纬那个提醒，别的提醒留着
        inside = _NAMED if self.kinds[name] == "text" else f"{_REST}?"
        free = inside if self.at < len(self.pattern) else _REST
        return rf"\s*+(?P<{group}>{_SHAPES.get(self.kinds[name], free)})\s*"
