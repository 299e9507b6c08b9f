"""What a process held that is known to have died: free at once, without waiting for its leases to end.

It is safe even if it lives: whoever takes a lane or a lease next gets a higher fence.
"""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from store.database import Tx
from store.rows import BIND
from store.tables import Lane, Lease, table

_LANE, _LEASE = table(Lane), table(Lease)
_LANES = sa.update(_LANE).where(_LANE.c.owner == BIND("who")).values(owner=None, lease_until=None)
_LEASES = (
    sa.update(_LEASE).where(_LEASE.c.owner == BIND("who"), _LEASE.c.until > BIND("now")).values(until=BIND("past"))
)


def free(tx: Tx, owner: str) -> int:
    """Frees the lanes and leases of a dead owner; how many."""
    now = tx.machine_now
    lanes = tx.connection.execute(_LANES, {"who": owner}).rowcount
    past = now - timedelta(microseconds=1)
    return lanes + tx.connection.execute(_LEASES, {"who": owner, "now": now, "past": past}).rowcount
