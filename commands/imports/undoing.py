"""Taking an import back, a chunk a time from the last to the first: exactly, but for what was changed since."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from commands.context import Context
from commands.imports.checking import MADE
from store import imports, journal
from store.errors import Conflict
from store.imports import BatchRow
from store.schema import SPECS
from store.undo import Key

STEP = "import.step"
"""The command whose executions wrote an import's rows."""


def take_back(context: Context, batch: BatchRow) -> dict[str, Any] | None:
    """Takes the last chunk that is still in force back, and gives the counts with it added; None after the first."""
    tx, workspace = context.tx, context.workspace
    execution = imports.last_written(tx, workspace, batch.group_id, STEP)
    if execution is None:
        return None
    roots = _roots(context, imports.rows_of(tx, workspace, execution))
    made = _made(context, batch, {root for root in roots.values() if root is not None})
    kept = _worked_on(context, batch, made)
    leave = {key for key, root in roots.items() if root in kept}
    for _ in range(len(roots) + 1):
        try:
            undone = journal.undo(context.unit, [execution], leave=leave)
        except Conflict as conflict:
            leave, kept = _with_conflict(conflict, roots, leave, kept)
        else:
            break
    counts = Counter({name: value for name, value in batch.counts.items() if isinstance(value, int)})
    counts.update(f"{each.op}_{each.table}" for each in undone.rows)
    return {
        **counts,
        "kept": _with(batch.counts, "kept", kept),
        "kept_made": _with(batch.counts, "kept_made", kept & made),
    }


def _with_conflict(
    conflict: Conflict, roots: Mapping[Key, UUID | None], leave: set[Key], kept: set[UUID]
) -> tuple[set[Key], set[UUID]]:
    """One more row that stays as it is; the same one twice would never end."""
    if conflict.row is None or (conflict.table, conflict.row) in leave:
        raise conflict
    key = (conflict.table, conflict.row)
    root = roots.get(key)
    return {*leave, key}, kept if root is None else {*kept, root}


def _with(counts: Mapping[str, Any], name: str, kept: set[UUID]) -> list[str]:
    return list(dict.fromkeys([*counts.get(name, ()), *(id.hex for id in sorted(kept))]))


def _roots(context: Context, rows: list[tuple[str, UUID, str]]) -> dict[Key, UUID | None]:
    """The customer of each row."""
    by_table: dict[str, list[UUID]] = defaultdict(list)
    for name, id, _ in rows:
        by_table[name].append(id)
    found: dict[Key, UUID | None] = {}
    people: dict[UUID, UUID] = {}
    for name in sorted(by_table, key=lambda each: SPECS[each].rank):
        for id, record in context.unit.edit_many(SPECS[name].model, by_table[name]).items():
            if name == "customer":
                found[name, id] = id
            elif name == "contact_point":
                found[name, id] = (
                    people.get(record.contact_id) or record.customer_id or _holder(context, record.contact_id)
                )
            else:
                found[name, id] = record.customer_id
            if name == "contact":
                people[id] = record.customer_id
    return found


def _holder(context: Context, contact: UUID) -> UUID | None:
    record = context.unit.edit_many(SPECS["contact"].model, [contact]).get(contact)
    return None if record is None else record.customer_id


def _made(context: Context, batch: BatchRow, customers: set[UUID]) -> set[UUID]:
    """Those of these customers that the import has made."""
    keys = {imports.digest(context.tx, context.workspace, MADE, id.hex): id for id in customers}
    return {keys[key] for key in imports.met(context.tx, context.workspace, batch.id, set(keys))}


def _worked_on(context: Context, batch: BatchRow, made: set[UUID]) -> set[UUID]:
    """Those of the import's own customers on which somebody has worked since: changed, or with something new."""
    tx, workspace = context.tx, context.workspace
    of: dict[UUID, UUID] = {id: id for id in made}
    hanging = imports.hanging_on(tx, workspace, "customer", made)
    of |= {id: customer for _, id, customer in hanging}
    for name in ("contact", "follow_up"):
        parents = [id for each, id, _ in hanging if each == name]
        of |= {id: of[parent] for _, id, parent in imports.hanging_on(tx, workspace, name, parents)}
    return {of[id] for id in imports.changed_by_others(tx, workspace, batch.group_id, set(of))}
