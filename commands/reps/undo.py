"""Taking back and bringing back."""

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
class Undo:
    """Takes back all that the speaker's last message did; with `of` that part; with `number` that very execution."""

    of: Annotated[str | None, Slot("command")] = None
    number: Annotated[int | None, Slot("number")] = None
    executions: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Redo:
    """Takes the speaker's last undo back."""


def undo(command: Undo, context: Context) -> Reply:
    return Reply()


def redo(command: Redo, context: Context) -> Reply:
    return Reply()


SUBJECT = Subject(
    name="undo",
    title=('撤销', 'Undo'),
    commands=(
        Command(
            name="undo",
            type=Undo,
            handler=undo,
            title=("撤销", "Undo"),
            slash=('撤销', 'undo'),
            phrases=(),
            examples=('撤销', '撤销提醒'),
            undoable=False,
        ),
        Command(
            name="redo",
            type=Redo,
            handler=redo,
            title=("恢复", "Redo"),
            slash=('恢复', 'redo'),
            phrases=(),
            examples=('恢复',),
            undoable=False,
        ),
    ),
    sentences={},
)
