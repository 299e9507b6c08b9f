"""Members as admins set them: role and name."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from commands.announcing import heard
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply
from commands.naming import without_numbers
from nlp.grammar import Phrase
from store import members
from store.records import Record
from store.tables import Member


@dataclass(frozen=True, kw_only=True, slots=True)
class SetRole:
    """What a member may do from now on: rep, manager, admin, finance or auditor."""

    member: Annotated[UUID, Slot("member", ask=True)]
    role: Annotated[str, Slot("text", ask=True)]
    sure: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RenameMember:
    """Another name for a colleague; the old one is still understood."""

    member: Annotated[UUID, Slot("member", ask=True)]
    name: Annotated[str, Slot("name", ask=True)]


_WORDS = {
    "rep": "销售 业务员 普通成员 成员 rep",
    "manager": "经理 主管 组长 负责人 manager",
    "admin": "管理员 admin",
    "finance": "财务 finance",
    "auditor": "审计 审计员 auditor",
}
ROLES = {word: role for role, words in _WORDS.items() for word in words.split()}
"""What people call the roles."""
_BECOMES = (
    "(设为|设成|设置为|设置成|改成|改为|调成|调为|调整为|调整成|升为|升成|升到|提为|提成|提拔为|降为|降成|变成|set to)"
)
_RISES = "(升|升任|升为|当|当上|任|提为|提拔为|提成|转|转为)"
_FOLLOWS = "(改过来|改一下|改下|调过来|调一下|调下|跟着改|同步一下|更新一下|改了)"


def _role_phrases(role: str, words: str) -> tuple[Phrase, ...]:
    """把陈晓明设成经理权限; 思雨升组长了，权限给她调成经理; 郭志刚升经理了，系统里角色给他改过来."""
    named = "|".join(words.split())
    rises = f"{{member}}…{_RISES}[了]…,[系统里|系统上][的](角色|权限)…{_BECOMES}({named})"
    patterns = (
        (f"[把|将|让|给]{{member}}[的][系统][角色|权限]{_BECOMES}({named})[权限|角色]", 3.6, "any"),
        (rises, 3.9, "start"),
        (f"{{member}}…{_RISES}[了]({named})[了],[系统里|系统上][的](角色|权限)…{_FOLLOWS}", 3.9, "start"),
    )
    return tuple(
        Phrase(pattern, sets={"role": role}, weight=weight, where=where)  # type: ignore[arg-type]
        for pattern, weight, where in patterns
    )


def set_role(command: SetRole, context: Context) -> Reply:
    """The new role; who loses the admin's is asked about, and there is always one admin."""
    role = ROLES.get(command.role.strip().lower())
    if role is None:
        raise Refused("refused.no_role", role=command.role)
    record = held(context, command.member)
    if record.role == role:
        return Reply(lines=(say("member.role_same", name=record.name, role=say(f"role.{role}")),))
    if record.role == "admin" and not command.sure:
        sure = Button(label=say("button.demote"), command=replace(command, sure=True))
        raise Refused("refused.demote", name=record.name, role=say(f"role.{role}"), buttons=(sure,))
    record.role = role
    line = say("member.role_set", name=record.name, role=say(f"role.{role}"))
    return Reply(lines=(line,), also=heard(context, line))


def held(context: Context, member: UUID) -> Record:
    """The member, locked with all admins; Refused where they are gone, or the last admin who must stay one."""
    admins = [row.id for row in members.admins(context.tx, context.workspace)]
    locked = context.unit.edit_many(Member, sorted({*admins, member}))
    record = locked.get(member)
    if record is None or not record.active:
        raise Refused("refused.gone_member")
    others = [each for id, each in locked.items() if id != member and each.role == "admin" and each.active]
    if record.role == "admin" and not others:
        raise Refused("refused.last_admin", name=record.name)
    return record


def rename(command: RenameMember, context: Context) -> Reply:
    """The new name; who says the old one is still understood, where nobody else is called so."""
    name = without_numbers(command.name.strip().strip("“”\"'「」"))
    others = [row for row in members.every(context.tx, context.workspace) if row.id != command.member]
    if len(name) < 2 or any(name == row.name for row in others):
        raise Refused("refused.member_name", name=name)
    record = context.unit.edit(Member, command.member)
    old, record.name = record.name, name
    if old != name and old not in record.aliases and not any(old == row.name for row in others):
        record.aliases = [*record.aliases, old]
    line = say("member.renamed", old=old, name=name)
    return Reply(lines=(line,), also=heard(context, line))


SUBJECT = Subject(
    name="members",
    title=("角色和名字", "Roles and names"),
    commands=(
        Command(
            name="admin.member.role",
            type=SetRole,
            handler=set_role,
            title=("设角色", "Set a role"),
            roles=("admin",),
            slash=("设角色", "role"),
            phrases=(
                *(phrase for role, words in _WORDS.items() for phrase in _role_phrases(role, words)),
                *(
                    Phrase(f"make {{member}} [a|an|the]({role})", sets={"role": role}, weight=3.6, where="whole")
                    for role in _WORDS
                ),
            ),
            examples=("把李娜设为经理",),
            examples_en=("/role 李娜 manager",),
        ),
        Command(
            name="member.rename",
            type=RenameMember,
            handler=rename,
            title=("改同事的名字", "Rename a colleague"),
            roles=("admin",),
            slash=("改名字", "rename-member"),
            phrases=(
                Phrase(
                    "[把|将|给]{member}[的名字](改名叫|改名为|改名成|改名|改叫|改成叫){name}", weight=4.2, where="start"
                ),
                Phrase("[把|将]{member}的(名字|姓名|称呼)(改成|改为|换成){name}", weight=4.2, where="start"),
                Phrase("rename {member} to {name}", weight=4.2, where="start"),
            ),
            examples=("把李娜改名叫李娜娜",),
        ),
    ),
    sentences={
        "people.changed": ("👥 {who}改了成员：", "👥 {who} changed a member:"),
        "member.role_set": ("✅ {name}现在是{role}", "✅ {name} is now {role}"),
        "member.role_same": ("{name}已经是{role}了", "{name} is {role} already"),
        "member.renamed": (
            "✅ {old}改名叫{name}了，叫旧名我也认得",
            "✅ {old} is now called {name}; I still know the old name",
        ),
        "button.demote": ("确定", "Yes"),
        "ask.role.missing": (
            "设为什么角色？销售、主管、财务、审计还是管理员",
            "Which role: rep, manager, finance, auditor or admin?",
        ),
        "ask.member.missing": ("是哪位同事？直接说名字", "Which colleague? Just say the name"),
        "ask.member.ambiguous": ("“{said}”是哪位同事？", "Which colleague is “{said}”?"),
        "what.admin.member.role": ("改角色", "the role"),
        "what.member.rename": ("改同事的名字", "the colleague's name"),
        "refused.no_role": (
            "没有“{role}”这个角色，可以设为：销售、主管、财务、审计、管理员",
            "There is no role “{role}”: rep, manager, finance, auditor, admin",
        ),
        "refused.member_name": (
            "“{name}”不能用：太短，或者已经有同事叫这个",
            "“{name}” won't do: too short, or a colleague is called so",
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
    },
)
