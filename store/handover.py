"""What is in a member's hands, and what belongs to a team: counted, and taken in portions to be given to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store import walks
from store.database import Tx
from store.rows import BIND, W, fixed
from store.tables import Chat, Customer, Digest, Identity, Outbox, Parked, Reminder, Task, table

_C, _R, _T, _D = table(Customer).c, table(Reminder).c, table(Task).c, table(Digest).c
_OPEN = [fixed("open"), fixed("fired")]
_CUSTOMERS = (_C.workspace_id == W, _C.owner_id == BIND("m"))
_REMINDERS = (_R.workspace_id == W, _R.owner_id == BIND("m"), _R.state.in_(_OPEN))
_TASKS = (_T.workspace_id == W, _T.assignee_id == BIND("m"), _T.state == "open")
_DIGESTS = (_D.workspace_id == W, _D.member_id == BIND("m"), _D.active)
_OF_TEAM = (_C.workspace_id == W, _C.team_id == BIND("t"))


def _first(column: Any, *conditions: Any, along: Any = None) -> sa.Select[Any]:
    """`along`: the order of an index. Without it PostgreSQL reads the table from its beginning for every portion."""
    return sa.select(column).where(*conditions).order_by(along).limit(BIND("limit"))


def _count(*conditions: Any) -> Any:
    return sa.select(sa.func.count()).where(*conditions).scalar_subquery()


_PORTIONS = {
    "customers": _first(_C.id, *_CUSTOMERS, along=_C.last_follow_up_at),
    "reminders": _first(_R.id, *_REMINDERS),
    "tasks": _first(_T.id, *_TASKS),
    "digests": _first(_D.id, *_DIGESTS),
}
_OF_CUSTOMERS = {
    "customers": _PORTIONS["customers"],
    "reminders": _PORTIONS["reminders"].where(_R.customer_id.is_not(None)),
    "tasks": _PORTIONS["tasks"].where(_T.customer_id.is_not(None)),
}
_COUNTS = sa.select(
    _count(*_CUSTOMERS, _C.deleted_at.is_(None)),
    _count(*_CUSTOMERS, _C.deleted_at.is_not(None)),
    _count(*_REMINDERS, ~_R.visit),
    _count(*_REMINDERS, _R.visit),
    _count(*_TASKS),
    _count(*_DIGESTS),
)
_TEAM_PORTION = _first(_C.id, *_OF_TEAM, along=_C.last_follow_up_at)
_TEAM_COUNT = sa.select(sa.func.count()).where(*_OF_TEAM)
_OTHER_TEAM = _C.team_id.is_distinct_from(BIND("t", type_=_C.team_id.type))
_ELSEWHERE = sa.select(sa.func.count()).where(*_CUSTOMERS, _OTHER_TEAM)
_CHATS, _IDENTITIES, _OUT, _PARKED = table(Chat), table(Identity), table(Outbox), table(Parked)
_PRIVATE = (
    sa.select(_CHATS.c.platform, _CHATS.c.app, _CHATS.c.external)
    .join(
        _IDENTITIES,
        sa.and_(_IDENTITIES.c.workspace_id == _CHATS.c.workspace_id, _IDENTITIES.c.private_chat_id == _CHATS.c.id),
    )
    .where(_CHATS.c.workspace_id == W, _IDENTITIES.c.member_id == BIND("m"), _CHATS.c.kind == "private")
)
_STOP = sa.delete(_OUT).where(
    _OUT.c.workspace_id == W,
    _OUT.c.platform == BIND("of_platform"),
    _OUT.c.app == BIND("of_app"),
    _OUT.c.chat == BIND("of_chat"),
    _OUT.c.state == fixed("waiting"),
)
_FORGET = sa.delete(_PARKED).where(
    _PARKED.c.workspace_id == W, _PARKED.c.kind == fixed("answer"), _PARKED.c.member_id == BIND("m")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Holdings:
    """What a member has in hand: customers (and those in the bin), open reminders, visits, tasks, own digests."""

    customers: int = 0
    binned: int = 0
    reminders: int = 0
    visits: int = 0
    tasks: int = 0
    digests: int = 0

    @property
    def rows(self) -> int:
        """All of it."""
        return self.customers + self.binned + self.reminders + self.visits + self.tasks + self.digests


def holdings(tx: Tx, workspace: UUID, member: UUID) -> Holdings:
    """How much a member has in hand."""
    counted = tx.first(_COUNTS, {"w": workspace, "m": member})
    assert counted is not None
    names = ("customers", "binned", "reminders", "visits", "tasks", "digests")
    return Holdings(**dict(zip(names, counted, strict=True)))


def portion(tx: Tx, workspace: UUID, member: UUID, limit: int, *, of_customers: bool = False) -> dict[str, list[UUID]]:
    """So many of the rows that a member has in hand: customers, then reminders, tasks, digests.

    With `of_customers` only customers, and of the others what is about one.
    """
    found: dict[str, list[UUID]] = {name: [] for name in _PORTIONS}
    for name, statement in (_OF_CUSTOMERS if of_customers else _PORTIONS).items():
        left = limit - sum(map(len, found.values()))
        rows = tx.rows(statement, {"w": workspace, "m": member, "limit": left}) if left else []
        found[name] = [row[0] for row in rows]
    return found


def customers_of_team(tx: Tx, workspace: UUID, team: UUID, limit: int) -> list[UUID]:
    """So many of a team's customers."""
    return [row[0] for row in tx.rows(_TEAM_PORTION, {"w": workspace, "t": team, "limit": limit})]


def count_of_team(tx: Tx, workspace: UUID, team: UUID) -> int:
    """How many customers a team has, those in the bin too."""
    count: int = tx.scalar(_TEAM_COUNT, {"w": workspace, "t": team})
    return count


def count_elsewhere(tx: Tx, workspace: UUID, member: UUID, team: UUID) -> int:
    """How many of a member's customers stand in another team than this, those in the bin too."""
    count: int = tx.scalar(_ELSEWHERE, {"w": workspace, "m": member, "t": team})
    return count


def elsewhere(tx: Tx, workspace: UUID, member: UUID, team: UUID, *, after: UUID, limit: int) -> walks.Portion:
    """The next of these customers behind `after`."""

    def fits(owner: Any, stands_in: Any) -> Any:
        return sa.and_(owner == member, stands_in.is_distinct_from(team))

    return walks.portion(tx, workspace, ("owner_id", "team_id"), fits, after=after, limit=limit)


def silence(tx: Tx, workspace: UUID, member: UUID) -> None:
    """What was written to a member and has not gone out yet never will."""
    at = {"w": workspace, "m": member}
    for platform, app, chat in tx.rows(_PRIVATE, at):
        tx.run(_STOP, {"w": workspace, "of_platform": platform, "of_app": app, "of_chat": chat})
    tx.run(_FORGET, at)
