"""Work given to colleagues without an order's own words: 两件事：楠楠赶方案；小牛配简历包; 小钱，探头周四前寄出去."""

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.clauses import Clause
from nlp.grammar import Form, Grammar
from nlp.phrases import CUSTOMER, MEMBER, PERSON, TIME, Hit
from nlp.questions import asks
from nlp.scene import Scene

_COUNTED = r"(?:[0-9]{1,2}|[一二两三四五六七八九十几俩仨])(?:个|件|项|条|桩|样)?"
_WORK = r"(?:事儿?|活儿?|任务|工作|待办|差事|todo|task)"
# 安排两件事, 分下工, 这周活儿这么分, 三个任务, 明天分工
_HEADS = re.compile(
    rf"(?:安排|布置|交[代待]|派|分|说|排|定)(?:一?下|个)?(?:大家)?(?:的)?(?:{_COUNTED}|点)?的?{_WORK}|分(?:一?[下个])?工|(?:安排|布置|交代|派活)一?下|"
    rf"{_WORK}[^了,。]{{0,6}}?(?:分|派|安排)(?:一?下|成)?|^[\W{TIME}]*(?:还|又)?(?:有)?{_COUNTED}{_WORK}"
)
_ENDED = re.compile(r"[的吧哈啊呀如下\s:]*$")
_LONGEST = 14
_TO_ONE = re.compile(rf"\s*(?:然后|另外|还有|再|请|麻烦|让|叫|由|给|派)?\s*@?{MEMBER}+")
_ORDERED, _OUTRIGHT = 3.0, 3.3


def allotted(scene: Scene, grammar: Grammar, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses, each that gives work to a colleague without an order's own words made an order; a heading goes.

    Under a heading such clauses begin with the colleague; without one the message calls somebody and sets a deadline.
    """
    form = _giving(grammar) if MEMBER in scene.masked else None
    if form is None:
        return list(clauses)
    place = next((at for at, clause in enumerate(clauses) if _is_heading(scene, clause)), None)
    if place is None:
        called = _calls_on(scene, clauses)
        return [_to_one(scene, form, each) if called and _calls(scene, each) else each for each in clauses]
    ordered = [_to_one(scene, form, clause) for clause in clauses[place + 1 :]]
    if not ordered or ordered[0] is clauses[place + 1]:
        return list(clauses)
    return [*clauses[:place], *ordered]


def _giving(grammar: Grammar) -> Form | None:
    """The command by which a colleague is given work."""
    return next(
        (
            form
            for form in grammar.forms.values()
            if form.writes and form.has("text") and any(slot.ask for slot in form.of_kind("member"))
        ),
        None,
    )


# 小钱，… / 嘉欣你辛苦一下，… / 琳琳负责…: a colleague is called on
_CALLS = re.compile(
    rf"\W*@?{MEMBER}+(?:(?:和|跟|、|以及|还有)@?{MEMBER}+)*(?:[,:~!]|\s|(?:啊|呀|哎|诶)?(?:你|您)|(?=负责|牵头|辛苦|麻烦|帮|记得|务必|抓紧|抽空|尽快))"
)
_BY = re.compile(r"的?(?:上班|下班|开会|放学|收工)?(?:之前|以前|前(?![天面台几])|之内|以内|内(?!容|部)|截止)")
_TOLD = re.compile(r"了(?:[,，。!~\s]|$)|[说讲](?!明)|问(?!卷|题|答)")


def _calls_on(scene: Scene, clauses: Sequence[Clause]) -> bool:
    """Whether a message calls a colleague and says by when something is to be done: 小钱，探头周四中午前寄出去."""
    if (
        not clauses
        or not _CALLS.match(scene.masked, clauses[0].start)
        or any(hit.weight >= _ORDERED for clause in clauses for hit in clause.hits)
    ):
        return False
    start, end = clauses[0].start, clauses[-1].end
    if asks(scene.folded[start:end]) or _TOLD.search(scene.folded, start, end):
        return False
    for span in scene.of_kind("time", start, end):
        time = scene.future.get(span.start)
        by = scene.folded[span.end - 1] == "前" or _BY.match(scene.folded, span.end)
        if by and time is not None and time.start is not None and time.start > scene.now:
            return True
    return False


def _calls(scene: Scene, clause: Clause) -> bool:
    """Whether a sentence begins with a colleague who is called on: 东子，资料周四前交；老戴，报价明天中午前给出来."""
    return clause.strong and _CALLS.match(scene.masked, clause.start) is not None


def _is_heading(scene: Scene, clause: Clause) -> bool:
    """Whether a clause only says that work is given out, and to nobody."""
    words = scene.masked[clause.start : clause.end]
    if len(words) > _LONGEST or any(sign in words for sign in (CUSTOMER, PERSON, MEMBER)):
        return False
    found = _HEADS.search(words)
    return found is not None and _ENDED.match(words, found.end()) is not None


def _to_one(scene: Scene, form: Form, clause: Clause) -> Clause:
    found = _TO_ONE.match(scene.masked, clause.start, clause.end)
    if found is None:
        return clause
    slot = next(slot.name for slot in form.of_kind("member") if slot.ask)
    member = scene.masked.index(MEMBER, clause.start), found.end()
    hit = Hit(command=form.name, start=member[0], end=member[1], weight=_OUTRIGHT, placed={slot: member})
    others = tuple(each for each in clause.hits if each.command != form.name)
    return replace(clause, strong=True, hits=(*others, hit))
