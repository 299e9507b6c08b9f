"""Imports: the rows that somebody brought, sealed, in chunks; how far each has got, and whom it has met."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from store import counters, upsert
from store.database import Tx
from store.ids import uuid7
from store.rows import BIND, Shape, W, many
from store.schema import SPECS
from store.tables import Change, Execution, FollowUp, ImportBatch, ImportChunk, ImportKey, table
from store.types import SealedWords, canonical

CONTENT = "import_chunk.content"  # what chunks are bound to, beside the workspace
KEY = "import.key"  # what digests of names are made for


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchRow:
    """An import. `mapping` says how its columns are read and what was decided of it, `counts` what it came to."""

    id: UUID
    number: int
    member_id: UUID
    name: SealedWords | None
    source: str
    mapping: dict[str, Any]
    counts: dict[str, Any]
    state: str
    total: int
    handled: int
    group_id: UUID
    created_at: datetime
    ended_at: datetime | None


_SHAPE = Shape(BatchRow, ImportBatch)
_B = _SHAPE.c
_C, _K = table(ImportChunk).c, table(ImportKey).c
_E, _CHANGE = table(Execution).c, table(Change).c
_GET = _SHAPE.select(_B.id == BIND("i"))
_LOCKED = _GET.with_for_update()
_BY_NUMBER = _SHAPE.select(_B.number == BIND("n"))
_BY_GROUP = _SHAPE.select(_B.group_id == BIND("g"))
_LATEST = _SHAPE.select(_B.member_id == BIND("m"), _B.state.in_(many("states"))).order_by(_B.number.desc()).limit(1)
_ALIKE = (
    _SHAPE.select(_B.source == BIND("s"), _B.state.in_(("running", "done", "undoing", "undone")))
    .order_by(_B.number.desc())
    .limit(1)
)
_INSERT = sa.insert(table(ImportBatch))
_INSERT_CHUNKS = sa.insert(table(ImportChunk))
_PLACE = ("workspace_id", "batch_id", "kind", "sheet", "position")
_PUT_CHUNK = upsert.replacing(table(ImportChunk), *_PLACE, content=upsert.excluded(table(ImportChunk), "content"))
_OF_BATCH = (_C.workspace_id == W, _C.batch_id == BIND("b"))
_CHUNK = sa.select(_C.content).where(*_OF_BATCH, _C.kind == BIND("k"), _C.sheet == BIND("s"), _C.position == BIND("p"))
_POSITIONS = sa.select(_C.position).where(*_OF_BATCH, _C.kind == BIND("k"), _C.sheet == BIND("s")).order_by(_C.position)
_OTHERS = sa.delete(table(ImportChunk)).where(*_OF_BATCH, _C.kind == "rows", _C.sheet != BIND("s"))
_DROP_CHUNKS = sa.delete(table(ImportChunk)).where(*_OF_BATCH)
_DROP_FOUND = sa.delete(table(ImportChunk)).where(*_OF_BATCH, _C.kind == "found")
_DROP_KEYS = sa.delete(table(ImportKey)).where(_K.workspace_id == W, _K.batch_id == BIND("b"))
_MET = sa.select(_K.digest, _K.customer_id).where(
    _K.workspace_id == W, _K.batch_id == BIND("b"), _K.digest.in_(many("digests"))
)
_MEET = upsert.replacing(
    table(ImportKey), "workspace_id", "batch_id", "digest", customer_id=upsert.excluded(table(ImportKey), "customer_id")
)
_OLD = sa.select(_B.workspace_id, _B.id).where(
    sa.or_(_B.ended_at < BIND("ended"), sa.and_(_B.ended_at.is_(None), _B.created_at < BIND("made"))),
    sa.exists().where(_C.workspace_id == _B.workspace_id, _C.batch_id == _B.id),
)
_F = table(FollowUp).c
_TOLD = sa.select(_F.customer_id, _F.at, _F.note).where(_F.workspace_id == W, _F.customer_id.in_(many("ids")))
_WROTE = (
    sa.select(_E.id)
    .where(_E.workspace_id == W, _E.group_id == BIND("g"), _E.name == BIND("name"), _E.state == "done")
    .where(_E.number.is_not(None))
    .order_by(_E.number.desc())
    .limit(1)
)
_FIRST = sa.select(_E.id).where(_E.workspace_id == W, _E.group_id == BIND("g")).order_by(_E.id).limit(1)
_ROWS = sa.select(_CHANGE.table_name, _CHANGE.row_id, _CHANGE.op).where(
    _CHANGE.workspace_id == W, _CHANGE.execution_id == BIND("e")
)
_OTHERS_WROTE = (
    sa.select(_CHANGE.row_id)
    .distinct()
    .join(table(Execution), sa.and_(_E.workspace_id == _CHANGE.workspace_id, _E.id == _CHANGE.execution_id))
    .where(_CHANGE.workspace_id == W, _CHANGE.row_id.in_(many("rows")))
    .where(_E.state == "done", _E.undoes.is_(False), sa.or_(_E.group_id.is_(None), _E.group_id != BIND("g")))
)


def create(tx: Tx, workspace: UUID, *, member: UUID, name: str, now: datetime) -> UUID:
    """A new import of a member's; its rows come with `put`."""
    id = uuid7()
    row = {
        "workspace_id": workspace,
        "id": id,
        "number": counters.take(tx, workspace, {"import_batch": 1})["import_batch"],
        "member_id": member,
        "name": tx.secrets.seal_words(workspace, name) if name else None,
        "source": "",
        "mapping": {},
        "counts": {},
        "state": "mapping",
        "total": 0,
        "handled": 0,
        "group_id": uuid7(),
        "created_at": now,
        "ended_at": None,
    }
    tx.run(_INSERT, row)
    return id


