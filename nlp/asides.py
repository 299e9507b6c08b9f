"""Customers that are only named beside another one: 曹院长是从瑞齿出来单干的, 华星张总介绍的, 比云图便宜."""

from collections.abc import Sequence

from nlp.company import CORE
from nlp.customers import Mention
from nlp.pattern import Pattern
from nlp.people import Person
from nlp.reading import Span

_OWN = r"(?:自己|后|之后|以后|了|的)*"
# what stands before a name and what after it, each pair a way of naming somebody in passing
_FRAMES = (
    (
        r"(?:从|打)(?:老东家|原来的?)?$",
        rf"(?:那边?|那儿|那里|那家)?(?:出来|离职|辞职|辞了|跳槽|跳出来|退休){_OWN}(?:单干|创业|开|另起|做|干|当|的)",
    ),
    (r"", r"(?:(?!是)[㐀-鿿]){0,4}?(?:介绍|推荐|引荐|牵的?线|转介绍|带)(?:过来|来|认识)?的"),
    (
        r"(?:以前|之前|原来|原先|早年|早先|曾经|从前|过去)(?:一直|都|也|就|还)*(?:是|在|给|跟|从|用的?是?)$",
        r"",
    ),
    (r"(?<!对)(?<!评)比$", r""),
    (
        r"(?:跟|和|像|同|与)$",
        r"(?:那边|那家|他们|家)?(?:的[㐀-鿿]{1,4})?(?:一样|似的|那样|差不多|类似|一个[老价]|是一家|抢|竞争)",
    ),
    # 在|黄河|边上喝了碗面
    (r"(?:在|到|去|沿着?)$", r"(?:大桥)?(?:边上?|岸边?|畔)(?![界缘的])"),
    (r"", r"(?:家|门口|公司)?(?:的)?(?:隔壁|斜?对面|楼下|楼上|旁边|附近|边上)(?!聊|谈|吃|见|碰|坐|喝)"),
)
_COMPILED = tuple((Pattern(before), Pattern(after)) for before, after in _FRAMES)
_REACH = 8
# 带她去|云图|瞅瞅: shown to somebody of another customer
_LEADS_THERE = Pattern(
    r"(?:带|陪|领|拉)(?:着|上)?(?:他|她|他们|她们|人家|[㐀-鿿]{2,4})(?:一起|一块)?(?:去|到|上)一?趟?$"
)
_TO_SEE = Pattern(r"(?:那边?|那儿|那里|家|厂里|店里)?(?:看|瞅|瞧|参观|转|考察|取经|学习|见识|体验)")
# 上午跑|德化: a place that begins several customers' names
_GOES_TO = Pattern(r"[去跑到奔往从下上在回]$")


def without_asides(folded: str, mentions: Sequence[Mention], people: Sequence[Span] = ()) -> list[Mention]:
    """The namings less those in passing, as long as another stays or somebody of another is named."""
    shown = [mention.known for mention in mentions if _is_shown(folded, mention, people)]
    others = [mention for mention in mentions if mention.known not in shown]
    if len(others) < 2:
        return [each for each in others if not _is_beside(folded, each, people)]
    kept = [mention for mention in others if not (_in_passing(folded, mention) or _is_place(folded, mention, others))]
    return kept or others


# 嗓子哑得跟|豆妈|一样: a likeness is no matter of theirs, whoever else is named or not
_LIKE = (Pattern(r"(?:跟|和|像|同|与|学)$"), Pattern(r"(?:一个样|一样|似的|那样|一般)(?!的?[价货款样单])"))


def _is_beside(folded: str, mention: Mention, people: Sequence[Span]) -> bool:
    """Whether the only customer named is spoken of in passing, beside the person of another or in a likeness."""
    lead, tail = _LIKE
    likened = lead.search(folded[max(0, mention.start - _REACH) : mention.start]) and tail.match(folded, mention.end)
    return bool(likened) or (_of_another(mention, people) and _in_passing(folded, mention))


def _of_another(mention: Mention, people: Sequence[Span]) -> bool:
    """Whether all who are named are known, and nobody of them is of this customer: 跟宫总监在|翠湖|边喝茶."""
    here = {customer.id for customer in mention.known}
    known = [span.value.known for span in people if isinstance(span.value, Person)]
    return bool(known) and all(theirs and all(each.customer not in here for each in theirs) for theirs in known)


def _is_shown(folded: str, mention: Mention, people: Sequence[Span]) -> bool:
    """Whether a customer is but shown to somebody of another: 苏科长想看样板，我周六带她去云图瞅瞅."""
    lead = _LEADS_THERE.search(folded[max(0, mention.start - _REACH) : mention.start])
    if lead is None or not _TO_SEE.match(folded, mention.end):
        return False
    here = {customer.id for customer in mention.known}
    before = [span.value for span in people if span.start < mention.start and isinstance(span.value, Person)]
    return any(person.known and all(each.customer not in here for each in person.known) for person in before)


def _is_place(folded: str, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a naming that fits several is the place where the one that is named beside it sits."""
    if len(mention.known) < 2 or mention.sure > CORE or _GOES_TO.search(folded[: mention.start]) is None:
        return False
    return any(len(each.known) == 1 and each.known[0] in mention.known and each is not mention for each in mentions)


def _in_passing(folded: str, mention: Mention) -> bool:
    before = folded[max(0, mention.start - _REACH) : mention.start]
    return any(lead.search(before) and tail.match(folded, mention.end) for lead, tail in _COMPILED)
