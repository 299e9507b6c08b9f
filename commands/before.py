"""The conversation before a message, as understanding sees it."""

from uuid import UUID

from commands.dialogue import State
from commands.lookup import customer_named
from commands.rights import Speaker
from nlp.reading import Context, Named, Pending
from store import names
from store.database import Tx


def spoken_of(state: State) -> tuple[UUID, ...]:
    """The customers that the conversation has at hand: the last one, those shown, those offered."""
    options = state.question.options if state.question is not None else ()
    offered = (each.id for each in options if isinstance(each, Named) and isinstance(each.id, UUID))
    last = (state.customer,) if state.customer is not None else ()
    return (*last, *state.shown, *offered)


def before(tx: Tx, speaker: Speaker, state: State, *, group: bool) -> Context:
    """Last customer, open question, shown list, what was just done."""
    question = state.question
    ids = [id for id in (state.customer, *state.shown) if id is not None]
    rows = {row.id: row for row in names.customers(tx, speaker.workspace, ids)} if ids else {}
    others = names.aliases(tx, speaker.workspace, ids) if ids else {}
    known = {id: customer_named(row, others.get(id, ())) for id, row in rows.items()}
    shown: tuple[Named | str, ...] = tuple(known[id] for id in state.shown if id in known)
    pending = None
    if question is not None:
        first = question.drafts[0]
        pending = Pending(command=first.command, missing=question.slot, slots=first.slots)
        shown = tuple(each for each in question.options if isinstance(each, Named)) or shown
    return Context(
        speaker=Named(kind="member", id=speaker.id, name=speaker.name),
        group=group,
        customer=known.get(state.customer) if state.customer else None,
        pending=pending,
        shown=shown,
        done=tuple(done.draft for done in state.done),
    )
