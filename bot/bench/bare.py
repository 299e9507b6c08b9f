"""The bare program: sqlite3 and nothing else, writing the rows that a run of the real one left behind.

Each message is one transaction with one synced commit. The values lie ready, so it neither reads, understands, seals
nor answers anything: what it takes is what SQLite takes for these rows.
"""

import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Step = tuple[str, tuple[Any, ...]]
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "wal_autocheckpoint = 4000",
    "cache_size = -16000",
)


class Rows:
    """A table of a finished run: its rows, the statement that writes one, and its columns by name."""

    def __init__(self, run: sqlite3.Connection, table: str) -> None:
        self.names = [each[1] for each in run.execute(f"PRAGMA table_info({table})")]
        self.rows: list[tuple[Any, ...]] = run.execute(f"SELECT * FROM {table}").fetchall()
        marks = ", ".join("?" * len(self.names))
        self.insert = f"INSERT INTO {table} VALUES ({marks})"
        self._places = {name: place for place, name in enumerate(self.names)}

    def by(self, name: str) -> dict[Any, list[tuple[Any, ...]]]:
        """The rows by the value of a column."""
        found: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
        for row in self.rows:
            found[row[self._places[name]]].append(row)
        return found

    def get(self, row: Sequence[Any], name: str) -> Any:
        """The value of a column in one of its rows."""
        return row[self._places[name]]

    def steps(self, rows: Iterable[tuple[Any, ...]]) -> list[Step]:
        """The statements that write these rows."""
        return [(self.insert, row) for row in rows]


class Replay:
    """What each message of a run wrote, as the statements of a bare program."""

    SUBJECTS = ("follow_up", "reminder")

    def __init__(self, database: Path) -> None:
        with sqlite3.connect(database) as run:
            self._tables = {
                name: Rows(run, name)
                for name in (
                    *self.SUBJECTS,
                    *("inbox", "lane", "outbox", "action", "dialogue", "due", "execution", "change", "customer"),
                )
            }
            self._counters = run.execute("SELECT workspace_id, kind FROM counter").fetchall()
        run.close()
        self._indexed = {
            "execution": self._tables["execution"].by("inbox_id"),
            "change": self._tables["change"].by("execution_id"),
            "due": self._tables["due"].by("schedule"),
            "inbox": self._tables["inbox"].by("id"),
            "lane": self._tables["lane"].by("id"),
            "customer": self._tables["customer"].by("id"),
            "dialogue": self._tables["dialogue"].by("chat_id"),
            **{name: self._tables[name].by("id") for name in self.SUBJECTS},
        }
        outbox = self._tables["outbox"]
        self.messages = [
            self._message(letter, action)
            for letter, action in zip(
                sorted(outbox.rows, key=lambda row: outbox.get(row, "position")),
                self._tables["action"].rows,
                strict=True,
            )
        ]

    def _message(self, letter: tuple[Any, ...], action: tuple[Any, ...]) -> list[Step]:
        tables, found = self._tables, self._indexed
        (inbox,) = found["inbox"][tables["outbox"].get(letter, "inbox_id")]
        steps = self._lane(inbox)
        steps += tables["inbox"].steps([inbox])
        kinds: set[str] = set()
        for execution in found["execution"][tables["inbox"].get(inbox, "id")]:
            changes = found["change"][tables["execution"].get(execution, "id")]
            for change in changes:
                kinds.add(tables["change"].get(change, "table_name"))
                steps += self._subject(change)
            kinds.add("execution")
            steps += tables["execution"].steps([execution])
            steps += tables["change"].steps(changes)
        steps += self._numbers(kinds)
        steps += tables["action"].steps([action])
        steps += self._memory(steps)
        steps += tables["outbox"].steps([letter])
        return steps

    def _lane(self, inbox: tuple[Any, ...]) -> list[Step]:
        """The lane's place is taken and given in one statement: there is nobody to keep out."""
        tables = self._tables
        (lane,) = self._indexed["lane"][tables["inbox"].get(inbox, "lane_id")]
        first = {**dict(zip(tables["lane"].names, lane, strict=True)), "sequence": 1, "handled": 1}
        again = " ON CONFLICT (id) DO UPDATE SET sequence = sequence + 1, handled = handled + 1, fence = fence + 1"
        return [(tables["lane"].insert + again, tuple(first.values()))]

    def _subject(self, change: tuple[Any, ...]) -> list[Step]:
        """A follow-up with its customer's last time, a reminder with the row that waits for it."""
        name, id = (self._tables["change"].get(change, column) for column in ("table_name", "row_id"))
        table = self._tables[name]
        (row,) = self._indexed[name][id]
        steps = table.steps([row])
        if name == "follow_up":
            last = "UPDATE customer SET last_follow_up_at = ? WHERE workspace_id = ? AND id = ?"
            steps.append((last, tuple(table.get(row, each) for each in ("at", "workspace_id", "customer_id"))))
        if name == "reminder":
            steps += self._tables["due"].steps(self._indexed["due"][table.get(row, "schedule")])
        return steps

    def _numbers(self, kinds: set[str]) -> list[Step]:
        add = "UPDATE counter SET value = value + 1 WHERE workspace_id = ? AND kind = ?"
        return [(add, counter) for counter in self._counters if counter[1] in kinds]

    def _memory(self, steps: Sequence[Step]) -> list[Step]:
        """What the conversation remembers, as the run left it in this message's chat."""
        execution = self._tables["execution"]
        chat = next(execution.get(row, "chat_id") for sql, row in steps if sql == execution.insert)
        dialogue = self._tables["dialogue"]
        again = " ON CONFLICT DO UPDATE SET state = excluded.state, expires_at = excluded.expires_at"
        return [(dialogue.insert + again, row) for row in self._indexed["dialogue"][chat]]

    def run(self, database: Path) -> float:
        """Writes it all into a database that has the run's beginning; seconds of processor time."""
        connection = sqlite3.connect(database, isolation_level=None, cached_statements=512)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        execute = connection.execute
        began = time.process_time()
        for steps in self.messages:
            execute("BEGIN IMMEDIATE")
            for sql, values in steps:
                execute(sql, values)
            execute("COMMIT")
        took = time.process_time() - began
        connection.close()
        return took
