"""A message's way through the commands: read on a reader, carried out on the writer, answered through the outbox."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
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
from commands.outgoing import place_of, post
from commands.people import Inbound, arrived, home, nobody, open_place
from commands.reps.member import BindIdentity
from commands.rights import Speaker
from commands.turn import Turn
from commands.vocabulary import Vocabularies, Vocabulary
from nlp.reading import Reading
from nlp.understanding import understand
from store import actions, workspaces
from store.database import Tx
from store.due import DueRow
from store.unit import Unit

__all__ = ["Conversation", "Inbound", "Prepared"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """What reading a message came to. `reply` is there already when it only asked something."""

    inbound: Inbound
    speaker: Speaker | None
    place: Place | None
    zone: ZoneInfo
    state: State
    reading: Reading | None = None
    reply: Reply | None = None


class Conversation:
    """Messages and due rows in; effects and answers out, all within the caller's transaction."""

    def __init__(self, catalogue: Catalogue, *, clock: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._grammar = catalogue.grammar()
        self._vocabularies = Vocabularies()
        self._clock = clock

    def prepare(self, tx: Tx, inbound: Inbound) -> Prepared:
        """Understands a message on a reader; what only asks is answered here, without the writer."""
        message = inbound.message
        prepared, words = self._arrived(tx, inbound)
        speaker, place, state = prepared.speaker, prepared.place, prepared.state
        if speaker is None or message.kind != "text":
            return prepared
        reading = self._read(tx, words, message, speaker, state)
        prepared = replace(prepared, reading=reading)
        if place is None or self._writes(reading, state):
            return prepared
        state = replace(state)
        context = self._context(tx, speaker, place, state, words.zone, **_said(inbound))
        return replace(prepared, state=state, reply=Turn(context, _origin(inbound)).read(reading))

    def _arrived(self, tx: Tx, inbound: Inbound) -> tuple[Prepared, Vocabulary]:
        """Who sent it where, and what was said there before."""
        arrival = arrived(tx, inbound, self._clock())
        words = self._vocabularies.of(tx, inbound.workspace, arrival.stamp)
        state = from_plain(arrival.state) if arrival.state else State()
        assert isinstance(state, State)
        prepared = Prepared(
            inbound=inbound,
            speaker=words.speakers.get(arrival.member) if arrival.member else None,
            place=place_of(arrival.chat) if arrival.chat else None,
            zone=words.zone,
            state=state,
        )
        return prepared, words

    def carry_out(self, tx: Tx, prepared: Prepared) -> None:
        """Makes the message's effects, its answer and the conversation's memory, in one transaction."""
        inbound = prepared.inbound
        unit = Unit(tx, workspace=inbound.workspace, now=self._clock())
        place = prepared.place or open_place(unit, inbound)
        if prepared.speaker is None:
            self._stranger(prepared, unit, place)
            return
        state = replace(prepared.state)
        context = self._context(tx, prepared.speaker, place, state, prepared.zone, unit, **_said(inbound))
        reply, undo = self._answer(context, prepared)
        remember(context)
        post(reply, context, undo=undo)

    def fire(self, tx: Tx, due: DueRow) -> None:
        """Runs one due command as its maker, rights checked now; its answer goes to whom it concerns."""
        unit = Unit(tx, workspace=due.workspace, now=self._clock())
        words = self._vocabularies.of(tx, due.workspace, workspaces.stamp(tx, due.workspace))
        speaker = words.speakers.get(due.maker) if due.maker else None
        place = home(tx, speaker) if speaker is not None else None
        if speaker is None or place is None:
            return
        context = self._context(tx, speaker, place, State(), words.zone, unit, sent_at=due.fire_at)
        command: Any = command_from(self._catalogue.by_name[due.command].type, due.args)
        origin = Origin(kind="due", key=f"{due.schedule.hex}:{due.fire_at.isoformat()}")
        post(Turn(context, origin).press(command), context)

    def apologise(self, tx: Tx, inbound: Inbound) -> None:
        """The sentence for a message that could not be handled; its words are kept in the dead letters."""
        unit = Unit(tx, workspace=inbound.workspace, now=self._clock())
        known, _ = self._arrived(tx, inbound)
        place = known.place or open_place(unit, inbound)
        speaker = known.speaker or nobody(inbound.workspace)
        context = self._context(tx, speaker, place, State(), known.zone, unit, **_said(inbound))
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

    def _stranger(self, prepared: Prepared, unit: Unit, place: Place) -> None:
        """Somebody the workspace does not know: a one-time code binds them, anything else gets one line."""
        inbound = prepared.inbound
        speaker = nobody(inbound.workspace)
        context = self._context(unit.tx, speaker, place, State(), prepared.zone, unit, **_said(inbound))
        binding = BindIdentity.said_in(inbound.message.text)
        if binding is None:
            post(Reply(lines=(say("stranger"),)), context)
            return
        post(Turn(context, _origin(inbound)).press(binding), context)

    def _read(self, tx: Tx, words: Vocabulary, message: Message, speaker: Speaker, state: State) -> Reading:
        state.settle(self._clock())
        known = names_in(tx, words, message.text, spoken_of(state), speaker)
        earlier = before(speaker, state, known.at_hand, group=not message.chat.private)
        now = message.sent_at.astimezone(words.zone)
        return understand(message.text, self._grammar, known.names, now, earlier)

    def _writes(self, reading: Reading, state: State) -> bool:
        """Whether any of the message's commands needs the writer."""
        known = self._catalogue.by_name
        return any(
            known[draft.command].writes or (draft.command in ("choose", "confirm") and state.question is not None)
            for draft in reading.drafts
        )

    def _context(
        self,
        tx: Tx,
        speaker: Speaker,
        place: Place,
        state: State,
        zone: ZoneInfo,
        unit: Unit | None = None,
        **said: Any,
    ) -> Context:
        return Context(
            tx=tx,
            catalogue=self._catalogue,
            speaker=speaker,
            place=place,
            now=self._clock(),
            zone=zone,
            state=state,
            writer=unit,
            **said,
        )


def _said(inbound: Inbound) -> dict[str, Any]:
    """What a context takes from the message."""
    message = inbound.message
    return {
        "words": message.text,
        "sender": message.sender.id,
        "sent_at": message.sent_at,
        "inbox_id": inbound.inbox_id,
    }


def _origin(inbound: Inbound) -> Origin:
    return Origin(kind="message", key=inbound.inbox_id.hex)
