"""From a reply to what a door can render: language, sealed buttons, the right chat, a row in the outbox."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from commands.codec import to_bytes, to_plain
from commands.context import Context, Place, say
from commands.message import Button, Chat, Outgoing, Press, Reply
from commands.sentences import Language, Speech
from store import actions, chats, members, outbox, workspaces
from store.ids import uuid7

BUTTONS_LIVE = timedelta(days=90)


def post(reply: Reply, context: Context, *, undo: int | None = None) -> None:
    """Puts a reply, and those it causes for others, into the outbox within the message's transaction."""
    for other in reply.also:
        post(other, context)
    if reply.silent:
        return
    place, language, mention = _where(reply, context)
    if reply.private and reply.to is None and not context.place.private and place is not None:
        _put(Reply(lines=(say("said.privately"),)), context, context.place, context.speaker.language)
    if place is None:
        _put(Reply(lines=(say("said.nowhere"),)), context, context.place, context.speaker.language)
        return
    _put(reply, context, place, language, undo=undo, mention=mention)


def _where(reply: Reply, context: Context) -> tuple[Place | None, Language, tuple[str, str] | None]:
    """The chat a reply belongs to, its reader's language, and whom to name there."""
    if reply.chat is not None and reply.to is None:
        return _place(workspaces.chat(context.tx, context.workspace, _id(reply.chat))), context.speaker.language, None
    if reply.to is not None:
        row = chats.private_chat(context.tx, context.workspace, _id(reply.to), _platform(reply, context))
        member = members.get(context.tx, context.workspace, _id(reply.to))
        assert member is not None
        if row is not None:
            return _place(row), _language(member.language), None
        here = (context.place.platform, context.place.app)
        known = members.identities(context.tx, context.workspace, member.id)
        user = next((each.user_id for each in known if (each.platform, each.app) == here), "")
        return context.place, _language(member.language), (user, member.name)
    if reply.private and not context.place.private:
        row = chats.private_chat(context.tx, context.workspace, context.speaker.id, context.place.platform)
        return _place(row), context.speaker.language, None
    return context.place, context.speaker.language, None


def _platform(reply: Reply, context: Context) -> str:
    """By which door a member is best reached: that of the chat the matter came from."""
    row = workspaces.chat(context.tx, context.workspace, _id(reply.chat)) if reply.chat is not None else None
    return row.platform if row is not None else context.place.platform


def _put(
    reply: Reply,
    context: Context,
    place: Place,
    language: Language,
    *,
    undo: int | None = None,
    mention: tuple[str, str] | None = None,
) -> None:
    speech = Speech(context.catalogue.sentences, language, context.zone, context.today)
    audience = None if reply.to is None and reply.chat is not None else {_id(reply.to or context.speaker.id)}
    presses = _presses((*reply.choices, *reply.buttons), context, speech, audience)
    id = uuid7()
    outgoing = Outgoing(
        id=id.hex,
        chat=Chat(platform=place.platform, app=place.app, id=place.external, topic=place.topic, private=place.private),
        lines=tuple(line for sentence in reply.lines for line in speech.say(sentence).split("\n")),
        choices=presses[: len(reply.choices)],
        buttons=presses[len(reply.choices) :],
        undo=undo,
        mention=mention[0] if mention else None,
        mention_name=mention[1] if mention else "",
        created_at=context.now,
    )
    outbox.add(
        context.tx,
        workspace=context.workspace,
        platform=place.platform,
        app=place.app,
        chat=place.external,
        topic=place.topic,
        payload=to_bytes(outgoing),
        inbox_id=context.inbox_id,
        created_at=context.now,
        id=id,
    )


def _presses(
    buttons: Sequence[Button], context: Context, speech: Speech, audience: set[UUID] | None
) -> tuple[Press, ...]:
    if not buttons:
        return ()
    token = actions.add(
        context.tx,
        workspace=context.workspace,
        commands=[seal(button.command, context) for button in buttons],
        members=audience,
        once=None,
        expires_at=context.now + BUTTONS_LIVE,
    )
    return tuple(
        Press(label=speech.say(button.label), action=f"{token}.{i}", primary=button.primary)
        for i, button in enumerate(buttons)
    )


def seal(command: Any, context: Context) -> dict[str, Any]:
    """A command as an action row keeps it."""
    return {"name": context.catalogue.by_type[type(command)].name, "args": to_plain(command)}


def _id(value: object) -> UUID:
    assert isinstance(value, UUID)
    return value


def _language(value: str) -> Language:
    return "en" if value == "en" else "zh"


def _place(row: workspaces.ChatRow | None) -> Place | None:
    return place_of(row) if row is not None else None


def place_of(row: workspaces.ChatRow) -> Place:
    """A chat row as an address."""
    return Place(
        id=row.id,
        platform=row.platform,
        app=row.app,
        external=row.external,
        topic=row.topic,
        private=row.kind == "private",
        team_id=row.team_id,
    )
