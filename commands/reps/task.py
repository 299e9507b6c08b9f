"""Tasks for a colleague."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.dialogue import State
from commands.errors import Refused
from commands.message import Button, Reply
from commands.parties import customer_of, name_of
from commands.reps.reminder_change import FinishReminder
from commands.reps.reminder_list import reminder_line
from commands.reps.task_phrases import PHRASES
from commands.schedules import firing, set_firing
from commands.values import CustomerRef, Moment
from nlp.grammar import Phrase
from store import reminders, tasks
from store.tables import Reminder, Task


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignTask:
    """Something a colleague shall do, and by when."""

    to: Annotated[UUID, Slot("member", ask=True)]
    text: Annotated[str, Slot("text", ask=True)]
    due: Annotated[Moment | None, Slot("time", prefer="future")] = None
    customer: Annotated[CustomerRef | None, Slot("customer")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AcknowledgeTask:
    """The assignee says that a task has been seen: the one that waits, or the one of this number."""

    number: Annotated[int | None, Slot("number")] = None
    task: UUID | None = None


def assign(command: AssignTask, context: Context) -> Reply:
    """A task with its reminder for the colleague, who is told at once."""
    customer = customer_of(context, command.customer) if command.customer else None
    due = command.due
    day = context.local(due.value).date() if due and due.day_only else None
    task = context.unit.add(
        Task,
        maker_id=context.speaker.id,
        assignee_id=command.to,
        customer_id=customer.id if customer else None,
        text=command.text,
        due_at=due.value if due and not due.day_only else None,
        due_day=day,
        created_at=context.now,
    )
    record = context.unit.add(
        Reminder,
        owner_id=command.to,
        maker_id=context.speaker.id,
        customer_id=customer.id if customer else None,
        task_id=task.id,
        text=command.text,
        chat_id=context.place.id,
        created_at=context.now,
    )
    if due is not None:
        set_firing(record, firing(context, due, command.to, ahead=True))
    if customer is not None:
        context.state.customer = customer.id
    facts = {"text": command.text, "at": due.value if due and not day else None, "day": day}
    facts["customer"] = customer.short if customer and customer.short not in command.text else None
    facts["number"] = record.number
    if command.to == context.speaker.id:
        return Reply(lines=(say("task.own", **facts),))
    told = Reply(
        lines=(say("task.told", who=context.speaker.name, **facts),),
        buttons=(
            Button(label=say("button.acknowledge"), command=AcknowledgeTask(task=task.id), primary=True),
            _done(record.id),
        ),
        to=command.to,
        state=State(came=(record.id,), given=(task.id,)),
    )
    return Reply(lines=(say("task.assigned", to=name_of(context, command.to), **facts),), also=(told,))


def acknowledge(command: AcknowledgeTask, context: Context) -> Reply:
    """收到: the maker is told that the task was seen. Of several that wait one is asked for."""
    row = _the(command, context)
    if not isinstance(row, tasks.TaskRow):
        return row
    if row.acknowledged_at is not None:
        return reply(say("task.known"))
    context.unit.edit(Task, row.id).acknowledged_at = context.now
    context.state.given = tuple(each for each in context.state.given if each != row.id)
    also: tuple[Reply, ...] = ()
    if row.maker_id is not None:
        told = say("task.seen", who=context.speaker.name, text=context.plain(row.text))
        also = (Reply(lines=(told,), to=row.maker_id),)
    mine = reminders.of_owner(context.tx, context.workspace, context.speaker.id)
    done = tuple(_done(line.id) for line in mine if line.task_id == row.id)
    return Reply(lines=(say("task.acknowledged"),), buttons=done, also=also)


def _done(reminder: UUID) -> Button:
    return Button(label=say("button.done"), command=FinishReminder(reminder=reminder))


def _the(command: AcknowledgeTask, context: Context) -> tasks.TaskRow | Reply:
    """The task that is meant: of those just given, else of all that wait."""
    if command.task is not None:
        return _own(command.task, context)
    if command.number is not None:
        reminder = reminders.by_number(context.tx, context.workspace, command.number)
        return _own(reminder.task_id if reminder is not None else None, context)
    waiting = _waiting(context)
    fresh = [(line, row) for line, row in waiting if row.id in context.state.given]
    fitting = fresh or waiting
    if not fitting:
        raise Refused("refused.no_task_waits")
    if len(fitting) == 1:
        return fitting[0][1]
    choices = tuple(
        Button(label=reminder_line(context, line), command=AcknowledgeTask(task=row.id)) for line, row in fitting[:5]
    )
    return Reply(lines=(say("task.which"),), choices=choices)


def _own(id: UUID | None, context: Context) -> tasks.TaskRow:
    row = tasks.get(context.tx, context.workspace, id) if id is not None else None
    if row is None or row.assignee_id != context.speaker.id:
        raise Refused("refused.no_task")
    return row


def _waiting(context: Context) -> list[tuple[reminders.ReminderRow, tasks.TaskRow]]:
    """The speaker's open tasks that a colleague gave and that were not acknowledged, each with its reminder."""
    lines = [row for row in reminders.of_owner(context.tx, context.workspace, context.speaker.id) if row.task_id]
    known = [(line, tasks.get(context.tx, context.workspace, line.task_id)) for line in lines if line.task_id]
    return [
        (line, row)
        for line, row in known
        if row is not None and row.acknowledged_at is None and row.maker_id != context.speaker.id
    ]


SUBJECT = Subject(
    name="task",
    title=("任务", "Tasks"),
    commands=(
        Command(
            name="task.assign",
            type=AssignTask,
            handler=assign,
            title=("派任务", "Assign a task"),
            slash=("任务", "task"),
            phrases=PHRASES,
            examples=("让李娜周五前给华星寄样品",),
        ),
        Command(
            name="task.acknowledge",
            type=AcknowledgeTask,
            handler=acknowledge,
            title=("收到任务", "Acknowledge a task"),
            slash=("收到", "ack"),
            phrases=(
                Phrase("(收到|接了|接下|接受|认领)[了][这个|这条|那个|那条]任务[{number}]", weight=3.6, where="whole"),
                Phrase(
                    "[这个|这条|那个|那条]任务[{number}][，][我](收到|收到了|我来|接了|接下了|我接)",
                    weight=3.6,
                    where="whole",
                ),
            ),
            examples=("收到任务3",),
        ),
    ),
    sentences={
        "task.assigned": (
            "📌 已派给{to}：[{customer} ]{text}[，{at}前][，{day}前]",
            "📌 For {to}: [{customer} ]{text}[, by {at}][, by {day}]",
        ),
        "task.own": (
            "📌 记下了：[{customer} ]{text}[，{at}前][，{day}前]",
            "📌 Noted: [{customer} ]{text}[, by {at}][, by {day}]",
        ),
        "task.told": (
            "📌 {who}请你：[{customer} ]{text}[，{at}前][，{day}前] · 任务{number}",
            "📌 {who} asks you: [{customer} ]{text}[, by {at}][, by {day}] · task {number}",
        ),
        "task.acknowledged": ("好，已告诉对方你收到了", "OK, they know you have seen it"),
        "task.known": ("已经回过收到了", "You have said so already"),
        "task.seen": ("👌 {who}收到了：{text}", "👌 {who} has seen: {text}"),
        "task.which": ("收到哪一条？", "Which one?"),
        "button.acknowledge": ("收到", "Got it"),
        "refused.no_task": ("没找到这条任务。发“待办”看全部", "No such task. Say “todo” to see all"),
        "refused.no_task_waits": ("没有等你回“收到”的任务", "No task waits to be acknowledged"),
    },
)
