"""The people who work here: inviting and accepting them, their roles and teams, and when they leave."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.invitations import issue_invitation
from commands.joining import next_telling, tell_later
from commands.message import Button, Reply, Sentence
from nlp.grammar import Phrase
from store import members, shelf, workspaces


@dataclass(frozen=True, kw_only=True, slots=True)
class ListMembers:
    """Who works here, with role, team and platforms; with `since`, who joined after that."""

    since: datetime | None = None
    page: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Invite:
    """A code by which so many people can join within a week."""

    people: Annotated[int | None, Slot("number")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TellJoined:
    """The hour has come to tell an admin who joined."""

    since: datetime


SHOWN = 6
"""Members of a list shown at once."""
INVITED, DAYS = 20, 7
"""People and days that an invitation is good for."""
MOST = 200


def list_(command: ListMembers, context: Context) -> Reply:
    """A line for each, the active ones."""
    rows = [row for row in members.every(context.tx, context.workspace) if row.active]
    if command.since is not None:
        rows = members.joined_since(context.tx, context.workspace, command.since)
    teams = {team.id: team.name for team in workspaces.teams(context.tx, context.workspace)}
    known = members.platforms(context.tx, context.workspace)
    start = (command.page - 1) * SHOWN
    lines = [say("member.total", total=len(rows))]
    for row in rows[start : start + SHOWN]:
        team = teams.get(row.team_id) if row.team_id else None
        where = tuple(platform_name(each, context) for each in known.get(row.id, ()))
        lines.append(say("member.line", name=row.name, role=say(f"role.{row.role}"), team=team, platforms=where))
    more = Button(label=say("button.more"), command=replace(command, page=command.page + 1))
    return Reply(lines=tuple(lines), buttons=(more,) if len(rows) > start + SHOWN else ())


def platform_name(platform: str, context: Context) -> Sentence | str:
    """A platform as people call it."""
    key = f"platform.{platform}"
    return say(key) if key in context.catalogue.sentences else platform


def invite(command: Invite, context: Context) -> Reply:
    """A code, and the link that brings it along where a platform has one."""
    people = min(command.people or INVITED, MOST)
    code = issue_invitation(context.tx, context.workspace, "rep", hours=24 * DAYS, uses=people)
    lines = [say("invite.code", code=code, people=people, days=DAYS), say("invite.how")]
    for platform in _platforms(context):
        link = shelf.get(context.tx, f"link:{platform}")
        if link is not None:
            lines.append(say("invite.link", link=f"{link.decode()}{code}"))
    return Reply(lines=tuple(lines), private=True)


def _platforms(context: Context) -> list[str]:
    known = members.platforms(context.tx, context.workspace).values()
    return list(dict.fromkeys((context.place.platform, *(each for of_one in known for each in of_one))))


def tell_joined(command: TellJoined, context: Context) -> Reply:
    """One line a day; a second one of the same day waits for the next morning."""
    rows = members.joined_since(context.tx, context.workspace, command.since)
    if not rows:
        return Reply()
    local = context.local(context.now)
    name = f"joined:{context.speaker.id.hex}"
    today = local.date().isoformat().encode()
    if shelf.get(context.tx, name) == today:
        later = next_telling(local.replace(hour=23))
        tell_later(context.tx, context.workspace, context.speaker.id, at=later, since=command.since)
        return Reply()
    shelf.put(context.tx, name, today, seconds=timedelta(days=2).total_seconds())
    show = Button(label=say("button.members"), command=ListMembers(since=command.since))
    key = "member.joined_today" if context.local(command.since).date() == local.date() else "member.joined_since"
    return Reply(lines=(say(key, total=len(rows)),), buttons=(show,), to=context.speaker.id)


SUBJECT = Subject(
    name="people",
    title=("成员", "Members"),
    commands=(
        Command(
            name="member.list",
            type=ListMembers,
            handler=list_,
            title=("成员", "Members"),
            slash=("成员", "members"),
            phrases=(
                Phrase(
                    "(成员|成员名单|成员列表|看名单|看成员|有哪些成员|团队成员|有哪些同事|members)",
                    weight=3.4,
                    where="whole",
                ),
            ),
            examples=("成员",),
            writes=False,
        ),
        Command(
            name="member.invite",
            type=Invite,
            handler=invite,
            title=("邀请", "Invite"),
            roles=("admin",),
            slash=("邀请", "invite"),
            phrases=(
                Phrase(
                    "(邀请|邀请码|邀请同事|邀请新人|生成邀请码|给我邀请码|要个邀请码|invite)", weight=3.4, where="whole"
                ),
                Phrase("邀请{people}[个|位](人|同事)", weight=3.4, where="whole"),
            ),
            examples=("邀请", "邀请5个人"),
            undoable=False,
        ),
        Command(
            name="member.joined",
            type=TellJoined,
            handler=tell_joined,
            title=("新成员", "New members"),
            undoable=False,
            hidden=True,
        ),
    ),
    sentences={
        "member.total": ("共{total}人", "{total} people"),
        "member.line": ("{name} · {role}[ · {team}][ · {platforms}]", "{name} · {role}[ · {team}][ · {platforms}]"),
        "member.joined_today": ("今天新加入{total}人", "{total} joined today"),
        "member.joined_since": ("昨天以来新加入{total}人", "{total} joined since yesterday"),
        "button.members": ("看名单", "Who"),
        "invite.code": (
            "邀请码 {code}，{people}人、{days}天内有效",
            "Invitation {code}, for {people} people within {days} days",
        ),
        "invite.how": ("让同事私聊我，把码发给我就行", "Let them send me the code in private"),
        "invite.link": ("或直接点：{link}", "Or just tap: {link}"),
        "welcome": (
            "你好[，{name}]！我是跟进，帮你记客户、记跟进，到时候提醒你",
            "Hello[, {name}]! I'm Genjin: I keep your customers and follow-ups, and remind you in time",
        ),
        "welcome.say": (
            "平常怎么说就怎么发：今天拜访了华为的李总，聊了报价，下周三再约",
            "Just say what happened: /log Acme visited Mr Li, talked about prices",
        ),
        "ask.name": ("怎么称呼你？", "What shall I call you?"),
        "platform.wecom": ("企业微信", "WeCom"),
        "platform.feishu": ("飞书", "Feishu"),
        "platform.telegram": ("Telegram", "Telegram"),
        "platform.web": ("网页", "web"),
        "platform.terminal": ("终端", "terminal"),
    },
)
