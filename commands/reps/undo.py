"""Taking back and bringing back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from commands import slices
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.earlier import dones
from commands.errors import Refused
from commands.execute import Origin, Outcome, execute
from commands.files import ALONE, FILES
from commands.imports.withdrawal import last_done, numbered, of_import, withdrawn
from commands.message import Button, Reply, Sentence
from commands.obstacles import in_the_way
from commands.parties import short_of
from commands.reps.reminder import spoken
from commands.reps.undo_phrases import REDOES, UNDOES
from commands.reps.undo_slices import UndoSlice, keeps_an_admin
from nlp.reading import Draft, Moment, Named, New
from store import attachments, journal
from store.errors import Conflict
from store.journal import ExecutionRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Undo:
    """Takes back all that the speaker's last message did; with `of` that part; with `number` that very execution.

    With `exactly` it is the `executions` or nothing: what a quoted message did.
    """

    of: Annotated[str | None, Slot("command")] = None
    number: Annotated[int | None, Slot("number")] = None
    executions: tuple[UUID, ...] = ()
    exactly: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Redo:
    """Takes the speaker's last undo back."""


RECENT = 10
"""Messages back in which 撤销提醒 looks for a reminder."""


def undo(command: Undo, context: Context) -> Reply:
    """Takes back what is named, else all that the speaker's last message did."""
    batch = numbered(context, command.number) if command.number is not None else None
    if batch is not None:
        return withdrawn(context, batch)
    executions = command.executions or (() if command.exactly else tuple(meant(command, context)))
    if not command.executions and not command.exactly and command.of is None and command.number is None:
        batch = last_done(context, executions)
        if batch is not None:
            return withdrawn(context, batch)
    if not executions:
        raise Refused("refused.nothing_to_undo")
    group = slices.group_of(context, executions)
    undone = withdraw(context, executions if group is None else group.latest(executions))
    _speak_of_the_rest(context, executions)
    lines = (say("undone", what=undone), *_go_on(context, group, again=False))
    return Reply(lines=lines, buttons=(Button(label=say("button.redo"), command=Redo()),))


def _go_on(context: Context, group: slices.Group | None, *, again: bool) -> tuple[Sentence, ...]:
    """Lets the earlier slices of a group follow its latest one."""
    if group is None:
        return ()
    part = UndoSlice(group=slices.begin(context), begun=group.id, speaker=context.speaker.id, again=again)
    slices.follow(context, part.group, part.number, part)
    return (say("redo.under_way" if again else "undo.under_way"),)


def meant(command: Undo, context: Context) -> list[UUID]:
    """The executions that 撤销, 撤销 38 or 撤销提醒 speaks of."""
    if command.number is not None:
        found = journal.by_number(context.tx, context.workspace, command.number)
        if found is None or (found.actor_id != context.speaker.id and context.speaker.role not in ("manager", "admin")):
            raise Refused("refused.no_such_number", number=command.number)
        if found.state == "undone":
            raise Refused("refused.undone_already")
        return [each.id for each in journal.together(context.tx, context.workspace, found)]
    last = journal.last_of(
        context.tx,
        context.workspace,
        actor=context.speaker.id,
        chat_id=context.place.id,
        limit=1 if command.of is None else RECENT,
    )
    wanted = ([each.id for each in did.executions if command.of in (None, each.name)] for did in last)
    return next((found for found in wanted if found), [])


def withdraw(context: Context, executions: tuple[UUID, ...]) -> tuple[Sentence, ...]:
    """Restores the rows, or refuses and names the later edit that is in the way.

    What was put to a follow-up that goes, goes with it.
    """
    try:
        taken = _undone(context, executions)
    except Conflict as conflict:
        raise in_the_way(conflict, context) from conflict
    rows = [journal.get(context.tx, context.workspace, each) for each in taken.executions]
    keeps_an_admin(context, taken)
    return _what([row.name for row in rows if row is not None], context)


def _what(did: Sequence[str], context: Context) -> tuple[Sentence, ...]:
    """What these commands made, each once: 新客户、跟进."""
    about_files = [name for name in did if name.startswith("attachment.")]
    told = [f"what.{name}" for name in did if name not in about_files] + ["what.attachment"] * bool(about_files)
    known = context.catalogue.sentences
    return tuple(say(key) for key in dict.fromkeys(key if key in known else "what.other" for key in told))


def _undone(context: Context, executions: tuple[UUID, ...]) -> journal.Undone:
    try:
        return journal.undo(context.unit, executions)
    except Conflict as conflict:
        if conflict.reason != "referred" or any(table != "attachment" for table, _ in conflict.others):
            raise
    hanging = attachments.hanging_on(context.tx, context.workspace, executions)
    put = attachments.put_by(context.tx, context.workspace, [row.id for row in hanging])
    return journal.undo(context.unit, tuple(dict.fromkeys((*executions, *put))))


def redo(command: Redo, context: Context) -> Reply:
    """Takes the speaker's last undo back."""
    del command
    last = journal.last_undone(context.tx, context.workspace, actor=context.speaker.id, chat_id=context.place.id)
    if not last:
        raise Refused("refused.nothing_to_redo")
    if of_import(context, last[0].executions):
        raise Refused("refused.redo_import")
    executions = tuple(each.id for each in last[0].executions)
    group = slices.group_of(context, executions)
    try:
        turned = journal.redo(context.unit, executions if group is None else group.latest(executions))
    except Conflict as conflict:
        raise in_the_way(conflict, context) from conflict
    again = _speak_of_the_rest(context, executions)
    keeps_an_admin(context, turned)
    lines = (say("redone", what=_what([row.name for row in again], context)), *_go_on(context, group, again=True))
    return Reply(lines=lines, buttons=(Button(label=say("button.undo"), command=Undo()),))


