"""Leases: one owner at a time for a named thing (an app's sending, a nightly job)."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from store import upsert
from store.database import Tx
from store.rows import BIND
from store.tables import Lease, table

_LEASE = table(Lease)
_NEW_OWNER = upsert.excluded(_LEASE, "owner")
_HOLD = upsert.replacing(
    _LEASE,
    "name",
    owner=_NEW_OWNER,
    until=upsert.excluded(_LEASE, "until"),
    fence=_LEASE.c.fence + sa.case((_LEASE.c.owner == _NEW_OWNER, 0), else_=1),
    only=sa.or_(_LEASE.c.owner == _NEW_OWNER, _LEASE.c.until < BIND("now", type_=_LEASE.c.until.type)),
).returning(_LEASE.c.fence)
_RELEASE = (
    sa.update(_LEASE).where(_LEASE.c.name == BIND("which"), _LEASE.c.owner == BIND("who")).values(until=BIND("now"))
)


def hold(tx: Tx, name: str, owner: str, seconds: float) -> int | None:
    """Take or renew the lease; its fence, or None while another owner has it. A new owner gets a higher fence."""
    now = tx.machine_now
    at = {"name": name, "owner": owner, "fence": 1, "until": now + timedelta(seconds=seconds), "now": now}
    fence: int | None = tx.scalar(_HOLD, at)
    return fence


def release(tx: Tx, name: str, owner: str) -> None:
    """Let go of it, if it is ours; the next owner need not wait for its end."""
    past = tx.machine_now - timedelta(microseconds=1)
    tx.run(_RELEASE, {"which": name, "who": owner, "now": past})
