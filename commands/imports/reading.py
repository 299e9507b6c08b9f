"""Spreadsheets as rows of text: .xlsx and .xls, CSV in whatever writing, and rows pasted into a message."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Literal

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, XmlError, ZipError

from store.imports import packed

Problem = Literal["", "broken", "locked", "large", "rows", "columns", "empty"]
ENDINGS: Final = ("xlsx", "xls", "csv", "tsv")
MOST_BYTES: Final = 20 * 2**20
MOST_UNPACKED: Final = 400 * 2**20
"""What a workbook may grow to when it is opened: a small one can declare gigabytes."""
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200
MOST_CELL: Final = 32_767
"""Signs of a cell that are kept."""
CHUNK: Final = 25
"""Rows that one transaction writes."""
HEAD: Final = 30
"""Rows from which columns are made out."""
_ENCODINGS: Final = ["utf_8", "gb18030", "utf_16", "big5"]
_SAMPLE: Final = 64 * 1024
_SEPARATORS: Final = ",;\t|"
_BLANKS: Final = re.compile(r"[ \t\u3000\xa0]+")


class Unreadable(Exception):
    """A file that gives no rows, and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A table: its first rows, how many there are, and all of them packed in chunks of [line, cells]."""

    name: str
    head: tuple[tuple[str, ...], ...]
    total: int
    chunks: tuple[bytes, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """What a file holds, or why it cannot be read."""

    sheets: tuple[Sheet, ...] = ()
    problem: Problem = ""


def read(data: bytes, ending: str) -> Book:
    """A file's tables; it takes seconds for a large one, and touches nothing but memory."""
    if len(data) > MOST_BYTES:
        return Book(problem="large")
    try:
        return _book(_plain(data) if ending in ("csv", "tsv") else _workbook(data))
    except Unreadable as refusal:
        return Book(problem=refusal.problem)


def pasted(text: str) -> Book | None:
    """Rows copied from a spreadsheet: two lines and more, with tabs in nearly all; None where it is no table."""
    if "\t" not in text or "\n" not in text.strip("\n"):
        return None
    try:
        rows = list(csv.reader(io.StringIO(text.strip("\r\n")), delimiter="\t"))
    except csv.Error:
        return None
    full = [row for row in rows if any(cell.strip() for cell in row)]
    broad = [row for row in full if len(row) > 1]
    if len(broad) < 2 or len(broad) < 0.8 * len(full):
        return None
    try:
        return _book([("", rows)])
    except Unreadable as refusal:
        return Book(problem=refusal.problem)


def _book(tables: Iterable[tuple[str, Iterable[Sequence[Any]]]]) -> Book:
    sheets, total = [], 0
    for name, rows in tables:
        sheet = _sheet(name, rows)
        total += sheet.total
        if total > MOST_ROWS:
            raise Unreadable("rows")
        if sheet.total:
            sheets.append(sheet)
    if not sheets:
        raise Unreadable("empty")
    return Book(sheets=tuple(sheets))


def _sheet(name: str, rows: Iterable[Sequence[Any]]) -> Sheet:
    head: list[tuple[str, ...]] = []
    chunks: list[bytes] = []
    waiting: list[tuple[int, list[str]]] = []
    total = 0
    for line, row in enumerate(rows, 1):
        cells = [shown(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        total += 1
        if len(cells) > MOST_COLUMNS:
            raise Unreadable("columns")
        if total > MOST_ROWS:
            raise Unreadable("rows")
        if len(head) < HEAD:
            head.append(tuple(cells))
        waiting.append((line, cells))
        if len(waiting) == CHUNK:
            chunks.append(packed(waiting))
            waiting = []
    if waiting:
        chunks.append(packed(waiting))
    return Sheet(name=name, head=tuple(head), total=total, chunks=tuple(chunks))


def shown(cell: Any) -> str:
    """A cell as text: 13800001111.0 → 13800001111, a date as 2026-11-18, blanks as one."""
    if isinstance(cell, str):
        return _BLANKS.sub(" ", cell.replace("\x00", "")).strip()[:MOST_CELL]
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def _workbook(data: bytes) -> Iterator[tuple[str, Iterable[Sequence[Any]]]]:
    _check_size(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                if sheet.total_width > MOST_COLUMNS * 5:
                    raise Unreadable("columns")
                yield name, _unmerged(sheet)
    except PasswordError as error:
        raise Unreadable("locked") from error
    except (CalamineError, XmlError, ZipError, ValueError, OSError) as error:
        raise Unreadable("broken") from error


def _check_size(data: bytes) -> None:
    """A workbook is a zip: what it declares to hold is looked at before any of it is opened."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            declared = sum(each.file_size for each in parts.infolist())
    except zipfile.BadZipFile as error:
        raise Unreadable("broken") from error
    if declared > MOST_UNPACKED:
        raise Unreadable("large")


def _unmerged(sheet: CalamineSheet) -> Iterator[Sequence[Any]]:
    """The rows as the sheet numbers them; what stands in a merged cell holds for each row that it covers."""
    margin = [""] * (sheet.start[1] if sheet.start else 0)
    tall: dict[tuple[int, int], int] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if left == right:
            tall |= {(row, left): top for row in range(top + 1, bottom + 1)}
    above: dict[int, Any] = {}
    for line, row in enumerate(sheet.iter_rows()):
        cells = [*margin, *row]
        if tall:
            for column, cell in enumerate(cells):
                if (line, column) in tall:
                    cells[column] = above.get(column, "")
                else:
                    above[column] = cell
        yield cells


def _plain(data: bytes) -> Iterator[tuple[str, Iterable[Sequence[Any]]]]:
    text = decoded(data)
    if "\x00" in text:
        raise Unreadable("broken")
    sample = text[:_SAMPLE]
    try:
        separator = csv.Sniffer().sniff(sample[: sample.rfind("\n") + 1] or sample, _SEPARATORS).delimiter
    except csv.Error:
        separator = max(_SEPARATORS, key=lambda each: sample.count(each))
    try:
        yield "", list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Unreadable("broken") from error


def decoded(data: bytes) -> str:
    """A text file's words: UTF-8, GB 18030, Big5 or UTF-16, with a mark at its beginning or without."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strict(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    import charset_normalizer  # on demand: most are in UTF-8

    cut = data[:_SAMPLE]
    best = charset_normalizer.from_bytes(cut[: cut.rfind(b"\n") + 1] or cut, cp_isolation=_ENCODINGS).best()
    return _strict(data, best.encoding if best is not None else "gb18030")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("broken") from error
