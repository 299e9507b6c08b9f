"""Rows on their way into the database: written in sets, each with its image before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from store import derive
from store.records import Record
from store.runs import Written
from store.schema import SPECS, Spec

if TYPE_CHECKING:
    from store.unit import Unit


def insert(unit: Unit, records: Sequence[Record]) -> list[Written]:
    """Write new rows, a statement a table; parents first."""
    written = []
    for spec, group in _by_spec(records):
        derive.before(unit, spec, [each._values for each in group])
        rows = [each._values for each in group]
        unit.tx.run(spec.insert, rows)
        for record in group:
            object.__setattr__(record, "_before", dict(record._values))
            written.append(Written(spec=spec, before=None, after=record._before))
    return written


def update(unit: Unit, records: Sequence[Record]) -> list[Written]:
    """Write the columns that were set to something else, a statement for each set of columns."""
    groups: dict[tuple[int, str, tuple[str, ...]], list[Record]] = defaultdict(list)
    for record in records:
        before = record._before or {}
        if record._spec.name == "reminder":
            derive.before(unit, record._spec, [record._values])
        changed = tuple(name for name in record._spec.kept if record._values[name] != before[name])
        if changed:
            if record._spec.sealed.intersection(changed):
                derive.before(unit, record._spec, [record._values])
                changed = (*changed, "blind_index")
            groups[record._spec.rank, record._spec.name, changed].append(record)
    written = []
    for (_, table, changed), group in sorted(groups.items(), key=lambda each: each[0]):
        spec = SPECS[table]
        _set(unit, spec, changed, group)
        for record in group:
            was = record._before
            object.__setattr__(record, "_before", dict(record._values))
            written.append(Written(spec=spec, before=was, after=record._before))
    return written


def _set(unit: Unit, spec: Spec, changed: tuple[str, ...], group: Sequence[Record]) -> None:
    """One statement where all rows get the same values, else one each."""
    wanted = [{f"set_{name}": each._values[name] for name in changed} for each in group]
    ids = [each._values["id"] for each in group]
    if len(group) > 1 and all(each == wanted[0] for each in wanted):
        unit.tx.run(spec.update_many(changed), {"the_workspace": unit.workspace, "ids": ids, **wanted[0]})
        return
    of = {"the_workspace": unit.workspace}
    unit.tx.run(spec.update(changed), [{**of, "the_id": id, **values} for id, values in zip(ids, wanted, strict=True)])


def delete(unit: Unit, records: Sequence[Record]) -> list[Written]:
    """Delete rows, children first."""
    written = []
    for spec, group in reversed(_by_spec(records)):
        rows = [{"the_workspace": unit.workspace, "the_id": each._values["id"]} for each in group]
        unit.tx.run(spec.delete, rows)
        for record in group:
            unit.forget(record)
            written.append(Written(spec=spec, before=record._before, after=None))
    return written


def _by_spec(records: Sequence[Record]) -> list[tuple[Spec, list[Record]]]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[record._spec.name].append(record)
    return sorted(((SPECS[name], group) for name, group in groups.items()), key=lambda each: each[0].rank)
