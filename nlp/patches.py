"""A short answer or correction as new values for a command's slots: 周四, 不是拜访是电话, 尾号5687, B级吧."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from nlp import attributes
from nlp.clauses import Clause, cut
from nlp.customers import SOUND, Mention
from nlp.due import due
from nlp.grammar import Form, Grammar, SlotForm
from nlp.own_fields import field_value, own_fields
from nlp.people import Person, likeness, namings
from nlp.phrases import MEMBER, TIME
from nlp.reading import Draft, Moment, Named, New, Span, Value
from nlp.said import moment, said_times
from nlp.scene import Scene
from nlp.sensitive import normal_email, normal_phone
from nlp.text import fold
from nlp.whom import contact_of, whom

_EDGE = r"[^\w\ue000-\uf8ff]*"
# 1小时后 · 明天再说 · 推迟到周五下午; nothing else that was recognised stands beside the time
PUT_OFF = re.compile(
    rf"{_EDGE}(?:那|就|先|等到?|再?过|放到?|改到?|推到?|推迟到?|推后到?|延到?|延后到?|挪到?|顺延到?)*\s*"
    rf"{TIME}+(?:[\s的]+{TIME}+)*\s*(?:以后|之后|后)?"
    r"(?:再(?:说|弄|做|办|看|打|跟|联系|提醒|叫|喊|提)我?(?:一次|一下|一声)?|(?:提醒|叫|喊)我)?"
    rf"[吧啊哈了]*{_EDGE}"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Patch:
    """New values by slot name; `people` are the persons named, to be matched when the customer is known."""

    values: Mapping[str, Value] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    tail: str = ""


# 不是昨天去的是前天 · 是28万不是82万 · 不是X，Y
_NEGATED = re.compile(
    r"不是(?:[^,，。!！?？\n]*?(?=是)|[^,，。!！?？\n]*[,，。]?)|(?:而不是|而非|并非).*|(?:别|不)(?:再)?(?:派|交)?给[^,，。]{1,8}[,，]|别按[^,，。]*|(?:别|莫|甭|不要|勿|不好)(?:再|给我)?(?:写|记|填|算|标|打|弄|录)(?:成|作|为|上(?!门))?(?!了)[^,，。!\s]+|(?:打|写|记|弄|点|选|录|说|讲|念|听|看|报|输|敲|搞|当)成[^,，。\s]*|(?<![^,，。\s])[^,，。\s]{1,8}?是我?[打写说记讲弄搞看]错了?"
)


def affirmed(words: str) -> str:
    """The words with what is denied blanked out, offsets kept: 不是拜访，是电话 → ______是电话."""
    return _NEGATED.sub(lambda match: " " * len(match.group()), words.replace("是不是", "   "))


def _live(scene: Scene, start: int) -> list[tuple[int, int]]:
    """The stretches that are not denied."""
    words = affirmed(scene.folded[start:])
    return [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", words)]


def patch_of(
    scene: Scene, grammar: Grammar, start: int, form: Form, *, old: Mapping[str, Value] | None = None
) -> Patch:
    """The values that the words give for a command's slots, what they deny left out."""
    live = _live(scene, start)
    spans = [span for span in scene.spans if any(a <= span.start and span.end <= b for a, b in live)]
    people = tuple(span.value for span in spans if isinstance(span.value, Person))
    values: dict[str, Value] = {}
    for slot in form.slots:
        value: object = None
        if slot.kind == "customer":
            value = _customer(scene, [span for span in spans if span.kind in ("customer", "pick")], people)
        elif slot.kind in _SPAN_KINDS and not (slot.kind == "member" and slot is not form.of_kind("member")[-1]):
            value = _marked(scene, slot, [span for span in spans if span.kind == _SPAN_KINDS[slot.kind]])
        elif slot.kind == "method":
            value = _method(grammar, form, scene, live)
        elif slot.kind == "fields":
            value = own_fields(scene, start, len(scene.text)) or _field_again(scene, start, old)
        elif slot.kind in ("industry", "region", "source", "title"):
            value = attributes.attribute(scene, slot.kind, start, len(scene.text))
        if value not in (None, "", ()):
            values[slot.name] = value  # type: ignore[assignment]
    values.update(_times(scene, form, cut(scene, grammar, start), live))
    return Patch(values=values, people=people, tail=_tail(scene.folded[start:]))


