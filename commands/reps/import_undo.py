"""Taking a whole import back: chunk after chunk, the report, and what stays because it was worked on since."""

from uuid import UUID

from commands.catalogue import Command, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.imports import jobs
from commands.imports.checking import again
from commands.imports.orders import BinKept, UndoImport, UndoStep
from commands.imports.reports import taken_back
from commands.imports.stopping import undo_step_failed
from commands.imports.undoing import take_back
from commands.imports.withdrawal import withdrawn
from commands.message import Reply
from commands.reps.import_run import meant
from nlp.grammar import Phrase
from store import imports
from store.tables import Customer

_ROLES = ("rep", "manager", "admin")


def undo(command: UndoImport, context: Context) -> Reply:
    """Begins to take the whole import back; the report comes by itself."""
    return withdrawn(context, meant(context, command.number))


def undo_step(command: UndoStep, context: Context) -> Reply:
    """The last chunk that is still in force goes; after the first one, the report."""
    batch = imports.get(context.tx, context.workspace, command.batch, lock=True)
    if batch is None or batch.state != "undoing":
        return Reply()
    context.unit.run.group_id = batch.group_id
    counts = take_back(context, batch)
    if counts is not None:
        imports.change(context.tx, context.workspace, batch.id, counts=counts)
        jobs.go_on(context, batch, "undo", again=command.again)
        return Reply()
    imports.change(context.tx, context.workspace, batch.id, state="undone", ended_at=context.now)
    return taken_back(context, again(context, batch))


def bin_kept(command: BinKept, context: Context) -> Reply:
    """What stayed because somebody has worked on it goes into the recycle bin, from where it can be brought back."""
    batch = imports.get(context.tx, context.workspace, command.batch)
    if batch is None or batch.state != "undone":
        raise Refused("refused.import_over")
    made = [UUID(hex=each) for each in batch.counts.get("kept_made", ())]
    records = context.unit.edit_many(Customer, made).values()
    live = [record for record in records if record.deleted_at is None]
    for record in live:
        record.deleted_at, record.deleted_by = context.now, context.speaker.id
    if not live:
        raise Refused("refused.row_gone")
    return reply(say("import.binned", count=len(live)))


SUBJECT = Subject(
    name="import_undo",
    title=("撤销导入", "Undoing imports"),
    commands=(
        Command(
            name="import.undo",
            type=UndoImport,
            handler=undo,
            title=("撤销导入", "Undo an import"),
            roles=_ROLES,
            slash=("撤销导入", "undo-import"),
            phrases=(
                Phrase(
                    "(撤销|回滚|撤回|取消|撤掉|撤)[这次|上次|刚才的|刚才]导入[#|第|号]{number}[号|次]",
                    weight=4.6,
                    where="whole",
                ),
                Phrase("(撤销|回滚|撤回|取消|撤掉|撤)[这次|上次|刚才的|刚才]导入", weight=4.5, where="whole"),
                Phrase("导入[#|第]{number}[号|次](撤销|撤回|回滚|撤掉)", weight=4.6, where="whole"),
            ),
            examples=("撤销导入 7",),
            examples_en=("/undo-import 7",),
            undoable=False,
        ),
        Command(
            name="import.undo_step",
            type=UndoStep,
            handler=undo_step,
            stuck=undo_step_failed,
            title=("撤销导入", "Undo an import"),
            roles=_ROLES,
            hidden=True,
            undoable=False,
        ),
        Command(
            name="import.bin_kept",
            type=BinKept,
            handler=bin_kept,
            title=("移到回收站", "To the recycle bin"),
            roles=_ROLES,
            hidden=True,
        ),
    ),
    sentences={
        "import.undoing": (
            "正在撤销导入{number}，撤完告诉你",
            "Taking import {number} back; I'll tell you when it is done",
        ),
        "import.undone": (
            "↩️ 导入{number}撤完了[：客户{customers:count}][、联系人{people:count}][、跟进{told:count}]"
            "[，{restored}家还原]",
            "↩️ Import {number} is undone[: {customers} customers][, {people} contacts][, {told} follow-ups]"
            "[, {restored} restored]",
        ),
        "import.kept": (
            "{count}家后来有人动过，没动：{names}[{more}]",
            "{count} were worked on since and stay: {names}[{more}]",
        ),
        "import.binned": ("已移到回收站{count}家", "{count} moved to the recycle bin"),
        "button.import_undo": ("撤销导入", "Undo the import"),
        "button.import_bin": ("移到回收站", "To the recycle bin"),
        "what.import.bin_kept": ("移到回收站", "the move to the recycle bin"),
        "refused.redo_import": (
            "导入撤销后不能恢复，把表再发一次就行",
            "An import that was undone can't be brought back; send the table again",
        ),
    },
)
