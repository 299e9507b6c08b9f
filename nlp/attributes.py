"""Facts named by their label: 行业是制造, 来源展会, 职务改实验室主任, 月用量写120; and the conditions of a search."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from nlp.amounts import find_amounts
from nlp.amounts.numbers import number_at
from nlp.introduced import is_title
from nlp.names import FieldName, Names
from nlp.pattern import Pattern
from nlp.phrases import CUSTOMER, EMAIL, PHONE, TAG
from nlp.regions import REGION
from nlp.scene import Scene
from nlp.text import fold, small_number
from nlp.times import find_times

_SAYS = (
    r"(?:一栏|这块|那边)?(?:登记|更新|修改|调整)?(?:一下|下)?(?:补一下|改一下|写一下)?[\s,，]*(?:应该)?"
    r"(?:是|为|:|=|→|改成|改为|改到|改|换成|换|填成|填|写成|写|调成|调到|涨到|升到|降到|增加到|增到|减到|达到|"
    r"调整为|变成|变更为|update成|update为|给填成|更新成|更新为|属于)?[\s:]*(?:大概|大约|约|差不多)?\s*"
)
_VALUE = r"(?P<value>[^,，。;；\n!！?？]{1,24}?)"
_LABELS: Mapping[str, str] = {
    "industry": r"行业|industry",
    "region": r"地区|区域|所在地|地域|片区|region",
    "source": r"(?:客户)?来源|渠道来源|source",
    "title": r"职务|职位|头衔|职称|抬头|title",
    "wechat": r"微信号|微信(?=(?:是|换成|换|改成|改为|更新为|[:\s])*[a-z])|wechat(?=[:\s]*[a-z])",
}
_ANY_LABEL = "|".join(
    [*_LABELS.values(), "级别", "等级", "联系人", "对接人", "电话", "手机", "邮箱", "email", "标签", "备注"]
)
_END = rf"(?=[,，。;；\n!！?？、]|$|\s|吧|了(?:[,，。]|$)|(?:{_ANY_LABEL})|[{PHONE}{EMAIL}])"
_LABELLED = {name: Pattern(rf"(?:{label}){_SAYS}{_VALUE}{_END}") for name, label in _LABELS.items()}
# 展会来的, 百度推广过来的
_CAME_FROM = Pattern(
    r"(?:^|[\s,，。;；])(?:是|从|在)?(?P<value>[㐀-鿿a-z0-9]{2,8}?)(?:上面?)?(?:(?:自己|主动)?找?(?:过来|来|上门)|认识|加|[看搜刷找]到)的(?=[\s,，。;；]|$)"
)
_TRADE_OF = Pattern(r"做(?P<value>[㐀-鿿a-z]{1,8}?)(?:生意|行业)?的")
# 半导体行业, by itself
_OF_TRADE = Pattern(r"(?:^|[\s,，。;；])(?:属于?|是)?(?P<value>(?!行业)[㐀-鿿a-z]{2,8}?)行业(?=[\s,，。;；]|$)")
# 吴昊升职啦 现在是副总了, 王老师升校长了
_PROMOTED = Pattern(
    rf"(?:升任?(?!级|职|到?[a-z](?![a-z])|了)|现在[是当]|改任|改当|调任|提了|提为|当上?了?)(?:{CUSTOMER}+的?)?"
    r"(?P<value>[㐀-鿿]{2,8}?|[a-z]{2,5})(?=了|啦|[\s,，。]|$)"
)


def attribute(scene: Scene, name: str, start: int, end: int, *, makes: bool = False) -> str | None:
    """A labelled fact of the stretch: industry, region, source, title or WeChat number, in the speaker's words.

    Where a record is made, 展会来的 and 做家具的 are facts, too.
    """
    words = scene.masked[start:end]
    if name == "source":  # 转介绍来的, though 转介绍 is a tag
        signs = zip(words, scene.folded[start:end], strict=True)
        words = "".join(plain if sign == TAG else sign for sign, plain in signs)
    patterns = [_LABELLED[name]]
    if name == "source" and makes:
        patterns.append(_CAME_FROM)
    elif name == "industry" and makes:
        patterns = [_OF_TRADE, *patterns, _TRADE_OF]
    elif name == "title":
        patterns.append(_PROMOTED)
    for pattern in patterns:
        if match := pattern.search(words):
            value = scene.text[start + match.start("value") : start + match.end("value")].strip()
            if pattern is _PROMOTED and not is_title(fold(value)):
                continue
            if value and not _ONLY_ORDERS.fullmatch(value):
                return _tidy(value)
    return None


# 职务也改改, title跟着改下: that it be changed, but not to what
_ONLY_ORDERS = re.compile(
    r"(?:也|都|再|跟着|顺便|一并|帮我|给我)*(?:改|换|更新|调|补|动|填|写)*(?:一?[下哈]|改|换|了|吧)*"
)


def _tidy(value: str) -> str:
    return re.sub(r"(?:吧|啦|哈|呢|的|了)+$", "", value.strip(" 「」“”\"'：:")) or value


def own_fields(scene: Scene, start: int, end: int) -> dict[str, str]:
    """The workspace's fields that the stretch sets, as strings: 设备品牌是西门子, 员工人数大概350."""
    found: dict[str, str] = {}
    spans = scene.of_kind("field", start, end)
    for index, span in enumerate(spans):
        stop = spans[index + 1].start if index + 1 < len(spans) else end
        name = str(span.value)
        kind = next(each for each in scene.names.fields if each.name == name)
        if (value := _field_value(scene, kind, span.end, stop)) is not None:
            found[name] = value
    return found


