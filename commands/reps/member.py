"""Who am I, and one person on several platforms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from commands import applicants, invitations, joining
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.message import Reply
from commands.rights import EVERYBODY, STRANGER
from commands.sentences import Language
from nlp.grammar import Phrase
from nlp.sensitive import sensitive
from store import members, shelf, workspaces
from store.tables import Member


@dataclass(frozen=True, kw_only=True, slots=True)
class WhoAmI:
    """Who the bot takes the speaker for, and what they may do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueCode:
    """A one-time code that binds another platform's account to the speaker."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BindIdentity:
    """Binds the account that says the code to the member who asked for it; in private only."""

    code: Annotated[str, Slot("code", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class SetLanguage:
    """The language the bot answers the speaker in."""

    text: Annotated[str, Slot("text", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class SetName:
    """What the speaker wants to be called."""

    text: Annotated[str, Slot("text", ask=True)]


_RANKS = ("rep", "finance", "manager", "admin")
CODE_LIVES = timedelta(minutes=15)
"""How long a binding code can be used."""
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,8}|[A-Za-z][A-Za-z .'-]{1,30}")
_NAME_HEAD = re.compile(r"^(?:你可以|可以|就|请)?(?:我的名字是|我名字叫|我姓名是|我叫|叫我|我是|称呼我|叫|name is)\s*")
_NAME_END = re.compile(r"[,，。.!！;；\n]|(?:就行|就好|吧)$")
_NO_NAME = re.compile(
    "你好|您好|好的|谢谢|收到|在吗|在不在|不用|帮助|测试|知道了|没有|可以|什么|怎么用|ok|hello|hi|thanks", re.I
)


def who(command: WhoAmI, context: Context) -> Reply:
    """Name, role, team, and the platforms that are bound."""
    del command
    speaker = context.speaker
    if speaker.role == STRANGER:
        return reply(say("stranger"))
    teams = {team.id: team.name for team in workspaces.teams(context.tx, context.workspace)}
    known = members.identities(context.tx, context.workspace, speaker.id)
    platforms = tuple(dict.fromkeys(each.platform for each in known))
    team = teams.get(speaker.team_id) if speaker.team_id else None
    return reply(
        say("who", name=speaker.name, role=say(f"role.{speaker.role}"), team=team),
        say("who.where", platforms=platforms),
    )


def issue(command: IssueCode, context: Context) -> Reply:
    """A code for the other platform, shown in private, good once and for a quarter of an hour."""
    del command
    code = invitations.new_code()
    name = invitations.shelved("bind", context.workspace, code)
    shelf.put(context.tx, name, context.speaker.id.bytes, seconds=CODE_LIVES.total_seconds())
    minutes = int(CODE_LIVES.total_seconds() // 60)
    return Reply(lines=(say("code.issued", minutes=minutes), say("code.use", code=code)), private=True)


def bind(command: BindIdentity, context: Context) -> Reply:
    """Makes this account one of the member who asked for the code, or gives what an invitation is good for."""
    invited = invitations.invitation(context.tx, context.workspace, command.code)
    if not context.place.private:
        if invited is None or invited.role != "admin":
            raise Refused("refused.bind_private")
        invitations.burn(context.tx, context.workspace, command.code)
        return reply(say("refused.burnt"))
    if invited is not None:
        return _redeem(command.code, invited, context)
    name = invitations.shelved("bind", context.workspace, command.code)
    held = shelf.get(context.tx, name)
    member = members.get(context.tx, context.workspace, UUID(bytes=held)) if held is not None else None
    if member is None or not member.active or not shelf.compare_and_set(context.tx, name, held, None):
        raise Refused("refused.bad_code")
    workspaces.lock(context.tx, context.workspace)
    who = _this(context)
    joining.identify(context.unit, who, member.id)
    applicants.file_kept(context.unit, who)
    return reply(say("bound", name=member.name, role=say(f"role.{member.role}")))


def _this(context: Context, name: str = "") -> applicants.Applicant:
    place = context.place
    return applicants.Applicant(
        platform=place.platform,
        app=place.app,
        user=context.sender,
        name=name,
        chat=place.external,
        topic=place.topic,
    )


def _redeem(code: str, invited: invitations.Invitation, context: Context) -> Reply:
    """A stranger joins, somebody who left comes back, and a member gets the admin's role if the code gives that."""
    workspaces.lock(context.tx, context.workspace)
    who = _this(context, context.speaker.name)
    known = members.who(context.tx, context.workspace, platform=who.platform, app=who.app, user_id=who.user)
    if known is not None and known[1].active and not _more(invited.role, known[1].role):
        return reply(say("invite.known", name=known[1].name))
    if not invitations.spend(context.tx, context.workspace, code, invited):
        raise Refused("refused.bad_code")
    if known is None:
        member = joining.enrol(context.unit, who, role=invited.role, zone=context.zone)
    else:
        member = known[1].id
        record = context.unit.edit(Member, member)
        record.active, record.role = True, invited.role
        context.unit.flush()
    applicants.file_kept(context.unit, who)
    row = members.get(context.tx, context.workspace, member)
    assert row is not None
    name = None if joining.is_working_name(row.name) else row.name
    key = "admin.welcome" if invited.role == "admin" else "joined"
    return reply(say(key, name=name, role=say(f"role.{row.role}")))


def _more(role: str, than: str) -> bool:
    """Whether a role may more than another; the workspace's own roles are not compared."""
    return role in _RANKS and than in _RANKS and _RANKS.index(role) > _RANKS.index(than)


