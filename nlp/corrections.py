"""Corrections of what was just done: 不是拜访是电话 is the whole command again; 提醒不要了 takes that part back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from nlp.clauses import Clause, cut
from nlp.grammar import Form, Grammar, SlotKind
from nlp.patches import affirmed, passes_on, patch_of, patched, same_day
from nlp.pattern import Pattern
from nlp.reading import Draft, Moment, Named, Value
from nlp.retimed import hour_kept, hour_only, moved_rule, on_that_half, put_to
from nlp.rewording import anew
from nlp.said import Said, moment, said_times
from nlp.scene import Scene
from nlp.shifts import moved
from nlp.taken_back import part_taken_back
from nlp.text import fold
from nlp.told import TOLD, explicit, told

_MARKED = Pattern(
    r"(?:写|打|记|搞|弄|派|录|填|选|看|输|说|发|标|敲|定|报|设|念|听|讲|认|点|按)(?:错|岔|串|反|混|漏|拐|劈叉)|"
    r"(?<![没不])错(?:了|啦|[家户人单位群])|"
    r"^(?:别|莫|甭|不要|勿|不好)(?:再|给我)?(?:写|记|填|算|标|打|弄|录)(?!了)[^,，。]|手[滑快抖误]|嘴瓢|口误|舌头|"
    r"太?[早晚迟晏]了?[点些]?[\s,，。]+(?=[0-9一二三四五六七八九十]|[上下中]午|[早晚]上|[周明后]|星期|礼拜)|[早晚迟]了(?=[\s,，。]*(?:点|些)?[\s,，。]*(?:改|换|挪|推|调|提|定))|(?:改|换|调|挪)(?=[0-9一二三四五六七八九十两半早晚上下中周明后今大礼星]|个?时间)|"
    r"^(?:那|就|时间|再|改)*(?:往后|往前|推后|推迟|延后|顺延|提前|提早|晚|早)(?:再)?(?:挪|推|调|延)?个?(?=[0-9一二两俩仨三半])|(?:写|打|记|说|弄|输|录|敲|念)成(?!本|交|立|功)|^(?:刚才|刚刚|上面|上一条|那)(?:那)?[个条]?(?:其实)?是(?!不是)|[才就]对(?=\W*$)|^(?:时间|日期)是|^是(?=电话|微信|上门|拜访|邮件|开会|视频|线上|吃饭|[周今明昨前后上下早晚中]|礼拜|星期|[0-9])|不对|反了|应该是|应该|应[为是作]|而非|并非|^(?:先|就|那|还是)?(?:别|不|甭|莫|不要)(?:再)?(?:派|交|安排|分|转|指派)?给[^,，。]{1,8}(?:了|[,，])|张冠李戴|(?:打|写|定|记|报|填|标|算|评|设|调|升|降|提)(?:高|低|多|少|大|小|重|轻)(?:了|咯)|该(?:打|是|写|给|派|叫)|漏了|少(?:写|说|记)了|其实是|更正|"
    r"不是[^,，。?？吗]{1,16}?[,，]?\s*(?:是|而是|应该)|是[^,，。]{1,12}不是|改(?:成|到|为|在)|挪到|推到|换到|提前到|换成|改派|转派|换[^,，。]{1,4}(?:去|来|做|跟|负责)|串行|手快|看串|不是[^,，。?？]{1,12}(?:$|[,，])|(?<!不)还是"
)
# 周五不行，周日吧: when something is to come
_UNFIT = Pattern(
    r"(?:不行|不成|不中|没空|有事|来不及|赶不上|不合适|不方便|太紧|太赶)[了的]?[\s,，。]+(?=[0-9一二三四五六七八九十周星礼明后大下上早晚中])"
)
_STARTS_SO = Pattern(
    r"\W*(?:哎|啊+|呃|那个|刚才|刚刚|我|上一条|那条|抱歉|sorry|\s)*(?:[㐀-鿿]{0,6}?)(?:不对|不是|(?:别|莫|甭)[写记填算标打]|手[滑快抖误]|嘴瓢|口误|错|挪到|推到|写错|记错|搞错|打错|派错|漏|改成|改到|改为|应该|串|岔|反|说错|人写错|是|其实)"
)
_MORE = Pattern(
    r"\W*(?:漏了|少(?:写|说|记)了|还有|补充|[再又也]?[补添加续多][上充加]?(?:说|讲|记|写)?一?[句嘴]|再?补充|再补|忘(?:了|记)?说|再加一[句条点])"
    r"(?:[一]?[句点条]|一下|下|了)?[:：,，\s]*"
)
# 他还要一份检测报告，加到刚才那条里
_INTO_IT = Pattern(
    r"[,，。\s]*(?:也|都|一起|帮我|给我)*(?:加|补|写|记|并|放)(?:到|进|在)(?:刚才|刚刚|上面|上一条|那条|前面)"
    r"[^,，。]{0,6}\W*$"
)
_WEEKDAY = Pattern(r"(?:周|星期|礼拜)[一二三四五六日天]")
_MONTHDAY = Pattern(r"[0-9]{1,2}[号日]")
_AHEAD = Pattern(r"(?:改|换|挪|推|提前|延)到|下次|下一步|再去|再过去|再约|下回|回访")


def corrected(scene: Scene, grammar: Grammar, start: int) -> tuple[Draft, ...]:
    """What the message makes of the commands just done; nothing when it speaks for itself."""
    words = scene.folded[start:].strip()
    done = [draft for draft in scene.context.done if draft.command in grammar.forms]
    undo = grammar.forms.get("undo")
    if undo is not None and (part := part_taken_back(words, grammar, scene.context.done)) is not None:
        return (Draft(command=undo.name, slots={"of": part}),)
    if not _corrects(scene, grammar, start, words):
        return ()
    for draft in reversed(done):
        form = grammar.forms[draft.command]
        if (found := _again(scene, grammar, start, form, draft)) is not None:
            return (found,)
    return ()


def _corrects(scene: Scene, grammar: Grammar, start: int, words: str) -> bool:
    """Whether the words take up what was done, rather than tell or order something of their own."""
    if _added(scene, start) is not None or passes_on(scene, grammar, start):
        return True
    unfit = _UNFIT.search(words) is not None and not any(
        grammar.forms[draft.command].has("note") for draft in scene.context.done if draft.command in grammar.forms
    )
    if not (unfit or _MARKED.search(words)) or re.search(r"撤|恢复|还原", words):
        return False
    clauses = cut(scene, grammar, start)
    if any(
        explicit(clause, grammar.narrative) and "再" in scene.folded[clause.start : clause.end] for clause in clauses
    ):
        return False
    if clauses and _orders(scene, grammar, clauses[0], start):
        return False
    return _STARTS_SO.match(words) is not None or told(scene, grammar, clauses[:1]) < TOLD + 1


_ORDER, _FIXED_ORDER = 3.0, 4.0


def _orders(scene: Scene, grammar: Grammar, clause: Clause, start: int) -> bool:
    """Whether an order stands there that has nothing to do with what was done: another command's fixed wording
    (字段 月用量 改成数字类型), or the same one's for another customer (华星的付款方式改成月结, after 云图)."""
    order = clause.order(grammar.narrative.name if grammar.narrative else None)
    if order is None or order.weight < _ORDER:
        return False
    if order.weight >= _FIXED_ORDER:
        return all(draft.command != order.command for draft in scene.context.done)
    if _gives_other(scene, grammar, clause, order.command):
        return True
    if "number" in order.placed and all(draft.command != order.command for draft in scene.context.done):
        return True
    first = next(iter(scene.of_kind("customer", start)), None)
    if first is None:
        return False
    done = {draft.command: draft.slots.get("customer") for draft in scene.context.done}
    if order.command in done and scene.folded[start : first.start].strip():
        return False
    before = [done[order.command]] if order.command in done else list(done.values())
    known = {each.id for each in first.value.known}  # type: ignore[attr-defined]
    return bool(before) and all(isinstance(each, Named) and each.id not in known for each in before)


