"""Lives that end by a power cut: `python -m tests.faults.cut ORDERS`, run over tests/faults/synced.c.

For each line of its input, `NUMBER ACKNOWLEDGEMENTS`, it forks a process that opens the database by our own store and
accepts messages until so many are acknowledged, and kills it there. It answers with the acknowledged keys, a JSON list
a line.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
from collections import deque
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from store import inbox
from store.database import Database, Tx, open_database
from store.keyfile import KeyFile
from store.secrets import Secrets

IN_FLIGHT = 8


def accept(database: Database, workspace: UUID, key: str) -> Future[inbox.Accepted]:
    """A message on its way into the inbox, big enough that the log is folded into the database now and then."""

    def work(tx: Tx) -> inbox.Accepted:
        return inbox.accept(
            tx,
            workspace=workspace,
            platform="test",
            app="test",
            chat=key[-1],
            topic="",
            key=key,
            payload=key.encode() * 1000,
            received_at=datetime.now(UTC),
        )

    return database.write(work, first=True)


def live(orders: dict[str, str], number: str, told: int) -> None:
    """Accepts messages for ever; each key is told once its message is said to be durable."""
    secrets = Secrets(KeyFile.open(Path(orders["keys"])))
    database = open_database(orders["url"], secrets, synchronous=orders["synchronous"])
    workspace = UUID(orders["workspace"])
    waiting: deque[tuple[str, Future[inbox.Accepted]]] = deque()
    for each in itertools.count():
        key = f"{number}-{each}"
        waiting.append((key, accept(database, workspace, key)))
        if len(waiting) == IN_FLIGHT:
            key, future = waiting.popleft()
            future.result()
            os.write(told, f"{key}\n".encode())


def one_life(orders: dict[str, str], number: str, acknowledgements: int) -> list[str]:
    """What a process acknowledged before it was killed."""
    hears, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hears)
        live(orders, number, told)
    os.close(told)
    with os.fdopen(hears, "rb") as lines:
        keys = [line.decode().strip() for line in itertools.islice(lines, acknowledgements)]
        os.kill(child, signal.SIGKILL)
        keys += [line.decode().strip() for line in lines if line.endswith(b"\n")]
    os.waitpid(child, 0)
    return keys


def main(orders: dict[str, str]) -> None:
    """A life for each line of the input."""
    for line in sys.stdin:
        number, acknowledgements = line.split()
        sys.stdout.write(json.dumps(one_life(orders, number, int(acknowledgements))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
