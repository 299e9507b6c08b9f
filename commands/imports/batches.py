"""An import on its way to being carried out: what was brought is kept, its columns are read and corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from commands.context import Context
from commands.errors import Refused
from commands.files import FileRef
from commands.imports.columns import Known, Layout, layout, plain
from commands.imports.reading import Book
from commands.own import fields_of
from store import imports, members
from store.database import Tx
from store.imports import BatchRow

OPEN = ("mapping", "checking", "checked")
"""States in which nothing is written yet."""


def positions(context: Context, batch: BatchRow) -> list[int]:
    """Where the chunks of its sheet's rows stand."""
    return imports.positions(context.tx, context.workspace, batch.id, "rows", batch.mapping.get("sheet", 0))


def percent(context: Context, batch: BatchRow) -> int:
    """How much of it was gone through."""
    chunks = len(positions(context, batch))
    return 100 * batch.handled // chunks if chunks else 0


def keep(context: Context, book: Book, name: str, refs: Sequence[FileRef] = ()) -> BatchRow:
    """Keeps what was brought, sealed, as a new import; earlier ones of the member that came to nothing are dropped."""
    tx, workspace = context.tx, context.workspace
    earlier = imports.latest(tx, workspace, context.speaker.id, OPEN)
    if earlier is not None:
        dropped(context, earlier)
    id = imports.create(tx, workspace, member=context.speaker.id, name=name, now=context.now)
    heads = [{"name": each.name, "total": each.total, "rows": each.head} for each in book.sheets]
    files = [_plain(each) for each in refs]
    imports.put_one(tx, workspace, id, "head", 0, {"sheets": heads, "files": files})
    for place, sheet in enumerate(book.sheets):
        chunks = ((place, position, content) for position, content in enumerate(sheet.chunks))
        imports.put(tx, workspace, id, "rows", chunks)
    context.state.importing = id
    if len(book.sheets) == 1:
        choose(context, open_batch(context, id), 0)
    return open_batch(context, id)


def _plain(ref: FileRef) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, UUID) else value for name, value in asdict(ref).items()}


def choose(context: Context, batch: BatchRow, sheet: int) -> None:
    """This sheet is the one that is meant; its columns are made out, as the last time where its header is known."""
    tx, workspace = context.tx, context.workspace
    head = imports.chunk(tx, workspace, batch.id, "head", 0)
    mine = head["sheets"][sheet]
    found = layout(mine["rows"], known(context))
    columns, source, again = dict(found.columns), "", False
    if found.row is not None:
        source = imports.digest(tx, workspace, "source", *map(plain, found.header)).hex()
        last = imports.alike(tx, workspace, source)
        if last is not None:
            columns, again = {int(place): of for place, of in last.mapping["columns"].items()}, True
    imports.only(tx, workspace, batch.id, sheet)
    head["header"] = list(found.header)
    imports.put_one(tx, workspace, batch.id, "head", 0, head)
    mapping = {"sheet": sheet, "header": _line(tx, workspace, batch, sheet, found), "again": again}
    total = mine["total"] - (0 if found.row is None else found.row + 1)
    imports.change(tx, workspace, batch.id, source=source, total=total, mapping={**mapping, "columns": _keyed(columns)})


def _line(tx: Tx, workspace: UUID, batch: BatchRow, sheet: int, found: Layout) -> int:
    """The line of the sheet on which its header stands, 0 where it has none; blank lines count as well."""
    if found.row is None:
        return 0
    lines = [
        line
        for position in range(2)
        for line, _ in imports.chunk(tx, workspace, batch.id, "rows", position, sheet) or ()
    ]
    return int(lines[found.row])


def _keyed(columns: Mapping[int, str]) -> dict[str, str]:
    return {str(place): of for place, of in sorted(columns.items())}


def known(context: Context) -> Known:
    """What the workspace calls its own."""
    return Known(
        settings=context.settings,
        members={row.name for row in members.every(context.tx, context.workspace) if row.active},
        fields=[row.name for row in fields_of(context)],
    )


def open_batch(context: Context, id: UUID, states: Sequence[str] = OPEN) -> BatchRow:
    """The import, if it is in one of these states; Refused otherwise, and where it is somebody else's."""
    batch = imports.get(context.tx, context.workspace, id, lock=True)
    if batch is None or batch.member_id != context.speaker.id or batch.state not in states:
        raise Refused("refused.import_over")
    return batch


def header_of(tx: Tx, workspace: UUID, batch: BatchRow) -> list[str]:
    """The words of its header."""
    head = imports.chunk(tx, workspace, batch.id, "head", 0) or {}
    return list(head.get("header") or ())


def set_column(context: Context, batch: BatchRow, place: int, of: str | None) -> None:
    """A column is this, or is left out; another one that was it is no more."""
    columns = {int(each): field for each, field in batch.mapping.get("columns", {}).items()}
    columns = {each: field for each, field in columns.items() if each != place and field != of}
    if of is not None:
        columns[place] = of
    mapping = {**batch.mapping, "columns": _keyed(columns), "again": False}
    imports.change(context.tx, context.workspace, batch.id, mapping=mapping, state="mapping", counts={}, handled=0)


def dropped(context: Context, batch: BatchRow) -> None:
    """It comes to nothing; what was brought is forgotten."""
    imports.drop(context.tx, context.workspace, batch.id)
    imports.change(context.tx, context.workspace, batch.id, state="dropped", ended_at=context.now)
    if context.state.importing == batch.id:
        context.state.importing = None