def rename(command: SetName, context: Context) -> Reply:
    """The name under which everybody sees the speaker."""
    name = _NAME_HEAD.sub("", _NAME_END.split(command.text.strip())[0]).strip()
    if not _NAME.fullmatch(name) or _NO_NAME.fullmatch(name) or sensitive(name):
        raise Refused("refused.name")
    context.unit.edit(Member, context.speaker.id).name = name
    return reply(say("named", name=name))


_LANGUAGES: Mapping[str, Language] = {
    **dict.fromkeys(("zh", "中文", "汉语"), "zh"),
    **dict.fromkeys(("en", "english", "英文", "英语"), "en"),
}


def language(command: SetLanguage, context: Context) -> Reply:
    """The language of all that the bot says to the speaker from now on."""
    chosen = _LANGUAGES.get(command.text.strip().lower())
    if chosen is None:
        raise Refused("refused.language")
    context.unit.edit(Member, context.speaker.id).language = chosen
    return Reply(lines=(say("language.set"),), to=context.speaker.id)


SUBJECT = Subject(
    name="member",
    title=("我是谁", "People"),
    commands=(
        Command(
            name="member.show",
            type=WhoAmI,
            handler=who,
            title=("我是谁", "Who am I"),
            slash=("我是谁", "whoami"),
            phrases=(Phrase("(我是谁|我的权限|我的身份|whoami|我能做什么)", weight=3.2, where="whole"),),
            examples=("我是谁",),
            writes=False,
        ),
        Command(
            name="identity.code",
            type=IssueCode,
            handler=issue,
            title=("生成绑定码", "Get a binding code"),
            slash=("绑定码", "code"),
            phrases=(
                Phrase("(生成绑定码|绑定码|给我绑定码|给我个绑定码|要个绑定码)", weight=3.3, where="whole"),
                Phrase("(生成|给我|要)[一][个]绑定码", weight=3.3),
            ),
            examples=("生成绑定码",),
            undoable=False,
        ),
        Command(
            name="identity.bind",
            shows="anyone",
            roles=EVERYBODY,
            type=BindIdentity,
            handler=bind,
            title=("绑定", "Bind"),
            slash=("绑定", "bind"),
            phrases=(Phrase("(绑定|绑定账号|绑定码|管理员码|邀请码)[:]{code}", weight=3.4, where="whole"),),
            examples=("绑定 ABCD-2345",),
            undoable=False,
        ),
        Command(
            name="member.name",
            type=SetName,
            handler=rename,
            title=("改称呼", "Your name"),
            slash=("我叫", "name"),
            phrases=(Phrase("(我的名字是|我名字叫|以后叫我|称呼我){text}", weight=3.6, where="start"),),
            examples=("我的名字是王芳",),
            shows="anyone",
        ),
        Command(
            name="member.language",
            type=SetLanguage,
            handler=language,
            title=("语言", "Language"),
            slash=("语言", "lang"),
            phrases=(
                Phrase("(语言|language|lang)[:]{text}", weight=3.2, where="whole"),
                Phrase("(说|用|切换成|改成|换成)(英文|英语|english|中文)", weight=3.0, where="whole"),
            ),
            examples=("/lang en",),
        ),
    ),
    sentences={
        "who": ("你是{name}（{role}）[ · {team}]", "You are {name} ({role})[ · {team}]"),
        "who.where": (
            "已绑定：{platforms}。要加一个平台，发“生成绑定码”",
            "Bound: {platforms}. To add a platform, say “code”",
        ),
        "role.rep": ("销售", "rep"),
        "role.manager": ("主管", "manager"),
        "role.admin": ("管理员", "admin"),
        "role.finance": ("财务", "finance"),
        "role.auditor": ("审计", "auditor"),
        "code.issued": (
            "绑定码{minutes}分钟内有效，只能用一次。在另一个平台私聊我发：",
            "This code works once, for {minutes} minutes. On the other platform, tell me in private:",
        ),
        "code.use": ("绑定 {code}", "/bind {code}"),
        "bound": (
            "绑好了，你是{name}（{role}）。试试说：今天拜访了…",
            "Bound: you are {name} ({role}). Try: visited … today",
        ),
        "stranger": (
            "我还不认识你。请同事发“生成绑定码”，再私聊我发：绑定 加上那个码",
            "I don't know you yet. Ask for a binding code and tell me in private: /bind and the code",
        ),
        "joined": (
            "[{name}，]你已经加入了（{role}）。试试说：今天拜访了…",
            "[{name}, ]you are in ({role}). Try: visited … today",
        ),
        "admin.welcome": (
            "[{name}，]你现在是管理员了。拉我进群后在群里说：@我 这个群是××组；请同事加入：邀请",
            "[{name}, ]you are an admin now. In a group say: /bind-group and the team; to invite people: /invite",
        ),
        "invite.known": (
            "{name}，你已经在了，这个码留给别人吧",
            "{name}, you are in already; keep the code for others",
        ),
        "named": ("好的，{name}", "All right, {name}"),
        "what.member.name": ("改称呼", "the name"),
        "refused.name": (
            "没听出名字，什么都没改。发：我的名字是王芳",
            "That doesn't look like a name; nothing changed. Say: /name Fang Wang",
        ),
        "refused.burnt": (
            "码发在群里就作废了。请重新要一个，私聊发给我",
            "A code that was sent in a group is void. Get a new one and send it to me in private",
        ),
        "language.set": ("好，以后用中文回你", "OK, I'll answer in English from now on"),
        "refused.bind_private": ("绑定码别发在群里，请私聊我发", "Not in a group: send me the code in private"),
        "refused.bad_code": (
            "这个码不对，或已经用过、过期了。请重新要一个",
            "That code is wrong, used or too old. Please get a new one",
        ),
        "refused.language": ("发“语言 中文”或“/lang en”", "Say “/lang en” or “语言 中文”"),
    },
)
