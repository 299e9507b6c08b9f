"""团队: what each person has in hand; 仪表盘: the numbers of the month at a glance, with a picture."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.crews import crew_of
from commands.figures import MEASURES
from commands.managers.rows import days, valued, week_of
from commands.managers.told import Told, worded
from commands.message import Button, Chart, ChartSeries, Reply
from commands.rights import MEMBERS
from commands.values import Period
from nlp.grammar import Phrase

PAGE = 6
"""People shown at once."""
DRAWN = 14
"""Days of the dashboard's picture."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowTeam:
    """What each person of the team has in hand this week."""

    page: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowDashboard:
    """The numbers of some days (unsaid: this month) at a glance."""

    range: Annotated[Period | None, Slot("range")] = None


def team(command: ShowTeam, context: Context) -> Reply:
    """李娜 客户20 · 本周跟进9 · 新2 · 逾期1: who has most in hand first."""
    crew = crew_of(context)
    told = Told(context, crew, *week_of(context.today))
    have = told.tally("customers")
    people = sorted(crew.members, key=lambda id: (-have.of(id).value, crew.names[id]))
    shown = people[(command.page - 1) * PAGE : command.page * PAGE]
    lines = [say("load.head", team=crew.title, total=len(people), customers=have.whole.value)]
    for id in shown:
        each = {name: told.tally(name).of(id).value for name in ("followups", "new_customers", "overdue", "stale")}
        lines.append(
            say(
                "load.line",
                name=crew.names[id],
                customers=have.of(id).value,
                total=each["followups"],
                new=each["new_customers"] or None,
                overdue=each["overdue"] or None,
                stale=each["stale"] or None,
            )
        )
    more = len(people) > command.page * PAGE
    following = Button(label=say("button.more"), command=ShowTeam(page=command.page + 1))
    names = ("overdue", "stale", "silent")
    return Reply(lines=tuple(lines), buttons=told.buttons(*([following] if more else []), names=names), private=True)


def dashboard(command: ShowDashboard, context: Context) -> Reply:
    """The same measures as everywhere else, and the follow-ups of the last two weeks as a picture."""
    crew = crew_of(context)
    first, last = (command.range.first, command.range.last) if command.range else _month(context.today)
    last = min(last, context.today) if first <= context.today else last
    told = Told(context, crew, first, last, present=True)
    shown = {
        measure.name: valued(measure, told.tally(measure.name).whole, context)
        for measure in MEASURES.all
        if measure.name in _SHOWN
    }
    head = say("dashboard.head", team=crew.title, days=days(first, last))
    lines = (head, *(say(f"dashboard.{place}", **shown) for place in ("work", "care", "nudged", "now")))
    return Reply(lines=lines, buttons=told.buttons(), chart=_by_day(told), private=True)


def _month(today: date) -> tuple[date, date]:
    return today.replace(day=1), today


def _by_day(told: Told) -> Chart:
    """Follow-ups of the last days, one after the other."""
    found = [told.last - timedelta(days=DRAWN - 1 - place) for place in range(DRAWN)]
    each = tuple(Told(told.context, told.crew, day, day).total("followups") for day in found)
    return Chart(
        kind="bar",
        title=worded(told.context, "digest.chart", team=told.crew.title, days=days(found[0], found[-1])),
        labels=tuple(worded(told.context, "dashboard.day", day=day) for day in found),
        series=(ChartSeries(name=worded(told.context, "dashboard.followups"), values=each),),
    )


_SHOWN = (
    "followups",
    "followed",
    "new_customers",
    "coverage",
    "missed",
    "stale_rate",
    "nudges",
    "response",
    "customers",
    "overdue",
    "stale",
    "silent",
)

SUBJECT = Subject(
    name="load",
    title=("团队和仪表盘", "Team and dashboard"),
    commands=(
        Command(
            name="report.team",
            type=ShowTeam,
            handler=team,
            title=("团队", "Team"),
            roles=("manager", "admin"),
            slash=("团队", "team_load"),
            phrases=(
                Phrase("(团队|团队情况|团队负荷|全组情况)", weight=3.4, where="whole"),
                Phrase("(大家|每个人|各人|每人|团队)手上[各]有(多少客户|几家客户|多少家)", weight=3.6, where="whole"),
            ),
            examples=("团队",),
            examples_en=("/team_load",),
            writes=False,
        ),
        Command(
            name="report.dashboard",
            type=ShowDashboard,
            handler=dashboard,
            title=("仪表盘", "Dashboard"),
            roles=MEMBERS,
            slash=("仪表盘", "dashboard"),
            phrases=(Phrase("[看看|看|打开][{range}][的](仪表盘|看板|数据看板)", weight=3.6, where="whole"),),
            examples=("仪表盘", "上月仪表盘"),
            examples_en=("/dashboard",),
            writes=False,
        ),
    ),
    sentences={
        "load.head": ("{team} · {total}人 · 客户{customers}家", "{team} · {total} people · {customers} customers"),
        "load.line": (
            "{name} 客户{customers} · 本周跟进{total}[ · 新{new}][ · 逾期{overdue}][ · 停滞{stale}]",
            "{name} {customers} customers · {total} this week[ · {new} new][ · {overdue} overdue][ · {stale} stale]",
        ),
        "dashboard.head": ("{team} · {days}", "{team} · {days}"),
        "dashboard.work": (
            "跟进{followups} · 跟了{followed}客户 · 新客户{new_customers}",
            "{followups} follow-ups · {followed} customers · {new_customers} new",
        ),
        "dashboard.care": (
            "覆盖率{coverage} · 漏跟率{missed} · 停滞率{stale_rate}",
            "Coverage {coverage} · missed {missed} · stale {stale_rate}",
        ),
        "dashboard.nudged": ("催跟{nudges} · 回应率{response}", "{nudges} nudges · answered {response}"),
        "dashboard.now": (
            "现在：客户{customers} · 逾期{overdue} · 停滞{stale} · 没动静{silent}",
            "Now: {customers} customers · {overdue} overdue · {stale} stale · {silent} silent",
        ),
        "dashboard.followups": ("跟进数", "Follow-ups"),
        "dashboard.day": ("{day:bare}", "{day:bare}"),
    },
)
