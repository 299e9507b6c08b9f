"""How the program is used: what was carried out, by whom, and which messages failed; counts, never content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.ids import uuid7
from store.rows import BIND, W
from store.tables import Execution, Miss, table
from store.types import SealedWords

SAID = ("message", "action")
"""Where what people say and press comes from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Used:
    """A command: how often it was carried out, and how many of these times it was taken back."""

    command: str
    total: int
    undone: int


_X, _M = table(Execution).c, table(Miss).c
_SINCE = (_X.workspace_id == W, _X.at >= BIND("since"), _X.origin.in_(SAID), _X.number.is_not(None))
_UNDONE = sa.func.sum(sa.case((_X.state == "undone", 1), else_=0))
_BY_NAME = sa.select(_X.name, sa.func.count(), _UNDONE).where(*_SINCE, _X.state != "refused").group_by(_X.name)
_MESSAGES = sa.select(sa.func.count(sa.distinct(_X.inbox_id))).where(*_SINCE)
_BY_ACTOR = sa.select(_X.actor_id, sa.func.count()).where(*_SINCE).group_by(_X.actor_id)
_BY_KIND = sa.select(_M.kind, sa.func.count()).where(_M.workspace_id == W, _M.created_at >= BIND("since"))
_BY_KIND = _BY_KIND.group_by(_M.kind)


def add_miss(
    tx: Tx,
    workspace: UUID,
    *,
    kind: str,
    command: str | None,
    member: UUID | None,
    said: SealedWords | None,
    now: datetime,
) -> None:
    """Writes down that a message was not understood, or what it did was corrected."""
    row = {
        "workspace_id": workspace,
        "id": uuid7(),
        "kind": kind,
        "command": command,
        "member_id": member,
        "said": said,
        "created_at": now,
    }
    tx.run(_ADD, row)


_ADD = sa.insert(table(Miss))


def by_command(tx: Tx, workspace: UUID, since: datetime) -> list[Used]:
    """What was carried out since then, the most used first."""
    rows = tx.rows(_BY_NAME, {"w": workspace, "since": since})
    used = [Used(command=name, total=total, undone=int(undone)) for name, total, undone in rows]
    return sorted(used, key=lambda each: (-each.total, each.command))


def messages(tx: Tx, workspace: UUID, since: datetime) -> int:
    """How many messages wrote something."""
    total: int = tx.scalar(_MESSAGES, {"w": workspace, "since": since})
    return total


def by_actor(tx: Tx, workspace: UUID, since: datetime) -> dict[UUID, int]:
    """How much each member did."""
    return {row[0]: row[1] for row in tx.rows(_BY_ACTOR, {"w": workspace, "since": since}) if row[0] is not None}


def missed(tx: Tx, workspace: UUID, since: datetime) -> dict[str, int]:
    """How many messages were not understood, corrected or taken back."""
    return {row[0]: row[1] for row in tx.rows(_BY_KIND, {"w": workspace, "since": since})}
