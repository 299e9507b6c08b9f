"""Due rows: commands that wait for a time. At most one per schedule and time; fired in the claiming transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store import upsert
from store.database import Tx
from store.ids import uuid7
from store.rows import BIND, fixed, many
from store.tables import Due, table
from store.types import canonical

PLAN = "day.plan"  # the command that lays out what comes of itself
ARGS = "due.args"  # what arguments are bound to, beside the workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class DueRow:
    """A command whose time has come; `maker` is whom it runs as."""

    id: UUID
    workspace: UUID
    schedule: UUID
    fire_at: datetime
    command: str
    args: dict[str, Any]
    maker: UUID | None
    attempts: int


_DUE = table(Due)
_D = _DUE.c
_COLUMNS = (_D.id, _D.workspace_id, _D.schedule, _D.fire_at, _D.command, _D.args, _D.maker_id, _D.attempts)
_READY = (
    sa.select(*_COLUMNS)
    .where(
        _D.state == fixed("waiting"),
        _D.fire_at <= BIND("now"),
        sa.or_(_D.retry_at.is_(None), _D.retry_at <= BIND("clock")),
    )
    .order_by(_D.fire_at, _D.id)
    .limit(BIND("limit"))
    .with_for_update(skip_locked=True)
)
_INSERT = upsert.ignoring(_DUE, "workspace_id", "schedule", "fire_at")
_AGAIN = upsert.replacing(_DUE, "workspace_id", "schedule", "fire_at", state="waiting", ended_at=None)
_END = (
    sa.update(_DUE)
    .where(_D.workspace_id == BIND("w"), _D.id == BIND("i"), _D.state == fixed("waiting"))
    .values(state=BIND("is_now"), ended_at=BIND("now"), reason=BIND("why"))
)
_RETRY = (
    sa.update(_DUE)
    .where(_D.workspace_id == BIND("w"), _D.id == BIND("i"))
    .values(attempts=_D.attempts + 1, retry_at=BIND("again"), reason=BIND("why"))
)
_KEPT = ("workspace_id", "id", "schedule", "command", "args", "maker_id")
_WAITING = sa.select(*(_D[name] for name in _KEPT)).where(
    _D.workspace_id == BIND("w"), _D.schedule == BIND("s"), _D.fire_at == BIND("at"), _D.state == fixed("waiting")
)
_WAIT = (
    sa.select(*_COLUMNS)
    .where(
        _D.workspace_id == BIND("w"),
        _D.state == fixed("waiting"),
        _D.command.in_(many("names")),
        _D.fire_at > BIND("after"),
    )
    .order_by(_D.fire_at, _D.id)
)
_DROP = sa.delete(_DUE).where(_D.workspace_id == BIND("w"), _D.id.in_(many("ids")))
_LATER = (
    sa.select(_D.id)
    .where(
        _D.workspace_id == BIND("w"),
        _D.schedule == BIND("s"),
        _D.state == fixed("waiting"),
        _D.fire_at > BIND("after"),
        _D.fire_at <= BIND("until"),
    )
    .limit(1)
)
_NEXT = sa.select(sa.func.min(_D.fire_at, type_=_D.fire_at.type)).where(_D.state == fixed("waiting"))
_NEXT_TOLD = _NEXT.where(_D.command != fixed(PLAN))
_PURGE = sa.delete(_DUE).where(_D.ended_at < BIND("before"), _D.state.in_(("done", "skipped")))


def row(
    tx: Tx, workspace: UUID, *, schedule: UUID, fire_at: datetime, command: str, args: Any, maker: UUID | None
) -> dict[str, Any]:
    """The values of a waiting row."""
    return {
        "workspace_id": workspace,
        "id": uuid7(),
        "schedule": schedule,
        "fire_at": fire_at,
        "command": command,
        "args": tx.secrets.seal(workspace, ARGS, canonical(args)),
        "maker_id": maker,
        "state": "waiting",
        "attempts": 0,
        "retry_at": None,
        "ended_at": None,
        "reason": None,
    }


def insert(tx: Tx, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows made by `row`; one whose schedule has that time already, waiting or past, is left out."""
    if rows:
        tx.run(_INSERT, rows)


def add(
    tx: Tx, workspace: UUID, *, schedule: UUID, fire_at: datetime, command: str, args: Any, maker: UUID | None
) -> None:
    """Let a command wait for a time (what reminders need is added by the unit of work itself)."""
    insert(tx, [row(tx, workspace, schedule=schedule, fire_at=fire_at, command=command, args=args, maker=maker)])


