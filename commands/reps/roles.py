"""Roles and teams of members, and what becomes of who leaves."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply
from commands.rights import naming_scope
from commands.teams import team_name, team_named, teams_near
from nlp.grammar import Phrase
from store import customers, members
from store.members import MemberRow
from store.records import Record
from store.tables import Member, Team


@dataclass(frozen=True, kw_only=True, slots=True)
class SetRole:
    """What a member may do from now on."""

    member: Annotated[UUID, Slot("member", ask=True)]
    role: Annotated[str, Slot("text", ask=True)]
    sure: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveMember:
    """Another team for a member, made where there is none of that name and `make` says so."""

    member: Annotated[UUID, Slot("member", ask=True)]
    team: Annotated[str, Slot("text", ask=True)]
    make: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoveMember:
    """A member has left: they may do nothing any more; what they did stays."""

    member: Annotated[UUID, Slot("member", ask=True)]
    sure: bool = False


ROLES = {"rep": "rep", "manager": "manager", "admin": "admin", "finance": "finance"} | {
    word: role
    for role, words in {
        "rep": "销售 业务员 普通成员 成员",
        "manager": "经理 主管 组长 负责人",
        "admin": "管理员",
        "finance": "财务",
    }.items()
    for word in words.split()
}
_BECOMES = "(设为|设成|设置为|改成|改为|升为|升成|提为|降为|变成)"
_PER_ROLE = {"manager": "经理|主管|组长|负责人", "admin": "管理员", "rep": "销售|业务员|普通成员", "finance": "财务"}


def set_role(command: SetRole, context: Context) -> Reply:
    """The new role; who loses the admin's is asked about, and there is always one admin."""
    role = ROLES.get(command.role.strip().lower())
    if role is None:
        raise Refused("refused.no_role", role=command.role)
    record = _held(context, command.member)
    if record.role == role:
        return Reply(lines=(say("member.role_same", name=record.name, role=say(f"role.{role}")),))
    if record.role == "admin" and not command.sure:
        sure = Button(label=say("button.demote"), command=replace(command, sure=True))
        raise Refused("refused.demote", name=record.name, role=say(f"role.{role}"), buttons=(sure,))
    record.role = role
    return Reply(lines=(say("member.role_set", name=record.name, role=say(f"role.{role}")),))


def _held(context: Context, member: UUID) -> Record:
    """The member, locked with all admins; Refused where they are gone, or the last admin who must stay one."""
    admins = [row.id for row in members.admins(context.tx, context.workspace)]
    held = context.unit.edit_many(Member, sorted({*admins, member}))
    record = held.get(member)
    if record is None or not record.active:
        raise Refused("refused.gone_member")
    others = [each for id, each in held.items() if id != member and each.role == "admin" and each.active]
    if record.role == "admin" and not others:
        raise Refused("refused.last_admin", name=record.name)
    return record


def move(command: MoveMember, context: Context) -> Reply:
    """Another team; one that is not there is offered to be made."""
    record = context.unit.edit(Member, command.member)
    if not record.active:
        raise Refused("refused.gone_member")
    name = team_name(command.team)
    team = team_named(context, name)
    if team is None and not command.make:
        near = [each.name for each in teams_near(context, name)[:2]]
        buttons = [Button(label=say("choice.name", name=each), command=replace(command, team=each)) for each in near]
        make = Button(label=say("button.make_team", team=name), command=replace(command, make=True))
        raise Refused("refused.no_team", team=name, buttons=(*buttons, make))
    record.team_id = team.id if team is not None else context.unit.add(Team, name=name).id
    return Reply(lines=(say("member.moved", name=record.name, team=team.name if team is not None else name),))


def may_remove(command: RemoveMember, context: Context) -> None:
    """Refuses for the last admin, and, until an admin insists, for who still has customers."""
    row = members.get(context.tx, context.workspace, command.member)
    if row is None or not row.active:
        raise Refused("refused.gone_member")
    _not_the_last(context, row)
    owned = customers.find(
        context.tx, naming_scope(context.speaker), customers.Filters(owner=command.member), limit=1
    ).total
    if owned and not command.sure:
        sure = Button(label=say("button.remove_anyway"), command=replace(command, sure=True))
        raise Refused("refused.owns", name=row.name, total=owned, buttons=(sure,))


