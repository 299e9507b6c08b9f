"""Who am I, and one person on several platforms."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, reply, say
from commands.errors import Refused
from commands.message import Reply
from commands.rights import EVERYBODY, STRANGER
from nlp.grammar import Phrase
from store import members, shelf, workspaces
from store.tables import Identity, Member


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

    @classmethod
    def said_in(cls, text: str) -> "BindIdentity | None":
        """The code in what a stranger says: 绑定 ABCD-2345."""
        found = _CODE.search(text.upper())
        return cls(code=found.group()) if found else None


@dataclass(frozen=True, kw_only=True, slots=True)
class SetLanguage:
    """The language the bot answers the speaker in."""

    text: Annotated[str, Slot("text", ask=True)]


CODE_LIVES = timedelta(minutes=15)
"""How long a binding code can be used."""
_CODE = re.compile(r"[A-Z2-9]{4}-?[A-Z2-9]{4}")
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


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
    raw = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    code = f"{raw[:4]}-{raw[4:]}"
    shelf.put(context.tx, _shelved(context, code), context.speaker.id.bytes, seconds=CODE_LIVES.total_seconds())
    minutes = int(CODE_LIVES.total_seconds() // 60)
    return Reply(lines=(say("code.issued", minutes=minutes), say("code.use", code=code)), private=True)


def _shelved(context: Context, code: str) -> str:
    digest = hashlib.sha256(code.replace("-", "").upper().encode()).hexdigest()
    return f"bind:{context.workspace.hex}:{digest}"


def bind(command: BindIdentity, context: Context) -> Reply:
    """Makes this account one of the member who asked for the code; never in a group."""
    if not context.place.private:
        raise Refused("refused.bind_private")
    name = _shelved(context, command.code)
    held = shelf.get(context.tx, name)
    if held is None:
        raise Refused("refused.bad_code")
    member = members.get(context.tx, context.workspace, UUID(bytes=held))
    if member is None or not member.active:
        raise Refused("refused.bad_code")
    shelf.delete(context.tx, name)
    place = context.place
    known = members.who(context.tx, context.workspace, platform=place.platform, app=place.app, user_id=context.sender)
    if known is not None:
        context.unit.edit(Identity, known[0].id).member_id = member.id
    else:
        context.unit.add(
            Identity,
            platform=place.platform,
            app=place.app,
            user_id=context.sender,
            member_id=member.id,
            private_chat_id=place.id,
            bound_at=context.now,
        )
    return reply(say("bound", name=member.name, role=say(f"role.{member.role}")))


def language(command: SetLanguage, context: Context) -> Reply:
    """The language of all that the bot says to the speaker from now on."""
    wanted = command.text.strip().lower()
    chosen = "en" if wanted in ("en", "english", "英文", "英语") else "zh" if wanted in ("zh", "中文", "汉语") else None
    if chosen is None:
        raise Refused("refused.language")
    context.unit.edit(Member, context.speaker.id).language = chosen
    return reply(say("language.set" if chosen == "zh" else "language.set_en"))


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
            roles=EVERYBODY,
            type=BindIdentity,
            handler=bind,
            title=("绑定", "Bind"),
            slash=("绑定", "bind"),
            phrases=(Phrase("(绑定|绑定账号|绑定码)[:]{code}", weight=3.4, where="whole"),),
            examples=("绑定 ABCD-2345",),
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
        "language.set": ("好，以后用中文回你", "好，以后用中文回你"),
        "language.set_en": ("OK, I'll answer in English from now on", "OK, I'll answer in English from now on"),
        "refused.bind_private": ("绑定码别发在群里，请私聊我发", "Not in a group: send me the code in private"),
        "refused.bad_code": (
            "这个码不对，或已经用过、过期了。请重新要一个",
            "That code is wrong, used or too old. Please get a new one",
        ),
        "refused.language": ("发“语言 中文”或“/lang en”", "Say “/lang en” or “语言 中文”"),
    },
)
