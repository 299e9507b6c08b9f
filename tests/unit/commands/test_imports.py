"""Reading spreadsheets, making out their columns, and cleaning their cells."""

import io
import random
import zipfile
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from commands.imports import cleaning
from commands.imports.cleaning import Wrong
from commands.imports.columns import Known, correction, field_of, layout, letter, place_of
from commands.imports.reading import MOST_BYTES, Book, pasted, read
from commands.imports.twins import alike

pytestmark = pytest.mark.unit
ZONE = ZoneInfo("Asia/Shanghai")
KNOWN = Known(settings={}, members={"陈晓明"}, fields=["年采购额"])
LINES = ["客户名称|联系人|电话", "苏州明达精密机械有限公司|钱明|13812345678", "双喜食品厂|孙喜|13912345671"]


def workbook(rows: dict[tuple[int, int], Any], merged: tuple[Any, ...] = ()) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        for (row, column), cell in rows.items():
            sheet.write(row, column, cell)
        for each in merged:
            sheet.merge_range(*each)
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_any_writing(encoding: str, separator: str) -> None:
    traditional = ["客戶名稱|聯絡人|電話", "蘇州明達精密機械有限公司|錢明|13812345678", "雙喜食品廠|孫喜|13912345671"]
    lines = traditional if encoding == "big5" else LINES
    data = "\r\n".join(line.replace("|", separator) for line in lines).encode(encoding)
    data = b"\xff\xfe" + data if encoding == "utf-16-le" else data
    [sheet] = read(data, "csv").sheets
    assert ["|".join(row) for row in sheet.head] == lines


def test_numbers_and_dates_of_a_workbook_are_text_as_people_see_it() -> None:
    cells: dict[tuple[int, int], Any] = {(2, 1): "名称", (2, 2): "电话", (3, 1): "甲\u3000 厂", (3, 2): 13812345678}
    [sheet] = read(workbook(cells), "xlsx").sheets
    assert sheet.head == (("", "名称", "电话"), ("", "甲 厂", "13812345678"))
    assert sheet.total == 2


def test_a_merged_cell_holds_for_each_of_its_rows() -> None:
    cells: dict[tuple[int, int], Any] = {(0, 0): "客户名称", (0, 1): "联系人", (1, 1): "甲", (2, 1): "乙", (3, 1): "丙"}
    [sheet] = read(workbook(cells, ((1, 0, 3, 0, "大江厂"),)), "xlsx").sheets
    assert sheet.head[1:] == (("大江厂", "甲"), ("大江厂", "乙"), ("大江厂", "丙"))


@pytest.mark.parametrize(
    ("data", "ending", "problem"),
    [
        (b"x" * (MOST_BYTES + 1), "csv", "large"),
        (b"PK\x03\x04", "xlsx", "broken"),
        (b"\xd0\xcf\x11\xe0 no workbook", "xls", "broken"),
        (b"", "csv", "empty"),
        (b"\n\n , \n", "csv", "empty"),
        (b"a,b\n" * 100_001, "csv", "rows"),
        (b"x," * 200 + b"x", "csv", "columns"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, ending: str, problem: str) -> None:
    assert read(data, ending) == Book(problem=problem)  # type: ignore[arg-type]


def test_a_bomb_is_not_opened() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(410):
            part.write(b"0" * 2**20)
    assert len(made.getvalue()) < 2**20
    assert read(made.getvalue(), "xlsx") == Book(problem="large")


def test_random_bytes_never_do_more_than_fail() -> None:
    rng = random.Random(1)
    for ending in ("xlsx", "xls", "csv"):
        for _ in range(100):
            head = rng.choice([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
            assert isinstance(read(head + rng.randbytes(rng.randrange(2000)), ending), Book)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲\t1\n乙\t2", 2),
        ("甲\t1\n乙", None),
        ("今天拜访了云图\n聊了报价", None),
        ("甲\t1", None),
        ('名称\t备注\n甲\t"两\n行"', 2),
    ],
)
def test_pasted_rows_are_told_from_words(text: str, rows: int | None) -> None:
    book = pasted(text)
    assert (book.sheets[0].total if book and book.sheets else None) == rows


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("客户名称*", "name"),
        ("公司全称（必填）", "name"),
        ("联系人手机", "phone"),
        ("联系人职务", "title"),
        ("最近跟进时间", "said_at"),
        ("下次跟进时间", "next_at"),
        ("客户来源", "source"),
        ("年采购额", "own:年采购额"),
        ("传真号码", None),
        ("客户编号", None),
        ("序号", None),
        ("Company", "name"),
        ("E-mail", "email"),
    ],
)
def test_headers(words: str, field: str | None) -> None:
    assert field_of(words, KNOWN.fields) == field


