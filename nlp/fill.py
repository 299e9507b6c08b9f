"""A group of clauses made into a draft: each slot filled by its kind, doubts where the words do not carry one."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nlp import attributes
from nlp.clauses import Clause
from nlp.customers import SOUND, Mention
from nlp.grammar import Form, Grammar, SlotForm
from nlp.groups import Group
from nlp.moments import Due, due, happened, next_step, period
from nlp.people import Person
from nlp.phrases import Hit
from nlp.reading import Doubt, Draft, Filters, Moment, Named, New, Span, Value
from nlp.scene import Scene
from nlp.sensitive import normal_email, normal_phone
from nlp.text import small_number
from nlp.whom import Whom, contact_of, whom


@dataclass(kw_only=True)
class Filling:
    """One group being filled. `before` are the groups ahead of it, `last` the customer that they were about."""

    scene: Scene
    grammar: Grammar
    form: Form
    group: Group
    before: Sequence[Group] = ()
    beside: Sequence[Group] = ()
    last: Named | New | None = None
    last_doubt: Doubt | None = None
    header: Sequence[Clause] = ()
    slots: dict[str, Value] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    others: tuple[Named, ...] = ()
    new: bool = False
    due: Due | None = None
    more: tuple[str, ...] = ()

    def spans(self, kind: str) -> list[Span]:
        return self.group.spans(self.scene, kind)

    def words(self, slot: str) -> str | None:
        """What a phrase placed in the slot, in the speaker's words."""
        for hit in self.group.hits:
            if slot in hit.placed:
                return self.scene.said(*hit.placed[slot]).strip(_EDGES)
        return None

    def doubt(self, slot: str) -> None:
        if all(doubt.slot != slot for doubt in self.doubts):
            self.doubts.append(Doubt(slot=slot, reason="missing"))

    def draft(self) -> Draft:
        return Draft(
            command=self.form.name,
            slots=self.slots,
            doubts=tuple(self.doubts),
            new=self.new,
            others=self.others,
            start=self.group.start,
            end=self.group.end,
        )


_EDGES = " \t\n,，。.;；:：、!！~～-—|/"


def fill(filling: Filling) -> Draft:
    """The draft of a filled group."""
    _customer(filling)
    for slot in filling.form.slots:
        if slot.kind in ("customer", "customers"):
            continue
        filler = _FILLERS.get(slot.kind)
        value = filler(filling, slot) if filler else None
        if value not in (None, "", ()):
            filling.slots[slot.name] = value  # type: ignore[assignment]
    for hit in _saying(filling):
        names = {slot.name for slot in filling.form.slots}
        filling.slots.update({name: value for name, value in hit.sets.items() if name in names or name in _FREE_SETS})  # type: ignore[misc]
    for slot in filling.form.slots:
        if slot.ask and slot.name not in filling.slots and not _has_twin(filling, slot):
            filling.doubt(slot.name)
    return filling.draft()


def _saying(filling: Filling) -> list[Hit]:
    """The phrases whose own slots count, the strongest last; those of the next step do not (下周二再call他)."""
    over = [hit for clause in filling.header for hit in clause.hits if hit.command == filling.form.name]
    step = next_step(filling.scene, filling.group.clauses) if filling.form.has("note") else None
    hits = [hit for hit in filling.group.hits if step is None or hit.start < step.start]
    return [*over, *sorted(hits, key=lambda hit: (hit.weight, -hit.start))]


_FREE_SETS = ("everyone", "reveal")


def _has_twin(filling: Filling, slot: SlotForm) -> bool:
    """A reminder needs a time or a rule, not both; a read command may lack its conditions."""
    if slot.kind == "time" and filling.form.has("repeat"):
        return "repeat" in filling.slots
    return slot.kind in ("filters", "note") or any(doubt.slot == slot.name for doubt in filling.doubts)


# ---- whom it is about


def _customer(filling: Filling) -> None:
    slots = filling.form.of_kind("customer", "customers")
    if not slots:
        return
    one = next((slot for slot in slots if slot.kind == "customer"), None)
    many = next((slot for slot in slots if slot.kind == "customers"), None)
    if one and one.new and filling.form.has("phone"):
        _new_customer(filling, one)
        return
    named = _named(filling)
    if many and len(named) > 1:
        found = [_of(filling, span, many.name) for span in named]
        known = tuple(each.customer for each in found if isinstance(each.customer, Named) and each.doubt is None)
        if len(known) == len(found):
            filling.slots[many.name] = known
            return
        filling.doubts.extend(each.doubt for each in found if each.doubt)
        return
    slot = one or many
    assert slot is not None
    if len(named) > 1 and not filling.form.about_customer:
        return
    _one_customer(filling, slot, named)


