"""The outbox: answers in the order of their writing per chat; sent at least once, a repeat is marked.

A letter is waiting, sending, sent or dead. One sender owns an app by a lease; its fence stands on what it sends, so a
letter that is `sending` under another fence was sent by somebody who is gone: whether it arrived is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.ids import uuid7
from store.rows import BIND, fixed
from store.tables import Execution, Outbox, table

PAYLOAD = "outbox.payload"  # what payloads are bound to, beside the workspace
PASSIVE = 30.0  # seconds that a passive reply has before the sender takes it for lost


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
class Sent:
    """What the platform said of a letter that it took."""

    id: UUID
    message_id: str | None = None
    handles: dict[str, str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Dead:
    """A letter that was given up, with the reason."""

    id: UUID
    platform: str
    app: str
    chat: str
    topic: str
    reason: str | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """What a sent message came from: the message it answers, and what was executed for that."""

    outbox_id: UUID
    inbox_id: UUID | None
    executions: tuple[UUID, ...]


_OUT = table(Outbox)
_O = _OUT.c
_OLDER = _OUT.alias("older")
_E = table(Execution).c
_INSERT = sa.insert(_OUT).inline()
_NAMES = "id workspace_id chat topic payload attempts unknown inbox_id created_at position"
_LETTER = tuple(_O[name] for name in _NAMES.split())
_OPEN = (fixed("waiting"), fixed("sending"))
_FIRST = ~sa.exists().where(
    _OLDER.c.platform == _O.platform,
    _OLDER.c.app == _O.app,
    _OLDER.c.chat == _O.chat,
    _OLDER.c.topic == _O.topic,
    _OLDER.c.position < _O.position,
    _OLDER.c.state.in_(_OPEN),
)
_TAKE = {
    "state": "sending",
    "attempts": _O.attempts + 1,
    "unknown": sa.or_(_O.unknown, _O.state == "sending"),
    "fence": BIND("held"),
}
_READY = (
    sa.select(_O.position)
    .where(
        _O.platform == BIND("of_platform"),
        _O.app == BIND("of_app"),
        _O.state.in_(_OPEN),
        _O.ready_at <= BIND("now"),
        sa.or_(_O.state == "waiting", _O.fence != BIND("held")),
        _FIRST,
    )
    .order_by(_O.position)
    .limit(BIND("limit"))
    .with_for_update(skip_locked=True)
)
_CLAIM = sa.update(_OUT).where(_O.position.in_(_READY)).values(_TAKE).returning(*_LETTER)
_CLAIM_FOR = (
    sa.update(_OUT)
    .where(_O.inbox_id == BIND("of"), _O.state == "waiting", _O.ready_at <= BIND("now"), _FIRST)
    .values({**_TAKE, "ready_at": BIND("back")})
    .returning(*_LETTER)
)
_SENT = (
    sa.update(_OUT)
    .where(_O.id == BIND("i"), _O.state == "sending", _O.fence == BIND("held"))
    .values(state="sent", sent_at=BIND("now"), platform_message_id=BIND("message"), handles=BIND("grips"), reason=None)
)
_RETRY = (
    sa.update(_OUT)
    .where(_O.id == BIND("i"), _O.state == "sending")
    .values(
        state="waiting",
        ready_at=BIND("again"),
        reason=BIND("why"),
        unknown=sa.or_(_O.unknown, BIND("perhaps")),
        attempts=_O.attempts - BIND("untried"),
    )
)
_BURY = sa.update(_OUT).where(_O.id == BIND("i"), _O.state.in_(_OPEN)).values(state="dead", reason=BIND("why"))
_RESEND = (
    sa.update(_OUT)
    .where(_O.id == BIND("i"), _O.state == fixed("dead"))
    .values(state="waiting", ready_at=BIND("now"), attempts=0, reason=None)
)
_DEAD = (
    sa.select(_O.id, _O.platform, _O.app, _O.chat, _O.topic, _O.reason, _O.created_at)
    .where(_O.workspace_id == BIND("w"), _O.state == fixed("dead"))
    .order_by(_O.position)
)
_BY_MESSAGE = (
    sa.select(_O.id, _O.inbox_id, _O.execution_id, _O.workspace_id)
    .where(_O.app == BIND("of_app"), _O.chat == BIND("in_chat"), _O.platform_message_id == BIND("message"))
    .order_by(_O.position.desc())
)
_EXECUTIONS = sa.select(_E.id).where(_E.workspace_id == BIND("w"), _E.inbox_id == BIND("inbox")).order_by(_E.id)
_UNTOUCHED = (_O.id == BIND("i"), _O.state == fixed("waiting"), _O.attempts == 0)
_HELD = sa.select(*_LETTER).where(*_UNTOUCHED)
_REWORD = sa.update(_OUT).where(*_UNTOUCHED).values(payload=BIND("words"), ready_at=BIND("ready"))
_RELEASE = sa.update(_OUT).where(*_UNTOUCHED).values(ready_at=BIND("ready"))
_LOAD = sa.select(*_LETTER).where(_O.id == BIND("i"))
_PURGE = sa.delete(_OUT).where(_O.created_at < BIND("before"), _O.state == "sent")
_WHOSE = sa.select(_O.workspace_id).where(_O.id == BIND("i"))
_NEXT = sa.select(sa.func.min(_O.ready_at, type_=_O.ready_at.type)).where(
    _O.platform == BIND("of_platform"), _O.app == BIND("of_app"), _O.state.in_(_OPEN)
)
_OF_INBOX = sa.select(*_LETTER).where(_O.inbox_id == BIND("of")).order_by(_O.position)


def add(
    tx: Tx,
    *,
    workspace: UUID,
    platform: str,
    app: str,
    chat: str,
    topic: str,
    payload: bytes,
    inbox_id: UUID | None,
    created_at: datetime,
    execution_id: UUID | None = None,
    id: UUID | None = None,
    hold: float = 0.0,
) -> UUID:
    """Write an answer, to be sent after the commit, or `hold` seconds later. Its id is the stable key of every try."""
    id = id or uuid7()
    row = {
        "id": id,
        "workspace_id": workspace,
        "platform": platform,
        "app": app,
        "chat": chat,
        "topic": topic,
        "payload": tx.secrets.seal(workspace, PAYLOAD, payload),
        "inbox_id": inbox_id,
        "execution_id": execution_id,
        "created_at": created_at,
        "state": "waiting",
        "attempts": 0,
        "unknown": False,
        "ready_at": tx.machine_now + timedelta(seconds=hold) if hold else tx.machine_now,
        "fence": 0,
    }
    tx.run(_INSERT, row)
    return id


def claim(tx: Tx, *, platform: str, app: str, fence: int, limit: int) -> list[Letter]:
    """The oldest unsent letter of each chat and topic, up to `limit`, now `sending` in the hands of this fence."""
    at = {"of_platform": platform, "of_app": app, "held": fence, "limit": limit, "now": tx.machine_now}
    return _letters(tx, tx.rows(_CLAIM, at))


def claim_for(tx: Tx, inbox_id: UUID, *, fence: int = 0) -> list[Letter]:
    """The answers to one message that nobody has begun to send: for passive replies, which have 30 s to say `sent`."""
    back = tx.machine_now + timedelta(seconds=PASSIVE)
    at = {"of": inbox_id, "held": fence, "back": back, "now": tx.machine_now}
    return _letters(tx, tx.rows(_CLAIM_FOR, at))


def of_inbox(tx: Tx, inbox_id: UUID) -> list[Letter]:
    """The answers to one message in whatever state, unclaimed: for a stream that is polled."""
    return _letters(tx, tx.rows(_OF_INBOX, {"of": inbox_id}))


def sent(tx: Tx, letters: Sequence[Sent], fence: int) -> int:
    """These arrived; how many were still ours to say so."""
    if not letters:
        return 0
    now = tx.machine_now
    rows = [{"i": s.id, "held": fence, "now": now, "message": s.message_id, "grips": s.handles} for s in letters]
    return tx.run(_SENT, rows)


def retry(tx: Tx, id: UUID, at: datetime, reason: str, *, unknown: bool = False, held: bool = False) -> None:
    """Try again at this machine time; `unknown` if this try may have arrived, `held` if it counts as none."""
    tx.run(_RETRY, {"i": id, "again": at, "why": reason, "perhaps": unknown, "untried": int(held)})


def bury(tx: Tx, id: UUID, reason: str) -> None:
    """Give a letter up, visibly; its chat goes on with the next."""
    tx.run(_BURY, {"i": id, "why": reason})


def dead(tx: Tx, workspace: UUID) -> list[Dead]:
    """What was given up, oldest first."""
    names = ("id", "platform", "app", "chat", "topic", "reason", "created_at")
    rows = tx.rows(_DEAD, {"w": workspace})
    return [Dead(**dict(zip(names, row, strict=True))) for row in rows]


def resend(tx: Tx, id: UUID) -> bool:
    """Send a dead letter after all; False if it is not dead."""
    return tx.run(_RESEND, {"i": id, "now": tx.machine_now}) == 1


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


def held(tx: Tx, id: UUID) -> Letter | None:
    """A letter that nobody has begun to send."""
    found = _letters(tx, tx.rows(_HELD, {"i": id}))
    return found[0] if found else None


def reword(tx: Tx, letter: Letter, payload: bytes, *, hold: float) -> bool:
    """Put other words in the place of a letter's and hold it so many seconds; False if its sending has begun."""
    sealed = tx.secrets.seal(letter.workspace, PAYLOAD, payload)
    at = {"i": letter.id, "words": sealed, "ready": tx.machine_now + timedelta(seconds=hold)}
    return tx.run(_REWORD, at) == 1


def release(tx: Tx, id: UUID) -> None:
    """Hold a letter no longer."""
    tx.run(_RELEASE, {"i": id, "ready": tx.machine_now})


def load(tx: Tx, id: UUID) -> Letter | None:
    """One letter, in whatever state."""
    found = _letters(tx, tx.rows(_LOAD, {"i": id}))
    return found[0] if found else None


def workspace_of(tx: Tx, id: UUID) -> UUID | None:
    """Whose letter this is."""
    found: UUID | None = tx.scalar(_WHOSE, {"i": id})
    return found


def next_ready(tx: Tx, *, platform: str, app: str) -> datetime | None:
    """The machine time when the next letter may be tried, or None."""
    ready: datetime | None = tx.scalar(_NEXT, {"of_platform": platform, "of_app": app})
    return ready


def purge(tx: Tx, older_than: datetime) -> int:
    """Forget letters that were sent and are older; how many."""
    return tx.run(_PURGE, {"before": older_than})


def _letters(tx: Tx, rows: Sequence[Any]) -> list[Letter]:
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
