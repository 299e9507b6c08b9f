"""How each kind of slot is filled from a group's spans and words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from nlp import attributes, shaping
from nlp.colleagues import colleague_of
from nlp.contacts import contact_in
from nlp.days import is_dayless, on_day
from nlp.filling import EDGES, Filling
from nlp.grammar import SlotForm, SlotKind
from nlp.hours import clock, weekly
from nlp.idle import days_in, idle_days
from nlp.introduced import new_person
from nlp.lists import number_in_list
from nlp.moments import Step, happened, next_step
from nlp.notes import note_of
from nlp.own_fields import own_fields
from nlp.phrases import NAME
from nlp.reading import Moment, New, Value
from nlp.roles import role
from nlp.said import period, said_times
from nlp.searching import search
from nlp.sensitive import normal_email, normal_phone
from nlp.tagging import tags_of
from nlp.text import small_number
from nlp.todo import due_of, text_of


def _time(filling: Filling, slot: SlotForm) -> Value | None:
    scene, group = filling.scene, filling.group
    if filling.form.has("note"):
        if slot.prefer == "past":
            own = happened(scene, group.clauses, apart=_step_at(filling))
            return happened(scene, filling.footer) or _on_that_day(filling, own) or happened(scene, filling.header)
        if any(other.form and other.form.has("repeat") for other in filling.beside):
            return None
        step = next_step(scene, group.clauses)
        return _same_hour(filling, step) if step else None
    return due_of(filling).at


def _on_that_day(filling: Filling, own: Moment | None) -> Moment | None:
    """A part of the day on the day that was told of before: 昨天上午云图…，下午华星…"""
    scene = filling.scene
    if own is None or not is_dayless(own.said):
        return own
    hour = next((s.past.start for s in said_times(scene, filling.group.clauses) if s.words == own.said), None)
    told = [filling.header, *(group.clauses for group in filling.before if group.form is filling.form)]
    days = (happened(scene, clauses) for clauses in reversed(told))
    day = next((each for each in days if each is not None and not is_dayless(each.said)), None)
    return on_day(own, hour, day, scene.now) if hour is not None and day is not None else own


_SAME_HOUR = re.compile(r"[\s,的]*(?:还是)?(?:同一?个?时间|同一时刻|同样时间|老时间|原时间|same time)")


def _same_hour(filling: Filling, step: Step) -> Moment:
    """When the next step is; its hour that of what happened, where the words say so: 下次会议 6/24 同一时间."""
    scene = filling.scene
    over = _hour_before(filling, step) if step.at.day_only else None
    span = next(span for span in scene.of_kind("time", step.start) if span.start == step.start)
    if over is None or over.day_only or not _SAME_HOUR.match(scene.folded, span.end):
        return step.at
    value = datetime.combine(step.at.value.date(), over.value.timetz())
    return replace(step.at, value=value, day_only=False, clocked=over.clocked)


def _hour_before(filling: Filling, step: Step) -> Moment | None:
    """When what is told happened, or was to: 说好2点看系统…改到周五同一时间."""
    over = happened(filling.scene, filling.group.clauses, apart=step.start)
    said = (s for s in said_times(filling.scene, filling.group.clauses) if s.past.clocked and s.end <= step.start)
    return over or next((Moment(value=s.past.start, said=s.words, clocked=True) for s in said if s.past.start), None)


def _step_at(filling: Filling) -> int | None:
    """Where the time of the next step stands."""
    step = next_step(filling.scene, filling.group.clauses)
    return step.start if step else None


def _repeat(filling: Filling, _slot: SlotForm) -> Value | None:
    return due_of(filling).repeat


def _range(filling: Filling, slot: SlotForm) -> Value | None:
    group, ahead = filling.group, slot.prefer == "future"
    own = [clause for clause in group.clauses if group.order and clause.start <= group.order.start < clause.end]
    found = period(filling.scene, own, ahead=ahead) or period(filling.scene, group.clauses, ahead=ahead)
    today = filling.scene.now.date()
    if found is None or not found.first <= today or not _UNTIL_NOW.search(filling.scene.folded, group.start, group.end):
        return found
    return replace(found, last=today)


# 8月到现在, 9月以来
_UNTIL_NOW = re.compile(r"(?:到|至|截至|截止到?)(?:现在|今天|今日|目前|如今|当前|这会儿)|[年月周号日]份?以来")


_WHOM: tuple[SlotKind, ...] = ("customer", "member")


def _name(filling: Filling, slot: SlotForm) -> Value | None:
    """The name that was placed: 云图改名叫|云图科技; after a command's own word what follows whom it is about."""
    placed = filling.words(slot.name)
    renames = filling.called and filling.form.has("customer")
    if placed or filling.group.hits or not (slot.ask or renames):
        return placed or None
    known = [span for kind in _WHOM if filling.form.has(kind) for span in filling.spans(kind)]
    if not known and not filling.called:
        return None
    scene, end = filling.scene, filling.group.end
    start = known[0].end if known else filling.group.start
    start += len(scene.folded[start:end]) - len(scene.folded[start:end].lstrip(EDGES))
    named = NAME.match(scene.folded, start, end)
    return scene.said(start, named.end()).strip(EDGES) if named else None


