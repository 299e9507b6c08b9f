"""The shelf: small values that all processes share, with an end (bind codes, access tokens). Machine time ends them.

Names may be guessed from outside; values are sealed under a key that belongs to no workspace.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from store import upsert
from store.database import Tx
from store.rows import BIND
from store.secrets import NIL
from store.tables import Shelf, table

_SHELF = table(Shelf)
_S = _SHELF.c
_ALIVE = sa.or_(_S.expires_at.is_(None), _S.expires_at > BIND("now"))
_GET = sa.select(_S.value).where(_S.name == BIND("which"), _ALIVE)
_ENDS = sa.select(_S.expires_at).where(_S.name == BIND("which"), _ALIVE)
_NEW = {name: upsert.excluded(_SHELF, name) for name in ("value", "digest", "expires_at")}
_PUT = upsert.replacing(_SHELF, "name", **_NEW)
_PUT_IF_NONE = upsert.replacing(_SHELF, "name", only=_S.expires_at <= BIND("now", type_=_S.expires_at.type), **_NEW)
_SWAP = (
    sa.update(_SHELF)
    .where(_S.name == BIND("which"), _S.digest == BIND("was"), _ALIVE)
    .values(value=BIND("new"), digest=BIND("is_now"), expires_at=BIND("ends"))
)
_DELETE = sa.delete(_SHELF).where(_S.name == BIND("which"))
_PURGE = sa.delete(_SHELF).where(_S.expires_at < BIND("before"))


def get(tx: Tx, name: str) -> bytes | None:
    """The value, or None if there is none or its time is over."""
    sealed = tx.scalar(_GET, {"which": name, "now": tx.machine_now})
    return None if sealed is None else tx.secrets.unseal(NIL, _aad(name), bytes(sealed))


def seconds_left(tx: Tx, name: str) -> float | None:
    """How long a value lives on; None where it has no end."""
    ends: datetime | None = tx.scalar(_ENDS, {"which": name, "now": tx.machine_now})
    return None if ends is None else max((ends - tx.machine_now).total_seconds(), 0.0)


def put(tx: Tx, name: str, value: bytes, *, seconds: float | None) -> None:
    """Set the value, for so many seconds or for good."""
    tx.run(_PUT, _row(tx, name, value, seconds))


def compare_and_set(
    tx: Tx, name: str, expected: bytes | None, value: bytes | None, *, seconds: float | None = None
) -> bool:
    """Set the value only if it is `expected` (None: not there); a new value of None deletes. False if it was not."""
    if expected is None:
        if value is None:
            return get(tx, name) is None
        row = {**_row(tx, name, value, seconds), "now": tx.machine_now}
        return tx.run(_PUT_IF_NONE, row) == 1
    if value is None:
        taken = sa.delete(_SHELF).where(_S.name == BIND("which"), _S.digest == BIND("was"), _ALIVE)
        at = {"which": name, "was": tx.secrets.digest(NIL, "shelf", expected), "now": tx.machine_now}
        return tx.run(taken, at) == 1
    new = _row(tx, name, value, seconds)
    at = {
        "which": name,
        "was": tx.secrets.digest(NIL, "shelf", expected),
        "now": tx.machine_now,
        "new": new["value"],
        "is_now": new["digest"],
        "ends": new["expires_at"],
    }
    return tx.run(_SWAP, at) == 1


def delete(tx: Tx, name: str) -> None:
    """Take it off the shelf."""
    tx.run(_DELETE, {"which": name})


def purge(tx: Tx, older_than: datetime) -> int:
    """Forget what ended before this; how many."""
    return tx.run(_PURGE, {"before": older_than})


def _row(tx: Tx, name: str, value: bytes, seconds: float | None) -> dict[str, object]:
    return {
        "name": name,
        "value": tx.secrets.seal(NIL, _aad(name), value),
        "digest": tx.secrets.digest(NIL, "shelf", value),
        "expires_at": None if seconds is None else tx.machine_now + timedelta(seconds=seconds),
    }


def _aad(name: str) -> str:
    return f"shelf.{name}"
