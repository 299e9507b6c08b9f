"""Row ids: UUIDv7 (RFC 9562), made in the process, rising within it."""

from __future__ import annotations

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0  # milliseconds << 12 | counter of the id that was made last


def uuid7() -> UUID:
    """A new id, greater than every id that this process made before, whatever the clock does."""
    global _last
    fresh = (time.time_ns() // 1_000_000) << 12
    with _lock:
        _last = stamp = max(fresh, _last + 1)
    high = ((stamp >> 12) & 0xFFFFFFFFFFFF) << 16 | 0x7000 | (stamp & 0xFFF)
    low = int.from_bytes(os.urandom(8), "big") & 0x3FFFFFFFFFFFFFFF | 0x8000000000000000
    return UUID(int=high << 64 | low)
