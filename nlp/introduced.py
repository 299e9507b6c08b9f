"""A person whom a record introduces: 联系人王磊, 新来的品控叫吴晓霞, 采购小丁 丁倩, 改由武清接任."""

import re

from nlp.pattern import Pattern
from nlp.people import TITLE
from nlp.phrases import EMAIL, PERSON, PHONE
from nlp.roles import AFTER_ROLE, ROLE, TRADES
from nlp.scene import Scene
from nlp.surnames import HALF_WORDS, LATIN_TITLES, RARE_SURNAMES, SURNAME

_FAMILY = rf"(?![{''.join(sorted(RARE_SURNAMES))}]){SURNAME}"
# what begins a name in Latin signs: no label of a fact
_LATIN = (
    r"(?!(?:title|email|phone|mobile|tel|wechat|from|level|source|region|of|and|for)\b)[a-z]{2,}"
    r"(?: (?!title|email|phone|mobile|tel|and\b|pls|please)[a-z]{2,})?"
)
_NAMED_SO = Pattern(
    rf"(?:(?:联系人|对接人)[,，]|联系人|对接人|窗口|对接的|负责人|接手的|姓名|名字?叫|叫|找|contact|"
    rf"attn)[是为:叫\s]*(?P<name>{PERSON}+|(?:{_FAMILY})[㐀-鿿]{{1,2}}(?![㐀-鿿])|"
    rf"(?:{_FAMILY})[㐀-鿿]{{1,2}}(?=电话|手机|采购|经理)|[阿小]?{_LATIN}|[㐀-鿿]{{2,3}}(?=[\s,，]*{PHONE}))"
)
_BARE_NAME = Pattern(
    rf"(?:^|[\s,，、:/|的个位名])(?:{ROLE}\s?)?"
    rf"(?P<name>(?:{_FAMILY})[㐀-鿿]{{1,2}}(?=(?:同志|先生|女士)?[\s,，(/|]*(?:[{PHONE}{EMAIL}]|电话|手机|邮箱|{ROLE}|$))|"
    rf"(?:{SURNAME})[㐀-鿿]{{1,2}}(?=(?:同志|先生|女士)?[\s,，/|]*[{PHONE}{EMAIL}])|(?:{SURNAME})老[大二三四五六七八九幺](?![㐀-鿿]))"
)
# 仓库小满 158…, 采购部张敏 139…: whatever stands before the name, where a number stands after it
_BEFORE_NUMBER = Pattern(
    rf"(?:^|[\s,，、:的个位名他她])[㐀-鿿]{{2,6}}?(?P<name>(?:[小阿老]|{_FAMILY})[㐀-鿿]{{1,2}})(?=[\s,，]*[{PHONE}{EMAIL}])"
)
_AFTER_LATIN_ROLE = Pattern(
    rf"(?:^|[\s,，、:])(?:{LATIN_TITLES})(?![a-z])\s?(?P<name>(?:{_FAMILY})[㐀-鿿]{{1,2}}|{_LATIN})(?=[\s,，。;]|$)"
)
# 改由副厂长武清接任
_SUCCEEDS = Pattern(
    rf"由(?:[㐀-鿿]{{2,6}}?)?(?P<name>(?:{_FAMILY})[㐀-鿿]{{1,2}}|{PERSON}+)(?=接任|接手|接替|接班|顶替|负责|对接|来?接)"
)
# 前台换成万小红了
_CHANGED_TO = Pattern(
    rf"(?:(?:换|改|变)(?:成|为|了)|接[他她](?:班|手)?的(?:人)?(?:是|叫))(?:[㐀-鿿]{{1,5}}?[科部处室])?(?P<name>(?:{_FAMILY})[㐀-鿿]{{1,2}}?|{PERSON}+)(?=了|[\s,，]|[{PHONE}{EMAIL}])"
)
_SURNAMED = Pattern(
    rf"(?P<title>老师|老板娘?|经理|总|主任|负责人|师傅|[院店园校厂所站科处局部队班馆组]长|医生|教练)?姓(?P<surname>{SURNAME})(?![㐀-鿿]{{0,1}}名)"
)
_LABELLED_NAME = Pattern(
    rf"(?:(?:联系人|对接人|负责人|姓名)[是为:\s]*(?:[㐀-鿿]{{2,4}}?)??|叫[是为:\s]*(?:[㐀-鿿]{{1,3}}[长理管监员])?|(?:^|[\s,，、:])[㐀-鿿]{{0,4}}(?:[园院校厂店部科处局所站馆队班]长|护士长|经理|主任|"
    rf"总监|主管|采购|会计|秘书|老师|医生|助理|专员|工程师|老板娘?)(?:叫|是|:)?)(?P<name>(?:{SURNAME})[㐀-鿿]{{1,2}}|[小阿老][㐀-鿿]|[㐀-鿿]{{1,2}}[姐哥叔嫂姨总])(?=[\s,，。;；(（:0-9]|$|电话|手机|采购|经理)"
)
_NO_NAME = Pattern(rf"联系|对接|客户|电话|手机|邮箱|标签|来源|行业|^(?:{TITLE})$|^管(?:{TRADES})|[的嘅]$")


