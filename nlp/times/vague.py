"""Words for soon and for some day: 待会儿 is 30 minutes on, 改天 and 过阵子 are no time to build on."""

from dataclasses import dataclass

from nlp.pattern import Pattern

SOON_MINUTES = 30
_SOON = Pattern(
    r"待会儿?|等一?会儿?|等下(?![周个月次午一])|等一下|(?:再?过)?一?会儿(?![员议])|过一?会(?=再|提醒|叫|喊|给|打|去)"
    r"|一会(?![员议])|稍后|一阵子?(?=再|提醒|叫|喊)|in a (?:bit|while)"
)
# 聊了一会儿, 等了一会儿: how long, not when
_LASTED = "了聊谈坐站看忙睡歇逛讲说玩待"
_SOMEDAY = Pattern(
    r"改天|改日|[改赶]明(?![天日早晚])(?:儿|个)?|得闲|迟啲|晏啲|下趟|过阵子|过一阵子?|过段时间|过一段时间|过些天|过些日子|过些时候|有空|有时间"
    r"|得空|抽空|抽时间|闲了|哪天|回头(?!客|率|看)"
    r"|晚点儿?|迟点儿?|迟些|稍晚|晚些(?:时候)?|前阵子|前一阵子?|前段时间|前一段时间|近期"
    r"|最近(?![的\d一两三几半])|下回|方便的?时候|some day|sometime"
)
# in front of 会儿 when it is a noun: 工会儿, 开会儿
_NOUN = "开工商协学大小本年晚集聚"


@dataclass(frozen=True, slots=True)
class Loose:
    """A loose word: soon (30 minutes on), lasting (a while) or some day."""

    kind: str
    stop: int


def loose_at(text: str, pos: int) -> Loose | None:
    """The loose word that stands here."""
    if found := _SOON.match(text, pos):
        before = text[pos - 1] if pos else ""
        if found.group().startswith("会") and before in _NOUN and before:
            return None
        if before and before in _LASTED and found.group()[0] in "一会":
            return Loose("lasting", found.end())
        return Loose("soon", found.end())
    if found := _SOMEDAY.match(text, pos):
        return Loose("someday", found.end())
    return None
