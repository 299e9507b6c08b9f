"""Who sits down at the terminal gets what waited for them while nobody could write to them."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from bot.people import seat
from commands.codec import from_bytes
from commands.message import Chat, Outgoing
from commands.parking import park
from store import outbox
from store.database import Database, Tx
from store.tables import Member
from store.unit import Unit

pytestmark = pytest.mark.integration
NOW = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)


def test_what_is_parked_for_somebody_goes_to_their_terminal_once(database: Database, workspace: UUID) -> None:
    def waiting(tx: Tx) -> None:
        unit = Unit(tx, workspace=workspace, now=NOW)
        with unit.execution(name="t", origin="t", key="t", ordinal=0, actor=None, args={}):
            member = unit.add(Member, name="李娜", role="rep").id
        letter = Outgoing(
            id="a", chat=Chat(platform="web", app="web", id="g", private=False), lines=("寄样品",), created_at=NOW
        )
        park(tx, workspace, member, letter, state=None, now=NOW)

    def sits(tx: Tx) -> list[Outgoing]:
        seat(tx, workspace, "李娜", platform="terminal", app="terminal", now=NOW)
        found = outbox.claim(tx, platform="terminal", app="terminal", fence=1, limit=9)
        return [from_bytes(Outgoing, letter.payload) for letter in found]

    database.write(waiting).result()
    [letter] = database.write(sits).result()
    assert (letter.lines, letter.chat.id, letter.chat.private) == (("寄样品",), "private:李娜", True)
    assert database.write(sits).result() == []