def test_a_sheet_without_a_header_is_read_by_its_values() -> None:
    rows = [("大江机械有限公司", "李江", "13812345678", "A"), ("小河纺织厂", "王河", "0571-88661234", "B")]
    assert dict(layout(rows, KNOWN).columns) == {0: "name", 1: "contact", 2: "phone", 3: "level"}


def test_a_header_of_two_rows_under_a_title() -> None:
    rows = [("2024客户表",), ("客户名称", "联系人", ""), ("", "姓名", "手机"), ("大江厂", "李江", "13812345678")]
    found = layout(rows, KNOWN)
    assert (found.row, dict(found.columns)) == (2, {0: "name", 1: "contact", 2: "phone"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("B列是电话", (1, "phone")),
        ("把AB列改成备注", (27, "note")),
        ("第3列不要", (2, None)),
        ("传真不要了", (1, None)),
        ("传真是电话", (1, "phone")),
        ("今天是周三", None),
        ("王总不要", None),
        ("B列是什么", None),
    ],
)
def test_corrections(text: str, said: tuple[int, str | None] | None) -> None:
    assert correction(text, ["客户名称", "传真"], ()) == said


def test_letters() -> None:
    assert [letter(each) for each in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]
    assert all(place_of(letter(each)) == each for each in range(1000))


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("2024-03-01", "2024-03-01"),
        ("2024/3/1", "2024-03-01"),
        ("2024.3.1", "2024-03-01"),
        ("２０２４年３月１日", "2024-03-01"),
        ("20240301", "2024-03-01"),
        ("45352", "2024-03-01"),
        ("2024-03-01 09:30:00", "2024-03-01 09:30"),
        ("2024年3月", "2024-03-01"),
        ("3月1日", "2026-03-01"),
    ],
)
def test_dates(cell: str, at: str) -> None:
    found, day_only = cleaning.moment(cell, ZONE, date(2026, 11, 21))
    assert found == datetime.fromisoformat(at).replace(tzinfo=ZONE)
    assert day_only == (len(at) == 10)


@pytest.mark.parametrize("cell", ["2024-02-30", "2024-13-01", "去年", "99999", "2024-3-1-5"])
def test_days_that_do_not_exist(cell: str) -> None:
    with pytest.raises(Wrong, match="date"):
        cleaning.moment(cell, ZONE, date(2026, 11, 21))


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("138 1234 5678", ("13812345678",)),
        ("＋86-138-1234-5678", ("13812345678",)),
        ("13812345678/0571-88661234", ("13812345678", "057188661234")),
        ("88661234", ("88661234",)),
    ],
)
def test_phones(cell: str, numbers: tuple[str, ...]) -> None:
    assert cleaning.phones(cell) == numbers


@pytest.mark.parametrize("cell", ["123", "1381234567", "无", "13812345678、12"])
def test_numbers_that_are_none(cell: str) -> None:
    with pytest.raises(Wrong, match="phone"):
        cleaning.phones(cell)


@pytest.mark.parametrize(
    ("cell", "figures"), [("1,500.00", "1500"), ("￥1.2万", "12000"), ("3千元", "3000"), ("-5", "-5")]
)
def test_amounts(cell: str, figures: str) -> None:
    assert cleaning.number(cell, money=True) == figures


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("华星科技", "苏州华星科技有限公司", True),
        ("鼎力起重设备有限公司", "鼎力起重", True),
        ("华星科技", "华星机械", False),
        ("大江重工", "小河纺织厂", False),
    ],
)
def test_names_that_may_mean_one(one: str, other: str, same: bool) -> None:
    assert alike(one, other) == alike(other, one) == same
