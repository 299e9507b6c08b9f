"""Times of what was just done said anew: to which it is moved, on which weekdays, at which hour."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from nlp.clauses import Clause, clause_at
from nlp.reading import Moment
from nlp.said import Said
from nlp.scene import Scene
from nlp.spoken import only_time
from nlp.text import fold

_TO = re.compile(r"(?:改|换|挪|推|提前|提早|调|延|移|拖)(?:到|成|为|在|至)?\s*$")


def put_to(scene: Scene, clauses: Sequence[Clause], times: Sequence[Said]) -> Sequence[Said]:
    """The times that something is moved to, less those of the reason: 改成下午三点半，上午她要开会."""
    first = next((at for at, time in enumerate(times) if _TO.search(scene.folded, 0, time.start)), None)
    if first is None:
        return times
    after = [time for time in times[first + 1 :] if only_time(scene, clause_at(clauses, time.start))]
    return [times[first], *after]


_DAYS = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))


def _weekdays(words: str) -> str:
    """The weekdays that a correction names: 是礼拜三 → WE."""
    named = re.findall(r"(?:周|星期|礼拜)([一二三四五六日天])", words)
    return ",".join(_DAYS[day] for day in named)


def moved_rule(rule: str, words: str, said: Said) -> str | None:
    """A rule on other weekdays (是周二), or at another hour (早了，八点半)."""
    if days := _weekdays(words):
        return re.sub(r"BYDAY=[A-Z,]+", f"BYDAY={days}", rule)
    at = said.future.start if said.future.clocked and hour_only(said.words) else None
    return re.sub(r"BYHOUR=\d+;BYMINUTE=\d+", f"BYHOUR={at.hour};BYMINUTE={at.minute}", rule) if at else None


def hour_only(words: str) -> bool:
    """Whether a time names no day."""
    return not re.search(r"[天日号月周期拜明后昨前今]|/|-", fold(words))


_SAYS_HALF = re.compile(r"[午晚早晨凌夜傍朝昼]|1[3-9]|2[0-4]|:|pm|am")
_NEAR, _FAR, _HALF_A_DAY = timedelta(hours=3), timedelta(hours=6), timedelta(hours=12)


def on_that_half(old: Moment, new: Moment, words: str) -> Moment:
    """A bare hour on the half of the day that was said before, where it then lies near: 七点, 提前些，六点."""
    if not old.clocked or not new.clocked or _SAYS_HALF.search(fold(words)) or abs(new.value - old.value) <= _FAR:
        return new
    others = (new.value - _HALF_A_DAY, new.value + _HALF_A_DAY)
    near = [value for value in others if abs(value - old.value) <= _NEAR and value.date() == old.value.date()]
    return replace(new, value=near[0]) if near else new


def hour_kept(old: str, new: str, at: str | None) -> str:
    """A corrected rule keeps the hour that was set where it says none itself."""
    if at:
        return new
    hours = [part for part in old.split(";") if part.startswith(("BYHOUR", "BYMINUTE"))]
    days = [part for part in new.split(";") if not part.startswith(("BYHOUR", "BYMINUTE"))]
    return ";".join([*days, *hours]) if hours else new
