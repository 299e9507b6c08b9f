"""How a change of a field is said."""

from collections.abc import Mapping

from nlp.grammar import Phrase

TYPES = (("text", "文本|文字"), ("number", "数字|数值"), ("amount", "金额|钱数"), ("date", "日期"))
_ADD = "加|新增|增加|添加|再加|加个|加一个|增加一个|新增一个"
_DROP = "去掉|删掉|删除|拿掉|减掉|删"


def _orders(*patterns: str, **sets: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(pattern, sets=sets, weight=4.4, where="start") for pattern in patterns)


PHRASES: Mapping[str, tuple[Phrase, ...]] = {
    "options": _orders(
        f"[给|字段]{{field}}[里|里面|字段]({_ADD})[一个|几个|两个]选项[:|叫]{{options}}",
        f"[给|字段]{{field}}[的]选项[里]({_ADD})[一个|上|:]{{options}}",
    ),
    "fewer": _orders(
        f"[把|字段]{{field}}[里|里面|字段]({_DROP})选项[:]{{options}}",
        f"[把|字段]{{field}}[的]选项[里]({_DROP})[:]{{options}}",
    ),
    "rename": _orders("[把][客户]字段[:]{field}(改名叫|改名为|改名成|重命名为|改叫|更名为|改称|改名){new}"),
    "off": _orders("(停用|关掉|停掉|不用|禁用|隐藏)[客户]字段[:]{field}", "[客户]字段{field}(停用|禁用|不用了|关掉)"),
    "on": _orders("(启用|恢复|打开|重新启用|用回)[客户]字段[:]{field}", "[客户]字段{field}(启用|重新启用|用回来)"),
    "require": (
        *_orders(
            "[把][客户]字段[:]{field}[改](设为|设成|改成|变成|要)[为]必填",
            "[把]{field}(设为|设成|改为|改成)必填[项|字段]",
            required="yes",
        ),
        *_orders(
            "[把][客户]字段[:]{field}(取消必填|不用必填|不必填|改成选填|设为选填|改为选填|不是必填)",
            "[把]{field}(取消必填|不用必填|改成选填|设为选填|改为选填)",
            required="no",
        ),
    ),
    "type": (
        *_orders(
            "[把][客户]字段[:]{field}[的]类型(改成|改为|换成|设为){type}",
            "[把][客户]字段[:]{field}(改成|改为|换成){type}",
        ),
        *(
            Phrase(
                f"[把]{{field}}[的类型](改成|改为|换成)({said})[类型|型|字段|格式]",
                sets={"type": kind},
                weight=4.3,
                where="whole",
            )
            for kind, said in TYPES
        ),
    ),
}
