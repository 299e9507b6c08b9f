"""Lists that people bring: pasted or dropped, checked first, carried out in slices, and taken back as a whole."""

import io
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
import xlsxwriter
from python_calamine import CalamineWorkbook

from commands.imports.sheet import left_out
from store import due
from store.database import Tx
from store.schema import SPECS
from store.tables import Base
from tests import xls
from tests.talk import SHANGHAI, Talk

pytestmark = pytest.mark.integration
WHO, BOSS = "陈晓明", "赵敏"
ROWS = """客户名称\t联系人\t手机\t级别\t传真
大江重工有限公司\t李江\t138 1234 5678\tA\t0571-1
小河纺织厂\t王河\t13912345679\tb级\t0571-2
没号码的厂\t赵一\t123\tA\t
\t孙二\t13912345670\tA\t
错级别公司\t周三\t13912345671\tZ\t"""


def book(*rows: list[Any], **more: list[list[Any]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        for name, lines in ({"客户": list(rows)} | more).items():
            sheet = workbook.add_worksheet(name)
            for line, row in enumerate(lines):
                sheet.write_row(line, 0, row)
    return made.getvalue()


def drop(talk: Talk, who: str, data: bytes, name: str = "客户.xlsx", **more: Any) -> str:
    """What the bot answers to a file in the private chat."""
    return talk.attach(who, talk.picture(data, kind="file", name=name), **more)


def carried_out(talk: Talk, who: str, *presses: str) -> str:
    """The report of an import of what was just brought."""
    for label in ("就这样", *presses, "开始导入"):
        talk.press(who, label)
        talk.pass_time(seconds=2)
    return talk.told(who)


def subjects(talk: Talk) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that an undo gives back, bit for bit, by table."""

    def look(tx: Tx) -> dict[str, list[tuple[Any, ...]]]:
        found = {}
        for name, spec in SPECS.items():
            columns = [spec.table.c[each] for each in spec.columns]
            rows = tx.connection.execute(sa.select(*columns)).all()
            found[name] = sorted((tuple(map(repr, row)) for row in rows), key=str)
        return found

    return talk.database.read(look)


def count(talk: Talk, table: str, **where: Any) -> int:
    at = Base.metadata.tables[table]
    wanted = sa.select(sa.func.count()).select_from(at).where(*(at.c[name] == value for name, value in where.items()))
    return talk.database.read(lambda tx: int(tx.connection.execute(wanted).scalar_one()))


def test_pasted_rows_are_checked_then_carried_out_then_taken_back(talk: Talk) -> None:
    before = subjects(talk)
    said = talk.say(WHO, ROWS)
    assert "名称←客户名称、联系人←联系人、电话←手机、级别←级别" in said
    assert "没认出（不导）：传真" in said
    said = talk.press(WHO, "就这样")
    assert "新客户2、联系人2" in said
    assert "3行有错不导：第4行电话号码不对、第5行没有名称、第6行级别没有这个级别" in said
    assert subjects(talk) == before
    talk.press(WHO, "开始导入")
    said = talk.pass_time(seconds=2)
    assert said.startswith("✅ 导入1完成：新客户2、联系人2\n没导进3行")
    assert "小河纺织厂 · B级" in talk.say(WHO, "看小河纺织厂")
    assert talk.say(WHO, "撤销").startswith("正在撤销导入1")
    assert "客户2、联系人2" in talk.pass_time(seconds=2)
    assert subjects(talk) == before
    assert "不能恢复" in talk.say(WHO, "恢复")
    assert subjects(talk) == before


def test_the_columns_are_corrected_by_words_and_known_again(talk: Talk) -> None:
    talk.say(WHO, "客户名称\t联络\t手机\n大江重工有限公司\t李江\t13812345678\n小河纺织厂\t王河\t13912345679")
    assert "B 联络→不导" in talk.press(WHO, "改一列")
    assert "联系人←联络" in talk.say(WHO, "B列是联系人")
    assert "电话" not in talk.say(WHO, "手机不要").split("没认出")[0]
    assert "电话←手机" in talk.say(WHO, "手机是电话")
    assert "新客户2、联系人2" in carried_out(talk, WHO)
    said = talk.say(WHO, "客户名称\t联络\t手机\n新湖机电有限公司\t钱湖\t13812345670\n绿山食品厂\t孙山\t13912345671")
    assert "列和上次一样" in said
    assert "联系人←联络" in said
    assert "什么都没写" in talk.press(WHO, "不导了")


def test_a_csv_as_spreadsheets_write_it_here(talk: Talk) -> None:
    data = "客户名称,联系人,电话\r\n苏州明达精密机械有限公司,钱明,13812345678\r\n“双喜”食品厂,孙喜,13912345671".encode(
        "gb18030"
    )
    said = drop(talk, WHO, data, "名单.csv")
    assert said.startswith("📥 名单.csv · 2行\n名称←客户名称、联系人←联系人、电话←电话")
    assert "新客户2、联系人2" in carried_out(talk, WHO)
    assert count(talk, "customer", name="苏州明达精密机械有限公司") == 1


def test_an_xls_as_old_spreadsheets_write_it(talk: Talk) -> None:
    before = subjects(talk)
    rows: list[list[xls.Cell]] = [
        ["客户名称", "联系人", "手机", "创建时间", "级别"],
        ["鼎力起重设备厂", "周海", 13812345678, date(2024, 3, 1), "B"],
        ["鼎力起重设备厂", "孙吉", 13912345671, None, None],
        ["昌盛五金制品厂", "吴鑫", "139 1234 5672", "2024年3月9日", "Z"],
    ]
    said = drop(talk, WHO, xls.workbook(名单=rows), "老名单.xls")
    assert said.startswith("📥 老名单.xls · 3行\n名称←客户名称、联系人←联系人、电话←手机、创建时间←创建时间、级别←级别")
    assert "第4行级别没有这个级别" in talk.press(WHO, "就这样")
    talk.press(WHO, "开始导入")
    assert talk.pass_time(seconds=2).startswith("✅ 导入1完成：新客户1、联系人2\n没导进1行")
    made = Base.metadata.tables["customer"].c
    created = sa.select(made.created_at).where(made.name == "鼎力起重设备厂")
    at = talk.database.read(lambda tx: tx.connection.execute(created).scalar_one())
    assert at == datetime(2024, 3, 1, tzinfo=SHANGHAI).astimezone(UTC)
    assert "138****5678" in talk.say(WHO, "看鼎力起重设备厂")
    talk.say(WHO, "撤销")
    talk.pass_time(seconds=2)
    assert subjects(talk) == before


def test_a_workbook_of_several_sheets_with_a_title_above_the_header(talk: Talk) -> None:
    rows: list[list[Any]] = [
        ["客户资料表"],
        [],
        ["公司名称", "联系人", "联系人手机", "创建时间", "跟进记录", "跟进日期", "跟进人"],
    ]
    rows += [["鑫源五金制品厂", "吴鑫", 13812345678, "2024-03-01", "送了样品", "2024/3/5", WHO]]
    rows += [["鑫源五金制品厂", "吴鑫", 13812345678, "2024-03-01", "谈了价格", "2024年3月9日", "没这人"]]
    said = drop(talk, WHO, book(["说明"], 老客户=rows))
    assert "有几张表，导哪张？" in said
    said = talk.press(WHO, "老客户（4行）")
    assert "名称←公司名称、联系人←联系人、电话←联系人手机、创建时间←创建时间" in said
    assert "新客户1、联系人1、跟进2" in carried_out(talk, WHO)
    said = talk.say(WHO, "看鑫源五金制品厂")
    made = Base.metadata.tables["customer"]
    wanted = sa.select(made.c.created_at, made.c.counts_from, made.c.idle_since).where(made.c.name == "鑫源五金制品厂")
    created, counts, idle = talk.database.read(lambda tx: tx.connection.execute(wanted).one())
    assert created == datetime(2024, 3, 1, tzinfo=SHANGHAI).astimezone(UTC)
    assert counts == idle
    assert (talk.now - counts).total_seconds() < 60
    assert "送了样品" in said


def test_those_who_exist_are_skipped_completed_or_made_anew(talk: Talk) -> None:
    talk.say(WHO, "新客户 鼎力起重 级别A")
    table = "客户名称\t级别\t地区\t手机\n鼎力起重\tB\t无锡\t13812345678\n鼎力起重设备有限公司\tC\t常州\t13812345679"
    before = subjects(talk)
    talk.say(WHO, table)
    said = talk.press(WHO, "就这样")
    assert "已有1家、像已有的1家" in said
    assert "已经有的1家（鼎力起重）怎么办？" in said
    said = talk.press(WHO, "只补空的")
    assert "像" in said
    assert "鼎力起重设备有限公司≈鼎力起重" in said
    assert "可以导了：已有的只补空、像的算新客户" in talk.press(WHO, "算新的")
    talk.press(WHO, "开始导入")
    assert "新客户1" in talk.pass_time(seconds=2)
    assert count(talk, "customer", name="鼎力起重", level="A", region="无锡") == 1
    assert count(talk, "customer", name="鼎力起重设备有限公司", level="C") == 1
    talk.say(WHO, "撤销导入 1")
    assert "1家还原" in talk.pass_time(seconds=2)
    assert subjects(talk) == before
    talk.say(WHO, table)
    assert "新客户0" in carried_out(talk, WHO, "跳过", "跳过")
    assert subjects(talk) == before


def test_what_was_worked_on_since_stays_and_is_named(talk: Talk) -> None:
    talk.say(WHO, "客户名称\t手机\n大江重工有限公司\t13812345678\n小河纺织厂\t13912345679\n新湖机电厂\t13912345670")
    carried_out(talk, WHO)
    talk.say(WHO, "今天拜访了小河纺织厂，聊了价格")
    assert talk.say(WHO, "撤销导入 1").startswith("正在撤销导入1")
    said = talk.pass_time(seconds=2)
    assert "客户2" in said
    assert "1家后来有人动过，没动：小河纺织厂" in said
    assert count(talk, "customer", name="小河纺织厂", deleted_at=None) == 1
    assert count(talk, "customer", name="大江重工有限公司") == 0
    assert "已移到回收站1家" in talk.press(WHO, "移到回收站")
    assert count(talk, "customer", name="小河纺织厂", deleted_at=None) == 0
    talk.say(WHO, "撤销")
    assert count(talk, "customer", name="小河纺织厂", deleted_at=None) == 1


def test_an_edit_that_was_taken_back_is_in_nobodys_way(talk: Talk) -> None:
    before = subjects(talk)
    talk.say(WHO, "客户名称\t手机\n大江重工有限公司\t13812345678\n小河纺织厂\t13912345679")
    carried_out(talk, WHO)
    talk.say(WHO, "今天拜访了小河纺织厂，聊了价格")
    talk.say(WHO, "撤销")
    talk.say(WHO, "撤销导入")
    assert "没动" not in talk.pass_time(seconds=2)
    assert subjects(talk) == before


def test_a_colleagues_customer_is_left_out_and_its_owner_told(talk: Talk) -> None:
    assert "🆕" in talk.say("李娜", "新客户 鼎力起重 13700001111")
    talk.say(WHO, "客户名称\t手机\n鼎力起重\t13812345678\n别名公司\t13700001111\n大江重工有限公司\t13812345670")
    said = talk.press(WHO, "就这样")
    assert "同事的2家不导" in said
    assert "李娜" not in said
    talk.press(WHO, "开始导入")
    said = talk.pass_time(seconds=2)
    assert "李娜" not in talk.told(WHO)
    assert f"{WHO}想导入鼎力起重、鼎力起重，已在你名下，没导" in talk.told("李娜")
    assert count(talk, "customer", name="鼎力起重") == 1
    assert count(talk, "customer", name="别名公司") == 0


def test_whom_a_line_may_be_given_to(talk: Talk) -> None:
    table = "客户名称\t负责人\n大江重工有限公司\t李娜\n小河纺织厂\t没这人\n新湖机电厂\t" + WHO
    said = talk.say(WHO, table) and talk.press(WHO, "就这样")
    assert "第2行负责人不能导给别人、第3行负责人没有这位同事" in said
    talk.press(WHO, "不导了")
    talk.say(BOSS, table)
    assert "新客户2" in carried_out(talk, BOSS)


def test_errors_are_a_spreadsheet_without_formulas(talk: Talk) -> None:
    rows = ROWS.replace("错级别公司", "=HYPERLINK(“x”)错级别公司")
    talk.say(WHO, rows)
    talk.press(WHO, "就这样")
    talk.press(WHO, "下载错误行")
    [file] = talk.said[-1].files
    data = talk.database.read(lambda tx: left_out(tx, talk.workspace, UUID(hex=file.id)))
    assert data is not None
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(data))
    left = sheets.get_sheet_by_name("没导进的行").to_python()
    assert left[0] == ["原行号", "原因", "客户名称", "联系人", "手机", "级别", "传真"]
    assert [row[:3] for row in left[1:]] == [
        [4.0, "电话：号码不对", "没号码的厂"],
        [5.0, "名称：没有名称", ""],
        [6.0, "级别：没有这个级别", "=HYPERLINK(“x”)错级别公司"],
    ]
    assert ["电话", "138 1234 5678", "13812345678"] in [
        row[1:] for row in sheets.get_sheet_by_name("清洗明细").to_python()
    ]


def test_many_rows_go_in_slices_while_others_go_on(talk: Talk) -> None:
    rng = random.Random(7)
    before = subjects(talk)
    names = [f"{rng.choice('甲乙丙丁戊己庚辛')}{rng.choice('东西南北中')}{each:03}号机械厂" for each in range(150)]
    rows = [["客户名称", "联系人", "手机", "跟进内容", "跟进时间"]]
    for each, name in enumerate(names):
        rows += [
            [name, f"王{each % 7}", f"1381234{each:04}", f"第{part}次", f"2025-0{1 + part}-11"] for part in range(2)
        ]
    drop(talk, BOSS, book(*rows))
    assert talk.press(BOSS, "就这样").startswith("先试导300行")
    assert "新客户150、联系人150、跟进300" in talk.pass_time(seconds=2)
    assert "同名的150行并到一家" in talk.told(BOSS)
    talk.press(BOSS, "开始导入")
    assert "新客户150、联系人150、跟进300" in talk.pass_time(seconds=2)
    groups = sa.text(
        "SELECT count(*), count(DISTINCT group_id) FROM execution WHERE name = 'import.step' AND number > 0"
    )
    slices, group = talk.database.read(lambda tx: tuple(tx.connection.execute(groups).one()))
    assert (slices, group) == (13, 1)
    talk.say(BOSS, "撤销导入")
    talk.pass_time(seconds=2)
    assert subjects(talk) == before


def test_an_import_is_not_begun_twice(talk: Talk) -> None:
    talk.say(WHO, ROWS)
    talk.press(WHO, "就这样")
    talk.press(WHO, "开始导入")
    assert "已经过去了" in talk.press(WHO, "不导了")
    talk.pass_time(seconds=2)
    assert count(talk, "customer", name="小河纺织厂") == 1
    assert "导入1完成" in talk.say(WHO, "导入进度")


def test_no_number_of_a_cell_stands_in_the_open(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    planted = ["13866667777", "planted@secret.example", "11010519491231002X", "1386666"]
    rows = [["客户名称", "联系人", "手机", "邮箱", "身份证", "备注", "跟进内容"]]
    rows += [["大江13866667777重工", "李江", planted[0], planted[1], planted[2], f"打{planted[0]}", f"回{planted[0]}"]]
    rows += [["坏行", "李江", "1386666", "", "", "", ""]]
    drop(talk, WHO, book(*rows), f"{planted[0]}.xlsx")
    talk.press(WHO, "就这样")
    talk.press(WHO, "下载错误行")
    talk.press(WHO, "开始导入")
    talk.pass_time(seconds=2)

    def everything(tx: Tx) -> bytes:
        found = b""
        for each in Base.metadata.sorted_tables:
            for row in tx.connection.execute(sa.select(each)).all():
                found += b"|".join(bytes(cell) if isinstance(cell, bytes) else str(cell).encode() for cell in row)
        return found

    stored = talk.database.read(everything)
    assert "大江重工".encode() in stored
    for number in planted:
        assert number.encode() not in stored
        assert number not in caplog.text
    assert count(talk, "contact_point") >= 3


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"PK\x03\x04broken", "a.xlsx", "打不开"),
        (b"\x00\x01\x02\xff" * 20, "a.xls", "打不开"),
        ("客户名称\n".encode() + "某厂\n".encode() * 100_001, "a.csv", "最多100,000行"),
        (("客户名称" + ",x" * 200 + "\n").encode(), "a.csv", "最多200列"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(talk: Talk, data: bytes, name: str, said: str) -> None:
    assert said in drop(talk, WHO, data, name)


def test_groups_and_other_papers_are_left_alone(talk: Talk) -> None:
    assert "私聊" in talk.say(WHO, ROWS, group=True)
    prices = book(["型号", "单价"], ["X1", 12], ["X2", 13])
    assert "导" not in drop(talk, WHO, prices, "报价.xlsx")
    told = drop(talk, WHO, book(["客户名称", "电话"], ["甲厂", "13812345678"]), text="今天拜访了云图的吴总，聊了报价")
    assert told.startswith("✅ 云图")
    assert count(talk, "import_batch") == 0


def test_a_list_can_be_a_paper_after_all(talk: Talk) -> None:
    drop(talk, WHO, book(["客户名称", "电话"], ["甲厂", "13812345678"]))
    assert "放到哪家" in talk.press(WHO, "当附件")


def test_a_step_that_is_cut_off_is_done_again_and_once(talk: Talk) -> None:
    lines = [f"恒拓{each:03}精密机械厂\t1381234{each:04}" for each in range(60)]
    talk.say(WHO, "\n".join(["客户名称\t手机", *lines]))
    talk.press(WHO, "就这样")
    talk.press(WHO, "开始导入")
    talk.now += timedelta(seconds=2)

    def cut_off(tx: Tx) -> None:
        rows = due.claim(tx, talk.now, 100)
        for row in rows:
            talk.conversation.fire(tx, row)
            due.done(tx, row)
        raise RuntimeError("the power is gone")

    before = subjects(talk)
    for _ in range(3):
        with pytest.raises(RuntimeError, match="power"):
            talk.database.write(cut_off).result()
        assert subjects(talk) == before
        talk.fire()
        before = subjects(talk)
    again = Talk(talk.database, now=talk.now)
    assert "新客户60" in again.pass_time(seconds=1)
    assert sum("精密机械厂" in row[3] for row in subjects(talk)["customer"]) == 60
    again.say(WHO, "撤销导入", key="after the restart")
    again.pass_time(seconds=1)
    assert not any("精密机械厂" in row[3] for row in subjects(talk)["customer"])


def test_behind_a_wall_nobody_is_there(talk: Talk) -> None:
    talk.say("周建国", "新建小组 华南组")
    talk.say("周建国", "把李娜调到华南组，客户一起过去")
    assert "🆕" in talk.say("李娜", "新客户 鼎力起重 13700001111")
    talk.say("周建国", "华南组隔离")
    talk.say(WHO, "客户名称\t手机\n鼎力起重\t13812345678\n别名公司\t13700001111")
    said = talk.press(WHO, "就这样")
    assert "新客户2" in said
    assert "同事" not in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("导入客户", "把表（xlsx、xls、csv）发给我"),
        ("怎么导入", "把表（xlsx、xls、csv）发给我"),
        ("批量导入", "把表（xlsx、xls、csv）发给我"),
        ("导入进度", "把表（xlsx、xls、csv）发给我"),
        ("/import", "把表（xlsx、xls、csv）发给我"),
        ("回滚导入7", "没有导入7"),
        ("撤销导入 #7", "没有导入7"),
        ("撤销导入", "你没有在导、也没有导过的名单"),
        ("继续导入", "你没有在导、也没有导过的名单"),
    ],
)
def test_words_for_it(talk: Talk, words: str, said: str) -> None:
    assert said in talk.say(WHO, words)


def test_words_that_only_speak_of_it(talk: Talk) -> None:
    assert talk.say(WHO, "今天拜访了云图的吴总，他们想导入客户数据").startswith("✅ 云图")
    assert count(talk, "import_batch") == 0
