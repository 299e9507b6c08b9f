"""Company names that nobody knows yet: at a region, after a word of going or meeting, before a trade or an office."""

import re
from collections.abc import Iterable

from nlp.company import LEGAL, ORGANISATION, SHORT
from nlp.customers import Mention, longest_apart
from nlp.pattern import Pattern
from nlp.regions import REGION
from nlp.shown import shown
from nlp.surnames import SURNAME

# what leads to a company's name: a verb of going or meeting, a particle, a label; or a stop
_BEFORE = re.compile(
    r"^|(?<=[\s,，。.;；:：、!！?？|/~…「“\"『【(（>→①-⑳])|"
    r"陌拜了?|拜访了?|拜会了?|拜仿了?|走访了?|回访了?|去了一?趟|去了|去|跑了一?趟?|到了|到|跟进了?|跟近了?|跟|和|与|给|同|找|见了|见|约了|约|上门|(?<=[回趟次])上|叫做?|认识了?|联系了?|"
    r"电联|致电|陪|一家|有家|家|新?客户|新客|公司|的|是|在|从|对|录入|录|建|加|新增|添|刚|今天|昨天|上午|下午|接触了?|只有|就|开了?[个家间]|碰[到见上]了?(?:一?[家个户])?|遇[到见上]了?(?:一?[家个户])?|路过|[扫摸转拐]到|来了个|加了"
)
# signs of talk, which no name has before its trade
_TALK = re.compile(
    r"[做搞聊谈我你他她它这那哪现吨吃喝边可的了吗呢吧啊说问让把被给跟去没不还就再叫要想能都也又里有个各几多每谁啥请先在从看得等像换拿退催赔嫌涨跌缺漏送讲第]|"
    r"会(?![计展所馆社])"
)
# of those the ones that no name has after its region either: 三明|绿能|科技 is one
_CLEAR_TALK = re.compile(
    r"[那这][边里个家儿]|[有一几两][个家]|[搞聊谈我你他她它这哪吃喝了吗呢吧啊说问让把被给跟去没不还就叫想谁啥请]"
)
_NOT_A_NAME = re.compile(
    r"(?:人(?![人和本民立文])|行业|地区|区域|来源|级别|职务|职位|联系人|自己|某|对方|别人?|其他|同行|隔壁|另外|全部|整|总|第.|全|带|一|两|三|做|送|看|换|用|签|吃|开|打|发|收|卖|买|讲|付|该|本|新(?![密乡余沂郑安泰昌会化兴源野])|头[一几回次]|老板|"
    r"客户|员工|[0-9]+[出进到]?$|.*(?:电话|微信|邮件|标签|提醒|跟进|拜访|上门|[碰遇][到见]|[一有]家(?!人)))"
)
# Lakeside Inn的Mr. Fraser
_LATIN_WHOSE = Pattern(r"(?<![a-z])(?P<name>[a-z][a-z&'.-]*(?: [a-z&'.-]+){0,3})(?=的\s?(?:mr|mrs|ms|miss|dr|madam)\b)")
# 展会上碰到|Bluewave Sports|的采购Anna
_LATIN_MET = Pattern(
    r"(?:[碰遇约][到见上]了?|[认結结]?识了?|[加见访]了?|拜访了?|联系了?|对接了?|跟|和)(?:一?[个位家间])?\s?"
    r"(?P<name>[a-z][a-z&'.-]+(?: [a-z&][a-z&'.-]*){1,3})"
    r"(?=的\s?(?:[a-z]{2,}|买手|采购|老板|负责人|经理|总监|市场|销售|主管|设计|创始人|合伙人))"
)
_LATIN_COMPANY = Pattern(
    r"(?<![a-z0-9])(?:(?!(?:met|saw|visited|called|with|from|at|the|new|client|customer|and|to|for|in|by|is|add|"
    r"pls)\b)[a-z0-9&.+'-]+ ){1,4}(?:co\.?,? ?ltd\.?|ltd\.?|limited|inc\.?|llc|corp\.?|gmbh|group|"
    r"trading|logistics|technology|optics|studio|exports?|imports?|toys|sports|foods?|fashion|furniture|garden|lighting|tools|"
    r"textiles?|hotels?|motors|electronics|pharma|industries|enterprises|suppl(?:y|ies)|wholesale|distribution|shipping|"
    r"apparel|jewel(?:le)?ry|outdoor|crafts|solutions|systems|b\.?v\.?|pty|plc|jsc|s\.?r\.?l\.?|k\.?k\.?)(?![a-z])"
)
# 拜访漯河嘉禾地板，: a place and a name after a word of going, whatever the trade
_VISITED = re.compile(
    rf"(?:拜[访会]了?|走访了?|去了?一?趟?+|到了?|跟进了?|见了?|去的|到的)\s?"
    rf"(?P<name>(?:{REGION.pattern}|[㐀-鿿]{{1,2}}[县镇])(?P<core>(?!玩|旅|度假|散心|出差|开会|学习|培训|考察|参[展观加]|看|办|接|送|找|住|过[年节冬]|转|跑|待|呆|[几一两]天|一[趟周])[㐀-鿿]{{3,8}}?))(?=[,，。\s]|的(?:{SURNAME})|$)"
)
# 拜访了苍溪的费总: whose somebody is, whatever the trade; 采购部的费总 is of a part, 客户的费总 of anybody
_SOMEBODYS = re.compile(
    rf"(?:拜访了?|走访了?|回访了?|见了?|见到了?|跟|和|与|约了?|联系了?|找了?|陪了?|送了?|给)\s?"
    rf"(?P<name>(?!{REGION.pattern})[㐀-鿿]{{2,4}}?)的?(?:{SURNAME})(?:总|经理|工|主任|老板|厂长|院长|校长|科长|处长|部长|董|店长|主管|总监)"
)
# 头一回见新密嵩岳耐材的厂办刘主任: whose office somebody is of
_OFFICES = re.compile(
    rf"(?:拜访了?|走访了?|回访了?|见了?|见到了?|跟|和|与|约了?|联系了?|找了?|陪了?|去了?|到了?|认识了?)\s?(?P<name>[㐀-鿿]{{4,12}}?)的"
    rf"(?:厂办|[党总综]?办公?室?|采购部?|财务[部科]?|行政部?|人事部?|技术[部科]?|设备[部科]?|生产部?|工会|后勤|[㐀-鿿]{{1,3}}[部科处室])(?:{SURNAME})"
    rf"(?:总|经理|工|主任|老板|厂长|科长|处长|部长|董|主管|总监|主席|会计|干事|姐|哥|师傅)"
)
_PART = re.compile(
    r"(?:[部科处室厂店组队区线院局校司园楼班会家人边里上下方面]|车间|公司|单位|集团|总部|采购|财务|技术|仓库|市场|销售|行政|人事|法务|品控|质检|设备|物流|生产|质量|外贸|内勤|前台|秘书|助理|信息|"
    r"工程|供应|商务|运输|储运|"
    r"研发|运营|(?<=[半一二两三四五六七八九十几多大小整好])[年月天周]|礼拜|星期|小时|钟头|[回趟次遍阵]|好久|同事|朋友|老板|客户|甲方|乙方|昨天|今天|上午|下午|之前|以前|当时|现场|项目)$"
)
# 麦浪宠物食品(深圳)有限公司
_TAIL = re.compile(rf"\([㐀-鿿]{{2,6}}\)(?:{'|'.join(LEGAL.split())})")
_FURTHEST = 14
# 云和|县木玩世家: the name of a county goes on
_UNITS = frozenset("县市镇")
# 庐阳区教育|局
_OFFICE = re.compile(r"[局厅厂]")
# 进场, 到店, 出厂 happen; they end no name
_HAPPENS = re.compile(r"^[进退到出入现登离收开返回全内外各分搬关建租换盘](?:[厂店部城行院社馆场站]|车间)$")
_HEADS = """厂 店 部 城 行 院 社 馆 场 站
车间 广场 中心 学校 医院 公司 集团 服务 管理 设计 设备
工程 技术 数据 信息 材料 包装 医疗 国际 健康"""
_LOOSE_HEADS = frozenset(_HEADS.split())
# 抚顺那家食品厂, 上次那个公司: words that point at somebody known are nobody's name
_POINTS_OUT = re.compile("[这那哪某找换挑选][家个户位]|某[某公]")


