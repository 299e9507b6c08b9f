"""A message's way through the commands: read on a reader, carried out on the writer, answered through the outbox."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from commands.before import before, spoken_of
from commands.catalogue import Catalogue
from commands.codec import from_plain as command_from
from commands.context import Context, Place, say
from commands.dialogue import State, from_plain
from commands.execute import Origin
from commands.lookup import names_in
from commands.memory import remember
from commands.message import Message, Reply
from commands.outgoing import post
from commands.people import Inbound, home, nobody, open_place, speaker_of, where, who
from commands.reps.member import BindIdentity
from commands.rights import Speaker
from commands.turn import Turn
from nlp.reading import Reading
from nlp.understanding import understand
from store import actions, dialogue, members, workspaces
from store.database import Tx
from store.due import DueRow
from store.unit import Unit

__all__ = ["Conversation", "Inbound", "Prepared"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """What reading a message came to. `reply` is there already when it only asked something."""

    inbound: Inbound
    speaker: Speaker | None = None
    place: Place | None = None
    zone: ZoneInfo | None = None
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
        speaker, place = who(tx, inbound), where(tx, inbound)
        prepared = Prepared(inbound=inbound, speaker=speaker, place=place)
        if speaker is None or message.kind != "text":
            return prepared
        state = self._state(tx, speaker, place)
        workspace = workspaces.get(tx, speaker.workspace)
        assert workspace is not None
        reading = self._read(tx, workspace, message, speaker, state)
        prepared = replace(prepared, zone=ZoneInfo(workspace.zone), state=state, reading=reading)
        if place is None or self._writes(reading, state):
            return prepared
        state = replace(state)
        context = self._context(tx, inbound, speaker, place, state, zone=prepared.zone)
        return replace(prepared, state=state, reply=Turn(context, _origin(inbound)).read(reading))

    def carry_out(self, tx: Tx, prepared: Prepared) -> None:
        """Makes the message's effects, its answer and the conversation's memory, in one transaction."""
        inbound = prepared.inbound
        unit = Unit(tx, workspace=inbound.workspace, now=self._clock())
        place = prepared.place or open_place(unit, inbound)
        if prepared.speaker is None:
            self._stranger(tx, unit, inbound, place)
            return
        state = replace(prepared.state) if prepared.state else self._state(tx, prepared.speaker, place)
        context = self._context(tx, inbound, prepared.speaker, place, state, unit, zone=prepared.zone)
        reply, undo = self._answer(context, prepared)
        remember(context)
        post(reply, context, undo=undo)

    def fire(self, tx: Tx, due: DueRow) -> None:
        """Runs one due command as its maker, rights checked now; its answer goes to whom it concerns."""
        unit = Unit(tx, workspace=due.workspace, now=self._clock())
        member = members.get(tx, due.workspace, due.maker) if due.maker else None
        if member is None or not member.active:
            return
        speaker = speaker_of(tx, due.workspace, member)
        place = home(tx, speaker)
        if place is None:
            return
        context = self._context_at(tx, speaker, place, State(), unit, sent_at=due.fire_at)
        command: Any = command_from(self._catalogue.by_name[due.command].type, due.args)
        origin = Origin(kind="due", key=f"{due.schedule.hex}:{due.fire_at.isoformat()}")
        post(Turn(context, origin).press(command), context)

    def apologise(self, tx: Tx, inbound: Inbound) -> None:
        """The sentence for a message that could not be handled; its words are kept in the dead letters."""
        unit = Unit(tx, workspace=inbound.workspace, now=self._clock())
        place = where(tx, inbound) or open_place(unit, inbound)
        speaker = who(tx, inbound) or nobody(inbound.workspace)
        context = self._context(tx, inbound, speaker, place, State(), unit)
        post(Reply(lines=(say("sorry"),)), context)

    def _answer(self, context: Context, prepared: Prepared) -> tuple[Reply, int | None]:
        """The reply, and the short number that takes back what was written."""
        if prepared.reply is not None:
            return prepared.reply, None
        if prepared.inbound.message.kind == "action":
            return self._press(context, prepared.inbound.message)
        if prepared.reading is None:
            return Reply(), None
        turn = Turn(context, _origin(prepared.inbound))
        reply = turn.read(prepared.reading)
        return reply, turn.number

    def _press(self, context: Context, message: Message) -> tuple[Reply, int | None]:
        token, _, index = (message.press or "").rpartition(".")
        place = int(index) if index.isdecimal() else -1
        pressed = actions.press(context.tx, context.workspace, token, place, context.speaker.id, context.now)
        if isinstance(pressed, actions.Stale):
            return Reply(lines=(say(f"stale.{pressed.reason}"),)), None
        command: Any = command_from(self._catalogue.by_name[pressed["name"]].type, pressed["args"])
        turn = Turn(context, Origin(kind="action", key=message.press or ""))
        return turn.press(command), turn.number

    def _stranger(self, tx: Tx, unit: Unit, inbound: Inbound, place: Place) -> None:
        """Somebody the workspace does not know: a one-time code binds them, anything else gets one line."""
        context = self._context(tx, inbound, nobody(inbound.workspace), place, State(), unit)
        binding = BindIdentity.said_in(inbound.message.text)
        if binding is None:
            post(Reply(lines=(say("stranger"),)), context)
            return
        post(Turn(context, _origin(inbound)).press(binding), context)

    def _read(
        self, tx: Tx, workspace: workspaces.WorkspaceRow, message: Message, speaker: Speaker, state: State
    ) -> Reading:
        state.settle(self._clock())
        known = names_in(tx, workspace, message.text, spoken_of(state), speaker)
        now = message.sent_at.astimezone(ZoneInfo(workspace.zone))
        earlier = before(tx, speaker, state, group=not message.chat.private)
        return understand(message.text, self._grammar, known, now, earlier)

    def _writes(self, reading: Reading, state: State) -> bool:
        """Whether any of the message's commands needs the writer."""
        known = self._catalogue.by_name
        return any(
            known[draft.command].writes or (draft.command in ("choose", "confirm") and state.question is not None)
            for draft in reading.drafts
        )

    def _state(self, tx: Tx, speaker: Speaker, place: Place | None) -> State:
        plain = dialogue.load(tx, speaker.workspace, place.id, speaker.id, self._clock()) if place else None
        state = from_plain(plain) if plain else State()
        assert isinstance(state, State)
        return state

    def _zone(self, tx: Tx, workspace: UUID) -> ZoneInfo:
        row = workspaces.get(tx, workspace)
        assert row is not None
        return ZoneInfo(row.zone)

    def _context(
        self,
        tx: Tx,
        inbound: Inbound,
        speaker: Speaker,
        place: Place,
        state: State,
        unit: Unit | None = None,
        *,
        zone: ZoneInfo | None = None,
    ) -> Context:
        message = inbound.message
        context = self._context_at(tx, speaker, place, state, unit, sent_at=message.sent_at, zone=zone)
        return replace(context, words=message.text, sender=message.sender.id, inbox_id=inbound.inbox_id)

    def _context_at(
        self,
        tx: Tx,
        speaker: Speaker,
        place: Place,
        state: State,
        unit: Unit | None,
        *,
        sent_at: datetime,
        zone: ZoneInfo | None = None,
    ) -> Context:
        return Context(
            tx=tx,
            catalogue=self._catalogue,
            speaker=speaker,
            place=place,
            now=self._clock(),
            zone=zone or self._zone(tx, speaker.workspace),
            sent_at=sent_at,
            state=state,
            writer=unit,
        )


def _origin(inbound: Inbound) -> Origin:
    return Origin(kind="message", key=inbound.inbox_id.hex)