def _named(filling: Filling) -> list[Span]:
    """Whom the group names, picks from a list included; the same one once, slips only where nothing surer stands."""
    spans = [*filling.spans("customer"), *filling.spans("pick")]
    found: dict[object, Span] = {}
    for span in sorted(spans, key=lambda s: s.start):
        if isinstance(span.value, Mention):
            key: object = span.value.known or span.value.said
            found.setdefault(key, span)
        else:
            for item in span.value:  # type: ignore[attr-defined]
                if isinstance(item, Named):
                    found.setdefault((item,), Span(start=span.start, end=span.end, kind="pick", value=item))
    known = [s for s in found.values() if isinstance(s.value, Named) or (isinstance(s.value, Mention) and s.value.known and s.value.sure > SOUND)]
    sounding = [s for s in found.values() if isinstance(s.value, Mention) and s.value.known and s.value.sure <= SOUND]
    return known or sounding or list(found.values())


def _of(filling: Filling, span: Span, slot: str) -> Whom:
    if isinstance(span.value, Named):
        return Whom(customer=span.value)
    near = [p for p in _people(filling) if span.end <= p.start <= span.end + 2] if len(filling.spans("customer")) > 1 else _people(filling)
    return whom(span.value, near, filling.scene.names, filling.scene.context, forgiving=filling.form.forgiving, slot=slot)  # type: ignore[arg-type]


def _people(filling: Filling) -> list[Person]:
    return [span.value for span in filling.spans("person")]  # type: ignore[misc]


def _one_customer(filling: Filling, slot: SlotForm, named: list[Span]) -> None:
    scene, context = filling.scene, filling.scene.context
    people = _people(filling)
    if named and isinstance(named[0].value, Mention) and named[0].value.new and not (slot.new and slot.ask):
        named = []
    if named:
        found = _of(filling, _subject(filling, named), slot.name)
    elif filling.last is not None and not _leads_away(filling, people):
        found = Whom(customer=filling.last)
    elif _in_context(filling, people, slot):
        found = Whom(customer=context.customer)
    else:
        found = whom(None, people, scene.names, context, forgiving=filling.form.forgiving and filling.form.narrates, slot=slot.name)
        if found.doubt and not filling.form.about_customer:
            found = replace(found, doubt=None)
    _take(filling, slot, found)


def _take(filling: Filling, slot: SlotForm, found: Whom) -> None:
    if found.doubt is not None:
        filling.doubts.append(found.doubt)
        if isinstance(found.customer, New):
            filling.slots[slot.name] = found.customer
        return
    if found.customer is None:
        if filling.form.about_customer:
            filling.doubts.append(filling.last_doubt or Doubt(slot=slot.name, reason="missing"))
        return
    filling.slots[slot.name] = found.customer
    filling.others = found.others
    if isinstance(found.customer, New):
        filling.new = slot.new
        if not slot.new and filling.form.writes:
            filling.doubt(slot.name)


def _subject(filling: Filling, named: list[Span]) -> Span:
    """Of several namings the one whose person is named too (湘江边上…戴总…橘洲), else the first."""
    owners = {contact.customer for person in _people(filling) for contact in person.known}
    theirs = [s for s in named if isinstance(s.value, Mention) and any(each.id in owners for each in s.value.known)]
    surest = max((s.value.sure for s in named if isinstance(s.value, Mention)), default=0)
    exact = [s for s in theirs if isinstance(s.value, Mention) and s.value.sure == surest]
    if isinstance(named[0].value, Mention) and named[0].value.sure < surest and exact:
        return exact[0]
    return named[0]


def _leads_away(filling: Filling, people: list[Person]) -> bool:
    """Whether people of other customers are named: 张总那家 after 云图."""
    last = filling.last
    if not isinstance(last, Named):
        return False
    owners = {contact.customer for person in people for contact in person.known}
    return bool(owners) and last.id not in owners and (filling.form.about_customer or len(owners) == 1)


