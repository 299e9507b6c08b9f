"""How people ask for a customer's card, and for the customers that meet conditions."""

from commands.fetch_words import ASKED, COUNTED, FETCH, FETCHED, KINDLY, TO_SEE
from nlp.grammar import Phrase

_COMPARED = "超过|大于|高于|多于|不到|不足|低于|小于|少于|不低于|不少于|至少|不超过|早于|晚于|以上|以下|之前|之后"
_WHICH = "客户|客户有哪些|有哪些|哪些|有谁|都有谁|列一下|列出来|哪几家|有几家|客户列一下|客户有几家"
_OF = "的|这类|那类|这一类|这个标签|标签|标签的|又是|又|且|而且|并且|还是|加"
_WHOM = "客户|户|客|单位|公司|门店|商家|渠道|名单"
_WHERE = "里|里头|里面|当中|中|那几家|这几家|那些|阶段的|阶段|状态的|名下|手里|手上"
_SO_FAR = "现在|还剩|还剩下|剩|目前|一共|总共|合计|拢共|统共|到底|都|还|我|我们|咱们|组里|里|分别|，"
_CARD = (
    "客户资料|客户详情|客户信息|客户情况|资料|底子|底细|底|档案|详情|信息|画像|卡片|客户卡|家底|老底|老底儿|底儿|"
    "背景|基本情况|卡"
)

_THEIR = "[这家|那家|那页|这页|那张卡|家|那边|这边|这客户|这个客户|那个客户|这家公司|那家公司|公司|他们]"
_NOW = "[，][现在|目前|当前|如今|眼下|到底|究竟|系统里|那边]"
_KEPT = "登记|登记的|填的|写的|记的|录的|登的|定的|评的|挂的|系统里的"
_FACT = "级别|等级|级|状态|阶段|行业|地区|区域|来源|规模|标签|负责人|地址|结算方式"
_OPEN = (
    "打开|打开下|打开一下|点开|调出|调出来|翻出|翻开|拉出|展开|显示|查询|查一查|查查|查下|查一下|看看|看下|看一下|"
    "瞅瞅|open|open up"
)

