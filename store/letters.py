"""Letters as they are read: one, those of a message, and where a message of ours came from. The outbox moves them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.rows import BIND, fixed, many
from store.tables import Execution, Outbox, table

PAYLOAD = "outbox.payload"  # what payloads are bound to, beside the workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """An answer to be sent; `repeat` if an earlier try may have arrived."""

    id: UUID
    workspace: UUID
    chat: str
    topic: str
    payload: bytes
    attempts: int
    repeat: bool
    inbox_id: UUID | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """What a sent message came from: the message it answers, and what was executed for that."""

    outbox_id: UUID
    inbox_id: UUID | None
    executions: tuple[UUID, ...]


_O = table(Outbox).c
_E = table(Execution).c
_NAMES = "id workspace_id chat topic payload attempts unknown inbox_id created_at position"
COLUMNS = tuple(_O[name] for name in _NAMES.split())
"""What `opened` makes letters of."""
OPEN = (fixed("waiting"), fixed("sending"))
UNTOUCHED = (_O.id == BIND("i"), _O.state == fixed("waiting"), _O.attempts == 0)
"""Nobody has begun to send it."""
_BY_MESSAGE = (
    sa.select(_O.id, _O.inbox_id, _O.execution_id, _O.workspace_id)
    .where(_O.app == BIND("of_app"), _O.chat == BIND("in_chat"), _O.platform_message_id == BIND("message"))
    .order_by(_O.position.desc())
)
_EXECUTIONS = sa.select(_E.id).where(_E.workspace_id == BIND("w"), _E.inbox_id == BIND("inbox")).order_by(_E.id)
_HELD = sa.select(*COLUMNS).where(*UNTOUCHED)
_LOAD = sa.select(*COLUMNS).where(_O.id == BIND("i"))
_WHOSE = sa.select(_O.workspace_id).where(_O.id == BIND("i"))
_NEXT = sa.select(sa.func.min(_O.ready_at, type_=_O.ready_at.type)).where(
    _O.platform == BIND("of_platform"), _O.app == BIND("of_app"), _O.state.in_(OPEN)
)
_NEXT_IN = _NEXT.where(_O.chat.in_(many("chats")))
_LAST = sa.select(_O.id).order_by(_O.id.desc()).limit(1)
_OF_INBOX = sa.select(*COLUMNS).where(_O.inbox_id == BIND("of")).order_by(_O.position)


def last(tx: Tx) -> UUID | None:
    """The letter that was written last."""
    id: UUID | None = tx.scalar(_LAST, {})
    return id


def load(tx: Tx, id: UUID) -> Letter | None:
    """One letter, in whatever state."""
    found = opened(tx, tx.rows(_LOAD, {"i": id}))
    return found[0] if found else None


def held(tx: Tx, id: UUID) -> Letter | None:
    """A letter that nobody has begun to send."""
    found = opened(tx, tx.rows(_HELD, {"i": id}))
    return found[0] if found else None


def of_inbox(tx: Tx, inbox_id: UUID) -> list[Letter]:
    """The answers to one message in whatever state, unclaimed."""
    return opened(tx, tx.rows(_OF_INBOX, {"of": inbox_id}))


def find_sent(tx: Tx, app: str, chat: str, platform_message_id: str) -> Origin | None:
    """What a message of ours came from, for quotes, edits and recalls."""
    at = {"of_app": app, "in_chat": chat, "message": platform_message_id}
    row = tx.first(_BY_MESSAGE, at)
    if row is None:
        return None
    executions: list[UUID] = [] if row[2] is None else [row[2]]
    if row[1] is not None:
        executions = [found[0] for found in tx.rows(_EXECUTIONS, {"w": row[3], "inbox": row[1]})]
    return Origin(outbox_id=row[0], inbox_id=row[1], executions=tuple(executions))


def workspace_of(tx: Tx, id: UUID) -> UUID | None:
    """Whose letter this is."""
    found: UUID | None = tx.scalar(_WHOSE, {"i": id})
    return found


def next_ready(tx: Tx, *, platform: str, app: str, chats: Collection[str] | None = None) -> datetime | None:
    """The machine time when the next letter may be tried, or None; with `chats` only of those."""
    at: dict[str, Any] = {"of_platform": platform, "of_app": app}
    ready: datetime | None = (
        tx.scalar(_NEXT, at) if chats is None else tx.scalar(_NEXT_IN, {**at, "chats": sorted(chats)})
    )
    return ready


def opened(tx: Tx, rows: Sequence[Any]) -> list[Letter]:
    """Letters of rows of COLUMNS, unsealed, in the order of their writing."""
    ordered = sorted(rows, key=lambda row: row[9])
    return [
        Letter(
            id=id,
            workspace=workspace,
            chat=chat,
            topic=topic,
            payload=tx.secrets.unseal(workspace, PAYLOAD, bytes(payload)),
            attempts=attempts,
            repeat=unknown,
            inbox_id=inbox,
            created_at=created,
        )
        for id, workspace, chat, topic, payload, attempts, unknown, inbox, created, _ in ordered
    ]