# 给雯雯那条改派给欣欣
_TO = re.compile(r"(?:给|成|由|让|是|派|换|交|转|叫|找)\s*@?$")


def _marked(scene: Scene, slot: SlotForm, spans: list[Span]) -> object:
    """What recognised spans give: a colleague, tags, a number, a level."""
    if not spans:
        return None
    first = spans[0]
    if slot.kind == "member":
        takes = (span for span in spans if _STEPS_IN.match(scene.folded, span.end))
        first = next(takes, None) or next(
            (span for span in reversed(spans) if _TO.search(scene.folded, 0, span.start)), first
        )
        return first.value[0] if isinstance(first.value, tuple) else None
    if slot.kind == "tags":
        return tuple(span.value.name for span in spans if isinstance(span.value, Named | New))
    if slot.kind == "level":
        return str(spans[-1].value)
    said = scene.text[first.start : first.end]
    return normal_phone(said) if slot.kind == "phone" else normal_email(said)


# 赵敏顶上, 大鹏来吧
_STEPS_IN = re.compile(r"\s*(?:顶|接手|接替|接过|替|代|补位|上吧|来吧|去吧|来弄|来做|来办)")
_PASSES_ON = re.compile(
    rf"(?:转|交|派|改|换|分|挪|移交|转交)(?:给|成|由|让|为)?\s*@?{MEMBER}|{MEMBER}{_STEPS_IN.pattern}|(?:让|叫|由)@?{MEMBER}+(?:上|去吧)"
)


def passes_on(scene: Scene, grammar: Grammar, start: int) -> bool:
    """Whether what a colleague was just given is given to another: 王强出差了，转给陈晓明吧."""
    forms = [grammar.forms[done.command] for done in scene.context.done if done.command in grammar.forms]
    given = any(form.has("member") and form.has("text") for form in forms)
    if not given or scene.of_kind("customer", start) or scene.of_kind("time", start):
        return False
    return _PASSES_ON.search(scene.masked, start) is not None


_SPAN_KINDS = {"member": "member", "tags": "tag", "phone": "phone", "email": "email", "level": "level"}


def _customer(scene: Scene, spans: list[Span], people: tuple[Person, ...]) -> Named | New | None:
    for span in spans:
        value = span.value
        if isinstance(value, tuple):
            return next((each for each in value if isinstance(each, Named)), None)
        if not isinstance(value, Mention):
            continue
        if value.new:
            return New(name=scene.text[value.start : value.end])
        if value.sure > SOUND or len(value.known) == 1:
            found = whom(value, people, scene.names, scene.context, forgiving=False)
            if isinstance(found.customer, Named):
                return found.customer
    return None


def _method(grammar: Grammar, form: Form, scene: Scene, live: list[tuple[int, int]]) -> str | None:
    hits = [hit for hit in grammar.hits(scene.masked) if hit.command == form.name and "method" in hit.sets]
    told = [hit for hit in hits if any(a <= hit.start and hit.end <= b for a, b in live)]
    best = max(told, key=lambda hit: (hit.weight, -hit.start), default=None)
    return str(best.sets["method"]) if best else None


def _field_again(scene: Scene, start: int, old: Mapping[str, Value] | None) -> dict[str, str] | None:
    """A new value for the one field that was set: 不是8，18吨一个月."""
    before = (old or {}).get("fields")
    if not isinstance(before, Mapping) or len(before) != 1:
        return None
    name = next(iter(before))
    value = field_value(scene.names, name, affirmed(scene.folded[start:]).strip(" ,，"), scene.now)
    return {name: value} if value else None


