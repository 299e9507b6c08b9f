"""The measures counted once more in the plainest way: every row in a list, everything by loops and comparisons."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commands.measures import Asked
from store.tables import Customer, FollowUp, Leave, Member, Nudge, Policy, Reminder, Task, table

Parts = dict[UUID, Any]


@dataclass
class Recount:
    """All rows of a workspace, read whole."""

    asked: Asked

    def __post_init__(self) -> None:
        self.members = self._all(Member)
        self.customers = [row for row in self._all(Customer) if row.deleted_at is None]
        self.follow_ups = [row for row in self._all(FollowUp) if row.voided_at is None]
        self.reminders, self.tasks = self._all(Reminder), self._all(Task)
        self.nudges, self.leaves, self.policies = self._all(Nudge), self._all(Leave), self._all(Policy)

    def _all(self, model: Any) -> list[Any]:
        found = sa.select(table(model)).where(table(model).c.workspace_id == self.asked.workspace)
        return [SimpleNamespace(**row._mapping) for row in self.asked.tx.connection.execute(found)]

    def within(self, at: datetime) -> bool:
        return self.asked.first <= self.asked.day(at) <= self.asked.last

    def mine(self, id: UUID | None) -> bool:
        return id in self.asked.members

    def met_from(self, customer: UUID, first: date, days: int) -> bool:
        ends = first + timedelta(days=days)
        return any(row.customer_id == customer and first <= self.asked.day(row.at) < ends for row in self.follow_ups)

    @property
    def written(self) -> list[Any]:
        return [row for row in self.follow_ups if self.mine(row.author_id) and self.within(row.at)]

    @property
    def owned(self) -> list[Any]:
        return [row for row in self.customers if self.mine(row.owner_id)]

    def followups(self) -> Parts:
        return _count(row.author_id for row in self.written)

    def followed(self) -> Parts:
        return _count(member for member, _ in {(row.author_id, row.customer_id) for row in self.written})

    def followed_whole(self) -> int:
        return len({row.customer_id for row in self.written})

    def customers_of(self) -> Parts:
        return _count(row.owner_id for row in self.owned)

    def coverage(self) -> Parts:
        met = {(row.author_id, row.customer_id) for row in self.written}
        found: Parts = {}
        for row in self.owned:
            value, of = found.get(row.owner_id, (0, 0))
            found[row.owner_id] = (value + ((row.owner_id, row.id) in met), of + 1)
        return found

    def new_customers(self) -> Parts:
        return _count(row.owner_id for row in self.owned if self.within(row.created_at))

    def overdue(self) -> Parts:
        living = {row.id for row in self.customers}
        late = []
        for row in self.reminders:
            if row.state not in ("open", "fired") or row.fire_at is None or row.task_id is not None:
                continue
            since = [each for each in self.follow_ups if each.customer_id == row.customer_id and each.at >= row.fire_at]
            if self.asked.day(row.fire_at) < self.asked.today and (
                row.customer_id is None or (row.customer_id in living and not since)
            ):
                late.append(row.owner_id)
        for row in self.tasks:
            day = row.due_day or (self.asked.day(row.due_at) if row.due_at else self.asked.today)
            if row.state == "open" and day < self.asked.today and row.customer_id in (None, *living):
                late.append(row.assignee_id)
        return _count(member for member in late if self.mine(member))

    def missed(self) -> Parts:
        living = {row.id for row in self.customers}
        found: Parts = {}
        for row in self.reminders:
            if row.fire_at is None or row.task_id or row.repeat or row.state == "cancelled":
                continue
            day = self.asked.day(row.fire_at)
            if not self.mine(row.owner_id) or row.customer_id not in living:
                continue
            if self.within(row.fire_at) and day < self.asked.today:
                value, of = found.get(row.owner_id, (0, 0))
                found[row.owner_id] = (value + (not self.met_from(row.customer_id, day, 3)), of + 1)
        return found

    def silent_days(self, customer: Any, ahead: int = 0) -> int:
        last = [row.at for row in self.follow_ups if row.customer_id == customer.id]
        idle = max(last) if last else customer.counts_from or customer.created_at
        if customer.counts_from is not None:
            idle = max(idle, customer.counts_from)
        return (self.asked.today + timedelta(days=ahead) - self.asked.day(idle)).days

    def _stale(self, ahead: int = 0) -> set[UUID]:
        days = {row.level: row.days for row in self.policies if row.active}
        found = set()
        for row in self.owned:
            limit = None if row.stage in ("赢单", "输单") else days.get(row.level, days.get(None))
            if limit is not None and self.silent_days(row, ahead) >= limit:
                found.add(row.id)
        return found

    def stale(self) -> Parts:
        ids = self._stale()
        return _count(row.owner_id for row in self.owned if row.id in ids)

    def soon(self) -> Parts:
        ids = self._stale(3) - self._stale()
        return _count(row.owner_id for row in self.owned if row.id in ids)

    def stale_rate(self) -> Parts:
        stale = self.stale()
        return {id: (stale.get(id, 0), of) for id, of in self.customers_of().items()}

    def _sent(self) -> list[Any]:
        days = (self.asked.first, self.asked.last)
        return [
            row
            for row in self.nudges
            if row.kind == "stale" and row.held is None and self.mine(row.member_id) and days[0] <= row.day <= days[1]
        ]

    def nudged(self) -> Parts:
        return _count(row.member_id for row in self._sent())

    def response(self) -> Parts:
        found: Parts = {}
        for row in self._sent():
            after = [
                each.created_at
                for each in self.follow_ups
                if each.customer_id == row.customer_id and self.asked.day(each.at) >= row.day
            ]
            day = row.day + timedelta(days=1)
            while not self.asked.calendar.is_workday(day):
                day += timedelta(days=1)
            answered = any(at > row.created_at and self.asked.day(at) <= day for at in after)
            value, of = found.get(row.member_id, (0, 0))
            found[row.member_id] = (value + answered, of + 1)
        return found

    def silent(self) -> Parts:
        last = min(self.asked.last, self.asked.today)
        found = {}
        for member in self.members:
            if not self.mine(member.id):
                continue
            days = [self.asked.day(row.at) for row in self.follow_ups if row.author_id == member.id]
            before = [day for day in days if day <= last]
            day = max(before) if before else self.asked.day(member.created_at) - timedelta(days=1)
            quiet = 0
            while day < last:
                day += timedelta(days=1)
                gone = any(row.member_id == member.id and row.first <= day <= row.last for row in self.leaves)
                quiet += self.asked.calendar.is_workday(day) and not gone
            if quiet >= 2:
                found[member.id] = 1
        return found

    def _bare(self, row: Any) -> str:
        [customer] = [each for each in self._all(Customer) if each.id == row.customer_id]
        words = str(row.note or "").replace(customer.name, "").replace(customer.short, "")
        return "".join(sign for sign in words if re.match(r"\w", sign) and sign != "_")

    def short(self) -> Parts:
        return _count(row.author_id for row in self.written if len(self._bare(row)) < 6 and not row.files)

    def copied(self) -> Parts:
        found = []
        for row in self.written:
            words = self._bare(row)
            others = [
                each
                for each in self.follow_ups
                if each.author_id == row.author_id
                and (each.at, each.id) < (row.at, row.id)
                and row.at - each.at <= timedelta(days=7)
            ]
            if len(words) >= 6 and any(self._bare(each) == words for each in others):
                found.append(row.author_id)
        return _count(found)

    def no_next(self) -> Parts:
        found = []
        for row in self.written:
            planned = [
                each
                for each in self.reminders
                if each.customer_id == row.customer_id
                and each.state != "cancelled"
                and each.fire_at is not None
                and each.fire_at > row.at
            ]
            if row.next_at is None and row.next_text is None and not planned:
                found.append(row.author_id)
        return _count(found)


def _count(members: Any) -> Parts:
    found: Parts = defaultdict(int)
    for member in members:
        found[member] += 1
    return dict(found)
