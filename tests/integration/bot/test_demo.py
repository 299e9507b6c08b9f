"""The demonstration's data: whole, quiet at first, and with its numbers sealed."""

import time
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from bot import demo
from bot.demo_data.customers import CUSTOMERS
from bot.demo_data.people import PEOPLE
from bot.demo_data.stories import PLANS, STOCK, TOLD
from bot.founding import TAGS
from store import due, integrity
from store.database import Database
from tests.integration.store.world import how_many

pytestmark = pytest.mark.integration
SHANGHAI = ZoneInfo("Asia/Shanghai")
WEDNESDAY = datetime(2026, 11, 18, 16, 40, tzinfo=SHANGHAI)


def fill(database: Database, workspace: UUID, now: datetime) -> None:
    database.write(lambda tx: demo.fill(tx, workspace, now, SHANGHAI)).result()


def test_it_is_written_at_once_and_whole(database: Database, workspace: UUID) -> None:
    began = time.process_time()
    assert not database.read(lambda tx: demo.is_filled(tx, workspace))
    fill(database, workspace, WEDNESDAY)
    assert database.read(lambda tx: demo.is_filled(tx, workspace))
    assert time.process_time() - began < 3
    assert how_many(database, "customer") == 60
    assert how_many(database, "member") == len(PEOPLE) == 5
    assert how_many(database, "execution WHERE name = 'demo'") == 1
    assert how_many(database, "follow_up") > 180
    assert how_many(database, "reminder") == len(PLANS)
    assert database.read(integrity.orphans) == {}
    assert database.read(integrity.at_head)


@pytest.mark.parametrize("days", range(7))
def test_nothing_is_due_when_it_starts_and_the_next_steps_are_on_workdays(
    database: Database, workspace: UUID, days: int
) -> None:
    now = WEDNESDAY + timedelta(days=days)
    fill(database, workspace, now)
    following = database.read(due.next_told)
    assert following is not None
    assert following > now
    assert following.astimezone(SHANGHAI).weekday() < 5


def test_numbers_stand_nowhere_in_plain(database: Database, workspace: UUID, tmp_path: Path) -> None:
    fill(database, workspace, WEDNESDAY)
    if database.dialect == "sqlite":
        for path in tmp_path.iterdir():
            assert b"1380000" not in path.read_bytes(), path
    assert how_many(database, "contact_point") > 60


def test_the_stories_name_what_is_there() -> None:
    names = {client.name for client in CUSTOMERS}
    assert len(names) == 60
    assert set(TOLD) | {plan.customer for plan in PLANS} <= names
    assert {tag for client in CUSTOMERS for tag in client.tags} <= {name for name, _ in TAGS}
    notes = [note for stock in STOCK.values() for _, note in stock]
    assert len(notes) == len(set(notes))
