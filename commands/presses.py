"""A pressed button: the command behind it, run as whoever presses, and what its answer does to the pressed card."""

from dataclasses import dataclass
from typing import Any

from commands.codec import from_plain as command_from
from commands.context import Context, say
from commands.execute import Origin
from commands.message import Message, Reply
from commands.reps.answer import Answer, Cancel, Choose, Confirm, FileDraft, FileWords
from commands.turn import Turn
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
    pressed = actions.press(context.tx, context.workspace, token, place, context.speaker.id, context.now)
    if isinstance(pressed, actions.Stale):
        return Answered(reply=Reply(lines=(say(f"stale.{pressed.reason}"),)))
    command: Any = command_from(context.catalogue.by_name[pressed["name"]].type, pressed["args"])
    turn = Turn(context, Origin(kind="action", key=message.press or ""))
    reply = turn.press(command)
    refused = any(outcome.refused for outcome in turn.outcomes)
    settles = turn.wrote or (isinstance(command, _ANSWERS) and not refused)
    return Answered(
        reply=reply, undo=turn.number, wrote=turn.wrote, replaces=context.pressed if settles and not refused else ""
    )
