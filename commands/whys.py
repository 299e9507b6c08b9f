"""Why a line stands in a list, in a few words: 5天没跟，上次电话“他说再等等” · 说好今天寄样品 · 提醒逾期2天."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from commands.agenda import Item, level_said
from commands.context import Context, say
from commands.message import Sentence
from commands.parties import name_of
from commands.reps.followup_view import shortened
from store import followups
from store.followups import FollowUpRow
from store.stale import StaleRow


def numbered_lines(context: Context, items: Sequence[Item], start: int = 1) -> list[Sentence]:
    """The numbered lines: 1 华星 A级 5天没跟，上次电话“他说再等等”."""
    last = last_said(context, items)
    return [
        say(
            "agenda.line",
            index=place,
            customer=item.customer.short if item.customer else None,
            level=level_said(item.customer.level) if item.customer and item.stale else None,
            reason=reason(context, item, last),
        )
        for place, item in enumerate(items, start)
    ]


def reason(context: Context, item: Item, last: Mapping[UUID, FollowUpRow]) -> Sentence:
    """Why it stands there: 5天没跟，上次电话“他说再等等” · 说好今天寄样品 · 提醒逾期2天."""
    if item.stale is not None:
        return _silent(context, item.stale, last.get(item.subject))
    if item.task is not None:
        who = name_of(context, item.task.maker_id)
        return say("agenda.task", who=who, text=shortened(context.plain(item.task.text), 14) or None)
    row = item.reminder
    assert row is not None
    text = shortened(context.plain(row.text), 14) or None
    if item.overdue:
        return say("agenda.visit_late" if row.visit else "agenda.late", days=item.overdue, text=text)
    if row.visit:
        return say("agenda.visit")
    if row.at is not None:
        return say("agenda.at", at=row.at, text=text or say("agenda.follow"))
    if row.day is not None and row.day < context.today:
        return say("agenda.late", days=(context.today - row.day).days, text=text)
    return say("agenda.promised" if row.follow_up_id else "agenda.today", text=text or say("agenda.follow"))


def _silent(context: Context, row: StaleRow, last: FollowUpRow | None) -> Sentence:
    if row.last_follow_up_at is None:
        return say("agenda.never", days=row.days)
    note = shortened(context.plain(last.note), 10) if last is not None else ""
    did = say(f"did.{last.method or 'other'}") if last is not None and note else None
    return say("agenda.stale", days=row.days, did=did, note=note or None)


def last_said(context: Context, items: Iterable[Item]) -> dict[UUID, FollowUpRow]:
    """What was last said with the silent customers of these lines."""
    found: dict[UUID, FollowUpRow] = {}
    for item in items:
        if item.stale is not None:
            rows = followups.of_customer(context.tx, context.workspace, item.subject, limit=1)
            found.update((item.subject, row) for row in rows)
    return found
