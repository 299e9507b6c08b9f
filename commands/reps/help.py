"""Help by role, with sentences to tap."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context
from commands.message import Reply
from commands.values import ContactRef, CustomerRef, Method, Moment, Period, Unseen
from nlp.grammar import Phrase


@dataclass(frozen=True, kw_only=True, slots=True)
class Help:
    """What one can say, or how to do one thing."""

    topic: Annotated[str | None, Slot("topic")] = None


def help_(command: Help, context: Context) -> Reply:
    return Reply()


SUBJECT = Subject(
    name="help",
    title=('帮助', 'Help'),
    commands=(
        Command(
            name="help",
            type=Help,
            handler=help_,
            title=("帮助", "Help"),
            slash=('帮助', 'help'),
            phrases=(),
            examples=('帮助', '怎么设提醒'),
            writes=False,
        ),
    ),
    sentences={},
)
