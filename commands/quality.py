"""What a follow-up is worth: one that says nothing, and one that was said before."""

import re
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from commands.counts import noted
from commands.measures import ALIKE, Asked, Row
from store.measures import Noted

SHORT = 6
"""Signs beside the customer's name below which a follow-up says nothing."""
_SIGNS = re.compile(r"[^\w]|_")


def short_rows(asked: Asked) -> list[Row]:
    """Follow-ups whose words, less the customer's name, are fewer than six signs, and that bring no file."""
    rows = _within(asked)
    bare = _bare(rows)
    return [noted(row) for row in rows if len(bare[row.id]) < SHORT and not row.files]


def copied_rows(asked: Asked) -> list[Row]:
    """Follow-ups in the very words of an earlier one by the same person within seven days."""
    bare = _bare(asked.notes)
    before: dict[tuple[UUID, str], list[Noted]] = defaultdict(list)
    found = []
    for row in reversed(asked.notes):
        words = bare[row.id]
        if len(words) < SHORT:
            continue
        same = before[row.author_id, words]
        if row.at >= asked.among.since and same and row.at - same[-1].at <= ALIKE:
            found.append(noted(row))
        same.append(row)
    return found[::-1]


def _within(asked: Asked) -> list[Noted]:
    return [row for row in asked.notes if row.at >= asked.among.since]


def _bare(rows: Iterable[Noted]) -> dict[UUID, str]:
    """The words of each follow-up, less its customer's names, blanks and punctuation."""
    return {row.id: _SIGNS.sub("", str(row.note or "").replace(row.name, "").replace(row.short, "")) for row in rows}
