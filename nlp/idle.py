"""How long nobody spoke with a customer: 10天没人碰过, 一个半月没联系, 晾了俩礼拜, 20天冷着."""

from nlp.pattern import Pattern
from nlp.text import fold, small_number

# 个半月, 个把月 begin without a number
_NUMBER = r"(?P<n>[0-9]+|[一二两三四五六七八九十俩仨]+|半|(?:one|two|three|four|five|six|ten)(?= ?[dwm])|(?=个[半把]))"
_UNIT = r"(?P<unit>天|日|周|星期|礼拜|月|季度?|年|(?:day|week|month)s?)"
_LENGTH = rf"{_NUMBER}\s*(?:来|多|几|余)?(?:个把?)?(?P<half>半)?多?{_UNIT}(?P<after>半)?"
_MORE = r"(?:往上|朝上|开外|上下|左右|以来|以上|之内|以内|的时间|时间|多|余|来|内|了|[,，])*"
_NOBODY = (
    r"(?:都|还|也|就|愣是|一直|从|根本|压根)*(?:没有|没|未|不曾|毫无|无|零|不|no)(?:任何|什么|啥|一点|半点|得)?(?:人|谁|哪个)?"
    r"(?:再|怎么|咋|去|好好|主动|有)*"
)
_CONTACT = (
    r"跟|碰|联[系络]|动|管|理|睬|拜访|回访|走访|消息|进展|走|往来|来往|沟通|互动|搭[理腔话]|过问|问[津候过起]|上门|[露照打]面|"
    r"打过?照面|露头|触达|维护|对接|见|跑|去|聊|谈|音[信讯]|声音|响动|反应|回音|串门|打[过个]?电话|打[过个]?招呼|打交道|接触|交流|更新|follow|contact|touch|update|call"
)
_LEFT = r"晾|冷|凉|搁|撂|放|睡|躺|闲|荒|冻|沉|干耗|丢|扔"
_SILENT = Pattern(
    rf"{_LENGTH}{_MORE}(?:{_NOBODY}(?:{_CONTACT})|(?:一直|都|就|被|还)*(?:{_LEFT})(?:着|在那|下来|落|掉|过|了))|"
    rf"(?:(?:{_LEFT})|{_NOBODY}(?:{_CONTACT}))(?:着|在那儿?|落|上|了|过|进|的|都|已经?|也|超过|超|有|快|将近|足足|整整|差不多|至少|\s)+"
    rf"{_LENGTH.replace('?P<', '?P<b_')}"
)
_ANY_LENGTH = Pattern(_LENGTH.replace(_UNIT, f"{_UNIT}?"))
_UNITS = {
    "天": 1,
    "日": 1,
    "周": 7,
    "星期": 7,
    "礼拜": 7,
    "月": 30,
    "季": 90,
    "季度": 90,
    "年": 365,
    "day": 1,
    "week": 7,
    "month": 30,
}
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_HALVES = {"年": 180}


def idle_days(folded: str) -> int | None:
    """The days of what is said to be silent so long: 两周没动静, 一个月没联系, 晾了半个月."""
    match = _SILENT.search(folded)
    if match is None:
        return None
    lead = "b_" if match["n"] is None else ""
    return _in_days(*(match[lead + name] or "" for name in ("n", "half", "unit", "after")))


def days_in(said: str) -> int | None:
    """A length in days: 15天, 两周, 一个月, 半个月, 20."""
    match = _ANY_LENGTH.search(fold(said))
    return _in_days(match["n"], match["half"] or "", match["unit"] or "天", match["after"] or "") if match else None


def _in_days(number: str, half: str, unit: str, after: str) -> int | None:
    """一个半月 is 45 days, 半年 180, 一周半 10."""
    days = _UNITS[unit.rstrip("s")]
    some = _HALVES.get(unit, days // 2)
    if number == "半":
        return some
    count = _WORDS.get(number) or small_number(number) if number else 1
    return count * days + (some if half or after else 0) if count else None
