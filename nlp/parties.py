"""Whom a command is about: the customer slots, one or several, known or to be made."""

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.company import SHORT
from nlp.customers import SOUND, Mention
from nlp.filling import EDGES, Filling
from nlp.grammar import SlotForm, SlotKind
from nlp.lists import in_a_row
from nlp.newcomers import fill_newcomer
from nlp.pattern import Pattern
from nlp.people import Person, heard_in
from nlp.reading import Doubt, Named, New, Span
from nlp.whom import Whom, owners_of, whom
from nlp.whose import brings_up_another, is_denied, is_sent, is_sent_first


def fill_customer(filling: Filling) -> None:
    """Fills the customer slots: one, several, a new one, or a doubt."""
    slots = filling.form.of_kind("customer", "customers")
    if not slots:
        return
    one = next((slot for slot in slots if slot.kind == "customer"), None)
    many = next((slot for slot in slots if slot.kind == "customers"), None)
    if one and one.new and filling.form.has("phone"):
        fill_newcomer(filling, one)
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
    if slot is None or (len(named) > 1 and not filling.form.about_customer):
        return
    _one_customer(filling, slot, named)


def _named(filling: Filling) -> list[Span]:
    """Whom the group names, picks from a list included; the same one once, slips only where nothing surer stands."""
    spans = [*filling.spans("customer"), *filling.spans("pick")]
    meant = [span for span in spans if not is_denied(filling.scene.masked, span.start)]
    spans = meant if meant or filling.spans("person") else spans
    if filling.form.has("customers"):
        spans = [span for span in spans if span.kind == "pick" or not _BUT.search(filling.scene.folded, 0, span.start)]
    found: dict[object, Span] = {}
    for span in sorted(spans, key=lambda s: s.start):
        if isinstance(span.value, Mention):
            key: object = span.value.known or span.value.said
            found.setdefault(key, span)
        else:
            for item in span.value:  # type: ignore[attr-defined]
                if isinstance(item, Named):
                    found.setdefault((item,), Span(start=span.start, end=span.end, kind="pick", value=item))
    known = [
        s
        for s in found.values()
        if isinstance(s.value, Named) or (isinstance(s.value, Mention) and s.value.known and s.value.sure > SOUND)
    ]
    sounding = [s for s in found.values() if isinstance(s.value, Mention) and s.value.known and s.value.sure <= SOUND]
    return known or sounding or list(found.values())


# 除了云图都打VIP: not for 云图
_BUT = re.compile(r"(?:除了|除开|除去)\s?$")


def _of(filling: Filling, span: Span, slot: str) -> Whom:
    """Whom a naming means; of several namings each has the people that stand right after it."""
    if isinstance(span.value, Named):
        return Whom(customer=span.value)
    mention = span.value if isinstance(span.value, Mention) else None
    near = (
        [p for p in people_of(filling) if span.end <= p.start <= span.end + 2]
        if len(filling.spans("customer")) > 1
        else people_of(filling)
    )
    scene = filling.scene
    found = whom(mention, near, scene.names, scene.context, forgiving=filling.form.forgiving, slot=slot)
    if mention is not None and found.doubt is not None and mention.sure <= SOUND:
        theirs = [each for known in mention.known for each in scene.names.contacts_by_customer.get(known.id, ())]
        owners = {contact.customer for contact in heard_in(scene_words(filling), theirs)}
        if len(owners) == 1:
            return Whom(customer=scene.names.customer_by_id[owners.pop()])
    if mention is not None and mention.new and found.customer == New(name=mention.said):
        return Whom(customer=New(name=scene.text[span.start : span.end]))
    return found


def people_of(filling: Filling) -> list[Person]:
    """The people named in the group."""
    spans = filling.spans("person")
    meant = [span for span in spans if not is_denied(filling.scene.masked, span.start)]
    return [span.value for span in meant or spans if isinstance(span.value, Person)]


