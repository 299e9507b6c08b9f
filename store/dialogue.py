"""Dialogue: what is open between a speaker and the bot in one chat (`arrivals` reads it). Business time ends it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store import upsert
from store.database import Tx
from store.rows import BIND
from store.tables import Dialogue, table
from store.types import canonical

STATE = "dialogue.state"  # what states are bound to, beside the workspace
_TABLE = table(Dialogue)
_OF = (
    _TABLE.c.workspace_id == BIND("w"),
    _TABLE.c.chat_id == BIND("c"),
    _TABLE.c.member_id == BIND("m"),
)
_HELD = sa.select(_TABLE.c.state).where(*_OF, _TABLE.c.expires_at > BIND("now")).with_for_update()
_OF_MEMBER = sa.select(_TABLE.c.chat_id, _TABLE.c.state).where(
    _TABLE.c.workspace_id == BIND("w"), _TABLE.c.member_id == BIND("m"), _TABLE.c.expires_at > BIND("now")
)
_SAVE = upsert.replacing(
    _TABLE,
    "workspace_id",
    "chat_id",
    "member_id",
    state=upsert.excluded(_TABLE, "state"),
    expires_at=upsert.excluded(_TABLE, "expires_at"),
)
_PURGE = sa.delete(_TABLE).where(_TABLE.c.expires_at < BIND("before"))


def of_member(tx: Tx, workspace: UUID, member_id: UUID, now: datetime) -> list[tuple[UUID, dict[str, Any]]]:
    """What is open with a member in each chat, by the chat's id."""
    rows = tx.rows(_OF_MEMBER, {"w": workspace, "m": member_id, "now": now})
    return [(chat, json.loads(tx.secrets.unseal(workspace, STATE, bytes(state)))) for chat, state in rows]


def held(tx: Tx, workspace: UUID, chat_id: UUID, member_id: UUID, now: datetime) -> dict[str, Any] | None:
    """What is open with a member in one chat, kept from others until it is saved; None where nothing is."""
    row = tx.first(_HELD, {"w": workspace, "c": chat_id, "m": member_id, "now": now})
    return None if row is None else json.loads(tx.secrets.unseal(workspace, STATE, bytes(row[0])))


def save(
    tx: Tx, workspace: UUID, chat_id: UUID, member_id: UUID, state: Mapping[str, Any], expires_at: datetime
) -> None:
    """Replace what is open."""
    values = {
        "workspace_id": workspace,
        "chat_id": chat_id,
        "member_id": member_id,
        "state": tx.secrets.seal(workspace, STATE, canonical(dict(state))),
        "expires_at": expires_at,
    }
    tx.run(_SAVE, values)


def purge(tx: Tx, older_than: datetime) -> int:
    """Forget what ended before this; how many."""
    return tx.run(_PURGE, {"before": older_than})
