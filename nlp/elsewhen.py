"""Times that a tale names and at which nothing of it happened: 周五要货, 27号才来看, by Friday, 陪到七点."""

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from nlp.clauses import Clause
from nlp.scene import Scene

# 年会是不是|15号, wants it by|Friday, 陪到|七点: asked about, an end, a deadline
_LEADS_AWAY = re.compile(
    r"(?:是不是|是否|会不会|要不要|能不能|还是)(?:在)?\s*$|(?:[^重主需必首不]|^)要(?:在|赶在)?\s*$|问(?:了|起)?(?:我|咱)?们?\s*$|(?:[陪聊谈坐等忙喝吃弄搞干耗]|一直|直|只)到\s*$|"
    r"\b(?:by|before|until|till|due|due on)\s*$"
)
# 周五|要货, 周三|没空: wanted for then, or how one is then
_WANTED_FOR = re.compile(
    r"\s*(?:就|都|也|才)?(?:要(?![了过么紧求价]|不)|得要|有事|没空|没时间|不在|去不了|来不了|不行|休息|放假|"
    r"就(?:没用|不要|不用|来不及|晚了|迟了|过期|涨))"
)
# 22号|到, 27号|回来: what is to befall, and nothing that was done
_BEFALLS = re.compile(
    r"\s*(?:才|就|再|都|能|会|可以|应该|大概|左右|前后)*(?:到(?:[货港账位岸仓厂]|场)?|发(?:[货车船]|出去?)?|出(?:[货来厂]|结果|报告)|回(?:来|国|公司|厂)|进场|开[工业学张]|"
    r"交货|上[线架市]|放假|复工|投产|生效|执行|换新|涨价|截止|到期)(?:吧|哈|啦)?\s*$"
)
_MINE = re.compile(r"(?:我|咱)们?\s*$")
# 三个人要一起来看那台，|27号
_TO_COME = re.compile(r"(?:要(?![了求价])|准备|打算|计划|会(?![议员计上]))[^,，。;了过]{2,}$")
_BARE_DAY = re.compile(r"[0-9]{1,2}[号日]|(?:周|星期|礼拜)[一二三四五六日天]")
_BESIDE = re.compile(r"[\s、,，/和跟及与]{1,3}")


def is_elsewhen(scene: Scene, clauses: Sequence[Clause], clause: Clause, start: int, end: int) -> bool:
    """Whether an open time within a clause is none at which something happened."""
    before, after = scene.worded[clause.start : start], scene.worded[end : clause.end]
    if is_nearer_ahead(scene, start) or _is_later_today(scene, clause, start):
        return True
    if _BEFALLS.match(after) and not _MINE.search(before) and not _is_of_today(scene, start):
        return True
    if _LEADS_AWAY.search(before) or _WANTED_FOR.match(after) or _is_listed(scene, start, end):
        return True
    return not before.strip() and not after.strip() and _follows_plan(scene, clauses, clause)


def _is_of_today(scene: Scene, start: int) -> bool:
    """Whether an hour may have been today: 9:30到."""
    past = scene.past.get(start)
    return past is not None and past.clocked and past.start is not None and past.start.date() == scene.now.date()


def _is_listed(scene: Scene, start: int, end: int) -> bool:
    """Whether several bare days stand in a row: 15日 22日 29日."""
    if not _BARE_DAY.fullmatch(scene.folded, start, end):
        return False
    row = [span for span in scene.of_kind("time") if _BARE_DAY.fullmatch(scene.folded, span.start, span.end)]
    gaps = [(first.end, second.start) for first, second in pairwise(row)]
    return any(end == a or b == start for a, b in gaps if _BESIDE.fullmatch(scene.folded, a, b))


_DONE = re.compile(r"了|过(?!去|来|会)|完|刚|的$|[去到开谈聊见吃做打]的|没")


def is_not_done(scene: Scene, clause: Clause) -> bool:
    """Whether a clause has no sign that anything is over: 25号带队进场."""
    return _DONE.search(scene.worded, clause.start, clause.end) is None


def _is_later_today(scene: Scene, clause: Clause, start: int) -> bool:
    """Whether an hour without its day is still to come today, and nothing is told as done: 下午三点电话会, at 14:30."""
    past, future = scene.past.get(start), scene.future.get(start)
    if (
        past is None
        or future is None
        or past.start is None
        or future.start is None
        or _DONE.search(scene.worded, clause.start, clause.end)
    ):
        return False
    return scene.now < future.start == past.start + timedelta(days=1) and future.start.date() == scene.now.date()


def _follows_plan(scene: Scene, clauses: Sequence[Clause], clause: Clause) -> bool:
    """Whether the clause before says what is to come."""
    before = next((each for each in reversed(clauses) if each.end <= clause.start), None)
    return before is not None and _TO_COME.search(scene.folded[before.start : before.end]) is not None


# 11月20号, said on the 18th: in two days, and not a year ago
_LONG_AGO, _SOON = timedelta(days=250), timedelta(days=75)


def is_nearer_ahead(scene: Scene, start: int) -> bool:
    """Whether a date without its year that begins at a place was long ago and comes again soon."""
    past, future = scene.past.get(start), scene.future.get(start)
    if past is None or future is None or past.start is None or future.start is None:
        return False
    return (
        past.grain in ("day", "minute")
        and scene.now - past.start > _LONG_AGO
        and timedelta() < future.start - scene.now < _SOON
    )
