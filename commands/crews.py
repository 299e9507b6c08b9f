"""Whose numbers somebody may be told: their team's, everybody's, or their own."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from commands.context import Context, say
from commands.errors import Refused
from commands.message import Sentence
from commands.rights import SYSTEM
from store import members, workspaces
from store.members import MemberRow

_NO_SELLERS = ("finance", "admin", "auditor")


@dataclass(frozen=True, kw_only=True)
class Crew:
    """People whose numbers are told together. `alone`: it is one person."""

    title: str | Sentence
    people: tuple[MemberRow, ...]
    alone: bool = False

    @property
    def members(self) -> tuple[UUID, ...]:
        """All of them."""
        return tuple(row.id for row in self.people)

    @property
    def reps(self) -> tuple[UUID, ...]:
        """Those of whom entries are expected."""
        return tuple(row.id for row in self.people if self.alone or row.role != "manager")

    @cached_property
    def names(self) -> dict[UUID, str]:
        """What they are called."""
        return {row.id: row.name for row in self.people}


def crew_of(context: Context, member: UUID | None = None) -> Crew:
    """The people whose numbers the speaker asks for; Refused where they are not theirs to see."""
    speaker = context.speaker
    whole = speaker.role in ("manager", "admin", "finance", "auditor", SYSTEM)
    if not whole and member not in (None, speaker.id):
        raise Refused("refused.colleague")
    if not whole or member is not None:
        return _one(context, member or speaker.id)
    return team_crew(context, speaker.team_id if speaker.role == "manager" else None)


def team_crew(context: Context, team: UUID | None) -> Crew:
    """Those who sell in a team, or in the whole workspace."""
    people = tuple(
        row
        for row in members.every(context.tx, context.workspace)
        if row.active and row.role not in _NO_SELLERS and team in (None, row.team_id)
    )
    known = workspaces.teams(context.tx, context.workspace)
    title = next((row.name for row in known if row.id == team), None)
    return Crew(title=title or say("crew.everybody"), people=people)


def _one(context: Context, member: UUID) -> Crew:
    row = members.get(context.tx, context.workspace, member)
    if row is None:
        raise Refused("refused.gone_member")
    speaker = context.speaker
    theirs = speaker.role != "manager" or speaker.team_id in (None, row.team_id) or member == speaker.id
    if not theirs:
        raise Refused("refused.colleague")
    return Crew(title=row.name, people=(row,), alone=True)