def _in_context(filling: Filling, people: list[Person], slot: SlotForm) -> bool:
    """Whether the conversation's customer is meant: by 他们, 这家, or because the command needs one and names none."""
    customer = filling.scene.context.customer
    if customer is None:
        return False
    owners = {contact.customer for person in people for contact in person.known}
    if people and owners and customer.id not in owners:
        return False
    return bool(filling.spans("pronoun")) or filling.form.about_customer or customer.id in owners


def _new_customer(filling: Filling, slot: SlotForm) -> None:
    """The name of a customer to be made: 新客户 华星科技 张总, 帮我建个客户叫杭州绿洲园林吧."""
    scene = filling.scene
    spans = filling.spans("customer")
    new = [span for span in spans if isinstance(span.value, Mention) and span.value.new]
    if new:
        filling.more = tuple(scene.text[span.start : span.end] for span in new[1:] if _listed(scene, new[0].end, span.start))
        name = scene.text[new[0].start : new[0].end]
    else:
        name = _name_after(filling) or (scene.text[spans[0].start : spans[0].end] if spans else "")
    if name:
        filling.slots[slot.name] = New(name=name)
        filling.new = True


def _listed(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing but names and commas stands between two names: 陈记砂石场、靖港古镇旅行社."""
    return re.fullmatch(r"[\s、,，和跟及\ue000]*", scene.masked[start:end]) is not None


_NAME_AFTER = re.compile(r"[\s,，:：、]*(?:叫做?|名字?叫|名称是?|是|一?家|个)?[\s:：]*(?P<name>[^\s,，。;；:：、!！?？\n]{2,24}?)(?:吧|哈|啊|呢)?(?=[\s,，。;；:：、!！?？\n]|$)")


def _name_after(filling: Filling) -> str | None:
    order = filling.group.order
    at = order.end if order else filling.group.start
    match = _NAME_AFTER.match(filling.scene.folded, at)
    return filling.scene.text[match.start("name") : match.end("name")] if match else None


# ---- the other slots, by kind


def _contact(filling: Filling, slot: SlotForm) -> Value | None:
    scene, group = filling.scene, filling.group
    customer = filling.slots.get("customer")
    if filling.form.has("phone") and (slot.ask or isinstance(customer, New)):
        found = attributes.new_person(scene, group.start, group.end)
        return New(name=found[0].strip()) if found else None
    people = _people(filling)
    owner = customer if isinstance(customer, Named | New) else None
    person = contact_of(owner, people, scene.names, scene.folded)
    if person is not None:
        return person
    return (_by_title(filling, owner) if isinstance(owner, Named) else None) or _latin_person(filling)


def _by_title(filling: Filling, customer: Named) -> Named | None:
    """A person named by what they do: 华为采购总监电话是多少."""
    words = filling.scene.folded[filling.group.start : filling.group.end]
    theirs = filling.scene.names.contacts_by_customer.get(customer.id, ())
    fitting = [contact for contact in theirs if len(contact.title) > 1 and contact.title.lower() in words]
    return fitting[0] if len(fitting) == 1 and not filling.form.narrates else None


_LATIN_PERSON = re.compile(r"(?:的|跟|和|给|找|见了?|约了?)\s?([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?![A-Za-z])")


def _latin_person(filling: Filling) -> New | None:
    match = _LATIN_PERSON.search(filling.scene.text, filling.group.start, filling.group.end)
    return New(name=match.group(1)) if match else None


def _member(filling: Filling, slot: SlotForm) -> Value | None:
    spans = filling.spans("member")
    if not spans:
        return filling.scene.context.speaker if re.search(r"归我|归到我|挂我|owner是我|负责人是我|我名下|我(?:这|上|本|今|昨)", filling.scene.folded) and not filling.form.narrates else None
    known: tuple[Named, ...] = spans[0].value  # type: ignore[assignment]
    if len(known) > 1:
        filling.doubts.append(Doubt(slot=slot.name, reason="ambiguous", candidates=known))
        return None
    return known[0]


def _tags(filling: Filling, slot: SlotForm) -> Value | None:
    for hit in filling.group.hits:
        if slot.name in hit.placed:
            start, end = hit.placed[slot.name]
            found = [span for span in filling.scene.of_kind("tag", start, end)]
            if found:
                return _tag_names(found)
    spans = filling.spans("tag")
    if spans:
        return _tag_names(spans)
    return _unknown_tags(filling) if slot.ask else None


def _tag_names(spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(span.value.name for span in spans))  # type: ignore[attr-defined]


_TAG_WORDS = re.compile(
    r"标签[是为:\s]*(?:叫)?(?P<tags>(?![换改拿去删有打加都列库清摘撤一])[^\s,。;:!?\n的叫]{2,12}(?:[、\s][^\s,。;:!?\n]{2,12})*)"
)


def _unknown_tags(filling: Filling) -> tuple[str, ...]:
    """Tags that the library does not have, as said: 加标签 教育行业, 加个新标签：寒假施工."""
    match = _TAG_WORDS.search(filling.scene.folded, filling.group.start, filling.group.end)
    if match is None or filling.scene.of_kind("customer", *match.span("tags")):
        return ()
    words = filling.scene.said(*match.span("tags"))
    return tuple(word for word in re.split(r"[、\s]+", words) if word)


def _time(filling: Filling, slot: SlotForm) -> Value | None:
    scene, group = filling.scene, filling.group
    if filling.form.has("note"):
        if slot.prefer == "past":
            return happened(scene, group.clauses) or happened(scene, filling.header)
        if any(other.form and other.form.has("repeat") for other in filling.beside):
            return None
        step = next_step(scene, group.clauses)
        return step.at if step else None
    return _due(filling).at


def _due(filling: Filling) -> Due:
    if filling.due is None:
        earlier = [clause for group in filling.before for clause in group.clauses]
        filling.due = due(filling.scene, filling.group.clauses, filling.group.order, earlier)
    return filling.due


def _repeat(filling: Filling, slot: SlotForm) -> Value | None:
    return _due(filling).repeat


def _range(filling: Filling, slot: SlotForm) -> Value | None:
    group, ahead = filling.group, slot.prefer == "future"
    own = [clause for clause in group.clauses if group.order and clause.start <= group.order.start < clause.end]
    return period(filling.scene, own, ahead=ahead) or period(filling.scene, group.clauses, ahead=ahead)


def _note(filling: Filling, slot: SlotForm) -> Value | None:
    """The speaker's own words, from the first to the last of the group, less the word that called the command."""
    start = max(filling.group.start, 0)
    return filling.scene.said(start, filling.group.end).strip(_EDGES) or None


_FILLER_WORDS = re.compile(r"^(?:的时候|然后|另外|还有|让我(?!们)|就|到时候?|那天|请|麻烦|帮我|你|到|在|于|的|，|,|:|：|一下|一声|记得|去(?=$)|哈|吧|呢|一?下|\s)+|(?:你(?=$)|[,，。;；\s]|一声|一下|哈|吧|谢谢)+$")


def _text(filling: Filling, slot: SlotForm) -> Value | None:
    """What to do: the group's words less the order and the time."""
    placed = filling.words(slot.name)
    if placed:
        return placed
    scene, group = filling.scene, filling.group
    places = {slot.name for slot in filling.form.of_kind("time", "repeat", "member")}
    used = [_order_words(hit) for hit in group.hits if hit.weight >= 2 and hit.placed.keys() <= places]
    if filling.form.has("time", "repeat"):
        used += [(a, _past_before(scene, b)) for a, b in _due(filling).used]
    if filling.form.has("member"):
        used += [(span.start - (scene.text[span.start - 1 : span.start] in "@＠"), span.end) for span in filling.spans("member")[:1]]
    words = _without(scene, group.clauses, used)
    if not words and filling.before:
        words = _without(scene, filling.before[-1].clauses[-1:], used)
    return words or None


_SHORT_ORDER = 6


def _order_words(hit: Hit) -> tuple[int, int]:
    """The words of the order itself: 叫我 in 两小时后叫我; all of it where it places nothing."""
    end = max((b for _, b in hit.placed.values()), default=hit.start)
    return (end, hit.end) if hit.end - end <= _SHORT_ORDER or not hit.placed else (hit.end, hit.end)


_BEFORE_WORD = re.compile(r"(?:之前|以前|前|的时候|之后)(?!\S?台)")


def _past_before(scene: Scene, end: int) -> int:
    """The end of a time with the 前 that makes it a deadline: 周五|前."""
    match = _BEFORE_WORD.match(scene.folded, end)
    return match.end() if match else end


def _without(scene: Scene, clauses: Sequence[Clause], used: Sequence[tuple[int, int]]) -> str:
    """The clauses' words less some stretches."""
    parts = []
    for clause in clauses:
        kept = "".join(scene.text[i] for i in range(clause.start, clause.end) if not any(a <= i < b for a, b in used))
        kept = _FILLER_WORDS.sub("", kept.strip(_EDGES)).strip(_EDGES)
        if kept:
            parts.append(kept)
    return "，".join(parts)


def _number(filling: Filling, slot: SlotForm) -> Value | None:
    words = filling.words(slot.name)
    return small_number(re.sub(r"[^0-9一二两三四五六七八九十]", "", words)) if words else None


def _phone(filling: Filling, slot: SlotForm) -> Value | None:
    """The number; a mobile before others, a fax never."""
    scene = filling.scene
    spans = [s for s in filling.spans("phone") if not re.search(r"(?:传真|fax)[:\s]*$", scene.folded[max(0, s.start - 8) : s.start])]
    numbers = [normal_phone(scene.text[span.start : span.end]) for span in spans]
    return next((number for number in numbers if re.fullmatch(r"1[3-9][0-9]{9}", number)), numbers[0] if numbers else None)


def _email(filling: Filling, slot: SlotForm) -> Value | None:
    spans = filling.spans("email")
    return normal_email(filling.scene.text[spans[0].start : spans[0].end]) if spans else None


def _level(filling: Filling, slot: SlotForm) -> Value | None:
    spans = filling.spans("level")
    return str(spans[0].value) if spans else None


def _attribute(filling: Filling, slot: SlotForm) -> Value | None:
    scene, group = filling.scene, filling.group
    if slot.kind == "title" and (slot_person := filling.slots.get("contact")) is not None and isinstance(slot_person, New):
        name = attributes.new_person(scene, group.start, group.end)
        if found := attributes.role(scene, group.start, group.end, name):
            return found
    return attributes.attribute(scene, slot.kind, group.start, group.end)


def _fields(filling: Filling, slot: SlotForm) -> Value | None:
    return attributes.own_fields(filling.scene, filling.group.start, filling.group.end) or None


def _filters(filling: Filling, slot: SlotForm) -> Value | None:
    values = attributes.filters(filling.scene, filling.group.start, filling.group.end)
    words = filling.scene.folded[filling.group.start : filling.group.end]
    if attributes.asks_created(words) and (created := period(filling.scene, filling.group.clauses)):
        values["created"] = created
    if not values and filling.group.order is None and words.strip():
        values["text"] = filling.scene.said(filling.group.start, filling.group.end).strip(_EDGES)
    return Filters(values=values) if values else None


_HOW = re.compile(r"怎么|咋|如何|怎样|教教我|教我一?下?|帮助|help|[?？,，。]|一下|呢$|啊$")


def _topic(filling: Filling, slot: SlotForm) -> Value | None:
    """What help is asked about: 怎么设提醒 → 设提醒, /help 公海 → 公海."""
    words = filling.scene.said(filling.group.start, filling.group.end)
    return _HOW.sub(" ", words).strip() or None


def _code(filling: Filling, slot: SlotForm) -> Value | None:
    placed = filling.words(slot.name)
    return placed if placed or filling.group.order else filling.scene.said(filling.group.start, filling.group.end).strip(_EDGES)


def _command(filling: Filling, slot: SlotForm) -> Value | None:
    """The part that is taken back: 撤销提醒, 标签撤了吧."""
    words = filling.scene.folded[filling.group.start : filling.group.end]
    for noun, form in filling.grammar.nouns.items():
        if re.search(rf"撤[销回消掉了]?(?:刚才的?|那[个条]|这[个条])?{noun}|{noun}(?:那[个条])?(?:也|就|先)?(?:撤|不要)", words):
            return form.name
    return None


_FILLERS: Mapping[str, Callable[[Filling, SlotForm], object]] = {
    "contact": _contact,
    "member": _member,
    "tags": _tags,
    "time": _time,
    "repeat": _repeat,
    "range": _range,
    "note": _note,
    "text": _text,
    "phone": _phone,
    "email": _email,
    "wechat": _attribute,
    "level": _level,
    "industry": _attribute,
    "region": _attribute,
    "source": _attribute,
    "title": _attribute,
    "fields": _fields,
    "filters": _filters,
    "number": _number,
    "command": _command,
    "code": _code,
    "topic": _topic,
}
