"""What can go wrong in the store.

StoreError
├── Missing        there is no such row
├── Duplicate      this execution was made before; carries the stored result
├── Conflict       something stands in the way; names it
├── Fenced         somebody else owns this by now; roll back and let go
├── Sealed         a ciphertext, or the key file, cannot be opened
├── Unavailable    the database cannot take this now; try again later
└── NoBackup       the copy could not be made
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


class StoreError(Exception):
    """Something the store promises not to hide."""

    code = "store"


@dataclass(eq=False)
class Missing(StoreError):
    """There is no such row in this workspace."""

    table: str
    id: object
    code = "missing"

    def __str__(self) -> str:
        return f"no {self.table} {self.id}"


@dataclass(eq=False)
class Duplicate(StoreError):
    """An execution with this key was made before: nothing is written, here is what it answered."""

    execution: UUID
    result: Any
    state: str = "done"
    code = "duplicate"

    def __str__(self) -> str:
        return f"execution {self.execution} was made before"


@dataclass(frozen=True, kw_only=True, slots=True)
class Later:
    """The execution that stands in the way: who did what, and when."""

    execution: UUID
    name: str
    actor: UUID | None
    at: datetime
    number: int | None


@dataclass(eq=False)
class Conflict(StoreError):
    """What was asked cannot be done as things stand. reason: key | changed | referred | gone | there."""

    table: str
    row: UUID | None
    column: str | None = None
    reason: str = "changed"
    later: Later | None = None
    others: tuple[tuple[str, UUID], ...] = field(default=())
    code = "conflict"

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.column or ''}: {self.reason}"


class Fenced(StoreError):
    """Somebody else has taken this over: the work must be rolled back."""

    code = "fenced"


class Sealed(StoreError):
    """A ciphertext or the key file cannot be opened: the key is gone, or the bytes were changed."""

    code = "sealed"


class Unavailable(StoreError):
    """The database cannot take this now (locked, full, away): nothing was written, try again later."""

    code = "unavailable"


class NoBackup(StoreError):
    """The copy of the database could not be made; the text says why."""

    code = "no_backup"
