"""Whether an order is meant: 不用给瑞吉打标签 forbids it, 要不要给瑞吉打标签 asks about it, 还没打标签 tells of it."""

import re
from functools import lru_cache

from nlp.pattern import Pattern
from nlp.phrases import CUSTOMER, EMAIL, LEVEL, MEMBER, PERSON, PHONE, PICK, Hit

# what may stand between the word that takes an order back and the order: 不用|再给瑞吉|打标签
_BETWEEN = (
    rf"(?:[{CUSTOMER}-{PICK}\s、]|再|又|也|都|还|光|只|净|给|帮|把|替|对|向|为|去|先|急着|现在|马上|的|我们?|咱们?|他们?|她们?|它|"
    r"这家|那家|那边|客户|标签|一直|每次|老是?|总是?)*"
)
_FORBIDDEN = Pattern(
    r"(?:不用|不(?=[给把替])|不必|不要(?!忘)|不需要|没必要|无需|无须|甭|莫(?!忘)|勿|先不|暂不|暂时不|别(?!忘|人|家|的|处|墅|漏|误)|不想|不打算|"
    rf"没打算|不该|没有?(?!问题|事)|尚未|未|忘了?|干嘛|干吗|为什么|为啥|凭啥|谁让你?){_BETWEEN}$"
)
# 程处长微信回我：色温那条删掉: what somebody is quoted to want is no order
_QUOTED = Pattern(
    rf"[{CUSTOMER}{PERSON}][^,。;\n:]{{0,12}}(?:[说讲回问道发]|微信|来电|表示|带话|通知|要求|反馈)[^,。;\n:]{{0,4}}:[^。;\n]*$"
)
# 锦云那边来电话说发票要改一下: what they want done
_TOLD_BY = Pattern(
    rf"(?<![给跟对和同帮替把让叫请{CUSTOMER}{PERSON}])[{CUSTOMER}{PERSON}]+[^,。;!?\n]{{0,10}}(?:说|讲|表示|要求|反映|反馈|希望)[^。;!?\n]*$"
)
_ASKED = Pattern(
    rf"(?:要不要|用不用|需不需要|该不该|应不应该|有没有必要|是不是(?:应?该|要|得|可以)?|值不值得|何时|什么时候|啥时候|怎么|怎样|咋|如何){_BETWEEN}$"
)
# 谁把我的|提醒删了
_WHO_DID = Pattern(r"(?<!那个)谁(?:又|刚|给我)?(?:[把将][^,，。]{0,8})?$")
_OUGHT = Pattern(rf"(?:要|该|得|需要|应该|用得?着?){_BETWEEN}$")
_ASKS_BACK = Pattern(r"[^,，。;!\n]*?(?:吗|么|嘛|不|没)?[\s]*[?？]|[^,，。;!?\n]{0,6}(?:吗|么)(?:[,，。\s]|$)")
_ASKS_WHICH = Pattern(r"[^。!;\n]{0,16}(?:哪|什么|啥|多少|怎么|咋)[^。!;\n]{0,10}[?？]")
_REQUESTS = Pattern(r"帮|请|麻烦|劳驾|能|可以|可否|拜托|给我|提醒我|叫我|喊我")


