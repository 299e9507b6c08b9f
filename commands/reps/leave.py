"""Days on which a colleague is away: nothing is nudged meanwhile. A rep sets its own, a manager the team's."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply, Sentence
from commands.parties import active_member
from commands.values import Period
from nlp.grammar import Phrase
from store import calendar, members
from store.calendar import LeaveRow
from store.tables import Leave


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeLeave:
    """Days away: 我明天请假, 李娜下周请假; `until`: from today on (请假到周五)."""

    member: Annotated[UUID | None, Slot("member")] = None
    range: Annotated[Period, Slot("range", prefer="future", ask=True)]
    until: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CancelLeave:
    """No leave after all, of those days or of all to come."""

    member: Annotated[UUID | None, Slot("member")] = None
    range: Annotated[Period | None, Slot("range", prefer="future")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ListLeave:
    """Who is away, now and later."""


LONGEST = 366
"""Days of one leave at most."""
SHOWN = 8
"""Leaves told at once."""


def take(command: TakeLeave, context: Context) -> Reply:
    """Days away; what touches earlier leave of the same member becomes one with it."""
    member, name = _whose(command.member, context)
    first = context.today if command.until else max(command.range.first, context.today)
    last = command.range.last
    if last < context.today:
        raise Refused("refused.leave_past")
    if (last - first).days >= LONGEST:
        raise Refused("refused.leave_long", most=LONGEST)
    day = timedelta(days=1)
    touching = [row for row in _leaves(context, member) if row.first <= last + day and row.last >= first - day]
    if any(row.first <= first and row.last >= last for row in touching):
        raise Refused("refused.leave_there", member=name)
    if touching:
        record = context.unit.edit(Leave, touching[0].id)
        record.first = min(first, *(row.first for row in touching), first)
        record.last = max(last, *(row.last for row in touching), last)
        for row in touching[1:]:
            context.unit.remove(Leave, row.id)
        first, last = record.first, record.last
    else:
        context.unit.add(Leave, member_id=member, first=first, last=last)
    line = say("leave.taken", member=_named(context, member, name), days=_days(first, last))
    return Reply(lines=(line,), buttons=(Button(label=say("button.leave"), command=ListLeave()),))


def cancel(command: CancelLeave, context: Context) -> Reply:
    """Takes leave back: the whole of each that the days touch."""
    member, name = _whose(command.member, context)
    wanted = command.range
    gone = [
        row
        for row in _leaves(context, member)
        if wanted is None or (row.first <= wanted.last and row.last >= wanted.first)
    ]
    if not gone:
        raise Refused("refused.no_leave", member=_named(context, member, name))
    for row in gone:
        context.unit.remove(Leave, row.id)
    told = tuple(_days(row.first, row.last) for row in gone)
    return Reply(lines=(say("leave.cancelled", member=_named(context, member, name), days=told),))


def listing(command: ListLeave, context: Context) -> Reply:  # noqa: ARG001
    """Who is away from today on."""
    people = {row.id: row.name for row in members.every(context.tx, context.workspace) if row.active}
    rows = [row for row in calendar.leaves(context.tx, context.workspace, context.today) if row.member_id in people]
    if not rows:
        return Reply(lines=(say("leave.nobody"),))
    lines = [
        say("leave.line", member=people[row.member_id], days=_days(max(row.first, context.today), row.last))
        for row in rows[:SHOWN]
    ]
    return Reply(lines=tuple(lines))


def _whose(member: UUID | None, context: Context) -> tuple[UUID, str]:
    """The member, if the speaker may speak for it: oneself, a manager for the team, an admin for everybody."""
    if member is None or member == context.speaker.id:
        return context.speaker.id, context.speaker.name
    row = active_member(context, member)
    theirs = context.speaker.role == "manager" and context.speaker.team_id in (None, row.team_id)
    if context.speaker.role != "admin" and not theirs:
        raise Refused("refused.leave_others", member=row.name)
    return member, row.name


def _leaves(context: Context, member: UUID) -> list[LeaveRow]:
    return [row for row in calendar.leaves(context.tx, context.workspace, context.today) if row.member_id == member]


def _named(context: Context, member: UUID, name: str) -> Sentence | str:
    return say("leave.you") if member == context.speaker.id else name


def _days(first: object, last: object) -> object:
    return first if first == last else say("leave.days", first=first, last=last)


SUBJECT = Subject(
    name="leave",
    title=("请假", "Leave"),
    commands=(
        Command(
            name="leave.add",
            type=TakeLeave,
            handler=take,
            title=("请假", "Take leave"),
            slash=("请假", "timeoff"),
            phrases=(
                Phrase(
                    "[我|本人|{member}][要|想|会|得]{range}[我|本人|{member}][要|想|会|得](请假|休假|休年假|请年假|请事假|请病假|请个假|休息|不上班)[了]",
                    weight=4.1,
                    where="whole",
                ),
                Phrase("[我|本人|{member}][要|想](请假|请个假|休假)[，|:]{range}", weight=4.1, where="whole"),
                Phrase(
                    "[我|本人|{member}][要|想|会|得](请假|休假|请个假|休息|不上班)(到|至){range}",
                    sets={"until": True},
                    weight=4.1,
                    where="whole",
                ),
                Phrase("[给]{member}请[个]{range}[的]假", weight=4.1, where="whole"),
                Phrase("[我|本人|{member}][要|想]请[个]{range}[的]假", weight=4.1, where="whole"),
            ),
            examples=("我明天请假", "李娜下周请假"),
            examples_en=("/timeoff tomorrow",),
        ),
        Command(
            name="leave.cancel",
            type=CancelLeave,
            handler=cancel,
            title=("取消请假", "Cancel leave"),
            slash=("取消请假", "no-timeoff"),
            phrases=(
                Phrase("(取消|撤掉|删掉)[我|本人|{member}][的][{range}][的](请假|休假|假)", weight=4.4, where="whole"),
                Phrase("[我|本人|{member}][{range}](不请假了|不休假了|不请了)", weight=4.4, where="whole"),
            ),
            examples=("取消李娜的请假", "我明天不请假了"),
            examples_en=("/no-timeoff",),
        ),
        Command(
            name="leave.list",
            type=ListLeave,
            handler=listing,
            title=("谁请假", "Who is away"),
            slash=("谁请假", "away"),
            phrases=(
                Phrase("[最近|这周|今天|明天|下周|现在]谁[在|要](请假|休假|不在)[了|呢]", weight=4.4, where="whole"),
                Phrase("(请假列表|请假情况|请假名单|谁不在)", weight=4.4, where="whole"),
            ),
            examples=("谁请假",),
            examples_en=("/away",),
            writes=False,
            shows="anyone",
        ),
    ),
    sentences={
        "leave.taken": ("✅ {member}{days}请假，这几天不催", "✅ {member} away {days}; no nudges meanwhile"),
        "leave.cancelled": ("✅ {member}{days}的请假取消了", "✅ Leave of {member} cancelled: {days}"),
        "leave.line": ("{member} {days}", "{member} {days}"),
        "leave.days": ("{first}到{last}", "{first} to {last}"),
        "leave.you": ("你", "you"),
        "leave.nobody": ("接下来没人请假", "Nobody is on leave"),
        "button.leave": ("谁请假", "Who is away"),
        "what.leave.add": ("请假", "the leave"),
        "what.leave.cancel": ("取消请假", "the cancelled leave"),
        "refused.leave_past": ("这几天已经过去了", "Those days are past"),
        "refused.leave_long": ("一次最多{most}天", "At most {most} days at once"),
        "refused.leave_there": ("{member}那几天本来就请了假", "{member} is away on those days already"),
        "refused.no_leave": ("{member}没有请假，没什么可取消的", "{member} has no leave to cancel"),
        "refused.leave_others": (
            "{member}的请假要本人或主管来设",
            "Leave of {member} is for themselves or their manager to set",
        ),
    },
)