_FIELD_VALUE = Pattern(rf"^{_SAYS}{_VALUE}(?=[,，。;；\n!！?？]|$|\s(?![a-z]))")


# 年校准台数从20|改成35
_FROM_OLD = re.compile(r"\s*(?:从|由)(?P<old>[^,，。;；]{1,12}?)(?=改|调|换|变|涨|降|升|提|减|加|增)")


def _field_value(scene: Scene, field: FieldName, start: int, end: int) -> str | None:
    if from_old := _FROM_OLD.match(scene.folded, start, end):
        start = from_old.end("old")
    words = scene.folded[start:end]
    match = _FIELD_VALUE.match(words)
    if match is None:
        return None
    if field.type == "choice":
        return option_in(field, words) or _said_so(scene.text[start:end], match)
    if field.type in ("number", "amount"):
        return number_in(words[match.start("value") :], field.type)
    if field.type == "date":
        return _date(words, scene.now)
    if field.type == "person":
        return member_in(scene, start, end) or _said_so(scene.text[start:end], match)
    return _tidy(scene.text[start + match.start("value") : start + match.end("value")])


def option_in(field: FieldName, words: str) -> str | None:
    """The option that stands in the words, the longest of several."""
    return next((option for option in sorted(field.options, key=len, reverse=True) if fold(option) in words), None)


_SET = Pattern(r"(?:是|为|改成|改为|改到|换成|填成|填|写成|写|设为|设成|:|=)\s*$")


def _said_so(words: str, match: re.Match[str]) -> str | None:
    """A value that is none of those known, where it is set outright (付款方式改成月付): what is near is proposed."""
    said = _SET.search(fold(words)[: match.start("value")])
    return _tidy(words[slice(*match.span("value"))]) if said else None


def number_in(words: str, type: str) -> str | None:
    """A number as its digits, 月用量1.2万吨 → 12000; of an amount what it is worth: 预算50万 → 500000."""
    if type == "amount":
        worth = find_amounts(words)
        return f"{worth[0].value.normalize():f}" if worth else None
    digits = re.search(r"[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百千万]+", words)
    number = number_at(words, digits.start()) if digits else None
    if digits is None or number is None:
        return None
    plain = digits.group() if digits.group().isascii() else ""
    return plain if plain and number.value == Decimal(plain) else f"{number.value.normalize():f}"


def member_in(scene: Scene, start: int, end: int) -> str | None:
    """The colleague who is named."""
    spans = scene.of_kind("member", start, end)
    return getattr(spans[0].value[0], "name", None) if spans else None  # type: ignore[index]


def _date(words: str, now: datetime) -> str | None:
    for time in find_times(words, now, "future"):
        if time.start is not None:
            return time.start.date().isoformat()
    return None