def _times(scene: Scene, form: Form, clauses: list[Clause], live: list[tuple[int, int]]) -> dict[str, Value]:
    """The times of the words for the command's own time slots."""
    values: dict[str, Value] = {}
    kept = [replace(clause) for clause in clauses]
    times = [time for time in said_times(scene, kept) if any(a <= time.start and time.end <= b for a, b in live)]
    for slot in form.of_kind("time"):
        if slot.prefer == "past" and times:
            found = moment(times[-1].past, scene.now, ahead=False)
        elif slot.prefer == "future" and form.has("note"):
            found = None
        else:
            when = due(scene, clauses, None, ()) if clauses else None
            found = when.at if when else None
            if times and found is None:
                found = moment(times[-1].future, scene.now, ahead=True, said=times[-1].words)
            if when and when.repeat and (rule := form.of_kind("repeat")):
                values[rule[0].name] = when.repeat
                continue
        if found is not None:
            values[slot.name] = found
    return values


_TAIL = re.compile(r"(?:尾号|末尾|最后|末|后)(?:[一二两三四五六七八0-9]{0,2}位?)?[^0-9]{0,10}?(?P<tail>[0-9]{2,6})")


def _tail(folded: str) -> str:
    """The last digits of a number said again: 尾号是5687, 最后两位写反了，是21."""
    match = _TAIL.search(folded)
    return match["tail"] if match else ""


def patched(scene: Scene, form: Form, old: Mapping[str, Value], patch: Patch) -> Draft:
    """The whole command with the patch in place; a person is matched anew when the customer changed."""
    slots = {**old, **patch.values}
    if "customer" not in patch.values and (theirs := _whose_they_are(scene, old, patch)) is not None:
        slots["customer"] = theirs
    if "repeat" in patch.values and "repeat" in {slot.name for slot in form.slots}:
        slots.pop("at", None)
    customer = slots.get("customer")
    if form.has("contact"):
        contact = _contact_again(scene, slots, customer, patch)
        if contact is None:
            slots.pop("contact", None)
        else:
            slots["contact"] = contact
    if patch.tail and isinstance(slots.get("phone"), str) and "phone" not in patch.values:
        slots["phone"] = str(slots["phone"])[: -len(patch.tail)] + patch.tail
    new = isinstance(customer, New) and any(slot.new and slot.name == "customer" for slot in form.slots)
    return Draft(command=form.name, slots=slots, new=new)


def _whose_they_are(scene: Scene, old: Mapping[str, Value], patch: Patch) -> Named | None:
    """The other customer whose person, named whole or by their very title, is put in the place of one known: 是隋厂长
    不是宋老板, of whom the former works elsewhere."""
    contact, customer = old.get("contact"), old.get("customer")
    if len(patch.people) != 1 or not (isinstance(contact, Named) and isinstance(customer, Named)):
        return None
    person = patch.people[0]
    if any(known.customer == customer.id for known in person.known):
        return None
    surely = [each for each in person.known if person.full or (len(person.title) > 1 and likeness(person, each) == 3)]
    owners = {each.customer for each in surely}
    return scene.names.customer_by_id.get(owners.pop()) if len(owners) == 1 else None


def _contact_again(scene: Scene, slots: Mapping[str, Value], customer: Value | None, patch: Patch) -> Value | None:
    owner = customer if isinstance(customer, Named | New) else None
    if patch.people and (found := contact_of(owner, patch.people, scene.names, scene.folded)) is not None:
        return found
    contact = slots.get("contact")
    if isinstance(contact, Named):
        kept = not isinstance(customer, Named) or contact.customer == customer.id
        return contact if kept else New(name=contact.name)
    if isinstance(contact, New) and isinstance(customer, Named):
        return _known(scene, contact.name, customer) or contact
    return contact


def _known(scene: Scene, said: str, customer: Named) -> Named | None:
    """The customer's own person that a naming (张总) fits."""
    theirs = scene.names.contacts_by_customer.get(customer.id, ())
    exact = [contact for contact in theirs if contact.name == said]
    if exact:
        return exact[0]
    for person in namings(fold(said)):
        fitting = [contact for contact in theirs if likeness(person, contact)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def same_day(old: Moment, new: Moment) -> Moment:
    """A new hour on the old day: 提醒改到下午."""
    return replace(new, value=datetime.combine(old.value.date(), new.value.timetz()))
