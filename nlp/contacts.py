"""Which person of the customer a command is about."""

import re

from nlp import attributes
from nlp.filling import Filling
from nlp.grammar import SlotForm
from nlp.parties import people_of
from nlp.people import heard_in
from nlp.persons import unknown_people
from nlp.reading import Named, New, Value
from nlp.whom import contact_of


def contact_in(filling: Filling, slot: SlotForm) -> Value | None:
    """The customer's own person whom the words fit, else one as said: 王工, 崔铭禹."""
    scene, group = filling.scene, filling.group
    customer = filling.slots.get("customer")
    if filling.form.has("phone") and (slot.ask or isinstance(customer, New)):
        found = attributes.new_person(scene, group.start, group.end)
        return New(name=found[0].strip()) if found else None
    people = people_of(filling)
    owner = customer if isinstance(customer, Named | New) else None
    person = contact_of(owner, people, scene.names, scene.folded)
    if person is not None:
        return person
    if isinstance(owner, Named) and filling.form.narrates:
        words = scene.masked[group.start : group.end]
        heard = heard_in(words, scene.names.contacts_by_customer.get(owner.id, ()))
        if len(heard) == 1:
            return heard[0]
    by_title = _by_title(filling, owner) if isinstance(owner, Named) else None
    return by_title or _latin_person(filling) or _full_name(filling)


def _full_name(filling: Filling) -> New | None:
    """Somebody whom nobody knows, named in full in what is told: 和崔铭禹确认了交付时间."""
    if not filling.form.narrates:
        return None
    scene, group = filling.scene, filling.group
    for person in unknown_people(scene.masked):
        if group.start <= person.start and person.end <= group.end:
            return New(name=scene.text[person.start : person.end])
    return None


def _by_title(filling: Filling, customer: Named) -> Named | None:
    """A person named by what they do: 华为采购总监电话是多少."""
    words = filling.scene.without("field", filling.group.start, filling.group.end)
    theirs = filling.scene.names.contacts_by_customer.get(customer.id, ())
    fitting = [contact for contact in theirs if len(contact.title) > 1 and contact.title.lower() in words]
    return fitting[0] if len(fitting) == 1 and not filling.form.narrates else None


_LATIN_PERSON = re.compile(r"(?:的|跟|和|给|找|见了?|约了?)\s?([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?![A-Za-z])")


def _latin_person(filling: Filling) -> New | None:
    match = _LATIN_PERSON.search(filling.scene.text, filling.group.start, filling.group.end)
    return New(name=match.group(1)) if match else None