def _length(filling: Filling, slot: SlotForm) -> Value | None:
    """A length in days: for the first such slot the N of N天没跟; else what a phrase placed."""
    words, group = filling.words(slot.name), filling.group
    first = slot is filling.form.of_kind("days")[0]
    idle = idle_days(filling.scene.folded[group.start : group.end]) if first else None
    return idle or (days_in(words) if words else None)


def _stage(filling: Filling, _slot: SlotForm) -> Value | None:
    spans = filling.spans("stage")
    return str(spans[0].value) if spans else None


def _number(filling: Filling, slot: SlotForm) -> Value | None:
    words = filling.words(slot.name)
    number = small_number(re.sub(r"[^0-9一二两三四五六七八九十]", "", words)) if words else None
    if words is None or number is None:
        return None
    return number_in_list(filling.scene.context, filling.form.name, words, number)


def _phone(filling: Filling, _slot: SlotForm) -> Value | None:
    """The number; a mobile before others, a fax never."""
    scene = filling.scene
    spans = [
        s
        for s in filling.spans("phone")
        if not re.search(r"(?:传真|fax)[:\s]*$", scene.folded[max(0, s.start - 8) : s.start])
    ]
    numbers = [normal_phone(scene.text[span.start : span.end]) for span in spans]
    return next(
        (number for number in numbers if re.fullmatch(r"1[3-9][0-9]{9}", number)), numbers[0] if numbers else None
    )


def _email(filling: Filling, _slot: SlotForm) -> Value | None:
    spans = filling.spans("email")
    return normal_email(filling.scene.text[spans[0].start : spans[0].end]) if spans else None


def _level(filling: Filling, _slot: SlotForm) -> Value | None:
    """The level, of two the last: 从B调到A."""
    spans = filling.spans("level")
    return str(spans[-1].value) if spans else None


def _attribute(filling: Filling, slot: SlotForm) -> Value | None:
    scene, group = filling.scene, filling.group
    if (
        slot.kind == "title"
        and (slot_person := filling.slots.get("contact")) is not None
        and isinstance(slot_person, New)
    ):
        name = new_person(scene, group.start, group.end)
        if found := role(scene, group.start, group.end, name):
            return found
    return attributes.attribute(scene, slot.kind, group.start, group.end, makes=filling.form.makes_customer)


def _fields(filling: Filling, _slot: SlotForm) -> Value | None:
    group = filling.group
    return own_fields(filling.scene, group.start, group.end, makes=filling.form.makes_customer) or None


_HOW = re.compile(
    r"^\s*(?:怎么|咋|如何)用(?:你|它)?[呢啊呀?？\s]*$|怎么|咋个?|如何|怎样|教教我|教[我下]一?下?|请?指教|帮助|help|[?？,，。]|一下|[呢啊呀哦哈]+(?=\s|$)"
)


def _topic(filling: Filling, _slot: SlotForm) -> Value | None:
    """What help is asked about: 怎么设提醒 → 设提醒, /help 公海 → 公海; nothing in particular: 怎么用."""
    words = filling.scene.said(filling.group.start, filling.group.end)
    return _HOW.sub(" ", words).strip() or None


def _code(filling: Filling, slot: SlotForm) -> Value | None:
    placed = filling.words(slot.name)
    return (
        placed
        if placed or filling.group.order
        else filling.scene.said(filling.group.start, filling.group.end).strip(EDGES)
    )


def _command(filling: Filling, _slot: SlotForm) -> Value | None:
    """The part that is taken back: 撤销提醒, 标签撤了吧."""
    words = filling.scene.folded[filling.group.start : filling.group.end]
    for noun, form in filling.grammar.nouns.items():
        if re.search(
            rf"撤[销回消掉了]?(?:刚才的?|那[个条]|这[个条])?{noun}|{noun}(?:那[个条])?(?:也|就|先)?(?:撤|不要)", words
        ):
            return form.name
    return None


FILLERS: Mapping[str, Callable[[Filling, SlotForm], object]] = {
    "contact": contact_in,
    "member": colleague_of,
    "tags": tags_of,
    "time": _time,
    "repeat": _repeat,
    "clock": lambda filling, _: clock(filling),
    "weekly": lambda filling, _: weekly(filling),
    "range": _range,
    "note": note_of,
    "name": _name,
    "text": text_of,
    "phone": _phone,
    "email": _email,
    "wechat": _attribute,
    "level": _level,
    "industry": _attribute,
    "region": _attribute,
    "source": _attribute,
    "title": _attribute,
    "fields": _fields,
    "filters": search,
    "days": _length,
    "stage": _stage,
    "number": _number,
    "command": _command,
    "code": _code,
    "topic": _topic,
    "called": shaping.word,
    "word": shaping.word,
    "label": shaping.label,
    "words": shaping.words,
    "field_name": shaping.field_name,
    "field_type": shaping.field_type,
    "options": shaping.options,
    "hours": shaping.two_hours,
}