# 给远航标一下, 把标签摘了吧, 调出来我看看, 登一下: what the bot is to do, whether it can or not
_HANDS = (
    "标|打|贴|挂|加|补|改|调|换|升|降|设|写|填|录|登|入|建|存|记|删|撤|摘|去掉|取消|勾|划|转|分|派|归|退回|推|挪|算|列|拉|翻|查|"
    "捞|导|汇|弄|整|搞|关|停|清"
)
_ORDER_LIKE = Pattern(
    rf"(?:^|[\s,，。;])[\s,，。;:]*(?:再|也|先|顺便|顺手|麻烦|请|劳烦|都|统一|另外|还有)?(?:给|把|帮|替|将)(?![我咱])"
    rf"[^,。;!?了]{{0,24}}?(?:{_HANDS})(?:一下|一哈|上|起|掉|进去?|成|为|到|返|低|了吧|下|个|吧|\W*$)|"
    rf"[{CUSTOMER}{PERSON}]的?[^,。;!?了{CUSTOMER}{PERSON}]{{0,6}}?(?:写|标|设|填|登|记)[成为](?![^,。;!?]*了)|"
    rf"(?:{_HANDS})(?:一下|一哈|下|上|起|掉|了吧|出来(?:我?(?:看看|瞅瞅|瞧瞧|看下|看))?|返|低|给我|我一[份个下])[吧咯哈呗啦]?\W*$|"
    r"(?:删|撤|摘|去|取消|拿)掉?了[他她它]们?[吧啦呀咯]*\W*$|"
    r"(?:那|这|上|刚才那|前面那)条(?:提醒|任务|记录|跟进|消息)?(?:done|完|勾|划|删|撤|关|取消|搞定|不用|往后|推|改|清|已经|办|做)|"
    r"(?:提醒|任务|闹钟|待办|标签|标(?=摘|去|撤|换)|备注|级别|名下|公海|底细|档案|跟进记录)[^,。;!?]{0,4}(?:呢|咋|有|是|摘|撤|删|关|改|换|打|补|拉|翻|调|给|发|挪|推|$)|"
    r"(?:电话|号码|微信|邮箱|手机|联系方式|地址|名片)\W*(?:再)?(?:甩|丢|推|发|转|传|给|抄|弹|报|扔)(?:给)?我(?:一[个份下哈]|下|哈|看看|瞅瞅|吧)*\W*$|"
    r"(?:之后|以后|后|到时|时候|前|点)\s*(?:再)?(?:call|叫|喊|嗌|提|闹|戳|敲)(?:返|下|一下)?我"
)


# 给他们演示了疫苗|提醒那套: what was done is no order, whatever it was done with
_JUST_DONE = Pattern(r"[㐀-鿿](?<![算行好够])了[㐀-鿿]{1,4}$")


@lru_cache(maxsize=256)
def is_order_like(masked: str) -> bool:
    """Whether a clause looks like something that the bot is to do, though no phrase of a command fits it."""
    found = _ORDER_LIKE.search(masked)
    if found is None:
        return False
    before = masked[: found.start()]
    if _JUST_DONE.search(before):
        return False
    return _QUOTED.search(before) is None and _TOLD_BY.search(before) is None


_DOES = Pattern(
    rf"(?<![给帮替对跟和{CUSTOMER}{PERSON}])[{CUSTOMER}]*{PERSON}+[^,。;!?]{{0,6}}?(?:把|将|说|讲|想|要|让|叫|嫌|问|觉得|已经|自己|那边(?!的?$))"
)


# 伍校长把资料翻出来看了, 温店长问提醒怎么设, 给马骁演示了怎么打标签, 让邢昊把资料整理一下: for somebody else to see
_LOOKS = Pattern(
    rf"(?<![给帮替对跟和与上次回{CUSTOMER}{PERSON}])[{CUSTOMER}]*{PERSON}+(?:那边|他们|又|也|还|刚才?|就|一直|老是?|今天|昨天)*(?:把|将|说|讲|让|叫|嫌|问|觉得|打听|想知道|追问)|"
    rf"[给教帮陪带][{CUSTOMER}]*{PERSON}+[^,。;!?]{{0,8}}[了过完]|(?:让|叫|请|喊|安排|派|催|通知|麻烦|吩咐){MEMBER}+"
)


def is_anothers_question(masked: str, start: int, end: int) -> bool:
    """Whether somebody at a customer looks something up or asks for it, before or in what is asked."""
    return _LOOKS.search(masked, start, end) is not None


def of_somebody(masked: str, start: int, at: int) -> bool:
    """Whether what stands at a place is done or said by a customer's person: 曲老板把合作社的牌子摘了 is no order."""
    return _DOES.search(masked, start, at) is not None or _TOLD_BY.search(masked[start:at]) is not None


# 把张倩从天工删了, 天工的张倩删掉: of a person, and not of the customer
_ON_PERSON = Pattern(
    rf"(?:把|将){CUSTOMER}*的?{PERSON}+[^,。;!?]*$|{PERSON}+[^,。;!?]{{0,4}}从{CUSTOMER}|{CUSTOMER}的?{PERSON}+[^,。;!?{CUSTOMER}]{{0,6}}$"
)


def is_on_person(masked: str, start: int, hit: Hit) -> bool:
    """Whether what is ordered about a customer alone is to be done with one of its people."""
    return _ON_PERSON.search(masked[start : hit.end]) is not None