def _speak_of_the_rest(context: Context, executions: tuple[UUID, ...]) -> list[ExecutionRow]:
    """What is in force again when these are taken back; a correction speaks of it, and of what else was done."""
    again = journal.undone_by(context.tx, context.workspace, executions)
    mine = [row for row in again if not row.undoes and row.actor_id == context.speaker.id]
    kept = tuple(each for each in context.state.done if each.execution not in executions)
    context.state.done = (*kept, *dones(context.tx, context.catalogue, context.workspace, mine))
    return again


def take_back(context: Context, origin: Origin, ordinal: int, executions: tuple[UUID, ...]) -> Outcome:
    """The undo half of a correction, as an execution of its own that says nothing."""
    outcome = execute(Undo(executions=executions), context, origin, ordinal)
    return outcome if outcome.refused else replace(outcome, reply=Reply(), undoable=True)


def changed(old: Draft, new: Draft, context: Context) -> Sentence:
    """已改：周三→周四: the slots in which the corrected command differs."""
    told = []
    for slot in dict.fromkeys((*old.slots, *new.slots)):
        before, after = old.slots.get(slot), new.slots.get(slot)
        if before == after or slot in ("note", "text"):
            continue
        if slot in (FILES, ALONE) or (slot == "contact" and after is None):
            continue
        first, then = shown(before, context), shown(after, context)
        if isinstance(first, datetime) and isinstance(then, datetime):
            first, then = _differing(first, then)
        if first != then:
            told.append(say("change", what=None, old=first, new=then))
    if not told and old.slots.get("note") != new.slots.get("note"):
        return say("corrected.note")
    return say("corrected", changes=tuple(told) or None)


def _differing(before: datetime, after: datetime) -> tuple[object, object]:
    """Only what differs of two moments: 周三→周四 where the hour stays, 10:00→15:00 where the day does."""
    if before.date() == after.date():
        return say("change.time", at=before), say("change.time", at=after)
    if before.time() == after.time():
        return say("change.day", at=before), say("change.day", at=after)
    return before, after


def shown(value: object, context: Context) -> object:
    """A slot's value as people read it."""
    if isinstance(value, Moment):
        local = context.local(value.value)
        return local.date() if value.day_only else local
    if isinstance(value, Named | New):
        return short_of(context, value)
    if isinstance(value, str) and value.startswith("FREQ="):
        return spoken(value)
    if isinstance(value, str) and f"did.{value}" in context.catalogue.sentences:
        return say(f"did.{value}")
    if isinstance(value, tuple):
        return tuple(shown(each, context) for each in value)
    return value if isinstance(value, str | int) else None


SUBJECT = Subject(
    name="undo",
    title=("撤销", "Undo"),
    commands=(
        Command(
            name="undo",
            shows="anyone",
            type=Undo,
            handler=undo,
            title=("撤销", "Undo"),
            slash=("撤销", "undo"),
            phrases=UNDOES,
            examples=("撤销", "撤销提醒"),
            undoable=False,
        ),
        Command(
            name="redo",
            shows="anyone",
            type=Redo,
            handler=redo,
            title=("恢复", "Redo"),
            slash=("恢复", "redo"),
            phrases=REDOES,
            examples=("恢复",),
            undoable=False,
        ),
    ),
    sentences={
        "undone": ("↩️ 已撤销：{what}", "↩️ Undone: {what}"),
        "redone": ("↪️ 已恢复[：{what}]", "↪️ Brought back[: {what}]"),
        "corrected": ("✏️ 已改[：{changes}]", "✏️ Changed[: {changes}]"),
        "corrected.note": ("✏️ 原话已改好", "✏️ The words are changed"),
        "change.time": ("{at:time}", "{at:time}"),
        "change.day": ("{at:shortday}", "{at:shortday}"),
        "what.followup.log": ("跟进", "follow-up"),
        "what.followup.edit": ("跟进的修改", "the follow-up's change"),
        "what.customer.add": ("新客户", "new customer"),
        "what.customer.update": ("客户资料的修改", "the customer's change"),
        "what.customer.delete": ("删除客户", "the deletion"),
        "what.customer.restore": ("恢复客户", "the restoration"),
        "what.contact.add": ("联系人", "contact"),
        "what.tag.add": ("打标签", "tags added"),
        "what.tag.remove": ("去标签", "tags removed"),
        "what.tag.create": ("新标签", "new tag"),
        "what.reminder.add": ("提醒", "reminder"),
        "what.reminder.cancel": ("取消提醒", "the cancellation"),
        "what.reminder.snooze": ("推迟提醒", "the snooze"),
        "what.reminder.done": ("完成", "done mark"),
        "what.task.assign": ("任务", "task"),
        "what.redo": ("恢复", "the redo"),
        "what.undo": ("刚才的修改", "the correction"),
        "what.other": ("刚才的操作", "the last act"),
        "button.undo": ("撤销", "Undo"),
        "button.redo": ("恢复", "Redo"),
        "refused.nothing_to_undo": ("没有可以撤销的", "There is nothing to undo"),
        "refused.nothing_to_redo": ("没有可以恢复的", "There is nothing to bring back"),
        "refused.no_such_number": ("你没有编号 {number} 的记录可以撤销", "You have no record {number} to undo"),
    },
)
