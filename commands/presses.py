"""A pressed button: the command behind it, run as whoever presses, and what its answer does to the pressed card."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from commands import labels
from commands.catalogue import Catalogue
from commands.codec import from_plain as command_from
from commands.context import Context, say
from commands.dialogue import State
from commands.execute import Origin
from commands.late import LATE, is_late, pressed
from commands.message import Message, Reply
from commands.reps.answer import Answer, Cancel, Choose, Confirm, FileDraft, FileWords
from commands.resolve import missing
from commands.turn import Turn
from nlp.reading import Reading
from store import actions

_ANSWERS = (Answer, Cancel, Choose, Confirm, FileDraft, FileWords)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """What a message came to: the reply, the number that takes back what was written, and whose place it takes."""

    reply: Reply
    undo: int | None = None
    wrote: bool = False
    replaces: str = ""


def press(context: Context, message: Message) -> Answered:
    """Runs the command of a button. What wrote, or answered a question, takes the pressed card's place."""
    token, _, index = (message.press or "").rpartition(".")
    place = int(index) if index.isdecimal() else -1
    found = actions.press(context.tx, context.workspace, token, place, context.speaker.id, context.now)
    if isinstance(found, actions.Stale):
        return Answered(reply=Reply(lines=(say(f"stale.{found.reason}"),)))
    command: Any = command_from(context.catalogue.by_name[found["name"]].type, found["args"])
    turn = Turn(context, Origin(kind="action", key=message.press or ""))
    still = pressed(turn, command) if is_late(context) else None
    if still is not None:
        return Answered(reply=still)
    reply = turn.press(command)
    refused = any(outcome.refused for outcome in turn.outcomes)
    settles = turn.wrote or (isinstance(command, _ANSWERS) and not refused)
    return Answered(
        reply=reply, undo=turn.number, wrote=turn.wrote, replaces=context.pressed if settles and not refused else ""
    )


def typed(message: Message, reading: Reading, state: State, catalogue: Catalogue, now: datetime) -> Message | None:
    """The press that a message is whose words stand on a button of the last answer; None where it is none.

    What understanding takes for a clear command is that command, what came late or quotes something is no press.
    """
    action = labels.pressed(state, message.text)
    if action is None or message.attachments or message.quote or message.quoted or now - message.sent_at > LATE:
        return None
    if _clear(reading, state, catalogue):
        return None
    return replace(message, kind="action", text="", press=action)


def _clear(reading: Reading, state: State, catalogue: Catalogue) -> bool:
    """Whether a message says a whole command; an answer is one only where something was asked, a mere note none."""
    if reading.kind != "commands" or any("note" in draft.slots for draft in reading.drafts):
        return False
    if state.question is None and any(draft.command in ("choose", "confirm", "cancel") for draft in reading.drafts):
        return False
    ready = [missing(draft, catalogue.by_name[draft.command]) for draft in reading.drafts]
    return not any(draft.doubts for draft in ready)
