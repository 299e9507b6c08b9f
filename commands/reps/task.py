"""Tasks for a colleague."""

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
class AssignTask:
    """Something a colleague shall do, and by when."""

    to: Annotated[UUID, Slot("member", ask=True)]
    text: Annotated[str, Slot("text", ask=True)]
    due: Annotated[Moment | None, Slot("time", prefer="future")] = None
    customer: Annotated[CustomerRef | None, Slot("customer")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AcknowledgeTask:
    """The assignee says that a task has been seen."""

    task: UUID


def assign(command: AssignTask, context: Context) -> Reply:
    return Reply()


def acknowledge(command: AcknowledgeTask, context: Context) -> Reply:
    return Reply()


SUBJECT = Subject(
    name="task",
    title=('任务', 'Tasks'),
    commands=(
        Command(
            name="task.assign",
            type=AssignTask,
            handler=assign,
            title=("派任务", "Assign a task"),
            slash=('任务', 'task'),
            phrases=(),
            examples=('让李娜周五前给华星寄样品',),
        ),
        Command(
            name="task.acknowledge",
            type=AcknowledgeTask,
            handler=acknowledge,
            title=("收到任务", "Acknowledge a task"),
            slash=(),
            phrases=(),
            examples=(),
            hidden=True,
        ),
    ),
    sentences={},
)
