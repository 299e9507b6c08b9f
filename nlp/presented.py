"""Whether words present a company that nobody knows: 拜访了宏达科技, but not 国产芯片适配清单."""

from collections.abc import Sequence

from nlp.customers import SOUND, Mention
from nlp.pattern import Pattern
from nlp.people import TITLE, Person
from nlp.reading import Span
from nlp.regions import REGION
from nlp.surnames import SURNAME

# what leads to a name of somebody met or made
_LEADS = Pattern(
    r"(?:[拜走回]访|拜会|[去到跑见约陪找给跟和与同]|碰[到见上]|遇[到见上]|认识|联系|对接|接触|致电|电联|跟进|扫到|摸到|转到|拐到|路过|开发|签下|拿下|陌拜|"
    r"新增|新建|录入|[录建加添]|客户|公司|叫做?|名叫|[一有几]家|有个|[一了]个|新开|刚开|转介绍|介绍|来)(?:了|过|完|的|个|家|一家|一个|趟|一趟|是)*[\s:：「“\"『【]*$"
)
_STOPS = Pattern(r"(?:^|[\s,，。.;；:：、!！?？|/~…①-⑳）)】」”\"])$")
_LEGAL = Pattern(r"(?:公司|集团|股份|ltd\.?|limited|llc|inc\.?|gmbh)$")
_APART = Pattern(
    rf"[\s,，。;；:：、!！?？()（）「」“”\"|/~…]|$|的|那边|这边|那儿|他们|[的]?{SURNAME}(?:{TITLE})|老板|采购|负责人|[说要想问来催打回今昨明刚又也还都]|上[午周]|"
    rf"下[午周]"
)


# 颜色像酱油，| is a clause of its own; who stands in one beside somebody known is spoken of as a house
_OF_A_HOUSE = Pattern(
    rf"\s?(?:[:]|的(?!事)|那边|这边|那儿|他们|{SURNAME}(?:{TITLE})|老板|采购|负责人|[,，\s](?:{SURNAME}(?:{TITLE})|老板|联系人|负责人))"
)
# 合肥|迅达汽配: a place, a name and a trade
_A_NAME = 4


def presented(folded: str, new: Sequence[Mention], known: Sequence[Mention], people: Sequence[Span]) -> list[Mention]:
    """The new names that stay: all where nobody known explains whom the words are about, else those that are shown."""
    explained = any(mention.sure > SOUND for mention in known) or any(
        isinstance(span.value, Person) and span.value.known for span in people
    )
    return [mention for mention in new if not explained or _is_presented(folded, mention)]


def _is_presented(folded: str, mention: Mention) -> bool:
    before = folded[max(0, mention.start - 8) : mention.start]
    if _LEGAL.search(mention.said) or folded[mention.start - 1 : mention.start] in tuple('「“『《【"'):
        return True
    located = REGION.match(mention.said)
    led = (located and mention.end - mention.start - located.end() >= _A_NAME) or _LEADS.search(before)
    if not led and not (_STOPS.search(before) and _OF_A_HOUSE.match(folded, mention.end)):
        return False
    return _APART.match(folded, mention.end) is not None


_INTRODUCES = Pattern(
    r"(?:[一有来开了][家间]|有个|来了个?|新客户?|[新刚]开的?|认?识了?|逮[到着住]了?|捡[到着]?了?|线索|leads?|商机|碰[到见上]了?|遇[到见上]了?|加了|介绍的?|名?叫|met|路过|[扫摸]到)[^,，。;]{0,12}(?:[,，:]\s?)?$"
)


def introduces(folded: str, mention: Mention) -> bool:
    """Whether words bring up a company that the speaker came upon: 今天来了个新客户华美家纺."""
    return mention.new and _INTRODUCES.search(folded[max(0, mention.start - 18) : mention.start]) is not None
