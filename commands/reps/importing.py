"""Bringing a list of customers: what was brought, how its columns are read, and what is done with those that exist."""

from typing import Any

from commands.catalogue import Command, Subject
from commands.codec import from_plain
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.files import FileRef
from commands.imports import batches, jobs
from commands.imports.cards import WAYS, asked, card
from commands.imports.checking import AT_ONCE, again, columns_of, looked_at
from commands.imports.columns import letter
from commands.imports.labels import FIELD_WORDS, field_word
from commands.imports.orders import (
    CheckRows,
    ChooseSheet,
    DecideRows,
    DropImport,
    KeepAsFile,
    ListColumns,
    PasteRows,
    SetColumn,
    ShowRows,
    StartImport,
)
from commands.imports.reading import pasted
from commands.imports.refusals import unreadable
from commands.imports.reports import checked
from commands.imports.rows import Reader
from commands.message import Reply
from commands.reps.attachment import where_to
from store import imports

LISTED = 20
"""Columns told of when one is to be changed."""


def paste(command: PasteRows, context: Context) -> Reply:
    """Keeps pasted rows, and asks whether its columns are read right."""
    del command
    if not context.place.private:
        raise Refused("refused.import_private")
    book = pasted(context.words)
    if book is None:
        raise Refused("refused.import_empty")
    if book.problem:
        return Reply(lines=(unreadable(book.problem),))
    return card(context, batches.keep(context, book, ""))


def show(command: ShowRows, context: Context) -> Reply:
    """The card of what was brought."""
    return card(context, batches.open_batch(context, command.batch))


def choose_sheet(command: ChooseSheet, context: Context) -> Reply:
    """This sheet; how its columns are read."""
    batch = batches.open_batch(context, command.batch)
    if "columns" in batch.mapping:
        raise Refused("refused.import_over")
    batches.choose(context, batch, command.sheet)
    return card(context, batches.open_batch(context, batch.id))


def list_columns(command: ListColumns, context: Context) -> Reply:
    """The columns by letter, and how to say what one is."""
    batch = batches.open_batch(context, command.batch)
    head = imports.chunk(context.tx, context.workspace, batch.id, "head", 0)
    header, columns = list(head.get("header") or ()), columns_of(batch)
    rows = head["sheets"][batch.mapping.get("sheet", 0)]["rows"]
    told = []
    for place in range(max((len(row) for row in rows), default=0)):
        words = header[place] if place < len(header) else ""
        if words or place in columns or any(place < len(row) and row[place] for row in rows):
            of = field_word(columns[place]) if place in columns else say("import.left_out")
            told.append(say("import.column_line", letter=letter(place), words=words or None, field=of))
    return reply(say("import.which_column"), say("import.column_list", columns=tuple(told[:LISTED])))


def set_column(command: SetColumn, context: Context) -> Reply:
    """Reads a column anew."""
    if context.state.importing is None:
        raise Refused("refused.import_over")
    batch = batches.open_batch(context, context.state.importing)
    if "columns" not in batch.mapping:
        raise Refused("refused.import_over")
    batches.set_column(context, batch, command.place, command.field)
    imports.forget(context.tx, context.workspace, batch.id)
    return card(context, batches.open_batch(context, batch.id))


def check(command: CheckRows, context: Context) -> Reply:
    """Begins the dry run; its report comes by itself."""
    batch = batches.open_batch(context, command.batch, ("mapping", "checked"))
    if "name" not in columns_of(batch).values():
        raise Refused("refused.import_no_name")
    imports.forget(context.tx, context.workspace, batch.id)
    begun = int(batch.mapping.get("checks", 0)) + 1
    mapping = {each: value for each, value in batch.mapping.items() if each not in WAYS} | {"checks": begun}
    imports.change(context.tx, context.workspace, batch.id, state="checking", counts={}, handled=0, mapping=mapping)
    batch = again(context, batch)
    positions = batches.positions(context, batch)
    if len(positions) <= AT_ONCE:
        return checked(context, looked_at(context, batch, positions, Reader(context, columns_of(batch))))
    jobs.begin(context, batch, "check", again=begun)
    return reply(say("import.checking", count=batch.total))


