"""Nudge policies: after how many days of silence whom to tell, and which of them holds for a customer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from store.database import Tx
from store.rows import BIND, Shape
from store.tables import Policy

Step = Literal["owner", "manager", "group"]
"""Who is told: the owner first, then the manager, then a group."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PolicyRow:
    """A policy; what is not given (level, tag, stage) holds for every customer."""

    id: UUID
    number: int
    level: str | None
    tag_id: UUID | None
    stage: str | None
    days: int
    manager_days: int | None
    group_days: int | None
    chat_id: UUID | None
    active: bool
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Silence of `days` is too much for a customer of this level, tag and stage; None: there it never is."""

    days: int | None
    level: str | None = None
    tag_id: UUID | None = None
    stage: str | None = None

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """How closely it fits: a tag before a stage, a stage before a level, a level before all."""
        return self.tag_id is not None, self.stage is not None, self.level is not None


_SHAPE = Shape(PolicyRow, Policy)
_ALL = _SHAPE.select().order_by(_SHAPE.c.number)
_BY_NUMBER = _SHAPE.select(_SHAPE.c.number == BIND("n"))


def every(tx: Tx, workspace: UUID) -> list[PolicyRow]:
    """All policies, those switched off too, in the order of their numbers."""
    return _SHAPE.all(tx, _ALL, {"w": workspace})


def by_number(tx: Tx, workspace: UUID, number: int) -> PolicyRow | None:
    """The policy with people's number."""
    return _SHAPE.one(tx, _BY_NUMBER, {"w": workspace, "n": number})


def rules(rows: Iterable[PolicyRow], step: Step = "owner") -> tuple[Rule, ...]:
    """The rules of a step, the one that holds first: the most specific, and of equals the one with the fewest days."""
    made = [
        Rule(days=_days(row, step), level=row.level, tag_id=row.tag_id, stage=row.stage) for row in rows if row.active
    ]
    return ranked(made)


def ranked(made: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules in the order in which they are asked; where one fits, those after it do not count."""
    return tuple(sorted(made, key=lambda each: (tuple(not one for one in each.rank), each.days or 0)))


def _days(row: PolicyRow, step: Step) -> int | None:
    if step == "owner":
        return row.days
    return row.manager_days if step == "manager" else row.group_days
