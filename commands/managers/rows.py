"""The rows behind a number, and 解释: its formula, its parts, and what was counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.crews import Crew, crew_of
from commands.errors import Refused
from commands.figures import MEASURES
from commands.measures import Asked, Measure, Page, Part, Row, Tally, asked
from commands.message import Button, Reply, Sentence
from commands.reps.followup_view import shortened
from commands.rights import MEMBERS, Owned, reaches
from commands.sentences import in_language
from commands.values import Period
from nlp.grammar import Phrase
from store import members, names
from store.names import CustomerName

SHOWN = 6
"""Rows shown at once."""
ALSO = 3
"""Rows shown beside a formula."""
NOTE = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class ListRows:
    """The rows that a number counts, of the presser's people or of one of them."""

    measure: str
    first: date
    last: date
    member: UUID | None = None
    page: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Explain:
    """What a number means, how it is made up, and what it counts."""

    measure: Annotated[str, Slot("topic", ask=True)]
    range: Annotated[Period | None, Slot("range")] = None
    member: Annotated[UUID | None, Slot("member")] = None


def counted(context: Context, measure: Measure, crew: Crew, first: date, last: date) -> tuple[Asked, Tally]:
    """A measure counted for some people and days."""
    wanted = asked(context, crew.reps if measure.reps else crew.members, first, last)
    return wanted, measure.count(wanted)


def show(context: Context, command: ListRows) -> Reply:
    """The rows, a few at a time."""
    measure = MEASURES.by_name[command.measure]
    crew = crew_of(context, command.member)
    wanted = asked(context, crew.reps if measure.reps else crew.members, command.first, command.last)
    rows = measure.rows(wanted, Page(limit=SHOWN + 1, offset=(command.page - 1) * SHOWN))
    head = say(
        "rows.head",
        measure=titled(measure, context),
        crew=crew.title,
        days=None if measure.standing else days(command.first, command.last),
    )
    if not rows:
        return Reply(lines=(head, say("rows.none")), private=True)
    more = Button(label=say("button.more"), command=replace(command, page=command.page + 1))
    lines = (head, *row_lines(context, measure, rows[:SHOWN], crew))
    return Reply(lines=lines, buttons=(more,) if len(rows) > SHOWN else (), private=True)


def list_rows(command: ListRows, context: Context) -> Reply:
    """The button of a number."""
    return show(context, command)


def explain(command: Explain, context: Context) -> Reply:
    """漏跟率 = …, its value for the period, member by member, and the first rows."""
    measure = MEASURES.called(command.measure)
    if measure is None:
        titles = tuple(titled(each, context) for each in MEASURES.all)
        raise Refused("refused.no_measure", measures=titles)
    crew = crew_of(context, command.member)
    first, last = (command.range.first, command.range.last) if command.range else week_of(context.today)
    wanted, tally = counted(context, measure, crew, first, last)
    lines = [
        say("explain.formula", measure=titled(measure, context), formula=_worded(measure.formula, context)),
        say(
            "explain.value",
            crew=crew.title,
            days=say("explain.now") if measure.standing else days(first, min(last, context.today)),
            value=valued(measure, tally.whole, context),
        ),
    ]
    if not crew.alone:
        each = parts(measure, tally, crew, context)
        lines += [say("explain.each", each="  ".join(each))] if each else []
    rows = measure.rows(wanted, Page(limit=ALSO + 1))
    lines += row_lines(context, measure, rows[:ALSO], crew)
    more = ListRows(measure=measure.name, first=first, last=last, member=command.member)
    button = Button(label=say("button.rows"), command=more)
    return Reply(lines=tuple(lines), buttons=(button,) if len(rows) > ALSO else (), private=True)


def week_of(day: date) -> tuple[date, date]:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def days(first: date, last: date) -> Sentence:
    """11月18日 周三, 11/16–11/20."""
    return say("days.one", day=first) if first >= last else say("days.some", first=first, last=last)


def titled(measure: Measure, context: Context) -> str:
    """What it is called in the reader's language."""
    return _worded(measure.title, context)


def valued(measure: Measure, part: Part, context: Context) -> str:
    """14条, 12%（3/25）, — of nothing."""
    if measure.share:
        return "—" if part.percent is None else f"{part.percent}%（{part.value}/{part.of}）"
    return f"{part.value}{_worded(measure.unit, context)}"


def parts(measure: Measure, tally: Tally, crew: Crew, context: Context, most: int = 8) -> list[str]:
    """李娜 9条: the largest first; who has nothing to count is left out."""
    found = [(member, tally.of(member)) for member in crew.members if tally.of(member) not in (Part(0), Part(0, 0))]
    found.sort(key=lambda pair: (-(pair[1].percent or 0), -pair[1].value, crew.names[pair[0]]))
    return [f"{crew.names[member]} {valued(measure, part, context)}" for member, part in found[:most]]


