"""撤销 puts every row back bit for bit, whatever was done; what was edited later is named and stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commands.naming import naming, sealing
from store.database import Tx, open_database
from store.keyfile import KeyFile
from store.schema import SPECS
from store.secrets import Secrets
from tests.databases import KINDS, fresh
from tests.talk import Talk

pytestmark = pytest.mark.fault
REP, MANAGER = "陈晓明", "赵敏"
CUSTOMERS = ("云图", "华星", "绿源", "远航", "奇点汽配")
CUSTOMER = st.sampled_from(CUSTOMERS)
TAG = st.sampled_from(("重点客户", "意向强", "价格敏感", "年框"))
WHEN = st.sampled_from(("明天上午10点", "下周三", "后天下午3点"))
SAYINGS = st.one_of(
    st.builds("今天拜访了{}，聊了报价".format, CUSTOMER),
    st.builds("今天拜访了{}，聊了报价，{}提醒我跟进".format, CUSTOMER, WHEN),
    st.builds("/跟进 {} 电话 对方想要三年期".format, CUSTOMER),
    st.builds("{}提醒我给{}发方案".format, WHEN, CUSTOMER),
    st.builds("给{}打上{}标签".format, CUSTOMER, TAG),
    st.builds("{}去掉{}标签".format, CUSTOMER, TAG),
    st.builds("{}改成{}级".format, CUSTOMER, st.sampled_from("ABC")),
    st.builds("给{}加个联系人{}，电话13800001234".format, CUSTOMER, st.sampled_from(("钱进", "孙立"))),
    st.builds("/新客户 {}科技有限公司".format, st.sampled_from(("恒瑞达", "博远通", "嘉禾源"))),
    st.builds("把{}的备注改成只认老客户".format, CUSTOMER),
    st.builds("删除客户 {}".format, CUSTOMER),
    st.just("确认"),
    st.just("取消"),
    st.just("完成 1"),
    st.just("取消 1"),
)
SEQUENCES = st.lists(SAYINGS, min_size=1, max_size=4)
PROPERTY = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
Rows = dict[str, dict[Any, tuple[Any, ...]]]


def authoritative(tx: Tx) -> Rows:
    """Every authoritative column of every row of every subject table, as the driver gives it."""
    found: Rows = {}
    for name, spec in SPECS.items():
        columns = ", ".join(spec.kept)
        # an open proposal is nobody's act: it is noted beside a message, and stays until an admin decides
        acts = " WHERE state <> 'open'" if name == "proposal" else ""
        rows = tx.connection.exec_driver_sql(f"SELECT id, {columns} FROM {name}{acts}").all()
        found[name] = {row[0]: tuple(_hashable(value) for value in row[1:]) for row in rows}
    return found


def derived(tx: Tx) -> Rows:
    """Every derived column, and the rows that follow from subject rows: they are computed anew, to the same."""
    found: Rows = {}
    for name, spec in SPECS.items():
        if spec.derived:
            rows = tx.connection.exec_driver_sql(f"SELECT id, {', '.join(sorted(spec.derived))} FROM {name}").all()
            found[name] = {row[0]: tuple(_hashable(value) for value in row[1:]) for row in rows}
    keys = tx.connection.exec_driver_sql("SELECT workspace_id, key, kind, row_id FROM name_key").all()
    # the rows that reminders need; one that names an unanswered question in the morning belongs to the conversation
    waiting = tx.connection.exec_driver_sql(
        "SELECT schedule, fire_at, command FROM due"
        " WHERE state = 'waiting' AND (command <> 'reminder.morning' OR schedule IN (SELECT schedule FROM reminder))"
    ).all()
    found["name_key"] = {tuple(row): () for row in keys}
    found["due"] = {tuple(row): () for row in waiting}
    return found


def _hashable(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def differences(before: Rows, after: Rows) -> list[tuple[str, Any]]:
    """The rows that are not the same, by table."""
    return [
        (table, (before[table].get(id), after[table].get(id)))
        for table in before
        for id in before[table].keys() | after[table].keys()
        if before[table].get(id) != after[table].get(id)
    ]


@contextmanager
def talking(kind: str, folder: Path) -> Iterator[Talk]:
    """The demonstration's team on a database of that kind."""
    with fresh(kind, folder) as url:
        secrets = Secrets(KeyFile.open(folder / "genjin.key"))
        database = open_database(url, secrets, naming=naming, sealing=sealing)
        try:
            yield Talk(database)
        finally:
            database.close()


@pytest.fixture(params=KINDS)
def talk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Talk]:
    """One conversation for all examples: what earlier ones left is the ground of the next."""
    with talking(request.param, tmp_path) as made:
        yield made


def undone(talk: Talk, sequence: list[str]) -> int:
    """Says all, then takes back each message that wrote, last first, looking at every row on the way; how many."""
    looks = [(talk.database.read(authoritative), talk.database.read(derived))]
    numbers: list[int] = []
    for text in sequence:
        told = len(talk.said)
        talk.say(REP, text)
        look = (talk.database.read(authoritative), talk.database.read(derived))
        if differences(looks[-1][0], look[0]):
            number = next((each.undo for each in talk.said[told:] if each.undo is not None), None)
            assert number is not None, text
            numbers.append(number)
            looks.append(look)
    for number in reversed(numbers):
        looks.pop()
        answer = talk.say(REP, f"撤销 {number}")
        assert differences(looks[-1][0], talk.database.read(authoritative)) == [], (sequence, answer)
        assert differences(looks[-1][1], talk.database.read(derived)) == [], (sequence, answer)
    return len(numbers)


def test_undo_restores_every_row_bit_for_bit(talk: Talk) -> None:
    took_back = 0

    @PROPERTY
    @given(SEQUENCES)
    def property_holds(sequence: list[str]) -> None:
        nonlocal took_back
        took_back += undone(talk, sequence)

    property_holds()
    assert took_back >= 40


def test_undo_and_redo_and_undo_again(talk: Talk) -> None:
    before = talk.database.read(authoritative)
    talk.say(REP, "今天拜访了云图的吴总，聊了报价，下周三上午十点提醒我跟进")
    after = talk.database.read(authoritative)
    for _ in range(3):
        talk.say(REP, "撤销")
        assert differences(before, talk.database.read(authoritative)) == []
        talk.say(REP, "恢复")
        assert differences(after, talk.database.read(authoritative)) == []


def test_a_later_edit_in_the_way_is_named_and_nothing_is_touched(talk: Talk) -> None:
    talk.say(REP, "云图改成B级")
    number = talk.said[-1].undo
    talk.say(MANAGER, "云图改成C级")
    before = talk.database.read(authoritative)
    answer = talk.say(REP, f"撤销 {number}")
    assert MANAGER in answer
    assert differences(before, talk.database.read(authoritative)) == []
