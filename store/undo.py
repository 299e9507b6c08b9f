"""Undo: what executions changed is put back, column by column, or nothing is and what stands in the way is named."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from store.errors import Conflict, Later
from store.rows import BIND, W, many
from store.runs import aad
from store.schema import SPECS, Spec
from store.tables import Change, Execution, table
from store.types import canonical

if TYPE_CHECKING:
    from store.unit import Unit

Key = tuple[str, UUID]
_MANY_IN_ONE = frozenset({("customer", "fields")})
"""Columns that hold many values, each judged by itself."""
_OWN_NAMES = ("team", "tag", "field")
"""Tables in which no two rows have the same name."""
_CHANGE, _E = table(Change).c, table(Execution).c
_JOINED = sa.and_(_E.workspace_id == _CHANGE.workspace_id, _E.id == _CHANGE.execution_id)
_LATEST_FIRST = (_E.number.desc(), _CHANGE.position.desc())
_WRITTEN = (
    sa.select(_CHANGE.table_name, _CHANGE.row_id, _CHANGE.images)
    .join(table(Execution), _JOINED)
    .where(_CHANGE.workspace_id == W, _CHANGE.execution_id.in_(many("ids")))
    .order_by(*_LATEST_FIRST)
)
_LATER = (
    sa.select(_E.id, _E.name, _E.actor_id, _E.at, _E.number, _CHANGE.images)
    .join(table(Execution), _JOINED)
    .where(
        _CHANGE.workspace_id == W,
        _CHANGE.row_id == BIND("r"),
        _CHANGE.table_name == BIND("t"),
        _CHANGE.execution_id.not_in(many("ids")),
    )
    .order_by(*_LATEST_FIRST)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """A row that was put back: op says what happened to it now (insert | update | delete)."""

    table: str
    row_id: UUID
    op: str
    columns: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Undone:
    """What was taken back."""

    executions: tuple[UUID, ...]
    rows: tuple[Restored, ...]


def undo(
    unit: Unit, executions: Sequence[UUID], *, tables: Collection[str] | None = None, leave: Collection[Key] = ()
) -> Undone:
    """Take executions back, as part of the execution that is open; rows become what they were, bit for bit.

    Judged by column: a column that holds neither what they wrote nor what was there before raises Conflict, and so does
    a row to be deleted that others refer to; nothing is changed then. `tables`: only rows of these; the executions then
    stay in force, and a later undo takes the rest. `leave`: rows (table, id) that stay as they are.
    """
    return _undo(unit, executions, tables, leave, undoes=True)


def redo(unit: Unit, executions: Sequence[UUID], *, tables: Collection[str] | None = None) -> Undone:
    """Take an undo back: `executions` are those that undid. What they had undone is in force again."""
    return _undo(unit, executions, tables, (), undoes=False)


def _undo(
    unit: Unit, executions: Sequence[UUID], tables: Collection[str] | None, leave: Collection[Key], *, undoes: bool
) -> Undone:
    unit.flush()
    rows = unit.tx.rows(_WRITTEN, {"w": unit.workspace, "ids": list(executions)})
    wanted = [row for row in rows if (tables is None or row[0] in tables) and (row[0], row[1]) not in leave]
    _load(unit, wanted)
    unit.tx.secrets.expect_sealed(unit.workspace, [images for _, _, images in wanted])
    goal = _Goal(unit, executions)
    for name, id, images in wanted:
        goal.take_back(SPECS[name], id, _images(unit, name, id, images))
    goal.check_references()
    restored = goal.reach()
    unit.run.undoes = undoes
    if tables is None:
        unit.run.undid += executions
    try:
        unit.flush()
    except sa.exc.IntegrityError as error:
        name, id = next(iter(goal.rows), ("execution", executions[0]))
        raise Conflict(name, id, reason="there") from error
    return Undone(executions=tuple(executions), rows=restored)


def _load(unit: Unit, rows: Sequence[Any]) -> None:
    ids: dict[str, set[UUID]] = defaultdict(set)
    for name, id, _ in rows:
        ids[name].add(id)
    for spec in sorted((SPECS[name] for name in ids), key=lambda each: each.rank):
        unit.load(spec, ids[spec.name])


def _images(unit: Unit, name: str, id: UUID, images: bytes) -> Any:
    return json.loads(unit.tx.secrets.unseal(unit.workspace, aad(name, id), bytes(images)))


class _Goal:
    """The rows as they are to be, reached from the rows as they are by taking changes back one after the other."""

    def __init__(self, unit: Unit, executions: Sequence[UUID]) -> None:
        self.unit = unit
        self.executions = list(executions)
        self.rows: dict[Key, dict[str, Any] | None] = {}

    def take_back(self, spec: Spec, id: UUID, image: Mapping[str, Any]) -> None:
        """One change: what it wrote must be what is there, or what was there before it."""
        row = self._row(spec, id)
        before = None if image["b"] is None else spec.decode(image["b"])
        after = None if image["a"] is None else spec.decode(image["a"])
        if before is None and after is not None:
            self._take_insert_back(spec, id, row, after)
        elif after is None and before is not None:
            self._take_delete_back(spec, id, row, before)
        elif before is not None and after is not None:
            self._take_update_back(spec, id, row, before, after)

    def check_references(self) -> None:
        """Rows that go may not be referred to by rows that stay; rows that come back need those they refer to."""
        for (name, id), row in self.rows.items():
            if row is None:
                self._check_children(SPECS[name], id)
            else:
                self._check_parents(SPECS[name], id, row)

    def reach(self) -> tuple[Restored, ...]:
        """Write the goal through the unit."""
        self._make_room()
        restored = []
        for (name, id), row in self.rows.items():
            spec = SPECS[name]
            record = self.unit.known(name, id)
            if row is None:
                if record is not None:
                    self.unit.remove(spec.model, id)
                    restored.append(Restored(table=name, row_id=id, op="delete", columns=()))
            elif record is None:
                self.unit.restore(spec, row)
                restored.append(Restored(table=name, row_id=id, op="insert", columns=()))
            else:
                changed = tuple(column for column in spec.kept if record._values[column] != row[column])
                if changed:
                    record._values.update({column: row[column] for column in changed})
                    self.unit.touched(record)
                    restored.append(Restored(table=name, row_id=id, op="update", columns=changed))
        return tuple(restored)

    def _make_room(self) -> None:
        """Where names of a table change hands, each that goes is given up before another takes it."""
        for kind in _OWN_NAMES:
            rows = {id: row for (name, id), row in self.rows.items() if name == kind}
            leaving = []
            for id, row in rows.items() if len(rows) > 1 else ():
                record = self.unit.known(kind, id)
                if record is not None and (row is None or record._values["name"] != row["name"]):
                    leaving.append(record)
            for record in leaving:
                record.name = record._values["id"].hex
        self.unit.flush()

    def _row(self, spec: Spec, id: UUID) -> dict[str, Any] | None:
        if (spec.name, id) not in self.rows:
            record = self.unit.known(spec.name, id)
            values = None if record is None else {name: record._values[name] for name in spec.kept}
            self.rows[spec.name, id] = values
        return self.rows[spec.name, id]

    def _take_insert_back(self, spec: Spec, id: UUID, row: dict[str, Any] | None, after: dict[str, Any]) -> None:
        if row is None:
            return
        for column in spec.kept:
            if not _equal(row[column], after.get(column)):
                raise self._conflict(spec, id, column)
        self.rows[spec.name, id] = None

    def _take_delete_back(self, spec: Spec, id: UUID, row: dict[str, Any] | None, before: dict[str, Any]) -> None:
        whole = {name: before.get(name) for name in spec.kept}
        if row is not None and any(not _equal(row[name], whole[name]) for name in spec.kept):
            raise Conflict(spec.name, id, reason="there", later=self._later(spec, id, None))
        self.rows[spec.name, id] = whole

    def _take_update_back(
        self, spec: Spec, id: UUID, row: dict[str, Any] | None, before: dict[str, Any], after: dict[str, Any]
    ) -> None:
        if row is None:
            raise Conflict(spec.name, id, reason="gone", later=self._later(spec, id, None))
        for column in before:
            if _equal(row[column], after.get(column)):
                row[column] = before[column]
            elif (spec.name, column) in _MANY_IN_ONE:
                row[column] = self._parts_back(spec, id, column, row[column], before[column], after[column])
            elif not _equal(row[column], before[column]):
                raise self._conflict(spec, id, column)

    def _parts_back(
        self, spec: Spec, id: UUID, column: str, held: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
    ) -> dict[str, Any]:
        """What was written of it beside this change stays."""
        back = dict(held)
        for key in before.keys() | after.keys():
            if _equal(held.get(key), after.get(key)):
                back[key] = before.get(key)
            elif not _equal(held.get(key), before.get(key)):
                raise self._conflict(spec, id, column)
        return {key: value for key, value in back.items() if value is not None or key in before}

    def _check_children(self, spec: Spec, id: UUID) -> None:
        others: list[Key] = []
        for child, column in spec.children:
            c = child.table.c
            found = sa.select(c.id).where(c.workspace_id == W, c[column] == BIND("parent")).limit(20)
            ids = self.unit.tx.connection.execute(found, {"w": self.unit.workspace, "parent": id}).scalars().all()
            for other in ids:
                key = (child.name, other)
                goal = self.rows.get(key)
                if key not in self.rows or (goal is not None and goal[column] == id):
                    others.append(key)
        if others:
            later = self._later(SPECS[others[0][0]], others[0][1], None)
            raise Conflict(spec.name, id, reason="referred", later=later, others=tuple(others))

    def _check_parents(self, spec: Spec, id: UUID, row: Mapping[str, Any]) -> None:
        if self.unit.known(spec.name, id) is not None:
            return
        for column, parent in spec.parents.items():
            if row[column] is None or self.rows.get((parent, row[column])) is not None:
                continue
            self.unit.load(SPECS[parent], [row[column]])
            if self.unit.known(parent, row[column]) is None:
                later = self._later(SPECS[parent], row[column], None)
                raise Conflict(spec.name, id, column, reason="gone", later=later)

    def _conflict(self, spec: Spec, id: UUID, column: str) -> Conflict:
        return Conflict(spec.name, id, column, later=self._later(spec, id, column))

    def _later(self, spec: Spec, id: UUID, column: str | None) -> Later | None:
        """The latest execution, other than these, that wrote this column of this row (any column if None)."""
        at = {"w": self.unit.workspace, "r": id, "t": spec.name, "ids": self.executions}
        for execution, name, actor, when, number, images in self.unit.tx.rows(_LATER, at):
            image = _images(self.unit, spec.name, id, images)
            if column is None or column in (image["a"] or {}) or column in (image["b"] or {}):
                return Later(execution=execution, name=name, actor=actor, at=when, number=number)
        return None


def _equal(one: Any, other: Any) -> bool:
    """Equal as stored: compared in the form of images, so that a type's own notion of equality plays no part."""
    return one == other or canonical(one) == canonical(other)
