"""An .xls workbook by hand, as Excel 97 to 2003 wrote it: BIFF8 records in the stream of a compound file.

No library that we use writes this format. What stands here is the least that it takes: [MS-XLS] 2.1.7, [MS-CFB] 2.2.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_GENERAL, _DATE = 0, 1
"""Cell formats by their place: as it is typed, and m/d/yy."""
Cell = str | int | float | date | None


def workbook(**sheets: Sequence[Sequence[Cell]]) -> bytes:
    """The file with these sheets, by name."""
    return _compound(_stream(sheets))


def _stream(sheets: dict[str, Sequence[Sequence[Cell]]]) -> bytes:
    """The globals, then the sheets; a sheet is found by its offset, so the globals are written twice."""
    words = list(
        dict.fromkeys(cell for rows in sheets.values() for row in rows for cell in row if isinstance(cell, str))
    )
    bodies = [_sheet(rows, words) for rows in sheets.values()]
    at = len(_globals(list(sheets), [0] * len(sheets), words))
    offsets = [at + sum(map(len, bodies[:place])) for place in range(len(bodies))]
    return b"".join([_globals(list(sheets), offsets, words), *bodies])


def _globals(names: list[str], offsets: list[int], words: list[str]) -> bytes:
    records = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 0x06)), _record(0x0042, b"\xb0\x04")]
    records += [_record(0x00E0, struct.pack("<HHHBBBBIIH", 0, form, *[0] * 8)) for form in (0, 14)]
    for name, offset in zip(names, offsets, strict=True):
        records.append(_record(0x0085, struct.pack("<IBBBB", offset, 0, 0, len(name), 1) + name.encode("utf-16-le")))
    shared = b"".join(struct.pack("<HB", len(each), 1) + each.encode("utf-16-le") for each in words)
    records += [_record(0x00FC, struct.pack("<II", len(words), len(words)) + shared), _record(0x000A, b"")]
    return b"".join(records)


def _sheet(rows: Sequence[Sequence[Cell]], words: list[str]) -> bytes:
    width = max((len(row) for row in rows), default=0)
    records = [
        _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 0x06)),
        _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)),
    ]
    for y, row in enumerate(rows):
        records += [_cell(y, x, cell, words) for x, cell in enumerate(row) if cell is not None]
    return b"".join([*records, _record(0x000A, b"")])


def _cell(y: int, x: int, cell: Cell, words: list[str]) -> bytes:
    if isinstance(cell, str):
        return _record(0x00FD, struct.pack("<HHHI", y, x, _GENERAL, words.index(cell)))
    if isinstance(cell, date):
        return _record(0x0203, struct.pack("<HHHd", y, x, _DATE, (cell - date(1899, 12, 30)).days))
    assert cell is not None
    return _record(0x0203, struct.pack("<HHHd", y, x, _GENERAL, cell))


def _record(kind: int, body: bytes) -> bytes:
    assert len(body) <= 8224, "longer ones go on in CONTINUE records"
    return struct.pack("<HH", kind, len(body)) + body


def _compound(stream: bytes) -> bytes:
    """A compound file with this one stream: the allocation table, the directory, the stream."""
    stream = stream.ljust(4096, b"\0")  # shorter ones would have to stand in the mini stream
    sectors = -(-len(stream) // SECTOR)
    assert sectors + 2 <= SECTOR // 4
    table = [_FAT, _END, *range(3, sectors + 2), _END]
    fat = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    root = _entry("Root Entry", 5, child=1, start=_END, size=0)
    directory = root + _entry("Workbook", 2, child=_FREE, start=2, size=len(stream)) + _entry("", 0) * 2
    return _header() + fat + directory + stream.ljust(sectors * SECTOR, b"\0")


def _header() -> bytes:
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    return head + struct.pack("<109I", 0, *[_FREE] * 108)


def _entry(name: str, kind: int, *, child: int = _FREE, start: int = 0, size: int = 0) -> bytes:
    letters = name.encode("utf-16-le")
    length = len(letters) + 2 if name else 0
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", length, kind, 1)
    return head + struct.pack("<III", _FREE, _FREE, child) + bytes(36) + struct.pack("<IQ", start, size)