def decide(command: DecideRows, context: Context) -> Reply:
    """What is done with those that exist; then the next question, or the start."""
    batch = batches.open_batch(context, command.batch, ("checked",))
    mapping = {**batch.mapping, command.kind: command.way}
    imports.change(context.tx, context.workspace, batch.id, mapping=mapping)
    return asked(batches.open_batch(context, batch.id, ("checked",)))


def start(command: StartImport, context: Context) -> Reply:
    """Begins to write; the report comes by itself."""
    batch = batches.open_batch(context, command.batch, ("checked",))
    if any(batch.counts.get(kind) and kind not in batch.mapping for kind in WAYS):
        return asked(batch)
    counts = {"lines": batch.counts.get("lines", [])}
    imports.change(context.tx, context.workspace, batch.id, state="running", handled=0, counts=counts)
    context.state.importing = None
    jobs.begin(context, batch, "run")
    return reply(say("import.started", number=batch.number, count=batch.total))


def drop(command: DropImport, context: Context) -> Reply:
    """Forgets what was brought."""
    batches.dropped(context, batches.open_batch(context, command.batch))
    return reply(say("import.dropped"))


def keep_as_file(command: KeepAsFile, context: Context) -> Reply:
    """The file goes where files without words go: the follow-up is asked for."""
    batch = batches.open_batch(context, command.batch)
    head = imports.chunk(context.tx, context.workspace, batch.id, "head", 0)
    refs = [from_plain(FileRef, each) for each in head.get("files") or ()]
    batches.dropped(context, batch)
    if not refs:
        raise Refused("refused.files_gone")
    return where_to(context, refs)


def _quiet(name: str, type: type, handler: Any, title: tuple[str, str]) -> Command:
    return Command(
        name=name,
        type=type,
        handler=handler,
        title=title,
        roles=("rep", "manager", "admin"),
        hidden=True,
        undoable=False,
    )


