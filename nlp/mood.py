"""Whether an order is meant: 不用给瑞吉打标签 forbids it, 要不要给瑞吉打标签 asks about it, 还没打标签 tells of it;
and whether words ask: 华星的合同签了没."""

import re

from nlp.phrases import CUSTOMER, PICK

# what may stand between the word that takes an order back and the order: 不用|再给瑞吉|打标签
_BETWEEN = (
    rf"(?:[{CUSTOMER}-{PICK}\s、]|再|又|也|都|还|给|帮|把|替|对|向|为|去|先|急着|现在|马上|的|我们?|咱们?|他们?|她们?|它|"
    r"这家|那家|那边|客户|标签|一直|每次|老是?|总是?)*"
)
_FORBIDDEN = re.compile(
    r"(?:不用|不(?=[给把替])|不必|不要(?!忘)|不需要|没必要|无需|无须|甭|莫(?!忘)|勿|先不|暂不|暂时不|别(?!忘|人|家|的|处|墅|漏|误)|不想|不打算|"
    rf"没打算|不该|没有?(?!问题|事)|尚未|未|忘了?|干嘛|干吗|为什么|为啥|凭啥|谁让你?){_BETWEEN}$"
)
_ASKED = re.compile(
    rf"(?:要不要|用不用|需不需要|该不该|应不应该|有没有必要|是不是(?:应?该|要|得|可以)?|值不值得|何时|什么时候|啥时候|怎么|怎样|咋|如何){_BETWEEN}$"
)
_OUGHT = re.compile(rf"(?:要|该|得|需要|应该|用得?着?){_BETWEEN}$")
_ASKS_BACK = re.compile(r"[^,，。;!\n]*?(?:吗|么|嘛|不|没)?[\s]*[?？]|[^,，。;!?\n]{0,6}(?:吗|么)(?:[,，。\s]|$)")
_ASKS_WHICH = re.compile(r"[^。!;\n]{0,16}(?:哪|什么|啥|多少|怎么|咋)[^。!;\n]{0,10}[?？]")
_REQUESTS = re.compile(r"帮|请|麻烦|劳驾|能|可以|可否|拜托|给我|提醒我|叫我|喊我")
_ASKS_OPENLY = re.compile(r"谁|什么|啥|多少|几[个家次时号点]|哪|怎么|怎样|咋|如何|为何")
_ASKS_WHETHER = re.compile(r"[?？]|吗|(?:么|呢|没|没有|不)[\s。!~]*$|是否|有没有|是不是")


def asks_openly(words: str) -> bool:
    """Whether words ask for something that is no yes or no: 云图现在谁在跟."""
    return _ASKS_OPENLY.search(words) is not None


def asks(words: str) -> bool:
    """Whether words put a question: 华星的合同签了没."""
    return asks_openly(words) or _ASKS_WHETHER.search(words) is not None


def is_meant(masked: str, start: int, at: int, end: int) -> bool:
    """Whether an order that stands from `at` to `end`, in a clause from `start` on, is to be carried out."""
    before = masked[start:at]
    if _FORBIDDEN.search(before):
        return False
    if _REQUESTS.search(masked[at:end]):
        return True
    if _ASKED.search(before) or _ASKS_WHICH.match(masked, end):
        return False
    asked = _OUGHT.search(before) is not None and _ASKS_BACK.match(masked, end) is not None
    return not asked or _REQUESTS.search(before) is not None
