"""Members who are not here yet, or no more: added by name, waiting, back again."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from commands import invitations
from commands.announcing import heard
from commands.catalogue import Command, Slot, Subject
from commands.codec import from_bytes
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Message, Reply, Sentence
from commands.naming import without_numbers
from commands.parties import active_member
from commands.reps.people import platform_name
from nlp.grammar import Phrase
from store import members, parked, shelf, workspaces
from store.members import MemberRow
from store.tables import Member


@dataclass(frozen=True, kw_only=True, slots=True)
class AddMember:
    """Somebody who will work with the bot, by name; the code that comes with it makes an account theirs."""

    name: Annotated[str, Slot("name", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeFor:
    """A fresh code for a member who has not come yet."""

    member: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPending:
    """Who was added and has not come, and who wrote and is not let in yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BringBack:
    """Who left is back: heard again, with the role and the team of then."""

    name: Annotated[str, Slot("name", ask=True)]


DAYS = 7
"""How long the code of a member who was added is good."""
SHOWN = 6
_PLAIN = "“”\"'「」 @"


def add(command: AddMember, context: Context) -> Reply:
    """A member without an account, in the one team there is; who is back is told so instead."""
    name = without_numbers(command.name.strip(_PLAIN)).removeprefix("同事").removeprefix("新人")
    if len(name) < 2:
        raise Refused("refused.member_name", name=name)
    workspaces.lock(context.tx, context.workspace)
    same = next((row for row in members.every(context.tx, context.workspace) if row.name == name), None)
    if same is not None:
        back = () if same.active else (Button(label=say("button.bring_back"), command=BringBack(name=name)),)
        raise Refused("refused.member_there" if same.active else "refused.member_left", name=name, buttons=back)
    teams = [team for team in workspaces.teams(context.tx, context.workspace) if not team.walled]
    record = context.unit.add(Member, name=name, team_id=teams[0].id if len(teams) == 1 else None)
    line = say("member.added", name=name, team=teams[0].name if len(teams) == 1 else None)
    return Reply(lines=(line, *_code(context, record.id, name)), private=True, also=heard(context, line))


def code_for(command: CodeFor, context: Context) -> Reply:
    """Another code; the earlier one is good as long as it was."""
    row = active_member(context, command.member)
    return Reply(lines=_code(context, row.id, row.name), private=True)


def _code(context: Context, member: UUID, name: str) -> tuple[Sentence, Sentence]:
    code = invitations.new_code()
    held = invitations.shelved("bind", context.workspace, code)
    shelf.put(context.tx, held, member.bytes, seconds=timedelta(days=DAYS).total_seconds())
    return say("member.code", name=name, days=DAYS), say("code.use", code=code)


def pending(command: ListPending, context: Context) -> Reply:
    """Both kinds, each with what the admin can do."""
    del command
    bound = members.platforms(context.tx, context.workspace)
    rows = members.every(context.tx, context.workspace)
    away = [row for row in rows if row.active and row.id not in bound]
    lines = [say("pending.member", name=row.name) for row in away[:SHOWN]]
    for kept in parked.who_waits(context.tx, context.workspace, context.now)[: max(0, SHOWN - len(lines))]:
        name = from_bytes(Message, kept.payload).sender.name or say("somebody")
        where = platform_name(kept.platform, context)
        lines.append(say("pending.knocks", name=name, platform=where, total=kept.count))
    if not lines:
        return Reply(lines=(say("pending.none"),))
    buttons = [Button(label=say("button.code_for", name=row.name), command=CodeFor(member=row.id)) for row in away[:3]]
    return Reply(lines=tuple(lines), buttons=tuple(buttons), private=True)


def bring_back(command: BringBack, context: Context) -> Reply:
    """Active again under every account; customers that were handed over stay where they are."""
    name = command.name.strip(_PLAIN)
    row = _left(context, name)
    context.unit.edit(Member, row.id).active = True
    role = say(f"role.{row.role}")
    line = say("member.back", name=row.name, role=role)
    welcome = Reply(lines=(say("member.welcome_back", role=role),), to=row.id)
    return Reply(lines=(line,), also=(welcome, *heard(context, line)))


