"""What comes again at a time of day: a clock time (每天下午6点半 is 18:30), or a day of the week with it."""

import re

from nlp.filling import Filling
from nlp.said import said_times
from nlp.todo import due_of

_SAID = re.compile(r"[0-9〇零一二三四五六七八九十两]\s*(?:点|时|[:：][0-9])")
_EARLY = re.compile(r"凌晨|早|上午|清晨|am")
_NOT, _BUT = re.compile(r"别|不要|不用"), re.compile(r"改|换|挪|调|定")
OFFICE = 7
"""An hour before this one, said without its part of the day, lies in the afternoon: 6点推日报."""


def clock(filling: Filling) -> str | None:
    """The time of day at which something comes, HH:MM; none with a day of the week, which is `weekly`'s."""
    rule = due_of(filling).repeat
    if rule is not None and re.search(r"BYDAY=[A-Z]{2}(?:;|$)", rule):
        return None
    words = filling.scene.folded[filling.group.start : filling.group.end]
    if not _SAID.search(words) or (_NOT.search(words) and not _BUT.search(words)):
        return None
    if rule is not None:
        parts = dict(part.split("=") for part in rule.removeprefix("RRULE:").split(";"))
        hour, minute = int(parts.get("BYHOUR", 0)), int(parts.get("BYMINUTE", 0))
    else:
        times = [said for said in said_times(filling.scene, filling.group.clauses) if said.future.clocked]
        if not times or times[-1].future.start is None:
            return None
        hour, minute = times[-1].future.start.hour, times[-1].future.start.minute
    if hour < OFFICE and not _EARLY.search(words):
        hour += 12
    return f"{hour:02d}:{minute:02d}"


def weekly(filling: Filling) -> str | None:
    """The rule of what comes on one day of the week: 每周五下午5点."""
    rule = due_of(filling).repeat
    return rule if rule is not None and re.search(r"BYDAY=[A-Z]{2}(?:;|$)", rule) else None
