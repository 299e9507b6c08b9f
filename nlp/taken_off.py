"""Tags put on and taken off in one breath: 老铁山打上对手盯着 夫妻店那个去掉."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nlp.phrases import Hit
from nlp.reading import Span
from nlp.scene import Scene

_TAGS = "tags"
_STOP = re.compile(r"[,;\s]")


def parted(scene: Scene, hits: Sequence[Hit]) -> list[Hit]:
    """The phrases, a list of tags between two orders shared out: those after its last stop are of the second one."""
    placed = [hit for hit in hits if _TAGS in hit.placed]
    if not placed:
        return list(hits)
    hits = [hit for hit in hits if hit in placed or not any(_is_within(hit, each) for each in placed)]
    greedy = {id(hit) for hit in placed if _reaches_on(hit, placed)}
    hits = [hit for hit in hits if id(hit) not in greedy]
    placed = [hit for hit in placed if id(hit) not in greedy]
    ends = [hit for hit in placed if hit.end > hit.placed[_TAGS][1]]
    for second in ends:
        for first in placed:
            if first.command == second.command or not _shares(first, second):
                continue
            tags = scene.of_kind("tag", *second.placed[_TAGS])
            if len(tags) < 2:
                continue
            last = _turn(scene, tags)
            begins = first.placed[_TAGS][0]
            other = {
                id(first): replace(first, end=last, placed={**first.placed, _TAGS: (begins, last)}),
                id(second): replace(
                    second, start=last, placed={**second.placed, _TAGS: (last, second.placed[_TAGS][1])}
                ),
            }
            return parted(scene, [other.get(id(hit), hit) for hit in hits])
    return list(hits)


def _is_within(hit: Hit, other: Hit) -> bool:
    """Whether a phrase is only the verb of one that names its tags: 竞品在用都|撤了吧 takes no message back."""
    return not hit.placed and other.placed[_TAGS][1] <= hit.start and hit.start < other.end <= hit.end + 1


def _reaches_on(hit: Hit, others: Sequence[Hit]) -> bool:
    """Whether a verb that has its tags already reaches for those of the verb after them: 赊账撤 |老主顾| 补."""
    begins, ends = hit.placed[_TAGS]
    if begins <= hit.start:
        return False
    own = any(
        each.command == hit.command and each.placed[_TAGS][1] <= hit.start + 1 and hit.start < each.end <= begins
        for each in others
    )
    taken = any(
        each.command != hit.command and begins <= each.placed[_TAGS][0] < ends and each.end > each.placed[_TAGS][1]
        for each in others
    )
    return own and taken


def _turn(scene: Scene, tags: Sequence[Span]) -> int:
    """Where the second order's tags begin: after the last stop among them, or with the last one."""
    pairs = [
        after.start
        for before, after in pairwise(tags)
        if _STOP.search(scene.folded, before.end, after.start) is not None
    ]
    return pairs[-1] if pairs else tags[-1].start


def _shares(first: Hit, second: Hit) -> bool:
    """Whether a phrase whose verb stands before its tags reaches for those of one whose verb stands after them."""
    (begins, ends), (start, _) = first.placed[_TAGS], second.placed[_TAGS]
    return first.start < begins and begins <= start < ends and first.start < second.start + 1
