"""Those who knock: an admin accepts or declines somebody whom nobody vouches for."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from commands import applicants, invitations, joining
from commands.catalogue import Command, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply
from store import members, parked, shelf, workspaces
from store.tables import Member


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptPerson:
    """The button 接受 under somebody who knocked."""

    who: applicants.Applicant


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclinePerson:
    """The button 拒绝 under somebody who knocked."""

    who: applicants.Applicant


DECLINED = timedelta(days=7)
"""How long somebody who was declined does not knock again."""


def knock(who: applicants.Applicant, admin: UUID, *, platform: object, group: bool) -> Reply:
    """What an admin hears of somebody who knocked."""
    buttons = (
        Button(label=say("button.accept"), command=AcceptPerson(who=who), primary=True),
        Button(label=say("button.decline"), command=DeclinePerson(who=who)),
    )
    line = say("knock.group" if group else "knock", name=who.name or say("somebody"), platform=platform)
    return Reply(lines=(line,), buttons=buttons, to=admin)


def accept(command: AcceptPerson, context: Context) -> Reply:
    """They are a member from now on, and what they wrote meanwhile is filed as if it had just arrived."""
    who, tx = command.who, context.tx
    workspaces.lock(tx, context.workspace)
    known = members.who(tx, context.workspace, platform=who.platform, app=who.app, user_id=who.user)
    if known is not None and known[1].active:
        raise Refused("refused.accepted", name=known[1].name)
    if known is not None:
        member = known[1].id
        context.unit.edit(Member, member).active = True
    else:
        member = joining.enrol(context.unit, who, role="rep", zone=context.zone, tell=False)
    shelf.delete(tx, declined(context.workspace, who))
    kept = applicants.file_kept(context.unit, who)
    context.unit.flush()
    row = members.get(tx, context.workspace, member)
    assert row is not None
    welcome = Reply(lines=(say("accepted.welcome"), say("welcome.say")), to=member)
    return Reply(lines=(say("accepted", name=row.name, kept=kept or None),), also=(welcome,) if who.chat else ())


def decline(command: DeclinePerson, context: Context) -> Reply:
    """What they wrote is forgotten, and they do not knock again for a week."""
    who = command.who
    known = members.who(context.tx, context.workspace, platform=who.platform, app=who.app, user_id=who.user)
    if known is not None and known[1].active:
        raise Refused("refused.accepted", name=known[1].name)
    at = {"platform": who.platform, "app": who.app, "user": who.user}
    parked.take_words(context.tx, context.workspace, **at, now=context.now)
    ends = (context.now + DECLINED).isoformat().encode()
    shelf.put(context.tx, declined(context.workspace, who), ends, seconds=DECLINED.total_seconds())
    return Reply(lines=(say("declined", name=who.name or say("somebody")),))


def declined(workspace: UUID, who: applicants.Applicant) -> str:
    """The name under which it is kept that somebody was declined."""
    return invitations.shelved("declined", workspace, f"{who.platform}\n{who.app}\n{who.user}")


SUBJECT = Subject(
    name="applicant",
    title=("申请加入", "Applicants"),
    commands=(
        Command(
            name="member.accept",
            type=AcceptPerson,
            handler=accept,
            title=("接受", "Accept"),
            roles=("admin",),
            undoable=False,
            hidden=True,
        ),
        Command(
            name="member.decline",
            type=DeclinePerson,
            handler=decline,
            title=("拒绝", "Decline"),
            roles=("admin",),
            undoable=False,
            hidden=True,
        ),
    ),
    sentences={
        "knock": (
            "{name}（{platform}）想用我，是自己人吗？",
            "{name} ({platform}) would like to use me. One of yours?",
        ),
        "knock.group": (
            "{name}（{platform}）在群里找我，我还不认识。是自己人吗？",
            "{name} ({platform}) spoke to me in a group and I don't know them. One of yours?",
        ),
        "somebody": ("有人", "Somebody"),
        "stranger.hello": (
            "你好，我是跟进，我们还不认识。有邀请码就发给我；没有就说一句你是谁，我转告管理员",
            "Hello, I'm Genjin; we haven't met. Send me your invitation, or say who you are and I'll tell the admin",
        ),
        "stranger.maybe_ours": (
            "你好，我是跟进。说一句话我就知道你是谁了，比如“今天拜访了云图吴总”；有邀请码也直接发给我",
            "Hello, I'm Genjin. Say anything, such as “visited Yuntu today”, and I'll know who you are. "
            "If you have an invitation, just send it",
        ),
        "stranger.pending": (
            "已告诉管理员，你说的我先收着，通过了就记上",
            "I've told the admin. I'm keeping what you say and will file it once you are let in",
        ),
        "stranger.no_admin": (
            "还没有管理员。有管理员码就发给我；你说的我先收着",
            "There is no admin yet. If you have the admin's code, send it to me; I'm keeping what you say",
        ),
        "stranger.full": ("收不下了，等管理员通过了再说", "I can't keep more; please wait until the admin lets you in"),
        "stranger.declined": ("管理员没有通过，请直接找同事", "The admin has said no; please ask a colleague"),
        "stranger.group": (
            "我还不认识你，这句没记。已告诉管理员，也可以私聊我",
            "I don't know you yet, so nothing was kept. The admin knows; you can also tell me in private",
        ),
        "stranger.hidden": (
            "匿名管理员没法绑定，我认不出是谁。请用自己的身份说",
            "I can't tell who an anonymous admin is. Please speak as yourself",
        ),
        "stranger.left": (
            "你的账号已停用，这句没记。要恢复请找管理员",
            "Your account is switched off, so nothing was kept. Please ask an admin",
        ),
        "accepted": (
            "✅ {name}加入了[，他之前说的{kept}句正在记]",
            "✅ {name} is in[; filing the {kept} messages they sent before]",
        ),
        "accepted.welcome": ("管理员通过了，你已经加入", "The admin has let you in"),
        "declined": ("好，没让{name}进来，他说的也没留", "OK, {name} stays out, and nothing they said is kept"),
        "button.accept": ("接受", "Accept"),
        "button.decline": ("拒绝", "Decline"),
        "refused.accepted": ("{name}已经加入了", "{name} is in already"),
    },
)
