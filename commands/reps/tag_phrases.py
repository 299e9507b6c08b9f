"""How people say that tags are put on and taken off."""

from itertools import product

from nlp.grammar import Phrase


def _compounds(verbs: str, ends: str) -> str:
    """Each verb with each end: 打上|打个|标上|标个."""
    return "|".join(map("".join, product(verbs, ends.split())))


# 打上一个, 标返个: what comes before the tag
_BEFORE = "给上个|给上|安排上|安排个|" + _compounds(
    "打挂标贴加补安盖扣戴添", "上一个 上个 返个 一个 两个 俩 仨 三个 几个 上 个 返 下"
)
_AS = (
    "标成|标为|标做|标记为|标记成|标记|标注为|标注|设为|设成|换成|改成|改做|打成|弄成|"
    "归为|归到|归入|划为|划到|划进|列为|列入|列进|列作|定为|评为|算作|算进|转为|升为|升格为|升格成|升级为|升级成"
)
# 打上, 标起, 挂一下: what puts a tag on, said to the end
_PUT = f"安排上|{_compounds('打标贴挂加补安', '上 起 一下 下 上去 起来 返 低 晒')}|{_compounds('标挂贴', '个 一个 着')}"
_LABELED = "标记上|标记一下|标记下|做个标记|做个记号|记个标|打个标|tag一下|tag下|mark一下|mark下"
_LABELS = "标签|标|标记|tag|记号"
# 打, 上: a bare verb, where the order ends with it
_BARE = "打|标|贴|挂|补"
_MARK = (
    "标记|标注|标出来|打标|标一标|换标|换一下标|tag|mark|label|"
    f"(打|标|贴|挂|补|加|做|记|上|安|换|留)[返|低|上|晒|下|好][个|一个|下|这个|这]({_LABELS})"
)
# 都是民营的 统一打起; 增购机会了，tag一下
_KIND = "的|了|吧|啦|啊|呀|哈|嘛|户|客户|类|型|这类|那类|这块|没错|嚟㗎|嚟嘅|嚟㗎喎"
_SO = (
    "都|也|就|统一|一齐|通通|统统|一起|一并|一律|全|全部|全都|帮我|帮忙|给我|给|请|麻烦|顺手|先|给{customer}|"
    "一块|一块儿|直接|你|赶紧|记得|pls|please|帮|给(这|他们|她们|这里)[俩|仨|两家|几家|几个|两个]|"
    "给(他|她|它|人家|他家|他们)"
)
# 帽子给他摘了, 那个标可以撤了
_LABEL = "[的] [那个|这个|个|嗰个|这|那|一项|这项|那项] [标签|标|帽子|牌子|牌牌|标记|记号|tag|字样]"
_ITS = (
    "，|给{customer}|可以|就|也|都|先|给我|帮我|给|(给|替|帮|从)(人|人家|他|她|他们|他家|对方|客户)[身上]|"
    "从{customer}身上|从{customer}那|从{customer}那儿|予以|给予"
)
# 摘掉, 撕下来, 除了他: what takes a tag off, said to the end
_OFF = _compounds("摘拿删撤撕清剥揭抹卸扒除消免", "掉 了 下 下来 返 得了 喽 咯 走")
_GONE = f"{_OFF}|去掉|去了|移除|删除|取消|注销|撤销|不要了|解除|下了|下掉|下走"
# 解除赊账, 撕下那个: what takes off the tag that follows
_TAKES_OFF = (
    f"{_compounds('去摘拿删撤撕清揭抹剥', '掉 下 下来 走')}|摘了|删了|撤了|去除|移除|删除|取消|解除|免去|免掉|消掉|"
    "撤销|注销|摘|撤"
)
_ARROW = (
    "→|->|=>|-->|＞|调整为|调整成|更改为|变更为|修改为|替换为|更换为|替换成|更换成|转为|改挂|换成|换做|换作|改成|改到|改为|改做|改作|换|变成|变为|"
    "转成|转"
)
_HAND = "打给|贴给|挂给|标给|加给|补给|安给|打到|贴到|挂到|标到|加到|安到"

