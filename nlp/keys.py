"""Look-up keys: under which keys a name's row is kept, and which keys a message asks for.

A database table (key → row) is asked with `keys_in(text)`; 恒力机械 finds 苏州恒力机械有限公司 by its name less region
and form, 横力机械 by its sound, 张总 all people named 张.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from nlp.company import forms
from nlp.nicks import given_in, given_names, latin_parts
from nlp.people import surname_of, surnames_in
from nlp.pinyin import sound_key, sound_keys
from nlp.text import fold, normal, one_of, squeeze, word_edges

SHORTEST, LONGEST = 2, 24
_LONGEST_HAN = 8
# a message asks for no more keys than this; a longer text is asked for its first part
MOST_KEYS = 6000
_LONG_TEXT = 400
_LONG_TEXT_LONGEST = 12
_HAN = re.compile(r"[㐀-鿿]+")
# a semicolon may stand in a name (北京;天地科技), and a stop in a Latin one (Ms. Fang)
_STOP = re.compile(r"(?:[^，,。.！!？?：:、\n\t|/#@~…]|(?<=[a-z])\.(?= ?[a-z]))+")
# the sound of so many signs tells names well enough apart
_LONGEST_SOUND = 4
_MOST_SOUNDED = 6
# signs of talk that few names hold: they are left out of keys on both sides, 去了|恒力 is asked for like 去|恒力
_SILENT = re.compile(r"(?<![a-z0-9])[了的吗呢吧啊呀嘛们我你他她它]|[了的吗呢吧啊呀嘛们我你他她它](?![a-z0-9])")
_SILENCE = re.compile(r"[了的吗呢吧啊呀嘛们我你他她它]")
# a name of one such sign and hardly more (吃了) is kept whole, by so many signs
_SILENT_NAME = 3
_TRADED = 4
# words of every day are heard for no name (今天 is not 金添), nor is what begins or ends inside them
_EVERYDAY_WORDS = """今天 明天 后天 昨天 前天 上午 下午 早上 晚上 中午 刚才 刚刚 现在 已经 上周 下周 本周 这周
每周 周一 周二 周三 周四 周五 周六 周日 周末 星期 礼拜 今年 明年 去年 年底 月底 时间 时候 小时 分钟 左右 大概
多少 一下 一个 一起 这个 那个 那边 这边 过去 出来 回来 收到 需要 想要 希望 可以 还没 没有 提醒 记得 拜访 跟进
联系 沟通 电话 微信 邮件 客户 公司 对方 老板 经理 报价 价格 预算 合同 付款 样品 资料 标签 方案 问题 会议 安排
确认 准备"""
_EVERYDAY = re.compile(rf"[给把跟说问叫让找请帮去又也还再就都没要想看总这那哪很些]|{one_of(_EVERYDAY_WORDS.split())}")


def keys_of(kind: str, name: str, row: Mapping[str, object]) -> list[str]:
    """The keys of a row: `kind` customer or contact, `name` its full name, `row` its aliases (customer).

    A customer: the shortest of its name, aliases and cores, and how they sound; a key that begins with ~ only guesses,
    and a table need not keep it for more than a few rows. A contact: the full name, the surname as 张~, the given name
    as 红梅~~ and 梅~~.
    """
    keys: dict[str, None] = {}
    if kind == "contact":
        keys[_spoken(normal(name))] = None
        keys.update((part, None) for part in latin_parts(fold(name)))
        if surname := surname_of(fold(name)):
            keys[surname + "~"] = None
        keys.update((f"{given}~~", None) for given in given_names(name))
        return [key for key in keys if key]
    aliases = row.get("aliases") or ()
    if not isinstance(aliases, Iterable):
        aliases = ()
    named = [form for form, _ in (*forms(name), *(pair for alias in aliases for pair in forms(str(alias), alias=True)))]
    least = [_spoken(form) for form in _least(named)]
    traded = [_spoken(form) for form in _traded(named)]
    keys.update((_cut(form), None) for form in least)
    keys.update((sound_key(form[:_LONGEST_SOUND]), None) for form in (*least, *traded) if _is_sounded(form))
    return [key for key in keys if key]


def _least(named: Sequence[str]) -> list[str]:
    """The forms that hold no other one: who writes 苏州恒力机械 asks for 恒力, too. A Latin word is asked for whole."""
    short = [form for form in named if len(form) >= SHORTEST and _HAN.fullmatch(form)]
    return [form for form in named if not any(other != form and other in form for other in short)]


def _cut(form: str) -> str:
    """The part of a form that is its key: eight Chinese signs tell names well enough apart."""
    return form[:_LONGEST_HAN] if _HAN.fullmatch(form[:_LONGEST_HAN]) else form[:LONGEST]


def _traded(named: Sequence[str]) -> list[str]:
    """The shortest form of four and more signs (恒力机械), whose sound few others share."""
    return sorted((form for form in named if len(form) >= _TRADED), key=len)[:1]


def _is_sounded(form: str) -> bool:
    return SHORTEST <= len(form) <= _MOST_SOUNDED and _HAN.fullmatch(form) is not None


def _spoken(form: str) -> str:
    """A form without the signs of talk, unless too little is left: 老的味道 → 老味道."""
    spoken = _SILENT.sub("", form)
    return spoken if len(spoken) >= SHORTEST else form[:_SILENT_NAME]


def keys_in(text: str) -> list[str]:
    """The keys that a message asks for, each once: its substrings, their sounds, its surnames (张总 → 张~), its given
    names (红梅姐 → 红梅~~)."""
    written = fold(text)
    folded = _SILENT.sub("", written)
    keys = dict.fromkeys(islice(chain.from_iterable(_substrings(folded)), MOST_KEYS))
    keys.update(dict.fromkeys(islice(chain.from_iterable(_sounded(folded)), MOST_KEYS)))
    keys.update(dict.fromkeys(f"{surname}~" for surname in surnames_in(written)))
    keys.update(dict.fromkeys(f"{given}~~" for given in given_in(written)))
    keys.update(dict.fromkeys(_silent_names(written)))
    return list(keys)


def _silent_names(written: str) -> Iterator[str]:
    """The stretches of two and three signs that are hardly more than signs of talk: 吃了, 我们的."""
    for sign in _SILENCE.finditer(written):
        for first, size in ((-1, 2), (0, 2), (-2, 3), (-1, 3), (0, 3)):
            begin = sign.start() + first
            said = written[max(0, begin) : begin + size]
            if len(said) == size and len(_SILENT.sub("", said)) < SHORTEST:
                yield said


def _substrings(folded: str) -> Iterator[list[str]]:
    """All stretches that a key may be, by where they begin: 2 to 8 Chinese signs, or 24 of any; Latin words whole."""
    longest = LONGEST if len(folded) <= _LONG_TEXT else _LONG_TEXT_LONGEST
    for piece in _STOP.finditer(folded):
        squeezed = squeeze(piece.group())
        plain, edges = squeezed.text, word_edges(squeezed)
        for place, start in enumerate(edges):
            most = _LONGEST_HAN if _HAN.fullmatch(plain, start, start + _LONGEST_HAN) else longest
            ends = edges[place + 1 : place + 1 + most]
            yield [plain[start:end] for end in ends if SHORTEST <= end - start <= most]


def _sounded(folded: str) -> Iterator[Iterable[str]]:
    """The sounds of all Chinese stretches of 2 to 4 signs, run by run: 横力机械 → ~hen'li'ji'xie."""
    return (sound_keys(run.group(), _LONGEST_SOUND) for run in _HAN.finditer(_EVERYDAY.sub(" ", folded)))
