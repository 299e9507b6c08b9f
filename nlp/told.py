"""How much speaks for a stretch telling what happened with a customer, rather than asking, guessing or planning."""

import re
from collections.abc import Sequence

from nlp.clauses import Clause
from nlp.grammar import Form, Grammar
from nlp.phrases import CUSTOMER, PERSON
from nlp.scene import Scene

# what must speak for a told stretch: alone, and beside an order
TOLD, TOLD_BESIDE_ORDER = 2.5, 3.0

_DONE = re.compile(r"了|过(?!去|来|几|两|会|年)|完|[到去开谈聊见吃做来跑]的|的$|ok|没")
_ASKS = re.compile(
    r"[?]|吗|谁|几点|几[次回]|多少次|哪(?!怕)|呗|不\s*$|没\s*$|好不好|行不行|是不是|有没有(?:人|同事|谁)|怎么办|咋办|咋接|啥(?:意思|时候给)|"
    r"(?:推|发|转|传)我(?!们)(?:一下|一份|看)|帮我(?:带|问|拿|看|收|取)"
)
# 华星：付款流程走到财务了
_LABELLED = re.compile(rf"\s*[{CUSTOMER}]+[{CUSTOMER}{PERSON}]*\s*:\s*[^\s]")
# 张总朋友圈发了三亚的照片: their private life, the road, the news
_PRIVATE = re.compile(
    r"朋友圈|结婚|份子|生日|羡慕|漂亮|好帅|八卦|广告|股票|股价|涨停|新闻|堵车|堵死|绕行|团建|停水|停电|美女|帅哥"
)
_SUPPOSES = re.compile(r"^\W*(?:要是|如果|假如|万一|你们?(?:说|觉得)|听说|据说|我琢磨|是不是|我?(?:做梦|梦见|梦到))")


# 我下午要去华星; 打算下个月跟ABC续约: nothing has happened yet
_INTENDS = re.compile(
    r"(?:要|想|准备|打算|得|该|将|下回|下次|待会儿?|一会儿?|等下)(?:再|先)?(?:去|跟|找|拜访|约|联系|打电话|见|上门)"
)
# 帮我写个邮件给华星: a wish, and no tale
_WISHES = re.compile(r"^\W*(?:帮我|帮忙|请你?|麻烦你?|能不能|可不可以|能否|你能|让(?!我|他|她|对方|客户))")


def explicit(clause: Clause, narrative: Form | None) -> bool:
    """Whether the clause says outright that something be filed: 记一下, 补一条."""
    return narrative is not None and any(hit.command == narrative.name and hit.weight >= 3 for hit in clause.hits)


def told(
    scene: Scene, grammar: Grammar, clauses: Sequence[Clause], *, order: bool = False, at_hand: bool = False
) -> float:
    """How much speaks for the clauses telling what happened with a customer.

    刚跟华威张总通完电话 has a customer, a person, a way of contact and a 完; 哈哈华为又发新手机了，你们抢不抢 asks
    around.
        `order`: an order stands beside them; `at_hand`: the message has named its customer before.
    """
    if not clauses or grammar.narrative is None:
        return 0.0
    start, end = clauses[0].start, clauses[-1].end
    words = scene.folded[start:end]
    customers, people = scene.of_kind("customer", start, end), scene.of_kind("person", start, end)
    known = any(span.value.known for span in people)  # type: ignore[attr-defined]
    hits = [hit.weight for clause in clauses for hit in clause.hits if hit.command == grammar.narrative.name]
    score = 1.0 * bool(customers) + (1.5 if known else 1.0 if people else 0.0)
    score += max(hits, default=0.0) + (0.5 if _DONE.search(words) else 0.0) + (0.5 if len(words.strip()) >= 8 else 0.0)
    if scene.context.customer and (scene.of_kind("pronoun", start, end) or (hits and not customers and not people)):
        score += 1.0
    elif not customers and not people and not at_hand and max(hits, default=0.0) < 3:
        score = min(score, TOLD - 0.5)
    if plans(scene, clauses, grammar, order=order):
        score -= 3.0
    if _ASKS.search(words) and not (known and hits):
        score -= 2.0
    if _PRIVATE.search(words):
        score -= 1.5
    if _LABELLED.match(scene.masked, start, end):
        score += 1.5
    if _SUPPOSES.search(words) or (_WISHES.search(words) and max(hits, default=0.0) < 3):
        score -= 2.5
    if _INTENDS.search(words) and not _DONE.search(words) and "说" not in words:
        score -= 2.5
    return score - (0.5 if order and not clauses[0].hits and not people else 0.0)


def plans(scene: Scene, clauses: Sequence[Clause], grammar: Grammar, *, order: bool) -> bool:
    """Whether the clauses only say what is to come: their first time lies ahead, nothing was done or said before it.

    Beside an order an open date lies ahead too, unless something was done: 1月15号跟仁和谈续约，提前半小时提醒我.
    """
    start, end = clauses[0].start, clauses[-1].end
    first = next(iter(scene.of_kind("time", start, end)), None)
    if first is None:
        return False
    ahead, back = scene.future.get(first.start), scene.past.get(first.start)
    if ahead is None or ahead.start is None or ahead.start <= scene.now or back is None or back.start is None:
        return False
    if order and not _DONE.search(scene.folded[start:end]) and not _earlier(clauses, grammar, first.start):
        return True
    if back.start <= scene.now:
        return False
    before = _DONE.search(scene.folded[start : first.start]) or _earlier(clauses, grammar, first.start)
    return not before and not _speaks(clauses, grammar)


def _earlier(clauses: Sequence[Clause], grammar: Grammar, place: int) -> bool:
    """Whether something is told before a place."""
    name = grammar.narrative.name if grammar.narrative else ""
    return any(hit.command == name and hit.end <= place for clause in clauses for hit in clause.hits)


def _speaks(clauses: Sequence[Clause], grammar: Grammar) -> bool:
    """Whether somebody is quoted or was reached, before the time or in another clause: 吕总监说年底前招标."""
    name = grammar.narrative.name if grammar.narrative else ""
    return any(hit.command == name and "contact" in hit.placed for clause in clauses for hit in clause.hits)
