"""The outbox: answers in the order of their writing per chat; sent at least once, a repeat is marked.

A letter is waiting, sending, sent or dead. One sender owns an app by a lease; its fence stands on what it sends, so a
letter that is `sending` under another fence was sent by somebody who is gone: whether it arrived is unknown. The same
holds for one that was handed over to be shown in the reply to the platform's own request, once its time has run out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.ids import uuid7
from store.letters import COLUMNS, OPEN, PAYLOAD, UNTOUCHED, Letter, opened
from store.rows import BIND, fixed, many
from store.tables import Outbox, table

HANDED = 0  # the fence of what was handed over; those of leases begin with 1
HANDED_SECONDS = 10.0  # that whoever shows a letter has to say so; no platform waits so long for a reply


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What the platform said of a letter that it took."""

    id: UUID
    message_id: str | None = None
    handles: dict[str, str] | None = None


_OUT = table(Outbox)
_O = _OUT.c
_OLDER = _OUT.alias("older")
_INSERT = sa.insert(_OUT).inline()
_FIRST = ~sa.exists().where(
    _OLDER.c.platform == _O.platform,
    _OLDER.c.app == _O.app,
    _OLDER.c.chat == _O.chat,
    _OLDER.c.topic == _O.topic,
    _OLDER.c.position < _O.position,
    _OLDER.c.state.in_(OPEN),
)
_TAKE = {
    "state": "sending",
    "attempts": _O.attempts + 1,
    "unknown": sa.or_(_O.unknown, _O.state == "sending"),
    "fence": BIND("held"),
}


def _claiming(*more: Any) -> sa.UpdateBase:
    ready = (
        sa.select(_O.position)
        .where(
            _O.platform == BIND("of_platform"),
            _O.app == BIND("of_app"),
            _O.state.in_(OPEN),
            _O.ready_at <= BIND("now"),
            sa.or_(_O.state == "waiting", _O.fence != BIND("held")),
            _FIRST,
            *more,
        )
        .order_by(_O.position)
        .limit(BIND("limit"))
        .with_for_update(skip_locked=True)
    )
    return sa.update(_OUT).where(_O.position.in_(ready)).values(_TAKE).returning(*COLUMNS)


_CLAIM = _claiming()
_CLAIM_IN = _claiming(_O.chat.in_(many("chats")))
_HAND_OVER = (
    sa.update(_OUT)
    .where(
        _O.inbox_id == BIND("of"),
        _O.chat == BIND("in_chat"),
        _O.topic == BIND("in_topic"),
        _O.state == "waiting",
        _O.ready_at <= BIND("now"),
        _FIRST,
    )
    .values({**_TAKE, "ready_at": BIND("until")})
    .returning(*COLUMNS)
)
_IN_HAND = (_O.inbox_id == BIND("of"), _O.state == "sending", _O.fence == HANDED)
_SHOWN = sa.update(_OUT).where(*_IN_HAND).values(state="sent", sent_at=BIND("now"), reason=None)
_GIVE_BACK = sa.update(_OUT).where(*_IN_HAND).values(state="waiting", ready_at=BIND("now"), attempts=_O.attempts - 1)
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
_BURY = sa.update(_OUT).where(_O.id == BIND("i"), _O.state.in_(OPEN)).values(state="dead", reason=BIND("why"))
_WITHDRAW = sa.delete(_OUT).where(_O.id == BIND("i"), _O.state.in_(OPEN))
_RESEND = (
    sa.update(_OUT)
    .where(_O.id == BIND("i"), _O.state == fixed("dead"))
    .values(state="waiting", ready_at=BIND("now"), attempts=0, reason=None)
)
_REWORD = sa.update(_OUT).where(*UNTOUCHED).values(payload=BIND("words"), ready_at=BIND("ready"))
_RELEASE = sa.update(_OUT).where(*UNTOUCHED).values(ready_at=BIND("ready"))
_APP = sa.select(_O.platform, _O.app).where(_O.id == BIND("i"))
_PURGE = sa.delete(_OUT).where(_O.created_at < BIND("before"), _O.state == "sent")


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
    if not hold:
        _tell(tx, platform, app)
    return id


def claim(
    tx: Tx, *, platform: str, app: str, fence: int, limit: int, chats: Collection[str] | None = None
) -> list[Letter]:
    """The oldest unsent letter of each chat and topic, up to `limit`, now `sending` in the hands of this fence.

    With `chats` only theirs: the others wait for a sender that reaches them.
    """
    at = {"of_platform": platform, "of_app": app, "held": fence, "limit": limit, "now": tx.machine_now}
    if chats is None:
        return opened(tx, tx.rows(_CLAIM, at))
    return opened(tx, tx.rows(_CLAIM_IN, {**at, "chats": sorted(chats)}))


def hand_over(tx: Tx, inbox_id: UUID, *, chat: str, topic: str) -> Letter | None:
    """The answer to a message in this chat, to be shown by whoever asks; None where somebody has begun to send it.

    Unless `shown` or `give_back` is said in time, it goes out as what may have arrived.
    """
    until = tx.machine_now + timedelta(seconds=HANDED_SECONDS)
    at = {"of": inbox_id, "in_chat": chat, "in_topic": topic, "held": HANDED, "until": until, "now": tx.machine_now}
    found = opened(tx, tx.rows(_HAND_OVER, at))
    return found[0] if found else None


def shown(tx: Tx, inbox_id: UUID) -> bool:
    """The answer to this message that was handed over has been shown; False if that is no longer asked."""
    return tx.run(_SHOWN, {"of": inbox_id, "now": tx.machine_now}) == 1


def give_back(tx: Tx, inbox_id: UUID) -> bool:
    """It surely was not shown, and goes its usual way; False as above."""
    return tx.run(_GIVE_BACK, {"of": inbox_id, "now": tx.machine_now}) == 1


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


def withdraw(tx: Tx, id: UUID) -> None:
    """Forget a letter that goes on elsewhere, or waits until its reader can be written to."""
    tx.run(_WITHDRAW, {"i": id})


def resend(tx: Tx, id: UUID) -> bool:
    """Send a dead letter after all; False if it is not dead."""
    return _told(tx, id, tx.run(_RESEND, {"i": id, "now": tx.machine_now}))


def reword(tx: Tx, letter: Letter, payload: bytes, *, hold: float) -> bool:
    """Put other words in the place of a letter's and hold it so many seconds; False if its sending has begun."""
    sealed = tx.secrets.seal(letter.workspace, PAYLOAD, payload)
    at = {"i": letter.id, "words": sealed, "ready": tx.machine_now + timedelta(seconds=hold)}
    return tx.run(_REWORD, at) == 1


def release(tx: Tx, id: UUID) -> None:
    """Hold a letter no longer."""
    _told(tx, id, tx.run(_RELEASE, {"i": id, "ready": tx.machine_now}))


def purge(tx: Tx, older_than: datetime) -> int:
    """Forget letters that were sent and are older; how many."""
    return tx.run(_PURGE, {"before": older_than})


def _told(tx: Tx, id: UUID, count: int) -> bool:
    """Has the sender of a letter told that it may go; False where none was found."""
    if count:
        _tell(tx, *tx.first(_APP, {"i": id}))
    return count == 1


def _tell(tx: Tx, platform: str, app: str) -> None:
    """After the commit, the app's senders in this process hear of it."""
    tx.after_commit(lambda: tx.database.posted(platform, app))
