"""How the conditions of a search are filled: tags, days, own fields, and what cannot be looked for."""

import re

from nlp.attributes import LABELS
from nlp.conditions import field_conditions
from nlp.filling import EDGES, Filling
from nlp.grammar import SlotForm
from nlp.idle import idle_days
from nlp.pattern import Pattern
from nlp.phrases import LEVEL, STAGE, TAG
from nlp.reading import Filters, Value
from nlp.regions import REGION
from nlp.said import period
from nlp.scene import Scene
from nlp.text import fold


def search(filling: Filling, _slot: SlotForm) -> Value | None:
    """The conditions that were said; what none of ours is, where nothing else was said, as `unheeded`."""
    values = _filters(filling.scene, filling.group.start, filling.group.end)
    if own := field_conditions(filling.scene, filling.group.start, filling.group.end):
        values["fields"] = own
    words = filling.scene.folded[filling.group.start : filling.group.end]
    if _CREATED.search(words) and (created := period(filling.scene, filling.group.clauses)):
        values["created"] = created
    if not values and filling.group.order is None and words.strip():
        values["text"] = filling.scene.said(filling.group.start, filling.group.end).strip(EDGES)
    if not values and (unheeded := _unheeded(filling)):
        values["unheeded"] = unheeded
    return Filters(values=values) if values else None


_CREATED = Pattern(r"新(?:录|增|建|加|进|来|客)|录入|建档|录了")
# 地区填着太原, 来源写的是展会, 行业=教育
_LABELLED = {
    name: Pattern(
        rf"(?:{LABELS[name]})(?:都|也)*(?:填|写|标|选|登|登记|属|记)?(?:的是|[是为在着成:=]|于)*\s*(?P<value>[^\s,，。的]{{1,10}}?)(?:的|$|[\s,，])"
    )
    for name in ("industry", "region", "source")
}
_CONTAINS = Pattern(
    r"(?:名字|名称|名|抬头)(?:里|中|上)?[头面边]?(?:都|全)?(?:带有?|含有?|有|是|包含|出现|写着?)\s*(?:[「“\"'](?P<quoted>[^”」\"'\n]{1,12})[」”\"']|"
    r"(?P<named>[㐀-鿿a-z0-9]{1,12}?)(?=(?:这?[两俩]?个?字样?)?(?:的|[\s,，。]|$)))|"
    r"(?:带有?|含有?|包含|叫)\s*[「“\"]?(?P<value>(?!什么|啥)[㐀-鿿a-z0-9]{1,12}?)[」”\"]?(?:这?[两俩]?个?字样?)?的"
)
_PLACE = Pattern(rf"(?P<value>{REGION.pattern}|[㐀-鿿]{{2,4}}(?:(?<![片地小市])区|县))(?=的|[a-z]级|做|客户)")
# 南昌那边的客户, 合肥有几家, 南宁有哪些客户; 明天去南昌 is the speaker's way, and no condition
_SPOKEN_PLACE = Pattern(
    rf"(?<![去到飞跑回来赴往离给跟家㐀-鿿])(?:在|是)?(?P<value>{REGION.pattern})(?=(?:[这那]?(?:边|块|片|一带|片区|地区|区域|当地|本地|市区)|[这那]些?(?=[几客户])|里头?|的|咱们?|我们?|现在|目前|一共|总共|到底|都)*"
    rf"(?:有|客户|单位|几(?!点|天|号|时)|哪|谁|[{LEVEL}{TAG}{STAGE}]))"
)
# 我名下, 我手里, 归我管的; 我怕录重了 and 我明天去 say whose the search is, not whose the customers are
_MINE = Pattern(
    r"(?<![给帮发替推拉甩叫让提])我(?:们)?(?:的|名下|手|[这那]|负责|有|都|现在|目前|一共|自己|本人|管|跟|带|盯|维护|还|到底|总共|"
    rf"(?=客户|单位|[{TAG}{LEVEL}{STAGE}]|[0-9一二两三四五六七八九十半俩]+\s*个?(?:天|日|周|星期|礼拜|月)))|归我|(?<![他她谁家们])名下"
)
# 展会上认识的客户, 抖音加的
_MET_AT = Pattern(
    r"(?<![㐀-鿿])(?:从|在|是)?(?P<value>[㐀-鿿a-z0-9]{2,6}?)(?:上面?|里|那边)?(?:自己|主动)?(?:找?(?:过来|上门)|认识|加|[搜刷找]到|来)的(?=客户|客|单位|[都是有几])"
)
_TRADE = Pattern(
    r"做(?P<value>[㐀-鿿]{1,6}?)的|(?<![㐀-鿿])(?:所有|全部|我的)?(?P<of>[㐀-鿿a-z]{2,6}?)行业(?=的|里|客户|有)"
)


def _filters(scene: Scene, start: int, end: int) -> dict[str, object]:
    """The conditions of a search: 我手里挂着押款标签的, 岳麓区的B级客户, 来源是展会的, 10天没人碰过的."""
    words = scene.folded[start:end]
    found: dict[str, object] = {}
    if tags := _tags(scene, start, end):
        found["tags"] = tags
    for kind in ("stage", "level"):
        if spans := scene.of_kind(kind, start, end):
            found[kind] = spans[0].value
    if members := scene.of_kind("member", start, end):
        found["owner"] = members[0].value[0]  # type: ignore[index]
    elif _MINE.search(scene.masked[start:end]):
        found["owner"] = scene.context.speaker
    if days := idle_days(words):
        found["idle_days"] = days
    for name, pattern in _LABELLED.items():
        if match := pattern.search(words):
            found[name] = scene.text[start + match.start("value") : start + match.end("value")]
    contains = _CONTAINS.search(words)
    if contains and not scene.of_kind("tag", start + contains.start(), start + contains.end()):
        said = next(name for name in ("quoted", "named", "value") if contains[name])
        found["text"] = scene.text[start + contains.start(said) : start + contains.end(said)]
    if not found.keys() & {"region", "text"} and (place := _place(scene, start, end)):
        found["region"] = place
    if "source" not in found and (met := _MET_AT.search(scene.masked[start:end])) and "新" not in met["value"]:
        found["source"] = scene.text[start + met.start("value") : start + met.end("value")]
    if "industry" not in found and (match := _TRADE.search(words)):
        found["industry"] = match["value"] or match["of"]
    return found


def _place(scene: Scene, start: int, end: int) -> str | None:
    match = _PLACE.search(scene.folded[start:end]) or _SPOKEN_PLACE.search(scene.masked[start:end])
    return match["value"] if match else None


def _tags(scene: Scene, start: int, end: int) -> list[str]:
    """The tags that are spoken of, those that stand within other words too: 走海运的."""
    spans = [(span.start, getattr(span.value, "name", str(span.value))) for span in scene.of_kind("tag", start, end)]
    words = scene.masked[start:end]
    spans += [(start + words.index(fold(tag.name)), tag.name) for tag in scene.names.tags if fold(tag.name) in words]
    return [name for _, name in sorted(spans)]


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
