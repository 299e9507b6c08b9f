"""How a customer that is to be made is called, and where its name ends."""

import re

from nlp.company import ORGANISATION, TRADE_END
from nlp.customers import Mention
from nlp.filling import Filling
from nlp.grammar import SlotForm
from nlp.pattern import Pattern
from nlp.people import TITLE
from nlp.phrases import EMAIL, PHONE
from nlp.reading import New, Span
from nlp.scene import Scene
from nlp.surnames import SURNAME
from nlp.text import fold


def fill_newcomer(filling: Filling, slot: SlotForm) -> None:
    """The name of a customer to be made: 新客户 华星科技 张总, 帮我建个客户叫杭州绿洲园林吧."""
    scene = filling.scene
    spans = filling.spans("customer")
    new = [span for span in spans if isinstance(span.value, Mention) and span.value.new]
    if new:
        others = (span for span in new[1:] if _listed(scene, new[0].end, span.start))
        filling.more = tuple((slot.name, New(name=scene.text[span.start : span.end])) for span in others)
        end = new[0].end + _rest_of_name(filling, new[0].end)
        name = scene.text[new[0].start : end] + _after_semicolon(scene, end)
    else:
        named = [span for span in (*spans, *filling.spans("person")) if not _ends_words(filling, span)]
        name = _name_after(filling) or (scene.text[named[0].start : named[0].end] if named else "")
    if name:
        filling.slots[slot.name] = New(name=name)
        filling.new = True


def _ends_words(filling: Filling, span: Span) -> bool:
    """Whether a naming but ends the words of another name: 海味鲜渔家乐|张姐."""
    order = filling.group.order
    start = order.end if order is not None and order.end <= span.start else filling.group.start
    return re.search(r"[㐀-鿿]{3}(?<!的)$", filling.scene.masked[start : span.start]) is not None


_REST = re.compile(r"[㐀-鿿]{1,4}(?=[\s,，。;；:：、(（]|$)")
_NO_REST = re.compile(r"[我你他她的了吗呢吧啊是在有和跟从做个叫姓说要来把给]|联系|电话|客户|来源")


# 锦州笔架山海鲜|大排档|想要冰柜: what begins to be said of them
_SAID_OF = "想|要|说|问|来|在|找|让|需|有|做|打|给|也|都|就|老板|负责|采购|联系|电话|对接|法人"
_REST_SAID = re.compile(rf"(?!{_SAID_OF})[㐀-鿿]{{2,4}}?(?={_SAID_OF})")
_PERSON = re.compile(rf"(?:{SURNAME})[㐀-鿿]{{1,2}}|[㐀-鿿]{{1,3}}(?:{TITLE}|[哥姐叔嫂])")


def _rest_of_name(filling: Filling, end: int) -> int:
    """How many signs of a name go on after its trade, up to a stop, or to what is said of them: 深圳琴行|联盟."""
    masked = filling.scene.masked
    if any(hit.start < end < hit.end for hit in filling.group.hits):
        return 0
    rest = _REST.match(masked, end)
    if rest is None and (rest := _REST_SAID.match(masked, end)) and _PERSON.fullmatch(rest.group()):
        return 0
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
    r"[\s,，:：、～~!！]*(?:叫做?|名字?叫|(?:名字|名称|全称|公司名|抬头)[是叫为:：]?|是|一?家|个|一?[户间](?=[\s:：,，]))?[\s:：,，]*"
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


# 镇上有间新档口开张|，阿彪渔具: what is told of them ahead of their name
_TELLS = re.compile(r"[有开来](?:了|咗)?[一]?[家间个户]|新开|开张|开业")


def _name_after(filling: Filling) -> str | None:
    order = filling.group.order
    at = order.end if order else filling.group.start
    match = _NAME_AFTER.match(filling.scene.folded, at)
    if match and _TELLS.search(match["name"]):
        match = _NAME_AFTER.match(filling.scene.folded, match.end())
    if match and filling.scene.masked[match.start("name")] in (PHONE, EMAIL):
        return None
    if match and _NO_NAME.search(match["name"]):
        return None
    if match is None:
        return None
    end = match.end("name")
    if (said := _SAID_INSIDE.search(filling.scene.folded, match.start("name") + 2, end)) is not None:
        name = filling.scene.text[match.start("name") : said.start()]
        return name if TRADE_END.search(fold(name)) else None
    return filling.scene.text[match.start("name") : end] + _after_semicolon(filling.scene, end)


# …书城|罗勇军老师要三百套: somebody of theirs, or what they want, and no name any more
_SAID_INSIDE = Pattern(
    rf"(?:{SURNAME})[㐀-鿿]{{0,2}}(?:老师|老板娘?|总|经理|主任|厂长|店长|校长|院长|工|姐|哥)(?![㐀-鿿]{{0,3}}(?:店|厂|公司|行)$)|"
    r"(?:想|要|说|问|订|拿|买|进)(?:了|过|要|看|试|买|订|进|换|做)?(?:[0-9一二两三四五六七八九十百千几]+|一?[个台批套箱]|我们|咱)|想要|说要|想[看试买换做订]|"
    r"[一二两三四五六七八九十百千几0-9]+(?:个|台|套|箱|件|吨|亩|头)$"
)
