"""What is remembered of conversations between messages: loaded, saved, and told of in the morning."""

from datetime import datetime
from uuid import UUID

from commands.context import Context
from commands.dialogue import MEMORY, Question, State, from_plain, to_plain
from store import dialogue
from store.database import Tx


def remember(context: Context) -> None:
    """Keeps the conversation's state until it is a week old."""
    _save(context, context.place.id, context.speaker.id, context.state)


def open_there(tx: Tx, workspace: UUID, chat: UUID, member: UUID, taken: State, now: datetime) -> None:
    """Opens in another chat what was begun elsewhere: question, shown list, what was done last, what came, buttons."""
    plain = dialogue.held(tx, workspace, chat, member, now)
    state = from_plain(plain) if plain is not None else State()
    assert isinstance(state, State)
    if taken.question is not None:
        state.leave()
        state.question = taken.question
    state.customer = taken.customer or state.customer
    state.shown = taken.shown or state.shown
    state.listed = taken.listed or state.listed
    state.done = taken.done or state.done
    state.came, state.given = (*state.came, *taken.came), (*state.given, *taken.given)
    state.buttons = taken.buttons or state.buttons
    dialogue.save(tx, workspace, chat, member, to_plain(state), expires_at=now + MEMORY)


def name_drafts(context: Context, member: UUID) -> list[Question]:
    """A member's drafts that no morning's list has named yet, from all chats; they are marked as named."""
    told: list[Question] = []
    for chat, plain in dialogue.of_member(context.tx, context.workspace, member, context.now):
        state = from_plain(plain)
        assert isinstance(state, State)
        state.settle(context.now)
        fresh = [question for question in state.left if not question.named]
        for question in fresh:
            question.named = True
        if fresh:
            _save(context, chat, member, state)
        told += fresh
    return told


def _save(context: Context, chat: UUID, member: UUID, state: State) -> None:
    dialogue.save(context.tx, context.workspace, chat, member, to_plain(state), expires_at=context.now + MEMORY)
