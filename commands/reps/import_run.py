"""Imports under way: each step, the report, and what was left out."""

from dataclasses import replace
from typing import Any

from commands.catalogue import Command, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.imports import batches, jobs
from commands.imports.cards import asked, card
from commands.imports.checking import again, columns_of, looked_at
from commands.imports.orders import Details, ResumeImport, ShowImport, Step
from commands.imports.reports import checked, done, owners_told, taken_back
from commands.imports.rows import Reader
from commands.imports.running import Carrying, added
from commands.imports.stopping import HALFWAY, STOPPING, go_on, step_failed, stopped, stopped_back
from commands.imports.withdrawal import IN_FORCE
from commands.message import File, Reply
from nlp.grammar import Phrase
from store import imports
from store.imports import BatchRow


def step(command: Step, context: Context) -> Reply:
    """The next chunk; after the last one, the report."""
    batch = imports.get(context.tx, context.workspace, command.batch, lock=True)
    state = {"check": "checking", "run": "running"}[command.phase]
    if batch is None or batch.state != state:
        return Reply()
    positions = batches.positions(context, batch)
    reader = Reader(context, columns_of(batch))
    if command.phase == "check":
        return _check(command, context, batch, positions, reader)
    context.unit.run.group_id = batch.group_id
    if batch.handled < len(positions):
        carrying = Carrying(context, batch)
        carrying.carry(positions[batch.handled], reader)
        counts, handled = added(batch.counts, carrying), batch.handled + 1
        imports.change(context.tx, context.workspace, batch.id, counts=counts, handled=handled)
        if handled < len(positions):
            jobs.go_on(context, batch, "run", again=command.again)
            return Reply()
    imports.change(context.tx, context.workspace, batch.id, state="done", ended_at=context.now)
    ended = again(context, batch)
    return replace(done(ended), also=owners_told(context, ended))


def _check(command: Step, context: Context, batch: BatchRow, positions: list[int], reader: Reader) -> Reply:
    batch = looked_at(context, batch, positions, reader)
    if batch.state == "checking":
        jobs.go_on(context, batch, "check", again=command.again)
        return Reply()
    return checked(context, batch)


def show(command: ShowImport, context: Context) -> Reply:
    """How the import stands; where there is none, how to begin one."""
    mine = imports.latest(
        context.tx, context.workspace, context.speaker.id, (*batches.OPEN, *IN_FORCE, "undoing", "undone")
    )
    batch = mine if command.number is None else _numbered(context, command.number)
    if batch is None:
        return reply(say("import.how"), say("import.how_columns"))
    if batch.state == "mapping":
        return card(context, batch)
    if batch.state == "checked":
        return asked(batch)
    if batch.state == "done":
        return done(batch)
    if batch.state == "undone":
        return taken_back(context, batch)
    if batch.state == "stopped":
        told = stopped_back(batch) if batch.mapping.get(HALFWAY) else stopped(context, batch)
        return replace(told, to=None)
    percent = batches.percent(context, batch)
    return reply(say(f"import.is_{batch.state}", number=batch.number, percent=percent))


def _numbered(context: Context, number: int) -> BatchRow:
    """The import of this number, the speaker's own, or anybody's for a manager or an admin."""
    batch = imports.by_number(context.tx, context.workspace, number)
    if batch is None or (batch.member_id != context.speaker.id and context.speaker.role not in ("manager", "admin")):
        raise Refused("refused.no_import", number=number)
    return batch


def meant(context: Context, number: int | None) -> BatchRow:
    """The import that is spoken of: of this number, else the speaker's last that has written or is at it."""
    if number is not None:
        return _numbered(context, number)
    batch = imports.latest(context.tx, context.workspace, context.speaker.id, (*IN_FORCE, "undoing"))
    if batch is None:
        raise Refused("refused.no_imports")
    return batch


def resume(command: ResumeImport, context: Context) -> Reply:
    """Goes on where it came to a stop."""
    batch = meant(context, command.number)
    if batch.state not in ("running", "undoing", "stopped"):
        raise Refused("refused.import_over")
    go_on(context, batch)
    return reply(say("import.resumed", number=batch.number))


def details(command: Details, context: Context) -> Reply:
    """The spreadsheet of what was left out and what was cleaned; it is made when it is sent."""
    batch = imports.get(context.tx, context.workspace, command.batch)
    if batch is None or batch.member_id != context.speaker.id:
        raise Refused("refused.import_over")
    if not imports.positions(context.tx, context.workspace, batch.id, "found"):
        raise Refused("refused.import_forgotten")
    file = File(id=batch.id.hex, name=f"导入{batch.number}.xlsx")
    return Reply(lines=(say("import.details", number=batch.number),), files=(file,), private=True)


def _command(name: str, type: type, handler: Any, title: tuple[str, str], **more: Any) -> Command:
    return Command(name=name, type=type, handler=handler, title=title, roles=("rep", "manager", "admin"), **more)


