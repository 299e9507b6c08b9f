"""When silence is too long here: the policies in force, since when days count, and how much is told in a morning."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from commands.business import closed_stages
from store import policies, settings
from store.database import Tx
from store.nudges import Silence
from store.policies import PolicyRow, Rule, Step
from store.tables import Policy
from store.unit import Unit

SINCE, CAP = "nudges_from", "nudge_cap"
"""The settings: from which day on days without follow-up count, and customers told of a person and day."""
CAPPED = 10
STARTING: tuple[tuple[str | None, int, int | None], ...] = (("A", 3, 7), ("B", 7, 14), ("C", 15, 30), (None, 15, None))
"""What a workspace begins with: level (none: every other customer), days for the owner, days for the manager."""


def begin(unit: Unit, since: date) -> None:
    """Puts the policies in force that every workspace begins with; days count from here on, so that nothing floods."""
    settings.put(unit, SINCE, since.isoformat())
    if policies.every(unit.tx, unit.workspace):
        return
    for level, days, manager_days in STARTING:
        unit.add(Policy, level=level, days=days, manager_days=manager_days, created_at=unit.now)


def since_of(decided: Mapping[str, Any]) -> date | None:
    """The day from which days without follow-up count; None where nudging has not begun."""
    given = decided.get(SINCE)
    return date.fromisoformat(given) if given else None


def cap_of(decided: Mapping[str, Any]) -> int:
    """How many customers a person is told of in a day."""
    return int(decided.get(CAP) or CAPPED)


def rules_of(rows: Iterable[PolicyRow], decided: Mapping[str, Any], step: Step = "owner") -> tuple[Rule, ...]:
    """The rules of a step. Where a sale is over silence is never too long, unless a policy is about that very stage."""
    kept = tuple(rows)
    named = {row.stage for row in kept if row.active}
    over = tuple(Rule(days=None, stage=stage) for stage in closed_stages(decided) if stage not in named)
    return over + policies.rules(kept, step)


def silence_of(
    tx: Tx, workspace: UUID, decided: Mapping[str, Any], *, today: date, zone: ZoneInfo, step: Step = "owner"
) -> Silence:
    """How silence is judged on a day, for the owner, the manager or the group."""
    rules = rules_of(policies.every(tx, workspace), decided, step)
    return Silence(today=today, zone=zone, rules=rules, since=since_of(decided))
