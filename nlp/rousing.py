"""Calls to the speaker or to all as orders of a reminder: 届时请叫我一下, 你得催我去要尾款, 吆喝大家打卡.

Who calls is not named, so it is the bot; and a time to come is said.
"""

import re
from collections.abc import Sequence

from nlp.grammar import Form, Grammar
from nlp.pattern import Pattern
from nlp.phrases import CUSTOMER, MEMBER, PERSON, PRONOUN, REPEAT, TIME, Hit
from nlp.scene import Scene

_CALL = (
    r"提个?醒|提醒|提点|提(?!前|到|交|供)|叫|喊|嗌|吼|催|通知|知会|告知|招呼|吆喝|敲(?!定)|戳|捅|闹|踢|叮嘱?|嘱咐|号召|呼叫|话|让(?=.(?:看|盯|查|记|想|回|打|去|起|醒|出))|"
    r"call|cue|ping|dd|@|艾特|remind|alert"
)
_ONCE = r"一[下声哈嘴]子?|声(?!明)|下(?![单订午周月班厂车乡工个])|哈"
_SO = rf"(?:{_ONCE}|返|番|醒)*"
_ALL = (
    r"大家伙儿?|大家|大伙儿?|各位(?:同事|同仁|伙伴|老师|兄弟)?|全组|全体(?:同事|成员|人员)?|所有人|全员|全队|全班|全部门|全公司|组里|队里|群里|部门里|"
    r"(?:小)?伙伴(?:们|儿们)|(?:兄弟|弟兄|同事|姐妹|家人|伙计|宝子|老铁|亲)们|每个人|人人|每人|你们|咱们?大家|我们(?:大家|组|部门|全组)"
)
_CALLED = Pattern(
    rf"(?:(?:{_CALL}){_SO}(?:(?P<all>{_ALL})|(?:[我咱俺](?![们家的那这])|本人))|(?:帮|替|给|同|跟)[我咱俺](?:提醒|提个?醒|提一?[下声嘴]|提(?=[\s:,，]|$)))"
    r"(?:一[下声哈嘴]子?|一嗓子)?(?![了过]|[一二两三四几]?[次回遍趟]|半天)"
)
_ANY = Pattern(r"[我咱俺本大各全所们组群里队人]")
_AIMED = (
    r"你|您|请|麻烦|劳驾|劳烦|拜托|帮忙|帮我|给我|替我|记得|记[着住好]|别忘[了记]?|[莫甭勿]忘[了记]?|务必|千万|必须|可?得(?!了)|届时|"
    r"到[时点]候?|到那?[天会时]|[那当]天|那时候?|那会儿?|机器人|小?助手|系统|定时|准时|按时|及时"
)
# what may stand between a stop or the time and the call, and what of it says that the bot is meant
_GLUE = Pattern(
    rf"(?:{_AIMED}|的?时候|[之以]?[前后]|左右|[那这当][一]?[场趟会阵]|头天|就|再|又|要|一定|先|也|还|都|统一|集体|把|\s)*"
)
_IS_AIMED = Pattern(_AIMED)
_STOP = re.compile(r"[,。!?;:~…、\s]")
_SENTENCE = re.compile(r"[。!?;~…\n]")
_SOMEBODY = Pattern(
    rf"[{CUSTOMER}{PERSON}{MEMBER}{PRONOUN}他她]|老板|领导|客户|对方|人家|老[婆公]|家里|经理|[主部][任长]|有人|谁"
)
_ORDER = 3.0


def roused(scene: Scene, grammar: Grammar, start: int) -> list[Hit]:
    """The orders of a reminder that call the speaker or all, with nobody named who calls."""
    masked = scene.masked
    if (TIME not in masked and REPEAT not in masked) or _ANY.search(masked, start) is None:
        return []
    calls = [
        (begun, call)
        for call in _CALLED.finditer(masked, start)
        if (begun := _begun(scene, call.start(), start)) is not None
    ]
    form = _reminding(grammar) if calls else None
    if form is None:
        return []
    everyone = {"everyone": True}
    return [
        Hit(command=form.name, start=begun, end=call.end(), weight=_ORDER, sets=everyone if call["all"] else {})
        for begun, call in calls
    ]


def _reminding(grammar: Grammar) -> Form | None:
    """The command that comes at a time, once or again and again."""
    forms = grammar.forms.values()
    return next((form for form in forms if form.writes and form.has("repeat") and form.has("text")), None)


def _begun(scene: Scene, at: int, start: int) -> int | None:
    """Where the order begins that a call at a place is part of; None where it is not for the bot.

    It is where the words before it name nobody who calls, or turn to it, and a time to come stands in its sentence."""
    masked = scene.masked
    sentence = _after(_SENTENCE, masked, start, at)
    clause = _after(_STOP, masked, sentence, at)
    time = max(masked.rfind(TIME, clause, at), masked.rfind(REPEAT, clause, at)) + 1
    begun = max(clause, time)
    lead = masked[begun:at]
    if _GLUE.fullmatch(lead) is None or not _lies_ahead(scene, sentence, at, start):
        return None
    if _SOMEBODY.search(masked, clause, at) is not None:
        return None
    aimed = time or _IS_AIMED.search(lead) or _SOMEBODY.search(masked, sentence, at) is None
    return begun if aimed else None


def _lies_ahead(scene: Scene, sentence: int, at: int, start: int) -> bool:
    """Whether the time that was said last before a call, in its sentence or before, lies ahead or recurs."""
    if scene.of_kind("repeat", start, at):
        return True
    spans: Sequence[object] = [*scene.of_kind("time", sentence, at)] or [*scene.of_kind("time", start, at)]
    times = [scene.future.get(span.start) for span in spans]  # type: ignore[attr-defined]
    last = next((time for time in reversed(times) if time is not None), None)
    if last is None:
        return False
    return last.seconds is not None if last.start is None else (last.end or last.start) > scene.now


def _after(stops: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the stretch that holds a place begins."""
    return max((stop.end() for stop in stops.finditer(text, start, end)), default=start)
