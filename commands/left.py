"""What was said beside the commands of a message and none of them took: it is said, and filed with one press."""

from dataclasses import replace
from uuid import UUID

from commands.context import Context, say
from commands.groups import SAID, Part
from commands.message import Button, Reply
from commands.reps.answer import FileWords
from commands.reps.followup_view import shortened
from nlp.reading import Named, New, Reading, Value


def left_part(reading: Reading, context: Context) -> tuple[Part, ...]:
    """“报价也发了”还没记 [记成跟进]; nothing where all words have found their place."""
    if not reading.left:
        return ()
    words = "；".join(reading.left)
    file = Button(label=say("button.as_log"), command=FileWords(words=words, customer=_whose(reading, context)))
    line = say("left", words=shortened(words, SAID))
    return (Part(reply=Reply(lines=(line,), buttons=(file,)), shows="anyone"),)


def keeping(reply: Reply, left: tuple[Part, ...]) -> Reply:
    """The answer with the button for what was left, where so many others stand that it found no place."""
    for part in left:
        lost = [button for button in part.reply.buttons if button not in reply.buttons]
        if lost and all(line in reply.lines for line in part.reply.lines):
            reply = replace(reply, buttons=(*reply.buttons[: _MOST - len(lost)], *lost))
    return reply


_MOST = 4
"""Buttons of an answer."""


def _whose(reading: Reading, context: Context) -> UUID | None:
    """The one customer of whom the commands speak; one that they made is the conversation's by now."""
    said = [value for draft in reading.drafts for name in _SLOTS for value in _each(draft.slots.get(name))]
    if any(draft.doubts for draft in reading.drafts) or not said:
        return None
    known = {each.id if isinstance(each, Named) else context.state.customer for each in said}
    only = known.pop()
    return only if isinstance(only, UUID) and not known else None


_SLOTS = ("customer", "customers")


def _each(value: Value | None) -> tuple[Value, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, Named | New) else ()
