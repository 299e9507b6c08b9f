"""How people ask to be shown something, whatever it is: 翻出来我看看, 甩我一份, 给我拉一下."""

from itertools import product


def _joined(verbs: str, ends: str) -> str:
    return "|".join(f"{verb}{end}" for verb, end in product(verbs.split(), ends.split()))


FETCHED = "|".join(
    (
        _joined(
            "翻 调 拉 捞 查 找 列 筛 搜 揪 理 晒 扒 导 取",
            "出来 一下 下 一份 一遍 给我 个list 个单子 个表 张表 个单 个名单 上来",
        ),
        "|".join(f"{verb}{verb}|{verb}一{verb}" for verb in ("扒拉", *"拉捞列筛理拢捋数找查翻盘")),
        _joined("发 甩 推 传 扔 丢 抛 转 报 给 来 弹 抄", "我 给我 一份 我一份 我一个 我下 我一下 一下 一个 过来"),
        _joined("看 瞅 瞧 瞄 过 数", "一下 下 看 一眼 一遍 一看 瞅"),
        "看看|瞅瞅|瞧瞧|打开|调取|过目|念一下|统计一下|列个list|拉个清单|给个名单|有没有|有吗",
    )
)
"""What stands after the thing that is asked for: 云图的底细翻出来."""

FETCH = (
    "看下|看看|看一下|看一眼|想看|查下|查一下|翻|翻下|翻一下|翻翻|翻出|调|调下|调一下|调出|拉|拉下|拉一下|拉出|拉取|找下|找一下|"
    "列|列下|列一下|列出|瞅|瞅瞅|瞅一眼|瞧|瞧瞧|过一下|捞|捞一下|捞出|搜|搜一下|搜下|筛|筛一下|筛出|要一下|给我|发我|发下|来份|来一份|"
    "show|show me|pull|pull up|get|list|check"
)
"""What stands before it: 拉下云图的跟进."""

TO_SEE = "我看看|看看|看下|看一下|瞅瞅|瞧瞧|我瞅瞅|我看下|给我|发我|我用|给我看看|让我看看"
"""What may follow: 翻出来|我看看."""

KINDLY = "给我|给|帮我|帮忙|麻烦|先|都|全|全都|再|也|快|赶紧|直接|统一|一并|单独|顺手|请|我"
"""What may stand between the two."""

ASKED = (
    "有哪些|有谁|有几家|有几个|有多少|有多少家|多少家|多少个|几家|几个|哪几家|哪几个|哪些|哪家|是哪些|是哪几家|是哪几个|都有谁|都有哪些|都是谁|"
    "是谁|边几个|边几家|边些|名单|清单|list"
)
"""What asks which ones, or how many."""
