"""Customers that are only named beside another one: 曹院长是从瑞齿出来单干的, 华星张总介绍的, 比云图便宜."""

from collections.abc import Sequence

from nlp.customers import Mention
from nlp.pattern import Pattern

_OWN = r"(?:自己|后|之后|以后|了|的)*"
# what stands before a name and what after it, each pair a way of naming somebody in passing
_FRAMES = (
    (
        r"(?:从|打)(?:老东家|原来的?)?$",
        rf"(?:那边?|那儿|那里|那家)?(?:出来|离职|辞职|辞了|跳槽|跳出来|退休){_OWN}(?:单干|创业|开|另起|做|干|当|的)",
    ),
    (r"", r"[㐀-鿿]{0,4}?(?:介绍|推荐|引荐|牵的?线|转介绍|带)(?:过来|来|认识)?的"),
    (
        r"(?:以前|之前|原来|原先|早年|早先|曾经|从前|过去)(?:一直|都|也|就|还)*(?:是|在|给|跟|从|用的?是?)$",
        r"",
    ),
    (r"(?<!对)(?<!评)比$", r""),
    (
        r"(?:跟|和|像|同|与)$",
        r"(?:那边|那家|他们|家)?(?:的[㐀-鿿]{1,4})?(?:一样|似的|那样|差不多|类似|一个[老价]|是一家|抢|竞争)",
    ),
    (r"", r"(?:家|门口|公司)?(?:的)?(?:隔壁|斜?对面|楼下|楼上|旁边|附近|边上)(?!聊|谈|吃|见|碰|坐|喝)"),
)
_COMPILED = tuple((Pattern(before), Pattern(after)) for before, after in _FRAMES)
_REACH = 8


def without_asides(folded: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The namings less those in passing, as long as another stays."""
    if len(mentions) < 2:
        return list(mentions)
    kept = [mention for mention in mentions if not _in_passing(folded, mention)]
    return kept or list(mentions)


def _in_passing(folded: str, mention: Mention) -> bool:
    before = folded[max(0, mention.start - _REACH) : mention.start]
    return any(lead.search(before) and tail.match(folded, mention.end) for lead, tail in _COMPILED)