_GIVEN: Mapping[str, SlotKind] = {"phone": "phone", "email": "email", "level": "level", "field": "fields"}
"""What a record takes, by the span that says it, and the slot that it fills."""


def _gives_other(scene: Scene, grammar: Grammar, clause: Clause, command: str) -> bool:
    """Whether an order brings of a customer that it names what nothing that was done has said: 云图电话改成139…,
    after a visit."""
    given = {slot for kind, slot in _GIVEN.items() if scene.of_kind(kind, clause.start, clause.end)}
    fitting = {each.name for each in grammar.forms[command].of_kind(*given)} if given else set()
    said = {name for draft in scene.context.done for name in draft.slots}
    return bool(fitting) and not fitting & said and bool(scene.of_kind("customer", clause.start, clause.end))


def _again(scene: Scene, grammar: Grammar, start: int, form: Form, draft: Draft) -> Draft | None:
    """The done command with what the words change, if they change a slot that it has."""
    words = scene.folded[start:]
    if (added := _added(scene, start)) is not None:
        if not form.of_kind("note"):
            return None
        slot = form.of_kind("note", "text")[0].name
        whole = f"{draft.slots.get(slot, '')}；{added}".strip("；")
        return Draft(command=form.name, slots={**draft.slots, slot: whole}, replaces=True)
    patch = patch_of(scene, grammar, start, form, old=draft.slots)
    values = {name: value for name, value in patch.values.items() if not _is_about_other(name, words, form)}
    values = {name: value for name, value in values.items() if value != draft.slots.get(name)}
    values.update(moved(words, form, draft.slots) or _new_times(scene, grammar, start, form, draft))
    if (
        isinstance(values.get("customer"), type(draft.slots.get("customer"))) is False
        and "customer" in values
        and "customer" not in draft.slots
    ):
        values.pop("customer")
    patch = replace(patch, values=values)
    of_note = not (patch.people and form.has("contact")) and _only_told_first(form, draft, values)
    if (
        of_note
        and not _orders_else(scene, grammar, start, form)
        and (changed := anew(scene, start, form, draft)) is not None
    ):
        return changed
    if not values and not (patch.people and form.has("contact")) and not (patch.tail and "phone" in draft.slots):
        return None
    again = patched(scene, form, draft.slots, patch)
    return replace(again, replaces=True, end=len(scene.text)) if again.slots != draft.slots else None


