"""Attachments: the rows that name stored files, and which of these no row needs any more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store import shelf
from store.database import Tx
from store.rows import BIND, Shape, W, many
from store.tables import Attachment, Change, Execution, table
from store.types import SealedWords

WAITING = 7 * 24 * 3600.0
"""Seconds for which a file waits to be named."""
UNDONE = timedelta(days=90)
"""How long a file that nothing names any more can be brought back by 恢复."""
_KEY = "attachment.key"  # what a file's key is bound to, beside its id
_DIGEST = "attachment"


@dataclass(frozen=True, kw_only=True, slots=True)
class AttachmentRow:
    """A picture, a paper or a recording; `name` is shown through `tx.secrets.unseal_words`."""

    id: UUID
    number: int
    follow_up_id: UUID | None
    customer_id: UUID | None
    kind: str
    name: SealedWords | None
    ending: str
    size: int
    digest: bytes
    sealed_key: bytes
    author_id: UUID | None
    inbox_id: UUID | None
    created_at: datetime
    deleted_at: datetime | None


_SHAPE = Shape(AttachmentRow, Attachment)
_C = _SHAPE.c
_LIVE = _C.deleted_at.is_(None)
_CHANGE, _RUN = table(Change), table(Execution)
_GET = _SHAPE.select(_C.id == BIND("i"), _LIVE)
_OF_FOLLOW_UPS = _SHAPE.select(_C.follow_up_id.in_(many("ids")), _LIVE).order_by(_C.id)
_OF_CUSTOMER = _SHAPE.select(_C.customer_id == BIND("c"), _LIVE).order_by(_C.id.desc()).limit(BIND("limit"))
_COUNT = sa.select(sa.func.count()).where(_C.workspace_id == W, _C.customer_id == BIND("c"), _LIVE)
_MADE = sa.select(_CHANGE.c.row_id).where(
    _CHANGE.c.workspace_id == W,
    _CHANGE.c.execution_id.in_(many("ids")),
    _CHANGE.c.table_name == BIND("t"),
    _CHANGE.c.op == "insert",
)
_PUT_BY = (
    sa.select(_CHANGE.c.execution_id)
    .join(_RUN, sa.and_(_RUN.c.workspace_id == _CHANGE.c.workspace_id, _RUN.c.id == _CHANGE.c.execution_id))
    .where(
        _CHANGE.c.workspace_id == W,
        _CHANGE.c.table_name == "attachment",
        _CHANGE.c.row_id.in_(many("rows")),
        _RUN.c.state == "done",
        _RUN.c.undoes.is_(sa.false()),
        _RUN.c.name.like("attachment.%"),
    )
    .order_by(_RUN.c.number)
)
_NAMED = sa.select(_C.id).where(_C.id.in_(many("ids")))
_TOUCHED = (
    sa.select(_CHANGE.c.row_id)
    .join(_RUN, sa.and_(_RUN.c.workspace_id == _CHANGE.c.workspace_id, _RUN.c.id == _CHANGE.c.execution_id))
    .where(_CHANGE.c.workspace_id == W, _CHANGE.c.row_id.in_(many("ids")), _RUN.c.at >= BIND("since"))
)
_IDS = sa.select(_C.id).where(_LIVE, _C.id > BIND("after")).order_by(_C.id).limit(BIND("limit"))


def get(tx: Tx, workspace: UUID, id: UUID) -> AttachmentRow | None:
    """One attachment."""
    return _SHAPE.one(tx, _GET, {"w": workspace, "i": id})


def of_follow_ups(tx: Tx, workspace: UUID, follow_ups: Collection[UUID]) -> list[AttachmentRow]:
    """What hangs on these follow-ups, in the order in which it came."""
    return _SHAPE.all(tx, _OF_FOLLOW_UPS, {"w": workspace, "ids": list(follow_ups)}) if follow_ups else []


def of_customer(tx: Tx, workspace: UUID, customer: UUID, *, limit: int) -> list[AttachmentRow]:
    """A customer's attachments, latest first."""
    return _SHAPE.all(tx, _OF_CUSTOMER, {"w": workspace, "c": customer, "limit": limit})


def count(tx: Tx, workspace: UUID, customer: UUID) -> int:
    """How many a customer has."""
    found: int = tx.scalar(_COUNT, {"w": workspace, "c": customer})
    return found


def made_by(tx: Tx, workspace: UUID, executions: Collection[UUID], *, rows: str = "follow_up") -> list[UUID]:
    """The follow-ups (or other rows) that these executions wrote anew."""
    if not executions:
        return []
    at = {"w": workspace, "ids": list(executions), "t": rows}
    return list(dict.fromkeys(row[0] for row in tx.rows(_MADE, at)))


def hanging_on(tx: Tx, workspace: UUID, executions: Collection[UUID]) -> list[AttachmentRow]:
    """What hangs on the follow-ups that these executions made, whoever put it there."""
    return of_follow_ups(tx, workspace, made_by(tx, workspace, executions))


def put_by(tx: Tx, workspace: UUID, rows: Sequence[UUID]) -> list[UUID]:
    """The executions, still in force, that put these attachments where they are."""
    if not rows:
        return []
    return list(dict.fromkeys(row[0] for row in tx.rows(_PUT_BY, {"w": workspace, "rows": list(rows)})))


def digest(tx: Tx, workspace: UUID, sha256: bytes) -> bytes:
    """By which the same file is known again; tells nothing without the workspace's key."""
    return tx.secrets.digest(workspace, _DIGEST, sha256)


def seal_key(tx: Tx, workspace: UUID, id: UUID, key: bytes, customer: UUID | None) -> bytes:
    """A file's key as its row holds it: under the customer's data key, else the workspace's."""
    return tx.secrets.seal(workspace, f"{_KEY}.{id}", key, subject=customer)


def open_key(tx: Tx, workspace: UUID, id: UUID, sealed: bytes) -> bytes:
    """The key that opens a file."""
    return tx.secrets.unseal(workspace, f"{_KEY}.{id}", bytes(sealed))


def await_naming(tx: Tx, id: UUID, key: bytes) -> None:
    """Keep the key of a file that no row names yet; the file is not swept meanwhile."""
    shelf.put(tx, _waiting(id), key, seconds=WAITING)


def awaited(tx: Tx, id: UUID) -> bytes | None:
    """The key of a file that waits; None once its time is over."""
    return shelf.get(tx, _waiting(id))


def named(tx: Tx, id: UUID) -> None:
    """A row names the file now."""
    shelf.delete(tx, _waiting(id))


def unneeded(tx: Tx, workspaces: Sequence[UUID], ids: Sequence[UUID], now: datetime) -> list[UUID]:
    """Those of these files that no row names, that wait for none, and that no undo of late could bring back."""
    kept = {row[0] for row in tx.rows(_NAMED, {"ids": list(ids)})}
    for workspace in workspaces:
        at: dict[str, Any] = {"w": workspace, "ids": list(ids), "since": now - UNDONE}
        kept.update(row[0] for row in tx.rows(_TOUCHED, at))
    return [id for id in ids if id not in kept and awaited(tx, id) is None]


def every(tx: Tx, after: UUID, limit: int) -> list[UUID]:
    """The ids of all attachments, in pages."""
    return [row[0] for row in tx.rows(_IDS, {"after": after, "limit": limit})]


def _waiting(id: UUID) -> str:
    return f"file:{id.hex}"
