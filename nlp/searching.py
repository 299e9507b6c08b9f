"""How the conditions of a search are filled: tags, days, own fields, and what cannot be looked for."""

import re

from nlp import attributes
from nlp.conditions import field_conditions
from nlp.filling import EDGES, Filling
from nlp.grammar import SlotForm
from nlp.moments import period
from nlp.reading import Filters, Value


def search(filling: Filling, _slot: SlotForm) -> Value | None:
    """The conditions that were said; what none of ours is, where nothing else was said, as `unheeded`."""
    values = attributes.filters(filling.scene, filling.group.start, filling.group.end)
    if own := field_conditions(filling.scene, filling.group.start, filling.group.end):
        values["fields"] = own
    words = filling.scene.folded[filling.group.start : filling.group.end]
    if attributes.asks_created(words) and (created := period(filling.scene, filling.group.clauses)):
        values["created"] = created
    if not values and filling.group.order is None and words.strip():
        values["text"] = filling.scene.said(filling.group.start, filling.group.end).strip(EDGES)
    if not values and (unheeded := _unheeded(filling)):
        values["unheeded"] = unheeded
    return Filters(values=values) if values else None


# 帮我列一下名下所有的客户: words of a search that are no condition
_ANY_SEARCH = re.compile(
    r"哪[些家]|哪几家|几[家个]|客户|名单|列表|清单|[我的都有是吧呢啊吗谁请给帮就]|手[上里]|名下|所有|全部|看看?|[查找搜列拉捞](?:出来?|一?下)?|"
    r"出来|一[下共]|现在|目前|总共|多少|什么|list|find|show|all|my|customers?|clients?|accounts?|\W"
)
_A_CONDITION = 3


def _unheeded(filling: Filling) -> str:
    """A condition that a search cannot heed, as said: 哪些客户签了合同 → 签了合同; empty where it has none."""
    group, scene = filling.group, filling.scene
    if group.order is None:
        return ""
    around = scene.said(group.order.end, group.end), scene.said(group.start, group.order.start)
    return next((each.strip(EDGES) for each in around if len(_ANY_SEARCH.sub("", each)) >= _A_CONDITION), "")
