"""How people ask to be shown something, whatever it is: 翻出来我看看, 甩我一份, 念给我听听, 给我拉一下."""

from typing import Literal

from nlp.grammar import Phrase

_TAKE = (
    "翻|调|拉|捞|查|找|列|筛|搜|揪|理|晒|扒拉|扒|导|取|摆|端|念|盘|点|数|捋|拢|清点|清|排|汇总|统计|整理|抖|亮|拎|铺|摊|抽|提溜|罗列|"
    "显示|展示|调取|打开|点开|整|弄|展开|归拢|open|show"
)
_HAND = "发|甩|推|传|扔|丢|抛|转|报|给|来|弹|抄|递|投|出"
_OUT = (
    "出来|出嚟|一下|下|一份|一遍|上来|个list|个单子|个表|张表|个单|个名单|个清单|出个单子|个数|一哈|到群里|一眼|"
    "一圈|一轮|出个名单|个遍|一个|来"
)
_ME = "我|咱|咱们|我们|大家伙|大家"
_TO_ME = f"(给|让|跟|叫|帮|替)({_ME})|{_ME}"
_EYE = "看|瞅|瞧|瞄|望|听|数|过|翻|用|对|捋|扒拉|查|找|列|筛|理|盘|拉|捞|调|点|晒|亮|摆|念|排|睃"
_PEEK = f"({_EYE})(一下|下|一眼|一遍|一哈|着|个数|一圈|一轮|两眼|个遍|一过)|" + "|".join(
    f"{verb}{verb}|{verb}一{verb}|{verb}了{verb}"
    for verb in ("扒拉", *"看瞅瞧瞄听数过翻捋查找列筛理盘拉捞拢点对晒亮摆念排")
)

FETCHED = (
    f"({_TAKE})({_OUT})[{_TO_ME}][{_PEEK}|目]|({_TAKE}|{_HAND})({_TO_ME})[一份|一个|一下|下|一遍|一哈][{_PEEK}|看|瞧|听|用]|"
    f"({_HAND})(一份|一下|一个|过来|出来|到群里|一版|一遍|一圈)[{_TO_ME}][{_PEEK}]|({_PEEK})|(给|让)({_ME})({_PEEK}|看|瞧|瞅|下)|"
    "来看看|打开|调取|过目|拉个清单|给个名单|有没有|有吗|看看有没有"
)
"""What stands after the thing that is asked for: 云图的底细翻出来."""

FETCH = (
    "给下|给一下|给个|求|求个|来个|要下|要个|报下|报一下|发一下|推下|推一下|看下|看看|看一下|看一眼|看一看|想看|查下|查一下|查查|查一查|查看|翻|翻下|翻一下|翻翻|翻一翻|翻出|翻开|翻看|调|调下|调一下|调出|调取|拉|拉下|"
    "拉一下|拉出|拉取|找下|找一下|找找|列|列下|列一下|列出|瞅|瞅瞅|瞅一眼|瞧|瞧瞧|瞧一眼|瞄一眼|过一下|过一遍|捞|捞一下|捞出|搜|搜一下|搜下|筛|筛一下|"
    "筛出|要一下|给我|发我|发下|来份|来一份|数数|数下|数一下|点点|捋捋|捋一下|扒拉扒拉|念念|念下|晒晒|晒一下|亮一下|摆一下|拎出|揪出|打开|打开下|打开一下|"
    "点开|展开|显示|展示|show|show me|pull|pull up|get|list|check|open"
)
"""What stands before it: 拉下云图的跟进."""

TO_SEE = "我看看|看看|看下|看一下|瞅瞅|瞧瞧|我瞅瞅|我看下|给我|发我|我用|给我看看|让我看看"
"""What may follow: 翻出来|我看看."""

KINDLY = (
    "给我|给咱|给|帮我|帮忙|替我|麻烦|先|都|全|全都|再|也|快|赶紧|直接|统一|一并|单独|顺手|请|我|提前|全部|一起|"
    "挨个|具体|你|您|能不能|可不可以|能否|，"
)
"""What may stand between the two."""

ASKED = (
    "有哪些|有谁|有几家|有几个|有几户|有多少|有多少家|多少家|多少个|多少户|几家|几个|几户|哪几家|哪几个|哪些|哪家|是哪些|是哪几家|是哪几个|都有谁|都有哪些|"
    "都是谁|是谁|谁个|边几个|边几家|边些|名单|清单|list|有几位|有吗|有没有"
)
"""What asks which ones, or how many."""

COUNTED = f"({FETCHED})[，|看|看看|一共|总共|到底|拢共|现在]({ASKED})"
"""Both at once: 数数有几家, 翻出来看看有多少个."""

SO_FAR = (
    "现在|目前|当前|一共|总共|合计|拢共|统共|通共|到底|究竟|都|还|全|我|我们|咱们|咱|里|里头|里面|分别|，|具体|"
    "如今|眼下|还剩|还剩下|剩"
)
"""What may stand between a thing and the question for it: 标签|现在都|有哪些."""

WHAT = (
    "有哪些|有啥|有什么|有多少|有多少个|有多少条|有几个|有几条|有几种|有些什么|有些啥|有些哪些|是啥|是什么|是哪些|是些什么|是哪几个|多少个|多少条|几个|几条|"
    "哪些|哪几个|啥|什么|有没有|有么|有吗|有几多"
)
"""What asks which of a thing there are, before it or after it."""


def asked_for(thing: str, *, weight: float, where: Literal["end", "clause"] = "end") -> tuple[Phrase, ...]:
    """The ways in which any thing is asked for: 拉下…, …翻出来我看看, …都有哪些, 有哪些…"""
    kindly = f"[{KINDLY}] [{KINDLY}] [{KINDLY}]"
    so_far = f"[{SO_FAR}] [{SO_FAR}]"
    return (
        Phrase(f"[把|将]{thing} {so_far} {kindly} ({FETCHED})", weight=weight, where=where),
        Phrase(f"[把|将]({FETCH}) {kindly} {thing}", weight=weight, where=where),
        Phrase(f"{thing} {so_far} ({WHAT}|呢|在哪|在哪儿|在哪看)", weight=weight, where=where),
        Phrase(f"{so_far} ({WHAT}) {thing}", weight=weight, where=where),
    )
