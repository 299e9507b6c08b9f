"""Names of companies that nobody knows, told by the words around them: 店名叫云想衣, 一家做隔膜的，恒隆隔膜，…"""

import re

from nlp.company import TRADE_END
from nlp.pattern import Pattern
from nlp.surnames import SURNAME

_QUOTED = re.compile(
    r"(?:家|(?<!标签)(?<!标签,)叫|认识了?|客户|拜访了?|去了?|到了?|[碰遇]?[见到]了?|加了|的)\s?[「“\"『《【](?P<name>[^」”\"』》】\n]{2,24})[」”\"』》】]"
)
# 碰到一个老板，店名叫云想衣
_CALLED = re.compile(
    r"(?:(?:店名|公司名|厂名|店|公司|厂子?|铺子|门店|工作室|单位|牌子|[馆社场园院坊庄]|中心|商行)(?:名字)?[,，]?|(?:客户|商家|店家|厂家)[,，]\s?|"
    r"家[^,，。;\s]{0,12}的[,，]|[一有来开了新][家间][^,，。;\s]{1,12}[,，]\s?(?:名字|店名|牌子)?)(?:就?叫做?|名叫)"
    r"(?P<name>(?![我你他她什啥停苦好来去人])[㐀-鿿a-z0-9]{2,12}?)(?=[,，。;\s]|的|$|老板|店主|掌柜|想[要订买做])"
)
# 店名云栖小筑, 招牌写的是阿嫂面馆
_TITLED = re.compile(
    r"(?:(?:店名|公司名|厂名)(?:就?叫做?|是|:)?|(?:招牌|门头|牌子)上?(?:叫|写[的着]?是?))\s?(?P<name>(?![我你他她什啥是叫很挺太])[㐀-鿿a-z0-9]{3,10}?)(?=[,，。;\s]|的|$)"
)
# 聊了个做月饼的，叫萧山糕香坊; 有个卖茶的找过来，叫…: somebody of a trade, whose house is called so
_TRADER = Pattern(
    r"(?:[个位户家])(?:[做搞卖开养种干弄造搞跑办]|专做|想做)[^,，。;\s]{1,8}的(?:[老小]?老?板|客户|商家|人|厂|店)?"
    r"(?:(?:主动|自己)?(?:找|打|跑|加|联系)[过上]?(?:了?来|我|门)[^,，。;]{0,4})?[,，\s]\s?(?:就?叫做?|名叫|是)"
    rf"(?P<name>(?!{SURNAME}[㐀-鿿]{{1,2}}(?:[,，。;\s]|$))[㐀-鿿a-z0-9]{{4,12}}?)(?=[,，。;\s]|的|$)"
)
# 有家新开的叫百顺农机行, 碰见个养鸭的大户叫鲁西鸭业: a house has any name, somebody met one that no person has
_INTRODUCED = re.compile(
    r"(?:(?:[一有来开了]|新开|刚开)家[^,，。;\s]{0,10}?(?:叫做?|名叫)(?P<house>[㐀-鿿a-z0-9]{2,10}?)|"
    r"(?:有|来了?|碰[到见]了?|遇[到见]了?|认识了?)一?[个位][^,，。;\s]{0,10}?(?:叫做?|名叫)(?P<met>[㐀-鿿]{4,10}?)|"
    rf"(?:碰[到见上]|遇[到见上]|认识)了?(?:一?[个家位])?(?:[做搞卖开养种干][㐀-鿿a-z]{{1,8}})的(?P<made>(?!{SURNAME}[㐀-鿿]{{1,2}}(?:[,，。;\s]|"
    rf"$))"
    r"[㐀-鿿]{2,6}?)(?<![板友学人哥姐乡户家商厂店司]))(?=[,，。;\s的]|$)"
)
# 有个姓殷的养黑斑蛙的，二十来亩网棚，叫|天门蛙王: somebody of a trade, told of for a while
_TOLD_OF = Pattern(
    r"[个位户家](?:姓[㐀-鿿]的?[^,，。;]{0,3})?[做搞卖开养种干跑办弄][^,，。;]{1,8}的[,，][^。;]{2,20}[,，\s](?:就|名)?叫"
    rf"(?P<name>(?!{SURNAME}[㐀-鿿]{{1,2}}(?:[,，。;\s]|$))[㐀-鿿]{{3,10}})(?=[,，。;\s]|$)"
)
# a name with a trade at its end, or with what the house is said to make
_NAMED_AFTER = Pattern(
    r"(?:[一有来开新]家|[个条位](?:新|潜在|意向)?(?:线索|leads?|客户|商机|潜客)|(?:碰|遇|见|认识|介绍|推荐|瞅|看)[到见着上]?了?一?[个户家])(?P<about>[^,，。;:!?\n\s]{0,14})[,，:\s]\s?(?:就?叫做?|名叫|就是)?"
    r"(?P<name>[㐀-鿿a-z0-9]{3,14})(?=[,，。;\s]|$)"
)
# 皖香板面|，老板姓侯: who is told of next owns a house
_OWNED = Pattern(r"[,，。;\s]\s?(?:老板|店主|掌柜|负责人|联系人|当家|姓)")
# 去了一趟海宁的|鑫达皮草|，老板姓费: somewhere that somebody owns
_GONE_TO = Pattern(
    r"(?:[去跑到]了?+(?:一?[趟家])?+|[拜走]访了?|进了?一?家|路过|拐[到进]了?)(?:[㐀-鿿]{2,4}的)?(?P<name>[㐀-鿿]{3,8})"
    r"(?=[,，]\s?(?:(?:老板娘?|店主|掌柜|负责人|当家的?)[姓叫是]|(?:老板娘?|店主)(?:接待|不在|在|说|想|问|留|收)))"
)
_MADE = Pattern(r"[做搞卖产干弄造](?P<made>[㐀-鿿]{2,6}?)的?$")
# signs and words of a sentence, which a name alone does not have
_SENTENCE = Pattern(
    r"[我你他她它这哪吃喝了吗呢吧啊说让把被给跟去没不还就叫想谁啥请的在做卖搞开有要是能会离从挺很太]|主营|经营|专|"
    r"[0-9一二两三四五六七八九十几][个间条台层栋号]|[0-9两几好]家|自[家己建]|整个|新建|位于|地处|隔壁|附近|旁边|门口|对面|以前|原来|规模|老板|地址|店名|厂名|公司名|招牌|门头|牌子"
)


def shown(folded: str) -> list[tuple[int, int]]:
    """Where a name stands in quotes, after 叫, or between stops right after its house was spoken of."""
    found = [match.span("name") for pattern in (_QUOTED, _CALLED, _TITLED) for match in pattern.finditer(folded)]
    found += [match.span(match.lastgroup or 0) for match in _INTRODUCED.finditer(folded)]
    found += [
        match.span("name")
        for pattern in (_TRADER, _TOLD_OF)
        for match in pattern.finditer(folded)
        if not _SENTENCE.search(match["name"])
    ]
    found += [match.span("name") for match in _GONE_TO.finditer(folded) if not _SENTENCE.search(match["name"])]
    named = (
        match
        for match in _NAMED_AFTER.finditer(folded)
        if _is_name(match["name"], match["about"], folded[match.end() :])
    )
    return found + [match.span("name") for match in named]


def _is_name(name: str, about: str, after: str) -> bool:
    if _SENTENCE.search(name):
        return False
    if (trade := TRADE_END.search(name)) is not None:
        return trade.start() > 1
    if _OWNED.match(after):
        return True
    made = _MADE.search(about)
    return made is not None and name.endswith(made["made"]) and len(name) > len(made["made"])
