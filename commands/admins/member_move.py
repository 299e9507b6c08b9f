"""A member goes to another team; their customers go along, or stay with a colleague of the old one."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from commands import slices
from commands.admins.handover import handed, taker_of
from commands.announcing import heard
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.handing import take_along
from commands.message import Button, Reply
from commands.teams import team_name, team_named, teams_near
from nlp.grammar import Phrase
from store import handover, members, workspaces
from store.tables import Member, Team


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveMember:
    """Another team for a member, made where there is none of that name and `make` says so.

    Of the customers, `along` takes them to the new team; else they stay in theirs, with the colleague `to`.
    """

    member: Annotated[UUID, Slot("member", ask=True)]
    team: Annotated[str, Slot("name", ask=True)]
    to: Annotated[UUID | None, Slot("member")] = None
    along: Annotated[str | None, Slot("said")] = None
    make: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeAlong:
    """The next customers of a member, behind `after`, who go along to the team."""

    group: UUID
    member: UUID
    team: UUID
    speaker: UUID
    total: int
    after: UUID
    number: int = 1


OFFERED = 2
"""Colleagues offered to keep the customers."""


def move(command: MoveMember, context: Context) -> Reply:
    """Another team; one that is not there is offered to be made, and where there are customers they are asked about."""
    record = context.unit.edit(Member, command.member)
    if not record.active:
        raise Refused("refused.gone_member")
    keeper = taker_of(command.to, command.member, context)
    team, name = _team(command, context)
    total = handover.count_elsewhere(context.tx, context.workspace, command.member, team)
    if total and record.team_id not in (None, team) and command.along is None and keeper is None:
        raise _which(command, context, record.name, record.team_id, total)
    record.team_id = team
    line = say("member.moved", name=record.name, team=name)
    if keeper is not None:
        return handed(context, record.name, command.member, keeper, line, of_customers=True)
    upto = take_along(context, command.member, team) if total else None
    if not total:
        return Reply(lines=(line,), also=heard(context, line))
    if upto is not None:
        part = TakeAlong(
            group=slices.begin(context),
            member=command.member,
            team=team,
            speaker=context.speaker.id,
            total=total,
            after=upto,
        )
        slices.follow(context, part.group, part.number, part)
    went = say("member.along" if upto is None else "member.going_along", total=total)
    return Reply(lines=(line, went), also=heard(context, line, went))


def _team(command: MoveMember, context: Context) -> tuple[UUID, str]:
    name = team_name(command.team)
    found = team_named(context, name)
    if found is not None:
        return found.id, found.name
    if not command.make:
        near = [each.name for each in teams_near(context, name)[:2]]
        buttons = [Button(label=say("choice.name", name=each), command=replace(command, team=each)) for each in near]
        make = Button(label=say("button.make_team", team=name), command=replace(command, make=True))
        raise Refused("refused.no_team", team=name, buttons=(*buttons, make))
    made = context.unit.add(Team, name=name)
    context.unit.flush()
    return made.id, name


def _which(command: MoveMember, context: Context, name: str, team: UUID, total: int) -> Refused:
    """客户312家一起过去，还是留在华东一组？"""
    old = next((each.name for each in workspaces.teams(context.tx, context.workspace) if each.id == team), None)
    people = [row for row in members.every(context.tx, context.workspace) if row.active and row.team_id == team]
    people = [row for row in people if row.id != command.member and row.role in ("rep", "manager")][:OFFERED]
    along = Button(label=say("button.along"), command=replace(command, along="along"), primary=True)
    stay = (Button(label=say("button.stay_with", name=row.name), command=replace(command, to=row.id)) for row in people)
    return Refused("refused.move_customers", name=name, team=old, total=total, buttons=(along, *stay))


def next_slice(command: TakeAlong, context: Context) -> Reply:
    """A further portion; at the end who asked hears of it."""
    context.unit.run.group_id = command.group
    upto = take_along(context, command.member, command.team, command.after)
    if upto is None:
        row = members.get(context.tx, context.workspace, command.member)
        line = say("member.came_along", name=row.name if row is not None else None, total=command.total)
        return Reply(lines=(line,), to=command.speaker)
    part = replace(command, number=command.number + 1, after=upto)
    slices.follow(context, part.group, part.number, part)
    return Reply()


_TO = "(调到|调去|调入|调进|转到|分到|加到|划到|移到)"
_CUSTOMERS = "[他的|她的|名下][客户|名下的客户|客户们]"
_TITLE = ("调组", "Move to a team")

SUBJECT = Subject(
    name="member_move",
    title=_TITLE,
    commands=(
        Command(
            name="member.move",
            type=MoveMember,
            handler=move,
            title=_TITLE,
            roles=("admin",),
            slash=("调组", "team"),
            phrases=(
                Phrase(f"[把|将]{{member}}{_TO}{{team}}", weight=3.7),
                Phrase(
                    f"[把|将]{{member}}{_TO}{{team}},{_CUSTOMERS}(一起过去|一起带走|跟着过去|一起调过去|跟着走|带过去)",
                    sets={"along": "along"},
                    weight=4.3,
                    where="start",
                ),
                Phrase(
                    f"[把|将]{{member}}{_TO}{{team}},{_CUSTOMERS}(留给|都留给|交给|转给){{to}}",
                    weight=4.3,
                    where="start",
                ),
                Phrase("move {member} to {team}", weight=3.7, where="start"),
            ),
            examples=("把李娜调到华东组", "把李娜调到华东组，客户一起过去"),
        ),
        slices.declared("member.take_along", TakeAlong, next_slice, _TITLE),
    ),
    sentences={
        "member.moved": ("✅ {name}调到{team}了", "✅ {name} is now in {team}"),
        "member.along": ("客户{total:count}家一起过去了", "{total} customers came along"),
        "member.going_along": (
            "客户{total:count}家正在一批批过去，好了告诉你",
            "{total} customers follow in parts; I'll tell you when it is done",
        ),
        "member.came_along": (
            "✅ {name}的客户{total:count}家都过去了",
            "✅ All {total} customers of {name} came along",
        ),
        "button.make_team": ("新建{team}", "New team {team}"),
        "button.along": ("一起过去", "Take them along"),
        "button.stay_with": ("留给{name}", "Leave them to {name}"),
        "ask.team.missing": ("是哪个组？直接说名字", "Which team? Just say its name"),
        "what.member.move": ("调组", "the move"),
        "what.member.take_along": ("调组", "the move"),
        "refused.no_team": ("没有“{team}”这个组", "There is no team “{team}”"),
        "refused.move_customers": (
            "{name}有客户{total:count}家[在{team}]，一起过去吗？留下的话交给谁？还没调",
            "{name} has {total} customers[ in {team}]. Take them along, or leave them to whom? Nothing moved yet",
        ),
    },
)
