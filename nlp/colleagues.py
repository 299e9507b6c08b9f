"""Which colleague a command is about, and whose a new customer is to be: 负责人挂思雨, 归李娜, 我来跟."""

import re

from nlp.filling import Filling
from nlp.grammar import SlotForm
from nlp.lists import in_a_row
from nlp.phrases import TIME
from nlp.reading import Doubt, Named, New, Span, Value

_LEADS = re.compile(
    r"(?:负责人|owner|归属人?|跟进人|业务员|销售|归|挂|分给|派给|划给|交给|给到)[写填挂记是为给到在名:\s]*@?$"
)
_FOLLOWS = re.compile(r"\s?(?:自己)?(?:来|去|负责)?(?:跟|负责|名下|在跟|维护|对接)")
_FOR_ME = re.compile(
    r"(?:负责人|owner|归属人?|跟进人|归|挂|算)[写填挂记是为给到在:\s]*(?:我(?!们)|me\b)|我(?:自己|先)?(?:来|在)?(?:跟(?![他她你])|负责|维护)|我名下|我的客户"
)


def _owner_in(filling: Filling, slot: str, members: list[Span]) -> Named | None:
    """The colleague whom a record's words make its owner; who is merely called like one is not (联系人马姐)."""
    words, group = filling.scene.folded, filling.group
    for span in members:
        if not (_LEADS.search(words, group.start, span.start) or _FOLLOWS.match(words, span.end)):
            continue
        known: tuple[Named, ...] = span.value  # type: ignore[assignment]
        if len(known) > 1:
            filling.doubts.append(Doubt(slot=slot, reason="ambiguous", candidates=known))
            return None
        return known[0]
    return filling.scene.context.speaker if _FOR_ME.search(words, group.start, group.end) else None


def _apart(filling: Filling, spans: list[Span]) -> list[Span]:
    """The colleagues who are named by more than a part of a new person's name: 申玉梅 is not 玉梅."""
    new = filling.slots.get("contact")
    at = filling.scene.text.find(new.name, filling.group.start) if isinstance(new, New) else -1
    if not isinstance(new, New) or at < 0:
        return spans
    return [span for span in spans if not at < span.start < at + len(new.name)]


def _members(filling: Filling, slot: SlotForm) -> list[Span]:
    """The colleagues who may fill a slot: those whom a phrase placed there, else who is left, in the order said."""
    spans = _apart(filling, filling.spans("member"))
    slots = [each.name for each in filling.form.of_kind("member")]
    if len(slots) == 1:
        return spans
    placed = {name: stretch for hit in filling.group.hits for name, stretch in hit.placed.items() if name in slots}
    if slot.name in placed:
        start, end = placed[slot.name]
        return [span for span in spans if span.start < end and start < span.end]
    left = [span for span in spans if not any(span.start < end and start < span.end for start, end in placed.values())]
    return left[len([name for name in slots[: slots.index(slot.name)] if name not in placed]) :]


_MINE = re.compile(
    r"归我|归到我|挂我|我有|owner是我|负责人是我|我名下|我(?:这(?![周月个礼星])|手[里上头中]|负责|自己的|的客户)"
)
# 我上周的, 昨天我都记了些啥: whose days are asked for; 我明天看 is no part of the question
_OWN_DAYS = re.compile(
    rf"(?<![给帮替让叫跟对陪教带发催提请喊])我(?![们想看])(?:自己|本人|个人)?(?:{TIME}|(?:都|也|又|到底|究竟|一共|总共|刚才?|已经|这边|的)*"
    r"(?:[记录写填入登补报跟跑做干忙弄搞聊去打交](?:了|过|的|完|啥|什么)|日报|周报|月报|跟进|总结|小结|工作))"
)


def _own_days(filling: Filling) -> bool:
    """Whether what is asked for is what the speaker did on some days."""
    order, form = filling.group.order, filling.form
    if form.writes or order is None or not form.has("range"):
        return False
    start = max((clause.start for clause in filling.group.clauses if clause.start <= order.start), default=order.start)
    return _OWN_DAYS.search(filling.scene.masked, start, order.end) is not None


def colleague_of(filling: Filling, slot: SlotForm) -> Value | None:
    """The colleague who is named or placed, the speaker where theirs is meant; of several alike a doubt."""
    spans = _members(filling, slot)
    if filling.form.has("phone"):
        return _owner_in(filling, slot.name, spans)
    if _own_days(filling):
        return filling.scene.context.speaker
    if not spans:
        mine = not filling.form.narrates and _MINE.search(filling.scene.folded)
        return filling.scene.context.speaker if mine else None
    known: tuple[Named, ...] = spans[0].value  # type: ignore[assignment]
    if len(known) > 1:
        filling.doubts.append(Doubt(slot=slot.name, reason="ambiguous", candidates=known))
        return None
    if slot.ask and filling.form.has("text"):
        others = (span.value for span in in_a_row(filling.scene.folded, spans)[1:])
        filling.more = tuple((slot.name, named[0]) for named in others if len(named) == 1)  # type: ignore[arg-type, index]
    return known[0]