# 建材城里的三家: a place where several are
_SEVERAL = Pattern(r"[里内]?的?[两三四五六七八九十几][家间户]")
# 大顺五金|改行做窗帘了, 佳美饰品|搬厂了: what they do is no part of their name
_GOES_ON = re.compile(
    r"改[行做成]|转[行产做]|搬|迁[到至往走]|关[门张停]|倒闭|停[产工业]|扩[建产]|招[人工标]|换[人了老新]|[聊谈说讲问找想要看见嫌催来去拿送订买缺没不也又都还在把给跟的]"
)


# 有家玉器店，叫|昆仑玉缘: the former is but their trade
_CALLS = re.compile(r"[,，]?\s?(?:就?叫做?|名叫|名字叫|店名叫?)")


def new_companies(
    folded: str, taken: Iterable[tuple[int, int]], nicks: Iterable[tuple[int, int]] = ()
) -> list[Mention]:
    """Company names that nobody knows yet: 无锡精锐自动化, 深圳市优耐特传感器有限公司, 「初蕊月子会所」.

    `taken` are other names; of `nicks` of strangers a name may hold one: 城东阿强烧烤."""
    taken, nicks = list(taken), list(nicks)
    called = shown(folded)
    found = list(called)
    found += [match.span("name") for match in _LATIN_WHOSE.finditer(folded)]
    found += [match.span("name") for match in _LATIN_MET.finditer(folded)] if " " in folded else []
    found += [match.span() for match in _LATIN_COMPANY.finditer(folded)] if " " in folded else []
    found += [match.span("name") for match in _VISITED.finditer(folded) if not _CLEAR_TALK.search(match["core"])]
    found += [match.span("name") for match in _SOMEBODYS.finditer(folded) if _may_be_whose(match["name"])]
    found += [match.span("name") for match in _OFFICES.finditer(folded) if _may_be_whose(match["name"])]
    for match in ORGANISATION.finditer(folded):
        start = _name_start(folded, match.start(), match.group())
        if start is not None and not _OFFICE.match(folded, match.end()):
            tail = _TAIL.match(folded, match.end())
            found.append((start, tail.end() if tail else match.end()))
    free = [
        (start, end)
        for start, end in found
        if not any(start < a and b == end for a, b in called)
        and not any(start == a and b < end and _GOES_ON.match(folded, b) for a, b in found)
        and not any(end < a and _CALLS.fullmatch(folded, end, a) for a, _ in found)
        and all(end <= a or start >= b for a, b in taken)
        and all(end <= a or start >= b or (start <= a and b < end) for a, b in nicks)
        and not _SEVERAL.match(folded, end)
        and not _POINTS_OUT.search(folded, start, end)
    ]
    return [Mention(start=a, end=b, said=folded[a:b], sure=SHORT) for a, b in longest_apart(free)]