def field_value(names: Names, name: str, said: str, now: datetime) -> str | None:
    """What a bare answer gives for a field: 18吨 → 18."""
    kind = next((each for each in names.fields if each.name == name), None)
    words = fold(said)
    if kind is None:
        return None
    if kind.type in ("number", "amount"):
        return number_in(words, kind.type)
    if kind.type == "choice":
        return option_in(kind, words)
    return _date(words, now) if kind.type == "date" else said.strip()


_IDLE = Pattern(
    r"(?P<n>[0-9]+|[一二两三四五六七八九十]+|半)个?(?P<unit>天|日|周|星期|礼拜|月)(?:以上|多)?(?:都|还)?(?:没有?|未|不曾)(?:人)?(?:再|怎么|去)?"
    r"(?:跟|碰|联系|动静|动|管|理|拜访|回访|消息|进展|走动|往来|来往|沟通|互动|搭理|过问|上门|露面|触达|维护|见|跑|去)"
)
_UNITS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30}
_CONTAINS = Pattern(
    r"(?:名字|名称|名)?(?:里)?(?:带有?|含有?|包含|叫)\s*[「“\"]?(?P<value>[㐀-鿿a-z0-9]{1,12}?)[」”\"]?(?:这?两?个?字)?的"
)
_PLACE = Pattern(rf"(?P<value>{REGION.pattern}|[㐀-鿿]{{2,4}}(?:区|县))(?=的|[a-z]级|做|客户)")
_MINE = Pattern(
    r"(?<![给帮发替推拉甩叫让提])我(?!们|看|想|要|盘|去|核|听|过)(?:的|名下|手|这|那|负责|有|都|现在)?|名下"
)
_CREATED = Pattern(r"新(?:录|增|建|加|进|来|客)|录入|建档|录了")
_TRADE = Pattern(r"做(?P<value>[㐀-鿿]{1,6}?)的")


def idle_days(folded: str) -> int | None:
    """The N of N天没跟: 10天没人碰过, 两周没动静, 一个月没联系."""
    match = _IDLE.search(folded)
    if match is None:
        return None
    return _in_days(match["n"], match["unit"])


_LENGTH = Pattern(r"(?P<n>[0-9]+|[一二两三四五六七八九十]+|半)\s*个?(?P<unit>天|日|周|星期|礼拜|月)?")


def days_in(said: str) -> int | None:
    """A length in days: 15天, 两周, 一个月, 半个月, 20."""
    match = _LENGTH.search(fold(said))
    return _in_days(match["n"], match["unit"] or "天") if match is not None else None


def _in_days(number: str, unit: str) -> int | None:
    count, days = small_number(number), _UNITS[unit]
    return days // 2 if number == "半" else count * days if count else None


def filters(scene: Scene, start: int, end: int) -> dict[str, object]:
    """The conditions of a search: 我手里挂着押款标签的, 岳麓区的B级客户, 来源是展会的, 10天没人碰过的."""
    words = scene.folded[start:end]
    found: dict[str, object] = {}
    if tags := scene.of_kind("tag", start, end):
        found["tags"] = [getattr(span.value, "name", str(span.value)) for span in tags]
    for kind in ("stage", "level"):
        if spans := scene.of_kind(kind, start, end):
            found[kind] = spans[0].value
    if members := scene.of_kind("member", start, end):
        found["owner"] = members[0].value[0]  # type: ignore[index]
    elif _MINE.search(words):
        found["owner"] = scene.context.speaker
    if days := idle_days(words):
        found["idle_days"] = days
    for name in ("industry", "region", "source"):
        if match := re.search(
            rf"(?:{_LABELS[name]})(?:是|为|在|:)?\s*(?P<value>[^\s,，。的]{{1,10}}?)(?:的|$|[\s,，])", words
        ):
            found[name] = scene.text[start + match.start("value") : start + match.end("value")]
    if "region" not in found and (match := _PLACE.search(words)):
        found["region"] = match["value"]
    if "industry" not in found and (match := _TRADE.search(words)):
        found["industry"] = match["value"]
    if (match := _CONTAINS.search(words)) and not scene.of_kind("tag", *(start + at for at in match.span("value"))):
        found["text"] = scene.text[start + match.start("value") : start + match.end("value")]
    return found


def asks_created(folded: str) -> bool:
    """Whether a search is for customers newly filed: 这个月新录了哪些."""
    return _CREATED.search(folded) is not None