def plan_anew(tx: Tx, workspace: UUID, now: datetime) -> None:
    """Let what comes of itself (digests, mornings) be laid out anew: something that it follows from has changed."""
    tx.run(_AGAIN, row(tx, workspace, schedule=workspace, fire_at=now, command=PLAN, args={}, maker=None))


def claim(tx: Tx, now: datetime, limit: int) -> list[DueRow]:
    """Rows whose (business) time has come, earliest first, locked until this transaction ends; fire them in it."""
    rows = tx.rows(_READY, {"now": now, "clock": tx.machine_now, "limit": limit})
    return [_row(tx, values) for values in rows]


def _row(tx: Tx, values: Sequence[Any]) -> DueRow:
    id, workspace, schedule, fire_at, command, args, maker, attempts = values
    return DueRow(
        id=id,
        workspace=workspace,
        schedule=schedule,
        fire_at=fire_at,
        command=command,
        args=json.loads(tx.secrets.unseal(workspace, ARGS, bytes(args))),
        maker=maker,
        attempts=attempts,
    )


def done(tx: Tx, due: DueRow) -> None:
    """It fired."""
    _end(tx, due, "done", None)


def bury(tx: Tx, due: DueRow, reason: str) -> None:
    """It failed for good."""
    _end(tx, due, "dead", reason)


def retry(tx: Tx, due: DueRow, after: float, reason: str) -> None:
    """It failed; try again after so many seconds of machine time."""
    again = tx.machine_now + timedelta(seconds=after)
    tx.run(_RETRY, {"w": due.workspace, "i": due.id, "again": again, "why": reason})


def catch_up(
    tx: Tx, workspace: UUID, *, schedule: UUID, fire_at: datetime, missed: Sequence[datetime], now: datetime
) -> None:
    """Record how a series' row at `fire_at` ended that fires now, with the later times that an outage swallowed.

    The latest of them is done by this firing; all earlier ones, `fire_at` among them, are skipped.
    """
    first = tx.first(_WAITING, {"w": workspace, "s": schedule, "at": fire_at})
    if first is None:
        return
    same = dict(zip(_KEPT, first, strict=True))
    ended = {"attempts": 0, "retry_at": None, "ended_at": now}
    times = [fire_at, *missed]
    states = [{"state": "skipped", "reason": "missed"}] * len(missed) + [{"state": "done", "reason": None}]
    tx.run(
        _END, {"w": workspace, "i": same["id"], "is_now": states[0]["state"], "now": now, "why": states[0]["reason"]}
    )
    insert(
        tx,
        [{**same, **ended, **state, "id": uuid7(), "fire_at": at} for at, state in zip(times, states, strict=True)][1:],
    )


def waiting(tx: Tx, workspace: UUID, commands: Sequence[str], *, after: datetime) -> list[DueRow]:
    """What waits of these commands for a time after this, in the order of time."""
    if not commands:
        return []
    return [_row(tx, values) for values in tx.rows(_WAIT, {"w": workspace, "names": list(commands), "after": after})]


def drop(tx: Tx, workspace: UUID, ids: Sequence[UUID]) -> None:
    """Let these wait no more, as if they never had."""
    if ids:
        tx.run(_DROP, {"w": workspace, "ids": list(ids)})


def comes_later(tx: Tx, workspace: UUID, row: DueRow, *, until: datetime) -> bool:
    """Whether the row's schedule has a later time that waits and is due as well."""
    at = {"w": workspace, "s": row.schedule, "after": row.fire_at, "until": until}
    return tx.scalar(_LATER, at) is not None


def skip(tx: Tx, due: DueRow) -> None:
    """A later one of its schedule is told instead."""
    _end(tx, due, "skipped", "missed")


def next_at(tx: Tx) -> datetime | None:
    """When the next row is due, in business time; it may be past."""
    at: datetime | None = tx.scalar(_NEXT, {})
    return at


def next_told(tx: Tx) -> datetime | None:
    """When somebody is told something next, in business time; laying out what comes is nobody's news."""
    at: datetime | None = tx.scalar(_NEXT_TOLD, {})
    return at


def purge(tx: Tx, older_than: datetime) -> int:
    """Forget rows that ended before this; how many."""
    return tx.run(_PURGE, {"before": older_than})


def _end(tx: Tx, due: DueRow, state: str, reason: str | None) -> None:
    at = {"w": due.workspace, "i": due.id, "is_now": state, "now": tx.machine_now, "why": reason}
    tx.run(_END, at)
