"""A day told in a digest: who did what, what is late, who is silent, what was held back."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from commands.calendar import calendar_of
from commands.catalogue import Wording
from commands.context import Context, say
from commands.crews import Crew
from commands.digests import KINDS, series_id
from commands.managers.rows import ListRows, customer_name, graded, week_of
from commands.managers.told import Told
from commands.message import Button, Reply, Sentence
from store import editions, names, nudges

URGENT = 2
"""Stale customers that are named."""
NAMED = 5
"""People that are named in a line."""


def day_digest(context: Context, crew: Crew, day: date, *, present: bool = False) -> tuple[Reply, Told]:
    """A day's digest with names, for somebody who may read them all; `present`: with how things stand now."""
    told = Told(context, crew, day, day, present=present)
    first, last = week_of(day)
    member = crew.members[0] if crew.alone else None
    week = ListRows(measure="followups", first=first, last=last, member=member)
    lines = (
        say("digest.head", team=crew.title, day=day),
        _sums(told),
        *then(told),
        *urgent(told),
        *people(told),
        *held_back(told),
    )
    return Reply(lines=lines, buttons=told.buttons(Button(label=say("button.week"), command=week))), told


def _sums(told: Told) -> Sentence:
    """跟进14 · 新客户2 · 逾期3 · 李娜9 王强5; a workday without entries is news."""
    more = {"new": told.some("new_customers"), "overdue": told.some("overdue")}
    if told.total("followups"):
        each = " ".join(f"{name}{total}" for name, total in told.best("followups", NAMED))
        return say("digest.sums", total=told.total("followups"), each=None if told.crew.alone else each, **more)
    if told.crew.alone:
        return say("digest.sums", total=0, **more)
    today = told.context.today == told.last
    return say("digest.nobody" if today else "digest.nobody_then", total=len(told.crew.reps), **more)


def then(told: Told) -> list[Sentence]:
    """Of days that are over: what was overdue and stale as their last digest wrote it down for the same people."""
    if told.present or told.crew.alone:
        return []
    context = told.context
    series = [series_id(kind, context.speaker.id) for kind in KINDS]
    known = editions.written(context.tx, context.workspace, series, told.first, told.last)
    if known is None:
        return []
    day, numbers = known
    overdue, stale = numbers.get("overdue") or None, numbers.get("stale") or None
    return [say("digest.back_then", day=day, overdue=overdue, stale=stale)] if overdue or stale else []


def urgent(told: Told) -> list[Sentence]:
    """The customers that wait most, and how many more there are; of days that are over nobody knows."""
    if not told.present:
        return []
    rows = told.rows("stale", URGENT)
    ids = [row.customer for row in rows if row.customer is not None]
    known = {row.id: row for row in names.customers(told.context.tx, told.context.workspace, ids)}
    lines = []
    for row in rows:
        customer = known[row.customer] if row.customer is not None else None
        lines.append(
            say(
                "digest.stale",
                customer=customer_name(told.context, customer),
                level=graded(customer.level) if customer is not None and customer.level else None,
                days=row.days,
                owner=None if told.crew.alone else told.crew.names.get(row.member or told.context.workspace),
            )
        )
    more, soon = max(0, told.total("stale") - len(rows)) or None, told.some("soon")
    if more or soon:
        lines.append(say("digest.waiting", more=more and say("digest.also", total=more), soon=soon))
    return lines


def people(told: Told) -> list[Sentence]:
    """没动静：陈晓明2天｜内容太短2条、雷同1条."""
    rows = [] if told.crew.alone else told.rows("silent", NAMED)
    silent = [say("digest.days", name=told.crew.names[row.member], days=row.days) for row in rows if row.member]
    parts = [say(f"digest.{name}", total=told.some(name)) for name in ("short", "copied", "no_next") if told.some(name)]
    if not (silent or parts):
        return []
    return [say("digest.people", silent=silent or None, bar="｜" if silent and parts else None, quality=parts or None)]


