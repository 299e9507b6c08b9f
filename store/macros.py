"""Commands of a workspace's own, how often they were used, and its own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store.database import Tx
from store.rows import BIND, Shape, W, fixed
from store.tables import Execution, LearnedPhrase, Macro, table

RUN = "macro.run"
"""The name of the executions that a use of such a command leaves, in the group of its steps."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MacroRow:
    """A command of the workspace's own; no `roles` means that everybody may use it."""

    id: UUID
    number: int
    name: str
    definition: dict[str, Any]
    roles: list[str]
    maker_id: UUID | None
    active: bool
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class WordRow:
    """A word of the team's own and what it is said for."""

    id: UUID
    number: int
    said: str
    means: str
    active: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """How often a member has used a command."""

    macro: UUID
    member: UUID | None
    times: int


_MACRO, _WORD = Shape(MacroRow, Macro), Shape(WordRow, LearnedPhrase)
_E = table(Execution).c
_ALL = _MACRO.select().order_by(_MACRO.c.number)
_BY_NUMBER = _MACRO.select(_MACRO.c.number == BIND("n"))
_BY_NAME = _MACRO.select(_MACRO.c.name == BIND("name"))
_SYNONYMS = _WORD.select(_WORD.c.kind == fixed("synonym")).order_by(_WORD.c.number)
_USES = (
    sa.select(_E.group_id, _E.actor_id, sa.func.count())
    .join(_MACRO.table, sa.and_(_MACRO.c.workspace_id == _E.workspace_id, _MACRO.c.id == _E.group_id))
    .where(_E.workspace_id == W, _E.group_id.is_not(None), _E.name == RUN, _E.state == fixed("done"))
    .group_by(_E.group_id, _E.actor_id)
)


def every(tx: Tx, workspace: UUID) -> list[MacroRow]:
    """All of them, those switched off too, in the order of their numbers."""
    return _MACRO.all(tx, _ALL, {"w": workspace})


def by_number(tx: Tx, workspace: UUID, number: int) -> MacroRow | None:
    """The command with people's number."""
    return _MACRO.one(tx, _BY_NUMBER, {"w": workspace, "n": number})


def by_name(tx: Tx, workspace: UUID, name: str) -> MacroRow | None:
    """The command of this name."""
    return _MACRO.one(tx, _BY_NAME, {"w": workspace, "name": name})


def uses(tx: Tx, workspace: UUID) -> list[Use]:
    """Who has used which of them how often."""
    return [Use(macro=row[0], member=row[1], times=row[2]) for row in tx.rows(_USES, {"w": workspace})]


def synonyms(tx: Tx, workspace: UUID) -> list[WordRow]:
    """The words that are said for others, those switched off too."""
    return _WORD.all(tx, _SYNONYMS, {"w": workspace})
