"""What somebody may do and see, and why; and what each role may."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.admins.rights_words import SENTENCES
from commands.catalogue import Catalogue, Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Forbidden, Refused
from commands.message import Reply, Sentence
from commands.nearest import nearest_commands
from commands.parties import active_member, name_of
from commands.rights import Speaker, check
from commands.sentences import in_language
from commands.vocabulary import vocabulary_of
from nlp.grammar import Phrase
from store import journal, members, workspaces
from store.members import MemberRow


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowRights:
    """What a member may, and why; with `what`, whether this one thing."""

    member: Annotated[UUID, Slot("member", ask=True)]
    what: Annotated[str | None, Slot("called")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ListRoles:
    """Each role: who has it, what it sees and does."""


ORDER = ("rep", "manager", "finance", "auditor", "admin")
SHOWN = 6
"""Things told that somebody may not."""


def show(command: ShowRights, context: Context) -> Reply:
    """The role and who gave it, how far it sees, what it may not, and the walls."""
    row = active_member(context, command.member)
    speaker = vocabulary_of(context.tx, context.workspace).speakers[row.id]
    what = _besides(command.what or "", row)
    if what:
        return Reply(lines=(_one(context, speaker, what),))
    teams = {team.id: team.name for team in workspaces.teams(context.tx, context.workspace)}
    team = teams.get(speaker.team_id) if speaker.team_id else None
    lines = [
        say("rights.head", name=row.name, role=say(f"role.{row.role}"), team=team, given=_given(context, row)),
        say("rights.sees", what=sees(speaker)),
        *_may(context, speaker),
    ]
    walled = tuple(teams[id] for id in speaker.hidden if id in teams)
    if walled:
        lines.append(say("rights.walled", teams=walled))
    return Reply(lines=(*lines, say("rights.how", name=row.name)))


def _besides(said: str, row: MemberRow) -> str:
    """What was said beside the name: 李娜 解散小组 → 解散小组."""
    for name in (row.name, *row.aliases):
        said = said.replace(f"@{name}", "").replace(name, "")
    return said.strip()


def sees(speaker: Speaker) -> Sentence:
    """How far a member sees, and what of it they may change, in a sentence."""
    if speaker.role == "manager" and speaker.team_id is None:
        return say("sees.manager_of_all")
    return say(f"sees.{speaker.role}")


def _given(context: Context, row: MemberRow) -> Sentence | None:
    """Who gave the role, and when; None where it was so from the beginning and nobody did."""
    for change in reversed(journal.of_row(context.tx, context.workspace, "member", row.id)):
        if change.after is None or "role" not in change.after:
            continue
        execution = journal.get(context.tx, context.workspace, change.execution_id)
        who = name_of(context, execution.actor_id) if execution is not None and execution.actor_id else None
        if execution is None or who is None:
            return None
        return say("rights.given", who=who, at=context.local(execution.at).date())
    return None


def _may(context: Context, speaker: Speaker) -> list[Sentence]:
    """What the role does, and the subjects that are closed to it."""
    closed = reach(context.catalogue, speaker)[1]
    told = tuple(in_language(subject.title, context.speaker.language) for subject in closed[:SHOWN])
    lines = [say("rights.may", what=say(f"does.{speaker.role}"))]
    if told:
        lines.append(say("rights.may_not", what=told, more=say("import.more") if len(closed) > SHOWN else None))
    return lines


def reach(catalogue: Catalogue, speaker: Speaker) -> tuple[int, Sequence[Subject]]:
    """How many commands that people can say a member may run, and the subjects of which not one."""
    total, closed = 0, []
    for subject in catalogue.subjects:
        spoken = [each for each in subject.commands if not each.hidden]
        allowed = sum(_allowed(each, speaker) for each in spoken)
        total += allowed
        if spoken and not allowed:
            closed.append(subject)
    return total, closed


def _allowed(command: Command, speaker: Speaker) -> bool:
    try:
        check(command, speaker)
    except Forbidden:
        return False
    return True


def _one(context: Context, speaker: Speaker, what: str) -> Sentence:
    """Whether a member may do what this names, and whose it is."""
    spoken = [each for each in context.catalogue.by_name.values() if not each.hidden]
    named = [each for each in spoken if what.strip().lstrip("/").lower() in (*each.slash, *each.title)]
    near = named or [each for each in nearest_commands(what, spoken) if each.slash]
    if not near:
        raise Refused("refused.no_right", what=what)
    declared = near[0]
    title = in_language(declared.title, context.speaker.language)
    roles = tuple(say(f"role.{role}") for role in ORDER if role in declared.roles)
    key = "rights.yes" if _allowed(declared, speaker) else "rights.no"
    return say(key, name=speaker.name, what=title, role=say(f"role.{speaker.role}"), roles=roles)


def list_roles(command: ListRoles, context: Context) -> Reply:
    """A line for each role: who has it, what it sees and does."""
    del command
    people = [row for row in members.every(context.tx, context.workspace) if row.active]
    lines = []
    for role in ORDER:
        names = tuple(row.name for row in people if row.role == role)
        told = {"sees": say(f"sees.{role}"), "does": say(f"does.{role}")}
        lines.append(say("role.line", role=say(f"role.{role}"), names=names or None, **told))
    return Reply(lines=(*lines, say("role.how")))


SUBJECT = Subject(
    name="rights",
    title=("权限", "Rights"),
    commands=(
        Command(
            name="member.rights",
            type=ShowRights,
            handler=show,
            title=("看权限", "What somebody may"),
            roles=("admin",),
            slash=("权限", "rights"),
            phrases=(
                Phrase(
                    "[看看|看下|看一下|查看|查一下|看]{member}[的](权限|权限是什么|有什么权限|有哪些权限)",
                    weight=4.2,
                    where="whole",
                ),
                Phrase("权限[ |:|：]{member}", weight=4.2, where="whole"),
                Phrase("{member}(有没有权限|有权限|能不能用|能用|可不可以用|可以用){what}", weight=4.3, where="whole"),
                Phrase(
                    "{member}(能做什么|能看什么|能干什么|可以做什么|能用哪些命令|能看到什么|能看到哪些客户)",
                    weight=4.2,
                    where="whole",
                ),
                Phrase("what (may|can) {member} do", weight=4.2, where="whole"),
            ),
            examples=("权限 李娜",),
            examples_en=("/rights 李娜",),
            writes=False,
        ),
        Command(
            name="role.list",
            type=ListRoles,
            handler=list_roles,
            title=("角色列表", "Roles"),
            roles=("manager", "admin"),
            slash=("角色列表", "roles"),
            phrases=(
                Phrase(
                    "(角色列表|有哪些角色|都有哪些角色|有什么角色|角色有哪些|角色权限|各角色权限|角色都能做什么|每个角色能做什么|各个角色能做什么)",
                    weight=4.2,
                    where="whole",
                ),
            ),
            examples=("角色列表",),
            examples_en=("/roles",),
            writes=False,
        ),
    ),
    sentences=SENTENCES,
)
