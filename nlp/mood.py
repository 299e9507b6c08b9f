"""Whether an order is meant: 不用给瑞吉打标签 forbids it, 要不要给瑞吉打标签 asks about it, 还没打标签 tells of it."""

import re
from functools import lru_cache

from nlp.phrases import CUSTOMER, EMAIL, MEMBER, PERSON, PHONE, PICK, Hit

# what may stand between the word that takes an order back and the order: 不用|再给瑞吉|打标签
_BETWEEN = (
    rf"(?:[{CUSTOMER}-{PICK}\s、]|再|又|也|都|还|光|只|净|给|帮|把|替|对|向|为|去|先|急着|现在|马上|的|我们?|咱们?|他们?|她们?|它|"
    r"这家|那家|那边|客户|标签|一直|每次|老是?|总是?)*"
)
_FORBIDDEN = re.compile(
    r"(?:不用|不(?=[给把替])|不必|不要(?!忘)|不需要|没必要|无需|无须|甭|莫(?!忘)|勿|先不|暂不|暂时不|别(?!忘|人|家|的|处|墅|漏|误)|不想|不打算|"
    rf"没打算|不该|没有?(?!问题|事)|尚未|未|忘了?|干嘛|干吗|为什么|为啥|凭啥|谁让你?){_BETWEEN}$"
)
# 程处长微信回我：色温那条删掉: what somebody is quoted to want is no order
_QUOTED = re.compile(
    rf"[{CUSTOMER}{PERSON}][^,。;\n:]{{0,12}}(?:[说讲回问道发]|微信|来电|表示|带话|通知|要求|反馈)[^,。;\n:]{{0,4}}:[^。;\n]*$"
)
# 锦云那边来电话说发票要改一下: what they want done
_TOLD_BY = re.compile(
    rf"(?<![给跟对和同帮替把让叫请{CUSTOMER}{PERSON}])[{CUSTOMER}{PERSON}]+[^,。;!?\n]{{0,10}}(?:说|讲|表示|要求|反映|反馈|希望)[^。;!?\n]*$"
)
_ASKED = re.compile(
    rf"(?:要不要|用不用|需不需要|该不该|应不应该|有没有必要|是不是(?:应?该|要|得|可以)?|值不值得|何时|什么时候|啥时候|怎么|怎样|咋|如何){_BETWEEN}$"
)
# 谁把我的|提醒删了
_WHO_DID = re.compile(r"(?<!那个)谁(?:又|刚|给我)?(?:[把将][^,，。]{0,8})?$")
_OUGHT = re.compile(rf"(?:要|该|得|需要|应该|用得?着?){_BETWEEN}$")
_ASKS_BACK = re.compile(r"[^,，。;!\n]*?(?:吗|么|嘛|不|没)?[\s]*[?？]|[^,，。;!?\n]{0,6}(?:吗|么)(?:[,，。\s]|$)")
_ASKS_WHICH = re.compile(r"[^。!;\n]{0,16}(?:哪|什么|啥|多少|怎么|咋)[^。!;\n]{0,10}[?？]")
_REQUESTS = re.compile(r"帮|请|麻烦|劳驾|能|可以|可否|拜托|给我|提醒我|叫我|喊我")


