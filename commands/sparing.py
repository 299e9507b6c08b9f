"""What is said only once in a while."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from store import shelf
from store.database import Tx


def once(tx: Tx, workspace: UUID, what: str, now: datetime, every: timedelta = timedelta(days=1)) -> bool:
    """Whether this may be said again: not where it was within `every` (business time). It counts as said then."""
    name = f"once:{workspace.hex}:{hashlib.sha256(what.encode()).hexdigest()}"
    last = shelf.get(tx, name)
    if last is not None and now - datetime.fromisoformat(last.decode()) < every:
        return False
    shelf.put(tx, name, now.isoformat().encode(), seconds=8 * every.total_seconds())
    return True