def row_lines(context: Context, measure: Measure, rows: Sequence[Row], crew: Crew) -> list[Sentence]:
    """Rows as lines; a customer behind another team's wall has no name here, words only their readers see."""
    ids = sorted({row.customer for row in rows if row.customer is not None})
    known = {each.id: each for each in names.customers(context.tx, context.workspace, ids)}
    called = dict(crew.names) if not crew.alone else {}
    if not crew.alone:
        strangers = [row.member for row in rows if row.member is not None and row.member not in called]
        found = members.some(context.tx, context.workspace, strangers) if strangers else {}
        called |= {id: row.name for id, row in found.items()}
    return [_line(context, measure, row, known, called) for row in rows]


def _line(
    context: Context, measure: Measure, row: Row, known: dict[UUID, CustomerName], called: dict[UUID, str]
) -> Sentence:
    customer = known.get(row.customer) if row.customer is not None else None
    return say(
        f"row.{measure.row}",
        customer=customer_name(context, customer),
        level=None if customer is None or not customer.level else graded(customer.level),
        member=called.get(row.member) if row.member is not None else None,
        day=context.local(row.at).date() if row.at is not None else row.day,
        days=row.days,
        did=say(f"did.{row.method or 'other'}"),
        text=_words(context, row, customer),
    )


def customer_name(context: Context, customer: CustomerName | None) -> object:
    """Its short name; of a walled team's customer, only that it is one."""
    if customer is None:
        return None
    return say("row.walled") if customer.team_id in context.speaker.hidden else customer.short


def graded(level: str) -> str:
    """A → A级; a level that is a word stands for itself."""
    return f"{level}级" if len(level) == 1 else level


def _words(context: Context, row: Row, customer: CustomerName | None) -> str | None:
    if row.text is None:
        return None
    own = row.member == context.speaker.id
    if customer is not None and not own:
        owned = Owned(owner_id=customer.owner_id, team_id=customer.team_id)
        if customer.team_id in context.speaker.hidden or not reaches(context.speaker, owned):
            return None
    return shortened(context.plain(row.text), NOTE)


def _worded(wording: tuple[str, str], context: Context) -> str:
    return in_language(wording, context.speaker.language)


_NAMES = "|".join(word for word in MEASURES.words if not word.isascii())

SUBJECT = Subject(
    name="numbers",
    title=("看数字", "Numbers"),
    commands=(
        Command(
            name="report.explain",
            type=Explain,
            handler=explain,
            title=("解释数字", "Explain a number"),
            roles=MEMBERS,
            slash=("解释", "explain"),
            phrases=(
                Phrase(f"(解释|解释一下|解释下){{range}}({_NAMES})", weight=3.6, where="start"),
                Phrase(f"(解释|解释一下|解释下){{member}}…({_NAMES})", weight=3.6, where="start"),
                Phrase(f"(解释|解释一下|解释下)({_NAMES})", weight=3.6, where="start"),
                Phrase(f"({_NAMES})(怎么算的|怎么算|是怎么算的|怎么来的|是怎么来的|是什么意思)", weight=3.6),
                Phrase(
                    f"[{{member}}|团队|全组|我们组|大家|整体][的][{{range}}][的]({_NAMES})[是|有][多少|几家|怎么样|咋样|如何]",
                    weight=3.3,
                    where="whole",
                ),
            ),
            examples=("解释漏跟率", "解释跟进数 上周"),
            examples_en=("/explain coverage",),
            writes=False,
        ),
        Command(
            name="report.rows",
            type=ListRows,
            handler=list_rows,
            title=("看明细", "The rows of a number"),
            roles=MEMBERS,
            writes=False,
            hidden=True,
        ),
    ),
    sentences={
        "crew.everybody": ("全员", "Everybody"),
        "days.one": ("{day}", "{day}"),
        "days.some": ("{first:bare}–{last:bare}", "{first:bare}–{last:bare}"),
        "rows.head": ("{measure} · {crew}[ · {days}]", "{measure} · {crew}[ · {days}]"),
        "rows.none": ("没有", "None"),
        "row.follow_up": (
            "{day:bare}[ {customer}] {did}[ {text}][（{member}）]",
            "{day:bare}[ {customer}] {did}[ {text}][ ({member})]",
        ),
        "row.customer": (
            "{customer}[ {level}][ {day:bare}][ {days}天没跟][（{member}）]",
            "{customer}[ {level}][ {day:bare}][ silent for {days} days][ ({member})]",
        ),
        "row.owed": (
            "[{customer} ][{text} ][{day:bare}][逾期{days}天][（{member}）]",
            "[{customer} ][{text} ][{day:bare}][{days} days overdue][ ({member})]",
        ),
        "row.person": (
            "[{member} ]{days}个工作日没记跟进[，上次{day:bare}]",
            "[{member} ]{days} workdays without an entry[, last {day:bare}]",
        ),
        "row.walled": ("别组的客户", "another team's customer"),
        "explain.formula": ("{measure} = {formula}", "{measure} = {formula}"),
        "explain.value": ("{crew} {days}：{value}", "{crew} {days}: {value}"),
        "explain.now": ("现在", "now"),
        "explain.each": ("{each}", "{each}"),
        "button.rows": ("看明细", "The rows"),
        "ask.measure.missing": ("解释哪个数字？比如：漏跟率、覆盖率、跟进数", "Which number? Say: coverage"),
        "refused.no_measure": ("没有这个数字。我会算：{measures}", "I don't know that number. I can count: {measures}"),
    },
)
