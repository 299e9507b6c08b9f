"""How each measure is counted, and the rows that it counts."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from commands.measures import Asked, Page, Part, Row, Tally
from store import calendar, measures, nudges, owed
from store.measures import Noted
from store.owed import Owed

GRACE = timedelta(days=3)
"""Within which a follow-up counts as the answer to what was due: that day and the two after it."""
SILENT = 2
"""Workdays without an entry from which on somebody is silent."""


def summed(parts: dict[UUID, Part], *, share: bool = False) -> Tally:
    """A tally whose whole is the sum of its parts."""
    return Tally(parts, sum(parts.values(), Part(0, 0 if share else None)))


def counted(rows: Callable[[Asked], list[Row]]) -> Callable[[Asked], Tally]:
    """How many of the rows are each member's."""

    def count(asked: Asked) -> Tally:
        each = Counter(row.member for row in rows(asked) if row.member)
        return summed({member: Part(total) for member, total in each.items()})

    return count


def listed(rows: Callable[[Asked], list[Row]]) -> Callable[[Asked, Page], list[Row]]:
    """Pages of a list that is short enough to be read whole."""
    return lambda asked, page: page.of(rows(asked))


def noted(row: Noted) -> Row:
    """A follow-up as a row."""
    return Row(member=row.author_id, customer=row.customer_id, at=row.at, method=row.method, text=row.note)


def follow_ups(asked: Asked) -> Tally:
    """Follow-ups by their writers."""
    return summed({id: Part(total) for id, total in measures.followed_up(asked.tx, asked.among).items()})


def follow_up_rows(asked: Asked, page: Page) -> list[Row]:
    """The follow-ups, latest first."""
    return [noted(row) for row in measures.notes_page(asked.tx, asked.among, limit=page.limit, offset=page.offset)]


def met(asked: Asked) -> Tally:
    """Customers that were followed up: one that two people spoke with counts for both, and once in the whole."""
    pairs = measures.customers_met(asked.tx, asked.among)
    each = Counter(member for member, _ in pairs)
    return Tally({id: Part(total) for id, total in each.items()}, Part(len({customer for _, customer in pairs})))


def met_rows(asked: Asked) -> list[Row]:
    """Each of these customers once for each who spoke with it."""
    pairs = sorted(measures.customers_met(asked.tx, asked.among))
    return [Row(member=member, customer=customer) for member, customer in pairs]


def owned(asked: Asked) -> Tally:
    """Customers by their owners, as it is now."""
    return summed({id: Part(total) for id, total in measures.owned(asked.tx, asked.workspace, asked.members).items()})


def owned_rows(asked: Asked, page: Page) -> list[Row]:
    """The customers, longest idle first."""
    rows = measures.owned_page(asked.tx, asked.workspace, asked.members, limit=page.limit, offset=page.offset)
    return [Row(member=row.owner_id, customer=row.id) for row in rows]


def coverage(asked: Asked) -> Tally:
    """Of their own customers, those that their owners followed up."""
    met_own = Counter(member for member, _ in measures.own_met(asked.tx, asked.among))
    have = measures.owned(asked.tx, asked.workspace, asked.members)
    return summed({id: Part(met_own[id], total) for id, total in have.items()}, share=True)


def coverage_rows(asked: Asked) -> list[Row]:
    """Own customers that were followed up."""
    return [Row(member=member, customer=id) for member, id in sorted(measures.own_met(asked.tx, asked.among))]


def new_rows(asked: Asked) -> list[Row]:
    """New customers, latest first."""
    return [
        Row(member=row.owner_id, customer=row.id, at=row.created_at) for row in measures.made(asked.tx, asked.among)
    ]


def overdue_rows(asked: Asked) -> list[Row]:
    """What was due before today and is not done, longest overdue first."""
    rows = owed.overdue(asked.tx, asked.workspace, asked.members, asked.midnight(asked.today), asked.today)
    late = [(asked.today - (row.day or asked.day(row.at or asked.now))).days for row in rows]
    found = [
        Row(member=row.member_id, customer=row.customer_id, days=days, text=row.text)
        for row, days in zip(rows, late, strict=True)
    ]
    return sorted(found, key=lambda row: -(row.days or 0))


