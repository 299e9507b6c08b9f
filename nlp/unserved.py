"""Orders that no command serves yet, for a short name that fits several: which is asked, and the words are kept.

三院回款6万4，登一下: 三院是哪家？ Once that is known, the words can be filed as a follow-up.
"""

from collections.abc import Iterable
from dataclasses import replace

from nlp.customers import SOUND, Mention
from nlp.filling import EDGES
from nlp.grammar import Form, Grammar
from nlp.group import Group
from nlp.people import Person
from nlp.reading import Doubt, Draft
from nlp.scene import Scene
from nlp.talk import files_money
from nlp.whom import whom


def asked_of(scene: Scene, grammar: Grammar, groups: Iterable[Group]) -> tuple[Draft, ...]:
    """The questions about the orders of a message that no command serves."""
    drafts = (which(scene, grammar, group.start, group.end) for group in groups if group.outside)
    return tuple(draft for draft in drafts if draft is not None)


def which(scene: Scene, grammar: Grammar, start: int, end: int) -> Draft | None:
    """The question which customer a stretch means, its words kept for a follow-up; None where that is clear or open."""
    named = scene.of_kind("customer", start, end)
    narrative = grammar.narrative
    if narrative is None:
        return None
    if not named and not scene.of_kind("person", start, end) and scene.context.customer is None:
        return _whose(scene, narrative, start, end) if files_money(scene.folded[start:end]) else None
    if len(named) != 1:
        return None
    mention: Mention = named[0].value  # type: ignore[assignment]
    if mention.new or mention.sure <= SOUND:
        return None
    people: list[Person] = [span.value for span in scene.of_kind("person", start, end)]  # type: ignore[misc]
    customer = next(slot.name for slot in narrative.of_kind("customer"))
    doubt = whom(mention, people, scene.names, scene.context, forgiving=False, slot=customer).doubt
    if doubt is None or doubt.reason != "ambiguous":
        return None
    said = scene.said(named[0].start, named[0].end)
    offered = tuple(replace(each, said=said) for each in doubt.candidates)
    note = next(slot.name for slot in narrative.of_kind("note"))
    asked = Doubt(slot=customer, reason="outside", candidates=offered)
    words = scene.said(start, end).strip(EDGES)
    return Draft(command=narrative.name, slots={note: words}, doubts=(asked,), start=start, end=end)


def _whose(scene: Scene, narrative: Form, start: int, end: int) -> Draft:
    """The question whose money it is that came in: 到账五万，记一下."""
    note, customer = (next(slot.name for slot in narrative.of_kind(kind)) for kind in ("note", "customer"))
    words = scene.said(start, end).strip(EDGES)
    asked = Doubt(slot=customer, reason="missing")
    return Draft(command=narrative.name, slots={note: words}, doubts=(asked,), start=start, end=end)
