"""A draft as the command that serves it: what is asked or said decides, not the words with which it was begun."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nlp.grammar import Form, Grammar
from nlp.names import Names
from nlp.reading import Draft, Filters, Named, New


def recast(draft: Draft, grammar: Grammar, names: Names, *, outright: bool) -> Draft:
    """The draft, or the same matter as another command's; `outright` is an order in so many words (加个联系人 …)."""
    form = grammar.forms[draft.command]
    if form.has("filters"):
        return _idle_alone(draft, grammar)
    of_record = form.has("phone") and not (outright and form.adds_person)
    return _of_a_person(draft, form, grammar, names) if of_record else draft


def of_one_message(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts of one message together: an order that names nobody is for the one customer named beside it, after it
    (#比价 泉城瓷砖 姚红嫌贵); what brings back what was undone undoes nothing (撤回来吧，刚才没想撤)."""
    named = {draft.slots["customer"] for draft in drafts if isinstance(draft.slots.get("customer"), Named)}
    one = named.pop() if len(named) == 1 else None
    again = any(draft.command == "redo" for draft in drafts)
    kept = [draft for draft in drafts if not (again and draft.command == "undo")]
    kept = [_for_customer(draft, one) if isinstance(one, Named) else draft for draft in kept]
    return tuple(_with_person(draft, kept) for draft in kept)


# 他还说…, 微信里还跟我说…: whoever the record is about
_OF_THEM = re.compile(
    r"^\W*(?:还|又|顺口|顺便)(?:跟我|同我)?(?:说|提|问|讲)|[他她佢](?!们|家)|(?:跟|给|同|和)我(?:说|讲|提|回|发)"
)


def _with_person(draft: Draft, beside: Sequence[Draft]) -> Draft:
    """A tale beside the record that it is about speaks of the record's person: 联系人刁社长 …，下午去的他那."""
    customer, note = draft.slots.get("customer"), draft.slots.get("note")
    if note is None or "contact" in draft.slots or not isinstance(customer, New | Named):
        return draft
    if isinstance(customer, Named) and not _OF_THEM.search(str(note)):
        return draft
    theirs = [each.slots for each in beside if each.slots.get("customer") == customer and "note" not in each.slots]
    people = list(dict.fromkeys(slots["contact"] for slots in theirs if "contact" in slots))
    return replace(draft, slots={**draft.slots, "contact": people[0]}) if len(people) == 1 else draft


def _for_customer(draft: Draft, customer: Named) -> Draft:
    missing = next((doubt for doubt in draft.doubts if doubt.reason == "missing" and doubt.slot == "customer"), None)
    if missing is None or "customers" in draft.slots or _stranger(draft, customer):
        return draft
    rest = tuple(doubt for doubt in draft.doubts if doubt is not missing)
    return replace(draft, slots={**draft.slots, "customer": customer}, doubts=rest)


def _stranger(draft: Draft, customer: Named) -> bool:
    """Whether a draft speaks of somebody who is not known to be the customer's: 王总说再看；把云图那个提醒取消."""
    contact = draft.slots.get("contact")
    if "note" not in draft.slots or contact is None:
        return False
    return not isinstance(contact, Named) or contact.customer != customer.id


def _idle_alone(draft: Draft, grammar: Grammar) -> Draft:
    """A search for nothing but how long nobody followed up is the report of that: 20天没跟的客户拉个单子."""
    found = draft.slots.get("filters")
    values = found.values if isinstance(found, Filters) else {}
    if "idle_days" not in values or not values.keys() <= {"idle_days", "owner"}:
        return draft
    report = next((f for f in grammar.forms.values() if any(slot.name == "idle_days" for slot in f.slots)), None)
    return draft if report is None else replace(draft, command=report.name, slots={**values})  # type: ignore[dict-item]


def _of_a_person(draft: Draft, form: Form, grammar: Grammar, names: Names) -> Draft:
    """A known person's new number changes the record, a new person is added: 张伟 139…存一下, 李工电话 138…"""
    customer, contact = draft.slots.get("customer"), draft.slots.get("contact")
    if not isinstance(customer, Named) or not isinstance(contact, New) or form.makes_customer:
        return draft
    known = next((p for p in names.contacts_by_customer.get(customer.id, ()) if p.name == contact.name), None)
    if form.adds_person is (known is None):
        return draft
    other = _other(grammar.forms.values(), adds=not form.adds_person)
    facts = draft.slots.keys() - {"customer", "contact"}
    if other is None or not facts or not facts <= {slot.name for slot in other.slots}:
        return draft
    return replace(draft, command=other.name, slots={**draft.slots, "contact": known or contact})


def _other(forms: Iterable[Form], *, adds: bool) -> Form | None:
    """The command that adds a person to a known customer, or that changes the record of one."""
    records = (form for form in forms if form.writes and form.has("phone") and form.has("contact"))
    return next((form for form in records if form.adds_person is adds and not form.makes_customer), None)
