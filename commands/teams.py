"""Teams by the names that people give them."""

from commands.context import Context
from commands.errors import Refused
from commands.likeness import likeness
from commands.naming import without_numbers
from store import workspaces
from store.workspaces import TeamRow

NEAR = 60.0
"""From which likeness a team is offered for a name that none has."""
_ENDS = ("的", "了", "吧", "啊", "呢", "。", ".", "!", "！")


def team_name(said: str) -> str:
    """The name in what was said: 华东组的 → 华东组."""
    name = said.strip()
    while name.endswith(_ENDS):
        name = name[:-1].strip()
    return without_numbers(name)


def team_named(context: Context, name: str) -> TeamRow | None:
    """The team of this name, 组 said or not."""
    known = workspaces.teams(context.tx, context.workspace)
    exact = [team for team in known if team.name == name]
    loose = [team for team in known if team.name.removesuffix("组") == name.removesuffix("组")]
    found = exact or (loose if len(loose) == 1 else [])
    return found[0] if found else None


def teams_near(context: Context, name: str) -> list[TeamRow]:
    """Teams that may be meant, the nearest first; without a name, all of them."""
    known = workspaces.teams(context.tx, context.workspace)
    if not name:
        return known
    scored = [(likeness(name, team.name), team) for team in known]
    near = [each for each in scored if each[0] >= NEAR or name in each[1].name]
    return [team for _, team in sorted(near, key=lambda each: -each[0])]


def must_be_team(context: Context, said: str) -> TeamRow:
    """The team of this name; Refused, naming near ones, where there is none."""
    name = team_name(said)
    found = team_named(context, name)
    if found is None:
        near = tuple(each.name for each in teams_near(context, name)[:3])
        raise Refused("refused.no_such_team", team=name, near=near or None)
    return found
