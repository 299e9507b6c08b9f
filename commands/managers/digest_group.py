"""What a group is told of its team's day and week: totals and new customers; nobody's name beside a number."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from commands.catalogue import Wording
from commands.context import Context, Place, say
from commands.crews import Crew
from commands.groups import closed
from commands.managers.digest_week import before, compared
from commands.managers.rows import days
from commands.managers.told import Told, worded
from commands.message import Chart, ChartSeries, Reply, Sentence
from store import names

NAMED = 5
"""New customers that are named."""


def group_day(context: Context, crew: Crew, place: Place, day: date) -> tuple[Reply, Told]:
    """A day in two or three lines."""
    told = Told(context, crew, day, day)
    lines = (
        say("digest.head", team=crew.title, day=day),
        say("digest.group", total=told.total("followups"), met=told.some("followed"), new=told.some("new_customers")),
        *_new(told, place),
    )
    return Reply(lines=lines, chat=place.id), told


def group_week(context: Context, crew: Crew, place: Place, first: date, last: date) -> tuple[Reply, Told]:
    """A week against the one before, and a picture of its days."""
    until, start, end, called = before(first, last, context.today)
    told, earlier = Told(context, crew, first, until), Told(context, crew, start, end)
    lines = (
        say("digest.week", team=crew.title, days=days(first, until)),
        compared(told, earlier, called),
        *_new(told, place),
    )
    return Reply(lines=lines, chat=place.id, chart=_by_day(told, earlier, called)), told


def _new(told: Told, place: Place) -> list[Sentence]:
    """The new customers that every member of the group's team may see, by name."""
    if closed(place) or not told.total("new_customers"):
        return []
    rows = told.rows("new_customers", told.total("new_customers"))
    ids = [row.customer for row in rows if row.customer is not None]
    known = {row.id: row for row in names.customers(told.context.tx, told.context.workspace, ids)}
    shown = [known[id].short for id in ids if known[id].team_id == place.team_id]
    if not shown:
        return []
    more = len(shown) - NAMED
    return [say("digest.new", names=shown[:NAMED], more=more if more > 0 else None)]


def _by_day(told: Told, earlier: Told, called: str) -> Chart:
    """Follow-ups day by day, beside those of the days before."""
    length = (told.last - told.first).days + 1
    each = (told.first + timedelta(days=place) for place in range(length))
    return Chart(
        kind="bar",
        title=worded(told.context, "digest.chart", team=told.crew.title, days=days(told.first, told.last)),
        labels=tuple(worded(told.context, "digest.day", day=day) for day in each),
        series=(
            ChartSeries(name=worded(told.context, f"digest.than.{called}"), values=_daily(earlier, length)),
            ChartSeries(name=worded(told.context, f"digest.this.{called}"), values=_daily(told, length)),
        ),
    )


def _daily(told: Told, length: int) -> tuple[float, ...]:
    each = (told.first + timedelta(days=place) for place in range(length))
    return tuple(Told(told.context, told.crew, day, day).total("followups") for day in each)


SENTENCES: Final[Mapping[str, Wording]] = {
    "digest.group": (
        "跟进{total}[ · {met}家客户][ · 新客户{new}]",
        "{total} follow-ups[ · {met} customers][ · {new} new customers]",
    ),
    "digest.new": ("🆕 {names}[ 等，另{more}家]", "🆕 {names}[ and {more} more]"),
    "digest.day": ("{day:bare}", "{day:bare}"),
}
