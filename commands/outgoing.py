"""From a reply to what a door can render: language, sealed buttons, the right chat, a row in the outbox."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from commands import labels
from commands.codec import to_plain
from commands.context import Context, Place, say
from commands.dialogue import State
from commands.language import chosen
from commands.memory import open_there
from commands.message import Button, Outgoing, Press, Reply
from commands.parking import address, park, put_out
from commands.sentences import Language, Speech
from store import actions, chats, members, workspaces
from store.ids import uuid7

BUTTONS_LIVE = timedelta(days=90)


def post(reply: Reply, context: Context, *, undo: int | None = None, wrote: bool = False, replaces: str = "") -> None:
    """Puts a reply, and those it causes for others, into the outbox within the message's transaction.

    `wrote`: it says what was written, which a quiet group hears in one line; `replaces`: whose place it takes there.
    """
    for other in reply.also:
        post(other, context)
    if reply.silent or _has_left(reply, context):
        return
    place, language, reader = _where(reply, context)
    if place is None:
        _put_by(reply, context, language, reader)
        return
    if place.id != context.place.id:
        if reply.private and reply.to is None:
            _notice("said.privately", context)
        letter = _letter(reply, context, place, language)
        taken = replace(reply.state) if isinstance(reply.state, State) else State()
        if reply.state is not None or reader == context.speaker.id:
            labels.keep(taken, letter)
        if taken != State():
            open_there(context.tx, context.workspace, place.id, reader, taken, context.now)
        put_out(context.tx, context.workspace, letter, context.inbox_id)
        return
    quiet = wrote and place.quiet and not reply.choices
    said = _shortened(reply) if quiet else reply
    letter = _letter(said, context, place, language, undo=None if quiet else undo)
    _heed(reply, letter, context.state)
    quiet = quiet and said.lines[0].key != "customer.made"
    letter = replace(letter, answers=context.key, asked=context.asked, replaces=replaces, quiet=quiet)
    put_out(context.tx, context.workspace, letter, context.inbox_id, hold=reply.hold)


def _has_left(reply: Reply, context: Context) -> bool:
    """Whether it is for somebody who works here no more."""
    member = members.get(context.tx, context.workspace, _id(reply.to)) if reply.to is not None else None
    return member is not None and not member.active


def _heed(reply: Reply, letter: Outgoing, state: State) -> None:
    """Lets the next words here speak of what is said: its buttons, a reminder that came by itself."""
    labels.keep(state, letter)
    if isinstance(reply.state, State):
        state.came, state.given = (*state.came, *reply.state.came), (*state.given, *reply.state.given)
        if reply.state.listed is not None:
            state.tell(reply.state.listed)


def _shortened(reply: Reply) -> Reply:
    """What a quiet group hears of a write: its first line."""
    return replace(reply, lines=reply.lines[:1], buttons=())


def _where(reply: Reply, context: Context) -> tuple[Place | None, Language, UUID]:
    """The chat a reply belongs to (None: its reader cannot be written to), its reader's language, and the reader."""
    speaker = context.speaker
    if reply.to is not None:
        row = chats.private_chat(context.tx, context.workspace, _id(reply.to), _platform(reply, context))
        member = members.get(context.tx, context.workspace, _id(reply.to))
        assert member is not None
        return _place(row), chosen(member.language), member.id
    if reply.chat is not None:
        place = _place(workspaces.chat(context.tx, context.workspace, _id(reply.chat)))
        if place is not None and not place.left:
            return place, speaker.language, speaker.id
    elif not context.place.left and (not reply.private or context.place.private):
        return context.place, speaker.language, speaker.id
    row = chats.private_chat(context.tx, context.workspace, speaker.id, context.place.platform)
    return _place(row), speaker.language, speaker.id


def _put_by(reply: Reply, context: Context, language: Language, reader: UUID) -> None:
    """Parks a reply for who cannot be written to; in a group one neutral line says how to be reached."""
    letter = _letter(reply, context, context.place, language)
    state = reply.state if isinstance(reply.state, State) else None
    park(context.tx, context.workspace, reader, letter, state=state, now=context.now)
    if context.place.private or context.place.left:
        return
    _notice("said.nowhere", context, _mention(context, reader) if reader != context.speaker.id else None)


def _mention(context: Context, reader: UUID) -> tuple[str, str] | None:
    """A member as this chat's platform knows them, if it does."""
    member = members.get(context.tx, context.workspace, reader)
    here = (context.place.platform, context.place.app)
    known = members.identities(context.tx, context.workspace, reader)
    user = next((each.user_id for each in known if (each.platform, each.app) == here), "")
    return (user, member.name) if member is not None and user else None


def _platform(reply: Reply, context: Context) -> str:
    """By which door a member is best reached: that of the chat the matter came from."""
    row = workspaces.chat(context.tx, context.workspace, _id(reply.chat)) if reply.chat is not None else None
    return row.platform if row is not None else context.place.platform


def _notice(key: str, context: Context, mention: tuple[str, str] | None = None) -> None:
    """What a group hears of an answer that its reader gets elsewhere."""
    notice = Reply(lines=(say(key),))
    letter = _letter(notice, context, context.place, context.speaker.language, mention=mention)
    put_out(context.tx, context.workspace, replace(letter, answers=context.key, asked=context.asked), context.inbox_id)


def _letter(
    reply: Reply,
    context: Context,
    place: Place,
    language: Language,
    *,
    undo: int | None = None,
    mention: tuple[str, str] | None = None,
) -> Outgoing:
    """A reply in its reader's language, its buttons sealed for those who may press them."""
    speech = Speech(context.catalogue.sentences, language, context.zone, context.today)
    audience = None if reply.to is None and reply.chat is not None else {_id(reply.to or context.speaker.id)}
    presses = _presses((*reply.choices, *reply.buttons), context, speech, audience)
    return Outgoing(
        id=_id(reply.letter or uuid7()).hex,
        chat=address(place),
        lines=tuple(line for sentence in reply.lines for line in speech.say(sentence).split("\n")),
        choices=presses[: len(reply.choices)],
        buttons=presses[len(reply.choices) :],
        undo=undo,
        mention=mention[0] if mention else None,
        mention_name=mention[1] if mention else "",
        files=reply.files,
        chart=reply.chart,
        language=language,
        created_at=context.now,
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
        open=row.open,
        quiet=row.quiet,
        left=row.left_at is not None,
    )
