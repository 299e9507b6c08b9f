"""Files that come one after the other: one answer for all, held back for a moment and reworded while more arrive."""

from collections.abc import Mapping
from dataclasses import replace

from commands.codec import from_bytes, to_bytes
from commands.context import Context
from commands.dialogue import Burst
from commands.execute import Origin
from commands.holding import TOGETHER, hold, worded
from commands.message import Outgoing, Reply, Sentence
from commands.summary import put
from store import letters, outbox
from store.ids import uuid7


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
        at=context.sent_at,
        along=along,
    )
    context.state.burst = burst
    return burst


def held_back(context: Context, reply: Reply) -> Reply:
    """The answer that a burst began with: it waits a moment, under an id that is known."""
    burst = context.state.burst
    return reply if burst is None else replace(reply, letter=burst.letter, hold=hold(context))


def going_on(context: Context) -> Burst | None:
    """The burst whose answer has not gone out yet."""
    burst = context.state.burst
    if burst is None or abs(context.sent_at - burst.at) > TOGETHER:
        return None
    return burst if letters.held(context.tx, burst.letter) is not None else None


def reword(context: Context, burst: Burst, line: Sentence) -> bool:
    """Puts what is to be said of all its files into the waiting answer; False if that is going out already."""
    said, late = worded(context, line), context.state.late
    if late is not None and late.letter == burst.letter:
        done = put(context, late, burst.said, said)
    else:
        done = _put(context, burst, said)
    if done:
        burst.said, burst.at = said, context.sent_at
    return done


def _put(context: Context, burst: Burst, said: str) -> bool:
    letter = letters.held(context.tx, burst.letter)
    if letter is None:
        return False
    outgoing = from_bytes(Outgoing, letter.payload)
    if burst.said and burst.said in outgoing.lines:
        lines = tuple(said if each == burst.said else each for each in outgoing.lines)
    else:  # a group that may not read it heard another line
        lines = outgoing.lines if burst.said else (*outgoing.lines, said)
    return outbox.reword(context.tx, letter, to_bytes(replace(outgoing, lines=lines)), hold=hold(context))


def let_go(context: Context) -> None:
    """Whatever is said next, the waiting answer goes out before it; one that others are summed up in waits for them."""
    burst, late = context.state.burst, context.state.late
    if burst is not None and (late is None or late.letter != burst.letter):
        outbox.release(context.tx, burst.letter)
    context.state.burst = None
