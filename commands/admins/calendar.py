"""The team's own days: off or worked, whatever the official calendar says; and what is off in the coming weeks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from commands.calendar import Calendar, calendar_of
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply, Sentence
from commands.values import Period
from nlp.grammar import Phrase
from nlp.times import calendar as official
from store import calendar
from store.tables import CalendarDay


@dataclass(frozen=True, kw_only=True, slots=True)
class RestOn:
    """Days on which the team does not work (11月23日公司放假)."""

    range: Annotated[Period, Slot("range", prefer="future", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkOn:
    """Days on which the team works (2027年2月6日上班)."""

    range: Annotated[Period, Slot("range", prefer="future", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class BackToOfficial:
    """Days that are again as the official calendar has them."""

    range: Annotated[Period, Slot("range", prefer="future", ask=True)]


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowCalendar:
    """What is off and what is worked out of turn in the coming weeks."""


AHEAD = 60
"""Days that the calendar shows."""
SHOWN = 7
"""Stretches told at once."""
MOST = 60
"""Days that one sentence may change."""


def rest_on(command: RestOn, context: Context) -> Reply:
    """Rest days; nothing is nudged, no digest comes on them."""
    return _changed(context, command.range, workday=False)


def work_on(command: WorkOn, context: Context) -> Reply:
    """Workdays."""
    return _changed(context, command.range, workday=True)


def _changed(context: Context, range: Period, *, workday: bool) -> Reply:
    """Sets the days that are not so already."""
    days = list(_days(context, range))
    now = calendar_of(context.tx, context.workspace)
    wanted = [day for day in days if now.is_workday(day) != workday or now.estimated(day)]
    if not wanted:
        raise Refused("refused.day_so", days=_told(days), how=_how(workday))
    rows = {row.day: row.id for row in calendar.days(context.tx, context.workspace)}
    for day in wanted:
        if day in rows:
            context.unit.edit(CalendarDay, rows[day]).workday = workday
        else:
            context.unit.add(CalendarDay, day=day, workday=workday)
    line = say("calendar.set", days=_told(days), how=_how(workday))
    return Reply(lines=(line,), buttons=_show())


def back_to_official(command: BackToOfficial, context: Context) -> Reply:
    """Takes the team's own word back."""
    days = set(_days(context, command.range))
    gone = [row for row in calendar.days(context.tx, context.workspace) if row.day in days]
    if not gone:
        raise Refused("refused.day_official", days=_told(sorted(days)))
    for row in gone:
        context.unit.remove(CalendarDay, row.id)
    plain = Calendar()
    told = tuple(say("calendar.as", day=row.day, how=_how(plain.is_workday(row.day))) for row in gone)
    return Reply(lines=(say("calendar.back", days=told),), buttons=_show())


def _days(context: Context, range: Period) -> Iterator[date]:
    """The days of a period from today on; Refused for what is past or too long."""
    if range.last < context.today:
        raise Refused("refused.day_past", day=range.last)
    if (range.last - range.first).days >= MOST:
        raise Refused("refused.days_many", most=MOST)
    day = max(range.first, context.today)
    while day <= range.last:
        yield day
        day += timedelta(days=1)


