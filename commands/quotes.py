"""Quotes: a message that quotes speaks of what is quoted, whatever was said last."""

import re
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from commands.catalogue import Catalogue
from commands.codec import from_bytes
from commands.dialogue import Done, State
from commands.earlier import customer_in, dones, in_force, of_message
from commands.message import Outgoing
from commands.people import Inbound
from commands.rights import Speaker
from nlp.keys import keys_in
from nlp.reading import Draft, Reading
from store import attachments, inbox, journal, letters, names
from store.database import Tx
from store.journal import ExecutionRow

LOOKED_THROUGH = 20
"""Messages back in which an answer is looked for that is quoted by its words alone."""
LIKENESS = 6
"""Signs that words and an answer must share at least."""
_DRESS = re.compile(r"[\s*_>#`]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """What is quoted: what it did that the speaker may change, its follow-ups, its customer.

    `before` is what the conversation was about, to be taken up again; `heard` the stored message that it is or answers.
    """

    done: tuple[Done, ...]
    executions: tuple[UUID, ...]
    follow_ups: tuple[UUID, ...]
    customer: UUID | None
    before: State
    heard: UUID | None = None


def quoted(tx: Tx, catalogue: Catalogue, inbound: Inbound, speaker: Speaker, state: State) -> Quoted:
    """What the message quotes, as far as it is known."""
    executions, said, heard = _found(tx, inbound)
    mine = tuple(row for row in executions if row.actor_id == speaker.id or speaker.role in ("manager", "admin"))
    customer = customer_in(tx, inbound.workspace, executions)
    if customer is None:
        first = said.partition("\n")[0]
        customer = _named_in(tx, speaker, first) or _named_in(tx, speaker, said)
    return Quoted(
        done=dones(tx, catalogue, inbound.workspace, mine),
        executions=tuple(row.id for row in mine),
        follow_ups=tuple(attachments.made_by(tx, inbound.workspace, [row.id for row in executions])),
        customer=customer,
        before=replace(state),
        heard=heard,
    )


def in_place(state: State, found: Quoted) -> State:
    """The conversation as it is for a message that quotes."""
    return replace(
        state,
        customer=found.customer or state.customer,
        done=found.done,
        question=None if found.executions else state.question,
    )


def aimed(reading: Reading, found: Quoted) -> Reading:
    """撤销 in answer to something takes back exactly that, 为什么 asks about it."""
    return replace(reading, drafts=tuple(_aimed(draft, found) for draft in reading.drafts))


def taken_up_again(state: State, found: Quoted, reading: Reading | None) -> None:
    """Leaves the quoted message: what was done and asked before is what the next words go by."""
    if state.done is found.done:
        state.done = found.before.done
    if state.question is None and found.executions:
        state.question = found.before.question
    if reading is None or reading.kind != "commands":
        state.customer = found.before.customer


def _aimed(draft: Draft, found: Quoted) -> Draft:
    if draft.command == "reading.explain" and found.heard is not None:
        asked: Any = found.heard
        return replace(draft, slots={"message": asked})
    if draft.command != "undo" or draft.slots.get("number"):
        return draft
    part = draft.slots.get("of")
    executions: Any = tuple(
        id
        for id in found.executions
        if part is None or any(done.execution == id and done.draft.command == part for done in found.done)
    )
    return replace(draft, slots={"executions": executions, "exactly": True})


def _found(tx: Tx, inbound: Inbound) -> tuple[tuple[ExecutionRow, ...], str, UUID | None]:
    """What was executed for the quoted message, its words, and the stored message that it is or answers."""
    message = inbound.message
    if message.quote:
        origin = letters.find_sent(tx, message.chat.app, message.chat.id, message.quote)
        if origin is not None:
            letter = letters.load(tx, origin.outbox_id)
            said = _words(letter.payload) if letter is not None else ""
            if origin.inbox_id is not None:
                return in_force(tx, inbound.workspace, (origin.inbox_id,)), said, origin.inbox_id
            rows = (journal.get(tx, inbound.workspace, id) for id in origin.executions)
            return tuple(row for row in rows if row is not None and row.state == "done"), said, None
        earlier = of_message(tx, inbound, message.quote)
        if earlier is not None:
            return earlier.executions, earlier.message.text, earlier.inboxes[0]
    executions, heard = _by_words(tx, inbound)
    return executions, message.quoted, heard


def _by_words(tx: Tx, inbound: Inbound) -> tuple[tuple[ExecutionRow, ...], UUID | None]:
    """What was executed for the latest answer that the quoted words are, or hold, and what that answered."""
    sought = _DRESS.sub("", inbound.message.quoted)
    if len(sought) < LIKENESS:
        return (), None
    for id in inbox.before(tx, inbound.inbox_id, LOOKED_THROUGH):
        for letter in letters.of_inbox(tx, id):
            said = _DRESS.sub("", _words(letter.payload))
            if len(said) >= LIKENESS and (said in sought or sought in said):
                return in_force(tx, inbound.workspace, (id,)), id
    return (), None


def _named_in(tx: Tx, speaker: Speaker, said: str) -> UUID | None:
    """The one customer that the words name."""
    keys = [key for key in keys_in(said) if "~" not in key]
    hits = names.found(tx, speaker.workspace, keys) if keys else []
    ids = sorted({hit.row_id for hit in hits if hit.kind in ("customer", "alias")})
    rows = [row for row in names.customers(tx, speaker.workspace, ids) if not row.deleted]
    seen = [row.id for row in rows if row.team_id not in speaker.hidden]
    return seen[0] if len(seen) == 1 else None


def _words(payload: bytes) -> str:
    return "\n".join(from_bytes(Outgoing, payload).lines)
