"""`genjin bench understand`: what it costs to understand a message, to find its names and its times, to load it all."""

import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing, redirect_stdout
from functools import partial
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, Final
from uuid import UUID

from bot.bench.figures import barred, quantile, quantiles, timed
from bot.bench.many import looked_up
from bot.bench.real import NOW, WrongOutput, open_at
from bot.bench.sayings import TAGS, Firm, Said, firm, sayings
from bot.running import settle
from bot.settings import in_folder
from commands.lookup import names_in
from commands.subjects import catalogue
from commands.vocabulary import Vocabularies, Vocabulary
from nlp import Context, Grammar, Named, Reading, find_times, understand
from nlp.keys import keys_in
from store import tables, workspaces
from store.database import Tx
from store.migrations import migrate
from store.unit import Unit

MEDIAN_BAR, P99_BAR, TIMES_BAR, IMPORT_BAR = 1.0, 2.0, 3.0, 0.3
MEMORY: Final = Path("/dev/shm")
MEMBERS: Final = 20
WARM: Final = 100
FEWEST_RIGHT: Final = 0.98  # of the messages; a name may happen to hold a time or another name
LOADING: Final = "import time; began = time.process_time(); import nlp; print(time.process_time() - began)"
Parts = dict[str, list[float]]


def report(*, customers: int, big: int, messages: int, folder: Path | None) -> str:
    """Runs all of it; one JSON object. Raises WrongOutput if too much was not understood as it was meant."""
    said = list(sayings(customers, messages, seed=1))
    settle()
    with tempfile.TemporaryDirectory(
        dir=folder or (MEMORY if MEMORY.is_dir() else None), prefix="genjin-bench-"
    ) as path:
        place = Path(path)
        understood = _understood(place / "team", customers, said)
        among_many = looked_up(place / "many", firms=big, messages=messages)
    told = {
        "versions": _versions(),
        "set_up": {
            "customers": customers,
            "messages": messages,
            "median_signs": median(len(each.text) for each in said),
            "files": "memory" if place.is_relative_to(MEMORY) else "a disk",
        },
        "milliseconds_of_processor_a_message": understood,
        "find_times": _times(said),
        "names_among_many": among_many,
        "import_of_nlp_seconds": barred(_loading(), IMPORT_BAR),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _understood(folder: Path, customers: int, said: Sequence[Said]) -> dict[str, Any]:
    """Each message once, by part, after as many other messages of the same team."""
    folder.mkdir()
    migrate(in_folder(folder).database.url)
    grammar = catalogue().spoken
    with closing(open_at(folder)) as database:
        workspace = database.write(lambda tx: _team(tx, customers)).result()
        words = database.read(lambda tx: Vocabularies().of(tx, workspace, None))
        reader = Reader(grammar, words)
        for each in sayings(customers, len(said), seed=2):
            database.read(partial(reader.read, each.text))
        reader.begin()
        wrong = [each.text for each in said if not _as_meant(each, database.read(partial(reader.read, each.text)))]
    spent = reader.spent
    right = 1 - len(wrong) / len(said)
    if right < FEWEST_RIGHT:
        raise WrongOutput(f"{len(wrong)} of {len(said)} messages were not understood: {wrong[:3]}")
    own = [keys + read for keys, read in zip(spent["keys"], spent["understand"], strict=True)]
    whole = [names + read for names, read in zip(spent["names"], spent["understand"], strict=True)]
    return {
        "understanding": {
            "median": barred(quantile(own, 0.5), MEDIAN_BAR),
            "p99": barred(quantile(own, 0.99), P99_BAR),
            "of_that_look_up_keys": quantiles(spent["keys"]),
        },
        "names_from_the_store": quantiles(spent["names"]),
        "both": quantiles(whole),
        "understood_as_meant": round(right, 4),
    }


class Reader:
    """Understands messages as the bot does, with a clock on each part."""

    def __init__(self, grammar: Grammar, words: Vocabulary) -> None:
        self._grammar = grammar
        self._words = words
        self._speaker = next(iter(words.speakers.values()))
        self.begin()

    def begin(self) -> None:
        """Forgets what was measured."""
        self.spent: Parts = {"keys": [], "names": [], "understand": []}

    def read(self, text: str, tx: Tx) -> Reading:
        """What the message means."""
        earlier = Context(speaker=Named(kind="member", id=self._speaker.id, name=self._speaker.name))
        with timed(self.spent["keys"]):
            keys_in(text)
        with timed(self.spent["names"]):  # makes the same keys once more
            known = names_in(tx, self._words, text, (), self._speaker)
        with timed(self.spent["understand"]):
            return understand(text, self._grammar, known.names, NOW, earlier)


def _as_meant(said: Said, reading: Reading) -> bool:
    """Whether the first command is the one meant, for the customer meant."""
    if not reading.drafts or reading.drafts[0].command != said.command:
        return False
    slots = reading.drafts[0].slots
    several = slots.get("customers")
    customer = several[0] if isinstance(several, tuple) else slots.get("customer")
    return said.firm is None or (isinstance(customer, Named) and customer.name == firm(said.firm).name)


def _team(tx: Tx, customers: int) -> UUID:
    """Writes a team, its tags and its customers."""
    workspace = workspaces.create(tx, name="测速", now=NOW)
    unit = Unit(tx, workspace=workspace, now=NOW)
    with unit.execution(name="bench", origin="bench", key="bench", ordinal=0, actor=None, args={}):
        for name in TAGS:
            unit.add(tables.Tag, name=name)
        members = [unit.add(tables.Member, name=f"测速员{each:02d}", role="rep").id for each in range(MEMBERS)]
        for index in range(customers):
            _customer(unit, firm(index), members[index % MEMBERS])
    return workspace


def _customer(unit: Unit, known: Firm, owner: UUID) -> None:
    row = unit.add(tables.Customer, name=known.name, owner_id=owner, level="B")
    unit.add(tables.Alias, customer_id=row.id, name=known.called)
    unit.add(tables.Contact, customer_id=row.id, name=known.person, title=known.job)


def _times(said: Sequence[Said]) -> dict[str, Any]:
    """Our times and JioNLP's of the same messages, message by message in turn."""
    theirs = _jionlp()
    spent: Parts = {"ours": [], "theirs": []}
    for each in (*said[:WARM], *said):
        with timed(spent["ours"]):
            find_times(each.text, NOW)
        if theirs is not None:
            with timed(spent["theirs"]):
                theirs(each.text, time_base=NOW.timestamp(), with_parsing=True)
    ours, beside = spent["ours"][min(WARM, len(said)) :], spent["theirs"][min(WARM, len(said)) :]
    if theirs is None:
        return {"ours": quantiles(ours), "jionlp": "not installed"}
    return {
        "ours": quantiles(ours),
        "jionlp": quantiles(beside) | {"version": version("jionlp")},
        "times_faster": barred(sum(beside) / sum(ours), TIMES_BAR, least=True),
    }


def _jionlp() -> Callable[..., Any] | None:
    """Its extract_time, if it is installed; what it says when it loads is kept out of the report."""
    if find_spec("jionlp") is None:
        return None
    with redirect_stdout(sys.stderr):
        found: Callable[..., Any] = import_module("jionlp").ner.extract_time
        found("明天", time_base=NOW.timestamp(), with_parsing=True)
    return found


def _loading() -> float:
    """Seconds of processor time to import nlp in a fresh process that keeps its bytecode: the median after a first."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", LOADING]
    _, *runs = [subprocess.run(command, check=True, capture_output=True, text=True, env=kept) for _ in range(6)]
    return median(float(run.stdout) for run in runs)


def _versions() -> dict[str, str]:
    return {
        "genjin": version("genjin"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "machine": f"{platform.machine()}, {sys.platform}",
    }
