"""What a person whom a record introduces does: 王磊 采购经理, 新来的品控叫吴晓霞, IT换成邹工, 管运营的."""

import re

from nlp.pattern import Pattern
from nlp.people import TITLE
from nlp.phrases import EMAIL, PHONE
from nlp.scene import Scene
from nlp.surnames import LATIN_TITLES, TITLES

_JOBS = """采购员 业务员 采购 会计 财务 品控 出纳 跟单员 跟单 行政 人事 文员 仓管 库管 质检员 质检 技术员 设计师 运营
客服 店主 专员 内勤 外勤 总经理 副总 负责人 合伙人 创始人 法务 工长 队长 后勤 前台 调度 销售 市场 策划 财会 品管 生管
文案 编辑 保管 保管员 验货员 采买 长"""
_ADDRESSES = """姐 哥 叔 嫂 姨 爷 先生 女士 小姐 大姐 大哥 大叔 阿姨"""
TRADES = "|".join(sorted({*_JOBS.split(), *TITLES} - set(_ADDRESSES.split()), key=lambda job: (-len(job), job)))
ROLE = (
    rf"(?:(?:[a-z]{{1,6}}[ /]?)?(?:(?![个位名叫加添来换找的]|联系)[㐀-鿿]){{0,6}}?(?:{TRADES})"
    rf"(?: ?(?:bp|pm|gm|vp|lead|head))?|"
    rf"(?:[a-z]+ ){{0,3}}(?:{LATIN_TITLES}|it)(?![a-z])(?: of(?: [a-z]+){{1,3}})?)"
)
"""What somebody does, as an expression."""

_ROLE_BEFORE = Pattern(
    rf"(?:新[来换]了?个?|来了?个|个|名|位|的|[\s,，:])(?!新?[来换多]|的)(?P<value>{ROLE})(?:[,，]?叫|\s|:|$)|"
    r"(?:新来了?的?|换了?|来了?|多了?)(?:个|一个|位|一位|名)(?:新的?)?(?!对接|联系|新人)(?P<trade>[㐀-鿿a-z]{2,6}?)[,，]?(?:名?叫|姓)|"
    r"(?:^|[\s边的家])新(?:来|任|换|招|请|聘|到)?的?(?![个位名来任换招请聘到了的]|对接|联系|人)(?P<fresh>[㐀-鿿a-z]{2,6}?)[,，]?(?:名?叫|姓)|"
    rf"(?:换|招|请|聘)了?(?:[个位名]|一[个位名])?新?(?P<changed>{ROLE})了?[,，]\s?(?:新的|现在的?|这位)?(?:就?叫|姓|是)"
)
# 采购新增一位 鲁明; IT换成|邹工
_ROLE_GROWS = Pattern(
    rf"(?:^|[\s的边])(?P<value>{ROLE})(?:那边|这边|现在|以后)?(?=(?:新增|新添|新加|新来|增加|多|又来|又多|又加|换|添|加)了?(?:一?[个位名]|一人)|"
    r"(?:换|改|变)(?:成|由|为)?了?\s?$)"
)
# 程砚，博士后，159…: whatever stands alone between a name and a number
_BETWEEN_NUMBER = Pattern(rf"^\s*[,，(/|]\s*(?P<value>[㐀-鿿]{{2,8}})\s*[,，)/|]\s*[{PHONE}{EMAIL}]")
_ROLE_AFTER = Pattern(
    rf"^(?:同志)?\s*[,，(/|]?\s*(?:(?:title|职务|职位|岗位|身份|头衔)[是为写填:\s]*)?(?P<value>{ROLE})(?=[\s,，。;)/|]|[{PHONE}{EMAIL}]|$)"
)
# 葛菲 管运营的
_IN_CHARGE = Pattern(
    r"^\s*[,，(/|]?\s*(?:是|专门)?(?:管|负责|主管|分管)(?P<value>[㐀-鿿a-z]{1,6}?)(?:这块|工作|方面)?[的嘅](?=[\s,，)/|]|$)"
)
# 再添一个调度|秦海: whatever stands between the count and the name
_COUNTED = Pattern(r"[个位名]\s?(?P<value>(?!新|联系|对接|接手|客户)[㐀-鿿]{1,3}[㐀-鿿](?<![叫姓是])|[a-z]{2,5})\s?$")
# 策划|小倪, 教务|韦雪: what stands by itself ahead of the name
_AHEAD = Pattern(r"(?:^|[\s,，、:/|(])(?P<value>[㐀-鿿]{2,8}|(?:[a-z]+ ){0,2}[a-z]{2,})[\s,，:/|]*$")
# 新的采购员|小窦，|窦小川: who is named twice
_NAMED_BEFORE = Pattern(r"(?:(?:[小阿]|老(?!板|师|总|大))[㐀-鿿]|[,，]?姓[㐀-鿿](?:的?[㐀-鿿]{1,3})?)[\s,，、/|]*$")
# 新来个技师吉日嘎拉 150…: a name of whatever length, after what somebody does and before the number
AFTER_ROLE = Pattern(
    rf"(?:新[来换招增添]了?(?:[个位名的]|一[个位名])?|[个位名])(?P<trade>(?:{TRADES})|[㐀-鿿]{{1,5}}[师员长工士])(?P<name>[㐀-鿿·]{{2,8}})"
    rf"(?=[\s,，]*[{PHONE}{EMAIL}])"
)
"""A name with the job that leads to it."""

