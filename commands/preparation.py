"""What a message says, by whom and where: made out on a reader, before anything is done about it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from commands.before import before, spoken_of
from commands.catalogue import Catalogue
from commands.context import Context, Place
from commands.dialogue import Done, State, from_plain
from commands.earlier import Earlier, customer_in, dones, meant
from commands.execute import Origin
from commands.imports.arriving import order_in
from commands.invitations import code_alone
from commands.lookup import names_in
from commands.macros.forms import as_run
from commands.message import Message, Reply
from commands.outgoing import place_of
from commands.people import Inbound, arrived
from commands.presses import typed
from commands.quotes import Quoted, aimed, in_place, quoted
from commands.rights import Speaker
from commands.turn import Turn
from commands.vocabulary import Vocabularies, Vocabulary
from nlp.reading import Draft, Reading
from nlp.understanding import understand
from store.database import Tx
from store.unit import Unit

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


class Preparation:
    """Messages in; out comes what there is to do, or the answer where a message only asks."""

    def __init__(self, catalogue: Catalogue, vocabularies: Vocabularies, *, clock: Callable[[], datetime]) -> None:
        self._catalogue = catalogue
        self._spoken = catalogue.spoken
        self._vocabularies = vocabularies
        self._clock = clock

    def of(self, tx: Tx, inbound: Inbound) -> Prepared:
        """Understands a message on a reader; what only asks is answered here, without the writer."""
        earlier = None
        if inbound.message.kind in ("edit", "recall"):
            inbound, earlier = meant(tx, inbound)
        message = inbound.message
        prepared, words = self.arrived(tx, inbound)
        speaker, place, state = prepared.speaker, prepared.place, prepared.state
        if message.kind in ("edit", "recall"):
            return self._about(tx, words, prepared, earlier)
        wants = _wants(prepared)
        if wants:
            return replace(prepared, wants=wants)
        if speaker is None or message.kind != "text":
            return prepared
        if message.attachments and not message.text.strip():
            return self._quoting(tx, prepared)
        if message.quote or message.quoted:
            prepared = self._quoting(tx, prepared)
            state = prepared.state
        reading = self._read(tx, words, message, speaker, state)
        if (press := typed(message, reading, state, self._catalogue, self._clock())) is not None:
            return replace(prepared, inbound=replace(inbound, message=press))
        if prepared.quoted is not None:
            reading = aimed(reading, prepared.quoted)
        prepared = replace(prepared, reading=reading)
        if place is None or message.attachments or self._writes(reading, state):
            return prepared
        state = replace(state)
        context = self.context(tx, speaker, place, state, words.zone, **said_in(inbound))
        return replace(prepared, state=state, reply=Turn(context, origin_of(inbound)).read(reading))

    def _about(self, tx: Tx, words: Vocabulary, prepared: Prepared, earlier: Earlier | None) -> Prepared:
        """An edit or a recall: what it speaks of, and what an edited message says now, by itself."""
        speaker, message = prepared.speaker, prepared.inbound.message
        if earlier is None or speaker is None or prepared.place is None:
            return replace(prepared, idle=True)
        prepared = replace(prepared, earlier=earlier)
        if message.kind == "recall":
            return prepared
        did = dones(tx, self._catalogue, words.workspace, earlier.executions)
        alone = State(customer=customer_in(tx, words.workspace, earlier.executions) or prepared.state.customer)
        return replace(prepared, did=did, reading=self._read(tx, words, message, speaker, alone))

    def _quoting(self, tx: Tx, prepared: Prepared) -> Prepared:
        """The conversation as it is about what the message quotes."""
        message = prepared.inbound.message
        if prepared.speaker is None or not (message.quote or message.quoted):
            return prepared
        found = quoted(tx, self._catalogue, prepared.inbound, prepared.speaker, prepared.state)
        return replace(prepared, quoted=found, state=in_place(prepared.state, found))

    def arrived(self, tx: Tx, inbound: Inbound) -> tuple[Prepared, Vocabulary]:
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

    def _read(self, tx: Tx, words: Vocabulary, message: Message, speaker: Speaker, state: State) -> Reading:
        state.settle(self._clock())
        code = code_alone(message.text)
        if code is not None:
            return Reading(kind="commands", drafts=(Draft(command="identity.bind", slots={"code": code}),))
        order = order_in(tx, words.workspace, message.text, state.importing)
        if order is not None:
            return order
        known = names_in(tx, words, message.text, spoken_of(state), speaker)
        earlier = before(speaker, state, known.at_hand, group=not message.chat.private)
        now = message.sent_at.astimezone(words.zone)
        return as_run(understand(message.text, words.grammar(self._spoken), known.names, now, earlier))

    def _writes(self, reading: Reading, state: State) -> bool:
        """Whether any of the message's commands needs the writer."""
        known = self._catalogue.by_name
        return any(
            known[draft.command].writes or (draft.command in ("choose", "confirm") and state.question is not None)
            for draft in reading.drafts
        )

    def context(
        self,
        tx: Tx,
        speaker: Speaker,
        place: Place,
        state: State,
        zone: ZoneInfo,
        unit: Unit | None = None,
        **said: Any,
    ) -> Context:
        """What a handler is given: who speaks where, and now."""
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


def said_in(inbound: Inbound) -> dict[str, Any]:
    """What a context takes from the message."""
    message = inbound.message
    return {
        "words": message.text,
        "sender": message.sender.id,
        "key": message.key,
        "asked": message.id,
        "pressed": (message.target or "") if message.kind == "action" else "",
        "sent_at": message.sent_at,
        "edited_at": inbound.edited_at,
        "inbox_id": inbound.inbox_id,
    }


def origin_of(inbound: Inbound) -> Origin:
    """What the executions of a message are known by."""
    return Origin(kind="message", key=inbound.inbox_id.hex)