def _orders_else(scene: Scene, grammar: Grammar, start: int, form: Form) -> bool:
    """Whether another command's order begins the message: 绿源回访改成每季度."""
    first = next(iter(cut(scene, grammar, start)), None)
    order = first.order(grammar.narrative.name if grammar.narrative else None) if first else None
    return order is not None and order.weight >= _ORDER and order.command != form.name


def _only_told_first(form: Form, draft: Draft, values: Mapping[str, Value]) -> bool:
    """Whether nothing changes that the command had said: then what is denied can only be words of the note."""
    return values.keys() <= {slot.name for slot in form.of_kind("time")} - draft.slots.keys()


def _added(scene: Scene, start: int) -> str | None:
    """The words that are added to what was done, less those that say so: 漏了 …, …，加到刚才那条里; else none."""
    words = scene.folded[start:]
    more, into = _MORE.match(words), _INTO_IT.search(words)
    if not (more or into) or scene.of_kind("customer", start):
        return None
    begin = start + (more.end() if more else 0)
    end = start + into.start() if into else len(scene.text)
    return scene.text[begin:end].strip()


def _is_about_other(name: str, words: str, form: Form) -> bool:
    """A reminder's time is not the follow-up's: 提醒改到下午 leaves the follow-up alone."""
    about_reminder = re.search(r"提醒|叫我", words) is not None
    return name in ("at", "next_at") or (about_reminder and form.has("note"))


def _first_told(scene: Scene, form: Form, draft: Draft, said: Said) -> dict[str, Value]:
    """A day for what was told without one (时间是昨天), unless it may be of the note: 22号, after 挪到24号."""
    if _MONTHDAY.fullmatch(fold(said.words)) and _MONTHDAY.search(fold(str(draft.slots.get("note", "")))):
        return {}
    slot = next((slot.name for slot in form.of_kind("time") if slot.prefer == "past"), None)
    found = moment(said.past, scene.now, ahead=False)
    return {slot: found} if slot and found else {}


def _denied_slot(form: Form, draft: Draft, denied: Sequence[Said]) -> str | None:
    """The slot that holds what was denied: 不是周三 speaks of the next step on Wednesday, not of today's call."""
    days = {start.date() for time in denied for start in (time.past.start, time.future.start) if start is not None}
    for slot in form.of_kind("time"):
        value = draft.slots.get(slot.name)
        if isinstance(value, Moment) and value.value.date() in days:
            return slot.name
    return None