def _left(context: Context, name: str) -> MemberRow:
    rows = [row for row in members.every(context.tx, context.workspace) if name in (row.name, *row.aliases)]
    left = [row for row in rows if not row.active]
    if not left:
        raise Refused("refused.not_left" if rows else "refused.unknown_member", name=name)
    return left[-1]


SUBJECT = Subject(
    name="member_add",
    title=("加成员", "Adding members"),
    commands=(
        Command(
            name="member.add",
            type=AddMember,
            handler=add,
            title=("加成员", "Add a member"),
            roles=("admin",),
            slash=("加成员", "add-member"),
            phrases=(
                Phrase("[把|将]{name}(加进来|加到系统里|加进系统|加进跟进)", weight=3.9, where="whole"),
                Phrase(
                    "(加|新增|添加|加个|加一个|新加)(成员|同事|新同事|销售同事)[:| ]{name}", weight=4.0, where="whole"
                ),
                Phrase("(add) [a] (member|colleague) {name}", weight=4.0, where="whole"),
            ),
            examples=("把王芳加进来",),
            examples_en=("/add-member Fang Wang",),
        ),
        Command(
            name="member.code",
            type=CodeFor,
            handler=code_for,
            title=("再发邀请码", "Another code"),
            roles=("admin",),
            undoable=False,
            hidden=True,
        ),
        Command(
            name="member.pending",
            type=ListPending,
            handler=pending,
            title=("谁还没进来", "Who is not in yet"),
            roles=("admin",),
            slash=("谁在等", "pending"),
            phrases=(
                Phrase(
                    "(谁还没绑定|谁没绑定|谁还没进来|谁还没加入|谁在等|谁在等通过|待加入|待加入的人|等待加入|谁还没来)",
                    weight=4.0,
                    where="whole",
                ),
                Phrase("(who is not in yet|who is waiting)", weight=4.0, where="whole"),
            ),
            examples=("谁还没绑定",),
            examples_en=("/pending",),
            writes=False,
        ),
        Command(
            name="member.back",
            type=BringBack,
            handler=bring_back,
            title=("恢复成员", "Bring a member back"),
            roles=("admin",),
            slash=("恢复成员", "bring-back"),
            phrases=(
                Phrase("(恢复|启用|重新启用|激活)(成员|同事|账号){name}[的账号]", weight=4.1, where="whole"),
                Phrase("(恢复|启用|重新启用|激活){name}的账号", weight=4.1, where="whole"),
                Phrase("{name}(回来上班了|复职了|返岗了|回公司了|又入职了)", weight=3.9, where="whole"),
                Phrase("{name}(回来了|复职了|返岗了),…(恢复|启用|激活|打开|开通)…", weight=4.0, where="whole"),
                Phrase("(bring back|reactivate) {name}", weight=4.1, where="whole"),
            ),
            examples=("恢复成员 王强",),
            examples_en=("/bring-back Wang Qiang",),
        ),
    ),
    sentences={
        "member.added": ("✅ 加了{name}[ · {team}]", "✅ {name} is added[ · {team}]"),
        "member.code": (
            "让{name}私聊我发下面这句，{days}天内有效，只认一次：",
            "Within {days} days {name} sends me this in private; it works once:",
        ),
        "pending.member": ("{name} 还没绑定账号", "{name} has no account yet"),
        "pending.knocks": (
            "{name}（{platform}）在等你通过，说了{total}句",
            "{name} ({platform}) waits to be let in, with {total} messages",
        ),
        "pending.none": ("都进来了，没有人在等", "Everybody is in, nobody waits"),
        "member.back": ("✅ {name}回来了（{role}），说的话我又记了", "✅ {name} is back ({role}); I listen again"),
        "member.welcome_back": (
            "欢迎回来！你的账号恢复了（{role}）",
            "Welcome back! Your account is on again ({role})",
        ),
        "button.code_for": ("给{name}发码", "A code for {name}"),
        "button.bring_back": ("恢复", "Bring back"),
        "what.member.add": ("加成员", "the new member"),
        "what.member.back": ("恢复成员", "bringing back"),
        "refused.member_there": ("{name}已经在了", "{name} is here already"),
        "refused.member_left": ("{name}以前在，已停用。要恢复吗？", "{name} was here before. Bring them back?"),
        "refused.not_left": ("{name}没有停用，一直在", "{name} is here and always was"),
    },
)