def _may_be_whose(name: str) -> bool:
    return not (_TALK.search(name) or _NOT_A_NAME.match(name) or _PART.search(name))


def _name_start(folded: str, end: int, trade: str) -> int | None:
    """Where the name begins whose trade begins at `end`: at a region, else after the last word that leads to names."""
    floor = max(0, end - _FURTHEST)
    for region in REGION.finditer(folded, floor, end):
        core = folded[region.end() : end]
        if _is_core(core, 1 if len(trade) > 2 else 2, _CLEAR_TALK):
            return region.start()
    leads = {match.end(): match.start() for match in _BEFORE.finditer(folded, floor, end)}
    for place in sorted(leads, reverse=True):
        core = folded[place:end]
        if core[:1] in _UNITS:
            continue
        located = REGION.match(core)
        if located and not _is_core(core[located.end() :], 1, _CLEAR_TALK):
            continue
        if _HAPPENS.search(core[-1:] + trade):
            continue
        if trade in _LOOSE_HEADS and not (len(core) >= 3 and _PLAIN.fullmatch(core) and _led(folded, place, len(core))):
            continue
        if core and _is_core(core, 2):
            return place
        if place - leads[place] > 1 and _NOT_A_NAME.match(core):
            return None
    return None


_PLAIN = re.compile(r"[㐀-鿿]+")


def _led(folded: str, place: int, size: int) -> bool:
    """Whether a word of going or meeting leads to the name, where its trade alone (场, 厂) says too little."""
    return size >= 4 if place == 0 or not _PLAIN.match(folded[place - 1]) else True


def _is_core(core: str, least: int, talk: re.Pattern[str] = _TALK) -> bool:
    """Whether something that can be a name stands before the trade: 宏达|科技, not 他们|公司 nor 冷链|物流."""
    return (
        least <= len(core) <= _FURTHEST
        and re.fullmatch(r"[㐀-鿿a-z0-9&()·]+", core) is not None
        and not (talk.search(core) or _NOT_A_NAME.match(core))
    )
