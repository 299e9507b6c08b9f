"""A preparer's process: makes out messages beside the server, whose interpreter runs one thread at a time.

`python -m bot.preparing` is what `bot.preparers` starts. It only reads, by connections of its own, and what it answers,
in the order in which it was asked, is a value. It ends when its standard input does.
"""

import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from pathlib import Path
from struct import Struct
from typing import Any, BinaryIO, Final

from bot.clock import BusinessClock
from bot.pipeline import inbound_of
from commands.naming import naming, sealing
from commands.preparation import Preparation, Prepared
from commands.subjects import catalogue
from commands.vocabulary import Vocabularies
from store.database import Database, open_database
from store.keyfile import KeyFile
from store.lanes import Claim
from store.secrets import Secrets

SIZE: Final = Struct("!I")  # before every answer stands its length
ROOMS: Final = Path(__file__).parents[1]


def _stamp() -> tuple[int, int]:
    """How many source files of ours there are, and when the newest was written."""
    sources = chain.from_iterable((ROOMS / room).rglob("*.py") for room in ("bot", "commands", "store", "nlp"))
    written = [file.stat().st_mtime_ns for file in sources]
    return len(written), max(written)


STAMP: Final = _stamp()
"""The first that a preparer says. Where it is not the server's, the program was updated meanwhile, and what the one
writes the other might read as something else.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Begin:
    """Where a preparer's database lies, and with what it is opened."""

    url: str
    keys: Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """A stored message to make out, and by how much business time is off the machine's."""

    claim: Claim
    offset: timedelta


class Preparer:
    """Makes out one message after the other."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._clock = BusinessClock()
        self._preparation = Preparation(catalogue(), Vocabularies(), clock=self._clock.now)

    def answer(self, ask: Ask) -> Prepared:
        """What a message comes to, less the spans: they have done their service."""
        self._clock.offset = ask.offset
        inbound = inbound_of(ask.claim)
        prepared = self._database.read(lambda tx: self._preparation.of(tx, inbound))
        if prepared.reading is None:
            return prepared
        return replace(prepared, reading=replace(prepared.reading, spans=()))


def framed(answer: object) -> bytes:
    """An answer as it goes to the server."""
    body = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    return SIZE.pack(len(body)) + body


def serve(asked: BinaryIO, say: Callable[[bytes], object], answer: Callable[[Ask], Any]) -> None:
    """Answers until nothing more is asked. What it could not make out it answers with None: the server does it."""
    while True:
        try:
            ask = pickle.load(asked)
        except EOFError:
            return
        try:
            said = framed(answer(ask))
        except Exception:  # the edge: the server meets the same trouble, tells of it and does what is to be done
            said = framed(None)
        say(said)


def main() -> None:
    """Serves what comes in; what anything else would print does not go among the answers."""
    for told in (signal.SIGINT, signal.SIGTERM):  # meant for the server, which ends the input when it has finished
        signal.signal(told, signal.SIG_IGN)
    asked = sys.stdin.buffer
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0) as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        begin: Begin = pickle.load(asked)
        secrets = Secrets(KeyFile.open(begin.keys))
        with closing(open_database(begin.url, secrets, naming=naming, sealing=sealing)) as database:
            preparer = Preparer(database)
            with suppress(BrokenPipeError):  # the server is gone
                answers.write(framed(STAMP))
                serve(asked, answers.write, preparer.answer)


if __name__ == "__main__":
    main()
