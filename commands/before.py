"""The conversation before a message, as understanding sees it."""

from collections.abc import Mapping
from uuid import UUID

from commands.dialogue import State
from commands.macros.forms import as_said
from commands.rights import Speaker
from nlp.reading import Context, Line, Named, Pending


def spoken_of(state: State) -> tuple[UUID, ...]:
    """The customers that the conversation has at hand: the last one, those shown, those offered."""
    options = state.question.options if state.question is not None else ()
    offered = (each.id for each in options if isinstance(each, Named) and isinstance(each.id, UUID))
    last = (state.customer,) if state.customer is not None else ()
    return (*last, *state.shown, *offered)


def before(speaker: Speaker, state: State, at_hand: Mapping[UUID, Named], *, group: bool) -> Context:
    """Last customer, open question, shown list, what was just done; `at_hand` are the customers spoken of, by id."""
    question = state.question
    shown: tuple[Named | str, ...] = tuple(at_hand[id] for id in state.shown if id in at_hand)
    pending = None
    if question is not None:
        first = question.drafts[0]
        near = any(
            each.slot == question.slot and each.reason == "near" and len(each.candidates) == 1 for each in first.doubts
        )
        pending = Pending(command=as_said(first), missing=question.slot, slots=first.slots, near=near)
        shown = tuple(each for each in question.options if isinstance(each, Named)) or shown
    return Context(
        speaker=Named(kind="member", id=speaker.id, name=speaker.name),
        group=group,
        customer=at_hand.get(state.customer) if state.customer else None,
        pending=pending,
        shown=shown,
        listed=_listed(state, at_hand),
        done=tuple(done.draft for done in state.done),
        come=bool(state.came),
        given=bool(state.given),
    )


def _listed(state: State, at_hand: Mapping[UUID, Named]) -> tuple[Line, ...]:
    lines = state.listed.lines if state.listed is not None else ()
    return tuple(
        Line(customer=at_hand.get(customer) if customer else None, reminder=number) for customer, number in lines
    )
