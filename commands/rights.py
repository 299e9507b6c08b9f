"""Rights: what the built-in roles may do, and how far they see. Everything starts from a plain value, the Speaker."""

from dataclasses import dataclass
from uuid import UUID

from commands.catalogue import Command
from commands.errors import Forbidden
from commands.sentences import Language
from store.customers import Scope

STRANGER = "stranger"
"""The role of somebody who is nobody here yet."""
SYSTEM = "system"
"""The role of the bot itself, when something comes of itself and is nobody's."""
MEMBERS = ("rep", "manager", "finance", "admin", "auditor")
"""The built-in roles."""
EVERYBODY = (*MEMBERS, STRANGER)


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """The member who speaks, presses, or whose command has come due. `hidden` are walled teams: not there for them."""

    workspace: UUID
    id: UUID
    name: str
    role: str
    team_id: UUID | None
    language: Language = "zh"
    hidden: frozenset[UUID] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Owned:
    """Whose a row is: what a right is judged by."""

    owner_id: UUID | None
    team_id: UUID | None


def check(command: Command, speaker: Speaker) -> None:
    """Raises Forbidden when the speaker's role may not run the command at all; auditors may ask what reps may."""
    asks = speaker.role == "auditor" and "rep" in command.roles and not command.writes
    if speaker.role not in command.roles and not asks:
        raise Forbidden("refused.role", command=command.title[0], role=speaker.role)


def reaches(speaker: Speaker, row: Owned) -> bool:
    """Whether the speaker may see details of the row (notes, numbers, amounts) and change it.

    A rep reaches its own and what nobody owns, a manager the team's, an admin everything.
    """
    if speaker.role == "admin" or row.owner_id in (speaker.id, None):
        return True
    return speaker.role == "manager" and (speaker.team_id is None or row.team_id == speaker.team_id)


def must_reach(speaker: Speaker, row: Owned, *, customer: str, owner: str | None) -> None:
    """Raises Forbidden, naming whose it is, when the speaker may not change the row."""
    if not reaches(speaker, row):
        raise Forbidden("refused.not_yours", customer=customer, owner=owner)


def scope(speaker: Speaker) -> Scope:
    """How far the speaker's searches reach."""
    seeing_all = ("admin", "finance", "auditor", SYSTEM)
    all_ = speaker.role in seeing_all or (speaker.role == "manager" and speaker.team_id is None)
    teams = frozenset((speaker.team_id,) if speaker.team_id else ())
    return Scope(workspace=speaker.workspace, member=speaker.id, team=speaker.role == "manager", all=all_, teams=teams)


def naming_scope(speaker: Speaker) -> Scope:
    """Whose names the speaker may say and see: everybody's, those of other teams behind a wall aside."""
    return Scope(workspace=speaker.workspace, member=speaker.id, all=True, hidden=speaker.hidden)