ADDS = (
    Phrase(f"({_BEFORE}|{_AS}|打|挂|标|贴|加)[返][个|一个|成|为|上|下|了|一下|新|的] [:] {{tags}}[标签]", weight=3.1),
    Phrase("(add|put on) [the|a] [tag|label] {tags}", weight=3.1),
    Phrase("(tag|mark|label) [一下|上|个|打|为|成|加|加上|as|with|低]{tags}", weight=3.1),
    Phrase("{tags}[的|这个]tag", weight=2.5),
    Phrase("(打上|挂上|贴上|加上|打个|挂个|标个|贴个|加个|补个|补上)…{tags}[的]标签", weight=3.0),
    Phrase("(打上|挂上|标上|贴上|加上|打个|挂个|标个|贴个)…标签", weight=2.95),
    Phrase("给{customers}[都|也|全](打上|贴上|挂上|标上)[个|一个]…", weight=3.0, where="end"),
    Phrase("{customers}[都|也|全](标成|标为|标记为|标记成|标注为){unknown}", weight=2.6, where="end"),
    Phrase(
        "(给|把|帮){customers}[都|也|全|先|帮我](标|贴|挂|tag|mark)(一下|下|起|个标|个标签|上)", weight=3.0, where="end"
    ),
    Phrase("{tags}[，|这|这些|那][两个|俩|三个|几个|个]标签[都|也|给|帮我](打|标|贴|挂|加|补)上", weight=3.1),
    Phrase(
        f"{{tags}}{_LABEL}[{_KIND}]^[{_SO}] [{_SO}] [{_SO}] ({_PUT}|{_MARK})[一下|下|低|佢|起]",
        weight=3.1,
        where="end",
    ),
    Phrase(
        f"{{tags}}[的][都|就](是|有|包括|)[:]{{customers}} [，] [{_SO}] [{_SO}] ({_PUT}|{_MARK})",
        weight=3.1,
        where="end",
    ),
    Phrase(f"{{tags}}{_LABEL} [都|也|一起|分别|给我] ({_HAND}){{customers}}", weight=3.1),
    Phrase(f"标签…[，]({_HAND}){{customers}}", weight=3.0),
    Phrase("(打|标|贴|挂)(个|一个|上个)标[签] [，|：](就是|是|叫|写)", weight=3.0),
    Phrase(f"{{tags}}…^[{_SO}] [{_SO}] (标记|标注|标上|标起|标一下|标下|打标|{_LABELED})", weight=3.0, where="end"),
    Phrase("#{tags}", weight=3.0),
    Phrase("+{tags}", weight=3.0),
    Phrase("(✔|✅|☑|√)[\ufe0f] {tags}", weight=3.0, where="end"),
    Phrase(f"{{tags}}[{_LABELS}] [，] [{_SO}] [{_SO}] ({_BARE})", weight=3.05, where="end"),
    Phrase(
        f"{{tags}} [，|这|这些|那](两个|俩|三个|仨|几个|四个)[{_LABELS}] [给我|帮我] "
        "(都|全|统统|通通)(上|要|打|标|贴|挂|加|补)[上|起|着]",
        weight=3.1,
    ),
    Phrase("(统统|通通|一律|统一|全部|全都|都|一并)[给我|帮我|给](上|安|补){tags}", weight=3.1),
    Phrase(f"({_GONE})[，] (换|改|打|贴|挂|标)(上|成|个|为|作){{tags}}", weight=3.1),
    Phrase("{customer}[那家|那边|那儿]也(打上|标上|挂上|加上|贴上|打一个|打)", weight=3.0),
    Phrase(
        "[给|帮]{customers}[再|也|都|先](打|标|贴|挂|加|补|安)[上](个|一个)[标|标签|标记|记号|tag|label]:",
        weight=3.0,
        where="start",
    ),
    Phrase("{customers}[的|打|加|贴]标签:", weight=3.0, where="start"),
    Phrase(
        "{tags}[这个|那个|这|那][标签|标]^{customers}[都|也|还|全|全都]‥(没|漏|忘|少)[有|打|挂|贴|上|标|了|记]^"
        f"[{_SO}] ({_PUT}|补)",
        weight=3.1,
        where="end",
    ),
    Phrase(f"{{customer}}{{tags}}[{_KIND}]^(记上|记一个|记着)", weight=3.0, where="whole"),
    Phrase("标签[:]{customers}[:]{tags}", weight=3.05, where="start"),
    Phrase("(标|打|贴|挂|加|补)(俩|仨|两个|三个|几个)[标|标签] [:|，] {tags}", weight=3.1),
    Phrase(
        "(打|加|贴|挂|上|补|添|记|做|写|来|整|弄|搞|安|设|单)[上|个|一个|几个|两个|三个|俩|了|整一个|整个|弄个|来个][新|个新][的]标签",
        weight=3.0,
    ),
    Phrase(
        "给(他|她|它|他们|他家|{customers})[来|整|弄|搞|上|打|加|安][个|一个|上个][新](标签|标：|标，|标叫)", weight=3.0
    ),
    Phrase("标签[再]给{customers}[再|也](打|加|贴|挂|补|安|写)[上|个|一个]", weight=3.0),
    Phrase("标签(打|加|贴|挂|补|换成|改成|弄成|设成|调成|改到|划成|写)[上|个|成|为|:|一下]", weight=2.9),
    Phrase("(tag|mark|label){customers}(as|with|:){tags}", weight=3.2),
    Phrase("换[上|成|个]{tags}", weight=3.1, where="start"),
    Phrase(f"({_ARROW}){{tags}}", weight=3.1, where="end"),
    Phrase(
        "(打|标|贴|挂|加|补|添|安|弄|整|来|起|新开|新起)(个|一个|上|返|上个|返个|个新|一个新)[的](标|标记|记号|tag)",
        weight=3.0,
        where="end",
    ),
    Phrase(
        "(打|贴|挂|加|补|添|安|弄|整|来|起|开)[上|返](个|一个)[新][的](标|标签|标记|记号|tag) [，|：] [就]"
        '(“|「|『|【|"|叫|写)',
        weight=3.0,
    ),
)
REMOVES = (
    Phrase(
        f"({_TAKES_OFF})[他们|她们|它们|他们的|它们的|{{customers}}][身上][的][这个|那个|标签]{{tags}}[标签]",
        weight=3.3,
    ),
    Phrase(f"{{tags}}{_LABEL} [{_ITS}] [{_ITS}] ({_GONE})[他|它|她]", weight=3.3, where="end"),
    Phrase(
        "把{tags}[标签|的标签|给我|先|都](去掉|去了|摘掉|摘了|摘|拿掉|删掉|删了|移除|取消|撤了|撤掉)",
        weight=3.4,
    ),
    Phrase("(不是|不算|不|不再是|不再算|算不上|谈不上){tags}(了|喇|啦|咯)", weight=3.2),
    Phrase(
        "从{tags}[里|里头|里面|名单|名单里|那里|那类](划|拿|移|剔|踢|摘|挪|去|剥)(出去|出来|掉|除|出)",
        weight=3.3,
        where="end",
    ),
    Phrase("(untag|remove|drop|delete|take off|take) [the] [tag] {tags}", weight=3.5),
    Phrase(
        "{tags}[那个|这个|的]标签[可以|就|也|都|先|，](去掉|去了|拿掉|拿下|摘了|摘掉|撤了|撤掉|删了|删掉|取消|不要了|清掉)",
        weight=3.4,
    ),
    Phrase("{tags}[标签|的标签|这个标签](删掉|删了|删除|去掉|去了|清掉|移除)", weight=3.6),
    Phrase("{tags}[标签|的标签|可以|就|也|都|先](撤|去|删|摘|拿)", weight=3.3, where="end"),
    Phrase(f"{{tags}}{_LABEL} [{_ITS}] [{_ITS}] ({_GONE})(吧|呗|得了|算了)", weight=3.3),
    Phrase("标签…{tags}换成", weight=3.3),
    Phrase(f"{{tags}}[的|这个|那个][标签|标|标记]({_ARROW}){{tags}}", weight=3.3),
    Phrase(
        f"{{tags}}…^[那个|这个|个](标|标签|牌子|帽子|tag|标记) [{_ITS}] [{_ITS}] ({_GONE})", weight=3.25, where="end"
    ),
    Phrase(f"(不是|不算|算不上){{tags}}…^…^[标|标签|那个标|这个标|牌子] [{_ITS}] ({_OFF})", weight=3.25, where="end"),
    Phrase("{tags}…^(去标|摘标|撤标|消标|下标)", weight=3.25, where="end"),
    Phrase(f"{{tags}}[{_LABELS}|标签]…(谁|咋|怎么)…^[给我|帮我|赶紧|快] ({_OFF})", weight=3.55, where="end"),
    Phrase("-{tags}", weight=3.0),
    Phrase("(去掉|摘掉|删掉|拿掉|去|摘|删)[个|一个]标签", weight=3.0),
    Phrase("(别|不用|不要|甭|不必)[再|给他|给它](标|打|挂|贴)[成|为|着|了]{tags}", weight=3.4),
)
