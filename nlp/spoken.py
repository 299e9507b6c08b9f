"""Whom and what clauses name."""

import re
from collections.abc import Sequence

from nlp.clauses import Clause
from nlp.customers import SOUND, Mention
from nlp.people import Person
from nlp.scene import Scene


def named(scene: Scene, clauses: Sequence[Clause]) -> set[object]:
    """Whom the clauses name: known customers, new names, else the customer of a person named whole."""
    found: set[object] = set()
    for clause in clauses:
        for span in scene.of_kind("customer", clause.start, clause.end):
            mention: Mention = span.value  # type: ignore[assignment]
            if mention.sure >= SOUND:
                found |= {customer.id for customer in mention.known} or {mention.said}
    for clause in clauses if not found else ():
        for span in scene.of_kind("person", clause.start, clause.end):
            person: Person = span.value  # type: ignore[assignment]
            owners = {contact.customer for contact in person.known}
            if len(owners) == 1 and person.full:
                found |= owners
    return found


def somebody(scene: Scene, clause: Clause) -> bool:
    """Whether a customer or a person is named."""
    return any(scene.of_kind(kind, clause.start, clause.end) for kind in ("customer", "person"))


def evident(scene: Scene, clause: Clause) -> bool:
    """Whether the clause tells something of whom it names, or stands as an item of its own."""
    return clause.strong or bool(clause.hits) or bool(scene.of_kind("person", clause.start, clause.end))


def only_time(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is but a time: 也就是5月6号九点半."""
    words = scene.masked[clause.start : clause.end]
    rest = re.sub(r"[\ue004\ue005\s]|也就是|就是|到时候?|那天|在", "", words)
    return bool(scene.of_kind("time", clause.start, clause.end)) and len(rest) <= 1