_OUTRIGHT = 3.3
_FILES = Pattern(
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
    found = _named_first(scene, start, end)
    return _fuller(scene, found, end) if found is not None else None


def _named_first(scene: Scene, start: int, end: int) -> tuple[str, int, int] | None:
    words = scene.folded[start:end]
    for match in _LABELLED_NAME.finditer(words):
        a, b = start + match.start("name"), start + match.end("name")
        wider = any(span.start == a and span.end > b for span in scene.of_kind("person", a, b))
        if not _is_no_name(scene, a, b) and not wider and not _is_customer(scene, a, b):
            return scene.text[a:b], a, b
    if called := _SURNAMED.search(words):
        name = called["surname"] + (called["title"] or "")
        return name, start + called.start(), start + called.end()
    words = scene.masked[start:end]
    for pattern in (_SUCCEEDS, _CHANGED_TO, _NAMED_SO, _AFTER_LATIN_ROLE, AFTER_ROLE, _BARE_NAME, _BEFORE_NUMBER):
        for match in pattern.finditer(words):
            a, b = start + match.start("name"), start + match.end("name")
            if not _is_no_name(scene, a, b):
                return scene.text[a:b], a, b
    people = [span for span in scene.of_kind("person", start, end) if not _is_no_name(scene, span.start, span.end)]
    beside = next((each for each in people if _NUMBER_AFTER.match(scene.masked, each.end)), None)
    one = beside or (people[-1] if people else None)
    if one is not None:
        return scene.text[one.start : one.end], one.start, one.end
    latin = next(
        (m for m in _LATIN_ITEM.finditer(scene.text, start, end) if _LEADS_ON.match(scene.masked, m.end())), None
    )
    return (latin["name"], *latin.span("name")) if latin else None


# Derek，warehouse manager，…: a name in Latin signs that stands alone, before what somebody does or a number
_LATIN_ITEM = Pattern(r"(?:^|[\s,，:：/|])(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?![A-Za-z])")
_LEADS_ON = Pattern(rf"\s*[,，/|]\s*{ROLE}|[\s,，/|:]*(?:邮箱|电话|手机|email|tel|mobile)?[\s:]*[{PHONE}{EMAIL}]")
# 人事 涂|小燕
_BARE_SURNAME = Pattern(rf"(?:^|[\s,，、:/|])(?:{_FAMILY})$")
_NICK = Pattern(r"[小阿][㐀-鿿]")
_LAST_NAME = Pattern(r" [A-Z][a-z]+(?![A-Za-z])")
_STOPS = r"[\s,，、/|(]"


def _fuller(scene: Scene, found: tuple[str, int, int], end: int) -> tuple[str, int, int]:
    """The same person as named in full after it: 采购小丁 丁倩, 姓康，康主任."""
    name = found[0]
    if name.isascii() and (last := _LAST_NAME.match(scene.text, found[2], end)):
        return scene.text[found[1] : last.end()], found[1], last.end()
    if _NICK.fullmatch(name) and _BARE_SURNAME.search(scene.folded, 0, found[1]):
        return scene.text[found[1] - 1 : found[2]], found[1] - 1, found[2]
    surname = name[1:] if name[0] in "小阿老" and len(name) == 2 else name if len(name) == 1 else ""
    if not surname:
        return found
    whole = re.compile(
        rf"{_STOPS}(?P<name>{re.escape(surname)}[㐀-鿿]{{1,2}})(?=[\s,，、/|)。;:0-9]|电话|手机|座机|微信|$)"
    )
    match = whole.search(scene.folded, found[2], end)
    return (scene.text[slice(*match.span("name"))], *match.span("name")) if match else found


# 负责人挂|思雨: the colleague who follows up
_OWNS = Pattern(r"(?:负责人|owner|归属人?|跟进人|归)[写填挂记是为给:\s]*$")


def _is_no_name(scene: Scene, start: int, end: int) -> bool:
    inside = start > 0 and scene.folded[start - 1 : start + 1] in HALF_WORDS
    owner = scene.of_kind("member", start, end) and _OWNS.search(scene.folded, 0, start)
    return inside or bool(owner) or _NO_NAME.search(scene.folded[start:end]) is not None


def beside_number(scene: Scene, start: int, end: int) -> str | None:
    """Who stands right before a number and is no known person: 采购部的聂小倩，电话 189…"""
    for match in _BARE_NAME.finditer(scene.masked[start:end]):
        a, b = start + match.start("name"), start + match.end("name")
        if _NUMBER_AFTER.match(scene.masked, b) and not _NO_NAME.search(scene.folded[a:b]):
            return scene.text[a:b]
    return None


_NUMBER_AFTER = Pattern(rf"[\s,，:]*(?:电话|手机号?|号码|邮箱)?[是:\s]*[{PHONE}{EMAIL}]")


def _is_customer(scene: Scene, start: int, end: int) -> bool:
    """Whether a known customer is called so: 新增联系人 云图 张三."""
    return any(span.end == end and span.value.known for span in scene.of_kind("customer", start, end))  # type: ignore[attr-defined]
