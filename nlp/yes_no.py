"""A plain yes, a plain no, and words that put off what is asked about."""

import re

_SOFT = "[的啊呀吧了嘞咧哈呢啦哦嘛滴咯喽噻撒呗哟哇呐哩它他她]*"
_AGREED = (
    r"(?:对|好|是|系|嗯|行|中|得|妥|可以|成|要得?|使得|没错|确认无误|确认|确定|同意|没问题|没毛病|可|必须|"
    r"ok(?:ay)?|yes|yep|sure|do it|go|y)"
    rf"{_SOFT}\W*"
)
_MANNER = (
    r"(?:(?:按|照|就?依)(?:着|照)?(?:这个?|那个?|你(?:说|讲|列|写)的|上面的?)|"
    r"就?照?(?:这么|这样|咁样?|恁么?|这般))(?:样?子?|来)?"
)
_ACTS = "办做弄整搞来着定分转派换改建加删并记录设发排走撤停放收"
_THIS = "(?:[这那][家个条户位单笔]|它|他)?"
_ACT = (
    rf"(?:那?就)?(?:(?:删除?掉?|清掉|合?并|换掉?|记上?|恢复){_THIS}|整|搞起?|照着?办|[分转派发]|是?[这那][家个条户位]|就是?[它他她]|"
    rf"冲鸭?|走起|走着|安排上?|上吧|准了|批了|go+|"
    rf"{_MANNER}(?:[{_ACTS}]|执行|处理|安排|落实)?){_SOFT}\W*"
)
_DO = rf"(?:就|那|你|都|全|直接|快|给我|帮我)*(?:{_ACT}|(?:改|撤|停用?|转|建|加|办|做|弄|来){_SOFT}\W*)"
# 对 · 好的 · 是的，删吧 · 可以，谢谢; what goes on otherwise (要3箱样品, 行业改成医疗) is no yes
_YES = re.compile(rf"\W*(?:(?:{_AGREED})+(?:{_DO})*|(?:{_ACT})+)(?:谢谢|谢了|辛苦了?|麻烦了)?\W*")
_NOT_SO = re.compile(r"\W*(?:不|不对|否|不是|没有|没|无|nope|no|n)[的啊呀哦呢了吧]*(?:这家|它|他|她)?\W*")
_NO = re.compile(
    r"\W*(?:(?:等等|等|慢着|且慢|[先就那]*(?:这样|这么着)[吧了]?)?[,，\s]*)"
    r"(?:(?:那|这|此|该)(?:件?事儿?|条|个|笔|家|单|次|样)?(?:就|先|还是|也)*)?"
    r"(?:算[了啦咯喽哒嘞逑球求噜哩]|罢了|罢罢|得了(?=[,，\s吧])|作废|打住|拉?倒吧|拉倒|免了|不用|不要|"
    r"不[记建删换了并行设加弄办改派发约提打标登录存搞整写]|无需|无须|不消|不劳|勿(?=[㐀-鿿])|"
    r"不可以|不同意|不需要|不必|暂时不|作罢|取消|"
    r"别|莫(?!名)|甭|咪(?!咕|表)|先(?:别|不|莫|甭)|不对不|no|n(?![a-z])|never ?mind|nvm|skip)[^\n]{0,24}"
)
# 等会儿 我问问鞠总再说: what holds back an act that is asked about, whatever else is said
_HOLDS = re.compile(
    r"(?:^|[\s,，。;；!！])\W*(?:哎|诶|喂|那|你|请|麻烦|但是?|不过|可是|还是|稍|先|暂时?)*(?:"
    r"等(?:等|[一会]|下|我)|慢着|慢点|且慢|打住|停(?:一下|下|手|$|[\s,，。!！])|住手|hold on|wait|stop|"
    r"(?:先|暂时?|都)?(?:别|莫|甭|勿|咪|不要?|不用)(?:急|忙|慌|动|删|办|弄|搞|改|并|记|住|执行)|"
    r"先?(?:留|放|搁|缓)(?:着|下|低|住|返|一?[放缓]|他|它|她)|"
    r"(?:我|让我|容我)?(?:再)?(?:先)?(?:想想|考虑|看看|问问|问一?下|确认一?下|商量|核实|核对)|"
    r"(?:改天|回头|以后|过[几两]天|下次|晚点|明天)再)"
)
_MOST = 30
"""Signs within which an act is put off; a longer message tells something of its own."""


def agrees(words: str) -> bool:
    """Whether words are a yes and nothing else: 对，删吧."""
    return _YES.fullmatch(words) is not None


def denies(words: str) -> bool:
    """Whether words are a no and nothing else: 不是这家."""
    return _NOT_SO.fullmatch(words) is not None


def refuses(words: str) -> bool:
    """Whether words begin with a no and go on a little: 算了，不记了."""
    return _NO.fullmatch(words) is not None


def puts_off(words: str) -> bool:
    """Whether words hold an act back: 等会儿 我问问鞠总再说 先别动."""
    return len(words) <= _MOST and _HOLDS.search(words) is not None