# 给远航标一下, 把标签摘了吧, 调出来我看看, 登一下: what the bot is to do, whether it can or not
_HANDS = (
    "标|打|贴|挂|加|补|改|调|换|升|降|设|写|填|录|登|入|建|存|记|删|撤|摘|去掉|取消|勾|划|转|分|派|归|退回|推|挪|算|列|拉|翻|查|"
    "捞|导|汇|弄|整|搞|关|停|清"
)
_ORDER_LIKE = re.compile(
    rf"(?:^|[\s,，。;])[\s,，。;:]*(?:再|也|先|顺便|顺手|麻烦|请|劳烦|都|统一|另外|还有)?(?:给|把|帮|替|将)(?![我咱])"
    rf"[^,。;!?了]{{0,24}}?(?:{_HANDS})(?:一下|一哈|上|起|掉|进去?|成|为|到|返|低|了吧|下|个|吧|\W*$)|"
    rf"[{CUSTOMER}{PERSON}]的?[^,。;!?了{CUSTOMER}{PERSON}]{{0,6}}?(?:写|标|设|填|登|记)[成为](?![^,。;!?]*了)|"
    rf"(?:{_HANDS})(?:一下|一哈|下|上|起|掉|了吧|出来(?:我?(?:看看|瞅瞅|瞧瞧|看下|看))?|返|低|给我|我一[份个下])[吧咯哈呗啦]?\W*$|"
    r"(?:那|这|上|刚才那|前面那)条(?:提醒|任务|记录|跟进|消息)?(?:done|完|勾|划|删|撤|关|取消|搞定|不用|往后|推|改|清|已经|办|做)|"
    r"(?:提醒|任务|闹钟|待办|标签|标(?=摘|去|撤|换)|备注|级别|名下|公海|底细|档案|跟进记录)[^,。;!?]{0,4}(?:呢|咋|有|是|摘|撤|删|关|改|换|打|补|拉|翻|调|给|发|挪|推|$)|"
    r"(?:电话|号码|微信|邮箱|手机|联系方式|地址|名片)\W*(?:再)?(?:甩|丢|推|发|转|传|给|抄|弹|报|扔)(?:给)?我(?:一[个份下哈]|下|哈|看看|瞅瞅|吧)*\W*$|"
    r"(?:之后|以后|后|到时|时候|前|点)\s*(?:再)?(?:call|叫|喊|嗌|提|闹|戳|敲)(?:返|下|一下)?我"
)


@lru_cache(maxsize=256)
def is_order_like(masked: str) -> bool:
    """Whether a clause looks like something that the bot is to do, though no phrase of a command fits it."""
    found = _ORDER_LIKE.search(masked)
    if found is None:
        return False
    before = masked[: found.start()]
    return _QUOTED.search(before) is None and _TOLD_BY.search(before) is None


_DOES = re.compile(
    rf"(?<![给帮替对跟和{CUSTOMER}{PERSON}])[{CUSTOMER}]*{PERSON}+[^,。;!?]{{0,6}}?(?:把|将|说|讲|想|要|让|叫|嫌|问|觉得|已经|自己|那边)"
)


def of_somebody(masked: str, start: int, at: int) -> bool:
    """Whether what stands at a place is done or said by a customer's person: 曲老板把合作社的牌子摘了 is no order."""
    return _DOES.search(masked, start, at) is not None or _TOLD_BY.search(masked[start:at]) is not None


# 把张倩从天工删了, 天工的张倩删掉: of a person, and not of the customer
_ON_PERSON = re.compile(
    rf"(?:把|将){CUSTOMER}*的?{PERSON}+[^,。;!?]*$|{PERSON}+[^,。;!?]{{0,4}}从{CUSTOMER}|{CUSTOMER}的?{PERSON}+[^,。;!?{CUSTOMER}]{{0,6}}$"
)


def is_on_person(masked: str, start: int, hit: Hit) -> bool:
    """Whether what is ordered about a customer alone is to be done with one of its people."""
    return _ON_PERSON.search(masked[start : hit.end]) is not None


_SAID = re.compile(rf"[{CUSTOMER}{PERSON}](?:那边|他们|家)?[^,。;!?]{{0,3}}(?:说|讲|问|要求|规定|通知|表示|话)")
_WANTED = re.compile(r"(?<!我)(?:想|希望|要求|打算|考虑|申请|争取)(?:把|要|再)?[^,。;!?]{0,6}(?:改|换|调|升|降|提)")


def is_wish(masked: str, start: int, hit: Hit) -> bool:
    """Whether a fact is only said or wished for by the customer: 李总说他们评了A级, 付款方式想改承兑; no number is."""
    if re.search(f"[{PHONE}{EMAIL}]", masked[hit.start : hit.end]):
        return False
    end = min((place for place in (masked.find(stop, hit.end) for stop in ",。;\n") if place >= 0), default=len(masked))
    return _SAID.search(masked, start, hit.start) is not None or _WANTED.search(masked, start, end) is not None


# 请李娜吃了顿火锅, 让王强去了趟云图: done already, and no task
_WAS_DONE = re.compile(r"\s*[㐀-鿿]{1,2}(?:了|过)(?:[一两三几]?(?:顿|趟|次|回|场|餐|圈|下午|上午|天)|[饭酒茶])")


def is_meant(masked: str, start: int, at: int, end: int) -> bool:
    """Whether an order that stands from `at` to `end`, in a clause from `start` on, is to be carried out."""
    before = masked[start:at]
    if _FORBIDDEN.search(before) or (_QUOTED.search(before) and "提醒我" not in masked[at:end]):
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
