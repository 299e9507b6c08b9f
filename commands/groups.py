"""What a group may be shown: decided here, for every answer.

A group that is bound to a team is shown what every member of that team may see. Any other group, and one with outsiders
in it, gets back only what that very message said, and so does a team's group where somebody who sees more speaks of a
customer behind another team's wall; the rest goes to the asker alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from commands.catalogue import Command
from commands.context import Context, Place, say
from commands.dialogue import Question, State
from commands.execute import merged
from commands.message import Button, Reply
from commands.walls import concern, unknown_here
from nlp.reading import Named, New
from store import chats, names

Showing = Literal["anyone", "team", "asker"]
"""Who may read a part of an answer: anyone (it tells nothing stored), the team of a bound group, the asker alone."""
SAID = 24
"""Signs of the speaker's own words that a closed group gets back."""
_TELLS_NOTHING = frozenset(
    {
        "refused.role",
        "refused.bind_private",
        "refused.burnt",
        "refused.nothing_to_undo",
        "refused.nothing_to_redo",
        "refused.nothing_asked",
        "refused.nothing_shown",
        "refused.no_such_choice",
        "refused.no_last",
        "refused.question_over",
        "refused.undone_already",
        "refused.language",
        "refused.in_group",
        "refused.no_name",
        "refused.not_bound",
        "stale.used",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part of an answer: a command's reply or a question. `wrote`: it echoes what was written.

    `looked_at`: whom it names was held against what the group may know.
    """

    reply: Reply
    shows: Showing
    wrote: bool = False
    looked_at: bool = False


def closed(place: Place) -> bool:
    """Whether a chat is a group that is shown nothing stored."""
    return not place.private and (place.team_id is None or not place.open)


def part_of(declared: Command, reply: Reply, *, wrote: bool, refused: bool) -> Part:
    """A command's reply, marked with who may read it."""
    if refused:
        neutral = not reply.lines or reply.lines[0].key in _TELLS_NOTHING
        return Part(reply=reply, shows="anyone" if neutral else "team" if _bare(reply) else "asker")
    return Part(reply=reply, shows="asker" if reply.private else declared.showing, wrote=wrote and not reply.private)


def _bare(reply: Reply) -> bool:
    """Whether a refusal names no values."""
    return not any(value for line in reply.lines for value in line.values.values())


def asked_part(reply: Reply, question: Question, context: Context) -> Part:
    """A question, marked with who may read it: a candidate that not all of a team may see is for the asker alone."""
    if context.place.private:
        return Part(reply=reply, shows="anyone")
    values = (*question.options, *question.drafts[0].slots.values())
    named = [each for each in values if isinstance(each, Named)]
    if not any(isinstance(each, Named | New) for each in values):
        return Part(reply=reply, shows="anyone")
    kinds = {each.kind for each in named}
    known = [each.id for each in named if each.kind == "customer" and isinstance(each.id, UUID)]
    if "contact" in kinds or context.place.team_id is None:
        return Part(reply=reply, shows="asker")
    rows = names.customers(context.tx, context.workspace, known) if known else []
    shows: Showing = "team" if all(row.team_id == context.place.team_id for row in rows) else "asker"
    return Part(reply=reply, shows=shows, looked_at=True)


def answered(
    parts: Sequence[Part], undo: Button | None, context: Context, before: Question | None, ran: Sequence[UUID]
) -> Reply:
    """All parts as one answer. Where a group may not read one of them, it gets only the echo of what was written.

    `ran` are the executions whose answer it is.
    """
    place = context.place
    said = [part for part in parts if not part.reply.silent or part.reply.also]
    whole = with_undo(merged([part.reply for part in said]), undo)
    if place.private:
        return whole
    hidden = unknown_here(context)
    shut = closed(place) or concern(context, ran, hidden)
    fitting = [part for part in said if _fits(part, shut=shut, guarded=bool(hidden))]
    if len(fitting) == len(said):
        return whole
    written = [part for part in said if part.wrote]
    echo = _echo(written, [part for part in fitting if part.wrote], context)
    told = [part for part in said if not (part.wrote and part in fitting)]
    alone = merged([part.reply for part in told])
    if shut:
        alone = with_undo(alone, undo)
    alone = replace(alone, private=True, also=(), state=_taken_along(context.state, before))
    others = tuple(other for part in said for other in part.reply.also)
    if echo is None:
        return replace(alone, also=others)
    reachable = chats.private_chat(context.tx, context.workspace, context.speaker.id, place.platform) is not None
    to_asker = replace(alone, private=False, to=context.speaker.id)
    if all(part.wrote for part in told):
        return replace(with_undo(echo, undo), also=(*others, to_asker) if reachable else others)
    lines = (*echo.lines, say("said.privately")) if reachable else echo.lines
    return replace(with_undo(replace(echo, lines=lines), undo), also=(*others, to_asker))


def _fits(part: Part, *, shut: bool, guarded: bool) -> bool:
    """Whether a group may read a part; what is addressed to somebody else does not go there anyway.

    `shut`: it is shown nothing stored this time. `guarded`: the speaker knows customers that it may not, so that it is
    only shown of whom it is certain that they are none of these.
    """
    reply = part.reply
    if reply.to is not None or reply.chat is not None or part.shows == "anyone":
        return True
    return part.shows == "team" and not shut and (part.wrote or part.looked_at or not guarded)


def _echo(written: Sequence[Part], fitting: Sequence[Part], context: Context) -> Reply | None:
    """What a group hears of what was written: as it stands where it may read all, else in the speaker's own words."""
    if not written:
        return None
    if len(fitting) == len(written):
        return replace(merged([part.reply for part in fitting]), also=())
    words = " ".join(context.words.split())
    words = f"{words[:SAID]}…" if len(words) > SAID else words
    return Reply(lines=(say("said.filed", words=words or None),))


def _taken_along(state: State, before: Question | None) -> State:
    """What stays open where the asker reads the answer; a question that was asked just now is open only there."""
    taken = State(customer=state.customer, shown=state.shown, listed=state.listed, done=state.done)
    if state.question is not None and state.question is not before:
        taken.question, state.question = state.question, None
    return taken


def with_undo(reply: Reply, undo: Button | None) -> Reply:
    """The reply with the undo button before its others."""
    if undo is None:
        return reply
    buttons = (undo, *(button for button in reply.buttons if button.label.key != undo.label.key))
    return replace(reply, buttons=buttons[:4])