def held_back(told: Told) -> list[Sentence]:
    """免打扰压下6条提醒，明早发."""
    context = told.context
    held = nudges.held_today(context.tx, context.workspace, told.last, told.crew.members) if told.crew.members else []
    if not held or told.last != context.today:
        return []
    following = calendar_of(context.tx, context.workspace).workday_after(context.today)
    tomorrow = (following - context.today).days == 1
    when = say("digest.tomorrow") if tomorrow else say("digest.then", day=following)
    why = [say(f"digest.held.{name}") for name in ("quiet", "cap", "leave") if any(getattr(row, name) for row in held)]
    return [say("digest.held", why=why, total=sum(row.total for row in held), when=when)]


SENTENCES: Final[Mapping[str, Wording]] = {
    "digest.head": ("{team} · {day}", "{team} · {day}"),
    "digest.sums": (
        "跟进{total}[ · 新客户{new}][ · 逾期{overdue}][ · {each}]",
        "{total} follow-ups[ · {new} new customers][ · {overdue} overdue][ · {each}]",
    ),
    "digest.nobody": (
        "今天还没人记跟进（0/{total}人）[ · 新客户{new}][ · 逾期{overdue}]",
        "Nobody has logged anything today (0 of {total})[ · {new} new customers][ · {overdue} overdue]",
    ),
    "digest.nobody_then": (
        "这天没人记跟进（0/{total}人）[ · 新客户{new}][ · 逾期{overdue}]",
        "Nobody logged anything (0 of {total})[ · {new} new customers][ · {overdue} overdue]",
    ),
    "digest.stale": (
        "⚠ {customer}[ {level}] {days}天没跟[（{owner}）]",
        "⚠ {customer}[ {level}] silent for {days} days[ ({owner})]",
    ),
    "digest.also": ("另有{total}家停滞", "{total} more are stale"),
    "digest.waiting": ("[{more}][ · {soon}家快停滞]", "[{more}][ · {soon} soon will be]"),
    "digest.back_then": (
        "那时（{day:bare}）[逾期{overdue}件][，停滞{stale}家]",
        "Back then ({day:bare})[: {overdue} overdue][, {stale} stale]",
    ),
    "digest.days": ("{name}{days}天", "{name} {days} days"),
    "digest.people": ("[没动静：{silent}][{bar}][{quality}]", "[Silent: {silent}][{bar}][{quality}]"),
    "digest.short": ("内容太短{total}条", "{total} too short"),
    "digest.copied": ("雷同{total}条", "{total} copied"),
    "digest.no_next": ("没写下一步{total}条", "{total} without next step"),
    "digest.held": ("{why}压下{total}条提醒，{when}发", "{total} reminders held back ({why}); {when}"),
    "digest.held.quiet": ("免打扰", "quiet hours"),
    "digest.held.cap": ("每日上限", "daily cap"),
    "digest.held.leave": ("请假", "leave"),
    "digest.tomorrow": ("明早", "tomorrow morning"),
    "digest.then": ("{day}早上", "{day}, morning"),
    "digest.late": ("迟了：机器人刚才不在线", "Late: I was offline"),
    "lists.more": ("还可以看：", "More lists:"),
    "button.week": ("本周", "This week"),
    "button.more_lists": ("更多", "More"),
    "button.list.overdue": ("逾期{total}", "{total} overdue"),
    "button.list.stale": ("停滞{total}", "{total} stale"),
    "button.list.silent": ("谁没动静", "Who is silent"),
    "button.list.followups": ("全部跟进", "All follow-ups"),
    "button.list.new_customers": ("新客户{total}", "{total} new"),
    "button.list.soon": ("快停滞{total}", "{total} soon stale"),
    "button.list.no_next": ("没下一步{total}", "{total} without next"),
    "button.list.short": ("太短{total}", "{total} too short"),
    "button.list.copied": ("雷同{total}", "{total} copied"),
}
