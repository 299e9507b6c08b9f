"""One of several things just done that is taken back alone: 提醒不要了，跟进那条留着 → undo of reminder.add."""

import re
from collections.abc import Mapping, Sequence

from nlp.grammar import Grammar
from nlp.pattern import Pattern
from nlp.reading import Draft
from nlp.text import fold

_TAKE = re.compile(
    r"撤|退(?!休|货|款)|删|不(?:好)?要(?!动|碰|改)|不用(?!动)|取消|作废|去掉|去了|别要|莫要|甭要|不算|多余|拿掉|清掉|收回|扔|丢掉|免了|划掉|划了|剔|"
    r"[抹摘撕揭扒撸](?:掉|了|下)|(?:先|暂时)(?:都|就)?(?:别|莫|甭|不用?|不要)(?:再)?[打挂贴标加设定派提叫喊闹]|"
    r"cancel|remove|delete|drop|undo"
)
_KEEP = re.compile(
    r"留|别(?:动|撤|删|碰|改)|莫(?:动|撤|删|碰|改)|甭(?:动|撤|删)|勿动|不(?:要|用)?(?:动|撤|删|变|改|碰)|照[旧记]|[记写]着|要的|还要|没问题|没错|keep|stay"
)
_IT = re.compile(r"它|那个|那条|这个|这条|其中")
_REST = re.compile(r"其他|其它|其余|别的|剩下的?|另外(?:那|一)|另一")
_LATELY = re.compile(r"刚才|刚刚|方才|头先|那条|那个|撤|只|单")
# 提醒我去掉…, 给华星去掉…: an order of its own
_ORDERS = re.compile(r"(?:提醒|叫|喊)我(?!的|那)|给(?!我)[㐀-鿿]{2}")
_STOPS = re.compile(r"[,，。;；!！\s]+|(?<=[了掉吧])(?=[㐀-鿿]{2}[那这就])")
_LONGEST = 30
# what the things are called besides their commands' own names, and how they came about: 贴上去那个, 写的那段
_ALSO: Mapping[str, Pattern] = {
    "提醒": Pattern(r"reminder|闹[钟铃]|(?:提醒|叫|喊|闹|催)我"),
    "标签": Pattern(r"tag|标|[贴挂打安](?:上去?|的|了)"),
    "跟进": Pattern(r"log|[记纪]录|内容|备注"),
    "任务": Pattern(r"task|派(?:活|的|出去|给)"),
    "联系人": Pattern(r"contact|对接人"),
}

_SAID = re.compile(r"[写记说讲](?:的|下|了)|那[段句]|话")


def part_taken_back(words: str, grammar: Grammar, done: Sequence[Draft]) -> str | None:
    """The command whose work the words take back, what else was done being kept; None where they take no part back."""
    if len(words) > _LONGEST or not _TAKE.search(words) or _ORDERS.search(words):
        return None
    commands = list(dict.fromkeys(draft.command for draft in done))
    taken, kept = _parts(words, grammar, done)
    others = {name for name in commands if name not in kept}
    if not taken and kept and (_REST.search(words) or len(others) == 1):
        taken = others
    if len(taken) != 1 or (len(commands) == 1 and not _LATELY.search(words)):
        return None
    return taken.pop()


def _parts(words: str, grammar: Grammar, done: Sequence[Draft]) -> tuple[set[str], set[str]]:
    """What is taken back and what is kept, clause by clause; 它 is what the clause before named."""
    taken: set[str] = set()
    kept: set[str] = set()
    last: set[str] = set()
    contrasted = _KEEP.search(words) is not None
    for clause in _STOPS.split(words):
        named = _named(clause, grammar, done, contrasted=contrasted)
        last = named or (last if _IT.search(clause) or _TAKE.match(clause) else set())
        if _KEEP.search(clause):
            kept |= last
        elif _TAKE.search(clause):
            taken |= last
    return taken - kept, kept


def _named(clause: str, grammar: Grammar, done: Sequence[Draft], *, contrasted: bool) -> set[str]:
    """Which of the commands just done a clause speaks of: by what they gave, by their noun, or by how it came about.

    `contrasted`: something is kept, so that 那段话 is what was told, and not all of it.
    """
    if given := {draft.command for draft in done if any(fold(tag) in clause for tag in _tags(draft))}:
        return given
    commands = {draft.command for draft in done}
    nouns = {noun: form.name for noun, form in grammar.nouns.items() if form.name in commands}
    if plain := {name for noun, name in nouns.items() if noun in clause}:
        return plain
    ways = {noun: _ALSO[noun].search(clause) is not None for noun in nouns if noun in _ALSO}
    if contrasted and not any(ways.values()):
        ways["跟进"] = _SAID.search(clause) is not None
    return {nouns[noun] for noun, so in ways.items() if so and noun in nouns}


def _tags(draft: Draft) -> tuple[str, ...]:
    value = draft.slots.get("tags", ())
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, tuple) else ()