SHOWS = (
    Phrase(f"{{customer}}[这家|那家] [{KINDLY}] ({FETCHED})", weight=3.0, where="whole"),
    Phrase(f"{{customer}}[的|这家的|那家的|那边的|家的] ({_CARD}) [{KINDLY}] [{KINDLY}] ({FETCHED})", weight=3.25),
    Phrase(f"({FETCH}) {{customer}}[的|这家的|那家的|那边的|家的] ({_CARD})", weight=3.25, where="end"),
    Phrase(
        "{customer}[这家|那家][现在|目前|到底|是](谁在管|谁管着|谁管|归谁|归谁管|谁在对接|谁对接|谁维护)", weight=3.0
    ),
    Phrase("(show|查询|调取)[一下]{customer}", weight=3.2, where="start"),
    Phrase(
        "(查一下|查下|查|看下|看看|看一下|调出|打开|翻出|翻一下|搜一下|显示){customer}[的|资料|情况]",
        weight=2.8,
        where="start",
    ),
    Phrase(
        f"{{customer}}{_THEIR}[现在|最近|{{range}}|目前|到底|究竟][是](什么状况|怎么样了|咋样了|咋样|怎么样)",
        weight=3.2,
    ),
    Phrase(
        "{customer}[那家|这家|那边|家|的|到底|究竟|是][是|个]…(啥|什么|咋个|哪门子|么子|什么个)(底细|来头|来路|背景|路数|来历|名堂|底子|家底)",
        weight=3.2,
    ),
    Phrase("{customer}[那家公司|这家公司|这家|公司]…(什么情况|啥情况)", weight=3.2),
    Phrase("(看|查|调|打开|翻|瞅)…{customer}[的](客户资料|资料|底子|底细|档案|详情|信息|画像)", weight=3.3),
    Phrase("(有没有|查重|录过){customer}", weight=3.0, where="start"),
    Phrase(
        f"{{customer}}{_THEIR} {_NOW}[登记|登|填|写|录|记][的|了|着] [的] {{fields}}[填|写|登|登记|录|记][的|了|"
        "着] [是|为|有] "
        "(多少|几|什么|啥|哪天|几号|哪个|什么时候|何时|哪种)[个|家|人|天]",
        weight=3.3,
        where="clause",
    ),
    Phrase(
        f"{{customer}}{_THEIR} (是不是|有没有|是否)[已经|已|都] (有人|谁|有谁|有同事)[在](跟|管|负责|对接|跟进|"
        "盯)[着|了|过]",
        weight=3.2,
        where="clause",
    ),
    Phrase(
        "{customer}[咱们|咱|我们|系统里|系统里面|库里|之前|以前] [系统里|系统|库里|里] [到底] (有没有|是不是|"
        "是否)(录|建|存|登|登记|录入|建档|有人跟)[过|了]",
        weight=3.2,
        where="clause",
    ),
    Phrase(
        "{customer}(录过没|是谁的|是谁在跟|谁在跟|有人跟吗|有人跟没|谁跟的|是谁跟的)",
        weight=3.0,
        where="whole",
    ),
    Phrase("(资料|客户资料)(调出来|打开)", weight=3.1),
    Phrase("{customer}[的](客户资料|资料|档案|详情|客户卡)", weight=3.1, where="whole"),
    Phrase(
        "{customer}[现在|最近|{range}|目前|这家|那边|到底][是|有]…(怎样了|怎么样|怎样|如何了|到哪一步|到哪步|跟到哪)",
        weight=3.2,
        where="whole",
    ),
    Phrase(
        "{customer}[现在|最近|{range}|目前|这家|那边|的]…(进展|进度|情况|状况|近况)[怎么样|如何|怎样|咋样|看一下|看看|发我|说一下]",
        weight=3.2,
        where="whole",
    ),
    Phrase(
        "(看|查|查查|瞅瞅|瞧瞧|了解|搜|打开|调出|show me|pull up|open|check|look up)[看|下|一下|一眼]"
        "{customer}[的][资料|情况|进展|信息]",
        weight=3.2,
        where="whole",
    ),
    Phrase("(谁在跟|谁负责|谁跟的|是谁在跟){customer}", weight=3.0, where="whole"),
    Phrase(
        f"[把|将]{{customer}}{_THEIR} [的] [{_CARD}] [{KINDLY}] [{KINDLY}] ({FETCHED})", weight=3.05, where="clause"
    ),
    Phrase(f"[把|将]({_OPEN}){{customer}}{_THEIR} [的] [{_CARD}]", weight=3.05, where="clause"),
    Phrase(
        f"{{customer}}{_THEIR} {_NOW}[是|由|归|归到] (谁|哪个|哪位|谁个|哪位同事|哪个同事)[在|来]"
        "(管|管着|负责|跟|跟着|跟进|对接|维护|盯|盯着|在管|手上|手里|名下)[的]",
        weight=3.2,
        where="clause",
    ),
    Phrase(
        f"{{customer}}{_THEIR} {_NOW}[{_KEPT}][是|属于|定的|评的|算|在|走到|到] (什么|啥|哪个|几|第几|多少)[个] "
        f"({_FACT})[了|的|客户][、…|和…]",
        weight=3.2,
        where="clause",
    ),
    Phrase(
        f"{{customer}}{_THEIR} {_NOW}[{_KEPT}][的] ({_FACT})[和|跟|、|以及] [{_FACT}] [是|都是|叫|到] (什么|啥|"
        "多少|哪个|几级|哪里|哪儿|哪)",
        weight=3.2,
        where="clause",
    ),
    Phrase(
        f"({{contact}}|{{customer}}) [，] (他们|她们|他家|她家|这家|那家)[那个] [公司|单位|厂|店|家] [的] "
        f"({_CARD}) [{KINDLY}] [{KINDLY}] ({FETCHED})",
        weight=3.25,
        where="end",
    ),
    Phrase(
        f"{{customer}}{_THEIR} {_NOW}[进展|跟进|推进|谈|走|聊|跟|弄|搞|进行][到] (哪一步|哪步|哪个阶段|什么阶段|"
        "啥阶段|什么地步|什么程度)[了]",
        weight=3.2,
        where="clause",
    ),
    Phrase("{customer}[最近|{range}|现在|目前|那边](如何|咋样|还好吗|好不好)", weight=3.2, where="whole"),
)
_HAVING = "({tags}|{level}|{stage})"
_LABEL = "地区|区域|所在地|地域|片区|行业|来源|渠道来源|客户来源|名字|名称|客户名|公司名"

