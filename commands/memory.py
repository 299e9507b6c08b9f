"""What is remembered of conversations between messages: loaded, saved, and told of in the morning."""

from uuid import UUID

from commands.context import Context
from commands.dialogue import MEMORY, Question, State, from_plain, to_plain
from store import dialogue


def remember(context: Context) -> None:
    """Keeps the conversation's state until it is a week old."""
    _save(context, context.place.id, context.speaker.id, context.state)


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
