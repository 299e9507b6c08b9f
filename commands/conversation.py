"""A message's way through the commands: read on a reader, carried out on the writer, answered through the outbox."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from commands.catalogue import Catalogue
from commands.codec import from_plain as command_from
from commands.context import Context, Place, say
from commands.dialogue import MEMORY, State, from_plain, to_plain
from commands.execute import Origin
from commands.lookup import customer_named, names_in
from commands.message import Message, Reply
from commands.outgoing import place_of, post
from commands.reps.member import BindIdentity
from commands.rights import STRANGER, Speaker
from commands.turn import Turn
from nlp.reading import Context as Before
from nlp.reading import Named, Pending, Reading
from nlp.understanding import understand
from store import actions, chats, dialogue, members, names, workspaces
from store.database import Tx
from store.due import DueRow
from store.unit import Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Inbound:
    """An accepted message on its way: where it is kept, and how often it was tried."""

    workspace: UUID
    inbox_id: UUID
    message: Message
    attempts: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """What reading a message came to. `reply` is there already when it only asked something."""

    inbound: Inbound
    speaker: Speaker | None = None
    place: Place | None = None
    state: State | None = None
    reading: Reading | None = None
    reply: Reply | None = None


class Conversation:
    """Messages and due rows in; effects and answers out, all within the caller's transaction."""

    def __init__(self, catalogue: Catalogue, *, clock: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._grammar = catalogue.grammar()
        self._clock = clock

    def prepare(self, tx: Tx, inbound: Inbound) -> Prepared:
        """Understands a message on a reader; what only asks is answered here, without the writer."""
        message = inbound.message
        speaker, place = self._who(tx, inbound), self._where(tx, inbound)
        prepared = Prepared(inbound=inbound, speaker=speaker, place=place)
        if speaker is None or message.kind != "text":
            return prepared
        state = self._state(tx, speaker, place)
        reading = self._read(tx, message, speaker, state)
        prepared = replace(prepared, state=state, reading=reading)
        if place is None or self._writes(reading, state):
            return prepared
        context = self._context(tx, inbound, speaker, place, state)
        return replace(prepared, reply=Turn(context, _origin(inbound)).read(reading))

    def carry_out(self, tx: Tx, prepared: Prepared) -> None:
        """Makes the message's effects, its answer and the conversation's memory, in one transaction."""
        inbound, message = prepared.inbound, prepared.inbound.message
        unit = Unit(tx, workspace=inbound.workspace, now=self._clock())
        place = prepared.place or self._open(unit, inbound)
        if prepared.speaker is None:
            self._stranger(tx, unit, inbound, place)
            return
        state = prepared.state or self._state(tx, prepared.speaker, place)
        context = self._context(tx, inbound, prepared.speaker, place, state, unit)
        undo = None
        if prepared.reply is not None:
            reply = prepared.reply
        elif message.kind == "action":
            reply = self._press(context, message)
        elif prepared.reading is not None:
            turn = Turn(context, _origin(inbound))
            reply = turn.read(prepared.reading)
            undo = next((each.number for each in turn.outcomes if each.undoable), None)
        else:
            return
        self._remember(context)
        post(reply, context, undo=undo)

    def fire(self, tx: Tx, due: DueRow) -> None:
        """Runs one due command as its maker, rights checked now; its answer goes to whom it concerns."""
        unit = Unit(tx, workspace=due.workspace, now=self._clock())
        member = members.get(tx, due.workspace, due.maker) if due.maker else None
        if member is None or not member.active:
            return
        speaker = _speaker(due.workspace, member)
        home = self._home(tx, speaker)
        if home is None:
            return
        context = self._context_at(tx, speaker, home, State(), unit, sent_at=due.fire_at)
        declared = self._catalogue.by_name[due.command]
        command: Any = command_from(declared.type, due.args)
        origin = Origin(kind="due", key=f"{due.schedule.hex}:{due.fire_at.isoformat()}")
        turn = Turn(context, origin)
        reply = turn.press(command)
        post(reply, context)

    def apologise(self, tx: Tx, inbound: Inbound) -> None:
        """The sentence for a message that could not be handled; its words are kept in the dead letters."""
        speaker = self._who(tx, inbound)
        unit = Unit(tx, workspace=inbound.workspace, now=self._clock())
        place = self._where(tx, inbound) or self._open(unit, inbound)
        speaker = speaker or _nobody(inbound.workspace)
        context = self._context(tx, inbound, speaker, place, State(), unit)
        post(Reply(lines=(say("sorry"),)), context)

    def _home(self, tx: Tx, speaker: Speaker) -> Place | None:
        """Where the bot speaks for somebody by itself: their private chat, else a group of their team."""
        known = chats.private_chats(tx, speaker.workspace, speaker.id)
        if not known and speaker.team_id is not None:
            known = chats.groups(tx, speaker.workspace, (speaker.team_id,))
        return place_of(known[0]) if known else None

    def _press(self, context: Context, message: Message) -> Reply:
        token, _, index = (message.press or "").rpartition(".")
        pressed = actions.press(
            context.tx,
            workspace=context.workspace,
            token=token,
            index=int(index) if index.isdecimal() else -1,
            member=context.speaker.id,
            now=context.now,
        )
        if isinstance(pressed, actions.Stale):
            return Reply(lines=(say(f"stale.{pressed.reason}"),))
        command = self._command(pressed)
        return Turn(context, Origin(kind="action", key=message.press or "")).press(command)

    def _command(self, plain: Any) -> Any:
        return command_from(self._catalogue.by_name[plain["name"]].type, plain["args"])

    def _stranger(self, tx: Tx, unit: Unit, inbound: Inbound, place: Place) -> None:
        """Somebody the workspace does not know: a one-time code binds them, anything else gets one line."""
        context = self._context(tx, inbound, _nobody(inbound.workspace), place, State(), unit)
        binding = BindIdentity.said_in(inbound.message.text)
        if binding is None:
            post(Reply(lines=(say("stranger"),)), context)
            return
        turn = Turn(context, _origin(inbound))
        post(turn.press(binding), context)

    def _read(self, tx: Tx, message: Message, speaker: Speaker, state: State) -> Reading:
        now = message.sent_at.astimezone(self._zone(tx, speaker.workspace))
        state.settle(self._clock())
        spoken_of = [id for id in (state.customer, *_in_question(state)) if id is not None]
        known = names_in(tx, speaker.workspace, message.text, spoken_of)
        before = self._before(tx, speaker, state, not message.chat.private)
        return understand(message.text, self._grammar, known, now, before)

    def _before(self, tx: Tx, speaker: Speaker, state: State, group: bool) -> Before:
        question = state.question
        ids = [id for id in (state.customer, *state.shown) if id is not None]
        rows = {row.id: customer_named(row) for row in names.customers(tx, speaker.workspace, ids)} if ids else {}
        shown: tuple[Named | str, ...] = tuple(rows[id] for id in state.shown if id in rows)
        pending = None
        if question is not None:
            first = question.drafts[0]
            pending = Pending(command=first.command, missing=question.slot, slots=first.slots)
            shown = tuple(each for each in question.options if isinstance(each, Named)) or shown
        return Before(
            speaker=Named(kind="member", id=speaker.id, name=speaker.name),
            group=group,
            customer=rows.get(state.customer) if state.customer else None,
            pending=pending,
            shown=shown,
            done=tuple(done.draft for done in state.done),
        )

    def _writes(self, reading: Reading, state: State) -> bool:
        """Whether any of the message's commands needs the writer."""
        known = self._catalogue.by_name
        return any(
            known[draft.command].writes or (draft.command in ("choose", "confirm") and state.question is not None)
            for draft in reading.drafts
        )

    def _who(self, tx: Tx, inbound: Inbound) -> Speaker | None:
        message = inbound.message
        known = members.who(
            tx,
            inbound.workspace,
            platform=message.chat.platform,
            app=message.chat.app,
            user_id=message.sender.id,
        )
        return _speaker(inbound.workspace, known[1]) if known is not None and known[1].active else None

    def _where(self, tx: Tx, inbound: Inbound) -> Place | None:
        chat = inbound.message.chat
        row = workspaces.chat_by_external(
            tx, inbound.workspace, platform=chat.platform, app=chat.app, external=chat.id, topic=chat.topic
        )
        return place_of(row) if row is not None else None

    def _open(self, unit: Unit, inbound: Inbound) -> Place:
        """The row of a chat that is heard for the first time."""
        chat, sender = inbound.message.chat, inbound.message.sender
        with unit.execution(
            name="chat.open",
            origin="chat",
            key=f"{chat.platform}:{chat.app}:{chat.id}:{chat.topic}",
            ordinal=0,
            actor=None,
            args={},
            inbox_id=inbound.inbox_id,
        ):
            row = chats.open_chat(
                unit,
                platform=chat.platform,
                app=chat.app,
                external=chat.id,
                topic=chat.topic,
                private=chat.private,
                user_id=sender.id,
            )
        return place_of(row)

    def _state(self, tx: Tx, speaker: Speaker, place: Place | None) -> State:
        if place is None:
            return State()
        plain = dialogue.load(tx, speaker.workspace, place.id, speaker.id, self._clock())
        state = from_plain(plain) if plain else State()
        assert isinstance(state, State)
        return state

    def _remember(self, context: Context) -> None:
        dialogue.save(
            context.tx,
            context.workspace,
            context.place.id,
            context.speaker.id,
            to_plain(context.state),
            context.now + MEMORY,
        )

    def _zone(self, tx: Tx, workspace: UUID) -> ZoneInfo:
        row = workspaces.get(tx, workspace)
        assert row is not None
        return ZoneInfo(row.zone)

    def _context(
        self, tx: Tx, inbound: Inbound, speaker: Speaker, place: Place, state: State, unit: Unit | None = None
    ) -> Context:
        context = self._context_at(tx, speaker, place, state, unit, sent_at=inbound.message.sent_at)
        return replace(context, words=inbound.message.text, sender=inbound.message.sender.id, inbox_id=inbound.inbox_id)

    def _context_at(
        self, tx: Tx, speaker: Speaker, place: Place, state: State, unit: Unit | None, *, sent_at: datetime
    ) -> Context:
        return Context(
            tx=tx,
            catalogue=self._catalogue,
            speaker=speaker,
            place=place,
            now=self._clock(),
            zone=self._zone(tx, speaker.workspace),
            sent_at=sent_at,
            state=state,
            writer=unit,
        )


def _origin(inbound: Inbound) -> Origin:
    return Origin(kind="message", key=inbound.inbox_id.hex)


def _speaker(workspace: UUID, member: members.MemberRow) -> Speaker:
    return Speaker(
        workspace=workspace,
        id=member.id,
        name=member.name,
        role=member.role,
        team_id=member.team_id,
        language="en" if member.language == "en" else "zh",
    )


def _nobody(workspace: UUID) -> Speaker:
    """A speaker who is nobody here: no role, so that nothing is allowed but what strangers may."""
    return Speaker(workspace=workspace, id=UUID(int=0), name="", role=STRANGER, team_id=None)


def _in_question(state: State) -> tuple[UUID, ...]:
    if state.question is None:
        return ()
    return tuple(each.id for each in state.question.options if isinstance(each, Named) and isinstance(each.id, UUID))
