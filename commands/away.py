"""What chats are told after the program was away: from when to when, and that what was said then may be lost."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from commands.catalogue import Wording
from commands.context import say
from commands.language import chosen
from commands.message import Outgoing, Sentence
from commands.outgoing import place_of
from commands.parking import address, put_out
from commands.sentences import Speech
from store import chats, members, workspaces
from store.database import Tx
from store.ids import uuid7

Absence = tuple[datetime, datetime]
"""From when to when the program was away, in business time."""


def say_away(
    tx: Tx,
    workspace: UUID,
    to: Sequence[UUID],
    absences: Sequence[Absence],
    wordings: Mapping[str, Wording],
    now: datetime,
) -> int:
    """Tells these chats once, each in its reader's language; how many were told."""
    settings = workspaces.get(tx, workspace)
    assert settings is not None
    zone = ZoneInfo(settings.zone)
    today = now.astimezone(zone).date()
    rows = [row for row in (workspaces.chat(tx, workspace, id) for id in to) if row is not None]
    for row in rows:
        reader = chats.reader(tx, workspace, row.id) if row.kind == "private" else None
        member = members.get(tx, workspace, reader) if reader is not None else None
        language = chosen((member or row).language)
        spoken = tuple(_period(since, until, zone, now) for since, until in absences)
        line = Speech(wordings, language, zone, today).say(say("away", periods=spoken))
        letter = Outgoing(id=uuid7().hex, chat=address(place_of(row)), lines=(line,), language=language, created_at=now)
        put_out(tx, workspace, letter, None)
    return len(rows)


def _period(since: datetime, until: datetime, zone: ZoneInfo, now: datetime) -> Sentence:
    """14:02–14:31; with the days where it was not today, or not one day."""
    first, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    if first != last:
        return say("away.days", since=since, until=until)
    return say("away.today" if last == now.astimezone(zone).date() else "away.day", since=since, until=until)
