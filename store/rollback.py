"""An earlier configuration brought back by journalled edits; what is still in use stays, switched off, and is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from store import tags
from store.configuration import TABLES, current
from store.rows import BIND, W
from store.schema import SPECS, Spec

if TYPE_CHECKING:
    from store.records import Record
    from store.unit import Unit

State = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""table → row id → columns."""
_FIXED = frozenset({"number"})
_AGAIN = " 旧"
_FREELY = frozenset({"maker_id"})
"""References that a row can do without."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stayed:
    """A row that is not as it was: still referred to and so kept (`off` where it could be switched off), under another
    `name` where its own is needed; or `lost`, as what it refers to is gone."""

    table: str
    values: Mapping[str, Any]
    off: bool = False
    lost: bool = False


def restore(unit: Unit, wanted: State) -> tuple[Stayed, ...]:
    """Brings the configuration to this state; rows keep their ids, and what stayed otherwise is told."""
    return _Rollback(unit, wanted).run()


class _Rollback:
    """One way back: names are made free, rows are altered, come, and go at last, children before parents."""

    def __init__(self, unit: Unit, wanted: State) -> None:
        self.unit = unit
        self.stayed: list[Stayed] = []
        self.present = current(unit.tx, unit.workspace)
        self.same: dict[tuple[str, str], str] = {}
        self.wanted: dict[str, dict[str, dict[str, Any]]] = {}
        for name in TABLES:
            self._match(name, wanted.get(name, {}))
        for name in TABLES:
            self.wanted[name] = {
                self.same.get((name, id), id): self._mapped(SPECS[name], columns)
                for id, columns in wanted.get(name, {}).items()
            }
        self.own: dict[UUID, dict[str, Any]] = {}

    def run(self) -> tuple[Stayed, ...]:
        """What stayed otherwise than wanted."""
        for name in TABLES:
            self._vacate(name)
        self.unit.flush()
        for name in TABLES:
            self._alter(name)
        self.unit.flush()
        for spec in sorted((SPECS[name] for name in TABLES), key=lambda each: each.rank):
            self._bring(spec)
            self.unit.flush()
        for spec in sorted((SPECS[name] for name in TABLES), key=lambda each: -each.rank):
            self._take(spec)
            self.unit.flush()
        return tuple(self.stayed)

    def _match(self, name: str, wanted: Mapping[str, Mapping[str, Any]]) -> None:
        """A row that is to come back, though another now bears its name: that one becomes it."""
        here = {
            key: id for id, row in self.present[name].items() if id not in wanted for key in _keys(SPECS[name], row)
        }
        for id, row in wanted.items():
            if id in self.present[name]:
                continue
            twin = next((here[key] for key in _keys(SPECS[name], row) if key in here), None)
            if twin is not None:
                self.same[name, id] = twin
                here = {key: other for key, other in here.items() if other != twin}

    def _mapped(self, spec: Spec, columns: Mapping[str, Any]) -> dict[str, Any]:
        return {
            column: self.same.get((spec.parents[column], value), value) if column in spec.parents else value
            for column, value in columns.items()
        }

    def _vacate(self, name: str) -> None:
        """Rows that bear a name that another is to have get a passing one."""
        spec = SPECS[name]
        claimed = {key: id for id, row in self.wanted[name].items() for key in _keys(spec, row)}
        for id, row in self.present[name].items():
            if any(claimed.get(key, id) != id for key in _keys(spec, row)) and (column := _naming(spec)) is not None:
                record = self._edit(spec, id)
                self.own[UUID(id)] = {column: getattr(record, column)}
                setattr(record, column, UUID(id).hex)

    def _alter(self, name: str) -> None:
        spec, have = SPECS[name], self.present[name]
        for id, columns in self.wanted[name].items():
            if id not in have or (dict(have[id]) == columns and UUID(id) not in self.own):
                continue
            if self._orphan(spec, columns):
                self.stayed.append(Stayed(table=name, values=columns, lost=True))
                continue
            record, values = self._edit(spec, id), spec.decode(columns)
            if spec.name == "field" and record.kind != values["kind"]:
                now = tags.retyped(self._field(UUID(id)), values["kind"], values["options"])
                record.place, record.earlier = now.place, now.earlier
            for column in values.keys() - _FIXED:
                if getattr(record, column) != values[column]:
                    setattr(record, column, values[column])

    def _bring(self, spec: Spec) -> None:
        for id, columns in self.wanted[spec.name].items():
            if id in self.present[spec.name]:
                continue
            if self._orphan(spec, columns):
                self.stayed.append(Stayed(table=spec.name, values=columns, lost=True))
                continue
            made = {"id": UUID(id), "workspace_id": self.unit.workspace, "created_at": self.unit.now}
            self.unit.restore(spec, {**spec.decode(columns), **made})

    def _orphan(self, spec: Spec, columns: dict[str, Any]) -> bool:
        """Whether it refers to what is gone; a reference that it can do without is dropped."""
        for column, parent in spec.parents.items():
            value = columns.get(column)
            if value is None or (parent in TABLES and value in self.wanted[parent]):
                continue
            self.unit.load(SPECS[parent], [UUID(value)])
            if self.unit.known(parent, UUID(value)) is not None:
                continue
            if column not in _FREELY:
                return True
            columns[column] = None
        return False

    def _take(self, spec: Spec) -> None:
        for id, row in self.present[spec.name].items():
            if id in self.wanted[spec.name]:
                continue
            if self._used(spec, UUID(id)):
                self._keep(spec, id, row)
            else:
                self.unit.remove(spec.model, UUID(id))

    def _keep(self, spec: Spec, id: str, row: Mapping[str, Any]) -> None:
        """Switched off where that is possible; under a name of its own."""
        record = self._edit(spec, id)
        off = "active" in spec.known
        if off:
            record.active = False
        column, values = _naming(spec), dict(row)
        if column is not None and UUID(id) in self.own:
            taken = {each[column] for each in self.wanted[spec.name].values()}
            name = self.own[UUID(id)][column] + _AGAIN
            while name in taken:
                name += _AGAIN.strip()
            values[column] = name
            setattr(record, column, name)
        self.stayed.append(Stayed(table=spec.name, values=values, off=off))

    def _used(self, spec: Spec, id: UUID) -> bool:
        if spec.name == "field":
            return tags.count_holders(self.unit.tx, self.unit.workspace, self._field(id)) > 0
        for child, column in spec.children:
            c = child.table.c
            found = sa.select(c.id).where(c.workspace_id == W, c[column] == BIND("parent")).limit(1)
            at = {"w": self.unit.workspace, "parent": id}
            if self.unit.tx.connection.execute(found, at).first() is not None:
                return True
        return False

    def _field(self, id: UUID) -> tags.FieldRow:
        return next(row for row in tags.fields(self.unit.tx, self.unit.workspace) if row.id == id)

    def _edit(self, spec: Spec, id: str) -> Record:
        return self.unit.edit(spec.model, UUID(id))


_KEYS: dict[str, Sequence[tuple[str, ...]]] = defaultdict(tuple)


def _keys(spec: Spec, row: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """What no other row of the table may have as well: its name, its day."""
    if spec.name not in _KEYS:
        _KEYS[spec.name] = [
            tuple(column.name for column in each.columns if column.name != "workspace_id")
            for each in spec.table.constraints
            if isinstance(each, sa.UniqueConstraint)
        ]
    for columns in _KEYS[spec.name]:
        values = tuple(row.get(column) for column in columns)
        if "number" not in columns and None not in values:
            yield (columns, values)


def _naming(spec: Spec) -> str | None:
    """The column by which people know it, where that must be its own."""
    return next((name for name in ("name", "said") if name in spec.known), None)
