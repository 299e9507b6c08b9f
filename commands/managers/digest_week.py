"""A week (or any days) told in a digest: against those before, person by person, with a picture."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from commands.catalogue import Wording
from commands.context import Context, say
from commands.crews import Crew
from commands.figures import MEASURES
from commands.managers.digest_day import people, then, urgent
from commands.managers.rows import days, valued
from commands.managers.told import Told, worded
from commands.message import Chart, ChartSeries, Reply, Sentence

PER_LINE, LINES = 3, 2
"""How many people stand in a line, and in how many lines."""


def before(first: date, last: date, today: date) -> tuple[date, date, date, str]:
    """The last day that counts, the days to compare with, as far as these have gone, and what they are called.

    A month is compared with the month before, other days with as many before them.
    """
    until = max(first, min(last, today))
    whole_month = first.day == 1 and last.day == monthrange(first.year, first.month)[1] and last.month == first.month
    if whole_month and last.year == first.year:
        start = (first - timedelta(days=1)).replace(day=1)
        end = min(start + (until - first), first - timedelta(days=1))
        if until == last:
            end = first - timedelta(days=1)
        return until, start, end, "month"
    length = last - first + timedelta(days=1)
    called = "week" if length.days == 7 and first.weekday() == 0 else "days"
    return until, first - length, until - length, called


def week_digest(context: Context, crew: Crew, first: date, last: date, *, present: bool = False) -> tuple[Reply, Told]:
    """Some days' digest with names, for somebody who may read them all; `present`: with how things stand now."""
    until, start, end, called = before(first, last, context.today)
    told, earlier = Told(context, crew, first, until, present=present), Told(context, crew, start, end)
    lines = (
        say("digest.week", team=crew.title, days=days(first, until)),
        compared(told, earlier, called, overdue=told.some("overdue")),
        *([] if crew.alone else _each(told, earlier)),
        _shares(told),
        *then(told),
        *urgent(told)[:2],
        *people(told),
    )
    chart = None if crew.alone or len(crew.people) < 2 else by_person(told, earlier, called)
    return Reply(lines=lines, buttons=told.buttons(), chart=chart), told


def compared(told: Told, earlier: Told, called: str, overdue: int | None = None) -> Sentence:
    """跟进62（上周48）· 新客户7（上周5）· 逾期3."""
    than = say(f"digest.than.{called}")
    return say(
        "digest.compared",
        total=told.total("followups"),
        before=say("digest.before", than=than, total=earlier.total("followups")),
        new=told.total("new_customers"),
        new_before=say("digest.before", than=than, total=earlier.total("new_customers")),
        overdue=overdue,
    )


def _each(told: Told, earlier: Told) -> list[Sentence]:
    """李娜31（+9） 王强20（-2）: what each did, against the days before."""
    found = []
    for member in told.crew.members:
        now, then = told.tally("followups").of(member).value, earlier.tally("followups").of(member).value
        if now or then or member in told.crew.reps:
            found.append((-now, told.crew.names[member], f"{now}（{now - then:+d}）" if now != then else f"{now}"))
    words = [f"{name}{number}" for _, name, number in sorted(found)[: PER_LINE * LINES]]
    return [say("explain.each", each=" ".join(words[at : at + PER_LINE])) for at in range(0, len(words), PER_LINE)]


def _shares(told: Told) -> Sentence:
    """覆盖率45%（90/200） · 漏跟率12%（3/25）."""
    shown = {}
    for name in ("coverage", "missed"):
        whole = told.tally(name).whole
        shown[name] = valued(MEASURES.by_name[name], whole, told.context) if whole.of else None
    return say("digest.shares", met=told.total("followed"), **shown)


def by_person(told: Told, earlier: Told, called: str) -> Chart:
    """The picture: a pair of bars for each person."""
    people = sorted(told.crew.members, key=lambda id: (-told.tally("followups").of(id).value, told.crew.names[id]))
    return Chart(
        kind="bar",
        title=worded(told.context, "digest.chart", team=told.crew.title, days=days(told.first, told.last)),
        labels=tuple(told.crew.names[id] for id in people),
        series=tuple(
            ChartSeries(
                name=worded(told.context, key),
                values=tuple(each.tally("followups").of(id).value for id in people),
            )
            for key, each in ((f"digest.than.{called}", earlier), (f"digest.this.{called}", told))
        ),
    )


SENTENCES: Final[Mapping[str, Wording]] = {
    "digest.week": ("{team} · {days}", "{team} · {days}"),
    "digest.compared": (
        "跟进{total}{before} · 新客户{new}{new_before}[ · 逾期{overdue}]",
        "{total} follow-ups{before} · {new} new customers{new_before}[ · {overdue} overdue]",
    ),
    "digest.before": ("（{than}{total}）", " ({than} {total})"),
    "digest.than.week": ("上周", "week before"),
    "digest.than.month": ("上月", "month before"),
    "digest.than.days": ("之前", "before"),
    "digest.this.week": ("这周", "this week"),
    "digest.this.month": ("这月", "this month"),
    "digest.this.days": ("这段", "these days"),
    "digest.shares": (
        "跟了{met}家客户[ · 覆盖率{coverage}][ · 漏跟率{missed}]",
        "{met} customers followed up[ · coverage {coverage}][ · missed {missed}]",
    ),
    "digest.chart": ("{team} 跟进数 {days}", "{team}: follow-ups {days}"),
}