def show(command: ShowCalendar, context: Context) -> Reply:  # noqa: ARG001
    """Stretches of the coming weeks that are not plain weekdays and weekends."""
    ours = calendar_of(context.tx, context.workspace)
    names = {row.day for row in calendar.days(context.tx, context.workspace)}
    days = [context.today + timedelta(days=each) for each in range(AHEAD)]
    unusual = [day for day in days if ours.is_workday(day) != (day.weekday() < 5) or day in names]
    lines = [_stretch(first, last, ours, names) for first, last in _stretches(unusual, ours, names)]
    told = lines[:SHOWN] or [say("calendar.plain", until=days[-1])]
    head = say("calendar.head", weeks=(AHEAD + 6) // 7) if lines else None
    guess = sorted({day.year for day in days if ours.estimated(day)})
    if not guess and not official.is_scheduled(context.today.year + 1):
        guess = [context.today.year + 1]
    notes = [say("calendar.estimated", year=year) for year in guess]
    return Reply(lines=(*((head,) if head else ()), *told, *notes))


def _stretches(days: list[date], ours: Calendar, own: set[date]) -> Iterator[tuple[date, date]]:
    """Days in a row that are alike."""
    first = last = None
    for day in days:
        together = last is not None and (day - last).days == 1
        alike = last is not None and (ours.is_workday(day), day in own) == (ours.is_workday(last), last in own)
        if not (together and alike):
            if first is not None and last is not None:
                yield first, last
            first = day
        last = day
    if first is not None and last is not None:
        yield first, last


def _stretch(first: date, last: date, ours: Calendar, own: set[date]) -> Sentence:
    key = "calendar.day" if first == last else "calendar.days"
    whose = say("calendar.own") if first in own else None
    return say(key, first=first, last=last, how=_how(ours.is_workday(first)), whose=whose)


def _told(days: list[date]) -> object:
    """One day, or from the first to the last."""
    if len(days) == 1:
        return days[0]
    return say("calendar.span", first=days[0], last=days[-1], total=len(days))


def _how(workday: bool) -> Sentence:
    return say("calendar.work" if workday else "calendar.rest")


def _show() -> tuple[Button, ...]:
    return (Button(label=say("button.calendar"), command=ShowCalendar()),)


_US = "公司|全公司|我们|咱们|我们公司|咱们公司|全体|全员|大家|团队|我们团队"
_OFF = "放假|休息|不上班|休假|调休放假"
_ON = "上班|要上班|补班|正常上班|工作|加班上班"
_TO = "设为|设成|定为|改成|改为|算|当"

SUBJECT = Subject(
    name="calendar",
    title=("日历", "Calendar"),
    commands=(
        Command(
            name="admin.calendar.rest",
            type=RestOn,
            handler=rest_on,
            title=("设休息日", "Set rest days"),
            roles=("admin",),
            slash=("放假", "dayoff"),
            phrases=(
                Phrase(f"{{range}}[号]({_US})[都|统一|一起|全部]({_OFF})", weight=4.4, where="whole"),
                Phrase(f"({_US}){{range}}[都|统一|一起|全部]({_OFF})", weight=4.4, where="whole"),
                Phrase(f"[把]{{range}}[都]({_TO})(休息日|放假|假期|节假日|公司假期)", weight=4.4, where="whole"),
            ),
            examples=("11月23日公司放假", "把下周五设为休息日"),
            examples_en=("/dayoff 2026-11-23",),
        ),
        Command(
            name="admin.calendar.work",
            type=WorkOn,
            handler=work_on,
            title=("设工作日", "Set workdays"),
            roles=("admin",),
            slash=("上班", "workday"),
            phrases=(
                Phrase(f"{{range}}[号][{_US}][都|统一]({_ON})", weight=4.4, where="whole"),
                Phrase(f"({_US}){{range}}[都|统一]({_ON})", weight=4.4, where="whole"),
                Phrase(f"[把]{{range}}[都]({_TO})(工作日|上班日|上班)", weight=4.4, where="whole"),
            ),
            examples=("2027年2月6日上班",),
            examples_en=("/workday 2027-02-06",),
        ),
        Command(
            name="admin.calendar.official",
            type=BackToOfficial,
            handler=back_to_official,
            title=("恢复国家安排", "Back to the official calendar"),
            roles=("admin",),
            slash=("恢复日历", "officialday"),
            phrases=(
                Phrase(
                    "[把]{range}(按|恢复|恢复成|恢复为|改回|改回成|照)(国家安排|国家规定|法定安排|官方安排|官方|法定|国家)[来|走]",
                    weight=4.5,
                    where="whole",
                ),
                Phrase(f"{{range}}[{_US}](不放假了|不休息了|不用上班了|不补班了)", weight=4.5, where="whole"),
            ),
            examples=("11月23日恢复国家安排",),
            examples_en=("/officialday 2026-11-23",),
        ),
        Command(
            name="calendar.show",
            type=ShowCalendar,
            handler=show,
            title=("日历", "Calendar"),
            slash=("日历", "calendar"),
            phrases=(
                Phrase("[看看|看下|查看|公司|我们]日历", weight=4.0, where="whole"),
                Phrase("(最近|接下来|近期|后面)[有]([哪些|哪几]天)(放假|休息|补班|调休)", weight=4.0, where="whole"),
                Phrase("(什么时候放假|放假安排|哪天放假|哪几天放假|节假日安排|哪天补班)", weight=4.0, where="whole"),
            ),
            examples=("日历", "放假安排"),
            examples_en=("/calendar",),
            writes=False,
            shows="anyone",
        ),
    ),
    sentences={
        "calendar.set": ("✅ {days} {how}，提醒和日报跟着走", "✅ {days}: {how}; reminders and digests go by it"),
        "calendar.back": ("✅ 回到国家安排：{days}", "✅ As officially: {days}"),
        "calendar.as": ("{day} {how}", "{day} {how}"),
        "calendar.span": ("{first}到{last}（{total}天）", "{first} to {last} ({total} days)"),
        "calendar.work": ("上班", "worked"),
        "calendar.rest": ("休息", "off"),
        "calendar.head": ("接下来{weeks}周，和平常不一样的：", "What is out of turn in the next {weeks} weeks:"),
        "calendar.day": ("{first} {how}[（{whose}）]", "{first} {how}[ ({whose})]"),
        "calendar.days": ("{first}到{last} {how}[（{whose}）]", "{first} to {last} {how}[ ({whose})]"),
        "calendar.own": ("自己定的", "our own"),
        "calendar.plain": ("到{until}都是平常的上班和周末", "Plain weeks until {until}"),
        "calendar.estimated": (
            "{year}年的放假安排国务院还没公布，先按法定节假日估的",
            "The holidays of {year} are not announced yet; they are estimated",
        ),
        "button.calendar": ("看日历", "Calendar"),
        "what.admin.calendar.rest": ("休息日", "the rest days"),
        "what.admin.calendar.work": ("工作日", "the workdays"),
        "what.admin.calendar.official": ("日历的改动", "the change of the calendar"),
        "ask.range.missing": ("哪一天？比如：11月23日", "Which day? E.g. 2026-11-23"),
        "refused.day_so": ("{days}本来就{how}，没改", "{days}: {how} already; nothing changed"),
        "refused.day_official": ("{days}本来就按国家安排", "{days}: as officially already"),
        "refused.day_past": ("{day}已经过去了", "{day} is past"),
        "refused.days_many": ("一次最多改{most}天", "At most {most} days at once"),
    },
)
