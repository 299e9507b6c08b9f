"""What waits for a person: words of somebody who is not accepted yet, and answers to whom nobody can write in private.

All of it is sealed and has an end, in business time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.ids import uuid7
from store.rows import BIND, fixed
from store.tables import Parked, table

PAYLOAD = "parked.payload"  # what payloads are bound to, beside the workspace
Kind = Literal["words", "answer"]
_PARKED = table(Parked)
_P = _PARKED.c
_INSERT = sa.insert(_PARKED)
_USERS = (
    _P.workspace_id == BIND("w"),
    _P.kind == fixed("words"),
    _P.platform == BIND("of_platform"),
    _P.app == BIND("of_app"),
    _P.user_id == BIND("of_user"),
)
_MEMBERS = (_P.workspace_id == BIND("w"), _P.kind == fixed("answer"), _P.member_id == BIND("m"))
_COUNT = sa.select(sa.func.count()).where(*_USERS)
_WAITING = (
    sa.select(_P.platform, _P.app, _P.user_id, _P.payload)
    .where(_P.workspace_id == BIND("w"), _P.kind == fixed("words"), _P.expires_at > BIND("now"))
    .order_by(_P.id)
)
_TAKE_WORDS = sa.delete(_PARKED).where(*_USERS).returning(_P.id, _P.payload, _P.expires_at)
_TAKE_ANSWERS = sa.delete(_PARKED).where(*_MEMBERS).returning(_P.id, _P.payload, _P.expires_at)
_PURGE = sa.delete(_PARKED).where(_P.expires_at <= BIND("before"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """Somebody who is not accepted yet: the last that they wrote, and how many messages there are."""

    platform: str
    payload: bytes
    count: int


def keep_words(
    tx: Tx, workspace: UUID, *, platform: str, app: str, user: str, payload: bytes, now: datetime, until: datetime
) -> None:
    """Keep what a person wrote who is not accepted yet."""
    _keep(tx, workspace, "words", platform, app, user, None, payload, now, until)


def keep_answer(
    tx: Tx, workspace: UUID, member: UUID, *, platform: str, app: str, payload: bytes, now: datetime, until: datetime
) -> None:
    """Keep an answer until its reader can be written to in private."""
    _keep(tx, workspace, "answer", platform, app, "", member, payload, now, until)


def words_kept(tx: Tx, workspace: UUID, *, platform: str, app: str, user: str) -> int:
    """How many messages of a person are kept."""
    count: int = tx.scalar(_COUNT, _user(workspace, platform, app, user))
    return count


def who_waits(tx: Tx, workspace: UUID, now: datetime) -> list[Waits]:
    """Who wrote and is not accepted yet, the first to come first."""
    counts: Counter[tuple[str, str, str]] = Counter()
    last: dict[tuple[str, str, str], bytes] = {}
    for platform, app, user, payload in tx.rows(_WAITING, {"w": workspace, "now": now}):
        counts[platform, app, user] += 1
        last[platform, app, user] = bytes(payload)
    return [
        Waits(platform=who[0], payload=tx.secrets.unseal(workspace, PAYLOAD, payload), count=counts[who])
        for who, payload in last.items()
    ]


def take_words(tx: Tx, workspace: UUID, *, platform: str, app: str, user: str, now: datetime) -> list[bytes]:
    """What a person wrote, in order, and off the shelf; what is over its time is left out."""
    return _opened(tx, workspace, tx.rows(_TAKE_WORDS, _user(workspace, platform, app, user)), now)


def take_answers(tx: Tx, workspace: UUID, member: UUID, now: datetime) -> list[bytes]:
    """The answers that wait for a member, in order, and off the shelf; what is over its time is left out."""
    return _opened(tx, workspace, tx.rows(_TAKE_ANSWERS, {"w": workspace, "m": member}), now)


def purge(tx: Tx, older_than: datetime) -> int:
    """Forget what ended by this (business) time; how many."""
    return tx.run(_PURGE, {"before": older_than})


def _user(workspace: UUID, platform: str, app: str, user: str) -> dict[str, Any]:
    return {"w": workspace, "of_platform": platform, "of_app": app, "of_user": user}


def _keep(
    tx: Tx,
    workspace: UUID,
    kind: Kind,
    platform: str,
    app: str,
    user: str,
    member: UUID | None,
    payload: bytes,
    now: datetime,
    until: datetime,
) -> None:
    row = {
        "workspace_id": workspace,
        "id": uuid7(),
        "kind": kind,
        "platform": platform,
        "app": app,
        "user_id": user,
        "member_id": member,
        "payload": tx.secrets.seal(workspace, PAYLOAD, payload),
        "created_at": now,
        "expires_at": until,
    }
    tx.run(_INSERT, row)


def _opened(tx: Tx, workspace: UUID, rows: Sequence[Any], now: datetime) -> list[bytes]:
    """Payloads in the order in which they were kept."""
    return [
        tx.secrets.unseal(workspace, PAYLOAD, bytes(payload))
        for _, payload, ends in sorted(rows, key=lambda row: row[0])
        if ends > now
    ]
