"""Teams as admins set them: made, renamed, walled off, dissolved; and who is in them."""

from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID

from commands import slices
from commands.admins.team_words import SENTENCES
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.handing import move_team_on
from commands.message import Button, Reply, Sentence
from commands.teams import must_be_team, team_name, team_named
from nlp.grammar import Phrase
from store import handover, members, workspaces
from store.members import MemberRow
from store.tables import Chat, Member, Team
from store.workspaces import TeamRow


@dataclass(frozen=True, kw_only=True, slots=True)
class ListTeams:
    """The teams with their people."""

    page: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class AddTeam:
    """A new team; `kind` is the word that its name ends with, where a phrase took it for its own (新建华南|组)."""

    team: Annotated[str, Slot("name", ask=True)]
    kind: Annotated[str | None, Slot("name")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RenameTeam:
    """Another name for a team."""

    team: Annotated[str, Slot("name", ask=True)]
    name: Annotated[str, Slot("name", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class WallTeam:
    """A team's customers do not exist for the others, or do again."""

    team: Annotated[str, Slot("name", ask=True)]
    open: Annotated[str | None, Slot("name")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DissolveTeam:
    """A team is no more; its people, groups and customers go to `into`, or (`apart`) to no team."""

    team: Annotated[str, Slot("name", ask=True)]
    into: Annotated[str | None, Slot("name")] = None
    apart: bool = False
    sure: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveOn:
    """The next customers of a team that is dissolved; at the end the team goes."""

    group: UUID
    team: UUID
    into: UUID | None
    speaker: UUID
    number: int = 1


PAGE = 6
"""Teams shown at once."""
OFFERED = 2
"""Teams offered for those of one that is dissolved."""


def list_(command: ListTeams, context: Context) -> Reply:
    """A line for each team, and who is in none."""
    people = [row for row in members.every(context.tx, context.workspace) if row.active]
    known = workspaces.teams(context.tx, context.workspace)
    if not known:
        return Reply(lines=(say("team.none"),))
    start = (command.page - 1) * PAGE
    lines = [_line(row, people) for row in known[start : start + PAGE]]
    alone = tuple(row.name for row in people if row.team_id is None)
    if alone and start + PAGE >= len(known):
        lines.append(say("team.alone", names=alone))
    more = Button(label=say("button.more"), command=ListTeams(page=command.page + 1))
    return Reply(lines=tuple(lines), buttons=(more,) if len(known) > start + PAGE else ())


def _line(row: TeamRow, people: list[MemberRow]) -> Sentence:
    names = tuple(each.name for each in people if each.team_id == row.id)
    walled = say("team.walled_short") if row.walled else None
    return say("team.row", team=row.name, walled=walled, total=len(names), names=names or None)


def add(command: AddTeam, context: Context) -> Reply:
    """The team; there are not two of a name."""
    kind = command.kind or ""
    name = _new_name(context, command.team.removesuffix(kind) + kind)
    context.unit.add(Team, name=name)
    return Reply(lines=(say("team.added", team=name),))


def rename(command: RenameTeam, context: Context) -> Reply:
    """The new name; people, groups and customers stay in it."""
    row = must_be_team(context, command.team)
    name = _new_name(context, command.name, besides=row.id)
    context.unit.edit(Team, row.id).name = name
    return Reply(lines=(say("team.renamed", old=row.name, team=name),))


def _new_name(context: Context, said: str, besides: UUID | None = None) -> str:
    name = team_name(said)
    if len(name) < 2:
        raise Refused("refused.team_name")
    found = team_named(context, name)
    if found is not None and found.id != besides:
        raise Refused("refused.team_there", team=found.name)
    return name


def wall(command: WallTeam, context: Context) -> Reply:
    """The wall goes up, or down."""
    row = must_be_team(context, command.team)
    walled = command.open is None
    if row.walled == walled:
        raise Refused("refused.wall_same", team=row.name)
    context.unit.edit(Team, row.id).walled = walled
    return Reply(lines=(say("team.walled" if walled else "team.unwalled", team=row.name),))


def dissolve(command: DissolveTeam, context: Context) -> Reply:
    """Asks where its people go, and once more; then all goes there."""
    row = must_be_team(context, command.team)
    into = must_be_team(context, command.into) if command.into else None
    if into is not None and into.id == row.id:
        raise Refused("refused.team_same")
    people = [each for each in members.every(context.tx, context.workspace) if each.team_id == row.id]
    total = handover.count_of_team(context.tx, context.workspace, row.id)
    if into is None and not command.apart and (people or total):
        raise Refused(
            "refused.team_full", team=row.name, people=len(people), total=total, buttons=_ways(command, context)
        )
    if not command.sure and (people or total):
        sure = Button(label=say("button.dissolve"), command=replace(command, sure=True), primary=True)
        to = into.name if into is not None else say("team.nowhere")
        raise Refused("refused.dissolve", team=row.name, people=len(people), total=total, to=to, buttons=(sure,))
    return _dissolved(context, row, into, [each.id for each in people])


def _ways(command: DissolveTeam, context: Context) -> tuple[Button, ...]:
    this = must_be_team(context, command.team)
    others = [each for each in workspaces.teams(context.tx, context.workspace) if each.id != this.id][:OFFERED]
    ways = (
        Button(label=say("choice.name", name=each.name), command=replace(command, into=each.name)) for each in others
    )
    return (*ways, Button(label=say("button.apart"), command=replace(command, apart=True)))


def _dissolved(context: Context, row: TeamRow, into: TeamRow | None, people: list[UUID]) -> Reply:
    to = into.id if into is not None else None
    for record in context.unit.edit_many(Member, people).values():
        record.team_id = to
    chats = [each.id for each in workspaces.chats(context.tx, context.workspace) if each.team_id == row.id]
    for record in context.unit.edit_many(Chat, chats).values():
        record.team_id = to
    line = say("team.dissolved", team=row.name, to=into.name if into is not None else say("team.nowhere"))
    if not move_team_on(context, row.id, to):
        part = MoveOn(group=slices.begin(context), team=row.id, into=to, speaker=context.speaker.id)
        slices.follow(context, part.group, part.number, part)
        return Reply(lines=(line, say("team.going")))
    return Reply(lines=(line,))


def next_slice(command: MoveOn, context: Context) -> Reply:
    """A further portion; at the end who asked hears of it."""
    context.unit.run.group_id = command.group
    if move_team_on(context, command.team, command.into):
        return Reply(lines=(say("team.gone"),), to=command.speaker)
    slices.follow(context, command.group, command.number + 1, replace(command, number=command.number + 1))
    return Reply()


def _phrase(pattern: str, weight: float = 4.1, **more: Any) -> Phrase:
    return Phrase(pattern, weight=weight, where="whole", **more)


_INTO = "(归到|归|并到|并入|合并到|去|到|转到|划到|调到)"

SUBJECT = Subject(
    name="teams",
    title=("小组", "Teams"),
    commands=(
        Command(
            name="team.list",
            type=ListTeams,
            handler=list_,
            title=("小组", "Teams"),
            roles=("manager", "admin"),
            slash=("小组", "teams"),
            phrases=(
                _phrase(
                    "(团队列表|小组列表|组列表|有哪些组|有哪些小组|都有哪些组|看看小组|各组都有谁|每个组有谁|分组情况)"
                ),
            ),
            examples=("团队列表",),
            examples_en=("/teams",),
            writes=False,
        ),
        Command(
            name="team.add",
            type=AddTeam,
            handler=add,
            title=("新建小组", "New team"),
            roles=("admin",),
            slash=("新建小组", "newteam"),
            phrases=(
                _phrase("(新建|建|加|增加|新增)[一个|个](小组|团队|组)[:|叫| ]{team}"),
                *(
                    _phrase(f"(新建|新增|增加|建个|建一个|加个|加一个){{team}}({kind})", sets={"kind": kind})
                    for kind in ("组", "团队")
                ),
                _phrase("(new|add|create) [a] team {team}"),
            ),
            examples=("新建小组 华南组",),
            examples_en=("/newteam South",),
        ),
        Command(
            name="team.rename",
            type=RenameTeam,
            handler=rename,
            title=("小组改名", "Rename a team"),
            roles=("admin",),
            slash=("小组改名", "rename-team"),
            phrases=(
                _phrase("[把|将](小组|团队){team}(改名叫|改名为|改名成|改名|改叫|改成){name}", 4.3),
                _phrase("(小组|团队|组)改名[:| ]{team}(改成|改为|→|->|为|叫){name}", 4.3),
                _phrase("rename team {team} to {name}", 4.3),
            ),
            examples=("小组华东一组改名叫华东大区",),
            examples_en=("rename team South to East",),
        ),
        Command(
            name="team.wall",
            type=WallTeam,
            handler=wall,
            title=("小组隔离", "Wall a team off"),
            roles=("admin",),
            slash=("隔离", "wall"),
            phrases=(
                _phrase("{team}(取消隔离|不隔离了|不用隔离|解除隔离|关隔离|关闭隔离)", 4.2, sets={"open": "open"}),
                _phrase("(取消隔离|解除隔离){team}", 4.2, sets={"open": "open"}),
                _phrase("{team}(隔离|隔离起来|设为隔离|开隔离|打开隔离)"),
                _phrase("(隔离){team}"),
                _phrase("(wall off) {team}"),
                _phrase("(unwall) {team}", sets={"open": "open"}),
            ),
            examples=("华东一组隔离", "华东一组取消隔离"),
            examples_en=("wall off South",),
        ),
        Command(
            name="team.dissolve",
            type=DissolveTeam,
            handler=dissolve,
            title=("解散小组", "Dissolve a team"),
            roles=("admin",),
            slash=("解散", "dissolve"),
            phrases=(
                _phrase("(解散|撤销小组|撤掉小组|删除小组){team}"),
                _phrase(f"(解散|撤销小组|撤掉小组){{team}},[成员|人|大家|都]{_INTO}{{into}}", 4.2),
                _phrase("(dissolve) {team}"),
            ),
            examples=("解散华南组",),
            examples_en=("/dissolve South",),
        ),
        slices.declared("team.move_on", MoveOn, next_slice, ("解散小组", "Dissolve a team")),
    ),
    sentences=SENTENCES,
)
