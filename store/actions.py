"""Actions: what buttons do. A platform sees only `token.index`; the commands stay here, sealed."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa

from store import upsert
from store.database import Tx
from store.rows import BIND
from store.secrets import NIL
from store.tables import Action, ActionUse, table
from store.types import canonical

COMMANDS = "action.commands"  # what commands are bound to, beside the workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class Stale:
    """A press that does nothing, and why."""

    reason: Literal["expired", "used", "not_yours", "unknown"]


_ACTION = table(Action)
_A = _ACTION.c
_USE = table(ActionUse)
_INSERT = sa.insert(_ACTION)
_GET = sa.select(_A.commands, _A.members, _A.once, _A.expires_at).where(
    _A.token == BIND("t"), _A.workspace_id == BIND("w")
)
_USED = upsert.ignoring(_USE, "token", "member_id")
_PURGE_USES = sa.delete(_USE).where(_USE.c.token.in_(sa.select(_A.token).where(_A.expires_at < BIND("before"))))
_PURGE = sa.delete(_ACTION).where(_A.expires_at < BIND("before"))


def add(
    tx: Tx,
    *,
    workspace: UUID,
    commands: Sequence[Mapping[str, Any]],
    members: Collection[UUID] | None,
    once: Literal["person", "all"] | None,
    expires_at: datetime,
    now: datetime | None = None,
) -> str:
    """Keep the commands of an answer's buttons; a token of 22 characters. `once` counts the whole token, not a button.

    members: who may press; None for everybody. Choices are once for all, buttons that do different things are not.
    """
    token = secrets.token_urlsafe(16)
    tx.run(
        _INSERT,
        {
            "token": token,
            "workspace_id": workspace,
            "commands": tx.secrets.seal(workspace, COMMANDS, canonical(list(commands))),
            "members": None if members is None else sorted(str(each) for each in members),
            "once": once,
            "expires_at": expires_at,
            "created_at": now or tx.machine_now,
        },
    )
    return token


def press(tx: Tx, workspace: UUID, token: str, index: int, member: UUID, now: datetime) -> Mapping[str, Any] | Stale:
    """The command behind a button, the use of it recorded in this transaction; or why there is none."""
    row = tx.first(_GET, {"t": token, "w": workspace})
    if row is None:
        return Stale(reason="unknown")
    commands = json.loads(tx.secrets.unseal(workspace, COMMANDS, bytes(row[0])))
    if not 0 <= index < len(commands):
        return Stale(reason="unknown")
    if row[3] <= now:
        return Stale(reason="expired")
    if row[1] is not None and str(member) not in row[1]:
        return Stale(reason="not_yours")
    if row[2] is not None:
        by = member if row[2] == "person" else NIL
        use = {"token": token, "member_id": by, "choice": index, "used_at": now}
        if tx.run(_USED, use) != 1:
            return Stale(reason="used")
    found: Mapping[str, Any] = commands[index]
    return found


def purge(tx: Tx, older_than: datetime) -> int:
    """Forget actions that expired before this; how many."""
    tx.run(_PURGE_USES, {"before": older_than})
    return tx.run(_PURGE, {"before": older_than})
