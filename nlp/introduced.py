"""A person whom a record introduces, and what they do: 联系人王磊, 新来的品控叫吴晓霞, founder章越, 财务BP谭笑 138…"""

import re

from nlp.pattern import Pattern
from nlp.people import TITLE
from nlp.phrases import EMAIL, PERSON, PHONE
from nlp.scene import Scene
from nlp.surnames import RARE_SURNAMES, SURNAME

_TRADES = (
    "采购员|业务员|采购|会计|财务|品控|出纳|跟单员?|行政|人事|文员|仓管|库管|质检员?|技术员|设计师|运营|客服|店主|经理|主任|主管|总监|厂长|部长|科长|处长|店长|助理|专员|工程师|秘书|老板|总裁|"
    "总经理|副总|负责人|合伙人|创始人|法务|内勤|工长|队长|长"
)
_LATIN_TRADES = (
    "buyer|manager|director|gm|ceo|cto|cfo|coo|cio|cmo|cpo|officer|lead|leader|head|engineer|founder|co-?founder|owner|"
    "partner|boss|pm|po|qs|qc|qa|hr|hrd|hrbp|bd|pr|vp|svp|md|sales|designer|architect|assistant|secretary|accountant|"
    "consultant|supervisor|merchandiser|coordinator|specialist"
)
_ROLE = (
    rf"(?:(?:[a-z]{{1,6}}[ /]?)?(?:(?![个位名叫加添来换找]|联系)[㐀-鿿]){{0,6}}?(?:{_TRADES})"
    rf"(?: ?(?:bp|pm|gm|vp|lead|head))?|"
    rf"(?:[a-z]+ ){{0,3}}(?:{_LATIN_TRADES})(?![a-z]))"
)
_ROLE_BEFORE = Pattern(
    rf"(?:新[来换]了?个?|来了?个|个|名|位|的|[\s,，:])(?!新?[来换多]|的)(?P<value>{_ROLE})(?:[,，]?叫|\s|:|$)|"
    r"(?:新来了?的?|换了?|来了?|多了?)(?:个|一个|位|一位|名)(?:新的?)?(?!对接|联系|新人)(?P<trade>[㐀-鿿a-z]{2,6}?)[,，]?(?:名?叫|姓)"
)
# 采购新增一位 鲁明
_ROLE_GROWS = Pattern(
    rf"(?:^|[\s的边])(?P<value>{_ROLE})(?:那边|这边)?(?=(?:新增|新添|新加|新来|增加|多|又来|又多|又加|换|添|加)了?(?:一?[个位名]|一人))"
)
# 程砚，博士后，159…: whatever stands alone between a name and a number
_BETWEEN_NUMBER = Pattern(rf"^\s*[,，(]\s*(?P<value>[㐀-鿿]{{2,8}})\s*[,，)]\s*[{PHONE}{EMAIL}]")
_ROLE_AFTER = Pattern(rf"^\s*[,，(]?\s*(?:title\s*|职务\s*)?(?P<value>{_ROLE})(?=[\s,，)。]|[{PHONE}{EMAIL}]|$)")

# 再添一个调度|秦海: whatever stands between the count and the name
_COUNTED = Pattern(r"[个位名]\s?(?P<value>(?!新|联系|对接|接手|客户)[㐀-鿿]{1,3}[㐀-鿿](?<![叫姓是])|[a-z]{2,5})\s?$")

