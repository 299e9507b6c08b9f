"""Who is there already: lines of an import beside the customers that the importer may know of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from commands.context import Context
from commands.imports.rows import Row
from commands.likeness import likeness
from commands.parties import party
from commands.rights import naming_scope, reaches
from nlp.company import forms
from nlp.keys import keys_of
from nlp.text import normal
from store import contacts, customers, names
from store.customers import CustomerRow

Kind = Literal["exact", "probable", "taken"]
NEAR = 85.0
"""From which likeness (of 100) two names may mean the same company."""
WHOLE = 3
"""The sureness of a whole name."""
LONG = 4
"""Signs from which even a part of a name tells companies apart."""
TOLD_APART = 2
"""From which sureness a form of a name tells companies apart: 华星科技 does, 华星 does not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Twin:
    """A customer that a line may mean. `taken`: the very one, but not the importer's to change."""

    kind: Kind
    customer: CustomerRow


def twins(context: Context, rows: Sequence[Row]) -> dict[int, Twin]:
    """By line, the customer that has the line's name or number already, or one of nearly its name."""
    by_name = _by_name(context, {row.name for row in rows})
    by_number = _by_number(context, rows)
    found = {}
    for row in rows:
        holder = by_number.get(row.line)
        best = by_name.get(row.name)
        if holder is not None and (best is None or best[0] == "probable"):
            best = ("exact", holder)
        if best is None:
            continue
        kind, customer = best
        if kind == "exact" and not reaches(context.speaker, party(context, customer).owned):
            kind = "taken"
        found[row.line] = Twin(kind=kind, customer=customer)
    return found


def _by_name(context: Context, wanted: set[str]) -> dict[str, tuple[Kind, CustomerRow]]:
    keys = {name: {key for key in keys_of("customer", name, {}) if not key.startswith("~")} for name in wanted}
    named: dict[str, set[UUID]] = {}
    for hit in names.found(context.tx, context.workspace, sorted({key for each in keys.values() for key in each})):
        if hit.kind in ("customer", "alias"):
            named.setdefault(hit.key, set()).add(hit.row_id)
    ids = sorted({id for each in named.values() for id in each})
    known = customers.some(context.tx, naming_scope(context.speaker), ids) if ids else {}
    live = {id: row for id, row in known.items() if row.deleted_at is None}
    others = names.aliases(context.tx, context.workspace, sorted(live))
    found = {}
    for name in wanted:
        meant = sorted({id for key in keys[name] for id in named.get(key, ())} & live.keys())
        best = _best(name, [live[id] for id in meant], others)
        if best is not None:
            found[name] = best
    return found


def _best(
    name: str, candidates: Sequence[CustomerRow], others: Mapping[UUID, Sequence[str]]
) -> tuple[Kind, CustomerRow] | None:
    same = normal(name)
    probable = None
    for row in candidates:
        if same in (normal(row.name), *map(normal, others.get(row.id, ()))):
            return "exact", row
        if probable is None and alike(name, row.name):
            probable = row
    return None if probable is None else ("probable", probable)


def alike(one: str, other: str) -> bool:
    """Whether two names may mean one company: 华星科技 and 苏州华星科技有限公司, not 华星机械."""
    first, second = dict(forms(one)), dict(forms(other))
    for form in first.keys() & second.keys():
        sure = sorted((first[form], second[form]))
        if sure[1] == WHOLE or sure[0] >= TOLD_APART or len(form) >= LONG:
            return True
    return likeness(one, other) >= NEAR


def _by_number(context: Context, rows: Sequence[Row]) -> dict[int, CustomerRow]:
    """By line, the live customer that has one of the line's numbers."""
    wanted = {point for row in rows for point in row.points if point[0] in ("phone", "email")}
    holders = contacts.holders(context.tx, context.workspace, sorted(wanted)) if wanted else []
    ids = {holder.customer_id for holder in holders}
    known = customers.some(context.tx, naming_scope(context.speaker), sorted(ids)) if ids else {}
    has = {
        (holder.kind, holder.value): known[holder.customer_id]
        for holder in reversed(holders)
        if holder.customer_id in known and known[holder.customer_id].deleted_at is None
    }
    return {row.line: has[point] for row in rows for point in row.points if point in has}
