"""What a member has in hand goes to a colleague: customers, reminders, tasks and digests, a portion at a time."""

from collections.abc import Sequence
from uuid import UUID

from commands.context import Context, say
from commands.message import Sentence
from commands.schedules import morning_list
from store import editions, handover, walks
from store.handover import Holdings
from store.members import MemberRow
from store.tables import Customer, Digest, Reminder, Task, Team

PORTION = 50
"""Rows handed over in one transaction; more go on in further ones."""
READERS = ("manager", "admin")
"""Whose digests tell of others, so that a leaver's may become theirs."""


def hand_on(context: Context, giver: UUID, taker: MemberRow | None, *, of_customers: bool = False) -> bool:
    """Hands the next portion on; whether that was all. Without a taker customers are nobody's, and the rest is off.

    With `of_customers` only customers go, and what is about them.
    """
    rows = handover.portion(context.tx, context.workspace, giver, PORTION, of_customers=of_customers)
    _customers(context, rows["customers"], giver, taker)
    _reminders(context, rows["reminders"], giver, taker)
    _tasks(context, rows["tasks"], giver, taker)
    _digests(context, rows["digests"], taker)
    context.unit.flush()
    return sum(map(len, rows.values())) < PORTION


def _customers(context: Context, ids: Sequence[UUID], giver: UUID, taker: MemberRow | None) -> None:
    """Another owner, in the owner's team; days without follow-up count from today."""
    for record in context.unit.edit_many(Customer, ids).values():
        if record.owner_id != giver:
            continue
        record.owner_id = taker.id if taker is not None else None
        record.counts_from = context.now
        if taker is not None and taker.team_id is not None:
            record.team_id = taker.team_id


def _reminders(context: Context, ids: Sequence[UUID], giver: UUID, taker: MemberRow | None) -> None:
    """Who made them stays; those of a morning stand in the other's list."""
    for record in context.unit.edit_many(Reminder, ids).values():
        if record.owner_id != giver:
            continue
        if taker is None:
            record.state = "cancelled"
            continue
        record.owner_id = taker.id
        if record.schedule == morning_list(giver):
            record.schedule = morning_list(taker.id)


def _tasks(context: Context, ids: Sequence[UUID], giver: UUID, taker: MemberRow | None) -> None:
    """Somebody else's to do, to be acknowledged anew."""
    for record in context.unit.edit_many(Task, ids).values():
        if record.assignee_id != giver:
            continue
        if taker is None:
            record.state = "cancelled"
        else:
            record.assignee_id, record.acknowledged_at = taker.id, None


def _digests(context: Context, ids: Sequence[UUID], taker: MemberRow | None) -> None:
    """A digest that the leaver set goes on for who has none of its kind, and may read of others."""
    mine = {row.kind for row in editions.every(context.tx, context.workspace) if taker and row.member_id == taker.id}
    for record in context.unit.edit_many(Digest, ids).values():
        if taker is not None and taker.role in READERS and record.kind not in mine:
            record.member_id = taker.id
        else:
            record.active = False


def take_along(context: Context, owner: UUID, team: UUID, after: UUID = walks.START) -> UUID | None:
    """Moves a portion of a member's customers to the member's team; up to where, None with the last of them."""
    found = handover.elsewhere(context.tx, context.workspace, owner, team, after=after, limit=PORTION)
    for record in context.unit.edit_many(Customer, found.ids).values():
        if record.owner_id == owner:
            record.team_id = team
    context.unit.flush()
    return found.upto


def move_team_on(context: Context, team: UUID, into: UUID | None) -> bool:
    """Moves a portion of a team's customers to another; with the last of them the team goes."""
    ids = handover.customers_of_team(context.tx, context.workspace, team, PORTION)
    for record in context.unit.edit_many(Customer, ids).values():
        record.team_id = into
    context.unit.flush()
    if len(ids) == PORTION:
        return False
    context.unit.remove(Team, team)
    return True


def counted(had: Holdings) -> tuple[Sentence, ...]:
    """客户312家、提醒8个、任务3个."""
    kinds = ("customers", "reminders", "visits", "tasks", "digests")
    return tuple(say(f"handover.{kind}", total=getattr(had, kind)) for kind in kinds if getattr(had, kind))


def given_to(taker: MemberRow | None) -> Sentence:
    """→ 李娜; or that nobody has it."""
    return say("handover.to", to=taker.name) if taker is not None else say("handover.to_nobody")
