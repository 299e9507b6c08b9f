"""Customers that nobody has spoken with for too long.

Days without follow-up are whole days of the workspace's calendar, from the day of `idle_since` (the last follow-up, an
import, a handover) or from the day on which nudging began there (`since`), whichever is later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from store.database import Tx
from store.policies import Rule
from store.rows import Listed, W
from store.tables import Customer, CustomerTag, Nudge, Pause, table

Kind = Literal["stale", "manager", "group", "asked", "visit", "task", "reminder"]
"""What somebody was told of: a stale customer (as owner, manager, in a group, because the manager asks), a visit, …"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Silence:
    """How silence is judged on a day: by these rules, the first that fits, with days counted from `since` at most."""

    today: date
    zone: ZoneInfo
    rules: tuple[Rule, ...]
    since: date | None = None

    def midnight(self, day: date) -> datetime:
        """When a day begins on the workspace's wall clock."""
        return datetime.combine(day, time(), self.zone)

    def until(self, rule: Rule) -> datetime | None:
        """A customer that was idle before this moment is stale by the rule; None: nobody is."""
        if rule.days is None:
            return None
        last = self.today - timedelta(days=rule.days)
        if self.since is not None and self.since > last:
            return None
        return self.midnight(last + timedelta(days=1))

    def days(self, idle_since: datetime) -> int:
        """How many days it has been silent."""
        first = idle_since.astimezone(self.zone).date()
        return (self.today - (max(first, self.since) if self.since is not None else first)).days


@dataclass(frozen=True, kw_only=True, slots=True)
class Whose:
    """Whose customers are looked through: these owners', or a team's (with `owners`, both must hold).

    Of customers that belong to `hidden` (walled) teams none is found.
    """

    owners: tuple[UUID, ...] = ()
    team: UUID | None = None
    hidden: frozenset[UUID] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Untold:
    """Only those of which this member was not told within the rule's days, nor paused (先不催)."""

    member: UUID
    kind: Kind = "stale"


@dataclass(frozen=True, kw_only=True, slots=True)
class StaleRow:
    """A customer that is stale: silent for `days`, by a rule of `limit` days."""

    id: UUID
    number: int
    short: str
    level: str | None
    stage: str | None
    owner_id: UUID
    team_id: UUID | None
    idle_since: datetime
    last_follow_up_at: datetime | None
    days: int
    limit: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stale:
    """Some stale customers, the most urgent first, and how many there are in all."""

    rows: list[StaleRow] = field(default_factory=list)
    total: int = 0


_C = table(Customer).c
_T = table(CustomerTag).c
_N = table(Nudge).c
_P = table(Pause).c
_COLUMNS = (
    _C.id,
    _C.number,
    _C.short,
    _C.level,
    _C.stage,
    _C.owner_id,
    _C.team_id,
    _C.idle_since,
    _C.last_follow_up_at,
)
_ROWS = Listed(_C.id, lambda these: sa.select(*_COLUMNS).where(_C.workspace_id == W, these))


def stale(
    tx: Tx,
    workspace: UUID,
    silence: Silence,
    whose: Whose,
    *,
    untold: Untold | None = None,
    limit: int = 10,
    offset: int = 0,
) -> Stale:
    """Stale customers that have an owner, those first that are the most overdue for their rule: days ÷ its days.

    Of equals the strictest rule's come first. With `untold` days count from when the member last heard of a customer,
    if that is later: who waits longest has its turn, and no rule's customers keep the others out for ever.
    `silence` holds day, zone, rules (store.policies.rules, for owner, manager or group step) and since when days count.
    """
    where = _stale(workspace, silence, whose, untold)
    if where is None:
        return Stale()
    # only what stands in the index, and then those few rows: ten times as fast at 100,000 customers on SQLite
    first = tx.connection.execute(_first(workspace, silence.rules, where, untold, limit + offset)).all()
    ranked = sorted(first, key=lambda row: (-silence.days(row.since) / row.the_limit, row.the_limit, row.since, row.id))
    page = ranked[offset : offset + limit]
    whole = {values[0]: values for values in _ROWS.rows(tx, [row.id for row in page], {"w": workspace})}
    rows = [_row((*whole[row.id], row.the_limit), silence) for row in page]
    if offset == 0 and len(rows) < limit:
        return Stale(rows=rows, total=len(rows))
    return Stale(rows=rows, total=_counted(tx, where))


def judged(tx: Tx, workspace: UUID, silence: Silence, customer: UUID) -> StaleRow | None:
    """One customer as it is judged, stale or not; its `limit` is 0 where no rule ever finds it so."""
    statement = sa.select(*_COLUMNS, _limit(workspace, silence.rules)).where(
        _C.workspace_id == workspace, _C.id == customer
    )
    values = tx.connection.execute(statement).first()
    return None if values is None else _row(values, silence)


def count(tx: Tx, workspace: UUID, silence: Silence, whose: Whose, *, untold: Untold | None = None) -> int:
    """How many customers are stale."""
    where = _stale(workspace, silence, whose, untold)
    return 0 if where is None else _counted(tx, where)


