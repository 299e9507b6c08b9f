"""Phone numbers, e-mail addresses and ID numbers that people type stand nowhere in plain text."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot import logs
from bot.app import App, prepare
from bot.settings import Database as At
from bot.settings import Files, Keys, Settings
from bot.testing import RecordingDoor, chat, message, until
from commands.conversation import Conversation
from commands.message import Person, plain_text
from commands.preparation import Prepared
from store.database import Database, Tx
from tests.talk import START, Talk

pytestmark = pytest.mark.fault
REP, OTHER = "陈晓明", "李娜"


def identity(first: str) -> str:
    """An ID number of 17 digits with its check sign."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(w * int(d) for w, d in zip(weights, first, strict=True)) % 11]


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
PLANTED = {  # as typed, and the same without its dress
    "plain": ("13755502461", "13755502461"),
    "wide": ("13755502462".translate(WIDE), "13755502462"),
    "spaced": ("137 5550 2463", "13755502463"),
    "dashed": ("137-5550-2464", "13755502464"),
    "country": ("+86 13755502465", "13755502465"),
    "chinese": ("13755502466".translate(CHINESE), "13755502466"),
    "landline": ("0571-87655467", "057187655467"),
    "mail": ("zhang.qiang68@planted-mail.com", "zhang.qiang68@planted-mail.com"),
    "id": (identity("33010619880307246"), identity("33010619880307246")),
    "id wide": (identity("33010619880307247").translate(WIDE), identity("33010619880307247")),
}
TYPED = [typed for typed, _ in PLANTED.values()]


def plainly(data: bytes) -> list[str]:
    """The planted values that stand in these bytes, in any form that text is written in."""
    forms = [
        (name, form)
        for name, values in PLANTED.items()
        for value in values
        for form in (value.encode(), json.dumps(value).strip('"').encode(), value.encode("utf-16-le"))
    ]
    return sorted({name for name, form in forms if form in data})


def files(database: Database) -> list[Path]:
    """Every file that the database keeps: of SQLite's the log, too, of PostgreSQL the whole data folder."""
    if database.dialect == "sqlite":
        main = Path(str(database.engine.url.database))
        return [path for path in main.parent.glob(f"{main.name}*") if path.is_file()]
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(sa.text("CHECKPOINT"))
        folder = Path(connection.execute(sa.text("SHOW data_directory")).scalar_one())
    return [path for path in folder.rglob("*") if path.is_file()]


def tokens(database: Database) -> int:
    """How many notes and texts hold a sealed number: the planted ones were kept, and not in plain text."""

    def work(tx: Tx) -> int:
        notes = tx.connection.exec_driver_sql(
            "SELECT note FROM follow_up UNION ALL SELECT text FROM reminder"
        ).scalars()
        return sum("⟦" in (note or "") for note in notes.all())

    return database.read(work)


def say_all(talk: Talk) -> None:
    """Each planted value through the whole path: filed, taken back, reminded of, refused, asked about and left."""
    for typed in TYPED:
        talk.say(REP, f"今天拜访了云图的吴总，他说打{typed}，聊了报价")
        talk.say(REP, "撤销")
        talk.say(REP, "恢复")
        talk.say(REP, f"提醒我明天上午10点联系云图的吴总，{typed}")
        talk.say(REP, f"给云图加个联系人，李建国，{typed}")
        talk.say(REP, f"把华星的备注改成{typed}")
        talk.say(OTHER, f"把云图的备注改成{typed}")
        talk.say(REP, f"@跟进 {typed}", group=True)
        talk.say(REP, f"/跟进 华星 {typed}", group=True)
        talk.say(REP, f"今天拜访了宏远的刘总，{typed}")
    talk.pass_time(minutes=40)
    talk.say(REP, "草稿")
    talk.move_to(START + timedelta(days=1, hours=1))


def test_numbers_stand_nowhere_in_the_database(talk: Talk) -> None:
    say_all(talk)
    assert tokens(talk.database) >= 2 * len(TYPED)
    kept = files(talk.database)
    assert sum(path.stat().st_size for path in kept) > 100_000
    found = {path.name: plainly(path.read_bytes()) for path in kept}
    assert {name: names for name, names in found.items() if names} == {}


def test_groups_see_them_masked_and_who_may_sees_them_whole(talk: Talk) -> None:
    typed, plain = PLANTED["plain"]
    masked = "137****2461"
    assert masked in talk.say(REP, f"给云图加个联系人李建国，电话{typed}")
    assert "137****2464" in talk.say(REP, f"今天电话云图的吴总，他的新号是{PLANTED['dashed'][0]}") + talk.say(
        REP, "看看云图"
    )
    assert plain in talk.press(REP, "看电话")
    in_group = talk.say(REP, "看看云图", group=True) + talk.say(OTHER, "看看云图的电话", group=True)
    assert plainly(in_group.encode()) == []
    assert plainly(talk.say(OTHER, "看看云图的电话").encode()) == []
    there = [plain_text(each) for each in talk.said if not each.chat.private]
    assert plainly("\n".join(there).encode()) == []


async def test_logs_hold_none_even_of_what_fails(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    stream = io.StringIO()
    logs.configure(stream=stream, level="DEBUG")
    settings = Settings(
        database=At(url=database_url),
        keys=Keys(path=tmp_path / "genjin.key"),
        files=Files(folder=tmp_path / "files"),
    )
    database, workspace = prepare(settings, with_demo=True, start=START)
    app, door = App(settings, database, workspace, start=START), RecordingDoor("web", "web")
    home = chat(f"private:{REP}", platform="web", app="web")
    carry_out = Conversation.carry_out

    def failing(self: Conversation, tx: Tx, prepared: Prepared) -> None:
        carry_out(self, tx, prepared)
        raise RuntimeError(f"{prepared.inbound.message.text} {prepared.inbound}")

    await app.start()
    await app.open(door)
    monkeypatch.setattr(Conversation, "carry_out", failing)
    for place, typed in enumerate(TYPED[:3]):
        said = message(f"今天拜访了云图的吴总，{typed}", to=home, key=f"bug{place}")
        await app.inlet().accept(replace(said, sender=Person(id=REP, name=REP)))
    await until(lambda: len(door.sent) == 3, seconds=30)
    await app.stop()
    told = stream.getvalue()
    assert told.count("RuntimeError") >= 9
    out, err = capfd.readouterr()
    assert plainly((told + out + err).encode()) == []
    assert plainly("".join(plain_text(each) for each in door.sent).encode()) == []