_SAID = Pattern(rf"[{CUSTOMER}{PERSON}](?:那边|他们|家)?[^,。;!?]{{0,3}}(?:说|讲|问|要求|规定|通知|表示|话)")
_WANTED = Pattern(r"(?<!我)(?:想|希望|要求|打算|考虑|申请|争取)(?:把|要|再)?[^,。;!?]{0,6}(?:改|换|调|升|降|提)")


def is_wish(masked: str, start: int, hit: Hit) -> bool:
    """Whether a fact is only said or wished for by the customer: 李总说他们评了A级, 付款方式想改承兑; no number is."""
    if re.search(f"[{PHONE}{EMAIL}]", masked[hit.start : hit.end]):
        return False
    end = min((place for place in (masked.find(stop, hit.end) for stop in ",。;\n") if place >= 0), default=len(masked))
    return _SAID.search(masked, start, hit.start) is not None or _WANTED.search(masked, start, end) is not None


# 记上了没有, 升副总了没, 新加了几个联系人: whether it was done; 是A级还是B级: which it is
_ASKS_DONE = Pattern(
    r"[了过好上完](?:没有?|吗|么)[\s?？啊呀呢]*$|[了过](?:几[个家位条名次]|多少)(?:联系人|客户|人|标签|提醒|家|个)?[\s?？啊呀呢]*$"
)
_ASKS_IF = Pattern(f"是不是|是否|有没有|是{LEVEL}+(?:级|类)?还是{LEVEL}|[?？]\\s*$")
_ASKED_FOR = Pattern(r"帮|请|麻烦|给我|提醒|叫我|一下|能不能|可不可以|可以|行不|好不|行吗|好吗")
_CHANGES = Pattern(r"把|将|改[成为到]|换[成为到]|更新|登|录|填|标|打上|加上|补")
_CLAUSE_END = Pattern(r"[,。;!\n]|$")


def is_asked(masked: str, start: int, hit: Hit) -> bool:
    """Whether the clause of an order asks about what was done, or how it is: 光点的拜访记上了没有, 华椒是A级还是B级."""
    end = _CLAUSE_END.search(masked, hit.end)
    words = masked[start : end.start() if end else len(masked)]
    if _ASKED_FOR.search(words):
        return False
    return _ASKS_DONE.search(words) is not None or (_ASKS_IF.search(words) is not None and not _CHANGES.search(words))


# 请李娜吃了顿火锅, 让王强去了趟云图: done already, and no task
_WAS_DONE = Pattern(r"\s*[㐀-鿿]{1,2}(?:了|过)(?:[一两三几]?(?:顿|趟|次|回|场|餐|圈|下午|上午|天)|[饭酒茶])")

# 今天可算|叫我进里屋喝茶了, 昨晚愣是|拉我喝到十点: what came about at last is told
_CAME_ABOUT = Pattern(r"(?:可算|总算|终于|居然|竟然|愣是|硬是|到底|这才)是?(?:肯)?[叫喊请让拉]我$")


# 怎么把人加进系统, 请问如何给客户打标签: what is to be done is asked about
_ASKS_HOW = Pattern(
    r"[\W_]*(?:请问|那|我|你|到底|究竟)*(?:怎么|怎样|咋(?!样)|如何)(?!样|了|说|回事|还|又|不|没|这么|那么|就|都|会|啦|着)"
)


def is_meant(masked: str, start: int, at: int, end: int) -> bool:
    """Whether an order that stands from `at` to `end`, in a clause from `start` on, is to be carried out."""
    before = masked[start:at]
    if _ASKS_HOW.match(masked, start) and "提醒我" not in masked[at:end]:
        return False
    if (
        masked.startswith(("谁把", "谁将"), at)
        or _FORBIDDEN.search(before)
        or (_QUOTED.search(before) and "提醒我" not in masked[at:end])
    ):
        return False
    if _CAME_ABOUT.search(masked, at, end) is not None:
        return False
    if masked[end - 1] == MEMBER and _WAS_DONE.match(masked, end):
        return False
    if (who := _WHO_DID.search(before)) and (who.group()[-1] not in "谁又刚我" or masked[at] in "把将"):
        return False
    if _REQUESTS.search(masked[at:end]):
        return True
    if _ASKED.search(before) or _ASKS_WHICH.match(masked, end):
        return False
    asked = _OUGHT.search(before) is not None and _ASKS_BACK.match(masked, end) is not None
    return not asked or _REQUESTS.search(before) is not None
