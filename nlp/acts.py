"""Short words that take back or bring back what was just done: 哎呀手一滑记岔了，抹掉; 别撤，还原.

Every word of such a message is one of a few kinds: a slip, what is meant, an end put to it, a kind word.
"""

import re
from typing import Final

UNDO, REDO = "undo", "redo"

_END = (
    r"(?:[撤抹删消销]|收回)+(?:回|销|除|掉|下|了|去|走|脱|干净)*(?:来|去)?|作废|取消掉?|回滚|回退|[倒退]回去|"
    r"(?:undo|revert|cancel|delete|scrap|remove)(?: (?:it|that|this))?"
)
# an end only to what is pointed at: 去了, but 那条去了吧
_SOFT_END = r"[擦划清扔砍去毙废剔退]+(?:除|掉|下|了|去|走|脱|干净)*"
_KINDS: Final = (
    # 别撤, 撤早了: what was taken back is to stay
    (
        "unwilled",
        r"(?:别|莫|甭|不好?|休|不该|不想|没想|不要|不用|先别|谁让你?)(?:再|要|给我|急着)?[撤删抹消]+(?:回|销|掉|了)?|[撤删抹][错早多岔快](?:了|啦)?",
    ),
    (
        "restore",
        r"(?:还原|恢复|复原|重做|redo|restore|(?:找|捡|加|放|弄|补|搬|拿|要|救|搁|挪|写|添|装|拉|捞)(?:回|返)(?:来|去)?|回来|(?:还是?|仍)?要的|(?:就是|都是|是)?(?:对的|没错)|(?:还是?|仍)要|"
        r"[保留]留[着下住]?|留[着下住]|照旧|反悔|后悔|改主意)",
    ),
    # 当我没说, 白记了: it is not to count
    (
        "void",
        r"(?:就|只)?当(?:作|做)?(?:我)?没(?:说|讲|记|写|发生|提)过?|不(?:能)?(?:算数|作数|作准)|白(?:记|写|说|发|录|登|忙)",
    ),
    (
        "slip",
        r"(?:我)?(?:[手嘴眼脑]子?|舌头|手指头?)(?:又|一)?(?:滑|快|抖|误|瓢|贱|笨|瞎|花|残|短路|打结|秃噜|哆嗦)|"
        r"(?:[记说写发打录登弄搞点按填报讲派贴标整选看听输敲念认]|整个|全)(?:错|岔|串|混|乱|劈叉?|重复?|反|拐|茬|秃噜)了?(?:嘴|群|人|[家户]|地方|窗口|客户|条|行|数|号|频道)?|"
        r"(?:说)?秃噜(?:嘴)?|口误|误(?:操作|触|发|点|记)|失误|乌龙|不对|错|反|重复|多余",
    ),
    ("end", _END),
    ("soft_end", _SOFT_END),
    (
        "denied",
        r"(?:不|别|莫|甭|无须|不必|不用|不要|休|勿|无需|用不着)好?(?:要|用|记|作|做|留|登|录|写|存|算|登记|记录|当真|理)+",
    ),
    (
        "meant",
        r"(?:刚[才刚]?|方才|头先|先头|才刚|才将|适才|刚才?[写记说发录搞弄]的|[上前][面头边]?|最[后近]|我[刚才]*[写记说发]的)*(?:[那这上前此该末]|最后)?一?(?:[条个笔句段样步次]|记录|内容)|"
        r"刚[才刚]?(?:[写记说发录]的)?|方才|头先|上述|它|他|全部|全都|全|都|整条|那",
    ),
    (
        "kind",
        r"[哎诶唉呀哟喂啊哦噢嗯呃额哈嘿嗨靠晕草妈]+|oops|sorry|soz|no|pls|please|thx|不好意思|抱歉|对不起|见谅|糟|完|坏|惨|我去|(?:给|帮|替|同|跟)我|麻烦|劳驾|劳烦|"
        r"拜托|请|你|就|快|赶紧|赶快|马上|立[刻马]|先|直接|把|将|统统|通通|一起|再|又|也|的|了|吧|啦|哒|呢|嘛|呗|咯|噻|撒|还是|谢谢|多谢|一下|下|返|我",
    ),
)
_TOKEN = re.compile(r"[\W_]+|" + "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS))
# 我先撤了
_LEAVES = re.compile(r"\W*(?:我|咱|俺)")
_LONGEST = 30


def act_on(words: str, last: str) -> str | None:
    """`UNDO` where words only take back what was done, `REDO` where they bring back what an undo, the `last` command,
    took."""
    kinds = _kinds(words)
    if kinds is None:
        return None
    if last == UNDO:
        return REDO if kinds & {"unwilled", "restore"} else None
    if kinds & {"unwilled", "restore"}:
        return None
    pointed = bool(kinds & {"meant", "slip"})
    if kinds & {"soft_end", "denied"} or _LEAVES.match(words):
        return UNDO if pointed and kinds & {"end", "soft_end", "denied", "void"} else None
    return UNDO if kinds & {"end", "void"} else None


def _kinds(words: str) -> set[str] | None:
    """Of which kinds the words are; None where one is of none of them."""
    if not words or len(words) > _LONGEST:
        return None
    kinds: set[str] = set()
    at = 0
    while at < len(words):
        match = _TOKEN.match(words, at)
        if match is None or match.end() == at:
            return None
        if match.lastgroup is not None:
            kinds.add(match.lastgroup)
        at = match.end()
    return kinds
