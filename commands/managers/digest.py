"""Digests: what a manager is told of the team's day and week, by itself and when asked."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from commands.calendar import calendar_of
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, Place, say
from commands.crews import crew_of, team_crew
from commands.digests import series, series_id
from commands.fetch_words import FETCH, FETCHED, KINDLY
from commands.hours import hours_of
from commands.managers import digest_day, digest_group, digest_week
from commands.managers.digest_day import day_digest
from commands.managers.digest_group import group_day, group_week
from commands.managers.digest_week import week_digest
from commands.managers.rows import week_of
from commands.managers.told import MoreLists, Told, more_lists
from commands.message import Reply
from commands.outgoing import place_of
from commands.rights import MEMBERS, SYSTEM
from commands.schedules import LATE
from commands.values import Period
from nlp.grammar import Phrase
from store import editions, workspaces
from store.editions import Kind

NOON = 12
MIDWEEK = 3
"""A weekly digest before Thursday tells of the week before, a daily one before noon of the workday before."""
COUNTED = ("followups", "followed", "new_customers", "overdue", "stale")
"""What an edition writes down."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SendDaily:
    """The time has come for a day's digest: the manager's own, or a group's."""

    chat: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SendWeekly:
    """The time has come for a week's digest."""

    chat: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportDigest:
    """A digest on request: of a day, a week, any days; of the team or of one person."""

    range: Annotated[Period | None, Slot("range")] = None
    member: Annotated[UUID | None, Slot("member")] = None
    topic: Annotated[str | None, Slot("topic")] = None


def send_daily(command: SendDaily, context: Context) -> Reply:
    """The digest of this day, once."""
    at = context.local(context.sent_at)
    day = at.date()
    if at.hour < NOON:
        day = calendar_of(context.tx, context.workspace).workday_before(day)
    if command.chat is None:
        reply, told = day_digest(context, crew_of(context), day, present=at.date() == context.today)
        return _sent("daily", at, reply, told)
    place = _group(context, command.chat)
    if place is None:
        return Reply()
    reply, told = group_day(context, team_crew(context, place.team_id), place, day)
    return _sent("daily", at, reply, told, chat=command.chat)


def send_weekly(command: SendWeekly, context: Context) -> Reply:
    """The digest of this week, once."""
    at = context.local(context.sent_at)
    first, last = week_of(at.date() if at.weekday() >= MIDWEEK else at.date() - timedelta(days=7))
    if command.chat is None:
        present = at.date() == context.today
        reply, told = week_digest(context, crew_of(context), first, last, present=present)
        return _sent("weekly", at, reply, told)
    place = _group(context, command.chat)
    if place is None:
        return Reply()
    reply, told = group_week(context, team_crew(context, place.team_id), place, first, last)
    return _sent("weekly", at, reply, told, chat=command.chat)


def _group(context: Context, chat: UUID) -> Place | None:
    row = workspaces.chat(context.tx, context.workspace, chat)
    return None if row is None or row.left_at is not None or row.team_id is None else place_of(row)


def _sent(kind: Kind, at: datetime, reply: Reply, told: Told, *, chat: UUID | None = None) -> Reply:
    """The digest with its edition written down; silence where this day has had one, or where nobody is in the team."""
    context = told.context
    member = context.speaker.id if chat is None else None
    fresh = editions.enter(
        context.tx,
        context.workspace,
        series=series_id(kind, chat or context.speaker.id),
        kind=kind,
        day=at.date(),
        member=member,
        chat=chat,
        state="sent" if told.crew.people else "silent",
        numbers=told.numbers(*COUNTED),
        now=context.now,
    )
    if not fresh or not told.crew.people:
        return Reply()
    late = context.now - at > LATE and not hours_of(context.settings).quiet(at)
    lines = (say("digest.late"), *reply.lines) if late else reply.lines
    return replace(reply, lines=lines, to=member, private=chat is None)


def report(command: ReportDigest, context: Context) -> Reply:
    """The digest of the days asked for: a day's form for one day, a week's for more."""
    crew = crew_of(context, command.member)
    first, last = _asked_days(command, context)
    reply, _ = day_digest(context, crew, first) if first == last else week_digest(context, crew, first, last)
    return replace(reply, private=True)