SUBJECT = Subject(
    name="importing",
    title=("导入名单", "Importing a list"),
    commands=(
        _quiet("import.paste", PasteRows, paste, ("贴一张表", "Paste rows")),
        _quiet("import.rows", ShowRows, show, ("看导入的列", "Columns of an import")),
        _quiet("import.sheet", ChooseSheet, choose_sheet, ("选工作表", "Choose a sheet")),
        _quiet("import.columns", ListColumns, list_columns, ("改一列", "Change a column")),
        _quiet("import.column", SetColumn, set_column, ("改一列", "Change a column")),
        _quiet("import.check", CheckRows, check, ("试导", "Check an import")),
        _quiet("import.decide", DecideRows, decide, ("重复的怎么办", "What to do with doubles")),
        _quiet("import.start", StartImport, start, ("开始导入", "Start an import")),
        _quiet("import.drop", DropImport, drop, ("不导了", "Drop an import")),
        _quiet("import.as_file", KeepAsFile, keep_as_file, ("当附件", "Keep as a file")),
    ),
    sentences={
        **FIELD_WORDS,
        "import.pasted": ("贴来的表", "your table"),
        "import.brought": ("📥 {name} · {count:count}行[，{again}]", "📥 {name} · {count:count} rows[, {again}]"),
        "import.again": ("列和上次一样", "columns as the last time"),
        "import.column": ("{field}←{words}", "{field}←{words}"),
        "import.letter": ("{letter}列", "column {letter}"),
        "import.columns": ("{columns}", "{columns}"),
        "import.unknown": ("没认出（不导）：{columns}", "Not recognised (left out): {columns}"),
        "import.no_name": (
            "哪一列是客户名称？直接说：B列是名称",
            "Which column is the customer's name? Say: B列是名称",
        ),
        "import.which_sheet": ("📥 {name}有几张表，导哪张？", "📥 {name} has several sheets. Which one?"),
        "import.sheet_choice": ("{name}（{count}行）", "{name} ({count} rows)"),
        "import.which_column": (
            "改哪列？直接说：B列是电话，或“传真不要”",
            "Which column? Say: B列是电话, or 传真不要",
        ),
        "import.column_line": ("{letter}[ {words}]→{field}", "{letter}[ {words}]→{field}"),
        "import.column_list": ("{columns}", "{columns}"),
        "import.left_out": ("不导", "left out"),
        "import.checking": (
            "先试导{count:count}行，什么都不写，查完告诉你",
            "Checking {count:count} rows first; nothing is written yet",
        ),
        "import.ask_exact": (
            "已经有的{count}家（{names}[{more}]）怎么办？",
            "{count} exist already ({names}[{more}]). What about them?",
        ),
        "import.ask_probable": (
            "{count}家和已有的很像（{names}[{more}]），算新的吗？",
            "{count} are much like others ({names}[{more}]). Are they new?",
        ),
        "import.twin": ("{name}≈{twin}", "{name}≈{twin}"),
        "import.more": ("等", "…"),
        "import.ready": ("可以导了[：{decided}]", "Ready[: {decided}]"),
        "import.way_exact_skip": ("已有的跳过", "those that exist are skipped"),
        "import.way_exact_fill": ("已有的只补空", "those that exist get what they lack"),
        "import.way_exact_new": ("已有的也新建", "those that exist are made again"),
        "import.way_probable_skip": ("像的跳过", "those alike are skipped"),
        "import.way_probable_fill": ("像的当同一家补空", "those alike get what they lack"),
        "import.way_probable_new": ("像的算新客户", "those alike are new"),
        "import.started": (
            "开始导入{number}：{count:count}行，导完告诉你。这期间照常记",
            "Import {number} has begun: {count:count} rows. Go on as usual, I'll tell you when it is done",
        ),
        "import.dropped": ("好，不导了，什么都没写", "All right, nothing was written"),
        "button.import_check": ("就这样", "That's right"),
        "button.import_columns": ("改一列", "Change a column"),
        "button.import_file": ("当附件", "It's a file"),
        "button.import_drop": ("不导了", "Drop it"),
        "button.import_start": ("开始导入", "Start"),
        "button.import_exact_skip": ("跳过", "Skip"),
        "button.import_exact_fill": ("只补空的", "Fill gaps"),
        "button.import_exact_new": ("也新建", "Make anew"),
        "button.import_probable_new": ("算新的", "New"),
        "button.import_probable_fill": ("同一家，补空", "Same, fill gaps"),
        "button.import_probable_skip": ("跳过", "Skip"),
        "refused.import_private": ("名单请私聊发我，群里不导", "Send me lists in a private chat"),
        "refused.import_over": (
            "这次导入已经过去了，把表再发一次就行",
            "That import is over; just send the table again",
        ),
        "refused.import_no_name": (
            "先告诉我哪列是客户名称，比如：B列是名称",
            "Say first which column is the name: B列是名称",
        ),
        "refused.import_empty": ("表里没有内容，什么都没导", "The table is empty; nothing was imported"),
        "refused.import_broken": (
            "这个文件打不开，可能坏了。另存为xlsx再发一次",
            "I can't open this file. Save it as xlsx and send it again",
        ),
        "refused.import_locked": ("这个文件有密码，去掉密码再发", "This file has a password; send it without one"),
        "refused.import_large": (
            "表太大，最多{most}MB。拆成几个再发",
            "The table is too large, {most} MB at most. Send it in parts",
        ),
        "refused.import_rows": (
            "行太多，一次最多{most:count}行。拆成几个再发",
            "Too many rows, {most:count} at most. Send it in parts",
        ),
        "refused.import_columns": (
            "列太多，最多{most}列。删掉用不到的列再发",
            "Too many columns, {most} at most. Remove some",
        ),
    },
)