def _slot_of_that_hour(form: Form, draft: Draft, said: Said) -> str | None:
    """The one slot whose hour is said again with another day: 周四下午两点给他报价, then 不对，是周五下午两点."""
    hour = said.future.start if said.future.clocked else None
    kept = {
        slot.name: value for slot in form.of_kind("time") if isinstance(value := draft.slots.get(slot.name), Moment)
    }
    same = [name for name, value in kept.items() if hour and value.clocked and value.value.time() == hour.time()]
    return same[0] if len(same) == 1 else None


def _slot_of_that_day(form: Form, draft: Draft, said: Said) -> str | None:
    """The one slot whose weekday is said again with an hour: 下周四看机器, then 应该是周四下午."""
    start = said.future.start
    if start is None or not (said.future.part or said.future.clocked) or _WEEKDAY.match(fold(said.words)) is None:
        return None
    days = {s.name: v.value for s in form.of_kind("time") if isinstance(v := draft.slots.get(s.name), Moment)}
    same = [name for name, value in days.items() if value.weekday() == start.weekday()]
    return same[0] if len(same) == 1 else None


def _in_the_week_of(old: Moment, new: Moment, today: date) -> Moment:
    """A weekday put in place of another is of the same week: 下周三, then 不是周三是周四, is next week's Thursday."""
    day = old.value.date() + timedelta(days=new.value.weekday() - old.value.weekday())
    if day < today <= old.value.date():
        day += timedelta(days=7)
    return replace(new, value=new.value + (day - new.value.date()))


def _new_times(scene: Scene, grammar: Grammar, start: int, form: Form, draft: Draft) -> dict[str, Value]:
    """The corrected times: the hour moves on the old day (是上午), a day moves the old hour with it (是周四)."""
    if re.search(r"提醒|叫我", scene.folded[start:]) and form.has("note"):
        return {}
    live = affirmed(scene.folded[start:])
    clauses = cut(scene, grammar, start)
    every = said_times(scene, clauses, denied=True)
    said = [time for time in every if live[time.start - start : time.end - start].strip()]
    times = put_to(scene, clauses, said)
    rules = [span for span in scene.of_kind("repeat", start) if live[span.start - start : span.end - start].strip()]
    if rules and "repeat" in draft.slots:
        return {"repeat": hour_kept(str(draft.slots["repeat"]), rules[-1].value.rule, rules[-1].value.at)}  # type: ignore[attr-defined]
    if times and "repeat" in draft.slots and (rule := moved_rule(str(draft.slots["repeat"]), live, times[-1])):
        return {"repeat": rule}
    if not times:
        return {}
    ahead = bool(_AHEAD.search(live)) or not form.has("note")
    denied = [time for time in every if not live[time.start - start : time.end - start].strip()]
    denied_slot, same_day_slot = _denied_slot(form, draft, denied), _slot_of_that_day(form, draft, times[-1])
    slot = (
        denied_slot
        or next((name for each in (*denied, *said) if (name := _slot_of_that_hour(form, draft, each))), None)
        or same_day_slot
        or next(
            (s.name for s in form.of_kind("time") if (s.prefer == "future") == ahead and s.name in draft.slots), None
        )
    )
    if slot is None:
        slot = next((s.name for s in form.of_kind("time") if s.name in draft.slots), None)
    if slot is None and not ahead:
        return _first_told(scene, form, draft, times[-1])
    old = draft.slots.get(slot) if slot else None
    if slot is None or not isinstance(old, Moment):
        return {}
    chosen = times[-1]
    future = next(s for s in form.of_kind("time") if s.name == slot).prefer == "future"
    reading = chosen.future if future else chosen.past
    new = moment(reading, scene.now, ahead=future)
    if len(times) > 1 and hour_only(chosen.words) and not hour_only(times[0].words):
        day = moment(times[0].future if future else times[0].past, scene.now, ahead=future)
        old = day if day is not None else old
    if hour_only(chosen.words):
        plain = new or Moment(value=reading.start or old.value, said=chosen.words, clocked=reading.clocked)
        again = same_day(old, replace(plain, value=reading.start or plain.value))
        return {slot: on_that_half(old, again, chosen.words)}
    if new is None:
        return {}
    if slot in (denied_slot, same_day_slot) and _WEEKDAY.match(fold(chosen.words)):
        new = _in_the_week_of(old, new, scene.now.date())
    if new.day_only and not old.day_only:
        new = replace(
            new,
            value=new.value.replace(hour=old.value.hour, minute=old.value.minute),
            day_only=False,
            clocked=old.clocked,
        )
    return {slot: new}