FINDS = (
    Phrase("{member}[的](名下|手里|手上|手头)[现在|一共][都|都有|有](谁|哪些|哪几家|几家|多少家)", weight=3.2),
    Phrase(f"{_HAVING}[{_OF}][{_WHOM}][{_WHERE}] [{_SO_FAR}] [{_SO_FAR}] [是|有]({ASKED})", weight=3.15, where="end"),
    Phrase(
        f"{_HAVING}[{_OF}][{_WHOM}] [，|、] [{{member}}|我][{_WHERE}][的] [{_SO_FAR}] [，] "
        f"[{KINDLY}] [{KINDLY}] ({COUNTED}|{FETCHED})[{TO_SEE}]",
        weight=3.15,
        where="end",
    ),
    Phrase(f"[把]({FETCH}) [{KINDLY}|所有|全部]{_HAVING}[{_OF}][{_WHOM}]", weight=3.1, where="whole"),
    Phrase(
        "(which|what|list|show|show me|pull|find|who) [ones|customers|clients|accounts|are|all|my|the|is] "
        "[ones|are|my|the|all|is] ({tags}|{level}) [level] [customers|clients|accounts]",
        weight=3.2,
    ),
    Phrase(
        f"{{fields}}[是|为|在|:]…的[客户] [，] [{KINDLY}] [{KINDLY}] ({FETCHED}|{ASKED})", weight=3.4, where="whole"
    ),
    Phrase(f"{{fields}}[是|为|在|:]({_COMPARED})…[{KINDLY}] ({FETCHED})", weight=3.4, where="whole"),
    Phrase(
        f"[把|将]({_LABEL})…[的] [{_WHOM}] [{_SO_FAR}] [{_SO_FAR}] [{KINDLY}] [{KINDLY}] ({FETCHED}|{ASKED})",
        weight=3.4,
        where="clause",
    ),
    Phrase(
        "{place}[这|那][边|块|一带|片区|地区] [现在|目前] [我们|咱们|咱|我] (有|有没有|有无)[几个|几家|什么|啥] "
        "(客户|单位|公司)[没|没有|么|吗]",
        weight=3.1,
        where="clause",
    ),
    Phrase(f"[把|将]({_LABEL})(是|为|填|写|标|选|属于|在|带|含|有)…的({_WHOM})", weight=3.4, where="clause"),
    Phrase(
        "[我|我们|{member}][名下|手里|手上|这边|那边|负责|在] [的] [在] {place}[这|那] [边|块|一带|片区|地区] "
        "[的] [那|这] [几家|些] "
        f"[{_WHOM}] [，] [{_SO_FAR}] [{KINDLY}] [{KINDLY}] [有|是] ({FETCHED}|{ASKED})",
        weight=3.1,
        where="clause",
    ),
    Phrase(
        f"(的|所有|全部|那些|哪些)[几家|那几家|那些] (客户|客|户|单位|门店|店家)[名单|清单] [，] [{_SO_FAR}] "
        f"[{_SO_FAR}] "
        f"[{KINDLY}] [{KINDLY}] ({FETCHED}|{ASKED}|有几多)",
        weight=3.1,
        where="end",
    ),
    Phrase("(哪些|哪几家|几家|哪家)[是]…客户", weight=3.2),
    Phrase(
        "客户[现在|都|里头|里|一共|目前|名单]…(有哪些|有谁|有几家|列一下|列出来|筛出来|筛一下|拉出来|"
        "拉一下|拉个|找出来|多少|哪些|看看)",
        weight=3.2,
    ),
    Phrase("(pull|list|查询|捞)…客户", weight=3.2),
    Phrase("…[的]客户[一共|总共|现在][还]有(几个|几家|多少个|多少家|多少|哪几个)", weight=3.2, where="whole"),
    Phrase("(列出|列一下|找出|找一下|筛出|筛一下|筛选|查一下|搜一下|拉出|拉一下|搜)…客户", weight=3.2),
    Phrase("(列出|列一下|找出|筛出|筛一下|拉出|拉一下)…{tags}", weight=3.1),
    Phrase("(名字|名称|名)[里](带|含|有|包含)…的", weight=3.3),
    Phrase(
        "{level}[客户|里头|里|的]…(有哪些|揪出来|列出来|列一下|拉出来|筛出来|有几家|没跟的|没碰过)",
        weight=3.3,
    ),
    Phrase("(挂着|带着|带|打了|贴了|有){tags}[标签|的]…(有哪些|有几家|列|筛|拉|哪些|客户|谁家|哪家|都谁)", weight=3.3),
    Phrase("(天|周|月)[都](没|未)[人](跟|联系|动静|碰|拜访|回访)…客户", weight=2.7),
    Phrase("(卡在|停在|处在|处于){stage}", weight=3.1),
    Phrase(
        f"{{range}}[我|我们|组里|咱们|全组] [都|一共] (新增|新录|新建|新加|新进|新开|新签|新来|新拓)[了|的|过] [的] "
        f"(客户|客|户|单位) [{_SO_FAR}] [{_SO_FAR}] [{KINDLY}] ({ASKED}|{FETCHED})",
        weight=3.6,
        where="end",
    ),
    Phrase(
        "{range}[我|我们|组里|咱们|全组] [都|一共] (新增|新录|新建|新加|新进|新开|新拓)[了|的|过] (哪些|多少|几家|"
        "几个|多少家|哪几家)[客户|客|户|单位]",
        weight=3.6,
        where="end",
    ),
    Phrase("(新录了|新增了|新建了|新加了|录了|新进了)哪些[客户]", weight=3.3),
    Phrase("我[的|手上|手里|名下][都]有哪些客户", weight=3.3),
    Phrase("{member}[的|名下|手上|手里|负责]…客户", weight=3.0, where="whole"),
    Phrase("…[的]客户", weight=2.2, where="whole"),
    Phrase("[看看|看下|列出](所有|全部|有哪些)[的]客户[名单|列表]", weight=3.1, where="whole"),
    Phrase("客户(名单|列表|清单)", weight=3.1, where="whole"),
    Phrase("{tags}[的|客户]…(有哪些|有几家|列出来|列一下|筛出来|拉出来)", weight=3.1),
    Phrase(
        "{tags}[的|标签的]客户[都|现在|里][有]…(哪些|哪几家|哪家|谁|几家|多少|列|拉|筛|名单|发我)",
        weight=3.2,
    ),
    Phrase(
        "(哪些|哪几家|哪家|谁家|都谁|谁|有谁|边几家)[都|还][是|有|打了|打着|挂住|带着|贴着|挂了|挂着|贴了|属于|还是]{tags}",
        weight=3.2,
        where="start",
    ),
    Phrase("{member}[的|名下|手上|手里|负责]…{tags}[的|标签][客户][有|都有](谁|哪些|哪几家|几家)", weight=3.3),
    Phrase("{level}[的]客户[有|都有|名单|发我]…(哪些|哪几家|谁|列|拉|筛|看)", weight=3.2),
    Phrase("{tags}[的|客户|的客户][都](有谁|是谁|是哪些|都是谁|都有哪些|哪几家|是哪几家)", weight=3.2),
    Phrase(f"{{fields}}[是|为|在|:]…({_COMPARED})…[的]({_WHICH})", weight=3.4, where="whole"),
    Phrase("{fields}[是|为|在|:]…的客户", weight=3.35, where="whole"),
    Phrase(f"{{fields}}[是|为|在|:]({_COMPARED})…的", weight=3.35, where="whole"),
    Phrase("{member}[的|名下|手上|手里]…有(哪些|几个|哪几个|哪几家|几家){tags}", weight=3.3),
    Phrase("({level}|{tags}|{stage})…(天|日|周|月|星期|礼拜)[都|还|以上]…(没|未|不曾)", weight=3.7),
    Phrase("(天|日|周|月|星期|礼拜)[都|还|以上]…(没|未|不曾)…({level}|{tags})", weight=3.7),
)
