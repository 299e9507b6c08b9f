"""One of several things just done that is taken back alone: 提醒不要了，跟进那条留着 → undo of reminder.add."""

import re
from collections.abc import Iterable, Mapping, Sequence

from nlp.grammar import Form, Grammar
from nlp.reading import Draft

_TAKE = re.compile(
    r"撤|退(?!休|货|款)|删|不(?:好)?要(?!动|碰|改)|不用(?!动)|取消|作废|去掉|去了|别要|莫要|甭要|不算|多余|拿掉|抹掉|清掉|收回|扔|丢掉|免了|划掉|划了|剔|"
    r"cancel|remove|delete|drop|undo"
)
_KEEP = re.compile(
    r"留|别(?:动|撤|删|碰|改)|莫(?:动|撤|删|碰|改)|甭(?:动|撤|删)|勿动|不(?:要|用)?(?:动|撤|删|变|改|碰)|照旧|要的|还要|没问题|没错|keep|stay"
)
_IT = re.compile(r"它|那个|那条|这个|这条|其中")
_REST = re.compile(r"其他|其它|其余|别的|剩下的?|另外(?:那|一)|另一")
_LATELY = re.compile(r"刚才|刚刚|方才|头先|那条|那个|撤|只|单")
# 提醒我去掉…, 给华星去掉…: an order of its own
_ORDERS = re.compile(r"提醒我|叫我|喊我|给(?!我)[㐀-鿿]{2}")
_STOPS = re.compile(r"[,，。;；!！\s]+|(?<=[了掉吧])(?=[㐀-鿿]{2}[那这就])")
_LONGEST = 30
# what the things are called besides their commands' own names
_ALSO: Mapping[str, tuple[str, ...]] = {
    "提醒": ("reminder", "闹钟", "闹铃"),
    "标签": ("tag", "标记", "标"),
    "跟进": ("记录", "拜访记录", "纪录", "log"),
    "任务": ("task", "派活", "派的活"),
    "联系人": ("contact",),
}


def part_taken_back(words: str, grammar: Grammar, done: Sequence[Draft]) -> str | None:
    """The command whose work the words take back, what else was done being kept; None where they take no part back."""
    if len(words) > _LONGEST or not _TAKE.search(words) or _ORDERS.search(words):
        return None
    commands = list(dict.fromkeys(draft.command for draft in done))
    taken, kept = _parts(words, grammar, commands)
    if not taken and kept and _REST.search(words):
        taken = {name for name in commands if name not in kept}
    if len(taken) != 1 or (len(commands) == 1 and not _LATELY.search(words)):
        return None
    return taken.pop()


def _parts(words: str, grammar: Grammar, commands: Iterable[str]) -> tuple[set[str], set[str]]:
    """What is taken back and what is kept, clause by clause; 它 is what the clause before named."""
    taken: set[str] = set()
    kept: set[str] = set()
    last: set[str] = set()
    for clause in _STOPS.split(words):
        named = {form.name for noun, form in _nouns(grammar) if noun in clause and form.name in commands}
        last = named or (last if _IT.search(clause) or _TAKE.match(clause) else set())
        if _KEEP.search(clause):
            kept |= last
        elif _TAKE.search(clause):
            taken |= last
    return taken - kept, kept


def _nouns(grammar: Grammar) -> Iterable[tuple[str, Form]]:
    for noun, form in grammar.nouns.items():
        yield noun, form
        for other in _ALSO.get(noun, ()):
            yield other, form