def get(tx: Tx, workspace: UUID, id: UUID, *, lock: bool = False) -> BatchRow | None:
    """One import; with `lock` nobody else takes a step of it meanwhile."""
    return _SHAPE.one(tx, _LOCKED if lock else _GET, {"w": workspace, "i": id})


def by_number(tx: Tx, workspace: UUID, number: int) -> BatchRow | None:
    """The import that people call 导入7."""
    return _SHAPE.one(tx, _BY_NUMBER, {"w": workspace, "n": number})


def of_group(tx: Tx, workspace: UUID, group: UUID) -> BatchRow | None:
    """The import that wrote these executions."""
    return _SHAPE.one(tx, _BY_GROUP, {"w": workspace, "g": group})


def latest(tx: Tx, workspace: UUID, member: UUID, states: Sequence[str]) -> BatchRow | None:
    """A member's last import in one of these states."""
    return _SHAPE.one(tx, _LATEST, {"w": workspace, "m": member, "states": list(states)})


def alike(tx: Tx, workspace: UUID, source: str) -> BatchRow | None:
    """The last import with the same header that was carried out."""
    return _SHAPE.one(tx, _ALIKE, {"w": workspace, "s": source}) if source else None


def change(tx: Tx, workspace: UUID, id: UUID, **values: Any) -> None:
    """Sets columns of an import."""
    at = table(ImportBatch).c
    tx.connection.execute(
        sa.update(table(ImportBatch)).where(at.workspace_id == workspace, at.id == id).values(**values)
    )


def packed(rows: Sequence[Any]) -> bytes:
    """Rows as a chunk holds them, before it is sealed."""
    return zlib.compress(canonical(rows), 3)


def put(tx: Tx, workspace: UUID, batch: UUID, kind: str, chunks: Iterable[tuple[int, int, bytes]]) -> None:
    """Keeps chunks (sheet, position, packed content) that were not there before."""
    rows = [_chunk(tx, workspace, batch, kind, *each) for each in chunks]
    if rows:
        tx.run(_INSERT_CHUNKS, rows)


def put_one(tx: Tx, workspace: UUID, batch: UUID, kind: str, position: int, content: Any) -> None:
    """Keeps a chunk, in place of one that was there."""
    tx.run(_PUT_CHUNK, _chunk(tx, workspace, batch, kind, 0, position, packed(content)))


def _chunk(
    tx: Tx, workspace: UUID, batch: UUID, kind: str, sheet: int, position: int, content: bytes
) -> dict[str, Any]:
    return {
        "workspace_id": workspace,
        "id": uuid7(),
        "batch_id": batch,
        "kind": kind,
        "sheet": sheet,
        "position": position,
        "content": tx.secrets.seal(workspace, CONTENT, content),
    }


def chunk(tx: Tx, workspace: UUID, batch: UUID, kind: str, position: int, sheet: int = 0) -> Any:
    """A chunk's content, None where there is none."""
    sealed = tx.scalar(_CHUNK, {"w": workspace, "b": batch, "k": kind, "s": sheet, "p": position})
    return None if sealed is None else json.loads(zlib.decompress(tx.secrets.unseal(workspace, CONTENT, bytes(sealed))))


