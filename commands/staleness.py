"""Customers that nobody has followed up for too long, and those that soon will be, as measures."""

from datetime import timedelta
from uuid import UUID

from commands.counts import summed
from commands.measures import Asked, Page, Part, Row, Tally
from commands.nudging import silence_of
from store import measures
from store import stale as stale_customers
from store.stale import Silence, StaleRow, Whose

SOON = 3
"""Days before a customer is stale from which on it is told of."""


def silence(asked: Asked, ahead: int = 0) -> Silence:
    """By which rules silence is too long, today or some days ahead."""
    day = asked.today + timedelta(days=ahead)
    return silence_of(asked.tx, asked.workspace, asked.settings, today=day, zone=asked.zone)


def _by_owner(asked: Asked, ahead: int = 0) -> dict[UUID, int]:
    return stale_customers.by_owner(asked.tx, asked.workspace, silence(asked, ahead), Whose(owners=asked.members))


def stale(asked: Asked) -> Tally:
    """Stale customers by their owners."""
    return summed({id: Part(total) for id, total in _by_owner(asked).items()})


def stale_rows(asked: Asked, page: Page) -> list[Row]:
    """The most urgent first."""
    found = stale_customers.stale(
        asked.tx,
        asked.workspace,
        silence(asked),
        Whose(owners=asked.members),
        limit=page.limit,
        offset=page.offset,
    )
    return [_row(row) for row in found.rows]


def stale_share(asked: Asked) -> Tally:
    """Of all customers, those that are stale."""
    found, have = _by_owner(asked), measures.owned(asked.tx, asked.workspace, asked.members)
    return summed({id: Part(found.get(id, 0), total) for id, total in have.items()}, share=True)


def soon(asked: Asked) -> Tally:
    """Those that are not stale yet, and will be within three days if nobody follows them up."""
    now = _by_owner(asked)
    later = _by_owner(asked, SOON)
    return summed({id: Part(total - now.get(id, 0)) for id, total in later.items() if total > now.get(id, 0)})


def soon_rows(asked: Asked) -> list[Row]:
    """These customers, the nearest first."""
    ahead, whose = silence(asked, SOON), Whose(owners=asked.members)
    total = stale_customers.count(asked.tx, asked.workspace, ahead, whose)
    rows = stale_customers.stale(asked.tx, asked.workspace, ahead, whose, limit=total).rows if total else []
    now = [_row(row, SOON) for row in rows if row.days - SOON < row.limit]
    return sorted(now, key=lambda row: -(row.days or 0))


def _row(row: StaleRow, ahead: int = 0) -> Row:
    return Row(member=row.owner_id, customer=row.id, days=row.days - ahead)
