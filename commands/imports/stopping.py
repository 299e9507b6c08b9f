"""An import whose step failed for good: it comes to a stop, and whoever brought the list hears what got in."""

from typing import Any

from commands.context import Context, say
from commands.imports import batches, jobs
from commands.imports.orders import CheckRows, DropImport, ResumeImport, Step, UndoImport, UndoStep
from commands.message import Button, Reply
from store import imports
from store.imports import BatchRow

HALFWAY = "halfway_back"
"""In an import's mapping: what came to a stop is its undoing."""


def step_failed(command: Step, context: Context) -> Reply:
    """What was only checked can be checked again; what was being written stays half written until somebody decides."""
    batch = imports.get(context.tx, context.workspace, command.batch, lock=True)
    if batch is None or batch.state not in ("checking", "running"):
        return Reply()
    if batch.state == "running":
        imports.change(context.tx, context.workspace, batch.id, state="stopped")
        return stopped(context, batch)
    imports.change(context.tx, context.workspace, batch.id, state="mapping", counts={}, handled=0)
    context.state.importing = batch.id
    again = Button(label=say("button.import_check_again"), command=CheckRows(batch=batch.id))
    drop = Button(label=say("button.import_drop"), command=DropImport(batch=batch.id))
    line = say("import.check_failed", number=batch.number)
    return Reply(lines=(line,), buttons=(again, drop), to=batch.member_id, private=True)


def undo_step_failed(command: UndoStep, context: Context) -> Reply:
    """What was taken back stays so; the rest goes when somebody says so again."""
    batch = imports.get(context.tx, context.workspace, command.batch, lock=True)
    if batch is None or batch.state != "undoing":
        return Reply()
    mapping = {**batch.mapping, HALFWAY: True}
    imports.change(context.tx, context.workspace, batch.id, state="stopped", mapping=mapping)
    return stopped_back(batch)


def stopped(context: Context, batch: BatchRow) -> Reply:
    """What got in, what did not, and the two ways on."""
    counts = batch.counts
    lines = (
        say("import.stopped", number=batch.number, percent=batches.percent(context, batch)),
        say(
            "import.stopped_in",
            new=counts.get("new", 0),
            filled=counts.get("filled") or None,
            people=counts.get("people") or None,
            told=counts.get("told") or None,
        ),
        say("import.stopped_out", left=_left(context, batch)),
    )
    resume = Button(label=say("button.import_resume"), command=ResumeImport(number=batch.number), primary=True)
    undo = Button(label=say("button.import_undo"), command=UndoImport(number=batch.number))
    return Reply(lines=lines, buttons=(resume, undo), to=batch.member_id, private=True)


def stopped_back(batch: BatchRow) -> Reply:
    """An undoing that came to a stop."""
    undo = Button(label=say("button.import_undo_on"), command=UndoImport(number=batch.number), primary=True)
    line = say("import.stopped_back", number=batch.number)
    return Reply(lines=(line,), buttons=(undo,), to=batch.member_id, private=True)


def _left(context: Context, batch: BatchRow) -> int:
    """Rows that were not looked at yet; the header is none."""
    tx, workspace, sheet = context.tx, context.workspace, batch.mapping.get("sheet", 0)
    ahead = batches.positions(context, batch)[batch.handled :]
    chunks: list[Any] = [imports.chunk(tx, workspace, batch.id, "rows", position, sheet) for position in ahead]
    header = batch.mapping.get("header", 0)
    return sum(line != header for rows in chunks for line, _ in rows)


def go_on(context: Context, batch: BatchRow) -> None:
    """Lets it go on from where it stopped, forward, or back where it was being taken back."""
    begun = int(batch.mapping.get("again_run", 0)) + 1
    back = batch.state == "undoing" or bool(batch.mapping.get(HALFWAY))
    mapping = {each: value for each, value in batch.mapping.items() if each != HALFWAY} | {"again_run": begun}
    state = "undoing" if back else "running"
    imports.change(context.tx, context.workspace, batch.id, state=state, mapping=mapping)
    jobs.begin(context, batch, "undo" if back else "run", again=begun)


STOPPING = {
    "import.stopped": (
        "⚠ 导入{number}导到{percent}%停了：程序出错，试了三次没过",
        "⚠ Import {number} stopped at {percent}%: an error, three times over",
    ),
    "import.stopped_in": (
        "已导进：客户{new:count}[、补空{filled:count}][、联系人{people:count}][、跟进{told:count}]",
        "In: {new} customers[, {filled} completed][, {people} contacts][, {told} follow-ups]",
    ),
    "import.stopped_out": (
        "还有{left:count}行没导。回“继续导入”接着来，或撤销导入，已导进的全部拿掉",
        "{left} rows are not in yet. Go on with /resume-import, or undo the import and all of it is gone",
    ),
    "import.check_failed": (
        "⚠ 导入{number}试导时程序出错，停了，什么都没写。可以再试一次，或把表另存为xlsx再发",
        "⚠ Checking import {number} failed; nothing was written. Try again, or save the table as xlsx and send it",
    ),
    "import.stopped_back": (
        "⚠ 导入{number}撤到一半停了：程序出错，试了三次没过。撤掉的已撤掉，剩下的还在",
        "⚠ Undoing import {number} stopped half-way: an error, three times over. What is gone is gone, the rest stays",
    ),
    "button.import_check_again": ("再试一次", "Try again"),
    "button.import_resume": ("继续导入", "Go on"),
    "button.import_undo_on": ("接着撤", "Go on undoing"),
}
