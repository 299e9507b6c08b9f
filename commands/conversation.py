"""A message's way through the commands: read on a reader, carried out on the writer, answered through the outbox."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commands import events, misses
from commands.applicants import again, forget_words
from commands.attaching import bring
from commands.away import Absence, say_away
from commands.bursts import let_go
from commands.catalogue import Catalogue
from commands.context import Context, say
from commands.dialogue import State
from commands.edits import amend, recall
from commands.firing import Firing
from commands.joining import joined
from commands.language import language_of
from commands.late import heard, is_late
from commands.learning import heard_out
from commands.memory import remember
from commands.message import Outgoing, Reply
from commands.outgoing import post
from commands.parking import follow
from commands.people import Inbound, name_of, nobody, open_place, transient
from commands.preparation import Preparation, Prepared, origin_of, said_in
from commands.presses import Answered, press
from commands.quotes import taken_up_again
from commands.reps.followup_view import shortened
from commands.strangers import code_said, hears
from commands.summary import add, join, wait_no_more
from commands.turn import Turn
from commands.unreached import gone_astray
from commands.vocabulary import Vocabularies
from nlp.reading import Reading
from store.database import Tx
from store.due import DueRow
from store.unit import Unit

HEARD = 60
"""Signs of what was heard that an answer repeats."""


class Conversation:
    """Messages and due rows in; effects and answers out, all within the caller's transaction."""

    def __init__(self, catalogue: Catalogue, *, clock: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._vocabularies = Vocabularies()
        self._preparation = Preparation(catalogue, self._vocabularies, clock=clock)
        self._firing = Firing(catalogue, self._vocabularies, self._preparation)
        self._clock = clock

    def prepare(self, tx: Tx, inbound: Inbound) -> Prepared:
        """Understands a message on a reader; what only asks is answered here, without the writer."""
        return self._preparation.of(tx, inbound)

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
        context = self._preparation.context(tx, known.speaker, place, state, prepared.zone, unit, **said_in(inbound))
        if not inbound.message.attachments:
            let_go(context)
        if state.late is not None:
            wait_no_more(context, joins=prepared.reply is None and _counted(context, inbound))
        answered = self._answer(context, prepared)
        reply = answered.reply
        misses.note(context, prepared.reading, reply)
        heard_out(context, prepared.reading)
        if prepared.quoted is not None:
            taken_up_again(state, prepared.quoted, prepared.reading)
        if inbound.message.heard and reply.lines:
            reply = replace(reply, lines=(say("voice.heard", words=shortened(context.words, HEARD)), *reply.lines))
        asked = events.name_question(context)
        if prepared.reading is not None and prepared.reading.kind != "talk":
            state.spoken_on()
        post(reply, context, undo=answered.undo, wrote=answered.wrote, replaces=answered.replaces)
        remember(context)
        if (opened or fresh) and place.private:
            follows = follow(
                tx, context.workspace, context.speaker.id, place, context.now, context.inbox_id, answers=context.key
            )
            if reply.silent and not follows:
                post(events.welcome_of(context, inbound, joined=fresh), context)
        post(asked, context)

    def fire(self, tx: Tx, due: DueRow) -> None:
        """Runs what has come due; its answer goes to whom it concerns."""
        self._firing.fire(tx, due, self._clock())

    def give_up(self, tx: Tx, due: DueRow) -> None:
        """What has come due failed for good: what it was a part of comes to a stop, and it is told."""
        self._firing.give_up(tx, due, self._clock())

    def apologise(self, tx: Tx, inbound: Inbound) -> None:
        """The sentence for a message that could not be handled; its words are kept in the dead letters."""
        unit = Unit(tx, workspace=inbound.workspace, now=self._clock())
        known, _ = self._preparation.arrived(tx, inbound)
        place = known.place or open_place(unit, inbound)
        language = language_of(tx, inbound.workspace, inbound.message.sender.language)
        speaker = known.speaker or nobody(inbound.workspace, language)
        context = self._preparation.context(tx, speaker, place, State(), known.zone, unit, **said_in(inbound))
        post(Reply(lines=(say("sorry"),)), context)

    def unreachable(self, tx: Tx, outgoing: Outgoing, inbox_id: UUID | None) -> bool:
        """A platform says that a private letter reaches nobody: whether it goes another way, or waits."""
        return gone_astray(tx, outgoing, inbox_id, self._catalogue.sentences, self._clock())

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
        turn = Turn(context, origin_of(prepared.inbound))
        if not _counted(context, prepared.inbound):
            return _answered(turn, self._said(turn, prepared, Turn.read))
        join(turn)
        return _answered(turn, add(turn, self._said(turn, prepared, heard)))

    def _said(self, turn: Turn, prepared: Prepared, read: Callable[[Turn, Reading], Reply]) -> Reply:
        """The answer to what is no press; `read` answers plain words."""
        context, message = turn.context, prepared.inbound.message
        code = code_said(context.tx, context.workspace, message) if message.kind == "event" else None
        if code is not None:
            return turn.press(code)
        if prepared.earlier is not None and prepared.reading is None:
            return recall(turn, prepared.earlier)
        if prepared.earlier is not None and prepared.reading is not None:
            return amend(turn, prepared.earlier, prepared.did, prepared.reading)
        if prepared.inbound.files:
            return bring(turn, prepared.inbound, prepared.reading, prepared.quoted, read)
        return read(turn, prepared.reading) if prepared.reading is not None else Reply()

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
            context = self._preparation.context(
                unit.tx, speaker, place, State(), prepared.zone, unit, **said_in(inbound)
            )
            post(events.hello(context), context)

    def _met(self, unit: Unit, prepared: Prepared) -> Prepared | None:
        """Somebody the workspace does not know: who is vouched for joins, anybody else hears what to do."""
        inbound = prepared.inbound
        if joined(unit, inbound, prepared.zone):
            prepared = self._preparation.of(unit.tx, inbound)
            if prepared.speaker is not None and not prepared.wants:
                return prepared
            again(unit.tx, inbound)
            return None
        language = language_of(unit.tx, inbound.workspace, inbound.message.sender.language)
        speaker = nobody(inbound.workspace, language, name_of(inbound))
        code = code_said(unit.tx, inbound.workspace, inbound.message)
        place = prepared.place or transient(inbound.message.chat)
        if code is not None and place.private:
            place = open_place(unit, inbound)
        elif code is not None:
            forget_words(unit.tx, inbound)
        context = self._preparation.context(unit.tx, speaker, place, State(), prepared.zone, unit, **said_in(inbound))
        post(Turn(context, origin_of(inbound)).press(code) if code is not None else hears(context, inbound), context)
        return None


def _counted(context: Context, inbound: Inbound) -> bool:
    """Whether it came late, so that the summed answer tells of it."""
    return inbound.message.kind in ("text", "edit") and is_late(context)


def _answered(turn: Turn, reply: Reply) -> Answered:
    return Answered(reply=reply, undo=turn.number, wrote=turn.wrote)