_FAMILY = rf"(?![{''.join(sorted(RARE_SURNAMES))}]){SURNAME}"
# what begins a name in Latin signs: no label of a fact
_LATIN = (
    r"(?!(?:title|email|phone|mobile|tel|wechat|from|level|source|region)\b)[a-z]{2,}"
    r"(?: (?!title|email|phone|mobile|tel|and\b|pls|please)[a-z]{2,})?"
)
_NAMED_SO = Pattern(
    rf"(?:(?:联系人|对接人)[,，]|联系人|对接人|对接的|负责人|接手的|姓名|名字?叫|叫|找|contact|"
    rf"attn)[是为:叫\s]*(?P<name>{PERSON}+|(?:{_FAMILY})[㐀-鿿]{{1,2}}(?![㐀-鿿])|"
    rf"(?:{_FAMILY})[㐀-鿿]{{1,2}}(?=电话|手机|采购|经理)|[阿小]?{_LATIN}|[㐀-鿿]{{2,3}}(?=[\s,，]*{PHONE}))"
)
_BARE_NAME = Pattern(
    rf"(?:^|[\s,，、:的个位名])(?:{_ROLE}\s?)?"
    rf"(?P<name>(?:{_FAMILY})[㐀-鿿]{{1,2}}(?=[\s,，(]*(?:[{PHONE}{EMAIL}]|电话|手机|邮箱|{_ROLE}|$))|"
    rf"(?:{SURNAME})[㐀-鿿]{{1,2}}(?=[\s,，]*[{PHONE}{EMAIL}]))"
)
# 仓库小满 158…, 采购部张敏 139…: whatever stands before the name, where a number stands after it
_BEFORE_NUMBER = Pattern(
    rf"(?:^|[\s,，、:的个位名他她])[㐀-鿿]{{2,6}}?(?P<name>(?:[小阿老]|{_FAMILY})[㐀-鿿]{{1,2}})(?=[\s,，]*[{PHONE}{EMAIL}])"
)
# 新来个技师吉日嘎拉 150…: a name of whatever length, after what somebody does and before the number
_AFTER_ROLE = Pattern(
    rf"(?:新[来换招增添]了?(?:[个位名的]|一[个位名])?|[个位名])(?P<trade>(?:{_TRADES})|[㐀-鿿]{{1,5}}[师员长工士])(?P<name>[㐀-鿿·]{{2,8}})"
    rf"(?=[\s,，]*[{PHONE}{EMAIL}])"
)
_AFTER_LATIN_ROLE = Pattern(
    rf"(?:^|[\s,，、:])(?:{_LATIN_TRADES})\s?(?P<name>(?:{_FAMILY})[㐀-鿿]{{1,2}}|{_LATIN})(?=[\s,，。;]|$)"
)
_SURNAMED = Pattern(
    rf"(?P<title>老师|老板娘?|经理|总|主任|负责人|师傅|[院店园校厂所站科处局部队班馆组]长|医生|教练)?姓(?P<surname>{SURNAME})(?![㐀-鿿]{{0,1}}名)"
)
_LABELLED_NAME = Pattern(
    rf"(?:(?:联系人|对接人|负责人|姓名)[是为:\s]*(?:[㐀-鿿]{{2,4}}?)??|叫[是为:\s]*(?:[㐀-鿿]{{1,3}}[长理管监员])?|(?:^|[\s,，、:])[㐀-鿿]{{0,4}}(?:[园院校厂店部科处局所站馆队班]长|护士长|经理|主任|"
    rf"总监|主管|采购|会计|秘书|老师|医生|助理|专员|工程师|老板娘?)(?:叫|是|:)?)(?P<name>(?:{SURNAME})[㐀-鿿]{{1,2}}|[小阿老][㐀-鿿]|[㐀-鿿]{{1,2}}[姐哥叔嫂姨总])(?=[\s,，。;；(（:0-9]|$|电话|手机|采购|经理)"
)
_NO_NAME = re.compile(rf"联系|对接|客户|电话|手机|邮箱|标签|来源|行业|^(?:{TITLE})$|^管(?:{_TRADES})")


_TITLE = Pattern(rf"[㐀-鿿a-z]*(?:{TITLE}|长|总|董|师|员|总经办)|{_ROLE}|[a-z]{{2,5}}")


def is_title(words: str) -> bool:
    """Whether words say what somebody does: 副院长, 采购总监, CTO."""
    return _TITLE.fullmatch(words) is not None


_OUTRIGHT = 3.3
_FILES = re.compile(
    rf"[{PHONE}{EMAIL}]|微信号?[:是]?\s?[a-z]|联系人|对接|接手|接任|接替|\badd\b|\bsave\b|"
    r"(?:加|添|存|录|登|登记|建|补|入)(?:一?[下个位名]|上|进|到|起|返|档|了)"
)


