"""What was wrong with an import, as a spreadsheet to be put right and brought again: made in memory, kept nowhere."""

import io
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from commands.imports.columns import OWN
from commands.imports.labels import FIELD_WORDS
from commands.language import chosen
from commands.sentences import in_language
from store import imports, members
from store.database import Tx
from store.imports import BatchRow

Label = Callable[[str], str]
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""No temporary files, and what somebody wrote into a cell is never run as a formula."""
WIDTH = 18


def book(tx: Tx, workspace: UUID, batch: BatchRow, label: Label) -> bytes:
    """The lines that were left out with the reasons, and all that was cleaned, line by line."""
    import xlsxwriter  # on demand: few ever ask for one

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, PLAIN) as workbook:
        left = workbook.add_worksheet(label("import.sheet.left"))
        cleaned = workbook.add_worksheet(label("import.sheet.cleaned"))
        head = imports.chunk(tx, workspace, batch.id, "head", 0) or {}
        columns = {int(place): of for place, of in batch.mapping.get("columns", {}).items()}
        header = head.get("header") or []
        wide = max([len(header), *(place + 1 for place in columns)], default=0)
        titles = [header[each] if each < len(header) else "" for each in range(wide)]
        for each, of in columns.items():
            titles[each] = titles[each] or named(of, label)
        _write(left, 0, [label("import.sheet.line"), label("import.sheet.why"), *titles])
        _write(cleaned, 0, [label(f"import.sheet.{each}") for each in ("line", "column", "before", "after")])
        left.set_column(0, wide + 1, WIDTH)
        cleaned.set_column(0, 3, WIDTH)
        _rows(tx, workspace, batch, label, left, cleaned)
    return made.getvalue()


def _rows(tx: Tx, workspace: UUID, batch: BatchRow, label: Label, left: Any, cleaned: Any) -> None:
    at = {"left": 1, "cleaned": 1}
    sheet = batch.mapping.get("sheet", 0)
    for position in imports.positions(tx, workspace, batch.id, "found"):
        cells = dict(imports.chunk(tx, workspace, batch.id, "rows", position, sheet) or ())
        for line, verdict, faults, changes in imports.chunk(tx, workspace, batch.id, "found", position):
            if faults or verdict == "taken":
                why = [f"{named(of, label)}：{label(f'import.fault.{code}')}" for of, code in faults]
                _write(left, at["left"], [line, "；".join(why) or label("import.fault.taken"), *cells.get(line, ())])
                at["left"] += 1
            for of, before, after in changes:
                _write(cleaned, at["cleaned"], [line, named(of, label), before, after])
                at["cleaned"] += 1


def _write(sheet: Any, row: int, cells: Sequence[object]) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row, place, cell)
        else:
            sheet.write_string(row, place, str(cell))


def named(of: str, label: Label) -> str:
    """What people call a field: 电话, or a field of the workspace's own by its name."""
    return of.removeprefix(OWN) if of.startswith(OWN) else label(f"import.field.{of}")


def left_out(tx: Tx, workspace: UUID, id: UUID) -> bytes | None:
    """The spreadsheet of the import of this id, in its member's language; None where there is no such import."""
    batch = imports.get(tx, workspace, id)
    if batch is None:
        return None
    member = members.get(tx, workspace, batch.member_id)
    language = chosen(member.language if member is not None else "")
    return book(tx, workspace, batch, lambda key: in_language(FIELD_WORDS[key], language))
