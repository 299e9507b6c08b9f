"""One order that gives tags to several in pairs: 头两家年底冲量，第三家试用中，标起; 云图VIP 华星待跟进 都打上."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from nlp.clauses import Clause
from nlp.group import Group
from nlp.reading import Span
from nlp.scene import Scene


def in_pairs(scene: Scene, groups: Iterable[Group]) -> list[Group]:
    """The groups, an order that names whom and what more than once in turn made one for each."""
    return [part for group in groups for part in _parts(scene, group)]


def _parts(scene: Scene, group: Group) -> list[Group]:
    form = group.form
    if form is None or not form.has("tags") or form.has("phone") or not form.writes:
        return [group]
    places = _turns(_pairs(scene, group))
    stretches = _cut(group.clauses, places)
    return [Group(form=form, clauses=clauses, order=group.order) for clauses in stretches] if places else [group]


def _pairs(scene: Scene, group: Group) -> list[Span]:
    """Whom and what the group names, in order."""
    found = [span for kind in ("customer", "pick", "tag") for span in group.spans(scene, kind)]
    return sorted(found, key=lambda span: span.start)


def _turns(spans: Sequence[Span]) -> list[int]:
    """Where the second and each further pair begins; none where the last one lacks its other half."""
    if not spans or (spans[0].kind == "tag") == (spans[-1].kind == "tag"):
        return []
    leads = spans[0].kind == "tag"
    both = [(before.kind == "tag", after.kind == "tag", after.start) for before, after in pairwise(spans)]
    return [start for before, after, start in both if before != leads and after == leads]


def _cut(clauses: Iterable[Clause], places: Sequence[int]) -> list[list[Clause]]:
    """The clauses in as many runs as the places part them into."""
    runs: list[list[Clause]] = [[]]
    for clause in clauses:
        rest = clause
        for place in (place for place in places if clause.start <= place < clause.end):
            if place > rest.start:
                runs[-1].append(replace(rest, end=place, hits=tuple(hit for hit in rest.hits if hit.start < place)))
            rest = replace(rest, start=place, hits=tuple(hit for hit in rest.hits if hit.start >= place))
            runs.append([])
        runs[-1].append(rest)
    return runs
