"""Commands that take the whole message: those of a workspace's own, by name, and what defines such things.

到店 云图 看了样机，下周再来 is all 到店's; in 定义命令 到店 = 跟进… nothing is filed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from nlp.phrases import OWN, Compiled, Hit, compile_phrase
from nlp.text import fold

if TYPE_CHECKING:
    from nlp.grammar import Form, Phrase

# what may follow the name of a command that takes nothing: 公司地址是什么？
_ASKED = re.compile(
    r"[\s的]*(?:是多少|是什么|是啥|发我|发给我|给我|发一下|发下|发来|来一份|看一下|看看|谢谢|一下|呢|吗|吧|啊|呀|[\s?!.。,~])*"
)
_PLACES = re.compile(r"\{[^}]*\}|\[[^\]]*\]|\([^)]*\)|[ …]")
_TRIED = r"(?P<dry>/?\s?(?:试运行|试跑|演练|dry-?run)\s*:?\s*)?"
# in a whole message a text is all that is left of it, a name a word that ends with a blank or a sign
_SHAPES = {"text": "all", "name": "bare", "word": "plain", "verb": "plain"}
# an order that can only be about such a command, so that a name that none bears is answered
_SPELT = re.compile(
    r"[\s/#]*(?:(?:停用|禁用|关掉|停掉|启用|重新启用|打开|恢复|删除|删掉|删了|去掉|看看?|看下|看一下|查看|显示)"
    r"(?:一下)?(?:命令|指令)|命令权限|show-command|command-)"
)
_NO_NAMES = frozenset(("列表", "清单"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A message that is all one command's: what it takes begins at `body`, or a phrase has placed it.

    `dry`: it asks only what the command would do.
    """

    form: Form
    body: int
    dry: bool = False
    placed: Mapping[str, tuple[int, int]] = field(default_factory=dict)


class _Saying:
    """One way to say a form. `words` are those of which one must stand in the message.

    The expression of a workspace's own is made when they first do: there may be many, and most are never said.
    """

    def __init__(self, form: Form, phrase: Phrase) -> None:
        self.form = form
        self._phrase = phrase
        pieces = _PLACES.split(fold(phrase.pattern)) if form.own else self._compiled.anchors
        self.words = (max(pieces, key=len, default=""),) if form.own else tuple(pieces) or ("",)

    @cached_property
    def _compiled(self) -> Compiled:
        kinds = {slot.name: _SHAPES.get(slot.kind, slot.kind) for slot in self.form.slots}
        each = self._phrase
        return compile_phrase(self.form.name, each.pattern, kinds, where="whole", weight=each.weight, sets=each.sets)

    def hits(self, text: str, start: int) -> list[Hit]:
        """Where it is the whole text."""
        if not any(word in text for word in self.words):
            return []
        return [hit for hit in self._compiled.hits(text) if hit.start >= start]


class Calls:
    """The commands that take the whole message."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._fixed = _sayings(forms)
        self._hint = _hint(self._fixed)
        self._own: tuple[_Saying, ...] = ()
        self._own_hint = _hint(())
        self._names: dict[str, Form] = {}
        self._named: re.Pattern[str] | None = None

    def extended(self, own: Sequence[Form]) -> Calls:
        """These with a workspace's own."""
        wider = copy(self)
        wider._own = _sayings(own)
        wider._own_hint = _hint(wider._own)
        wider._names = {fold(name): form for form in own for name in form.slash}
        names = sorted(wider._names, key=lambda name: (-len(name), name))
        words = "|".join(map(re.escape, names))
        wider._named = re.compile(rf"\s*{_TRIED}(?P<mark>[/#]\s?)?(?P<name>{words})") if names else None
        return wider

    def called(self, folded: str, start: int) -> Call | None:
        """The command that the message begins with by name, or whose fixed wording it is; None where it is neither."""
        named = self._named.match(folded, start) if self._named is not None else None
        if named is not None and (form := self._names[named["name"]]) and _ends(form, folded, named):
            return Call(form=form, body=named.end(), dry=named["dry"] is not None)
        if self._hint.search(folded, start) is None:
            return None
        masked = self._masked(folded)
        for saying in self._fixed:
            for hit in saying.hits(masked, start):
                if self._known(saying.form, hit, folded):
                    return Call(form=saying.form, body=hit.start, placed=hit.placed)
        return None

    def likely(self, folded: str) -> bool:
        """Whether the words of one of the workspace's own sentences stand in the text."""
        return self._own_hint.search(folded) is not None

    def sentence(self, masked: Callable[[Form], str], start: int) -> Call | None:
        """The workspace's own command one of whose sentences the whole message is: 云图到店了，看了样机.

        `masked` is the text with what the command takes masked by its kind.
        """
        for saying in self._own:
            for hit in saying.hits(masked(saying.form), start):
                return Call(form=saying.form, body=start, placed=hit.placed)
        return None

    def _masked(self, folded: str) -> str:
        """The text with the names of the workspace's own commands masked."""
        for name in self._names:
            if name in folded:
                folded = folded.replace(name, OWN * len(name))
        return folded

    def _known(self, form: Form, hit: Hit, folded: str) -> bool:
        """Whether what stands in the place of one of the workspace's own commands is one's name."""
        names = {
            _name(folded[slice(*hit.placed[slot.name])]) for slot in form.of_kind("own") if slot.name in hit.placed
        }
        if names & _NO_NAMES:
            return False
        return names <= self._names.keys() | _THIS or _SPELT.match(folded) is not None


_THIS = frozenset(("这个", "这个命令"))


def _name(words: str) -> str:
    return words.strip().lstrip("/")


def _ends(form: Form, folded: str, named: re.Match[str]) -> bool:
    """Whether the name is the whole word that was said."""
    rest = folded[named.end() :]
    if not form.slots:
        return _ASKED.fullmatch(rest) is not None
    return not rest or not rest[0].isalnum() if named["mark"] else re.match(r"\s*$|[\s:,]", rest) is not None


def _sayings(forms: Iterable[Form]) -> tuple[_Saying, ...]:
    return tuple(_Saying(form, phrase) for form in forms for phrase in form.phrases)


def _hint(sayings: Iterable[_Saying]) -> re.Pattern[str]:
    """What stands in a text in which one of these may be said; nothing fits where there are none."""
    words = {word for saying in sayings for word in saying.words}
    return re.compile("|".join(map(re.escape, sorted(words))) or r"(?!)")
