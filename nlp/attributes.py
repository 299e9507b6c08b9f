"""Facts named by their label: 行业是制造, 来源展会, 职务改实验室主任, 月用量写120."""

import re
from collections.abc import Mapping

from nlp.pattern import Pattern
from nlp.phrases import CUSTOMER, EMAIL, MEMBER, PERSON, PHONE, TAG
from nlp.promoted import PROMOTED
from nlp.regions import COUNTRIES, REGION
from nlp.roles import is_title
from nlp.scene import Scene
from nlp.text import fold, one_of

SAYS = (
    r"(?:[那这]?一?(?:栏|块|格|项|列)|那边)?(?:(?:登记|更新|修改|调整|补|改|写)(?:一下|下)|(?:登记|更新|修改|调整)(?![成为到做]))?"
    r"(?:[填写登搞记录弄]?错[了啦]?)?[\s,，]*(?:(?:应该|应|先|暂时?|就|也|都|给|直接|统一)*"
    r"(?:(?:登记|更新|修改|调整|变更|update|增加|[写填改换调补录登记标设定选勾挂变涨升降增减达])(?:给|一下|下)?(?:成|为|到|做|作|上|了)|"
    r"是|为|:|=|→|改(?!装|性)|换(?!热|电)|填(?!料|充)|写(?!字|真|作)|按(?!摩|揭)|属于))?[\s:]*(?:大概|大约|约|差不多)?\s*"
)
"""What stands between a fact's name and its value: 行业|改成|制造, 来源|这一栏换成|展会, 级别错了，|应该是|B."""
VALUE = r"(?P<value>[^,，。;；\n!！?？]{1,24}?)"
LABELS: Mapping[str, str] = {
    "industry": r"(?<!来源)(?<!来源[是:])行业|industry",
    "region": r"地区|区域|所在地|地域|片区|region",
    "source": r"(?:客户)?来源|渠道来源|source",
    "title": r"职务|职位|头衔|职称|抬头|title",
    "wechat": r"微信号|微信(?=(?:是|换成|换|改成|改为|更新为|[:\s])*[a-z])|wechat(?=[:\s]*[a-z])",
}
_ANY_LABEL = "|".join(
    [*LABELS.values(), "级别", "等级", "联系人", "对接人", "电话", "手机", "邮箱", "email", "标签", "备注"]
)
_END = rf"(?=[,，。;；\n!！?？、]|$|\s|吧|(?:而|并)?不是|了(?:[,，。]|$)|(?:{_ANY_LABEL})|[{PHONE}{EMAIL}])"
# 来源，云图是|老同学介绍的
_LABELLED = {name: Pattern(rf"(?:{label}){SAYS}(?:{CUSTOMER}+[是的])?{VALUE}{_END}") for name, label in LABELS.items()}
# 展会来的, 百度推广过来的
_CAME_FROM = Pattern(
    r"(?:^|[\s,，。;；])(?:是|从|在)?(?P<value>[㐀-鿿a-z0-9]{2,8}?)(?:上面?)?(?:(?:自己|主动)?找?(?:过来|来|上门|上来)|认识|加|[看搜刷找]到)的(?=[\s,，。;；]|$)"
)
# 朋友介绍, 老客户推荐的: who brought them
_BROUGHT = Pattern(
    rf"(?:^|[\s,，。;；])(?:是|由|经)?(?P<value>[㐀-鿿a-z{CUSTOMER}{PERSON}{MEMBER}]{{1,8}}?(?:介绍|推荐|引荐|牵线))(?:来|过来)?的?(?=[\s,，。;；]|$)"
)
# 挪威的, UK: where they are
_LOCATED = Pattern(
    rf"(?:^|[\s,，。;；])(?:是|在|位于|from\s)?(?P<value>{REGION.pattern}|{one_of(COUNTRIES)})"
    r"(?:那边|这边|本地)?的?(?:客户|公司)?(?=[\s,，。;；]|$)"
)
_TRADE_OF = Pattern(r"做(?P<value>[㐀-鿿a-z]{1,8}?)(?:生意|行业)?的")
# 半导体行业, by itself
_OF_TRADE = Pattern(r"(?:^|[\s,，。;；])(?:属于?|是)?(?P<value>(?!行业)[㐀-鿿a-z]{2,8}?)行业(?=[\s,，。;；]|$)")


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
        patterns += [_CAME_FROM, _BROUGHT]
    elif name == "region" and makes:
        patterns.append(_LOCATED)
    elif name == "industry" and makes:
        patterns = [_OF_TRADE, *patterns, _TRADE_OF]
    elif name == "title":
        patterns.append(PROMOTED)
    for pattern in patterns:
        for match in pattern.finditer(words):
            value = scene.text[start + match.start("value") : start + match.end("value")].strip()
            if is_title(fold(value)) if name == "region" else pattern is PROMOTED and not is_title(fold(value)):
                continue
            if value and not only_orders(fold(value)):
                return tidy(value)
    return None


# 职务也改改, title给改改, 职务请更新: that it be changed, but not to what
_ONLY_ORDERS = re.compile(
    r"(?:也|都|跟着|顺便|一并|帮|给|我|你|他|她|人家|同|把|请|麻烦|烦请|需要?|要|得)*(?:改|换|更新|更改|变更|修改|修订|同步|登记|登|录|调|补|动|填|写|记|更)*"
    r"(?:一?[下哈]|一?[改换调]|过来|过去|回来|返|掉|上|好|为准|准|了|吧|啊|哦)*"
)


def only_orders(folded: str) -> bool:
    """Whether what follows a label but orders that it be changed."""
    return _ONLY_ORDERS.fullmatch(folded) is not None


def tidy(value: str) -> str:
    return re.sub(r"(?:才[对是]|吧|啦|哈|呢|的|了)+$", "", value.strip(" 「」“”\"'：:")) or value
