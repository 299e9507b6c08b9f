"""A message's way through the commands: read on a reader, carried out on the writer, answered through the outbox."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from commands import events
from commands.attaching import bring
from commands.away import Absence, say_away
from commands.before import before, spoken_of
from commands.bursts import let_go
from commands.catalogue import Catalogue
from commands.codec import from_plain as command_from
from commands.context import Context, Place, say
from commands.dialogue import Done, State, from_plain
from commands.earlier import Earlier, customer_in, dones, meant
from commands.edits import amend, recall
from commands.execute import Origin
from commands.joining import again, code_alone, forget_words, joined
from commands.late import heard as heard_late
from commands.late import is_late, wait_no_more
from commands.lookup import names_in
from commands.memory import remember
from commands.message import Message, Outgoing, Reply
from commands.outgoing import place_of, post
from commands.parking import follow
from commands.people import Inbound, arrived, home, name_of, nobody, open_place, transient
from commands.presses import Answered, press
from commands.quotes import Quoted, aimed, in_place, quoted, taken_up_again
from commands.reps.followup_view import shortened
from commands.rights import Speaker
from commands.strangers import code_said, hears, language_of
from commands.turn import Turn
from commands.unreached import gone_astray
from commands.vocabulary import Vocabularies, Vocabulary
from nlp.reading import Draft, Reading
from nlp.understanding import understand
from store import workspaces
from store.database import Tx
from store.due import DueRow
from store.unit import Unit

__all__ = ["Conversation", "Inbound", "Prepared"]
HEARD = 60
"""Signs of what was heard that an answer repeats."""
NOTHING, FILES_WANTED, NAME_WANTED = frozenset[str](), frozenset({"files"}), frozenset({"name"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """What reading a message came to. `reply` is there already when it only asked something.

    `wants` is what must be asked of the platform (files, name) before it is prepared again. `quoted` is what it quotes,
    `earlier` with `did` what an edit or a recall speaks of; one that speaks of nothing is `idle`.
    """

    inbound: Inbound
    speaker: Speaker | None
    place: Place | None
    zone: ZoneInfo
    state: State
    reading: Reading | None = None
    reply: Reply | None = None
    wants: frozenset[str] = frozenset()
    quoted: Quoted | None = None
    earlier: Earlier | None = None
    did: tuple[Done, ...] = ()
    idle: bool = False


class Conversation:
    """Messages and due rows in; effects and answers out, all within the caller's transaction."""

    def __init__(self, catalogue: Catalogue, *, clock: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._grammar = catalogue.grammar()
        self._vocabularies = Vocabularies()
        self._clock = clock

    def prepare(self, tx: Tx, inbound: Inbound) -> Prepared:
        """Understands a message on a reader; what only asks is answered here, without the writer."""
        earlier = None
        if inbound.message.kind in ("edit", "recall"):
            inbound, earlier = meant(tx, inbound)
        message = inbound.message
        prepared, words = self._arrived(tx, inbound)
        speaker, place, state = prepared.speaker, prepared.place, prepared.state
        if message.kind in ("edit", "recall"):
            return self._about(tx, words, prepared, earlier)
        wants = _wants(prepared)
        if wants:
            return replace(prepared, wants=wants)
        if speaker is None or message.kind != "text":
            return prepared
        if message.attachments and not message.text.strip():
            return self._quoting(tx, words, prepared)
        if message.quote or message.quoted:
            prepared = self._quoting(tx, words, prepared)
            state = prepared.state
        reading = self._read(tx, words, message, speaker, state)
        if prepared.quoted is not None:
            reading = aimed(reading, prepared.quoted)
        prepared = replace(prepared, reading=reading)
        if place is None or message.attachments or self._writes(reading, state):
            return prepared
        state = replace(state)
        context = self._context(tx, speaker, place, state, words.zone, **_said(inbound))
        return replace(prepared, state=state, reply=Turn(context, _origin(inbound)).read(reading))

    def _about(self, tx: Tx, words: Vocabulary, prepared: Prepared, earlier: Earlier | None) -> Prepared:
        """An edit or a recall: what it speaks of, and what an edited message says now, by itself."""
        speaker, message = prepared.speaker, prepared.inbound.message
        if earlier is None or speaker is None or prepared.place is None:
            return replace(prepared, idle=True)
        prepared = replace(prepared, earlier=earlier)
        if message.kind == "recall":
            return prepared
        did = dones(tx, self._catalogue, words, earlier.executions)
        alone = State(customer=customer_in(tx, words.workspace, earlier.executions) or prepared.state.customer)
        return replace(prepared, did=did, reading=self._read(tx, words, message, speaker, alone))

    def _quoting(self, tx: Tx, words: Vocabulary, prepared: Prepared) -> Prepared:
        """The conversation as it is about what the message quotes."""
        message = prepared.inbound.message
        if prepared.speaker is None or not (message.quote or message.quoted):
            return prepared
        found = quoted(tx, self._catalogue, prepared.inbound, words, prepared.speaker, prepared.state)
        return replace(prepared, quoted=found, state=in_place(prepared.state, found))

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
        if prepared.idle:
            if prepared.speaker is None:
                forget_words(tx, inbound)
            return
        unit = Unit(tx, workspace=inbound.workspace, now=self._clock())
        if inbound.message.kind == "event" and inbound.message.event != "opened":
            self._happened(unit, prepared)
            return
        known = prepared if prepared.speaker is not None else self._met(unit, prepared)
        if known is None or known.speaker is None:
            return
        fresh, prepared = known is not prepared, known
        opened = known.place is None or known.place.left or inbound.message.kind == "event"
        place = open_place(unit, inbound) if known.place is None or opened else known.place
        state = replace(prepared.state)
        context = self._context(tx, known.speaker, place, state, prepared.zone, unit, **_said(inbound))
        if not inbound.message.attachments:
            let_go(context)
        if state.late is not None:
            wait_no_more(context, joins=prepared.reply is None and inbound.message.kind == "text" and not inbound.files)
        answered = self._answer(context, prepared)
        reply = answered.reply
        if prepared.quoted is not None:
            taken_up_again(state, prepared.quoted, prepared.reading)
        if inbound.message.heard and reply.lines:
            reply = replace(reply, lines=(say("voice.heard", words=shortened(context.words, HEARD)), *reply.lines))
        asked = events.name_question(context)
        remember(context)
        post(reply, context, undo=answered.undo, wrote=answered.wrote, replaces=answered.replaces)
        if (opened or fresh) and place.private:
            follows = follow(tx, context.workspace, context.speaker.id, place, context.now, context.inbox_id)
            if reply.silent and not follows:
                post(events.welcome_of(context, inbound, joined=fresh), context)
        post(asked, context)

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

    def unreachable(self, tx: Tx, outgoing: Outgoing, inbox_id: UUID | None) -> None:
        """A platform says that the reader of a private letter cannot be reached: it goes another way, or waits."""
        gone_astray(tx, outgoing, inbox_id, self._catalogue.sentences, self._clock())

    def away(self, tx: Tx, workspace: UUID, to: Sequence[UUID], absences: Sequence[Absence]) -> None:
        """Says in these chats when the program was away, and that what was said then may be lost."""
        say_away(tx, workspace, to, absences, self._catalogue.sentences, self._clock())

    def _answer(self, context: Context, prepared: Prepared) -> Answered:
        """The reply, the short number that takes back what was written, and whose place the answer takes."""
        if prepared.reply is not None:
            return Answered(reply=prepared.reply)
        message = prepared.inbound.message
        if message.kind == "action":
            return press(context, message)
        turn = Turn(context, _origin(prepared.inbound))
        code = code_said(context.tx, context.workspace, message) if message.kind == "event" else None
        if code is not None:
            reply = turn.press(code)
        elif prepared.earlier is not None and prepared.reading is None:
            reply = recall(turn, prepared.earlier)
        elif prepared.earlier is not None and prepared.reading is not None:
            reply = amend(turn, prepared.earlier, prepared.did, prepared.reading)
        elif prepared.inbound.files:
            reply = bring(turn, prepared.inbound, prepared.reading, prepared.quoted)
        else:
            reply = _heard(turn, prepared.reading) if prepared.reading is not None else Reply()
        return Answered(reply=reply, undo=turn.number, wrote=turn.wrote)

    def _happened(self, unit: Unit, prepared: Prepared) -> None:
        """The bot was put into a group or out of a chat, or a group has moved."""
        inbound = prepared.inbound
        if inbound.message.event == "moved":
            events.moved(unit, inbound.message)
        elif inbound.message.event == "removed":
            events.left(unit, inbound)
        elif inbound.message.event == "added":
            speaker = nobody(inbound.workspace, language_of(unit.tx, inbound.workspace))
            place = events.entered(unit, inbound, prepared.place)
            context = self._context(unit.tx, speaker, place, State(), prepared.zone, unit, **_said(inbound))
            post(events.hello(context), context)

    def _met(self, unit: Unit, prepared: Prepared) -> Prepared | None:
        """Somebody the workspace does not know: who is vouched for joins, anybody else hears what to do."""
        inbound = prepared.inbound
        if joined(unit, inbound, prepared.zone):
            prepared = self.prepare(unit.tx, inbound)
            if prepared.speaker is not None and not prepared.wants:
                return prepared
            again(unit.tx, inbound)
            return None
        speaker = nobody(inbound.workspace, language_of(unit.tx, inbound.workspace), name_of(inbound))
        code = code_said(unit.tx, inbound.workspace, inbound.message)
        place = prepared.place or transient(inbound.message.chat)
        if code is not None and place.private:
            place = open_place(unit, inbound)
        elif code is not None:
            forget_words(unit.tx, inbound)
        context = self._context(unit.tx, speaker, place, State(), prepared.zone, unit, **_said(inbound))
        post(Turn(context, _origin(inbound)).press(code) if code is not None else hears(context, inbound), context)
        return None

    def _read(self, tx: Tx, words: Vocabulary, message: Message, speaker: Speaker, state: State) -> Reading:
        state.settle(self._clock())
        code = code_alone(message.text)
        if code is not None:
            return Reading(kind="commands", drafts=(Draft(command="identity.bind", slots={"code": code}),))
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


def _wants(prepared: Prepared) -> frozenset[str]:
    """What the platform must be asked for: files of who is known, the name of a colleague who is not."""
    message, asked = prepared.inbound.message, prepared.inbound.asked
    if prepared.speaker is not None:
        return FILES_WANTED - asked if message.attachments and message.kind == "text" else NOTHING
    return NAME_WANTED - asked if message.sender.colleague and not message.sender.name else NOTHING


def _heard(turn: Turn, reading: Reading) -> Reply:
    return heard_late(turn, reading) if is_late(turn.context) else turn.read(reading)


def _said(inbound: Inbound) -> dict[str, Any]:
    """What a context takes from the message."""
    message = inbound.message
    return {
        "words": message.text,
        "sender": message.sender.id,
        "key": message.key,
        "asked": message.id,
        "pressed": (message.target or "") if message.kind == "action" else "",
        "sent_at": message.sent_at,
        "inbox_id": inbound.inbox_id,
    }


def _origin(inbound: Inbound) -> Origin:
    return Origin(kind="message", key=inbound.inbox_id.hex)