def by_owner(tx: Tx, workspace: UUID, silence: Silence, whose: Whose) -> dict[UUID, int]:
    """How many stale customers each owner has."""
    where = _stale(workspace, silence, whose, None)
    if where is None:
        return {}
    grouped = sa.select(_C.owner_id, sa.func.count()).where(*where).group_by(_C.owner_id)
    return {row[0]: row[1] for row in tx.connection.execute(grouped)}


def _first(
    workspace: UUID, rules: Sequence[Rule], where: Sequence[Any], untold: Untold | None, most: int
) -> sa.Select[Any]:
    """Of the customers of each limit those that wait longest: among them are the first of all."""
    since: Any = _C.idle_since
    if untold is not None:
        heard = _heard(workspace, untold)
        since = sa.case((heard > _C.idle_since, heard), else_=_C.idle_since)
    found = sa.select(_C.id, _limit(workspace, rules), since.label("since")).where(*where).subquery()
    place = sa.func.row_number().over(partition_by=found.c.the_limit, order_by=(found.c.since, found.c.id))
    placed = sa.select(found, place.label("place")).subquery()
    return sa.select(placed.c.id, placed.c.the_limit, placed.c.since).where(placed.c.place <= most)


def _heard(workspace: UUID, untold: Untold) -> Any:
    """When the member last heard of the customer."""
    found = sa.select(sa.func.max(_N.created_at)).where(
        _N.workspace_id == workspace,
        _N.subject_id == _C.id,
        _N.kind == untold.kind,
        _N.member_id == untold.member,
        _N.held.is_(None),
    )
    return found.correlate(table(Customer)).scalar_subquery()


def _counted(tx: Tx, where: Sequence[Any]) -> int:
    total: int = tx.connection.execute(sa.select(sa.func.count()).where(*where)).scalar_one()
    return total


def _row(values: Sequence[Any], silence: Silence) -> StaleRow:
    id, number, short, level, stage, owner, team, idle, last, limit = values
    return StaleRow(
        id=id,
        number=number,
        short=short,
        level=level,
        stage=stage,
        owner_id=owner,
        team_id=team,
        idle_since=idle,
        last_follow_up_at=last,
        days=silence.days(idle),
        limit=limit,
    )


def _stale(workspace: UUID, silence: Silence, whose: Whose, untold: Untold | None) -> list[Any] | None:
    """What holds of a stale customer; None where nobody can be one today."""
    until = [(rule, silence.until(rule)) for rule in silence.rules]
    latest = max((moment for _, moment in until if moment is not None), default=None)
    if latest is None or not (whose.owners or whose.team):
        return None
    where: list[Any] = [_C.workspace_id == workspace, _C.deleted_at.is_(None), _C.idle_since < latest]
    where.append(_C.owner_id.in_(whose.owners) if whose.owners else _C.owner_id.is_not(None))
    if whose.team is not None:
        where.append(_C.team_id == whose.team)
    elif whose.hidden:
        where.append(sa.or_(_C.team_id.is_(None), _C.team_id.not_in(sorted(whose.hidden))))
    beyond = [sa.false() if moment is None else _C.idle_since < moment for _, moment in until]
    if untold is not None:
        where.append(_C.id.not_in(_paused(workspace, silence.today, untold)))
        news = [_C.id.not_in(_told(workspace, silence.today, rule, untold)) for rule in silence.rules]
        beyond = [sa.and_(old, new) for old, new in zip(beyond, news, strict=True)]
    where.append(_by_rule(workspace, silence.rules, beyond, sa.false()))
    return where


def _by_rule(workspace: UUID, rules: Sequence[Rule], values: Sequence[Any], otherwise: Any) -> Any:
    """The value of the first rule that fits the customer."""
    cases: list[tuple[Any, Any]] = []
    for rule, value in zip(rules, values, strict=True):
        fits = _fits(workspace, rule)
        if fits is None:
            return sa.case(*cases, else_=value) if cases else value
        cases.append((fits, value))
    return sa.case(*cases, else_=otherwise) if cases else otherwise


def _fits(workspace: UUID, rule: Rule) -> Any | None:
    """Whether a rule is about a customer; None: it is about all."""
    parts: list[Any] = []
    if rule.tag_id is not None:
        bears = sa.select(_T.customer_id).where(_T.workspace_id == workspace, _T.tag_id == rule.tag_id)
        parts.append(_C.id.in_(bears))
    if rule.stage is not None:
        parts.append(_C.stage == rule.stage)
    if rule.level is not None:
        parts.append(_C.level == rule.level)
    return sa.and_(*parts) if parts else None


def _limit(workspace: UUID, rules: Sequence[Rule]) -> Any:
    days = [sa.literal(rule.days or 0, sa.Integer()) for rule in rules]
    return _by_rule(workspace, rules, days, sa.literal(0, sa.Integer())).label("the_limit")


def _told(workspace: UUID, today: date, rule: Rule, untold: Untold) -> sa.Select[Any]:
    """What the member was told of within the rule's days."""
    return sa.select(_N.subject_id).where(
        _N.workspace_id == workspace,
        _N.day > today - timedelta(days=rule.days or 0),
        _N.member_id == untold.member,
        _N.kind == untold.kind,
        _N.held.is_(None),
    )


def _paused(workspace: UUID, today: date, untold: Untold) -> sa.Select[Any]:
    return sa.select(_P.customer_id).where(
        _P.workspace_id == workspace, _P.member_id == untold.member, _P.until >= today
    )
