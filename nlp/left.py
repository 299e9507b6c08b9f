"""The words of a message that none of its commands took: 云图改名叫云图科技，报价也发了 leaves 报价也发了.

A tale and a reminder take all their words as said; a record takes its values, and what else was said beside it would be
lost unseen. What orders nothing and tells nothing (谢谢, 帮我改一下, the reason why something is taken back) is none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from nlp.clauses import Clause
from nlp.filling import EDGES
from nlp.grammar import Form, Grammar, SlotKind
from nlp.group import Group
from nlp.reading import Draft, Named, New, Value
from nlp.scene import Scene
from nlp.text import fold
from nlp.told import TOLD, told

# signs that a stretch has at least, its names and numbers not counted: 报价发了
_LEAST, _OF_A_NAME = 4, 2
_SIGN = re.compile(r"[㐀-鿿]|[a-z]+|[0-9]+")
_MASK = re.compile("[\ue000-\ue00f]+")
# what is said around an order: thanks, wishes, haste, why it is taken back; 标签换一下, 拉个单子
_AROUND = re.compile(
    r"谢|麻烦|辛苦|劳驾|拜托|大家|各位|你好|您好|哈喽|早上好|晚上好|"
    r"(?:换|改|弄|补|加|打|录|记|登|建|调|更新|处理|操作|搞)(?:一?下|个|好|进)|帮我|给我|请|急|尽快|马上|"
    r"[记写说打填弄搞输发点按看听]错|不对|错了|多余|重复|作废|不用|不要|不算|别|没用|以后|先不|不动|拉个|列个|回头|"
    r"就这样|就行|即可|可以了|好了|算了|没事|怎么|什么|哪|吗|呢|[?？]|标签|提醒|以下|一下$|转文字"
)
# 今天干了三样：…
_HEADS = re.compile(r"\s*:")
_TAKES_WORDS: tuple[SlotKind, ...] = (
    *("text", "note", "topic", "words", "called", "word", "label"),
    *("field_name", "filters", "command"),
)


def left_over(scene: Scene, grammar: Grammar, groups: Sequence[Group], drafts: Sequence[Draft]) -> tuple[str, ...]:
    """What was said beside the commands, in order, each stretch in the speaker's words."""
    if not drafts:
        return ()
    begun = {draft.start for draft in drafts}
    values = [fold(value) for draft in drafts for value in _said(draft.slots.values())]
    free = [clause for group in groups for clause in _free(scene, grammar, group, group.start in begun)]
    left = [clause for clause in free if _says(scene, clause, values)]
    return tuple(scene.said(start, end).strip(EDGES) for start, end in _runs(scene, left))


def _free(scene: Scene, grammar: Grammar, group: Group, made: bool) -> Iterable[Clause]:
    """The clauses of a group that its command has no place for."""
    form = group.form
    if form is None or not made:
        return group.clauses
    if form is grammar.narrative or form.has(*_TAKES_WORDS):
        return ()
    beside = (clause for clause in group.clauses if not _ordered(group, form, clause))
    if form.writes:
        return beside
    return (clause for clause in beside if told(scene, grammar, [clause], at_hand=True) >= TOLD)


def _ordered(group: Group, form: Form, clause: Clause) -> bool:
    """Whether the command is said in it."""
    begins = group.order is not None and clause.start <= group.order.start < clause.end
    return begins or any(hit.command == form.name for hit in clause.hits)


def _says(scene: Scene, clause: Clause, values: Sequence[str]) -> bool:
    """Whether a clause says something of its own, and not what a command has taken: 园长姓洪 is 洪园长."""
    words = scene.folded[clause.start : clause.end]
    if _HEADS.match(scene.folded, clause.end):
        return False
    if any(set(value) <= set(words) or words.strip(EDGES) in value for value in values):
        return False
    rest = _MASK.sub("", scene.worded[clause.start : clause.end])
    least = _OF_A_NAME if _cut_off(scene, clause) else _LEAST
    return len(_SIGN.findall(rest)) >= least and _AROUND.search(words) is None


def _cut_off(scene: Scene, clause: Clause) -> bool:
    """Whether a semicolon alone parts it from the word before, as inside a name: 海天;味业."""
    return re.search(r"\w;$", scene.folded[: clause.start]) is not None


def _said(values: Iterable[Value]) -> Iterable[str]:
    """The words that slots hold as they were said; a known customer and a time are no words of their own."""
    for value in values:
        if isinstance(value, str) and value:
            yield value
        elif isinstance(value, New):
            yield value.name
        elif isinstance(value, Mapping):
            yield from _said(value.values())
        elif isinstance(value, tuple):
            yield from _said(value)
        elif isinstance(value, Named) and value.kind in ("contact", "tag") and value.said:
            yield value.said


def _runs(scene: Scene, clauses: Sequence[Clause]) -> Iterable[tuple[int, int]]:
    """Stretches that follow each other as one."""
    begin = None
    for clause, following in pairwise([*sorted(clauses, key=lambda each: each.start), None]):
        assert clause is not None
        begin = clause.start if begin is None else begin
        if following is None or scene.folded[clause.end : following.start].strip(EDGES):
            yield begin, clause.end
            begin = None