_TITLE = Pattern(rf"[㐀-鿿a-z]*(?:{TITLE}|长|总|董|师|员|总经办)|{ROLE}|[a-z]{{2,5}}")


def is_title(words: str) -> bool:
    """Whether words say what somebody does: 副院长, 采购总监, CTO."""
    return _TITLE.fullmatch(words) is not None


# 来了个|新的综合部副主任, 新来|一市场主管, 新到|任副校长
_COUNTS = re.compile(
    r"^(?:[又再还]?[新多来换招请派配添加增聘调]+(?:[了咗返]一?[个位名]?|一?[个位名]|的)|新(?:到任|上任|任|来|换|请|招)?|到任|上任|的|一(?!线|级|部|区|厂)|[个位名])+"
)


def role(scene: Scene, start: int, end: int, name: tuple[str, int, int] | None) -> str | None:
    """What a new person does: 王磊 采购经理, 设备科副主任叫韩冰, 采购 姜波."""
    if name is None:
        return None
    after = scene.masked[name[2] : end]
    if match := _ROLE_AFTER.match(after) or _BETWEEN_NUMBER.match(after) or _IN_CHARGE.match(after):
        return scene.text[name[2] + match.start("value") : name[2] + match.end("value")].removeprefix("是")
    named = AFTER_ROLE.search(scene.masked[start:end])
    if named and start + named.start("name") == name[1]:
        return scene.text[start + named.start("trade") : start + named.end("trade")]
    twice = _NAMED_BEFORE.search(scene.folded, start, name[1])
    place = twice.start() if twice else name[1]
    if counted := _COUNTED.search(scene.masked, start, place):
        return scene.text[slice(*counted.span("value"))]
    return _before(scene, start, place)


def _before(scene: Scene, start: int, place: int) -> str | None:
    """What is said of somebody ahead of where they are named."""
    words = scene.without("customer", start, place)
    before = list(_ROLE_BEFORE.finditer(words))
    if not before:
        whose = _ROLE_GROWS.search(words) or _alone(words)
        return _COUNTS.sub("", scene.text[start + whose.start("value") : start + whose.end("value")]) if whose else None
    which = next(name for name in ("value", "trade", "fresh", "changed") if before[-1][name])
    said = scene.text[start + before[-1].start(which) : start + before[-1].end(which)]
    return _COUNTS.sub("", said).removeprefix("是")


def _alone(words: str) -> re.Match[str] | None:
    ahead = _AHEAD.search(words)
    return ahead if ahead and is_title(ahead["value"]) and not _ORDERS.search(ahead["value"]) else None


_ORDERS = Pattern(r"[加添录存登记补建]|联系|对接|客户|电话|手机|^(?:add|new|the|pls|contact|save)$")