def _due(asked: Asked) -> list[tuple[Owed, bool]]:
    """What came due on these days and before today, and whether its customer was then followed up."""
    until = min(asked.among.until, asked.midnight(asked.today))
    within = measures.Among(workspace=asked.workspace, members=asked.members, since=asked.among.since, until=until)
    rows = owed.due(asked.tx, within) if within.since < until else []
    starts = [asked.midnight(asked.day(row.at or asked.now)) for row in rows]
    answers = _answered(asked, [(row.customer_id, start) for row, start in zip(rows, starts, strict=True)])
    return list(zip(rows, answers, strict=True))


def _answered(asked: Asked, wanted: list[tuple[UUID | None, datetime]]) -> list[bool]:
    """Whether each of these customers was followed up from a moment on, in time."""
    if not wanted:
        return []
    first, last = min(start for _, start in wanted), max(start for _, start in wanted) + GRACE
    ids = {id for id, _ in wanted if id is not None}
    known = measures.moments(asked.tx, asked.workspace, ids, first, last)
    return [
        id is not None and any(start <= moment < start + GRACE for moment in known.get(id, ())) for id, start in wanted
    ]


def missed(asked: Asked) -> Tally:
    """Of what came due, what nobody followed up."""
    due, lost = Counter[UUID](), Counter[UUID]()
    for row, answered in _due(asked):
        due[row.member_id] += 1
        lost[row.member_id] += not answered
    return summed({id: Part(lost[id], total) for id, total in due.items()}, share=True)


def missed_rows(asked: Asked) -> list[Row]:
    """What came due and nobody followed up."""
    return [
        Row(member=row.member_id, customer=row.customer_id, at=row.at, text=row.text)
        for row, answered in _due(asked)
        if not answered
    ]


def _nudged(asked: Asked) -> list[tuple[nudges.SentRow, bool]]:
    """The nudges that were sent, and whether a follow-up was filed that day or until the next workday."""
    rows = nudges.sent(asked.tx, asked.workspace, asked.first, asked.last, asked.members, zone=asked.zone)
    return [
        (
            row,
            row.answered_at is not None and asked.day(row.answered_at) <= asked.calendar.workday_after(row.day),
        )
        for row in rows
    ]


def response(asked: Asked) -> Tally:
    """Of the nudges that were sent, those after which the customer was followed up."""
    sent, answers = Counter[UUID](), Counter[UUID]()
    for row, answered in _nudged(asked):
        sent[row.member_id] += 1
        answers[row.member_id] += answered
    return summed({id: Part(answers[id], total) for id, total in sent.items()}, share=True)


def response_rows(asked: Asked) -> list[Row]:
    """The nudges that were answered."""
    return [
        Row(member=row.member_id, customer=row.customer_id, day=row.day) for row, answered in _nudged(asked) if answered
    ]


def nudge_rows(asked: Asked) -> list[Row]:
    """The nudges that were sent."""
    return [Row(member=row.member_id, customer=row.customer_id, day=row.day) for row, _ in _nudged(asked)]


def silent_rows(asked: Asked) -> list[Row]:
    """Who has written nothing for so many workdays up to the last day (or today), days of leave left out."""
    last = min(asked.last, asked.today)
    entries = measures.last_entries(asked.tx, asked.workspace, asked.members, asked.midnight(last + timedelta(days=1)))
    away = calendar.leaves(asked.tx, asked.workspace, asked.day(asked.now) - timedelta(days=400))
    found = []
    for member, (here_since, entry) in entries.items():
        day = asked.day(here_since) - timedelta(days=1) if entry is None else asked.day(entry)
        gone = [row for row in away if row.member_id == member]
        days = 0
        while (day := day + timedelta(days=1)) <= last:
            left = any(row.first <= day <= row.last for row in gone)
            days += asked.calendar.is_workday(day) and not left
        if days >= SILENT:
            found.append(Row(member=member, days=days, at=entry))
    return sorted(found, key=lambda row: -(row.days or 0))


def no_next_rows(asked: Asked) -> list[Row]:
    """Follow-ups after which nothing is planned."""
    return [noted(row) for row in measures.without_next(asked.tx, asked.among)]
