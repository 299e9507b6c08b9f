"""The unit of work: rows are added, edited and removed through it, written in sets, and journalled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import SQLModel

from store import configuration, counters, derive, runs, writing
from store.contacts import POINT
from store.database import Tx
from store.errors import Missing
from store.ids import uuid7
from store.records import Record
from store.runs import Run, Written
from store.schema import Spec, spec_of


class Unit:
    """What one transaction writes into one workspace. `now` is business time; every write belongs to an execution."""

    def __init__(self, tx: Tx, *, workspace: UUID, now: datetime) -> None:
        self.tx = tx
        self.workspace = workspace
        self.now = now
        self._known: dict[tuple[str, UUID], Record] = {}
        self._new: list[Record] = []
        self._edited: dict[tuple[str, UUID], Record] = {}
        self._removed: list[Record] = []
        self._written: list[Written] = []
        self._run: Run | None = None
        self._number = 0
        self._saved: int | None = None

    def add(self, table: type[SQLModel], **values: Any) -> Record:
        """A new row, with an id of its own; its short number is given when it is asked for or written."""
        spec = spec_of(table)
        row = spec.initial()
        row["id"], row["workspace_id"] = uuid7(), self.workspace
        row["created_at"] = self.now
        unknown = values.keys() - spec.known
        if unknown:
            raise AttributeError(f"{spec.name} has no column {', '.join(sorted(unknown))}")
        row.update(values)
        for name in spec.words | spec.sealed:
            row[name] = self.stored(spec, name, row[name], row)
        return self._adopt(spec, row)

    def edit(self, table: type[SQLModel], id: UUID) -> Record:
        """The row, loaded and locked; what is set on it is written. Raises Missing."""
        spec = spec_of(table)
        record = self._known.get((spec.name, id))
        if record is None:
            values = self.tx.first(spec.load, {"w": self.workspace, "i": id})
            if values is None:
                raise Missing(spec.name, id)
            record = self._keep(spec, dict(zip(spec.columns, values, strict=True)))
        elif record in self._removed:
            raise Missing(spec.name, id)
        return record

    def edit_many(self, table: type[SQLModel], ids: Iterable[UUID]) -> dict[UUID, Record]:
        """Rows by id, loaded and locked in one query; those that are not there are left out."""
        spec = spec_of(table)
        self.load(spec, ids)
        known = ((id, self._known.get((spec.name, id))) for id in ids)
        return {id: record for id, record in known if record is not None and record not in self._removed}

    def remove(self, table: type[SQLModel], id: UUID) -> None:
        """Delete the row itself, journalled as everything is (customers and contacts are marked deleted instead)."""
        record = self.edit(table, id)
        if record in self._new:
            self._new.remove(record)
            del self._known[record.key]
            return
        self._edited.pop(record.key, None)
        self._removed.append(record)

    def flush(self) -> None:
        """Write what waits, now: to read it back, or to have its errors here."""
        if not (self._new or self._edited or self._removed):
            return
        if self._run is None:
            raise RuntimeError("every write belongs to an execution")
        self._save()
        self.give_numbers()
        self._write()

    @contextmanager
    def execution(
        self,
        *,
        name: str,
        origin: str,
        key: str,
        ordinal: int,
        actor: UUID | None,
        args: Mapping[str, Any],
        inbox_id: UUID | None = None,
        chat_id: UUID | None = None,
        group_id: UUID | None = None,
    ) -> Iterator[Run]:
        """One command: all that is written inside is journalled as its own, and rolled back if it raises.

        At its end raises Duplicate (with the first result) if this (origin, key, ordinal) was executed before, Conflict
        (reason `key`) if it was with other args; nothing is written then.
        """
        if self._run is not None:
            raise RuntimeError("executions do not nest")
        run = Run(
            name=name,
            origin=origin,
            key=key,
            ordinal=ordinal,
            actor=actor,
            args=args,
            inbox_id=inbox_id,
            chat_id=chat_id,
            group_id=group_id,
        )
        self._run = run
        self.tx.before_write = self._save
        try:
            yield run
            self.tx.before_write = None
            self._end(run)
            if self._saved is not None:
                self.tx.command("RELEASE SAVEPOINT execution")
        except BaseException:
            self._take_back()
            raise
        finally:
            self._run, self._written, self._number, self._saved = None, [], 0, None
            self.tx.before_write = None

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Several executions that stay together or not at all: what they wrote is rolled back if this raises."""
        mark = self.tx.secrets.mark()
        self.tx.command("SAVEPOINT trial")
        try:
            yield
        except BaseException:
            self._forget()
            self.tx.command("ROLLBACK TO SAVEPOINT trial")
            self.tx.secrets.back_to(mark)
            raise
        finally:
            self.tx.command("RELEASE SAVEPOINT trial")

    @property
    def run(self) -> Run:
        """The execution that is open."""
        if self._run is None:
            raise RuntimeError("every write belongs to an execution")
        return self._run

    def give_numbers(self) -> None:
        """Give the short numbers that new rows lack, and the execution's own, in one statement."""
        if self.tx.before_write is not None:
            self._save()
        lacking: dict[str, list[Record]] = defaultdict(list)
        for record in self._new:
            if record._spec.numbered and not record._values["number"]:
                lacking[record._spec.name].append(record)
        wanted = {kind: len(records) for kind, records in lacking.items()}
        if not self._number and (self._new or self._edited or self._removed):
            wanted["execution"] = 1
        if not wanted:
            return
        last = counters.take(self.tx, self.workspace, wanted)
        for kind, records in lacking.items():
            for offset, record in enumerate(reversed(records)):
                record._values["number"] = last[kind] - offset
        self._number = last.get("execution", self._number)

    def stored(self, spec: Spec, name: str, value: Any, row: Mapping[str, Any]) -> Any:
        """A value as it is stored: words with their numbers sealed, sealed columns as ciphertext."""
        if value is None:
            return None
        if name in spec.words:
            return self.tx.secrets.seal_words(self.workspace, value)
        if name in spec.sealed and isinstance(value, str):
            return self.tx.secrets.seal(self.workspace, POINT, value.encode(), subject=spec.subject_of(row))
        return value

    def touched(self, record: Record) -> None:
        """A column of the record was set."""
        if record._before is not None:
            self._edited[record.key] = record

    def load(self, spec: Spec, ids: Iterable[UUID]) -> None:
        """Load and lock rows that are not in hand yet."""
        missing = sorted({id for id in ids if (spec.name, id) not in self._known})
        if missing:
            found = self.tx.rows(spec.load_many, {"w": self.workspace, "ids": missing})
            for values in found:
                self._keep(spec, dict(zip(spec.columns, values, strict=True)))

    def known(self, name: str, id: UUID) -> Record | None:
        """The row in hand, unless it is removed."""
        record = self._known.get((name, id))
        return None if record is None or record in self._removed else record

    def forget(self, record: Record) -> None:
        """The record's row is gone."""
        del self._known[record.key]

    def restore(self, spec: Spec, values: dict[str, Any]) -> Record:
        """Put a row back as it was, with its id, number and times (undo)."""
        return self._adopt(spec, {**spec.initial(), **values})

    def _adopt(self, spec: Spec, row: dict[str, Any]) -> Record:
        record = Record(self, spec, row, None)
        self._new.append(record)
        self._known[spec.name, row["id"]] = record
        return record

    def _keep(self, spec: Spec, values: dict[str, Any]) -> Record:
        record = Record(self, spec, values, dict(values))
        self._known[spec.name, values["id"]] = record
        return record

    def _forget(self) -> None:
        self._known.clear()
        self._new, self._removed = [], []
        self._edited.clear()

    def _save(self) -> None:
        """Opens the execution's savepoint before its first write. Most write only at their end, and need none."""
        self.tx.before_write = None
        if self._saved is None:
            self._saved = self.tx.secrets.mark()
            self.tx.command("SAVEPOINT execution")

    def _take_back(self) -> None:
        self._forget()
        if self._saved is not None:
            self.tx.command("ROLLBACK TO SAVEPOINT execution")
            self.tx.secrets.back_to(self._saved)

    def _write(self) -> None:
        written = self._write_rows()
        self._written += written
        derive.after(self, written)

    def _write_rows(self) -> list[Written]:
        """Rows nobody refers to go first, so that they can be put anew; parents before children; the rest goes last."""
        new, edited, removed = self._new, list(self._edited.values()), self._removed
        self._new, self._edited, self._removed = [], {}, []
        leaves = [each for each in removed if not each._spec.children]
        others = [each for each in removed if each._spec.children]
        return [
            *writing.delete(self, leaves),
            *writing.insert(self, new),
            *writing.update(self, edited),
            *writing.delete(self, others),
        ]

    def _end(self, run: Run) -> None:
        """Writes the execution first: what was executed before shows then, while nothing else is written."""
        waits = self._waits()
        if (waits or self._written) and run.state == "refused":
            raise RuntimeError("a refused execution writes nothing")
        if waits:
            self.give_numbers()
        run.number = self._number if waits or self._written else None
        runs.insert(self, run)
        if waits:
            self._write()
        runs.insert_changes(self, run, self._written)
        configuration.record(self, run, self._written)

    def _waits(self) -> bool:
        """Whether there is anything to write."""
        return bool(self._new or self._removed) or any(
            record._before is None or record._values[name] != record._before[name]
            for record in self._edited.values()
            for name in record._spec.kept
        )