def positions(tx: Tx, workspace: UUID, batch: UUID, kind: str, sheet: int = 0) -> list[int]:
    """Where there are chunks of a kind."""
    return [row[0] for row in tx.rows(_POSITIONS, {"w": workspace, "b": batch, "k": kind, "s": sheet})]


def only(tx: Tx, workspace: UUID, batch: UUID, sheet: int) -> None:
    """Forgets the rows of the other sheets."""
    tx.run(_OTHERS, {"w": workspace, "b": batch, "s": sheet})


def drop(tx: Tx, workspace: UUID, batch: UUID) -> None:
    """Forgets what was brought; the import itself stays on record."""
    tx.run(_DROP_KEYS, {"w": workspace, "b": batch})
    tx.run(_DROP_CHUNKS, {"w": workspace, "b": batch})


def forget(tx: Tx, workspace: UUID, batch: UUID) -> None:
    """Forgets what a dry run found, and whom it met."""
    tx.run(_DROP_KEYS, {"w": workspace, "b": batch})
    tx.run(_DROP_FOUND, {"w": workspace, "b": batch})


def digest(tx: Tx, workspace: UUID, *parts: str) -> bytes:
    """What a name is known by while an import runs."""
    return tx.secrets.digest(workspace, KEY, "\0".join(parts).encode())


def met(tx: Tx, workspace: UUID, batch: UUID, digests: Collection[bytes]) -> dict[bytes, UUID | None]:
    """Which of these the import has met, and the customers."""
    if not digests:
        return {}
    found = tx.rows(_MET, {"w": workspace, "b": batch, "digests": sorted(digests)})
    return {bytes(row[0]): row[1] for row in found}


def meet(tx: Tx, workspace: UUID, batch: UUID, keys: Mapping[bytes, UUID | None]) -> None:
    """The import has met these."""
    rows = [
        {"workspace_id": workspace, "batch_id": batch, "digest": each, "customer_id": customer}
        for each, customer in sorted(keys.items())
    ]
    if rows:
        tx.run(_MEET, rows)


def follow_ups_of(tx: Tx, workspace: UUID, customers: Sequence[UUID]) -> list[tuple[UUID, datetime, str]]:
    """When these customers were followed up, withdrawn ones too, and the words of it."""
    rows = tx.rows(_TOLD, {"w": workspace, "ids": list(customers)})
    return [(row[0], row[1], tx.secrets.unseal_words(workspace, row[2] or "", mask=False)) for row in rows]


def last_written(tx: Tx, workspace: UUID, group: UUID, name: str) -> UUID | None:
    """The last execution of the group that is still in force: the one to be taken back first."""
    id: UUID | None = tx.scalar(_WROTE, {"w": workspace, "g": group, "name": name})
    return id


def first_written(tx: Tx, workspace: UUID, group: UUID) -> UUID | None:
    """The first execution of the group."""
    id: UUID | None = tx.scalar(_FIRST, {"w": workspace, "g": group})
    return id


def rows_of(tx: Tx, workspace: UUID, execution: UUID) -> list[tuple[str, UUID, str]]:
    """What an execution wrote: table, row, and insert or update."""
    return [tuple(row) for row in tx.rows(_ROWS, {"w": workspace, "e": execution})]


def changed_by_others(tx: Tx, workspace: UUID, group: UUID, rows: Collection[UUID]) -> set[UUID]:
    """Those of these rows that executions outside of the group wrote, and that are in force."""
    return (
        {row[0] for row in tx.rows(_OTHERS_WROTE, {"w": workspace, "g": group, "rows": sorted(rows)})}
        if rows
        else set()
    )


def hanging_on(tx: Tx, workspace: UUID, table_name: str, ids: Collection[UUID]) -> list[tuple[str, UUID, UUID]]:
    """The rows that refer to these rows of a table: their table, id, and to which they refer."""
    found: list[tuple[str, UUID, UUID]] = []
    for child, column in SPECS[table_name].children if ids else ():
        c = child.table.c
        wanted = sa.select(c.id, c[column]).where(c.workspace_id == workspace, c[column].in_(sorted(ids)))
        found += [(child.name, row[0], row[1]) for row in tx.connection.execute(wanted)]
    return found


def purge(tx: Tx, *, ended: datetime, made: datetime) -> int:
    """Forgets the rows of imports that ended, or were begun and left, before these times; of how many."""
    old = tx.rows(_OLD, {"ended": ended, "made": made})
    for workspace, id in old:
        tx.run(_DROP_CHUNKS, {"w": workspace, "b": id})
    return len(old)
