"""Where a day's round that is told without stops comes to its next customer: 上午云图看了样机下午华星刘总…"""

import re

from nlp.phrases import CUSTOMER, TIME
from nlp.scene import Scene

_PART = re.compile(r"(?:今天|昨天|前天|[昨今]儿个?)?(?:一?大?清?早[上晨]?|[上中下]午|晌午|头晌|过晌|后晌|傍晚|晚上)")
# 下午|嘛又去了|锦云, 回来路上|湾里
_TO_NEXT = rf"[^,，。;!?\n{CUSTOMER}{TIME}说讲问]{{0,9}}?{CUSTOMER}"
_NEXT = re.compile(rf"{TIME}+{_TO_NEXT}")
_ON_THE_WAY = re.compile(
    rf"(?:(?:回来|回去|返回|返程)(?:的)?(?:路上|时候)?|半路上?|路上|完[了事](?:又|就|再)?|(?<=出来)(?:又|就|再)|末了|最后(?:又|就|再)?|"
    r"(?:第[二三四五六七八]|头一|最后一)[个家站户]|"
    rf"(?:顺[路道脚便]|转头|扭头|掉头)(?:又|就|再)?)(?={_TO_NEXT})"
)
_FEW = 2


def visits_of_a_day(scene: Scene, start: int) -> list[int]:
    """Where a new customer's turn begins: at a later part of the day, or on the way from the last one."""
    customers = scene.of_kind("customer", start)
    if len(customers) < _FEW:
        return []
    named = [
        span.start
        for span in scene.of_kind("time", start)
        if _PART.fullmatch(scene.folded, span.start, span.end) and _NEXT.match(scene.masked, span.start)
    ]
    places = named if len(named) >= _FEW else []
    first = customers[0].end
    return sorted({*places, *(m.start() for m in _ON_THE_WAY.finditer(scene.masked, first))} - {0})