def _one_customer(filling: Filling, slot: SlotForm, named: list[Span]) -> None:
    scene, context = filling.scene, filling.scene.context
    people = people_of(filling)
    if named and isinstance(named[0].value, Mention) and named[0].value.new and not (slot.new and slot.ask):
        named = []
    unknown = "" if named or people else _unknown(filling)
    if brings_up_another(filling, named):
        found = Whom()
    elif (theirs := _tellers(filling, named)) is not None:
        found = Whom(customer=theirs)
    elif named:
        found = _of(filling, _subject(filling, named), slot.name)
        found = Whom() if _only_sounds(filling, found) else found
        filling.more = tuple((slot.name, other) for other in _listed_after(filling, named))
    elif unknown:
        found = Whom(customer=New(name=unknown))
    elif filling.last is not None and not _leads_away(filling, people):
        found = Whom(customer=filling.last)
    elif _in_context(filling, people):
        found = Whom(customer=context.customer)
    else:
        found = whom(
            None,
            people[:1] if is_sent_first(filling) else people,
            scene.names,
            context,
            forgiving=filling.form.forgiving and filling.form.narrates,
            slot=slot.name,
        )
        if found.doubt and not filling.form.about_customer:
            found = replace(found, doubt=None)
    _take(filling, slot, found)


# a sound of so few signs says nothing where no customer is needed: 提醒我填工时, 天工 being a customer
_FAINT = 2


def _only_sounds(filling: Filling, found: Whom) -> bool:
    """Whether a command that needs no customer has but a few signs that sound like one."""
    near = found.doubt is not None and found.doubt.reason == "near" and isinstance(found.customer, New)
    return near and not filling.form.about_customer and len(found.customer.name) <= _FAINT  # type: ignore[union-attr]


def _listed_after(filling: Filling, named: list[Span]) -> list[Named]:
    """The customers of one list after the first, whose records get the same facts: 把云图、华星都调成A级."""
    form = filling.form
    if not (form.has("phone") and form.writes and not form.adds_person and not form.makes_customer):
        return []
    if filling.spans("phone"):
        return []
    row = in_a_row(filling.scene.folded, named)
    values = [span.value for span in row[1:]]
    known = [value.known if isinstance(value, Mention) else (value,) for value in values]
    return [each[0] for each in known if len(each) == 1 and isinstance(each[0], Named)]


def _take(filling: Filling, slot: SlotForm, found: Whom) -> None:
    if found.doubt is not None:
        filling.doubts.append(_as_said(filling, found.doubt))
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


_MORE_THAN_A_NAME: tuple[SlotKind, ...] = ("text", "note", "tags", "phone", "filters")
_SMALL_WORDS = re.compile(
    r"^(?:把|将|请|帮我|给我|客户|这家|那家|公司|的|给|吧|了|一下|整条|掉|直接|先|都|[\s,，。]){0,6}$"
)


def _unknown(filling: Filling) -> str:
    """A customer's name that nobody knows, where the words can be nothing else: /客户 某某公司, 删除客户 某某公司."""
    form, group = filling.form, filling.group
    if form.has(*_MORE_THAN_A_NAME) or filling.spans("pronoun"):
        return ""
    if filling.called:
        return _words_only(filling, ())
    if not form.writes or group.order is None:
        return ""
    words = _words_only(filling, [(hit.start, hit.end) for hit in group.hits])
    return "" if _SMALL_WORDS.match(words) else words


def _words_only(filling: Filling, beside: Sequence[tuple[int, int]]) -> str:
    """The group's words less times, colleagues and these stretches."""
    clauses = filling.group.clauses
    used = [(span.start, span.end) for kind in ("time", "member") for span in filling.spans(kind)]
    used += beside
    words = "".join(
        filling.scene.text[i]
        for clause in clauses
        for i in range(clause.start, clause.end)
        if not any(a <= i < b for a, b in used)
    )
    return words.strip(EDGES)


def _as_said(filling: Filling, doubt: Doubt) -> Doubt:
    """The doubt with its candidates under the name that was said: “宏远”是哪家？"""
    spans = filling.spans("customer") or filling.spans("person")
    if not spans:
        return doubt
    said = filling.scene.text[spans[0].start : spans[0].end]
    return replace(doubt, candidates=tuple(replace(each, said=said) for each in doubt.candidates))


