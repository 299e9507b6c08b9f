"""Answering the bot: choose, confirm, cancel; and what was left unanswered."""

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
class Choose:
    """Picks an item of the list or question just shown."""

    index: Annotated[int, Slot("number", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirm:
    """Says yes to what the bot has just asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cancel:
    """Drops what the bot has just asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListDrafts:
    """What was said but left unfiled."""


def choose(command: Choose, context: Context) -> Reply:
    return Reply()


def confirm(command: Confirm, context: Context) -> Reply:
    return Reply()


def cancel(command: Cancel, context: Context) -> Reply:
    return Reply()


def drafts(command: ListDrafts, context: Context) -> Reply:
    return Reply()


SUBJECT = Subject(
    name="answer",
    title=('回答', 'Answers'),
    commands=(
        Command(
            name="choose",
            type=Choose,
            handler=choose,
            title=("选择", "Choose"),
            slash=(),
            phrases=(),
            examples=('选第一个',),
        ),
        Command(
            name="confirm",
            type=Confirm,
            handler=confirm,
            title=("确认", "Confirm"),
            slash=('确认', 'yes'),
            phrases=(),
            examples=('确认',),
        ),
        Command(
            name="cancel",
            type=Cancel,
            handler=cancel,
            title=("不用了", "Never mind"),
            slash=('取消', 'no'),
            phrases=(),
            examples=('不用了',),
        ),
        Command(
            name="draft.list",
            type=ListDrafts,
            handler=drafts,
            title=("草稿", "Drafts"),
            slash=('草稿', 'drafts'),
            phrases=(),
            examples=('草稿',),
            writes=False,
        ),
    ),
    sentences={},
)
