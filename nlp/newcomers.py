"""How a customer that is to be made is called, and where its name ends."""

import re

from nlp.company import ORGANISATION
from nlp.customers import Mention
from nlp.filling import Filling
from nlp.grammar import SlotForm
from nlp.pattern import Pattern
from nlp.phrases import EMAIL, PHONE
from nlp.reading import New
from nlp.scene import Scene


def fill_newcomer(filling: Filling, slot: SlotForm) -> None:
    """The name of a customer to be made: 新客户 华星科技 张总, 帮我建个客户叫杭州绿洲园林吧."""
    scene = filling.scene
    spans = filling.spans("customer")
    new = [span for span in spans if isinstance(span.value, Mention) and span.value.new]
    if new:
        others = (span for span in new[1:] if _listed(scene, new[0].end, span.start))
        filling.more = tuple((slot.name, New(name=scene.text[span.start : span.end])) for span in others)
        end = new[0].end + _rest_of_name(scene, new[0].end)
        name = scene.text[new[0].start : end] + _after_semicolon(scene, end)
    else:
        named = [*spans, *filling.spans("person")]
        name = _name_after(filling) or (scene.text[named[0].start : named[0].end] if named else "")
    if name:
        filling.slots[slot.name] = New(name=name)
        filling.new = True


_REST = re.compile(r"[㐀-鿿]{1,4}(?=[\s,，。;；:：、(（]|$)")
_NO_REST = re.compile(r"[我你他她的了吗呢吧啊是在有和跟从做个叫姓说要来把给]|联系|电话|客户|来源")


def _rest_of_name(scene: Scene, end: int) -> int:
    """How many signs of a name go on after its trade: 深圳琴行|联盟, up to a stop."""
    rest = _REST.match(scene.masked, end)
    return len(rest.group()) if rest and not _NO_REST.search(rest.group()) else 0


def _listed(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing but names and commas stands between two names: 陈记砂石场、靖港古镇旅行社."""
    return re.fullmatch(r"[\s、,，;和跟及\ue000]*", scene.masked[start:end]) is not None


_PARTED_NAME = Pattern(rf";(?:{ORGANISATION.pattern})(?=[\s,，。;:、(（]|$)")


def _after_semicolon(scene: Scene, end: int) -> str:
    """What of a name stands behind a semicolon inside of it: a trade or a legal form alone, 广州宏达；|有限公司."""
    rest = _PARTED_NAME.match(scene.folded, end)
    return scene.text[end : rest.end()] if rest else ""


_LATIN_NAME = r"[a-z0-9][a-z0-9&.'+-]*(?: (?!contact|title|email|phone|mobile|tel|level|from)[a-z0-9&.'+-]+)+"
_NAME_AFTER = Pattern(
    r"[\s,，:：、]*(?:叫做?|名字?叫|(?:名字|名称|全称|公司名|抬头)[是叫为:：]?|是|一?家|个)?[\s:：]*"
    rf"(?P<name>{_LATIN_NAME}|[^\s,，。;；:：、!！?？\n]{{2,24}}?)(?:吧|哈|啊|呢)?(?=[\s,，。;；:：、!！?？\n]|$)"
)


# 新客户都要先打电话: a rule about new customers names none, but 应用材料, 有赞, 得力, 都市丽人 do
_NO_NAME = Pattern(
    r"^(?:都(?!市|江|匀|城|乐)|要|也|还|不|没|怎|如何|有(?:多|几|没|什|哪|的|些|人|谁|啥|两|三|[0-9])|的|需[要先得]|应[该当先由]|必须|"
    r"得(?:先|要|打|去|有|由|跟)|可以|能(?:不|否|先|再|给|让|用|打)|到底|一般|以后|[这那](?:个|家|些|边|么|样|里)|们|"
    r"先(?:打|联系|发|跟|建|加|录|问|看|拜访|不|别|放|给|把|去|报|约)|谁|多(?:少|吗|不|么|了|久|给|打|跟|半)|"
    r"少(?:不|了|吗|给|打)|太(?:多|少|难|贵|慢|好|累)|很)|"
    r"[我你他她它谁吗呢]|(?:[要都先再就还没不]|可以|怎么).*(?:[要都先再就还没不了]|可以|怎么)"
)


def _name_after(filling: Filling) -> str | None:
    order = filling.group.order
    at = order.end if order else filling.group.start
    match = _NAME_AFTER.match(filling.scene.folded, at)
    if match and filling.scene.masked[match.start("name")] in (PHONE, EMAIL):
        return None
    if match and _NO_NAME.search(match["name"]):
        return None
    if match is None:
        return None
    end = match.end("name")
    return filling.scene.text[match.start("name") : end] + _after_semicolon(filling.scene, end)