def _subject(filling: Filling, named: list[Span]) -> Span:
    """Of several namings the one whose person is named too (湘江边上…戴总…橘洲), else the first."""
    owners = {contact.customer for person in people_of(filling) for contact in person.known}
    theirs = [s for s in named if isinstance(s.value, Mention) and any(each.id in owners for each in s.value.known)]
    surest = max((s.value.sure for s in named if isinstance(s.value, Mention)), default=0)
    exact = [s for s in theirs if isinstance(s.value, Mention) and s.value.sure == surest]
    if isinstance(named[0].value, Mention) and named[0].value.sure < surest and exact:
        return exact[0]
    return named[0]


# 张总陪我去的华兴: the words lead to the customer itself
_TO_THEM = re.compile(r"(?:[去到跑转见约从陪]|拜访|走访|回访|替|帮|代表|给|[是在])[了过的完]?(?:一?趟)?\s*$")


def _tellers(filling: Filling, named: Sequence[Span]) -> Named | None:
    """The customer of somebody who stands first and tells of another: 席会计说发票抬头开成金丽了 is about 席会计's."""
    people = filling.spans("person")
    if not (filling.form.narrates and named and people) or named[0].start < people[0].end:
        return None
    mentions = [span.value for span in named]
    first = people[0].value
    if not isinstance(first, Person) or any(not isinstance(each, Mention) or each.new for each in mentions):
        return None
    owners = owners_of([first], filling.scene.names)
    theirs = {owner for person in people_of(filling) for owner in owners_of([person], filling.scene.names)}
    sent = is_sent(filling.scene.folded, people[0].end)
    of_named = any(theirs & set(each.known) for each in mentions if isinstance(each, Mention))
    if len(owners) != 1 or (of_named and not sent):
        return None
    between = filling.scene.folded[people[0].end : named[0].start]
    goes = _TO_THEM.search(between) and any(isinstance(each, Mention) and each.sure >= SHORT for each in mentions)
    return None if not between.strip() or (goes and not sent) else owners[0]


def _leads_away(filling: Filling, people: list[Person]) -> bool:
    """Whether people of other customers are named: 张总那家 after 云图."""
    last = filling.last
    if not isinstance(last, Named):
        return False
    owners = {contact.customer for person in people for contact in person.known}
    if filling.form.adds_person:
        return False
    return bool(owners) and last.id not in owners and (filling.form.about_customer or len(owners) == 1)


def _in_context(filling: Filling, people: list[Person]) -> bool:
    """Whether the conversation's customer is meant: by 他们, 这家, or because the command needs one and names none."""
    customer = filling.scene.context.customer
    if customer is None or _elsewhere(filling):
        return False
    owners = {contact.customer for person in people for contact in person.known}
    if owners and customer.id not in owners and not _of_theirs(filling):
        return False
    again = not people and _AGAIN.search(scene_words(filling)) is not None
    return bool(filling.spans("pronoun")) or filling.form.about_customer or customer.id in owners or again


_AGAIN = Pattern(r"再[去跟打约催问找联]|去(?:一|那)?趟|(?:跟|跟进|联系|回访|催)一下|[回打]个?电话")


def _of_theirs(filling: Filling) -> bool:
    """Whether a record is of somebody of the house spoken of: 他家新请的会计 姓聂的小妹 …"""
    theirs, people = filling.spans("pronoun")[:1], filling.spans("person")
    return filling.form.has("phone") and any(each.end <= people[0].start for each in theirs if people)


_SOMEWHERE = Pattern(
    r"(?:拜访|走访|见|去|到|跑|参观|约)(?:了|过|完|的是)?(?!他|她|它|这|那|对方|人家|客户|我|你|咱|现场|一趟|工地)"
    r"(?P<whom>[㐀-鿿]{2,10}?)的?(?:公司|工厂|厂里|店里|单位|学校|医院)"
)


def _elsewhere(filling: Filling) -> bool:
    """Whether another place is named that nobody knows: 今天拜访了张三的公司 is not about the last customer."""
    return filling.form.narrates and _SOMEWHERE.search(scene_words(filling)) is not None


def scene_words(filling: Filling) -> str:
    """The group's words, folded."""
    return filling.scene.folded[filling.group.start : filling.group.end]