def _not_the_last(context: Context, row: MemberRow) -> None:
    others = [each for each in members.admins(context.tx, context.workspace) if each.id != row.id]
    if row.role == "admin" and not others:
        raise Refused("refused.last_admin", name=row.name)


def remove(command: RemoveMember, context: Context) -> Reply:
    """From now on nobody hears them; their customers and records stay."""
    may_remove(command, context)
    record = _held(context, command.member)
    record.active = False
    return Reply(lines=(say("member.removed", name=record.name),))


SUBJECT = Subject(
    name="roles",
    title=("角色和小组", "Roles and teams"),
    commands=(
        Command(
            name="member.role",
            type=SetRole,
            handler=set_role,
            title=("设角色", "Set a role"),
            roles=("admin",),
            slash=("设角色", "role"),
            phrases=tuple(
                Phrase(f"[把|将|让]{{member}}[的角色]{_BECOMES}({words})", sets={"role": role}, weight=3.6)
                for role, words in _PER_ROLE.items()
            ),
            examples=("把李娜设为经理",),
        ),
        Command(
            name="member.move",
            type=MoveMember,
            handler=move,
            title=("调组", "Move to a team"),
            roles=("admin",),
            slash=("调组", "team"),
            phrases=(Phrase("[把|将]{member}(调到|调去|调入|调进|转到|分到|加到|划到|移到){team}", weight=3.7),),
            examples=("把李娜调到华东组",),
        ),
        Command(
            name="member.remove",
            type=RemoveMember,
            handler=remove,
            title=("成员离职", "Remove a member"),
            roles=("admin",),
            slash=("移除成员", "remove"),
            phrases=(
                Phrase("{member}(离职了|已经离职了|已经离职|离职)", weight=3.7, where="whole"),
                Phrase("(移除|停用|踢掉)[成员|同事]{member}", weight=3.7, where="whole"),
            ),
            examples=("李娜离职",),
            confirm=True,
            guard=may_remove,
        ),
    ),
    sentences={
        "member.role_set": ("✅ {name}现在是{role}", "✅ {name} is now {role}"),
        "member.role_same": ("{name}已经是{role}了", "{name} is {role} already"),
        "member.moved": ("✅ {name}调到{team}了", "✅ {name} is now in {team}"),
        "member.removed": (
            "✅ {name}已停用，之后说的话我不会再记。客户和记录都还在",
            "✅ {name} is out: I no longer listen to them. Customers and records stay",
        ),
        "ask.confirm.member.remove": (
            "让{member}离职？停用以后说的话我不会再记，客户和记录都留着",
            "Remove {member}? I will no longer listen to them; customers and records stay",
        ),
        "button.confirm.member.remove": ("停用", "Remove"),
        "button.remove_anyway": ("仍然停用", "Remove anyway"),
        "button.demote": ("确定", "Yes"),
        "button.make_team": ("新建{team}", "New team {team}"),
        "ask.role.missing": ("设为什么角色？销售、主管、财务还是管理员", "Which role: rep, manager, finance or admin?"),
        "ask.member.missing": ("是哪位同事？直接说名字", "Which colleague? Just say the name"),
        "ask.member.ambiguous": ("“{said}”是哪位同事？", "Which colleague is “{said}”?"),
        "ask.team.missing": ("是哪个组？直接说名字", "Which team? Just say its name"),
        "what.member.role": ("改角色", "the role"),
        "what.member.move": ("调组", "the move"),
        "what.member.remove": ("停用成员", "the removal"),
        "refused.no_role": (
            "没有“{role}”这个角色，可以设为：销售、主管、财务、管理员",
            "There is no role “{role}”: rep, manager, finance, admin",
        ),
        "refused.gone_member": ("这位同事已经不在了", "That colleague is no longer here"),
        "refused.last_admin": (
            "[{name}是]最后一位管理员，不能停用也不能改角色。先把别人设为管理员",
            "[{name} is ]the last admin and must stay one. Make somebody else an admin first",
        ),
        "refused.demote": (
            "{name}现在是管理员，改成{role}后就管不了成员和群了。确定？",
            "{name} is an admin now; as {role} they can no longer manage people and groups. Sure?",
        ),
        "refused.owns": (
            "{name}名下还有{total}家客户，最好先交接给别人。还没停用",
            "{name} still has {total} customers; better hand them over first. Not removed yet",
        ),
        "refused.no_team": ("没有“{team}”这个组", "There is no team “{team}”"),
    },
)
