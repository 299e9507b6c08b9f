"""Files that come one after the other: one answer for all, held back for a moment and reworded while more arrive."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from commands.codec import from_bytes, to_bytes
from commands.context import Context
from commands.dialogue import Burst
from commands.execute import Origin
from commands.message import Outgoing, Reply, Sentence
from commands.sentences import Speech
from store import inbox, outbox
from store.ids import uuid7

HOLD = 2.0
"""Seconds for which an answer about files waits for more of them."""
MORE = 10.0
"""The same where further messages of the conversation wait to be handled: each of them may have to be fetched."""
TOGETHER = timedelta(minutes=1)


def begin(
    context: Context,
    origin: Origin,
    ordinal: int,
    kinds: Mapping[str, int],
    line: Sentence | None,
    *,
    along: bool = False,
) -> Burst:
    """Remembers that an answer about files is on its way; `line` is what it says of them."""
    burst = Burst(
        letter=uuid7(),
        said=worded(context, line) if line is not None else "",
        key=origin.key,
        ordinal=ordinal,
        kinds=kinds,
        at=context.now,
        along=along,
    )
    context.state.burst = burst
    return burst


def held_back(context: Context, reply: Reply) -> Reply:
    """The answer that a burst began with: it waits a moment, under an id that is known."""
    burst = context.state.burst
    return reply if burst is None else replace(reply, letter=burst.letter, hold=_hold(context))


def going_on(context: Context) -> Burst | None:
    """The burst whose answer has not gone out yet."""
    burst = context.state.burst
    if burst is None or context.now - burst.at > TOGETHER:
        return None
    return burst if outbox.held(context.tx, burst.letter) is not None else None


def reword(context: Context, burst: Burst, line: Sentence) -> bool:
    """Puts what is to be said of all its files into the waiting answer; False if that is going out already."""
    letter = outbox.held(context.tx, burst.letter)
    if letter is None:
        return False
    outgoing = from_bytes(Outgoing, letter.payload)
    said = worded(context, line)
    if burst.said and burst.said in outgoing.lines:
        lines = tuple(said if each == burst.said else each for each in outgoing.lines)
    else:  # a group that may not read it heard another line
        lines = outgoing.lines if burst.said else (*outgoing.lines, said)
    if not outbox.reword(context.tx, letter, to_bytes(replace(outgoing, lines=lines)), hold=_hold(context)):
        return False
    burst.said, burst.at = said, context.now
    return True


def let_go(context: Context) -> None:
    """Whatever is said next, the waiting answer goes out before it."""
    if context.state.burst is not None:
        outbox.release(context.tx, context.state.burst.letter)
        context.state.burst = None


def worded(context: Context, line: Sentence) -> str:
    """The line in the speaker's language."""
    return Speech(context.catalogue.sentences, context.speaker.language, context.zone, context.today).say(line)


def _hold(context: Context) -> float:
    waits = context.inbox_id is not None and inbox.followed(context.tx, context.inbox_id)
    return MORE if waits else HOLD
