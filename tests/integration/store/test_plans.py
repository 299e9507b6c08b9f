"""No statement of a message's path reads a whole table, partial indexes are used."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from store import arrivals, due, inbox, lanes, leases, letters, names, outbox
from store.database import Database, Tx
from store.outbox import Sent
from store.tables import Alias, Customer, FollowUp, Reminder
from store.unit import Unit
from tests.integration.store.world import NOW, World, execute

pytestmark = pytest.mark.integration


def message(tx: Tx, world: World, number: int) -> None:
    """All that the store does for one message."""
    app: dict[str, Any] = {"platform": "web", "app": "demo"}
    inbox.accept(
        tx,
        workspace=world.id,
        chat="c",
        topic="",
        key=f"k{number}",
        payload=b"x",
        received_at=NOW,
        message_id=f"m{number}",
        **app,
    )
    inbox.of_message(tx, chat="c", message_id=f"m{number}", **app)
    held = lanes.claim(tx, owner="w", limit=5, lease=30)[0]
    arrivals.of(tx, world.id, platform="web", app="demo", user="u", chat="c", topic="", now=NOW)
    names.customers(tx, world.id, [each.row_id for each in names.found(tx, world.id, ["云图数据", "吴昊"])])
    unit = Unit(tx, workspace=world.id, now=NOW)
    with execute(unit):
        made = unit.add(FollowUp, customer_id=world.yuntu, at=NOW, note="x")
        unit.add(Reminder, owner_id=world.lina, follow_up_id=made.id, fire_at=NOW, text="x")
        unit.add(Alias, customer_id=world.yuntu, name=f"a{number}")
        unit.edit(Customer, world.yuntu).level = f"{number}"
    outbox.add(tx, workspace=world.id, chat="c", topic="", payload=b"x", inbox_id=held.inbox_id, created_at=NOW, **app)
    lanes.finish(tx, held)
    fence = leases.hold(tx, "send", "w", 30) or 0
    for letter in outbox.claim(tx, fence=fence, limit=5, **app):
        outbox.sent(tx, [Sent(id=letter.id, message_id=str(letter.id))], fence)
        letters.find_sent(tx, "demo", "c", str(letter.id))
    for row in due.claim(tx, NOW, 10):
        due.done(tx, row)


def test_no_statement_of_the_path_scans(database: Database, world: World) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL rightly scans tables as small as these")
    for number in range(3):
        database.write(lambda tx, n=number: message(tx, world, n)).result()  # type: ignore[misc]
    tables = set(sa.inspect(database.engine).get_table_names())
    scans: list[str] = []

    def explain(tx: Tx) -> int:
        ready = [each for each in database._prepared.values() if each is not None and each.plain]
        for each in ready:
            plan = tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {each.sql}", tuple([None] * each.sql.count("?")))
            scans.extend(
                f"{row[3]}: {each.sql}" for row in plan if row[3].partition("SCAN ")[2].split(" ")[0] in tables
            )
        return len(ready)

    assert database.write(explain).result() > 30
    assert scans == []
