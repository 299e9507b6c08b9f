"""Whether words ask: 华星的合同签了没 puts a question, 他问啥时候到 tells of one, 谁有他的微信 is asked of people."""

import re
from functools import lru_cache

from nlp.pattern import Pattern
from nlp.phrases import TIME

_ASKS_OPENLY = Pattern(r"谁|什么|啥|多少|几[个家次时号点]|哪|怎么|怎样|咋|如何|为何")
_ASKS_WHETHER = Pattern(r"[?？]|吗|(?:么|呢|没|没有|不)[\s。!~]*$|是否|有没有|是不是")


def asks_openly(words: str) -> bool:
    """Whether words ask for something that is no yes or no: 云图现在谁在跟."""
    return _ASKS_OPENLY.search(words) is not None


def asks(words: str) -> bool:
    """Whether words put a question: 华星的合同签了没."""
    return asks_openly(words) or _ASKS_WHETHER.search(words) is not None


# 他问啥时候到, 没啥问题, 谁都不买账: words that ask nothing themselves
_ASKS_ITSELF = Pattern(
    r"(?<!那个)(?:啥|什么)(?!的)|咋|怎么|怎样|怎麽|点样|多少|几(?:多|点|号|折|钱|[个家台次回](?!月|人|字))|哪(?!怕)|(?<!那个)谁|何时|何处|"
    r"(?P<end>(?:吗|嘛|么|未|不|没|(?<=[了过好完到成齐上])没有)[啊呀呢哦哇]?\W*$)|如何|(?<![时动])(?P<verb>[㐀-鿿])[不没](?P=verb)(?!了)"
)
_GOVERNED = re.compile(
    r"(?:问|打听|了解|知道|晓得|清楚|明白|懂|[说讲话](?![了的])|看看?|算|想|定|讨论|商量|研究|确认|核|告诉|(?<![上下这])回|答|解释|催|管|不论|无论|不管|随便|"
    r"没|不|未|别|怕|哪怕|(?<!助)教(?![育授练师材程委学])会?|讲解|演示|示范|培训)[^,。;!?]{0,12}$|[聊谈讲教学][了到过][^,。;!?]{2,16}$"
)
# 谁来都行, 赔不赔以后再算: of any of them, or of none now
_EVERY = Pattern(
    r"[^,。;!?]{0,6}(?:都|也|挨个|逐个|逐一)|[^,。;!?]{0,8}(?:再[说看算定议谈讲]|另[说算]|看情况|"
    r"(?:还|仍|一直)(?:没|在|正在?)?(?:谈|定|说|议|商量|讨论|掰扯|扯皮|争|吵))"
)
# 他问发货了没, 老板说要不: what leads to a question at the end; 回电话了没, 好说话不, 看了吗 put it themselves
_GOVERNED_TO_END = re.compile(
    r"(?:(?:问|打听|说(?!话)|讲|知道|晓得|清楚|确认|看看?|商量|讨论|研究|核|催)(?![了过好完定到][^,。;!?]?$)[^,。;!?]{2,12}|[说讲问])$"
)


@lru_cache(maxsize=256)
def asks_outright(words: str) -> bool:
    """Whether a clause itself asks for something: 远航8月到现在都聊过啥; 他问啥时候到 tells of a question."""
    for sign in _ASKS_ITSELF.finditer(words):
        governed = (_GOVERNED_TO_END if sign["end"] else _GOVERNED).search(words[: sign.start()])
        indefinite = not sign["end"] and _EVERY.match(words, sign.end())
        if not indefinite and not governed:
            return True
    return False


# 我要给他打电话|，号码给我; 下午去见他们老板|，资料看一下: what something is asked for
_INTENDS = Pattern(
    rf"\W*(?:(?:我们?|咱们?)|[{TIME}]|等[下会]儿?|待会儿?|一会儿?|马上|正|就|也|还|先)*"
    r"(?:要(?!了|求)|想(?!了|起)|准备|打算|得(?!了|到|知)|正要|该|去(?!了|过|的)|过去(?!了|过))[^了过完说讲]*\W*"
)


def says_what_for(masked: str) -> bool:
    """Whether words before a question only say what its answer is wanted for."""
    return _INTENDS.fullmatch(masked) is not None


# 谁去瑞吉, 推我一下: put to whoever reads it
_ASKS_AROUND = Pattern(
    r"[?]|吗|(?<!那个)谁|(?:了|些)(?:啥|什么)\W*$|几点|几[次回]|多少次|哪(?!怕)|呗|不\s*$|没\s*$|好不好|行不行|是不是|有没有(?:人|同事|谁)|怎么办|咋办|咋接|"
    r"啥(?:意思|时候给)|"
    r"(?:推|发|转|传)我(?!们)(?:一下|一份|看)|帮我(?:带|问|拿|看|收|取)"
)
_QUESTION_MARK = Pattern(r"[\s!~…]*[?？]")


# 就问电费谁出, 配件谁掏钱还没谈拢: what others ask, and what is open between them
_ASKED_BY_THEM = Pattern(
    r"(?:(?<![想帮去])问(?![下一问])|追问|咨询|打听(?![下一])|商量|讨论|研究|纠结|没定|没说|没想好|不知道|不清楚)[^,。;!?]{0,12}$"
)


def asks_around(folded: str, start: int, end: int) -> bool:
    """Whether a stretch is put to people, or a question mark stands behind it: 谁有空去趟瑞吉."""
    signs = _ASKS_AROUND.finditer(folded, start, end)
    return any(not _is_theirs(folded, start, sign) for sign in signs) or _QUESTION_MARK.match(folded, end) is not None


def _is_theirs(folded: str, start: int, sign: re.Match[str]) -> bool:
    if sign[0][0] not in "谁几多哪":
        return False
    asked = _ASKED_BY_THEM.search(folded, start, sign.start())
    return bool(asked) or _EVERY.match(folded, sign.end()) is not None
