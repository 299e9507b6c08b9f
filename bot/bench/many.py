"""The names of a message looked up among those of very many customers."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from bot.bench.figures import barred, quantile, quantiles, timed
from bot.bench.real import NOW, WrongOutput, open_at
from bot.bench.sayings import Said, firm, sayings
from bot.settings import in_folder
from nlp.keys import keys_in, keys_of
from store import names, workspaces
from store.database import Tx
from store.migrations import migrate

BAR: Final = 0.4
SIGNS: Final = range(28, 33)  # of a message
_FAST: Final = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000"


def looked_up(folder: Path, *, firms: int, messages: int) -> dict[str, Any]:
    """Milliseconds of processor time to find what stands in messages of about thirty signs."""
    folder.mkdir()
    migrate(in_folder(folder).database.url)
    named = (
        each for each in sayings(firms, messages * 20, seed=3) if each.firm is not None and len(each.text) in SIGNS
    )
    with closing(open_at(folder)) as database:
        workspace = database.write(lambda tx: workspaces.create(tx, name="测速", now=NOW)).result()
    kept = _fill(folder, workspace, firms)
    spent: list[float] = []
    with closing(open_at(folder)) as database:
        rows = [database.read(partial(_look, workspace, each, spent)) for each in islice(named, messages)]
    return {
        "customers": firms,
        "keys_kept": kept,
        "messages": len(spent),
        "rows_found_a_message": round(sum(rows) / len(rows), 1),
        "milliseconds": quantiles(spent),
        "p99": barred(quantile(spent, 0.99), BAR),
    }


def _look(workspace: UUID, said: Said, spent: list[float], tx: Tx) -> int:
    """How many rows the message may name."""
    keys = keys_in(said.text)
    with timed(spent):
        hits = names.found(tx, workspace, keys)
    if _id(said.firm or 0) not in {hit.row_id for hit in hits}:
        raise WrongOutput(f"{said.text} names a customer that was not found")
    return len(hits)


def _fill(folder: Path, workspace: UUID, firms: int) -> int:
    """Writes the keys of all the companies' names straight into their table; how many there are."""
    file = in_folder(folder).database.file
    assert file is not None
    with closing(sqlite3.connect(file)) as database:
        database.executescript(_FAST)
        database.executemany(
            "INSERT INTO name_key (workspace_id, key, kind, row_id) VALUES (?, ?, ?, ?)", _keys(workspace, firms)
        )
        database.commit()
        return int(database.execute("SELECT count(*) FROM name_key").fetchone()[0])


def _keys(workspace: UUID, firms: int) -> Iterator[tuple[bytes, str, str, bytes]]:
    guesses: Counter[str] = Counter()
    for index in range(firms):
        row = _id(index).bytes
        known = firm(index)
        for key in keys_of("customer", known.name, {"aliases": (known.called,)}):
            guesses[key] += key.startswith("~")  # the store keeps a guess for a few rows only
            if guesses[key] <= names.GUESSES:
                yield workspace.bytes, key, "customer", row


def _id(index: int) -> UUID:
    return UUID(int=index + 1)
