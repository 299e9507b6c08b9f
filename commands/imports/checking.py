"""The dry run: what each line of an import would come to, with its reason, before anything is written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal
from uuid import UUID

from commands.context import Context
from commands.imports.rows import Reader, Row
from commands.imports.twins import Twin, twins
from nlp.text import normal
from store import imports
from store.imports import BatchRow

Verdict = Literal["wrong", "same", "new", "exact", "probable", "taken"]
SHOWN: Final = 3
"""Lines and names that the report tells of itself."""
AT_ONCE: Final = 4
"""Chunks that one transaction of a dry run looks at."""
MADE: Final = "made"
SEEN: Final = "seen"
PERSON: Final = "person"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A line and what becomes of it; `twin` is whom it means already, `customer` whom this import has met as it."""

    row: Row
    verdict: Verdict
    twin: Twin | None = None
    customer: UUID | None = None


def columns_of(batch: BatchRow) -> dict[int, str]:
    """How an import's columns are read."""
    return {int(place): of for place, of in batch.mapping.get("columns", {}).items()}


def rows_of(context: Context, batch: BatchRow, position: int, reader: Reader) -> list[Row]:
    """The lines of one chunk made ready, the header and what stands above it left out."""
    lines = imports.chunk(context.tx, context.workspace, batch.id, "rows", position, batch.mapping.get("sheet", 0))
    above = batch.mapping.get("header", 0)
    return [reader.row(line, cells) for line, cells in lines or () if line > above]


def judged(context: Context, batch: BatchRow, rows: Sequence[Row], phase: str) -> list[Judged]:
    """What becomes of these lines. A name that the import itself has met in this phase is the same customer."""
    keys = {row.line: imports.digest(context.tx, context.workspace, phase, normal(row.name)) for row in rows}
    met = imports.met(context.tx, context.workspace, batch.id, set(keys.values()))
    sound = [row for row in rows if not row.faults]
    found = _of_others(context, batch, twins(context, [row for row in sound if keys[row.line] not in met]))
    here: set[bytes] = set()
    verdicts = []
    for row in rows:
        key = keys[row.line]
        if row.faults:
            verdicts.append(Judged(row=row, verdict="wrong"))
        elif key in met or key in here:
            verdicts.append(Judged(row=row, verdict="same", customer=met.get(key)))
        else:
            here.add(key)
            twin = found.get(row.line)
            verdicts.append(Judged(row=row, verdict=twin.kind if twin else "new", twin=twin))
    return verdicts


def _of_others(context: Context, batch: BatchRow, found: Mapping[int, Twin]) -> dict[int, Twin]:
    """Those twins that this import has not made itself."""
    ids = {twin.customer.id for twin in found.values()}
    keys = {id: imports.digest(context.tx, context.workspace, MADE, id.hex) for id in ids}
    made = imports.met(context.tx, context.workspace, batch.id, set(keys.values()))
    return {line: twin for line, twin in found.items() if keys[twin.customer.id] not in made}


def check(context: Context, batch: BatchRow, position: int, reader: Reader) -> dict[str, Any]:
    """Checks one chunk, keeps what was found, and gives the counts with it added."""
    verdicts = judged(context, batch, rows_of(context, batch, position, reader), SEEN)
    keys: dict[bytes, UUID | None] = {}
    people = 0
    for each in verdicts:
        if each.verdict == "wrong":
            continue
        keys[imports.digest(context.tx, context.workspace, SEEN, normal(each.row.name))] = None
    persons = {
        imports.digest(context.tx, context.workspace, PERSON, normal(each.row.name), normal(each.row.contact))
        for each in verdicts
        if each.row.contact and each.verdict in ("new", "same")
    }
    people = len(persons) - len(imports.met(context.tx, context.workspace, batch.id, persons))
    imports.meet(context.tx, context.workspace, batch.id, {**keys, **dict.fromkeys(persons)})
    keep(context, batch, position, verdicts)
    return counted(batch.counts, verdicts, people)


def looked_at(context: Context, batch: BatchRow, positions: Sequence[int], reader: Reader) -> BatchRow:
    """Looks at the next few chunks; the import is `checked` after the last one."""
    for position in positions[batch.handled : batch.handled + AT_ONCE]:
        counts = check(context, batch, position, reader)
        imports.change(context.tx, context.workspace, batch.id, counts=counts, handled=batch.handled + 1)
        batch = again(context, batch)
    if batch.handled < len(positions):
        return batch
    imports.change(context.tx, context.workspace, batch.id, state="checked", handled=0)
    return again(context, batch)


def again(context: Context, batch: BatchRow) -> BatchRow:
    """The import as it is now."""
    row = imports.get(context.tx, context.workspace, batch.id)
    assert row is not None
    return row


def keep(context: Context, batch: BatchRow, position: int, verdicts: Sequence[Judged]) -> None:
    """Writes down what was found in a chunk: what is wrong, what was cleaned, who is there already."""
    found = [
        [each.row.line, each.verdict, each.row.faults, each.row.cleaned]
        for each in verdicts
        if each.row.faults or each.row.cleaned or each.verdict == "taken"
    ]
    if found:
        imports.put_one(context.tx, context.workspace, batch.id, "found", position, found)


def counted(before: Mapping[str, Any], verdicts: Sequence[Judged], people: int) -> dict[str, Any]:
    """Counts of a dry run with another chunk added."""
    counts = Counter({name: value for name, value in before.items() if isinstance(value, int)})
    counts.update(each.verdict for each in verdicts)
    counts["people"] += people
    counts["told"] += sum(each.row.told is not None and each.verdict in ("new", "same") for each in verdicts)
    counts["cleaned"] += sum(len(each.row.cleaned) for each in verdicts)
    lines = list(before.get("lines", ()))
    examples = {kind: list(before.get(f"{kind}_names", ())) for kind in ("exact", "probable")}
    for each in verdicts:
        if each.verdict == "wrong" and len(lines) < SHOWN:
            lines.append([each.row.line, *each.row.faults[0]])
        elif each.twin is not None and each.verdict in examples and len(examples[each.verdict]) < SHOWN:
            examples[each.verdict].append([each.row.name, each.twin.customer.short])
    return {**counts, "lines": lines, **{f"{kind}_names": names for kind, names in examples.items()}}
