"""One tale a customer: what is told of somebody after others were told of goes with what was told of them before."""

import re
from collections.abc import Iterable

from nlp.clauses import Clause
from nlp.grammar import Form
from nlp.group import Group
from nlp.people import Person
from nlp.phrases import CUSTOMER, PERSON, TIME
from nlp.scene import Scene
from nlp.spoken import named
from nlp.told import explicit
from nlp.whom import owners_of


def one_tale_each(scene: Scene, narrative: Form | None, groups: Iterable[Group]) -> list[Group]:
    """The groups, tales of the same customer made one: 上午去了云图，下午去了华星。云图要加十桶；华星嫌贵."""
    kept: list[Group] = []
    for group in groups:
        before = _told_before(scene, narrative, kept, group)
        if before is None:
            kept.append(group)
        else:
            before.clauses += group.clauses
    return kept


def _told_before(scene: Scene, narrative: Form | None, kept: list[Group], group: Group) -> Group | None:
    """The tale that an undated one goes on with; what is to be filed apart stays apart."""
    if narrative is None or group.form is not narrative or not group.clauses or _stands_apart(scene, narrative, group):
        return None
    whom = _whose(scene, group.clauses)
    tales = [each for each in kept if each.form is narrative]
    if len(whom) != 1 or not tales:
        return None
    return next((tale for tale in reversed(tales) if _whose(scene, tale.clauses) == whom), None)


def _stands_apart(scene: Scene, narrative: Form, group: Group) -> bool:
    dated = any(_DATED.match(scene.masked, clause.start) for clause in group.clauses)
    return dated or any(explicit(clause, narrative) for clause in group.clauses)


_DATED = re.compile(rf"(?:\W|然后|后来|接着|完了|又|再|到了?|等)*[{CUSTOMER}{PERSON}]*{TIME}")


def _whose(scene: Scene, clauses: Iterable[Clause]) -> set[object]:
    """Whom the clauses name, else the customers whose people they name."""
    stretch = list(clauses)
    if found := named(scene, stretch):
        return found
    spans = [span for clause in stretch for span in scene.of_kind("person", clause.start, clause.end)]
    people: list[Person] = [span.value for span in spans]  # type: ignore[misc]
    return {owner.id for owner in owners_of(people, scene.names)}
