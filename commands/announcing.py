"""What changes of the configuration and of members the admins hear: in their group, else each in private."""

from uuid import UUID

from commands.context import Context, say
from commands.message import Reply, Sentence
from commands.parties import name_of
from commands.rights import SYSTEM
from commands.versions import differences
from store import configuration, members

TOLD = 4
"""Differences told at once."""


def announcements(context: Context, number: int) -> tuple[Reply, ...]:
    """What the other admins hear of version `number`, which the speaker has just made."""
    if context.speaker.role == SYSTEM:
        return ()
    after = configuration.by_number(context.tx, context.workspace, number)
    before = configuration.by_number(context.tx, context.workspace, number - 1)
    assert after is not None
    told = differences(before.state if before is not None else {}, after.state)
    if not told:
        return ()
    more = [say("config.more", total=len(told) - TOLD)] if len(told) > TOLD else []
    head = say("config.changed", who=name_of(context, context.speaker.id), number=number)
    return _to_admins(context, (head, *told[:TOLD], *more))


def heard(context: Context, *lines: Sentence) -> tuple[Reply, ...]:
    """What the other admins hear of what the speaker has just done to a member."""
    return _to_admins(context, (say("people.changed", who=name_of(context, context.speaker.id)), *lines))


def _to_admins(context: Context, lines: tuple[Sentence, ...]) -> tuple[Reply, ...]:
    chat = context.settings.get("admin_chat")
    if chat is not None:
        return () if UUID(chat) == context.place.id else (Reply(lines=lines, chat=UUID(chat)),)
    others = [row.id for row in members.admins(context.tx, context.workspace) if row.id != context.speaker.id]
    return tuple(Reply(lines=lines, to=id) for id in others)