def _asked_days(command: ReportDigest, context: Context) -> tuple[date, date]:
    """今天 where no days were named; 周报 is this week's, 月报 this month's."""
    if command.range is not None:
        return command.range.first, command.range.last
    words, today = f"{command.topic or ''}{context.words}", context.today
    if "周" in words or "week" in words:
        return week_of(today)
    if "月" in words or "month" in words:
        return today.replace(day=1), today.replace(day=monthrange(today.year, today.month)[1])
    return today, today


_PAPER = "日报|周报|月报|销售日报|工作日报|工作周报|晨报|weekly report|daily report|weekly|daily"
_GIVE = (
    "出|出一下|出一份|出份|发我|发我一份|发一下|给我|给一份|看|看看|看下|看一下|瞄|来一份|来份|拢一份|拉一下|汇总|"
    "生成|generate"
)

_ALL = (
    "全组|全队|团队|大家|大伙|大伙儿|大家伙|大家伙儿|咱组|咱们|我们组|咱们组|组里|各人|每个人|所有人|全员|全部|各位|"
    "我|我的|咱|我们"
)
_WORK = "活|活儿|干的活|跟进|拜访|工作|跑的客户|跑客户|情况|进展|战况|成果|进度|动作"
_SUM_UP = (
    "汇总|汇个总|总结|总一下|小结|盘一下|盘一盘|盘点|复盘|梳理|捋一下|捋一捋|理一下|归拢|拢一拢|拢一下|出个汇总|出个总结|出个小结|"
    "做个汇总|做个总结|来个汇总|来个总结|概括|sum up|summarize"
)

_TEAM = (
    "全组|全队|团队|大家|大伙|大伙儿|大家伙|大家伙儿|咱组|我们组|咱们组|组里|各人|每个人|所有人|全员|各位|组员|"
    "兄弟们|销售们"
)
_SUMMARY = "总结|小结|汇总|summary|recap|简报|快报|战报|概况|一页纸|一览"
_WHAT_DONE = "(做|干|忙|忙活|跑|弄|搞|整)[了|着|过|活了] [点|些|几] (啥|什么|哪些事|哪些|啥事|什么事)"
_MADE = "出|给|来|弄|整|做|写|生成|汇|拉|搞|发|捋|补发|补|要"
_GIVE_OUT = "发我|发一下|给我|来一份|出一份|拉一下|报一下|发来|发过来|讲一下|说一下"

