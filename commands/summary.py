"""The summed answer of what came late: it waits for more, and counts all that was filed."""

from dataclasses import replace

from commands.codec import from_bytes, to_bytes
from commands.context import Context, say
from commands.dialogue import Late
from commands.execute import Origin
from commands.holding import TOGETHER, hold, worded
from commands.message import Outgoing, Reply, Sentence
from commands.reps.undo import Undo
from commands.turn import Turn
from store import letters, outbox
from store.ids import uuid7
from store.letters import Letter

TOLD = 6
"""Late messages that one answer names."""


def wait_no_more(context: Context, *, joins: bool) -> None:
    """The summed answer goes out before all that cannot join it: what is said in time, presses."""
    known = context.state.late
    if known is None or (joins and context.now - known.at <= TOGETHER and letters.held(context.tx, known.letter)):
        return
    let_go(context)


def join(turn: Turn) -> None:
    """What a late message does is keyed as the doing of the first that waits, so that one undo takes all of it back."""
    known = turn.context.state.late
    if known is not None:
        turn.origin, turn.ordinal = Origin(kind=turn.origin.kind, key=known.key), known.ordinal


def add(turn: Turn, reply: Reply) -> Reply:
    """The answer to a late message, joined to that of those just before; nothing where theirs says it, too."""
    context, state = turn.context, turn.context.state
    known = state.late
    if known is not None and known.key == turn.origin.key:
        known.ordinal = turn.ordinal
    if reply.silent and not reply.also:
        return reply
    asks = state.question is not None and state.question is not turn.before
    plain = turn.wrote and turn.number is not None and not asks and reply.lines and not reply.choices
    if not plain or reply.private or reply.to is not None or reply.also:
        let_go(context)
        return reply
    said = _said(context, reply)
    if known is None:
        return _begun(turn, reply, said)
    known.said, known.at = (*known.said, said), context.now
    if not _reword(context, known):
        state.late = None
        return reply
    if state.burst is not None:
        state.burst.letter = known.letter
    return Reply()


def put(context: Context, known: Late, old: str, new: str) -> bool:
    """Says other words of something that the summed answer tells of; False if that is going out already."""
    if old:
        known.said = tuple(each.replace(old, new) for each in known.said)
    if len(known.said) > 1:
        return _reword(context, known)
    letter = letters.held(context.tx, known.letter)
    if letter is None:
        return False
    outgoing = from_bytes(Outgoing, letter.payload)
    lines = tuple(new if each == old else each for each in outgoing.lines)
    return outbox.reword(context.tx, letter, to_bytes(replace(outgoing, lines=lines)), hold=hold(context))


def let_go(context: Context) -> None:
    """Nothing more joins the answer that waits."""
    if context.state.late is not None:
        outbox.release(context.tx, context.state.late.letter)
        context.state.late = None


def when(context: Context) -> Sentence:
    """14:05; with the day where it was another one."""
    today = context.local(context.acted_at).date() == context.today
    return say("late.time" if today else "late.at", at=context.acted_at)


def _said(context: Context, reply: Reply) -> str:
    """An answer in one line, with the day where it was another one."""
    said = " ".join(worded(context, line) for line in reply.lines).removeprefix("✅ ")
    if context.local(context.acted_at).date() == context.today:
        return said
    return f"{worded(context, say('late.day', at=context.acted_at))} {said}"


def _begun(turn: Turn, reply: Reply, said: str) -> Reply:
    """The first answer: it says by which time it was filed, and waits for others."""
    context, burst = turn.context, turn.context.state.burst
    letter = burst.letter if burst is not None else uuid7()
    context.state.late = Late(letter=letter, key=turn.origin.key, ordinal=turn.ordinal, said=(said,), at=context.now)
    buttons = tuple(
        replace(each, command=Undo(number=turn.number)) if each.label.key == "button.undo" else each
        for each in reply.buttons
    )
    lines = (*reply.lines, say("late.filed", at=when(context)))
    return replace(reply, lines=lines, buttons=buttons, letter=letter, hold=hold(context))


def _reword(context: Context, known: Late) -> bool:
    """Puts all that was filed into the waiting answer; False if that is going out already."""
    letter = letters.held(context.tx, known.letter)
    return letter is not None and _summed(context, known, letter)


def _summed(context: Context, known: Late, letter: Letter) -> bool:
    outgoing = from_bytes(Outgoing, letter.payload)
    undo = worded(context, say("button.undo"))
    total, told = len(known.said), known.said[:TOLD]
    more = total - len(told) or None
    if context.place.private:
        head = (worded(context, say("late.sum", total=total)), *told)
        lines = (*head, worded(context, say("late.more", total=more))) if more else head
    else:
        rest = say("late.and_more") if total > 3 else None
        lines = (worded(context, say("late.sum_group", total=total, said=told[:3], more=rest)),)
    presses = tuple(each for each in outgoing.buttons if each.label == undo)
    context.state.buttons = ""
    return outbox.reword(
        context.tx, letter, to_bytes(replace(outgoing, lines=lines, buttons=presses)), hold=hold(context)
    )