SUBJECT = Subject(
    name="import_run",
    title=("导入", "Imports"),
    commands=(
        _command(
            "import.show",
            ShowImport,
            show,
            ("导入", "Import"),
            slash=("导入", "import"),
            phrases=(
                Phrase(
                    "[帮我|我要|我想|怎么|怎样|如何|批量](导入|导一下|导)[一下](客户|名单|客户名单|表格|excel|客户资料|数据)[吗|呢|？]",
                    weight=4.0,
                    where="whole",
                ),
                Phrase(
                    "(批量导入|怎么导入|如何导入|导入进度|导入报告|导入情况|导到哪了|导入到哪了|导完了吗)",
                    weight=4.0,
                    where="whole",
                ),
                Phrase("导入[报告|进度][第|#]{number}", weight=4.0, where="whole"),
            ),
            examples=("导入客户", "导入进度"),
            examples_en=("/import",),
            undoable=False,
            writes=False,
        ),
        _command(
            "import.resume",
            ResumeImport,
            resume,
            ("继续导入", "Go on importing"),
            slash=("继续导入", "resume-import"),
            phrases=(
                Phrase("继续导入[第|#]{number}", weight=4.5, where="whole"),
                Phrase("(继续导入|接着导|接着导入)", weight=4.4, where="whole"),
            ),
            examples=("继续导入",),
            examples_en=("/resume-import",),
            undoable=False,
        ),
        _command("import.details", Details, details, ("下载错误行", "What was left out"), hidden=True, undoable=False),
        _command("import.step", Step, step, ("导入", "Import"), hidden=True, undoable=False, stuck=step_failed),
    ),
    sentences={
        **STOPPING,
        "import.checked": (
            "试导{number}：新客户{new:count}[、联系人{people:count}][、跟进{told:count}]",
            "Import {number}, checked: {new} new customers[, {people} contacts][, {told} follow-ups]",
        ),
        "import.joined": ("同名的{same}行并到一家", "{same} rows of the same name go together"),
        "import.doubles": ("{doubles}", "{doubles}"),
        "import.count_exact": ("已有{count:count}家", "{count:count} exist already"),
        "import.count_probable": ("像已有的{count:count}家", "{count:count} are much like others"),
        "import.count_taken": ("同事的{count:count}家不导", "{count:count} are colleagues'"),
        "import.count_filled": ("补空{count:count}家", "{count:count} completed"),
        "import.count_skipped": ("跳过{count:count}行", "{count:count} rows skipped"),
        "import.count_wrong": ("没导进{count:count}行", "{count:count} rows left out"),
        "import.cleaned": (
            "清洗了{count}处（电话、日期、全角等），明细可下载",
            "{count} cells were cleaned; see the details",
        ),
        "import.wrong": ("{wrong}行有错不导：{lines}", "{wrong} rows are wrong: {lines}"),
        "import.wrong_line": ("第{line}行{field}{fault}", "row {line}: {field} {fault}"),
        "import.done": (
            "✅ 导入{number}完成：新客户{new:count}[、联系人{people:count}][、跟进{told:count}][、提醒{reminders}]",
            "✅ Import {number} is done: {new} new customers[, {people} contacts][, {told} follow-ups]"
            "[, {reminders} reminders]",
        ),
        "import.done_rest": ("{rest}", "{rest}"),
        "import.counts_from": (
            "没跟天数从今天算，老的日期和记录人都留着",
            "Days without follow-up count from today; old dates and authors are kept",
        ),
        "import.owner_told": (
            "{who}想导入{names}，已在你名下，没导",
            "{who} tried to import {names}, which you own already; it was left out",
        ),
        "import.details": (
            "📎 导入{number}的错误行和清洗明细，改好再发给我就行",
            "📎 What import {number} left out and cleaned. Put it right and send it again",
        ),
        "import.resumed": ("接着导入{number}", "Going on with import {number}"),
        "import.is_checking": ("导入{number}还在试导，{percent}%", "Import {number} is being checked, {percent}%"),
        "import.is_running": ("导入{number}正在导，{percent}%", "Import {number} is under way, {percent}%"),
        "import.is_undoing": ("导入{number}正在撤销", "Import {number} is being taken back"),
        "import.how": (
            "把表（xlsx、xls、csv）发给我，或从表格里复制几行贴过来，我先试导，什么都不写",
            "Send me a table (xlsx, xls, csv), or paste rows from one. I check first and write nothing",
        ),
        "import.how_columns": (
            "认得的列：客户名称、联系人、电话、级别、来源、行业、地区、标签、负责人、跟进内容、跟进时间等",
            "Columns I know: name, contact, phone, level, source, industry, region, tags, owner, follow-up, date",
        ),
        "button.import_details": ("下载错误行", "What was left out"),
        "button.import_cleaned": ("下载明细", "Details"),
        "refused.no_import": ("没有导入{number}", "There is no import {number}"),
        "refused.no_imports": ("你没有在导、也没有导过的名单", "You have no import under way or done"),
        "refused.import_forgotten": (
            "没有错误行；放久了的也已清掉",
            "There is nothing left out, or it was cleared since",
        ),
    },
)
