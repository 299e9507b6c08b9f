"""A new customer's name that is all an answer says: 新客户，叫大顺五金; but not 13, 明天再说, 拉货那个."""

import re

from nlp.people import Person
from nlp.reading import New
from nlp.scene import Scene

_NAME_ONLY = re.compile(
    r"\W*(?:(?:都不是|不是|就是|是|叫|客户是|新客户|新的)[,\s]*)*(?P<name>[㐀-鿿a-z0-9&·() ]{2,20}?)(?:的|吧|啊|呀|"
    r"哈|那边|这家|家)?\W*"
)


# 做酒店那个 points at one of those known
_NO_PLAIN_NAME = re.compile(r"[我你他她]|不|吗|什么|哪|谁|了$|^(?:做|搞|卖|开|干)|[那这](?:个|家|边|位)?$")


# 13, 明天再说, 回头告诉你: no name
_IS_TALK = re.compile(
    r"^[0-9一二两三四五六七八九十百千万. ]+[号个家]?$|再[说看讲议定问]|回头|等[下会我]|等一[下会]|待会|晚[点些]|稍后|"
    r"^先|别|忘|记[得错]|知道|晓得|清楚|随便|无所谓|都[行可]|看着办|应该|好像|可能|大概|也许|上次|刚才|刚刚|[昨今明后]天|[那这][个家边位]|问[下一问]|给我|跟他|提醒|取消|撤[销回]|"
    r"怎[么样]|咋|为啥|多少|几[个点时]|^(?:没有?|无|有|好|行|对|嗯+|哦+|是|要)[的啊呀吧了]*$"
)


# 看牙的, 拉货那个: which of those offered
_POINTS = re.compile(r"(?:的|那[家个边位户间]|这[家个边位户间])[吧啊呀哈嘛]*\W*$")


def plain_name(scene: Scene, start: int, new: bool) -> New | None:
    """A short answer that nobody bears is a new customer's name."""
    match = _NAME_ONLY.fullmatch(scene.folded, start)
    if match is None or not new or _NO_PLAIN_NAME.search(match["name"]) or _IS_TALK.search(match["name"]):
        return None
    if any(isinstance(span.value, Person) and span.value.known for span in scene.of_kind("person", start)):
        return None
    if scene.context.shown and _POINTS.search(scene.folded, start):
        return None
    return New(name=scene.text[match.start("name") : match.end("name")].strip())