SUBJECT = Subject(
    name="digest",
    title=("日报周报", "Digests"),
    series=series,
    commands=(
        Command(
            name="report.digest",
            type=ReportDigest,
            handler=report,
            title=("日报周报", "Digest"),
            roles=MEMBERS,
            slash=("日报", "周报", "digest", "weekly"),
            phrases=(
                Phrase(f"[{{range}}][的][团队|大家|大伙儿|全组]({_PAPER})", weight=3.3, where="whole"),
                Phrase(f"…(组|部|队|团队|区|门店|分公司)[的]{{range}}[的]({_PAPER})", weight=3.3, where="whole"),
                Phrase(f"({_PAPER})[都|先|也|汇总](给我|发我|出一下|来一份|帮我|拿来|看一下|看看|拉一下)", weight=3.5),
                Phrase(f"({_PAPER}) [{KINDLY}] [{KINDLY}] ({FETCHED}|{_GIVE})", weight=3.5, where="end"),
                Phrase(f"({_PAPER}|{_SUMMARY}|digest|report) [of|for] [the] {{range}}", weight=3.4, where="clause"),
                Phrase(
                    f"[{_ALL}]{{range}}[{_ALL}][都](跑哪了|跑哪儿了|跑哪里了|干嘛了|忙啥了|忙什么了|干啥了|干什么了|做啥了)",
                    weight=3.3,
                ),
                Phrase(f"({_ALL}){{range}}[的](汇总|总结|小结|情况汇总)", weight=3.3, where="whole"),
                Phrase(f"({_GIVE})[一份|一下|下|个]…({_PAPER})", weight=2.9),
                Phrase(f"{{range}}…({_PAPER})…({_GIVE})", weight=2.9),
                Phrase(
                    f"{{range}}[的] [{_ALL}] [的] ({_WORK})[情况|记录] [{KINDLY}] [{KINDLY}] "
                    f"({_SUM_UP})[给我|发我|一下|一份]",
                    weight=3.5,
                ),
                Phrase(
                    f"{{range}}[的] [{_ALL}] [的] ({_WORK})[情况|记录] [{KINDLY}] ({_GIVE})", weight=3.0, where="end"
                ),
                Phrase(f"({_SUM_UP}) {{range}}[的] [{_ALL}] [的] ({_WORK})", weight=3.4),
                Phrase("{range}[的|我的|团队|大家的](总结|汇总|小结)", weight=3.3, where="whole"),
                Phrase(
                    f"{{range}}[的|里|我|{_ALL}]…({_WORK}|{_WHAT_DONE})[情况|的情况]…^({_MADE})…({_SUMMARY})",
                    weight=3.4,
                ),
                Phrase(
                    f"{{range}}…({_WORK}|{_WHAT_DONE})…[，]…({_SUM_UP}|(汇|归|整|理|写|做|捋|拢|归拢|整理|归纳|浓缩)(成|到))",
                    weight=3.4,
                ),
                Phrase(
                    f"{{range}}[的|我的|{_ALL}][的] [工作|销售|跟进|团队|周|月]({_SUMMARY}) [{KINDLY}] [{KINDLY}] "
                    f"({FETCHED}|{_MADE})",
                    weight=3.4,
                    where="end",
                ),
                Phrase(
                    f"({_MADE}|{FETCH})[一份|一个|个|份|下|一下] {{range}}[的|我的|{_ALL}][的] [工作|销售|跟进|团队]"
                    f"({_SUMMARY}|{_PAPER})",
                    weight=3.4,
                    where="end",
                ),
                Phrase(f"{{member}}{{range}}…({_WHAT_DONE})…[，]…({_SUM_UP})", weight=3.4),
                Phrase(
                    f"{{range}}[{_ALL}][的](进度|进展|战况|动态|工作情况|跟进情况|情况)^…^({_GIVE_OUT})",
                    weight=3.2,
                ),
                Phrase("(出|给|来)[个|份|一份](总结|小结|汇总)", weight=2.9),
                Phrase("{range}…(跟进情况|工作情况)[,]…(出|给|发|来)[我][个|份|一份](汇总|总结|小结)", weight=3.5),
                Phrase(
                    f"[{_TEAM}]{{range}}[{_TEAM}][都|又|到底|一共] ({_WHAT_DONE})",
                    weight=3.45,
                    where="clause",
                ),
                Phrase(
                    "{range}[大家|大伙儿|大伙|大家伙|团队|全组|组里|我们组|咱组][都](跑了啥|跑了些啥|忙了啥|忙了些啥|干了啥|干了什么|干了些什么|做了啥|做了什么|干了点啥|干了些啥)",
                    weight=3.3,
                ),
                Phrase("{range}[大家|大伙儿|团队][都](跑了哪儿|跑了哪|跑了哪里)", weight=3.3),
                Phrase("{range}[的|我的|团队|大家的](工作|销售)(总结|汇总|小结)", weight=3.3, where="whole"),
                Phrase(
                    "[团队|大家|大伙儿|我们组|全组|组里]{range}[团队|大家|大伙儿][的](工作|干得|干的|做得|跟得|跟进|表现|业绩)"
                    "[情况](怎么样|咋样|如何|怎样)",
                    weight=3.4,
                    where="whole",
                ),
                Phrase(
                    "[谁|哪些人|有谁]{range}[都|还][谁|哪些人|有谁|哪几个][还|都]没[有](记|写|填|录|交)[过](跟进|日报|东西|记录|拜访)",
                    weight=4.0,
                    where="whole",
                ),
            ),
            examples=("今日日报", "上周总结"),
            examples_en=("/digest",),
            writes=False,
        ),
        Command(
            name="digest.daily",
            type=SendDaily,
            handler=send_daily,
            title=("发日报", "Daily digest"),
            roles=(*MEMBERS, SYSTEM),
            undoable=False,
            hidden=True,
            standing=True,
        ),
        Command(
            name="digest.weekly",
            type=SendWeekly,
            handler=send_weekly,
            title=("发周报", "Weekly digest"),
            roles=(*MEMBERS, SYSTEM),
            undoable=False,
            hidden=True,
            standing=True,
        ),
        Command(
            name="digest.more",
            type=MoreLists,
            handler=more_lists,
            title=("更多明细", "More lists"),
            roles=MEMBERS,
            writes=False,
            hidden=True,
        ),
    ),
    sentences={**digest_day.SENTENCES, **digest_week.SENTENCES, **digest_group.SENTENCES},
)