def files_person(masked: str, weight: float) -> bool:
    """Whether who is new is to be filed: by an order in so many words, or since a number stands beside the name.

    新来的采购姓霍，没咋说话 only tells of somebody.
    """
    return weight >= _OUTRIGHT or _FILES.search(masked) is not None


def new_person(scene: Scene, start: int, end: int) -> tuple[str, int, int] | None:
    """The person that a record names, and where: 联系人王磊, 新来的品控叫吴晓霞, 找苗师傅, 采购 姜波 135…"""
    words = scene.folded[start:end]
    for match in _LABELLED_NAME.finditer(words):
        a, b = start + match.start("name"), start + match.end("name")
        wider = any(span.start == a and span.end > b for span in scene.of_kind("person", a, b))
        if not _NO_NAME.search(match["name"]) and not wider and not _is_customer(scene, a, b):
            return scene.text[a:b], a, b
    if called := _SURNAMED.search(words):
        name = called["surname"] + (called["title"] or "")
        return name, start + called.start(), start + called.end()
    words = scene.masked[start:end]
    for pattern in (_NAMED_SO, _AFTER_LATIN_ROLE, _AFTER_ROLE, _BARE_NAME, _BEFORE_NUMBER):
        for match in pattern.finditer(words):
            a, b = start + match.start("name"), start + match.end("name")
            if not _NO_NAME.search(scene.folded[a:b]):
                return scene.text[a:b], a, b
    people = [p for p in scene.of_kind("person", start, end) if not _NO_NAME.search(scene.folded[p.start : p.end])]
    beside = next((each for each in people if _NUMBER_AFTER.match(scene.masked, each.end)), None)
    one = beside or (people[-1] if people else None)
    return (scene.text[one.start : one.end], one.start, one.end) if one is not None else None


def beside_number(scene: Scene, start: int, end: int) -> str | None:
    """Who stands right before a number and is no known person: 采购部的聂小倩，电话 189…"""
    for match in _BARE_NAME.finditer(scene.masked[start:end]):
        a, b = start + match.start("name"), start + match.end("name")
        if _NUMBER_AFTER.match(scene.masked, b) and not _NO_NAME.search(scene.folded[a:b]):
            return scene.text[a:b]
    return None


_NUMBER_AFTER = re.compile(rf"[\s,，:]*(?:电话|手机号?|号码|邮箱)?[是:\s]*[{PHONE}{EMAIL}]")


def _is_customer(scene: Scene, start: int, end: int) -> bool:
    """Whether a known customer is called so: 新增联系人 云图 张三."""
    return any(span.end == end and span.value.known for span in scene.of_kind("customer", start, end))  # type: ignore[attr-defined]


# 来了个|新的综合部副主任, 新来|一市场主管
_COUNTS = re.compile(r"^(?:新|的|一(?!线|级|部|区|厂)|[个位名])+")


def role(scene: Scene, start: int, end: int, name: tuple[str, int, int] | None) -> str | None:
    """What a new person does: 王磊 采购经理, 设备科副主任叫韩冰, 采购 姜波."""
    if name is None:
        return None
    after = scene.masked[name[2] : end]
    if match := _ROLE_AFTER.match(after) or _BETWEEN_NUMBER.match(after):
        return scene.text[name[2] + match.start("value") : name[2] + match.end("value")].removeprefix("是")
    named = _AFTER_ROLE.search(scene.masked[start:end])
    if named and start + named.start("name") == name[1]:
        return scene.text[start + named.start("trade") : start + named.end("trade")]
    if counted := _COUNTED.search(scene.masked, start, name[1]):
        return scene.text[slice(*counted.span("value"))]
    before = list(_ROLE_BEFORE.finditer(scene.without("customer", start, name[1])))
    if not before:
        whose = _ROLE_GROWS.search(scene.without("customer", start, name[1]))
        return scene.text[start + whose.start("value") : start + whose.end("value")] if whose else None
    which = "value" if before[-1]["value"] else "trade"
    said = scene.text[start + before[-1].start(which) : start + before[-1].end(which)]
    return _COUNTS.sub("", said).removeprefix("是")
