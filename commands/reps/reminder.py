"""Reminders: once, recurring, for oneself or for everybody here."""

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
class AddReminder:
    """Reminds the speaker (or with `everyone` the whole group) of something at a time, once or again and again."""

    text: Annotated[str, Slot("text")] = ""
    at: Annotated[Moment | None, Slot("time", prefer="future", ask=True)] = None
    repeat: Annotated[str | None, Slot("repeat")] = None
    customer: Annotated[CustomerRef | None, Slot("customer")] = None
    contact: Annotated[ContactRef | None, Slot("contact")] = None
    everyone: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ListReminders:
    """The speaker's open reminders and tasks, in a period."""

    range: Annotated[Period | None, Slot("range")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CancelReminder:
    """Calls a reminder off."""

    number: Annotated[int | None, Slot("number")] = None
    text: Annotated[str | None, Slot("text")] = None
    customer: Annotated[UUID | None, Slot("customer")] = None
    at: Annotated[Moment | None, Slot("time", prefer="future")] = None
    reminder: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SnoozeReminder:
    """Moves a reminder to another time; without a name, the one that fired or was made last."""

    at: Annotated[Moment | None, Slot("time", prefer="future", ask=True)] = None
    number: Annotated[int | None, Slot("number")] = None
    text: Annotated[str | None, Slot("text")] = None
    customer: Annotated[UUID | None, Slot("customer")] = None
    minutes: int | None = None
    reminder: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FinishReminder:
    """Marks a reminder (and the task behind it) as done."""

    number: Annotated[int | None, Slot("number")] = None
    text: Annotated[str | None, Slot("text")] = None
    customer: Annotated[UUID | None, Slot("customer")] = None
    reminder: UUID | None = None


def add(command: AddReminder, context: Context) -> Reply:
    return Reply()


def upcoming(command: ListReminders, context: Context) -> Reply:
    return Reply()


def cancel(command: CancelReminder, context: Context) -> Reply:
    return Reply()


def snooze(command: SnoozeReminder, context: Context) -> Reply:
    return Reply()


def finish(command: FinishReminder, context: Context) -> Reply:
    return Reply()


SUBJECT = Subject(
    name="reminder",
    title=('提醒', 'Reminders'),
    commands=(
        Command(
            name="reminder.add",
            type=AddReminder,
            handler=add,
            title=("设提醒", "Remind me"),
            slash=('提醒', 'remind'),
            phrases=(),
            examples=('提醒我明天下午3点给张总回电',),
        ),
        Command(
            name="reminder.list",
            type=ListReminders,
            handler=upcoming,
            title=("看提醒", "My reminders"),
            slash=('待办', '我的提醒', 'todo'),
            phrases=(),
            examples=('今天要干啥', '我有哪些提醒'),
            writes=False,
        ),
        Command(
            name="reminder.cancel",
            type=CancelReminder,
            handler=cancel,
            title=("取消提醒", "Cancel a reminder"),
            slash=('取消提醒', 'unremind'),
            phrases=(),
            examples=('取消寄样品那个提醒',),
        ),
        Command(
            name="reminder.snooze",
            type=SnoozeReminder,
            handler=snooze,
            title=("推迟提醒", "Snooze a reminder"),
            slash=('推迟', 'snooze'),
            phrases=(),
            examples=('那条提醒推到明天下午4点',),
        ),
        Command(
            name="reminder.done",
            type=FinishReminder,
            handler=finish,
            title=("完成提醒", "Mark done"),
            slash=('完成', 'done'),
            phrases=(),
            examples=('寄样品那个做完了',),
        ),
    ),
    sentences={},
)
